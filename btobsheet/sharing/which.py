"""Where a workbook comes from: which plan and revision, what was changed since it was handed out,
who saved it last.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable

from btobsheet.excel.raw.grid import load
from btobsheet.excel.raw.preflight import Package, RefusalError, kind_of
from btobsheet.excel.raw.xmlparts import elements, local_name, unescape
from btobsheet.excel.read.reader import read_workbook
from btobsheet.layout.book import LAYOUT_VERSION
from btobsheet.layout.rows.basis import base_plan
from btobsheet.layout.rows.identity import checksum
from btobsheet.plan.copies import Copy
from btobsheet.plan.diff import diff
from btobsheet.problems import Problem, UnreadableError
from btobsheet.quickclass import dataclass
from btobsheet.reports.copies.unread import is_unread
from btobsheet.reports.copies.which import compose_which
from btobsheet.reports.copies.which_data import which_json
from btobsheet.reports.document import Document
from btobsheet.reports.problems import Json

_CORE = "docProps/core.xml"
_ABOUT_IDENTITY = frozenset(("W404", "W405", "W407", "W408"))


@dataclass(frozen=True)
class LastSaved:
    """What the program that saved a workbook noted: by whom and when (UTC).

    Nothing where it noted nothing.
    """

    by: str = ""
    at: dt.datetime | None = None


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


def read_copy(source: str | os.PathLike[str]) -> Copy:
    """Read one copy with all that tells where it comes from; raises :class:`UnreadableError`."""
    name = os.fspath(source)
    try:
        data = load(source)
    except RefusalError as refusal:
        raise UnreadableError(Problem(refusal.code, details=refusal.details), file=name) from None
    result = read_workbook(data, name, verify=True)
    identity, saved = result.plan.identity, last_saved(data)
    base = base_plan(result.plan) if identity.checksum_ok else None
    return Copy(
        file=name,
        plan=result.plan,
        base=base,
        base_mark=checksum(identity.base) if base else "",
        changes=diff(base, result.plan) if base else (),
        unread=tuple(item for item in result.problems if is_unread(item)),
        problems=tuple(item for item in result.problems if item.code in _ABOUT_IDENTITY),
        saved_by=saved.by,
        saved_at=saved.at.astimezone() if saved.at else None,
        file_time=dt.datetime.fromtimestamp(os.stat(source).st_mtime).astimezone(),  # noqa: PTH116 - as excel.grid does
    )


def last_saved(data: bytes) -> LastSaved:
    """Give who last saved a workbook and when, of an .xlsx file.

    Nothing where it was not saved since it was made.

    A workbook of ours bears one fixed moment as made and saved: that says nothing.
    """
    try:
        package = Package(data)
        if kind_of(package) != "xlsx" or _CORE not in package:
            return LastSaved()
        found = {
            local_name(tag): unescape(text).strip()
            for tag, _, text in elements(_CORE, package.read(_CORE), package.allowance)
        }
    except RefusalError:
        return LastSaved()
    saved = _moment(found.get("modified", ""))
    by = found.get("lastModifiedBy", "")
    return LastSaved(
        by, None if saved is None or saved == _moment(found.get("created", "")) else saved
    )


def _moment(text: str) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
