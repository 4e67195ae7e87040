"""What to do with a plan, in the order of a month, and what of it is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from btobsheet.desk.books import Book
from btobsheet.desk.pages import desk
from btobsheet.desk.rounds import returned
from btobsheet.quickclass import dataclass


@dataclass(frozen=True)
class Step:
    """One step: its ``key``, the page it is done on, what its sentence names."""

    key: str
    endpoint: str
    done: bool
    details: dict[str, Any]


def steps(book: Book) -> Sequence[Step]:
    """Give the steps for a plan; none for one that cannot be read."""
    return () if book.error else tuple(_steps(book))


def _steps(book: Book) -> Iterator[Step]:
    left = len(desk().shelf.questions(book))
    if left:
        yield Step("conflicts", "merging.conflicts", False, {"count": left})
    count = sum(not one.refused for one in returned(book))
    yield Step("copies", "copies.copies", not count, {"count": count})
    yield Step("fix", "plan.findings", not book.errors, {"count": book.errors})
    yield from _life(book)
    yield Step("report", "plan.report", True, {})


def _life(book: Book) -> Iterator[Step]:
    history, months = book.plan.history, book.open_months()
    yield Step("approve", "life.approve", bool(history.approvals), {})
    yield Step("handout", "handout.handout", bool(desk().folder.files("handed")), {})
    yield Step("close", "life.close", not months, {"count": len(months)})
