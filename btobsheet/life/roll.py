"""Roll a workbook into the next year: a new workbook, written as a template's is, that begins from
this year's plan and figures.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from unicodedata import normalize

from btobsheet.excel.raw.grid import Source
from btobsheet.excel.raw.notes import notes_in
from btobsheet.layout.address import a1
from btobsheet.layout.book import BOOK
from btobsheet.layout.rows.ids import canonical_id
from btobsheet.layout.typed.dates import LAST_YEAR
from btobsheet.life.rolling.scope import DROPPABLE
from btobsheet.life.rolling.told import Rollover
from btobsheet.life.rolling.year import roll_plan
from btobsheet.plan.calendar import MONTHS_A_PLAN
from btobsheet.plan.model import Identity, Plan, Previous
from btobsheet.plan.records import TABLES
from btobsheet.problems import Problem, UsageError, problem
from btobsheet.quickclass import dataclass
from btobsheet.sharing.fill_maps import with_maps_of
from btobsheet.sharing.merge.beside import Master
from btobsheet.sharing.merge.left import Unsaid
from btobsheet.sharing.merge.unsaid import unsaid
from btobsheet.sharing.merge.written import Judge
from btobsheet.sharing.opened import Book, open_book, refuse_part
from btobsheet.status.figures import Assessment

Write = Callable[[Plan], bytes]


@dataclass(frozen=True)
class Rolled:
    """Next year's workbook: its bytes, its plan, and what was left out and carried (``year``).

    ``old`` is this year's plan as judged; ``errors`` are those of its workbook: what nobody could
    read in a cell is not in the new one; ``unsaid`` are the words that stand in no cell of a plan
    (beside the tables, on added tabs, in comments), which are not in it either.
    """

    data: bytes
    file: str
    plan: Plan
    old: Assessment
    year: Rollover
    errors: tuple[Problem, ...]
    unsaid: tuple[Unsaid, ...]


def roll_book(
    source: Source,
    judge: Judge,
    write: Write,
    *,
    drop: Iterable[str] = (),
    carry_open: bool = False,
    plan_id: str = "",
    name: str = "",
) -> Rolled:
    """Make next year's workbook.

    ``judge`` gives this year's figures, ``write`` the bytes of a plan's workbook, which is to bear
    ``plan_id``. Raises
    UnreadableError, and UsageError: E110 an id to drop that is not in the plan, E111 one of a
    record that always goes on, E112 a part of a plan, E113 a year that no workbook could tell.
    """
    book = open_book(source, name, verify=True, outputs=())
    refuse_part(book.plan, book.file)
    if book.plan.start.plus(2 * MONTHS_A_PLAN - 1).year > LAST_YEAR:
        raise UsageError(problem("E113", most=LAST_YEAR), book.file)
    dropped = _dropped(book, drop)
    old = judge(book.plan)
    year = roll_plan(old, drop=dropped, carry_open=carry_open, identity=_identity(book, plan_id))
    return Rolled(
        data=with_maps_of(book.result.grid, write(year.plan)),
        file=book.file,
        plan=year.plan,
        old=old,
        year=year,
        errors=tuple(item for item in book.result.problems if item.severity == "error"),
        unsaid=tuple(_unsaid(book, write(book.plan))),
    )


def _identity(book: Book, plan_id: str) -> Identity:
    known, file = book.identity, os.path.basename(book.file)  # noqa: PTH119 - a text, not a file
    return Identity(
        plan_id=plan_id,
        revision=1,
        layout_version=BOOK.version,
        previous=Previous(
            plan_id=known.plan_id,
            revision=known.revision,
            start=str(book.plan.start),
            file=file.encode("utf-8", "replace").decode(),
        ),
    )


def _dropped(book: Book, drop: Iterable[str]) -> frozenset[str]:
    """Give the ids to drop in their one spelling; E110 and E111 for any other."""
    known = {record.id: table for table, record in book.plan.records()}
    found = set()
    for asked in drop:
        word = normalize("NFKC", asked).strip()
        ids = (canonical_id(table, word) for table in TABLES)
        one = next((one for one in (word, *ids) if one in known), "")
        if not one:
            raise UsageError(problem("E110", None, asked), book.file)
        if known[one] not in DROPPABLE:
            raise UsageError(problem("E111", None, asked), book.file)
        found.add(one)
    return frozenset(found)


def _unsaid(book: Book, again: bytes) -> Iterator[Unsaid]:
    """Name the words of a workbook that stand in no cell of its plan, by a workbook made anew of
    the plan; what is told as an error is left out.
    """
    told = {
        (item.place.sheet, item.place.cell)
        for item in book.result.problems
        if item.place and item.severity == "error"
    }
    found = unsaid(book.file, book, Master(open_book(again, outputs=())))
    yield from (one for one in found if (one.tab, one.cell) not in told)
    notes = notes_in(book.data)
    for at in notes.cells():
        yield from (Unsaid(book.file, at[0], a1(*at[1:]), "note", word) for word in notes.said(at))
