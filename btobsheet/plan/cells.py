"""The cells of a workbook by table, id and field, and the one comparison of them.

Merging, ``diff``, ``which`` and marked copies all ask :class:`Snapshot` what was changed, so they
never disagree. What nobody can read (約50件 where a number belongs) is a value too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any, Final, Literal

from btobsheet.plan.records import RECORDS, TABLES
from btobsheet.quickclass import dataclass

Comparable = str | float | bool | dt.date | tuple[str, ...]
Written = str | float | int | dt.date


@dataclass(frozen=True, slots=True)
class Entry:
    """What one filled cell holds.

    ``value`` is what counts and is compared; a text that nobody understands is its own. ``cell`` is
    how it is written into a workbook, ``read`` what the plan holds for it (None: nobody can read
    it). ``points``: it names another record, by its id.
    """

    value: Comparable
    cell: Written = field(compare=False)
    read: Any = field(default=None, compare=False)
    points: bool = field(default=False, compare=False)


Row = Mapping[str, Entry]
"""The filled cells of a record by field.

A month's field is ``target.2026-09``, a calendar mark's ``calendar.2026-04-06``.
"""
Tables = Mapping[str, Mapping[str, Row]]
"""Table -> id -> row."""
Key = tuple[str, str, str]
"""Table, id and field of a cell."""

SETTINGS: Final = "settings"
EVERY: Final = (SETTINGS, *TABLES)
NAMES: Final = {SETTINGS: "value"} | {table: kind.naming for table, kind in RECORDS.items()}
"""The field that says what a row is about, by table."""
_NO_ROW: Final[Row] = {}


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that holds another value than before (None: blank).

    Of a row that was ``added`` or ``removed`` as a whole ``field`` is empty.
    """

    kind: Literal["added", "removed", "changed"]
    table: str
    id: str
    field: str = ""
    before: Entry | None = None
    after: Entry | None = None


@dataclass(frozen=True)
class Snapshot:
    """The cells of one workbook.

    ``columns`` are the fields that could be read, by table: what has no column says nothing (None:
    all fields can be). ``unsure`` are cells that hold no word of a person (an error value, a
    formula that was never computed). ``loose`` are the (table, id) of rows whose id was not typed
    but given when reading.
    """

    tables: Tables
    columns: Mapping[str, frozenset[str]] | None = None
    unsure: frozenset[Key] = frozenset()
    loose: frozenset[tuple[str, str]] = frozenset()

    def has(self, table: str) -> bool:
        """Tell whether a table is there: only then is a row that is missing in it deleted."""
        return self.columns is None or table in self.columns

    def says(self, table: str, record_id: str, field: str) -> bool:
        """Tell whether the workbook says anything about a cell."""
        known = self.columns is None or field in self.columns.get(table, ())
        return known and (table, record_id, field) not in self.unsure

    def row(self, table: str, record_id: str) -> Row | None:
        """Give a row's filled cells; None where there is no such row."""
        return self.tables.get(table, {}).get(record_id)

    def changed(self, table: str, record_id: str, before: Row) -> list[str]:
        """Name the fields of a row in which the workbook says another thing than ``before``."""
        own = self.row(table, record_id) or _NO_ROW
        return [
            name
            for name in own.keys() | before.keys()
            if own.get(name) != before.get(name) and self.says(table, record_id, name)
        ]

    def changes(self, before: Tables) -> Iterator[CellChange]:
        """Name all in which the workbook says another thing than ``before``, table by table."""
        for table in EVERY:
            earlier, rows = before.get(table, {}), self.tables.get(table, {})
            again = renumbered(table, rows, earlier) if self.has(table) else {}
            for record_id, own in rows.items():
                if record_id in again:
                    yield CellChange("changed", table, record_id, "id", *_ids(again, record_id))
                    continue
                there = earlier.get(record_id, _NO_ROW if table == SETTINGS else None)
                if there is None:
                    yield CellChange("added", table, record_id)
                    continue
                for name in self.changed(table, record_id, there):
                    yield CellChange(
                        "changed", table, record_id, name, there.get(name), own.get(name)
                    )
            if table != SETTINGS and self.has(table):
                for record_id in earlier.keys() - rows.keys() - set(again.values()):
                    yield CellChange("removed", table, record_id)


def _ids(again: Mapping[str, str], record_id: str) -> tuple[Entry, Entry]:
    before = again[record_id]
    return Entry(before, before, before), Entry(record_id, record_id, record_id)


def renumbered(table: str, rows: Mapping[str, Row], before: Mapping[str, Row]) -> Mapping[str, str]:
    """Give the rows whose number was changed, perhaps by a slip: the id now -> the one before.

    Such a row is the same in all else, and no other row is. A day's number means nothing.
    """
    if table in (SETTINGS, "holidays"):
        return {}
    gone: dict[object, list[str]] = {}
    for one in before.keys() - rows.keys():
        if NAMES[table] in before[one]:
            gone.setdefault(content(before[one]), []).append(one)
    new: dict[object, list[str]] = {}
    for one in rows.keys() - before.keys() if gone else ():
        new.setdefault(content(rows[one]), []).append(one)
    return {
        new[said][0]: ids[0]
        for said, ids in gone.items()
        if len(ids) == 1 and len(new.get(said, ())) == 1
    }


def order(entry: Entry | None) -> tuple[str, str]:
    """Give what values of all kinds are sorted by, blank first."""
    return ("", "") if entry is None else (type(entry.value).__name__, str(entry.value))


def content(row: Row) -> tuple[tuple[str, tuple[str, str]], ...]:
    """Give what rows are sorted by."""
    return tuple((name, order(row[name])) for name in sorted(row))


def row_name(table: str, row: Row) -> str:
    """Give what people call a row, on one line; nothing where it has no name."""
    entry = row.get(NAMES[table])
    return " ".join(str(entry.cell).split()) if entry else ""


def same_row(table: str, one: Row, other: Row) -> bool:
    """Tell whether two rows are one and the same, perhaps edited: of one name, and alike in more
    than half of the fields.
    """
    field = NAMES[table]
    if one.get(field) != other.get(field):
        return False
    names = one.keys() | other.keys()
    return 2 * sum(one.get(name) == other.get(name) for name in names) > len(names)
