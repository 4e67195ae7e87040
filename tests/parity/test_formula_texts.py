"""What every formula we write must obey because Excel 2010 to today has to compute it as
LibreOffice does.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pytest
from books import generated
from parity.formula_texts import Node, Text, names, texts, tree, walk

from btobsheet import api
from btobsheet.layout.address import quoted
from btobsheet.layout.book import BOOK
from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Plan

# functions Excel 2007 and 2010 know, that need no prefix in the file, and that were seen to compute
# alike in LibreOffice
REDUCING = frozenset(
    (
        *(
            "SUM",
            "SUMIFS",
            "COUNT",
            "COUNTA",
            "COUNTIF",
            "COUNTIFS",
            "AVERAGE",
            "AVERAGEIFS",
            "MAX",
            "MIN",
            "LARGE",
            "SMALL",
        ),
        *("INDEX", "MATCH", "LOOKUP", "AND", "OR", "NETWORKDAYS", "CELL", "ROWS"),
    )
)
SINGLE = frozenset(
    (
        *(
            "IF",
            "IFERROR",
            "CHOOSE",
            "NOT",
            "TRUE",
            "FALSE",
            "ISNUMBER",
            "ISNA",
            "ISTEXT",
            "N",
            "ROUND",
            "ROUNDUP",
            "INT",
            "MOD",
            "ABS",
            "LOG",
            "VALUE",
        ),
        *(
            "TEXT",
            "LEFT",
            "RIGHT",
            "MID",
            "FIND",
            "SEARCH",
            "LEN",
            "LOWER",
            "TRIM",
            "SUBSTITUTE",
            "REPT",
            "CHAR",
            "HYPERLINK",
            "DATE",
            "EDATE",
            "EOMONTH",
            "TODAY",
        ),
        *("YEAR", "MONTH", "DAY", "WEEKDAY", "NA", "ROW", "COLUMN"),
    )
)
CHOOSING = ("IF", "IFERROR", "CHOOSE")
A1 = re.compile(r"\$?[A-Z]{1,3}\$?[0-9]+")
AREA = re.compile(r"(?:'(?:[^']|'')+'!)?(\$?[A-Z]{0,3}\$?[0-9]*)(?::(\$?[A-Z]{0,3}\$?[0-9]*))?")
STRUCTURED = re.compile(r"([a-z]+)\[\[#This Row\],(.*)\]", re.DOTALL)


def books() -> tuple[Plan, ...]:
    """Give plans that bring out every formula: both languages, all calendars, filled and empty."""
    day = dt.date(2026, 10, 5)
    sample = api.sample_plan("ja")
    made = [
        api.load_template(name, language="en", start=Month(2026, 7), calendar=unit).plan
        for name, unit in (("marketing-cycle", "month"), ("blank", "day"))
    ]
    return tuple(
        replace(plan, settings=replace(plan.settings, as_of=day)) for plan in (sample, *made)
    )


@cache
def written(number: int) -> bytes:
    return generated(books()[number], plan_id="sample-ja")  # the first one is the sample itself


@cache
def parsed(number: int) -> tuple[tuple[Text, Node], ...]:
    return tuple((text, tree(text.text)) for text in texts(written(number)))


# the template of a year by months stands between the sample and the blank plan by days
BOOKS = pytest.mark.parametrize("number", [0, pytest.param(1, marks=pytest.mark.slow), 2])


@pytest.mark.slow
@BOOKS
def test_functions_are_of_the_oldest_excel(number: int) -> None:
    found = {
        node.name
        for _, root in parsed(number)
        for node, _ in walk(root)
        if node.arguments and node.name
    }
    assert found <= REDUCING | SINGLE
    assert {"SUMIFS", "COUNTIFS", "IFERROR", "NETWORKDAYS", "INDEX"} <= found


@BOOKS
def test_no_array_is_written_out(number: int) -> None:
    """A shared formula must hold none ([MS-XLS] 2.5.198.118), and a deleted row breaks it there."""
    assert not [text for text, _ in parsed(number) if "{" in re.sub(r'"[^"]*"', "", text.text)]


@BOOKS
def test_names_exist_and_sheets_are_quoted(number: int) -> None:
    known = {name.casefold() for name in names(written(number))}
    tables = {table.name for table in BOOK.tables}
    faults = []
    for text, root in parsed(number):
        for operand in operands(root):
            if "!" in operand and not operand.startswith("'"):
                faults.append(f"{text}: {operand} is not quoted")
            elif "[" in operand:
                assert STRUCTURED.fullmatch(operand) and operand.partition("[")[0] in tables, (
                    f"{text}: {operand}"
                )
            elif not AREA.fullmatch(operand) and operand.casefold() not in known:
                faults.append(f"{text}: {operand} is no name of the workbook")
    assert faults == []


@BOOKS
def test_a_table_never_names_its_own_tab(number: int) -> None:
    """Excel's sort rewrites such references, so the row would point to another row."""
    cells = [(text, root) for text, root in parsed(number) if text.kind == "f" and text.tab]
    assert len(cells) > 200
    assert [
        text
        for text, root in cells
        for operand in operands(root)
        if operand.startswith(quoted(text.tab) + "!")
    ] == []


