"""What the texts in a first row and in headers mean: machine keys, headers in either language."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache

from btobsheet.excel.raw.cells import LAST_COLUMN, Cell
from btobsheet.layout.book import BOOK
from btobsheet.layout.geometry import month_name
from btobsheet.layout.rows.identity import HISTORY, HISTORY_SHEET, IDENTITY_SHEET, LOOKED_UP
from btobsheet.layout.spec import Column, Table
from btobsheet.layout.typed.text import match_key
from btobsheet.plan.calendar import Month
from btobsheet.quickclass import dataclass
from btobsheet.wording import LANGUAGES
from btobsheet.wording.forms import month_names

ID_HEADER = "no."
_CALENDAR_DAY = r"([0-9]{1,2})/([0-9]{1,2})"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column holds.

    ``step`` is the month or day of a repeated one: ``2026-09``, ``2026-04-06``.
    """

    table: Table
    column: Column
    step: str = ""

    @property
    def field(self) -> str:
        """The field's name: ``name``, ``actual.2026-09``."""
        return f"{self.column.name}.{self.step}" if self.step else self.column.name


@dataclass(frozen=True, slots=True)
class Header:
    """What a header means: a column, and of a repeated one the month's number and day (0: none)."""

    column: Column
    month: int = 0
    day: int = 0


@lru_cache(maxsize=1)
def _declared() -> Mapping[str, tuple[Table, Column]]:
    """Index all columns by key, former keys too."""
    found: dict[str, tuple[Table, Column]] = {}
    for table in BOOK.tables:
        for column in table.columns:
            for former in column.renamed_from:
                found.setdefault(
                    former if "." in former else f"{table.name}.{former}", (table, column)
                )
    for table in BOOK.tables:
        found |= {f"{table.name}.{column.name}": (table, column) for column in table.columns}
    return found


@lru_cache(maxsize=4096)
def key_meaning(text: str) -> Meaning | None:
    """Read a machine key such as ``kpis.actual.2026-09``; None for any other text."""
    parts = text.strip().split(".", 2)
    known = _declared().get(".".join(parts[:2]))
    if known is None:
        return None
    table, column = known
    step = parts[2] if len(parts) > 2 else ""
    if bool(step) != bool(column.repeat) or (step and not _is_step(step, column.repeat)):
        return None
    return Meaning(table, column, step)


def _is_step(text: str, repeat: str) -> bool:
    try:
        if len(text) == 7:
            Month.parse(text)
        else:
            dt.date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == 7 or (repeat == "calendar" and len(text) == 10)


def keys_in(cells: Mapping[int, Cell]) -> dict[int, Meaning]:
    """Give the keys that stand in one row, by column number."""
    found = (
        (number, key_meaning(cell.value))
        for number, cell in cells.items()
        if isinstance(cell.value, str) and "." in cell.value
    )
    return {number: meaning for number, meaning in found if meaning}


def is_planning_sheet(cells: Mapping[int, Cell], name: str) -> bool:
    """Tell by a sheet's first filled row and its name whether it is worth reading."""
    return name.casefold() in (IDENTITY_SHEET, HISTORY_SHEET) or any(
        isinstance(cell.value, str) and "." in cell.value and key_meaning(cell.value)
        for cell in cells.values()
    )


def computed_columns(cells: Mapping[int, Cell]) -> list[int]:
    """Give the numbers of the columns that a row's keys tell to be computed ones."""
    return [number for number, meaning in keys_in(cells).items() if meaning.column.formula]


def unread_columns(cells: Mapping[int, Cell]) -> Iterable[int]:
    """Give the numbers of the columns that a report needs nothing of: computed ones, and what
    formulas look up in the plan's memory.
    """
    first = cells.get(1)
    if first and first.value == HISTORY:
        return range(LOOKED_UP, LAST_COLUMN + 1)
    return computed_columns(cells)


def shown_columns(
    outputs: Collection[str],
) -> Callable[[Mapping[int, Cell], str], list[int] | None]:
    """Give what tells by a sheet's first filled row and name in which columns formulas are ours:
    the computed ones of an input tab, all (None) of the tabs that are named.
    """

    def shown(cells: Mapping[int, Cell], name: str) -> list[int] | None:
        return computed_columns(cells) if keys_in(cells) or name not in outputs else None

    return shown


@lru_cache(maxsize=1)
def _month_numbers() -> Mapping[str, int]:
    """Give the months' numbers by their names in every language."""
    return {
        match_key(text): number
        for language in LANGUAGES
        for number, text in enumerate(month_names(language), start=1)
    }


def headers_of(table: Table) -> Mapping[str, tuple[Header, ...]]:
    """Give what each header of a table may mean, in either language, present ones before former."""
    return _headers_of(table.name)


@lru_cache(maxsize=16)
def _headers_of(name: str) -> Mapping[str, tuple[Header, ...]]:
    table = BOOK.table(name)  # by name: hashing a declaration takes longer than reading a sheet
    found: dict[str, list[Header]] = {}
    for column in table.columns:
        if column.repeat == "months":
            heads = [match_key(column.header(language)) for language in LANGUAGES]
            for text, number in _month_numbers().items():
                for head in heads:
                    found.setdefault(text + head, []).append(Header(column, number))
        elif not column.repeat:
            for head in column.headers:
                found.setdefault(match_key(head), []).append(Header(column))
    for column in table.columns:
        for text in () if column.repeat else column.former_headers:
            found.setdefault(match_key(text), []).append(Header(column))
    return {text: _distinct(headers) for text, headers in found.items()}


def _distinct(headers: list[Header]) -> tuple[Header, ...]:
    """Leave out what stands twice.

    By comparing, since hashing goes through all of a column's declaration.
    """
    return tuple(header for at, header in enumerate(headers) if header not in headers[:at])


def header_meanings(table: Table, text: str) -> tuple[Header, ...]:
    """Give what a header may mean in a table; nothing for a foreign one."""
    key = match_key(text)
    found = headers_of(table).get(key, ())
    calendar = next((column for column in table.columns if column.repeat == "calendar"), None)
    if found or calendar is None:
        return found
    if key in _month_numbers():
        return (Header(calendar, _month_numbers()[key]),)
    day = re.fullmatch(_CALENDAR_DAY, key)
    return (Header(calendar, int(day[1]), int(day[2])),) if day else ()


def is_calendar_day(text: str) -> bool:
    """Tell whether a header is that of a day or week of the calendar."""
    return re.fullmatch(_CALENDAR_DAY, text) is not None


def votes_of_headers(table: Table, texts: set[str]) -> Mapping[str, int]:
    """Count by language how many of a table's headers stand in it and in no other one."""
    told = [column for column in table.columns if len(column.headers) > 1 and not column.repeat]
    return {
        language: sum(column.header(language) in texts for column in told) for language in LANGUAGES
    }


def header_text(column: Column, step: str, language: str) -> str:
    """Give a column's header as the workbook shows it: 担当, 4月 実績."""
    if column.repeat == "months":
        return f"{month_name(Month.parse(step), language)} {column.header(language)}"
    return step or column.header(language)
