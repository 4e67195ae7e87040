"""An export's rows as they stand, and what one of their cells may be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from btobsheet.layout.typed.numbers import parse_number
from btobsheet.layout.typed.text import Raw, is_dash, narrowed, plain
from btobsheet.quickclass import dataclass

_MINUTES: Final = 24 * 60
_NO_DAY: Final = 60
"""The 29th of February 1900, which spreadsheets count and which never was."""
_FIRST_DAY, _DAY_BEFORE = dt.date(1899, 12, 31), dt.date(1899, 12, 30)
_FIRST_1904: Final = dt.date(1904, 1, 1)


class Uncomputed(str):
    """A formula whose value the program that wrote it has not computed, as its text."""

    __slots__ = ()


class Moment(float):
    """A number that its workbook shows as a day or a time; ``text`` is what people see of it."""

    __slots__ = ("text",)
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the data: its number as people count it, and its filled cells by column."""

    row: int
    cells: Mapping[int, Raw]


@dataclass(frozen=True, slots=True)
class DataTable:
    """The data: a text file's rows, or those of one tab, with the names of the ``others``; of
    these, where nobody said which tab to read, the first rows are in ``beside``.
    """

    file: str
    lines: tuple[Line, ...]
    sheet: str = ""
    others: tuple[str, ...] = ()
    date1904: bool = False
    beside: tuple[DataTable, ...] = ()


def moment_of(value: float, *, day: bool, date1904: bool) -> Moment:
    """Give a number as a moment: ``2026-10-05``, ``2026-10-05 17:30``, without a day ``29:30``."""
    made = Moment(value)
    days, minutes = divmod(round(value * _MINUTES), _MINUTES)
    hours = minutes // 60 + (0 if day else 24 * days)
    time = f"{hours}:{minutes % 60:02d}"
    first = _FIRST_1904 if date1904 else _FIRST_DAY if days < _NO_DAY else _DAY_BEFORE
    try:
        shown = (first + dt.timedelta(days)).isoformat() if day else ""
    except OverflowError:  # no calendar has it
        shown = plain(value)
    made.text = f"{shown} {time}".strip() if minutes or not day else shown
    return made


def is_number(raw: Raw) -> bool:
    """Tell whether a cell holds a number, or a dash or a formula in place of one."""
    if isinstance(raw, bool) or raw is None:
        return False
    return isinstance(raw, int | float | Uncomputed) or _is_number_text(raw)


@lru_cache(maxsize=1 << 14)
def _is_number_text(text: str) -> bool:
    made = parse_number(text)
    return made.value is not None or (not made.code and is_dash(narrowed(text)))


def year_of(raw: Raw) -> int:
    """Give a year from 1950 to 2150, or 0."""
    text = plain(raw).removesuffix("年")
    return int(text) if text.isascii() and text.isdigit() and 1950 <= int(text) <= 2150 else 0