@BOOKS
def test_a_conditional_format_looks_at_its_own_tab(number: int) -> None:
    """Google Sheets ignores names and other tabs there."""
    rules = [(text, root) for text, root in parsed(number) if text.kind == "formula"]
    assert len(rules) > 60
    assert [
        text.text
        for text, root in rules
        for operand in operands(root)
        if "!" in operand or not AREA.fullmatch(operand)
    ] == []


@BOOKS
def test_lengths_depth_and_arguments(number: int) -> None:
    for text, root in parsed(number):
        assert len(text.text) <= (255 if text.kind in ("formula1", "formula2") else 8192), text
        for node, above in walk(root):
            assert sum(bool(item.name) for item in above) <= 64, text
            assert len(node.arguments) <= 255, text
            assert not (node.name == "TEXT" and len(node.operand) > 257), text


@BOOKS
def test_no_array_is_computed_outside_sumproduct(number: int) -> None:
    """Excel before 2021 takes one cell of a range there (implicit intersection).

    LibreOffice shows no difference.
    """
    ranges = spans(written(number))
    computed = [
        (text, root)
        for text, root in parsed(number)
        if text.kind in ("f", "formula", "calculatedColumnFormula")
    ]
    assert [text for text, root in computed if array_faults(root, ranges)] == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("SUM(IF(A1:A9>0,1,0))", True),
        ("SUMPRODUCT(IF(A1:A9>0,1,0))", True),
        ("SUMPRODUCT(MAX(IFERROR(A1:A9,0)))", True),
        ("MAX((A1:A9>0)*B1:B9)", True),
        ("A1:A9*2", True),
        ("IF(block>0,1,0)", True),
        ("SUMPRODUCT(MAX((A1:A9>0)*ISNUMBER(B1:B9)))", False),
        ("IF(COUNTA(A1:A9,B1)>0,MAX(A1:A9),0)", False),
        ("IF(INDEX(block,MATCH(A1,block,0))>0,SUMIFS(block,block,A1),0)", False),
        ("SUMIFS(INDEX(block,A1,0),block,1)", False),
        ("IF(INDEX(block,A1,0)>1,1,0)", True),
        ("MAX(1,IF(A1>0,B1,C1))", False),
        ("LOOKUP(2,1/((A1:A9<=B1)*ISNUMBER(A1:A9)),A1:A9)", False),
    ],
)
def test_the_scan_sees_arrays(text: str, wrong: bool) -> None:
    assert array_faults(tree(text), frozenset(("block",))) is wrong


def operands(root: Node) -> list[str]:
    return [node.operand for node, _ in walk(root) if node.name == "RANGE"]


def spans(source: bytes) -> frozenset[str]:
    """Give the defined names that mean more than one cell."""
    return frozenset(name for name, area in names(source).items() if ":" in area)


def array_faults(root: Node, ranges: frozenset[str]) -> bool:
    """Tell whether a formula computes with a range cell by cell where only an array formula may."""
    return any(_is_fault(node, above, ranges) for node, above in walk(root))


def _is_fault(node: Node, above: tuple[Node, ...], ranges: frozenset[str]) -> bool:
    if node.name in CHOOSING:
        return any(_is_array(argument, ranges) for argument in node.arguments)
    if above and node.name not in REDUCING:
        return False
    if any(item.name in ("SUMPRODUCT", "LOOKUP") for item in (*above, node)):
        return False
    return any(
        _is_array(argument, ranges) and (not above or _is_computed(argument))
        for argument in node.arguments
    )


def _is_computed(parts: list[Node]) -> bool:
    """Tell whether an argument is more than a plain range."""
    return len(parts) > 1 or parts[0].name in SINGLE | {""}


def _is_array(parts: list[Node], ranges: frozenset[str]) -> bool:
    """Tell whether an expression's value is one for each cell of a range."""
    return any(_spans(part, ranges) for part in parts)


def _spans(part: Node, ranges: frozenset[str]) -> bool:
    if part.name == "RANGE":
        return ":" in part.operand or part.operand in ranges
    if part.name == "INDEX":
        return len(part.arguments) > 2 and any(
            len(one) == 1 and one[0].operand == "0" for one in part.arguments[1:]
        )
    if part.name in REDUCING or not part.arguments:
        return False
    return any(_is_array(argument, ranges) for argument in part.arguments)


@BOOKS
def test_a_shared_formula_refers_to_its_own_tab_or_to_names(number: int) -> None:
    # Excel drops what a shared formula says of another tab
    with ZipFile(BytesIO(written(number))) as package:
        pages = [
            package.read(name).decode()
            for name in package.namelist()
            if name.startswith("xl/worksheets/")
        ]
    shared = [
        found
        for page in pages
        for found in re.findall(r'<f t="shared" ref="[^"]*" si="[0-9]*">([^<]*)</f>', page)
    ]
    assert len(shared) > 100
    assert [formula for formula in shared if "!" in formula] == []
