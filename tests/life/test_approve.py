"""``approve`` keeps the plan as agreed in the person's own workbook, and nothing else changes it."""

from __future__ import annotations

import datetime as dt
import io
import warnings
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from books import bare_book, edited, generated, sample
from click.testing import CliRunner
from plans import DAY, small_plan

import btobsheet
from btobsheet.cli.group import group
from btobsheet.excel.patch.edits import Edits, patch
from btobsheet.excel.raw.grid import read_grid
from btobsheet.life.approve import approve_book, approved
from btobsheet.plan.model import Plan
from btobsheet.sharing.opened import open_book, places
from btobsheet.status.slips import slip

APRIL, OCTOBER = dt.date(2026, 4, 6), dt.date(2026, 10, 6)
OTHERS = ("xl/calcChain.xml",)


@pytest.fixture(scope="module")
def whole() -> bytes:
    return btobsheet.approve(generated(small_plan(), as_of=DAY), note="期首計画", on=APRIL).data


@pytest.fixture(scope="module")
def first() -> bytes:
    return btobsheet.approve(bare_book(small_plan()), note="期首計画", on=APRIL).data


@pytest.fixture(scope="module")
def replanned(first: bytes) -> bytes:
    data = edited(first, kpis__K01__annual_target=90.0, actions__A001__end=dt.date(2026, 12, 1))
    made = btobsheet.approve(data, note="大口1件の延期", by="例田", on=OCTOBER)
    assert [change.field for change in made.changes] == ["annual_target", "end"]
    return made.data


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.slow
def test_only_the_memory_and_what_looks_it_up_change(whole: bytes) -> None:
    before, after = parts(generated(small_plan(), as_of=DAY)), parts(whole)
    changed = {name for name in before if before[name] != after.get(name)} - set(OTHERS)
    book = {sheet.name: sheet for sheet in read_grid(whole).sheets}
    old = {sheet.name: sheet for sheet in read_grid(generated(small_plan(), as_of=DAY)).sheets}
    cells = {
        (name, row, column): cell
        for name, sheet in book.items()
        for row, columns in sheet.rows.items()
        for column, cell in columns.items()
        if old[name].rows.get(row, {}).get(column) != cell
    }
    assert len(changed) == len({name for name, _, _ in cells})
    assert all(cell.formula for (name, _, _), cell in cells.items() if name != "_history")
    assert btobsheet.read(whole).plan == btobsheet.read(generated(small_plan(), as_of=DAY)).plan


@pytest.mark.slow
def test_the_workbook_shows_the_first_target_and_the_slip(whole: bytes) -> None:
    data = edited(whole, kpis__K01__annual_target=90.0, actions__A001__end=dt.date(2026, 12, 1))
    made = btobsheet.approve(data, note="大口1件の延期", by="例田", on=OCTOBER).data
    tabs = {sheet.name: sheet for sheet in read_grid(made).sheets}
    where = places(open_book(made), {})

    def shown(table: str, one: str, field: str) -> object:
        target = where.target(table, one, field)
        assert target
        return tabs[target[0]].rows[target[1]][target[2]].value

    plan = small_plan()
    assert shown("kpis", "K01", "first_target") == plan.kpis[0].annual_target
    ends = plan.actions[0].end, dt.date(2026, 12, 1)
    assert shown("actions", "A001", "slip") == slip(*ends, plan.free_days)
    assert shown("actions", "A002", "slip") == 0


def test_a_report_tells_the_replan_with_its_reason_and_what_nobody_approved(
    replanned: bytes,
) -> None:
    assert "大口1件の延期" in btobsheet.report(btobsheet.read(replanned), as_of=OCTOBER)
    said = btobsheet.report(btobsheet.read(replanned), as_of=OCTOBER, full=True)
    assert said.count("大口1件の延期") == 2  # in the headline and in the list
    assert "年間目標" in said.partition("承認と、その後の変更")[2]
    assert "遅れている行動が1件" in said
    assert "承認されていません" not in said
    more = edited(replanned, kpis__K01__annual_target=80.0)
    said = btobsheet.report(btobsheet.read(more), as_of=OCTOBER, full=True)
    assert said.count("承認されていません") == 2  # in the headline and in the list


def test_the_json_has_approvals_targets_and_slips(replanned: bytes) -> None:
    more = edited(replanned, kpis__K01__annual_target=80.0)
    found = btobsheet.status_json(btobsheet.read(more), as_of=OCTOBER)
    first_target = small_plan().kpis[0].annual_target
    assert found["plan"]["approvals"] == [
        {
            "number": 0,
            "on": "2026-04-06",
            "by": None,
            "note": "期首計画",
            "kgi_target": first_target,
        },
        {
            "number": 1,
            "on": "2026-10-06",
            "by": "例田",
            "note": "大口1件の延期",
            "kgi_target": 90,
        },
    ]
    assert found["plan"]["unapproved"] == [
        {"kpi": "K01", "field": "annual_target", "approved": 90, "now": 80}
    ]
    kpi, action = found["kpis"][0], found["actions"][0]
    assert (kpi["first_target"], kpi["approved_target"]) == (first_target, 90)
    assert kpi["attainment_first"] is not None
    end = small_plan().actions[0].end
    assert end is not None
    assert (action["first_end"], action["slip"] > 0) == (end.isoformat(), True)


