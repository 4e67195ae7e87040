"""Find the tables without keys by their headers, and the header that may be meant for a column."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from btobsheet.excel.raw.cells import VISIBLE, Cell, Grid, SheetGrid
from btobsheet.excel.read.keys import ID_HEADER, Header, header_meanings, headers_of
from btobsheet.excel.read.located import HEADER_ROWS, Located, header_key
from btobsheet.layout.address import a1
from btobsheet.layout.book import BOOK
from btobsheet.layout.rows.ids import canonical_id
from btobsheet.layout.sheets.settings import SETTINGS
from btobsheet.layout.spec import Column, Table
from btobsheet.layout.typed.dates import serial_day
from btobsheet.layout.typed.text import match_key, plain
from btobsheet.plan.calendar import Month, plan_months
from btobsheet.plan.records import ID_LETTERS
from btobsheet.problems import Place, Problem, problem
from btobsheet.wording import LANGUAGES

_LEAST = 3
_NEAR = 0.5
_SETTING_IDS = frozenset(match_key(spec.id) for spec in SETTINGS)


def near_header(located: Located, column: Column) -> tuple[str, str] | None:
    """Give the header, and its cell, that may be meant for a missing column: one of no column."""
    from difflib import SequenceMatcher  # only where a column is missing

    known = headers_of(located.table)
    wanted = {match_key(text) for text in (*column.headers, *column.former_headers)}
    best: tuple[float, str, str] | None = None
    for number, cell in sorted(located.sheet.rows.get(located.header_row, {}).items()):
        text = header_key(cell)
        if not text or text in known or number in located.columns or number in located.computed:
            continue
        score = max(SequenceMatcher(None, text, header).ratio() for header in wanted)
        if score >= _NEAR and (best is None or score > best[0]):
            best = (score, plain(cell.value), a1(located.header_row, number))
    return best[1:] if best else None


def by_headers(
    grid: Grid, missing: Iterable[Table], start: Month | None, taken: Iterable[Located]
) -> tuple[dict[str, Located], list[Problem]]:
    """Find tables without keys by their headers (N105): in each row cut at its ``No.`` cells, the
    table most of whose headers stand there.
    """
    tables = list(missing)
    best: dict[str, tuple[int, Located]] = {}
    for sheet in _searched(grid, taken):
        for number in sorted(sheet.rows)[:HEADER_ROWS]:
            for segment in _segments(sheet.rows[number]):
                rated = [
                    (score, table)
                    for table in tables
                    if (score := _score(table, segment))
                    and _has_ids(table, sheet, number, min(segment))
                ]
                score, table = max(rated, key=lambda item: item[0], default=(0, None))
                if table and score > best.get(table.name, (0,))[0]:
                    located = _from_headers(table, sheet, number, segment, start)
                    best[table.name] = (score, located)
    found = {name: located for name, (_, located) in best.items()}
    return found, [
        problem("N105", Place(located.sheet.name, a1(located.header_row, min(located.columns))))
        for located in found.values()
    ]


def _searched(grid: Grid, taken: Iterable[Located]) -> list[SheetGrid]:
    """Give the visible sheets that are no output of ours and hold no table found already."""
    busy = {id(located.sheet) for located in taken}
    outputs = {
        sheet.title(language)
        for sheet in BOOK.sheets
        if sheet.kind != "input"
        for language in LANGUAGES
    }
    return [
        sheet
        for sheet in grid.sheets
        if sheet.state == VISIBLE and sheet.name not in outputs and id(sheet) not in busy
    ]


def _segments(cells: Mapping[int, Cell]) -> list[dict[int, Cell]]:
    """Cut a row into the stretches that begin with its ``No.`` cells."""
    cut: list[dict[int, Cell]] = []
    for number in sorted(cells):
        if header_key(cells[number]) == ID_HEADER:
            cut.append({})
        if cut:
            cut[-1][number] = cells[number]
    return [segment for segment in cut if len(segment) >= _LEAST]


def _has_ids(table: Table, sheet: SheetGrid, header_row: int, number: int) -> bool:
    """Tell whether an id of the table stands below its header: other lists have headers alike."""
    below = (cells.get(number) for row, cells in sheet.rows.items() if row > header_row)
    texts = (cell.value for cell in below if cell and isinstance(cell.value, str))
    if table.name not in ID_LETTERS:
        return not _SETTING_IDS.isdisjoint(map(match_key, texts))
    return any(canonical_id(table.name, text) for text in texts)


def _score(table: Table, segment: Mapping[int, Cell]) -> int:
    """Count the table's columns whose headers stand in a row.

    0 where these are too few to recognise it.
    """
    known = headers_of(table)
    matched = {
        header.column.name
        for cell in segment.values()
        for header in known.get(header_key(cell), ())[:1]
    }
    shown = sum(
        not column.hidden and column.repeat != "calendar" and column.since == 1
        for column in table.columns
    )
    return len(matched) if len(matched) >= max(_LEAST, shown * 2 // 5) else 0


def _from_headers(
    table: Table, sheet: SheetGrid, row: int, segment: Mapping[int, Cell], start: Month | None
) -> Located:
    columns: dict[int, str] = {}
    computed: dict[int, str] = {}
    for number, cell in segment.items():
        for header in header_meanings(table, str(cell.value)):
            field = _dated(header, sheet, row, number, start)
            if field and field not in columns.values() and field not in computed.values():
                target = columns if header.column.is_input else computed
                target[number] = field
                break
    return Located(table, sheet, row, columns, computed)


def _dated(header: Header, sheet: SheetGrid, row: int, number: int, start: Month | None) -> str:
    """Give a header's field.

    A month or a day gets its year from the date above it, else from the plan's months.
    """
    column = header.column
    if not column.repeat:
        return column.name
    day = _date_above(sheet, row, number)
    month = (
        Month.of(day)
        if day
        else next((month for month in plan_months(start) if month.month == header.month), None)
        if start
        else None
    )
    if month is None or month.month != header.month:
        return ""
    return f"{column.name}.{_step(column, header, month)}"


def _step(column: Column, header: Header, month: Month) -> str:
    if column.repeat == "months" or not header.day or header.day > month.last.day:
        return str(month)
    return dt.date(month.year, month.month, header.day).isoformat()


def _date_above(sheet: SheetGrid, row: int, number: int) -> dt.date | None:
    """Give the day that stands in one of the rows right above a header."""
    for above in range(row - 1, max(0, row - 4), -1):
        cell = sheet.rows.get(above, {}).get(number)
        if (
            cell is not None
            and isinstance(cell.value, int | float)
            and not isinstance(cell.value, bool)
        ):
            day = serial_day(cell.value)
            if day is not None:
                return day
    return None
