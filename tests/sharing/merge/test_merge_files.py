"""Merging real workbooks: the sample handed out, typed into, merged by the command line, read back."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from books import generated
from click.testing import CliRunner
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from parity.patching import Typed, places, typed_into
from plans import DAY, START, small_plan

from btobsheet import api
from btobsheet.api import copies
from btobsheet.cli.group import group
from btobsheet.excel.patch.edits import Edits, patch
from btobsheet.excel.raw.grid import read_grid
from btobsheet.excel.read.reader import read_workbook
from btobsheet.layout.address import a1
from btobsheet.plan.calendar import Month
from btobsheet.plan.cells import Entry
from btobsheet.plan.model import Plan
from btobsheet.problems import UsageError
from btobsheet.sharing.merge.log import LOG_TAB
from btobsheet.sharing.opened import Book, open_book
from btobsheet.system.files import exclusive

pytestmark = pytest.mark.slow  # many real workbooks

NEW = "A011"  # the small plan's first spare row
AS_OF = DAY.isoformat()
Cells = Mapping[tuple[str, str, str], Typed]


@pytest.fixture(autouse=True)
def in_japanese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BTOBSHEET_LANG", "ja")


@dataclass(frozen=True)
class Year:
    """A folder with a master and its copies."""

    folder: Path
    master: Path

    def copy(self, name: str, cells: Cells) -> Path:
        path = self.folder / f"{name}.xlsx"
        path.write_bytes(typed_into(self.master.read_bytes(), cells))
        return path

    def run(self, *arguments: str | Path) -> tuple[int, str, str]:
        made = CliRunner().invoke(
            group,
            ["merge", *map(str, arguments), "--as-of", AS_OF],
            prog_name="btobsheet",
            catch_exceptions=False,
        )
        return made.exit_code, made.stdout, made.stderr

    def merge(self, *arguments: str | Path) -> tuple[int, Path, str]:
        out = self.folder / "取り込み後.xlsx"
        code, said, _ = self.run(self.master, *arguments, "-o", out, "--force")
        return code, out, said


@dataclass(frozen=True)
class NextYear(Year):
    """A folder whose master was merged before: its tabs do not stand in the order of its parts any
    more.
    """

    def copy(self, name: str, cells: Cells) -> Path:
        path = self.folder / f"{name}.xlsx"
        path.write_bytes(retyped(self.master.read_bytes(), cells))
        return path


def retyped(data: bytes, cells: Cells) -> bytes:
    where = places(data)
    return patch(data, Edits(values={where[key]: value for key, value in cells.items()}))


@pytest.fixture
def year(tmp_path: Path) -> Year:
    path = tmp_path / "master.xlsx"
    path.write_bytes(handed_out())
    return Year(tmp_path, path)


def handed_out(plan: Plan | None = None, plan_id: str = "p-1") -> bytes:
    return generated(plan or small_plan(), as_of=DAY, plan_id=plan_id)


def record(plan: Plan, record_id: str) -> object:
    return next(record for _, record in plan.records() if record.id == record_id)


def answer(path: Path, answers: Mapping[int, tuple[str, object]]) -> None:
    """Type answers into the tab of conflicts, by number: the choice, and what is written by hand."""
    tab = next(one for one in read_grid(path.read_bytes()).sheets if one.name == "食い違い")
    heads = {cell.value: column for column, cell in tab.rows[4].items()}
    values = {
        (tab.name, 4 + number, heads[head]): value
        for number, pair in answers.items()
        for head, value in zip(("採用", "手入力"), pair, strict=True)
    }
    path.write_bytes(patch(path.read_bytes(), Edits(values=values)))  # type: ignore[arg-type]  # values of all kinds that a cell may hold


def test_untouched_copies_change_nothing(year: Year) -> None:
    code, out, said = year.merge(year.copy("a", {}), year.copy("b", {}))
    assert (code, out.read_bytes()) == (0, year.master.read_bytes())
    assert "取り込む変更はありませんでした" in said
    assert "N712" in said


def test_every_word_lands_and_every_input_stays_as_it_is(year: Year) -> None:
    copies = [
        year.copy(
            "a",
            {
                ("actions", "A001", "note"): "約50件",
                ("kpis", "K02", "actual.2026-10"): "約50件",
                ("settings", "policy", "value"): "新しい方針",
            },
        ),
        NextYear(year.folder, year.master).copy(
            "b",
            {
                ("actions", "A004", "calendar.2026-10-12"): "★",
                ("kpis", "K02", "target.2026-10"): 61.0,
                ("reviews", "R02", "result"): "書いた",
            },
        ),
        year.copy(
            "c",
            {
                ("people", "P01", "role"): None,
                ("holidays", "H03", "date"): 46300.0,
                ("actions", "A005", "end"): "2027年1月31日",
            },
        ),
    ]
    before = [path.read_bytes() for path in (year.master, *copies)]
    code, out, _ = year.merge(*copies)
    assert code == 0
    assert [path.read_bytes() for path in (year.master, *copies)] == before
    result = read_workbook(out, verify=True, computed=True)
    plan, rows = result.plan, read_workbook(out).tables
    assert record(plan, "A001").note == "約50件"
    assert plan.settings.policy == "新しい方針"
    assert record(plan, "A004").calendar == (("2026-10-12", "★"),)
    assert (
        record(plan, "K02").target[6],
        record(plan, "R02").result,
        record(plan, "P01").role,
    ) == (61, "書いた", "")
    assert record(plan, "H03").date.isoformat() == "2026-10-05"
    assert record(plan, "A005").end.isoformat() == "2027-01-31"
    assert [item.value for item in result.problems if item.severity == "error"] == ["約50件"]
    assert (plan.identity.revision, plan.identity.checksum_ok) == (2, True)
    assert rows.keys() == {
        "settings",
        "people",
        "holidays",
        "operations",
        "tactics",
        "kpis",
        "actions",
        "reviews",
        "costs",
    }


def test_only_what_is_merged_changes_in_the_file(year: Year) -> None:
    """The tabs that get no new value stay byte for byte: their columns, colours and charts with
    them.
    """
    _, out, _ = year.merge(year.copy("a", {("people", "P01", "role"): "新しい役割"}))
    old, new = (ZipFile(BytesIO(path.read_bytes())) for path in (year.master, out))
    same = [
        name
        for name in old.namelist()
        if name in new.namelist() and old.read(name) == new.read(name)
    ]
    assert set(old.namelist()) <= set(new.namelist())
    assert [name for name in old.namelist() if name not in same and "worksheets/sheet" in name] == [
        "xl/worksheets/sheet1.xml",  # はじめに shows the revision
        "xl/worksheets/sheet2.xml",  # 方針・設定
        "xl/worksheets/sheet15.xml",  # _btobsheet
    ]


def test_the_new_base_is_the_merged_plan(year: Year) -> None:
    """What was merged is the base of the next round: a copy of the output with one more word merges
    to that word alone.
    """
    _, out, _ = year.merge(
        year.copy(
            "a",
            {
                ("actions", "A001", "note"): "一度目",
                ("kpis", "K02", "actual.2026-10"): "約50件",
                ("actions", NEW, "task"): "足した",
            },
        )
    )
    second = NextYear(year.folder, out)
    copy = second.copy("b", {("actions", "A002", "note"): "二度目"})
    outcome = copies.merge(out, [copy], as_of=DAY)
    assert [(one.id, one.field) for one in outcome.merged.changes] == [("A002", "note")]
    assert (outcome.merged.stale, outcome.copies[0].revision) == ((), 2)
    late = copies.merge(
        out, [year.copy("c", {("actions", "A003", "note"): "一度目の版に書いた"})], as_of=DAY
    )
    assert [(one.id, one.field) for one in late.merged.changes] == [("A003", "note")]
    assert late.merged.stale == ()


def test_new_rows_of_several_copies_are_several_rows(year: Year) -> None:
    cells = {
        ("tactics", "T05", "name"): "勉強会",
        ("kpis", "K06", "name"): "参加者",
        ("kpis", "K06", "scope"): "T05 勉強会",
        (*("actions", NEW), "task"): "会場を探す",
    }
    first = year.copy("a", {**cells, ("actions", NEW, "tactic"): "T05"})
    second = year.copy(
        "b",
        {
            **cells,
            ("tactics", "T05", "name"): "展示会",
            ("kpis", "K06", "scope"): "T05 展示会",
            ("actions", NEW, "tactic"): "展示会",
        },
    )
    third = year.copy("c", {("tactics", "T05", "name"): "勉強会"})
    code, out, said = year.merge(first, second, third)
    assert code == 0
    plan = api.read(out).plan
    names = {one.id: one.name for one in plan.tactics}
    assert sorted(names.values()) == sorted(
        [*(one.name for one in small_plan().tactics), "勉強会", "勉強会", "展示会"]
    )
    assert sorted(names[one.tactic] for one in plan.actions if one.task == "会場を探す") == [
        "勉強会",
        "展示会",
    ]
    assert sorted(names[one.scope] for one in plan.kpis if one.name == "参加者") == [
        "勉強会",
        "展示会",
    ]
    assert "重複の候補" in said


def test_more_new_rows_than_spare_ones_go_below_the_table(year: Year) -> None:
    spare = [row.cells["id"] for row in _rows(year.master, "people") if not row.cells.get("name")]
    copies = [
        year.copy(name, {("people", str(one), "name"): f"{name}{one}" for one in spare})
        for name in ("甲", "乙")
    ]
    code, out, _ = year.merge(*copies)
    assert code == 0
    result = read_workbook(out)
    assert {one.name for one in result.plan.people} >= {
        f"{name}{one}" for name in ("甲", "乙") for one in spare
    }
    assert [item.code for item in result.problems] == []


def _rows(path: Path, table: str) -> list[api.Any]:
    from btobsheet.excel.read.rows import raw_rows

    return raw_rows(read_workbook(path).tables[table])[0]


def highlighted(book: openpyxl.Workbook) -> set[str]:
    """Give the cells, with their tabs, that a rule of the patcher's marks."""
    rules = (
        (sheet.title, area.sqref, rule)
        for sheet in book.worksheets
        for area in sheet.conditional_formatting
        for rule in area.rules
    )
    cells = (
        (tab, cell)
        for tab, area, rule in rules
        if 'N("btobsheet")=0' in rule.formula
        for one in area.ranges
        for cell in one.cells
    )
    return {f"{tab}!{a1(row, column)}" for tab, (row, column) in cells}


