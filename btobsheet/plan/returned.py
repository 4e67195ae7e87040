"""Who has sent a handed-out part back: what was changed in it, and what is still missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal

from btobsheet.plan.cells import Key, same_row
from btobsheet.plan.copies import Copy
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Action
from btobsheet.plan.split import By, Part
from btobsheet.quickclass import dataclass

State = Literal["answered", "untouched", "unknown", "absent"]
STATES: Final[tuple[State, ...]] = ("answered", "untouched", "unknown", "absent")


@dataclass(frozen=True, kw_only=True)
class Missing:
    """What is still to be done in a part: KPIs with closed months not typed, tactics not accepted,
    overdue actions without news.
    """

    kpis: tuple[str, ...] = ()
    tactics: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything is missing."""
        return bool(self.kpis or self.tactics or self.actions)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One part's answer: ``file`` is empty where nothing came back.

    ``changed`` counts values against what was handed out (None: not known).

    ``late``: the due date is past and nothing came; ``older``: another file of the same part was
    saved later, or another copy of the whole plan has all that this one brings. Of a copy of the
    whole plan ``to`` is empty, and ``changed`` counts what the master does not have.
    """

    to: str
    title: str
    file: str = ""
    state: State = "absent"
    changed: int | None = None
    saved_by: str = ""
    saved_at: dt.datetime | None = None
    due: dt.date | None = None
    late: bool = False
    older: bool = False
    missing: Missing = Missing()


def state_of(copy: Copy) -> State:
    """Say what became of a copy: nobody can tell where its base snapshot is lost."""
    return "unknown" if copy.changed is None else "answered" if copy.changed else "untouched"


def news(copy: Copy, master: Copy) -> Mapping[Key, object] | None:
    """Give what was changed in a copy of the whole plan and the master does not have, by table, id
    and field (an empty one for a whole row); None where nobody can tell.

    It may have been taken from the master long after that was made: what the two share is old.
    """
    if copy.base_cells is None:
        return None
    found: dict[Key, object] = {}
    for change in copy.cells.changes(copy.base_cells):
        rows = [one.cells.tables.get(change.table, {}).get(change.id) for one in (copy, master)]
        mine, known = (row.get(change.field) if row and change.field else row for row in rows)
        if mine != known:
            found[change.table, change.id, change.field] = mine
    return found


def holds(
    one: Mapping[Key, object] | None, other: Mapping[Key, object] | None, *, alike: bool
) -> bool:
    """Tell whether one copy has all that another one brings, and more (or is ``alike``)."""
    if one is None or not other or (len(one) == len(other) and not alike):
        return False
    return all(key in one and one[key] == value for key, value in other.items())


def covers(newer: Copy, older: Copy) -> bool:
    """Tell whether all that was typed in an older file of a part was typed over, or stands, in the
    newer one too: then it says nothing any more.

    False where nobody can tell. Two files of one part that were filled in apart from each other do
    not cover each other.
    """
    if newer.base_cells is None or older.base_cells is None:
        return False
    said = {(one.table, one.id, one.field) for one in newer.cells.changes(newer.base_cells)}
    for change in older.cells.changes(older.base_cells):
        mine = newer.cells.row(change.table, change.id)
        its = older.cells.row(change.table, change.id)
        if change.kind == "removed":
            known = mine is None
        elif mine is None or its is None:
            known = False
        elif change.kind == "added":
            known = same_row(change.table, mine, its)
        else:
            key = change.table, change.id, change.field
            known = key in said or mine.get(change.field) == its.get(change.field)
        if not known:
            return False
    return True


def ways(copies: Iterable[Copy]) -> By:
    """Give how a plan was handed out, by most of the copies; by owner where none says so."""
    found = [copy.plan.identity.issue.by for copy in copies if copy.plan.identity.issue.by]
    most = max(dict.fromkeys(found), key=found.count, default="owner")
    return "department" if most == "department" else "operation" if most == "operation" else "owner"


def unchanged_overdue(part: Part, overdue: Iterable[str], base: Plan | None) -> tuple[str, ...]:
    """Give the overdue actions of a part about which it says nothing new: status, share done and
    end are as they were handed out.
    """
    before = {action.id: action for action in base.actions} if base else {}
    now = {action.id: action for action in part.plan.actions}
    return tuple(
        one
        for one in overdue
        if one in part.mine["actions"]
        and (one not in before or _standing(before[one]) == _standing(now[one]))
    )


def _standing(action: Action) -> tuple[object, ...]:
    return action.status, action.percent, action.end, action.done_on


def newest_first(copies: Sequence[Copy]) -> list[Copy]:
    """Put the files of one part in order: what was changed before what was not, then the later
    saved.
    """
    return sorted(copies, key=lambda copy: (not copy.changed, -copy.saved_last, copy.file))
