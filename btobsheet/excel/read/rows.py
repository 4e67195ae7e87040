"""The rows of a located table as raw cells; formulas and merged cells in them are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from btobsheet.excel.raw.cells import Cell, CellError, Merge
from btobsheet.excel.read.keys import ID_HEADER, header_text
from btobsheet.excel.read.located import Located
from btobsheet.layout.address import a1
from btobsheet.layout.rows.ids import RawRow, canonical_id, is_used, row_label
from btobsheet.layout.typed.text import Raw, is_blank, is_error, match_key, plain
from btobsheet.layout.typed.totals import is_total
from btobsheet.plan.records import ID_LETTERS, NAMING
from btobsheet.problems import Origin, Place, Problem, problem

_GAP = 3  # so many rows below the last id a row without id still belongs to the table
_NOTE_SIGNS = ("※", "*", "＊", "注", "(注", "（注", "Note", "note")
_FORMULA_WIDTH = 40
_CONSTANTS = frozenset(("TRUE()", "FALSE()", "TRUE", "FALSE"))  # as LibreOffice saves a truth value

_Rows = dict[int, dict[str, Raw]]


def raw_rows(located: Located) -> tuple[list[RawRow], list[Problem]]:
    """Give the table's rows from below its header to the last one, with their cells' problems.

    A repeated header is no data, nor a row of totals (N111), nor what stands apart below (W110).
    """
    fields, problems = located.columns, list[Problem]()
    found: _Rows = {}
    for row in sorted(located.sheet.rows):
        if row > located.header_row:
            cells = {
                fields[number]: cell.value
                for number, cell in located.sheet.rows[row].items()
                if number in fields
            }
            if cells and (_is_numbered(cells) or match_key(plain(cells.get("id"))) != ID_HEADER):
                found[row] = cells
    problems += _not_rows(located, found)
    columns = located.letters()
    formulas = (
        (row, number, cell)
        for row in found
        for number, cell in located.sheet.rows[row].items()
        if cell.formula and fields.get(number, "id") != "id"
    )
    problems += [
        item
        for row, number, cell in formulas
        for item in _formula(
            cell, Place(located.sheet.name, a1(row, number)), row_label(found[row])
        )
    ]
    for merge in located.sheet.merges:
        problems += _merged(located, merge, found)
    return [
        RawRow(Origin(located.sheet.name, row, columns), cells) for row, cells in found.items()
    ], problems


def _not_rows(located: Located, rows: _Rows) -> Iterator[Problem]:
    """Take out what is no row of the table, and tell it."""
    name = located.table.name
    if name not in ID_LETTERS:
        return
    last_id = next(
        (row for row in reversed(rows) if canonical_id(name, plain(rows[row].get("id")))), 0
    )
    last = last_id
    for row, cells in list(rows.items()):
        total = _total(cells)
        if total:
            del rows[row]
            yield _told("N111", located, row, cells, total)
        elif (
            last_id
            and row > last_id
            and (filled := [plain(raw) for raw in cells.values() if not is_blank(raw)])
        ):
            if row > last + _GAP or (len(filled) == 1 and filled[0].startswith(_NOTE_SIGNS)):
                del rows[row]
                yield _told(
                    "W110" if len(filled) > 1 else "N112", located, row, cells, " / ".join(filled)
                )
            else:
                last = row


def _total(cells: Mapping[str, Raw]) -> str:
    """Give the word by which a row is one of totals."""
    fields = NAMING if _is_numbered(cells) else ("id", *NAMING)
    texts = (raw for field in fields if isinstance(raw := cells.get(field), str))
    return next(filter(is_total, texts), "")


def _is_numbered(cells: Mapping[str, Raw]) -> bool:
    """Tell whether a row's id ends in a digit, as nearly all do: it is no header and no total."""
    number = cells.get("id")
    return isinstance(number, str) and number[-1:].isdecimal()


