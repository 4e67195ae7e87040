"""Rows of raw cells -> Plan, with every problem and its place.

The other direction is :mod:`btobsheet.layout.rows.written`.

Law: ``build`` of ``plan_rows(plan)`` gives the plan again, without a problem.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import field
from functools import lru_cache
from typing import Any

from btobsheet.layout.address import parse_a1
from btobsheet.layout.book import BOOK
from btobsheet.layout.kinds import Date, Kind, Number, Reference
from btobsheet.layout.rows.ids import Find, RawRow, with_ids
from btobsheet.layout.rows.references import References
from btobsheet.layout.rows.written import examples_text
from btobsheet.layout.sheets.settings import SETTINGS
from btobsheet.layout.spec import Column
from btobsheet.layout.typed.text import Raw, Row, Typed, is_blank, match_key, plain
from btobsheet.plan.calendar import Month, plan_months
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import (
    TABLES,
    Action,
    CalendarUnit,
    Holiday,
    Identity,
    Kpi,
    Language,
    Operation,
    Person,
    Plan,
    Record,
    Review,
    Settings,
    Tactic,
    id_number,
    is_percent_unit,
)
from btobsheet.problems import Detail, Origin, Place, Problem, problem
from btobsheet.quickclass import dataclass
from btobsheet.status.kpi import ratio_parts

__all__ = ["RawRow", "SettingsOrigin", "build"]

_RECORDS: dict[str, type[Record]] = {
    "operations": Operation,
    "tactics": Tactic,
    "kpis": Kpi,
    "actions": Action,
    "reviews": Review,
    "people": Person,
    "holidays": Holiday,
}
_LABEL_WIDTH = 40
NO_IDENTITY = Identity()
# What only a workbook's own formulas do not follow; a text file has none.
_FORMULA_CODES = frozenset(("N205", "N206", "N304", "N311", "N314"))


@dataclass(frozen=True, slots=True)
class SettingsOrigin(Origin):
    """Where the settings were read: each in a row of its own.

    ``places`` by field of ``plan.model.Settings``.
    """

    places: tuple[tuple[str, Place], ...] = ()

    def place(self, name: str = "id") -> Place:
        """Give the place of one setting's value, or of the first setting."""
        return dict(self.places).get(name) or Origin.place(self, name)


@dataclass(slots=True)
class _Draft:
    """A record in the making: its references are still texts."""

    table: str
    id: str
    row: RawRow
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def name(self) -> str:
        return str(self.values.get("name") or self.values.get("task") or "")

    def tell(self, made: Typed, column: str, raw: Raw) -> None:
        """Note what was refused or guessed in one cell."""
        place = self.row.origin.place(column)
        if place.cell or made.code not in _FORMULA_CODES:
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
            "label": _label(self.id, self.name),
        }
        return [
            Problem(item.code, item.place, item.value, {**own, **item.details})
            for item in self.problems
        ]


