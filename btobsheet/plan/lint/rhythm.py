"""Lint: whether PDCA is planned to turn, and whether money, hours and KPIs lead to the goal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from math import fsum
from typing import Final

from btobsheet.plan.lint.gaps import Rule, counted_kpis, running_tactics, setting_place
from btobsheet.plan.lint.todo import live_actions
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan
from btobsheet.plan.records import KGI, Action, Kpi, Tactic
from btobsheet.plan.words import amount, below, found, label, plain, told_apart
from btobsheet.problems import Problem, problem
from btobsheet.wording import text

FIRST_CHECK: Final = dt.timedelta(days=100)
LONGEST: Final = dt.timedelta(days=90)
HOURS_A_DAY: Final = 8
FAR_ABOVE: Final = 1.5
"""Children that give so many times what the parent needs most likely count the same twice."""
APART: Final = 0.2
"""Effort and hours that differ by a smaller share are an estimate's noise."""


def _first(actions: tuple[Action, ...], phase: str) -> dt.date | None:
    days = (one.start for one in actions if one.phase == phase and one.status != "cancelled")
    return min((day for day in days if day), default=None)


def check_comes_late(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Tell tactics whose first C comes more than 100 days after their first D."""
    for tactic in () if plan.identity.issue.to else running_tactics(plan):
        actions = lookup.actions_of.get(tactic.id, ())
        done, checked = _first(actions, "D"), _first(actions, "C")
        if done and checked and checked - done > FIRST_CHECK:
            yield found("W580", tactic, "name")


def long_in_one_piece(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Tell actions of phase D over 90 days that are not recurring: nobody sees them slip."""
    for action in live_actions(plan, lookup):
        recurs = action.times_planned is not None and action.times_planned > 1
        if action.phase != "D" or recurs or action.status == "done":
            continue
        if action.start and action.end and action.end - action.start > LONGEST:
            yield found("W581", action, "end")


def _leads_to_goal(kpi: Kpi, lookup: Lookup) -> bool:
    return any(one.scope == KGI for one in (kpi, *lookup.ancestors(kpi)))


def budget_of(tactic: Tactic, lookup: Lookup) -> float | None:
    """Give a tactic's budget: that of its rows of ⑥, if one of them has any, else its own."""
    rows = [
        value
        for cost in lookup.costs_of.get(tactic.id, ())
        for value in cost.plan
        if value is not None
    ]
    return fsum(rows) if rows else tactic.budget


def no_way_to_the_goal(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Tell the tactics with money or hours of which no main KPI leads to a KGI, in one problem with
    the sum of their budgets.

    A parent without a rate is a way: a contribution in kind.
    """
    kgis = [kpi for kpi in lookup.kpis_of.get(KGI, ()) if kpi.name]
    lost = [
        tactic
        for tactic in (running_tactics(plan) if kgis else ())
        if (budget_of(tactic, lookup) or tactic.hours_planned)
        and (mains := [kpi for kpi in lookup.kpis_of.get(tactic.id, ()) if lookup.is_main(kpi)])
        and not any(_leads_to_goal(kpi, lookup) for kpi in mains)
    ]
    if lost:
        budget = fsum(budget_of(tactic, lookup) or 0 for tactic in lost)
        yield problem(
            "W582",
            lost[0].place("name"),
            id=lost[0].id,
            ids=" ".join(tactic.id for tactic in lost),
            tactics=text(plan.language, "changes.separator").join(map(label, lost)),
            budget=amount(budget, plan.money_unit),
            count=len(lost),
        )


def children_far_above(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Tell parents whose children add up to far more: they most likely count the same twice."""
    for parent in counted_kpis(plan, lookup):
        if not parent.annual_target or parent.direction == "down":
            continue
        total = fsum(
            child.annual_target * child.parent_rate
            for child in lookup.children_of.get(parent.id, ())
            if child.annual_target is not None
            and child.parent_rate is not None
            and lookup.kpi_counts(child)
        )
        if parent.annual_target > 0 and below(parent.annual_target * FAR_ABOVE, total):
            high, target = told_apart(total, parent.annual_target, parent.unit)
            yield found("W583", parent, "annual_target", total=high, target=target)


def level_without_baseline(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Ask where a main KPI that is a level or a rate stands today: else no one can tell a gain."""
    for kpi in counted_kpis(plan, lookup):
        level = kpi.aggregation in ("latest", "mean", "ratio") and lookup.is_main(kpi)
        if (
            level
            and kpi.annual_target is not None
            and (kpi.baseline, kpi.last_year) == (None, None)
        ):
            yield found("N584", kpi, "baseline")


def hours_apart(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Tell tactics whose hours are not those of their actions' effort, at eight a day."""
    for tactic in () if plan.identity.issue.to else running_tactics(plan):
        efforts = [
            action.effort
            for action in lookup.actions_of.get(tactic.id, ())
            if action.status != "cancelled"
        ]
        if not tactic.hours_planned or not efforts or None in efforts:
            continue
        hours = fsum(effort or 0 for effort in efforts) * HOURS_A_DAY
        if below(tactic.hours_planned * APART, abs(hours - tactic.hours_planned)):
            yield found("N585", tactic, "hours_planned")


def buying_stage_unserved(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Tell the buying stages that no tactic serves, in one."""
    served = {plain(tactic.buying_stage) for tactic in running_tactics(plan)} - {""}
    stages = [stage for stage in plan.settings.buying_stages if plain(stage) not in served]
    if served and stages:
        yield problem(
            "W586",
            setting_place(plan, "buying_stages"),
            stages=text(plan.language, "changes.separator").join(stages),
            count=len(stages),
        )


RHYTHM: tuple[Rule, ...] = (
    check_comes_late,
    long_in_one_piece,
    level_without_baseline,
    hours_apart,
)
"""Gaps of many records: told together where there are many."""
WAYS: tuple[Rule, ...] = (no_way_to_the_goal, children_far_above, buying_stage_unserved)
