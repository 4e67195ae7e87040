"""Find the tables in a workbook: by the machine keys of the first row, else by their headers.

A key moves with its column, so columns may stand anywhere, have foreign ones between them, and
bear any header. Two votes that disagree are told with both addresses; the key counts.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping

from btobsheet.excel.raw.cells import VISIBLE, Cell, Grid, SheetGrid
from btobsheet.excel.read.keys import (
    ID_HEADER,
    Header,
    Meaning,
    header_meanings,
    header_text,
    headers_of,
    keys_in,
)
from btobsheet.layout.address import a1, letters
from btobsheet.layout.book import BOOK
from btobsheet.layout.rows.ids import canonical_id
from btobsheet.layout.sheets.settings import SETTINGS
from btobsheet.layout.spec import HEADER_ROW, KEY_ROW, Column, Table
from btobsheet.layout.typed.dates import serial_day
from btobsheet.layout.typed.text import match_key, plain
from btobsheet.plan.calendar import Month, plan_months
from btobsheet.plan.model import ID_LETTERS
from btobsheet.problems import Place, Problem, problem
from btobsheet.quickclass import dataclass
from btobsheet.wording import LANGUAGES

_KEY_ROWS = 20
_HEADER_ROWS = 60
_LEAST = 3
_NEAR = 0.5
_SETTING_IDS = frozenset(match_key(spec.id) for spec in SETTINGS)
_COPY = r"\([0-9]+\)\s*$"


@dataclass(frozen=True)
class Located:
    """One table found on a sheet: its header's row, and what each of its columns (by number) holds.

    ``columns`` are the inputs with the id, ``computed`` the formula columns, both by field name.
    """

    table: Table
    sheet: SheetGrid
    header_row: int
    columns: Mapping[int, str]
    computed: Mapping[int, str]

    def letters(self) -> dict[str, str]:
        """Give the column letters of every field."""
        return {
            field: letters(number)
            for number, field in (*self.computed.items(), *self.columns.items())
        }

    def number(self, field: str) -> int:
        """Give a field's column number, or 0."""
        return next((number for number, name in self.columns.items() if name == field), 0)


@dataclass(frozen=True)
class _Keyed:
    """The keys of one table on one sheet."""

    table: Table
    sheet: SheetGrid
    row: int
    meanings: Mapping[int, Meaning]


def by_keys(grid: Grid, language: str) -> tuple[dict[str, Located], list[Problem]]:
    """Find the tables whose keys are there; a second sheet with the same keys is told (W103).

    ``language`` is that of the headers told.
    """
    problems: list[Problem] = []
    candidates: dict[str, list[_Keyed]] = {}
    for sheet in grid.sheets:
        for keyed in _keyed(sheet):
            candidates.setdefault(keyed.table.name, []).append(keyed)
    found: dict[str, Located] = {}
    for table in BOOK.tables:
        ranked = sorted(candidates.get(table.name, ()), key=_rank)
        if ranked:
            found[table.name] = _located(ranked[0], language, problems)
            problems += [
                problem(
                    "W103",
                    Place(other.sheet.name),
                    sheet=other.sheet.name,
                    kept=ranked[0].sheet.name,
                )
                for other in ranked[1:]
            ]
    return found, _once(problems)


def _once(problems: Iterable[Problem]) -> list[Problem]:
    """Leave out a copied sheet's further tables: one problem a sheet is enough."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for item in problems:
        mark = (item.code, item.place.sheet if item.place else "")
        if item.code != "W103" or mark not in seen:
            kept.append(item)
        seen.add(mark)
    return kept


def _keyed(sheet: SheetGrid) -> list[_Keyed]:
    """Give the tables whose keys stand in one of a sheet's first rows."""
    for number in sorted(sheet.rows)[:_KEY_ROWS]:
        keys = keys_in(sheet.rows[number])
        if number > _KEY_ROWS or not keys:
            continue
        tables = dict.fromkeys(meaning.table.name for meaning in keys.values())
        return [
            _Keyed(
                BOOK.table(name),
                sheet,
                number,
                {
                    column: meaning
                    for column, meaning in sorted(keys.items())
                    if meaning.table.name == name
                },
            )
            for name in tables
        ]
    return []


def _rank(keyed: _Keyed) -> tuple[bool, bool, bool]:
    """Prefer the sheet that has the id, is visible, and does not bear a copy's name.

    Then the first.
    """
    has_id = any(meaning.column.name == "id" for meaning in keyed.meanings.values())
    return (not has_id, keyed.sheet.state != VISIBLE, bool(re.search(_COPY, keyed.sheet.name)))


def _located(keyed: _Keyed, language: str, problems: list[Problem]) -> Located:
    columns: dict[int, str] = {}
    computed: dict[int, str] = {}
    seen: dict[str, int] = {}
    for number, meaning in keyed.meanings.items():
        if meaning.field in seen:
            place = Place(keyed.sheet.name, a1(keyed.row, number))
            problems.append(
                problem(
                    "W107",
                    place,
                    header=header_text(meaning.column, meaning.step, language),
                    kept=letters(seen[meaning.field]),
                )
            )
            continue
        seen[meaning.field] = number
        if meaning.column.is_input:
            columns[number] = meaning.field
        elif meaning.column.formula:
            computed[number] = meaning.field
    header_row = _header_row(keyed, seen.get("id", 0))
    _vote(keyed, header_row, language, problems)
    _adopt_headers(keyed, header_row, columns, seen)
    return Located(keyed.table, keyed.sheet, header_row, columns, computed)


