"""Actuals from figures of elsewhere: gathered by each KPI's own aggregation, and held against what
is typed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from math import fsum, isclose
from typing import Final, Literal

from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Kpi, Number
from btobsheet.problems import Problem, problem
from btobsheet.quickclass import dataclass

State = Literal["new", "same", "changed", "kept"]
ROWS_TOLD: Final = 5
_DIGITS: Final = 15
_SEVERAL: Final = {"sum": "W772", "mean": "W773"}


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure of the data: a KPI's value of a month, or of one day in it; no value: one record
    to count. ``row`` is its row there.
    """

    kpi: str
    month: Month
    day: dt.date | None
    value: float | None
    row: int


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the data says about one cell, and the rows that say it."""

    kpi: Kpi
    month: Month
    value: float
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FillCell:
    """One cell to fill: ``before`` is what is typed (a text where nobody could read it), ``kept``
    means that it was left alone.
    """

    kpi: Kpi
    month: Month
    before: float | str | None
    after: float
    rows: tuple[int, ...]
    state: State


def gather(
    plan: Plan, observations: Iterable[Observation], aggregations: Mapping[str, str]
) -> tuple[list[Gathered], list[Problem]]:
    """Make one value a KPI and month: the sum, the mean, or the last day's value, by the KPI's
    aggregation.

    ``aggregations`` are those the KPIs are computed with, by id. Refused: a true ratio (E740),
    several values of a month for 最新 without a last one (E739), counted records for anything but a
    sum (E742). Told: several values of a whole month made one (W772, W773).
    """
    kpis = {kpi.id: kpi for kpi in plan.kpis}
    found: dict[str, dict[Month, list[Observation]]] = {}
    for one in observations:
        found.setdefault(one.kpi, {}).setdefault(one.month, []).append(one)
    made: list[Gathered] = []
    problems: list[Problem] = []
    for record_id in (kpi.id for kpi in plan.kpis if kpi.id in found):
        kpi, months = kpis[record_id], found[record_id]
        how = aggregations[record_id]
        every = [one for month in months.values() for one in month]
        if how == "ratio":
            problems.append(
                _told(
                    "E740",
                    kpi,
                    every,
                    numerator=_label(kpis.get(kpi.numerator)),
                    denominator=_label(kpis.get(kpi.denominator)),
                )
            )
        elif how != "sum" and any(one.value is None for one in every):
            problems.append(_told("E742", kpi, every))
        else:
            for month in sorted(months):
                value = _VALUES[how](months[month])
                if value is None:
                    problems.append(_told("E739", kpi, months[month], month=str(month)))
                else:
                    made.append(
                        Gathered(kpi, month, _tidy(value), tuple(one.row for one in months[month]))
                    )
            problems += _several(kpi, months, how)
    return made, problems


def _several(kpi: Kpi, months: Mapping[Month, Sequence[Observation]], how: str) -> list[Problem]:
    """Tell where several values of a whole month were made one: parts of a whole, or one value
    twice. Days and counted records are meant so.
    """
    code = _SEVERAL.get(how)
    valued = {
        month: [one for one in months[month] if one.day is None and one.value is not None]
        for month in sorted(months)
    }
    found = {month: values for month, values in valued.items() if len(values) > 1}
    if not found or not code:
        return []
    every = [one for values in found.values() for one in values]
    return [_told(code, kpi, every, months=_few(map(str, found)))]


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

    ``typed`` are the filled ones by KPI and month, as number or as the text that nobody can read.
    """
    made = []
    for one in gathered:
        before = typed.get((one.kpi.id, one.month))
        state: State = (
            "new"
            if before is None
            else "same"
            if _same(before, one.value)
            else "changed"
            if overwrite
            else "kept"
        )
        made.append(FillCell(one.kpi, one.month, before, one.value, one.rows, state))
    return made


def _same(before: float | str, after: float) -> bool:
    return not isinstance(before, str) and isclose(before, after, rel_tol=1e-12)


def rows_text(rows: Iterable[int]) -> str:
    """List rows, only the first ones where they are many: ``3, 8, 12 …``."""
    return _few(map(str, dict.fromkeys(rows)))


def _few(found: Iterable[str]) -> str:
    names = list(found)
    return ", ".join(names[:ROWS_TOLD]) + (" …" if len(names) > ROWS_TOLD else "")


def _told(code: str, kpi: Kpi, found: Sequence[Observation], **details: str) -> Problem:
    rows = sorted({one.row for one in found})
    return problem(code, None, label=_label(kpi), rows=rows_text(rows), count=len(rows), **details)


def _label(kpi: Kpi | None) -> str:
    return f"{kpi.id} {kpi.name}".strip() if kpi else ""
