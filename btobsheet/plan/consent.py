"""Consent (了解日) that was given by somebody else than the tactic's owner of now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from btobsheet.plan.lookup import Lookup, by_id, name_key
from btobsheet.plan.model import Plan
from btobsheet.plan.words import day_text, found
from btobsheet.problems import Problem


def same_person(lookup: Lookup, one: str, other: str) -> bool:
    """Tell whether two names are one person's, by the people table."""
    first, second = lookup.person(one), lookup.person(other)
    return (first or name_key(one)) == (second or name_key(other))


def given_by_another(
    lookup: Lookup, owners: tuple[str, str], days: tuple[dt.date | None, dt.date | None]
) -> bool:
    """Tell whether a tactic passed to another person while the day of consent stayed.

    ``owners`` and ``days`` are those before and now.
    """
    passed = all(owners) and not same_person(lookup, *owners)
    return passed and days[0] is not None and days[0] == days[1]


def outdated(before: Plan, now: Plan) -> Iterator[Problem]:
    """Tell the tactics whose owner changed since ``before`` while the consent stayed (W414)."""
    earlier, lookup = by_id(before.tactics), Lookup.of(now)
    for tactic in now.tactics:
        was = earlier.get(tactic.id)
        if was and given_by_another(
            lookup, (was.owner, tactic.owner), (was.accepted_on, tactic.accepted_on)
        ):
            day = day_text(tactic.accepted_on) if tactic.accepted_on else ""
            yield found("W414", tactic, "accepted_on", old=was.owner, new=tactic.owner, day=day)
