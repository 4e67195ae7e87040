"""A tab made of single cells: what stands where, and in which style."""

from __future__ import annotations

from dataclasses import dataclass, field

from btobsheet.layout.address import fixed, letters, quoted
from btobsheet.layout.kinds import Scalar
from btobsheet.layout.tabs.charts import Area, Areas, Chart
from btobsheet.layout.tabs.shapes import Expr


@dataclass(frozen=True)
class Placed:
    """One cell's content: a constant or a formula, with its style's name.

    ``across`` columns and ``down`` rows are merged.
    """

    content: Expr | Scalar
    style: str = ""
    across: int = 1
    down: int = 1


@dataclass(frozen=True)
class Bar:
    """An area of fractions shown as bars between two values, the figure beside its bar unless it is
    ``bare``.
    """

    area: Area
    low: float = 0
    high: float = 1
    bare: bool = False


@dataclass(frozen=True)
class Sparkline:
    """A small column chart in a cell: how far the months of a row of cells are off their targets,
    between 0.5 below and 0.5 above; ``cells`` is that row's address with its tab.
    """

    row: int
    column: int
    cells: str


@dataclass(frozen=True)
class Rule:
    """A look that areas have where a test holds; ``only``: none of a later rule.

    The test is written for the first cell of the first area; the others move with it.
    """

    test: str
    areas: tuple[Area, ...]
    look: str
    only: bool = True


@dataclass
class Canvas:
    """A tab under construction: cells by (row, column), widths in pixels, heights in points.

    ``toned`` are areas (first row, first column, last row, last column) whose words are coloured by
    a group of wording, ``framed`` areas that get a frame where a test holds, ``charts`` what is
    drawn over the cells, ``hidden`` the columns from which on helpers stand. A page begins after
    each row of ``breaks``; ``scale`` is at how many percent it is printed, 0 for as fits its width.
    A test with several areas is as the first one's first cell has it.
    """

    title: str
    cells: dict[tuple[int, int], Placed] = field(default_factory=dict)
    widths: dict[int, int] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    toned: list[tuple[str, Area | Areas]] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    sparklines: list[Sparkline] = field(default_factory=list)
    framed: list[tuple[str, Area | Areas, str]] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    hidden: tuple[int, int] | None = None
    print_to: tuple[int, int] = (0, 0)
    breaks: list[int] = field(default_factory=list)
    scale: int = 0

    def put(
        self,
        row: int,
        column: int,
        content: Expr | Scalar,
        style: str = "",
        across: int = 1,
        down: int = 1,
    ) -> Expr:
        """Place content and give the reference to its cell, for use by other cells of this tab."""
        self.cells[row, column] = Placed(content, style, across, down)
        value = content.value if isinstance(content, Expr) else content
        return Expr(fixed(row, column), value)

    def near(self, row: int, column: int) -> Expr:
        """Give the reference to a cell for cells of this tab that lie as far below or above it
        wherever their formula stands.
        """
        return self._moved(row, column, f"${letters(column)}{row}")

    def beside(self, row: int, column: int) -> Expr:
        """Give the same for a cell that lies as far left or right too."""
        return self._moved(row, column, f"{letters(column)}{row}")

    def _moved(self, row: int, column: int, reference: str) -> Expr:
        return Expr(reference, self.value(row, column))

    def value(self, row: int, column: int) -> Scalar:
        """Give what a cell shows."""
        placed = self.cells.get((row, column))
        content = placed.content if placed else None
        return content.value if isinstance(content, Expr) else content

    def far(self, row: int, column: int) -> Expr:
        """Give the reference to a cell for use on other tabs."""
        content = self.cells[row, column].content
        value = content.value if isinstance(content, Expr) else content
        return Expr(f"{quoted(self.title)}!{fixed(row, column)}", value)

    def head(self, row: int, content: Expr | Scalar, last: int, height: float) -> None:
        """Write a heading from the second to the ``last`` column."""
        self.put(row, 2, content, "heading")
        self.style_row(row, 3, last, "heading")
        self.heights[row] = height

    def style_row(self, row: int, first: int, last: int, style: str) -> None:
        """Give the cells of a row that hold nothing yet a style."""
        for column in range(first, last + 1):
            self.cells.setdefault((row, column), Placed(None, style))
