"""``diff --format xlsx``: the new workbook with its changes listed in front and coloured, and
nothing else touched.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

import pytest
from books import bare_book, generated, opened
from click.testing import CliRunner
from openpyxl.workbook import Workbook
from plans import DAY, added, changed, set_up, small_plan, without

from btobsheet import api
from btobsheet.api import copies
from btobsheet.cli.group import group
from btobsheet.excel.raw.grid import read_grid
from btobsheet.plan.records import Action
from btobsheet.reports.copies.changes import word_change
from btobsheet.wording import LANGUAGES, text

OLD = small_plan()
NEW = changed(
    OLD, "A004", end=dt.date(2027, 4, 30), owner="乙川二子", note="=1+1 と書いた長い覚え書き" * 4
)
NEW = set_up(
    without(
        added(changed(NEW, "K02", annual_target=660), Action(id="A011", task="新しい行動")), "A010"
    ),
    policy="選ばれる会社になる",
)


def books() -> tuple[bytes, bytes]:
    return generated(OLD, as_of=DAY), generated(NEW, as_of=DAY)


@cache
def marked(old: bytes, new: bytes, language: str = "ja") -> bytes:
    return copies.diff_marked(old, new, language=language, names=("旧.xlsx", "新.xlsx"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.slow
def test_every_change_stands_on_the_tab_with_a_link_to_its_coloured_cell(language: str) -> None:
    book = opened(marked(*books(), language), text(language, "marked_changes.tab"))
    tab = book.worksheets[0]
    assert (tab.title, book.active.title) == (text(language, "marked_changes.tab"),) * 2
    rows = list(tab.iter_rows(min_row=5, values_only=True))
    old, new = OLD, NEW
    changes = api.diff(old, new)
    assert {row[4] for row in rows} == {
        word_change(change, old, new, language) for change in changes
    }
    assert len(rows) == len(changes)
    linked = [
        cell.hyperlink.location
        for row in tab.iter_rows(min_row=5)
        for cell in row
        if cell.hyperlink
    ]
    assert len(linked) == sum(change.kind != "removed" for change in changes)
    assert {
        (sheet.strip("'"), cell) for sheet, _, cell in (place.rpartition("!") for place in linked)
    } == coloured(book)
    noted = [
        cell.comment.text
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    ]
    assert len(noted) == sum(change.kind == "changed" for change in changes)


def coloured(book: Workbook) -> set[tuple[str, str]]:
    """Give the cells under the highlight, which is a conditional format of its own."""
    found = set()
    for sheet in book:
        for area in sheet.conditional_formatting:
            if any("btobsheet" in formula for rule in area.rules for formula in rule.formula):
                found |= {
                    (sheet.title, cell.coordinate)
                    for part in area.sqref.ranges
                    for row in sheet[part.coord : part.coord]
                    for cell in row
                }
    return found


@pytest.mark.slow
def test_long_texts_stand_there_in_full_and_are_no_formulas() -> None:
    tab = opened(marked(*books()), text("ja", "marked_changes.tab")).worksheets[0]
    note = next(
        row
        for row in tab.iter_rows(min_row=5)
        if row[6].value == OLD.actions[3].note or "覚え書き" in str(row[6].value)
    )
    assert note[6].value == NEW.actions[3].note
    assert note[6].data_type == "s"


def test_a_marked_copy_reads_as_the_new_plan_and_marks_again_alike() -> None:
    data = marked(*books())
    assert api.read(data).plan == NEW
    again = read_grid(marked(books()[0], data))
    assert [sheet.name for sheet in again.sheets].count("変更点") == 1


def test_no_changes_are_told() -> None:
    grid = read_grid(marked(books()[0], books()[0]))
    assert grid.sheets[0].rows[1][1].value == text("ja", "marked_changes.none")


def test_the_command(tmp_path: Path) -> None:
    old, new, out = tmp_path / "旧.xlsx", tmp_path / "新.xlsx", tmp_path / "out.xlsx"
    old.write_bytes(books()[0])
    new.write_bytes(books()[1])
    run = CliRunner().invoke
    assert run(group, ["diff", str(old), str(new), "--format", "xlsx"]).exit_code == 2
    assert (
        run(
            group, ["diff", str(old), str(new), "--format", "xlsx", "-o", str(tmp_path / "x.html")]
        ).exit_code
        == 2
    )
    made = run(group, ["diff", str(old), str(new), "--format", "xlsx", "-o", str(out)])
    assert made.exit_code == 0, made.output
    assert (old.read_bytes(), new.read_bytes()) == books()
    assert api.read(out).plan == NEW


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_error_value_is_told_with_the_name_of_its_row(language: str) -> None:
    plan = changed(OLD, "A004", note="#N/A")
    old = bare_book(plan)
    assert "#N/A" not in api.diff_report(old, old, language=language)
    more = changed(changed(plan, "A005", note="#N/A"), "A006", task="#REF!")
    new = bare_book(more)
    said = api.diff_report(old, new, language=language)
    told = [line for line in said.splitlines() if "#" in line]
    names = {one.id: one.task for one in OLD.actions}
    assert len(told) == 2
    assert f"A005 {names['A005']}" in told[0]
    assert f"A006 {names['A006']}" in told[1]
    rows = list(
        opened(marked(old, new, language), text(language, "marked_changes.tab"))
        .worksheets[0]
        .iter_rows(min_row=5, values_only=True)
    )
    assert [row[4] for row in rows] == [f"A005 {names['A005']}", f"A006 {names['A006']}"]
