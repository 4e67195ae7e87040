"""Tracked reports as tables: one row a report, KPI, month of a KPI, action or problem, each
beginning with what tells its report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields

from btobsheet.plan.calendar import Month
from btobsheet.status.tracking import (
    KEY,
    Tracked,
    TrackedAction,
    TrackedKpi,
    TrackedProblem,
    TrackedReport,
)

Row = Mapping[str, object]
Rows = tuple[Mapping[str, str], list[Row]]
"""A table: its columns with the annotations of their fields, and its rows."""
_PARTS: Mapping[str, type] = {
    "kpis": TrackedKpi,
    "actions": TrackedAction,
    "problems": TrackedProblem,
}
_MONTHS = {
    "id": "str",
    "month": "dt.date",
    "target": "Figure",
    "actual": "Figure",
    "attainment": "Figure",
}


def tracked_tables(tracked: Tracked) -> dict[str, Rows]:
    """Give the tables ``reports``, ``kpis``, ``kpi_months``, ``actions`` and ``problems``."""
    reports = tracked.reports
    made: dict[str, Rows] = {"reports": (_columns(TrackedReport), [_row(one) for one in reports])}
    key = {name: made["reports"][0][name] for name in KEY}
    for name, kind in _PARTS.items():
        parts = ((one, map(_row, getattr(one, name))) for one in reports)
        made[name] = ({**key, **_columns(kind)}, _with_key(parts))
    months = _with_key((one, _months(one)) for one in reports)
    return {**made, "kpi_months": ({**key, **_MONTHS}, months)}


def _with_key(parts: Iterable[tuple[TrackedReport, Iterable[Row]]]) -> list[Row]:
    """Put what tells a report before each row of its parts."""
    return [
        {**{name: getattr(one, name) for name in KEY}, **row} for one, rows in parts for row in rows
    ]


def _columns(kind: type) -> dict[str, str]:
    """Give a record's columns with their annotations; not its parts, which have tables."""
    apart = (*_PARTS, "monthly")
    return {one.name: str(one.type) for one in fields(kind) if one.name not in apart}


def _row(record: TrackedReport | TrackedKpi | TrackedAction | TrackedProblem) -> Row:
    return {name: getattr(record, name) for name in _columns(type(record))}


def _months(report: TrackedReport) -> Iterator[Row]:
    start = Month.parse(report.start)
    for kpi in report.kpis:
        for at, (target, actual, attainment) in enumerate(kpi.monthly):
            figures = {"target": target, "actual": actual, "attainment": attainment}
            yield {"id": kpi.id, "month": start.plus(at).first, **figures}
