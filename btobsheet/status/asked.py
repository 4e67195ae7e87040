"""What still asks its person for something on a day: operations, tactics that run on, KPIs with
months to come or not typed yet, actions that are not done, reviews that are open.
"""

from __future__ import annotations

import datetime as dt

from btobsheet.plan.calendar import Month
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.records import Action, Kpi, Record, Review, Tactic
from btobsheet.status.actions import is_done, stopped
from btobsheet.status.effect import effect_of


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
