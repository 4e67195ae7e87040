"""The table of an export: a workbook, or CSV of any encoding and delimiter programs write."""

from __future__ import annotations

import os
from decimal import Decimal
from itertools import islice
from typing import Final

from btobsheet.excel.raw.cells import VISIBLE, Cell, SheetGrid
from btobsheet.excel.raw.formats import DAY, TIME, shown
from btobsheet.excel.raw.grid import Grid, Source, read_grid
from btobsheet.excel.read.keys import is_planning_sheet
from btobsheet.exports.data import DataTable, Line, Uncomputed, moment_of
from btobsheet.exports.map import FillMap
from btobsheet.layout.typed.text import Raw, match_key
from btobsheet.problems import UnreadableError, UsageError, problem
from btobsheet.sharing.fill_text import read_text
from btobsheet.system.bounded import MAX_FILE, InputError, read_bytes

_PACKAGES: Final = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")
_MERGED: Final = 1_000
_BESIDE: Final = 100


def read_table(source: Source, name: str, how: FillMap) -> DataTable:
    """Read the data's table.

    Raises UnreadableError: as read_grid for a workbook, E011 too large, E023 a device or a pipe,
    E730 no table of text, E027 a NUL in it, E731 an encoding that does not fit, E782 an open quote;
    UsageError E777 a planning workbook, E732 where the map's tab is not there.
    """
    name = name or ("" if isinstance(source, bytes) else os.fspath(source))
    try:
        data = source if isinstance(source, bytes) else read_bytes(source, MAX_FILE)
    except InputError as error:
        raise UnreadableError(problem(error.code), name) from None
    if len(data) > MAX_FILE:  # the rest of it was not read
        raise UnreadableError(problem("E011"), name)
    return _workbook(data, name, how) if data.startswith(_PACKAGES) else read_text(data, name, how)


def _workbook(data: bytes, name: str, how: FillMap) -> DataTable:
    grid = read_grid(data, name)
    if any(_is_planning(sheet) for sheet in grid.sheets if sheet.rows):
        raise UsageError(problem("E777"), name)
    wanted = match_key(how.sheet)
    sheets = [
        sheet
        for sheet in grid.sheets
        if (match_key(sheet.name) == wanted if wanted else sheet.state == VISIBLE)
    ]
    if not sheets:
        known = ", ".join(sheet.name for sheet in grid.sheets)
        raise UsageError(problem("E732", value=how.sheet, sheets=known), name)
    sheet = sheets[0]
    rows = _values(sheet)
    for (row, column), kind in shown(data, sheet.name).items():
        raw = rows.get(row, {}).get(column)
        if isinstance(raw, int | float) and not isinstance(raw, bool):
            rows[row][column] = _as_shown(raw, kind, grid.date1904)
    lines = tuple(Line(row, cells) for row, cells in rows.items())
    others = [one for one in grid.sheets if one.state == VISIBLE and one is not sheet]
    beside = () if wanted else tuple(_begun(one, name, grid) for one in others)
    names = tuple(one.name for one in others)
    return DataTable(name, lines, sheet.name, names, date1904=grid.date1904, beside=beside)


def _begun(sheet: SheetGrid, name: str, grid: Grid) -> DataTable:
    """Give the first rows of a tab that is not read: they tell whether it holds data too."""
    rows = islice(_values(sheet).items(), _BESIDE)
    lines = tuple(Line(row, cells) for row, cells in rows)
    return DataTable(name, lines, sheet.name, date1904=grid.date1904)


def _is_planning(sheet: SheetGrid) -> bool:
    return is_planning_sheet(sheet.rows[min(sheet.rows)], sheet.name)


def _values(sheet: SheetGrid) -> dict[int, dict[int, Raw]]:
    """Give the values of a tab by row and column; a name merged over rows stands in each."""
    rows: dict[int, dict[int, Raw]] = {
        row: {column: _value(cell) for column, cell in sheet.rows[row].items()}
        for row in sorted(sheet.rows)
    }
    for top, left, bottom, _ in sheet.merges:  # a name over the rows of its target and its actual
        for row in range(top + 1, min(bottom, top + _MERGED) + 1):
            if row in rows and left in rows.get(top, {}):
                rows[row].setdefault(left, rows[top][left])
    return rows


def _as_shown(value: float, kind: int, date1904: bool) -> Raw:
    """Give a number as its format shows it: a percentage as its text, a day or time as a moment."""
    if kind in (DAY, TIME):
        return moment_of(value, day=kind == DAY, date1904=date1904)
    return f"{Decimal(repr(value)) * kind:f}%"


def _value(cell: Cell) -> Raw:
    """Give a cell's value; its formula where no program has computed that."""
    return Uncomputed(f"={cell.formula}") if cell.value is None else cell.value
