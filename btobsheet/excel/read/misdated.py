"""Days in cells for numbers: Excel keeps a day as a number, only its format tells them apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from btobsheet.excel.raw.cells import Grid
from btobsheet.excel.raw.formats import days
from btobsheet.excel.raw.grid import Source, load
from btobsheet.excel.raw.preflight import RefusalError
from btobsheet.excel.read.located import Located
from btobsheet.layout.address import a1
from btobsheet.layout.kinds import EPOCH, Number
from btobsheet.plan.words import day_text, number_text

_FIRST_1904 = dt.date(1904, 1, 1)
_LAST = 2_958_465  # 31 December 9999


def dated_numbers(
    source: Source, grid: Grid, tables: Mapping[str, Located]
) -> dict[tuple[str, str], str]:
    """Give the input cells for numbers that are shown as days, by tab and cell, with the day."""
    try:
        data = source if isinstance(source, bytes) else load(source)
    except RefusalError:  # the file was there a moment ago
        return {}
    first = _FIRST_1904 if grid.date1904 else EPOCH
    found: dict[tuple[str, str], str] = {}
    for located in tables.values():
        numbers = {column.name for column in located.table.inputs if _is_number(column.kind)}
        at = {no for no, field in located.columns.items() if field.partition(".")[0] in numbers}
        for row, column in days(data, located.sheet.name) if at else ():
            cell = located.sheet.rows.get(row, {}).get(column)
            if column not in at or cell is None or row <= located.header_row:
                continue
            value = cell.value
            if isinstance(value, int | float) and not isinstance(value, bool):
                found[located.sheet.name, a1(row, column)] = _shown(value, first)
    return found


def _is_number(kind: object) -> bool:
    return isinstance(kind, Number)


def _shown(value: float, first: dt.date) -> str:
    """Show a cell's number as the day that people see."""
    if not 1 <= value <= _LAST - (first - EPOCH).days:
        return number_text(value)
    return day_text(first + dt.timedelta(days=int(value)))
