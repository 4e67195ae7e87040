"""Notes that colleagues put on cells come along when their copies are merged."""

from __future__ import annotations

import datetime as dt

from books import bare_book, opened
from plans import DAY, small_plan
from threads import threaded

from btobsheet import api
from btobsheet.api import copies
from btobsheet.excel.patch.edits import Edits, Target, patch
from btobsheet.excel.raw.grid import read_grid
from btobsheet.excel.raw.notes import notes_in
from btobsheet.excel.read.reader import read_workbook
from btobsheet.layout.address import a1
from btobsheet.sharing.merge.written import Outcome


def master() -> bytes:
    return bare_book(small_plan())


def place(record_id: str, field: str) -> Target:
    """Give a cell of the actions."""
    result = read_workbook(master())
    row = next(
        record.origin.row
        for record in result.plan.actions
        if record.id == record_id and record.origin
    )
    return result.tables["actions"].sheet.name, row, result.tables["actions"].number(field)


def spare() -> tuple[str, int]:
    tab, row, _ = place(small_plan().actions[-1].id, "task")
    return tab, row + 1


def cell_notes(data: bytes) -> dict[Target, str]:
    found = notes_in(data)
    return {cell: "\n".join(found.said(cell)) for cell in found.cells()}


def merged(master: bytes, *made: bytes) -> tuple[Outcome, dict[Target, str]]:
    outcome = copies.merge(
        master,
        made,
        as_of=DAY,
        names=["m.xlsx", *(f"{number}.xlsx" for number in range(len(made)))],
    )
    return outcome, cell_notes(outcome.data)


def test_notes_of_copies_are_added_to_the_masters_once() -> None:
    end, task = place("A002", "end"), place("A003", "task")
    noted = patch(master(), Edits(notes={end: "主催に確認中"}))
    first = patch(noted, Edits(notes={end: "7月に延びそう", task: "要相談"}))
    second = patch(
        master(), Edits(notes={task: "要相談"}, values={place("A004", "end"): dt.date(2026, 12, 4)})
    )
    outcome, notes = merged(noted, first, second)
    assert outcome.notes == 2
    assert (
        "主催に確認中" in notes[end]
        and "7月に延びそう" in notes[end]
        and notes[task].count("要相談") == 1
    )
    sheet = opened(outcome.data, task[0])[task[0]]
    assert "要相談" in sheet.cell(task[1], task[2]).comment.text
    assert merged(outcome.data, first)[0].notes == 0


def test_a_note_that_is_part_of_another_note_is_brought_over() -> None:
    end = place("A002", "end")
    noted = patch(master(), Edits(notes={end: "7月に延びそうではない"}))
    outcome, notes = merged(noted, patch(master(), Edits(notes={end: "7月に延びそう"})))
    assert outcome.notes == 1
    assert "7月に延びそう" in notes[end].splitlines()


def test_a_new_rows_note_follows_its_row() -> None:
    tab, row = spare()
    task = place("A001", "task")[2]
    made = [
        patch(
            master(),
            Edits(
                values={(tab, row, task): f"新しい行動{name}"},
                notes={(tab, row, task): f"メモ{name}"},
            ),
        )
        for name in "甲乙"
    ]
    outcome, notes = merged(master(), *made)
    names = {
        action.origin.row: action.task
        for action in api.read(outcome.data).plan.actions
        if action.origin
    }
    assert {names[at]: note for (_, at, _), note in notes.items()} == {
        "新しい行動甲": "メモ甲",
        "新しい行動乙": "メモ乙",
    }


def test_a_workbook_without_notes_has_none() -> None:
    assert cell_notes(master()) == {}


def part_of(tab: str) -> str:
    sheets = [sheet.name for sheet in read_grid(master()).sheets]
    return f"xl/worksheets/sheet{sheets.index(tab) + 1}.xml"


def talked(target: Target, *said: str, data: bytes = b"") -> bytes:
    return threaded(data or master(), part_of(target[0]), a1(*target[1:]), said)


def test_a_conversation_becomes_a_note_with_its_writers_names() -> None:
    end = place("A002", "end")
    outcome, notes = merged(master(), talked(end, "7月に延びそう", "確認します"))
    assert notes[end].splitlines() == ["見本花子: 7月に延びそう", "見本花子: 確認します"]
    assert (outcome.notes, outcome.unsaid) == (1, ())
    assert merged(outcome.data, talked(end, "7月に延びそう"))[0].data == outcome.data
    more, later = merged(outcome.data, talked(end, "7月に延びそう", "確認します", "済みました"))
    assert more.notes == 1
    assert later[end].splitlines()[2:] == ["見本花子: 済みました"]


def test_a_conversation_of_the_masters_is_not_touched_and_a_reply_is_named() -> None:
    end = place("A002", "end")
    own = talked(end, "7月に延びそう")
    outcome, _ = merged(own, talked(end, "7月に延びそう", "確認します"))
    assert outcome.data == own
    assert [(one.cell, one.kind, one.word) for one in outcome.unsaid] == [
        (a1(*end[1:]), "note", "見本花子: 確認します")
    ]
    assert a1(*end[1:]) in copies.merge_report(outcome, language="ja")
    noted, _ = merged(own, patch(master(), Edits(notes={end: "延びません"})))
    assert (noted.data, [one.word for one in noted.unsaid]) == (own, ["延びません"])


def test_notes_that_have_no_place_in_the_master_are_named() -> None:
    tab, _, column = place("A002", "end")
    margin = tab, 4, column
    copy = patch(master(), Edits(notes={margin: "上のメモ"}))
    assert [(one.tab, one.cell, one.word) for one in merged(master(), copy)[0].unsaid] == [
        (tab, a1(4, column), "上のメモ")
    ]
    assert (
        merged(copy, copy, patch(copy, Edits(values={place("A001", "task"): "別の仕事"})))[0].unsaid
        == ()
    )
