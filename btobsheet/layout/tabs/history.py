"""The hidden tab ``_history``: values that formulas look up by id
(:mod:`btobsheet.layout.rows.memory`).
"""

from __future__ import annotations

from collections.abc import Mapping

from btobsheet.layout.address import fixed, fixed_range, quoted
from btobsheet.layout.rows.identity import HISTORY_SHEET
from btobsheet.layout.rows.memory import COLUMNS, LINE, LINE_AT, memory_cells
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.plan.model import Plan

__all__ = ["LINE", "build", "line", "names"]

_COLUMNS = tuple(COLUMNS.items())
_ACTIONS = COLUMNS["history_action"]
_ROOM = 200
"""So many more KPIs and actions than the tables have rows can be looked up."""


def build(plan: Plan) -> Canvas:
    """Build the tab."""
    canvas = Canvas(HISTORY_SHEET)
    for (row, column), value in memory_cells(plan.history, plan.language).items():
        canvas.put(row, column, value)
    return canvas


def names(rows: Mapping[str, int]) -> dict[str, str]:
    """Give the defined names of its columns; ``rows`` are those of each table."""
    room = {name: rows["actions" if column >= _ACTIONS else "kpis"] for name, column in _COLUMNS}
    line = {LINE: f"{quoted(HISTORY_SHEET)}!{fixed(*LINE_AT)}"}
    return line | {
        name: f"{quoted(HISTORY_SHEET)}!{fixed_range(1, column, room[name] + _ROOM, column)}"
        for name, column in _COLUMNS
    }


def line(canvas: Canvas) -> str:
    """Give what the tab's line says; an empty text where nothing was approved."""
    return str(canvas.cells[LINE_AT].content) if LINE_AT in canvas.cells else ""
