"""Find the tables in a workbook by the machine keys of their first row.

A key moves with its column, so columns may stand anywhere, have foreign ones between them, and
bear any header. Two votes that disagree are told with both addresses; the key counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from btobsheet.excel.raw.cells import VISIBLE, Cell, Grid, SheetGrid
from btobsheet.excel.read.keys import (
    ID_HEADER,
    Header,
    Meaning,
    header_text,
    headers_of,
    is_calendar_day,
    keys_in,
)
from btobsheet.excel.read.located import HEADER_ROWS, Located, header_key
from btobsheet.layout.address import a1, letters
from btobsheet.layout.book import BOOK
from btobsheet.layout.spec import HEADER_ROW, KEY_ROW, Table
from btobsheet.problems import Place, Problem, problem
from btobsheet.quickclass import dataclass

_KEY_ROWS = 20
_COPY = r"\([0-9]+\)\s*$"


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
            problems.append(_twice(keyed, number, seen[meaning.field], language))
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


def _twice(keyed: _Keyed, number: int, first: int, language: str) -> Problem:
    """Tell of a column whose key an earlier one bears (W107): that one counts."""
    meaning = keyed.meanings[number]
    return problem(
        "W107",
        Place(keyed.sheet.name, a1(keyed.row, number)),
        header=header_text(meaning.column, meaning.step, language),
        kept=letters(first),
    )


def _header_row(keyed: _Keyed, id_column: int) -> int:
    """Find the row with ``No.`` above the ids, else the one with most of the table's headers."""
    rows = keyed.sheet.rows
    near = [number for number in sorted(rows) if keyed.row < number <= keyed.row + HEADER_ROWS]
    for number in near:
        if header_key(rows[number].get(id_column)) == ID_HEADER:
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
    return any(
        _same(header, meaning) for header in headers_of(meaning.table).get(header_key(cell), ())
    )


def _same(header: Header, meaning: Meaning) -> bool:
    return header.column.name == meaning.column.name and (
        not header.month or header.month == int(meaning.step[5:7])
    )


def _vote(keyed: _Keyed, header_row: int, language: str, problems: list[Problem]) -> None:
    """Tell where an input's header is that of another column than its key says (W104)."""
    cells = keyed.sheet.rows.get(header_row, {})
    for number, meaning in keyed.meanings.items():
        cell = cells.get(number)
        if not meaning.column.is_input or cell is None or _is_own(cell, meaning, language):
            continue
        headers = headers_of(keyed.table).get(header_key(cell), ())
        if headers and not any(_same(header, meaning) for header in headers):
            problems.append(
                problem(
                    "W104",
                    Place(keyed.sheet.name, a1(keyed.row, number)),
                    key_header=header_text(meaning.column, meaning.step, language),
                    header=str(cells[number].value),
                    header_cell=a1(header_row, number),
                )
            )


def _is_own(cell: Cell, meaning: Meaning, language: str) -> bool:
    """Tell whether a header is as it was written: nearly all are, and none of the other headers in
    any language need be looked up.
    """
    if meaning.column.repeat == "calendar":
        return isinstance(cell.value, str) and is_calendar_day(cell.value)
    return cell.value == header_text(meaning.column, meaning.step, language)


def _adopt_headers(
    keyed: _Keyed, header_row: int, columns: dict[int, str], seen: Mapping[str, int]
) -> None:
    """Take an input column whose key was lost, where its header names it."""
    cells, keys = keyed.sheet.rows.get(header_row, {}), keyed.sheet.rows[keyed.row]
    first, last = min(keyed.meanings), max(keyed.meanings)
    for number in sorted(cells):
        if first <= number <= last + 1 and number not in keys:
            headers = headers_of(keyed.table).get(header_key(cells[number]), ())
            inputs = (
                item.column.name for item in headers if item.column.is_input and not item.month
            )
            name = next((name for name in inputs if name not in seen), "")
            if name and name not in columns.values():
                columns[number] = name
