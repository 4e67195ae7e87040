"""Editing cells in place: what is set reads back, what is not stays byte for byte.

Every shape of sheet XML.
"""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import openpyxl
import pytest
import zipped
from books import sample_book
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from packages import cells_of, parts_of

from btobsheet.excel.patch.edits import Edits, Target, Value, patch
from btobsheet.excel.raw.cells import Cell, CellError
from btobsheet.excel.raw.grid import read_grid
from btobsheet.layout.address import a1
from btobsheet.problems import UnreadableError, UsageError

SHEET = "xl/worksheets/sheet1.xml"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"


def set_in(rows: str, at: tuple[int, int], value: Value, **more: str) -> str:
    """Set one cell of a small sheet; give its part's XML."""
    made = patch(zipped.book(rows, **more), Edits(values={("Plan", *at): value}))
    return parts_of(made)[SHEET].decode("utf-8")


def body(xml: str) -> str:
    return xml.partition("<sheetData>")[2].partition("</sheetData>")[0]


@pytest.fixture(scope="module")
def sample() -> bytes:
    return sample_book()


@pytest.fixture(scope="module")
def sample_cells(sample: bytes) -> dict[Target, Cell]:
    return cells_of(read_grid(sample))


VALUES: list[tuple[Value, object]] = [
    ("文字", "文字"),
    ("  両端の空白 ", "  両端の空白 "),
    ("<a> & \"b\" 'c'", "<a> & \"b\" 'c'"),
    ("二行\nめ\t", "二行\nめ\t"),
    ("制御\x01\x0b文字\r", "制御\x01\x0b文字\r"),
    ("_x0041_", "_x0041_"),
    ("\ufffe", "\ufffe"),
    ("片方\ud800", "片方\ufffd"),
    ("😀𠮷", "😀𠮷"),
    ("=1+1", "=1+1"),
    (0, 0),
    (-1.5, -1.5),
    (0.1 + 0.2, 0.1 + 0.2),
    (12.0, 12),
    (1e300, 1e300),
    (True, True),
    (False, False),
    (dt.date(2026, 4, 1), 46113),
    (dt.date(1900, 2, 28), 59),
    (dt.datetime(2026, 4, 1, 12), 46113.5),
    (None, None),
    ("", None),
]


@pytest.mark.parametrize(("value", "expected"), VALUES, ids=[repr(value) for value, _ in VALUES])
@pytest.mark.parametrize(
    "there",
    ['<row r="2"><c r="B2"><v>7</v></c></row>', '<row r="2"/>', ""],
    ids=["cell", "row", "nothing"],
)
def test_a_value_reads_back(value: Value, expected: object, there: str) -> None:
    made = patch(
        zipped.book(f'<row r="1"><c r="A1"><v>1</v></c></row>{there}'),
        Edits(values={("Plan", 2, 2): value}),
    )
    grid = read_grid(made)
    found = grid.sheets[0].rows.get(2, {}).get(2)
    assert (found.value if found else None) == expected
    assert type(found.value if found else None) is type(expected)
    assert grid.sheets[0].rows[1][1].value == 1


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_a_value_that_no_cell_holds_is_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="no number"):
        patch(zipped.book(), Edits(values={("Plan", 1, 1): bad}))


def test_a_text_longer_than_a_cell_is_refused_not_cut() -> None:
    assert (
        read_grid(patch(zipped.book(), Edits(values={("Plan", 1, 1): "長" * 32_767})))
        .sheets[0]
        .rows[1][1]
        .value
        == "長" * 32_767
    )
    with pytest.raises(UsageError) as error:
        patch(zipped.book(), Edits(values={("Plan", 1, 1): "長" * 32_768}))
    assert error.value.problem.code == "E053"


