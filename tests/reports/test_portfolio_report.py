from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import pytest
from hostile import HOSTILE
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from btobsheet.excel.report.workbook import write_portfolio
from btobsheet.plan.calendar import Month
from btobsheet.reports.document import Callout, Cell, Document, KeyFigures, Paragraph, Table
from btobsheet.reports.portfolio.compose import compose_portfolio
from btobsheet.reports.portfolio.summary import PlanSummary, Portfolio, worst_first
from btobsheet.reports.portfolio.words import same_plans, wording
from btobsheet.reports.render import html, markdown
from btobsheet.reports.render import text as terminal
from btobsheet.status.rules import SEVERITY
from btobsheet.wording import LANGUAGES
from btobsheet.wording.words import label

DAY = dt.date(2026, 10, 5)
PLAN = PlanSummary(
    file="a.xlsx",
    title="計画",
    company="架空商事",
    language="ja",
    as_of=dt.date(2026, 10, 5),
    closed_months=6,
    kgi="受注金額",
    kgi_status="at_risk",
    attainment=0.9,
    forecast=90.0,
    annual=100.0,
    kpi_counts={"behind": 2, "on_track": 3},
    action_counts={"done": 4},
    progress=0.4,
    planned=0.5,
    overdue=1,
    due_soon=2,
    missing=1,
    budget=100.0,
    spent=40.0,
    worst_tactic="T01 展示会",
    worst_kpi="K02 名刺",
    errors=0,
)
statuses = st.sampled_from([*SEVERITY, None])
plans = st.builds(
    lambda status, attainment, overdue, title: replace(
        PLAN, kgi_status=status, attainment=attainment, overdue=overdue, title=title
    ),
    statuses,
    st.none() | st.floats(0, 2),
    st.integers(0, 5),
    st.sampled_from(["甲", "乙", ""]),
)


def blocks(document: Document, kind: type) -> list[object]:
    return [block for block in document.blocks if isinstance(block, kind)]


def table(document: Document) -> Table:
    (found,) = blocks(document, Table)
    assert isinstance(found, Table)
    return found


@given(st.lists(plans, max_size=8))
def test_the_worst_plans_come_first_whatever_order_they_were_read_in(
    given_plans: list[PlanSummary],
) -> None:
    found = worst_first(given_plans)
    ranks = [
        SEVERITY.index(plan.kgi_status) if plan.kgi_status else len(SEVERITY) for plan in found
    ]
    assert ranks == sorted(ranks)
    turned = worst_first(reversed(given_plans))
    assert [(plan.kgi_status, plan.attainment, plan.overdue) for plan in turned] == [
        (plan.kgi_status, plan.attainment, plan.overdue) for plan in found
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@given(given_plans=st.lists(plans, max_size=6))
def test_the_totals_are_those_of_the_table(language: str, given_plans: list[PlanSummary]) -> None:
    document = compose_portfolio(Portfolio(tuple(given_plans)), language)
    if not given_plans:
        assert blocks(document, Table) == blocks(document, KeyFigures) == []
        return
    (figures,) = blocks(document, KeyFigures)
    assert isinstance(figures, KeyFigures)
    rows = table(document).rows
    assert figures.items[0].value == str(len(rows)) == str(len(given_plans))
    assert figures.items[2].value == str(sum(int(row[6].text) for row in rows))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("found", "tone"),
    [
        ([], "missing"),
        ([PLAN], "warn"),
        ([PLAN, replace(PLAN, kgi_status="behind", title="遅い計画")], "bad"),
        ([replace(PLAN, kgi_status="on_track"), replace(PLAN, kgi_status="achieved")], "fine"),
        ([replace(PLAN, kgi_status="on_track"), replace(PLAN, kgi_status=None)], "quiet"),
        ([replace(PLAN, kgi_status="no_data")], "quiet"),
    ],
)
def test_the_headline_says_how_the_plans_stand(
    found: list[PlanSummary], tone: str, language: str
) -> None:
    first = compose_portfolio(Portfolio(tuple(found)), language).blocks[0]
    assert isinstance(first, Callout)
    assert first.tone == tone
    assert all(plan.name in first.lines[0] for plan in found if plan.kgi_status == "behind")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_in_the_table_is_told(language: str) -> None:
    files = tuple(f"other{number}.xlsx" for number in range(25))
    document = compose_portfolio(
        Portfolio((replace(PLAN, errors=3),), (("bad.xlsx", "壊れています"),), files), language
    )
    said = terminal.render(document, 100)
    assert all(word in said for word in ("bad.xlsx", "壊れています", "other0.xlsx"))
    assert "other24.xlsx" not in said
    assert "25" in said


