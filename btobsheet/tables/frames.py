"""Plans and assessments as tables: pandas DataFrames (pandas is imported on call), and CSV files.

A frame's index is the id (of people the name: not everybody named in a plan has an id). Texts are
texts (blank: empty), figures floats (blank: NaN), days and months ``datetime64`` (a month is its
first day; blank: NaT), choices their English codes; several texts in one field are joined by ``,
``. Months and calendar marks are columns ``target.2026-04``, ``calendar.2026-04-06``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, cast

from btobsheet.layout.sheets.settings import SETTINGS
from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Plan
from btobsheet.plan.records import (
    RECORDS,
    TABLES,
    Action,
    Kpi,
    Operation,
    Person,
    Record,
    Tactic,
    field_of,
)
from btobsheet.quickclass import dataclass
from btobsheet.status.figures import (
    ActionFigures,
    Assessment,
    KpiFigures,
    MonthFigures,
    OperationFigures,
    PersonFigures,
    RollUp,
    TacticFigures,
)
from btobsheet.text.write import MONTH_FIELDS, record_values

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from btobsheet.status.tracking import Tracked

# what a field's annotation becomes in a table; "" holds anything
_TYPES: Mapping[str, str] = {
    "str": "text",
    "str | None": "text",
    "tuple[str, ...]": "text",
    "tuple[tuple[str, str], ...]": "text",
    "Number": "float64",
    "Figure": "float64",
    "float": "float64",
    "int | None": "float64",
    "Months": "float64",
    "int": "int64",
    "bool": "bool",
    "bool | None": "boolean",
    "dt.date": "datetime64[s]",
    "dt.date | None": "datetime64[s]",
    "Month | None": "datetime64[s]",
}
_KPI = (
    "id scope name unit main counted aggregation direction from_ to baseline annual_target annual "
    "warn_line alarm_line last_year first_month last_month months_evaluated missing_months "
    "actual_to_date expected_to_date attainment status within_chance trend trend_z last_change "
    "worsening_streak forecast outlook run_rate required_pace delay_months "
    "unit_cost against_baseline parent parent_rate lag opening reporter"
)
_ACTION = (
    "id tactic task owner counted start end status percent planned working_days state weight "
    "effort phase times_planned times_done done_on"
)
_ROLLED = "status driver progress planned overdue due_soon"
_TACTIC = (
    f"id operation name channel decision stopped_on segment counted department owner {_ROLLED} "
    f"score fit_impact budget spent planned_cost hours_planned hours_spent"
)
_OPERATION = f"id name mission department owner tactic_count digital_share {_ROLLED}"
_PERSON = "name id department role kpis overdue due_soon missing days_per_month agreed_on"
_MONTH = "id month target actual"


@dataclass(frozen=True)
class Table:
    """A table of plain values: texts, numbers, bools, days and None.

    ``types`` are its columns in order, the first the index.
    """

    types: Mapping[str, str]
    rows: Sequence[Mapping[str, object]]


def frames(source: Plan | Assessment | Tracked) -> dict[str, DataFrame]:
    """Give a plan's tables, an assessment's figures or tracked reports as pandas DataFrames, by
    name.

    A plan has ``settings``, ``operations``, ``tactics``, ``kpis``, ``actions``, ``reviews``,
    ``costs``, ``people``, ``holidays`` and the tall ``kpi_months`` and ``cost_months``; an
    assessment has ``kpis``, ``kpi_months``, ``actions``, ``tactics``, ``operations`` and
    ``people``; tracked reports have ``reports``, ``kpis``, ``kpi_months``, ``actions`` and
    ``problems``. The index is the id (of people in an assessment the name, of tracked reports the
    plan's id). Texts are ``string`` (blank: empty), figures ``float64`` (blank: NaN;
    rates fractions, money yen), days and months ``datetime64`` (a month is its first day; blank:
    NaT), choices their English codes.
    """
    return {name: _frame(table) for name, table in _tables(source).items()}


def _tables(source: object) -> dict[str, Table]:
    if isinstance(source, Plan):
        return plan_tables(source)
    if isinstance(source, Assessment):
        return figure_tables(source)
    if type(source).__name__ != "Tracked":  # its class is loaded by whoever has one
        kind = type(source).__name__
        raise TypeError(f"source must be a Plan, an Assessment or a Tracked, not {kind}")
    from btobsheet.tables.tracking import tracked_tables

    made = tracked_tables(cast("Tracked", source)).items()
    return {
        name: Table({head: _TYPES[kind] for head, kind in heads.items()}, rows)
        for name, (heads, rows) in made
    }


def plan_tables(plan: Plan) -> dict[str, Table]:
    """Give a plan's tables."""
    settings = [
        {"id": spec.id, "value": _plain(getattr(plan.settings, spec.field))} for spec in SETTINGS
    ]
    made = {"settings": Table({"id": "text", "value": ""}, settings)}
    made |= {table: _record_table(plan, RECORDS[table], getattr(plan, table)) for table in TABLES}
    months = [
        {"id": kpi.id, "month": month.first, "target": target, "actual": actual}
        for kpi in plan.kpis
        for month, target, actual in zip(plan.months, kpi.target, kpi.actual, strict=True)
    ]
    costs = [
        {"id": cost.id, "month": month.first, "plan": planned, "actual": spent}
        for cost in plan.costs
        for month, planned, spent in zip(plan.months, cost.plan, cost.actual, strict=True)
    ]
    types = {"id": "text", "month": "datetime64[s]"}
    return made | {
        "kpi_months": Table(types | {"target": "float64", "actual": "float64"}, months),
        "cost_months": Table(types | {"plan": "float64", "actual": "float64"}, costs),
    }


