"""戦術カタログ: what the template offers, and what the plan has of it; never read, never lost."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from io import BytesIO

import openpyxl
import pytest
from books import edited, generated, opened, sample, sample_book
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from plans import DAY, small_plan

from btobsheet import api
from btobsheet.api import copies
from btobsheet.excel.patch.edits import Edits, patch
from btobsheet.excel.raw.grid import read_grid
from btobsheet.excel.write.workbook import write_workbook
from btobsheet.layout.book import BOOK
from btobsheet.layout.pages import new_pages
from btobsheet.layout.spec import KEY_ROW
from btobsheet.layout.tabs import catalogue
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.shapes import Expr
from btobsheet.plan.catalogue import CatalogueKpi, CatalogueTactic
from btobsheet.plan.model import Language, Plan
from btobsheet.plan.records import Tactic
from btobsheet.templates.find import names, offers
from btobsheet.wording import LANGUAGES
from btobsheet.wording.words import label

TITLE = "戦術カタログ"
DECISIONS = ("", "adopted", "candidate", "declined", "ended")
OFFERED = (
    CatalogueTactic(stage="集客", name="検索広告"),
    CatalogueTactic(stage="集客", name="Web セミナー"),
    CatalogueTactic(stage="商談", name="だれも知らない戦術*"),
)


def page(plan: Plan, *offered: CatalogueTactic) -> Canvas:
    return new_pages(api.assess(plan, DAY), catalogue=offered).canvases["catalogue"]


def shown(canvas: Canvas, row: int) -> object:
    """Give what the plan is said to have of the tactic in a row, counted from 0."""
    content = canvas.cells[catalogue.FIRST + row, catalogue.HERE].content
    assert isinstance(content, Expr)
    return content.value


@cache
def without_catalogue() -> bytes:
    """Give the workbook of the sample as it was made before there was a catalogue."""
    return write_workbook(api.assess(sample(), DAY), plan_id="sample-ja")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tab_holds_what_the_template_offers(language: Language) -> None:
    wanted = offers("marketing-cycle", language)
    tab = page(replace(small_plan(), language=language), *wanted)
    rows = [
        [tab.cells[row, column].content for column in range(2, 15)]
        for row in range(catalogue.FIRST, tab.print_to[0] + 1)
    ]
    assert [(*row[:3], *row[4:10], *row[11:]) for row in rows] == [
        (
            one.stage,
            one.name,
            label("channel", one.channel, language),
            one.buying_stage,
            one.fit_efficiency,
            one.fit_measurable,
            one.fit_independent,
            one.fit_impact,
            one.reason,
            one.hours_planned,
            " / ".join(said(kpi, language) for kpi in one.kpis),
        )
        for one in wanted
    ]


def said(kpi: CatalogueKpi, language: Language) -> str:
    """Say a KPI as its row in ③ wants it; upwards goes without saying."""
    words = [kpi.unit, label("aggregation", kpi.aggregation, language)]
    if kpi.direction != "up":
        words.append(label("direction", kpi.direction, language))
    between, space = ("・", "") if language == "ja" else (", ", " ")
    return f"{kpi.name}{space}({between.join(filter(None, words))})"


@pytest.mark.parametrize(
    ("kpi", "shown"),
    [
        (CatalogueKpi(name="DL数", unit="件", aggregation="sum", direction="up"), "DL数(件・累計)"),
        (
            CatalogueKpi(name="CPA", unit="円", aggregation="ratio", direction="down"),
            "CPA(円・比率・下げる)",
        ),
        (CatalogueKpi(name="満足度", aggregation="mean"), "満足度(平均)"),
    ],
)
def test_a_kpi_says_what_its_row_wants(kpi: CatalogueKpi, shown: str) -> None:
    tab = page(small_plan(), replace(OFFERED[0], kpis=(kpi,)))
    assert tab.cells[catalogue.FIRST, 14].content == shown


def test_the_tab_is_filtered_and_its_headers_are_printed_on_every_page() -> None:
    sheet = opened(sample_book(), TITLE)[TITLE]
    last = catalogue.FIRST - 1 + len(offers(sample().template, "ja"))
    assert sheet.auto_filter.ref == f"B{catalogue.FIRST - 1}:T{last}"
    assert sheet.print_title_rows == f"${catalogue.FIRST - 1}:${catalogue.FIRST - 1}"
    assert sheet.freeze_panes == f"D{catalogue.FIRST}"
    assert not sheet.tables


def test_headers_that_the_tactics_have_too_are_theirs() -> None:
    """So that cells copied from the one are known on the other."""
    tab = page(small_plan(), *OFFERED)
    heads = [str(tab.cells[catalogue.FIRST - 1, column].content) for column in range(2, 15)]
    known = [column.header("ja") for column in BOOK.table("tactics").columns if not column.hidden]
    assert [head for head in heads if head not in known] == [
        "この計画では",
        "工数(時間/年)",
        "よく使うKPI(③の単位・集計・向き)",
    ]
    for block in (heads[:2], heads[4:8]):
        at = known.index(block[0])
        assert known[at : at + len(block)] == block


@pytest.mark.parametrize("decision", DECISIONS)
@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("検索広告", 0),
        (" 検索　広告 ", 0),
        ("webセミナー", 1),
        ("だれも知らない戦術*", 2),
        ("別", -1),
    ],
)
@pytest.mark.slow
def test_the_plans_decision_is_shown_by_the_tactics_name(
    name: str, row: int, decision: str
) -> None:
    tactic = Tactic(id="T90", operation="O01", name=name, decision=decision)
    plan = replace(small_plan(), tactics=(tactic,))
    found = [shown(page(plan, *OFFERED), at) for at in range(len(OFFERED))]
    word = label("decision", decision or "adopted", "ja")
    assert found == [word if at == row else "-" for at in range(len(OFFERED))]


@pytest.mark.few(3)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [name for name in names() if name != "blank"])
def test_the_matrix_marks_the_stage_a_tactic_serves_and_counts_those_of_the_plan(
    name: str, language: Language
) -> None:
    plan = api.load_template(name, language=language, today=dt.date(2026, 4, 1)).plan
    wanted, stages = offers(name, language), plan.settings.buying_stages
    tab = page(plan, *wanted)
    columns = range(catalogue.MATRIX, catalogue.MATRIX + len(stages))
    heads = [tab.cells[catalogue.FIRST - 1, column].content for column in columns]
    assert (tuple(heads), catalogue.corner(tab)[1]) == (stages, columns[-1])
    for row, one in enumerate(wanted, start=catalogue.FIRST):
        marks = [tab.cells[row, column].content for column in columns]
        assert marks == ["●" if stage == one.buying_stage else None for stage in stages]
    for stage, column in zip(stages, columns, strict=True):
        served = tab.cells[catalogue.FIRST - 2, column].content
        assert isinstance(served, Expr)
        assert served.value == sum(
            tactic.counts and tactic.buying_stage == stage for tactic in plan.tactics
        )


def test_stages_that_no_template_orders_make_no_matrix() -> None:
    tab = page(small_plan(), replace(OFFERED[0], buying_stage="比較検討"), *OFFERED[1:])
    assert max(column for _, column in tab.cells) == catalogue.MATRIX - 1


@pytest.mark.slow
def test_a_merge_counts_the_stages_anew() -> None:
    copy = edited(sample_book(), tactics__T01__buying_stage="情報収集")
    counts = []
    for data in (sample_book(), None):
        data = (
            data or copies.merge(sample_book(), [copy], as_of=DAY, names=["m.xlsx", "c.xlsx"]).data
        )
        tab = next(one for one in read_grid(data).sheets if one.name == TITLE)
        row = tab.rows[catalogue.FIRST - 2]
        counts.append([row[catalogue.MATRIX + at].value for at in range(2)])
    assert counts[1] == [counts[0][0] - 1, counts[0][1] + 1]


def test_without_a_template_there_is_no_such_tab() -> None:
    plan = replace(small_plan(), template="../sheet_templates/web")
    assert TITLE not in [one.name for one in read_grid(generated(plan, as_of=DAY)).sheets]
    assert all(offers(name, "ja") == () for name in ("", "blank", "own", "web.ja.toml"))


@given(data=st.data(), language=st.sampled_from(LANGUAGES))
@examples(5, 60)
@pytest.mark.slow
def test_what_is_shown_is_what_the_plan_says(data: st.DataObject, language: Language) -> None:
    """Law: a tactic is shown as the first one of its name is decided on in ②."""
    offered = offers("web", language)
    chosen = data.draw(
        st.lists(
            st.tuples(st.sampled_from(offered), st.sampled_from(DECISIONS)),
            max_size=8,
            unique_by=lambda pair: pair[0].name,
        )
    )
    tactics = tuple(
        Tactic(id=f"T{at:02d}", operation="O01", name=one.name, decision=decision)
        for at, (one, decision) in enumerate(chosen, start=1)
    )
    plan = replace(small_plan(), language=language, tactics=tactics, kpis=(), actions=(), costs=())
    decided = {tactic.name: tactic.decision or "adopted" for tactic in tactics}
    tab = page(plan, *offered)
    for at, one in enumerate(offered):
        code = decided.get(one.name)
        assert shown(tab, at) == (label("decision", code, language) if code else "-")


# ---------------------------------------------------------------- reading and merging


@pytest.mark.slow
def test_it_is_never_taken_for_a_table() -> None:
    """Not even where ② has lost its keys and the tab is called otherwise."""
    book = openpyxl.load_workbook(BytesIO(sample_book()))
    book["②戦術・KPI"].delete_rows(KEY_ROW)
    book[TITLE].title = "選び方"
    out = BytesIO()
    book.save(out)
    assert api.read(out.getvalue(), "x.xlsx").plan.tactics == sample().tactics


@pytest.mark.slow
def test_a_merge_shows_what_was_decided_since() -> None:
    name = sample().tactics[0].name
    copy = edited(sample_book(), tactics__T01__decision="見送り")
    merged = copies.merge(sample_book(), [copy], as_of=DAY, names=["m.xlsx", "c.xlsx"])
    tab = next(one for one in read_grid(merged.data).sheets if one.name == TITLE)
    rows = [tab.rows[row] for row in sorted(tab.rows) if row >= catalogue.FIRST]
    row = next(cells for cells in rows if cells[catalogue.NAME].value == name)
    assert (row[catalogue.HERE].value, merged.unsaid) == ("見送り", ())


@pytest.mark.slow
@pytest.mark.parametrize("late", [False, True])
def test_a_copy_with_the_tab_and_a_master_without_one_merge(late: bool) -> None:
    """A former master's parts are handed out in today's form; its copies come back without it."""
    books = [without_catalogue(), edited(sample_book(), tactics__T01__decision="見送り")]
    master, copy = reversed(books) if late else books
    merged = copies.merge(master, [copy], as_of=DAY, names=["m.xlsx", "c.xlsx"])
    assert (len(merged.merged.changes), merged.unsaid) == (0 if late else 1, ())
    assert {one.code for one in merged.problems} == {
        one.code for one in api.read(master, "m.xlsx").problems
    }


@pytest.mark.parametrize(
    "master", [sample_book, pytest.param(without_catalogue, marks=pytest.mark.slow)]
)
def test_a_word_typed_beside_the_tactics_is_named(master: object) -> None:
    assert callable(master)
    at = (TITLE, catalogue.FIRST, 22)
    copy = patch(sample_book(), Edits(values={at: "あとで相談"}))
    merged = copies.merge(master(), [copy], as_of=DAY, names=["m.xlsx", "c.xlsx"])
    assert [(one.cell, one.word) for one in merged.unsaid] == [("V6", "あとで相談")]


# ---------------------------------------------------------------- what a template offers


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [name for name in names() if name != "blank"])
def test_all_that_a_template_offers_is_complete(name: str, language: Language) -> None:
    plan = api.load_template(name, language=language, today=dt.date(2026, 4, 1)).plan
    found = offers(name, language)
    assert {tactic.name for tactic in plan.tactics} <= {one.name for one in found}
    stages = [one.stage for one in found]
    assert list(dict.fromkeys(stages)) == list(plan.settings.stages)
    assert stages == sorted(stages, key=plan.settings.stages.index)
    for one in found:
        marks = (one.fit_efficiency, one.fit_measurable, one.fit_independent, one.fit_impact)
        assert all(mark in range(1, 6) for mark in marks), one.name
        assert one.buying_stage and one.reason and one.kpis and one.channel, one.name
        assert one.hours_planned, one.name
        assert one.name.isprintable() and not set(one.name) & set("*?~"), one.name
