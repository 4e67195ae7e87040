"""A KPI by month for a chart, as the workbook's dashboard draws its KGI: actual, what the months to
come bring at this pace, and target.

A sum is cumulated; of a level, a mean or a ratio each month stands for itself. The year's landing
is shared out over the months to come as their targets are; a level moves evenly towards it.
"""

from __future__ import annotations

from btobsheet.plan.records import Months
from btobsheet.quickclass import dataclass
from btobsheet.status.effect import MONTHS
from btobsheet.status.figures import Figure, KpiFigures
from btobsheet.status.pace import is_over
from btobsheet.status.rules import less, positive, total, typed


@dataclass(frozen=True, slots=True)
class Ahead:
    """Twelve months of a KPI; ``summed``: each with all before it."""

    summed: bool
    targets: Months
    actuals: Months
    forecasts: Months


def ahead(item: KpiFigures, closed: int) -> Ahead:
    """Give a KPI's months: the actuals of those that are judged, forecasts of those to come."""
    summed = item.aggregation == "sum"
    months = range(1, MONTHS + 1)
    done = item.months_evaluated
    coming = item.forecast is not None and not is_over(item, closed)
    return Ahead(
        summed,
        tuple(_target(item, k) for k in months),
        tuple(_actual(item, k) if k <= done else None for k in months),
        tuple(
            _forecast(item, k) if coming and done < k <= item.last_month else None for k in months
        ),
    )


def _so_far(values: list[Figure], k: int) -> float:
    return total(typed(values[:k]))


def _targets(item: KpiFigures) -> list[Figure]:
    return [month.target for month in item.monthly]


def _target(item: KpiFigures, k: int) -> Figure:
    """Give the target up to a month, of what is no sum the month's own."""
    targets = _targets(item)
    if item.aggregation != "sum":
        return targets[k - 1]
    return _so_far(targets, k) if less(0.0, abs(_so_far(targets, MONTHS))) else None


def _actual(item: KpiFigures, k: int) -> Figure:
    values = [month.actual for month in item.monthly]
    return _so_far(values, k) if item.aggregation == "sum" else values[k - 1]


def _forecast(item: KpiFigures, k: int) -> Figure:
    """Give where the KPI will be at the end of a month to come."""
    if item.aggregation not in ("sum", "latest"):
        return _at_pace(item, k)
    now, then = item.actual_to_date or 0.0, item.forecast or 0.0
    share = _by_target(item, k) if item.aggregation == "sum" else _evenly(item, k)
    return now + (then - now) * share


def _by_target(item: KpiFigures, k: int) -> float:
    """Give which part of what is to come is due by a month: as the targets say, else evenly."""
    targets = _targets(item)
    before = _so_far(targets, item.months_evaluated)
    left = _so_far(targets, MONTHS) - before
    return (_so_far(targets, k) - before) / left if positive(left) else _evenly(item, k)


def _evenly(item: KpiFigures, k: int) -> float:
    done = item.months_evaluated
    return (k - done) / max(1, item.last_month - done)


def _at_pace(item: KpiFigures, k: int) -> Figure:
    """Give a month's own target at the attainment of the landing, else the landing itself."""
    own, annual, forecast = item.monthly[k - 1].target, item.annual, item.forecast
    if own is None or annual is None or forecast is None or not positive(annual):
        return forecast
    return own * forecast / annual
