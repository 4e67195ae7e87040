"""Law: every word of a copy that a merge does not take over is named by merge itself, with its
cell.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import pytest
from books import bare_book, generated
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from plans import DAY, small_plan
from sharing.test_which import saved_again
from zipped import rezipped

from btobsheet.api import copies
from btobsheet.excel.patch.edits import Edits, Tab, TabCell, Target, Value, patch
from btobsheet.excel.raw.cells import CellError, Grid
from btobsheet.excel.raw.grid import read_grid
from btobsheet.excel.read.reader import ReadResult, read_workbook
from btobsheet.layout.address import a1
from btobsheet.layout.twin.personal import PICK
from btobsheet.sharing.merge.written import Outcome
from btobsheet.wording import text

WORD = "だれも読まない言葉"
Where = Callable[[ReadResult], Target]


@cache
def master() -> bytes:
    return generated(small_plan(), as_of=DAY)


@cache
def bare() -> bytes:
    """Give what people type of it and no more, for words that no formula is asked about."""
    return bare_book(small_plan(), spare=6)


BOOKS: Mapping[str, Callable[[], bytes]] = {"bare": bare, "whole": master}
ON = ["bare", pytest.param("whole", marks=pytest.mark.slow)]


@cache
def result(book: str = "whole") -> ReadResult:
    return read_workbook(BOOKS[book](), computed=True)


@cache
def grid() -> Grid:
    return read_grid(master())


def merged(*made: bytes, source: bytes | None = None, names: tuple[str, ...] = ()) -> Outcome:
    files = names or tuple(f"{at}.xlsx" for at in range(len(made)))
    return copies.merge(source or master(), made, as_of=DAY, names=["m.xlsx", *files])


def cell(table: str, field: str, down: int = 0, across: int = 0, *, book: str = "whole") -> Target:
    """Give a cell of a table, counted from its header's row."""
    located = result(book).tables[table]
    columns = {name: at for at, name in (*located.columns.items(), *located.computed.items())}
    return located.sheet.name, located.header_row + down, columns[field] + across


def last(table: str, book: str = "whole") -> int:
    """Give how far below the header a table's last row stands."""
    rows = result(book).rows[table]
    return rows[-1].origin.row - result(book).tables[table].header_row


TYPED: Mapping[str, tuple[Callable[[str], Target], str]] = {
    "below the table": (
        lambda book: cell("actions", "task", last("actions", book) + 6, book=book),
        "below",
    ),
    "beside the table": (lambda book: cell("reviews", "id", 1, 60, book=book), "margin"),
    "as a number": (lambda book: cell("actions", "id", 1, book=book), "number"),
    "as a setting": (
        lambda book: cell("settings", "id", last("settings", book) + 1, book=book),
        "setting",
    ),
}
WRITTEN: Mapping[str, tuple[Callable[[], Target], str]] = {
    "above the table": (lambda: cell("actions", "task", -3), "margin"),
    "over a header": (lambda: cell("actions", "note"), "margin"),
    "over a formula": (lambda: cell("actions", "state", 1), "computed"),
    "over a figure": (lambda: cell("kpis", "attainment", 2), "computed"),
    "in a spare row's formula": (lambda: cell("actions", "state", last("actions")), "computed"),
    "on the dashboard": (lambda: ("ダッシュボード", 60, 3), "output"),
}


@pytest.mark.parametrize("book", ON)
@pytest.mark.parametrize("case", TYPED)
def test_a_word_that_is_not_taken_over_is_named(case: str, book: str) -> None:
    place, kind = TYPED[case]
    is_named(place(book), kind, BOOKS[book]())


@pytest.mark.slow
@pytest.mark.parametrize("case", WRITTEN)
def test_a_word_where_we_write_is_named(case: str) -> None:
    place, kind = WRITTEN[case]
    is_named(place(), kind, master())


