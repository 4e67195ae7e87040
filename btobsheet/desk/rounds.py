"""Workbooks that were handed out and came back: which are here, and who is still awaited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from btobsheet.desk.books import Book
from btobsheet.desk.pages import desk
from btobsheet.plan.returned import state_of
from btobsheet.problems import Problem, problem
from btobsheet.quickclass import dataclass
from btobsheet.sharing.returned import SUFFIXES
from btobsheet.system import inputs


@dataclass(frozen=True)
class Returned:
    """One workbook that came back: whose it is, what became of it, what keeps it from merging."""

    book: Book
    who: str
    state: str
    changed: int | None
    refused: Problem | None

    @property
    def errors(self) -> int:
        """Count what is wrong in it."""
        return self.book.errors

    @property
    def may_mark(self) -> bool:
        """Tell whether a marked copy of it can be made."""
        return self.refused is None and self.book.name.lower().endswith(inputs.SUFFIXES)


def returned(master: Book) -> Sequence[Returned]:
    """Give the workbooks in the room of returned ones, by name."""
    names = desk().folder.files("returned", SUFFIXES)
    return tuple(one_returned(desk().shelf.book(name, "returned"), master) for name in names)


def one_returned(book: Book, master: Book) -> Returned:
    """Say what a workbook that came back is."""
    refused = refusal(book, master)
    if book.error:
        return Returned(book, "", "unreadable", None, refused)
    copy = desk().shelf.copy(book)
    who = book.plan.identity.issue.title or copy.saved_by
    state = "stranger" if refused else state_of(copy)
    return Returned(book, who, state, copy.changed, refused)


def refusal(book: Book, master: Book) -> Problem | None:
    """Say why a workbook cannot be merged into a plan; nothing where it can."""
    if book.error:
        return book.error.problem
    own, there = book.plan, master.plan
    known = own.identity.plan_id and there.identity.plan_id
    is_other = known and own.identity.plan_id != there.identity.plan_id
    if is_other or own.start != there.start:
        return problem("E701", value=book.name, master=master.name)
    return None


def awaited(master: Book, here: Sequence[Returned]) -> Sequence[str]:
    """Name those whose part was handed out last and has not come back; none where nothing was."""
    handed = [book for book in _books("handed") if not refusal(book, master)]
    last = max((on for book in handed if (on := book.plan.identity.issue.on)), default=None)
    if last is None:
        return ()
    parts = {
        book.plan.identity.issue.to: book.plan.identity.issue.title
        for book in handed
        if book.plan.identity.issue.on == last
    }
    back = [one.book for one in here if not one.refused]
    back += [book for book in _books("merged", last.toordinal()) if not book.error]
    answered = {book.plan.identity.issue.to for book in back if book.plan.identity.issue.on == last}
    return tuple(title for to, title in parts.items() if to not in answered)


def _books(kind: str, since: int = 0) -> Iterator[Book]:
    """Give a room's workbooks, those put there since a day."""
    folder = desk().folder
    for name in folder.files(kind, SUFFIXES):
        if folder.put_on(name, kind).toordinal() >= since:
            yield desk().shelf.book(name, kind)
