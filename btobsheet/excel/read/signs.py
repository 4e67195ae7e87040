"""What a workbook tells about itself: by its hidden sheet and properties, else its headers."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise

from btobsheet.excel.raw.cells import Grid, SheetGrid
from btobsheet.excel.read.keys import header_meanings, votes_of_headers
from btobsheet.excel.read.located import Located
from btobsheet.layout.rows.identity import (
    HISTORY_SHEET,
    IDENTITY_SHEET,
    PROPERTY_PREFIX,
    SHORT_KEYS,
)
from btobsheet.layout.typed.dates import serial_day
from btobsheet.layout.typed.text import plain
from btobsheet.plan.calendar import Month
from btobsheet.plan.model import CalendarUnit, Language
from btobsheet.wording import LANGUAGES, text


def stored(grid: Grid) -> dict[str, str]:
    """Give what the hidden sheet holds, by key.

    Its short keys from the custom properties where the sheet lacks them.
    """
    found = _pairs(grid, IDENTITY_SHEET)
    for key in SHORT_KEYS:
        if not found.get(key):
            found[key] = grid.custom.get(PROPERTY_PREFIX + key, "")
    return found


def remembered(grid: Grid) -> dict[str, str]:
    """Give what the hidden sheet ``_history`` holds in its first two columns, by key."""
    return _pairs(grid, HISTORY_SHEET)


def hidden_sheet(grid: Grid, name: str) -> SheetGrid | None:
    """Find one of the hidden sheets by its name."""
    return next((sheet for sheet in grid.sheets if sheet.name.casefold() == name), None)


def _pairs(grid: Grid, name: str) -> dict[str, str]:
    sheet = hidden_sheet(grid, name)
    found: dict[str, str] = {}
    for cells in sheet.rows.values() if sheet else ():
        if 1 in cells and 2 in cells:
            value = cells[2].value
            found[plain(cells[1].value)] = value if isinstance(value, str) else plain(value)
    return found


def lost_identity(grid: Grid) -> dict[str, str]:
    """Give plan id and revision from the guide's visible cell: sheet and properties are lost."""
    heads = tuple(text(language, "workbook.guide.identity") + ": " for language in LANGUAGES)
    for sheet in grid.sheets:
        for cells in sheet.rows.values():
            for cell in cells.values():
                if isinstance(cell.value, str) and cell.value.startswith(heads):
                    plan_id, _, revision = cell.value.partition(": ")[2].partition(" / ")
                    return {"plan_id": plan_id.strip(), "revision": revision.strip()}
    return {}


def two_plans(grid: Grid, short: Mapping[str, str]) -> tuple[str, str] | None:
    """Give the differing plan ids of hidden sheet and properties: sheets moved between plans."""
    sheet, kept = short.get("plan_id", ""), grid.custom.get(PROPERTY_PREFIX + "plan_id", "")
    return (sheet, kept) if sheet and kept and sheet != kept else None


def stored_month(short: Mapping[str, str]) -> Month | None:
    """Give the stored first month, or None where it is missing or broken."""
    try:
        return Month.parse(short.get("start", ""))
    except ValueError:
        return None


def first_month(tables: Iterable[Located]) -> Month | None:
    """Give the plan's first month by the month columns, or by the calendar's."""
    months: list[str] = []
    days: list[str] = []
    for located in tables:
        for field in located.columns.values():
            base, _, step = field.partition(".")
            if step:
                (days if base == "calendar" else months).append(step)
    if months:
        return Month.parse(min(months))
    if not days:
        return None
    first = min(days)
    if len(first) == 7:
        return Month.parse(first)
    # a week's first day may lie in the month before
    return Month.of(dt.date.fromisoformat(first) + dt.timedelta(days=6))


def calendar_unit(tables: Iterable[Located]) -> CalendarUnit:
    """Give the calendar's unit by its columns: week, day or month."""
    steps = sorted(
        field.partition(".")[2]
        for located in tables
        for field in located.columns.values()
        if field.startswith("calendar.")
    )
    if len(steps) < 2:
        return "week"
    if len(steps[0]) == 7:
        return "month"
    gaps = [
        (dt.date.fromisoformat(after) - dt.date.fromisoformat(before)).days
        for before, after in pairwise(steps)
    ]
    return "day" if min(gaps) == 1 else "week"


def language(tables: Iterable[Located]) -> Language:
    """Give the language most headers stand in; the first one where nothing tells."""
    votes: Counter[str] = Counter()
    for located in tables:
        cells = located.sheet.rows.get(located.header_row, {})
        votes.update(votes_of_headers(located.table, {str(cell.value) for cell in cells.values()}))
    return max(LANGUAGES, key=lambda one: votes[one])


def guessed_month(tables: Iterable[Located]) -> Month | None:
    """Guess the first month: the number is that of the first month column's header (else April),
    the year holds the earliest start of an action.
    """
    located = list(tables)
    days = [day for table in located for day in _starts(table)]
    if not days:
        return None
    month = Month(
        min(days).year, next((number for table in located for number in _month_numbers(table)), 4)
    )
    return month if month.first <= min(days) else month.plus(-12)


def _month_numbers(located: Located) -> Iterable[int]:
    cells = located.sheet.rows.get(located.header_row, {})
    for number in sorted(cells):
        yield from (
            header.month
            for header in header_meanings(located.table, plain(cells[number].value))
            if header.column.repeat == "months"
        )


def _starts(located: Located) -> Iterable[dt.date]:
    number = located.number("start")
    for row, cells in located.sheet.rows.items() if number else ():
        cell = cells.get(number)
        if (
            row > located.header_row
            and cell
            and isinstance(cell.value, int | float)
            and not isinstance(cell.value, bool)
        ):
            day = serial_day(cell.value)
            if day:
                yield day