def _header_row(keyed: _Keyed, id_column: int) -> int:
    """Find the row with ``No.`` above the ids, else the one with most of the table's headers."""
    rows = keyed.sheet.rows
    near = [number for number in sorted(rows) if keyed.row < number <= keyed.row + _HEADER_ROWS]
    for number in near:
        if _text(rows[number].get(id_column)) == ID_HEADER:
            return number
    rated = [
        (
            sum(
                _agrees(meaning, rows[number].get(column))
                for column, meaning in keyed.meanings.items()
            ),
            -number,
        )
        for number in near
    ]
    best = max(rated, default=(0, 0))
    return -best[1] if best[0] > 1 else keyed.row + HEADER_ROW - KEY_ROW


def _agrees(meaning: Meaning, cell: Cell | None) -> bool:
    return any(_same(header, meaning) for header in headers_of(meaning.table).get(_text(cell), ()))


def _same(header: Header, meaning: Meaning) -> bool:
    return header.column.name == meaning.column.name and (
        not header.month or header.month == int(meaning.step[5:7])
    )


def _vote(keyed: _Keyed, header_row: int, language: str, problems: list[Problem]) -> None:
    """Tell where an input's header is that of another column than its key says (W104)."""
    cells = keyed.sheet.rows.get(header_row, {})
    for number, meaning in keyed.meanings.items():
        headers = (
            headers_of(keyed.table).get(_text(cells.get(number)), ())
            if meaning.column.is_input
            else ()
        )
        if headers and not any(_same(header, meaning) for header in headers):
            own, place = (
                header_text(meaning.column, meaning.step, language),
                Place(keyed.sheet.name, a1(keyed.row, number)),
            )
            problems.append(
                problem(
                    "W104",
                    place,
                    key_header=own,
                    header=str(cells[number].value),
                    header_cell=a1(header_row, number),
                )
            )


def _adopt_headers(
    keyed: _Keyed, header_row: int, columns: dict[int, str], seen: Mapping[str, int]
) -> None:
    """Take an input column whose key was lost, where its header names it."""
    cells = keyed.sheet.rows.get(header_row, {})
    first, last = min(keyed.meanings), max(keyed.meanings)
    keys = keyed.sheet.rows[keyed.row]
    for number in sorted(cells):
        if first <= number <= last + 1 and number not in keys:
            headers = headers_of(keyed.table).get(_text(cells[number]), ())
            header = next(
                (
                    item
                    for item in headers
                    if item.column.is_input and not item.month and item.column.name not in seen
                ),
                None,
            )
            if header and header.column.name not in columns.values():
                columns[number] = header.column.name


def near_header(located: Located, column: Column) -> tuple[str, str] | None:
    """Give the header, and its cell, that may be meant for a missing column: one of no column."""
    from difflib import SequenceMatcher  # only where a column is missing

    known = headers_of(located.table)
    wanted = {match_key(text) for text in (column.ja, column.en, *column.also)}
    best: tuple[float, str, str] | None = None
    for number, cell in sorted(located.sheet.rows.get(located.header_row, {}).items()):
        text = _text(cell)
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
    busy = {id(located.sheet) for located in taken}
    outputs = {
        sheet.title(language)
        for sheet in BOOK.sheets
        if sheet.kind != "input"
        for language in LANGUAGES
    }
    best: dict[str, tuple[int, Located]] = {}
    for sheet in grid.sheets:
        if sheet.state != VISIBLE or sheet.name in outputs or id(sheet) in busy:
            continue
        for number in sorted(sheet.rows)[:_HEADER_ROWS]:
            for segment in _segments(sheet.rows[number]):
                rated = [
                    (score, table)
                    for table in tables
                    if (score := _score(table, segment))
                    and _has_ids(table, sheet, number, min(segment))
                ]
                if rated:
                    score, table = max(rated, key=lambda item: item[0])
                    if score > best.get(table.name, (0,))[0]:
                        best[table.name] = (
                            score,
                            _from_headers(table, sheet, number, segment, start),
                        )
    found = {name: located for name, (_, located) in best.items()}
    return found, [
        problem("N105", Place(located.sheet.name, a1(located.header_row, min(located.columns))))
        for located in found.values()
    ]


def _segments(cells: Mapping[int, Cell]) -> list[dict[int, Cell]]:
    """Cut a row into the stretches that begin with its ``No.`` cells."""
    cut: list[dict[int, Cell]] = []
    for number in sorted(cells):
        if _text(cells[number]) == ID_HEADER:
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
        header.column.name for cell in segment.values() for header in known.get(_text(cell), ())[:1]
    }
    shown = sum(not column.hidden and column.repeat != "calendar" for column in table.columns)
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


def _text(cell: Cell | None) -> str:
    return match_key(cell.value) if cell is not None and isinstance(cell.value, str) else ""
