"""What changed between two copies of a plan: by id and field, whatever row or column it stands
in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import fields
from typing import Any, Final, Literal

from btobsheet.plan.calendar import Month
from btobsheet.plan.lookup import by_id
from btobsheet.plan.model import (
    TABLES,
    Action,
    Holiday,
    Kpi,
    Months,
    Operation,
    Person,
    Plan,
    Record,
    Review,
    Settings,
    Tactic,
)
from btobsheet.plan.words import record_name
from btobsheet.problems import Place
from btobsheet.quickclass import dataclass

Kind = Literal["added", "removed", "changed"]
Value = str | float | bool | dt.date | Month | tuple[str, ...] | None

MONTHLY: Final = ("target", "actual")
NOT_COMPARED: Final = ("id", "examples", "origin")
PLAN_SETTINGS: Final = ("start", "language", "calendar")
# what a person typed: every field of every kind of record but those
COMPARED: Final[dict[type, tuple[str, ...]]] = {
    kind: tuple(item.name for item in fields(kind) if item.name not in NOT_COMPARED)
    for kind in (Settings, Operation, Tactic, Kpi, Action, Review, Person, Holiday)
}
# a setting goes by its field, but for those that bear a group's name in the workbook
SETTING_IDS: Final = {
    "on_track": "threshold.on_track",
    "at_risk": "threshold.at_risk",
    "trend": "tolerance.trend",
    "progress": "tolerance.progress",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One record added or removed, or one value changed.

    ``name`` is the record's (the new one's where there is one). ``key`` tells the month
    (``2026-09``) of a target or actual and the column key of a calendar mark. ``before`` and
    ``after`` are the model's values, ``None`` or ``""`` where blank; ``place`` is the cell in the
    new file. Settings go by ``table="settings"`` with the setting's name in the workbook as id.
    """

    kind: Kind
    table: str
    id: str
    name: str = ""
    field: str = ""
    key: str = ""
    before: Value = None
    after: Value = None
    place: Place | None = None


def diff(old: Plan, new: Plan) -> tuple[Change, ...]:
    """List what changed from the old plan to the new: settings, then each table in the new one's
    order, removed last.

    Which workbook it is, where its rows stand and what is marked as an example make no change.
    """
    tables = (change for table in TABLES for change in _table(table, old, new))
    return (*_plan_settings(old, new), *_settings(old.settings, new.settings), *tables)


def _plan_settings(old: Plan, new: Plan) -> Iterator[Change]:
    for field in PLAN_SETTINGS:
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            yield Change("changed", "settings", field, field=field, before=before, after=after)


def _settings(old: Settings, new: Settings) -> Iterator[Change]:
    for field in COMPARED[Settings]:
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            place = new.origin.place(field) if new.origin else None
            yield Change(
                "changed",
                "settings",
                SETTING_IDS.get(field, field),
                field=field,
                before=before,
                after=after,
                place=place,
            )


def _table(table: str, old: Plan, new: Plan) -> Iterator[Change]:
    before, after = by_id(getattr(old, table)), by_id(getattr(new, table))
    for record_id, record in after.items():
        earlier = before.get(record_id)
        if earlier is None:
            yield Change("added", table, record_id, record_name(record), place=record.place())
        elif earlier is not record or old.start != new.start:
            yield from _record(table, earlier, record, old, new)
    for record_id, record in before.items():
        if record_id not in after:
            yield Change("removed", table, record_id, record_name(record))


def _record(
    table: str, old: Record, new: Record, old_plan: Plan, new_plan: Plan
) -> Iterator[Change]:
    same_year = old_plan.start == new_plan.start
    for field in COMPARED[type(new)]:
        before, after = getattr(old, field), getattr(new, field)
        if before == after and (same_year or field not in MONTHLY):
            continue
        for key, one, other in _parts(field, before, after, old_plan, new_plan):
            place = new.place(f"{field}.{key}" if key else field)
            yield Change("changed", table, new.id, record_name(new), field, key, one, other, place)


def _parts(
    field: str, before: Any, after: Any, old: Plan, new: Plan
) -> Iterator[tuple[str, Value, Value]]:
    """Split a field that holds several cells into those that differ: key, before, after.

    Any other has no key.
    """
    if field in MONTHLY:
        yield from _differing(_by_month(before, old), _by_month(after, new))
    elif field == "calendar":
        yield from _differing(dict(before), dict(after))
    else:
        yield "", before, after


def _by_month(values: Months, plan: Plan) -> dict[str, Value]:
    return {
        str(month): value
        for month, value in zip(plan.months, values, strict=True)
        if value is not None
    }


def _differing(
    before: dict[str, Value], after: dict[str, Value]
) -> Iterator[tuple[str, Value, Value]]:
    for key in sorted({*before, *after}):
        if before.get(key) != after.get(key):
            yield key, before.get(key), after.get(key)