CONFLICTS: Cells = {
    ("actions", "A001", "owner"): "新田",
    ("actions", "A004", "end"): 46500.0,
    ("kpis", "K02", "actual.2026-09"): 77.0,
}
OTHERS: Cells = {
    ("actions", "A001", "owner"): "古田",
    ("actions", "A004", "end"): 46510.0,
    ("kpis", "K02", "actual.2026-09"): 88.0,
}


def test_conflicts_stand_on_their_tab(year: Year) -> None:
    code, out, said = year.merge(
        year.copy("a", CONFLICTS), year.copy("b", OTHERS), "--format", "json"
    )
    assert code == 1
    data = json.loads(said)
    assert data["schema"] == "btobsheet.merge/1"
    assert [(one["id"], one["field"], one["master"]) for one in data["conflicts"]] == [
        ("K02", "actual.2026-09", 52),
        ("A001", "owner", "甲野一郎"),
        ("A004", "end", "2027-03-12"),
    ]
    book = openpyxl.load_workbook(out)
    tab = book["食い違い"]
    assert book.sheetnames[0] == "食い違い"
    assert book.active is tab
    lines = [[cell.value for cell in row] for row in tab.iter_rows(5, 7)]
    assert [cell.value for cell in tab[4]][6:8] == ["a.xlsx", "b.xlsx"]
    days = [dt.datetime(2027, 3, 12), dt.datetime(2027, 4, 23), dt.datetime(2027, 5, 3)]
    assert [(line[0], *line[2:4], *line[5:8]) for line in lines] == [
        (1, "K02 資料請求数", "9月実績", 52, 77, 88),
        (2, "A001 取材先を決める", "担当", "甲野一郎", "新田", "古田"),
        (3, "A004 記事を公開する", "終了", *days),
    ]
    sheet, _, cell = lines[1][1].partition("!")
    assert book[sheet][cell].value == "甲野一郎"
    assert tab["B6"].hyperlink.location == f"'{sheet}'!{cell}"
    assert highlighted(book) == {line[1] for line in lines}
    offered = {str(rule.sqref): rule.formula1 for rule in tab.data_validations.dataValidation}
    assert offered["I5"] == '"マスター,a.xlsx,b.xlsx,手入力"'


