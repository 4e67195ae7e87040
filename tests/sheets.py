"""Small workbooks written as Markdown tables, so that a test shows the cells it is about.

Every line is a row from row 1 on, every ``|`` a column from A on. A bare number is a number,
``'120`` the text 120, ``TRUE`` a truth value, ``#N/A`` an error value, ``=A1+1 -> 5`` a formula
with its cached value (``=A1+1 ->`` one that was never computed); ``\\n`` is a line break.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from io import BytesIO

import xlsxwriter
from xlsxwriter.utility import xl_cell_to_rowcol
from xlsxwriter.worksheet import Worksheet

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?")
IDENTITY = {
    "plan_id": "p-1",
    "revision": "1",
    "layout_version": "1",
    "language": "ja",
    "start": "2026-04",
    "calendar": "week",
}


def workbook(
    sheets: Mapping[str, str],
    *,
    stored: Mapping[str, str] | None = None,
    custom: Mapping[str, str] | None = None,
    merges: Mapping[str, Sequence[str]] | None = None,
    hidden: Sequence[str] = (),
    date1904: bool = False,
) -> bytes:
    """Write the sheets, the hidden sheet with what is ``stored`` (none for ``{}``), and custom
    properties.
    """
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "date_1904": date1904})
    for name, table in sheets.items():
        sheet = book.add_worksheet(name)
        for row, line in enumerate(table.strip().splitlines()):
            for column, text in enumerate(line.strip().strip("|").split("|")):
                _write(sheet, row, column, text.strip())
        for area in (merges or {}).get(name, ()):
            _merge(sheet, area)
        if name in hidden:
            sheet.hide()
        else:
            sheet.set_first_sheet()
            sheet.activate()
    identity = IDENTITY if stored is None else stored
    if identity:
        sheet = book.add_worksheet("_btobsheet")
        for row, (key, value) in enumerate(identity.items()):
            sheet.write_string(row, 0, key)
            sheet.write_string(row, 1, value)
        sheet.hide()
    for key, value in (custom or {}).items():
        book.set_custom_property(key, value)
    book.close()
    return out.getvalue()


def _write(sheet: Worksheet, row: int, column: int, text: str) -> None:
    if not text:
        return
    if text.startswith("="):
        formula, _, value = text.partition("->")
        sheet.write_formula(row, column, formula.strip(), None, _cached(value.strip()))
    elif text in _ERRORS:
        sheet.write_formula(row, column, "=NA()" if text == "#N/A" else "=1/0", None, text)
    elif text in ("TRUE", "FALSE"):
        sheet.write_boolean(row, column, text == "TRUE")
    elif _NUMBER.fullmatch(text):
        sheet.write_number(row, column, float(text))
    else:
        sheet.write_string(row, column, text.removeprefix("'").replace("\\n", "\n"))


def _cached(text: str) -> str | float | None:
    return float(text) if _NUMBER.fullmatch(text) else text


def _merge(sheet: Worksheet, area: str) -> None:
    """Merge a range and keep what its cells hold, as spreadsheet programs may."""
    first, last = (xl_cell_to_rowcol(corner) for corner in area.split(":"))
    sheet.merge.append([*first, *last])
