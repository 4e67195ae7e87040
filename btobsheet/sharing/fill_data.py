"""The table of an export: a workbook, or CSV of any encoding and delimiter programs write."""

from __future__ import annotations

import codecs
import csv
import os
from collections.abc import Iterator, Mapping
from io import StringIO
from itertools import islice
from typing import Final

from btobsheet.excel.raw.cells import VISIBLE, SheetGrid
from btobsheet.excel.raw.grid import Source, load, read_grid
from btobsheet.excel.raw.preflight import RefusalError
from btobsheet.excel.read.keys import is_planning_sheet
from btobsheet.exports.data import DataTable, Line
from btobsheet.exports.map import FillMap, read_map
from btobsheet.layout.typed.text import Raw, match_key
from btobsheet.problems import Problem, UnreadableError, UsageError, problem

_PACKAGES: Final = (b"PK", b"\xd0\xcf\x11\xe0")
_DELIMITERS: Final = (",", "\t", ";")
_SAMPLE: Final = 200
_MERGED: Final = 1_000
_FIELD: Final = 1 << 20
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_table(source: Source, name: str, how: FillMap) -> DataTable:
    """Read the data's table.

    Raises UnreadableError: as read_grid for a workbook, E730 no table of text, E731 an encoding
    that does not fit; UsageError E777 a planning workbook, E732 where the map's tab is not there.
    """
    name = name or ("" if isinstance(source, bytes) else os.fspath(source))
    try:
        data = source if isinstance(source, bytes) else load(source)
    except RefusalError as refusal:
        raise UnreadableError(Problem(refusal.code, details=refusal.details), file=name) from None
    return _workbook(data, name, how) if data.startswith(_PACKAGES) else _text(data, name, how)


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
    lines = tuple(Line(row, cells) for row, cells in _values(sheet).items())
    return DataTable(name, lines, sheet.name, date1904=grid.date1904)


def _is_planning(sheet: SheetGrid) -> bool:
    return is_planning_sheet(sheet.rows[min(sheet.rows)], sheet.name)


def _values(sheet: SheetGrid) -> dict[int, dict[int, Raw]]:
    """Give the values of a tab by row and column; a name merged over rows stands in each."""
    rows: dict[int, dict[int, Raw]] = {
        row: {
            column: cell.value for column, cell in sheet.rows[row].items() if cell.value is not None
        }
        for row in sorted(sheet.rows)
    }
    for top, left, bottom, _ in sheet.merges:  # a name over the rows of its target and its actual
        for row in range(top + 1, min(bottom, top + _MERGED) + 1):
            if row in rows and left in rows.get(top, {}):
                rows[row].setdefault(left, rows[top][left])
    return rows


def _text(data: bytes, name: str, how: FillMap) -> DataTable:
    text = _decoded(data, name, how.encoding)
    if "\0" in text[:_FIELD]:
        raise UnreadableError(problem("E730"), name)
    delimiter = how.delimiter or _delimiter(text)
    try:
        lines = tuple(
            Line(number, cells)
            for number, cells in enumerate(_records(text, delimiter), start=1)
            if cells
        )
    except (csv.Error, TypeError):  # TypeError: a delimiter of more than one letter
        raise UnreadableError(problem("E730"), name) from None
    if not lines:
        raise UnreadableError(problem("E730"), name)
    return DataTable(name, lines)


def _decoded(data: bytes, name: str, encoding: str) -> str:
    """Decode a text: as its mark or the map says, as UTF-8, or as cp932 (Excel's in Japan)."""
    marked = next((one for mark, one in _BOMS if data.startswith(mark)), "")
    if not marked and not encoding and data[1:2] == b"\0":
        marked = "utf-16-le"
    for one in (encoding,) if encoding else (marked,) if marked else ("utf-8", "cp932"):
        try:
            return data.decode(one).removeprefix("\ufeff")
        except (UnicodeDecodeError, LookupError):
            continue
    raise UnreadableError(problem("E731", value=encoding), name)


def _records(text: str, delimiter: str) -> Iterator[Mapping[int, Raw]]:
    """Give each record's filled cells by column from 1.

    A blank line is an empty record, so that rows count as in Excel.
    """
    csv.field_size_limit(_FIELD)
    for record in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
        yield {number: cell for number, cell in enumerate(record, start=1) if cell.strip()}


def _delimiter(text: str) -> str:
    """Find the delimiter that cuts the most lines into equally many cells.

    Of several the one that gives more cells.
    """

    def fits(delimiter: str) -> tuple[int, int]:
        records = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
        try:
            widths = [len(record) for record in islice(records, _SAMPLE)]
        except csv.Error:
            return 0, 0
        wide = [width for width in widths if width > 1]
        return max(((wide.count(width), width) for width in set(wide)), default=(0, 0))

    return max(_DELIMITERS, key=fits)


def read_map_file(path: str | os.PathLike[str] | None) -> FillMap:
    """Read a MAP.toml; the default where there is none.

    Raises UnreadableError (E001, E002, E731) and UsageError as read_map.
    """
    if path is None:
        return FillMap()
    name = os.fspath(path)
    try:
        return read_map(load(path).decode("utf-8"), name)
    except RefusalError as refusal:
        raise UnreadableError(Problem(refusal.code, details=refusal.details), file=name) from None
    except UnicodeDecodeError:
        raise UnreadableError(problem("E731", value="utf-8"), name) from None