@pytest.mark.parametrize(
    ("given", "code", "expected"),
    [
        ({}, 1, ("甲野一郎", "2027-03-12", 52)),
        ({2: ("マスター", None)}, 1, ("甲野一郎", "2027-03-12", 52)),
        (
            {1: ("a.xlsx", None), 2: ("b.xlsx", None), 3: ("マスター", None)},
            0,
            ("古田", "2027-03-12", 77),
        ),
        (
            {1: ("手入力", 80), 2: ("", "三田"), 3: ("Typed", "2027/1/31")},
            0,
            ("三田", "2027-01-31", 80),
        ),
        ({1: ("手入力", None), 2: ("b", None), 3: ("Master", None)}, 1, ("古田", "2027-03-12", 52)),
        (
            {1: ("手入力", "約80件"), 2: ("c.xlsx", None), 3: ("a.xlsx", None)},
            1,
            ("甲野一郎", "2027-04-23", 52),
        ),
    ],
)
def test_answers_are_applied(
    year: Year, given: dict[int, tuple[str, object]], code: int, expected: tuple[object, ...]
) -> None:
    _, out, _ = year.merge(year.copy("a", CONFLICTS), year.copy("b", OTHERS))
    answer(out, given)
    assert year.run("--resolve", out)[0] == code
    plan = api.read(out).plan
    assert (
        record(plan, "A001").owner,
        record(plan, "A004").end.isoformat(),
        record(plan, "K02").actual[5],
    ) == expected
    again, _, said = year.run("--resolve", out)
    assert (again, "E704" in said) == ((2, True) if code == 0 else (1, False))


