"""⑤ and ⑥ as people type into them: what stands in sight, what is folded, what is coloured."""

from __future__ import annotations

import pytest
from books import opened, sample, sample_book
from plans import small_plan

from btobsheet.excel.write.tables import _folding
from btobsheet.layout.address import letters
from btobsheet.layout.geometry import TableGeometry, table_geometry
from btobsheet.layout.spec import FIRST_ROW

SCREEN, A3, A4 = 1366 - 45, 1511, 1045
"""Pixels: a small screen without its margins, and what two papers hold across."""


def shown(geometry: TableGeometry, closed: int) -> list[str]:
    """Give the fields in sight once so many months are closed."""
    return [
        slot.field
        for slot in geometry.slots
        if not slot.column.hidden and not _folding(slot, closed).get("hidden")
    ]


def width(geometry: TableGeometry, fields: list[str]) -> int:
    return sum(slot.column.width for slot in geometry.slots if slot.field in fields)


@pytest.mark.parametrize(("closed", "block"), [(0, "plan"), (1, "actual"), (12, "actual")])
def test_the_twelve_months_to_type_now_are_on_one_small_screen(closed: int, block: str) -> None:
    """Before the year the budget is typed, then what was spent; the other is folded away."""
    geometry = table_geometry(small_plan(), "costs")
    fields = shown(geometry, closed)
    assert [one for one in fields if "." in one] == [
        slot.field for slot in geometry.slots if slot.column.name == block
    ]
    assert {"plan_sum", "due", "actual_sum", "note"} <= set(fields)
    assert width(geometry, [one for one in fields if one != "note"]) <= SCREEN
    assert width(geometry, fields) <= A3


def test_reviews_print_on_a4_as_large_as_they_are() -> None:
    geometry = table_geometry(small_plan(), "reviews")
    assert width(geometry, shown(geometry, 6)) <= A4 / 0.93
    assert A4 / 0.93 * 0.9 < SCREEN


@pytest.mark.parametrize(
    ("tab", "table", "field"),
    [
        ("⑤振り返り", "reviews", "due"),
        ("⑤振り返り", "reviews", "decision"),
        ("⑥予算・実費", "costs", "actual_sum"),
        ("⑥予算・実費", "costs", "actual"),
    ],
)
def test_what_wants_a_look_is_coloured(tab: str, table: str, field: str) -> None:
    geometry = table_geometry(sample(), table)
    cell = f"{letters(geometry.first_of[field])}{FIRST_ROW}"
    rules = opened(sample_book(), "⑤振り返り")[tab].conditional_formatting
    found = [rule for area in rules if cell in str(area.sqref) for rule in area.rules]
    assert any(
        rule.dxf and rule.dxf.font and "ISTEXT" not in rule.formula[0] for rule in found
    ) or (
        field == "actual" and any(rule.dxf.fill and "EOMONTH" in rule.formula[0] for rule in found)
    )
