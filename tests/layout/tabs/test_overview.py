"""The strategy on one page: what its foot says."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from books import sample
from plans import DAY, small_plan

from btobsheet import api
from btobsheet.layout.pages import new_pages
from btobsheet.layout.tabs import overview
from btobsheet.layout.tabs.shapes import Expr
from btobsheet.plan.model import Language, Plan
from btobsheet.plan.records import Operation
from btobsheet.wording import LANGUAGES, text


def foot(plan: Plan, room: int) -> str:
    """Give the line at the foot of a page made for a plan, once there are more operations."""
    made = new_pages(api.assess(plan, DAY))
    scene = made.scene
    small = replace(scene, used={**scene.used, "operations": room})
    canvas = overview.build(small)
    content = canvas.cells[canvas.print_to[0], 2].content
    assert isinstance(content, Expr)
    return str(content.value)


@pytest.mark.parametrize(("operations", "told"), [(3, 0), (4, 0), (5, 1), (9, 5)])
def test_operations_below_the_printed_page_are_told(operations: int, told: int) -> None:
    more = tuple(Operation(id=f"O{n:02d}", name=f"作戦{n}") for n in range(3, operations + 1))
    plan = small_plan()
    line = foot(replace(plan, operations=(*plan.operations, *more)), room=2)
    said = text("ja", "workbook.overview.foot.beyond")
    assert (f"{said} {told}" in line) is (told > 0)
    assert (said in line) is (told > 0)
    shown = [f"作戦{n}" for n in range(3, operations + 1) if f"作戦{n}" in line]
    assert shown == [f"作戦{n}" for n in range(5, min(operations, 7) + 1)]
    assert line.endswith("…") is (told > 3)


@pytest.mark.parametrize("day", [DAY, dt.date(2026, 11, 5)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_foot_counts_what_is_at_risk_behind_and_missed(
    language: Language, day: dt.date
) -> None:
    assessment = api.assess(sample(language), day)
    canvas = overview.build(new_pages(assessment).scene)
    content = canvas.cells[canvas.print_to[0], 2].content
    assert isinstance(content, Expr)
    red = [
        item
        for item in assessment.kpis
        if item.counted and item.status in ("at_risk", "behind", "missed")
    ]
    said = text(language, "workbook.overview.foot.at_risk")
    assert red
    assert f"{said} {len(red)}" in str(content.value).split("　")


def test_a_kpi_that_is_only_shown_stands_in_no_count_of_an_operation() -> None:
    plan = small_plan()
    first = next(kpi for kpi in plan.kpis if kpi.scope == "T01")
    shown = replace(plan, kpis=(*plan.kpis, replace(first, id="K99", main="reference")))
    rows = new_pages(api.assess(shown, DAY)).cells["operations"]
    assert rows == new_pages(api.assess(plan, DAY)).cells["operations"]
    for row, item in zip(rows, api.assess(shown, DAY).operations, strict=False):
        judged = sum(item.roll.kpi_counts.values())
        assert str(row["counts"]).endswith(f"/{judged}")
