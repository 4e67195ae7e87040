"""Cells, sheets and properties come out of a workbook as they stand in it."""

from __future__ import annotations

import datetime as dt
import io
import math
import subprocess
import sys

import pytest
import xlsxwriter
from checkout import ROOT
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from zipped import MAIN, OFFICE, STRICT, book, parts, relations, sheet, zipped

from btobsheet.excel.raw.grid import Cell, CellError, Grid, read_grid
from btobsheet.problems import UnreadableError


def rows_of(data: bytes) -> dict[int, dict[int, Cell]]:
    return read_grid(data).sheets[0].rows


def cell_of(xml: str, **more: str) -> Cell | None:
    return rows_of(book(f'<row r="1">{xml}</row>', **more)).get(1, {}).get(1)


def code_of(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read_grid(data)
    return caught.value.problem.code


STRINGS = (
    "<si><t>施策</t></si>"
    '<si><r><rPr><b/></rPr><t>展示</t></r><r><t xml:space="preserve">会 </t></r><rPh '
    'sb="0" eb="2"><t>テンジ</t></rPh><phoneticPr fontId="1"/></si>'
    "<si><t/></si><si/>"
    "<si><t>a_x000D_\nb_x005F_x000D_c_xD83D__xDE00__xD800_</t></si>"
    "<si>\n <t>山</t>\n</si>"
)


@pytest.mark.parametrize(
    ("xml", "value"),
    [
        ('<c r="A1"><v>12</v></c>', 12),
        ('<c r="A1" t="n"><v>12.0</v></c>', 12),
        ('<c r="A1"><v>-0.25</v></c>', -0.25),
        ('<c r="A1"><v>1.2E3</v></c>', 1200),
        ('<c r="A1"><v>1E300</v></c>', 1e300),
        ('<c r="A1"><v> 7 </v></c>', 7),
        ('<c r="A1"><v>12345678901234567890</v></c>', 12345678901234567890.0),
        ('<c r="A1" t="b"><v>1</v></c>', True),
        ('<c r="A1" t="b"><v>0</v></c>', False),
        ('<c r="A1" t="b"><v>true</v></c>', True),
        ('<c r="A1" t="s"><v>0</v></c>', "施策"),
        ('<c r="A1" t="s"><v>1</v></c>', "展示会 "),
        ('<c r="A1" t="s"><v>4</v></c>', "a\r\nb_x000D_c\U0001f600�"),
        ('<c r="A1" t="s"><v>5</v></c>', "山"),
        ('<c r="A1" t="str"><v>=1+1 &amp; &lt;&#x3042;</v></c>', "=1+1 & <あ"),
        ('<c r="A1" t="inlineStr"><is><t> 直接 </t></is></c>', " 直接 "),
        (
            (
                '<c r="A1" t="inlineStr">\n<is><r><t>直</t></r> <r><t>接</t></r><rPh><t>'
                "チョク</t></rPh></is>\n</c>"
            ),
            "直接",
        ),
        ('<c r="A1" t="d"><v>2026-04-01</v></c>', 46113),
        ('<c r="A1" t="d"><v>2026-04-01T12:00:00</v></c>', 46113.5),
        ('<c r="A1" t="d"><v>2026-04-01T12:00:00.000Z</v></c>', 46113.5),
        ('<c r="A1" t="d"><v>18:00:00</v></c>', 0.75),
        ('<c r="A1" t="d"><v>1900-02-28</v></c>', 59),
        ('<c r="A1" t="d"><v>1900-03-01</v></c>', 61),
    ],
)
def test_a_cell_gives_its_value(xml: str, value: object) -> None:
    cell = cell_of(xml, strings=STRINGS)
    assert cell == Cell(value)  # type: ignore[arg-type]
    assert cell is not None
    assert type(cell.value) is type(value)


@pytest.mark.parametrize(
    "xml",
    [
        '<c r="A1"/>',
        '<c r="A1"><v/></c>',
        '<c r="A1"><v> </v></c>',
        '<c r="A1" t="s"><v>2</v></c>',
        '<c r="A1" t="s"><v>3</v></c>',
    ],
)
def test_a_cell_without_a_value_is_no_cell(xml: str) -> None:
    assert cell_of(xml, strings=STRINGS) is None


@pytest.mark.parametrize("raw", ["1e999", "NaN", "1_000", "0x10", "１２.5", "abc"])
def test_what_is_no_number_stays_the_text_it_is(raw: str) -> None:
    assert cell_of(f'<c r="A1"><v>{raw}</v></c>') == Cell(raw)


@pytest.mark.parametrize(("kind", "raw"), [("b", "2"), ("d", "明日"), ("d", "2026-13-01")])
def test_what_does_not_fit_its_type_stays_the_text_it_is(kind: str, raw: str) -> None:
    assert cell_of(f'<c r="A1" t="{kind}"><v>{raw}</v></c>') == Cell(raw)


def test_an_error_is_an_error_and_a_text() -> None:
    cell = cell_of('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>')
    assert cell == Cell(CellError("#DIV/0!"), "1/0")
    assert cell is not None
    assert isinstance(cell.value, CellError)


@pytest.mark.parametrize(
    ("xml", "cell"),
    [
        ('<c r="A1"><f>SUM(B1:C1)</f><v>3</v></c>', Cell(3, "SUM(B1:C1)")),
        ('<c r="A1"><f>=B1</f></c>', Cell(None, "B1")),
        ('<c r="A1" t="str"><f>""</f><v></v></c>', Cell("", '""')),
        ('<c r="A1" t="str"><f>B1</f></c>', Cell(None, "B1")),
        ('<c r="A1"><f t="shared" ref="A1:A9" si="0">B1*2</f><v>0</v></c>', Cell(0, "B1*2")),
        ('<c r="A1"><f t="shared" si="0"/><v>4</v></c>', Cell(4, "…")),
        (
            '<c r="A1"><f t="array" ref="A1">_xlfn.SINGLE(B1)</f><v>4</v></c>',
            Cell(4, "_xlfn.SINGLE(B1)"),
        ),
        ('<c r="A1"><f t="dataTable" ref="A1:B2" r1="C1"/><v>4</v></c>', Cell(4, "…")),
        ('<c r="A1"><f/><v>4</v></c>', Cell(4)),
        ('<c r="A1" t="b"><f>TRUE()</f><v>1</v></c>', Cell(True, "TRUE()")),
    ],
)
def test_a_formula_stands_beside_its_value(xml: str, cell: Cell) -> None:
    assert cell_of(xml) == cell


def at(xml: str) -> set[tuple[int, int]]:
    return {(row, column) for row, cells in rows_of(book(xml)).items() for column in cells}


ONE = "<v>1</v></c>"


@pytest.mark.parametrize(
    ("xml", "places"),
    [
        (f"<row><c>{ONE}<c>{ONE}</row><row><c/><c>{ONE}</row>", {(1, 1), (1, 2), (2, 2)}),
        (f'<row r="3"><c>{ONE}</row><row><c>{ONE}</row>', {(3, 1), (4, 1)}),
        (f'<row><c r="C1">{ONE}<c>{ONE}</row>', {(1, 3), (1, 4)}),
        (f'<row r="1"><c r="A11">{ONE}</row>', {(11, 1)}),  # the cell's own address counts
        (f'<row><c r="B5">{ONE}<c r="C5">{ONE}</row>', {(5, 2), (5, 3)}),
        (f'<row r="2"><c r="b2">{ONE}</row>', {(2, 2)}),
        (f'<row r="1048576"><c r="XFD1048576">{ONE}</row>', {(1048576, 16384)}),
        (
            f'<row r="9"><c r="AA9">{ONE}<c r="ZZ9">{ONE}<c r="AAA9">{ONE}</row>',
            {(9, 27), (9, 702), (9, 703)},
        ),
        (
            (
                f'<row r="2"><c r="A2">{ONE}</row><row r="1"><c r="A1">{ONE}</row><row r="2">'
                f'<c r="B2">{ONE}</row>'
            ),
            {(1, 1), (2, 1), (2, 2)},
        ),
    ],
)
def test_every_cell_stands_where_it_should(xml: str, places: set[tuple[int, int]]) -> None:
    assert at(xml) == places


@pytest.mark.parametrize(
    "xml",
    [
        '<row r="1"><c r="A0"/></row>',
        '<row r="1"><c r="XFE1"/></row>',
        '<row r="1"><c r="A1048577"/></row>',
        '<row r="1"><c r="1A"/></row>',
        '<row r="0"/>',
        '<row r="-1"/>',
        '<row r="5.0"/>',
        '<row r="1048577"/>',
        '<row r="1048576"/><row/>',
        '<row r="1"><c r="XFD1"/><c/></row>',
        '<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>x</v></c></row>',
    ],
)
def test_cells_outside_the_grid_or_the_string_table_are_refused(xml: str) -> None:
    assert code_of(book(xml)) == "E012"


def test_strict_and_prefixed_namespaces_read_alike() -> None:
    data = '<row r="1"><c r="A1"><f>B1</f><v>5</v></c></row>'
    prefixed = sheet("").replace("<sheetData>", f"<sheetData>{data}")
    for tag in ("worksheet", "sheetData", "row", "c", "f", "v"):
        prefixed = (
            prefixed.replace(f"<{tag} ", f"<x:{tag} ")
            .replace(f"<{tag}>", f"<x:{tag}>")
            .replace(f"</{tag}>", f"</x:{tag}>")
        )
    prefixed = prefixed.replace("xmlns=", "xmlns:x=")
    foreign = prefixed.replace("<x:row ", '<row xmlns="urn:other"><c><v>9</v></c></row><x:row ')
    books = [
        book(data, space=STRICT),
        *(zipped(parts() | {"xl/worksheets/sheet1.xml": part}) for part in (prefixed, foreign)),
    ]
    for made in books:
        assert rows_of(made) == {1: {1: Cell(5, "B1")}}


@pytest.mark.parametrize(
    "target",
    [
        "/xl/worksheets/sheet1.xml",
        "worksheets/sheet1.xml",
        "../xl/worksheets/./sheet1.xml",
        "worksheets\\Sheet1.xml",
    ],
)
def test_parts_are_found_through_their_relations(target: str) -> None:
    data = parts('<row><c t="s"><v>0</v></c></row>', strings="<si><t>x</t></si>")
    data["XL/_rels/WorkBook.xml.rels"] = relations(
        ("rId1", "worksheet", target), ("rId2", "sharedStrings", "/xl/SharedStrings.xml")
    )
    del data["xl/_rels/workbook.xml.rels"]
    assert rows_of(zipped(data)) == {1: {1: Cell("x")}}


def test_a_package_without_root_relations_still_has_its_workbook() -> None:
    data = parts("<row><c><v>1</v></c></row>")
    del data["_rels/.rels"]
    assert rows_of(zipped(data)) == {1: {1: Cell(1)}}


def test_tabs_keep_their_order_and_state_and_other_kinds_are_left_out() -> None:
    data = parts("<row><c><v>1</v></c></row>")
    tabs = [
        ("二", "rId2", "veryHidden"),
        ("図", "rId3", "visible"),
        ("一", "rId1", "hidden"),
        ("モジュール", "", "visible"),
    ]
    sheets = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="{link}" state="{state}"/>'
        for n, (name, link, state) in enumerate(tabs, 1)
    )
    data["xl/workbook.xml"] = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>'
    )
    data["xl/_rels/workbook.xml.rels"] = relations(
        ("rId1", "worksheet", "a.xml"),
        ("rId2", "worksheet", "b.xml"),
        ("rId3", "chartsheet", "c.xml"),
    )
    data |= {"xl/a.xml": sheet("<row/>"), "xl/b.xml": sheet("<row/>"), "xl/c.xml": "<chartsheet/>"}
    assert [(tab.name, tab.state) for tab in read_grid(zipped(data)).sheets] == [
        ("二", "veryHidden"),
        ("一", "hidden"),
    ]


