"""Where a workbook comes from: which plan and revision, what was changed since it was handed out,
who saved it last.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable

from btobsheet.layout.book import LAYOUT_VERSION
from btobsheet.layout.rows.identity import checksum
from btobsheet.plan.copies import Copy
from btobsheet.problems import UnreadableError
from btobsheet.quickclass import dataclass
from btobsheet.reports.copies.unread import is_unread
from btobsheet.reports.copies.which import compose_which
from btobsheet.reports.copies.which_data import which_json
from btobsheet.reports.document import Document
from btobsheet.reports.problems import Json
from btobsheet.sharing.opened import open_book

_ABOUT_IDENTITY = frozenset(("W404", "W405", "W407", "W408"))


@dataclass(frozen=True)
class Which:
    """Copies told apart; ``failures`` are the files that could not be read."""

    copies: tuple[Copy, ...]
    failures: tuple[UnreadableError, ...]
    language: str

    def document(self) -> Document:
        """Say it in words, newest first."""
        return compose_which(self.copies, self.failures, self.language, LAYOUT_VERSION)

    def data(self) -> Json:
        """Give it as data, schema ``btobsheet.which/1``."""
        return which_json(self.copies, self.failures, self.language)


def compare_copies(files: Iterable[str | os.PathLike[str]], language: str) -> Which:
    """Read all copies; those that cannot be read become failures."""
    copies, failures = [], []
    for file in files:
        try:
            copies.append(read_copy(file))
        except UnreadableError as error:
            failures.append(error)
    return Which(tuple(copies), tuple(failures), language)


def read_copy(source: str | os.PathLike[str], data: bytes | None = None) -> Copy:
    """Read one copy with all that tells where it comes from; raises :class:`UnreadableError`.

    ``data`` are its bytes where they are at hand.
    """
    given = source if data is None else data
    book = open_book(given, os.fspath(source), computed=False, verify=True)
    result, saved = book.result, book.saved()
    identity, base = result.plan.identity, book.base
    return Copy(
        file=book.file,
        plan=result.plan,
        cells=book.snapshot,
        base=base.plan(result.plan) if base else None,
        base_cells=base.tables(result.plan.language) if base else None,
        base_mark=checksum(identity.base) if base else "",
        changes=book.changes(),
        unread=tuple(item for item in result.problems if is_unread(item)),
        problems=tuple(item for item in result.problems if item.code in _ABOUT_IDENTITY),
        saved_by=saved.by,
        saved_at=saved.at.astimezone() if saved.at else None,
        file_time=dt.datetime.fromtimestamp(os.stat(source).st_mtime).astimezone(),  # noqa: PTH116 - as excel.grid does
    )
