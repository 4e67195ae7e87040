"""Rows taken past the parser hold what the parser would have given, whatever stands around them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btobsheet.excel.raw.cells import VISIBLE, SheetGrid
from btobsheet.excel.raw.plainrows import PlainRows
from btobsheet.excel.raw.preflight import Allowance, RefusalError
from btobsheet.excel.raw.sheetxml import Rows, read_sheet
from btobsheet.excel.raw.values import converters

STRINGS = ["甲", "乙", ""]
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OPEN = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
FIRST = '<row r="1" spans="1:4"><c r="A1" s="3" t="s"><v>0</v></c></row>'
CLOSE = "</sheetData></worksheet>"
SEEN = "<!-- left to the parser -->"
PLAIN = (
    '<row r="2" spans="1:4" ht="12.75" customHeight="1"><c r="A2" s="1" t="s"><v>1</v></c>'
    '<c r="B2"/><c r="C2" s="4"><v>2.50</v></c><c r="D2"><v>7</v></c></row>'
    '<row r="3"/><row r="4"><c r="A4" t="b"><v>1</v></c><c r="B4" t="e"><v>#N/A</v></c>'
    '<c r="C4" t="str"><v>=x; "y" &gt;</v></c><c r="D4" t="d"><v>2026-04-01</v></c></row>'
    '<row r="5"><c r="A5" t="n"><v>1e3</v></c><c r="ZZ5"><v>00012345678901234567</v></c>'
    '<c r="C5"></c><c r="D5"><v></v></c><c r="E5" t="s"><v>2</v></c></row>'
).replace(" &gt;", "")
ODD = (
    *("<row><c><v>1</v></c></row>", '<row><c r="B6"><v>1</v></c></row>', '<row r="6"><c/></row>'),
    '<row r="6"><c><v>1</v></c><c r="D6"><v>2</v></c><c><v>3</v></c></row>',
    '<row r="6"><c r="A6" t="str"><v>a &amp; b</v></c></row>',
    '<row r="6"><c r="A6" t="str"><v>日本\n語</v></c></row>',
    '<row r="6"><c r="A6" t="inlineStr"><is><t>甲</t></is></c></row>',
    '<row r="6"><c r="A6"><f>B6*2</f><v>4</v></c><c r="B6"><v>2</v></c></row>',
    '<row r="6"><c s="1" r="A6"><v>4</v></c></row>',
    '<row spans="1:2" r="6"><c r="A6"><v>4</v></c></row>',
    '<row r="6"><c r="A9"><v>4</v></c><c r="A6"><v>5</v></c></row>',
    '<row r="2"><c r="A2"><v>again</v></c></row>',
    '<row r="6" a="&lt;"><c r="A6"><v>4</v></c></row>',
    '<row r="6">\n<c r="A6"><v>4</v></c>\n</row>',
    '<row r="6"><c r="A6"><v>12</v></c><extLst/></row>',
    '<row r="6"><c r="AAA6"><v>12</v></c></row>',
    '<!-- <row r="6"><c r="A6"><v>1</v></c></row> -->',
    '<row r="6"><c r="A6" t="str"><v><![CDATA[x]]></v></c></row>',
    f'{CLOSE[:12]}<row r="6"><c r="A6"><v>1</v></c></row>',
    "<?pi x?>",
    *('<row r="0"><c r="A0"><v>1</v></c></row>', '<row r="6"><c r="A6" t="s"><v>9</v></c></row>'),
    '<row r="9999999"><c r="A9999999"><v>1</v></c></row>',
)


def read(xml: str, cuts: tuple[int, ...] = ()) -> object:
    """Give the cells of a sheet that comes in chunks, in their order; the code of a refusal."""
    data = xml.encode()
    bounds = sorted({0, len(data), *(min(cut, len(data)) for cut in cuts)})
    chunks = [data[first:last] for first, last in itertools.pairwise(bounds)]
    sheet = SheetGrid("s", VISIBLE)
    rows = Rows(sheet, Allowance(), None, lambda _: ())
    try:
        read_sheet(sheet, "part", chunks, converters(STRINGS, False, "strings"), rows)
    except RefusalError as refusal:
        return refusal.code
    return [
        (row, column, cell.value, type(cell.value), cell.formula)
        for row, cells in sheet.rows.items()
        for column, cell in cells.items()
    ]


@pytest.mark.parametrize("odd", ["", *ODD])
@pytest.mark.parametrize("order", ["before", "behind", "between"])
def test_both_ways_read_the_same_rows(odd: str, order: str) -> None:
    rows = {"before": odd + PLAIN, "behind": PLAIN + odd, "between": PLAIN + odd + PLAIN}[order]
    body = FIRST + rows + (CLOSE if CLOSE[:12] not in odd else CLOSE[12:])
    assert read(DECLARATION + OPEN + body) == read(DECLARATION + SEEN + OPEN + body)


@given(
    st.lists(st.sampled_from([PLAIN, *ODD]), max_size=4),
    st.lists(st.integers(min_value=0, max_value=900), max_size=3),
)
def test_both_ways_read_the_same_wherever_the_chunks_are_cut(
    rows: list[str], cuts: list[int]
) -> None:
    body = FIRST + "".join(rows) + CLOSE
    assert read(DECLARATION + OPEN + body, tuple(cuts)) == read(DECLARATION + SEEN + OPEN + body)


class _Taken:
    """Counts what is taken."""

    taken = 0

    def __init__(self) -> None:
        self.rows: dict[int, dict[int, object]] = {}

    def open(self, number: int) -> dict[int, object]:
        return self.rows.get(number) or {}

    def close(self, number: int, cells: dict[int, object]) -> None:
        self.rows[number] = cells


@pytest.mark.parametrize(
    ("head", "taken"),
    [
        (DECLARATION, 3),
        ("\ufeff" + DECLARATION, 3),
        (DECLARATION.replace("UTF-8", "utf-8"), 3),
        (DECLARATION.replace("UTF-8", "UTF-16"), 0),
        ("", 0),
        (DECLARATION + SEEN, 0),
    ],
)
def test_plain_rows_go_past_the_parser(head: str, taken: int) -> None:
    rows = _Taken()
    plain = PlainRows(rows, converters(STRINGS, False, "strings"))
    assert plain.rows_in((head + OPEN + PLAIN).encode()) == ((head + OPEN).encode(), PLAIN.encode())
    left = b"".join(plain.left((PLAIN + CLOSE).encode(), True)).decode()
    assert len(rows.rows) == taken
    assert left == (CLOSE if taken else PLAIN + CLOSE)