def test_a_decided_workbook_shows_no_conflict_any_more(year: Year) -> None:
    _, out, _ = year.merge(year.copy("a", CONFLICTS), year.copy("b", OTHERS))
    answer(out, {1: ("a.xlsx", None), 2: ("b.xlsx", None), 3: ("マスター", None)})
    other = year.folder / "決まり.xlsx"
    before = out.read_bytes()
    assert year.run("--resolve", out, "-o", other)[0] == 0
    assert out.read_bytes() == before
    book = openpyxl.load_workbook(other)
    assert book["食い違い"]["A1"].value == "食い違いはありません"
    assert highlighted(openpyxl.load_workbook(out)) != set() == highlighted(book)
    assert api.read(other).plan.identity.revision == 3


def test_a_cell_changed_by_hand_is_an_answer(year: Year) -> None:
    _, out, _ = year.merge(year.copy("a", CONFLICTS), year.copy("b", OTHERS))
    out.write_bytes(retyped(out.read_bytes(), {("actions", "A001", "owner"): "三田"}))
    assert year.run("--resolve", out)[0] == 1
    outcome = copies.resolve(out, as_of=DAY)
    assert [(one.id, one.field) for one in outcome.merged.conflicts] == [
        ("K02", "actual.2026-09"),
        ("A004", "end"),
    ]
    assert record(api.read(out).plan, "A001").owner == "三田"


@pytest.mark.parametrize(
    ("prefer", "code", "owner"),
    [("master", 0, "甲野一郎"), ("copy", 1, "甲野一郎")],
)
def test_preferring_decides_at_once(year: Year, prefer: str, code: int, owner: str) -> None:
    done, out, _ = year.merge(year.copy("a", CONFLICTS), year.copy("b", OTHERS), "--prefer", prefer)
    assert (done, record(api.read(out).plan, "A001").owner) == (code, owner)
    logged = log_of(out)
    assert ("不採用" in {line[1] for line in logged}) == (prefer == "master")
    assert prefer == "copy" or {"新田", "古田"} <= {line[9] for line in logged}


def test_preferring_the_copy_takes_its_word(year: Year) -> None:
    newer = Year(year.folder, year.folder / "newer.xlsx")
    newer.master.write_bytes(typed_into(year.master.read_bytes(), OTHERS))
    done, out, _ = newer.merge(year.copy("a", CONFLICTS), "--prefer", "copy")
    assert (done, record(api.read(out).plan, "A001").owner) == (0, "新田")


