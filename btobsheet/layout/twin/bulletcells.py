"""The twin of the two columns of a bullet graph."""

from __future__ import annotations

from btobsheet.layout.kinds import Scalar
from btobsheet.layout.sheets.bullets import MOST_ABOVE


def bullet_cells(name: str, value: Scalar) -> dict[str, Scalar]:
    """Give the cells that draw a share; an empty text draws nothing."""
    if not isinstance(value, int | float):
        return {f"{name}_within": "", f"{name}_above": ""}
    return {
        f"{name}_within": max(0, min(1, value)),
        f"{name}_above": max(0, min(MOST_ABOVE, value - 1)),
    }


def pace(progress: float | None, planned: float | None) -> Scalar:
    """Give progress as a share of what was planned; an empty text where nothing was."""
    return progress / planned if progress is not None and planned else ""
