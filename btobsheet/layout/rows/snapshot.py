"""Rows understood -> the cells of a workbook, to be compared and merged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, TypeGuard

from btobsheet.layout.kinds import Kind, KpiValue, Reference
from btobsheet.layout.rows.drafts import Draft, Understood, columns_of, understood
from btobsheet.layout.rows.ids import canonical_id
from btobsheet.layout.rows.references import MEANS_NONE, Names, References
from btobsheet.layout.rows.written import REFERABLE
from btobsheet.layout.sheets.settings import SETTINGS as SPECS
from btobsheet.layout.typed.text import (
    Raw,
    Row,
    Typed,
    composed,
    is_blank,
    is_error,
    match_key,
    plain,
)
from btobsheet.plan.calendar import Month
from btobsheet.plan.cells import SETTINGS, Comparable, Entry, Key, Snapshot, Tables
from btobsheet.plan.cells import Row as Cells
from btobsheet.plan.model import Language
from btobsheet.plan.records import TABLES, is_percent_unit
from btobsheet.quickclass import dataclass

_PLAIN = ("", "N205", "N206", "N217", "N218")
"""What is read without guessing: such a value is written in its proper form (済 becomes 完了), any
other as it was typed.
"""
_EXACT = 15
_SPECS = {match_key(spec.id): spec for spec in SPECS}


@dataclass(frozen=True)
class Reading:
    """How a workbook's cells are understood: the plan's first month, the language its words are
    written in, its date system.
    """

    start: Month
    language: Language
    date1904: bool = False


def snapshot(
    rows: Understood,
    language: Language,
    columns: Mapping[str, Iterable[str]] | None = None,
    unsure: Iterable[tuple[str, int, str]] = (),
    lost: Names | None = None,
) -> Snapshot:
    """Give the cells of rows that are understood, words written in ``language``.

    ``columns`` are the fields that the workbook has, by table (None: all); ``unsure`` names cells,
    by table, row number and field, that say nothing. ``lost`` are the names, by table and id, of
    rows that the workbook was handed out with and lost: what refers to them means them still.
    """
    gone = lost or {}
    names = {
        table: dict(gone.get(table, {}))
        | {draft.id: plain(draft.row.cells.get("name")) for draft in rows.drafts[table]}
        for table in REFERABLE
    }
    shown = {one: name for found in names.values() for one, name in found.items()}
    known = _Known(shown, References(names) if any(gone.values()) else None)
    tables: dict[str, Mapping[str, Cells]] = {
        table: {draft.id: _cells(draft, language, known) for draft in rows.drafts[table]}
        for table in TABLES
    }
    tables[SETTINGS] = _settings(rows, language)
    every = [(table, draft) for table in TABLES for draft in rows.drafts[table]]
    at = {(table, draft.row.origin.row): draft.id for table, draft in every}
    settings = [(said.spec.id if said.spec else said.name, said) for said in rows.settings]
    at |= {(SETTINGS, said.row.origin.row): one for one, said in settings}
    silent = {
        (table, at[table, number], field)
        for table, number, field in unsure
        if (table, number) in at
    } | {
        (table, draft.id, field)
        for table, draft in every
        for field, raw in draft.row.cells.items()
        if is_error(raw)
    }
    silent |= {(SETTINGS, one, "value") for one, said in settings if is_error(said.raw)}
    loose = (
        (table, draft.id)
        for table, draft in every
        if canonical_id(table, plain(draft.row.cells.get("id"))) != draft.id
    )
    there = None if columns is None else _columns(columns)
    return Snapshot(tables, there, frozenset(silent), frozenset(loose))


@dataclass(frozen=True)
class _Known:
    """Whom references may mean: names by id, and all rows, also those that were lost."""

    names: Mapping[str, str]
    every: References | None

    def meant(self, made: Typed, raw: Raw, kind: Reference) -> Typed:
        """Give whom a reference means, where its own workbook could not tell any more."""
        if made.code not in MEANS_NONE or self.every is None:
            return made
        found = self.every.resolve(plain(raw), kind)
        return found if found.value else made


def _columns(columns: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    return {table: frozenset(fields) - {"id", "examples"} for table, fields in columns.items()}


def _cells(draft: Draft, language: Language, known: _Known) -> Cells:
    """Give the filled cells of a row."""
    columns, cells = columns_of(draft.table), draft.row.cells
    found: dict[str, Entry] = {}
    for name, made in draft.said.items():
        kind, raw = columns[name.partition(".")[0]].kind, cells[name]
        if not is_error(raw):
            if isinstance(kind, Reference):
                entry = _pointing(known.meant(made, raw, kind), raw, known.names)
            else:
                entry = None
            if entry := entry or _entry(kind, raw, made, language):
                found[name] = entry
    return found


def _settings(rows: Understood, language: Language) -> dict[str, Cells]:
    """Give the settings, each a row with the setting's id; blank ones too."""
    found: dict[str, Cells] = {}
    for said in rows.settings:
        one = said.spec.id if said.spec else said.name
        if one and one not in found:
            entry = _setting(said.spec.kind if said.spec else None, said.raw, said.made, language)
            found[one] = {"value": entry} if entry else {}
    return found


