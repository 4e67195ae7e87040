"""The twin of the columns behind はじめに: each step's first gap, the picked person's card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from btobsheet.layout.kinds import Scalar, serial
from btobsheet.layout.macros import urgency_of
from btobsheet.layout.twin.orders import gap_order
from btobsheet.plan.calendar import MONTHS_A_PLAN
from btobsheet.plan.model import Plan
from btobsheet.plan.naming import Names, alias_text
from btobsheet.plan.records import Kpi, Person, Review, id_number
from btobsheet.plan.spelling import compared
from btobsheet.status.figures import (
    ActionFigures,
    Assessment,
    KpiFigures,
    OperationFigures,
    TacticFigures,
)

Cells = dict[str, Scalar]
PICK = (13, 2)
"""The cell on はじめに in which a person picks a name (row, column)."""
FORMER_LABEL, FORMER_PICK = (6, 9), (6, 10)
"""Where that cell was in earlier forms of the workbook, and the cell beside it that said so."""
_LATE = ("overdue", "late_start", "behind")
_OPEN = (*_LATE, "not_started", "on_track")


def picked(plan: Plan) -> str:
    """Give whose card a new workbook shows: the part's recipient, else everybody's."""
    return plan.identity.issue.person


def picking(plan: Plan, name: str) -> Plan:
    """Give the plan as one whose card is a person's, or with no name everybody's."""
    issue = replace(plan.identity.issue, person=name)
    return replace(plan, identity=replace(plan.identity, issue=issue))


def personal_cells(assessment: Assessment) -> dict[str, list[Cells]]:
    """Give these cells of every record, in the plan's order."""
    plan = assessment.plan
    known = Names.of(plan.people)
    me = known.name(picked(plan))
    owners = {one.id: one.owner for one in plan.operations}
    owners |= {one.id: one.owner for one in plan.tactics}
    with_kpi = {item.kpi.scope for item in assessment.kpis}
    return {
        "operations": [
            _operation(item) | {"person": known.name(item.operation.owner)}
            for item in assessment.operations
        ],
        "tactics": [
            _tactic(item, item.tactic.id in with_kpi, known) for item in assessment.tactics
        ],
        "kpis": [
            _kpi(item, plan, known.name(_answering(item.kpi, owners)), me)
            for item in assessment.kpis
        ],
        "actions": [_action(item, assessment, known, me) for item in assessment.actions],
        "people": [_person(one) for one in plan.people],
        "reviews": [_review(one, assessment, known, me) for one in plan.reviews],
    }


def _answering(kpi: Kpi, owners: Mapping[str, str]) -> str:
    """Give who answers for a KPI: its reporter, else the owner of what it is of."""
    return kpi.reporter or owners.get(kpi.scope, "")


def _person(one: Person) -> Cells:
    return {
        "used": 1,
        "num": id_number(one.id),
        "ord": _number(one.id, bool(one.name)),
        "gap_agreed": _number(one.id, bool(one.name) and one.agreed_on is one.left_on is None),
        "alias_text": alias_text(one),
    }


def _concerns(name: str, me: str) -> bool:
    """Compare names as ``=`` does in a formula; all concerns one while nobody is picked."""
    return not me or compared(name) == compared(me)


def _number(record_id: str, holds: bool) -> Scalar:
    return id_number(record_id) if holds else ""


def _operation(item: OperationFigures) -> Cells:
    return {"gap_tactic": _number(item.operation.id, item.tactic_count == 0)}


def _tactic(item: TacticFigures, has_kpi: bool, known: Names) -> Cells:
    record, counted = item.tactic, item.counted
    return {
        "gap_kpi": _number(record.id, counted and not has_kpi),
        "gap_owner": _number(record.id, counted and not record.owner),
        "gap_intent": _number(record.id, counted and not record.intent),
        "person": known.name(record.owner),
    }


def _kpi(item: KpiFigures, plan: Plan, person: str, me: str) -> Cells:
    record, wanted = item.kpi, gap_order(item) != ""
    is_example = record.annual_target is not None and "annual_target" in record.examples
    about: Cells = {
        "person": person,
        "gap_example": _number(record.id, item.counted and is_example),
    }
    if not (wanted and _concerns(person, me)):
        return {**about, "mine_due": ""}
    first = item.missing[0] if item.missing else MONTHS_A_PLAN
    day = serial(plan.months[first - 1].last)
    return {**about, "mine_due": urgency_of(day, id_number(record.id), "kpis")}


def _action(item: ActionFigures, assessment: Assessment, known: Names, me: str) -> Cells:
    record = item.action
    person = known.name(record.owner)
    if not (item.counted and _concerns(person, me) and item.state in _OPEN and record.end):
        return {"person": person, "mine_due": ""}
    day = serial(record.end)
    due = item.state in _LATE or _is_soon(day, assessment)
    urgent = urgency_of(day, id_number(record.id), "actions")
    return {"person": person, "mine_due": urgent if due else ""}


def _review(record: Review, assessment: Assessment, known: Names, me: str) -> Cells:
    """Tell whether a next move that was agreed is due."""
    is_open = record.state != "done" and bool(record.next_action)
    if not (is_open and record.due and _concerns(known.name(record.owner), me)):
        return {"mine_due": ""}
    day = serial(record.due)
    due = urgency_of(day, id_number(record.id), "reviews")
    return {"mine_due": due if _is_soon(day, assessment) else ""}


def _is_soon(day: int, assessment: Assessment) -> bool:
    return day <= serial(assessment.as_of) + assessment.plan.settings.due_soon_days
