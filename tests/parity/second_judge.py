"""formualizer, an engine of its own, computes a workbook anew: the formula law's second judge
beside LibreOffice, in the default run.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import formualizer

from btobsheet.excel.raw.cells import Cell, Grid, SheetGrid
from btobsheet.excel.raw.grid import read_grid
from btobsheet.layout.kinds import serial

_ERRORS = {"Na": "#N/A"}
"""What a chart leaves out; any other error is no value of ours."""


def recomputed(data: bytes) -> Grid:
    """Give the workbook's cells, the formulas' values as this engine computes them."""
    grid = read_grid(data)
    book = formualizer.load_workbook_bytes(data)
    book.evaluate_all()
    return Grid(tuple(_computed(sheet, book) for sheet in grid.sheets), grid.date1904)


def _computed(sheet: SheetGrid, book: Any) -> SheetGrid:
    last = max(sheet.rows, default=1)
    width = max((max(cells, default=1) for cells in sheet.rows.values()), default=1)
    area = formualizer.RangeAddress(sheet.name, 1, 1, last, width)
    values = book.sheet(sheet.name).get_values(area)
    return SheetGrid(
        sheet.name,
        sheet.state,
        {
            row: {
                column: Cell(_plain(values[row - 1][column - 1]), cell.formula)
                if cell.formula
                else cell
                for column, cell in cells.items()
            }
            for row, cells in sheet.rows.items()
        },
    )


def _plain(value: Any) -> Any:
    """Give a value as the reader gives it: a day is its serial number, a whole number has no
    fraction, an error is its name.
    """
    if isinstance(value, dt.date):
        return serial(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return _ERRORS.get(value["kind"], str(value)) if isinstance(value, dict) else value
