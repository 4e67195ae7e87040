"""The rows of a located table as raw cells, with what is told about formulas and merged cells in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from btobsheet.excel.cells import Cell, Merge
from btobsheet.excel.keys import ID_HEADER, header_text
from btobsheet.excel.locate import Located
from btobsheet.layout.address import a1
from btobsheet.layout.ids import RawRow, is_used
from btobsheet.layout.typed import Raw, is_blank, is_error, match_key, plain
from btobsheet.problems import Origin, Place, Problem, problem

_TOTALS = frozenset(map(match_key, ("合計", "総計", "小計", "計", "集計", "Total", "Sum", "Subtotal")))
_FORMULA_WIDTH = 40
_CONSTANTS = frozenset(("TRUE()", "FALSE()", "TRUE", "FALSE"))  # as LibreOffice saves a truth value


def raw_rows(located: Located) -> tuple[list[RawRow], list[Problem]]:
    """Give the table's rows from below its header to the last one, with the problems of their cells.

    A repeated header and a row of totals are no data.
    """
    problems: list[Problem] = []
    name, fields, id_column = located.sheet.name, located.columns, located.number("id")
    found: dict[int, dict[str, Raw]] = {}
    for row in sorted(located.sheet.rows):
        if row <= located.header_row:
            continue
        cells = {number: cell for number, cell in located.sheet.rows[row].items() if number in fields}
        if cells and not _is_furniture(cells.get(id_column)):
            found[row] = {fields[number]: cell.value for number, cell in cells.items()}
            for number, cell in cells.items():
                if cell.formula and number != id_column:
                    problems += _formula(cell, Place(name, a1(row, number)))
    for merge in located.sheet.merges:
        problems += _merged(located, merge, found)
    columns = located.letters()
    return [RawRow(Origin(name, row, columns), cells) for row, cells in found.items()], problems


def _is_furniture(cell: Cell | None) -> bool:
    key = match_key(cell.value) if cell and isinstance(cell.value, str) else ""
    return key == ID_HEADER or key in _TOTALS


def _formula(cell: Cell, place: Place) -> Iterator[Problem]:
    """Tell of a formula in an input cell: its value counts (N401), one never computed is unknown (E402)."""
    if cell.formula.upper() in _CONSTANTS or is_error(cell.value):
        return
    formula = "=" + cell.formula if len(cell.formula) < _FORMULA_WIDTH else "=" + cell.formula[:_FORMULA_WIDTH] + "…"
    if cell.value is None:
        yield problem("E402", place, formula=formula)
    elif not is_blank(cell.value):
        yield problem("N401", place, plain(cell.value), formula=formula)


def _merged(located: Located, merge: Merge, rows: Mapping[int, dict[str, Raw]]) -> Iterator[Problem]:
    """Give a merged range's value to its rows that are in use, and in the calendar to its columns too."""
    top, left, bottom, right = merge
    field = located.columns.get(left)
    if top <= located.header_row or field in (None, "id") or top not in rows or is_blank(rows[top].get(field)):
        return
    value = rows[top][field]
    across = [name for number, name in located.columns.items() if left <= number <= right]
    wide = [name for name in across if name.startswith("calendar.")] if field.startswith("calendar.") else [field]
    for row, cells in rows.items():
        if top <= row <= bottom and (row == top or is_used(located.table.name, RawRow(Origin("", row), cells))):
            for name in wide:
                if is_blank(cells.get(name)):
                    cells[name] = value
    place, shown = Place(located.sheet.name, a1(top, left)), f"{a1(top, left)}:{a1(bottom, right)}"
    yield problem("N106" if bottom > top or len(wide) > 1 else "N109", place, plain(value), range=shown)


def typed_over(located: Located, rows: list[RawRow], language: str) -> list[Problem]:
    """Tell where a value stands in place of a formula, in rows that are in use (W403)."""
    columns = {column.name: column for column in located.table.columns}
    sheet, found = located.sheet, []
    if not any(cell.formula for cells in sheet.rows.values() for number, cell in cells.items() if number in located.computed):
        return []  # a file that keeps no formulas
    for row in (row for row in rows if is_used(located.table.name, row)):
        for number, cell in sheet.rows[row.origin.row].items():
            field = located.computed.get(number)
            if field and not cell.formula and not is_blank(cell.value):
                base, _, step = field.partition(".")
                place = Place(sheet.name, a1(row.origin.row, number))
                found.append(problem("W403", place, plain(cell.value), header=header_text(columns[base], step, language)))
    return found
