"""What each person answers for: KPIs to type or reach, actions, what is late or missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from btobsheet.plan.lookup import Lookup, grouped, name_key
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Person
from btobsheet.status.actions import count_due_soon
from btobsheet.status.figures import ActionFigures, KpiFigures, PersonFigures
from btobsheet.status.rollup import count_codes
from btobsheet.status.rules import STATES


def people_figures(
    plan: Plan,
    lookup: Lookup,
    kpis: Sequence[KpiFigures],
    actions: Sequence[ActionFigures],
    as_of: dt.date,
) -> tuple[PersonFigures, ...]:
    """Give a card for each of the plan's people, then for unknown owners and reporters as used.

    Only what counts is on a card. Two people under one name: the first has it all.
    """

    holders = [(_holder(person), person.name, person) for person in plan.people]
    strangers = [(name_key(name), name, None) for name in unknown_names(plan, lookup)]

    def holder(name: str) -> str:
        person = lookup.person(name)
        return _holder(person) if person else name_key(name)

    kpis_of = grouped(
        (item for item in kpis if item.counted), lambda item: holder(lookup.reporter(item.kpi))
    )
    actions_of = grouped(
        (item for item in actions if item.counted), lambda item: holder(item.action.owner)
    )
    days = plan.settings.due_soon_days
    return tuple(
        _card(name, person, kpis_of.get(key, ()), actions_of.get(key, ()), as_of, days)
        for key, name, person in (*holders, *strangers)
    )


def _holder(person: Person) -> str:
    """Give the key of a known person; the space keeps it apart from every name's key."""
    return f" {person.id}"


def unknown_names(plan: Plan, lookup: Lookup) -> tuple[str, ...]:
    """Give the owners and reporters who are not among the plan's people, as first typed."""
    named = [
        record.owner
        for table in (plan.operations, plan.tactics, plan.actions, plan.reviews)
        for record in table
    ]
    named += [kpi.reporter for kpi in plan.kpis]
    found: dict[str, str] = {}
    for name in named:
        key = name_key(name)
        if key and key not in lookup.people:
            found.setdefault(key, name)
    return tuple(found.values())


def is_missing(item: KpiFigures) -> bool:
    """Tell whether a closed month must still be typed: it has a target, no formula gives it."""
    return item.missing_months > 0 and item.aggregation != "ratio" and item.status != "no_target"


def _card(
    name: str,
    person: Person | None,
    kpis: Sequence[KpiFigures],
    actions: Sequence[ActionFigures],
    as_of: dt.date,
    due_soon_days: int,
) -> PersonFigures:
    states = count_codes((item.state for item in actions), STATES)
    return PersonFigures(
        name=name,
        department=person.department if person else "",
        person=person,
        kpis=tuple(item.kpi.id for item in kpis),
        action_counts=states,
        overdue=states["overdue"],
        due_soon=count_due_soon(actions, as_of, due_soon_days),
        missing=tuple(item.kpi.id for item in kpis if is_missing(item)),
    )
