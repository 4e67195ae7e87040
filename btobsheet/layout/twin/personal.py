"""The twin of the columns behind はじめに: each step's first gap, the picked person's card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from btobsheet.layout.kinds import Scalar, serial
from btobsheet.layout.macros import RANK_STEP
from btobsheet.layout.twin.kpisteps import severity
from btobsheet.layout.twin.orders import gap_order
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Kpi, Person, id_number
from btobsheet.status.figures import (
    ActionFigures,
    Assessment,
    KpiFigures,
    OperationFigures,
    TacticFigures,
)

Cells = dict[str, Scalar]
PICK = (6, 10)
"""The cell on はじめに in which a person picks a name (row, column)."""
_LATE = ("overdue", "late_start", "behind")
_OPEN = (*_LATE, "not_started", "on_track")


def picked(plan: Plan) -> str:
    """Give whose card a new workbook shows: the part's recipient, else the first person."""
    return plan.identity.issue.person or next(
        (person.name for person in plan.people if person.name), ""
    )


def personal_cells(assessment: Assessment) -> dict[str, list[Cells]]:
    """Give these cells of every record, in the plan's order."""
    plan = assessment.plan
    me, known = picked(plan), Names.of(plan)
    owners = {one.id: one.owner for one in plan.operations}
    owners |= {one.id: one.owner for one in plan.tactics}
    with_kpi = {item.kpi.scope for item in assessment.kpis}
    return {
        "operations": [
            _operation(item) | {"person": known.name(item.operation.owner)}
            for item in assessment.operations
        ],
        "tactics": [
            _tactic(item, item.tactic.id in with_kpi, known, me) for item in assessment.tactics
        ],
        "kpis": [
            _kpi(item, known.name(_answering(item.kpi, owners)), me) for item in assessment.kpis
        ],
        "actions": [_action(item, assessment, known, me) for item in assessment.actions],
        "people": [_person(one) for one in plan.people],
    }


def _answering(kpi: Kpi, owners: Mapping[str, str]) -> str:
    """Give who answers for a KPI: its reporter, else the owner of what it is of."""
    return kpi.reporter or owners.get(kpi.scope, "")


def _person(one: Person) -> Cells:
    return {
        "used": 1,
        "num": id_number(one.id),
        "ord": _number(one.id, bool(one.name)),
        "gap_agreed": _number(one.id, bool(one.name) and one.agreed_on is None),
        "alias_text": f"、{'、'.join(one.aliases)}、" if one.aliases else "",
    }


@dataclass(frozen=True)
class Names:
    """The people table's names by name and other spelling, compared as a formula's ``=`` does."""

    names: Mapping[str, str]
    aliases: Mapping[str, str]

    @classmethod
    def of(cls, plan: Plan) -> Names:
        """Collect the names; the first person with a spelling has it."""
        aliases: dict[str, str] = {}
        for person in plan.people:
            for alias in person.aliases:
                aliases.setdefault(alias.casefold(), person.name)
        return cls(
            {person.name.casefold(): person.name for person in plan.people if person.name}, aliases
        )

    def name(self, typed: str) -> str:
        """Give the name a typed one stands for."""
        key = typed.casefold()
        return typed if key in self.names else self.aliases.get(key, typed)


def _is(name: str, me: str) -> bool:
    """Compare names as ``=`` does in a formula; nobody is picked where ``me`` is empty."""
    return bool(me) and name.casefold() == me.casefold()


def _number(record_id: str, holds: bool) -> Scalar:
    return id_number(record_id) if holds else ""


def _operation(item: OperationFigures) -> Cells:
    return {"gap_tactic": _number(item.operation.id, item.tactic_count == 0)}


def _tactic(item: TacticFigures, has_kpi: bool, known: Names, me: str) -> Cells:
    record, counted = item.tactic, item.counted
    return {
        "gap_kpi": _number(record.id, counted and not has_kpi),
        "gap_owner": _number(record.id, counted and not record.owner),
        "gap_intent": _number(record.id, counted and not record.intent),
        "person": known.name(record.owner),
        "mine": _number(record.id, counted and _is(known.name(record.owner), me)),
    }


def _kpi(item: KpiFigures, person: str, me: str) -> Cells:
    record = item.kpi
    mine = item.counted and _is(person, me)
    wanted = gap_order(item) != ""
    return {
        "person": person,
        "mine": severity(item.status) * RANK_STEP - id_number(record.id) if mine else "",
        "first_gap": (item.missing[0] if item.missing else 13) if wanted else 0,
        "mine_gap": _number(record.id, mine and wanted),
    }


def _action(item: ActionFigures, assessment: Assessment, known: Names, me: str) -> Cells:
    record = item.action
    person = known.name(record.owner)
    if not (item.counted and _is(person, me) and item.state in _OPEN and record.end):
        return {"person": person, "mine_due": ""}
    soon = serial(record.end) <= serial(assessment.as_of) + assessment.plan.settings.due_soon_days
    return {
        "person": person,
        "mine_due": serial(record.end) * 100_000 + id_number(record.id)
        if soon or item.state in _LATE
        else "",
    }
