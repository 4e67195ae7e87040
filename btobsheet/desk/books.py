"""The workbooks as they are read for the pages: each once, until its file changes."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Sequence
from threading import RLock
from typing import Final

from btobsheet import api
from btobsheet.api import copies
from btobsheet.desk.folder import Folder, digest
from btobsheet.plan.calendar import Month
from btobsheet.plan.copies import Copy
from btobsheet.plan.model import Plan
from btobsheet.problems import BtobsheetError, Problem, UnreadableError, count_errors, problem
from btobsheet.sharing.merge.asked import Question
from btobsheet.status.figures import Assessment
from btobsheet.system.bounded import MAX_FILE

_KEPT: Final = 64
"""So many workbooks are kept in memory as they were read."""
Stamp = tuple[int, int, int]


class Book:
    """One workbook: what it holds and what is wrong in it; ``error`` where it cannot be read.

    ``seen`` tells its content from any other (:func:`~btobsheet.desk.folder.digest`).
    """

    def __init__(self, name: str, kind: str, data: bytes | BtobsheetError) -> None:
        """Take a file of the folder (or of a room in it) by its bytes, or why there are none."""
        self.name, self.kind = name, kind
        self.copy: Copy | None = None
        self.asked: tuple[Question, ...] | None = None
        self.error: BtobsheetError | None = None
        self.seen = ""
        self.reading: api.Reading | None = None
        self.problems: tuple[Problem, ...] = ()
        try:
            if isinstance(data, BtobsheetError):
                raise data
            if len(data) > MAX_FILE:
                raise UnreadableError(problem("E011"))
            self.seen = digest(data)
            reading, self.problems = api.check(data)
            self.reading = api.Reading(reading.plan, reading.problems, name)
        except BtobsheetError as error:
            error.file = error.file or name
            self.error = error

    @property
    def plan(self) -> Plan:
        """Give the plan; raises the error of a workbook that cannot be read."""
        if self.reading is None:
            raise self.error or AssertionError(self.name)
        return self.reading.plan

    @property
    def is_master(self) -> bool:
        """Tell whether it is a whole plan, not a part that was handed out."""
        return self.reading is not None and not self.plan.identity.issue.to

    @property
    def errors(self) -> int:
        """Count what is wrong in it."""
        return count_errors(self.problems)

    def assessment(self, on: dt.date | None = None) -> Assessment:
        """Judge it on a day, else on its own or today."""
        return api.assess(self.plan, on)

    def open_months(self) -> Sequence[Month]:
        """Give the months that are over and not closed yet."""
        plan, closed = self.plan, len(self.plan.history.closings)
        return plan.months[closed : self.assessment().closed_months]


class Shelf:
    """The workbooks read last, by file; one that was saved since is read anew."""

    def __init__(self, folder: Folder) -> None:
        """Begin with none."""
        self._folder = folder
        self._books: OrderedDict[tuple[str, str], tuple[Stamp, Book]] = OrderedDict()
        self._lock = RLock()

    def book(self, name: str, kind: str = "") -> Book:
        """Give a workbook as it is now; MissingError where there is none of that name."""
        found = self._folder.path(name, kind).stat()
        stamp = found.st_mtime_ns, found.st_size, found.st_ino
        with self._lock:  # reading is Python's own work: two at once would be no quicker
            known = self._books.pop((kind, name), None)
            made = known[1] if known and known[0] == stamp else self._read(name, kind)
            self._books[kind, name] = stamp, made
            while len(self._books) > _KEPT:
                self._books.popitem(last=False)
        return made

    def _read(self, name: str, kind: str) -> Book:
        try:
            return Book(name, kind, self._folder.read(name, kind))
        except BtobsheetError as error:
            return Book(name, kind, error)

    def questions(self, book: Book) -> tuple[Question, ...]:
        """Give the conflicts that are open in a workbook."""
        with self._lock:
            if book.asked is None:
                data = self._folder.read(book.name, book.kind)
                book.asked = copies.questions(data, name=book.name)
        return book.asked

    def copy(self, book: Book) -> Copy:
        """Give a workbook with all that tells where it comes from; its error where there is one."""
        with self._lock:
            if book.copy is None:
                found = copies.which([self._folder.path(book.name, book.kind)])
                if found.failures:
                    raise found.failures[0]
                book.copy = found.copies[0]
        return book.copy
