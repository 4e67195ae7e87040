"""What pace a KPI still needs, against the best month it has had so far."""

from __future__ import annotations

from btobsheet.quickclass import dataclass
from btobsheet.status.figures import KpiFigures
from btobsheet.status.rules import positive


@dataclass(frozen=True, slots=True)
class Pace:
    """What each month to come must bring (the KPI's unit), the best month so far (1…12) and its
    value, and required ÷ best.
    """

    required: float
    best: float
    month: int
    times: float


def is_over(item: KpiFigures, closed: int) -> bool:
    """Tell whether the last of a KPI's months is closed, so that nothing of it is to come."""
    return closed >= item.last_month >= item.first_month


def pace(item: KpiFigures, closed: int) -> Pace | None:
    """Compare the pace a KPI needs with its best closed month.

    None where nothing is needed, nothing was reached yet, or no month is to come.
    """
    if is_over(item, closed):
        return None
    values = [
        (month.actual, -index)
        for index, month in enumerate(item.monthly[:closed], start=1)
        if month.actual is not None
    ]
    if item.required_pace is None or not positive(item.required_pace) or not values:
        return None
    best, month = max(values)
    return (
        Pace(item.required_pace, best, -month, item.required_pace / best)
        if positive(best)
        else None
    )