@pytest.mark.parametrize(
    ("link", "target"), [("rId9", "worksheets/sheet1.xml"), ("rId1", "worksheets/none.xml")]
)
def test_a_tab_without_its_part_is_no_tab_to_pass_over(link: str, target: str) -> None:
    data = parts()
    data["xl/_rels/workbook.xml.rels"] = relations((link, "worksheet", target))
    assert code_of(zipped(data)) == "E012"


def test_the_1904_epoch_is_told_and_counts_for_iso_dates() -> None:
    grid = read_grid(
        book('<row><c t="d"><v>1904-01-02</v></c></row>', properties='<workbookPr date1904="1"/>')
    )
    assert grid.date1904
    assert grid.sheets[0].rows == {1: {1: Cell(1)}}


def test_merges_are_read_and_nonsense_among_them_left_out() -> None:
    ranges = ["B2:C4", "D9:A8", "A1:XFD1048576", "A1", "x", "A0:B2", "A1:B1048577", "", "$E$1:$F$1"]
    after = (
        "<mergeCells>"
        + "".join(f'<mergeCell ref="{ref}"/>' for ref in ranges)
        + "<mergeCell/></mergeCells>"
    )
    merges = read_grid(book(after=after)).sheets[0].merges
    assert merges == ((2, 2, 4, 3), (8, 1, 9, 4), (1, 1, 1048576, 16384), (1, 5, 1, 6))


