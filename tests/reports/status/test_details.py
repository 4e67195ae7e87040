"""The full report: its pictures as data, and the tables only a page has room for."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TypeVar

import pytest
import report_plan
from plans import DAY, changed, small_plan

from btobsheet import report, sample_plan
from btobsheet.plan.model import Identity, Plan
from btobsheet.reports.document import Block, Callout, Document, Heading, Paragraph, Picture, Table
from btobsheet.reports.pictures import Cycle, Gantt, Gauge, MonthCharts, Stacks, Tree
from btobsheet.reports.render import markdown
from btobsheet.reports.render import text as terminal
from btobsheet.reports.status.compose import StatusInput, compose
from btobsheet.reports.status.details import SECTIONS, details
from btobsheet.reports.status.gantt import MOST_ROWS
from btobsheet.status.assess import assess
from btobsheet.status.since import since
from btobsheet.wording import text

Kind = TypeVar("Kind", bound=Block)


def full(
    plan: Plan | None = None, day: dt.date = report_plan.AS_OF, language: str = "ja"
) -> Document:
    made = assess(plan or report_plan.plan(), day)
    return compose(
        StatusInput(made, report_plan.problems(), report_plan.CHANGES, report_plan.FILE, language),
        details,
    )


def one(document: Document, kind: type[Kind]) -> Kind:
    (found,) = (block for block in document.blocks if isinstance(block, kind))
    return found


def table(document: Document, key: str) -> Table:
    (found,) = (
        block
        for block in document.blocks
        if isinstance(block, Table) and block.caption == text(document.language, f"report.{key}")
    )
    return found


def said(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_full_report_holds_every_kind_of_picture_once(language: str) -> None:
    made = full(language=language)
    assert [type(block) for block in made.blocks if isinstance(block, Picture)] == [
        Tree,
        MonthCharts,
        Cycle,
        Gauge,
        Gantt,
        Stacks,
    ]
    assert all(block.title and block.summary for block in made.blocks if isinstance(block, Picture))


def test_the_brief_report_has_no_picture_and_else_the_same_order() -> None:
    brief = compose(
        StatusInput(
            assess(report_plan.plan(), report_plan.AS_OF),
            report_plan.problems(),
            report_plan.CHANGES,
            report_plan.FILE,
        )
    )
    assert not [block for block in brief.blocks if isinstance(block, Picture)]
    whole = list(full().blocks)
    assert [block for block in whole if block in brief.blocks] == list(brief.blocks)
    assert {name for name, _ in SECTIONS} == {
        *("first_fix", "worse", "overview", "kgi", "actions", "resources")
    }


def test_where_a_picture_cannot_be_shown_its_summary_stands_for_it() -> None:
    made = full()
    tree = one(made, Tree)
    assert tree.summary in " ".join(terminal.render(made, 400).split())
    assert tree.title in markdown.render(made)


def test_the_cycle_holds_each_operation_with_its_status_progress_and_deciding_kpi() -> None:
    found = one(full(), Cycle)
    first = found.nodes[0]
    assert [node.id for node in found.nodes] == ["O01", "O02", "O03"]
    assert (first.status.text, first.status.tone, first.driver) == (
        "遅れ 2/4",
        "bad",
        "決め手のKPI: 有効リード数",
    )
    assert (first.progress, first.planned) == (
        pytest.approx(0.3957, abs=1e-3),
        pytest.approx(0.4908, abs=1e-3),
    )
    assert (found.kgi, found.kgi_status.tone, found.kgi_note) == (
        "受注金額",
        "warn",
        "5,190万円 / 6,000万円",
    )
    assert "遅れ 1" in found.summary  # operations
    tactics = [one for node in found.nodes for one in node.tactics]
    assert {one.id for one in tactics} == {
        item.tactic.id
        for item in assess(report_plan.plan(), report_plan.AS_OF).tactics
        if item.counted
    }
    assert all(one.name and one.owner and one.status.text for one in tactics)


def test_before_the_first_closing_the_middle_shows_the_annual_target() -> None:
    assert one(full(day=dt.date(2026, 4, 2)), Cycle).kgi_note == "年間目標 1億2,000万円"


def test_the_tree_marks_the_way_to_the_worst_leaf_and_names_what_hangs_on_nothing() -> None:
    made = full()
    found = one(made, Tree)
    assert [(node.id, node.depth, node.parent, node.on_path) for node in found.nodes] == [
        ("K01", 0, None, True),
        ("K02", 1, 0, False),
        ("K04", 1, 0, True),
    ]
    assert "受注金額 → 有効リード数" in found.summary
    (apart,) = (line for line in said(made) if line.startswith("ツリーにつながっていないKPI"))
    assert "K06 開封率 (順調)" in apart
    assert "K10" not in apart  # its tactic does not count


def test_months_hold_what_stands_in_the_plan() -> None:
    chart = one(full(), MonthCharts).charts[0]
    assert (chart.title, chart.place, chart.unit, chart.closed) == (
        "K04 有効リード数",
        "T02 展示会",
        "件",
        6,
    )
    assert chart.actuals[:6] == (16, 14, 13, 11, 8, 6)
    assert chart.targets == (15.0,) * 12
    assert chart.texts[5] == "6"
    assert chart.note == "達成率 73.3% → 53.3% → 40.0%"


def test_the_gantt_chart_groups_actions_by_tactic_and_leaves_out_what_has_no_dates_or_is_cancelled() -> (
    None
):
    found = one(full(), Gantt)
    assert [(row.label.split()[0], row.group) for row in found.rows] == [
        ("T01", True), ("A001", False), ("A002", False), ("A003", False), ("T02", True), ("A004", False), ("A005", False), ("T03", True), ("A006", False),
    ]  # fmt: skip
    assert found.rows[5].reached is not None
    assert found.rows[5].reached < found.as_of
    assert found.summary.startswith("行動 6 件のうち、今日の線より遅れているもの 4 件。印は ")
    assert "× 期限超過" in found.summary


def test_of_many_actions_the_late_ones_are_drawn_and_the_number_left_out_is_said() -> None:
    plan = report_plan.plan()
    late, later = (
        plan.actions[3],
        replace(plan.actions[4], start=dt.date(2027, 3, 1), end=dt.date(2027, 3, 31)),
    )
    many = (
        *(replace(later, id=f"A{number}") for number in range(200, 280)),
        *(replace(late, id=f"A{number}") for number in range(100, 160)),
    )
    made = full(replace(plan, actions=many))
    rows = [row for row in one(made, Gantt).rows if not row.group]
    assert len(rows) == 60 <= MOST_ROWS
    assert all(row.state.tone == "bad" for row in rows)
    assert text("ja", "report.gantt_left_out", count=80) in said(made)


def test_the_year_s_end_is_told_three_ways() -> None:
    """The target, the forecast by pace, what the owner expects; a template's example is none of
    them, and no 最初の目標 is told before an approval.
    """
    base = '{"kpis": [{"id": "K01", "annual_target": 150000000}]}'
    plan = changed(
        replace(report_plan.plan(), identity=Identity(base=base)), "K01", outlook=110_000_000.0
    )
    made = full(plan)
    rows = table(made, "landing_caption").rows
    assert [cell.text for cell in rows[0]] == [
        "K01 受注金額",
        "12,000万円",
        "10,380万円",
        "11,000万円",
        "-1,620万円",
    ]
    assert [row[0].text[:3] for row in rows] == ["K01", "K02"]
    found = one(made, Gauge)
    ends = (found.target, found.forecast, found.outlook)
    assert [end.value for end in ends] == [120_000_000, 103_800_000, 110_000_000]
    assert (found.reached.value, found.reached.text) == (51_900_000, "5,190万円")


def test_what_the_money_brought_names_the_cheapest_and_the_dearest() -> None:
    made = report(sample_plan("ja"), "html")
    assert (
        "「新規リード数」1件にかかった費用は、T04 ウェビナー が最も安く(2,188円)、T05 "
        "展示会 が最も高くなっています(5,385円)。"
    ) in made
    assert "T04 ウェビナー は T05 展示会 の 2.5倍の成果" in made


def test_without_money_and_results_nothing_is_compared() -> None:
    plan = report_plan.plan()
    made = full(
        replace(plan, tactics=tuple(replace(tactic, spent=None) for tactic in plan.tactics))
    )
    assert text("ja", "report.no_worth") in said(made)
    assert not [
        block
        for block in made.blocks
        if isinstance(block, Table) and block.caption == text("ja", "report.worth_caption")
    ]


def test_channels_are_counted_by_operation() -> None:
    found = one(full(), Stacks)
    assert found.parts[:3] == ("デジタル", "リアル", "併用")
    assert [row.values for row in found.rows] == [
        (1.0, 1.0, 0.0, 0.0),
        (1.0, 0.0, 0.0, 0.0),
        (0.0, 0.0, 1.0, 0.0),
    ]


def test_an_operation_worked_by_people_alone_is_shown_digital_tactics() -> None:
    plan = changed(report_plan.plan(), "T04", channel="in_person")
    made = assess(
        plan,
        report_plan.AS_OF,
        lambda stages: ("電子契約", "見積フォーム") if stages == ("受注",) else (),
    )
    line = "人だけで進めている作戦「受注」で考えられるデジタルの戦術: 電子契約、見積フォーム"
    assert line in said(compose(StatusInput(made), details))
    worst = changed(
        changed(plan, "K04", parent_rate=0.0),
        "K08",
        parent="K01",
        parent_rate=1.0,
        actual=(1.0,) * 6 + (None,) * 6,
    )
    made = assess(worst, report_plan.AS_OF, lambda stages: ("電子契約", "見積フォーム"))
    assert made.summary.bottleneck is not None
    assert made.summary.bottleneck.tactic == "T04"
    assert any(
        line in block.lines
        for block in compose(StatusInput(made)).blocks
        if isinstance(block, Callout)
    )


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    "day", [dt.date(2026, 4, 2), report_plan.AS_OF, dt.date(2027, 3, 31), dt.date(2030, 1, 1)]
)
def test_any_plan_on_any_day_makes_a_page(language: str, day: dt.date) -> None:
    for plan in (Plan(start=report_plan.START), small_plan(), report_plan.plan()):
        assert report(plan, "html", as_of=day, language=language).endswith("</html>\n")


def test_what_became_worse_since_an_earlier_copy_stands_first_with_both_figures() -> None:
    plan = report_plan.plan()
    before = assess(changed(plan, "K04", actual=(15.0,) * 5 + (None,) * 7), dt.date(2026, 8, 31))
    made = assess(plan, report_plan.AS_OF)
    document = compose(StatusInput(made, since=since(before, made)))
    (found,) = (
        block
        for block in document.blocks
        if isinstance(block, Table) and "前回(8/31 時点)" in block.caption
    )
    row = next(row for row in found.rows if row[0].text == "K04 有効リード数")
    assert [cell.text for cell in row[1:]] == ["順調", "遅れ", "100.0%", "75.6%", "例田 一郎"]
    start = document.blocks.index(Heading(text("ja", "report.worse")))
    assert document.blocks[start + 1] is found


def test_nothing_worse_since_an_earlier_copy_is_said() -> None:
    made = assess(small_plan(), DAY)
    document = compose(StatusInput(made, since=since(made, made)))
    assert text("ja", "report.since_none", day="10/5") in said(document)


def test_what_is_not_known_is_listed_with_who_knows_it() -> None:
    rows = table(full(), "unknown_caption").rows
    assert [(row[0].text, row[1].text[:3], row[2].text) for row in rows] == [
        ("読み取れない記入", "8件(", "-"),
        ("実績", "K07", "見本 花子"),
        ("実績", "K08", "例田 一郎"),
        ("目標", "K09", "例田 一郎"),
        ("入力担当", "K01", "(担当なし)"),
        ("悪い理由と次の一手", "K05", "例田 一郎"),
        ("悪い理由と次の一手", "K06", "見本 花子"),
    ]


def test_a_plan_without_a_kgi_does_not_say_that_all_is_known() -> None:
    rows = table(full(Plan(start=report_plan.START), dt.date(2026, 4, 2)), "unknown_caption").rows
    assert text("ja", "report.no_kgi_what") in [row[1].text for row in rows]
    assert text("ja", "report.nothing_closed", day="4/30") in [row[1].text for row in rows]


@pytest.mark.parametrize(
    ("left", "note"),
    [(DAY, "甲野一郎さんは10/5に離任しました。乙川二子さんが引き継いでいます。"), (None, "")],
)
def test_whoever_left_and_is_still_asked_is_told_with_the_one_who_took_over(
    left: dt.date | None, note: str
) -> None:
    plan = changed(small_plan(), "A004", end=dt.date(2026, 10, 4))
    plan = changed(plan, "P01", left_on=left, successor="乙川")
    tables = [block for block in full(plan, DAY).blocks if isinstance(block, Table)]
    caption = text("ja", "report.people_caption")
    assert [table.note for table in tables if table.caption == caption] == [note]
