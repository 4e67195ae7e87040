"""A native chart as a tab declares it: its series as areas of the tab's cells, and their look."""

from __future__ import annotations

from typing import Literal

from btobsheet.quickclass import dataclass

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, counted from 1."""
Areas = tuple[Area, ...]
Draw = Literal["solid", "hatched", "dash"]
"""A filled column, a hatched one, or a dash at the value's height."""


@dataclass(frozen=True)
class Series:
    """What is drawn together: the cell with its name, its values, how and in which colour.

    ``labels`` writes each value at its bar in this number format.
    """

    name: tuple[int, int]
    values: Area
    draw: Draw
    colour: str
    labels: str = ""


@dataclass(frozen=True)
class Chart:
    """Columns side by side, one over the other (``overlap``) or on each other (``stacked``), or
    bars that lie with the first category on top (``lying``).

    ``at`` is the cell of its upper left corner, ``size`` pixels across and down, ``form`` the
    axis' number format, ``title`` the cell that says its message. Areas are whole tables, so that
    what is added is drawn.
    """

    at: tuple[int, int]
    size: tuple[int, int]
    categories: Area
    series: tuple[Series, ...]
    title: tuple[int, int] | None = None
    lying: bool = False
    stacked: bool = False
    overlap: bool = False
    form: str = "#,##0"
    gap: int = 50
