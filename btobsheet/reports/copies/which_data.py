"""Which copy of a workbook is which, as data for programs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

from btobsheet.plan.copies import (
    Copy,
    Disagreement,
    based_on,
    disagreements,
    families,
    same_content,
)
from btobsheet.plan.model import Previous
from btobsheet.problems import BtobsheetError
from btobsheet.reports.copies.changes import change_json
from btobsheet.reports.problems import Json, problem_json

SCHEMA: Final = "btobsheet.which/1"


def which_json(copies: Sequence[Copy], failures: Sequence[BtobsheetError], language: str) -> Json:
    """Give the copies as data, schema ``btobsheet.which/1``.

    Times ISO with their offset, absent is null.
    """
    groups = families(copies)
    return {
        "schema": SCHEMA,
        "plans": [_family_json(group, language) for group in groups],
        "failures": [
            {"file": error.file, **problem_json(error.problem, language)} for error in failures
        ],
    }


def _family_json(group: Sequence[Copy], language: str) -> Json:
    first = group[0].plan
    return {
        "plan_id": first.identity.plan_id or None,
        "title": first.settings.title or None,
        "previous": _previous_json(first.identity.previous),
        "newest": group[0].file,
        "copies": [_copy_json(copy, group, language) for copy in group],
        "conflicts": [_conflict_json(item) for item in disagreements(group)],
    }


def _previous_json(previous: Previous) -> Json | None:
    """Give the year before's workbook that a plan was rolled from."""
    if not previous.start:
        return None
    return {
        "plan_id": previous.plan_id or None,
        "revision": previous.revision or None,
        "start": previous.start,
        "file": previous.file or None,
    }


def _copy_json(copy: Copy, group: Sequence[Copy], language: str) -> Json:
    identity, base, twin = copy.plan.identity, based_on(copy, group), same_content(copy, group)
    return {
        "file": copy.file,
        "revision": identity.revision or None,
        "layout_version": identity.layout_version or None,
        "language": copy.plan.language,
        "start": str(copy.plan.start),
        "state": "unknown" if copy.changed is None else "changed" if copy.changed else "untouched",
        "base": copy.base_mark or None,
        "based_on": base.file if base else None,
        "same_as": twin.file if twin else None,
        "changed": copy.changed,
        "changes": [change_json(change) for change in copy.changes],
        "unread": [problem_json(item, language) for item in copy.unread],
        "saved_by": copy.saved_by or None,
        "saved_at": _iso(copy.saved_at),
        "file_time": _iso(copy.file_time),
        "problems": [problem_json(item, language) for item in copy.problems],
    }


def _conflict_json(item: Disagreement) -> Json:
    _, first = item.changes[0]
    values: Iterable[Json] = (
        {"file": copy.file, "kind": change.kind, "value": change_json(change)["after"]}
        for copy, change in item.changes
    )
    return {
        "table": first.table,
        "id": first.id,
        "field": first.field or None,
        "key": first.key or None,
        "values": list(values),
    }


def _iso(moment: dt.datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
