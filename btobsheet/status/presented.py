"""What was presented of a plan's months when they were closed, and what no longer is so
(figures.md, "The plan's memory").
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from btobsheet.plan.calendar import Month
from btobsheet.plan.closing import Closing, Presented
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Kpi, Months, Number
from btobsheet.problems import Place
from btobsheet.quickclass import dataclass
from btobsheet.status.effect import Effect, effect_of
from btobsheet.status.figures import Assessment
from btobsheet.status.kpi import kpi_figures
from btobsheet.status.rules import less
from btobsheet.status.values import month_values, own_values, ratio_parts

TARGET, ACTUAL, STATUS = "target", "actual", "status"


@dataclass(frozen=True, kw_only=True)
class Restated:
    """A KPI's closed month that is no longer what was presented.

    ``field`` is ``actual`` (its value), ``target`` (a typed one, which waits for a re-plan) or
    ``status`` (codes, of the last closed month, where no value tells why: its definition, its
    year's target or a setting is another). ``place`` is the cell to look at, of a ratio one of its
    two KPIs', of a status the KPI's name.
    """

    kpi: Kpi
    month: Month
    field: str
    presented: Number | str
    after: Number | str
    place: Place | None


def closing(plan: Plan, month: int, on: dt.date) -> Closing:
    """Give one of the plan's months (1…12) as it is presented: every KPI's effective target, value
    and status after that month, which is closed on a day.
    """
    lookup = Lookup.of(plan)
    kpis = {}
    for kpi in plan.kpis:
        figures = kpi_figures(kpi, lookup, plan.settings, month)
        told = figures.monthly[month - 1]
        kpis[kpi.id] = Presented(target=told.target, value=told.actual, status=figures.status)
    return Closing(on=on, kpis=kpis)


def restated(plan: Plan) -> tuple[Restated, ...]:
    """Give what differs in closed months from what was presented, by KPI and month."""
    if not plan.history.closings:
        return ()
    lookup = Lookup.of(plan)
    effects = ((kpi, effect_of(kpi, lookup)) for kpi in plan.kpis)
    return tuple(
        found
        for kpi, effect in effects
        for found in tuple(_of_kpi(kpi, effect, month_values(kpi, lookup, effect), plan, lookup))
        or _rejudged(kpi, plan, lookup)
    )


def restated_in(assessment: Assessment, lookup: Lookup) -> tuple[Restated, ...]:
    """Give the same of a plan that was judged: its values are known, its statuses where the last
    closed month is the last one judged.
    """
    plan = assessment.plan
    is_last = assessment.closed_months == len(plan.history.closings)
    return tuple(
        found
        for item in assessment.kpis
        for found in tuple(
            _of_kpi(
                item.kpi,
                Effect(item.first_month, item.last_month),
                tuple(month.actual for month in item.monthly),
                plan,
                lookup,
            )
        )
        or _rejudged(item.kpi, plan, lookup, item.status if is_last else "")
    )


def _rejudged(kpi: Kpi, plan: Plan, lookup: Lookup, status: str = "") -> tuple[Restated, ...]:
    """Give a KPI's judgement after the last closed month, where it is another than presented.

    ``status`` is what it is, where that is known.
    """
    closings = plan.history.closings
    told = closings[-1].kpis.get(kpi.id) if closings else None
    if told is None:
        return ()
    now = status or kpi_figures(kpi, lookup, plan.settings, len(closings)).status
    if now == told.status:
        return ()
    return (
        Restated(
            kpi=kpi,
            month=plan.months[len(closings) - 1],
            field=STATUS,
            presented=told.status,
            after=now,
            place=kpi.place("name"),
        ),
    )


def _of_kpi(
    kpi: Kpi, effect: Effect, values: Months, plan: Plan, lookup: Lookup
) -> Iterator[Restated]:
    for k, closed in enumerate(plan.history.closings):
        told = closed.kpis.get(kpi.id)
        if told is None or k not in effect.indexes():
            continue
        month, typed = plan.months[k], kpi.target[k]
        if _differs(values[k], told.value):
            yield Restated(
                kpi=kpi,
                month=month,
                field=ACTUAL,
                presented=told.value,
                after=values[k],
                place=_place(kpi, k, plan, lookup),
            )
        if typed is not None and _differs(typed, told.target):
            place = kpi.place(f"{TARGET}.{month}")
            yield Restated(
                kpi=kpi, month=month, field=TARGET, presented=told.target, after=typed, place=place
            )


def _place(kpi: Kpi, k: int, plan: Plan, lookup: Lookup) -> Place | None:
    """Give the cell of a closed month's value: of a ratio that of the part which is no longer what
    was presented, if one is.
    """
    known = plan.history.closings[k].kpis
    changed = (
        part
        for part in ratio_parts(kpi, lookup) or ()
        if part.id in known and _differs(own_values(part, lookup)[k], known[part.id].value)
    )
    return next(changed, kpi).place(f"{ACTUAL}.{plan.months[k]}")


def _differs(now: Number, told: Number) -> bool:
    if now == told or now is None or told is None:
        return now != told
    return less(now, told) or less(told, now)
