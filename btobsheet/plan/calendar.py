"""The plan's twelve months, closed months and working days.

Working days are own code: numpy's take 100 ms to import, more than a whole status report may cost.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

MONTHS_A_PLAN = 12


class Month(NamedTuple):
    """One calendar month; sorts and compares by time, and prints as ``2026-04``."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @classmethod
    def of(cls, day: dt.date) -> Month:
        """Give the month a day lies in."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read ``2026-04``; ValueError for anything else or a year outside 1950…2150."""
        year, _, month = text.partition("-")
        if not (
            len(year) == 4
            and len(month) == 2
            and text.replace("-", "").isascii()
            and text.replace("-", "").isdigit()
        ):
            raise ValueError(text)
        made = cls(int(year), int(month))
        if not (1950 <= made.year <= 2150 and 1 <= made.month <= 12):
            raise ValueError(text)
        return made

    def plus(self, months: int) -> Month:
        """Give the month so many months later (or earlier)."""
        years, index = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(years, index + 1)

    def minus(self, other: Month) -> int:
        """Count the months from the other month to this one."""
        return (self.year - other.year) * 12 + self.month - other.month

    @property
    def first(self) -> dt.date:
        """The first day."""
        return dt.date(self.year, self.month, 1)

    @property
    def last(self) -> dt.date:
        """The last day."""
        return self.plus(1).first - dt.timedelta(days=1)


@lru_cache(maxsize=64)
def plan_months(start: Month) -> tuple[Month, ...]:
    """Give the plan's twelve months in order."""
    return tuple(start.plus(k) for k in range(MONTHS_A_PLAN))


def closed_months(start: Month, as_of: dt.date) -> int:
    """Count the plan's months whose last day is on or before ``as_of`` (0 … 12).

    Figures.md, "Dates".
    """
    return sum(month.last <= as_of for month in plan_months(start))


def fiscal_year_start(day: dt.date) -> Month:
    """Give April of the Japanese fiscal year the day lies in."""
    return Month(day.year if day.month >= 4 else day.year - 1, 4)


def shift_day(day: dt.date, months: int) -> dt.date:
    """Move a day by whole months, to the month's last day where it is shorter."""
    month = Month.of(day).plus(months)
    return dt.date(month.year, month.month, min(day.day, month.last.day))


@lru_cache(maxsize=64)
def _weekday_holidays(holidays: frozenset[dt.date]) -> tuple[dt.date, ...]:
    return tuple(sorted(day for day in holidays if day.weekday() < 5))


def _weekdays_to(day: dt.date) -> int:
    """Count the Mondays to Fridays from the calendar's first day (a Monday) to this one."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * 5 + min(rest, 5)


def working_days(
    start: dt.date, end: dt.date, holidays: frozenset[dt.date] | Iterable[dt.date] = ()
) -> int:
    """Count Monday to Friday without holidays, both ends included.

    Negative where end < start (as NETWORKDAYS).
    """
    if end < start:
        return -working_days(end, start, holidays)
    days = _weekdays_to(end) - _weekdays_to(start - dt.timedelta(days=1))
    free = _weekday_holidays(frozenset(holidays))
    return days - (bisect_right(free, end) - bisect_left(free, start))
