"""What came of merging cells: the changes that are agreed, the conflicts, and all else there is to
tell.
"""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from btobsheet.plan.cells import Entry, Row, Snapshot, Tables
from btobsheet.quickclass import dataclass


@dataclass(frozen=True)
class Copy:
    """A copy to merge: its file's name (one of its kind), its cells, and the cells it was handed
    out with (None: not known).
    """

    file: str
    snapshot: Snapshot
    base: Tables | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """What one copy says in a conflict: its value and the value it started from (None: blank).

    ``row`` where a whole row is at stake.
    """

    file: str
    value: Entry | None = None
    base: Entry | None = None
    row: Row = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Where a person has to decide; the master's value stands until then.

    ``kind``: ``cell`` two values for one cell; ``delete`` a copy has deleted a row that was changed
    elsewhere; ``restore`` a copy has changed a row that the master deleted (``field`` is empty for
    these two).
    """

    kind: Literal["cell", "delete", "restore"]
    table: str
    id: str
    field: str
    name: str
    master: Entry | None
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One cell of the master that gets a new value (None: blank), and the files that say so.

    ``added`` in a new row.
    """

    table: str
    id: str
    field: str
    before: Entry | None
    after: Entry | None
    files: tuple[str, ...]
    added: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """A new row: the id it has now, the file it came from and the id it bore there."""

    table: str
    id: str
    file: str
    was: str
    name: str


@dataclass(frozen=True, slots=True)
class Stale:
    """先祖返り avoided: a copy still holds the value it was handed out with, while the master has a
    newer one.
    """

    table: str
    id: str
    field: str
    file: str
    value: Entry | None
    master: Entry | None


@dataclass(frozen=True, slots=True)
class Gone:
    """A row that copies have deleted and nobody has changed: to be deleted by hand, if it is to
    be.
    """

    table: str
    id: str
    name: str
    files: tuple[str, ...]


@dataclass(frozen=True)
class Merged:
    """What came of a merge: the cells with every agreed change, and all there is to tell, each in a
    fixed order.

    ``alike`` are the new rows that say the same in every field (重複候補), by table and ids;
    ``again`` the rows of copies that the master holds already under another id, ``slips`` those
    whose number was mistyped.
    """

    tables: Tables
    changes: tuple[Change, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    added: tuple[Added, ...] = ()
    stale: tuple[Stale, ...] = ()
    gone: tuple[Gone, ...] = ()
    alike: tuple[tuple[str, tuple[str, ...]], ...] = ()
    again: tuple[Added, ...] = ()
    slips: tuple[Added, ...] = ()