def test_rows_after_the_cells_are_no_cells() -> None:
    assert (
        rows_of(
            book('<row r="1"/>', after='<extLst><row r="2"><c r="A2"><v>1</v></c></row></extLst>')
        )
        == {}
    )


def broken_after_the_first_chunk(first: str) -> bytes:
    """A sheet whose XML breaks far below its first row."""
    return book(
        f'<row r="2"><c r="A2" t="str"><v>{first}</v></c></row>'
        + '<row><c t="str"><v>文</v></c></row>' * 9000
        + "<broken"
    )


def test_a_sheet_of_no_interest_is_left_unread() -> None:
    asked: list[tuple[dict[int, Cell], str]] = []

    def wanted(row: dict[int, Cell], name: str) -> bool:
        asked.append((row, name))
        return row[1].value == "鍵"

    grid = read_grid(broken_after_the_first_chunk("出力"), wanted=wanted)
    assert asked == [({1: Cell("出力")}, "Plan")]
    assert grid.sheets[0].rows == {2: {1: Cell("出力")}}
    assert not grid.sheets[0].complete
    with pytest.raises(UnreadableError):
        read_grid(broken_after_the_first_chunk("鍵"), wanted=wanted)


def written(fill: object, **options: object) -> Grid:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, **options}) as workbook:
        fill(workbook)  # type: ignore[operator]
    return read_grid(stream.getvalue())


