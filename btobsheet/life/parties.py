"""Who hands over to whom: the two names a person types, found in the plan."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches

from btobsheet.life.hands import NAMED, Hands
from btobsheet.plan.lookup import Lookup, name_key
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Person
from btobsheet.plan.spelling import trimmed
from btobsheet.plan.words import day_text, found
from btobsheet.problems import Problem, UsageError, problem
from btobsheet.status.asked import is_open

_APART = re.compile(r"[、,，・/／&＆+＋;；\n]")
_NEAR = 0.5
_SHOWN = 8


def hands_of(plan: Plan, leaver: str, successor: str, on: dt.date, file: str = "") -> Hands:
    """Find both people by the names typed, as the table of people or the cells know them.

    Raises UsageError: E105 a leaver whom the plan does not know, E106 one person (or nobody) as
    both, E107 a name that several people bear, E108 a day outside the plan, E109 a successor who
    has left.
    """
    try:
        return _hands(plan, leaver, successor, on)
    except UsageError as error:
        raise UsageError(error.problem, file) from None


def _hands(plan: Plan, leaver: str, successor: str, on: dt.date) -> Hands:
    first, last = plan.months[0].first, plan.months[-1].last
    if not first <= on <= last:
        edges = {"first": day_text(first), "last": day_text(last)}
        raise UsageError(problem("E108", None, on=day_text(on), **edges))
    lookup = Lookup.of(plan)
    known, is_leaver = whose(plan, leaver)
    new = _person(plan, successor)
    is_successor = _is(lookup, new, successor)
    if not name_key(successor) or is_leaver(successor):
        raise UsageError(problem("E106", None, known))
    if new and new.left_on and new.left_on <= on:
        raise UsageError(problem("E109", None, new.name, day=day_text(new.left_on)))
    return Hands(
        leaver=known,
        successor=trimmed(new.name if new else successor),
        on=on,
        is_leaver=is_leaver,
        is_successor=is_successor,
    )


def whose(plan: Plan, typed: str) -> tuple[str, Callable[[str], bool]]:
    """Find whom a typed name or other spelling means: the name, and what tells it of any other.

    UsageError E105 for a name that the plan does not know, E107 for one that several bear.
    """
    person = _person(plan, typed)
    is_meant = _is(Lookup.of(plan), person, typed)
    known = person.name if person else next(filter(is_meant, named(plan)), "")
    if not known:
        close = near(plan, typed) or _some(plan)
        raise UsageError(problem("E105", None, trimmed(typed), close=close))
    return trimmed(known), is_meant


def among(is_meant: Callable[[str], bool]) -> Callable[[str], bool]:
    """Tell of a cell whether it names somebody, alone or beside others (甲野・乙川)."""
    return lambda name: is_meant(name) or any(map(is_meant, map(trimmed, _APART.split(name))))


def _person(plan: Plan, name: str) -> Person | None:
    """Find a person by name, else by another spelling; UsageError E107 where several bear it."""
    key = name_key(name)
    people = [one for one in plan.people if key and name_key(one.name) == key] or [
        one for one in plan.people if key and key in map(name_key, one.aliases)
    ]
    if len(people) > 1:
        ids = ", ".join(f"{one.id} {one.name}" for one in people)
        raise UsageError(problem("E107", None, trimmed(name), ids=ids))
    return people[0] if people else None


def _is(lookup: Lookup, person: Person | None, typed: str) -> Callable[[str], bool]:
    """Tell of a name whether it means a person, else whether it is the one typed."""
    key = name_key(typed)
    if person:
        return lambda name: lookup.person(name) == person
    return lambda name: bool(key) and name_key(name) == key


def named(plan: Plan) -> Iterator[str]:
    """Give every name that a cell has for who does something, as typed."""
    for table, fields in NAMED.items():
        for record in getattr(plan, table):
            yield from (name for field in fields if (name := getattr(record, field)))


def near(plan: Plan, name: str) -> str:
    """Give the names of the plan that a typed one may mean, as the end of a sentence."""
    lookup = Lookup.of(plan)
    names = [one.name for one in plan.people] + [lookup.known_as(one) for one in named(plan)]
    known = {name_key(one): one for one in reversed(names) if one and one != name}
    close = get_close_matches(name_key(name), known, n=3, cutoff=_NEAR)
    return ", ".join(known[one] for one in close)


def _some(plan: Plan) -> str:
    """Give the first names of the plan, for somebody who typed none of them."""
    lookup = Lookup.of(plan)
    names: dict[str, str] = {}
    for one in (*(one.name for one in plan.people), *map(lookup.known_as, named(plan))):
        names.setdefault(name_key(one), trimmed(one))
    found = list(filter(None, names.values()))
    more = ["…"] if len(found) > _SHOWN else []
    return ", ".join((*found[:_SHOWN], *more)) or "-"


def beside(plan: Plan, hands: Hands) -> Iterator[Problem]:
    """Tell the open cells that name the leaver beside somebody else (W420): they stay."""
    lookup = Lookup.of(plan)
    for table, fields in NAMED.items():
        for record in getattr(plan, table):
            for field in fields:
                parts = _APART.split(getattr(record, field))
                several = len(parts) > 1 and any(map(hands.is_leaver, map(trimmed, parts)))
                if several and is_open(record, lookup, hands.on):
                    told = {"who": hands.leaver, "field": f"{table}.{field}"}
                    yield found("W420", record, field, getattr(record, field), **told)


def alone(plan: Plan, ids: frozenset[str]) -> Iterator[Problem]:
    """Tell which of the tactics that went over have one person as owner and backup now (N422)."""
    lookup = Lookup.of(plan)
    for one in plan.tactics:
        both = (
            one.owner and one.backup and lookup.known_as(one.owner) == lookup.known_as(one.backup)
        )
        if both and one.id in ids:
            yield found("N422", one, "backup", who=one.owner)
