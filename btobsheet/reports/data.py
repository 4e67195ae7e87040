"""The status as JSON: ``btobsheet.status/2``.

Every key is always there; absent is null, dates are ISO, codes English, references bare ids. Whole
numbers are written without a fraction, so that no reader has to wonder about ``12.0``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Cost, Record, Review
from btobsheet.problems import Problem
from btobsheet.reports import agreed_data as agreed
from btobsheet.reports.document import escaped
from btobsheet.reports.problems import Json, problem_json
from btobsheet.reports.status.fix import bottleneck_why
from btobsheet.reports.voice import Voice
from btobsheet.status.backwards.needs import Needs, asked_of, goal, needs_of
from btobsheet.status.figures import (
    ActionFigures,
    Assessment,
    KpiFigures,
    OperationFigures,
    PersonFigures,
    RollUp,
    TacticFigures,
)
from btobsheet.status.presented import restated_in
from btobsheet.status.slips import first_attainment, slip

STATUS_SCHEMA = "btobsheet.status/2"

KPI_STANDING = (
    "months_evaluated",
    "missing_months",
    "actual_to_date",
    "expected_to_date",
    "attainment",
    "status",
    "trend",
    "last_change",
    "worsening_streak",
    "trend_z",
    "within_chance",
)
KPI_PACE = ("run_rate", "required_pace", "delay_months", "unit_cost")


def status_json(
    assessment: Assessment,
    problems: Sequence[Problem] = (),
    changes: Sequence[Json] = (),
    file: str = "",
    language: str = "",
    tracked: Sequence[Json] = (),
) -> Json:
    """Give the status of one plan; its sentences in the language asked for, else the plan's."""
    plan, spoken = assessment.plan, language or assessment.plan.language
    lookup = Lookup.of(plan)
    needs = needs_of(goal(assessment, lookup))
    made = {
        "schema": STATUS_SCHEMA,
        "plan": _plan(assessment, file),
        "summary": _summary(assessment, spoken),
        "operations": [_operation(item) for item in assessment.operations],
        "tactics": [_tactic(item) for item in assessment.tactics],
        "kpis": [_kpi(item, assessment, needs) for item in assessment.kpis],
        "actions": [_action(item, plan) for item in assessment.actions],
        "costs": [_cost(item, plan) for item in plan.costs],
        "restated": [agreed.restated(item) for item in restated_in(assessment, lookup)],
        "stopped": [_stopped(item) for item in assessment.tactics if item.tactic.is_ended],
        "people": [_person(item) for item in assessment.people],
        "reviews": [_review(item) for item in plan.reviews],
        "lint": [problem_json(item, spoken) for item in assessment.lint],
        "problems": [problem_json(item, spoken) for item in problems],
        "changes": list(changes),
        "tracked": list(tracked),
    }
    return {key: plain(value) for key, value in made.items()}


def dumps(obj: Json) -> str:
    """Write JSON for people and programs: as it is typed, two spaces, a line end at the end.

    What could act on a screen is written as an escape, which is the same to a program; a byte of a
    file's name that is no UTF-8 as text (``\\xff``). NaN is an error.
    """
    return escaped(json.dumps(obj, ensure_ascii=False, indent=2, allow_nan=False)) + "\n"


def _plan(assessment: Assessment, file: str) -> Json:
    plan = assessment.plan
    return {
        "id": plan.identity.plan_id or None,
        "title": plan.settings.title or None,
        "policy": plan.settings.policy or None,
        "start": str(plan.start),
        "as_of": assessment.as_of,
        "closed_months": assessment.closed_months,
        "language": plan.language,
        "template": plan.template or None,
        "revision": plan.identity.revision,
        "file": file or None,
        "currency": plan.money_unit,
        "closed_through": agreed.closed_through(plan),
        "approvals": agreed.approvals(plan),
        "unapproved": agreed.unapproved(plan),
    }


def _summary(assessment: Assessment, language: str) -> Json:
    summary = assessment.summary
    return {
        "progress": summary.roll.progress,
        "planned": summary.roll.planned,
        "digital_share": summary.digital_share,
        "budget": summary.budget,
        "spent": summary.spent,
        "kpi_counts": summary.roll.kpi_counts,
        "action_counts": summary.roll.action_counts,
        "overdue": summary.roll.overdue,
        "due_soon": summary.roll.due_soon,
        "bottleneck": _bottleneck(assessment, language),
    }


def _bottleneck(assessment: Assessment, language: str) -> Json | None:
    found = assessment.summary.bottleneck
    if found is None:
        return None
    why = bottleneck_why(Voice(assessment, language))
    return {
        "tactic": found.tactic,
        "kpi": found.kpi,
        "cost": found.cost,
        "unit": found.unit or None,
        "why": why,
    }


