"""What still asks its person for something on a day: operations, tactics that run on, KPIs with
months to come or not typed yet, actions that are not done, reviews that are open; and what reds ask
for an answer, who has left, which day is far from the plan's year.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from btobsheet.plan.calendar import Month
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Action, Kpi, Person, Record, Review, Tactic
from btobsheet.plan.words import day_text
from btobsheet.problems import Problem, problem
from btobsheet.status.actions import is_done, stopped
from btobsheet.status.effect import effect_of
from btobsheet.status.figures import Assessment, KpiFigures

RED: Final = ("missed", "behind")
_BEFORE, _AFTER = dt.timedelta(days=153), dt.timedelta(days=92)
"""So long before its year a plan is made, and so long after it people look back."""


def is_open(record: Record, lookup: Lookup, on: dt.date) -> bool:
    """Tell whether a record still asks its person for something on a day."""
    match record:
        case Tactic():
            return _runs_on(record, on)
        case Kpi():
            return _is_asked(record, lookup, on)
        case Action():
            tactic = lookup.tactics.get(record.tactic)
            gone = tactic is not None and tactic.decision == "declined"
            settled = is_done(record) or record.status == "cancelled" or stopped(record, lookup)
            return not gone and not settled
        case Review():
            return record.state != "done"
    return True


def _runs_on(tactic: Tactic, on: dt.date) -> bool:
    over = tactic.is_ended and (tactic.stopped_on is None or tactic.stopped_on <= on)
    return tactic.decision != "declined" and not over


def _is_asked(kpi: Kpi, lookup: Lookup, on: dt.date) -> bool:
    """Tell whether a month of a KPI is still to come, or to be typed; a ratio is computed."""
    tactic = lookup.tactics.get(kpi.scope)
    if tactic is not None and tactic.decision == "declined":
        return False
    months = [lookup.start.plus(k) for k in effect_of(kpi, lookup).indexes()]
    return bool(months) and (
        months[-1].last >= on
        or (kpi.aggregation != "ratio" and any(_is_blank(kpi, lookup, one) for one in months))
    )


def _is_blank(kpi: Kpi, lookup: Lookup, month: Month) -> bool:
    return kpi.actual[month.minus(lookup.start)] is None and str(month) not in kpi.nothing


def is_red(item: KpiFigures) -> bool:
    """Tell whether a KPI needs an answer: it counts, and is missed, behind or worsening."""
    return item.judged and (item.status in RED or item.trend == "worsening")


def answers(review: Review, kpi: Kpi) -> bool:
    """Tell whether an open review gives a KPI or its tactic a cause or a next move."""
    about = (
        review.kpi == kpi.id if review.kpi else bool(review.tactic) and review.tactic == kpi.scope
    )
    return about and review.state != "done" and bool(review.cause or review.next_action)


def is_unexplained(item: KpiFigures, assessment: Assessment, lookup: Lookup) -> bool:
    """Tell whether a KPI is red while its tactic goes on and no open review answers for it."""
    tactic = lookup.tactics.get(item.kpi.scope)
    goes_on = tactic is None or not tactic.is_ended
    reviews = assessment.plan.reviews
    return goes_on and is_red(item) and not any(answers(one, item.kpi) for one in reviews)


def has_left(person: Person | None, day: dt.date) -> bool:
    """Tell whether a person has left the plan by a day."""
    return person is not None and person.left_on is not None and person.left_on <= day


def far_away(plan: Plan, as_of: dt.date) -> Problem | None:
    """Give N567 for a day to judge far outside the plan's year."""
    first, last = plan.months[0].first, plan.months[-1].last
    far = not first - _BEFORE <= as_of <= last + _AFTER
    return (
        problem("N567", as_of=day_text(as_of), first=day_text(first), last=day_text(last))
        if far
        else None
    )
