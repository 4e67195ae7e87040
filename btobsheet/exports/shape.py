"""What an export's columns hold, below its headings: one of four forms is told apart.

``wide``: a row a KPI (or cost item), a column a month. ``measures``: a row a month or day, a column
a KPI. ``long``: a KPI, a month or day, a value in each row. ``records``: a day in each row, of one
KPI that the map names. What is not sure is refused, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from typing import Any

from btobsheet.exports import words as fillwords
from btobsheet.exports.columns import Columns, carried
from btobsheet.exports.data import Line, is_number, year_of
from btobsheet.exports.map import Take
from btobsheet.exports.names import Names
from btobsheet.exports.periods import Clock, Period
from btobsheet.layout.typed.text import match_key, narrowed, plain
from btobsheet.problems import Problem, problem
from btobsheet.quickclass import dataclass


@dataclass(frozen=True, kw_only=True)
class Shape:
    """Where everything stands; column 0 is none.

    ``rows`` are the columns that say which row of the plan is meant, by role; ``months`` those of a
    month, ``measures`` those of a KPI (its id), ``filled`` those that only a total leaves blank;
    ``width`` is the last column that has a heading.
    """

    kind: str
    body: Sequence[Line]
    heads: Mapping[int, str]
    width: int
    clock: Clock
    rows: Mapping[str, int] = field(default_factory=dict)
    date: int = 0
    month: int = 0
    year: int = 0
    value: int = 0
    months: Mapping[int, Period]
    measures: Mapping[int, str]
    where: tuple[tuple[int, frozenset[str]], ...] = ()
    filled: tuple[int, ...] = ()
    score: int = 0

    @property
    def of_one_month(self) -> bool:
        """Tell whether nothing in it says a month: all of it is of the one that is known."""
        return not (self.months or self.month or self.date)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a row cannot be that of the headings, and how much of it was understood."""

    problem: Problem
    score: int


