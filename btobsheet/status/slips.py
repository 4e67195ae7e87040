"""How far a plan has moved from what was approved (figures.md, "The plan's memory")."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from btobsheet.plan.calendar import working_days
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Action
from btobsheet.status.figures import Assessment, Figure, KpiFigures
from btobsheet.status.kpi import kpi_figures

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
    found = (
        (action, slip(plan.history.first_dates(action.id)[1], action.end, plan.free_days))
        for action in plan.actions
    )
    return tuple((action, days) for action, days in found if days and days > 0)


def first_attainments(assessment: Assessment) -> dict[str, Figure]:
    """Give the attainments against the targets of approval 0, by KPI; nothing without one."""
    if not assessment.plan.history.first:
        return {}
    lookup = Lookup.of(assessment.plan)
    return {item.kpi.id: first_attainment(item, assessment, lookup) for item in assessment.kpis}


def first_attainment(item: KpiFigures, assessment: Assessment, lookup: Lookup) -> Figure:
    """Give a KPI's attainment against the targets of approval 0; none where it was not in it."""
    first = assessment.plan.history.first
    known = first.targets.get(item.kpi.id) if first else None
    if known is None:
        return None
    agreed = replace(item.kpi, annual_target=known.annual, target=known.months)
    return kpi_figures(
        agreed, lookup, assessment.plan.settings, assessment.closed_months
    ).attainment
