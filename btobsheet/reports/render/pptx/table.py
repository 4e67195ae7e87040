"""A document's table as a native table on a slide: columns as wide as their texts ask, as many rows
as there is room for.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches

from btobsheet.quickclass import dataclass
from btobsheet.reports.document import Cell, Column, Table, marked, one_line
from btobsheet.reports.render.pptx.deck import FILLS, INK, NAVY, POINTS, RULE, Box, Slide, Type
from btobsheet.reports.render.pptx.fit import LEADING, lines_of, shortened, width_of

SIZES = (18.0, 16.0, 14.0, 13.0, 12.0, 11.0, 10.0)
MOST_LINES = 3
LARGE, BROKEN = 5, 2
"""So many of the sizes are tried first for a table without a broken line; so many are too large for
one with broken lines.
"""
_SIDE, _EDGE = 0.07, 0.04
_LEAST, _MOST_SHARE, _LONG = 0.55, 0.5, 1.7
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""The table style "No Style, No Grid" of every PowerPoint."""


@dataclass(frozen=True, slots=True)
class Placed:
    """How many rows of a table were placed, where each ends (the head first), and its type."""

    count: int
    ends: tuple[float, ...]
    size: float

    @property
    def bottom(self) -> float:
        """Where the table ends."""
        return self.ends[-1]


def place_table(slide: Slide, box: Box, table: Table) -> Placed:
    """Place as many rows of a table as the box holds."""
    size = _size(table, box)
    widths = _widths(table, box.width, size)
    heights = [_height(row, widths, size) for row in (_head(table.columns), *table.rows)]
    count = _count(heights, box.height)
    if count < 1:
        return Placed(0, (box.y,), size)
    grid = slide.shapes.add_table(
        count + 1, len(widths), *Box(box.x, box.y, box.width, sum(heights[: count + 1])).emu
    ).table
    _plain(grid)
    for at, width in enumerate(widths):
        grid.columns[at].width = Inches(width)
    for at, row in enumerate((_head(table.columns), *table.rows[:count])):
        grid.rows[at].height = Inches(heights[at])
        for number, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            _write(slide, grid.cell(at, number), cell, column, widths[number], size, head=at == 0)
    return Placed(count, tuple(box.y + end for end in accumulate(heights[: count + 1])), size)


def _size(table: Table, box: Box) -> float:
    """Choose the largest type in which all rows fit without a broken line.

    Where none does, in which they fit with no text cut; at last in which they fit at all.
    """
    rows = (_head(table.columns), *table.rows)
    for size in SIZES[:LARGE]:
        if (
            sum(_wanted(table, box.width, size)) <= box.width
            and sum(_height(row, [box.width] * len(row), size) for row in rows) <= box.height
        ):
            return size
    fits = [
        (size, widths)
        for size in SIZES[BROKEN:]
        if sum(_height(row, widths := _widths(table, box.width, size), size) for row in rows)
        <= box.height
    ]
    whole = (size for size, widths in fits if not any(_is_cut(row, widths, size) for row in rows))
    return next(whole, fits[0][0] if fits else SIZES[-1])


def _is_cut(row: Sequence[Cell], widths: Sequence[float], size: float) -> bool:
    """Tell whether a text of a row takes more lines than are shown, or a word is broken."""
    return any(
        lines_of(_shown(cell), size, (width - 2 * _SIDE) * POINTS)
        > (MOST_LINES if cell.value is None else 1)
        or (cell.text.isascii() and _asked(cell.text.split() or [""], size) > width + 0.05)
        for cell, width in zip(row, widths, strict=True)
    )


def _wanted(table: Table, room: float, size: float) -> list[float]:
    """Give the widths that the columns' longest texts ask, none more than half."""
    texts = (
        [_shown(row[at]) for row in (_head(table.columns), *table.rows)]
        for at in range(len(table.columns))
    )
    return [
        min(
            max(_asked(column, size), _LEAST),
            room * _MOST_SHARE if len(table.columns) > 2 else room,
        )
        for column in texts
    ]


def _plain(grid: Any) -> None:
    """Take the coloured style away: the cells' own colours say what is what."""
    grid._tbl.tblPr.find(qn("a:tableStyleId")).text = _NO_STYLE
    grid.horz_banding = False


def _underline(target: Any) -> None:
    """Draw a thin line below a cell; it stands before the fill, as the format wants."""
    line = (
        f'<a:lnB {nsdecls("a")} w="6350"><a:solidFill><a:srgbClr val="{RULE}"/></a:solidFill>'
        f"</a:lnB>"
    )
    target._tc.get_or_add_tcPr().insert(0, parse_xml(line))


def _head(columns: Sequence[Column]) -> tuple[Cell, ...]:
    return tuple(Cell(column.label) for column in columns)


def _shown(cell: Cell) -> str:
    return one_line(marked(cell.text, cell.tone))


def _count(heights: Sequence[float], room: float) -> int:
    """Give how many rows below the head there is room for."""
    used, count = heights[0], 0
    for height in heights[1:]:
        used += height
        if used > room + 1e-6:
            break
        count += 1
    return count


def _widths(table: Table, room: float, size: float) -> list[float]:
    """Share the width: each column what its longest text asks, those of sentences what is left."""
    least = [_asked([column.label], size, 6) for column in table.columns]
    wanted = _wanted(table, room, size)
    spare = room - sum(wanted)
    if spare >= 0:
        widest = max(range(len(wanted)), key=lambda at: (table.columns[at].wide, wanted[at]))
        return [one + (spare if at == widest else 0) for at, one in enumerate(wanted)]
    long = [
        at for at, column in enumerate(table.columns) if column.wide or wanted[at] > _LONG
    ] or list(range(len(wanted)))
    left = max(room - sum(one for at, one in enumerate(wanted) if at not in long), room * 0.25)
    share = left / sum(wanted[at] for at in long)
    made = [
        max(one * share, min(least[at], 1.0)) if at in long else one
        for at, one in enumerate(wanted)
    ]
    squeezed = left / sum(made[at] for at in long)
    made = [one * squeezed if at in long else one for at, one in enumerate(made)]
    return [one * room / sum(made) for one in made]


def _asked(texts: Sequence[str], size: float, most: int = 400) -> float:
    return max(width_of(text[:most], size) for text in texts) / POINTS * 1.08 + 2 * _SIDE + 0.04


def _height(row: Sequence[Cell], widths: Sequence[float], size: float) -> float:
    tallest = max(
        min(MOST_LINES, lines_of(_shown(cell), size, (width - 2 * _SIDE) * POINTS))
        for cell, width in zip(row, widths, strict=True)
    )
    return tallest * size * LEADING / POINTS + 2 * _EDGE


def _write(
    slide: Slide, target: Any, cell: Cell, column: Column, width: float, size: float, *, head: bool
) -> None:
    fill, ink = (NAVY, "FFFFFF") if head else FILLS[cell.tone] if cell.tone else ("FFFFFF", INK)
    target.margin_left = target.margin_right = Inches(_SIDE)
    target.margin_top = target.margin_bottom = Inches(_EDGE)
    target.vertical_anchor = MSO_ANCHOR.MIDDLE
    target.fill.solid()
    target.fill.fore_color.rgb = RGBColor.from_string(fill)
    _underline(target)
    words = shortened(_shown(cell), size, (width - 2 * _SIDE) * POINTS, MOST_LINES)
    slide.paragraph(
        target.text_frame.paragraphs[0],
        words,
        size,
        Type(colour=ink, bold=head, align=column.align),
    )