@pytest.mark.parametrize("language", LANGUAGES)
@given(
    given_plans=st.lists(plans, max_size=40),
    lacking=st.tuples(st.booleans(), st.booleans(), st.booleans(), st.booleans()),
)
def test_it_is_read_in_one_minute(
    language: str, given_plans: list[PlanSummary], lacking: tuple[bool, ...]
) -> None:
    """30 lines of 80 columns: as many of the worst plans as have room, and how many are left."""
    damaged, left_out, errors, together = lacking
    made = [
        replace(
            plan,
            title=plan.title or "とても長い名前の計画" * 9,
            errors=int(errors),
            plan_id="same" if together else "",
            fix_tactic="展示会" if together else "",
            unit="円",
            start=Month(2026, 4) if together else None,
            as_of=DAY + dt.timedelta(days=at % 2),
        )
        for at, plan in enumerate(given_plans)
    ]
    portfolio = Portfolio(
        tuple(made),
        (("壊れた計画.xlsx", "壊れています"),) * 9 * damaged,
        ("見積.xlsx",) * 30 * left_out,
    )
    lines = terminal.render(compose_portfolio(portfolio, language, brief=True), 80).splitlines()
    assert len(lines) <= 30
    paper = terminal._Page(80, language == "ja", False)
    assert max(map(paper.size, lines)) <= 80
    heading = f"■ {wording(language)('table')}"
    if made:
        shown = lines[lines.index(heading) + 1 : -2]
        count = len(made) - len(shown)
        rest = wording(language)("minute_rest", count=count + 1)
        assert count <= 0 or shown[-1] == f"・{rest}"
        assert len(shown) >= min(4, len(made))
    assert "--full" in lines[-1]


def test_cells_hold_the_figures_behind_their_texts() -> None:
    row = table(compose_portfolio(Portfolio((PLAN,)), "ja")).rows[0]
    assert [cell.value for cell in row if cell.value is not None] == [
        0.9,
        0.4,
        0.5,
        1,
        1,
        dt.date(2026, 10, 5),
    ]
    assert row[3] == Cell("遅れ2・順調3")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_title_is_only_text(text: str) -> None:
    document = compose_portfolio(
        Portfolio(
            (replace(PLAN, title=text, file=text, worst_tactic=text, kgi=text),),
            ((text, text),),
            (text,),
        ),
        "ja",
    )
    assert "<script>alert" not in html.render(document)
    assert "\n# 三行目" not in markdown.render(document)
    assert "\x1b" not in terminal.render(document, 80)


@pytest.mark.parametrize("language", LANGUAGES)
def test_copies_of_one_plan_are_told_first(language: str) -> None:
    copies = tuple(replace(PLAN, file=f"{name}.xlsx", plan_id="p-1") for name in ("甲", "乙", "丙"))
    others = (
        replace(PLAN, file="別.xlsx", plan_id="p-2"),
        replace(PLAN, file="x.xlsx"),
        replace(PLAN, file="y.xlsx"),
    )
    first = compose_portfolio(Portfolio((*copies, *others)), language).blocks[0]
    assert isinstance(first, Callout)
    assert (
        "3" in first.title
        and all(one.file in first.lines[0] for one in copies)
        and not any(one.file in first.lines[0] for one in others)
    )
    alone = compose_portfolio(Portfolio((copies[0], *others)), language).blocks[0]
    assert (
        isinstance(alone, Callout)
        and alone.title != first.title
        and not any(copies[0].file in line for line in alone.lines)
    )


