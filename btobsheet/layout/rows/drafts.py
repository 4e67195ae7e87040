"""Rows of raw cells understood, each cell once.

The plan's records and the cells to compare are both made of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from typing import Any

from btobsheet.layout.book import BOOK
from btobsheet.layout.kinds import (
    Examples,
    Identifier,
    Kind,
    KpiActual,
    Reference,
    Text,
)
from btobsheet.layout.rows.ids import Find, RawRow, with_ids
from btobsheet.layout.rows.named import formula_inputs, tell_names
from btobsheet.layout.rows.references import MEANS_NONE, References
from btobsheet.layout.rows.written import REFERABLE
from btobsheet.layout.sheets.settings import SETTINGS, SettingSpec
from btobsheet.layout.spec import Column
from btobsheet.layout.typed.dates import serial_day
from btobsheet.layout.typed.text import Raw, Row, Typed, clean, is_blank, match_key, plain
from btobsheet.plan.calendar import Month, plan_months
from btobsheet.plan.records import NOTHING, TABLES, is_percent_unit
from btobsheet.plan.spelling import trimmed
from btobsheet.problems import Detail, Problem
from btobsheet.quickclass import dataclass

_LABEL_WIDTH = 40
# What only a workbook's own formulas do not follow; a text file has none.
FORMULA_CODES = frozenset(("N205", "N206", "N217", "N218", "N304", "N311", "N314", "N315"))


@dataclass(slots=True)
class Draft:
    """One row understood: what its record holds, and what each filled cell says, by field."""

    table: str
    id: str
    row: RawRow
    values: dict[str, Any] = field(default_factory=dict)
    said: dict[str, Typed] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What people call it."""
        return str(self.values.get("name") or self.values.get("task") or "")

    def tell(self, made: Typed, column: str, raw: Raw) -> None:
        """Note what was refused or guessed in one cell."""
        place = self.row.origin.place(column)
        if place.cell or made.code not in FORMULA_CODES:
            self.problems.append(
                Problem(
                    made.code,
                    place,
                    plain(raw),
                    {"field": f"{self.table}.{column}", **made.details},
                )
            )

    def told(self) -> list[Problem]:
        """Give the problems with the record's id and name, once these are known."""
        own: dict[str, Detail] = {
            "id": self.id,
            "name": self.name,
            "label": label_of(self.id, self.name),
        }
        return [
            Problem(item.code, item.place, item.value, {**own, **item.details})
            for item in self.problems
        ]


@dataclass(frozen=True, slots=True)
class Said:
    """One row of the settings: its name as it stands there, what is known of it, and its value."""

    name: str
    spec: SettingSpec | None
    row: RawRow
    made: Typed

    @property
    def raw(self) -> Raw:
        """What stands in the cell."""
        return self.row.cells.get("value")


@dataclass(frozen=True, slots=True)
class Understood:
    """All rows of a workbook, understood; ``problems`` are those about ids."""

    start: Month
    drafts: Mapping[str, Sequence[Draft]]
    settings: Sequence[Said]
    references: References
    problems: tuple[Problem, ...]


def understand(
    tables: Mapping[str, Sequence[RawRow]],
    start: Month,
    *,
    date1904: bool = False,
    find: Mapping[str, Find] | None = None,
) -> Understood:
    """Understand every cell of raw rows by table; references point to ids afterwards.

    ``find`` tells by table under which id a row was handed out
    (:func:`btobsheet.layout.rows.ids.with_ids`).
    """
    problems: list[Problem] = []
    drafts: dict[str, list[Draft]] = {}
    for table in TABLES:
        rows, about_ids = with_ids(table, tables.get(table, ()), find.get(table) if find else None)
        problems += about_ids
        drafts[table] = [_row(table, record_id, row, start, date1904) for record_id, row in rows]
    references = References(
        {table: {draft.id: draft.name for draft in drafts[table]} for table in REFERABLE}
    )
    for table in TABLES:
        pointing = [one for one in columns_of(table).values() if isinstance(one.kind, Reference)]
        for draft in drafts[table]:
            for column in pointing:
                _point(draft, column, references, tables)
    tell_names(drafts)
    settings = _settings(tables.get("settings", ()), Row(start, date1904=date1904))
    return Understood(start, drafts, settings, references, tuple(problems))


def _settings(rows: Iterable[RawRow], context: Row) -> list[Said]:
    """Understand the settings; of a name that stands there twice the first row counts."""
    specs = {match_key(spec.id): spec for spec in SETTINGS}
    found = []
    for row in rows:
        name, raw = plain(row.cells.get("id")), row.cells.get("value")
        spec = specs.pop(match_key(name), None)
        made = Typed(None) if spec is None or is_blank(raw) else understood(spec.kind, raw, context)
        found.append(Said(name, spec, row, made))
    return found


