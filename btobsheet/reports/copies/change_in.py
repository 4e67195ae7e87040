"""A change as one of two copies of a plan has it: how its record, field and values are worded."""

from __future__ import annotations

import datetime as dt
from typing import Final

from btobsheet.layout.book import declared
from btobsheet.layout.kinds import Choice, Kind, KpiValue, Percent, Reference
from btobsheet.layout.rows.written import REFERABLE
from btobsheet.layout.spec import Column
from btobsheet.plan.calendar import Month
from btobsheet.plan.diff import Change, Value
from btobsheet.plan.model import Plan
from btobsheet.plan.records import is_percent_unit
from btobsheet.plan.words import amount, number_text
from btobsheet.quickclass import dataclass
from btobsheet.reports.copies.unread import Unread, place_of
from btobsheet.reports.document import one_line
from btobsheet.reports.numbers import day, long_day, month_name
from btobsheet.status.presented import TARGET
from btobsheet.wording import text, text_or
from btobsheet.wording.columns import field_name
from btobsheet.wording.words import label

TEXT_WIDTH: Final = 40
PLAN_WORDS: Final = {"settings.language": "language", "settings.calendar": "unit"}


@dataclass(frozen=True)
class ChangeIn:
    """One of the two plans, with what is needed to word a value of the change as it stood there."""

    change: Change
    plan: Plan
    language: str
    unread: Unread

    @property
    def path(self) -> str:
        """Give the field with its table."""
        return f"{self.change.table}.{self.change.field}"

    @property
    def kind(self) -> Kind | None:
        """What the field holds; None where the layout does not know it."""
        known = declared(self.change.table, self.change.field)
        return known.kind if known else None

    @property
    def group(self) -> str:
        """The group of fixed words that a choice is taken from; empty for any other field."""
        return self.kind.group if isinstance(self.kind, Choice) else ""

    @property
    def is_planned(self) -> bool:
        """Tell whether people decide its value: a change of it is "put off" or "raised"."""
        known = declared(self.change.table, self.change.field)
        return bool(known and known.planned)

    @property
    def is_closed(self) -> bool:
        """Tell whether it is a KPI's target or actual of a month closed as presented."""
        closed = self.plan.months[: len(self.plan.history.closings)]
        return self.change.table == "kpis" and self.change.key in map(str, closed)

    @property
    def is_restated(self) -> bool:
        """Tell whether what it is after the change is not what was presented of a closed month: one
        that was filled in and then closed is.
        """
        if not self.is_closed:
            return False
        at = tuple(map(str, self.plan.months)).index(self.change.key)
        told = self.plan.history.closings[at].kpis.get(self.change.id)
        known = (told.target if self.change.field == TARGET else told.value) if told else None
        return known != self.change.after

    @property
    def unit(self) -> str:
        """Give the unit of the KPI whose value it is."""
        if not isinstance(self.kind, KpiValue):
            return ""
        return next((kpi.unit for kpi in self.plan.kpis if kpi.id == self.change.id), "")

    @property
    def is_fraction(self) -> bool:
        """Tell whether the value is a fraction shown as percent."""
        return isinstance(self.kind, Percent) or is_percent_unit(self.unit)

    def what(self) -> str:
        """Name the record: id and name."""
        return f"{self.change.id} {shortened(self.change.name)}".strip()

    def field(self) -> str:
        """Name the field; of a month with its month, of a calendar mark with its day."""
        name = field_name(self.language, self.change.table, self.change.field, self.change.field)
        column = declared(self.change.table, self.change.field)
        repeat = column.repeat if isinstance(column, Column) and self.change.key else ""
        if repeat == "months":
            month = self.month(Month.parse(self.change.key))
            said = text_or(self.language, f"changes.month_{self.change.field}", month=month)
            return said or f"{month} {name}"
        if repeat:
            return text(self.language, "changes.calendar_mark", key=self.calendar_key())
        return name

    def calendar_key(self) -> str:
        """Name the day or month of a calendar mark."""
        key = self.change.key
        if key.count("-") == 2:
            return self.day(dt.date.fromisoformat(key))
        return self.month(Month.parse(key))

    def day(self, value: dt.date) -> str:
        """Show a day, with its year only where it is not that of the plan's start, or where the
        change goes from one year to another.
        """
        both = self.change.before, self.change.after
        if len({one.year for one in both if isinstance(one, dt.date)}) > 1:
            return long_day(value, self.language)
        return day(value, self.language, self.plan.start.year)

    def month(self, value: Month) -> str:
        """Name a month, with its year only outside the plan's own."""
        if value not in self.plan.months:
            return self.dated_month(value)
        return month_name(value, self.language)

    def dated_month(self, value: Month) -> str:
        """Name a month with its year."""
        name = month_name(value, self.language)
        return text(self.language, "changes.month_of_year", year=value.year, month=name)

    def shown(self, value: Value) -> str:
        """Word a value as people see it in the workbook."""
        if value is None or value is False or value in ("", ()):
            return self.blank()
        if isinstance(value, Month):
            return self.dated_month(value)
        if isinstance(value, dt.date):
            return self.day(value)
        if isinstance(value, tuple):
            return shortened(text(self.language, "changes.separator").join(map(str, value)))
        if isinstance(value, bool):
            return label(self.group, "yes", self.language)
        return self.number(value) if isinstance(value, (int, float)) else self.words(value)

    def blank(self) -> str:
        """Word a blank: as what was typed there where nobody could read it."""
        place = place_of(self.change, self.plan) if self.unread else None
        typed = self.unread.get(place, "") if place else ""
        if typed:
            return text(self.language, "changes.unread", value=shortened(typed))
        return text(self.language, "changes.blank")

    def number(self, value: float) -> str:
        """Show a number, a fraction as percent."""
        return amount(value, "%") if self.is_fraction else number_text(value)

    def words(self, value: str) -> str:
        """Word a text: a choice by its word, a reference with its name, any other shortened."""
        if self.group:
            return label(self.group, value, self.language) or value
        if isinstance(self.kind, Reference):
            return self.reference(value)
        if self.path in PLAN_WORDS:
            return text(self.language, f"changes.{PLAN_WORDS[self.path]}.{value}")
        return shortened(value)

    def reference(self, record_id: str) -> str:
        """Give a reference as the drop-downs show it: id and name."""
        tables = (getattr(self.plan, table) for table in REFERABLE)
        records = (record for table in tables for record in table)
        name = next((record.name for record in records if record.id == record_id), "")
        return f"{record_id} {shortened(name)}".strip()


def shortened(value: str) -> str:
    """Put a text on one line and cut it where a sentence could not hold it."""
    line = one_line(value)
    return line if len(line) <= TEXT_WIDTH else line[: TEXT_WIDTH - 1] + "…"
