"""How far a plan has moved from what was approved (figures.md, "The plan's memory")."""

from __future__ import annotations

import datetime as dt

from btobsheet.plan.calendar import working_days
from btobsheet.plan.history import History
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Action, Months
from btobsheet.status.effect import effect_of
from btobsheet.status.figures import Assessment, Figure, KpiFigures
from btobsheet.status.rules import attainment
from btobsheet.status.values import aggregate, targets_in_effect

_DAY = dt.timedelta(days=1)


def slip(first: dt.date | None, now: dt.date | None, holidays: frozenset[dt.date]) -> int | None:
    """Give the working days from an action's first end to its end: above 0 later, below earlier;
    none where either is not known.
    """
    if first is None or now is None:
        return None
    if now >= first:
        return working_days(first + _DAY, now, holidays) if now > first else 0
    return -working_days(now + _DAY, first, holidays)


def put_off(plan: Plan) -> tuple[tuple[Action, int], ...]:
    """Give the actions that end later than in the first approval that had them, each with its
    slip in working days.
    """
    free = plan.free_days
    found = (
        (action, slip(plan.history.first_dates(action.id)[1], action.end, free))
        for action in plan.actions
    )
    return tuple((action, days) for action, days in found if days and days > 0)


def targets_of(plan: Plan) -> dict[str, Months]:
    """Give the twelve effective targets of every KPI."""
    lookup = Lookup.of(plan)
    return {kpi.id: targets_in_effect(kpi, lookup, effect_of(kpi, lookup)) for kpi in plan.kpis}


def first_expected(item: KpiFigures, history: History, closed: int) -> Figure:
    """Give what approval 0 expected of a KPI to date; none where it was not in it."""
    first = history.first.targets.get(item.kpi.id) if history.first else None
    months = range(item.first_month - 1, min(closed, item.last_month))
    judged = tuple(k for k in months if item.monthly[k].actual is not None)
    if first is None or all(first.effective[k] is None for k in judged):
        return None
    return aggregate(first.effective, judged, item.aggregation)


def first_attainment(item: KpiFigures, assessment: Assessment) -> Figure:
    """Give a KPI's attainment against the targets of approval 0; none where it was not in it."""
    expected = first_expected(item, assessment.plan.history, assessment.closed_months)
    return attainment(item.actual_to_date, expected, item.direction)
