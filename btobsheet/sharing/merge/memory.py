"""What a plan's memory means for a merge: closed months are not changed by copies, and a copy from
before an approval is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from btobsheet.plan.cells import Key
from btobsheet.plan.merge.values import Merged
from btobsheet.plan.model import Plan
from btobsheet.problems import Problem, problem
from btobsheet.sharing.merge.words import Words
from btobsheet.sharing.opened import Book
from btobsheet.status.presented import ACTUAL, TARGET

_CELLS = 5


def closed_cells(plan: Plan) -> frozenset[Key]:
    """Give the targets and actuals that were closed as presented, by table, id and field."""
    return frozenset(
        ("kpis", kpi, f"{block}.{month}")
        for month, one in zip(plan.months, plan.history.closings, strict=False)
        for kpi in one.kpis
        for block in (TARGET, ACTUAL)
    )


def told_closed(merged: Merged, closed: Collection[Key], words: Words) -> Iterator[Problem]:
    """Tell the conflicts about closed months (W721): a person has to decide them."""
    found = [one for one in merged.conflicts if (one.table, one.id, one.field) in closed]
    if found:
        lines = [
            f"{words.what(one.table, one.id, one.name)} {words.field(one.table, one.field)}"
            for one in found[:_CELLS]
        ]
        more = [words.say("more", count=len(found) - _CELLS)] if found[_CELLS:] else []
        cells = words.say("separator").join([*lines, *more])
        yield problem("W721", count=len(found), cells=cells)


def told_older(copies: Mapping[str, Book], master: Book) -> Iterator[Problem]:
    """Tell the copies that do not know the master's last approval (N722)."""
    last = master.plan.history.last
    for file, copy in sorted(copies.items()) if last else ():
        known = copy.plan.history.last
        if last and (known is None or known.number < last.number):
            yield problem("N722", None, file, number=last.number, day=last.on.isoformat())
