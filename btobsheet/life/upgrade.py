"""Take a workbook of an earlier form on to today's: the same plan, written anew; what cannot be
taken along is named.
"""

from __future__ import annotations

from collections.abc import Iterator

from btobsheet.excel.raw.grid import Source
from btobsheet.excel.raw.looks import looks_in
from btobsheet.excel.raw.notes import notes_in
from btobsheet.excel.raw.preflight import Package, RefusalError, kind_of
from btobsheet.excel.read.signs import hidden_sheet
from btobsheet.layout.book import LAYOUT_VERSION
from btobsheet.layout.rows.identity import HISTORY_SHEET
from btobsheet.life.not_taken import not_taken
from btobsheet.life.rewriting import rewritten
from btobsheet.plan.model import Plan
from btobsheet.problems import Problem, UsageError, problem
from btobsheet.quickclass import dataclass
from btobsheet.sharing.fill_maps import with_maps_of
from btobsheet.sharing.merge.left import Unsaid
from btobsheet.sharing.merge.resolving import stored_conflicts
from btobsheet.sharing.merge.written import Judge
from btobsheet.sharing.opened import Book, open_book

_MACROS = "xl/vbaProject.bin"
_REMEMBERS = "history_"
"""What the names begin with by which formulas look the approvals up."""


@dataclass(frozen=True)
class Upgraded:
    """A workbook taken on to today's form: its bytes, its plan, and from which form it came.

    ``left`` names what was not taken along, each with its tab and cell; ``cells`` counts the filled
    input cells, ``notes`` the cells with notes. ``newest``: it was of today's form already, and its
    bytes are as they were.
    """

    data: bytes
    file: str
    plan: Plan
    layout: int
    newest: bool = False
    left: tuple[Unsaid, ...] = ()
    problems: tuple[Problem, ...] = ()
    cells: int = 0
    notes: int = 0


def upgrade_book(source: Source, judge: Judge, *, name: str = "") -> Upgraded:
    """Take a workbook on to today's form.

    Raises UnreadableError (E021 for a form that is newer than today's), and UsageError: E050 .ods
    and .xlsb, E120 a part of a plan, E121 a workbook in which a merge left conflicts open.
    """
    book = open_book(source, name, verify=True, outputs=())
    if book.layout == LAYOUT_VERSION and hidden_sheet(book.result.grid, HISTORY_SHEET):
        told = (problem("N430", layout=LAYOUT_VERSION),)
        return Upgraded(book.data, book.file, book.plan, book.layout, newest=True, problems=told)
    _refuse(book)
    return taken_on(book, judge)


def taken_on(book: Book, judge: Judge) -> Upgraded:
    """Write an opened workbook anew in today's form, whatever form it has."""
    looks, said = looks_in(book.data), notes_in(book.data)
    made = rewritten(book, judge, looks, said)
    return Upgraded(
        with_maps_of(book.result.grid, made.book.data),
        book.file,
        made.book.plan,
        book.layout,
        left=not_taken(book, made, looks, said),
        problems=tuple(_told(book)),
        cells=sum(len(row) for rows in book.snapshot.tables.values() for row in rows.values()),
        notes=made.notes,
    )


def _refuse(book: Book) -> None:
    """Refuse what is not to be written anew: another kind of file, a part, an open merge."""
    try:
        kind = kind_of(Package(book.data))
    except RefusalError:
        kind = ""
    if kind != "xlsx":
        raise UsageError(problem("E050"), book.file)
    issue = book.identity.issue
    if issue.to:
        raise UsageError(problem("E120", value=issue.title or issue.to), book.file)
    if conflicts := stored_conflicts(book):
        raise UsageError(problem("E121", count=len(conflicts)), book.file)


def _told(book: Book) -> Iterator[Problem]:
    """Tell what people should know of the new workbook."""
    if not book.identity.plan_id:
        yield problem("W430")
    if not book.base:
        yield problem("W431")
    if _is_forgetful(book):
        yield problem("W432")
    if _MACROS in Package(book.data):
        yield problem("W433")
    unread = [
        item
        for item in book.result.problems
        if item.code[:2] in ("E2", "E3") and item.place and item.place.cell
    ]
    if unread:
        yield problem("N431", count=len(unread))


def _is_forgetful(book: Book) -> bool:
    """Tell whether the tab of approvals was deleted: formulas look for it."""
    return any(
        _REMEMBERS in cell.formula
        for located in book.result.tables.values()
        for cells in located.sheet.rows.values()
        for cell in cells.values()
        if cell.formula
    )