def test_custom_properties_come_as_text() -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        workbook.add_worksheet()
        workbook.set_custom_property("plan", "計画 <1> & 2")
        workbook.set_custom_property("revision", 7)
        workbook.set_custom_property("final", True)

    assert written(fill).custom == {"plan": "計画 <1> & 2", "revision": "7", "final": "true"}


def test_a_part_larger_than_one_chunk_is_read_whole() -> None:
    expected = {row: {1: Cell(f"長い文字列の第{row}行")} for row in range(1, 9000)}

    def fill(workbook: xlsxwriter.Workbook) -> None:
        worksheet = workbook.add_worksheet()
        for row, cells in expected.items():
            worksheet.write_string(row - 1, 0, str(cells[1].value))

    assert written(fill).sheets[0].rows == expected
    assert written(fill, constant_memory=True).sheets[0].rows == expected  # inline strings


PLACES = st.tuples(st.integers(0, 60), st.one_of(st.integers(0, 40), st.integers(0, 16_383)))
TEXTS = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="\ufffe\uffff"),
    min_size=1,
    max_size=40,
)
DATES = st.datetimes(dt.datetime(1901, 1, 1), dt.datetime(2100, 1, 1))
VALUES = st.one_of(
    TEXTS, st.booleans(), st.integers(-(10**14), 10**14), st.floats(-1e200, 1e200), DATES
)


@examples(15, 200)
@given(st.dictionaries(PLACES, st.tuples(VALUES, st.booleans()), max_size=25), st.booleans())
def test_random_cells_written_by_xlsxwriter_read_equal(
    cells: dict[tuple[int, int], tuple[object, bool]], date1904: bool
) -> None:
    expected: dict[int, dict[int, Cell]] = {}
    epoch = dt.datetime(1904, 1, 1) if date1904 else dt.datetime(1899, 12, 30)

    def fill(workbook: xlsxwriter.Workbook) -> None:
        worksheet = workbook.add_worksheet()
        for (row, column), (value, computed) in cells.items():
            if isinstance(value, dt.datetime):
                value = (value.replace(microsecond=0) - epoch) / dt.timedelta(days=1)
            if computed and isinstance(
                value, str
            ):  # xlsxwriter escapes nothing in cached texts, and makes numbers of some
                value = "文" + "".join(filter(str.isprintable, value)).replace("_x", "_")
            if computed:
                assert worksheet.write_formula(row, column, "=A1&B$2", None, value) == 0
            elif isinstance(value, bool):
                worksheet.write_boolean(row, column, value)
            elif isinstance(value, str):
                worksheet.write_string(row, column, value)
            else:
                worksheet.write_number(row, column, value)
            expected.setdefault(row + 1, {})[column + 1] = Cell(value, "A1&B$2" if computed else "")  # type: ignore[arg-type]

    assert_alike(written(fill, date_1904=date1904), expected, date1904)


def assert_alike(grid: Grid, expected: dict[int, dict[int, Cell]], date1904: bool) -> None:
    assert grid.date1904 == date1904
    rows = grid.sheets[0].rows
    assert {row: set(cells) for row, cells in rows.items()} == {
        row: set(cells) for row, cells in expected.items()
    }
    for row, cells in expected.items():
        for column, cell in cells.items():
            read = rows[row][column]
            assert read.formula == cell.formula
            if isinstance(cell.value, float):  # 16 digits are written
                assert isinstance(read.value, int | float)
                assert math.isclose(read.value, cell.value, rel_tol=1e-14)
            else:
                assert read.value == cell.value


def test_importing_the_reader_is_cheap() -> None:
    code = (
        "import sys; import btobsheet.excel.raw.grid; print(*sorted({'openpyxl', "
        "'subprocess', 'logging', 'python_calamine', 'json'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.split() == []
