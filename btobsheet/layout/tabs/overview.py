"""戦略俯瞰図: policy, message and figures, then the method downward: operations in the order of
their cycle, under each its tactics with KPI, status and owner; below them how the KGI runs, why it
falls short, and what is to be decided.

One A3 page at about its full size. Where a plan has more operations or more tactics than it takes,
a second page follows; places that nothing stands at show nothing.
"""

from __future__ import annotations

import math

from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.kgi import put_kgi
from btobsheet.layout.tabs.message import phrase, put_fix
from btobsheet.layout.tabs.overview_cards import put_cards
from btobsheet.layout.tabs.overview_foot import put_foot, status_cells
from btobsheet.layout.tabs.overview_grid import (
    BOTTOM,
    CARD_ROWS,
    CARDS,
    END,
    FACTS,
    FIRST,
    FOOT,
    HEADS,
    HELPER_TOP,
    HELPERS,
    IN_BAND,
    LAST,
    LAST_HELPER,
    LEGEND,
    LINES,
    MAIN,
    MESSAGE,
    MORE,
    PLACES,
    SECOND,
    SIDE,
    TILES,
    TITLE,
    WIDTHS,
    Slot,
    slots,
)
from btobsheet.layout.tabs.overview_head import put_head, setting
from btobsheet.layout.tabs.overview_slots import Cycle, put_ghosts, put_slots
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import Expr, const, number, when

_CARD_HEIGHTS = (26, 12, 15, 14, 12, 4)
_ON_ONE_PAGE = 5
"""So many cards below each other leave room for the lower third on the page."""
_FEWEST = 4
_LINE, _TALL_LINE = 15, 34
"""The height of a line of the lower third, and where that has a page of its own."""
_PAGE, _FULL = 776, 100
"""The points down a page of A3 with narrow margins, and its full size in percent."""


def build(scene: Scene) -> Canvas:
    """Build the tab."""
    canvas = scene.canvas("overview")
    canvas.widths[1] = 16
    for column in range(FIRST, LAST + 1):
        canvas.widths[column] = WIDTHS[(column - FIRST) % len(WIDTHS)]
    kgi = put_kgi(scene, canvas, HELPER_TOP, FACTS)
    fix = put_fix(scene, canvas, HELPER_TOP + 18, FACTS)
    cycle = put_slots(scene, canvas)
    rows = _shown_rows(cycle)
    put_cards(scene, canvas, cycle, rows)
    put_ghosts(canvas, cycle, Slot(1).card(rows[0] + 1) - 1)
    _heights(scene, canvas, rows)
    put_head(scene, canvas, kgi, fix)
    put_foot(scene, canvas, kgi, fix, cycle)
    for slot in slots():
        _more(scene, canvas, cycle, slot, rows[slot.number > IN_BAND])
    head = when(
        Expr(f"{cycle.count.text}>{IN_BAND}", number(cycle.count) > IN_BAND),
        const(scene.say_page("overview.second")),
        const(""),
    )
    canvas.put(SECOND, FIRST, head, "card_kpi")
    columns = [
        (slot.head + 1, slot.column + SIDE, slot.head + MORE - HEADS, slot.column + SIDE)
        for slot in slots()
    ]
    canvas.toned.append(("kpi_status", (*columns, *status_cells())))
    canvas.hidden = (HELPERS, LAST_HELPER)
    _pages(canvas, cycle)
    return canvas


def _needed(cycle: Cycle, slot: Slot) -> int:
    """Count the cards that a slot would need."""
    figures = cycle.figures[slot.number - 1]
    count = number(figures.tactics) + number(figures.own)
    return math.ceil(count / int(number(cycle.wide)))


def _shown_rows(cycle: Cycle) -> tuple[int, int]:
    """Give how many cards below each other each band shows: one more than there are, so that what
    is added has its place, but none that would take a second page.
    """
    bands = (
        [slot for slot in slots() if (slot.number > IN_BAND) == second] for second in (False, True)
    )
    first, second = (_with_room(max(_needed(cycle, slot) for slot in band)) for band in bands)
    return first, second


def _with_room(needed: int) -> int:
    return min(PLACES, max(_FEWEST, needed + (needed != _ON_ONE_PAGE)))


def _heights(scene: Scene, canvas: Canvas, rows: tuple[int, int]) -> None:
    """Set the heights of all rows; those of cards beyond what is in use are folded away."""
    heights = canvas.heights
    heights |= {1: 14, TITLE: _policy_height(scene), MESSAGE: 30, MESSAGE + 1: 4}
    heights |= {TILES: 13, TILES + 1: 21, TILES + 2: 13, TILES + 3: 5}
    for slot, shown in ((Slot(1), rows[0]), (Slot(IN_BAND + 1), rows[1])):
        heights |= {slot.head: 28, slot.head + 1: 15, slot.head + 2: 7, slot.head + 3: 4}
        for place in range(1, PLACES + 1):
            for line, height in enumerate(_CARD_HEIGHTS):
                heights[slot.card(place) + line] = height if place <= shown else 0
    heights |= {MORE: 10, LEGEND: 14, BOTTOM: 20, FOOT: 14, FOOT + 1: 8, SECOND: 16, END: 12}
    tall = _LINE if rows[0] <= _ON_ONE_PAGE else _TALL_LINE
    heights |= {BOTTOM + line: tall for line in range(1, LINES + 1)}


def _policy_height(scene: Scene) -> float:
    """Give the policy's row the lines that it takes; two for one that is still to be written."""
    words = str(setting(scene, "policy").value)
    wide = sum(2 if ord(letter) > 255 else 1 for letter in words)
    return 30 if 0 < wide <= scene.letters("policy") else 56


def _more(scene: Scene, canvas: Canvas, cycle: Cycle, slot: Slot, rows: int) -> None:
    """Say how many cards of an operation there is no place for."""
    figures = cycle.figures[slot.number - 1]
    tactics, own = figures.tactics, figures.own
    told = Expr(
        f"{tactics.text}+{own.text}-{rows}*{cycle.wide.text}",
        number(tactics) + number(own) - rows * number(cycle.wide),
    )
    first = Expr(
        f"MOD({figures.number.text},{cycle.wide.text})", slot.number % int(number(cycle.wide))
    )
    is_last = Expr(f"AND({told.text}>0,{first.text}=0)", number(told) > 0 and first.value == 0)
    said = phrase(scene, "overview.more", count=Expr(f"({told.text})", told.value))
    row = slot.head + MORE - HEADS
    canvas.put(row, slot.column + MAIN, when(is_last, said, const("")), "card_more")


def _pages(canvas: Canvas, cycle: Cycle) -> None:
    """Choose where pages begin, and the scale at which all of them hold what is on them."""
    heights, second = canvas.heights, number(cycle.count) > IN_BAND
    parts = [
        sum(heights[row] for row in range(first, last + 1))
        for first, last in ((TITLE, LEGEND), (BOTTOM, FOOT), (FOOT + 1, END))
    ]
    shown = sum(heights[CARDS + CARD_ROWS * place] > 0 for place in range(PLACES))
    split = shown > _ON_ONE_PAGE
    pages = [parts[0], parts[1]] if split else [parts[0] + parts[1]]
    if split:
        canvas.breaks.append(LEGEND)
    if second:
        if split and parts[1] + parts[2] <= _PAGE:
            pages[-1] += parts[2]
        else:
            canvas.breaks.append(FOOT)
            pages.append(parts[2])
    canvas.scale = min(_FULL, int(100 * _PAGE / max(pages)))
    canvas.print_to = (END if second else FOOT, LAST)
