"""The steps from version to version give the tables that the program reads, and an earlier version
is brought along.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
from pathlib import Path

import pytest
from plans import DAY
from sqlalchemy import create_engine, inspect

from btobsheet.problems import UnreadableError
from btobsheet.status.tracking import TrackedReport
from btobsheet.store.reports import keep, load
from btobsheet.store.schema import CURRENT, METADATA

VERSION_1 = """
CREATE TABLE btobsheet_schema (version INTEGER NOT NULL);
INSERT INTO btobsheet_schema VALUES (1);
CREATE TABLE btobsheet_reports (plan_id TEXT NOT NULL, revision INTEGER NOT NULL,
  as_of DATE NOT NULL, title TEXT NOT NULL, start TEXT NOT NULL, closed_months INTEGER NOT NULL,
  threshold_on_track DOUBLE PRECISION NOT NULL, threshold_at_risk DOUBLE PRECISION NOT NULL,
  tolerance_trend DOUBLE PRECISION NOT NULL, tolerance_progress DOUBLE PRECISION NOT NULL,
  stale_months INTEGER NOT NULL, progress DOUBLE PRECISION, planned DOUBLE PRECISION,
  overdue INTEGER NOT NULL, due_soon INTEGER NOT NULL, budget DOUBLE PRECISION,
  spent DOUBLE PRECISION);
CREATE TABLE btobsheet_kpis (plan_id TEXT NOT NULL, revision INTEGER NOT NULL,
  as_of DATE NOT NULL, id TEXT NOT NULL, scope TEXT NOT NULL, name TEXT NOT NULL,
  unit TEXT NOT NULL, main BOOLEAN NOT NULL, counted BOOLEAN NOT NULL, reference BOOLEAN NOT NULL,
  aggregation TEXT NOT NULL, direction TEXT NOT NULL, annual DOUBLE PRECISION,
  warn_line DOUBLE PRECISION, alarm_line DOUBLE PRECISION, months_evaluated INTEGER NOT NULL,
  actual_to_date DOUBLE PRECISION, expected_to_date DOUBLE PRECISION, attainment DOUBLE PRECISION,
  status TEXT NOT NULL, within_chance BOOLEAN, trend TEXT, trend_z DOUBLE PRECISION,
  last_change DOUBLE PRECISION, forecast DOUBLE PRECISION, delay_months DOUBLE PRECISION,
  monthly TEXT NOT NULL);
CREATE TABLE btobsheet_actions (plan_id TEXT NOT NULL, revision INTEGER NOT NULL,
  as_of DATE NOT NULL, id TEXT NOT NULL, tactic TEXT NOT NULL, task TEXT NOT NULL,
  owner TEXT NOT NULL, counted BOOLEAN NOT NULL, start_on DATE, end_on DATE,
  percent DOUBLE PRECISION NOT NULL, planned DOUBLE PRECISION, state TEXT NOT NULL);
CREATE TABLE btobsheet_problems (plan_id TEXT NOT NULL, revision INTEGER NOT NULL,
  as_of DATE NOT NULL, code TEXT NOT NULL, severity TEXT NOT NULL, sheet TEXT NOT NULL,
  cell TEXT NOT NULL, value TEXT NOT NULL);
CREATE UNIQUE INDEX btobsheet_reports_key ON btobsheet_reports (plan_id, revision, as_of);
CREATE INDEX btobsheet_kpis_key ON btobsheet_kpis (plan_id, revision, as_of);
CREATE INDEX btobsheet_actions_key ON btobsheet_actions (plan_id, revision, as_of);
CREATE INDEX btobsheet_problems_key ON btobsheet_problems (plan_id, revision, as_of);
INSERT INTO btobsheet_reports VALUES ('p-1', 1, '2026-09-01', '試作計画', '2026-04', 5,
  0.95, 0.8, 0.05, 0.1, 2, 0.5, 0.6, 1, 2, 1000000, 400000);
INSERT INTO btobsheet_kpis VALUES ('p-1', 1, '2026-09-01', 'K01', 'KGI', '受注件数', '件', 1, 1, 0,
  'sum', 'up', 120, NULL, NULL, 5, 48, 50, 0.96, 'on_track', NULL, NULL, NULL, NULL, 115.2, 0.2,
  '[[10.0,9.0,0.9],[10.0,null,null]]');