def is_named(at: Target, kind: str, source: bytes) -> None:
    outcome = merged(patch(source, Edits(values={at: WORD})), source=source)
    assert [(one.tab, one.cell, one.kind, one.word) for one in outcome.unsaid] == [
        (at[0], a1(*at[1:]), kind, WORD)
    ]
    assert [item.code for item in outcome.problems if item.code == "W716"] == ["W716"]
    for language in ("ja", "en"):
        said = copies.merge_report(outcome, language=language)
        assert all(word in said for word in (WORD, f"{at[0]}!{a1(*at[1:])}", "0.xlsx"))
    assert WORD in copies.merge_report(outcome, "json")


@pytest.mark.parametrize(
    ("table", "field", "mine", "told"),
    [
        ("kpis", "name", "KPI", []),
        ("kpis", "name", "指標の名前", ["指標の名前"]),
        *(
            pytest.param(*case, marks=pytest.mark.slow)
            for case in (
                ("kpis", "unit", "Unit", []),  # ours, of another language
                ("tactics", "channel", "チャネル", []),  # what it was called once
                ("costs", "actual.2026-04", "4月 実費", []),
                ("actions", "status", "KPI", ["KPI"]),  # of another table
            )
        ),
    ],
)
def test_a_header_of_ours_is_no_word_where_the_master_calls_the_column_otherwise(
    table: str, field: str, mine: str, told: list[str]
) -> None:
    at = cell(table, field)
    called = patch(master(), Edits(values={at: "うちの呼び方"}))
    outcome = merged(patch(called, Edits(values={at: mine})), source=called)
    assert [one.word for one in outcome.unsaid] == told


@pytest.mark.parametrize("book", ON)
@pytest.mark.parametrize(
    ("value", "kind"),
    [(CellError("#N/A"), "error"), ("#REF!", "error"), ("長" * 33_000, "too_long")],
)
@pytest.mark.parametrize(
    ("table", "field"), [("actions", "note"), ("settings", "value"), ("kpis", "actual.2026-10")]
)
def test_a_cell_that_says_nothing_is_named_and_the_rest_is_merged(
    table: str, field: str, value: str, kind: str, book: str
) -> None:
    at, other = (cell(*one, 1, book=book) for one in ((table, field), ("people", "role")))
    source = BOOKS[book]()
    copy = patch(source, Edits(values={at: "仮", other: "新しい役割"}))
    outcome = merged(rewritten(copy, "仮", value), source=source)
    assert [(one.cell, one.kind, one.word) for one in outcome.unsaid] == [
        (a1(*at[1:]), kind, value)
    ]
    assert [(one.table, one.field) for one in outcome.merged.changes] == [("people", "role")]


def rewritten(data: bytes, old: str, new: str) -> bytes:
    """Put a text that the patcher would refuse in place of another."""
    return rezipped(
        data,
        lambda name, part: (
            part.replace(f">{old}<".encode(), f">{new}<".encode())
            if name.startswith("xl/worksheets/")
            else part
        ),
    )


@pytest.mark.slow
def test_a_tab_of_a_persons_own_is_named_cell_by_cell() -> None:
    mine = Tab(name="会議メモ", rows=((TabCell(value=WORD), TabCell(value=5)),) * 60)
    own = patch(master(), Edits(tabs=(mine,)))
    copy = rezipped(own, lambda _, part: part.replace(b"_btobsheet_tab", b"_another_name"))
    outcome = merged(copy)
    assert {(one.tab, one.kind) for one in outcome.unsaid} == {("会議メモ", "own_tab")}
    assert len(outcome.unsaid) == 120
    said = copies.merge_report(outcome, language="ja")
    assert "会議メモ!A1" in said
    assert "ほか80個のセル" in said
    assert copies.merge_report(outcome, "json").count('"own_tab"') == 120
    assert merged(own).unsaid == ()  # a tab that we put there ourselves