def figure_tables(assessment: Assessment) -> dict[str, Table]:
    """Give an assessment's figures as tables.

    ``target`` of ``kpi_months`` is the effective one, ``actual`` the month's value.
    """
    months = [
        {
            "id": item.kpi.id,
            "month": month.first,
            "target": figures.target,
            "actual": figures.actual,
            "attainment": figures.attainment,
        }
        for item in assessment.kpis
        for month, figures in zip(assessment.plan.months, item.monthly, strict=True)
    ]
    month_types = {"id": "text", "month": "datetime64[s]"} | _annotated(MonthFigures)
    return {
        "kpis": _picked(_KPI, (KpiFigures, Kpi), ((item, item.kpi) for item in assessment.kpis)),
        "kpi_months": Table(month_types, months),
        "actions": _picked(
            _ACTION, (ActionFigures, Action), ((item, item.action) for item in assessment.actions)
        ),
        "tactics": _picked(
            _TACTIC,
            (TacticFigures, RollUp, Tactic),
            ((item, item.roll, item.tactic) for item in assessment.tactics),
        ),
        "operations": _picked(
            _OPERATION,
            (OperationFigures, RollUp, Operation),
            ((item, item.roll, item.operation) for item in assessment.operations),
        ),
        "people": _picked(
            _PERSON,
            (PersonFigures, Person),
            ((item, item.person or Person(id="")) for item in assessment.people),
        ),
    }


def _annotated(kind: type) -> dict[str, str]:
    """Give the column type of each field of a dataclass that a column can hold."""
    found = {item.name: _TYPES[str(item.type)] for item in fields(kind) if str(item.type) in _TYPES}
    return found | ({"missing_months": "int64"} if kind is KpiFigures else {})


def _picked(names: str, kinds: Sequence[type], items: Iterable[Sequence[object]]) -> Table:
    """Take fields by name, each from the first of the kinds that has it."""
    known = [_annotated(kind) for kind in kinds]
    source = {
        name: next(number for number, types in enumerate(known) if name in types)
        for name in names.split()
    }
    rows = [
        {field_of(name): _plain(getattr(item[number], name)) for name, number in source.items()}
        for item in items
    ]
    types = {field_of(name): known[number][name] for name, number in source.items()}
    return Table(types, rows)


def _record_table(plan: Plan, kind: type[Record], records: Iterable[Record]) -> Table:
    """Give a plan's table with every field; calendar marks have the columns that any record
    fills.
    """
    rows = [dict(_cells(plan, record)) for record in records]
    types: dict[str, str] = {}
    for name, column in _annotated(kind).items():
        if name in MONTH_FIELDS:
            types |= {f"{name}.{month}": column for month in plan.months}
        elif name == "calendar":
            types |= dict.fromkeys(
                sorted({key for row in rows for key in row if key.startswith("calendar.")}), column
            )
        elif name not in ("examples", "nothing"):
            types[field_of(name)] = column
    types["examples"] = "text"
    return Table(types, rows)


def _cells(plan: Plan, record: Record) -> Iterator[tuple[str, object]]:
    for name, value in record_values(plan, record):
        if isinstance(value, dict):
            yield from ((f"{name}.{key}", item) for key, item in value.items())
        else:
            yield name, _plain(value)


def _plain(value: object) -> object:
    """Give what one cell of a table holds."""
    if isinstance(value, Month):
        return value.first
    return ", ".join(map(str, value)) if isinstance(value, tuple) else value


def _frame(table: Table) -> DataFrame:
    from pandas import DataFrame  # lazy: importing it costs more than a whole report

    columns = {
        name: _series([row.get(name) for row in table.rows], kind)
        for name, kind in table.types.items()
    }
    return DataFrame(columns).set_index(next(iter(columns)))


def _series(values: Sequence[object], kind: str) -> Series:
    from pandas import Series

    if kind == "text":
        return Series(["" if value is None else value for value in values], dtype="string")
    if kind == "datetime64[s]":
        from numpy import array

        return Series(array(values, dtype=kind))
    if kind == "float64":  # － (nothing to count) is no number
        values = [value if isinstance(value, int | float) else None for value in values]
    return Series(values, dtype=kind or "object")