def test_deleted_rows(year: Year) -> None:
    """A row that a copy emptied is told.

    One that was changed elsewhere is a conflict, and goes where the copy is chosen.
    """
    filled = {
        (table, one, field)
        for (table, one, field) in _filled(year.master)
        if one in ("A001", "A002")
    }
    code, out, said = year.merge(
        year.copy("a", dict.fromkeys(filled)), year.copy("b", {("actions", "A001", "note"): "急ぐ"})
    )
    assert code == 1
    assert "削除の候補" in said
    assert {one.id for one in api.read(out).plan.actions} >= {"A001", "A002"}
    answer(out, {1: ("コピー", None)})
    assert year.run("--resolve", out)[0] == 0
    assert {one.id for one in api.read(out).plan.actions} & {"A001", "A002"} == {"A002"}


def _filled(path: Path) -> list[tuple[str, str, str]]:
    rows = _rows(path, "actions")
    return [
        ("actions", str(row.cells["id"]), field)
        for row in rows
        for field, value in row.cells.items()
        if field != "id" and value not in (None, "")
    ]


def test_open_conflicts_outlast_the_next_merge(year: Year) -> None:
    _, out, _ = year.merge(year.copy("a", CONFLICTS), year.copy("b", OTHERS))
    second = NextYear(year.folder, year.folder / "第2版.xlsx")
    second.master.write_bytes(out.read_bytes())
    code, last, _ = second.merge(second.copy("c", {("actions", "A002", "note"): "足した"}))
    assert code == 1
    answer(last, {1: ("a.xlsx", None), 2: ("b.xlsx", None), 3: ("a.xlsx", None)})
    assert second.run("--resolve", last)[0] == 0
    plan = api.read(last).plan
    assert (
        record(plan, "A001").owner,
        record(plan, "A002").note,
        record(plan, "K02").actual[5],
    ) == ("古田", "足した", 77)


def test_answers_not_applied_yet_are_not_lost(year: Year) -> None:
    _, out, _ = year.merge(year.copy("a", CONFLICTS), year.copy("b", OTHERS))
    answer(out, {1: ("a.xlsx", None)})
    code, _, said = NextYear(year.folder, out).run(
        out, year.copy("c", {}), "-o", year.folder / "x.xlsx"
    )
    assert (code, "E706" in said, (year.folder / "x.xlsx").exists()) == (2, True, False)


def log_of(path: Path) -> list[list[object]]:
    sheet = next(sheet for sheet in read_grid(path).sheets if sheet.name == LOG_TAB)
    assert sheet.state == "hidden"
    return [
        [cells[column].value if column in cells else None for column in range(1, 11)]
        for row, cells in sorted(sheet.rows.items())
        if row > 1
    ]


def test_the_log_grows_with_every_merge(year: Year) -> None:
    _, out, _ = year.merge(year.copy("佐藤", {("actions", "A001", "note"): "一度目"}))
    first = log_of(out)
    second = NextYear(year.folder, year.folder / "第2版.xlsx")
    second.master.write_bytes(out.read_bytes())
    _, last, _ = second.merge(
        second.copy(
            "鈴木", {("actions", "A001", "note"): "二度目", ("actions", NEW, "task"): "新しい"}
        )
    )
    assert [line[1:3] + line[4:] for line in first] == [
        ["変更", "佐藤.xlsx", "行動", "A001", "A001 取材先を決める", "メモ", None, "一度目"]
    ]
    assert log_of(last)[:1] == first
    assert [line[1:3] + line[5:6] + line[7:] for line in log_of(last)[1:]] == [
        ["変更", "鈴木.xlsx", "A001", "メモ", "一度目", "二度目"],
        ["追加", "鈴木.xlsx", NEW, "やること", None, "新しい"],
    ]


def test_a_formula_of_the_masters_own_stays(year: Year) -> None:
    """A planner's formula in an input cell shows another value in a copy: that is no word of the
    copy.
    """
    target = next(
        (name, row, column)
        for name, row, column in [_target(year.master, "kpis", "K02", "annual_target")]
    )
    year.master.write_bytes(_with_formula(year.master.read_bytes(), target, "50*12", "600"))
    copy = year.folder / "a.xlsx"
    copy.write_bytes(_with_formula(handed_out(), target, "50*12", "612"))
    outcome = copies.merge(year.master, [copy], as_of=DAY)
    assert outcome.merged.changes == outcome.merged.conflicts == ()


