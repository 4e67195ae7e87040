"""New tabs in a person's workbook: in front or behind, replaced by their like, and everything that
counts tabs follows.
"""

from __future__ import annotations

import datetime as dt
import re
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import zipped
from books import opened as loaded
from books import sample_book
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from packages import cells_of, parts_of

from btobsheet.excel.patch.edits import Edits, Tab, TabCell, patch
from btobsheet.excel.raw.grid import read_grid

WORKBOOK = "xl/workbook.xml"
CELLS = (
    (TabCell(value="表題", style="title"),),
    (
        TabCell(value="番号", style="heading"),
        TabCell(value="場所", style="heading"),
        TabCell(value="採用", style="heading"),
    ),
    (
        TabCell(value=1, style="number"),
        TabCell(value="①作戦!B8", style="link", link="'①作戦'!B8"),
        TabCell(style="input"),
    ),
    (
        TabCell(value=dt.date(2026, 4, 1), style="date"),
        TabCell(value="<折り返す> & 文", style="wrap"),
        TabCell(value="メモ", style="note"),
    ),
)


def tab(name: str = "競合", **more: Any) -> Tab:
    return Tab(name=name, rows=CELLS, widths=(6, 20, 30), frozen_rows=2, **more)


@pytest.fixture(scope="module")
def sample() -> bytes:
    return sample_book()


def names(data: bytes) -> list[str]:
    return [sheet.name for sheet in read_grid(data).sheets]


def test_a_tab_in_front_is_shown_and_holds_what_was_given(sample: bytes) -> None:
    made = patch(
        sample, Edits(tabs=(tab(heights={1: 26}, choices=(("C3:C3", ("マスター", "コピー")),)),))
    )
    assert names(made) == ["競合", *names(sample)]
    book = loaded(made, "競合", "はじめに")
    sheet = book.worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)] == [
        [1, "①作戦!B8", None],
        [dt.datetime(2026, 4, 1), "<折り返す> & 文", "メモ"],
    ]
    assert sheet["B3"].hyperlink.location == "'①作戦'!B8"
    assert (
        sheet.freeze_panes,
        sheet.row_dimensions[1].height,
        sheet.column_dimensions["C"].width,
    ) == ("A3", 26, 30)
    assert sheet["A1"].font.name == book.worksheets[1]["A1"].font.name
    assert sheet.data_validations.dataValidation[0].formula1 == '"マスター,コピー"'
    assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$1:$2")
    assert book.active.title == "競合"


def test_no_other_tab_stays_selected(sample: bytes) -> None:
    made = parts_of(patch(sample, Edits(tabs=(tab(),))))
    selected = [
        name
        for name, data in made.items()
        if name.startswith("xl/worksheets/sheet") and b"tabSelected" in data
    ]
    assert len(selected) == 1
    assert selected[0] not in parts_of(sample)


def test_local_names_follow_their_tabs(sample: bytes) -> None:
    before, after = (
        loaded(sample, "①作戦"),
        loaded(patch(sample, Edits(tabs=(tab(), tab("記録", first=False)))), "①作戦"),
    )
    assert [sheet.title for sheet in after] == ["競合", *before.sheetnames, "記録"]
    assert {sheet.title: (sheet.print_area, sheet.print_title_rows) for sheet in before} == {
        sheet.title: (sheet.print_area, sheet.print_title_rows)
        for sheet in after
        if sheet.title not in ("競合", "記録")
    }


def test_everything_but_the_tab_is_as_it_was(sample: bytes) -> None:
    old, new = parts_of(sample), parts_of(patch(sample, Edits(tabs=(tab(),), recalculate=False)))
    selected = next(name for name, data in old.items() if b"tabSelected" in data)
    changed = {name for name in old if old[name] != new[name]}
    assert changed == {
        WORKBOOK,
        "xl/_rels/workbook.xml.rels",
        "[Content_Types].xml",
        "xl/styles.xml",
        selected,
    }
    assert (
        cells_of(read_grid(sample)).items()
        <= cells_of(read_grid(patch(sample, Edits(tabs=(tab(),))))).items()
    )


def test_a_tab_of_ours_is_replaced_and_nothing_piles_up(sample: bytes) -> None:
    once = patch(sample, Edits(tabs=(tab(), tab("_記録", hidden=True, first=False))))
    twice = patch(once, Edits(tabs=(tab(), tab("_記録", hidden=True, first=False))))
    assert parts_of(once) == parts_of(twice)
    other = Tab(name="競合", rows=((TabCell(value="新しい"),),))
    assert read_grid(patch(once, Edits(tabs=(other,)))).sheets[0].rows == {
        1: {1: read_grid(patch(sample, Edits(tabs=(other,)))).sheets[0].rows[1][1]}
    }


