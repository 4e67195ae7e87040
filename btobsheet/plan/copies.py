"""Copies of a workbook side by side: which is newest, which is based on which, and where two of
them disagree.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from btobsheet.plan.cells import EVERY, Entry, Snapshot, Tables
from btobsheet.plan.diff import Change, field_order
from btobsheet.plan.merge.rows import permuted
from btobsheet.plan.merge.threeway import merge
from btobsheet.plan.merge.values import Conflict
from btobsheet.plan.merge.values import Copy as Merging
from btobsheet.plan.model import Plan
from btobsheet.plan.records import id_number
from btobsheet.problems import Problem
from btobsheet.quickclass import dataclass

_TWO = 2


@dataclass(frozen=True, kw_only=True)
class Copy:
    """One copy of a workbook.

    ``cells`` are what stands in it. ``base`` is the plan it was handed out with, ``base_cells`` its
    cells, ``base_mark`` tells equal ones; None and empty
    where its snapshot is missing or was changed, and then ``changes`` is empty. ``unread`` are
    typed values nobody could read, ``problems`` what is wrong with the file's identity.
    ``saved_at`` and ``saved_by`` are what the program that last saved it noted (None where it noted
    nothing since the workbook was made), ``file_time`` is the file's own; both local times.
    """

    file: str
    plan: Plan
    cells: Snapshot = Snapshot({})
    base: Plan | None = None
    base_cells: Tables | None = None
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
    def age(self) -> tuple[int, int, float]:
        """Give what ranks copies of one plan: the revision, how much was approved and closed in it,
        then when it was last saved.
        """
        return self.plan.identity.revision, self.plan.history.size, self.saved_last

    @property
    def saved_last(self) -> float:
        """When it was last saved, in seconds since 1970; 0 where nothing tells."""
        when = self.saved_at or self.file_time
        return when.timestamp() if when else 0.0


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
        sorted(group, key=lambda item: (*(-part for part in item.age), item.file))
        for group in found.values()
    ]
    return sorted(
        groups,
        key=lambda group: (
            not group[0].plan.identity.plan_id,
            -len(group),
            -group[0].age[-1],
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
        if other is copy
        or (
            other.plan == copy.plan
            and other.plan.history == copy.plan.history
            and typed(other) == typed(copy)
        )
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


def master_of(family: Sequence[Copy]) -> Copy:
    """Give the copy to merge the others into: no part of a plan where the whole is here.

    An untouched one of the newest revision, else the newest.
    """
    wholes = [copy for copy in family if not copy.plan.identity.issue.to] or family
    newest = wholes[0].age[:2]
    untouched = [copy for copy in wholes if copy.age[:2] == newest and copy.changed == 0]
    return min(untouched, key=_by_name, default=wholes[0])


def disagreements(family: Sequence[Copy]) -> tuple[Disagreement, ...]:
    """Find where copies contradict each other: the conflicts that merging them would leave."""
    if len(family) < _TWO:
        return ()
    master = master_of(family)
    others = [
        Merging(copy.file, copy.cells, copy.base_cells)
        for copy in family
        if copy is not master and copy.plan.start == master.plan.start
    ]
    usable = [one for one in others if not permuted(one.snapshot, _known(one, master))]
    made = merge(master.cells, usable)
    ordered = sorted(made.conflicts, key=_position)
    return tuple(_disagreement(conflict, master, family) for conflict in ordered)


def _known(one: Merging, master: Copy) -> Tables:
    return one.base if one.base is not None else master.cells.tables


def _position(conflict: Conflict) -> tuple[int, int, int, str]:
    field, _, key = conflict.field.partition(".")
    table = conflict.table
    return EVERY.index(table), id_number(conflict.id), field_order(table, field), key


def _disagreement(conflict: Conflict, master: Copy, family: Sequence[Copy]) -> Disagreement:
    """Say of a conflict what each copy in it says, the copies in the order of the family."""
    said = {one.file: one.value for one in conflict.candidates}
    if any(one.base != conflict.master for one in conflict.candidates):
        said.setdefault(master.file, conflict.master)
    told = []
    for copy in family:
        own = [one for one in copy.changes if (one.table, one.id) == (conflict.table, conflict.id)]
        if conflict.kind == "cell" and copy.file in said:
            told.append((copy, _found(own, conflict, said[copy.file])))
        elif conflict.kind != "cell" and own:
            told.append((copy, own[0]))
    return Disagreement(tuple(told))


def _found(changes: Iterable[Change], conflict: Conflict, entry: Entry | None) -> Change:
    """Give a copy's change of the cell; made up for a copy that has another base than the rest."""
    field, _, key = conflict.field.partition(".")
    for change in changes:
        if (change.field, change.key) == (field, key):
            return change
    after = entry.read if entry else None
    return Change("changed", conflict.table, conflict.id, conflict.name, field, key, None, after)
