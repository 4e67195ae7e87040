"""Which row of a workbook is which row of its base snapshot, by what stands in them.

Needed where ids cannot tell: lost, repeated, or left behind when the other columns were sorted. A
value that several rows share says little, so only values that are rare in the snapshot count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from btobsheet.layout.rows.ids import RawRow, canonical_id, days_of, input_names
from btobsheet.layout.typed.text import Raw, is_blank, match_key, plain
from btobsheet.plan.records import NAMING, OWNING
from btobsheet.quickclass import dataclass

_RARE = 2
_ENOUGH = 0.5
_NOT_COMPARED = ("id", "examples", "calendar")

Mark = tuple[str, str]


class Basis:
    """The rows of one table as they were handed out, to be found again by their values."""

    def __init__(self, table: str, rows: Iterable[Mapping[str, Raw]]) -> None:
        """Take the snapshot's rows; they are compared only when that is asked for."""
        self._names = input_names(table)
        self._days = days_of(table)
        self._rows = {
            record_id: row
            for row in rows
            if (record_id := canonical_id(table, plain(row.get("id"))))
        }

    @property
    def ids(self) -> Iterable[str]:
        """The ids that were handed out."""
        return self._rows

    @cached_property
    def _calls(self) -> Mapping[str, frozenset[str]]:
        """By id what a row is called, and no other one."""
        calls = {record_id: _calls(row) for record_id, row in self._rows.items()}
        counts = Counter(call for found in calls.values() for call in found)
        return {
            record_id: frozenset(call for call in found if counts[call] == 1)
            for record_id, found in calls.items()
        }

    @cached_property
    def marks(self) -> Mapping[str, frozenset[Mark]]:
        """By id what tells a row from the others."""
        marks = {record_id: self._marks(row) for record_id, row in self._rows.items()}
        counts = Counter(mark for found in marks.values() for mark in found)
        return {
            record_id: frozenset(mark for mark in found if counts[mark] <= _RARE)
            for record_id, found in marks.items()
        }

    @cached_property
    def _owners(self) -> Mapping[Mark, Sequence[str]]:
        owners: dict[Mark, list[str]] = {}
        for record_id, found in self.marks.items():
            for mark in found:
                owners.setdefault(mark, []).append(record_id)
        return owners

    def is_home(self, row: RawRow, record_id: str) -> bool:
        """Tell whether a row holds what was handed out under this id: it is still called as no
        other row was, or is like it by half.
        """
        called = self._calls.get(record_id)
        return (
            bool(called and called.intersection(_calls(row.cells)))
            or not self.marks.get(record_id)
            or self.likeness(row, record_id) >= _ENOUGH
        )

    def likeness(self, row: RawRow, record_id: str) -> float:
        """Give which part of a snapshot row's telling values a row holds: 0 … 1."""
        marks = self.marks.get(record_id)
        return len(marks & self._marks(row.cells)) / len(marks) if marks else 0.0

    def find(self, row: RawRow) -> str:
        """Give the id of the one snapshot row that a row is most like, at least by half.

        Empty for none or several.
        """
        marks = self._marks(row.cells)
        votes = Counter(owner for mark in marks for owner in self._owners.get(mark, ()))
        telling = {
            owner
            for mark in marks
            if mark[0] not in self._days
            for owner in self._owners.get(mark, ())
        }
        # that two rows begin and end on the same days says little
        votes = Counter({owner: count for owner, count in votes.items() if owner in telling})
        rated = sorted(
            ((count / len(self.marks[owner]), owner) for owner, count in votes.items()),
            reverse=True,
        )[:2]
        if not rated or rated[0][0] < _ENOUGH or (len(rated) > 1 and rated[1][0] == rated[0][0]):
            return ""
        return rated[0][1]

    def _marks(self, row: Mapping[str, Raw]) -> frozenset[Mark]:
        named = (
            (name, name.partition(".")[0], raw) for name, raw in row.items() if not is_blank(raw)
        )
        return frozenset(
            (name, match_key(plain(raw)))
            for name, column, raw in named
            if column in self._names and column not in _NOT_COMPARED
        )


def _calls(row: Mapping[str, Raw]) -> tuple[str, ...]:
    """Give what a row is called: its name, and its name with what it belongs to; nothing without a
    name.
    """
    name = next((plain(row.get(field)) for field in NAMING if not is_blank(row.get(field))), "")
    owner = next((plain(row.get(field)) for field in OWNING if not is_blank(row.get(field))), "")
    return (name, f"{name}\n{owner}") if name else ()


@dataclass(frozen=True)
class Compared:
    """Rows against the snapshot.

    ``swapped`` are rows that hold another row's content: the row, the id it bears, the id of its
    content. ``gone`` are ids that no row bears, each with the id of the row that holds its content
    now (empty: none).
    """

    swapped: tuple[tuple[RawRow, str, str], ...] = ()
    gone: tuple[tuple[str, str], ...] = ()


def compare_rows(basis: Basis, rows: Sequence[tuple[str, RawRow]]) -> Compared:
    """Compare a table's used rows, each with its id, with the snapshot."""
    ids = frozenset(basis.ids)
    at_home = {
        record_id for record_id, row in rows if record_id in ids and basis.is_home(row, record_id)
    }
    swapped = []
    for record_id, row in rows:
        if record_id in at_home or (record_id not in ids and at_home >= ids):
            continue
        found = basis.find(row)
        if found and found != record_id and found not in at_home:
            swapped.append((row, record_id, found))
    moved = {found: record_id for _, record_id, found in swapped}
    borne = {record_id for record_id, _ in rows}
    gone = tuple(
        (record_id, moved.get(record_id, "")) for record_id in basis.ids if record_id not in borne
    )
    return Compared(tuple(swapped), gone)