@pytest.mark.parametrize(
    ("files", "home", "named"),
    [
        (["/計画/春/a.xlsx", "/計画/春/b.xlsx"], "", ["a.xlsx", "b.xlsx"]),
        (["/計画/春/a.xlsx", "/計画/秋/b.xlsx"], "", ["春/a.xlsx", "秋/b.xlsx"]),
        (["plans/a.xlsx", "plans/a.xlsx.bak.xlsx"], "plans/", ["a.xlsx", "a.xlsx.bak.xlsx"]),
        (["a.xlsx", "b.xlsx"], "", ["a.xlsx", "b.xlsx"]),
        ([f"C:\\計画\\{number:02d}.xlsx" for number in range(20)], "", ["00.xlsx", "01.xlsx", "02.xlsx"]),
        (["/x/bad\udcff.xlsx", "/x/good.xlsx"], "", [r"bad\xff.xlsx", "good.xlsx"]),
    ],
)  # fmt: skip
def test_the_copies_of_one_plan_are_named_shortly(
    files: list[str], home: str, named: list[str]
) -> None:
    plans = [replace(PLAN, file=file, plan_id="p1") for file in files]
    ((_, said),) = same_plans(plans, "ja", home)
    assert said.startswith("、".join(named))
    assert (str(len(files) - 3) in said) == (len(files) > 3)


@pytest.mark.parametrize(
    ("days", "ja", "en"),
    [
        (((2026, 10, 5), (2026, 10, 5)), "", ""),
        (((2026, 10, 5), (2026, 9, 30)), "(2026/9/30～2026/10/5)", "(30 Sep 2026 - 5 Oct 2026)"),
        (
            ((2027, 1, 5), (2026, 12, 28), (2026, 12, 31)),
            "(2026/12/28～2027/1/5)",
            "(28 Dec 2026 - 5 Jan 2027)",
        ),
    ],
)
def test_totals_of_plans_judged_on_different_days_say_so(
    days: tuple[tuple[int, int, int], ...], ja: str, en: str
) -> None:
    some = tuple(replace(PLAN, as_of=dt.date(*day)) for day in days)
    for language, told in (("ja", ja), ("en", en)):
        document = compose_portfolio(Portfolio(some), language)
        said = [block.text for block in document.blocks if isinstance(block, Paragraph)]
        assert len(said) == bool(told)
        assert all(told in one for one in said)
        for made in (terminal.render(document), markdown.render(document), html.render(document)):
            assert "".join(told.split()) in "".join(made.split())
        if told:  # it stands with the totals
            at = [type(block) for block in document.blocks].index(KeyFigures)
            assert isinstance(document.blocks[at + 1], Paragraph)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_of_a_portfolio_says_so_too(language: str) -> None:
    some = (PLAN, replace(PLAN, as_of=dt.date(2026, 9, 30)))
    data = write_portfolio(compose_portfolio(Portfolio(some), language))
    page = load_workbook(io.BytesIO(data)).worksheets[0]
    told = {"ja": "基準日は計画によって違います", "en": "judged on different days"}[language]
    assert any(told in str(cell.value) for row in page.iter_rows() for cell in row)


@pytest.mark.parametrize("language", LANGUAGES)
def test_list_and_headline_agree_on_the_worst(language: str) -> None:
    """A plan without results stands before one at risk: it is named as such."""
    unknown = replace(PLAN, title="甲", kgi_status="no_data", attainment=None)
    judged = replace(PLAN, title="乙")
    document = compose_portfolio(Portfolio((judged, unknown)), language)
    assert [row[0].text for row in table(document).rows] == ["甲", "乙"]
    head = blocks(document, Callout)[0]
    assert isinstance(head, Callout)
    say = wording(language)
    status = label("kpi_status", "at_risk", language)
    told = say("worst_judged_figures", plan="乙", status=status, attainment="90.0%")
    assert head.lines[:2] == (say("worst_unknown", plans="甲"), told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_of_the_list_is_simply_the_worst(language: str) -> None:
    behind = replace(PLAN, title="甲", kgi_status="behind")
    unknown = replace(PLAN, title="乙", kgi_status="no_data", attainment=None)
    head = blocks(compose_portfolio(Portfolio((unknown, behind)), language), Callout)[0]
    assert isinstance(head, Callout)
    status = label("kpi_status", "behind", language)
    said = wording(language)("worst_figures", plan="甲", status=status, attainment="90.0%")
    assert head.lines[0] == said
