"""How each tab prints: paper, scale, repeated rows, and an area that has room for what is added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Final

from btobsheet.excel.write.calendar import (
    BAND_ROW,
    HEADS,
    MARGINS,
    column_width,
    printed_slots,
)
from btobsheet.excel.write.calendar import FROZEN as FROZEN_ACTIONS
from btobsheet.excel.write.folds import folded_amounts, folds, level_of
from btobsheet.excel.write.sheet import FastSheet
from btobsheet.layout.geometry import Slot
from btobsheet.layout.pages import Pages
from btobsheet.layout.spec import FIRST_ROW, HEADER_ROW, Sheet, Table
from btobsheet.layout.tabs import catalogue, dashboard_grid, goal_steps, tree_lines, tree_picture
from btobsheet.layout.tabs.canvas import Canvas

FROZEN = {
    "operations": 2,
    "tactics": 3,
    "kpis": 3,
    "actions": FROZEN_ACTIONS,
    "reviews": 1,
    "costs": 3,
    "settings": 0,
}
"""How many columns stay in sight, and are printed on every page."""
_A3, _A4 = 8, 9
_MARGINS: Final = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.6}
_NARROW: Final = {"left": 0.3, "right": 0.3, "top": 0.3, "bottom": 0.45}
_SPARE, _FEWEST = 3, 10
"""So many rows are printed below those in use, and so many at least."""
_TABLE: Final = {"left": 0.25, "right": 0.25, "top": 0.35, "bottom": 0.45}
_INCHES = {_A3: (16.54, 11.69), _A4: (11.69, 8.27)}
_POINTS, _PIXEL = 72, 0.75
_SAFE, _HARDLY = 0.98, 0.95
"""Programs differ a little in how much fits on a page; rather than begin one for spare rows alone,
all are printed a little smaller.
"""
_SMALLER: Final = {"actions": 0.89}
"""How much smaller where rows are always of two lines."""
_HEADS, _LOW_HEADS, _ROW = (111, 70), (96, 55), 23
"""Points that title and headers take on the first page, the headers on the others; the same where
no line for dates stands between; a spare row.
"""


def set_print(page: FastSheet, sheet: Sheet, made: Pages, heights: Mapping[int, float]) -> None:
    """Set how a tab prints; ``heights`` are those of its rows, in points."""
    paper = _A4 if sheet.key in ("guide", "dashboard", "reviews") else _A3
    page.set_landscape()
    page.set_margins(**_MARGINS)
    page.set_paper(paper)
    page.fit_to_pages(1, 1 if sheet.key == "guide" else 0)
    if _prints_days(sheet, made):
        page.repeat_columns(0, FROZEN_ACTIONS - 1)
    if sheet.tables:
        page.repeat_rows(BAND_ROW - 1, HEADER_ROW - 1)
        shown = [slot for table in sheet.tables for slot in _shown(made, table)]
        last_column = max(slot.number for slot in shown)
        # what stays in sight is repeated beside the printed days
        first = shown[FROZEN_ACTIONS].number - 1 if _prints_days(sheet, made) else 0
        last_row, pages = _last_row(sheet, made, heights, paper)
        page.set_margins(**_margins(sheet, pages))
        page.print_area(1, first, last_row - 1, last_column - 1)
        page.fit_to_pages(1, pages)
        page.center_horizontally()
    elif sheet.key in made.canvases and made.canvases[sheet.key].print_to[0]:
        last_row, last_column = made.canvases[sheet.key].print_to
        page.print_area(1, 1, last_row - 1, last_column - 1)
        _set_pages(page, made.canvases[sheet.key])
    if sheet.key == "goal":
        page.repeat_rows(goal_steps.HEAD - 1)
    if sheet.key == "catalogue":
        page.repeat_rows(catalogue.FIRST - 2)
    if sheet.key == "dashboard":
        page.set_h_pagebreaks([dashboard_grid.END])
    if sheet.key == "tree":
        _tree_pages(page, made)


def _tree_pages(page: FastSheet, made: Pages) -> None:
    """Print the tree on one page, or so many rows of nodes a page with the heads repeated.

    At full size a page ends there by itself: Excel knows no breaks of ours in a fitted page.
    """
    last, _ = made.canvases["tree"].print_to
    bands = tree_picture.BAND * tree_picture.PAGE_BANDS
    breaks = list(range(tree_lines.HEAD + bands, last, bands))
    page.fit_to_pages(1, 0 if breaks else 1)
    page.set_h_pagebreaks(breaks)
    page.repeat_rows(1, tree_lines.HEAD - 1)


def _set_pages(page: FastSheet, canvas: Canvas) -> None:
    """Set the scale and the pages that a canvas asks for."""
    if canvas.scale:
        page.set_margins(**_NARROW)
        page.set_print_scale(canvas.scale)
        page.center_horizontally()
    if canvas.breaks:
        page.set_h_pagebreaks(canvas.breaks)


def _has_folds(sheet: Sheet) -> bool:
    return any(folds(table.name) for table in sheet.tables)


def _margins(sheet: Sheet, pages: int = 1) -> Mapping[str, float]:
    """Give the margins of a tab of tables, in inches: narrow ones so that it is one page, or where
    columns are folded away.
    """
    if sheet.key == "actions":
        return MARGINS
    return _TABLE if pages == 1 or _has_folds(sheet) else _MARGINS


def _prints_days(sheet: Sheet, made: Pages) -> bool:
    return sheet.key == "actions" and made.plan.calendar == "day"


def _shown(made: Pages, table: Table) -> list[Slot]:
    """Give a table's columns that are printed."""
    geometry = made.geometries[table.name]
    if table.name == "actions":
        return printed_slots(geometry, made.scene.assessment.as_of)
    away = {folded_amounts(made.closed)[0]} if table.name == "costs" else set[str]()
    return [
        slot
        for slot in geometry.slots
        if slot.column.is_seen
        and slot.column.name not in away
        and not level_of(table.name, slot.column)
    ]


