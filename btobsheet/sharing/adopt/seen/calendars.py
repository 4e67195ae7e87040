"""Columns that are months, weeks and days: by headings in one row or several."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from btobsheet.plan.calendar import Month
from btobsheet.quickclass import dataclass
from btobsheet.sharing.adopt.old import OldTab
from btobsheet.sharing.adopt.seen.atoms import THIRDS, Atom, row_atoms

NO_YEAR: Final = 1600
"""The year of a heading that names none; the one behind it follows a December."""


@dataclass(frozen=True, slots=True)
class Step:
    """A column of a calendar: the days it stands for, its unit (day, week, third, month, span), and
    whether its figures are said to be planned or actual ones.
    """

    first: dt.date
    last: dt.date
    unit: str
    says: str = ""

    @property
    def has_year(self) -> bool:
        """Tell whether its heading, or one before it, names the year."""
        return self.first.year > NO_YEAR + 10


def steps_in(
    tab: OldTab, rows: Iterable[int], columns: Iterable[int], date1904: bool = False
) -> dict[int, Step]:
    """Find the columns of a calendar under rows of headings, among these columns."""
    lines = [row_atoms(tab, row, date1904) for row in rows]
    wanted = sorted(columns)
    parts = {column: _parts(lines, column) for column in wanted}
    _carry(parts, wanted)
    dated = {at: one for at, one in parts.items() if one.get("month") or one.get("date")}
    firsts = _years(dated)
    return _spans(dated, firsts)


Parts = dict[str, Atom]


def _parts(lines: Sequence[Mapping[int, Atom]], column: int) -> Parts:
    found: Parts = {}
    for line in lines:
        atom = line.get(column)
        if atom and (atom.kind != "month" or "month" not in found):
            found[atom.kind] = atom
    return found


_SUB: Final = ("number", "part", "week", "says")


def _carry(parts: Mapping[int, Parts], columns: Sequence[int]) -> None:
    """Carry a month on over the columns of its days, parts and words that do not name it."""
    month: Atom | None = None
    year: Atom | None = None
    before = 0
    for column in columns:
        own = parts[column]
        year = own.get("year") or year
        if own.get("month"):
            month = own["month"]
        elif month and column == before + 1 and any(one in own for one in _SUB):
            own["month"] = month
        elif not own:
            month = None
        if year and own.get("month") and not own["month"].year and "year" in own:
            own["month"] = replace(own["month"], year=year.year)
        before = column


def _years(dated: Mapping[int, Parts]) -> dict[int, tuple[int, int]]:
    """Give year and month of each column: a year that is not named follows from the one before."""
    found: dict[int, tuple[int, int]] = {}
    last: tuple[int, int] | None = None
    for column, own in sorted(dated.items()):
        atom = own.get("date") or own["month"]
        year = atom.year
        if not year:
            year = last[0] + (atom.month < last[1]) if last else NO_YEAR
        last = found[column] = (year, atom.month)
    known = next(((at, one) for at, one in found.items() if one[0] > NO_YEAR + 10), None)
    if known is None:
        return found
    first = found[known[0]]
    for column in sorted((at for at in found if at < known[0]), reverse=True):
        month = found[column][1]
        first = found[column] = (first[0] - (month > first[1]), month)
    return found


def _spans(dated: Mapping[int, Parts], firsts: Mapping[int, tuple[int, int]]) -> dict[int, Step]:
    found: dict[int, Step] = {}
    for column, own in sorted(dated.items()):
        span = _span(own, Month(*firsts[column]))
        if span:
            said = own.get("says") or own.get("month")
            says = said.says if said else ""
            found[column] = Step(*span, says)
    return _weeks(found)


def _span(own: Parts, month: Month) -> tuple[dt.date, dt.date, str] | None:
    length = month.last.day
    if "date" in own or "number" in own:
        day = own["date"].day if "date" in own else own["number"].day
        if day > length:
            return None
        return month.first.replace(day=day), month.first.replace(day=day), "day"
    if "part" in own:
        first, last = own["part"].day, min(own["part"].last, length)
        unit = "third" if (own["part"].day, own["part"].last) in THIRDS.values() else "span"
        return month.first.replace(day=first), month.first.replace(day=last), unit
    if "week" in own:
        number = own["week"].day
        if not 1 <= number <= 5:
            return None
        last = length if number >= 4 else 7 * number
        first = min(7 * number - 6, length)
        return month.first.replace(day=first), month.first.replace(day=max(first, last)), "span"
    return month.first, month.last, "month"


def _weeks(steps: dict[int, Step]) -> dict[int, Step]:
    """Make weeks of days that are seven apart; the fourth of five weeks of a month ends before the
    fifth.
    """
    days = [(at, one) for at, one in sorted(steps.items()) if one.unit == "day"]
    gaps = [(after.first - one.first).days for (_, one), (_, after) in pairwise(days)]
    if gaps and sum(gap == 7 for gap in gaps) * 5 >= len(gaps) * 4:
        for at, one in days:
            last = one.first + dt.timedelta(days=6)
            steps[at] = Step(one.first, last, "week", one.says)
    ordered = sorted(steps.items())
    for (at, one), (_, after) in pairwise(ordered):
        if one.unit == "span" and one.first < after.first <= one.last:
            steps[at] = replace(one, last=after.first - dt.timedelta(days=1))
    return steps


def step_text(step: Step) -> str:
    """Write where a calendar's column begins, as a map does; without a year that nobody named."""
    first, last = step.first, step.last
    if step.unit == "month":
        return str(Month.of(first)) if step.has_year else f"{first.month}"
    days = [
        f"{day:%Y-%m-%d}" if step.has_year else f"{day.month}/{day.day}" for day in (first, last)
    ]
    return ":".join(days) if step.unit == "span" else days[0]
