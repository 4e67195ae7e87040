"""Typed values nobody could read, by cell: a blank in a plan that is none in the workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from btobsheet.plan.diff import Change
from btobsheet.plan.model import Plan
from btobsheet.problems import Place, Problem

Unread = Mapping[Place, str]


def unread_values(problems: Iterable[Problem]) -> Unread:
    """Give what was typed into the cells that could not be read."""
    return {
        item.place: item.value for item in problems if item.place and item.value and is_unread(item)
    }


def is_unread(problem: Problem) -> bool:
    """Tell whether a problem is of a cell that could not be read: an error of family 2 or 3."""
    return (
        problem.code[:2] in ("E2", "E3") and problem.place is not None and bool(problem.place.cell)
    )


def place_of(change: Change, plan: Plan) -> Place | None:
    """Give the cell of a change in one of the two plans."""
    field = f"{change.field}.{change.key}" if change.key else change.field
    if change.table == "settings":
        return plan.settings.origin.place(field) if plan.settings.origin else None
    record = next(
        (record for record in getattr(plan, change.table) if record.id == change.id), None
    )
    return record.place(field) if record and record.origin else None


def newly_unread(old: Unread, new: Unread, changes: Iterable[Change]) -> list[tuple[Place, str]]:
    """Give the new file's unreadable values that no change tells and the old one did not have."""
    told = {change.place for change in changes if change.kind == "changed"}
    before = set(old.values())
    return [
        (place, value) for place, value in new.items() if place not in told and value not in before
    ]
