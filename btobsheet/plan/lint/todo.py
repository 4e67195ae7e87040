"""Lint of single actions: what is missing in them; an action that is hardly begun is told once."""

from __future__ import annotations

from collections.abc import Iterator

from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Action
from btobsheet.plan.words import found
from btobsheet.problems import Problem
from btobsheet.wording import text
from btobsheet.wording.columns import field_name

NOT_TO_DO = ("done", "cancelled", "on_hold")


def live_actions(plan: Plan, lookup: Lookup) -> tuple[Action, ...]:
    """Give the actions that count and are not cancelled."""
    return tuple(
        action
        for action in plan.actions
        if action.status != "cancelled" and lookup.tactic_counts(action.tactic)
    )


def open_actions(plan: Plan, lookup: Lookup) -> tuple[Action, ...]:
    """Give the actions that are still to be done."""
    return tuple(action for action in live_actions(plan, lookup) if action.status not in NOT_TO_DO)


def missing_fields(action: Action) -> tuple[str, ...]:
    """Name what an action still to be done lacks: its tactic, its dates (by one of them), its
    owner.
    """
    dates = "" if action.start and action.end else "end" if action.start else "start"
    wanted = ("" if action.tactic else "tactic", dates, "" if action.owner else "owner")
    return tuple(filter(None, wanted))


def is_half_filled(action: Action) -> bool:
    """Tell whether an action still to be done is only begun: two of the three are missing."""
    return action.status not in (*NOT_TO_DO, "cancelled") and len(missing_fields(action)) > 1


def action_half_filled(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Ask what an action that is only begun is to become, once: to be filled in, or deleted."""
    for action in filter(is_half_filled, open_actions(plan, lookup)):
        fields = missing_fields(action)
        names = (field_label(plan.language, "actions", field) for field in fields)
        separator = text(plan.language, "changes.separator")
        yield found("W527", action, fields[0], fields=separator.join(names))


def action_without_tactic(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Ask for an action's tactic."""
    yield from (
        found("W522", action, "tactic")
        for action in live_actions(plan, lookup)
        if not action.tactic and not is_half_filled(action)
    )


def action_without_dates(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Ask for start and end of an action still to be done."""
    for action in open_actions(plan, lookup):
        if (action.start is None or action.end is None) and not is_half_filled(action):
            yield found("W523", action, "end" if action.start else "start")


def action_without_owner(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Ask for the owner of an action still to be done."""
    yield from (
        found("W524", action, "owner")
        for action in open_actions(plan, lookup)
        if not action.owner and not is_half_filled(action)
    )


def field_label(language: str, table: str, field: str) -> str:
    """Give what a field is called in a sentence.

    A month's field (``target.2026-09``) goes by its group's name.
    """
    return field_name(language, table, field, field)
