"""What lies in the folder that people drop their copies into: read once, and never changed.

Every later step works on the bytes that were read here, so that a file which changes meanwhile is
not one thing to the merge and another to its marked copy.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from typing import Final, Literal

from btobsheet.excel.raw.grid import loaded
from btobsheet.problems import UnreadableError, UsageError, problem
from btobsheet.quickclass import dataclass
from btobsheet.sharing.collect.state import digest_of
from btobsheet.sharing.returned import SUFFIXES
from btobsheet.system.inputs import LOCK, same_file

Kind = Literal["open", "syncing", "folder", "link", "other"]

_SYNCING: Final = (".crdownload", ".part", ".partial", ".download", ".tmp", ".icloud")
"""How names end of what a browser or a sync program has not finished."""
_OF_SYSTEMS: Final = ("desktop.ini", "thumbs.db")


@dataclass(frozen=True)
class Dropped:
    """One workbook as it was read: its path and name, its bytes and their SHA-256; ``time`` is the
    file's own, in seconds.
    """

    path: str
    name: str
    data: bytes
    digest: str
    time: int


@dataclass(frozen=True)
class Passed:
    """What was not looked into, and why: open in Excel (its lock file), not synced yet, a folder
    that holds workbooks, a link that leads nowhere, or another kind of file.
    """

    name: str
    kind: Kind


@dataclass(frozen=True)
class Seen:
    """What lies in a folder."""

    files: tuple[Dropped, ...]
    failures: tuple[UnreadableError, ...]
    passed: tuple[Passed, ...]

    def file(self, path: str) -> Dropped | None:
        """Give a file by its path."""
        return next((one for one in self.files if one.path == path), None)


def look(folder: str, master: str, out: str) -> Seen:
    """Read every workbook of a folder, not of the folders in it; the master and what lies in the
    output folder are none of them.

    UsageError E764 where there is no such folder.
    """
    files: list[Dropped] = []
    failures: list[UnreadableError] = []
    passed: list[Passed] = []
    for name, path in _entries(folder):
        kind = _kind(name, path, out)
        if kind == "workbook":
            if same_file(path, master):
                continue
            try:
                files.append(_read(name, path))
            except UnreadableError as error:
                failures.append(error)
        elif kind:
            passed.append(Passed(name, kind))
    return Seen(tuple(files), tuple(failures), tuple(passed))


def _entries(folder: str) -> Iterator[tuple[str, str]]:
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 - texts, as the reader takes them
    except OSError:
        raise UsageError(problem("E764", value=folder), folder) from None
    for name in names:
        yield name, os.path.join(folder, name)  # noqa: PTH118 - as above


def _kind(name: str, path: str, out: str) -> Kind | Literal["workbook", ""]:
    """Say what an entry is; nothing for what is of no interest to anybody."""
    low = name.lower()
    if name.startswith(LOCK):
        return "open"
    if low.endswith(_SYNCING):
        return "syncing"
    if name.startswith(".") or low in _OF_SYSTEMS:
        return ""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - as above
    except OSError:
        return "link" if os.path.islink(path) else "other"  # noqa: PTH114 - as above
    if stat.S_ISDIR(mode):
        return "folder" if not same_file(path, out) and _holds_workbooks(path) else ""
    if not stat.S_ISREG(mode):
        return "other"
    return "workbook" if low.endswith(SUFFIXES) else "other"


def _holds_workbooks(folder: str) -> bool:
    try:
        with os.scandir(folder) as entries:
            return any(entry.name.lower().endswith(SUFFIXES) for entry in entries)
    except OSError:
        return False


def _read(name: str, path: str) -> Dropped:
    """Read a file whole; raises UnreadableError, E026 where it changed while it was read."""
    try:
        before = os.stat(path)  # noqa: PTH116 - as above
        data = loaded(path)
        after = os.stat(path)  # noqa: PTH116 - as above
    except OSError:
        raise UnreadableError(problem("E002"), path) from None
    states = {(one.st_size, one.st_mtime_ns) for one in (before, after)}
    if len(states) > 1 or len(data) != after.st_size:
        raise UnreadableError(problem("E026"), path)
    return Dropped(path, name, data, digest_of(data), int(after.st_mtime))
