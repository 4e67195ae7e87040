"""What a merge works on: the cells of a workbook by table, id and field, and what came of merging
them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field
from typing import Final, Literal

from btobsheet.quickclass import dataclass

Comparable = str | float | bool | dt.date | tuple[str, ...]
Written = str | float | int | dt.date


@dataclass(frozen=True, slots=True)
class Entry:
    """What one filled cell holds: ``value`` is what counts and is compared, ``cell`` is how it is
    written into a workbook.

    A text that nobody understands (約50件 where a number belongs) is its own value.
    """

    value: Comparable
    cell: Written = field(compare=False)


Row = Mapping[str, Entry]
"""The filled cells of a record by field.

A month's field is ``target.2026-09``, a calendar mark's ``calendar.2026-04-06``.
"""
Tables = Mapping[str, Mapping[str, Row]]
"""Table -> id -> row."""
Key = tuple[str, str, str]
"""Table, id and field of a cell."""

NAMES: Final = {"actions": "task", "reviews": "result", "holidays": "date", "settings": "value"}
"""The field that says what a row is about, where it is not ``name``."""
POINTING: Final = {
    "tactics": ("operation",),
    "kpis": ("scope", "numerator", "denominator", "parent"),
    "actions": ("tactic",),
    "reviews": ("tactic", "kpi"),
}
"""The fields whose value is another record's id."""
SETTINGS: Final = "settings"


@dataclass(frozen=True)
class Snapshot:
    """The cells of one workbook.

    ``columns`` are the fields that could be read, by table: what has no column says nothing.
    ``unsure`` are cells that hold no word of a person (an error value, a formula that was never
    computed). ``loose`` are the (table, id) of rows whose id was not typed but given when reading.
    """

    tables: Tables
    columns: Mapping[str, frozenset[str]]
    unsure: frozenset[Key] = frozenset()
    loose: frozenset[tuple[str, str]] = frozenset()


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
    ``again`` the rows of copies that the master holds already under another id.
    """

    tables: Tables
    changes: tuple[Change, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    added: tuple[Added, ...] = ()
    stale: tuple[Stale, ...] = ()
    gone: tuple[Gone, ...] = ()
    alike: tuple[tuple[str, tuple[str, ...]], ...] = ()
    again: tuple[Added, ...] = ()


def order(entry: Entry | None) -> tuple[str, str]:
    """Give what values of all kinds are sorted by, blank first."""
    return ("", "") if entry is None else (type(entry.value).__name__, str(entry.value))


def content(row: Row) -> tuple[tuple[str, tuple[str, str]], ...]:
    """Give what rows are sorted by."""
    return tuple((name, order(row[name])) for name in sorted(row))


def row_name(table: str, row: Row) -> str:
    """Give what people call a row, on one line; nothing where it has no name."""
    entry = row.get(NAMES.get(table, "name"))
    return " ".join(str(entry.cell).split()) if entry else ""


def same_row(table: str, one: Row, other: Row) -> bool:
    """Tell whether two rows are one and the same, perhaps edited: of one name, and alike in more
    than half of the fields.
    """
    field = NAMES.get(table, "name")
    if one.get(field) != other.get(field):
        return False
    names = one.keys() | other.keys()
    return 2 * sum(one.get(name) == other.get(name) for name in names) > len(names)
