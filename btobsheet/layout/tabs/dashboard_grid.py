"""The dashboard's grid: 24 columns of equal width, what stands in which rows, and how a table of
lines is written on it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from btobsheet.layout.tabs.canvas import Canvas, Rule
from btobsheet.layout.tabs.charts import Area
from btobsheet.layout.tabs.message import phrase
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import Expr, const, join, number, positive, when
from btobsheet.quickclass import dataclass

COLUMNS, WIDTH = 24, 43
TITLE, MESSAGE, TILES, TREND, WORST, LISTS, END = 2, 3, 5, 9, 16, 29, 33
"""The rows of the first page; each section's heading stands in the row that is named."""
PEOPLE, SEGMENTS, STOPPED, LAST = 34, 50, 59, 64
"""The rows of the second page."""
HELPERS: Final = 2 + COLUMNS + 1
"""The first helper column: pointers; twelve months of a line follow it."""
MONTHS_AT, MEASURE_AT, FACTS, FACTS_AT_RIGHT = HELPERS + 1, HELPERS + 13, HELPERS + 16, HELPERS + 19
LAST_HELPER: Final = FACTS_AT_RIGHT + 8


_NUMBERS = ("list_right", "list_share", "list_count", "list_money", "list_points")
"""Styles of lines whose head stands at the right, as they do."""
_RUNNING = ("list", "list_strong", "list_under")
"""Styles of texts that run on over the empty cells beside them."""


def at(column: int) -> int:
    """Give the tab's column of one of the grid, from 1."""
    return 1 + column


@dataclass(frozen=True)
class Field:
    """A column of a table: its head's wording ("" for none), where it begins and how many columns
    of the grid it takes, what stands in a line for a pointer, and in which style.
    """

    head: str
    column: int
    across: int
    content: Callable[[Expr], Expr]
    style: str


def put_section(canvas: Canvas, row: int, heading: Expr, first: int, last: int) -> None:
    """Write a section's heading from one column of the grid to another."""
    canvas.put(row, at(first), heading, "section")
    canvas.style_row(row, at(first) + 1, at(last), "section")


def counted(scene: Scene, name: str, total: Expr, lines: int) -> Expr:
    """Head a list: what it is, how many there are, and how many of them have no line."""
    beyond = Expr(f"({total.text}-{lines})", number(total) - lines)
    more = when(
        Expr(f"{total.text}>{lines}", number(total) > lines),
        join("　", phrase(scene, "dash.more", count=beyond)),
        const(""),
    )
    return join(scene.say_page(f"dash.{name}"), " (", total, ")", more)


def hinted(scene: Scene, name: str, heading: Expr, total: Expr, typed: Expr | None = None) -> Expr:
    """Say beside the heading of a list, while it is empty, where to type what it would show, or
    where so much is ``typed`` already, what it waits for.
    """
    hint = const(scene.say_page(f"dash.{name}_none"))
    if typed is not None:
        hint = when(positive(typed), const(scene.say_page(f"dash.{name}_waits")), hint)
    return join(heading, when(positive(total), const(""), join("　", hint)))


def put_fields(
    scene: Scene, canvas: Canvas, row: int, pointers: Sequence[Expr], fields: Sequence[Field]
) -> None:
    """Write a table's heads into a row, and its lines below, one for each pointer."""
    for one in fields:
        if one.head:
            put_head(scene, canvas, row, one)
    first = row + 1 if any(one.head for one in fields) else row
    for line, pointer in enumerate(pointers, start=first):
        for one in fields:
            across = 1 if one.style in _RUNNING else one.across
            canvas.put(line, at(one.column), one.content(pointer), one.style, across=across)
    right = at(fields[-1].column + fields[-1].across - 1)
    area = (first, at(fields[0].column), first + len(pointers) - 1, right)
    put_hairlines(canvas, pointers[0], area)


def put_head(scene: Scene, canvas: Canvas, row: int, field: Field) -> None:
    """Write a column's head: it runs on over the cells beside it, of numbers to the left."""
    said = scene.say_page(f"dash.head.{field.head}")
    right = field.style in _NUMBERS
    column = field.column + field.across - 1 if right else field.column
    canvas.put(row, at(column), said, "column_head_right" if right else "column_head")


def put_hairlines(canvas: Canvas, pointer: Expr, area: Area) -> None:
    """Draw a line below each line that shows something: whose pointer, in the first one's column,
    is above 0.
    """
    there = pointer.text.replace(f"${area[0]}", str(area[0]))
    canvas.rules.append(Rule(f"{there}>0", (area,), "list_end"))