def _setting(kind: Kind | None, raw: Raw, made: Typed, language: Language) -> Entry | None:
    """Give a setting's value; an unknown one's as it is."""
    if is_blank(raw) or is_error(raw):
        return None
    if kind is None:
        return Entry(composed(plain(raw)), plain(raw), plain(raw))
    return _entry(kind, raw, made, language)


def _pointing(made: Typed, raw: Raw, names: Mapping[str, str]) -> Entry | None:
    """Give a reference, written as the drop-downs offer it; one that means nobody as it is."""
    found = str(made.value) if made.value else ""
    if not found:
        return Entry(composed(plain(raw)), plain(raw), points=True) if made.code else None
    return Entry(found, f"{found} {names.get(found, '')}".strip(), found, points=True)


def _entry(kind: Kind, raw: Raw, made: Typed, language: Language) -> Entry | None:
    """Give what a cell says, as it was understood by its kind."""
    value: Any = made.value
    if isinstance(kind, KpiValue) and _is_number(raw):
        # as it stands: what 85 means changes with the row's unit, and would seem changed with it
        return Entry(_exact(raw), raw, value)
    if value is None:
        return Entry(composed(plain(raw)), plain(raw)) if made.code else None
    if value is False or value == "" or value == ():
        return None
    day = value.first if isinstance(value, Month) else value
    as_typed = isinstance(day, tuple) or (made.code not in _PLAIN and isinstance(raw, str))
    cell: Any
    if as_typed:
        cell = plain(raw)
    elif isinstance(day, dt.date):
        cell = day
    else:
        cell = raw if _is_number(raw) else kind.to_cell(value, language)
    return Entry(_compared(day), cell, value)


def _is_number(raw: Raw) -> TypeGuard[float]:
    return isinstance(raw, int | float) and not isinstance(raw, bool)


def _compared(value: Any) -> Comparable:
    if isinstance(value, str):
        return composed(value)
    if isinstance(value, tuple):
        return tuple(map(composed, value))
    if isinstance(value, bool | dt.date):
        return value
    return _exact(value)


def _exact(value: float) -> float:
    """Give a number as a spreadsheet keeps it: programs differ in the digits beyond."""
    return float(f"{value:.{_EXACT}g}")


def entry_of(
    table: str, record_id: str, field: str, raw: Raw, tables: Tables, how: Reading
) -> Entry | None:
    """Understand one value for a cell, typed outside of it, among the cells of ``tables``."""
    if is_blank(raw) or is_error(raw):
        return None
    names = _names(tables)
    if table == SETTINGS:
        spec = _SPECS.get(match_key(record_id))
        kind = spec.kind if spec else None
        made = understood(kind, raw, _context(how)) if kind else Typed(None)
        return _setting(kind, raw, made, how.language)
    column = columns_of(table).get(field.partition(".")[0])
    if column is None:
        return None
    if isinstance(column.kind, Reference):
        shown = {one: name for found in names.values() for one, name in found.items()}
        return _pointing(References(names).resolve(plain(raw), column.kind), raw, shown)
    unit = _unit(tables, table, record_id) if isinstance(column.kind, KpiValue) else ""
    return _entry(column.kind, raw, understood(column.kind, raw, _context(how, unit)), how.language)


def unreadable(
    cells: Iterable[tuple[Key, Entry]], tables: Tables, how: Reading
) -> list[tuple[Key, Entry]]:
    """Give those of the cells whose value nobody can read (約30 where a number belongs).

    ``tables`` are the cells they belong to: a reference may mean a row that only these hold.
    """
    references = References(_names(tables))

    def reads(key: Key, text: str) -> bool:
        table, record_id, field = key
        if table == SETTINGS:
            spec = _SPECS.get(match_key(record_id))
            return spec is None or _parsed(spec.kind, text, how, "")
        column = columns_of(table).get(field.partition(".")[0])
        if column is None:
            return True
        if isinstance(column.kind, Reference):
            return bool(references.resolve(text, column.kind).value)
        return _parsed(column.kind, text, how, _unit(tables, table, record_id))

    return [
        (key, entry)
        for key, entry in cells
        if isinstance(entry.cell, str) and not reads(key, entry.cell)
    ]


def _names(tables: Tables) -> dict[str, dict[str, str]]:
    return {
        one: {
            record: str(row["name"].cell) if "name" in row else ""
            for record, row in tables.get(one, {}).items()
        }
        for one in REFERABLE
    }


def _unit(tables: Tables, table: str, record_id: str) -> str:
    unit = tables.get(table, {}).get(record_id, {}).get("unit")
    return str(unit.cell) if unit else ""


def _context(how: Reading, unit: str = "") -> Row:
    return Row(how.start, is_percent_unit(unit), how.date1904, unit)


def _parsed(kind: Kind, text: str, how: Reading, unit: str) -> bool:
    """Tell whether a text is understood by a kind."""
    made = kind.parse(text, _context(how, unit))
    return made.value is not None or not made.code
