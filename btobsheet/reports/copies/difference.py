"""What ``diff`` says of two workbooks: what changed in their plans, what could not be read."""

from __future__ import annotations

from btobsheet.plan.diff import Change
from btobsheet.plan.model import Plan
from btobsheet.problems import Problem
from btobsheet.quickclass import dataclass
from btobsheet.reports.copies.changes import change_json, compose_changes
from btobsheet.reports.copies.unread import is_unread, unread_values
from btobsheet.reports.document import Document
from btobsheet.reports.problems import Json, problem_json


@dataclass(frozen=True)
class Side:
    """One of the two workbooks."""

    plan: Plan
    problems: tuple[Problem, ...]
    file: str


def compose_difference(
    changes: tuple[Change, ...], old: Side, new: Side, language: str
) -> Document:
    """Compose the changes from the old workbook to the new."""
    unread = unread_values(old.problems), unread_values(new.problems)
    return compose_changes(changes, old.plan, new.plan, (old.file, new.file), language, unread)


def difference_json(changes: tuple[Change, ...], old: Side, new: Side, language: str) -> Json:
    """Give the changes as data, schema ``btobsheet.diff/1``.

    ``unread`` are the new workbook's values that could not be read.
    """
    return {
        "schema": "btobsheet.diff/1",
        "old": old.file,
        "new": new.file,
        "changes": [change_json(change) for change in changes],
        "unread": [problem_json(item, language) for item in new.problems if is_unread(item)],
    }
