"""Merging with a real LibreOffice as the second person: whatever it does to a copy or to the
master, every word and figure arrives.
"""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from books import generated
from e2e.test_colleague import DRIVER, step
from office import SYSTEM_PYTHON, convert, needs_libreoffice
from parity.law import differences
from parity.patching import places, typed_into
from plans import DAY

import btobsheet
from btobsheet import api
from btobsheet.api import copies
from btobsheet.excel.patch.edits import Edits, patch
from btobsheet.excel.raw.grid import read_grid
from btobsheet.excel.read.reader import read_workbook
from btobsheet.layout.twin.personal import PICK
from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Plan
from btobsheet.plan.records import id_number, make_id
from btobsheet.problems import UsageError

pytestmark = pytest.mark.slow  # many real workbooks


def spare(plan: Plan, table: str) -> str:
    return make_id(table, max(id_number(record.id) for record in getattr(plan, table)) + 1)


@pytest.fixture
def master(tmp_path: Path) -> Path:
    path = tmp_path / "master.xlsx"
    path.write_bytes(generated(btobsheet.sample_plan("ja"), as_of=DAY))
    return path


def office(source: Path, steps: list[dict[str, object]], target: Path) -> Path:
    """Let LibreOffice carry out the steps and save."""
    script = target.with_suffix(".json")
    script.write_text(json.dumps(steps), encoding="utf-8")
    subprocess.run(
        [SYSTEM_PYTHON, str(DRIVER), str(source), str(script), str(target)], check=True, timeout=300
    )
    return target


def turned_over(plan: Plan) -> list[dict[str, object]]:
    """Say what a colleague does to a workbook besides typing."""
    first = plan.tactics[0].id
    return [
        step("insert_row", "tactics", plan.tactics[2].id, "name"),
        step("insert_column", "actions", "A001", "owner", "自由な列"),
        step("insert_column", "kpis", "K01", "unit", "もう一つの列"),
        step("sort", "actions", "A001", "task"),
        step("chart", "tactics", first, "name", "グラフ"),
        step("rename_tab", "actions", "A001", "task", "やることの一覧"),
        step("new_tab", "tactics", first, "name", "会議メモ"),
    ]


def typing(plan: Plan) -> list[dict[str, object]]:
    """Say what the colleague types."""
    tactic, action = spare(plan, "tactics"), spare(plan, "actions")
    return [
        step("text", "tactics", tactic, "name", "架空の勉強会"),
        step(
            "text",
            "tactics",
            tactic,
            "operation",
            f"{plan.operations[2].id} {plan.operations[2].name}",
        ),
        step("text", "actions", action, "task", "会場を決める"),
        step("text", "actions", action, "tactic", f"{tactic} 架空の勉強会"),
        step("text", "actions", "A003", "note", "約50件"),
        step("keys", "actions", "A003", "percent", "40%"),
        step("text", "kpis", "K02", "actual.2026-10", "約50件"),
        step("number", "kpis", "K03", "actual.2026-10", 47),
        step("copy_row", "actions", "A005", "task", **{"as": "写し"}),
        step("text", "actions", "写し", "task", "写した仕事"),
        step("delete_row", "actions", "A010", "id"),
    ]


def checked(out: Path, folder: Path) -> Plan:
    """Open the merged workbook in LibreOffice: what it computes is what stands there, and what it
    saves reads as the same plan.
    """
    again = convert([out], folder / "again")[0]
    assert differences(out, again) == []
    ours, theirs = read_workbook(out, verify=True), read_workbook(again, verify=True)
    assert ours.plan == theirs.plan
    assert ours.plan.identity.checksum_ok
    return ours.plan


@needs_libreoffice
@pytest.mark.usefixtures("uno")
def test_a_copy_turned_over_in_libreoffice_merges(master: Path, tmp_path: Path) -> None:
    plan = api.read(master).plan
    copy = office(master, [*typing(plan), *turned_over(plan)], tmp_path / "甲.xlsx")
    other = tmp_path / "乙.xlsx"
    tactic, action = spare(plan, "tactics"), spare(plan, "actions")
    typed = {
        ("tactics", tactic, "name"): "架空の展示会",
        ("actions", action, "task"): "展示を作る",
        ("actions", action, "tactic"): tactic,
        ("actions", "A003", "owner"): "別の人",
    }
    other.write_bytes(typed_into(master.read_bytes(), typed))
    outcome = copies.merge(master, [copy, other], as_of=DAY)
    out = tmp_path / "out.xlsx"
    out.write_bytes(outcome.data)
    assert (outcome.merged.conflicts, outcome.unplaced) == ((), ())
    assert [one.id for one in outcome.merged.gone] == ["A010"]
    found = checked(out, tmp_path)
    tactics = {one.name: one.id for one in found.tactics}
    actions = {one.task: one for one in found.actions}
    assert {"架空の勉強会", "架空の展示会"} <= tactics.keys()
    assert actions["会場を決める"].tactic == tactics["架空の勉強会"]
    assert actions["展示を作る"].tactic == tactics["架空の展示会"]
    assert "写した仕事" in actions
    third = next(one for one in found.actions if one.id == "A003")
    assert (third.note, third.percent, third.owner) == ("約50件", 0.4, "別の人")
    assert next(kpi for kpi in found.kpis if kpi.id == "K03").actual[6] == 47
    assert any(item.value == "約50件" for item in read_workbook(out).problems)
    kept = len(plan.actions) + 3
    assert len(found.actions) == kept


