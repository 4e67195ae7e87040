"""What a column holds: how a value is read from a cell, put into one, shown and validated.

One small class a kind, both directions. ``parse`` takes what a cell holds (text, number, bool or
None) and a :class:`~btobsheet.layout.typed.text.Row` of context; it never raises, but gives a value
with a problem code. References are resolved later, when every id is known.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import ClassVar

from btobsheet.layout.typed import dates as typed_dates
from btobsheet.layout.typed import numbers as typed_numbers
from btobsheet.layout.typed import text as typed
from btobsheet.layout.typed.text import Raw, Row, Typed
from btobsheet.plan.calendar import Month
from btobsheet.plan.records import NOTHING
from btobsheet.quickclass import dataclass
from btobsheet.wording import text
from btobsheet.wording.words import CHOICES, label

Scalar = str | float | int | bool | None
EPOCH = dt.date(1899, 12, 30)


def serial(day: dt.date) -> int:
    """Give a day's serial number in the 1900 system."""
    return (day - EPOCH).days


@dataclass(frozen=True)
class Kind:
    """A kind of cell; ``align`` is left, right or center.

    ``dated`` tells that it holds days, ``counted`` that formulas see it only as a number, which a
    day is too. (A kind without fields of its own needs no decorator.)
    """

    number_format: ClassVar[str] = "General"
    align: ClassVar[str] = "left"
    dated: ClassVar[bool] = False
    counted: ClassVar[bool] = False

    def parse(self, raw: Raw, row: Row) -> Typed:
        """Read what a cell holds."""
        raise NotImplementedError

    def to_cell(self, value: object, language: str) -> Scalar:
        """Give what to write into a cell: text, number (days as serials) or None."""
        raise NotImplementedError

    def choices(self, language: str) -> Sequence[str]:
        """Give the fixed words of the drop-down, or nothing."""
        return ()


@dataclass(frozen=True)
class Text(Kind):
    """Free text, as typed."""

    wrap: bool = False

    def parse(self, raw: Raw, row: Row) -> Typed:
        return typed.parse_text(raw)

    def to_cell(self, value: object, language: str) -> Scalar:
        return str(value) if value else None


class PersonName(Text):
    """The name of a person, offered from the people table; another name only warns."""


class Department(Text):
    """The name of a department."""


class TextList(Kind):
    """Several texts in one cell, separated by commas (、 ， ; and line breaks are understood)."""

    def parse(self, raw: Raw, row: Row) -> Typed:
        return typed.parse_list(raw)

    def to_cell(self, value: object, language: str) -> Scalar:
        items = value if isinstance(value, tuple) else ()
        return text(language, "forms.list_separator").join(items) or None


@dataclass(frozen=True)
class Number(Kind):
    """A number; with ``low`` and ``high`` bounds where the meaning has them (else both None)."""

    low: float | None = None
    high: float | None = None
    align: ClassVar[str] = "right"
    counted: ClassVar[bool] = True

    def parse(self, raw: Raw, row: Row) -> Typed:
        return typed_numbers.parse_number(raw, low=self.low, high=self.high)

    def to_cell(self, value: object, language: str) -> Scalar:
        return value if isinstance(value, int | float) else None


class Shift(Number):
    """Days that something has moved, with their sign; nothing is shown where it has not."""

    number_format: ClassVar[str] = "+0;-0;"


class Money(Number):
    """An amount of money in yen."""

    number_format: ClassVar[str] = "#,##0"


class Percent(Number):
    """A fraction shown as percent: 0…1 as it is, over 1 up to 100 is divided by 100, the rest is
    refused.
    """

    number_format: ClassVar[str] = "0%"

    def parse(self, raw: Raw, row: Row) -> Typed:
        return typed_numbers.parse_percent(raw)


class KpiValue(Number):
    """A KPI's value: a number in the KPI's unit; in a row whose unit is ``%`` a fraction.

    There a number over 2 is taken as percent points (85 → 0.85): up to 2 it is the fraction that
    Excel stores where somebody types 120% into a cell of percent format.
    """

    number_format: ClassVar[str] = "#,##0"

    def parse(self, raw: Raw, row: Row) -> Typed:
        return typed_numbers.parse_kpi_value(raw, percent=row.percent, unit=row.unit)


