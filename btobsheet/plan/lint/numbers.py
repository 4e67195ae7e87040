"""Lint: numbers and dates that contradict each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from math import fsum, isclose

from btobsheet.plan.lint.gaps import Rule, counted_kpis, counted_tactics
from btobsheet.plan.lint.todo import live_actions
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Kpi, Months
from btobsheet.plan.words import amount, below, day_text, found, number_text, told_apart
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
            low, target = told_apart(total, parent.annual_target, parent.unit)
            yield found("W550", parent, "annual_target", total=low, target=target)


def months_do_not_add_up(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Tell sum KPIs whose twelve typed months add up to something else than the annual target."""
    for kpi in counted_kpis(plan, lookup):
        typed = [value for value in kpi.target if value is not None]
        if kpi.aggregation != "sum" or kpi.annual_target is None or len(typed) < len(plan.months):
            continue
        total = fsum(typed)
        if below(total, kpi.annual_target) or below(kpi.annual_target, total):
            added, target = told_apart(total, kpi.annual_target, kpi.unit)
            yield found("W551", kpi, "annual_target", total=added, target=target)


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


def cost_without_tactic(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Tell rows of ⑥ with amounts and no tactic: no budget and no report counts them."""

    def added(year: Months) -> str:
        return amount(fsum(value for value in year if value is not None), plan.money_unit)

    for cost in plan.costs:
        if not cost.tactic and any(value is not None for value in (*cost.plan, *cost.actual)):
            yield found("W528", cost, "tactic", planned=added(cost.plan), spent=added(cost.actual))


def ended_without_day(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Tell tactics that were stopped, nobody says when: their actions are asked for all year."""
    for tactic in plan.tactics:
        if tactic.is_ended and tactic.stopped_on is None:
            yield found("W570", tactic, "stopped_on")


def day_without_end(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Tell tactics with a last day whose decision is not 終了, those not adopted too: it is not
    used.
    """
    for tactic in plan.tactics:
        if tactic.stopped_on and not tactic.is_ended:
            yield found("W571", tactic, "decision", day=day_text(tactic.stopped_on))


def ended_outside_the_year(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Tell tactics that were stopped on a day outside the plan's year."""
    first, last = plan.months[0].first, plan.months[-1].last
    for tactic in counted_tactics(plan):
        day = tactic.last_day
        if day and not first <= day <= last:
            yield found(
                "W572",
                tactic,
                "stopped_on",
                day=day_text(day),
                first=day_text(first),
                last=day_text(last),
            )


def ends_before_it_begins(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Tell KPIs whose last month comes before their first: no month of theirs is judged."""
    for kpi in counted_kpis(plan, lookup):
        if kpi.from_ and kpi.to and kpi.to < kpi.from_:
            start, end = (f"{month.year}/{month.month}" for month in (kpi.from_, kpi.to))
            yield found("W573", kpi, "to", start=start, end=end)


def _judged(plan: Plan, lookup: Lookup) -> Iterator[Kpi]:
    return (kpi for kpi in counted_kpis(plan, lookup) if not kpi.is_reference)


def nothing_to_keep(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Tell KPIs to be kept at no level above 0: around nothing there is no band to stay in.

    One without any aim is told elsewhere.
    """
    for kpi in _judged(plan, lookup):
        aims = [aim for aim in (kpi.annual_target, *kpi.target) if aim is not None]
        lines = kpi.warn_line is not None or kpi.alarm_line is not None
        if kpi.direction == "keep" and (aims or lines) and not any(aim > 0 for aim in aims):
            yield found("W574", kpi, "annual_target")


def lines_the_wrong_way(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Tell KPIs whose 警戒ライン is better than their 注意ライン: 注意 never shows."""
    for kpi in _judged(plan, lookup):
        warn, alarm = kpi.warn_line, kpi.alarm_line
        if warn is None or alarm is None:
            continue
        low, high = (alarm, warn) if kpi.direction == "down" else (warn, alarm)
        if below(low, high):
            yield found(
                "W575",
                kpi,
                "alarm_line",
                warn=amount(warn, kpi.unit),
                alarm=amount(alarm, kpi.unit),
            )


def done_more_often(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Tell actions done more often than planned; it may be true."""
    for action in live_actions(plan, lookup):
        planned, done = action.times_planned, action.times_done
        if planned is not None and done is not None and 0 < planned < done:
            yield found(
                "N576",
                action,
                "times_done",
                done=number_text(done),
                planned=number_text(planned),
            )


def money_typed_twice(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Tell budgets of tactics that are not what their rows of money by month add up to: the rows
    count, the other figure is used nowhere.
    """
    for tactic in counted_tactics(plan):
        planned = [
            value
            for row in lookup.costs_of.get(tactic.id, ())
            for value in row.plan
            if value is not None
        ]
        total = sum(planned)
        if tactic.budget is not None and planned and not isclose(tactic.budget, total):
            yield found(
                "N577",
                tactic,
                "budget",
                budget=amount(tactic.budget, plan.money_unit),
                total=amount(total, plan.money_unit),
            )


NUMBERS: tuple[Rule, ...] = (
    children_too_low,
    parents_in_a_circle,
    months_do_not_add_up,
    done_but_not_all,
    end_before_start,
    outside_the_year,
    cost_without_tactic,
    ended_without_day,
    day_without_end,
    ended_outside_the_year,
    ends_before_it_begins,
    nothing_to_keep,
    lines_the_wrong_way,
    done_more_often,
    money_typed_twice,
)
