"""The months and days that a map names: ``target.2026-04``, ``week.2026-04-06``, ``day.4/6``."""

from __future__ import annotations

import datetime as dt
from typing import Final

from btobsheet.plan.calendar import Month, plan_months
from btobsheet.sharing.adopt.fields import CALENDAR
from btobsheet.sharing.adopt.seen.calendars import Step

_FIGURES: Final = ("target", "actual", "plan")
_LENGTHS: Final = {"day": 1, "week": 7}


def is_step(field: str) -> bool:
    """Tell whether a column is one of a calendar."""
    unit, _, where = field.partition(".")
    return bool(where) and unit in CALENDAR


def month_of(field: str, start: Month) -> Month | None:
    """Give the month of a column of figures; None for another column."""
    head, _, step = field.partition(".")
    return month_in(step, start) if head in _FIGURES and step else None


def month_in(text: str, start: Month) -> Month | None:
    """Read the month of a map: 2026-04, or 4 of the plan's months."""
    if text.isdigit() and len(text) <= 2:
        return next((one for one in plan_months(start) if one.month == int(text)), None)
    try:
        return Month.parse(text)
    except ValueError:
        return None


def _day(text: str, start: Month) -> dt.date | None:
    month, _, day = text.partition("/")
    try:
        if day and (found := month_in(month, start)):
            return found.first.replace(day=int(day))
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def step_at(field: str, at: int, start: Month) -> Step | None:
    """Give the step so many columns behind the one in which a calendar begins."""
    unit, _, where = field.partition(".")
    if unit == "month":
        month = month_in(where, start)
        return Step(month.plus(at).first, month.plus(at).last, unit) if month else None
    first, _, last = where.partition(":")
    begin, end = _day(first, start), _day(last or first, start)
    if begin is None or end is None:
        return None
    if unit == "third":
        return _third(begin, at)
    if unit == "span":
        return None if at else Step(begin, max(begin, end), unit)
    length = _LENGTHS[unit]
    day = begin + dt.timedelta(days=at * length)
    return Step(day, day + dt.timedelta(days=length - 1), unit)


def _third(begin: dt.date, at: int) -> Step:
    """Give a third of a month: from the 1st, the 11th, the 21st."""
    months, part = divmod((min(begin.day, 30) - 1) // 10 + at, 3)
    month = Month.of(begin).plus(months)
    last = month.last.day if part == 2 else 10 * part + 10
    return Step(month.first.replace(day=10 * part + 1), month.first.replace(day=last), "third")
