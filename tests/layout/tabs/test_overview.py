"""The strategy on one page: what its foot says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from plans import DAY, small_plan

from btobsheet import api
from btobsheet.layout.pages import new_pages
from btobsheet.layout.tabs import overview
from btobsheet.layout.tabs.shapes import Expr
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Operation
from btobsheet.wording import text


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