# rows before | cell | value | rows after: exactly
EXACT = [
    (
        '<row r="1" spans="1:2"><c r="A1" s="3" t="s"><v>0</v></c></row>',
        (1, 1),
        5,
        '<row r="1" spans="1:2"><c r="A1" s="3"><v>5</v></c></row>',
    ),
    (
        '<row r="1" spans="1:2"><c r="A1"/></row>',
        (1, 4),
        5,
        '<row r="1" spans="1:4"><c r="A1"/><c r="D1"><v>5</v></c></row>',
    ),
    (
        '<row r="1"><c r="A1"/><c r="D1"/></row>',
        (1, 2),
        5,
        '<row r="1"><c r="A1"/><c r="B1"><v>5</v></c><c r="D1"/></row>',
    ),
    (
        '<row r="1"/><row r="9"/>',
        (5, 1),
        5,
        '<row r="1"/><row r="5"><c r="A5"><v>5</v></c></row><row r="9"/>',
    ),
    ('<row r="1" ht="20"/>', (1, 2), 5, '<row r="1" ht="20"><c r="B1"><v>5</v></c></row>'),
    (
        '<row r="1"><c r="A1" s="1"><v>5</v></c></row>',
        (1, 1),
        None,
        '<row r="1"><c r="A1" s="1"/></row>',
    ),
    (
        '<row r="1"><c r="A1" s="1"><v>5.0</v></c></row>',
        (1, 1),
        5,
        '<row r="1"><c r="A1" s="1"><v>5.0</v></c></row>',
    ),
    ('<row r="1"><c r="A1" s="1"/></row>', (1, 1), None, '<row r="1"><c r="A1" s="1"/></row>'),
    ('<row r="1"/>', (1, 2), None, '<row r="1"/>'),
    (
        "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>",
        (2, 1),
        5,
        "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>5</v></c></row>",
    ),
    ("<row><c><v>1</v></c></row>", (1, 3), 5, '<row><c><v>1</v></c><c r="C1"><v>5</v></c></row>'),
    (
        '<row r="3"/><row r="1"/>',
        (2, 1),
        5,
        '<row r="2"><c r="A2"><v>5</v></c></row><row r="3"/><row r="1"/>',
    ),
    (
        '<row r="1"><!-- <c r="A1"> --><c r="A1"><v>1</v></c></row>',
        (1, 1),
        5,
        '<row r="1"><!-- <c r="A1"> --><c r="A1"><v>5</v></c></row>',
    ),
    (
        "<row r='1'><c r='A1' s='2'><v>1</v></c></row>",
        (1, 1),
        5,
        "<row r='1'><c r='A1' s='2'><v>5</v></c></row>",
    ),
    (
        '<row r="1"><c r="A1" t="e" cm="1"><v>#N/A</v></c></row>',
        (1, 1),
        5,
        '<row r="1"><c r="A1"><v>5</v></c></row>',
    ),
]


@pytest.mark.parametrize(("rows", "at", "value", "expected"), EXACT)
def test_only_what_must_change_changes(
    rows: str, at: tuple[int, int], value: Value, expected: str
) -> None:
    assert body(set_in(rows, at, value)) == expected


