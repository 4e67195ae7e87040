"""What a workbook's package holds: its parts, and the cells that are read of it."""

from __future__ import annotations

import zipfile
from io import BytesIO

from btobsheet.excel.patch.edits import Target
from btobsheet.excel.raw.cells import Cell, Grid


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def cells_of(grid: Grid) -> dict[Target, Cell]:
    return {
        (sheet.name, row, column): cell
        for sheet in grid.sheets
        for row, cells in sheet.rows.items()
        for column, cell in cells.items()
    }
