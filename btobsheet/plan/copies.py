"""Copies of a workbook side by side: which is newest, which is based on which, and where two of
them disagree.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from btobsheet.plan.diff import Change, Value
from btobsheet.plan.model import Plan
from btobsheet.problems import Problem
from btobsheet.quickclass import dataclass

Key = tuple[str, str, str, str]


@dataclass(frozen=True, kw_only=True)
class Copy:
    """One copy of a workbook.

    ``base`` is the plan it was handed out with, ``base_mark`` tells equal ones; None and empty
    where its snapshot is missing or was changed, and then ``changes`` is empty. ``unread`` are
    typed values nobody could read, ``problems`` what is wrong with the file's identity.
    ``saved_at`` and ``saved_by`` are what the program that last saved it noted (None where it noted
    nothing since the workbook was made), ``file_time`` is the file's own; both local times.
    """

    file: str
    plan: Plan
    base: Plan | None = None
    base_mark: str = ""
    changes: tuple[Change, ...] = ()
    unread: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()
    saved_by: str = ""
    saved_at: dt.datetime | None = None
    file_time: dt.datetime | None = None

    @property
    def changed(self) -> int | None:
        """Count the values that differ from the workbook as it was handed out.

        None where nobody can tell.
        """
        return None if self.base is None else len(self.changes) + len(self.untold)

    @property
    def untold(self) -> tuple[Problem, ...]:
        """Give the unreadable values that no change tells: they were typed where nothing stood."""
        told = {change.place for change in self.changes if change.kind == "changed"}
        return tuple(item for item in self.unread if item.place not in told)

    @property
    def age(self) -> tuple[int, float]:
        """Give what ranks copies of one plan: the revision, then when it was last saved."""
        when = self.saved_at or self.file_time
        return self.plan.identity.revision, when.timestamp() if when else 0.0


@dataclass(frozen=True)
class Disagreement:
    """One value that copies changed otherwise: each copy's change."""

    changes: tuple[tuple[Copy, Change], ...]


def families(copies: Iterable[Copy]) -> list[list[Copy]]:
    """Group copies by their plan, each newest first, the group of the newest first.

    Without a plan id each stands alone, last.
    """
    found: dict[str, list[Copy]] = {}
    for at, copy in enumerate(copies):
        found.setdefault(copy.plan.identity.plan_id or f"?{at}", []).append(copy)
    groups = [
        sorted(group, key=lambda item: (-item.age[0], -item.age[1], item.file))
        for group in found.values()
    ]
    return sorted(
        groups,
        key=lambda group: (
            not group[0].plan.identity.plan_id,
            -len(group),
            -group[0].age[1],
            group[0].file,
        ),
    )


def based_on(copy: Copy, family: Sequence[Copy]) -> Copy | None:
    """Give the untouched copy of the same family that a changed one was made from.

    Of several the one with the shortest name.
    """
    same = [
        other
        for other in family
        if other.base_mark and other.base_mark == copy.base_mark and other.changed == 0
    ]
    return min(same, key=_by_name) if same and copy.changed else None


def same_content(copy: Copy, family: Sequence[Copy]) -> Copy | None:
    """Give the copy to keep where another one holds the very same plan as this: with a snapshot,
    then of the shortest name.
    """
    alike = [
        other
        for other in family
        if other is copy or (other.plan == copy.plan and typed(other) == typed(copy))
    ]
    kept = min(alike, key=lambda other: (other.base is None, *_by_name(other)))
    return None if kept is copy else kept


def _by_name(copy: Copy) -> tuple[int, str]:
    return len(copy.file), copy.file


def typed(copy: Copy) -> list[tuple[str, str, str]]:
    """Give where a copy holds values nobody could read, and these."""
    return sorted(
        (item.place.sheet, item.place.cell, item.value) for item in copy.unread if item.place
    )


def disagreements(family: Iterable[Copy]) -> tuple[Disagreement, ...]:
    """Find the values that two copies or more changed to different ones, in the order they first
    come.

    Rows that several copies added under one id are no disagreement: merging keeps them all.
    """
    found: dict[Key, list[tuple[Copy, Change]]] = {}
    for copy in family:
        for change in copy.changes:
            if change.kind != "added":
                found.setdefault((change.table, change.id, change.field, change.key), []).append(
                    (copy, change)
                )
    return tuple(
        Disagreement(tuple(told))
        for told in found.values()
        if len({_value(*one) for one in told}) > 1
    )


def _value(copy: Copy, change: Change) -> tuple[str, Value, str]:
    """Give what is compared: the kind, the new value, and of an unreadable value its text."""
    typed_text = (
        next((item.value for item in copy.unread if item.place == change.place), "")
        if change.kind == "changed"
        else ""
    )
    return change.kind, change.after, typed_text
