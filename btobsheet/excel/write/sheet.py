"""A worksheet that writes our formulas quickly, and a workbook in which warnings are errors.

XlsxWriter looks every formula over for functions that need a prefix (29 substitutions each, most of
the time of a formula-heavy workbook); ours use only functions that need none. A test pins the
private method this relies on.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Sequence
from typing import Any
from xml.sax.saxutils import escape

from xlsxwriter import packager
from xlsxwriter.format import Format
from xlsxwriter.table import Table
from xlsxwriter.utility import xl_range
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import CellFormulaTuple, Worksheet

_MARK = "\x01"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
Value = str | float | int | bool | None


class FastSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter ships no types
    """Worksheet that takes formulas and cells as they are, checked by the layout already."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.lstrip("=")

    _shared = -1

    def put_formula(self, row: int, column: int, formula: str, look: Format, value: Value) -> None:
        """Write a formula (without ``=``) with its value; rows and columns count from 0."""
        self._check_dimensions(row, column)
        self.table[row][column] = CellFormulaTuple(formula, look, "" if value is None else value)

    def put_shared(
        self,
        rows: range,
        column: int,
        formula: str,
        looks: Sequence[Format],
        values: Sequence[Value],
    ) -> None:
        """Write one formula down a column, given for its first row: the others refer to it, as
        Excel does for a filled-down formula.
        """
        first, last = rows[0], rows[-1]
        self._check_dimensions(last, column)
        number = self._shared = self._shared + 1
        area = xl_range(first, column, last, column)
        for row, look, value in zip(rows, looks, values, strict=True):
            text = (
                f"{_MARK}{number}{_MARK}{area}{_MARK}{formula}"
                if row == first
                else f"{_MARK}{number}"
            )
            self.table[row][column] = CellFormulaTuple(text, look, "" if value is None else value)

    def _xml_formula_element(
        self, formula: str, result: Value, attributes: list[tuple[str, Any]]
    ) -> None:
        """Write a formula cell: shared ones by reference, and an empty text as a text (not as no
        value).
        """
        cell = "".join(f' {key}="{value}"' for key, value in attributes)
        if result == "" and not isinstance(result, bool):
            cell += ' t="str"'
        self.fh.write(f"<c{cell}>{_formula_tag(formula)}<v>{escape(_legal(str(result)))}</v></c>")

    def put(self, row: int, column: int, value: Value, look: Format | None) -> None:
        """Write a constant: text stays text, whatever it begins with."""
        if value is None or value == "":
            self.write_blank(row, column, None, look)
        elif isinstance(value, str):
            self.write_string(row, column, value, look)
        elif isinstance(value, bool):
            self.write_boolean(row, column, value, look)
        else:
            self.write_number(row, column, value, look)


class FilterTable(Table):  # type: ignore[misc]  # XlsxWriter ships no types
    """A table that may hide the filter buttons of some columns (``hidden_buttons``, counted from
    0): they cover narrow headers.
    """

    def _write_auto_filter(self) -> None:
        hidden = self.properties.get("hidden_buttons")
        if not self.properties.get("autofilter") or not hidden:
            super()._write_auto_filter()
            return
        self._xml_start_tag("autoFilter", [("ref", self.properties["autofilter"])])
        for column in hidden:
            self._xml_empty_tag("filterColumn", [("colId", column), ("hiddenButton", 1)])
        self._xml_end_tag("autoFilter")


# XlsxWriter has no way to say which class writes a table; ours does the same unless it is told more
packager.Table = FilterTable


def _legal(text: str) -> str:
    """Drop characters that XML cannot hold."""
    return text if text.isprintable() else _ILLEGAL.sub("", text)


def _formula_tag(formula: str) -> str:
    if not formula.startswith(_MARK):
        return f"<f>{escape(formula)}</f>"
    _, number, *rest = formula.split(_MARK, 3)
    if not rest:
        return f'<f t="shared" si="{number}"/>'
    area, text = rest
    return f'<f t="shared" ref="{area}" si="{number}">{escape(text)}</f>'


def build_workbook(fill: Callable[[Workbook], None], **options: Any) -> bytes:
    """Give a workbook's bytes; any warning of the library is an error."""
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        workbook = Workbook(
            buffer,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                **options,
            },
        )
        fill(workbook)
        workbook.close()
    return _packed(buffer.getvalue())


def _packed(package: bytes) -> bytes:
    """Pack a package's parts anew as small as they go: a workbook is mailed more often than it is
    made.
    """
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for item in source.infolist():
            target.writestr(item, source.read(item), compresslevel=9)
    return buffer.getvalue()
