"""A table found on a sheet: where it stands, and what each of its columns holds."""

from __future__ import annotations

from collections.abc import Mapping

from btobsheet.excel.raw.cells import Cell, SheetGrid
from btobsheet.layout.address import letters
from btobsheet.layout.spec import Table
from btobsheet.layout.typed.text import match_key
from btobsheet.quickclass import dataclass

HEADER_ROWS = 60
"""How many rows are searched for a header."""


@dataclass(frozen=True)
class Located:
    """One table found on a sheet: its header's row, and what each of its columns (by number) holds.

    ``columns`` are the inputs with the id, ``computed`` the formula columns, both by field name.
    """

    table: Table
    sheet: SheetGrid
    header_row: int
    columns: Mapping[int, str]
    computed: Mapping[int, str]

    def letters(self) -> dict[str, str]:
        """Give the column letters of every field."""
        return {
            field: letters(number)
            for number, field in (*self.computed.items(), *self.columns.items())
        }

    def number(self, field: str) -> int:
        """Give a field's column number, or 0."""
        return next((number for number, name in self.columns.items() if name == field), 0)


def header_key(cell: Cell | None) -> str:
    """Give a header cell's text as headers are compared; an empty text for anything else."""
    return match_key(cell.value) if cell is not None and isinstance(cell.value, str) else ""
