"""Cells as they are merged: from the rows of a read workbook or of a base snapshot, and back into a
base snapshot.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from btobsheet.layout.book import BOOK
from btobsheet.layout.kinds import Kind, KpiValue, Reference, Scalar, serial
from btobsheet.layout.rows.basis import base_rows
from btobsheet.layout.rows.identity import base_text
from btobsheet.layout.rows.ids import RawRow, canonical_id, with_ids
from btobsheet.layout.rows.references import References
from btobsheet.layout.sheets.settings import SETTINGS as SPECS
from btobsheet.layout.spec import Column
from btobsheet.layout.typed.text import Raw, Row, is_blank, is_error, match_key, plain
from btobsheet.plan.calendar import Month
from btobsheet.plan.merge.values import SETTINGS, Comparable, Entry, Key, Snapshot, Tables, Written
from btobsheet.plan.model import TABLES, Language, is_percent_unit
from btobsheet.problems import Origin
from btobsheet.quickclass import dataclass

_REFERABLE = ("operations", "tactics", "kpis")
_PLAIN = ("", "N205", "N206")
"""What is read without guessing: such a value is written in its proper form (済 becomes 完了), any
other as it was typed.
"""
_EXACT = 15
_SPECS = {match_key(spec.id): spec for spec in SPECS}
_NOWHERE = Origin("", 0)


@dataclass(frozen=True)
class Reading:
    """How a workbook's cells are to be understood: its plan's first month, the master's language,
    its date system.
    """

    start: Month
    language: Language
    date1904: bool = False


def take(
    rows: Mapping[str, Sequence[RawRow]],
    columns: Mapping[str, Iterable[str]],
    how: Reading,
    unsure: Iterable[tuple[str, int, str]] = (),
) -> Snapshot:
    """Make a snapshot of raw rows by table.

    ``columns`` are the fields that the workbook has, by table; ``unsure`` names cells, by table,
    row number and field, that say nothing.
    """
    found = {table: with_ids(table, rows.get(table, ()))[0] for table in TABLES}
    names = {
        table: {one: plain(row.cells.get("name")) for one, row in found[table]}
        for table in _REFERABLE
    }
    taker = _Taker(how, References(names), names)
    tables = {table: {one: taker.row(table, row) for one, row in found[table]} for table in TABLES}
    loose = (
        (table, one)
        for table in TABLES
        for one, row in found[table]
        if canonical_id(table, plain(row.cells.get("id"))) != one
    )
    at = {(table, row.origin.row): one for table in TABLES for one, row in found[table]}
    silent = {
        (table, at[table, number], field)
        for table, number, field in unsure
        if (table, number) in at
    }
    silent |= {
        (table, one, field)
        for table in TABLES
        for one, row in found[table]
        for field, raw in row.cells.items()
        if is_error(raw)
    }
    return Snapshot(
        {**tables, SETTINGS: taker.settings(rows.get(SETTINGS, ()))},
        _columns(columns),
        frozenset(silent),
        frozenset(loose),
    )


def of_base(base: str, how: Reading) -> Tables | None:
    """Give the cells of a base snapshot (JSON text); None where there is none or it is broken."""
    stored = base_rows(base)
    if not stored:
        return None
    rows = {
        table: [
            RawRow(_NOWHERE, {name: value for name, value in row.items() if _is_raw(value)})
            for row in found
        ]
        for table, found in stored.items()
    }
    return take(rows, {}, Reading(how.start, how.language)).tables


def to_base(tables: Tables, examples: Mapping[tuple[str, str], Scalar]) -> str:
    """Give the base snapshot of merged cells.

    ``examples`` are the marks of example values by table and id.
    """
    rows: dict[str, list[dict[str, Scalar]]] = {}
    for table, found in tables.items():
        rows[table] = [
            {
                "id": one,
                "examples": examples.get((table, one)),
                **{field: stored(entry.cell) for field, entry in row.items()},
            }
            for one, row in found.items()
        ]
    return base_text(rows)


def stored(cell: Written) -> Scalar:
    """Give a cell's content without dates: a day is its serial number."""
    return serial(cell) if isinstance(cell, dt.date) else cell


def entry_of(
    table: str, record_id: str, field: str, raw: Raw, tables: Tables, how: Reading
) -> Entry | None:
    """Understand one value for a cell, typed outside of it; ``tables`` are the cells it belongs
    to.
    """
    names = {
        one: {
            record: str(row["name"].cell)
            for record, row in tables.get(one, {}).items()
            if "name" in row
        }
        for one in _REFERABLE
    }
    full = {
        one: {record: names[one].get(record, "") for record in tables.get(one, {})}
        for one in _REFERABLE
    }
    unit = tables.get(table, {}).get(record_id, {}).get("unit")
    taker = _Taker(how, References(full), full)
    if table == SETTINGS:
        return taker.setting(record_id, raw)
    return taker.entry(table, field, raw, str(unit.cell) if unit else "")


def unreadable(
    cells: Iterable[tuple[Key, Entry]], tables: Tables, how: Reading
) -> list[tuple[Key, Entry]]:
    """Give those of the cells whose value nobody can read (約30 where a number belongs).

    ``tables`` are the cells they belong to.
    """
    names = {
        one: {
            record: str(row["name"].cell) if "name" in row else ""
            for record, row in tables.get(one, {}).items()
        }
        for one in _REFERABLE
    }
    taker = _Taker(how, References(names), names)
    return [
        (key, entry)
        for key, entry in cells
        if isinstance(entry.cell, str) and not taker.reads(key, entry.cell, tables)
    ]


