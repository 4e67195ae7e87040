"""What of a plan goes on into the next year, and which references lose what they meant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from btobsheet.layout.book import BOOK
from btobsheet.layout.kinds import PersonName, Reference
from btobsheet.life.rolling.told import Emptied, Left
from btobsheet.plan.lookup import Lookup, name_key
from btobsheet.plan.model import Plan
from btobsheet.plan.records import TABLES, Action, Person, Record, Review, attribute_of
from btobsheet.plan.words import label, record_name

DROPPABLE: Final = ("tactics", "kpis", "actions")
"""The tables whose records can be left out by their ids."""
_ENDED: Final = ("ended", "declined")
_OF_TACTIC: Final = {"kpis": "scope", "actions": "tactic", "costs": "tactic", "reviews": "tactic"}


def left_out(plan: Plan, drop: Collection[str], last_day: dt.date) -> tuple[Left, ...]:
    """Say what does not go on: ended and declined tactics, what was asked for, what belongs to
    either, cancelled actions, reviews without an open next move, people who left by ``last_day``.
    """
    tactics = {
        tactic.id: tactic.decision if tactic.decision in _ENDED else "dropped"
        for tactic in plan.tactics
        if tactic.decision in _ENDED or tactic.id in drop
    }
    kpis = {kpi.id for kpi in plan.kpis if kpi.id in drop or kpi.scope in tactics}
    return tuple(
        Left(table=table, id=record.id, name=record_name(record), why=why, via=via)
        for table, record in plan.records()
        for why, via in [_why(table, record, tactics, kpis, drop) or _gone(record, last_day)]
        if why
    )


def _why(
    table: str,
    record: Record,
    tactics: Mapping[str, str],
    kpis: Collection[str],
    drop: Collection[str],
) -> tuple[str, str] | None:
    """Say why a record does not go on, and with what; None for one that does."""
    if record.id in tactics:
        return tactics[record.id], ""
    tactic = getattr(record, _OF_TACTIC[table]) if table in _OF_TACTIC else ""
    if tactic in tactics:
        return "with", tactic
    if record.id in drop:
        return "dropped", ""
    if isinstance(record, Action) and record.status == "cancelled":
        return "cancelled", ""
    if isinstance(record, Review):
        return _of_review(record, kpis)
    return None


def _of_review(review: Review, kpis: Collection[str]) -> tuple[str, str] | None:
    if review.state == "done" or not (review.next_action.strip() or review.decision.strip()):
        return "closed", ""
    return ("with", review.kpi) if not review.tactic and review.kpi in kpis else None


def _gone(record: Record, last_day: dt.date) -> tuple[str, str]:
    """Say that a person has left by a day; nothing for anybody and anything else."""
    left = record.left_on if isinstance(record, Person) else None
    return ("gone" if left is not None and left <= last_day else ""), ""


def going_on(plan: Plan, left: Collection[Left]) -> tuple[Plan, tuple[Emptied, ...]]:
    """Give the plan without what is left out; references to it are emptied, as are the names of the
    people who left, but for those who named somebody that has taken over: that one's name stands
    there then.
    """
    gone = {one.id for one in left}
    leavers = _leavers(plan, gone)
    emptied: list[Emptied] = []
    tables: dict[str, Any] = {}
    for table in TABLES:
        kept = []
        for record in getattr(plan, table):
            if record.id not in gone:
                lost = tuple(_lost(plan, table, record, gone, leavers))
                emptied += lost
                blank: dict[str, Any] = {attribute_of(one.field): one.after for one in lost}
                kept.append(replace(record, **blank) if blank else record)
        tables[table] = tuple(kept)
    return replace(plan, **tables), tuple(emptied)


def _leavers(plan: Plan, gone: Collection[str]) -> dict[str, str]:
    """Give the spellings of those who left, but for those by which somebody who stays goes, each
    with the name of who has taken over (nobody's where that one left too).
    """
    people = Lookup.of(plan).people
    return {key: _heir(person, people, gone) for key, person in people.items() if person.id in gone}


def _heir(person: Person, people: Mapping[str, Person], gone: Collection[str]) -> str:
    """Give the name of who took over from one who left, or from those who had taken over."""
    seen = {person.id}
    while person.successor:
        found = people.get(name_key(person.successor))
        if found is None:
            return person.successor
        if found.id not in gone:
            return found.name
        if found.id in seen:
            break
        seen.add(found.id)
        person = found
    return ""


def _lost(
    plan: Plan, table: str, record: Record, gone: Collection[str], leavers: Mapping[str, str]
) -> Iterator[Emptied]:
    """Tell a record's fields that mean a record or a person that is no more."""
    for column in BOOK.table(table).inputs:
        if not isinstance(column.kind, Reference | PersonName):
            continue
        value = getattr(record, column.attribute)
        refers = isinstance(column.kind, Reference)
        if value in gone if refers else value and name_key(value) in leavers:
            yield Emptied(
                table=table,
                id=record.id,
                name=record_name(record),
                field=column.name,
                before=_label(plan, value) if refers else value,
                after="" if refers or table == "people" else leavers[name_key(value)],
                why="left_out" if refers else "gone",
            )


def _label(plan: Plan, record_id: str) -> str:
    found = (one for _, one in plan.records() if one.id == record_id)
    return next((label(one) for one in found), record_id)
