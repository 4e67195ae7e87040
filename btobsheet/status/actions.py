"""The figures of one action at as_of: percent, working days, planned progress and state.

Rules: figures.md, "An action at as_of".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from btobsheet.plan.calendar import working_days
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Settings
from btobsheet.plan.records import Action
from btobsheet.status.figures import ActionFigures, Figure
from btobsheet.status.rules import at_least, less

Days = frozenset[dt.date]
SETTLED: tuple[str, ...] = ("done", "cancelled", "on_hold")
"""States that ask for nothing at the moment."""


def is_done(action: Action) -> bool:
    """Tell whether an action is done: it says so, or all of it is."""
    return action.status == "done" or at_least(_own_percent(action), 1.0)


def _own_percent(action: Action) -> float:
    """Give the percent as typed, of a recurring action without one how often it was done of how
    often it is planned; blank is 0.
    """
    if action.percent is None and action.times_planned and action.times_planned > 0:
        return min(1.0, max(0.0, (action.times_done or 0.0) / action.times_planned))
    return action.percent or 0.0


def stopped(action: Action, lookup: Lookup) -> bool:
    """Tell whether an action was to go on after its tactic was stopped, and counts as cancelled."""
    tactic = lookup.tactics.get(action.tactic)
    last = tactic.last_day if tactic else None
    return last is not None and action.end is not None and action.end > last


def percent_used(action: Action) -> float:
    """Give the progress an action counts with (fraction): done is 1, blank is 0."""
    return 1.0 if is_done(action) else _own_percent(action)


def action_days(action: Action, free: Days) -> int | None:
    """Count an action's working days, at least 1; none without both dates."""
    if action.start is None or action.end is None:
        return None
    return max(1, working_days(action.start, action.end, free))


def planned_progress(action: Action, as_of: dt.date, free: Days) -> Figure:
    """Give what the morning of as_of asks for (fraction): a day's work is due at its end."""
    if action.start is None or action.end is None:
        return None
    if as_of <= action.start:
        return 0.0
    if as_of > action.end:
        return 1.0
    worked = working_days(action.start, as_of - dt.timedelta(days=1), free)
    return worked / max(1, working_days(action.start, action.end, free))


def action_state(action: Action, as_of: dt.date, planned: Figure, tolerance: float) -> str:
    """Say how an action goes: the first state of figures.md that fits."""
    if action.status in ("cancelled", "on_hold"):
        return action.status
    if is_done(action):
        return "done"
    if action.start is None or action.end is None or planned is None:
        return "undated"
    if as_of > action.end:
        return "overdue"
    percent = percent_used(action)
    if percent == 0 and as_of > action.start and action.status in ("", "not_started"):
        return "late_start"
    if less(percent, planned - tolerance):
        return "behind"
    return "not_started" if percent == 0 and as_of <= action.start else "on_track"


def _state(
    action: Action, lookup: Lookup, as_of: dt.date, planned: Figure, tolerance: float
) -> str:
    state = action_state(action, as_of, planned, tolerance)
    return "cancelled" if not is_done(action) and stopped(action, lookup) else state


def action_figures(
    action: Action, lookup: Lookup, settings: Settings, as_of: dt.date, free: Days
) -> ActionFigures:
    """Compute everything about one action; ``free`` are the days nobody works."""
    planned = planned_progress(action, as_of, free)
    return ActionFigures(
        action=action,
        counted=lookup.tactic_counts(action.tactic),
        percent=percent_used(action),
        working_days=action_days(action, free),
        planned=planned,
        state=_state(action, lookup, as_of, planned, settings.progress),
        weight=action.effort if action.effort and action.effort > 0 else 1.0,
    )


def due_soon(figures: ActionFigures, as_of: dt.date, days: int) -> bool:
    """Tell whether an open action ends within so many days from as_of, both ends included."""
    end = figures.action.end
    return end is not None and figures.state not in SETTLED and 0 <= (end - as_of).days <= days


def count_due_soon(actions: Iterable[ActionFigures], as_of: dt.date, days: int) -> int:
    """Count the actions that end soon."""
    return sum(due_soon(item, as_of, days) for item in actions)
