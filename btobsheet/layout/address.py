"""A1 addresses: column letters, cells, ranges. Rows and columns count from 1."""

from __future__ import annotations

import re
from functools import lru_cache

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
_A1 = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


@lru_cache(maxsize=2048)
def letters(column: int) -> str:
    """Give a column's letters: 1 → A, 27 → AA."""
    out = ""
    while column:
        column, rest = divmod(column - 1, 26)
        out = chr(65 + rest) + out
    return out


def column_number(text: str) -> int:
    """Give a column's number: AA → 27."""
    number = 0
    for letter in text.upper():
        number = number * 26 + ord(letter) - 64
    return number


def parse_a1(text: str) -> tuple[int, int]:
    """Read ``F12`` as (row, column) = (12, 6); ValueError where it is no address."""
    found = _A1.fullmatch(text)
    if not found:
        raise ValueError(text)
    return int(found[2]), column_number(found[1])


def a1(row: int, column: int) -> str:
    """Give a cell's address: (12, 6) → F12."""
    return f"{letters(column)}{row}"


def fixed(row: int, column: int) -> str:
    """Give a cell's absolute address: (12, 6) → $F$12."""
    return f"${letters(column)}${row}"


def fixed_range(row: int, column: int, last_row: int, last_column: int) -> str:
    """Give an absolute range: $F$12:$G$20."""
    return f"{fixed(row, column)}:{fixed(last_row, last_column)}"


def quoted(sheet: str) -> str:
    """Quote a sheet's name for a formula; always, since some engines need it."""
    return "'" + sheet.replace("'", "''") + "'"
