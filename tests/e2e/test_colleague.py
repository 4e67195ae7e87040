"""The whole loop with a real LibreOffice: ``btobsheet new``, a colleague types and saves, btobsheet
reads what was typed.
"""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest
from office import SYSTEM_PYTHON, needs_libreoffice
from parity.law import figure_differences, keyed_rows

from btobsheet import api
from btobsheet.excel.raw.cells import CellError
from btobsheet.excel.raw.grid import read_grid
from btobsheet.layout.geometry import calendar_days, calendar_key, table_geometry
from btobsheet.layout.kinds import serial
from btobsheet.layout.spec import HEADER_ROW
from btobsheet.plan.model import Plan
from btobsheet.plan.records import TABLES, Action, Record, id_number, make_id
from btobsheet.wording.words import label

DRIVER = Path(__file__).with_name("colleague.py")
DAY = dt.date(2026, 8, 3)
TOLD = ("N206", "N206", "N311")  # two cells typed as text, one row without an id


def new(path: Path, *options: str) -> Path:
    """Make a workbook by the command line, as a planner does."""
    subprocess.run(
        [sys.executable, "-m", "btobsheet", "new", str(path), "--start", "2026-04", *options],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return path


def step(
    do: str, table: str, record_id: str, field: str, value: object = "", **more: object
) -> dict[str, object]:
    return {"do": do, "table": table, "id": record_id, "field": field, "value": value, **more}


def driven(book: Path, script: Path, out: Path) -> None:
    """Let the colleague follow a script."""
    words = [SYSTEM_PYTHON, str(DRIVER), str(book), str(script), str(out)]
    subprocess.run(words, check=True, timeout=300)


COPY, FREE_COLUMN = "写した行の仕事", "自由な列"


def steps(plan: Plan) -> list[dict[str, object]]:
    """Say what the colleague does: all through keys and the ids one sees in the No. column."""
    tactic, kpi, action, review = (
        spare(plan, table) for table in ("tactics", "kpis", "actions", "reviews")
    )
    months = [str(month) for month in plan.months[:4]]
    counted = [
        item.id for item in plan.kpis if not item.is_percent and item.aggregation != "ratio"
    ][:5]
    operation = plan.operations[2]
    return [
        step("number", "settings", "as_of", "value", serial(DAY)),
        step("text", "tactics", tactic, "name", "架空の勉強会"),
        step("text", "tactics", tactic, "operation", f"{operation.id} {operation.name}"),
        step("text", "tactics", tactic, "budget", "50万円"),
        step("text", "kpis", kpi, "name", "参加者数"),
        step("text", "kpis", kpi, "scope", f"{tactic} 架空の勉強会"),
        step("number", "kpis", kpi, "annual_target", 240),
        *(
            step("keys", "kpis", kpi, f"actual.{month}", str(value))
            for month, value in zip(months, (30, 24, 18, 12), strict=True)
        ),
        *(
            step("number", "kpis", item, f"actual.{month}", 10 + at)
            for item in counted
            for at, month in enumerate(months)
        ),
        step("text", "actions", "A001", "status", label("action_status", "done", plan.language)),
        step("keys", "actions", "A002", "percent", "40%"),
        step("number", "actions", "A002", "start", serial(dt.date(2026, 7, 1))),
        step("keys", "actions", "A002", "end", "2026-08-31"),
        step("text", "actions", action, "task", "会場を決める"),
        step("text", "actions", action, "tactic", tactic),
        step("number", "actions", action, "start", serial(dt.date(2026, 7, 27))),
        step("number", "actions", action, "end", serial(dt.date(2026, 8, 7))),
        step("text", "actions", action, f"calendar.{mark_column(plan)}", "★"),
        step("text", "reviews", review, "result", "７月は伸びなかった"),
        step("text", "reviews", review, "kpi", kpi),
        step("text", "reviews", review, "due", "2026年8月末"),
        step("copy_row", "actions", "A003", "task", **{"as": "copy"}),
        step("text", "actions", "copy", "task", COPY),
        step("insert_row", "actions", "A002", "task"),
        step("insert_column", "tactics", "T01", "owner", FREE_COLUMN),
        {"do": "new_tab", "value": "会議メモ"},
    ]


def expected(plan: Plan) -> set[tuple[str, str, object]]:
    """Say what the plan must hold after it, as :func:`changes` tells it."""
    tactic, kpi, action, review = (
        spare(plan, table) for table in ("tactics", "kpis", "actions", "reviews")
    )
    counted = [item for item in plan.kpis if not item.is_percent and item.aggregation != "ratio"][
        :5
    ]
    third = next(item for item in plan.actions if item.id == "A003")
    copy = make_id("actions", table_geometry(plan, "actions").rows + 1)
    copied = {
        (copy, name, value)
        for name, value in vars_of(third).items()
        if value != getattr(Action(id=""), name) and name != "task"
    }
    return {
        (tactic, "name", "架空の勉強会"),
        (tactic, "operation", plan.operations[2].id),
        (tactic, "budget", 500_000),
        (kpi, "name", "参加者数"),
        (kpi, "scope", tactic),
        (kpi, "annual_target", 240),
        (kpi, "actual", (30, 24, 18, 12, *[None] * 8)),
        *((item.id, "actual", (10, 11, 12, 13, *item.actual[4:])) for item in counted),
        ("A001", "status", "done"),
        ("A002", "percent", 0.4),
        ("A002", "start", dt.date(2026, 7, 1)),
        ("A002", "end", dt.date(2026, 8, 31)),
        (action, "task", "会場を決める"),
        (action, "tactic", tactic),
        (action, "start", dt.date(2026, 7, 27)),
        (action, "end", dt.date(2026, 8, 7)),
        (action, "calendar", ((mark_column(plan), "★"),)),
        (review, "result", "７月は伸びなかった"),
        (review, "kpi", kpi),
        (review, "due", dt.date(2026, 8, 31)),
        (copy, "task", COPY),
        *copied,
    }


def spare(plan: Plan, table: str) -> str:
    """Give the id of the first row that is free, as it stands in the No. column."""
    return make_id(
        table, max((id_number(record.id) for record in getattr(plan, table)), default=0) + 1
    )


def mark_column(plan: Plan) -> str:
    return calendar_key(calendar_days(plan.start, plan.calendar)[5], plan.calendar)


def vars_of(record: Record) -> dict[str, object]:
    return {
        item.name: getattr(record, item.name)
        for item in fields(record)
        if item.name not in ("id", "origin", "examples")
    }


def changes(old: Plan, new: Plan) -> set[tuple[str, str, object]]:
    """Give every field that is not as it was: where, and what it is now. No record may be gone."""
    found = set()
    for table in TABLES:
        before = {record.id: record for record in getattr(old, table)}
        for record in getattr(new, table):
            was = before.pop(record.id, type(record)(id=record.id))
            found |= {
                (record.id, name, value)
                for name, value in vars_of(record).items()
                if value != getattr(was, name)
            }
        assert not before
    return found


@needs_libreoffice
@pytest.mark.usefixtures("uno")
@pytest.mark.parametrize(("language", "calendar"), [("ja", "week"), ("en", "month")])
def test_what_a_colleague_types_is_read(language: str, calendar: str, tmp_path: Path) -> None:
    book = new(tmp_path / "plan.xlsx", "--lang", language, "--calendar", calendar)
    before, content = api.read(book), book.read_bytes()
    script, typed = tmp_path / "steps.json", tmp_path / "typed.xlsx"
    script.write_text(json.dumps(steps(before.plan)), encoding="utf-8")
    driven(book, script, typed)
    assert book.read_bytes() == content
    after = api.read(typed, thorough=True)
    assert changes(before.plan, after.plan) == expected(before.plan)
    assert sorted(item.code for item in after.problems) == sorted(
        [*(item.code for item in before.problems), *TOLD]
    )
    _same_figures(after, typed)
    grid = read_grid(typed)
    assert "会議メモ" in [sheet.name for sheet in grid.sheets]
    assert any(
        cell.value == FREE_COLUMN
        for sheet in grid.sheets
        for cell in sheet.rows.get(HEADER_ROW, {}).values()
    )


def _same_figures(after: api.Reading, typed: Path) -> None:
    """Compare every figure with LibreOffice's own cells; the copied row has no id there yet."""
    status, rows = api.status_json(after), keyed_rows(read_grid(typed))
    assert status["plan"]["as_of"] == DAY.isoformat()
    adopted = next(item for item in status["actions"] if item["task"] == COPY)
    rows["actions"][adopted["id"]] = rows["actions"].pop("")
    assert list(figure_differences(status, rows)) == []
    assert {item["status"] for item in status["kpis"]} > {"no_data", "behind"}


@needs_libreoffice
@pytest.mark.usefixtures("uno")
def test_a_deleted_row_breaks_no_formula(tmp_path: Path) -> None:
    """In a workbook that LibreOffice opens for the first time, its shared formulas never saved."""
    book, script, out = (tmp_path / name for name in ("a.xlsx", "steps.json", "b.xlsx"))
    book.write_bytes(api.generate(api.sample_plan("ja"), plan_id="p-1"))
    gone = [("kpis", "K06", "name"), ("tactics", "T02", "name"), ("actions", "A010", "task")]
    script.write_text(json.dumps([step("delete_row", *one) for one in gone]), encoding="utf-8")
    driven(book, script, out)
    cells = [
        cell
        for sheet in read_grid(out).sheets
        for row in sheet.rows.values()
        for cell in row.values()
    ]
    assert [
        one for one in cells if "#REF!" in one.formula or isinstance(one.value, CellError)
    ] == []
    plan, left = api.sample_plan("ja"), api.read(out).plan
    assert (len(left.kpis), len(left.tactics), len(left.actions)) == (
        len(plan.kpis) - 1,
        len(plan.tactics) - 1,
        len(plan.actions) - 1,
    )
