"""Rows of raw cells -> Plan, with every problem and its place.

The other direction is :mod:`btobsheet.layout.rows.written`.

Law: ``build`` of ``plan_rows(plan)`` gives the plan again, without a problem.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any

from btobsheet.layout.address import parse_a1
from btobsheet.layout.rows.drafts import (
    FORMULA_CODES,
    Draft,
    Said,
    Understood,
    label_of,
    understand,
)
from btobsheet.layout.rows.ids import Find, RawRow
from btobsheet.layout.rows.written import is_marked
from btobsheet.layout.typed.text import Raw, Typed, is_blank, plain
from btobsheet.plan.calendar import Month
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import CalendarUnit, Identity, Language, Plan, Settings
from btobsheet.plan.records import RECORDS, TABLES, Record, id_number
from btobsheet.problems import Detail, Origin, Place, Problem, problem
from btobsheet.quickclass import dataclass
from btobsheet.status.values import ratio_parts

__all__ = ["RawRow", "SettingsOrigin", "build", "plan_of"]

NO_IDENTITY = Identity()


@dataclass(frozen=True, slots=True)
class SettingsOrigin(Origin):
    """Where the settings were read: each in a row of its own.

    ``places`` by field of ``plan.model.Settings``.
    """

    places: tuple[tuple[str, Place], ...] = ()

    def place(self, name: str = "id") -> Place:
        """Give the place of one setting's value, or of the first setting."""
        return dict(self.places).get(name) or Origin.place(self, name)


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
    """Make the plan from raw rows by table, with every problem found, in the order of the cells."""
    rows = understand(tables, start, date1904=date1904, find=find)
    return plan_of(rows, language=language, calendar=calendar, template=template, identity=identity)


def plan_of(
    rows: Understood,
    *,
    language: Language,
    calendar: CalendarUnit = "week",
    template: str = "",
    identity: Identity = NO_IDENTITY,
) -> tuple[Plan, tuple[Problem, ...]]:
    """Make the plan of rows that are understood, with every problem, in the order of the cells."""
    problems = list(rows.problems)
    records: dict[str, Any] = {table: _records(table, rows.drafts[table]) for table in TABLES}
    problems += (item for table in TABLES for draft in rows.drafts[table] for item in draft.told())
    settings, about_settings = _settings(rows.settings)
    plan = Plan(
        start=rows.start,
        language=language,
        calendar=calendar,
        template=template,
        settings=settings,
        identity=identity,
        **records,
    )
    refused = {
        item.place for item in problems if item.code[0] == "E" and item.place and item.place.value
    }
    problems += (*about_settings, *_notices(plan, refused))
    return plan, tuple(in_order(item for item in problems if _is_told(item)))


def _is_told(item: Problem) -> bool:
    return item.code not in FORMULA_CODES or bool(item.place and item.place.cell)


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


def _records(table: str, drafts: Iterable[Draft]) -> tuple[Any, ...]:
    """Make a table's records, in the order of their ids."""
    made = [
        RECORDS[table](
            id=draft.id,
            examples=_examples(draft.row.cells),
            origin=draft.row.origin,
            **draft.values,
        )
        for draft in drafts
    ]
    return tuple(sorted(made, key=lambda record: (id_number(record.id), record.id)))


def _examples(cells: Mapping[str, Raw]) -> tuple[str, ...]:
    """Give the fields that still hold their example value, in the order of the mark
    ``;annual_target=120;``.
    """
    marks = plain(cells.get("examples"))
    if not marks:
        return ()
    kept = [
        name
        for name, raw in cells.items()
        if name not in ("id", "examples") and is_marked(name, {name: raw}, marks)
    ]
    return tuple(sorted(kept, key=lambda name: marks.find(f";{name}=")))


def _settings(rows: Sequence[Said]) -> tuple[Settings, list[Problem]]:
    """Make the settings; a blank or unreadable one keeps its default."""
    values: dict[str, Any] = {}
    places: list[tuple[str, Place]] = []
    problems: list[Problem] = []
    for said in rows:
        place, spec, made = said.row.origin.place("value"), said.spec, said.made
        if spec is None:
            unknown = problem("N313", place, plain(said.raw), name=said.name)
            problems += [] if is_blank(said.raw) else [unknown]
            continue
        places.append((spec.field, place))
        if isinstance(said.raw, str) and said.raw and is_blank(said.raw):
            made = Typed(None, "N217")
        if made.code:
            about: dict[str, Detail] = {
                "id": spec.id,
                "name": spec.id,
                "label": spec.id,
                "field": f"settings.{spec.field}",
            }
            problems.append(Problem(made.code, place, plain(said.raw), {**about, **made.details}))
        if made.value is not None:
            values[spec.field] = made.value
    first = rows[0].row.origin if rows else None
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
            and not action.times_planned
            and action.place("percent") not in unread
        ):
            found.append(_notice("N322", action, "percent", action.task))
    return found


def _notice(code: str, record: Record, column: str, name: str) -> Problem:
    return problem(
        code, record.place(column), id=record.id, name=name, label=label_of(record.id, name)
    )
