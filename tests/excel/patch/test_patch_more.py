"""Tables that grow, highlights that can be taken away, notes, custom properties, and formulas that
are moved.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from io import BytesIO
from operator import attrgetter
from typing import Any

import openpyxl
import pytest
import xlsxwriter
import zipped
from books import opened as loaded
from books import sample_book
from openpyxl.formula.translate import Translator
from packages import cells_of, parts_of

from btobsheet import api
from btobsheet.excel.patch.edits import Edits, Target, patch
from btobsheet.excel.patch.formula import shifted
from btobsheet.excel.patch.marks import joined
from btobsheet.excel.patch.parts.package import Parts
from btobsheet.excel.raw.cells import Cell
from btobsheet.excel.raw.grid import read_grid
from btobsheet.problems import UnreadableError

DAY = dt.date(2026, 10, 5)


@pytest.fixture(scope="module")
def sample() -> bytes:
    return sample_book()


# ---- tables ----


def table_book(total: bool = False, twice: bool = False) -> bytes:
    """Give a workbook with a table B2:D4 (a number, its double by a formula, a date), rules and
    names over it.
    """
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("表")
    day = book.add_format({"num_format": "yyyy/m/d", "bg_color": "#FFF9E5"})
    columns = [
        {"header": "数"},
        {"header": "倍", "formula": "=[@数]*2"},
        {"header": "日", "format": day},
    ]
    sheet.add_table(
        "B2:D4",
        {
            "data": [[1, 2, 45000], [2, 4, 45001]],
            "columns": columns,
            "total_row": total,
            "name": "table_a",
        },
    )
    if twice:
        sheet.add_table("C6:D7", {"columns": [{"header": "x"}, {"header": "y"}], "name": "table_b"})
    sheet.conditional_format(
        "B3:D4",
        {"type": "cell", "criteria": ">", "value": 3, "format": book.add_format({"bold": True})},
    )
    sheet.data_validation("B3:B4 ", {"validate": "whole", "criteria": ">", "value": 0})
    sheet.data_validation("F3:F4", {"validate": "whole", "criteria": ">", "value": 0})
    book.define_name("numbers", "='表'!$B$2:$B$5")
    book.define_name("elsewhere", "='表'!$F$2:$F$5")
    book.define_name("single", "='表'!$B$3")
    sheet.print_area("A1:D4")
    book.close()
    return out.getvalue()


def test_values_right_below_a_table_make_it_grow() -> None:
    edits = Edits(
        values={("表", 5, 2): 7, ("表", 6, 2): 8, ("表", 6, 4): dt.date(2026, 4, 1)},
        cached={("表", 5, 3): 14},
    )
    made = patch(table_book(), edits)
    sheet = loaded(made)["表"]
    assert (sheet.tables["table_a"].ref, sheet.tables["table_a"].autoFilter.ref) == (
        "B2:D6",
        "B2:D6",
    )
    cells = cells_of(read_grid(made))
    assert cells["表", 5, 3].value == 14
    assert cells["表", 6, 3] == Cell(None, cells["表", 4, 3].formula)
    assert (sheet["D5"].number_format, sheet["D6"].number_format, sheet["D6"].fill.fgColor.rgb) == (
        "yyyy/m/d",
        "yyyy/m/d",
        "FFFFF9E5",
    )
    assert {str(rule.sqref) for rule in sheet.conditional_formatting} == {"B3:D6"}
    assert {str(rule.sqref) for rule in sheet.data_validations.dataValidation} == {"B3:B6", "F3:F4"}
    names = loaded(made).defined_names
    assert {name: names[name].attr_text for name in ("numbers", "elsewhere", "single")} == {
        "numbers": "'表'!$B$2:$B$7",
        "elsewhere": "'表'!$F$2:$F$5",
        "single": "'表'!$B$3",
    }
    assert sheet.print_area == "'表'!$A$1:$D$6"


@pytest.mark.parametrize(
    ("values", "ref"),
    [
        ({("表", 6, 2): 7}, "B2:D4"),  # not adjoining
        ({("表", 5, 5): 7}, "B2:D4"),  # beside it
        ({("表", 5, 2): None, ("表", 5, 3): ""}, "B2:D4"),  # nothing
        ({("表", 4, 2): 7}, "B2:D4"),
        ({("表", 5, 4): 7}, "B2:D5"),
    ],
)
def test_a_table_grows_only_by_values_that_adjoin(values: dict[Target, Any], ref: str) -> None:
    assert loaded(patch(table_book(), Edits(values=values)))["表"].tables["table_a"].ref == ref


def test_a_table_with_totals_or_another_below_does_not_grow_into_it() -> None:
    assert (
        loaded(patch(table_book(total=True), Edits(values={("表", 5, 2): 7})))["表"]
        .tables["table_a"]
        .ref
        == "B2:D4"
    )
    tables = loaded(
        patch(table_book(twice=True), Edits(values={("表", 5, 2): 7, ("表", 6, 2): 7}))
    )["表"].tables
    assert (tables["table_a"].ref, tables["table_b"].ref) == ("B2:D5", "C6:D7")


def test_rows_below_our_own_tables_are_read_and_counted(sample: bytes) -> None:
    values = {
        ("①作戦", 20, 1): "O13",
        ("①作戦", 20, 2): "新しい作戦",
        ("①作戦", 21, 1): "O14",
        ("①作戦", 21, 2): "もう一つ",
    }
    made = patch(sample, Edits(values=values))
    assert [item.name for item in api.read(made).plan.operations][-2:] == ["新しい作戦", "もう一つ"]
    cells = cells_of(read_grid(made))
    first = {
        column: cell.formula
        for (sheet, row, column), cell in cells.items()
        if sheet == "①作戦" and row == 8 and cell.formula
    }
    assert {column: cells["①作戦", 21, column].formula for column in first} == {
        column: shifted(formula, 13, 0) for column, formula in first.items()
    }
    assert "'①作戦'!$B$7:$B$22" in {
        name.attr_text for name in loaded(made, "①作戦").defined_names.values()
    }


# formula | rows down | columns right | as it reads there
FORMULAS = [
    ("A1+$A1+A$1+$A$1", 2, 1, "B3+$A3+B$1+$A$1"),
    ("'A1 b'!B2&\"A1\"", 1, 1, "'A1 b'!C3&\"A1\""),
    ("Q1!A1+LOG10(A1)", 1, 0, "Q1!A2+LOG10(A2)"),
    ("SUM(A:A,1:3,B:$C)", 1, 1, "SUM(B:B,2:4,C:$C)"),
    ("table_a[[#This Row],[A1]]*A1", 1, 0, "table_a[[#This Row],[A1]]*A2"),
    ("my_A1+A1B+kpis_t_10", 1, 1, "my_A1+A1B+kpis_t_10"),
    ("A1", -1, 0, "#REF!"),
    ("XFD1", 0, 1, "#REF!"),
    ("1.5E+10*A1", 1, 0, "1.5E+10*A2"),
    ("合計!A1:B2", 1, 1, "合計!B2:C3"),
]


@pytest.mark.parametrize(("formula", "rows", "columns", "expected"), FORMULAS)
def test_a_formula_is_moved_as_when_filled(
    formula: str, rows: int, columns: int, expected: str
) -> None:
    assert shifted(formula, rows, columns) == expected


def test_our_own_formulas_are_moved_as_openpyxl_moves_them(sample: bytes) -> None:
    formulas = {
        (at[0], at[2]): (at, cell.formula)
        for at, cell in cells_of(read_grid(sample)).items()
        if cell.formula not in ("", "…")
    }
    for (row, column), formula in [(at[1:], formula) for at, formula in formulas.values()]:
        origin = f"{openpyxl.utils.get_column_letter(column)}{row}"
        there = f"{openpyxl.utils.get_column_letter(column)}{row + 3}"
        assert (
            shifted(formula, 3, 0) == Translator("=" + formula, origin).translate_formula(there)[1:]
        )


# ---- highlights ----

MARKED = frozenset({("①作戦", 8, 2), ("①作戦", 9, 2), ("①作戦", 10, 8), ("③KPI目標・実績", 8, 4)})


def ours(data: bytes) -> dict[str, list[str]]:
    """Give the ranges that bear our rule, by sheet."""
    return {
        sheet.title: [
            str(area.sqref)
            for area in sheet.conditional_formatting
            for rule in area.rules
            if rule.formula == ['N("btobsheet")=0']
        ]
        for sheet in loaded(data, "①作戦")
        if sheet.conditional_formatting
    }


def test_highlights_stand_before_all_other_rules(sample: bytes) -> None:
    sheet = loaded(patch(sample, Edits(highlights=MARKED)), "①作戦")["①作戦"]
    rules = [
        (rule.priority, str(area.sqref), rule)
        for area in sheet.conditional_formatting
        for rule in area.rules
    ]
    assert [area for priority, area, _ in rules if priority == 1] == ["B8:B9 H10"]
    assert len({priority for priority, _, _ in rules}) == len(rules)
    assert (
        next(rule for priority, _, rule in rules if priority == 1).dxf.fill.bgColor.rgb
        == "FFFFFF00"
    )


def test_highlights_touch_no_cell(sample: bytes) -> None:
    made = patch(sample, Edits(highlights=MARKED, recalculate=False))
    old, new = parts_of(sample), parts_of(made)
    for name in old:
        before, after = (data[name].partition(b"</sheetData>")[0] for data in (old, new))
        assert before == after or name == "xl/styles.xml"


def test_highlights_do_not_pile_up_and_go_again(sample: bytes) -> None:
    once = patch(sample, Edits(highlights=MARKED, recalculate=False))
    assert parts_of(
        patch(once, Edits(highlights=MARKED, clear_highlights=True, recalculate=False))
    ) == parts_of(once)
    fewer = patch(once, Edits(highlights=frozenset({("⑤振り返り", 8, 2)}), clear_highlights=True))
    assert {sheet: areas for sheet, areas in ours(fewer).items() if areas} == {"⑤振り返り": ["B8"]}
    assert not any(ours(patch(fewer, Edits(clear_highlights=True))).values())


def test_a_rule_of_a_person_beside_ours_stays() -> None:
    rules = (
        '<conditionalFormatting sqref="A1"><cfRule type="expression" dxfId="0" '
        'priority="1"><formula>N("btobsheet")=0</formula></cfRule>'
        '<cfRule type="expression" dxfId="0" priority="2"><formula>A1&gt;5</formula>'
        "</cfRule></conditionalFormatting>"
    )
    made = parts_of(patch(zipped.book(after=rules), Edits(clear_highlights=True)))[
        "xl/worksheets/sheet1.xml"
    ].decode()
    assert re.findall("<formula>(.*?)</formula>", made) == ["A1&gt;5"]


@pytest.mark.parametrize(
    ("cells", "areas"),
    [
        ([], []),
        ([(1, 1)], [(1, 1, 1, 1)]),
        ([(3, 1), (1, 1), (2, 1)], [(1, 1, 3, 1)]),
        ([(1, 1), (1, 2), (3, 1)], [(1, 1, 1, 1), (3, 1, 3, 1), (1, 2, 1, 2)]),
    ],
)
def test_cells_below_each_other_are_one_area(
    cells: list[tuple[int, int]], areas: list[tuple[int, int, int, int]]
) -> None:
    assert joined(cells) == areas


# ---- notes ----


def comments(data: bytes, sheet: str) -> dict[str, str]:
    return {
        cell.coordinate: cell.comment.text
        for row in loaded(data, sheet)[sheet]
        for cell in row
        if cell.comment
    }


def test_notes_are_added_and_appended_to(sample: bytes) -> None:
    once = patch(sample, Edits(notes={("①作戦", 8, 2): "確認\n<二行目>", ("⑤振り返り", 9, 3): "b"}))
    assert (comments(once, "①作戦"), comments(once, "⑤振り返り")) == (
        {"B8": "確認\n<二行目>"},
        {"C9": "b"},
    )
    twice = patch(once, Edits(notes={("①作戦", 8, 2): "追記", ("①作戦", 10, 3): "c"}))
    assert comments(twice, "①作戦") == {"B8": "確認\n<二行目>\n追記", "C10": "c"}
    assert comments(patch(twice, Edits(notes={("①作戦", 8, 2): "追記"})), "①作戦") == comments(
        twice, "①作戦"
    )


def test_a_persons_notes_stay_beside_ours() -> None:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("表")
    sheet.write_comment("B2", "前からの注", {"author": "見本花子"})
    book.close()
    made = patch(out.getvalue(), Edits(notes={("表", 2, 2): "追記", ("表", 3, 2): "新しい注"}))
    assert comments(made, "表") == {"B2": "前からの注\n追記", "B3": "新しい注"}
    assert loaded(made)["表"]["B2"].comment.author == "見本花子"
    drawing = next(data for name, data in parts_of(made).items() if name.endswith(".vml"))
    assert drawing.count(b'ObjectType="Note"') == 2
    assert len(set(re.findall(rb'id="(_x0000_s\d+)"', drawing))) == 2


# ---- properties and the package ----


def test_properties_are_set_and_made(sample: bytes) -> None:
    made = read_grid(
        patch(sample, Edits(properties={"btobsheet_revision": "2", "新": "<値> & 'x'"}))
    ).custom
    assert made == read_grid(sample).custom | {"btobsheet_revision": "2", "新": "<値> & 'x'"}
    assert read_grid(patch(zipped.book(), Edits(properties={"a": "1", "b": "2"}))).custom == {
        "a": "1",
        "b": "2",
    }


def test_untouched_parts_keep_their_compressed_bytes(sample: bytes) -> None:
    made = patch(sample, Edits(values={("①作戦", 8, 2): "x"}, recalculate=False))
    with zipfile.ZipFile(BytesIO(sample)) as old, zipfile.ZipFile(BytesIO(made)) as new:
        assert old.namelist() == new.namelist()
        assert new.testzip() is None
        same = [
            (a, b) for a, b in zip(old.infolist(), new.infolist(), strict=True) if a.CRC == b.CRC
        ]
        assert len(same) == len(old.infolist()) - 1
        about = attrgetter("compress_size", "compress_type", "date_time", "external_attr")
        assert [about(a) for a, _ in same] == [about(b) for _, b in same]


def test_names_methods_and_letters_of_parts_are_kept() -> None:
    parts = zipped.parts()
    odd = {
        "xl/媒体/図.bin": b"\x00\x01",
        "Custom/Item.XML": "<a/>",
        **{name.replace("sheet1", "Sheet1"): data for name, data in parts.items()},
    }
    data = zipped.zipped(odd, zipfile.ZIP_STORED)
    made = patch(data, Edits(values={("Plan", 1, 1): 5}))
    assert list(parts_of(made)) == list(odd)
    assert (parts_of(made)["xl/媒体/図.bin"], parts_of(made)["Custom/Item.XML"]) == (
        b"\x00\x01",
        b"<a/>",
    )
    assert read_grid(made).sheets[0].rows[1][1].value == 5


def test_a_file_written_as_a_stream_is_read() -> None:
    class Stream(BytesIO):
        def seekable(self) -> bool:
            return False

    out = Stream()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in zipped.parts().items():
            package.writestr(name, data)
    assert (
        read_grid(patch(out.getvalue(), Edits(values={("Plan", 1, 1): 5})))
        .sheets[0]
        .rows[1][1]
        .value
        == 5
    )


def test_entries_that_overlap_are_refused() -> None:
    data = zipped.book()
    with zipfile.ZipFile(BytesIO(data)) as package:
        entry = package.infolist()[-1]
    start = data.rindex(b"PK\x01\x02")
    directory = bytearray(data[start:])
    grown = (
        bytes(data[:start])
        + bytes(directory[:20])
        + (len(data)).to_bytes(4, "little")
        + bytes(directory[24:])
    )
    assert entry.compress_size < len(data)
    with pytest.raises(UnreadableError):
        patch(grown, Edits(values={("Plan", 1, 1): 5}))


def test_a_macro_workbook_keeps_its_macros() -> None:
    parts = zipped.parts()
    parts["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0 not run"
    made = parts_of(patch(zipped.zipped(parts), Edits(values={("Plan", 1, 1): 5})))
    assert made["xl/vbaProject.bin"] == b"\xd0\xcf\x11\xe0 not run"


def test_part_names_count_without_case() -> None:
    parts = Parts(zipped.book())
    assert "XL/Workbook.xml" in parts
    assert "xl/other.xml" not in parts
