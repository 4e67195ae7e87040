"""Plan -> cells: what the writer puts into each input cell, by table, row and field name.

A month's field is ``target.2026-09``, a calendar mark's ``calendar.2026-04-06``. References are
written as the drop-downs offer them, ``T03 展示会``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Final

from btobsheet.layout.book import BOOK
from btobsheet.layout.kinds import Examples, KpiActual, Reference, Scalar
from btobsheet.layout.sheets.settings import SETTINGS
from btobsheet.layout.spec import Column, Table
from btobsheet.plan.model import Plan
from btobsheet.plan.records import KGI, NOTHING, TABLES, Record

Cells = dict[str, Scalar]
REFERABLE: Final[tuple[str, ...]] = tuple(
    table
    for table in TABLES
    if any(
        table in column.kind.tables
        for other in BOOK.tables
        for column in other.inputs
        if isinstance(column.kind, Reference)
    )
)
"""The tables whose records others refer to."""


def labels(plan: Plan) -> dict[str, str]:
    """Give the drop-down's text of every record that can be referred to, by id."""
    found = {KGI: KGI}
    for table in REFERABLE:
        for record in getattr(plan, table):
            found[record.id] = f"{record.id} {record.name}" if record.name else record.id
    return found


def plan_rows(plan: Plan) -> dict[str, list[Cells]]:
    """Give the input cells of every table, settings included, in the plan's order."""
    names = labels(plan)
    made = {
        table: [_cells(BOOK.table(table), record, plan, names) for record in getattr(plan, table)]
        for table in TABLES
    }
    made["settings"] = [
        {
            "id": spec.id,
            "value": spec.kind.to_cell(getattr(plan.settings, spec.field), plan.language),
        }
        for spec in SETTINGS
    ]
    return made


def _cells(table: Table, record: Record, plan: Plan, names: Mapping[str, str]) -> Cells:
    known = {item.name for item in fields(record)}
    cells: Cells = {}
    for column in table.inputs:
        if column.repeat == "months":
            values = getattr(record, column.attribute)
            cells.update(
                {
                    f"{column.name}.{month}": column.kind.to_cell(value, plan.language)
                    for month, value in zip(plan.months, values, strict=True)
                }
            )
            if isinstance(column.kind, KpiActual):
                nothing = getattr(record, "nothing", ())
                cells.update({f"{column.name}.{month}": NOTHING for month in nothing})
        elif column.repeat == "calendar":
            cells.update(
                {f"{column.name}.{key}": mark for key, mark in getattr(record, column.name)}
            )
        elif isinstance(column.kind, Reference):
            target = getattr(record, column.attribute)
            cells[column.name] = names.get(target, target) or None
        elif not isinstance(column.kind, Examples) and column.attribute in known:
            value = getattr(record, column.attribute)
            cells[column.name] = column.kind.to_cell(value, plan.language)
    if record.examples:
        cells["examples"] = examples_text(record.examples, cells)
    return cells


def examples_text(names: tuple[str, ...], cells: Cells) -> str | None:
    """Give the mark of example cells with their values: ``;annual_target=120;budget=500000;``."""
    marks = [f"{name}={_plain(cells[name])}" for name in names if cells.get(name) not in (None, "")]
    return f";{';'.join(marks)};" if marks else None


def base_text(rows: Mapping[str, Sequence[Cells]]) -> str:
    """Give the base snapshot: compact JSON of the input cells by table and row, blanks left out; of
    examples their names alone, since their values stand beside them (``;annual_target;``).
    """
    import json  # only for writing: reading a report's workbook need not pay for it

    slim = {table: [_slim(row) for row in table_rows] for table, table_rows in rows.items()}
    return json.dumps(slim, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _slim(row: Cells) -> dict[str, Scalar]:
    filled: Cells = {name: value for name, value in row.items() if value not in (None, "")}
    if marks := str(filled.pop("examples", "")):
        names = [name for name in filled if is_marked(name, filled, marks)]
        names.sort(key=lambda name: marks.find(f";{name}="))
        if names:
            filled["examples"] = f";{';'.join(names)};"
    return filled


def is_marked(name: str, row: Cells, marks: str) -> bool:
    """Tell whether a cell of a row still holds the example value that its marks name."""
    mark = examples_text((name,), row)
    return mark is not None and mark in marks


def with_values(row: Cells) -> Cells:
    """Give a row of the base with the values of its examples (``;annual_target=120;``); older ones
    have them already.
    """
    marks = row.get("examples")
    if not isinstance(marks, str) or "=" in marks:
        return row
    names = tuple(marks.strip(";").split(";"))
    return {**row, "examples": examples_text(names, row)}


def _plain(value: Scalar) -> str:
    """Show a value as ``&`` joins it in a formula: 120, 0.2, a day as its serial."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def input_columns(table: Table) -> tuple[Column, ...]:
    """Give the columns whose filling makes a row used: inputs without the id and the example
    marks.
    """
    return tuple(
        column
        for column in table.inputs
        if column.name != "id" and not isinstance(column.kind, Examples)
    )
