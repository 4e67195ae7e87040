"""Reports into the database and back: append only, the same figures never twice."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from sqlalchemy import Connection, and_, select
from sqlalchemy.sql.elements import ColumnElement

from btobsheet.reports.document import as_data
from btobsheet.status.tracking import KEY, Kept, Tracked, TrackedProblem, TrackedReport
from btobsheet.store.opened import reading, writing
from btobsheet.store.place import Place, place_of
from btobsheet.store.schema import PARTS, REPORTS, migrate

T = TypeVar("T")
Key = tuple[Any, ...]


def keep(db: str | os.PathLike[str], reports: Sequence[TrackedReport]) -> tuple[Kept, ...]:
    """Add reports to a database, all of them or none.

    One whose figures are those kept last of its plan, revision and day is known and adds nothing;
    other figures become the next edition. UsageError E115, E118, E119, UnreadableError E116, E117.
    """
    place = place_of(db)
    with writing(place) as connection:
        migrate(connection, place)
        return tuple(_keep(connection, _storable(one)) for one in reports)


def load(db: str | os.PathLike[str], plan_id: str = "") -> Tracked:
    """Read all reports, or those of one plan; errors as for :func:`keep`.

    Tables of an earlier version are read as the current one, and stay as they are.
    """
    place = place_of(db)
    with reading(place) as connection:
        _at_hand(connection, place)
        wanted = [REPORTS.c.plan_id == plan_id] if plan_id else []
        return Tracked(_read(connection, and_(True, *wanted)))


def _at_hand(connection: Connection, place: Place) -> None:
    """Have the tables in the current version while this transaction lasts."""
    migrate(connection, place)


def _keep(connection: Connection, report: TrackedReport) -> Kept:
    same = [REPORTS.c[name] == getattr(report, name) for name in KEY[:3]]
    known = _read(connection, and_(*same), last=True)
    if known and replace(report, edition=known[-1].edition) == known[-1]:
        return Kept(known[-1], False)
    report = replace(report, edition=known[-1].edition + 1 if known else 1)
    connection.execute(REPORTS.insert(), _row(report))
    key = {name: getattr(report, name) for name in KEY}
    for name, (table, _) in PARTS.items():
        rows = [{**key, **_row(item)} for item in getattr(report, name)]
        if rows:
            connection.execute(table.insert(), rows)
    return Kept(report, True)


def _row(record: Any) -> dict[str, object]:
    """Give a record's own fields as one row."""
    found = {item.name: getattr(record, item.name) for item in fields(record)}
    if "monthly" in found:
        found["monthly"] = json.dumps(found["monthly"], separators=(",", ":"))
    return {name: value for name, value in found.items() if name not in PARTS}


def _read(
    connection: Connection, wanted: ColumnElement[bool], *, last: bool = False
) -> tuple[TrackedReport, ...]:
    """Read reports by plan, day, revision and edition; of ``last`` the last edition alone."""
    columns = REPORTS.c
    order = (columns.plan_id, columns.as_of, columns.revision, columns.edition)
    query = select(REPORTS).where(wanted)
    query = query.order_by(columns.edition.desc()).limit(1) if last else query.order_by(*order)
    heads: list[dict[str, Any]] = [dict(row) for row in connection.execute(query).mappings()]
    if not heads:
        return ()
    parts = {name: _parts(connection, name, heads, last=last) for name in PARTS}
    for head in heads:
        head |= {name: parts[name].get(tuple(head[part] for part in KEY), ()) for name in PARTS}
    return tuple(TrackedReport(**head) for head in heads)


def _parts(
    connection: Connection, name: str, heads: Sequence[Mapping[str, Any]], *, last: bool
) -> dict[Key, tuple[object, ...]]:
    """Read one kind of parts of reports, by the reports' keys."""
    table, kind = PARTS[name]
    plans = {head["plan_id"] for head in heads}
    query = select(table)
    if last or len(plans) == 1:
        own = KEY if last else KEY[:1]
        query = query.where(and_(*(table.c[part] == heads[0][part] for part in own)))
    found: dict[Key, list[object]] = {}
    for row in connection.execute(query).mappings():
        values: dict[str, Any] = dict(row)
        key = tuple(values.pop(part) for part in KEY)
        if "monthly" in values:
            values["monthly"] = tuple(_month(month) for month in json.loads(values["monthly"]))
        found.setdefault(key, []).append(kind(**values))
    return {key: tuple(sorted(items, key=_order)) for key, items in found.items()}


def _month(month: Iterable[Any]) -> tuple[Any, Any, Any]:
    target, actual, attainment = (None if one is None else float(one) for one in month)
    return target, actual, attainment


def _order(item: Any) -> tuple[str, ...]:
    """Sort parts by id; problems, which have none, by all they say."""
    if isinstance(item, TrackedProblem):
        return item.code, item.sheet, item.cell, item.value, item.severity
    return (item.id,)


def _storable(report: TrackedReport) -> TrackedReport:
    """Give a report as it comes back: figures as floats, texts without what no database holds,
    parts in their order.
    """
    parts: dict[str, Any] = {
        name: tuple(sorted((_plain(item) for item in getattr(report, name)), key=_order))
        for name in PARTS
    }
    return replace(_plain(report), **parts)


def _plain(record: T) -> T:
    made: Any = record
    changes: dict[str, Any] = {}
    for item in fields(made):
        value = getattr(made, item.name)
        if isinstance(value, str):
            changes[item.name] = as_data(value).replace("\x00", "")
        elif item.name == "monthly":
            changes[item.name] = tuple(_month(map(_finite, month)) for month in value)
        elif str(item.type) in ("float", "Figure") and value is not None:
            changes[item.name] = _finite(float(value))
    return replace(made, **changes)  # type: ignore[no-any-return]  # of the same class


def _finite(value: float | None) -> float | None:
    """Give a number that JSON and every database hold."""
    return value if value is None or math.isfinite(value) else None
