"""What a cell would hold for a value of TOML, and how a value is shown that none can hold."""

from __future__ import annotations

import datetime as dt

from btobsheet.layout.geometry import calendar_key
from btobsheet.layout.kinds import Date, Flag, Kind, MonthKind, Number, TextList
from btobsheet.layout.typed.text import Raw
from btobsheet.plan.calendar import Month

LARGEST = 1e300


def as_cell(value: object, kind: Kind) -> Raw:
    """Give what a cell of a kind would hold for a TOML value.

    None where it can hold nothing of the sort.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return True if value and isinstance(kind, Flag) else None
    if isinstance(value, int | float):
        is_day = isinstance(kind, Date | MonthKind)
        return value if abs(value) < LARGEST and not is_day else shown(value)
    if isinstance(value, dt.date):
        return (value.date() if isinstance(value, dt.datetime) else value).isoformat()
    if (
        isinstance(value, list)
        and isinstance(kind, TextList)
        and all(isinstance(item, str) for item in value)
    ):
        return "\n".join(value)
    return None


def shown(value: object) -> str:
    """Show a refused value.

    Not what holds others, and no number of thousands of digits, which Python cannot write.
    """
    if isinstance(value, dict | list):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return hex(value) if isinstance(value, int) and abs(value) >= LARGEST else str(value)


def calendar_step(key: str, unit: str) -> str:
    """Give the key of the calendar's column that a day (or, by months, a month) lies in.

    Unreadable ones as they are.
    """
    try:
        is_month = unit == "month" and len(key) == 7
        day = Month.parse(key).first if is_month else dt.date.fromisoformat(key)
        return calendar_key(day - dt.timedelta(days=day.weekday() if unit == "week" else 0), unit)
    except (ValueError, OverflowError):
        return key


def example_of(kind: Kind) -> str:
    """Show what a value of a kind looks like."""
    if isinstance(kind, Flag):
        return "true"
    if isinstance(kind, Number):
        return "120"
    if isinstance(kind, Date):
        return "2026-04-06"
    if isinstance(kind, MonthKind):
        return '"2026-04"'
    return '["…", "…"]' if isinstance(kind, TextList) else '"…"'