INSERT INTO btobsheet_actions VALUES ('p-1', 1, '2026-09-01', 'A001', 'T01', '連絡する', '甲野', 1,
  '2026-08-01', '2026-08-28', 0.5, 1.0, 'overdue');
INSERT INTO btobsheet_problems VALUES ('p-1', 1, '2026-09-01', 'W513', 'warning', '', '', 'x');
"""
"""A database as version 1 made it, with one report."""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "old.sqlite"
    with sqlite3.connect(path) as base:
        base.executescript(VERSION_1)
    return path


def columns(path: Path) -> dict[str, list[tuple[str, str, bool]]]:
    found = inspect(create_engine(f"sqlite:///{path}"))
    return {
        table: sorted(
            (one["name"], str(one["type"]), not one["nullable"]) for one in found.get_columns(table)
        )
        for table in found.get_table_names()
    }


def indexes(path: Path) -> set[tuple[object, ...]]:
    found = inspect(create_engine(f"sqlite:///{path}"))
    return {
        (one["name"], tuple(one["column_names"]), bool(one["unique"]))
        for table in found.get_table_names()
        for one in found.get_indexes(table)
    }


def test_the_steps_give_the_tables_that_the_program_reads(tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite"
    keep(path, [])
    names = {table: {name for name, _, _ in found} for table, found in columns(path).items()}
    assert names == {
        table.name: {column.name for column in table.columns} for table in METADATA.tables.values()
    }


def test_a_version_1_database_becomes_the_current_one(old: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.sqlite"
    keep(new, [])
    (before,) = load(old).reports
    assert [one.new for one in keep(old, [before])] == [False]
    assert columns(old) == columns(new)
    assert indexes(old) == indexes(new)
    with sqlite3.connect(old) as base:
        assert base.execute("SELECT version FROM btobsheet_schema").fetchall() == [(CURRENT,)]
    (after,) = load(old).reports
    assert after == before
    check_first(after)
    later = [
        TrackedReport(**{**_fields(after), "overdue": 3}),  # other figures of the day
        TrackedReport(**{**_fields(after), "as_of": DAY}),
    ]
    assert [(one.new, one.report.edition) for one in keep(old, later)] == [(True, 2), (True, 1)]


def check_first(report: TrackedReport) -> None:
    """Check the report that version 1 held."""
    assert (report.plan_id, report.as_of, report.edition) == ("p-1", dt.date(2026, 9, 1), 1)
    (kpi,), (action,), (problem,) = report.kpis, report.actions, report.problems
    assert (kpi.forecast, kpi.main, kpi.reference) == (115.2, True, False)
    assert kpi.monthly == ((10.0, 9.0, 0.9), (10.0, None, None))
    assert (action.end_on, action.state) == (dt.date(2026, 8, 28), "overdue")
    assert (problem.code, problem.value) == ("W513", "x")


def _fields(report: TrackedReport) -> dict[str, object]:
    return {name: getattr(report, name) for name in TrackedReport.__match_args__}


def test_reading_a_version_1_database_leaves_it_as_it_is(old: Path) -> None:
    before = hashlib.sha256(old.read_bytes()).hexdigest()
    (report,) = load(old).reports
    check_first(report)
    assert hashlib.sha256(old.read_bytes()).hexdigest() == before


def test_a_database_from_the_future_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "kept.sqlite"
    keep(path, [])
    with sqlite3.connect(path) as base:
        base.execute("UPDATE btobsheet_schema SET version = ?", (CURRENT + 1,))
    for call in (lambda: load(path), lambda: keep(path, [])):
        with pytest.raises(UnreadableError) as told:
            call()
        assert told.value.problem.code == "E117"
        assert told.value.problem.details == {"version": CURRENT + 1, "known": CURRENT}


def test_a_step_that_fails_leaves_the_version_before(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from btobsheet.store import schema

    steps = (*schema.STEPS, ("ALTER TABLE btobsheet_kpis ADD COLUMN more TEXT", "NO SQL AT ALL"))
    monkeypatch.setattr(schema, "STEPS", steps)
    monkeypatch.setattr(schema, "CURRENT", len(steps))
    before = old.read_bytes()
    with pytest.raises(UnreadableError):
        keep(old, [])
    assert old.read_bytes() == before