def test_a_replaced_tab_comes_to_the_front_again(sample: bytes) -> None:
    moved = patch(patch(sample, Edits(tabs=(tab(),))), Edits(tabs=(tab("別"),)))
    assert names(moved)[:2] == ["別", "競合"]
    again = patch(moved, Edits(tabs=(tab(),)))
    assert names(again)[:3] == ["競合", "別", names(sample)[0]]
    book = loaded(again, "競合")
    assert book["競合"].print_title_rows == book["別"].print_title_rows == "$1:$2"
    assert book.active.title == "競合"


def test_a_persons_tab_of_the_same_name_stays() -> None:
    book = BytesIO()
    made = openpyxl.Workbook()
    made.active.title = "競合"
    made.active["A1"] = "私の表"
    made.save(book)
    theirs = book.getvalue()
    once = patch(theirs, Edits(tabs=(tab(),)))
    assert names(once) == ["競合 (2)", "競合"]
    assert names(patch(once, Edits(tabs=(tab(),)))) == ["競合 (2)", "競合"]
    assert read_grid(once).sheets[1].rows[1][1].value == "私の表"


@pytest.mark.parametrize(
    ("wished", "name"),
    [
        ("a/b:c*[d]?\\", "a_b_c__d___"),
        ("長" * 40, "長" * 31),
        ("'引用'", "引用"),
        ("", "Sheet"),
        ("<&>", "<&>"),
        ("PLAN", "PLAN (2)"),
        ("a\nb", "a_b"),
    ],
)
def test_a_tabs_name_is_one_that_excel_takes(wished: str, name: str) -> None:
    assert names(patch(zipped.book(), Edits(tabs=(Tab(name=wished, rows=()),))))[0] == name


def test_a_tab_last_leaves_the_view_alone() -> None:
    view = '<bookViews><workbookView activeTab="0" firstSheet="0"/></bookViews>'
    made = parts_of(
        patch(
            zipped.book(properties=view),
            Edits(tabs=(tab(first=False, hidden=True),), recalculate=False),
        )
    )[WORKBOOK].decode()
    assert names(patch(zipped.book(), Edits(tabs=(tab(first=False),)))) == ["Plan", "競合"]
    assert 'state="hidden"' in made
    assert 'activeTab="0"' in made


def test_the_open_tab_is_counted_from_the_new_front() -> None:
    parts = zipped.parts(
        properties='<bookViews><workbookView firstSheet="1" activeTab="0"/></bookViews>'
    )
    made = parts_of(patch(zipped.zipped(parts), Edits(tabs=(tab(),))))[WORKBOOK].decode()
    assert re.search("<workbookView[^>]*>", made)[0] == '<workbookView activeTab="0"/>'  # type: ignore[index]  # else the test fails


def test_words_too_long_for_a_drop_down_stand_beside_it(sample: bytes) -> None:
    words = tuple(f"とても長い名前のファイル{number}.xlsx" for number in range(30))
    made = loaded(
        patch(sample, Edits(tabs=(tab(choices=(("C3:C4", words), ("A4", ("a,b", "c")))),))), "競合"
    )
    rules = made["競合"].data_validations.dataValidation
    assert [rule.formula1 for rule in rules] == ["$E$1:$E$30", "$F$1:$F$2"]
    assert tuple(made["競合"].cell(row, 5).value for row in range(1, 31)) == words
    assert made["競合"].column_dimensions["E"].hidden


_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=9)
_CELL = st.builds(
    TabCell,
    value=st.one_of(
        st.none(),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=9),
        st.integers(-9999, 9999),
        st.booleans(),
        st.dates(dt.date(1950, 1, 1)),
    ),
    style=st.sampled_from(
        [
            "text",
            "title",
            "heading",
            "wrap",
            "date",
            "number",
            "input",
            "link",
            "note",
            "error",
            "warning",
            "notice",
        ]
    ),
)


@given(st.lists(st.lists(_CELL, max_size=4).map(tuple), max_size=5).map(tuple))
@examples(15, 60)
def test_any_tab_reads_back(rows: tuple[tuple[TabCell, ...], ...]) -> None:
    found = cells_of(read_grid(patch(zipped.book(), Edits(tabs=(Tab(name="新", rows=rows),)))))
    first = dt.date(1899, 12, 30)
    expected = {
        ("新", row, column): (cell.value - first).days
        if isinstance(cell.value, dt.date)
        else cell.value
        for row, line in enumerate(rows, start=1)
        for column, cell in enumerate(line, start=1)
        if cell.value not in (None, "")
    }
    assert {at: cell.value for at, cell in found.items()} == expected


def test_a_strict_workbook_gets_a_strict_tab() -> None:
    parts = zipped.parts(space=zipped.STRICT)
    strict = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    parts = {name: str(data).replace(zipped.OFFICE, strict) for name, data in parts.items()}
    made = parts_of(patch(zipped.zipped(parts), Edits(tabs=(tab(),))))
    assert zipped.STRICT.encode() in made["xl/worksheets/sheet2.xml"]
    assert not any(b"schemas.openxmlformats.org/spreadsheetml" in data for data in made.values())
    assert (
        f'Type="{strict}/worksheet" Target="worksheets/sheet2.xml"'.encode()
        in made["xl/_rels/workbook.xml.rels"]
    )
