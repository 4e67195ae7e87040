"""The year of an old plan, its name and its calendar, from all tables together."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from btobsheet.layout.typed.dates import parse_date
from btobsheet.layout.typed.text import narrowed, plain
from btobsheet.plan.calendar import Month, fiscal_year_start, plan_months
from btobsheet.plan.model import CalendarUnit
from btobsheet.sharing.adopt.fields import OPEN
from btobsheet.sharing.adopt.old import Old
from btobsheet.sharing.adopt.seen.atoms import atom_of
from btobsheet.sharing.adopt.seen.calendars import Step
from btobsheet.sharing.adopt.seen.find import FoundTable
from btobsheet.sharing.adopt.seen.found import TableProposal
from btobsheet.sharing.adopt.seen.kinds import about

_YEARS: Final = re.compile(
    r"(?:FY\s?)?(?P<year>20[0-9]{2})\s?(?P<fiscal>年度|FY)?|FY\s?(?P<short>[0-9]{2})\b",
    re.IGNORECASE,
)
_TITLE: Final = 60
_COVER: Final = 30


def calendar_of(tables: Iterable[TableProposal]) -> CalendarUnit:
    """Give the steps of the new calendar: months where the old one knows no smaller ones."""
    units = {
        step.unit
        for one in tables
        if one.how.kind == "actions"
        for step in one.found.steps.values()
    }
    return "month" if units == {"month"} else "week"


def title_of(old: Old, tables: Iterable[TableProposal]) -> str:
    """Give what stands first above a table, else the first text of a cover that names a year."""
    for one in tables:
        tab = one.found.tab
        for row in range(1, one.found.header[0]):
            for column in tab.filled(row)[:1]:
                text = tab.text(row, column)
                if isinstance(tab.own(row, column), str) and 3 < len(text) <= _TITLE:
                    return text
    covers = [tab for tab in old.tabs if tab.visible and not tab.skipped]
    texts = (tab.text(*at) for tab in covers[:1] for at in tab.cells() if at[0] <= _COVER)
    return next(
        (one for one in texts if 3 < len(one) <= _TITLE and _YEARS.search(narrowed(one))), ""
    )


def start_of(old: Old, tables: list[TableProposal]) -> tuple[Month | None, str]:
    """Find the plan's first month, and say by what; None where nothing names a year."""
    figures = [one for one in tables if one.how.kind in ("kpis", "costs", OPEN)]
    said = _said_year(old, tables)
    for one in (*figures, *tables):
        steps = one.found.steps.values()
        months = _months_of(steps)
        if steps and all(step.has_year for step in steps) and len(months) <= 12:
            if one in figures or len(months) == 12:
                return months[0], "months"
            if (begun := _fiscal(said)) and _is_most_in(months, begun):
                return begun, "title"
            return _year_of(months[0].first, months[-1].last), "months"
    for one in figures:
        if one.found.down and (months := _months_down(one.found, old.date1904)):
            return months[0], "months"
    bare = next((one for one in tables if one.found.steps), None)
    if said and bare:
        months = _months_of(bare.found.steps.values())
        first, count = months[0].month, len(months)
        year, fiscal = said
        if count == 12 or not fiscal:
            return Month(year + (fiscal and first < 4), first), "title"
    if begun := _fiscal(said):
        return begun, "title"
    days = sorted(_days(tables))
    if days:
        return _year_of(days[0], days[-1]), "dates"
    return None, ""


def _fiscal(said: tuple[int, bool] | None) -> Month | None:
    """Give the first month of a fiscal year that is spoken of."""
    return Month(said[0], 4) if said and said[1] else None


def _is_most_in(months: Sequence[Month], start: Month) -> bool:
    """Tell whether most of some months are of the year that begins so."""
    return sum(one in plan_months(start) for one in months) * 2 > len(months)


def _months_of(steps: Iterable[Step]) -> list[Month]:
    """Give the months of a calendar's columns in their order.

    A first week that begins in the last days of a month counts for the month most of it lies in; a
    last one for the month it begins in.
    """
    ordered = sorted(steps, key=lambda step: step.first)
    months = sorted({Month.of(one.first + (one.last - one.first) // 2) for one in ordered})
    if len(months) > 1 and Month.of(ordered[-1].first) < months[-1]:
        return months[:-1]
    return months


def _months_down(table: FoundTable, date1904: bool) -> list[Month]:
    """Give the months in the rows of a table, where all name their year and are twelve at most."""
    atoms = [
        atom
        for row in table.data_rows
        if (atom := atom_of(table.tab.seen(row, table.down), date1904))
    ]
    months = sorted({Month(atom.year, atom.month) for atom in atoms if atom.year and atom.month})
    return months if len(months) == len(atoms) <= 12 else []


def _year_of(first: dt.date, last: dt.date) -> Month:
    """Give the year that holds two days: from April, else from January, else from the first day."""
    for start in (fiscal_year_start(first), Month(first.year, 1)):
        if last <= plan_months(start)[-1].last:
            return start
    return Month.of(first)


def _said_year(old: Old, tables: Iterable[TableProposal]) -> tuple[int, bool] | None:
    """Find the year that titles, tabs or the file's name speak of; None where they differ."""
    found: set[tuple[int, bool]] = set()
    texts = [about(one.found) for one in tables] or [old.file]
    for text in texts:
        for one in _YEARS.finditer(narrowed(text)):
            year = int(one["year"] or 2000 + int(one["short"]))
            fiscal = bool(one["fiscal"] or one["short"] or one[0].lower().startswith("fy"))
            found.add((year, fiscal))
    years = {year for year, _ in found}
    return (years.pop(), any(fiscal for _, fiscal in found)) if len(years) == 1 else None


def _days(tables: Iterable[TableProposal]) -> Iterator[dt.date]:
    """Give the days in the columns of dates that name their year."""
    for one in tables:
        for line in one.lines:
            if line.field in ("start", "end"):
                for row in one.found.data_rows:
                    raw = one.found.tab.own(row, line.columns[0])
                    text = plain(raw)
                    if isinstance(raw, int | float) or re.search("[0-9]{4}", text):
                        made = parse_date(raw, start=Month(2000, 1), edge="start", date1904=False)
                        if isinstance(made.value, dt.date) and 2000 < made.value.year < 2100:
                            yield made.value
