"""The short cuts of reading give what the parser would have given, and keep away from anything
unusual.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from functools import partial
from xml.sax.saxutils import escape

import pytest
from books import sample_book
from hypothesis import example, given
from hypothesis import strategies as st

from btobsheet.excel.raw.cells import LAST_COLUMN, VISIBLE, Cell, SheetGrid
from btobsheet.excel.raw.grid import read_grid
from btobsheet.excel.raw.preflight import Allowance
from btobsheet.excel.raw.sheetxml import Rows, read_strings
from btobsheet.excel.raw.thinning import Thinner, plain_strings, without_empty
from btobsheet.excel.read.keys import (
    computed_columns,
    is_planning_sheet,
    keys_in,
    shown_columns,
    unread_columns,
)
from btobsheet.layout.rows.identity import HISTORY_SHEET

A, D = '<c r="A2" s="1" t="s"><v>3</v></c>', '<c r="D2" s="1"><v>7</v></c>'
B, C = (
    '<c r="B2" s="4"><f>A2*2</f><v>6</v></c>',
    '<c r="C2" s="4" t="str"><f t="shared" si="0"/><v></v></c>',
)
EMPTY = '<c r="E2" s="4"/>'
UNREAD = (2, 3)
XML_ROWS = (
    b'<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c>'
    b"</row></sheetData>"
)


def thin(columns: Iterable[int], xml: bytes) -> bytes:
    """Give what is left of a stretch for the parser."""
    left, usual = Thinner(columns).cut(xml)
    return without_empty(left) if usual else left


def row(*cells: str) -> str:
    """Give row 2."""
    return f'<row r="2" spans="1:5">{"".join(cells)}</row>'


@pytest.mark.parametrize(
    ("cells", "left"),
    [
        ((A, B, C, D), (A, D)),
        ((A, B, C, D, EMPTY), (A, D)),
        ((A, EMPTY), (A,)),
        ((A, B, C), (A,)),
        ((D, B, C), (D,)),
        # a run that is not all there, or not followed by its neighbour, stays
        ((A, B, D), (A, B, D)),
        ((A, C, D), (A, C, D)),
        ((A, B), (A, B)),
        ((A, C), (A, C)),
        # so does a run out of order, or with another column's cell in it
        ((A, C, B, D), (A, C, B, D)),
        ((B, A, C, D), (B, A, C, D)),
        ((A, B, D.replace("D2", "E2")), (A, B, D.replace("D2", "E2"))),
        ((A, B, C, D.replace("D2", "E2")), (A, B, C, D.replace("D2", "E2"))),
    ],
)
def test_only_empty_cells_and_whole_runs_of_unread_columns_go(
    cells: tuple[str, ...], left: tuple[str, ...]
) -> None:
    assert thin(UNREAD, row(*cells).encode()).decode() == row(*left)


@pytest.mark.parametrize(
    ("cells", "left"),
    [
        ((A, B, C, D), (A, B)),
        ((A, B, D), (A, B)),
        ((A, EMPTY), (A,)),
        ((C, D), ()),
        # a wanted cell that stands behind unwanted ones stays, with these
        ((A, C, B, D), (A, C, B)),
        # nothing goes where a cell does not say where it stands
        ((A, C, "<c><v>1</v></c>"), (A, C, "<c><v>1</v></c>")),
    ],
)
def test_all_behind_the_last_wanted_column_goes(
    cells: tuple[str, ...], left: tuple[str, ...]
) -> None:
    assert thin(range(3, LAST_COLUMN + 1), row(*cells).encode()).decode() == row(*left)


@pytest.mark.slow
def test_of_the_memory_a_report_reads_the_texts_alone() -> None:
    data = sample_book()
    whole, thin = (
        next(sheet.rows for sheet in grid.sheets if sheet.name == HISTORY_SHEET)
        for grid in (read_grid(data), read_grid(data, "", is_planning_sheet, unread_columns))
    )
    texts = {
        (row, column): cells[column]
        for row, cells in whole.items()
        for column in cells
        if column < 3
    }
    left = {(row, column): cells[column] for row, cells in thin.items() for column in cells}
    first = {at: cell for at, cell in left.items() if at[0] > min(thin)}
    assert first == {at: cell for at, cell in texts.items() if at[0] > min(thin)}
    assert len(texts) >= 8


def test_each_row_is_looked_at_by_itself() -> None:
    other = row(A, B, C, D).replace("2", "13")
    assert thin(UNREAD, (row(A, B, C, D) + other).encode()).decode() == row(A, D) + row(
        A, D
    ).replace("2", "13")


@pytest.mark.parametrize(
    "merges", ["", '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>']
)
def test_merged_ranges_stay_of_what_stands_below_the_cells(merges: str) -> None:
    head, tail = f"{row(A, D)}</sheetData>", "</worksheet>"
    below = (
        f'<autoFilter ref="A1:B9"/>{merges}<dataValidations count="1"><dataValidation '
        f'sqref="A1"/></dataValidations>'
    )
    assert thin((), f"{head}{below}{tail}".encode()).decode() == head + merges + tail
    cut_off = f"{head}{below}".encode()
    assert thin((), cut_off) == cut_off


@pytest.mark.parametrize(
    "odd",
    [
        "<c><v>1</v></c>",
        '<c s="1" r="E2"><v>1</v></c>',
        '<!-- <c r="B2"/> -->',
        "<v><![CDATA[x]]></v>",
        '<c r="B2"/>]]>',
        "<?pi x?>",
        "<c\n><v>1</v></c>",
    ],
)
def test_a_stretch_with_anything_unusual_stays_as_it_is(odd: str) -> None:
    xml = row(A, B, C, D, EMPTY, odd).encode()
    assert thin(UNREAD, xml) == xml


@given(st.integers(min_value=0, max_value=600), st.integers(min_value=0, max_value=600))
def test_a_stretch_may_be_cut_anywhere(first: int, second: int) -> None:
    xml = (row(A, B, C, D, EMPTY) * 2).encode()
    cuts = sorted((first, second))
    joined = b"".join(
        map(partial(thin, UNREAD), (xml[: cuts[0]], xml[cuts[0] : cuts[1]], xml[cuts[1] :]))
    )
    # what a cut goes through may stay; nothing but unread cells ever goes
    assert thin(UNREAD, joined) == thin(UNREAD, xml) == (row(A, D) * 2).encode()


@pytest.mark.slow
def test_unread_columns_change_nothing_but_themselves() -> None:
    data = sample_book()
    whole, thin = (
        read_grid(data, wanted=is_planning_sheet),
        read_grid(data, wanted=is_planning_sheet, unread=computed_columns),
    )
    assert sum(len(cells) for sheet in thin.sheets for cells in sheet.rows.values()) < 0.5 * sum(
        len(cells) for sheet in whole.sheets for cells in sheet.rows.values()
    )
    for one, other in zip(whole.sheets, thin.sheets, strict=True):
        computed = set(computed_columns(one.rows[min(one.rows)]))
        gone = {
            (row, column)
            for row, cells in one.rows.items()
            for column in cells
            if column not in other.rows.get(row, {})
        }
        assert {column for _, column in gone} <= computed
        assert all(
            one.rows[row][column] == cell
            for row, cells in other.rows.items()
            for column, cell in cells.items()
        )


def shows(cell: Cell) -> bool:
    """Tell whether a cell is a formula that shows something, or an empty text."""
    return bool(cell.formula) and cell.value is not None


@pytest.mark.slow
@pytest.mark.parametrize("outputs", [set(), {"①作戦", "戦略俯瞰図", "KPIツリー"}])
def test_formulas_that_show_something_may_be_left_out_and_nothing_else(outputs: set[str]) -> None:
    data = sample_book()
    whole, thin = read_grid(data), read_grid(data, shown=shown_columns(outputs))
    for one, other in zip(whole.sheets, thin.sheets, strict=True):
        first = one.rows[min(one.rows)]
        every = one.name in outputs and not keys_in(first)
        gone = {
            (row, column): cell
            for row, cells in one.rows.items()
            for column, cell in cells.items()
            if column not in other.rows.get(row, {})
        }
        assert all(shows(cell) for cell in gone.values())
        assert {column for _, column in gone} == other.unread
        assert every or other.unread <= set(computed_columns(first))
        assert bool(other.unread) == (every or bool(computed_columns(first)))
        assert all(
            one.rows[row][column] == cell
            for row, cells in other.rows.items()
            for column, cell in cells.items()
        )
        left = [cell for cells in other.rows.values() for cell in cells.values() if shows(cell)]
        assert not every or len(left) <= sum(map(shows, first.values()))


SHOWN = [
    *(
        '<c r="C4" s="3"><f>A4</f><v>7</v></c>',
        '<c r="C4" t="str"><f t="shared" si="1"/><v>x</v></c>',
    ),
    *('<c r="C4" t="str"><f>A4</f><v></v></c>', '<c r="C4" s="1" t="str"><f>A4</f><v/></c>'),
    *(
        '<c r="C4" t="e"><f>A4</f><v>#N/A</v></c>',
        '<c r="C4"><f aca="false">A4&gt;1</f><v>1</v></c>',
    ),
]
KEPT = [
    *('<c r="C4"><f>A4</f></c>', '<c r="C4"><f>A4</f><v></v></c>', '<c r="C4"><f>A4</f><v/></c>'),
    *(
        '<c r="C4"><v>7</v></c>',
        '<c r="C4" t="str"><v>x</v></c>',
        '<c r="B4"><f>A4</f><v>7</v></c>',
    ),
    '<c r="C4" t="inlineStr"><f>A4</f><is><t>x</t></is></c>',
    *('<!-- <c r="C4"><f>A4</f><v>7</v></c> -->', '<c r="C4"><f>A4</f><v>7</v></c><c><v>1</v></c>'),
]


@pytest.mark.parametrize(
    ("cell", "left"), [*((one, "") for one in SHOWN), *zip(KEPT, KEPT, strict=True)]
)
def test_which_formulas_are_left_out(cell: str, left: str) -> None:
    thinner = Thinner((), (3,))
    assert thinner.cut(row(A, cell, D).encode())[0] == row(A, left, D).encode()
    assert left or thinner.left_out == {3}


def strings(*items: str) -> bytes:
    """Give a shared strings part."""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="x">'
        f"{''.join(items)}</sst>"
    ).encode()


def test_plain_strings_are_read_at_once() -> None:
    xml = strings(
        "<si><t>戦術</t></si>",
        '<si><t xml:space="preserve"> a &lt;b&gt; &amp;amp; </t></si>',
        "<si><t></t></si>",
    )
    assert plain_strings(xml) == ["戦術", " a <b> &amp; ", ""]


@pytest.mark.parametrize(
    "odd",
    [
        "<si><r><t>太</t></r></si>",
        "<si><t>高橋</t><rPh><t>タカハシ</t></rPh></si>",
        "<si><t>a & b</t></si>",
        "<si><t>&unknown;</t></si>",
        "<si><t>]]></t></si>",
        "<si><t>\x01</t></si>",
        "<si><t>\uffff</t></si>",
        "<si/>",
        "<si><t/></si>",
        "<si><t>&#10;</t></si>",
        "<!-- <si><t>x</t></si> -->",
        "<si>",
    ],
)
def test_other_strings_are_left_to_the_parser(odd: str) -> None:
    assert plain_strings(strings("<si><t>a</t></si>", odd)) is None


def test_a_broken_part_is_left_to_the_parser() -> None:
    assert plain_strings(strings("<si><t>a</t></si>")[:-3]) is None
    assert plain_strings(strings("<si><t>a</t></si>").replace(b"a", b"\xff")) is None


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"))
    )
)
def test_both_ways_read_the_same_strings(texts: list[str]) -> None:
    xml = strings(*(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in texts))
    parsed = xml.replace(b"</sst>", b"<!-- left to the parser --></sst>")
    assert plain_strings(xml) is not None
    assert plain_strings(parsed) is None
    assert read_strings("part", [xml]) == read_strings("part", [parsed])


@given(st.lists(st.integers(min_value=0, max_value=400), max_size=12))
@example([XML_ROWS.index(b"</row>")])
def test_rows_pass_on_wherever_the_chunks_are_cut(cuts: list[int]) -> None:
    bounds = sorted({0, len(XML_ROWS), *(min(cut, len(XML_ROWS)) for cut in cuts)})
    chunks = [XML_ROWS[first:last] for first, last in itertools.pairwise(bounds)]
    rows = Rows(SheetGrid("s", VISIBLE), Allowance(), None, None)
    assert b"".join(rows.thinned(chunks)) == XML_ROWS
