"""Rows of cells as XML: what XlsxWriter writes, in fewer bytes and at a third of its cost.

It is what most of the time of a large workbook goes into, so each kind of cell is one format. From
where to where a row reaches is left out: programs find it, and it takes room.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import (
    CellBlankTuple,
    CellBooleanTuple,
    CellFormulaTuple,
    CellNumberTuple,
    CellStringTuple,
)

from btobsheet.excel.raw.escape import escape

Value = str | float | int | bool | None
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ERRORS = frozenset(("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"))


def formula_tag(formula: str) -> str:
    """Give a formula as it stands in its cell."""
    return f"<f>{escape(formula)}</f>"


def shared_tag(number: int, area: str, formula: str) -> str:
    """Give the formula of a column's first cell, which the cells of ``area`` share."""
    return f'<f t="shared" ref="{area}" si="{number}">{escape(formula)}</f>'


def reference_tag(number: int) -> str:
    """Give what stands for a shared formula in the cells below."""
    return f'<f t="shared" si="{number}"/>'


class RowWriter:
    """Writes the rows of one sheet, from XlsxWriter's own tables of cells, rows and columns."""

    def __init__(
        self,
        table: Mapping[int, Mapping[int, Any]],
        rows: Mapping[int, Any],
        columns: Mapping[int, Any],
    ) -> None:
        """Take the cells by row and column, and what is known of rows and columns."""
        self._table, self._rows, self._columns = table, rows, columns
        self._letters: dict[int, str] = {}
        self._looks: dict[Any, str] = {None: ""}

    def cells(self, row: int) -> str:
        """Give all cells of a row."""
        cells, number = self._table[row], row + 1
        made = []
        for column in sorted(cells):
            cell = cells[column]
            letters = self._letters.get(column) or self._name(column)
            look = self._looks.get(cell.format or self._look(row, column))
            if look is None:
                look = self._style(cell.format or self._look(row, column))
            head = f'<c r="{letters}{number}"{look}'
            kind = type(cell)
            if kind is CellFormulaTuple:
                made.append(f"{head}{_result(cell.formula, cell.value)}")
            elif kind is CellBlankTuple:
                made.append(f"{head}/>")
            elif kind is CellStringTuple:
                made.append(f'{head} t="s"><v>{cell.string}</v></c>')
            elif kind is CellNumberTuple:
                made.append(f"{head}><v>{cell.number:.16G}</v></c>")
            elif kind is CellBooleanTuple:
                made.append(f'{head} t="b"><v>{cell.boolean}</v></c>')
            else:
                raise TypeError(f"no cell of ours: {cell}")
        return "".join(made)

    def _name(self, column: int) -> str:
        name: str = xl_col_to_name(column)
        self._letters[column] = name
        return name

    def _look(self, row: int, column: int) -> Any:
        """Give the look of a cell that has none of its own: its row's, else its column's."""
        look = self._rows[row].row_format if row in self._rows else None
        if not look and column in self._columns:
            look = self._columns[column].column_format
        return look

    def _style(self, look: Any) -> str:
        """Number a look at its first use, in the order of the cells: so the library does."""
        self._looks[look] = made = f' s="{look._get_xf_index()}"'
        return made


def _result(tag: str, value: Value) -> str:
    """Give the rest of a formula's cell: what kind its value is, the formula, the value."""
    if isinstance(value, str):
        kind = "e" if value in _ERRORS else "str"
        said = f"<v>{escape(_legal(value))}</v>" if value else "<v/>"
        return f' t="{kind}">{tag}{said}</c>'
    if isinstance(value, bool):
        return f' t="b">{tag}<v>{int(value)}</v></c>'
    return f">{tag}<v>{value}</v></c>"


def _legal(text: str) -> str:
    """Drop characters that XML cannot hold."""
    return text if text.isprintable() else _ILLEGAL.sub("", text)
