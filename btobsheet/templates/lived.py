"""What a year leaves in a plan, and no other year begins with: actuals, statuses, spending,
consents, reviews.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from btobsheet.plan.model import Plan
from btobsheet.plan.records import NO_MONTHS
from btobsheet.problems import Detail, Problem, problem

_LIVED: Final[Mapping[str, Mapping[str, Any]]] = {
    "tactics": {"spent": None, "hours_spent": None, "accepted_on": None},
    "kpis": {"actual": NO_MONTHS, "nothing": (), "outlook": None},
    "actions": {"status": "", "percent": None, "times_done": None, "done_on": None},
    "costs": {"actual": NO_MONTHS},
    "people": {"agreed_on": None},
}
"""The fields that a year fills, by table, each with what it holds before."""
_TOLD: Final = {
    "actuals": (("kpis", "actual"), ("kpis", "nothing")),
    "statuses": (("actions", "status"), ("actions", "percent"), ("actions", "times_done")),
    "spending": (("tactics", "spent"), ("tactics", "hours_spent"), ("costs", "actual")),
    "consents": (("tactics", "accepted_on"), ("people", "agreed_on")),
}


def unlived(plan: Plan) -> tuple[Plan, tuple[Problem, ...]]:
    """Give the plan as a year begins with it, and what was left out (N614; nothing where it held
    none of it).
    """
    tables: dict[str, Any] = {
        table: tuple(replace(record, **fields) for record in getattr(plan, table))
        for table, fields in _LIVED.items()
    }
    made = replace(plan, settings=replace(plan.settings, as_of=None), reviews=(), **tables)
    counts: dict[str, Detail] = {
        name: sum(_filled(plan, *one) for one in fields) for name, fields in _TOLD.items()
    }
    counts["reviews"] = len(plan.reviews)
    told = any(counts.values())
    return made, (problem("N614", None, "", **counts),) if told else ()


def _filled(plan: Plan, table: str, field: str) -> int:
    """Count the records in which a year has filled a field."""
    blank = _LIVED[table][field]
    return sum(getattr(record, field) != blank for record in getattr(plan, table))