def _last_row(
    sheet: Sheet, made: Pages, heights: Mapping[int, float], paper: int
) -> tuple[int, int]:
    """Give the last row to print, and on how many pages: what is in use and a few spare rows, and
    as many more as the last page has room for, so that what is added later is printed too.
    """
    tables: Sequence[Table] = sheet.tables
    most = max(made.geometries[one.name].rows for one in tables)
    room, heads = _room(sheet, made, paper), _heads(sheet)

    def tried(spare: int, smaller: float) -> tuple[int, int]:
        """Give the pages and rows with so many spare ones, printed as small as may be."""
        rows = max(_wanted(made, one, spare) for one in tables)
        return max(_pages(rows, heights, room / smaller, heads)), rows

    # one spare row where three would begin a page, and one does not make all smaller
    tries = ((_SPARE, _SMALLER.get(sheet.key, _HARDLY)), (1, _SMALLER.get(sheet.key, 1.0)))
    pages, wanted = min((tried(*one) for one in tries), key=itemgetter(0))
    room = _room(sheet, made, paper, pages)
    fitting = sum(page <= pages for page in _pages(most, heights, room * _SAFE, heads))
    return HEADER_ROW + max(wanted, fitting), pages


def _heads(sheet: Sheet) -> tuple[float, float]:
    if sheet.key == "actions":
        return HEADS
    return _LOW_HEADS if _has_folds(sheet) else _HEADS


def _wanted(made: Pages, table: Table, spare: int) -> int:
    """Give how many rows of a table are printed at least: all settings, the holidays there are, of
    the others those in use and so many spare ones.
    """
    rows = made.geometries[table.name].rows
    if table.name == "settings":
        return rows
    more = 0 if table.name == "holidays" else spare
    return min(rows, max(_FEWEST, len(getattr(made.plan, table.name)) + more))


def _pages(
    rows: int, heights: Mapping[int, float], room: float, heads: tuple[float, float]
) -> Iterator[int]:
    """Number the pages on which the rows of a table are printed; ``heads`` are the points above
    them on the first page and on the others.
    """
    page, left = 1, room - heads[0]
    for row in range(FIRST_ROW, FIRST_ROW + rows):
        height = heights.get(row, _ROW)
        if height > left:
            page, left = page + 1, room - heads[1]
        left -= height
        yield page


def _room(sheet: Sheet, made: Pages, paper: int, pages: int = 1) -> float:
    """Give how many points of rows a page holds, of so many."""
    width, height = _INCHES[paper]
    margins = _margins(sheet, pages)
    across = (width - margins["left"] - margins["right"]) * _POINTS
    down = (height - margins["top"] - margins["bottom"]) * _POINTS
    shown = sum(_widths(made, table) for table in sheet.tables)
    return down / min(1.0, across / shown)


def _widths(made: Pages, table: Table) -> float:
    """Give the width of a table's printed columns, in points."""
    geometry = made.geometries[table.name]
    return _PIXEL * sum(column_width(geometry, slot) for slot in _shown(made, table))
