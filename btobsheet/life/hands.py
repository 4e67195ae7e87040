"""What changes in a plan when all that is open goes from one person to another on a day: which
cells, and how.

What is open: :mod:`btobsheet.status.asked`. What is closed stays as it was.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan
from btobsheet.plan.records import (
    Kpi,
    Person,
    Record,
    id_number,
    make_id,
)
from btobsheet.plan.words import labelled, record_name
from btobsheet.quickclass import dataclass
from btobsheet.reports.numbers import day
from btobsheet.status.asked import is_open
from btobsheet.wording import text

NAMED: Final[Mapping[str, tuple[str, ...]]] = {
    "operations": ("owner",),
    "tactics": ("owner", "backup"),
    "kpis": ("reporter",),
    "actions": ("owner",),
    "reviews": ("owner",),
}
"""The fields in which people are named for what they do, by table."""
Value = str | dt.date | None


@dataclass(frozen=True, kw_only=True)
class Move:
    """One cell that changes: a name, a consent that is cleared, a note of who had it, or what the
    table of people says.

    A text is ``""`` and a day None where the cell is blank; ``name`` is the row's.
    """

    table: str
    id: str
    name: str
    field: str
    before: Value
    after: Value

    @property
    def label(self) -> str:
        """Its row's id and name, as the drop-downs show a reference."""
        return labelled(self.id, self.name)


@dataclass(frozen=True, kw_only=True)
class Hands:
    """Who hands over to whom, as the table of people or the cells call them, and on which day.

    ``is_leaver`` and ``is_successor`` tell whether a name in a cell is theirs.
    """

    leaver: str
    successor: str
    on: dt.date
    is_leaver: Callable[[str], bool]
    is_successor: Callable[[str], bool]


def moves(plan: Plan, hands: Hands) -> tuple[Move, ...]:
    """Give the cells that change, in the order of the plan's tables; nothing where nothing is open
    and the table of people says already who has taken over.
    """
    lookup = Lookup.of(plan)
    found: list[Move] = []
    for table in NAMED:
        moved = {one.id for one in found if one.field == "owner"}
        for record in getattr(plan, table):
            if is_open(record, lookup, hands.on):
                fields = _fields(table, record, lookup, hands, moved)
                found += _of_record(plan.language, table, record, fields, hands)
    return (*found, *_of_people(plan, hands, some=bool(found)))


def _fields(table: str, record: Record, lookup: Lookup, hands: Hands, moved: set[str]) -> list[str]:
    """Give the fields of an open record that name the leaver.

    A KPI whose reporter is blank follows the owner of what it is of; where that one stays the
    leaver's (a tactic that ended) while the KPI is still to be typed, it gets a reporter.
    """
    if isinstance(record, Kpi) and not record.reporter:
        follows = record.scope not in moved and hands.is_leaver(lookup.reporter(record))
        return ["reporter"] if follows else []
    return [field for field in NAMED[table] if hands.is_leaver(getattr(record, field))]


def _of_record(
    language: str, table: str, record: Record, fields: list[str], hands: Hands
) -> Iterator[Move]:
    def move(field: str, after: Value) -> Move:
        return _move(table, record, field, after)

    for field in fields:
        yield move(field, hands.successor)
    if "owner" in fields and getattr(record, "accepted_on", None):
        yield move("accepted_on", None)
    before = getattr(record, "note", None)
    if fields and before is not None:
        line = note_line(language, hands, backup=fields == ["backup"])
        yield move("note", f"{before}\n{line}" if before else line)


def note_line(language: str, hands: Hands, *, backup: bool = False) -> str:
    """Give what a row's note keeps: until when who had it."""
    key = "handover.note_backup" if backup else "handover.note"
    return text(language, key, day=day(hands.on, language, hands.on.year), name=hands.leaver)


def _of_people(plan: Plan, hands: Hands, *, some: bool) -> Iterator[Move]:
    """Say in the table of people who has left and who has taken over, also from those whose work
    the leaver had taken over; a successor who is not there yet gets a row.
    """
    named: list[Move] = []
    for one in plan.people:
        if hands.is_leaver(one.name):
            if one.left_on is None:
                named.append(_move("people", one, "left_on", hands.on))
            blank = not one.successor or hands.is_leaver(one.successor)
            if (some or blank) and not hands.is_successor(one.successor):
                named.append(_move("people", one, "successor", hands.successor))
        elif hands.is_leaver(one.successor):
            after = "" if hands.is_successor(one.name) else hands.successor
            named.append(_move("people", one, "successor", after))
    yield from named
    new = _newcomer(plan, hands)
    if (some or named) and new:
        yield Move(
            table="people", id=new.id, name=new.name, field="name", before="", after=new.name
        )


def _newcomer(plan: Plan, hands: Hands) -> Person | None:
    if any(hands.is_successor(name) for one in plan.people for name in (one.name, *one.aliases)):
        return None
    last = max((id_number(one.id) for one in plan.people), default=0)
    return Person(id=make_id("people", last + 1), name=hands.successor)


def _move(table: str, record: Record, field: str, after: Value) -> Move:
    before = getattr(record, field)
    return Move(
        table=table,
        id=record.id,
        name=record_name(record),
        field=field,
        before=before,
        after=after,
    )


def moved(plan: Plan, found: tuple[Move, ...]) -> Plan:
    """Give the plan with its cells changed; a changed value is no example any more."""
    cells: dict[tuple[str, str], dict[str, Any]] = {}
    for one in found:
        cells.setdefault((one.table, one.id), {})[one.field] = one.after
    tables: dict[str, Any] = {
        table: tuple(
            _changed(record, cells[table, record.id]) if (table, record.id) in cells else record
            for record in getattr(plan, table)
        )
        for table in {table for table, _ in cells}
    }
    known = {one.id for one in plan.people}
    new = tuple(
        Person(id=one.id, name=str(one.after))
        for one in found
        if one.table == "people" and one.field == "name" and one.id not in known
    )
    if new:
        tables["people"] = (*tables.get("people", plan.people), *new)
    return replace(plan, **tables)


def _changed(record: Record, fields: Mapping[str, Any]) -> Record:
    examples = tuple(one for one in record.examples if one not in fields)
    return replace(record, examples=examples, **fields)
