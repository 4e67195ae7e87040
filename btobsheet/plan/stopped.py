"""Tactics that were stopped while their reason (選定理由) still says why they were chosen."""

from __future__ import annotations

from collections.abc import Iterator

from btobsheet.plan.lookup import by_id
from btobsheet.plan.model import Plan
from btobsheet.plan.spelling import squeezed
from btobsheet.plan.words import found
from btobsheet.problems import Problem


def still_chosen(before: Plan, now: Plan) -> Iterator[Problem]:
    """Tell the tactics that were stopped since ``before`` while their reason stayed (N416)."""
    earlier = by_id(before.tactics)
    for tactic in now.tactics:
        was = earlier.get(tactic.id)
        if was is None or was.is_ended or not tactic.is_ended or not tactic.reason:
            continue
        if squeezed(tactic.reason) == squeezed(was.reason):
            yield found("N416", tactic, "reason")