@pytest.mark.slow
@needs_libreoffice
@pytest.mark.usefixtures("uno")
def test_a_master_turned_over_in_libreoffice_stays_as_it_is(master: Path, tmp_path: Path) -> None:
    """Its own columns, tabs, order and chart stay.

    The words of a copy of the first workbook arrive.
    """
    plan = api.read(master).plan
    turned = office(master, turned_over(plan), tmp_path / "turned.xlsx")
    copy = tmp_path / "甲.xlsx"
    action = spare(plan, "actions")
    copy.write_bytes(
        typed_into(
            master.read_bytes(),
            {
                ("actions", "A003", "note"): "約50件",
                ("actions", action, "task"): "新しい仕事",
                ("kpis", "K03", "actual.2026-10"): 47.0,
            },
        )
    )
    outcome = copies.merge(turned, [copy], as_of=DAY)
    out = tmp_path / "out.xlsx"
    out.write_bytes(outcome.data)
    assert [(one.id, one.field) for one in outcome.merged.changes] == [
        ("K03", "actual.2026-10"),
        ("A003", "note"),
        (action, "task"),
    ]
    found = checked(out, tmp_path)
    assert {one.id: one.note for one in found.actions}["A003"] == "約50件"
    tabs = [sheet.name for sheet in read_grid(out).sheets]
    assert {"会議メモ", "やることの一覧"} <= set(tabs)
    before = {sheet.name: sheet.rows for sheet in read_grid(turned).sheets}["会議メモ"]
    assert {sheet.name: sheet.rows for sheet in read_grid(out).sheets}["会議メモ"] == before


@pytest.mark.slow
@needs_libreoffice
def test_a_copy_saved_as_ods_merges_and_a_master_does_not(master: Path, tmp_path: Path) -> None:
    typed = tmp_path / "甲.xlsx"
    typed.write_bytes(
        typed_into(master.read_bytes(), {("actions", "A003", "note"): "表計算の別の形"})
    )
    copy, other = convert([typed, master], tmp_path / "ods", "ods")
    outcome = copies.merge(master, [copy], as_of=DAY)
    assert [(one.id, one.field) for one in outcome.merged.changes] == [("A003", "note")]
    with pytest.raises(UsageError) as refused:
        copies.merge(other, [typed], as_of=DAY)
    assert refused.value.problem.code == "E050"


@pytest.mark.slow
@needs_libreoffice
@pytest.mark.parametrize(
    ("language", "calendar", "me"), [("en", "month", None), ("ja", "day", "架空 花子")]
)
def test_the_formula_law_holds_after_a_merge(
    language: str, calendar: str, me: str | None, tmp_path: Path
) -> None:
    """New rows of two copies, gaps between rows, more rows than there were spare ones, and another
    person picked than a new workbook shows.
    """
    plan = api.load_template(
        "marketing-cycle", language=language, calendar=calendar, start=Month(2026, 4), today=DAY
    ).plan  # type: ignore[arg-type]  # both are among the choices
    plan = replace(plan, settings=replace(plan.settings, as_of=DAY))
    master = btobsheet.generate(plan, as_of=DAY, plan_id="p-1")
    where, guide = places(master), read_grid(master).sheets[0].name
    picked = patch(master, Edits(values={(guide, *PICK): me}))
    tactic, action = spare(plan, "tactics"), spare(plan, "actions")
    later = make_id("actions", id_number(action) + 5)
    first = {
        ("tactics", tactic, "name"): "架空の勉強会",
        ("tactics", tactic, "operation"): "O03",
        ("tactics", tactic, "owner"): "架空 花子",
        ("actions", later, "task"): "会場を探す",
        ("actions", later, "tactic"): tactic,
        ("actions", later, "owner"): "架空 花子",
        ("actions", later, "start"): dt.date(2026, 8, 3),
        ("actions", later, "end"): dt.date(2026, 8, 20),
        ("people", "P01", "name"): "架空 花子",
        **{("kpis", one.id, "actual.2026-05"): 12 for one in plan.kpis[:5]},
    }
    rows = [
        one
        for table, one, field in where
        if (table, field) == ("actions", "task") and id_number(one) >= id_number(action)
    ]
    second = {
        ("tactics", tactic, "name"): "架空の展示会",
        ("settings", "threshold.at_risk", "value"): 0.7,
        **{("actions", one, "task"): f"仕事 {one}" for one in rows},
    }
    handed_in = [
        patch(master, Edits(values={where[key]: value for key, value in cells.items()}))
        for cells in (first, second)
    ]
    outcome = copies.merge(picked, handed_in, as_of=DAY, names=["master.xlsx", "a.xlsx", "b.xlsx"])
    assert (outcome.merged.conflicts, outcome.unplaced) == ((), ())
    assert len(outcome.merged.added) == len(rows) + 4
    out = tmp_path / "out.xlsx"
    out.write_bytes(outcome.data)
    checked(out, tmp_path)