def build(
    tables: Mapping[str, Sequence[RawRow]],
    *,
    start: Month,
    language: Language,
    calendar: CalendarUnit = "week",
    template: str = "",
    date1904: bool = False,
    identity: Identity = NO_IDENTITY,
    find: Mapping[str, Find] | None = None,
) -> tuple[Plan, tuple[Problem, ...]]:
    """Make the plan from raw rows by table, with every problem found, in the order of the cells.

    ``find`` tells by table under which id a row was handed out
    (:func:`btobsheet.layout.rows.ids.with_ids`).
    """
    problems: list[Problem] = []
    drafts: dict[str, list[_Draft]] = {}
    for table in TABLES:
        rows, about_ids = with_ids(table, tables.get(table, ()), find.get(table) if find else None)
        problems += about_ids
        drafts[table] = [_draft(table, record_id, row, start, date1904) for record_id, row in rows]
    references = References(
        {
            table: {draft.id: draft.name for draft in drafts[table]}
            for table in ("operations", "tactics", "kpis")
        }
    )
    records = {table: _records(table, drafts[table], references, tables) for table in TABLES}
    problems += (item for table in TABLES for draft in drafts[table] for item in draft.told())
    settings, about_settings = _settings(tables.get("settings", ()), Row(start, date1904=date1904))
    plan = Plan(
        start=start,
        language=language,
        calendar=calendar,
        template=template,
        settings=settings,
        identity=identity,
        **records,
    )
    problems += (
        *about_settings,
        *_notices(
            plan,
            {
                item.place
                for item in problems
                if item.code[0] == "E" and item.place and item.place.cell
            },
        ),
    )
    return plan, tuple(
        in_order(
            item
            for item in problems
            if item.code not in _FORMULA_CODES or (item.place and item.place.cell)
        )
    )


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Put problems in the order of their sheets as they first come, then of row and column."""
    items = list(problems)
    sheets = {
        sheet: at
        for at, sheet in enumerate(dict.fromkeys(item.place.sheet for item in items if item.place))
    }
    return sorted(items, key=lambda item: _position(item.place, sheets))


def _position(place: Place | None, sheets: Mapping[str, int]) -> tuple[int, int, int]:
    if place is None:
        return (-1, 0, 0)
    row, column = parse_a1(place.cell) if place.cell else (place.line, 0)
    return (sheets[place.sheet], row, column)


@lru_cache(maxsize=16)
def _columns(table: str) -> Mapping[str, Column]:
    """Give a table's columns that hold a value of the record, by name."""
    return {
        column.name: column
        for column in BOOK.table(table).inputs
        if column.name not in ("id", "examples")
    }


@lru_cache(maxsize=4)
def _month_keys(start: Month) -> tuple[str, ...]:
    return tuple(map(str, plan_months(start)))


def _draft(table: str, record_id: str, row: RawRow, start: Month, date1904: bool) -> _Draft:
    draft = _Draft(table, record_id, row)
    unit = plain(row.cells.get("unit"))
    context = Row(start, is_percent_unit(unit), date1904, unit)
    columns = _columns(table)
    months: dict[str, dict[str, object]] = {}
    marks: list[tuple[str, str]] = []
    for name, raw in row.cells.items():
        base, _, key = name.partition(".")
        column = columns.get(base)
        if column is None or is_blank(raw):
            continue
        made = _understood(column.kind, raw, context)
        if made.code:
            draft.tell(made, name, raw)
        if made.value is None:
            continue
        if column.repeat == "months":
            months.setdefault(base, {})[key] = made.value
        elif column.repeat:
            marks.append((key, str(made.value)))
        else:
            draft.values[base] = made.value
    for base, found in months.items():
        draft.values[base] = tuple(map(found.get, _month_keys(start)))
    if marks:
        draft.values["calendar"] = tuple(sorted(marks))
    return draft


def _understood(kind: Kind, raw: Raw, context: Row) -> Typed:
    """Read a cell.

    A number or a day that stands there as text is told (N206), since no formula sees it.
    """
    made = kind.parse(raw, context)
    if (
        isinstance(raw, str)
        and not made.code
        and made.value is not None
        and isinstance(kind, Number | Date)
    ):
        return Typed(made.value, "N206")
    return made


def _records(
    table: str, drafts: Iterable[_Draft], references: References, known: Iterable[str]
) -> tuple[Any, ...]:
    """Make a table's records, in the order of their ids.

    References to tables that are not ``known`` cannot be followed.
    """
    pointing = [column for column in _columns(table).values() if isinstance(column.kind, Reference)]
    made = []
    for draft in drafts:
        for column in pointing:
            _point(draft, column, references, known)
        examples = _examples(draft.row.cells)
        made.append(
            _RECORDS[table](id=draft.id, examples=examples, origin=draft.row.origin, **draft.values)
        )
    return tuple(sorted(made, key=lambda record: (id_number(record.id), record.id)))


