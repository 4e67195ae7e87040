"""An export's rows as they stand, and what one of their cells may be."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from btobsheet.layout.typed.numbers import parse_number
from btobsheet.layout.typed.text import Raw, is_dash, narrowed, plain
from btobsheet.quickclass import dataclass


class Uncomputed(str):
    """A formula whose value the program that wrote it has not computed, as its text."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the data: its number as people count it, and its filled cells by column."""

    row: int
    cells: Mapping[int, Raw]


@dataclass(frozen=True, slots=True)
class DataTable:
    """The data: a text file's rows, or those of one tab, with the names of the ``others``."""

    file: str
    lines: tuple[Line, ...]
    sheet: str = ""
    others: tuple[str, ...] = ()
    date1904: bool = False


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
