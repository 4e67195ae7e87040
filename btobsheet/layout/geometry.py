"""Where everything stands in one concrete workbook: expanded columns, rows, names.

A declared column with ``repeat`` becomes twelve month columns or one a calendar step. The row two
above the header holds real dates, the one above it the month's number: formulas test these, never a
position.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cached_property

from btobsheet.layout.address import fixed_range, quoted
from btobsheet.layout.book import BOOK
from btobsheet.layout.rows.written import input_columns
from btobsheet.layout.spec import FIRST_ROW, HEADER_ROW, KEY_ROW, Column, Table
from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Plan
from btobsheet.quickclass import dataclass
from btobsheet.wording.forms import month_names

DATE_ROW = HEADER_ROW - 2
NUMBER_ROW = HEADER_ROW - 1
RISING_ROW, FALLING_ROW = KEY_ROW + 1, KEY_ROW + 2
"""Where powers of two stand above months, unseen: 2, 4 … 4096 and back."""
FREE_ROW = KEY_ROW + 2
"""Where a calendar of days tells its holidays, unseen."""


@dataclass(frozen=True)
class Slot:
    """One real column: its declaration, field (``target.2026-09``), header and number.

    ``step`` counts repeats from 1.
    """

    column: Column
    field: str
    header: str
    number: int
    step: int = 0
    day: dt.date | None = None


def calendar_days(plan_start: Month, unit: str) -> tuple[dt.date, ...]:
    """Give the calendar's columns as first days: Mondays from the one on or before the plan's
    start, days or months.
    """
    last = plan_start.plus(11).last
    if unit == "month":
        return tuple(plan_start.plus(k).first for k in range(12))
    step = 7 if unit == "week" else 1
    first = plan_start.first
    if unit == "week":
        first -= dt.timedelta(days=first.weekday())
    return tuple(first + dt.timedelta(days=k) for k in range(0, (last - first).days + 1, step))


def calendar_key(day: dt.date, unit: str) -> str:
    """Give a calendar column's key: its day, or its month."""
    return str(Month.of(day)) if unit == "month" else day.isoformat()


def month_name(month: Month, language: str) -> str:
    """Give a month's short name: 4月, Apr."""
    return month_names(language)[month.month - 1]


@dataclass(frozen=True)
class TableGeometry:
    """One table in one workbook."""

    table: Table
    plan_start: Month
    language: str
    unit: str
    rows: int

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """The real columns in order."""
        return tuple(self._slots())

    def _slots(self) -> Iterator[Slot]:
        at = self.table.first_column
        for column in self.table.columns:
            for step, (field, header, day) in enumerate(self._expand(column), start=1):
                yield Slot(column, field, header, at, step if column.repeat else 0, day)
                at += 1

    def _expand(self, column: Column) -> list[tuple[str, str, dt.date | None]]:
        head = column.header(self.language)
        if column.repeat == "months":
            months = [self.plan_start.plus(k) for k in range(12)]
            return [
                (
                    f"{column.name}.{month}",
                    f"{month_name(month, self.language)} {head}",
                    month.first,
                )
                for month in months
            ]
        if column.repeat == "calendar":
            return [
                (f"{column.name}.{calendar_key(day, self.unit)}", self._day_header(day), day)
                for day in calendar_days(self.plan_start, self.unit)
            ]
        return [(column.name, head, None)]

    def _day_header(self, day: dt.date) -> str:
        return (
            month_name(Month.of(day), self.language)
            if self.unit == "month"
            else f"{day.month}/{day.day}"
        )

    @cached_property
    def first_of(self) -> dict[str, int]:
        """The number of each declared column's first real column."""
        return {slot.column.name: slot.number for slot in reversed(self.slots)}

    @cached_property
    def last_of(self) -> dict[str, int]:
        """The number of each declared column's last real column."""
        return {slot.column.name: slot.number for slot in self.slots}

    @property
    def last_row(self) -> int:
        """The last row of the table."""
        return FIRST_ROW + self.rows - 1

    @property
    def last_column(self) -> int:
        """The last column of the table."""
        return self.slots[-1].number

    @cached_property
    def title(self) -> str:
        """The tab's name."""
        return BOOK.sheet_of(self.table.name).title(self.language)

    def input_runs(self) -> list[tuple[int, int]]:
        """Give the runs of neighbouring input columns (without id and example marks) as first and
        last number.
        """
        wanted = {column.name for column in input_columns(self.table)}
        runs: list[tuple[int, int]] = []
        for slot in self.slots:
            if slot.column.name in wanted:
                if runs and runs[-1][1] == slot.number - 1:
                    runs[-1] = (runs[-1][0], slot.number)
                else:
                    runs.append((slot.number, slot.number))
        return runs

    def name_range(self, first: int, last: int) -> str:
        """Give a defined name's range: from the header to one blank row below the table, so that it
        grows on insert.
        """
        return f"{quoted(self.title)}!{fixed_range(HEADER_ROW, first, self.last_row + 1, last)}"

    def names(self) -> dict[str, str]:
        """Give every defined name this table can offer: columns, month blocks, and the k-th column
        of a month block.
        """
        found: dict[str, str] = {}
        prefix = self.table.name
        for slot in self.slots:
            if not slot.step:
                found[f"{prefix}_{slot.field}"] = self.name_range(slot.number, slot.number)
            elif slot.column.repeat == "months":
                found[f"{prefix}_{slot.column.name}_{slot.step}"] = self.name_range(
                    slot.number, slot.number
                )
                found[f"{prefix}_{slot.column.name}"] = self.name_range(
                    self.first_of[slot.column.name], self.last_of[slot.column.name]
                )
        return found


def spare_rows(table: Table, used: int) -> int:
    """Count a table's rows in all: the declared ones, or what is used plus a quarter where that is
    more.
    """
    return table.rows if table.name == "settings" else max(table.rows, -(-used * 5 // 4))


def table_geometry(plan: Plan, name: str) -> TableGeometry:
    """Lay one table out for a plan."""
    table = BOOK.table(name)
    used = 0 if name == "settings" else len(getattr(plan, name))
    return TableGeometry(table, plan.start, plan.language, plan.calendar, spare_rows(table, used))