def _columns(columns: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    return {table: frozenset(fields) - {"id", "examples"} for table, fields in columns.items()}


def _is_raw(value: object) -> bool:
    return value is None or isinstance(value, str | int | float)


@lru_cache(maxsize=16)
def _inputs(table: str) -> Mapping[str, Column]:
    return {
        column.name: column
        for column in BOOK.table(table).inputs
        if column.name not in ("id", "examples")
    }


class _Taker:
    """Turns raw cells into entries, in one workbook."""

    def __init__(
        self, how: Reading, references: References, names: Mapping[str, Mapping[str, str]]
    ) -> None:
        self.how = how
        self.references = references
        self.names = names
        self.pointed: dict[tuple[str, Reference], Entry | None] = {}

    def row(self, table: str, row: RawRow) -> dict[str, Entry]:
        """Take the filled cells of a row."""
        unit = plain(row.cells.get("unit"))
        found = (
            (name, self.entry(table, name, raw, unit))
            for name, raw in row.cells.items()
            if raw is not None
        )
        return {name: entry for name, entry in found if entry is not None}

    def settings(self, rows: Iterable[RawRow]) -> dict[str, dict[str, Entry]]:
        """Take the settings, each a row with the setting's id; blank ones too."""
        found: dict[str, dict[str, Entry]] = {}
        for row in rows:
            name = plain(row.cells.get("id"))
            spec = _SPECS.get(match_key(name))
            if name and (spec.id if spec else name) not in found:
                entry = self.setting(name, row.cells.get("value"))
                found[spec.id if spec else name] = {"value": entry} if entry else {}
        return found

    def setting(self, name: str, raw: Raw) -> Entry | None:
        """Take a setting's value; an unknown one as it is."""
        spec = _SPECS.get(match_key(name))
        if is_blank(raw) or is_error(raw):
            return None
        return _entry(spec.kind, raw, self.how, "") if spec else Entry(plain(raw), plain(raw))

    def entry(self, table: str, name: str, raw: Raw, unit: str) -> Entry | None:
        """Take one cell; None where it is blank, shows an error, or is no input of ours."""
        column = _inputs(table).get(name.partition(".")[0])
        if column is None or is_blank(raw) or is_error(raw):
            return None
        if isinstance(column.kind, Reference):
            return self.reference(plain(raw), column.kind)
        return _entry(column.kind, raw, self.how, unit if isinstance(column.kind, KpiValue) else "")

    def reads(self, key: Key, text: str, tables: Tables) -> bool:
        """Tell whether a text means anything in a cell."""
        table, record_id, field = key
        if table == SETTINGS:
            spec = _SPECS.get(match_key(record_id))
            return spec is None or _parsed(spec.kind, text, self.how, "")
        column = _inputs(table).get(field.partition(".")[0])
        if column is None:
            return True
        if isinstance(column.kind, Reference):
            return bool(self.references.resolve(text, column.kind).value)
        unit = tables.get(table, {}).get(record_id, {}).get("unit")
        return _parsed(column.kind, text, self.how, str(unit.cell) if unit else "")

    def reference(self, text: str, kind: Reference) -> Entry | None:
        """Take a reference: the id counts, written as the drop-downs offer it.

        One that means nobody as it is.
        """
        key = (text, kind)
        if key not in self.pointed:
            found = self.references.resolve(text, kind).value
            name = next(
                (names[str(found)] for names in self.names.values() if str(found) in names), ""
            )
            self.pointed[key] = (
                Entry(str(found), f"{found} {name}".strip()) if found else Entry(text, text)
            )
        return self.pointed[key]


def _entry(kind: Kind, raw: Raw, how: Reading, unit: str) -> Entry | None:
    """Understand a cell by its kind, remembering what was understood before: copies hold mostly the
    same.
    """
    return _understood(_Key(kind), raw, how.start, how.date1904, how.language, unit)


def _parsed(kind: Kind, text: str, how: Reading, unit: str) -> bool:
    """Tell whether a text is understood by a kind."""
    made = kind.parse(text, Row(how.start, is_percent_unit(unit), how.date1904, unit))
    return made.value is not None or not made.code


class _Key:
    """A kind as a key: the same one object is the same.

    Comparing its declaration would take longer.
    """

    __slots__ = ("kind",)

    def __init__(self, kind: Kind) -> None:
        self.kind = kind

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.kind is other.kind

    def __hash__(self) -> int:
        return id(self.kind)


@lru_cache(maxsize=1 << 16, typed=True)
def _understood(
    key: _Key, raw: Raw, start: Month, date1904: bool, language: Language, unit: str
) -> Entry | None:
    kind = key.kind
    if isinstance(kind, KpiValue) and isinstance(raw, int | float) and not isinstance(raw, bool):
        return Entry(
            _exact(raw), raw
        )  # as it stands: what 85 means changes with the row's unit, and would seem changed with it
    made = kind.parse(raw, Row(start, is_percent_unit(unit), date1904, unit))
    value: Any = made.value
    if value is None:
        return Entry(plain(raw), plain(raw)) if made.code else None
    if value is False or value == "" or value == ():
        return None
    if isinstance(value, Month):
        value = value.first
    as_typed = isinstance(value, tuple) or (made.code not in _PLAIN and isinstance(raw, str))
    cell: Any = (
        plain(raw)
        if as_typed
        else value
        if isinstance(value, dt.date)
        else raw
        if _is_number(raw)
        else kind.to_cell(made.value, language)
    )
    return Entry(_compared(value), cell)


def _is_number(raw: Raw) -> bool:
    return isinstance(raw, int | float) and not isinstance(raw, bool)


def _compared(value: Any) -> Comparable:
    if isinstance(value, bool | str | tuple | dt.date):
        return value
    return _exact(value)


def _exact(value: float) -> float:
    """Give a number as a spreadsheet keeps it: programs differ in the digits beyond."""
    return float(f"{value:.{_EXACT}g}")