def test_prefixed_and_strict_sheets_keep_their_writing() -> None:
    parts = zipped.parts(space=zipped.STRICT)
    parts["xl/worksheets/sheet1.xml"] = (
        f'<x:worksheet xmlns:x="{zipped.STRICT}"><x:sheetData><x:row r="1"><x:c r="A1">'
        f"<x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    )
    made = patch(zipped.zipped(parts), Edits(values={("Plan", 1, 1): "字", ("Plan", 2, 1): 3}))
    assert {at: cell.value for at, cell in cells_of(read_grid(made)).items()} == {
        ("Plan", 1, 1): "字",
        ("Plan", 2, 1): 3,
    }
    assert b'<x:c r="A1" t="inlineStr"><x:is><x:t>' in parts_of(made)[SHEET]


@pytest.mark.parametrize("encoding", ["utf-16", "shift_jis", "utf-8-sig"])
def test_parts_in_other_encodings_are_read_right(encoding: str) -> None:
    parts = zipped.parts()
    text = zipped.sheet(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>表示</t></is></c></row>'
    ).replace("UTF-8", encoding.removesuffix("-sig"))
    parts["xl/worksheets/sheet1.xml"] = text.encode(encoding)
    found = cells_of(read_grid(patch(zipped.zipped(parts), Edits(values={("Plan", 1, 2): "予定"}))))
    assert {at[2]: cell.value for at, cell in found.items()} == {1: "表示", 2: "予定"}


def test_a_date_gets_a_date_format_in_the_workbooks_epoch() -> None:
    out = BytesIO()
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active["A1"] = 5
    book.active["A1"].font = openpyxl.styles.Font(bold=True)
    book.active["B1"] = dt.date(2020, 1, 1)
    book.active["B1"].number_format = "d.m.yyyy"
    book.save(out)
    day = dt.date(2026, 4, 1)
    made = patch(
        out.getvalue(),
        Edits(values={("Sheet", 1, 1): day, ("Sheet", 1, 2): day, ("Sheet", 3, 3): day}),
    )
    sheet = openpyxl.load_workbook(BytesIO(made)).active
    assert [sheet[cell].value for cell in ("A1", "B1", "C3")] == [dt.datetime(2026, 4, 1)] * 3
    assert (
        sheet["A1"].is_date,
        sheet["A1"].font.b,
        sheet["B1"].number_format,
        sheet["C3"].is_date,
    ) == (True, True, "d.m.yyyy", True)


def test_a_workbook_without_styles_gets_some() -> None:
    parts = zipped.parts()
    kinds = (
        ("/xl/workbook.xml", "sheet.main"),
        ("/xl/worksheets/sheet1.xml", "worksheet"),
        ("/xl/sharedStrings.xml", "sharedStrings"),
    )
    types = "".join(
        f'<Override PartName="{name}" ContentType="{SPREADSHEET}.{kind}+xml"/>'
        for name, kind in kinds
    )
    parts["[Content_Types].xml"] = (
        f'{TYPES}<Default Extension="rels" ContentType="{RELATIONS}"/>{types}</Types>'
    )
    made = patch(zipped.zipped(parts), Edits(values={("Plan", 1, 1): dt.date(2026, 4, 1)}))
    assert openpyxl.load_workbook(BytesIO(made)).active["A1"].value == dt.datetime(2026, 4, 1)


def test_a_new_cell_takes_the_format_of_its_row_or_column() -> None:
    parts = zipped.parts('<row r="1" s="4" customFormat="1"/>')
    parts["xl/worksheets/sheet1.xml"] = str(parts["xl/worksheets/sheet1.xml"]).replace(
        "<sheetData>", '<cols><col min="2" max="3" style="7"/></cols><sheetData>'
    )
    xml = parts_of(
        patch(
            zipped.zipped(parts),
            Edits(values={("Plan", 1, 2): 1, ("Plan", 2, 2): 1, ("Plan", 2, 4): 1}),
        )
    )[SHEET].decode()
    assert '<c r="B1" s="4">' in xml
    assert '<c r="B2" s="7">' in xml
    assert '<c r="D2">' in xml


SHARED = (
    '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1:B3" si="0">'
    "A1*$A$1+SUM(A:A)</f><v>1</v></c></row>"
    '<row r="2"><c r="A2"><v>2</v></c><c r="B2"><f t="shared" si="0"/><v>2</v></c></row>'
    '<row r="3"><c r="A3"><v>3</v></c><c r="B3"><f t="shared" si="0"/><v>3</v></c></row>'
)


def test_overwriting_the_first_of_shared_formulas_leaves_the_others_their_own() -> None:
    found = cells_of(
        read_grid(
            patch(
                zipped.book(SHARED), Edits(values={("Plan", 1, 2): 9}, cached={("Plan", 2, 2): 20})
            )
        )
    )
    assert found["Plan", 1, 2] == Cell(9)
    assert found["Plan", 2, 2] == Cell(20, "A2*$A$1+SUM(A:A)")
    assert found["Plan", 3, 2] == Cell(3, "A3*$A$1+SUM(A:A)")


def test_overwriting_another_of_shared_formulas_touches_no_other() -> None:
    made = body(
        parts_of(patch(zipped.book(SHARED), Edits(values={("Plan", 2, 2): 9})))[SHEET].decode()
    )
    assert made == SHARED.replace(
        '<c r="B2"><f t="shared" si="0"/><v>2</v></c>', '<c r="B2"><v>9</v></c>'
    )


@pytest.mark.parametrize("kind", ["array", "dataTable"])
@pytest.mark.parametrize("at", [(1, 1), (2, 1)])
def test_part_of_an_array_formula_or_data_table_is_refused(kind: str, at: tuple[int, int]) -> None:
    rows = (
        f'<row r="1"><c r="A1"><f t="{kind}" ref="A1:A2">B1:B2</f><v>1</v></c></row><row '
        f'r="2"><c r="A2"><v>2</v></c></row>'
    )
    with pytest.raises(UsageError) as error:
        patch(zipped.book(rows), Edits(values={("Plan", *at): 5}), "計画.xlsx")
    problem = error.value.problem
    assert (problem.code, problem.place and problem.place.cell, error.value.file) == (
        "E052",
        a1(*at),
        "計画.xlsx",
    )
    assert patch(zipped.book(rows), Edits(values={("Plan", 3, 1): 5}))


def test_an_array_formula_of_one_cell_is_replaced() -> None:
    rows = '<row r="1"><c r="A1"><f t="array" ref="A1">SUM(B1:B2*2)</f><v>1</v></c></row>'
    assert body(set_in(rows, (1, 1), 5)) == '<row r="1"><c r="A1"><v>5</v></c></row>'


MERGED = '<mergeCells count="1"><mergeCell ref="B2:C4"/></mergeCells>'


def test_a_value_in_a_merged_range_goes_to_the_cell_that_shows() -> None:
    assert {
        at[1:]: cell.value
        for at, cell in cells_of(
            read_grid(patch(zipped.book(after=MERGED), Edits(values={("Plan", 3, 3): 5})))
        ).items()
    } == {(2, 2): 5}
    both = patch(zipped.book(after=MERGED), Edits(values={("Plan", 2, 2): 1, ("Plan", 4, 2): 5}))
    assert {at[1:]: cell.value for at, cell in cells_of(read_grid(both)).items()} == {(2, 2): 1}


CACHED: list[tuple[Value, str]] = [
    (5, '<c r="A1" s="1"><f>B1</f><v>5</v></c>'),
    ("字", '<c r="A1" s="1" t="str"><f>B1</f><v>字</v></c>'),
    (True, '<c r="A1" s="1" t="b"><f>B1</f><v>1</v></c>'),
    (CellError("#N/A"), '<c r="A1" s="1" t="e"><f>B1</f><v>#N/A</v></c>'),
    (None, '<c r="A1" s="1"><f>B1</f></c>'),
    ("", '<c r="A1" s="1" t="str"><f>B1</f><v></v></c>'),
]


@pytest.mark.parametrize(("value", "expected"), CACHED)
def test_a_cached_value_keeps_its_formula(value: Value, expected: str) -> None:
    rows = '<row r="1"><c r="A1" s="1" t="str"><f>B1</f><v>old</v></c><c r="B1"><v>1</v></c></row>'
    made = patch(
        zipped.book(rows),
        Edits(cached={("Plan", 1, 1): value, ("Plan", 1, 2): 99, ("Plan", 7, 7): 99}),
    )
    assert (
        body(parts_of(made)[SHEET].decode()) == f'<row r="1">{expected}<c r="B1"><v>1</v></c></row>'
    )


def test_an_equal_cached_value_changes_no_byte() -> None:
    rows = (
        '<row r="1"><c r="A1"><f>B1</f><v>11.0</v></c><c r="B1" t="str"><f>C1</f><v>a&amp;'
        "b</v></c></row>"
    )
    made = patch(
        zipped.book(rows),
        Edits(cached={("Plan", 1, 1): 11, ("Plan", 1, 2): "a&b"}, recalculate=False),
    )
    assert made == zipped.book(rows)


def test_the_declared_extent_follows() -> None:
    parts = zipped.parts()
    parts["xl/worksheets/sheet1.xml"] = str(parts["xl/worksheets/sheet1.xml"]).replace(
        "<sheetData>", '<dimension ref="B2:C3"/><sheetData>'
    )
    assert (
        b'<dimension ref="B2:E9"/>'
        in parts_of(patch(zipped.zipped(parts), Edits(values={("Plan", 9, 5): 1})))[SHEET]
    )


def with_chain() -> bytes:
    parts = zipped.parts(SHARED)
    parts["xl/calcChain.xml"] = f'<calcChain xmlns="{zipped.MAIN}"><c r="B1" i="1"/></calcChain>'
    parts["xl/_rels/workbook.xml.rels"] = str(parts["xl/_rels/workbook.xml.rels"]).replace(
        "</Relationships>",
        (
            f'<Relationship Id="rId9" Type="{zipped.OFFICE}/calcChain" '
            f'Target="calcChain.xml"/></Relationships>'
        ),
    )
    types = f'<Override PartName="/xl/calcChain.xml" ContentType="{SPREADSHEET}.calcChain+xml"/>'
    parts["[Content_Types].xml"] = (
        f'{TYPES}<Default Extension="xml" ContentType="application/xml"/>{types}</Types>'
    )
    return zipped.zipped(parts)


def test_the_calculation_chain_goes_with_a_formula_and_only_then() -> None:
    kept = parts_of(patch(with_chain(), Edits(values={("Plan", 1, 1): 3})))
    assert "xl/calcChain.xml" in kept
    gone = parts_of(patch(with_chain(), Edits(values={("Plan", 2, 2): 3})))
    assert "xl/calcChain.xml" not in gone
    assert not any(b"calcChain" in data for data in gone.values())


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ("", b'</sheets><calcPr fullCalcOnLoad="1"/></workbook>'),
        ('<calcPr calcId="1" fullCalcOnLoad="0"/>', b'<calcPr calcId="1" fullCalcOnLoad="1"/>'),
        ('<calcPr calcId="1" fullCalcOnLoad="1"/>', b'<calcPr calcId="1" fullCalcOnLoad="1"/>'),
    ],
)
def test_recalculation_is_asked_for_once(properties: str, expected: bytes) -> None:
    assert (
        expected
        in parts_of(patch(zipped.book(properties=properties), Edits(values={("Plan", 1, 1): 1})))[
            "xl/workbook.xml"
        ]
    )
    assert (
        parts_of(
            patch(
                zipped.book(properties=properties),
                Edits(values={("Plan", 1, 1): 1}, recalculate=False),
            )
        )["xl/workbook.xml"]
        == (parts_of(zipped.book(properties=properties))["xl/workbook.xml"])
    )