def _target(path: Path, table: str, record_id: str, field: str) -> tuple[str, int, int]:
    return places(path.read_bytes())[table, record_id, field]


def _with_formula(data: bytes, target: tuple[str, int, int], formula: str, value: str) -> bytes:
    """Put a formula with its value into a cell of the sheet's XML."""
    number = [sheet.name for sheet in read_grid(data).sheets].index(target[0]) + 1
    part, cell = f"xl/worksheets/sheet{number}.xml", a1(*target[1:])
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w") as new:
        for item in old.infolist():
            text = old.read(item)
            if item.filename == part:
                head, _, rest = text.decode().partition(f'<c r="{cell}"')
                opening, _, tail = rest.partition(">")
                after = tail.partition("</c>")[2] if not opening.endswith("/") else tail
                text = (
                    f'{head}<c r="{cell}"{opening.rstrip("/")}><f>{formula}</f><v>{value}</v>'
                    f"</c>{after}"
                ).encode()
            new.writestr(item, text)
    return out.getvalue()


def test_a_copy_whose_base_is_lost_is_merged_two_way(year: Year) -> None:
    copy = year.copy(
        "a",
        {
            ("actions", "A001", "owner"): None,
            ("actions", "A001", "note"): "足した",
            ("actions", "A002", "owner"): "別の人",
        },
    )
    sheet = next(sheet for sheet in read_grid(copy).sheets if sheet.name == "_btobsheet")
    at = next(row for row, cells in sheet.rows.items() if cells[1].value == "base_sha256")
    copy.write_bytes(patch(copy.read_bytes(), Edits(values={("_btobsheet", at, 2): "0" * 64})))
    code, out, said = year.merge(copy)
    assert (code, "W710" in said) == (1, True)
    plan = api.read(out).plan
    assert [(record(plan, one).owner, record(plan, one).note) for one in ("A001", "A002")] == [
        ("甲野一郎", "足した"),
        ("乙川二子", ""),
    ]


def _other_plan() -> bytes:
    return handed_out(plan_id="p-2")


def _other_year() -> bytes:
    from dataclasses import replace

    return handed_out(replace(small_plan(), start=Month(START.year + 1, START.month)))


@pytest.mark.parametrize(("data", "code"), [(_other_plan, "E701"), (_other_year, "E701")])
def test_another_plans_copy_is_refused(year: Year, data: object, code: str) -> None:
    other = year.folder / "other.xlsx"
    other.write_bytes(data())  # type: ignore[operator]  # one of the two makers above
    out = year.folder / "out.xlsx"
    ended, _, said = year.run(year.master, other, "-o", out, "--force")
    assert (ended, code in said, out.exists()) == (2, True, False)


def test_a_table_sorted_without_its_ids_is_refused(year: Year) -> None:
    tasks = {one.id: one for one in small_plan().actions}
    swapped = {"A001": tasks["A009"], "A009": tasks["A001"]}
    rows = {row.cells["id"]: row.cells for row in _rows(year.master, "actions")}
    cells = {
        ("actions", one, field): rows[other.id].get(field)
        for one, other in swapped.items()
        for field in rows["A001"].keys() | rows["A009"].keys()
    }
    copy = year.copy("a", {key: value for key, value in cells.items() if key[2] != "id"})  # type: ignore[misc]  # plain values
    ended, _, said = year.run(year.master, copy, "-o", year.folder / "out.xlsx")
    assert (ended, "E702" in said, "A001, A009" in said) == (2, True, True)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["{master}", "{copy}"], ""),
        (["{master}", "-o", "{out}"], ""),
        (["{copy}", "--resolve", "{master}"], ""),
        (["--resolve", "{master}", "--prefer", "copy"], ""),
        (["{master}", "{copy}", "-o", "{master}"], "E044"),
        (["{master}", "{copy}", "-o", "{copy}", "--force"], "E044"),
        (["{master}", "{copy}", "-o", "{there}"], "E040"),
        (["{master}", "{copy}", "-o", "{out}.xlsm"], "E055"),
        (["--resolve", "{master}"], "E704"),
    ],
)
def test_wrong_usage(year: Year, arguments: list[str], code: str) -> None:
    copy, there = year.copy("a", {("actions", "A001", "note"): "足した"}), year.copy("there", {})
    names = {"master": year.master, "copy": copy, "there": there, "out": year.folder / "out.xlsx"}
    before = {path: path.read_bytes() for path in (copy, there, year.master)}
    ended, _, said = year.run(*(one.format(**names) for one in arguments))
    assert ended == 2
    assert code in said
    assert {path: path.read_bytes() for path in before} == before