@pytest.mark.slow
def test_what_stands_in_the_master_too_is_no_word_of_the_copy() -> None:
    at = cell("actions", "task", -3)
    noted = patch(master(), Edits(values={at: WORD, cell("actions", "state", 1): "手で"}))
    assert merged(noted, source=noted).unsaid == ()
    moved = patch(noted, Edits(values={at: None, (at[0], at[1], at[2] + 1): WORD}))
    assert merged(moved, source=noted).unsaid == ()
    twice = patch(noted, Edits(values={(at[0], at[1], at[2] + 1): WORD}))
    assert [one.cell for one in merged(twice, source=noted).unsaid] == [a1(at[1], at[2] + 1)]


@pytest.mark.slow
def test_a_copy_that_is_only_saved_again_says_nothing() -> None:
    assert merged(saved_again(master())).unsaid == ()
    changed = patch(master(), Edits(values={cell("actions", "task", 1): "別の仕事"}))
    later = merged(changed).data
    assert merged(master(), changed, source=later).unsaid == ()


@pytest.mark.parametrize("field", ["task", "owner", "status"])
def test_a_word_of_a_row_is_no_less_a_word_below_the_table(field: str) -> None:
    """It stands in the master's rows, but says nothing of this place."""
    sheet, row, column = cell("actions", field, 1)
    rows = next(one for one in grid().sheets if one.name == sheet).rows
    there, below = str(rows[row][column].value), max(rows) + 20
    copy = patch(master(), Edits(values={(sheet, below, column): there}))
    assert [(one.cell, one.word) for one in merged(copy).unsaid] == [(a1(below, column), there)]


@pytest.mark.parametrize("format", ["text", "json"])
def test_it_is_said_in_the_language_of_who_reads_it(format: str) -> None:
    sheet, _, column = cell("actions", "task", 1)
    below = max(next(one for one in grid().sheets if one.name == sheet).rows) + 20
    outcome = merged(patch(master(), Edits(values={(sheet, below, column): WORD})))
    assert [one.kind for one in outcome.unsaid] == ["below"]
    for language, other in (("ja", "en"), ("en", "ja")):
        told = copies.merge_report(outcome, format, language=language)
        assert text(language, "merge.unsaid_below") in told
        assert text(other, "merge.unsaid_below") not in told


@pytest.mark.slow
def test_a_part_that_was_handed_out_says_nothing_of_its_own() -> None:
    parts = copies.split(master(), as_of=DAY, today=DAY, due=DAY)
    outcome = merged(*(one.data for one in parts.files))
    assert (outcome.unsaid, outcome.merged.changes, outcome.problems) == ((), (), ())


def _words(outcome: Outcome, copy: bytes) -> set[str]:
    """Give all words that the merged workbook holds, or that are named, or asked about."""
    held = {
        str(one.value)
        for sheet in read_grid(outcome.data).sheets
        if not sheet.name.startswith("_")
        for cells in sheet.rows.values()
        for one in cells.values()
    }
    named = {one.word for one in outcome.unsaid}
    named |= {str(one.after.cell) for one in outcome.unplaced if one.after}
    asked = {
        str(one.value.cell)
        for conflict in outcome.merged.conflicts
        for one in conflict.candidates
        if one.value
    }
    return held | named | asked


@pytest.mark.slow
@examples(3, 40)
@given(st.data())
def test_every_word_typed_anywhere_lands_or_is_named(data: st.DataObject) -> None:
    tabs = [sheet for sheet in grid().sheets if not sheet.name.startswith("_")]
    values: dict[Target, Value] = {}
    for number in range(data.draw(st.integers(1, 25))):
        sheet = tabs[data.draw(st.integers(0, len(tabs) - 1))]
        row = data.draw(st.integers(2, max(sheet.rows) + 12))
        wide = max(max(cells) for cells in sheet.rows.values() if cells)
        column = data.draw(st.integers(1, wide + 6))
        if (row, column) != PICK:
            values[sheet.name, row, column] = f"言葉{number}号"
    copy = patch(master(), Edits(values=values))
    outcome = merged(copy)
    assert {str(value) for value in values.values()} <= _words(outcome, copy)
