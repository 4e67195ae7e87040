"""What stands folded away at the right of an input table: groups of columns by outline level.

The buttons stand left of what they open, so that each group has its own: level 2 opens from the
last column of level 1. Nothing is folded in a protected tab, where Excel opens no group. What can
be folded is not printed, and makes no row higher.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from btobsheet.layout.geometry import TableGeometry
from btobsheet.layout.spec import Column

_LEVELS: Final[Mapping[str, Mapping[str, int]]] = {
    "kpis": {"comment": 1, "goal": 1, "target": 1, "define": 2, "more": 2},
    "operations": {"more": 1},
    "tactics": {"plan": 1, "run": 1, "select": 2, "more": 2},
}
"""The outline level of a table's bands; the others are always in sight."""


def level_of(table: str, column: Column) -> int:
    """Give a column's outline level, 0 for one that is always in sight."""
    return 0 if column.hidden else _LEVELS.get(table, {}).get(column.band, 0)


def folds(table: str) -> bool:
    """Tell whether a table has columns to fold away."""
    return table in _LEVELS


def folded_amounts(closed: int) -> tuple[str, str]:
    """Give which months of ⑥ are folded away because nobody types in them now, and the column that
    opens them: before a month is ``closed`` what was spent, after that the budget.
    """
    return ("plan", "actual") if closed else ("actual", "note")


def folding(geometry: TableGeometry, folded: bool) -> dict[int, dict[str, Any]]:
    """Give the outline of a table's columns by their numbers, as XlsxWriter takes it."""
    name, slots = geometry.table.name, geometry.slots
    levels = {slot.number: level_of(name, slot.column) for slot in slots}
    made: dict[int, dict[str, Any]] = {}
    for number, level in levels.items():
        opens = folded and levels.get(number + 1, 0) > level
        about = {"level": level, "hidden": folded} if level else {}
        made[number] = about | ({"collapsed": True} if opens else {})
    return made
