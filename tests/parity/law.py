"""The formula law's comparison: each formula cell's value as we wrote it against a recalculated copy's."""

from __future__ import annotations

from pathlib import Path

from btobsheet.excel.grid import Grid, read_grid
from btobsheet.layout.address import a1

TOLERANCE = 1e-9


def same(ours: object, theirs: object) -> bool:
    """Tell whether two cell values are the same: numbers within the tolerance, empty text as nothing."""
    ours, theirs = (None if value == "" else value for value in (ours, theirs))
    if isinstance(ours, int | float) and isinstance(theirs, int | float):
        return abs(ours - theirs) <= TOLERANCE * max(1.0, abs(ours), abs(theirs))
    return ours == theirs


def formulas(grid: Grid) -> dict[tuple[str, int, int], object]:
    return {
        (sheet.name, row, column): cell.value for sheet in grid.sheets for row, cells in sheet.rows.items() for column, cell in cells.items() if cell.formula
    }


def differences(written: Path, recalculated: Path) -> list[str]:
    """Name every formula cell whose recalculated value is not the one we wrote."""
    ours, theirs = read_grid(written), read_grid(recalculated)
    cells = {sheet.name: sheet.rows for sheet in theirs.sheets}
    texts = {(s.name, r, c): cell.formula for s in ours.sheets for r, row in s.rows.items() for c, cell in row.items()}
    found = []
    for (sheet, row, column), value in formulas(ours).items():
        cell = cells[sheet].get(row, {}).get(column)
        if not same(value, cell.value if cell else None):
            found.append(f"{sheet}!{a1(row, column)}: wrote {value!r}, recalculated {cell.value if cell else None!r}: {texts[sheet, row, column][:160]}")
    return found
