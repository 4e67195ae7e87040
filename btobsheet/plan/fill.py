"""Actuals from figures of elsewhere: gathered as each row's months add up, and held against what
is typed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from math import fsum, isclose
from typing import Final, Literal

from btobsheet.plan.calendar import Month
from btobsheet.plan.records import Number
from btobsheet.problems import Problem, problem
from btobsheet.quickclass import dataclass

State = Literal["new", "same", "changed", "kept"]
ROWS_TOLD: Final = 5
_DIGITS: Final = 15
_SEVERAL: Final = {"sum": "W772", "mean": "W773"}


@dataclass(frozen=True, slots=True)
class Series:
    """A row whose twelve actuals data may fill: a KPI, or a cost item of a tactic.

    ``how`` its months add up is an aggregation (``sum`` for spending); ``parts`` are the labels of
    a ratio's numerator and denominator. A row that the plan has not yet has no id of its own: its
    ``label`` is its name.
    """

    table: str
    id: str
    name: str
    unit: str
    how: str
    label: str
    parts: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure of the data: a series' value of a month, or of one day in it; no value: one
    record to count. ``series`` is an id, ``row`` its row there; a ``part`` is known to be one of
    several that make the month.
    """

    series: str
    month: Month
    day: dt.date | None
    value: float | None
    row: int
    part: bool = False


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the data says about one cell, and the rows that say it."""

    series: Series
    month: Month
    value: float
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FillCell:
    """One cell to fill: ``before`` is what is typed (a text where nobody could read it), ``kept``
    means that it was left alone.
    """

    series: Series
    month: Month
    before: float | str | None
    after: float
    rows: tuple[int, ...]
    state: State

    @property
    def kpi(self) -> Series | None:
        """The KPI it belongs to; None for what was spent."""
        return self.series if self.series.table == "kpis" else None


def gather(
    series: Mapping[str, Series], observations: Iterable[Observation]
) -> tuple[list[Gathered], list[Problem]]:
    """Make one value a series and month: the sum, the mean, or the last day's value, as its months
    add up.

    ``series`` go by id. Refused: a true ratio (E740), several values of a month for 最新 without a
    last one (E739), counted records for anything but a sum (E742). Told: several values of a whole
    month made one (W772, W773).
    """
    found: dict[str, dict[Month, list[Observation]]] = {}
    for one in observations:
        found.setdefault(one.series, {}).setdefault(one.month, []).append(one)
    made: list[Gathered] = []
    problems: list[Problem] = []
    for own in (one for one in series.values() if one.id in found):
        months = found[own.id]
        every = [one for month in months.values() for one in month]
        if own.how == "ratio":
            numerator, denominator = own.parts
            problems.append(_told("E740", own, every, numerator=numerator, denominator=denominator))
        elif own.how != "sum" and any(one.value is None for one in every):
            problems.append(_told("E742", own, every))
        else:
            for month in sorted(months):
                value = _VALUES[own.how](months[month])
                if value is None:
                    problems.append(_told("E739", own, months[month], month=str(month)))
                else:
                    rows = tuple(one.row for one in months[month])
                    made.append(Gathered(own, month, _tidy(value), rows))
            problems += _several(own, months)
    return made, problems


def _several(own: Series, months: Mapping[Month, Sequence[Observation]]) -> list[Problem]:
    """Tell where several values of a whole month were made one: parts of a whole, or one value
    twice. Days, counted records and what was spent are meant so.
    """
    code = _SEVERAL.get(own.how) if own.table == "kpis" else None
    valued = {month: [one for one in months[month] if _is_whole(one)] for month in sorted(months)}
    found = {month: values for month, values in valued.items() if len(values) > 1}
    if not found or not code:
        return []
    every = [one for values in found.values() for one in values]
    return [_told(code, own, every, months=_few(map(str, found)))]


def _is_whole(one: Observation) -> bool:
    """Tell whether a figure may be the whole month's."""
    return one.day is None and one.value is not None and not one.part


def _sum(found: Sequence[Observation]) -> float:
    return fsum(1 if one.value is None else one.value for one in found)


def _mean(found: Sequence[Observation]) -> float:
    return _sum(found) / len(found)


def _latest(found: Sequence[Observation]) -> Number:
    """Give the last day's value; None where several stand for one day, or for the month as a
    whole.
    """
    days = [one.day for one in found if one.day]
    last = [one for one in found if one.day == max(days)] if len(days) == len(found) else found
    return last[0].value if len({one.value for one in last}) == 1 else None


_VALUES = {"sum": _sum, "mean": _mean, "latest": _latest}


def _tidy(value: float) -> float:
    """Give a value as a spreadsheet keeps it; a whole number as an int."""
    value = float(f"{value:.{_DIGITS}g}")
    return int(value) if value.is_integer() and abs(value) < 10**_DIGITS else value


def compare(
    gathered: Iterable[Gathered], typed: Mapping[tuple[str, Month], float | str], *, overwrite: bool
) -> list[FillCell]:
    """Say what becomes of each cell.

    ``typed`` are the filled ones by the series' id and month, as number or as the text that nobody
    can read.
    """
    made = []
    for one in gathered:
        before = typed.get((one.series.id, one.month))
        state: State = (
            "new"
            if before is None
            else "same"
            if _same(before, one.value)
            else "changed"
            if overwrite
            else "kept"
        )
        made.append(FillCell(one.series, one.month, before, one.value, one.rows, state))
    return made


def _same(before: float | str, after: float) -> bool:
    return not isinstance(before, str) and isclose(before, after, rel_tol=1e-12)


def rows_text(rows: Iterable[int]) -> str:
    """List rows, only the first ones where they are many: ``3, 8, 12 …``."""
    return _few(map(str, dict.fromkeys(rows)))


def _few(found: Iterable[str]) -> str:
    names = list(found)
    return ", ".join(names[:ROWS_TOLD]) + (" …" if len(names) > ROWS_TOLD else "")


def _told(code: str, own: Series, found: Sequence[Observation], **details: str) -> Problem:
    rows = sorted({one.row for one in found})
    return problem(code, None, label=own.label, rows=rows_text(rows), count=len(rows), **details)
