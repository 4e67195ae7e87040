"""What is written past XlsxWriter's own ways is what XlsxWriter would have written."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from typing import Any
from xml.sax import saxutils

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter.packager import Packager
from xlsxwriter.table import Table
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

import btobsheet
from btobsheet.excel.raw.escape import escape
from btobsheet.excel.write.package import build_workbook
from btobsheet.excel.write.sheet import FastSheet

MOST_BYTES = 300_000
"""A default workbook's size, so that it can be mailed."""


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def plain(fill: Callable[[Workbook], None]) -> dict[str, bytes]:
    """Give what XlsxWriter makes by itself, without what only takes room: how far rows reach, and
    fonts for scripts that no plan is written in.
    """
    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        fill(book)
    return {
        name: re.sub(rb' spans="[0-9:]+"|<a:font script="(?!Jpan)[^>]*/>', b"", part)
        for name, part in parts(stream.getvalue()).items()
    }


def ours(fill: Callable[[Workbook], None]) -> dict[str, bytes]:
    return parts(build_workbook(fill))


CELLS: tuple[Any, ...] = (
    *("text", "text", "=no formula", "<&>\"'", " led ", "二行\nの文", "", None),
    *(0, 1, -7, 3.25, 1 / 3, 1e300, 123456789012345678, True, False),
)
FORMULAS: tuple[tuple[str, Any], ...] = (
    *(("A1+1", 2), ("A1/3", 1 / 3), ('"a"&"<b>"', "a<b>"), ("A1>0", True), ("A1<0", False)),
    *(("NA()", "#N/A"), ("1/0", "#DIV/0!"), ("SUM(A1:A9)", -0.5)),
)


def fill_plain(book: Workbook) -> None:
    page = book.add_worksheet("one")
    looks = [book.add_format({"bold": True}), book.add_format({"num_format": "0%"}), None]
    page.set_column(3, 3, 20, book.add_format({"italic": True}))
    page.set_row(2, 30)
    page.set_row(40, 12)
    page.set_row(5, None, book.add_format({"underline": 1}), {"hidden": True})
    for at, value in enumerate(CELLS):
        row, look = at * 3, looks[at % 3]
        if value is None or value == "":
            page.write_blank(row, at, None, look)
        elif isinstance(value, str):
            page.write_string(row, at, value, look)
        elif isinstance(value, bool):
            page.write_boolean(row, at, value, look)
        else:
            page.write_number(row, at, value, look)
    for at, (formula, value) in enumerate(FORMULAS):
        page.write_formula(50 - at, 40, formula, looks[at % 2], value)


def fill_ours(book: Workbook) -> None:
    page = book.add_worksheet("one", FastSheet)
    looks = [book.add_format({"bold": True}), book.add_format({"num_format": "0%"}), None]
    page.set_column(3, 3, 20, book.add_format({"italic": True}))
    page.set_row(2, 30)
    page.set_row(40, 12)
    page.set_row(5, None, book.add_format({"underline": 1}), {"hidden": True})
    for at, value in enumerate(CELLS):
        page.put(at * 3, at, value, looks[at % 3])
    for at, (formula, value) in enumerate(FORMULAS):
        page.put_formula(50 - at, 40, formula, looks[at % 2], value)


def test_rows_are_the_bytes_that_xlsxwriter_writes() -> None:
    assert (
        ours(fill_ours)["xl/worksheets/sheet1.xml"] == plain(fill_plain)["xl/worksheets/sheet1.xml"]
    )
    assert ours(fill_ours) == plain(fill_plain)


def test_an_empty_text_of_a_formula_is_a_text_in_one_tag() -> None:
    def fill(book: Workbook) -> None:
        book.add_worksheet("one", FastSheet).put_formula(0, 0, '""', None, "")

    (sheet,) = (part for name, part in ours(fill).items() if "sheet1" in name)
    assert b'<row r="1"><c r="A1" t="str"><f>""</f><v/></c></row>' in sheet


@pytest.mark.parametrize("filtered", [True, False])
def test_a_table_is_what_xlsxwriter_declares(filtered: bool) -> None:
    options: dict[str, Any] = {
        "name": "things",
        "columns": [{"header": "id"}, {"header": "name"}],
        "style": None,
        "autofilter": filtered,
    }

    def fill(put: Callable[[Any], object], kind: type[Worksheet]) -> Callable[[Workbook], None]:
        return lambda book: put(book.add_worksheet("one", kind))

    by_library = plain(fill(lambda page: page.add_table(4, 1, 90, 2, options), Worksheet))
    assert ours(fill(lambda page: page.put_table(4, 1, 90, 2, **options), FastSheet)) == by_library


def test_a_number_that_no_cell_holds_is_refused() -> None:
    def fill(book: Workbook) -> None:
        book.add_worksheet("one", FastSheet).put(0, 0, float("nan"), None)

    with pytest.raises(TypeError):
        build_workbook(fill)


def test_a_text_that_no_cell_holds_is_cut() -> None:
    def fill(book: Workbook) -> None:
        book.add_worksheet("one", FastSheet).put(0, 0, "あ" * 40_000, None)

    assert ours(fill)["xl/sharedStrings.xml"].decode().count("あ") == 32_767


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (
            Worksheet,
            (
                *("_prepare_formula", "_write_rows", "_write_row", "_write_empty_row"),
                *("_check_dimensions", "_xml_end_tag", "add_table"),
            ),
        ),
        (Workbook, ("_get_packager",)),
        (Packager, ("_create_package",)),
        (Table, ("_write_auto_filter",)),
    ],
)
def test_xlsxwriter_has_the_methods_that_ours_take_the_place_of(
    kind: type, names: tuple[str, ...]
) -> None:
    assert [name for name in names if not callable(getattr(kind, name, None))] == []


@given(st.text(alphabet="ab&<>\"'\n\t\r"))
def test_texts_are_escaped_as_the_standard_library_does(text: str) -> None:
    more = {'"': "&quot;", "\n": "&#10;"}
    assert escape(text) == saxutils.escape(text)
    assert escape(text, more) == saxutils.escape(text, more)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_default_workbook_can_be_mailed(language: Any) -> None:
    plan = btobsheet.load_template(language=language, today=dt.date(2026, 11, 5)).plan
    assert len(btobsheet.generate(plan, plan_id="size")) <= MOST_BYTES
