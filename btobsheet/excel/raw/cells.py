"""What reading gives: cells, sheets and the whole grid, free of any file format."""

from __future__ import annotations

from dataclasses import field

from btobsheet.layout.typed.text import CellError
from btobsheet.quickclass import dataclass

__all__ = ["Cell", "CellError", "Grid", "Merge", "Rows", "SheetGrid"]

Rows = dict[int, dict[int, "Cell"]]
Merge = tuple[int, int, int, int]

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

VISIBLE, HIDDEN, VERY_HIDDEN = "visible", "hidden", "veryHidden"


@dataclass(slots=True)
class Cell:
    """One cell: its stored value and its formula.

    A date is its plain serial number, an integral number an ``int``; ``None`` with a formula means
    that the value was never computed. The formula stands without its ``=``; ``…`` where the file
    gives the text only at another cell (shared formulas) or has none (data tables).
    """

    value: str | float | int | bool | CellError | None
    formula: str = ""


@dataclass(slots=True)
class SheetGrid:
    """One worksheet: row -> column -> cell, both from 1; only cells with a value or a formula.

    ``merges`` are (first row, first column, last row, last column). ``complete`` is false where
    the caller had no interest in the sheet: then only its first row stands here. ``unread`` are the
    columns in which formulas stand that show something and were left out.
    """

    name: str
    state: str = VISIBLE
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merges: tuple[Merge, ...] = ()
    complete: bool = True
    unread: frozenset[int] = frozenset()

    def values(self) -> dict[tuple[int, int], object]:
        """Give what its cells hold, by row and column."""
        return {
            (row, column): cell.value
            for row, cells in self.rows.items()
            for column, cell in cells.items()
        }


@dataclass(slots=True)
class Grid:
    """A workbook's worksheets in the order of their tabs, its epoch and its custom properties."""

    sheets: tuple[SheetGrid, ...]
    date1904: bool = False
    custom: dict[str, str] = field(default_factory=dict)
    file: str = ""
