"""A plan handed out in parts: one for each owner, department or operation.

Every part holds the frame whole (settings, operations, tactics, KPIs, people, holidays), so that
each KPI's judgement, the tree and the overview are those of the plan; of actions and reviews it
holds what the part takes part in. All actions of a tactic are there or none, so that its progress
is right or absent.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final, Literal

from btobsheet.plan.calendar import Month
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Issue, Plan
from btobsheet.plan.records import TABLES, Kpi, Record, id_number
from btobsheet.quickclass import dataclass

By = Literal["owner", "department", "operation"]
WAYS: Final[tuple[By, ...]] = ("owner", "department", "operation")
_FRAME: Final = ("operations", "people", "holidays")
_OWNED: Final = ("operations", "tactics", "kpis", "actions", "reviews")


@dataclass(frozen=True)
class Part:
    """One part: ``to`` is whom it is for (a name, a department, an operation's id), ``title`` how
    people call it.

    ``mine`` are the ids, by table, of what they answer for themselves; ``shown`` those of the rows
    to be seen at once, with what belongs to these; ``people`` the names, the first one's card is
    shown.
    """

    to: str
    title: str
    plan: Plan
    mine: Mapping[str, frozenset[str]]
    shown: Mapping[str, frozenset[str]]
    people: tuple[str, ...]


def split(plan: Plan, by: By) -> tuple[tuple[Part, ...], tuple[Record, ...]]:
    """Give the parts in the order in which they first come, and the tactics, KPIs and actions that
    are in nobody's.

    What hangs on a tactic that does not count (候補, 見送り) is nobody's to do. Somebody who left
    (離任日) and has nothing open gets no part.
    """
    sharing = _Sharing(plan, by)
    parts = tuple(_part(sharing, to) for to in sharing.mine if not sharing.is_gone(to))
    held = {one for tables in sharing.mine.values() for ids in tables.values() for one in ids}
    left = (
        record
        for table in ("tactics", "kpis", "actions")
        for record in getattr(plan, table)
        if record.id not in held and sharing.counts(record)
    )
    return parts, tuple(left)


def part_of(plan: Plan, by: By, same: Callable[[str], bool]) -> Part | None:
    """Give the one part whose ``to`` is the same as a wanted one.

    None where nobody of that name has anything.
    """
    sharing = _Sharing(plan, by)
    return next((_part(sharing, to) for to in sharing.mine if same(to)), None)


def last_ids(plan: Plan) -> dict[str, int]:
    """Give the highest id number of each table: the spare rows of a part begin after it."""
    return {
        table: max((id_number(record.id) for record in getattr(plan, table)), default=0)
        for table in TABLES
    }


def issued(part: Part, by: By, on: dt.date, due: dt.date | None) -> Part:
    """Give the part with its issue noted in its plan."""
    issue = Issue(
        to=part.to,
        by=by,
        title=part.title,
        person=part.people[0] if part.people else "",
        on=on,
        due=due,
    )
    return replace(part, plan=replace(part.plan, identity=replace(part.plan.identity, issue=issue)))


class _Sharing:
    """Whose a record is, by one of the ways.

    ``mine`` are everybody's ids by table, in the order in which they first come.
    """

    def __init__(self, plan: Plan, by: By) -> None:
        self.plan = plan
        self.lookup = Lookup.of(plan)
        self.by = by
        found: dict[str, dict[str, set[str]]] = {}
        for table in _OWNED:
            for record in getattr(plan, table):
                if to := self.whose(record):
                    found.setdefault(to, {one: set() for one in _OWNED})[table].add(record.id)
        self.mine = {
            to: {table: frozenset(ids) for table, ids in tables.items()}
            for to, tables in found.items()
        }

    def is_gone(self, to: str) -> bool:
        """Tell whether a part would be for somebody who left and whose all is done."""
        person = self.lookup.person(to) if self.by == "owner" else None
        if person is None or person.left_on is None:
            return False
        mine = self.mine[to]
        done = {one.id for one in self.plan.actions if one.status in ("done", "cancelled")}
        done |= {one.id for one in self.plan.reviews if one.state == "done"}
        ended = {one.id for one in self.plan.tactics if one.is_ended}
        over = {
            one.id
            for one in self.plan.kpis
            if one.scope in ended or (one.to and one.to < Month.of(person.left_on))
        }
        done |= ended | over
        return all(ids <= done for ids in mine.values())

    def person(self, name: str) -> str:
        """Give a person's own name for any spelling of it, by the people table."""
        known = self.lookup.person(name)
        return known.name if known else " ".join(name.split())

    def counts(self, record: Record) -> bool:
        """Tell whether anything is to be done for a record."""
        return all(
            map(
                self.lookup.tactic_counts,
                (record.id, getattr(record, "scope", ""), _tactic_of(record)),
            )
        )

    def whose(self, record: Record) -> str:
        """Give whom a record belongs to."""
        if not self.counts(record):
            return ""
        if self.by == "operation":
            return self._operation(record)
        name = (
            self.lookup.reporter(record)
            if isinstance(record, Kpi)
            else str(getattr(record, "owner", ""))
        )
        if self.by == "owner":
            return self.person(name)
        own = str(getattr(record, "department", "")).strip()
        known = self.lookup.person(name)
        return (
            own or (known.department.strip() if known else "") or self._department_of_scope(record)
        )

    def _department_of_scope(self, record: Record) -> str:
        scope = getattr(record, "scope", "") or _tactic_of(record)
        above = self.lookup.tactics.get(scope) or self.lookup.operations.get(scope)
        return above.department.strip() if above else ""

    def _operation(self, record: Record) -> str:
        scope = str(
            getattr(record, "scope", "")
            or _tactic_of(record)
            or getattr(record, "operation", "")
            or record.id
        )
        if scope in self.lookup.tactics:
            scope = self.lookup.tactics[scope].operation
        return scope if scope in self.lookup.operations else ""


def _tactic_of(record: Record) -> str:
    """Give the tactic an action or a review is about."""
    return str(getattr(record, "tactic", ""))


def _part(sharing: _Sharing, to: str) -> Part:
    plan, lookup, mine = sharing.plan, sharing.lookup, sharing.mine[to]
    scopes = mine["operations"] | mine["tactics"]
    kpis = mine["kpis"] | {kpi.id for kpi in plan.kpis if kpi.scope in scopes}
    kpis |= {
        part
        for kpi in plan.kpis
        if kpi.id in kpis and kpi.aggregation == "ratio"
        for part in (kpi.numerator, kpi.denominator)
        if part in lookup.kpis
    }
    tactics = mine["tactics"] | {
        action.tactic
        for action in plan.actions
        if action.id in mine["actions"] and action.tactic in lookup.tactics
    }
    actions = tuple(
        action
        for action in plan.actions
        if action.tactic in tactics or action.id in mine["actions"]
    )
    reviews = tuple(
        one
        for one in plan.reviews
        if one.id in mine["reviews"] or one.tactic in tactics or one.kpi in kpis
    )
    shown = {
        **{table: _ids(getattr(plan, table)) for table in _FRAME},
        "tactics": tactics
        | {kpi.scope for kpi in plan.kpis if kpi.id in kpis and kpi.scope in lookup.tactics},
        "kpis": frozenset(kpis),
        "actions": _ids(actions),
        "reviews": _ids(reviews),
    }
    title = f"{to} {lookup.operations[to].name}".strip() if sharing.by == "operation" else to
    history = plan.history.of_actions({action.id for action in actions})
    return Part(
        to,
        title,
        replace(plan, actions=actions, reviews=reviews, history=history),
        mine,
        shown,
        _people(sharing, to),
    )


def _people(sharing: _Sharing, to: str) -> tuple[str, ...]:
    """Give the names of those a part is for: of an operation its owner first, then the one with the
    most to do.
    """
    if sharing.by == "owner":
        return (to,)
    plan, mine = sharing.plan, sharing.mine[to]
    names = [
        sharing.person(record.owner)
        for table in ("operations", "tactics")
        for record in getattr(plan, table)
        if record.id in mine[table]
    ]
    names += [
        sharing.person(record.owner) for record in plan.actions if record.id in mine["actions"]
    ]
    found = [name for name in dict.fromkeys(names) if name]
    leads = [
        sharing.person(record.owner)
        for record in plan.operations
        if sharing.by == "operation" and record.id in mine["operations"]
    ]
    return tuple(sorted(found, key=lambda name: (name not in leads, -names.count(name))))


def _ids(records: Iterable[Record]) -> frozenset[str]:
    return frozenset(record.id for record in records)
