"""The days that the head of an export says it is about (``# 開始日: 20260901``): the month of data
in which nothing else says one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from btobsheet.exports.data import DataTable
from btobsheet.exports.headings import CANDIDATES, find_shape
from btobsheet.exports.map import FillMap, Take
from btobsheet.exports.names import Names
from btobsheet.exports.periods import Clock
from btobsheet.exports.shape import Shape
from btobsheet.layout.typed.text import narrowed
from btobsheet.plan.calendar import Month
from btobsheet.problems import Problem, UsageError, problem
from btobsheet.quickclass import dataclass

_SAID: Final = re.compile(
    r"#?\s*(?P<edge>開始日|終了日|start date|end date)\s*[::]\s*"
    r"(?P<year>20[0-9]{2})[-/.]?(?P<month>[0-9]{2})[-/.]?(?P<day>[0-9]{2})",
    re.IGNORECASE,
)
_FIRST: Final = ("開始日", "start date")


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day."""

    first: dt.date
    last: dt.date

    @property
    def month(self) -> Month | None:
        """The month that both days are in; None where there are several."""
        first, last = Month.of(self.first), Month.of(self.last)
        return first if first == last else None

    @property
    def details(self) -> dict[str, Any]:
        """Both days as text."""
        return {"first": self.first.isoformat(), "last": self.last.isoformat()}


def span_of(table: DataTable) -> Span | None:
    """Find the days in the first rows; None where they do not say both."""
    found: dict[bool, dt.date] = {}
    cells = (cell for line in islice(table.lines, CANDIDATES) for cell in line.cells.values())
    for text in (narrowed(cell) for cell in cells if isinstance(cell, str)):
        said = _SAID.match(text)
        if not said:
            continue
        try:
            day = dt.date(int(said["year"]), int(said["month"]), int(said["day"]))
        except ValueError:
            continue
        found.setdefault(said["edge"].casefold() in _FIRST, day)
    return Span(found[True], found[False]) if len(found) == 2 else None


def month_of(span: Span | None, how: FillMap) -> Month | None:
    """Give the month of data that says none: the one asked for, else that of its head."""
    return how.month or (span.month if span else None)


def shape_of(
    table: DataTable, take: Take, how: FillMap, names: Names, clock: Clock, span: Span | None
) -> Shape:
    """Find the headings as :func:`find_shape`; data without months has to be of one (E707), the
    one asked for (E708).
    """
    try:
        shape = find_shape(table, take, how, names, clock)
    except UsageError as error:
        if error.problem.code != "E733" or span is None or clock.month:
            raise
        raise UsageError(problem("E707", None, **span.details), table.file) from None
    if shape.of_one_month and span and span.month != clock.month:
        code, asked = ("E708", {"month": str(clock.month)}) if span.month else ("E707", {})
        raise UsageError(problem(code, None, **span.details, **asked), table.file)
    return shape


def told_of(span: Span | None, how: FillMap) -> Iterator[Problem]:
    """Tell which month the head says (N799), and where it is only a part of it (W749)."""
    if span is None or span.month is None:
        return
    month = str(span.month)
    if how.month is None:
        yield problem("N799", month=month, **span.details)
    if (span.first, span.last) != (span.month.first, span.month.last):
        yield problem("W749", month=month, **span.details)
