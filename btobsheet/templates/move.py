"""A plan moved to another first month, and a plan without its example values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from btobsheet.layout.book import BOOK
from btobsheet.layout.geometry import calendar_days, calendar_key
from btobsheet.layout.kinds import Reference
from btobsheet.plan.calendar import Month, shift_day, working_days
from btobsheet.plan.model import CalendarUnit, Plan
from btobsheet.plan.records import KGI, TABLES, Action, Holiday, Record, make_id
from btobsheet.quickclass import dataclass
from btobsheet.templates.holidays import japan
from btobsheet.text.cells import calendar_step
from btobsheet.text.write import MONTH_FIELDS


def moved(
    plan: Plan,
    start: Month,
    calendar: CalendarUnit | None = None,
    holidays: tuple[Holiday, ...] | None = None,
) -> Plan:
    """Move a plan to another first month (and calendar): every date by as many whole months,
    monthly figures with their month.

    An action that would begin on a free day begins on the next working day, one that would end on
    one ends on the last before it, never before its start. Marks go to the week, day or month of
    the new calendar in which they then lie; those outside it are dropped. Of the holidays those
    within the new months stay; a plan that has holidays gets Japan's for months it did not cover:
    unless the new ``holidays`` are given. A day within the plan's year stays within it.
    """
    unit = calendar or plan.calendar
    if (start, unit) == (plan.start, plan.calendar):
        return plan
    free = _holidays(plan, start) if holidays is None else holidays
    new = replace(plan, start=start, calendar=unit, holidays=free)
    move = _Move(start.minus(plan.start), new)
    tables: dict[str, Any] = {
        table: tuple(move.record(item) for item in getattr(plan, table))
        for table in TABLES
        if table != "holidays"
    }
    return replace(
        new, settings=replace(plan.settings, as_of=move.day(plan.settings.as_of)), **tables
    )


def on_working_days(
    plan: Plan, start: dt.date | None, end: dt.date | None
) -> tuple[dt.date | None, dt.date | None]:
    """Give an action's first and last day, each moved off the plan's free days: forward the first,
    backward the last, never before the first.
    """
    start = start and working_day(plan, start, 1)
    end = end and working_day(plan, end, -1)
    return start, max(start, end) if start and end else end


def working_day(plan: Plan, day: dt.date, step: int) -> dt.date:
    """Give the day, or the next working day in a direction (1 or -1), in the other one where that
    would leave the plan's year.

    The day itself where a fortnight has none.
    """
    first, last, free = plan.start.first, plan.months[-1].last, plan.free_days
    inside = first <= day <= last
    days = (day + dt.timedelta(days=way * k) for way in (step, -step) for k in range(15))
    found = (one for one in days if not inside or first <= one <= last)
    return next((one for one in found if working_days(one, one, free)), day)


def without_examples(plan: Plan) -> Plan:
    """Blank every field that holds a template's example value.

    Actions that have one go, and rows of which nothing is left, with what refers to them.
    """
    tables: dict[str, Any] = {
        table: tuple(
            _cleared(plan, record)
            for record in getattr(plan, table)
            if not (record.examples and isinstance(record, Action))
        )
        for table in TABLES
    }
    return pruned(replace(plan, **tables))


@dataclass(frozen=True)
class _Move:
    """Moves dates by whole months into the year of ``plan``, which is the moved one."""

    months: int
    plan: Plan

    def day(self, day: dt.date | None) -> dt.date | None:
        """Move a day."""
        return shift_day(day, self.months) if day else None

    def record(self, record: Record) -> Record:
        """Move every date of a record, its marks and the months its example marks name."""
        found = {item.name: getattr(record, item.name) for item in fields(record)}
        changed: dict[str, Any] = {
            name: self.day(value) for name, value in found.items() if isinstance(value, dt.date)
        }
        changed |= {
            name: value.plus(self.months)
            for name, value in found.items()
            if isinstance(value, Month)
        }
        if isinstance(record, Action):
            changed |= self._action_days(changed.get("start"), changed.get("end"))
            changed["calendar"] = self._marks(record.calendar)
        changed["examples"] = tuple(self._example(name) for name in record.examples)
        return replace(record, **changed)

    def _action_days(self, start: dt.date | None, end: dt.date | None) -> dict[str, dt.date | None]:
        """Move an action's first and last day off the free days."""
        if not self.months:
            return {"start": start, "end": end}
        return dict(zip(("start", "end"), on_working_days(self.plan, start, end), strict=True))

    def _marks(self, marks: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        """Move the calendar's marks; two that fall into one step stand there together."""
        known = [
            calendar_key(day, self.plan.calendar)
            for day in calendar_days(self.plan.start, self.plan.calendar)
        ]
        found: dict[str, str] = {}
        for key, mark in marks:
            new = self._mark_key(key)
            found[new] = f"{found[new]} {mark}" if new in found else mark
        return tuple((key, found[key]) for key in known if key in found)

    def _mark_key(self, key: str) -> str:
        """Move a mark; one in the week in which the plan begins stands for the plan's first day."""
        day = Month.parse(key).first if len(key) == len("2026-04") else dt.date.fromisoformat(key)
        moved_day = max(shift_day(day, self.months), self.plan.start.first)
        return calendar_step(moved_day.isoformat(), self.plan.calendar)

    def _example(self, name: str) -> str:
        field, _, month = name.partition(".")
        return (
            f"{field}.{Month.parse(month).plus(self.months)}"
            if field in MONTH_FIELDS and month
            else name
        )


def _holidays(plan: Plan, start: Month) -> tuple[Holiday, ...]:
    """Keep the holidays of the new months, and add Japan's for the months that are new."""
    if not plan.holidays or start == plan.start:
        return plan.holidays
    covered, wanted = set(plan.months), set(replace(plan, start=start).months)
    kept = [item for item in plan.holidays if item.date is None or Month.of(item.date) in wanted]
    new = [
        item
        for item in japan(start, plan.language)
        if item.date and Month.of(item.date) not in covered
    ]
    ordered = sorted((*kept, *new), key=lambda item: (item.date is None, item.date or dt.date.max))
    return tuple(
        replace(item, id=make_id("holidays", number))
        for number, item in enumerate(ordered, start=1)
    )


def _cleared(plan: Plan, record: Record) -> Record:
    """Blank a record's example fields and months."""
    changed: dict[str, Any] = {
        item.name: item.default for item in fields(record) if item.name in record.examples
    }
    for name in MONTH_FIELDS:
        if hasattr(record, name):
            pairs = zip(plan.months, getattr(record, name), strict=True)
            changed[name] = tuple(
                None if f"{name}.{month}" in record.examples else value for month, value in pairs
            )
    return replace(record, **changed, examples=()) if record.examples else record


def pruned(plan: Plan) -> Plan:
    """Drop records that hold nothing but an id, and references to records that are no more, until
    nothing changes.
    """
    ids = frozenset(
        (
            "",
            KGI,
            *(record.id for _, record in plan.records() if record != type(record)(id=record.id)),
        )
    )
    tables: dict[str, Any] = {
        table: tuple(
            _pointing(table, record, ids) for record in getattr(plan, table) if record.id in ids
        )
        for table in TABLES
    }
    made = replace(plan, **tables)
    return made if made == plan else pruned(made)


def _pointing(table: str, record: Record, ids: frozenset[str]) -> Record:
    """Give the record without its references to anything but these ids."""
    names = (
        column.name for column in BOOK.table(table).inputs if isinstance(column.kind, Reference)
    )
    lost: dict[str, Any] = {name: "" for name in names if getattr(record, name) not in ids}
    return replace(record, **lost) if lost else record
