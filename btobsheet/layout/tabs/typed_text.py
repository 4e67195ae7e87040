"""Cells that people typed, as formulas of the output tabs read them."""

from __future__ import annotations

from functools import cache
from typing import Final

from btobsheet.layout import macros
from btobsheet.layout.book import BOOK
from btobsheet.layout.kinds import Identifier

CRITERION: Final = 250
"""So many letters of a text COUNTIFS is given at most; it takes 255."""


def as_text(name: str, pointer: str) -> str:
    """Give the text of a named column's cell; a typed one may show an error value."""
    cell = f"INDEX({name},{pointer})"
    return macros.shown(cell) if name in _typed_columns() else f'{cell}&""'


@cache
def _typed_columns() -> frozenset[str]:
    """Give the named columns in which people type, ids left out."""
    columns = ((table.name, column) for table in BOOK.tables for column in table.inputs)
    return frozenset(
        f"{table}_{column.name}"
        for table, column in columns
        if not isinstance(column.kind, Identifier)
    )


def criterion(text: str) -> str:
    """Give the criterion by which a typed text means itself, though it begin with ``>`` or hold a
    ``*``; what is too long means nothing.
    """
    return f'"="&LEFT({macros.literal(text)},{CRITERION})'


def may_match(text: str) -> bool:
    """Tell whether a text is short enough for a criterion, its wildcards escaped."""
    return len(text) + sum(map(text.count, "~*?")) <= CRITERION
