"""Where the figures of an explanation stand: months and inputs with their cells."""

from __future__ import annotations

from btobsheet.plan.records import Cost, Record
from btobsheet.problems import problem
from btobsheet.reports import numbers
from btobsheet.reports.document import Cell, Table
from btobsheet.reports.numbers import Scale
from btobsheet.reports.problems import where
from btobsheet.reports.voice import Voice, columns_of
from btobsheet.status.figures import KpiFigures, MonthFigures
from btobsheet.status.rules import typed
from btobsheet.status.values import ratio_parts
from btobsheet.wording.columns import field_name

Input = tuple[str, str, str]
"""An input as it is listed: what it is, its value as shown, its cell."""


def months_table(voice: Voice, item: KpiFigures) -> Table:
    """List a KPI's months: target, value, attainment and the cell."""
    keys = ("col_month", "col_target", "col_actual_month", "col_attainment", "col_cell")
    scale = voice.scale(value for month in item.monthly for value in (month.target, month.actual))
    rows = tuple(
        _month_row(voice, item, index, month, scale)
        for index, month in enumerate(item.monthly, start=1)
    )
    return Table(voice.say("months_caption"), columns_of(voice, keys, right=keys[1:4]), rows)


def _month_row(
    voice: Voice, item: KpiFigures, index: int, month: MonthFigures, scale: Scale
) -> tuple[Cell, ...]:
    judged = index <= voice.assessment.closed_months
    missing = index in item.missing
    return (
        Cell(voice.month(index) if judged else voice.say("month_open", month=voice.month(index))),
        Cell(voice.quantity(month.target, item.kpi, scale)),
        Cell(voice.word("kpi_status", "no_data"), "missing")
        if missing
        else Cell(voice.quantity(month.actual, item.kpi, scale)),
        Cell(numbers.percent(month.attainment)),
        Cell(_month_cells(voice, item, index) or numbers.NONE),
    )


def _month_cells(voice: Voice, item: KpiFigures, index: int) -> str:
    """Name the cells a month's value comes from: two of a ratio."""
    key = f"actual.{voice.assessment.plan.months[index - 1]}"
    sources = ratio_parts(item.kpi, voice.lookup) or (item.kpi,)
    return voice.say("divided_by").join(filter(None, (cell_of(source, key) for source in sources)))


def cell_of(record: Record, column: str) -> str:
    """Name the cell of a record's column, or nothing where it was not read from a workbook."""
    if record.origin is None or column not in record.origin.columns:
        return ""
    return where(problem("N000", record.origin.place(column)))


def cost_inputs(voice: Voice, tactic: str, field: str) -> tuple[Input, ...]:
    """List the rows of ⑥ that make a tactic's budget (``plan``) or spending (``actual``), each with
    its sum and its cells; none where no row has any amount, so that ② is what counts.
    """
    sums = [
        (row, sum(amounts))
        for row in voice.lookup.costs_of.get(tactic, ())
        if (amounts := typed(getattr(row, field)))
    ]
    scale = voice.scale(amount for _, amount in sums)
    name = field_name(voice.language, "costs", field)
    return tuple(
        (
            f"{name} {row.id} {row.item}".strip(),
            voice.money(amount, scale),
            _span(voice, row, field),
        )
        for row, amount in sums
    )


def _span(voice: Voice, row: Cost, field: str) -> str:
    """Name the cells of a cost item's months, the first and the last that hold an amount."""
    at = [index for index, amount in enumerate(getattr(row, field)) if amount is not None]
    first, last = (
        cell_of(row, f"{field}.{voice.assessment.plan.months[k]}") for k in (at[0], at[-1])
    )
    if first in ("", last):
        return first
    return voice.say("month_span", first=first, last=last.rpartition("!")[2])


def inputs_table(
    voice: Voice,
    record: Record,
    table: str,
    shown: tuple[tuple[str, str], ...],
    more: tuple[Input, ...] = (),
) -> Table:
    """List inputs (field, value as shown) with their names and cells, then those of other rows."""
    named = (
        *(
            (field_name(voice.language, table, field), value, cell_of(record, field))
            for field, value in shown
        ),
        *more,
    )
    rows = tuple(tuple(Cell(part or numbers.NONE) for part in row) for row in named)
    return Table(
        voice.say("inputs_caption"),
        columns_of(voice, ("col_what", "col_value", "col_cell"), wide=("col_value",)),
        rows,
    )
