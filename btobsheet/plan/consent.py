"""Consent (了解日) that was given by somebody else than the tactic's owner of now."""

from __future__ import annotations

from collections.abc import Iterator

from btobsheet.plan.lookup import Lookup, by_id, name_key
from btobsheet.plan.model import Plan
from btobsheet.plan.words import day_text, found
from btobsheet.problems import Problem


def same_person(lookup: Lookup, one: str, other: str) -> bool:
    """Tell whether two names are one person's, by the people table."""
    first, second = lookup.person(one), lookup.person(other)
    return (first or name_key(one)) == (second or name_key(other))


def passed_on(lookup: Lookup, before: str, now: str) -> bool:
    """Tell whether a tactic passed from one owner to another person."""
    return bool(before and now) and not same_person(lookup, before, now)


def outdated(before: Plan, now: Plan) -> Iterator[Problem]:
    """Tell the tactics whose owner changed since ``before`` while the consent stayed (W414)."""
    earlier, lookup = by_id(before.tactics), Lookup.of(now)
    for tactic in now.tactics:
        was = earlier.get(tactic.id)
        day = tactic.accepted_on
        if was and day and day == was.accepted_on and passed_on(lookup, was.owner, tactic.owner):
            old, new = lookup.known_as(was.owner), lookup.known_as(tactic.owner)
            yield found("W414", tactic, "accepted_on", old=old, new=new, day=day_text(day))
