"""``upgrade`` writes a workbook of an earlier form anew: every word is there, or is named."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import math
import warnings
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import strategies
from books import bare_book, generated
from click.testing import CliRunner, Result
from editing import emptied, typed
from formerly import layout_1, saved, without_memory
from hypothesis import given, settings
from hypothesis import strategies as st
from office import convert, needs_libreoffice
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from parity.odd_typing import ERRORS, Changes, odd_cells, odd_settings, wide_plan
from parity.patching import Typed, places
from plans import DAY, small_plan

import btobsheet
from btobsheet import api
from btobsheet.cli.group import group
from btobsheet.excel.patch.edits import Edits, patch
from btobsheet.excel.raw.cells import CellError
from btobsheet.excel.raw.formats import days
from btobsheet.excel.raw.grid import read_grid
from btobsheet.excel.raw.notes import notes_in
from btobsheet.layout.address import a1, letters
from btobsheet.layout.book import BOOK, LAYOUT_VERSION
from btobsheet.layout.kinds import Examples, Identifier, serial
from btobsheet.layout.rows.written import plan_rows
from btobsheet.layout.typed.text import is_blank
from btobsheet.life.memory import memory_tab
from btobsheet.life.upgrade import Upgraded, taken_on
from btobsheet.life.upgrade_report import compose_upgraded
from btobsheet.plan.model import Plan
from btobsheet.sharing.merge.beside import Master
from btobsheet.sharing.merge.told import lost_tabs
from btobsheet.sharing.merge.unsaid import unsaid
from btobsheet.sharing.opened import changes_between, open_book
from btobsheet.wording import text

APRIL = dt.date(2026, 4, 6)


def judged(plan: Plan) -> Any:
    return api.assess(plan, DAY)


def forced(data: bytes) -> Upgraded:
    """Take a workbook on as if it were of an earlier form."""
    return taken_on(open_book(data, "old.xlsx", verify=True, outputs=()), judged)


def faults(data: bytes, cells: Mapping[tuple[str, str, str], Typed]) -> list[object]:
    """Give the typed words that are neither in the new workbook, in the cell of the same id and
    column, nor named by the list, with all in which the two workbooks are read differently.
    """
    made = forced(data)
    there, new, old = read_grid(made.data), places(made.data), places(data)
    tabs = {sheet.name: sheet for sheet in there.sheets}
    named = {(one.tab, one.cell) for one in made.left}
    found: list[object] = []
    for key, value in cells.items():
        tab, row, column = new.get(key, ("", 0, 0))
        cell = tabs[tab].rows.get(row, {}).get(column) if tab else None
        if not is_same(value, cell.value if cell else None) and not is_blank(value):
            tab, row, column = old[key]
            if (tab, a1(row, column)) not in named:
                found.append((key, value, cell))
    before, after = open_book(data, verify=True), open_book(made.data, verify=True)
    found += changes_between(before, after)
    if before.plan != after.plan or before.plan.history != after.plan.history:
        found.append("plan")
    if before.base_tables() != after.base_tables() or before.identity != after.identity:
        found.append("identity")
    return found


def is_same(value: object, there: object) -> bool:
    if isinstance(value, float) and isinstance(there, int | float):
        return math.isclose(value, there, rel_tol=1e-14)
    return value == there and isinstance(value, bool) is isinstance(there, bool)


def errors() -> Changes:
    """Give an error value for every kind of input cell."""
    return {
        (table.name, one, column.name): ERRORS[at % len(ERRORS)]
        for table in BOOK.tables
        if table.name != "settings"
        for one in [plan_rows(wide_plan())[table.name][0]["id"]]
        if isinstance(one, str)
        for at, column in enumerate(table.inputs)
        if not column.repeat and not isinstance(column.kind, Identifier | Examples)
    }


FEW: Changes = {
    ("kpis", "K01", "actual.2026-04"): "約50件",
    ("kpis", "K02", "actual.2026-04"): "120件",
    ("kpis", "K02", "actual.2026-05"): "－",
    ("kpis", "K02", "scope"): "どこにもない戦術",
    ("kpis", "K01", "name"): "=1+1",
    ("actions", "A001", "status"): "済",
    ("actions", "A002", "start"): "4月上旬",
    ("actions", "A002", "end"): 20260701,
    ("actions", "A003", "owner"): "  甲野　一郎 ",
    ("actions", "A001", "calendar.2026-04-06"): "●",
    ("actions", "A003", "percent"): CellError("#N/A"),
    ("actions", "A004", "note"): True,
    ("tactics", "T01", "budget"): "120万",
    ("settings", "policy", "value"): "集中する",
    ("settings", "threshold.on_track", "value"): "多め",
    ("settings", "stale_months", "value"): None,
}


@pytest.mark.slow
def test_every_odd_word_is_in_the_cell_of_its_id_and_column() -> None:
    approved = btobsheet.approve(bare_book(small_plan()), note="期首計画", on=APRIL).data
    assert faults(typed(approved, FEW), FEW) == []
    assert btobsheet.read(approved).plan.history.approvals  # these too are compared


@pytest.mark.slow
def test_all_odd_words_are_in_the_cells_of_their_ids_and_columns() -> None:
    cells = {**odd_cells(), **errors()}
    assert faults(typed(bare_book(wide_plan()), cells), cells) == []


@pytest.mark.slow
def test_odd_settings_stand_as_they_were_typed() -> None:
    for cells in odd_settings():
        assert faults(typed(bare_book(small_plan()), cells), cells) == []


VALUES = st.one_of(
    st.sampled_from(strategies.ODD),
    st.sampled_from(("約50件", "120件", "済", "4月上旬", "－", "#N/A", 46204, True)),
    st.floats(-1e9, 1e9).map(lambda value: float(f"{value:.12g}")),
    st.integers(-5, 200),
    st.sampled_from(ERRORS),
)


@pytest.mark.slow
@settings(max_examples=15)
@given(strategies.plans(), st.data())
def test_any_word_in_any_plan_is_taken_along_or_named(plan: Plan, data: st.DataObject) -> None:
    book = bare_book(plan)
    free = [
        key
        for key in places(book)
        if key[2] not in ("id", "examples") and (key[0] != "settings" or key[2] == "value")
    ]
    keys = data.draw(st.lists(st.sampled_from(sorted(free)), max_size=20, unique=True))
    cells = {key: data.draw(VALUES) for key in keys}
    assert faults(typed(book, cells), cells) == []


@cache
def taken() -> Upgraded:
    return btobsheet.upgrade(layout_1(), as_of=DAY, name="old.xlsx")


def test_a_workbook_of_layout_1_becomes_one_of_today() -> None:
    made = taken()
    old, new = open_book(layout_1(), verify=True), open_book(made.data, verify=True)
    assert (made.layout, made.newest, made.left, made.problems) == (1, False, (), ())
    assert (new.layout, new.plan) == (LAYOUT_VERSION, old.plan)
    assert new.identity.plan_id == old.identity.plan_id
    assert new.identity.revision == old.identity.revision
    assert new.identity.base == old.identity.base
    assert new.changes() == old.changes() == ()
    assert changes_between(old, new) == ()
    assert memory_tab(new).name == "_history"


def figures(data: bytes) -> Any:
    """Give a report's JSON without the cells in which its figures stand, and without the file."""
    told = json.loads(json.dumps(btobsheet.status_json(btobsheet.read(data), as_of=DAY)))
    del told["plan"]["file"]

    def without_places(one: Any) -> Any:
        if isinstance(one, dict):
            return {key: without_places(of) for key, of in one.items() if key not in PLACES}
        return [without_places(of) for of in one] if isinstance(one, list) else one

    plain = without_places(told)
    for key in ("problems", "lint"):  # in the order of the cells
        kept = (item for item in plain[key] if item["code"] not in NAMED_INSTEAD)
        plain[key] = sorted(kept, key=lambda item: json.dumps(item, sort_keys=True))
    return plain


