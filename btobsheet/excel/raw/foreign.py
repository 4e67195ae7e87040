"""Read .ods and .xlsb files through python-calamine, in a child process.

Only values are known: no formulas, no custom properties; an error cell reads as no cell at all.
"""

from __future__ import annotations

from btobsheet.excel.raw.cells import Cell, Grid, SheetGrid
from btobsheet.excel.raw.child import ChildError, ask_child
from btobsheet.excel.raw.preflight import RefusalError


def read_foreign(data: bytes, name: str = "") -> Grid:
    """Give the grid of an .ods or .xlsb file; raises :class:`RefusalError` (E013, E014, E015)."""
    try:
        answer = ask_child("values", data)
    except ChildError as error:
        raise RefusalError("E015" if error.missing else "E014") from None
    if not answer:
        raise RefusalError("E013")
    return Grid(tuple(_sheet(*sheet) for sheet in answer), file=name)


def _sheet(
    name: str, state: str, cells: list[tuple[int, int, str | float | int | bool]]
) -> SheetGrid:
    sheet = SheetGrid(name, state)
    for row, column, value in cells:
        sheet.rows.setdefault(row, {})[column] = Cell(value)
    return sheet
