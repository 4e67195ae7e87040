"""A worksheet that takes our cells as they are and writes them quickly.

XlsxWriter looks every formula over for functions that need a prefix (29 substitutions each), and
calls half a dozen methods for every cell; ours use only functions that need none, and a row is
written at once (:mod:`btobsheet.excel.write.rows`). Tests pin the private methods this relies on.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import (
    CellBlankTuple,
    CellBooleanTuple,
    CellFormulaTuple,
    CellNumberTuple,
    CellStringTuple,
    Worksheet,
)

from btobsheet.excel.write.measured import held
from btobsheet.excel.write.rows import RowWriter, Value, formula_tag, reference_tag, shared_tag
from btobsheet.layout.look import SMALL

_SURELY_SHORT = 16_000
"""Half of what a cell holds: a text up to this length needs no closer look."""


class FastSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter ships no types
    """Worksheet that takes formulas and cells as they are, checked by the layout already.

    Formulas are kept as the tags they will be written as. Comments have no place here.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.lstrip("=")

    def set_foot(self, title: str, page: str, width: float) -> None:
        """Set what stands at the foot of printed pages: a title cut to so many pixels, the tab's
        name, the page's number after the word ``page``.
        """
        told = held(title, width).replace("&", "&&")
        self.set_footer(f"&L&{SMALL} {told}&C&{SMALL} &A&R&{SMALL} {page} &P / &N")

    _shared = -1

    def put_formula(self, row: int, column: int, formula: str, look: Format, value: Value) -> None:
        """Write a formula (without ``=``) with its value; rows and columns count from 0."""
        self._check_dimensions(row, column)
        self.table[row][column] = CellFormulaTuple(
            formula_tag(formula), look, "" if value is None else value
        )

    def put_shared(
        self,
        cells: Sequence[tuple[int, int]],
        formula: str,
        looks: Sequence[Format | None],
        values: Sequence[Value],
    ) -> None:
        """Write one formula into cells (row, column), given for the first, which stands above and
        left of the others: they refer to it, as Excel does for a filled-down formula, whatever
        stands between them.
        """
        (first, left), (last, right) = cells[0], (max(axis) for axis in zip(*cells, strict=True))
        self._check_dimensions(last, right)
        number = self._shared = self._shared + 1
        tag, others = (
            shared_tag(number, xl_range(first, left, last, right), formula),
            reference_tag(number),
        )
        for (row, column), look, value in zip(cells, looks, values, strict=True):
            self.table[row][column] = CellFormulaTuple(tag, look, "" if value is None else value)
            tag = others

    def merge_bare(self, row: int, column: int, last_row: int, last_column: int) -> None:
        """Merge cells whose look shows in the first one alone; the others stay empty."""
        self._check_dimensions(last_row, last_column)
        self.merge.append([row, column, last_row, last_column])

    def put(self, row: int, column: int, value: Value, look: Format | None) -> None:
        """Write a constant: text stays text, whatever it begins with."""
        if value is None or value == "":
            if look is None:
                return
            cell = CellBlankTuple(look)
        elif isinstance(value, str):
            if len(value) > _SURELY_SHORT:
                self.write_string(row, column, value, look)
                return
            cell = CellStringTuple(self.str_table._get_shared_string_index(value), look)
        elif isinstance(value, bool):
            cell = CellBooleanTuple(int(value), look)
        elif isfinite(value):
            cell = CellNumberTuple(value, look)
        else:
            raise TypeError(f"{value} is no number that a cell can hold")
        self._check_dimensions(row, column)
        self.table[row][column] = cell

    def put_table(
        self, first_row: int, first_column: int, last_row: int, last_column: int, **options: Any
    ) -> dict[str, Any]:
        """Declare an Excel table and give what is known of it.

        The library is told of its first row only: it would note every cell, to find out whether
        tables overlap, and the layout puts none over another.
        """
        self.add_table(first_row, first_column, first_row + 1, last_column, options)
        table: dict[str, Any] = self.tables[-1]
        table["range"] = table["a_range"] = xl_range(first_row, first_column, last_row, last_column)
        if table.get("autofilter"):
            table["autofilter"] = table["range"]
        return table

    def _write_rows(self) -> None:
        """Write all rows, as the library would."""
        writer = RowWriter(self.table, self.row_info, self.col_info)
        for row in range(self.dim_rowmin, self.dim_rowmax + 1):
            about = self.row_info.get(row)
            if self.table.get(row):
                self._write_row(row, None, about)
                self.fh.write(writer.cells(row))
                self._xml_end_tag("row")
            elif about is not None:
                self._write_empty_row(row, None, about)
