"""The lint that needs a day or figures: overload, budgets, done early, reds without review …"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Final

from btobsheet.plan.calendar import Month, working_days
from btobsheet.plan.lookup import Lookup, grouped, name_key
from btobsheet.plan.records import Action, Kpi
from btobsheet.plan.words import day_text, found, number_text
from btobsheet.problems import Problem, problem
from btobsheet.status.actions import SETTLED
from btobsheet.status.asked import RED, far_away, has_left, is_open, is_unexplained
from btobsheet.status.figures import Assessment
from btobsheet.status.goallint import runs_short
from btobsheet.status.moneylint import (
    own_amounts_not_counted,
    plan_over_budget,
    tactic_over_budget,
)

DayRule = Callable[[Assessment, Lookup], Iterator[Problem]]

# more than a hand's fingers are watched by nobody
MAIN_KPIS_A_PERSON: Final = 5
MOST_IDS: Final = 8


def lint_day(assessment: Assessment, lookup: Lookup) -> tuple[Problem, ...]:
    """Apply every rule that needs the day or an assessment's figures (its ``lint`` is not used)."""
    return tuple(problem for rule in DAY_RULES for problem in rule(assessment, lookup))


def open_month(assessment: Assessment) -> Month | None:
    """Give the first month that is not closed: before the plan begins its first.

    None once all are closed.
    """
    months = assessment.plan.months
    return months[assessment.closed_months] if assessment.closed_months < len(months) else None


def effort_in(action: Action, month: Month, free: frozenset[dt.date]) -> float:
    """Give an action's person-days in a month: its effort spread evenly over its working days.

    An action that holds no working day is all in the month it starts in.
    """
    if not action.effort or action.start is None or action.end is None or action.end < action.start:
        return 0.0
    total = working_days(action.start, action.end, free)
    if total == 0:
        return action.effort if Month.of(action.start) == month else 0.0
    start, end = max(action.start, month.first), min(action.end, month.last)
    return action.effort * working_days(start, end, free) / total if start <= end else 0.0


def overload(assessment: Assessment, lookup: Lookup) -> Iterator[Problem]:
    """Tell people whose open actions ask for more days of the open month than they have."""
    month, free = open_month(assessment), assessment.plan.free_days
    if month is None:
        return
    todo = (
        item.action
        for item in assessment.actions
        if item.counted and item.state not in SETTLED and item.action.effort
    )
    loads: dict[str, float] = {}
    for action in todo:
        if person := lookup.person(action.owner):
            loads[person.id] = loads.get(person.id, 0.0) + effort_in(action, month, free)
    for person in assessment.plan.people:
        load, days = loads.get(person.id, 0.0), person.days_per_month
        if days is not None and round(load - days, 9) > 0:
            yield found(
                "W560",
                person,
                "days_per_month",
                month=f"{month.year}/{month.month}",
                load=number_text(round(load, 1)),
                days=number_text(days),
            )


def done_in_the_future(assessment: Assessment, lookup: Lookup) -> Iterator[Problem]:
    """Tell actions that are done on a day to come, or done although they start on one."""
    for item in assessment.actions:
        action = item.action
        if not item.counted or item.state != "done":
            continue
        if action.done_on and action.done_on > assessment.as_of:
            yield found(
                "W561",
                action,
                "done_on",
                day=day_text(action.done_on),
                as_of=day_text(assessment.as_of),
            )
        elif action.done_on is None and action.start and action.start > assessment.as_of:
            yield found(
                "W561",
                action,
                "status",
                day=day_text(action.start),
                as_of=day_text(assessment.as_of),
            )


def red_without_review(assessment: Assessment, lookup: Lookup) -> Iterator[Problem]:
    """Tell KPIs that are red or worsening while no open review says why and what comes next."""
    for item in assessment.kpis:
        if is_unexplained(item, assessment, lookup):
            yield found("W564" if item.status in RED else "W566", item.kpi, "name")


def owner_of(kpi: Kpi, lookup: Lookup) -> str:
    """Give who answers for a KPI: the owner of its tactic or operation, else its reporter."""
    scope = lookup.tactics.get(kpi.scope) or lookup.operations.get(kpi.scope)
    return scope.owner if scope and scope.owner else kpi.reporter


def too_many_kpis(assessment: Assessment, lookup: Lookup) -> Iterator[Problem]:
    """Tell owners who answer for more than five main KPIs."""
    main = [item.kpi for item in assessment.kpis if item.counted and item.main]

    def held_by(kpi: Kpi) -> str:
        return name_key(lookup.known_as(owner_of(kpi, lookup)))

    for key, kpis in grouped(main, held_by).items():
        if key and len(kpis) > MAIN_KPIS_A_PERSON:
            name = lookup.known_as(owner_of(kpis[0], lookup))
            person = lookup.person(name)
            yield problem(
                "W565",
                person.place("name") if person else kpis[0].place("scope"),
                id=person.id if person else "",
                name=name,
                count=len(kpis),
            )


def owners_who_left(assessment: Assessment, lookup: Lookup) -> Iterator[Problem]:
    """Tell who has left and still answers for something that goes on, each person once."""
    held: dict[str, list[str]] = {}
    for item in assessment.tactics:
        if item.counted and not item.tactic.is_ended:
            held.setdefault(name_key(item.tactic.owner), []).append(item.tactic.id)
    for kpi in assessment.kpis:
        if kpi.counted and is_open(kpi.kpi, lookup, assessment.as_of):
            held.setdefault(name_key(kpi.kpi.reporter), []).append(kpi.kpi.id)
    for action in assessment.actions:
        if action.counted and action.state not in SETTLED:
            held.setdefault(name_key(action.action.owner), []).append(action.action.id)
    for person in assessment.plan.people:
        ids = [
            one
            for name in (person.name, *person.aliases)
            for one in held.get(name_key(name), ())
            if name
        ]
        if has_left(person, assessment.as_of) and ids:
            shown = ", ".join(ids[:MOST_IDS]) + (" …" if len(ids) > MOST_IDS else "")
            yield found("W568", person, "left_on", person=person.name, ids=shown, count=len(ids))


def far_from_the_year(assessment: Assessment, lookup: Lookup) -> Iterator[Problem]:
    """Tell a day more than five months before, or three after, the plan's year: most likely its own
    year is wrong.
    """
    found = far_away(assessment.plan, assessment.as_of)
    if found:
        yield found


DAY_RULES: Final[tuple[DayRule, ...]] = (
    overload,
    done_in_the_future,
    own_amounts_not_counted,
    tactic_over_budget,
    plan_over_budget,
    red_without_review,
    too_many_kpis,
    owners_who_left,
    far_from_the_year,
    runs_short,
)
