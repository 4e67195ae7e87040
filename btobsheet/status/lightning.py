"""イナズマ線: up to which day an action's work is done, joined to one line across a Gantt chart.

Left of today's line is late, right of it early.
"""

from __future__ import annotations

import datetime as dt

from btobsheet.plan.calendar import working_days
from btobsheet.status.figures import ActionFigures
from btobsheet.status.rules import at_least

Days = frozenset[dt.date]


def reached(item: ActionFigures, as_of: dt.date, free: Days) -> dt.date | None:
    """Give the morning by which an action's progress is what a plan would ask for.

    None without dates, or cancelled, or on hold.

    What is over, what has not begun and need not, and what lacks only free days stands on as_of.
    """
    start, end = item.action.start, item.action.end
    if start is None or end is None or end < start or item.state in ("cancelled", "on_hold"):
        return None
    if item.percent >= 1:
        return max(as_of, end + dt.timedelta(days=1))
    needed = item.percent * max(1, working_days(start, end, free))
    found = _day_after(start, end, needed, free) if needed > 0 else min(as_of, start)
    only_free = found < as_of and working_days(found, as_of - dt.timedelta(days=1), free) == 0
    return as_of if only_free else found


def _day_after(start: dt.date, end: dt.date, needed: float, free: Days) -> dt.date:
    """Find the first morning before which so many working days have passed."""
    low, high = 0, (end - start).days + 1
    while low < high:
        middle = (low + high) // 2
        if at_least(working_days(start, start + dt.timedelta(days=middle - 1), free), needed):
            high = middle
        else:
            low = middle + 1
    return start + dt.timedelta(days=low)