def _told(code: str, located: Located, row: int, cells: Mapping[str, Raw], value: str) -> Problem:
    letters = located.letters()
    first = next(letters[field] for field, raw in cells.items() if not is_blank(raw))
    return problem(code, Place(located.sheet.name, f"{first}{row}"), value)


def _formula(cell: Cell, place: Place, label: str) -> Iterator[Problem]:
    """Tell of a formula in an input cell: its value counts (N401), none is unknown (E402)."""
    if cell.formula.upper() in _CONSTANTS or is_error(cell.value):
        return
    formula = (
        "=" + cell.formula
        if len(cell.formula) < _FORMULA_WIDTH
        else "=" + cell.formula[:_FORMULA_WIDTH] + "…"
    )
    if cell.value is None:
        yield problem("E402", place, formula=formula, label=label)
    elif not is_blank(cell.value):
        yield problem("N401", place, plain(cell.value), formula=formula, label=label)


def _merged(
    located: Located, merge: Merge, rows: Mapping[int, dict[str, Raw]]
) -> Iterator[Problem]:
    """Give a merged range's value to its rows in use, in the calendar to its columns too."""
    top, left, bottom, right = merge
    field = located.columns.get(left)
    if (
        top <= located.header_row
        or field in (None, "id")
        or top not in rows
        or is_blank(rows[top].get(field))
    ):
        return
    value = rows[top][field]
    across = [name for number, name in located.columns.items() if left <= number <= right]
    wide = (
        [name for name in across if name.startswith("calendar.")]
        if field.startswith("calendar.")
        else [field]
    )
    for row, cells in rows.items():
        if top <= row <= bottom and (
            row == top or is_used(located.table.name, RawRow(Origin("", row), cells))
        ):
            for name in wide:
                if is_blank(cells.get(name)):
                    cells[name] = value
    place, shown = Place(located.sheet.name, a1(top, left)), f"{a1(top, left)}:{a1(bottom, right)}"
    yield problem(
        "N106" if bottom > top or len(wide) > 1 else "N109", place, plain(value), range=shown
    )


def typed_over(located: Located, rows: list[RawRow], language: str) -> list[Problem]:
    """Tell where a value stands in place of a formula, in rows that are in use (W403).

    ``right`` is for the caller to compute.
    """
    columns = {column.name: column for column in located.table.columns}
    sheet, found = located.sheet, []
    if not any(
        cell.formula
        for cells in sheet.rows.values()
        for number, cell in cells.items()
        if number in located.computed
    ):
        return []  # a file that keeps no formulas
    for row in (row for row in rows if is_used(located.table.name, row)):
        for number, cell in sheet.rows[row.origin.row].items():
            base, _, step = (field := located.computed.get(number, "")).partition(".")
            computed = field and columns[base].formula  # a label of ours is none
            if computed and not cell.formula and not is_blank(cell.value):
                place, header = (
                    Place(sheet.name, a1(row.origin.row, number)),
                    header_text(columns[base], step, language),
                )
                details = {
                    "header": header,
                    "right": "-",
                    "label": row_label(row.cells),
                    "table": located.table.name,
                    "computed": field,
                }
                found.append(Problem("W403", place, plain(cell.value), details))
    return found


def broken_formulas(located: Located, language: str) -> list[Problem]:
    """Tell that computed cells show an error, once a table, with the first of them (W415)."""
    columns = {column.name: column for column in located.table.columns}
    found = [
        (row, number, cell)
        for row, cells in sorted(located.sheet.rows.items())
        if row > located.header_row
        for number, cell in sorted(cells.items())
        if number in located.computed and cell.formula and isinstance(cell.value, CellError)
    ]
    if not found:
        return []
    row, number, cell = found[0]
    base, _, step = located.computed[number].partition(".")
    return [
        problem(
            "W415",
            Place(located.sheet.name, a1(row, number)),
            str(cell.value),
            header=header_text(columns[base], step, language),
            count=len(found),
            table=located.table.name,
        )
    ]
