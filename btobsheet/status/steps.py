"""Which of the conditions of figures.md ("status") made a KPI's status, by its figures alone."""

from __future__ import annotations

from btobsheet.status.figures import KpiFigures
from btobsheet.status.pace import is_over
from btobsheet.status.rules import at_least, positive

BY_LINES = 5
"""The condition that its warn or alarm line decides."""


def fitting_step(item: KpiFigures, closed: int) -> int:
    """Give which condition made the status, 0 … 8 (figures.md, "status"), by the figures alone."""
    if item.status == "reference":
        return 0
    if item.status == "no_target":
        return 1
    if min(closed, item.last_month) < item.first_month:
        return 2
    if _year_reached(item):
        return 3
    if item.status == "no_data":
        return 4
    if item.actual_to_date is not None and (
        item.kpi.warn_line is not None or item.kpi.alarm_line is not None
    ):
        return 5
    if item.attainment is None:
        return 6
    return 7 if is_over(item, closed) else 8


def _year_reached(item: KpiFigures) -> bool:
    if (
        (item.aggregation, item.direction) != ("sum", "up")
        or item.actual_to_date is None
        or item.annual is None
    ):
        return False
    return positive(item.annual) and at_least(item.actual_to_date, item.annual)