class KpiActual(KpiValue):
    """A KPI's actual: its value, or － where there was nothing to count (then nothing is
    missing).
    """

    def parse(self, raw: Raw, row: Row) -> Typed:
        return typed_numbers.parse_actual(raw, percent=row.percent, unit=row.unit)

    def to_cell(self, value: object, language: str) -> Scalar:
        return NOTHING if value == NOTHING else super().to_cell(value, language)


@dataclass(frozen=True)
class Date(Kind):
    """A day; ``edge`` tells which day 上旬, a month or a quarter means: its ``start`` or
    ``end``.

    ``short`` shows it without its year, where all are of the plan's.
    """

    edge: str = "start"
    short: bool = False
    number_format: ClassVar[str] = "yyyy/m/d"
    align: ClassVar[str] = "center"
    dated: ClassVar[bool] = True
    counted: ClassVar[bool] = True

    def parse(self, raw: Raw, row: Row) -> Typed:
        return typed_dates.parse_date(raw, start=row.start, edge=self.edge, date1904=row.date1904)

    def to_cell(self, value: object, language: str) -> Scalar:
        return serial(value) if isinstance(value, dt.date) else None


class MonthKind(Kind):
    """A month, stored as its first day."""

    number_format: ClassVar[str] = "yyyy/m"
    align: ClassVar[str] = "center"
    dated: ClassVar[bool] = True
    counted: ClassVar[bool] = True

    def parse(self, raw: Raw, row: Row) -> Typed:
        return typed_dates.parse_month(raw, start=row.start, date1904=row.date1904)

    def to_cell(self, value: object, language: str) -> Scalar:
        return serial(value.first) if isinstance(value, Month) else None


@dataclass(frozen=True)
class Choice(Kind):
    """One of the fixed words of a group; the value is its code."""

    group: str = ""
    align: ClassVar[str] = "center"

    def parse(self, raw: Raw, row: Row) -> Typed:
        return typed.parse_choice(raw, self.group)

    def to_cell(self, value: object, language: str) -> Scalar:
        return label(self.group, str(value), language) or None

    def choices(self, language: str) -> Sequence[str]:
        return tuple(word.label(language) for word in CHOICES[self.group])


class Flag(Choice):
    """A mark ○, another word of the group, or nothing; TOML says ``true`` for ○."""

    def parse(self, raw: Raw, row: Row) -> Typed:
        return typed.parse_flag(raw, self.group)


@dataclass(frozen=True)
class Reference(Kind):
    """A record of another table, offered as ``T03 展示会``; the value is its bare id once resolved.

    ``tables`` are the tables it may point to; ``kgi`` allows the word KGI.
    """

    tables: tuple[str, ...] = ()
    kgi: bool = False

    def parse(self, raw: Raw, row: Row) -> Typed:
        return typed.parse_text(raw)

    def to_cell(self, value: object, language: str) -> Scalar:
        return str(value) if value else None


class Identifier(Text):
    """A row's id."""

    align: ClassVar[str] = "center"


class Label(Text):
    """A fixed text of ours beside an id; never read."""


class Picture(Label):
    """A cell in which a small chart is drawn; never read."""


class Examples(Kind):
    """Which fields of the row hold a template's example value, with that value:
    ``;annual_target=120;``.

    The mark holds while the cell still has that value; conditional formats test the same text.
    """

    def parse(self, raw: Raw, row: Row) -> Typed:
        return typed.parse_text(raw)

    def to_cell(self, value: object, language: str) -> Scalar:
        return str(value) if value else None


class Setting(Kind):
    """A setting's value, whose kind follows from the row's id
    (:data:`btobsheet.layout.sheets.settings.SETTINGS`).
    """

    def parse(self, raw: Raw, row: Row) -> Typed:
        return Typed(raw)

    def to_cell(self, value: object, language: str) -> Scalar:
        return value if isinstance(value, str | int | float) else None