def saved_by_openpyxl(data: bytes) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        openpyxl.load_workbook(io.BytesIO(data)).save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "done",
    [
        lambda data: btobsheet.merge(data, [data]).data,
        pytest.param(
            lambda data: btobsheet.merge(data, [btobsheet.split(data).files[0].data]).data,
            marks=pytest.mark.slow,
        ),
        btobsheet.mark,
        saved_by_openpyxl,
        lambda data: btobsheet.generate(btobsheet.read(data).plan),
        lambda data: edited(data, kpis__K01__name="別の名前"),
    ],
)
def test_the_memory_outlives_every_other_command(replanned: bytes, done: object) -> None:
    assert callable(done)
    history = btobsheet.read(replanned).plan.history
    assert len(history.approvals) == 2
    assert btobsheet.read(done(replanned)).plan.history == history


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda data: data, "E094"),
        (lambda data: edited(data, kpis__K01__annual_target=70.0), "E091"),
        (lambda data: edited(data, kpis__K01__annual_target="約50件"), "E090"),
        (lambda data: patch(data, Edits(values={("_history", 3, 2): "{}"})), "E093"),
        (lambda data: patch(data, Edits(values={("_history", 2, 2): "0"})), "E093"),
        (lambda data: patch(data, Edits(values={("_history", 3, 1): "x"})), "E093"),
    ],
)
def test_what_cannot_be_approved_is_refused(first: bytes, spoil: object, code: str) -> None:
    assert callable(spoil)
    with pytest.raises(btobsheet.UsageError, match=code):
        btobsheet.approve(spoil(first))


def test_an_approval_is_not_before_the_last_one(replanned: bytes) -> None:
    changed = edited(replanned, kpis__K01__annual_target=70.0)
    with pytest.raises(btobsheet.UsageError, match="E099"):
        btobsheet.approve(changed, note="遅れて", on=APRIL)


def test_a_workbook_without_the_tab_says_what_to_do(first: bytes) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(first))
    del book["_history"]
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(btobsheet.UsageError, match="E092"):
        btobsheet.approve(out.getvalue())


def test_errors_can_be_approved_by_force_and_are_told(first: bytes) -> None:
    spoiled = edited(first, kpis__K01__annual_target="約50件")
    made = btobsheet.approve(spoiled, note="急ぎ", force=True)
    assert [item.code for item in made.errors]
    assert made.approval.number == 1


def test_the_sample_is_approved_by_the_command(tmp_path: Path) -> None:
    source, out = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    source.write_bytes(bare_book(sample()))
    run = CliRunner()
    called = ["approve", str(source), "-o", str(out), "--note", "期首計画", "--on", "2026-04-06"]
    made = run.invoke(group, called)
    assert (made.exit_code, "期首計画" in made.stdout) == (0, True)
    assert source.read_bytes() == bare_book(sample())
    assert btobsheet.read(out).plan == replace(sample())
    again = run.invoke(group, called)
    assert (again.exit_code, "E040" in again.stderr) == (2, True)
    assert run.invoke(group, ["approve", str(source)]).exit_code == 2


def test_a_plan_of_another_judge_is_approved_the_same() -> None:
    data = bare_book(small_plan())

    def judge(plan: Plan) -> btobsheet.Assessment:
        return btobsheet.assess(plan, OCTOBER)

    made = approve_book(data, judge, APRIL)
    assert made.plan.history == btobsheet.read(made.data).plan.history


def without_row(data: bytes, table: str, one: str) -> bytes:
    """Blank every input of a row."""
    book = open_book(data)
    where = places(book, {})
    fields = set(book.result.tables[table].columns.values()) - {"id"}
    found = {where.target(table, one, field) for field in fields}
    return patch(data, Edits(values={target: None for target in found if target}))


def codes(data: bytes, code: str) -> list[str]:
    return [str(item.details["id"]) for item in btobsheet.check(data)[1] if item.code == code]


def test_check_speaks_of_what_went_since_the_approval_only() -> None:
    before = without_row(bare_book(small_plan()), "actions", "A010")
    assert codes(before, "W411") == ["A010"]  # handed out with it
    agreed = btobsheet.approve(before, on=APRIL).data
    assert codes(agreed, "W411") + codes(agreed, "W418") == []
    later = without_row(agreed, "actions", "A009")
    assert (codes(later, "W411"), codes(later, "W418")) == ([], ["A009"])


def test_check_tells_an_edited_history(first: bytes) -> None:
    spoiled = patch(first, Edits(values={("_history", 2, 2): "0"}))
    assert "W417" in [item.code for item in btobsheet.check(spoiled)[1]]


@pytest.mark.slow
def test_targets_that_no_program_saves_whole_are_no_edited_history() -> None:
    plan = small_plan()
    kpis = tuple(replace(kpi, annual_target=100 / 3) for kpi in plan.kpis)
    plan = replace(plan, kpis=kpis)
    agreed = replace(plan, history=approved(plan, APRIL))
    for data in (btobsheet.generate(agreed), btobsheet.approve(bare_book(plan), on=APRIL).data):
        assert "W417" not in [item.code for item in btobsheet.check(data)[1]]


@pytest.mark.slow
def test_a_part_remembers_its_own_actions_and_all_targets(replanned: bytes) -> None:
    history = btobsheet.read(replanned).plan.history
    for one in btobsheet.split(replanned).files[:2]:
        part = btobsheet.read(one.data).plan
        assert {action.id for action in part.actions} < {
            action.id for action in small_plan().actions
        }
        assert part.history == history.of_actions({action.id for action in part.actions})
        assert [kept.targets for kept in part.history.approvals] == [
            kept.targets for kept in history.approvals
        ]
        assert codes(one.data, "W418") == []
