"""Months and days of exported tables: headings and cells; a column may tell day from month."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache

from btobsheet.exports import words as fillwords
from btobsheet.exports.stamps import local_day, moment
from btobsheet.layout.typed.dates import FIRST_YEAR, LAST_YEAR, parse_date, parse_month, serial_day
from btobsheet.layout.typed.text import Raw, Typed, narrowed
from btobsheet.plan.calendar import Month, plan_months
from btobsheet.quickclass import dataclass

_NUMERIC = (
    r"(?P<first>[0-9]{1,2})[/.\-](?P<second>[0-9]{1,2})[/.\-](?P<year>[0-9]{4})(?:[\s,t]+[0-9].*)?"
)
_NAME_AND_YEAR = r"(?P<name>[a-z]{3,9})\.?[\-\s'’]+(?P<year>[0-9]{2})"
_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))
_ORDERS = ("mdy", "dmy")


@dataclass(frozen=True, slots=True)
class Period:
    """A month, and the day in it where one is named."""

    month: Month
    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """What reading a period depends on: the plan's first month, the order of day and month in
    9/3/2026 ("" for not known), the date system, how far the clock of the days is from UTC (None:
    as they are written); the month of data in which none is said, where that is known.
    """

    start: Month
    order: str = ""
    date1904: bool = False
    zone: dt.timedelta | None = None
    month: Month | None = None

    def cell(self, raw: Raw, *, bare: bool = False) -> Period | None:
        """Read a cell's month or day; None where it is none.

        ``bare`` takes 1 … 12 for a month: a heading says so.
        """
        if isinstance(raw, int | float) and not isinstance(raw, bool):
            return _number(raw, self, bare)
        return _text(day_text(raw), self, bare) if isinstance(raw, str) else None

    def heading(self, raw: Raw) -> Period | None:
        """Read a heading's month or day.

        What says 実績 beside it is left aside, one of a target is none.
        """
        if not isinstance(raw, str):
            return self.cell(raw)
        text = day_text(raw)
        if fillwords.NO_ACTUAL.search(text) or re.fullmatch("[0-9]{1,5}", text):
            return None
        return self.cell(fillwords.ACTUAL.sub("", text))


def day_text(text: str) -> str:
    """Give a text as days and months are read from it: whatever looks like a hyphen is one."""
    return narrowed(text).translate(_HYPHENS)


def _number(raw: float, clock: Clock, bare: bool) -> Period | None:
    """Read a number: 20260903, 202609, a day's serial number; a month's number where ``bare``."""
    if bare and 1 <= raw <= 12 and raw == int(raw):
        return _month(raw, clock)
    if raw >= FIRST_YEAR * 100:
        return _month(raw, clock) if raw <= LAST_YEAR * 100 + 12 else _day(raw, clock)
    day = serial_day(raw, clock.date1904)
    return Period(Month.of(day), day) if day else None


@lru_cache(maxsize=1 << 14)
def _text(text: str, clock: Clock, bare: bool) -> Period | None:
    if not text:
        return None
    if re.fullmatch("[0-9]{1,6}", text) and not (len(text) == 6 or (bare and len(text) < 3)):
        return None
    stamp = moment(text)
    if stamp:
        day = local_day(stamp, clock.zone)
        return Period(Month.of(day), day)
    found = re.fullmatch(_NUMERIC, text, re.IGNORECASE)
    if found:
        return _ordered(found, clock.order)
    return _day(text, clock) or _month(text, clock) or _name_and_year(text, clock)


def _day(raw: Raw, clock: Clock) -> Period | None:
    made = parse_date(raw, start=clock.start, edge="start", date1904=clock.date1904)
    return (
        Period(Month.of(made.value), made.value)
        if isinstance(made.value, dt.date) and not made.code
        else None
    )


def _month(raw: Raw, clock: Clock) -> Period | None:
    made: Typed = parse_month(raw, start=clock.start, date1904=clock.date1904)
    return Period(made.value) if isinstance(made.value, Month) else None


def _name_and_year(text: str, clock: Clock) -> Period | None:
    """Read Sep-26: the year 2026, or the 26th? Both mean one month where it is one of the plan's.

    Else nobody can tell.
    """
    found = re.fullmatch(_NAME_AND_YEAR, text.casefold())
    made = (
        parse_month(f"{found['name']} 20{found['year']}", start=clock.start, date1904=False).value
        if found
        else None
    )
    return Period(made) if isinstance(made, Month) and made in plan_months(clock.start) else None


def _ordered(found: re.Match[str], order: str) -> Period | None:
    first, second, year = int(found["first"]), int(found["second"]), int(found["year"])
    month, day = (second, first) if order == "dmy" else (first, second)
    if not order:
        return None
    try:
        made = dt.date(year, month, day)
    except ValueError:
        return None
    return Period(Month.of(made), made)


def day_order(cells: Iterable[Raw]) -> str:
    """Find the order of month and day in texts like 9/13/2026: the only one that fits them all.

    Nothing where both or none do.
    """
    found = [
        one
        for raw in cells
        if isinstance(raw, str) and (one := re.fullmatch(_NUMERIC, day_text(raw), re.IGNORECASE))
    ]
    fitting = [order for order in _ORDERS if all(_ordered(one, order) for one in found)]
    return fitting[0] if found and len(fitting) == 1 else ""
