"""The dashboard's page of money: what its cells show of a plan (that formulas compute the same is
the formula law's).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from plans import DAY, added, changed, small_plan

from btobsheet import api
from btobsheet.layout.pages import new_pages
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.shapes import Expr
from btobsheet.plan.model import Plan
from btobsheet.plan.records import NO_MONTHS, Cost
from btobsheet.wording import LANGUAGES, text


def page(plan: Plan, day: dt.date = DAY) -> Canvas:
    return new_pages(api.assess(plan, day)).canvases["dashboard"]


def under(canvas: Canvas, heading: str, language: str = "ja") -> list[list[object]]:
    """Give the lines of a table with anything in them, by what stands over it."""
    said = text(language, f"page.dash.{heading}")
    top, left = next(
        place
        for place, cell in canvas.cells.items()
        if cell.style == "section" and str(_value(cell.content)).startswith(said)
    )
    right = left
    while (top, right + 1) in canvas.cells and canvas.cells[top, right + 1].content is None:
        right += 1
    lines = []
    row = top + 2
    while (row, left) in canvas.cells and canvas.cells[row, left].style.startswith("list"):
        cells = (canvas.cells.get((row, column)) for column in range(left, right + 1))
        lines.append([_value(cell.content) for cell in cells if cell])
        row += 1
    return [line for line in lines if any(value != "" for value in line)]


def _value(content: object) -> object:
    return content.value if isinstance(content, Expr) else content


def test_months_show_what_was_planned_and_spent_on_tactics_that_count() -> None:
    plan = added(
        small_plan(),
        Cost(id="C02", tactic="T02", item="会場費", plan=(None, None, 50_000) + (None,) * 9),
        Cost(id="C03", tactic="T04", item="装飾", plan=(9_999,) * 12, actual=(8_888,) * 12),
    )
    lines = under(page(plan), "money_months")
    assert lines[0] == ["4月", 100_000, 240_000, 100_000, 240_000]
    assert lines[2] == ["6月", 150_000, "", 350_000, 500_000]
    assert lines[5] == ["9月", 100_000, "", 650_000, 500_000]
    assert lines[6] == ["10月", 100_000, "", 750_000, ""]  # not over: half spent is no sum
    assert lines[12:] == [["⑥にない分", "", 600_000]]  # of T02, whose rows tell no spending


def test_without_amounts_the_page_says_where_to_type_them() -> None:
    canvas = page(replace(small_plan(), costs=()))
    said = text("ja", "page.dash.money_none")
    assert any(str(_value(cell.content)).endswith(said) for cell in canvas.cells.values())
    months = under(canvas, "money_months")
    assert [line[1:] for line in months[:12]] == [["", "", "", ""]] * 12


def test_money_that_only_the_tactics_tell_stands_below_the_months() -> None:
    plan = replace(small_plan(), costs=())
    for tactic, budget, spent in (("T01", 300_000, 100_000), ("T02", 50_000, None)):
        plan = changed(plan, tactic, budget=budget, spent=spent)
    rest = under(page(plan), "money_months")[12]
    assert rest == ["⑥にない分", 350_000, 100_000]
    by_month = added(plan, Cost(id="C01", tactic="T01", item="制作費", plan=(30_000,) * 12))
    below = under(page(by_month), "money_months")[12]
    assert below == ["⑥にない分", 50_000, 100_000]


def test_segments_are_alike_whatever_the_case_and_the_spaces() -> None:
    plan = small_plan()
    for tactic, segment in (("T01", "SaaS　"), ("T02", "保守"), ("T03", " saas"), ("T04", "保守")):
        plan = changed(plan, tactic, segment=segment)
    plan = changed(plan, "C01", actual=NO_MONTHS)
    lines = under(page(plan), "segments")
    # T01 and T03; T02, since T04 is a candidate: number, budget, spent
    assert [[line[0], *line[1:4]] for line in lines] == [
        ["SaaS", 2, 1_200_000, 500_000],
        ["保守", 1, 600_000, 600_000],
    ]
    tactics = {item.tactic.id: item for item in api.assess(plan, DAY).tactics}
    assert lines[1][4] == pytest.approx(tactics["T02"].roll.progress)


def test_stopped_tactics_stay_with_their_money_and_reason() -> None:
    plan = changed(
        small_plan(),
        "T02",
        decision="ended",
        stopped_on=dt.date(2026, 10, 6),
        reason="申込みが続かない",
    )
    assert under(page(plan), "stopped") == [
        ["2026/10/6", "T02 オンライン相談会", 600_000, "申込みが続かない"]
    ]


def test_last_year_stands_beside_where_a_kpi_lands() -> None:
    plan = changed(small_plan(), "K02", last_year=500.0)
    (line,) = under(page(plan), "last_years")
    # 52 a month of 50 expected: 600 · 52 ÷ 50 = 624
    assert line == ["K02 資料請求数", "500件", "624件", pytest.approx(624 / 500)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_without_lines_says_where_to_type(language: str) -> None:
    canvas = page(replace(small_plan(), language=language))
    headings = [str(_value(c.content)) for c in canvas.cells.values() if c.style == "section"]
    for name in ("segments", "stopped", "last_years"):
        hint = text(language, f"page.dash.{name}_none")
        assert any(heading.endswith(f"(0)　{hint}") for heading in headings)