def test_every_unreadable_file_is_named(year: Year) -> None:
    bad = [year.folder / name for name in ("x.xlsx", "y.xlsx")]
    bad[0].write_bytes(b"")
    ended, _, said = year.run(year.master, *bad, "-o", year.folder / "out.xlsx")
    assert (ended, said.count("エラー"), all(path.name in said for path in bad)) == (3, 2, True)


def test_two_merges_at_once_to_one_output(year: Year) -> None:
    """While one process holds the output, the other says so and leaves it.

    The lock ends with its holder.
    """
    copy, out = year.copy("a", {("actions", "A001", "note"): "足した"}), year.folder / "out.xlsx"
    with exclusive(out):
        ended, _, said = year.run(year.master, copy, "-o", out, "--force")
        assert (ended, "E703" in said, out.exists()) == (2, True, False)
        with pytest.raises(UsageError), exclusive(out):
            pass
    assert year.run(year.master, copy, "-o", out)[0] == 0
    assert sorted(path.name for path in year.folder.iterdir()) == [
        "a.xlsx",
        "master.xlsx",
        "out.xlsx",
    ]


def test_a_process_that_was_killed_holds_nothing(year: Year) -> None:
    out = year.folder / "out.xlsx"
    code = (
        f"import os\nfrom pathlib import Path\nfrom btobsheet.system.files import "
        f"exclusive\nwith exclusive(Path({str(out)!r})):\n    os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
    with exclusive(out):
        pass


def test_english_words_of_a_copy_stand_in_the_masters_language(year: Year) -> None:
    """A status typed in English, or by another of its spellings, stands as the master's drop-down
    has it.
    """
    copy = year.copy(
        "a", {("actions", "A004", "status"): "in progress", ("actions", "A005", "status"): "済"}
    )
    _, out, _ = year.merge(copy)
    cells = {
        row.cells["id"]: row.cells["status"]
        for row in _rows(out, "actions")
        if row.cells.get("task")
    }
    assert (cells["A004"], cells["A005"]) == ("進行中", "完了")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_report_speaks_the_readers_language(year: Year, language: str) -> None:
    outcome = copies.merge(
        year.master, [year.copy("a", CONFLICTS), year.copy("b", OTHERS)], as_of=DAY
    )
    said = copies.merge_report(outcome, language=language)
    assert ("K02 資料請求数" in said, (": 52 in the master" in said) == (language == "en")) == (
        True,
        True,
    )
    assert json.loads(copies.merge_report(outcome, "json"))["copies"][0]["file"] == "a.xlsx"


def saved_by(path: Path, name: str) -> Path:
    """Let a program's note say who saved the file."""
    out = BytesIO()
    with ZipFile(path) as old, ZipFile(out, "w") as new:
        for item in old.infolist():
            text = old.read(item)
            if item.filename == "docProps/core.xml":
                text = re.sub(
                    rb"<cp:lastModifiedBy>[^<]*</cp:lastModifiedBy>|<cp:lastModifiedBy/>",
                    f"<cp:lastModifiedBy>{name}</cp:lastModifiedBy>".encode(),
                    text,
                )
            new.writestr(item, text)
    path.write_bytes(out.getvalue())
    return path


def test_who_saved_a_copy_stands_in_the_report_and_in_the_log(year: Year) -> None:
    copy = saved_by(year.copy("a", {("actions", "A001", "note"): "足した"}), "架空 花子")
    _, out, said = year.merge(copy)
    assert "架空 花子" in said
    assert log_of(out)[0][3] == "架空 花子"


def test_copies_of_one_name_are_told_apart_by_their_folders(year: Year) -> None:
    copies = []
    for name, owner in (("営業", "新田"), ("開発", "古田")):
        (year.folder / name).mkdir()
        copies.append(year.copy(f"{name}/計画", {("actions", "A001", "owner"): owner}))
    _, out, _ = year.merge(*copies)
    answer(out, {1: ("開発/計画.xlsx", None)})
    assert year.run("--resolve", out)[0] == 0
    assert record(api.read(out).plan, "A001").owner == "古田"


def test_the_tab_of_conflicts_may_be_sorted_and_renamed(year: Year) -> None:
    _, out, _ = year.merge(year.copy("a", CONFLICTS), year.copy("b", OTHERS))
    book = openpyxl.load_workbook(out)
    tab = book["食い違い"]
    for column in range(1, 11):
        tab.cell(5, column).value, tab.cell(7, column).value = (
            tab.cell(7, column).value,
            tab.cell(5, column).value,
        )
    tab["I5"], tab["I7"], tab.title = "b.xlsx", "a.xlsx", "決めること"
    book.save(out)
    outcome = copies.resolve(out, as_of=DAY)
    assert [
        (one.id, one.field, one.after.value) for one in outcome.merged.changes if one.after
    ] == [
        ("K02", "actual.2026-09", 77),
        ("A004", "end", dt.date(2027, 5, 3)),
    ]


def test_a_workbook_saved_meanwhile_is_not_overwritten(
    year: Year, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, out, _ = year.merge(year.copy("a", CONFLICTS), year.copy("b", OTHERS))
    answer(out, {1: ("a.xlsx", None)})
    resolve = copies.resolve

    def slow(*arguments: object, **options: object) -> object:
        outcome = resolve(*arguments, **options)  # type: ignore[arg-type]  # passed on as they came
        out.write_bytes(year.master.read_bytes())
        return outcome

    monkeypatch.setattr(copies, "resolve", slow)
    ended, _, said = year.run("--resolve", out)
    assert (ended, "E705" in said, out.read_bytes()) == (2, True, year.master.read_bytes())


@pytest.mark.slow
@examples(12, 25)
@given(st.data())
def test_random_edits_of_six_people_in_real_files(data: st.DataObject) -> None:
    """Every word typed into one copy alone is read back, every disagreement is a conflict, whatever
    the order of the files.
    """
    master = handed_out()
    cells = [
        key
        for key in places(master)
        if key[2] in ("note", "owner", "budget", "percent", "end", "actual.2026-10", "result")
        and key[1] in USED
    ]
    values = st.one_of(
        st.sampled_from(("約50件", "済", "別の人", None)), st.integers(1, 90).map(float)
    )
    people = data.draw(
        st.lists(
            st.dictionaries(st.sampled_from(cells), values, min_size=1, max_size=4),
            min_size=1,
            max_size=6,
        )
    )
    handed_in = {f"{at}.xlsx": typed_into(master, one) for at, one in enumerate(people)}
    outcome = copies.merge(
        master, list(handed_in.values()), as_of=DAY, names=["master.xlsx", *handed_in]
    )
    backwards = copies.merge(
        master,
        list(handed_in.values())[::-1],
        as_of=DAY,
        names=["master.xlsx", *list(handed_in)[::-1]],
    )
    assert backwards.merged == outcome.merged
    wanted: dict[tuple[str, str, str], set[object]] = {}
    base = open_book(master, "master.xlsx")
    for source in handed_in.values():
        copy = open_book(source, "", base)
        for table, rows in copy.snapshot.tables.items():
            for one, row in rows.items():
                there = base.snapshot.tables[table].get(one, {})
                for field in row.keys() | there.keys():
                    if row.get(field) != there.get(field):
                        wanted.setdefault((table, one, field), set()).add(row.get(field))
    open_ones = {key for key, said in wanted.items() if len(said) > 1 or _spoils(base, key, said)}
    assert {(one.table, one.id, one.field) for one in outcome.merged.conflicts} == open_ones
    merged = open_book(outcome.data, "out.xlsx").snapshot.tables
    assert {key: {merged[key[0]][key[1]].get(key[2])} for key in wanted.keys() - open_ones} == {
        key: wanted[key] for key in wanted.keys() - open_ones
    }


def _spoils(base: Book, key: tuple[str, str, str], said: set[object]) -> bool:
    """Tell whether a value that nobody can read would replace one that counts."""
    table, one, field = key
    there = base.snapshot.tables[table].get(one, {}).get(field)
    new = next(iter(said))
    counts = there is not None and there.read is not None
    return counts and isinstance(new, Entry) and new.read is None


USED = frozenset(one.id for _, one in small_plan().records())
