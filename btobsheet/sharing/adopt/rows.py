"""Rows of the new plan as they are gathered: each value with the old cell it is from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field

from btobsheet.layout.address import a1
from btobsheet.layout.rows.ids import RawRow
from btobsheet.layout.typed.text import Raw, clean, match_key, plain
from btobsheet.plan.records import KGI, NAMING, RECORDS, make_id
from btobsheet.problems import Origin, Place
from btobsheet.quickclass import dataclass
from btobsheet.wording.headings import signs

Where = tuple[str, int, int]
"""A cell of the old plan: tab, row, column."""


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell of the old plan holds, and the cells it stands for (a bar's are several)."""

    raw: Raw
    at: tuple[Where, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """One cell of the old plan that was taken over: to which field of which row."""

    at: Where
    table: str
    id: str
    field: str


@dataclass(frozen=True, slots=True)
class CellOrigin(Origin):
    """Where a record's fields stand in the old plan: each in a cell of its own."""

    places: Mapping[str, Place] = field(default_factory=dict, compare=False, repr=False)

    def place(self, name: str = "id") -> Place:
        """Give the cell of one field, or the record's first cell."""
        return self.places.get(name) or next(iter(self.places.values()), Place(self.sheet))


class Rows:
    """The new plan's rows by table and id; names are found again however they are spelled."""

    def __init__(self) -> None:
        """Begin without a row."""
        self._cells: dict[str, dict[str, dict[str, Value]]] = {table: {} for table in RECORDS}
        self._ids: dict[tuple[str, str], str] = {}
        self.taken: list[Taken] = []

    def new(self, table: str) -> str:
        """Begin a row."""
        record_id = make_id(table, len(self._cells[table]) + 1)
        self._cells[table][record_id] = {}
        return record_id

    def named(self, table: str, value: Value) -> str:
        """Give the row of this name, a new one where there is none yet; KGI is no row."""
        name = clean(plain(value.raw))
        key = (table, match_key(name))
        if table == "tactics" and key[1] in map(match_key, signs("KGI")):
            return KGI
        if key not in self._ids:
            self._ids[key] = self.new(table)
            self._cells[table][self._ids[key]][RECORDS[table].naming] = value
        record_id = self._ids[key]
        self._note(table, record_id, RECORDS[table].naming, value)
        return record_id

    def put(self, table: str, record_id: str, name: str, value: Value) -> bool:
        """Put a value into a row; not where another one stands there already."""
        cells = self._cells[table].get(record_id)
        if cells is None:
            return False
        before = cells.get(name)
        if before is not None and plain(before.raw) != plain(value.raw):
            return False
        cells.setdefault(name, value)
        self._note(table, record_id, name, value)
        return True

    def extend(self, table: str, record_id: str, name: str, value: Value) -> None:
        """Put a text behind the one that stands in a row."""
        before = self._cells[table][record_id][name]
        both = Value(f"{plain(before.raw)} {plain(value.raw)}", (*before.at, *value.at))
        self._cells[table][record_id][name] = both
        self._note(table, record_id, name, value)

    def get(self, table: str, record_id: str, name: str) -> Value | None:
        """Give what stands in a row."""
        return self._cells[table].get(record_id, {}).get(name)

    def ids(self, table: str) -> tuple[str, ...]:
        """Give a table's ids."""
        return tuple(self._cells[table])

    def _note(self, table: str, record_id: str, name: str, value: Value) -> None:
        known = {(one.at, one.table, one.field) for one in self.taken[-8:]}
        for at in value.at:
            if (at, table, name) not in known:
                self.taken.append(Taken(at, table, record_id, name))

    def raw(self) -> dict[str, list[RawRow]]:
        """Give all rows as the readers of workbooks give them."""
        return {
            table: [RawRow(_origin(cells), _cells(record_id, cells)) for record_id, cells in rows]
            for table, rows in ((table, self._rows(table)) for table in self._cells)
        }

    def _rows(self, table: str) -> Iterator[tuple[str, dict[str, Value]]]:
        yield from self._cells[table].items()


def _cells(record_id: str, cells: Mapping[str, Value]) -> dict[str, Raw]:
    return {"id": record_id, **{name: value.raw for name, value in cells.items()}}


def _origin(cells: Mapping[str, Value]) -> CellOrigin:
    naming = sorted(cells, key=lambda name: name not in NAMING)
    places = {name: Place(at[0], a1(*at[1:])) for name in naming if (at := _first(cells[name]))}
    first = next(iter(places.values()), Place())
    return CellOrigin(first.sheet, 0, {}, places)


def _first(value: Value) -> Where | None:
    return value.at[0] if value.at else None
