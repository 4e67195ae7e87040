"""The hidden tab ``_history``: values that formulas look up by id
(:mod:`btobsheet.layout.rows.memory`).
"""

from __future__ import annotations

from collections.abc import Mapping

from btobsheet.layout.address import fixed, fixed_range, quoted
from btobsheet.layout.rows.identity import HISTORY_SHEET
from btobsheet.layout.rows.memory import COLUMNS, LINE, LINE_AT, OF_ACTIONS, OF_MONTHS, memory_cells
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.plan.closing import MONTHS
from btobsheet.plan.model import Plan

__all__ = ["LINE", "build", "line", "names"]

_ROOM = 200
"""So many more KPIs and actions than the tables have rows can be looked up."""


def build(plan: Plan) -> Canvas:
    """Build the tab."""
    canvas = Canvas(HISTORY_SHEET)
    for (row, column), value in memory_cells(plan.history, plan.language, plan.start).items():
        canvas.put(row, column, value)
    return canvas


def names(rows: Mapping[str, int]) -> dict[str, str]:
    """Give the defined names of its columns; ``rows`` are those of each table."""
    line = {LINE: f"{quoted(HISTORY_SHEET)}!{fixed(*LINE_AT)}"}
    return line | {
        name: f"{quoted(HISTORY_SHEET)}!{fixed_range(1, column, _last_row(name, rows), last)}"
        for name, column in COLUMNS.items()
        for last in [column + MONTHS - 1 if name in OF_MONTHS else column]
    }


def _last_row(name: str, rows: Mapping[str, int]) -> int:
    return rows["actions" if name in OF_ACTIONS else "kpis"] + _ROOM


def line(canvas: Canvas) -> str:
    """Give what the tab's line says; an empty text where nothing was approved."""
    return str(canvas.cells[LINE_AT].content) if LINE_AT in canvas.cells else ""