@lru_cache(maxsize=16)
def columns_of(table: str) -> Mapping[str, Column]:
    """Give a table's columns that hold a value of the record, by name."""
    return {
        column.name: column
        for column in BOOK.table(table).inputs
        if not isinstance(column.kind, Identifier | Examples)
    }


@lru_cache(maxsize=4)
def _month_keys(start: Month) -> tuple[str, ...]:
    return tuple(map(str, plan_months(start)))


@dataclass(frozen=True, slots=True)
class _Field:
    """What is known of a field by its name: ``target.2026-09`` is ``column`` target's."""

    column: Column
    key: str
    attribute: str
    seen: bool
    """Whether formulas see the spaces around it: a text that they look up."""
    nothing: bool
    """Whether － in it says that there was nothing to count."""


@lru_cache(maxsize=4096)
def _field_of(table: str, name: str) -> _Field | None:
    """Find a field by its name; none where it is no part of the record."""
    base, _, key = name.partition(".")
    column = columns_of(table).get(base)
    if column is None:
        return None
    kind = column.kind
    seen = isinstance(kind, Text) and name in formula_inputs(table)
    return _Field(column, key, column.attribute, seen, isinstance(kind, KpiActual))


def _row(table: str, record_id: str, row: RawRow, start: Month, date1904: bool) -> Draft:
    draft = Draft(table, record_id, row)
    unit = plain(row.cells.get("unit"))
    context = Row(start, is_percent_unit(unit), date1904, unit)
    values, said = draft.values, draft.said
    months: dict[str, dict[str, object]] = {}
    marks: list[tuple[str, str]] = []
    nothing: list[str] = []
    for name, raw in row.cells.items():
        known = _field_of(table, name)
        if known is None:
            continue
        if is_blank(raw):
            if known.seen and _is_haunted(raw):
                draft.tell(Typed(None, "N217"), name, raw)
            continue
        made = understood(known.column.kind, raw, context)
        if known.seen and not made.code and _is_haunted(raw):
            made = Typed(made.value, "N217")
        said[name] = made
        if made.code:
            draft.tell(made, name, raw)
        if made.value is None:
            continue
        if not known.key:
            values[known.attribute] = made.value
        elif known.nothing and made.value == NOTHING:
            nothing.append(known.key)
        elif known.column.repeat == "months":
            months.setdefault(known.column.name, {})[known.key] = made.value
        else:
            marks.append((known.key, str(made.value)))
    if nothing:
        known_months = _month_keys(start)
        values["nothing"] = tuple(key for key in known_months if key in nothing)
    for base, found in months.items():
        values[base] = tuple(map(found.get, _month_keys(start)))
    if marks:
        values["calendar"] = tuple(sorted(marks))
    return draft


def _is_haunted(raw: Raw) -> bool:
    """Tell whether formulas see something around a text that people do not: a tab, a zero width."""
    if not isinstance(raw, str):
        return False
    if raw.isprintable():  # nearly every text
        return clean(raw) != raw.strip(" ")
    return trimmed(raw) != trimmed(clean(raw))


def understood(kind: Kind, raw: Raw, context: Row) -> Typed:
    """Read a cell.

    A number or a day that stands there as text is told (N206), since no formula sees it, and so is
    a day that is a number of eight digits (N218).
    """
    made = kind.parse(raw, context)
    if made.code:
        return made
    if not isinstance(raw, str):
        if kind.dated and _is_no_serial(raw, made.value, context):
            return Typed(made.value, "N218", {"read": str(made.value)})
    elif kind.counted and made.value not in (None, NOTHING):
        return Typed(made.value, "N206")
    return made


def _is_no_serial(raw: Raw, value: object, context: Row) -> bool:
    """Tell whether a day or month was read from a number that is another day's serial, or none."""
    if not isinstance(raw, int | float) or value is None:
        return False
    day = serial_day(raw, context.date1904)
    return value != (Month.of(day) if day and isinstance(value, Month) else day)


def _point(draft: Draft, column: Column, references: References, known: Iterable[str]) -> None:
    """Replace a reference's text by the id it means.

    Of a workbook's missing table only that is told (E102).
    """
    text = draft.values.pop(column.name, "")
    if not text or not isinstance(column.kind, Reference):
        return
    raw = draft.row.cells[column.name]
    typed = raw if isinstance(raw, str) else str(text)
    made = draft.said[column.name] = references.resolve(typed, column.kind)
    if made.value is not None:
        draft.values[column.name] = made.value
    lost = (
        made.code in MEANS_NONE
        and draft.row.origin.columns
        and not all(table in known for table in column.kind.tables)
    )
    if made.code and not lost:
        draft.tell(made, column.name, raw)


def label_of(record_id: str, name: str) -> str:
    """Give a record's id and name on one short line."""
    label = " ".join(f"{record_id} {name}".split())
    return label if len(label) <= _LABEL_WIDTH else label[: _LABEL_WIDTH - 1] + "…"
