"""The tables, their version, and the steps from one version to the next.

Every step is plain SQL that SQLite and PostgreSQL both know, and is never changed once released: a
new version is a new step. All tables begin with ``btobsheet_``, so that they can stand in a
database that holds other things too. Nothing in them is ever changed or deleted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Float,
    Integer,
    MetaData,
    Table,
    Text,
    inspect,
    select,
    text,
)
from sqlalchemy.types import TypeEngine

from btobsheet.problems import UnreadableError, problem
from btobsheet.status.tracking import KEY, TrackedAction, TrackedKpi, TrackedProblem, TrackedReport
from btobsheet.store.place import Place

PREFIX = "btobsheet_"
METADATA = MetaData()
VERSIONS = Table(f"{PREFIX}schema", METADATA, Column("version", Integer, nullable=False))
_TYPES: dict[str, TypeEngine[Any]] = {
    "str": Text(),
    "str | None": Text(),
    "int": Integer(),
    "bool": Boolean(),
    "bool | None": Boolean(),
    "float": Float(53),
    "Figure": Float(53),
    "dt.date": Date(),
    "dt.date | None": Date(),
    "Monthly": Text(),
}


def _columns(kind: type) -> Iterator[Column[Any]]:
    """Give the columns of a record's fields; the parts of a report stand in tables of their own."""
    for item in fields(kind):
        if str(item.type) in _TYPES:
            yield Column(item.name, _TYPES[str(item.type)])


def _table(name: str, kind: type, *key: Column[Any]) -> Table:
    return Table(PREFIX + name, METADATA, *key, *_columns(kind))


def _key() -> Iterator[Column[Any]]:
    return (column for column in _columns(TrackedReport) if column.name in KEY)


REPORTS = _table("reports", TrackedReport)
KPIS = _table("kpis", TrackedKpi, *_key())
ACTIONS = _table("actions", TrackedAction, *_key())
PROBLEMS = _table("problems", TrackedProblem, *_key())
PARTS: dict[str, tuple[Table, type]] = {
    "kpis": (KPIS, TrackedKpi),
    "actions": (ACTIONS, TrackedAction),
    "problems": (PROBLEMS, TrackedProblem),
}
"""A report's parts by their field: the table, and what a row becomes."""

_OF = "plan_id TEXT NOT NULL, revision INTEGER NOT NULL, as_of DATE NOT NULL"
_REAL = "DOUBLE PRECISION"
STEPS: tuple[tuple[str, ...], ...] = (
    (  # 1: a report once for each plan, revision and day
        f"CREATE TABLE btobsheet_reports ({_OF}, title TEXT NOT NULL, start TEXT NOT NULL, "
        f"closed_months INTEGER NOT NULL, threshold_on_track {_REAL} NOT NULL, "
        f"threshold_at_risk {_REAL} NOT NULL, tolerance_trend {_REAL} NOT NULL, "
        f"tolerance_progress {_REAL} NOT NULL, stale_months INTEGER NOT NULL, progress {_REAL}, "
        f"planned {_REAL}, overdue INTEGER NOT NULL, due_soon INTEGER NOT NULL, budget {_REAL}, "
        f"spent {_REAL})",
        f"CREATE TABLE btobsheet_kpis ({_OF}, id TEXT NOT NULL, scope TEXT NOT NULL, "
        "name TEXT NOT NULL, unit TEXT NOT NULL, main BOOLEAN NOT NULL, counted BOOLEAN NOT NULL, "
        "reference BOOLEAN NOT NULL, aggregation TEXT NOT NULL, direction TEXT NOT NULL, "
        f"annual {_REAL}, warn_line {_REAL}, alarm_line {_REAL}, "
        f"months_evaluated INTEGER NOT NULL, actual_to_date {_REAL}, expected_to_date {_REAL}, "
        f"attainment {_REAL}, status TEXT NOT NULL, within_chance BOOLEAN, trend TEXT, "
        f"trend_z {_REAL}, last_change {_REAL}, forecast {_REAL}, delay_months {_REAL}, "
        "monthly TEXT NOT NULL)",
        f"CREATE TABLE btobsheet_actions ({_OF}, id TEXT NOT NULL, tactic TEXT NOT NULL, "
        "task TEXT NOT NULL, owner TEXT NOT NULL, counted BOOLEAN NOT NULL, start_on DATE, "
        f"end_on DATE, percent {_REAL} NOT NULL, planned {_REAL}, state TEXT NOT NULL)",
        f"CREATE TABLE btobsheet_problems ({_OF}, code TEXT NOT NULL, severity TEXT NOT NULL, "
        "sheet TEXT NOT NULL, cell TEXT NOT NULL, value TEXT NOT NULL)",
        "CREATE UNIQUE INDEX btobsheet_reports_key ON btobsheet_reports (plan_id, revision, as_of)",
        "CREATE INDEX btobsheet_kpis_key ON btobsheet_kpis (plan_id, revision, as_of)",
        "CREATE INDEX btobsheet_actions_key ON btobsheet_actions (plan_id, revision, as_of)",
        "CREATE INDEX btobsheet_problems_key ON btobsheet_problems (plan_id, revision, as_of)",
    ),
    (  # 2: other figures of the same day are kept as the next edition
        *(
            f"ALTER TABLE btobsheet_{name} ADD COLUMN edition INTEGER NOT NULL DEFAULT 1"
            for name in ("reports", "kpis", "actions", "problems")
        ),
        *(
            f"DROP INDEX btobsheet_{name}_key"
            for name in ("reports", "kpis", "actions", "problems")
        ),
        "CREATE UNIQUE INDEX btobsheet_reports_key "
        "ON btobsheet_reports (plan_id, revision, as_of, edition)",
        "CREATE INDEX btobsheet_kpis_key ON btobsheet_kpis (plan_id, revision, as_of, edition)",
        "CREATE INDEX btobsheet_actions_key "
        "ON btobsheet_actions (plan_id, revision, as_of, edition)",
        "CREATE INDEX btobsheet_problems_key "
        "ON btobsheet_problems (plan_id, revision, as_of, edition)",
    ),
)
CURRENT = len(STEPS)


def migrate(connection: Connection, place: Place) -> bool:
    """Bring the tables to the current version, in the transaction that is under way.

    Tell whether anything was to do. UnreadableError E116 for another program's SQLite file or
    tables that lack their version, E117 for a version from the future.
    """
    version = version_of(connection, place)
    if version == CURRENT:
        return False
    if not version:
        connection.execute(text("CREATE TABLE btobsheet_schema (version INTEGER NOT NULL)"))
        connection.execute(VERSIONS.insert().values(version=CURRENT))
    for step in STEPS[version:]:
        for statement in step:
            connection.execute(text(statement))
    connection.execute(VERSIONS.update().values(version=CURRENT))
    return True


def version_of(connection: Connection, place: Place) -> int:
    """Give the version of the tables, 0 where there are none yet; errors as for :func:`migrate`."""
    names = set(inspect(connection).get_table_names())
    if VERSIONS.name not in names:
        # a server's database may well hold other things; a file is one program's own
        ours = [name for name in names if place.path or name.startswith(PREFIX)]
        if ours:
            raise UnreadableError(problem("E116", value=place.name))
        return 0
    found = connection.execute(select(VERSIONS.c.version)).scalars().all()
    if len(found) != 1 or not isinstance(found[0], int) or found[0] < 1:
        raise UnreadableError(problem("E116", value=place.name))
    if found[0] > CURRENT:
        raise UnreadableError(problem("E117", value=place.name, version=found[0], known=CURRENT))
    return found[0]
