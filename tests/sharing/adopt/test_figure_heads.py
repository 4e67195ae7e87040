"""Months in brackets, units in the second row of headings, figures that are shown in thousands."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sharing.adopt.shapes import MONTHS
from sharing.adopt.test_units import START, adopted, book, budgets

from btobsheet.excel.raw.formats import thousands_of
from btobsheet.sharing.adopt.adopting import adopt_by, propose_map_of
from btobsheet.sharing.adopt.map import read_adopt_map
from btobsheet.sharing.adopt.seen.heads import said_in
from btobsheet.sharing.adopt.units import parted

pytestmark = pytest.mark.usefixtures("read_here")

HEADS = ("作戦", "KPI", "担当")


def formatted(data: bytes, cells: str, code: str) -> bytes:
    """Give some cells of the first tab a number format."""
    made, held = load_workbook(BytesIO(data)), BytesIO()
    for line in made.worksheets[0][cells]:
        for cell in line:
            cell.number_format = code
    made.save(held)
    return held.getvalue()


def merged(data: bytes, wide: int) -> bytes:
    """Merge the months of row 2, each over its columns."""
    made, held = load_workbook(BytesIO(data)), BytesIO()
    for at in range(12):
        first = 4 + at * wide
        made.worksheets[0].merge_cells(
            start_row=2, end_row=2, start_column=first, end_column=first + wide - 1
        )
    made.save(held)
    return held.getvalue()


def two_rows(below: list[str], *lines: list[Any]) -> bytes:
    """Make KPIs whose months stand over some columns each."""
    above = [text for one in MONTHS for text in (f"{one}月", *[None] * (len(below) - 1))]
    heads = [[*HEADS, *above], [None, None, None, *below * 12]]
    return book([["KPI一覧 2026年度"], *heads, *lines])


# --- months in brackets


@pytest.mark.parametrize("head", ["予算({}月)", "予算（{}月）", "{}月予算", "予算[{}月]"])
def test_a_month_beside_a_known_word_is_never_the_year_s_budget(head: str) -> None:
    heads = ["作戦", "施策", "担当", *(head.format(one) for one in MONTHS)]
    data = book([["2026年度 販促計画"], heads, ["認知", "展示会", "山田", *[300] * 12]])
    how = read_adopt_map(propose_map_of(data, "ja").text)
    assert [one.kind for one in how.tables] == ["?"]
    assert {*how.tables[0].columns.values()} == {"operation", "tactic", "reporter", "target.4"}


def test_whoever_answers_costs_need_not_write_the_columns_anew() -> None:
    heads = ["作戦", "施策", "担当", *(f"予算({one}月)" for one in MONTHS)]
    data = book([["2026年度 販促計画"], heads, ["認知", "展示会", "山田", *[300] * 12]])
    text = propose_map_of(data, "ja").text.replace('kind = "?"', 'kind = "costs"')
    made, _ = adopt_by(data, read_adopt_map(text))
    assert [(one.item, one.plan) for one in made.plan.costs] == [("展示会", (300,) * 12)]
    assert budgets(made.plan) == {"展示会": None}


def test_a_field_of_neither_kind_is_refused_as_ever() -> None:
    text = '[[table]]\nsheet = "a"\nkind = "costs"\nheader = "1"\nrows = "2"\n'
    known = read_adopt_map(text + '[table.columns]\n"A" = "name"\n"B" = "unit"\n"C" = "target.4"')
    assert list(known.tables[0].columns.values()) == ["item", "", "plan.4"]
    with pytest.raises(Exception, match="E751"):
        read_adopt_map(text + '[table.columns]\n"A" = "nothing"')


# --- units in the second row


@pytest.mark.parametrize("is_merged", [True, False])
def test_targets_and_actuals_with_their_unit_belong_to_the_month_above(is_merged: bool) -> None:
    data = two_rows(["目標(千円)", "実績(千円)"], ["認知", "売上", "山田", *[100, 90] * 12])
    made = adopted(merged(data, 2) if is_merged else data)
    assert [(one.name, one.unit) for one in made.plan.kpis] == [("売上", "千円")]
    assert [(one.target, one.actual) for one in made.plan.kpis] == [((100,) * 12, (90,) * 12)]
    assert [one.annual_target for one in made.plan.kpis] == [None]


@pytest.mark.parametrize("is_merged", [True, False])
def test_a_share_beside_an_amount_is_left_and_told(is_merged: bool) -> None:
    data = two_rows(
        ["目標(件)", "実績(%)", "実績(件)"], ["認知", "リード", "山田", *[10, 0.9, 9] * 12]
    )
    made = adopted(merged(data, 3) if is_merged else data)
    assert [(one.target, one.actual) for one in made.plan.kpis] == [((10,) * 12, (9,) * 12)]
    assert [one.why for one in made.left] == ["column"] * 12


def test_two_amounts_for_one_month_are_asked_about() -> None:
    data = two_rows(["実績(件)", "実績(社)"], ["認知", "リード", "山田", *[10, 9] * 12])
    how = read_adopt_map(propose_map_of(data, "ja").text)
    assert {field for (at, _), field in how.tables[0].columns.items() if at > 3} == {"?"}


@pytest.mark.parametrize(
    ("text", "bare", "says"),
    [
        ("目標(千円)", "目標", "plan"),
        ("実績（百万円）", "実績", "actual"),
        ("実績 [件]", "実績", "actual"),
        ("実績(単位:円)", "実績", "actual"),
        ("Actual (JPY thousand)", "Actual", "actual"),
        ("目標(必達)", "目標(必達)", ""),
        ("(千円)", "(千円)", ""),
        ("売上(千円)", "売上", ""),
    ],
)
def test_a_unit_behind_a_word_is_not_part_of_it(text: str, bare: str, says: str) -> None:
    assert (parted(text)[0], said_in(text)) == (bare, says)


# --- shown in thousands


def test_a_budget_shown_in_thousands_is_the_amount_that_people_see() -> None:
    heads = ["作戦", "施策", "担当", "予算"]
    lines = [["認知", "展示会", "山田", 1_200_000], ["認知", "広告", "佐藤", "600千円"]]
    data = book([["2026年度(単位:千円)"], heads, *lines])
    assert budgets(adopted(data).plan) == {"展示会": 1_200_000_000, "広告": 600_000}
    made = adopted(formatted(data, "D3:D4", "#,##0,"))
    assert budgets(made.plan) == {"展示会": 1_200_000, "広告": 600_000}


def test_without_a_unit_a_format_says_nothing_of_the_amount() -> None:
    heads = ["作戦", "施策", "担当", "予算"]
    data = book([["2026年度"], heads, ["認知", "展示会", "山田", 1_200_000]])
    assert budgets(adopted(formatted(data, "D3:D3", "#,##0,")).plan) == {"展示会": 1_200_000}


@pytest.mark.parametrize(
    ("unit", "counted"), [("千円", 1_200), ("円", 1_200_000), ("件", 1_200_000)]
)
def test_a_kpi_counted_in_thousands_has_the_figures_that_people_see(
    unit: str, counted: float
) -> None:
    heads = ["作戦", "KPI", "単位", "担当", *(f"{one}月 目標" for one in MONTHS)]
    data = book([["2026年度KPI"], heads, ["認知", "売上", unit, "山田", *[1_200_000] * 12]])
    made = adopted(formatted(data, "E3:P3", '#,##0,"千"'))
    assert [one.target for one in made.plan.kpis] == [(counted,) * 12]


@pytest.mark.parametrize(
    ("code", "steps"),
    [
        ("#,##0", 0),
        ("#,##0,", 1),
        ("#,##0,,", 2),
        ('#,##0,"千円"', 1),
        ("0.0,,", 2),
        ("#,##0,;[Red]-#,##0,", 1),
        ("#,##0_,", 0),
        ('#,##0","', 0),
        ("General", 0),
        ("yyyy/m/d", 0),
    ],
)
def test_commas_behind_the_last_digit_divide(code: str, steps: int) -> None:
    assert thousands_of(code) == steps


def test_the_start_is_that_of_the_title() -> None:
    data = two_rows(["目標(千円)", "実績(千円)"], ["認知", "売上", "山田", *[100, 90] * 12])
    assert read_adopt_map(propose_map_of(data, "ja").text).start == START
