"""What was approved, as data: approvals, and targets that nobody has approved yet."""

from __future__ import annotations

from btobsheet.plan.agreed import differences
from btobsheet.plan.history import Approval
from btobsheet.plan.model import Plan
from btobsheet.plan.records import KGI
from btobsheet.reports.problems import Json
from btobsheet.status.presented import Restated


def approvals(plan: Plan) -> list[Json]:
    """Give every approval, with the KGI's target of the year as it was approved then."""
    return [_approval(one, plan) for one in plan.history.approvals]


def unapproved(plan: Plan) -> list[Json]:
    """Give the annual targets that differ from those approved last."""
    last = plan.history.last
    return [
        {"kpi": one.id, "field": one.field, "approved": one.before, "now": one.after}
        for one in (differences(last, plan) if last else ())
        if one.field == "annual_target"
    ]


def targets(plan: Plan, kpi: str, attainment: float | None) -> Json:
    """Give a KPI's annual targets as first and last approved, and its attainment by the first."""
    return {
        "first_target": plan.history.first_target(kpi),
        "approved_target": plan.history.approved_target(kpi),
        "attainment_first": attainment,
    }


def closed_through(plan: Plan) -> str | None:
    """Give the last month that was closed as presented."""
    closed = len(plan.history.closings)
    return str(plan.months[closed - 1]) if closed else None


def restated(item: Restated) -> Json:
    """Give a closed month's value, or typed target, that is no longer what was presented."""
    return {
        "kpi": item.kpi.id,
        "month": str(item.month),
        "field": item.field,
        "presented": item.presented,
        "now": item.after,
        "place": {"sheet": item.place.sheet, "cell": item.place.cell} if item.place else None,
    }


def _approval(one: Approval, plan: Plan) -> Json:
    kgi = next((kpi.id for kpi in plan.kpis if kpi.scope == KGI), "")
    target = one.targets.get(kgi)
    return {
        "number": one.number,
        "on": one.on,
        "by": one.by or None,
        "note": one.note or None,
        "kgi_target": target.annual if target else None,
    }