def _point(draft: _Draft, column: Column, references: References, known: Iterable[str]) -> None:
    """Replace a reference's text by the id it means.

    Of a workbook's missing table only that is told (E102).
    """
    text = draft.values.pop(column.name, "")
    if not text or not isinstance(column.kind, Reference):
        return
    made = references.resolve(text, column.kind)
    if made.value is not None:
        draft.values[column.name] = made.value
    lost = (
        made.code in ("E301", "E303")
        and draft.row.origin.columns
        and not all(table in known for table in column.kind.tables)
    )
    if made.code and not lost:
        draft.tell(made, column.name, draft.row.cells[column.name])


def _examples(cells: Mapping[str, Raw]) -> tuple[str, ...]:
    """Give the fields that still hold their example value, in the order of the mark
    ``;annual_target=120;``.
    """
    marks = plain(cells.get("examples"))
    if not marks:
        return ()
    named = (
        (name, examples_text((name,), {name: raw}))
        for name, raw in cells.items()
        if name not in ("id", "examples")
    )
    kept = [name for name, mark in named if mark and mark in marks]
    return tuple(sorted(kept, key=lambda name: marks.find(f";{name}=")))


def _settings(rows: Sequence[RawRow], context: Row) -> tuple[Settings, list[Problem]]:
    """Read the settings; a blank or unreadable one keeps its default."""
    specs = {match_key(spec.id): spec for spec in SETTINGS}
    values: dict[str, Any] = {}
    places: list[tuple[str, Place]] = []
    problems: list[Problem] = []
    for row in rows:
        name, raw = plain(row.cells.get("id")), row.cells.get("value")
        spec = specs.pop(match_key(name), None)
        place = row.origin.place("value")
        if spec is None:
            problems += [] if is_blank(raw) else [problem("N313", place, plain(raw), name=name)]
            continue
        places.append((spec.field, place))
        if is_blank(raw):
            continue
        made = _understood(spec.kind, raw, context)
        if made.code:
            about: dict[str, Detail] = {
                "id": spec.id,
                "name": spec.id,
                "label": spec.id,
                "field": f"settings.{spec.field}",
            }
            problems.append(Problem(made.code, place, plain(raw), {**about, **made.details}))
        if made.value is not None:
            values[spec.field] = made.value
    first = rows[0].origin if rows else None
    origin = SettingsOrigin(first.sheet, first.row, first.columns, tuple(places)) if first else None
    return Settings(origin=origin, **values), problems


def _notices(plan: Plan, unread: Set[Place | None]) -> list[Problem]:
    """Tell what is computed otherwise than its cell says.

    Not where the cell is ``unread``, which has been told.
    """
    found: list[Problem] = []
    lookup = Lookup.of(plan)
    for kpi in plan.kpis:
        if kpi.aggregation == "ratio":
            true_ratio = ratio_parts(kpi, lookup) is not None
            parts_read = unread.isdisjoint((kpi.place("numerator"), kpi.place("denominator")))
            if not true_ratio and parts_read:
                found.append(_notice("N320", kpi, "aggregation", kpi.name))
            elif true_ratio and any(value is not None for value in kpi.actual):
                found.append(_notice("N321", kpi, "aggregation", kpi.name))
    for action in plan.actions:
        if (
            action.status == "in_progress"
            and action.percent is None
            and action.place("percent") not in unread
        ):
            found.append(_notice("N322", action, "percent", action.task))
    return found


def _notice(code: str, record: Record, column: str, name: str) -> Problem:
    return problem(
        code, record.place(column), id=record.id, name=name, label=_label(record.id, name)
    )


def _label(record_id: str, name: str) -> str:
    """Give a record's id and name on one short line."""
    label = " ".join(f"{record_id} {name}".split())
    return label if len(label) <= _LABEL_WIDTH else label[: _LABEL_WIDTH - 1] + "…"
