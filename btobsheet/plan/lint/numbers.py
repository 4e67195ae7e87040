"""Lint: numbers and dates that contradict each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from math import fsum

from btobsheet.plan.lint.gaps import Rule, counted_kpis
from btobsheet.plan.lint.todo import live_actions
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan
from btobsheet.plan.words import amount, below, day_text, found
from btobsheet.problems import Problem


def children_too_low(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Tell parents (to be raised) whose children's annual targets × parent_rate add up to less than
    the parent's own.
    """
    for parent in counted_kpis(plan, lookup):
        if parent.annual_target is None or parent.direction == "down":
            continue
        gifts = [
            child.annual_target * child.parent_rate
            for child in lookup.children_of.get(parent.id, ())
            if child.annual_target is not None
            and child.parent_rate is not None
            and lookup.kpi_counts(child)
        ]
        if gifts and below(total := fsum(gifts), parent.annual_target):
            yield found(
                "W550",
                parent,
                "annual_target",
                total=amount(total, parent.unit),
                target=amount(parent.annual_target, parent.unit),
            )


def months_do_not_add_up(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Tell sum KPIs whose twelve typed months add up to something else than the annual target."""
    for kpi in counted_kpis(plan, lookup):
        typed = [value for value in kpi.target if value is not None]
        if kpi.aggregation != "sum" or kpi.annual_target is None or len(typed) < len(plan.months):
            continue
        total = fsum(typed)
        if below(total, kpi.annual_target) or below(kpi.annual_target, total):
            yield found(
                "W551",
                kpi,
                "annual_target",
                total=amount(total, kpi.unit),
                target=amount(kpi.annual_target, kpi.unit),
            )


def done_but_not_all(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Tell actions that are done, yet typed with less than 100 %."""
    for action in live_actions(plan, lookup):
        if action.status == "done" and action.percent is not None and below(action.percent, 1):
            yield found("W552", action, "percent", percent=amount(action.percent, "%"))


def end_before_start(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Tell actions that end before they start."""
    for action in live_actions(plan, lookup):
        if action.start and action.end and action.end < action.start:
            yield found(
                "W553", action, "end", start=day_text(action.start), end=day_text(action.end)
            )


def outside_the_year(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Tell actions that start or end outside the plan's year: once an action, at the first such
    date.
    """
    first, last = plan.months[0].first, plan.months[-1].last
    for action in live_actions(plan, lookup):
        days: tuple[tuple[str, dt.date | None], ...] = (
            ("start", action.start),
            ("end", action.end),
        )
        outside = next(
            ((field, day) for field, day in days if day and not first <= day <= last), None
        )
        if outside:
            field, day = outside
            yield found(
                "W554", action, field, day=day_text(day), first=day_text(first), last=day_text(last)
            )


def parents_in_a_circle(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Tell KPIs whose parents lead back to themselves, once a circle: none of them counts for the
    KGI.
    """
    told: set[str] = set()
    for kpi in plan.kpis:
        way = (kpi, *lookup.ancestors(kpi))
        if way[-1].parent == kpi.id and kpi.id not in told:
            told |= {one.id for one in way}
            yield found("W556", kpi, "parent", way=" → ".join([*(one.id for one in way), kpi.id]))


NUMBERS: tuple[Rule, ...] = (
    children_too_low,
    parents_in_a_circle,
    months_do_not_add_up,
    done_but_not_all,
    end_before_start,
    outside_the_year,
)