class Finder:
    """Looks at one row as that of the headings."""

    def __init__(
        self, lines: Sequence[Line], at: int, take: Take, names: Names, clock: Clock
    ) -> None:
        """Take the line at an index for that of the headings."""
        self.columns = Columns(lines, at, clock)
        self.take = take
        self.names = names
        self.doubt: Problem | None = None
        self.wheres: frozenset[int] = frozenset()
        self.filters: frozenset[int] = frozenset()

    def shape(self) -> Shape | Refusal:
        """Give the form, or why there is none."""
        given, absent = self._given()
        heads = ", ".join(self.columns.heads.values())
        if absent:
            return Refusal(problem("E753", None, absent, heads=heads or "-"), len(given))
        where = tuple(
            (self.columns.named(heading), frozenset(map(match_key, wanted)))
            for heading, wanted in self.take.where
        )
        filled = tuple(map(self.columns.named, self.take.filled))
        down = tuple(map(self.columns.named, self.take.down))
        self.wheres = frozenset(column for column, _ in where)
        self.filters = self.wheres.union(filled)
        by_line = bool({"month", "date"} & given.keys()) or self.take.count
        months = {} if by_line else self._under(self._months(given.values()))
        found = self._wide(given, months) or self._rows(given)
        if found:
            score = self._score(found, given)
            body = carried(found.body, down) if down else found.body
            return replace(found, body=body, where=where, filled=filled, score=score)
        doubt = self.doubt or problem("E733", heads=heads[:200] or "-")
        return Refusal(doubt, min(2, len(self.columns.heads)) + 2 * bool(self.doubt))

    def _given(self) -> tuple[dict[str, int], str]:
        """Give the columns that the map names, and the first heading of it that is not here."""
        wanted = {
            role: heading
            for role, heading in self.take.columns.items()
            if role not in self.take.about
        }
        found = {role: self.columns.named(heading) for role, heading in wanted.items()}
        others = (*(heading for heading, _ in self.take.where), *self.take.filled, *self.take.down)
        headings = [heading for heading in others if not self.columns.named(heading)]
        absent = [heading for role, heading in wanted.items() if not found[role]] + headings
        given = {role: column for role, column in found.items() if column}
        return given, absent[0] if absent else ""

    def _shape(self, kind: str, **found: Any) -> Shape:
        found = {"months": {}, "measures": {}, **found}
        columns = self.columns
        return Shape(
            kind=kind,
            body=columns.body,
            heads=columns.heads,
            width=columns.width,
            clock=columns.clock,
            **found,
        )

    def _score(self, shape: Shape, given: Mapping[str, int]) -> int:
        roles = sum(map(bool, (shape.date or shape.month, shape.value)))
        return roles + len(shape.rows) + len(shape.months) + len(shape.measures) + len(given)

    def _wide(self, given: Mapping[str, int], months: Mapping[int, Period]) -> Shape | None:
        if not months:
            return None
        rows = self._named(given) or self._found({*given.values(), *months})
        return self._shape("wide", rows=rows, months=months) if rows or self.take.about else None

    def _rows(self, given: Mapping[str, int]) -> Shape | None:
        """Tell the forms apart in which each row is of one month or day."""
        rows = self._named(given)
        period = self._period(given)
        if not period and (self.doubt or not self.columns.clock.month):
            return None
        used = {*given.values(), *period.values()}
        known = bool(rows or self.take.about)
        measures = {} if known or "value" in given else self._measures({*used, *self.wheres})
        if measures:
            return self._shape("measures", measures=measures, **period)
        rows = rows or self._found(used)
        if not rows and not self.take.about:
            return None
        if self.take.count:
            value = 0
        else:
            free = {*used, *rows.values()}
            whole = "date" not in period
            value = given.get("value") or self._value(free | self.filters, month=whole)
            if value <= 0 and not self.doubt:  # a row without a value may be left out by it
                value = self._value(free | self.wheres, month=whole)
        if value < 0:
            return None
        return self._shape("long" if rows else "records", rows=rows, value=value, **period)

    def _named(self, given: Mapping[str, int]) -> dict[str, int]:
        """Give the columns that the map says a row by."""
        return {role: given[role] for role in self.names.roles if role in given}

    def _found(self, used: set[int]) -> dict[str, int]:
        """Find the columns that say a row, but for the roles that all rows are about.

        As with all columns that are guessed, one by which rows are left out is the last choice.
        """
        if "kpi" in self.take.about:
            return {}
        columns, filtered = self.columns, used | self.filters
        found = self.names.columns(columns, filtered) or self.names.columns(columns, used)
        return {role: column for role, column in found.items() if role not in self.take.about}

    def _months(self, taken: Iterable[int]) -> dict[int, Period]:
        found = {
            column: period
            for column, raw in self.columns.raw.items()
            if column not in taken and (period := self.columns.clock.heading(raw))
        }
        return {column: period for column, period in found.items() if self._may_hold_values(column)}

    def _under(self, months: dict[int, Period]) -> dict[int, Period]:
        """Where a second row of headings tells 目標 and 実績 apart, give the columns of actuals."""
        lines = self.columns.body[:1]
        second = {
            column: narrowed(cell)
            for column, cell in (lines[0].cells if lines else {}).items()
            if isinstance(cell, str) and not is_number(cell)
        }
        words = {
            column: word for column, word in second.items() if months and column >= min(months)
        }
        if not any(
            match_key(word) in fillwords.ACTUALS or fillwords.NO_ACTUAL.search(word)
            for word in words.values()
        ):
            return months
        self.columns.pass_line()
        ends = [*sorted(months)[1:], max(words) + 1]
        found: dict[int, Period] = {}
        for first, end in zip(sorted(months), ends, strict=True):
            actual = [
                column
                for column, word in words.items()
                if first <= column < end and match_key(word) in fillwords.ACTUALS
            ]
            found |= {actual[0]: months[first]} if len(actual) == 1 else {}
        return found

    def _may_hold_values(self, column: int) -> bool:
        """Tell whether a column holds numbers or nothing yet: below a day may be other days."""
        if self.columns.has_numbers(column):
            return True
        return not (self.take.about or self.columns.has_periods(column))

    def _measures(self, used: Iterable[int]) -> dict[int, str]:
        """Find the columns that a KPI's name heads; below one of them is a figure, or nothing yet:
        a name above other names is a row of data.
        """
        found = {
            column: measure
            for column, head in self.columns.heads.items()
            if column not in used and (measure := self._measure(head))
        }
        below = [plain(cell) for column in found for cell in self.columns.filled(column)]
        figures = (
            cell for cell in below if any(map(str.isdigit, cell)) and not self._measure(cell)
        )
        return found if not below or any(figures) else {}

    def _measure(self, head: str) -> str:
        """Give the KPI of a heading, which may say 実績 beside its name."""
        found = self.names.find(head)
        if found.id or found.left_out or fillwords.NO_ACTUAL.search(head):
            return found.id
        return self.names.find(fillwords.ACTUAL.sub("", narrowed(head))).id

    def _period(self, given: Mapping[str, int]) -> dict[str, int]:
        """Find the column of the day, or of the month (with one of the year).

        Nothing where there is none or several may be meant.
        """
        if {"date", "month"} & given.keys():
            return {role: given[role] for role in ("date", "month", "year") if role in given}
        used = {*given.values()}
        found = self._dated(used | self.filters)
        return found if found or self.doubt else self._dated(used)

    def _dated(self, used: set[int]) -> dict[str, int]:
        headed = self.columns.headed
        days, months = headed(fillwords.DATE, used), headed(fillwords.MONTH, used)
        if len(days) == 1:
            return {"date": days[0]}
        if not days and len(months) == 1:
            years = [
                column
                for column in headed(fillwords.YEAR, used)
                if self.columns.holds(column, lambda raw: bool(year_of(raw)))
            ]
            return {"month": months[0], **({"year": years[0]} if len(years) == 1 else {})}
        unused = (column for column in self.columns.all if column not in used)
        found = days or months or [column for column in unused if self.columns.is_dated(column)]
        if len(found) > 1:
            self._unsure("date", found)
        return {"date": found[0]} if len(found) == 1 else {}

    def _value(self, used: Iterable[int], *, month: bool) -> int:
        """Find the column of values: 0 without one (rows are counted), -1 where nobody can tell.

        In a list of records a number may be anything (a score, a sum of money): there the map has
        to say it. Without the map only rows that bear a day, not just a month, are records.
        """
        unused = (column for column in self.columns.all if column not in used)
        numbers = [column for column in unused if self.columns.is_mostly_numbers(column)]
        if not numbers:
            headed = self.columns.headed(self.names.values, used)
            if len(headed) == 1:
                return headed[0]
            return -1 if headed or month or not self.names.countable else 0
        named = [column for column in numbers if self.columns.keys.get(column) in self.names.values]
        found = named if len(named) == 1 else numbers
        if len(found) == 1 and not self.take.about:
            return found[0]
        self._unsure("value", found)
        return -1

    def _unsure(self, role: str, columns: Iterable[int]) -> None:
        heads = ", ".join(self.columns.heads.get(column, "-") for column in columns)
        self.doubt = self.doubt or problem("E734", role=role, heads=heads)
