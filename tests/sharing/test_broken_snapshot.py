"""A snapshot that a program broke (LibreOffice's second save puts a line break into long texts) is
what was handed out all the same.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from books import bare_book, generated
from office import convert, needs_libreoffice
from parity.patching import typed_into
from plans import DAY, small_plan

import btobsheet
from btobsheet import api
from btobsheet.api import copies
from btobsheet.excel.patch.edits import Edits, patch
from btobsheet.excel.raw.grid import read_grid
from btobsheet.sharing.which import read_copy

LETTER = 5_000


def broken(data: bytes) -> bytes:
    """Put a line break into the first piece of the snapshot."""
    sheet = next(sheet for sheet in read_grid(data).sheets if sheet.name == "_btobsheet")
    row, text = next(
        (row, str(cells[2].value))
        for row, cells in sheet.rows.items()
        if cells[1].value == "base.1"
    )
    cut = min(LETTER, len(text) // 2)
    return patch(data, Edits(values={("_btobsheet", row, 2): f"{text[:cut]}\n{text[cut:]}"}))


def check(master: Path, copy: Path, folder: Path, cell: tuple[str, str, str]) -> None:
    found = read_copy(copy)
    assert (found.problems, [(one.id, one.field) for one in found.changes]) == ((), [cell[1:]])
    outcome = copies.merge(master, [copy], as_of=DAY)
    assert (outcome.problems, outcome.merged.conflicts) == ((), ())
    assert [(one.id, one.field) for one in outcome.merged.changes] == [cell[1:]]
    made = copies.returned(master, folder, today=dt.date(2026, 10, 5))
    assert [one.state for one in made.answers if one.file] == ["answered"]


def test_a_copy_whose_snapshot_was_broken(tmp_path: Path) -> None:
    master, copy = tmp_path / "master.xlsx", tmp_path / "back" / "copy.xlsx"
    copy.parent.mkdir()
    master.write_bytes(bare_book(small_plan()))
    cell = ("actions", "A001", "task")
    copy.write_bytes(broken(typed_into(master.read_bytes(), {cell: "別の仕事"})))
    check(master, copy, copy.parent, cell)


@pytest.mark.slow
@needs_libreoffice
def test_a_copy_that_libreoffice_saved_twice(tmp_path: Path) -> None:
    master = tmp_path / "master.xlsx"
    master.write_bytes(generated(btobsheet.sample_plan("ja"), as_of=DAY))
    assert len(api.read(master).plan.identity.base) > 2 * 16_367
    cell = ("actions", "A001", "note")
    typed = tmp_path / "copy.xlsx"
    typed.write_bytes(typed_into(master.read_bytes(), {cell: "足した"}))
    once = convert([typed], tmp_path / "once")
    twice = convert(once, tmp_path / "twice")[0]
    check(master, twice, twice.parent, cell)
