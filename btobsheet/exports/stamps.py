"""Time stamps that say how far their clock is from UTC: ``2026-09-30T15:30:00Z``."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from btobsheet.plan.calendar import Month

_STAMP: Final = re.compile(
    r"(?P<day>[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2})[t\s]\s*"
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,][0-9]+)?)?\s*"
    r"(?P<zone>z|utc|gmt|(?P<sign>[+-])(?P<hours>[0-9]{2}):?(?P<minutes>[0-9]{2})?)",
    re.IGNORECASE,
)
_HOME: Final = dt.timedelta(hours=9)
"""The clock that plans are kept by: a stamp of it is as it should be."""
_EARLIEST, _LATEST = dt.timedelta(hours=-12), dt.timedelta(hours=14)
"""How far the clocks of the world are from UTC."""


def moment(text: str) -> dt.datetime | None:
    """Read a time stamp with its clock; None for any other text."""
    found = _STAMP.fullmatch(text)
    if not found:
        return None
    year, month, day = map(int, re.split("[-/]", found["day"]))
    offset = dt.timedelta(hours=int(found["hours"] or 0), minutes=int(found["minutes"] or 0))
    try:
        clock = dt.timezone(-offset if found["sign"] == "-" else offset)
        hour, minute, second = (int(found[one] or 0) for one in ("hour", "minute", "second"))
        return dt.datetime(year, month, day, hour, minute, min(second, 59), tzinfo=clock)
    except ValueError:  # no such day, hour or clock
        return None


def local_day(stamp: dt.datetime, zone: dt.timedelta | None) -> dt.date:
    """Give the day of a stamp: by the clock that is asked for, else as it is written."""
    return (stamp if zone is None else stamp.astimezone(dt.timezone(zone))).date()


def may_be_another_month(text: str) -> bool:
    """Tell whether a text is a stamp of UTC, or of another clock than that of plans, that somewhere
    falls in another month.
    """
    stamp = moment(text)
    if stamp is None or stamp.utcoffset() == _HOME:
        return False
    try:
        days = [stamp.astimezone(dt.timezone(shift)).date() for shift in (_EARLIEST, _LATEST)]
    except OverflowError:
        return False
    return Month.of(days[0]) != Month.of(days[1])