NAMED_INSTEAD = ("E402", "N401", "N106", "N109")
"""Formulas in input cells and merged cells: they are named as not taken along."""
PLACES = ("place", "cell", "sheet")


FILLED = {
    ("kpis", "K01", "actual.2026-04"): "約50件",
    ("kpis", "K02", "actual.2026-04"): "120件",
    ("kpis", "K03", "actual.2026-05"): "－",
    ("actions", "A001", "status"): "済",
    ("actions", "A002", "start"): "4月上旬",
    ("settings", "policy", "value"): "集中する",
}


@cache
def dressed(filled: bytes) -> bytes:
    """Give a workbook as people dressed it and added to it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        book = openpyxl.load_workbook(io.BytesIO(filled))
    kpis, actions = book["③KPI目標・実績"], book["④年間アクションプラン"]
    keys = {cell.value: cell.column for cell in actions[1]}
    kpis["C11"].value = "=10+20"
    keys_of_kpis = {cell.value: cell.column for cell in kpis[1]}
    kpis.cell(10, keys_of_kpis["kpis.note"]).value = dt.date(2026, 4, 1)
    kpis.merge_cells("B9:B10")
    kpis["C8"].comment = Comment("部長と確認", "例田花子")
    actions["C7"].comment = Comment("見出しのメモ", "例田花子")
    for row in (8, 9):
        actions.cell(row, keys["actions.task"]).fill = PatternFill("solid", fgColor="FFFF00")
    actions.cell(12, keys["actions.owner"]).font = Font(color="FF0000")
    actions.column_dimensions["C"].width = 80
    actions.row_dimensions[11].hidden = True
    for number in keys.values():  # two rows of a descending sort
        one, other = actions.cell(13, number), actions.cell(15, number)
        if not str(one.value).startswith("="):
            one.value, other.value = other.value, one.value
    own = max(keys.values()) + 2
    actions.cell(7, own).value = "社内コード"
    for row in (8, 9, 10):
        actions.cell(row, own).value = f"X{row}"
    book.create_sheet("覚え").append(("会議は毎週月曜", 12))
    book["覚え"]["C1"].comment = Comment("行き場のないメモ", "見本太郎")
    return saved(book)


def small() -> bytes:
    """Give a small workbook that says it is of layout 1, filled and dressed."""
    return dressed(typed(bare_book(small_plan(), layout=1), FILLED))


def named(data: bytes, formula: str = "uncomputed") -> set[tuple[str, str, str, str]]:
    """Give what is to be named of a dressed workbook, whose own formula was computed or not."""
    drafts = open_book(data).result.understood.drafts["actions"]
    actions, last = "④年間アクションプラン", max(one.row.origin.row for one in drafts)
    at = max(cell for cell, value in read_tab(data, actions)[7].items() if value == "社内コード")
    own = letters(at)
    return {
        ("③KPI目標・実績", "C11", formula, "=10+20"),
        ("③KPI目標・実績", "B9:B10", "merged", ""),
        (actions, "C8", "colour", ""),
        (actions, "C9", "colour", ""),
        (actions, "D12", "colour", ""),
        (actions, "C:C", "width", ""),
        (actions, "11:11", "hidden_row", ""),
        (actions, f"8:{last}", "order", ""),
        (actions, f"{own}7", "margin", "社内コード"),
        *((actions, f"{own}{row}", "margin", f"X{row}") for row in (8, 9, 10)),
        ("覚え", "A1", "own_tab", "会議は毎週月曜"),
        ("覚え", "B1", "own_tab", "12"),
        ("覚え", "C1", "note", "行き場のないメモ"),
    }


def read_tab(data: bytes, name: str) -> dict[int, dict[int, object]]:
    sheet = next(one for one in read_grid(data).sheets if one.name == name)
    return {
        row: {at: cell.value for at, cell in cells.items()} for row, cells in sheet.rows.items()
    }


WITHOUT_WORDS = ("colour", "width")


def left(made: Upgraded) -> set[tuple[str, str, str, str]]:
    return {
        (one.tab, one.cell, one.kind, "" if one.kind in WITHOUT_WORDS else one.word)
        for one in made.left
    }


def notes(data: bytes) -> set[tuple[str, str, str]]:
    found = notes_in(data)
    return {
        (tab, found.authors[tab, row, at], text) for (tab, row, at), text in found.plain.items()
    }


@cache
def small_taken() -> Upgraded:
    return btobsheet.upgrade(small(), as_of=DAY, name="old.xlsx")


@pytest.mark.slow
def test_what_people_added_and_how_they_dressed_it_is_named_with_its_place() -> None:
    assert left(small_taken()) == named(small())
    assert [item.code for item in small_taken().problems] == ["N431"]


@pytest.mark.slow
def test_notes_stand_at_the_same_record_with_their_writers() -> None:
    assert notes(small_taken().data) == {
        ("③KPI目標・実績", "例田花子", "部長と確認"),
        ("④年間アクションプラン", "例田花子", "見出しのメモ"),
    }
    assert small_taken().notes == 2


def test_the_report_and_the_problems_are_the_same() -> None:
    assert figures(small_taken().data) == figures(small())


def test_a_day_that_stands_in_a_note_still_looks_like_one() -> None:
    book = open_book(small_taken().data)
    tab, row, column = places(small_taken().data)["kpis", "K03", "note"]
    assert read_tab(small_taken().data, tab)[row][column] == serial(APRIL.replace(day=1))
    assert (row, column) in days(book.data, tab)


@pytest.mark.slow
def test_a_workbook_of_layout_1_that_people_filled_and_dressed() -> None:
    data = dressed(typed(layout_1(), FILLED))
    made = btobsheet.upgrade(data, as_of=DAY)
    assert left(made) == named(data)
    assert figures(made.data) == figures(data)
    assert changes_between(open_book(data), open_book(made.data)) == ()


COPY = {
    ("kpis", "K05", "actual.2026-06"): 7,
    ("kpis", "K01", "actual.2026-04"): 60,
    ("actions", "A004", "owner"): "見本花子",
    ("actions", "A037", "task"): "ほかの行動",
}


@pytest.mark.slow
def test_a_copy_of_layout_1_merges_into_the_new_master_as_into_the_old() -> None:
    master = typed(layout_1(), FILLED)
    new = btobsheet.upgrade(master, as_of=DAY).data
    outcomes = [
        btobsheet.merge(
            data, [typed(layout_1(), COPY)], names=("master.xlsx", "copy.xlsx"), as_of=DAY
        )
        for data in (master, new)
    ]
    told = [[changed(one) for one in outcome.merged.changes] for outcome in outcomes]
    assert len(told[0]) == 3
    assert told[0] == told[1]
    assert [(one.table, one.id, one.field) for one in outcomes[1].merged.conflicts] == [
        ("kpis", "K01", "actual.2026-04")
    ]
    assert [(outcome.unsaid, outcome.problems) for outcome in outcomes] == [((), ())] * 2


@pytest.mark.slow
def test_what_a_copy_of_layout_1_never_had_is_not_told_as_missing() -> None:
    copy, master = (open_book(data, outputs=()) for data in (layout_1(), taken().data))
    assert list(lost_tabs({"copy.xlsx": copy}, master)) == []
    assert unsaid("copy.xlsx", copy, Master(open_book(taken().data, outputs=()))) == []


def changed(one: Any) -> tuple[object, ...]:
    return one.table, one.id, one.field, one.after


@pytest.mark.slow
def test_layout_1_merges_with_copies_of_its_own() -> None:
    copy = typed(layout_1(), {("kpis", "K05", "actual.2026-06"): 7})
    outcome = btobsheet.merge(layout_1(), [copy], names=("a.xlsx", "b.xlsx"), as_of=DAY)
    assert len(outcome.merged.changes) == 1
    assert (outcome.unsaid, outcome.problems) == ((), ())
    assert open_book(outcome.data).layout == 1
    assert btobsheet.upgrade(outcome.data, as_of=DAY).left == ()


@pytest.mark.slow
def test_the_log_of_merges_goes_along() -> None:
    old = bare_book(small_plan(), layout=1)
    copy = typed(old, {("kpis", "K02", "actual.2026-06"): 7})
    merged = btobsheet.merge(old, [copy], names=("a.xlsx", "b.xlsx"), as_of=DAY).data
    logs = [
        read_tab(data, "_btobsheet_log")
        for data in (merged, btobsheet.upgrade(merged, as_of=DAY).data)
    ]
    assert logs[0] == logs[1]
    assert "b.xlsx" in logs[0][2].values()


@pytest.mark.slow
def test_a_workbook_from_before_approvals_gets_their_tab() -> None:
    with pytest.raises(btobsheet.UsageError) as refused:
        btobsheet.approve(without_memory(), on=APRIL)
    assert refused.value.problem.code == "E092"
    made = btobsheet.upgrade(without_memory(), as_of=DAY)
    assert (made.layout, made.newest, made.left, made.problems) == (LAYOUT_VERSION, False, (), ())
    assert btobsheet.upgrade(made.data).newest


def test_a_workbook_of_today_stays_as_it_is() -> None:
    data = bare_book(small_plan())
    made = btobsheet.upgrade(data)
    assert (made.newest, made.data) == (True, data)
    assert [item.code for item in made.problems] == ["N430"]


@pytest.mark.slow
def test_a_spare_row_never_bears_a_number_that_was_handed_out() -> None:
    old = bare_book(small_plan(), layout=1)
    last = len(small_plan().actions)
    data = emptied(old, "actions", f"A{last:03d}")
    new = open_book(btobsheet.upgrade(data, as_of=DAY).data)
    known = f"A{last - 1:03d}"
    spare = min(one for (table, _), one in new.ids.items() if table == "actions" and one > known)
    assert spare == f"A{last + 1:03d}"
    assert [change.kind for change in new.changes()] == ["removed"]


def part() -> bytes:
    """Give a part of a plan of layout 1: its hidden tab says for whom it is."""
    old = bare_book(small_plan(), layout=1)
    last = max(read_tab(old, "_btobsheet"))
    values = {("_btobsheet", last + 1, 1): "issued_to", ("_btobsheet", last + 1, 2): "甲野一郎"}
    return patch(old, Edits(values=values))


def conflicting() -> bytes:
    """Give a merged workbook of layout 1 with a conflict that is still open."""
    old = bare_book(small_plan(), layout=1)
    copies = [typed(old, {("kpis", "K02", "actual.2026-06"): value}) for value in (7, 8)]
    return btobsheet.merge(old, copies, names=("a.xlsx", "b.xlsx", "c.xlsx")).data


@pytest.mark.parametrize(("data", "code"), [(part, "E120"), (conflicting, "E121")])
def test_what_is_refused(data: Callable[[], bytes], code: str) -> None:
    with pytest.raises(btobsheet.UsageError) as refused:
        btobsheet.upgrade(data())
    assert refused.value.problem.code == code


def without_base(data: bytes) -> bytes:
    rows = read_tab(data, "_btobsheet")
    values = {
        ("_btobsheet", row, at): None
        for row, cells in rows.items()
        for at in (1, 2)
        if str(cells[1]).startswith("base")
    }
    return patch(data, Edits(values=values))


@pytest.mark.slow
def test_a_lost_record_of_what_was_handed_out_is_told() -> None:
    old = typed(bare_book(small_plan(), layout=1), FEW)
    made = btobsheet.upgrade(without_base(old), as_of=DAY)
    assert [item.code for item in made.problems] == ["W431", "N431"]
    assert btobsheet.upgrade(without_base(bare_book(small_plan(), layout=1)), as_of=DAY).problems


@pytest.mark.slow
def test_days_of_the_other_date_system_stay_the_days_they_are() -> None:
    data = repacked(bare_book(small_plan()), b"<workbookPr ", b'<workbookPr date1904="1" ')
    assert open_book(data).result.grid.date1904
    assert faults(data, {}) == []


def repacked(data: bytes, old: bytes, new: bytes, **more: bytes) -> bytes:
    """Put other words into the workbook's part, and more parts beside it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for item in before.infolist():
            content = before.read(item)
            if item.filename == "xl/workbook.xml":
                assert not old or old in content
                content = content.replace(old, new) if old else content
            after.writestr(item, content)
        for name, content in more.items():
            after.writestr(f"xl/{name}.bin", content)
    return out.getvalue()