def _rolled(roll: RollUp) -> Json:
    return {
        "status": roll.status,
        "driver": roll.driver or None,
        "progress": roll.progress,
        "planned": roll.planned,
        "overdue": roll.overdue,
    }


def _operation(item: OperationFigures) -> Json:
    operation = item.operation
    head = {
        "id": operation.id,
        "name": operation.name or None,
        "mission": operation.mission or None,
    }
    return {
        **head,
        "tactic_count": item.tactic_count,
        "digital_share": item.digital_share,
        "kpi_counts": item.roll.kpi_counts,
        **_rolled(item.roll),
    }


def _tactic(item: TacticFigures) -> Json:
    tactic = item.tactic
    return {
        **_texts(tactic, ("id", "operation", "name", "channel", "decision")),
        "counted": item.counted,
        **_texts(tactic, ("department", "owner", "intent")),
        **_rolled(item.roll),
        "score": item.score,
        "budget": item.budget,
        "spent": item.spent,
    }


def _kpi(item: KpiFigures, assessment: Assessment, needs: Needs) -> Json:
    kpi = item.kpi
    plan, months = assessment.plan, zip(assessment.plan.months, item.monthly, strict=True)
    return {
        **_texts(kpi, ("id", "scope", "name", "unit")),
        "main": item.main,
        "aggregation": item.aggregation,
        "direction": item.direction,
        "annual_target": kpi.annual_target,
        **{name: getattr(item, name) for name in KPI_STANDING},
        **agreed.targets(plan, kpi.id, first_attainment(item, assessment)),
        "last_year": kpi.last_year,
        "from": str(kpi.from_) if kpi.from_ else None,
        "to": str(kpi.to) if kpi.to else None,
        "lag": kpi.lag,
        **asked_of(kpi, needs),
        "forecast": item.forecast,
        "outlook": kpi.outlook,
        **{name: getattr(item, name) for name in KPI_PACE},
        "parent": kpi.parent or None,
        "parent_rate": kpi.parent_rate,
        "monthly": [
            {
                "month": str(month),
                "target": found.target,
                "actual": found.actual,
                "attainment": found.attainment,
            }
            for month, found in months
        ],
        "place": _place(kpi),
    }


def _action(item: ActionFigures, plan: Plan) -> Json:
    action = item.action
    _, first_end = plan.history.first_dates(action.id)
    return {
        **_texts(action, ("id", "tactic", "task", "owner")),
        "start": action.start,
        "end": action.end,
        "status": action.status or None,
        "percent": action.percent,
        "planned": item.planned,
        "working_days": item.working_days,
        "state": item.state,
        "times_planned": action.times_planned,
        "times_done": action.times_done,
        "first_end": first_end,
        "slip": slip(first_end, action.end, plan.free_days),
        "place": _place(action),
    }


def _cost(item: Cost, plan: Plan) -> Json:
    months = zip(plan.months, item.plan, item.actual, strict=True)
    return {
        **_texts(item, ("id", "tactic", "item")),
        "monthly": [
            {"month": str(month), "plan": plan, "actual": actual} for month, plan, actual in months
        ],
    }


def _stopped(item: TacticFigures) -> Json:
    tactic = item.tactic
    return {
        "tactic": tactic.id,
        "on": tactic.stopped_on,
        "spent": item.spent,
        "reason": tactic.reason or None,
    }


def _person(item: PersonFigures) -> Json:
    return {
        "name": item.name or None,
        "department": item.department or None,
        "kpis": list(item.kpis),
        "actions": item.action_counts,
        "overdue": item.overdue,
        "due_soon": item.due_soon,
        "missing": list(item.missing),
    }


def _review(item: Review) -> Json:
    return {
        "id": item.id,
        "month": str(item.month) if item.month else None,
        **_texts(item, ("tactic", "kpi", "result", "cause", "next_action", "decision", "owner")),
        "due": item.due,
        "state": item.state or None,
        "place": _place(item),
    }


def _texts(record: Record, names: Sequence[str]) -> Json:
    return {name: getattr(record, name) or None for name in names}


def _place(record: Record) -> Json | None:
    place = record.place()
    return {"sheet": place.sheet or None, "cell": place.cell or None} if place else None


def plain(value: object) -> object:
    """Turn figures into what JSON has: floats without the noise of their last bit, whole ones as
    integers, days as ISO text.
    """
    if isinstance(value, float):
        exact = float(f"{value:.15g}")  # fifteen digits are what a cell of Excel holds
        return int(exact) if exact.is_integer() else exact
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