def test_an_unknown_tab_is_told() -> None:
    with pytest.raises(UsageError) as error:
        patch(zipped.book(), Edits(values={("別の", 1, 1): 1}))
    assert error.value.problem.code == "E051"


@pytest.mark.parametrize(
    "data", [b"", b"a,b\n", b"PK\x03\x04broken", zipped.zipped({"a.txt": "x"})]
)
def test_what_is_no_workbook_is_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        patch(data, Edits(values={("Plan", 1, 1): 1}))


def test_an_ods_file_is_refused() -> None:
    with pytest.raises(UsageError) as error:
        patch(
            zipped.zipped(
                {
                    "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                    "content.xml": "<x/>",
                }
            ),
            Edits(),
            "計画.ods",
        )
    assert (error.value.problem.code, error.value.file) == ("E050", "計画.ods")


def test_nothing_to_do_gives_the_very_file(sample: bytes) -> None:
    assert patch(sample, Edits(recalculate=False)) == sample


_AT = st.tuples(
    st.sampled_from(
        ["①作戦", "②戦術・KPI", "③KPI目標・実績", "④年間アクションプラン", "⑤振り返り"]
    ),
    st.integers(8, 19),
    st.integers(2, 7),
)
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_VALUE = st.one_of(
    st.none(),
    _TEXT,
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
)


@given(st.dictionaries(_AT, _VALUE, max_size=6))
@examples(3, 40)
def test_exactly_the_values_set_are_read_and_nothing_else_changes(
    sample: bytes,
    sample_cells: dict[Target, Cell],
    values: dict[Target, Value],
) -> None:
    made = patch(sample, Edits(values=values, recalculate=False))
    before, after = sample_cells, cells_of(read_grid(made))
    expected = {at: cell.value for at, cell in before.items() if not cell.formula} | {
        at: value for at, value in values.items() if value not in (None, "")
    }
    for at, value in values.items():
        if value in (None, ""):
            expected.pop(at, None)
    formulas = {at for at, cell in before.items() if cell.formula} - set(values)
    assert {at: cell.value for at, cell in after.items() if at not in formulas} == expected
    assert {at: after[at].value for at in formulas} == {at: before[at].value for at in formulas}
    old, new = parts_of(sample), parts_of(made)
    touched = {name for name in new if new[name] != old.get(name)}
    assert list(old) == list(new)
    assert len(touched) <= len({at[0] for at in values})
    assert all(name.startswith("xl/worksheets/sheet") for name in touched)