@pytest.mark.slow
def test_what_is_gone_with_the_old_workbook_is_told() -> None:
    old = bare_book(small_plan(), layout=1)
    macros = btobsheet.upgrade(repacked(old, b"", b"", vbaProject=b"..."), as_of=DAY)
    assert [item.code for item in macros.problems] == ["W433"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        book = openpyxl.load_workbook(io.BytesIO(generated(small_plan(), as_of=DAY)))
    del book["_history"]
    forgetful = btobsheet.upgrade(saved(book), as_of=DAY)
    assert [item.code for item in forgetful.problems] == ["W432"]
    nameless = bare_book(small_plan(), layout=1, plan_id="")
    assert [item.code for item in btobsheet.upgrade(nameless, as_of=DAY).problems] == ["W430"]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(group, list(map(str, arguments)))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_was_not_taken_along_is_told_in_both_languages(language: str) -> None:
    made = compose_upgraded(small_taken(), "new.xlsx", language)
    said = api.render(made, "text", width=1_000)
    for place in ("CR7:CR10 社内コード", "C8:C9 (", "C:C ", "11:11 (", "8:17 (", "new.xlsx"):
        assert place.replace(" (", "(" if language == "ja" else " (") in said
    assert text(language, "upgrade.left") in said


@pytest.mark.slow  # tests/e2e/test_safety.py runs it every time
def test_the_command_writes_beside_and_leaves_what_is_new_alone(tmp_path: Path) -> None:
    old, new = tmp_path / "old.xlsx", tmp_path / "new.xlsx"
    old.write_bytes(small())
    before = hashlib.sha256(old.read_bytes()).digest()
    said = run("upgrade", old, "-o", new, "--as-of", DAY)
    assert (said.exit_code, hashlib.sha256(old.read_bytes()).digest()) == (0, before)
    assert new.read_bytes() == small_taken().data
    again = run("upgrade", new, "-o", tmp_path / "again.xlsx")
    assert (again.exit_code, "N430" in again.output) == (0, True)
    assert not (tmp_path / "again.xlsx").exists()


@pytest.mark.parametrize(
    ("out", "code"), [("old.xlsx", "E044"), ("new.xlsm", "E055"), ("there.xlsx", "E040")]
)
def test_outputs_that_are_refused(tmp_path: Path, out: str, code: str) -> None:
    for name in ("old.xlsx", "there.xlsx"):
        (tmp_path / name).write_bytes(without_memory())
    said = run("upgrade", tmp_path / "old.xlsx", "-o", tmp_path / out)
    assert (said.exit_code, code in said.output) == (2, True)
    assert run("upgrade", tmp_path / "old.xlsx").exit_code == 2


def test_approve_names_the_way_with_the_file(tmp_path: Path) -> None:
    (tmp_path / "計画 1.xlsx").write_bytes(without_memory())
    said = run("approve", tmp_path / "計画 1.xlsx", "-o", tmp_path / "new.xlsx")
    assert said.exit_code == 2
    assert 'btobsheet upgrade "計画 1.xlsx" -o NEW.xlsx' in said.output


@pytest.mark.libreoffice
@needs_libreoffice
def test_a_workbook_of_layout_1_that_libreoffice_saved(tmp_path: Path) -> None:
    (tmp_path / "old.xlsx").write_bytes(dressed(typed(layout_1(), FILLED)))
    (resaved,) = convert([tmp_path / "old.xlsx"], tmp_path / "out")
    data = resaved.read_bytes()
    made = btobsheet.upgrade(data, as_of=DAY)
    assert left(made) == named(data, "formula")
    assert figures(made.data) == figures(data)
    assert changes_between(open_book(data), open_book(made.data)) == ()
    assert made.notes == 2
