"""The shipped sample's memory: what its company approved, and the months it closed."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from btobsheet.life.approve import approved
from btobsheet.plan.calendar import Month, shift_day
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Action, Kpi, Tactic
from btobsheet.status.presented import closing
from btobsheet.templates.move import on_working_days


def remembering(plan: Plan, agreed: str) -> Plan:
    """Give the sample, moved to another start or not, with its history.

    ``agreed`` is the text that says what was otherwise at each approval, and when months were
    closed.
    """
    data = tomllib.loads(agreed)
    months = plan.start.minus(Month.parse(data["start"]))
    for one in data["approvals"]:
        then = _as_it_was(plan, one, months)
        day, note = shift_day(one["on"], months), one["note"][plan.language]
        plan = replace(plan, history=approved(then, day, note=note))
    days = (shift_day(day, months) for day in data["closed_on"])
    kept = tuple(closing(plan, month, day) for month, day in enumerate(days, start=1))
    return replace(plan, history=replace(plan.history, closings=kept))


def _as_it_was(plan: Plan, approval: Mapping[str, Any], months: int) -> Plan:
    """Give the plan with what was otherwise at an approval, moved by as many months."""
    tactics, kpis, actions = (approval.get(table, {}) for table in ("tactics", "kpis", "actions"))
    return replace(
        plan,
        tactics=tuple(_tactic(one, tactics.get(one.id, {})) for one in plan.tactics),
        kpis=tuple(_kpi(plan, one, kpis.get(one.id, {}), months) for one in plan.kpis),
        actions=tuple(_action(plan, one, actions.get(one.id, {}), months) for one in plan.actions),
    )


def _tactic(tactic: Tactic, other: Mapping[str, Any]) -> Tactic:
    """Give a tactic with its other decision; one that went on had no last day."""
    return replace(tactic, decision=other["decision"], stopped_on=None) if other else tactic


def _kpi(plan: Plan, kpi: Kpi, other: Mapping[str, Any], months: int) -> Kpi:
    """Give a KPI with its other target for the year and for single months."""
    told = {
        Month.parse(month).plus(months): value for month, value in other.get("target", {}).items()
    }
    target = (told.get(month, value) for month, value in zip(plan.months, kpi.target, strict=True))
    annual = other.get("annual_target", kpi.annual_target)
    return replace(kpi, annual_target=annual, target=tuple(target))


def _action(plan: Plan, action: Action, other: Mapping[str, dt.date], months: int) -> Action:
    """Give an action with its other days, on working days."""
    if not other:
        return action
    days = (shift_day(other[name], months) for name in ("start", "end"))
    start, end = on_working_days(plan, *days)
    return replace(action, start=start, end=end)
