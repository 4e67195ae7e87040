"""Hand over what is open in a workbook from one person to another: the cells are patched, all else
in it stays as it was.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from btobsheet.excel.raw.grid import Source
from btobsheet.life.hands import Hands, Move, moved, moves
from btobsheet.life.parties import alone, beside, hands_of
from btobsheet.life.writing import not_written, overwritten
from btobsheet.plan.model import Plan
from btobsheet.problems import Problem, problem
from btobsheet.quickclass import dataclass
from btobsheet.sharing.cached import put_into
from btobsheet.sharing.merge.written import Judge
from btobsheet.sharing.opened import open_book, places, refuse_part


@dataclass(frozen=True)
class HandedOver:
    """A workbook after a handover: its bytes and plan, who handed over to whom on which day, every
    cell that changed, and what to know about it.
    """

    data: bytes
    file: str
    plan: Plan
    leaver: str
    successor: str
    on: dt.date
    moves: tuple[Move, ...]
    problems: tuple[Problem, ...]

    @property
    def changed(self) -> bool:
        """Tell whether anything was open: else the bytes are those given."""
        return bool(self.moves)


def hand_over(
    source: Source, leaver: str, successor: str, judge: Judge, on: dt.date, *, name: str = ""
) -> HandedOver:
    """Hand over what is open in a workbook; where nothing is, its bytes are those given.

    Raises UnreadableError, and UsageError: E105 to E109 (see
    :func:`~btobsheet.life.parties.hands_of`), E112 a part of a plan, E050 .ods and .xlsb, E052 a
    cell of an array formula.
    """
    book = open_book(source, name)
    refuse_part(book.plan, book.file)
    hands = hands_of(book.plan, leaver, successor, on, book.file)
    wanted = moves(book.plan, hands)
    new = [one.id for one in wanted if one.table == "people" and one.field == "name"]
    where = places(book, {"people": new})
    there = {one: where.target(one.table, one.id, one.field) for one in wanted}
    found = tuple(one for one in wanted if there[one])
    plan = moved(book.plan, found)
    values = {target: one.after or None for one, target in there.items() if target}
    data = put_into(book, values, lambda: judge(plan), where)
    told = (
        *not_written(wanted, there),
        *beside(book.plan, hands),
        *overwritten(book, where, found),
        *_people(book.plan, hands, found),
        *alone(plan, frozenset(one.id for one in found if one.table == "tactics")),
    )
    return HandedOver(data, book.file, plan, hands.leaver, hands.successor, on, found, told)


def _people(plan: Plan, hands: Hands, found: tuple[Move, ...]) -> Iterator[Problem]:
    """Tell of a leaver who is not in the table of people (N420), and of a new row there (N421)."""
    if found and not any(hands.is_leaver(one.name) for one in plan.people):
        yield problem("N420", None, hands.leaver)
    for one in found:
        if one.table == "people" and one.field == "name":
            yield problem("N421", None, one.name, id=one.id)
