"""What a round found and made, as values."""

from __future__ import annotations

from typing import Any

from btobsheet.plan.returned import Answer
from btobsheet.problems import Problem
from btobsheet.quickclass import dataclass
from btobsheet.sharing.collect.folder import Passed
from btobsheet.sharing.returned import Returned


@dataclass(frozen=True)
class Marked:
    """A copy with errors: how many, and its marked copy (empty where none can be made of it)."""

    file: str
    errors: int
    path: str


@dataclass(frozen=True)
class Left:
    """A copy that was not taken into the merge: superseded by ``newer``, or refused by merging."""

    file: str
    newer: str = ""
    refused: Problem | None = None


@dataclass(frozen=True)
class Joined:
    """The merge: how many changes and open conflicts, what was left out, and what else it told;
    ``copies`` counts those taken in, ``carried`` the conflicts that have the answer of an earlier
    round.
    """

    changes: int
    conflicts: int
    unplaced: int
    copies: int
    left: tuple[Left, ...]
    carried: int = 0


@dataclass(frozen=True)
class Letter:
    """One letter: whom it is for, the part it is about (by its key), the person's name, the
    address where there is one, and where its draft and its text stand.
    """

    title: str
    key: str
    name: str
    address: str
    draft: str
    text: str


@dataclass(frozen=True)
class Round:
    """All of it; paths are those in the output folder."""

    title: str
    language: str
    folder: str
    out: str
    returned: Returned
    passed: tuple[Passed, ...]
    marked: tuple[Marked, ...]
    joined: Joined
    letters: tuple[Letter, ...]
    merged: str
    merge_page: str
    report: str
    edited: tuple[str, ...] = ()

    def marked_of(self, file: str) -> Marked | None:
        """Give a copy's marked copy."""
        return next((one for one in self.marked if one.file == file), None)

    def letter_of(self, answer: Answer, key: str) -> Letter | None:
        """Give the letter about a part; none about an older file of it."""
        if answer.older:
            return None
        return next((one for one in self.letters if one.key == key), None)

    @property
    def exit_code(self) -> int:
        """3 where files cannot be read, 1 where something is to be mended or decided, else 0."""
        if self.returned.failures:
            return 3
        joined = self.joined
        refused = any(one.refused for one in joined.left)
        return int(bool(joined.conflicts or joined.unplaced or refused or self.marked))


@dataclass(frozen=True)
class Collected:
    """What a round tells: as ``text`` and as ``data``, with the code a command ends with.

    ``data`` has the schema ``btobsheet.collect/1``; ``page`` is the path of index.html, ``written``
    and ``removed`` the files in the output folder that this run wrote and took away.
    """

    text: str
    data: dict[str, Any]
    exit_code: int
    page: str
    language: str
    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
