"""What Excel would repair is found by the rules that no schema holds."""

from __future__ import annotations

from io import BytesIO

import pytest
import xlsxwriter
from judges.breaking import broken
from judges.excel_rules import broken_rules
from plans import DAY, small_plan

from btobsheet import api

WORKBOOK, TABLE, SHEET = "xl/workbook.xml", "xl/tables/table2.xml", "xl/worksheets/sheet2.xml"
BREAKS = {
    "sheet named twice": (
        WORKBOOK,
        r'(<sheet name=")([^"]*)(".*?<sheet name=")[^"]*',
        r"\1\2\3\2",
        "two sheets are named",
    ),
    "impossible name": (WORKBOOK, r'<definedName name="\w+"', '<definedName name="1 x"', "no name"),
    "name of no sheet": (WORKBOOK, r"(<definedName [^>]*>)[^<]*", r"\1'x y'!$A$1", "no sheet x y"),
    "table id twice": (TABLE, r' id="\d+"', ' id="1"', "have the id 1"),
    "table column twice": (
        TABLE,
        r'(<tableColumn id="1" name=")([^"]*)(".*?<tableColumn id="2" name=")[^"]*',
        r"\1\2\3\2",
        "two columns of a table",
    ),
    "table moved": (TABLE, r' ref="[A-Z]+\d+:', ' ref="A1:', "a table's columns"),
    "drop-down too long": (
        SHEET,
        r"<formula1>.*?</formula1>",
        f'<formula1>"{"x," * 200}"</formula1>',
        "a drop-down of 400 characters",
    ),
    "open bracket": (SHEET, r"<f>[^<]*", "<f>SUM(A1", "not closed"),
    "merges": (
        SHEET,
        "</sheetData>",
        r'\g<0><mergeCells><mergeCell ref="A90:B99"/><mergeCell ref="B99:C100"/></mergeCells>',
        "merges overlap",
    ),
    "missing text": (SHEET, r' t="s"><v>\d+', ' t="s"><v>999999', "not there: 999999"),
    "row twice": (SHEET, r'<row r="7".*?</row>', r"\g<0>\g<0>", "row 7 stands behind row 7"),
    "cell twice": (SHEET, r'<c r="A\d+"[^>]*>.*?</c>', r"\g<0>\g<0>", "behind column 1"),
}


@pytest.fixture(scope="module")
def book() -> bytes:
    """Give a small workbook that has one of everything that a rule speaks of."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        for name in ("First", "Second"):
            sheet = made.add_worksheet(name)
            sheet.add_table("B3:C9", {"columns": [{"header": "Name"}, {"header": "Value"}]})
            sheet.write_column("A1", ["a text"] * 9)
            sheet.write_formula("C4", "=SUM(A1:A3)")
            sheet.data_validation("B4:B9", {"validate": "list", "source": ["x", "y"]})
            made.define_name(f"name_of_{name}", f"={name}!$A$1")
    return out.getvalue()


def test_a_sound_workbook_breaks_no_rule(book: bytes) -> None:
    assert broken_rules(book) == []


def test_a_new_workbook_breaks_no_rule() -> None:
    assert broken_rules(api.generate(small_plan(), as_of=DAY, plan_id="p-1")) == []


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_rule_is_told(name: str, book: bytes) -> None:
    part, pattern, new, told = BREAKS[name]
    found = broken_rules(broken(book, part, pattern, new))
    assert any(told in line for line in found), found
