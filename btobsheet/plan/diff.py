"""What changed between two copies of a plan: by id and field, wherever it stands.

Which cells differ is said by :class:`btobsheet.plan.cells.Snapshot` alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import fields
from typing import Any, Final, Literal

from btobsheet.plan.calendar import Month
from btobsheet.plan.cells import EVERY, SETTINGS, CellChange, Entry, Row, Snapshot, Tables
from btobsheet.plan.lookup import by_id
from btobsheet.plan.model import SETTING_IDS, Plan, Settings
from btobsheet.plan.records import NO_MONTHS, NOTHING, RECORDS, TABLES, Record, field_of
from btobsheet.plan.words import record_name
from btobsheet.problems import Place
from btobsheet.quickclass import dataclass

Kind = Literal["added", "removed", "changed"]
Value = str | float | bool | dt.date | Month | tuple[str, ...] | None


def _is_blank(value: object) -> bool:
    """Tell whether a record's field holds nothing."""
    return value is None or value is False or value in ("", ())


NOT_COMPARED: Final = ("id", "examples", "origin", "nothing")
"""What is no cell of its own (－ stands in the actual of its month)."""
PLAN_SETTINGS: Final = ("start", "language", "calendar")
# what a person typed: every field of every kind of record but those
MONTHLY: Final = frozenset(
    item.name for kind in RECORDS.values() for item in fields(kind) if item.default == NO_MONTHS
)
"""The fields that hold twelve months."""
_KINDS: Final[dict[str, type[Settings] | type[Record]]] = {SETTINGS: Settings, **RECORDS}
COMPARED: Final[dict[type, tuple[str, ...]]] = {
    kind: tuple(item.name for item in fields(kind) if item.name not in NOT_COMPARED)
    for kind in _KINDS.values()
}
_ORDER: Final = {
    kind: {field_of(name): at for at, name in enumerate(names)} for kind, names in COMPARED.items()
}
_BLANKS: Final[dict[str, dict[str, Any]]] = {
    table: {field_of(item.name): item.default for item in fields(kind) if _is_blank(item.default)}
    for table, kind in _KINDS.items()
}
"""What a record holds where nothing is typed, by table and field; None where it is not listed."""
_FIELDS: Final = {one: name for name, one in SETTING_IDS.items()}


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
    return compare(cells_of(old).tables, cells_of(new), old, new)


def compare(before: Tables, after: Snapshot, old: Plan, new: Plan) -> tuple[Change, ...]:
    """List what changed from the cells of one workbook to those of another, as :func:`diff` does.

    What could not be read counts as it was typed; its value here is a blank.
    """
    sides = _Sides(old, new)
    found = sorted(map(sides.change, after.changes(before)), key=sides.position)
    return (*_plan_settings(old, new), *found)


def _plan_settings(old: Plan, new: Plan) -> Iterator[Change]:
    for field in PLAN_SETTINGS:
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            yield Change("changed", SETTINGS, field, field=field, before=before, after=after)


class _Sides:
    """The two plans that are compared: their records by table and id."""

    def __init__(self, old: Plan, new: Plan) -> None:
        self.new = new
        self.before = {table: by_id(getattr(old, table)) for table in TABLES}
        self.after = {table: by_id(getattr(new, table)) for table in TABLES}
        self.rows = {
            table: {one: at for at, one in enumerate((*self.after[table], *self.before[table]))}
            for table in TABLES
        }

    def change(self, one: CellChange) -> Change:
        """Say a cell's change as one of the plan."""
        if one.table == SETTINGS:
            return self._setting(one)
        side = self.before if one.kind == "removed" else self.after
        record: Record | None = side[one.table].get(one.id)
        name = record_name(record) if record else ""
        if one.kind != "changed":
            place = record.place() if record and one.kind == "added" else None
            return Change(one.kind, one.table, one.id, name, place=place)
        field, _, key = one.field.partition(".")
        blank = None if key else _BLANKS[one.table].get(field)
        place = record.place(one.field) if record else None
        values = _value(one.before, blank), _value(one.after, blank)
        return Change("changed", one.table, one.id, name, field, key, *values, place)

    def _setting(self, one: CellChange) -> Change:
        field, origin = _FIELDS.get(one.id, one.id), self.new.settings.origin
        blank = _BLANKS[SETTINGS].get(field)
        values = _value(one.before, blank), _value(one.after, blank)
        place = origin.place(field) if origin else None
        return Change("changed", SETTINGS, one.id, "", field, "", *values, place)

    def position(self, change: Change) -> tuple[int, bool, int, int, str]:
        """Give where a change stands among others: settings, tables, removed rows last."""
        row = self.rows.get(change.table, {}).get(change.id, 0)
        at = field_order(change.table, change.field)
        return EVERY.index(change.table), change.kind == "removed", row, at, change.key


def field_order(table: str, field: str) -> int:
    """Give where a field stands among those of its record; an unknown one comes last."""
    fields = _ORDER[_KINDS[table]]
    return fields.get(field, len(fields))


def _value(entry: Entry | None, blank: Value) -> Value:
    """Give what the plan holds for a cell: a blank where nothing stands, or nobody can read it."""
    return blank if entry is None or entry.read is None else entry.read


def cells_of(plan: Plan) -> Snapshot:
    """Give the cells of a plan that is no workbook: what stands in its records."""
    tables: dict[str, dict[str, Row]] = {
        table: {record.id: _row(record, plan) for record in getattr(plan, table)}
        for table in TABLES
    }
    tables[SETTINGS] = {
        one: {"value": _entry(value)}
        for field, one in SETTING_IDS.items()
        if not _is_blank(value := getattr(plan.settings, field))
    }
    return Snapshot(tables)


def _row(record: Record, plan: Plan) -> Row:
    found: dict[str, Entry] = {}
    silent = getattr(record, "nothing", ())
    found |= {f"actual.{month}": _entry(NOTHING) for month in silent}
    for attribute in COMPARED[type(record)]:
        field, value = field_of(attribute), getattr(record, attribute)
        if _is_blank(value):
            continue
        if field in MONTHLY:
            months = zip(plan.months, value, strict=True)
            found |= {f"{field}.{month}": _entry(one) for month, one in months if one is not None}
        elif field == "calendar":
            found |= {f"{field}.{key}": _entry(mark) for key, mark in value}
        else:
            found[field] = _entry(value)
    return found


def _entry(value: Any) -> Entry:
    return Entry(value.first if isinstance(value, Month) else value, str(value), value)
