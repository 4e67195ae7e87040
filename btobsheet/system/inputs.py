"""Which workbooks a call means: files as named, and what lies in folders and under patterns."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from btobsheet.quickclass import dataclass

SUFFIXES = (".xlsx", ".xlsm")
_MAGIC = "*?["
"""What makes a name a pattern."""
LOCK = "~$"
"""How the file begins that Excel lays beside a workbook it has open."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files in the order they were asked for, each once.

    ``found`` are those that a folder or a pattern gave.
    """

    files: tuple[str, ...]
    found: frozenset[str] = frozenset()


def same_file(one: str | os.PathLike[str], other: str | os.PathLike[str]) -> bool:
    """Tell whether two paths are one file or folder; not where either can't be looked at."""
    try:
        return os.path.samefile(one, other)  # noqa: PTH121 - one call, one error to bear
    except OSError:
        return False


def is_many(names: Sequence[str]) -> bool:
    """Tell whether a call means a portfolio: several names, a folder that holds workbooks, or a
    pattern.
    """
    return len(names) > 1 or any(inside is not None for inside in map(_inside, names))


def find_inputs(names: Iterable[str]) -> Inputs:
    """Find the files of a call.

    A folder gives its own .xlsx and .xlsm files, a pattern (``plans/**/*.xlsx``) those it fits,
    both without hidden and lock files, by name. Of the files named themselves a lock file is left
    out where its workbook is named too: then it came from the shell. What is not there stays in the
    list, for whoever reads it to say so.
    """
    files: dict[str, str] = {}
    found: set[str] = set()
    named = tuple(names)
    for name in named:
        inside = _inside(name)
        if inside is None and not _is_lock_of(name, named):
            files.setdefault(_identity(name), name)
        for file in inside or ():
            if _identity(file) not in files:
                files[_identity(file)] = file
                found.add(file)
    return Inputs(tuple(files.values()), frozenset(found))


def _inside(name: str) -> list[str] | None:
    """Give the workbooks of a folder or a pattern; None for a name that stands for itself."""
    if os.path.isdir(name):  # noqa: PTH112 - pathlib costs 24 ms
        return _workbooks(os.path.join(name, one) for one in _names(name)) or None  # noqa: PTH118 - as above
    if any(sign in name for sign in _MAGIC) and not os.path.lexists(name):
        from btobsheet.system.patterns import matching  # lazy door

        return _workbooks(matching(name)) or None
    return None


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 - as above
    except OSError:
        return []


def _workbooks(paths: Iterable[str]) -> list[str]:
    def fits(path: str) -> bool:
        name = os.path.basename(path)  # noqa: PTH119 - as above
        is_book = name.lower().endswith(SUFFIXES) and not name.startswith((LOCK, "."))
        return is_book and not os.path.isdir(path)  # noqa: PTH112 - as above

    return sorted(filter(fits, paths))


def _is_lock_of(name: str, named: Sequence[str]) -> bool:
    folder, file = os.path.split(name)
    return file.startswith(LOCK) and os.path.join(folder, file.removeprefix(LOCK)) in named  # noqa: PTH118 - as above


def _identity(path: str) -> str:
    try:
        return os.path.normcase(os.path.realpath(path))
    except (OSError, ValueError):  # what no system has: whoever reads it says so
        return path
