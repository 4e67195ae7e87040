"""The slide of what got worse: since the copy it is compared with, and by the months, with how far
that is beyond a KPI's own noise.
"""

from __future__ import annotations

from collections.abc import Sequence

from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.util import Inches

from btobsheet.layout.look import BAR, edge_of
from btobsheet.reports.document import Block, Paragraph, Table
from btobsheet.reports.render.pptx.deck import (
    BOTTOM,
    GREY,
    LEFT,
    ROOM,
    RULE,
    TOP,
    Box,
    Deck,
    Slide,
    Type,
)
from btobsheet.reports.render.pptx.panels import months
from btobsheet.reports.render.pptx.table import Placed, place_table
from btobsheet.reports.status.next import falling_kpis
from btobsheet.reports.voice import Voice
from btobsheet.status.figures import KpiFigures
from btobsheet.wording import text

_SPARKS = 1.9
_ROOM_FOR_CHARTS = 2.4
_MOST_OFF = 0.5
"""So far off its target a month is drawn at most, as on the sheets of the workbook."""


def worse_slide(deck: Deck, voice: Voice, blocks: Sequence[Block]) -> None:
    """Show the tables of the section, each month of what falls beside it; nothing where nothing got
    worse.
    """
    tables = [block for block in blocks if isinstance(block, Table)]
    if not tables:
        return
    falling = falling_kpis(voice)
    key = "slides.worse" if falling else "slides.worse_since"
    slide = deck.slide(text(deck.language, key, count=len(falling)))
    y, left = TOP + 0.05, BOTTOM - 0.25
    said = [block.text for block in blocks if isinstance(block, Paragraph)]
    if said:
        height = 0.3 * min(3, len(said))
        slide.text(Box(LEFT, y, ROOM, height), said, Type((12, 11, 10, 9)))
        y += height + 0.05
    missing = 0
    for number, table in enumerate(tables):
        share = (left - y) / (len(tables) - number)
        if len(tables) > 1:
            slide.text(Box(LEFT, y, ROOM, 0.3), (table.caption,), Type((12, 11), GREY, bold=True))
        top = y + (0.32 if len(tables) > 1 else 0)
        sparks = bool(falling) and number == len(tables) - 1
        box = Box(LEFT, top, ROOM - (_SPARKS if sparks else 0), y + share - top)
        placed = place_table(slide, box, table)
        missing += len(table.rows) - placed.count
        if sparks:
            _sparks(slide, voice, falling, placed)
        y = placed.bottom + 0.15
    if BOTTOM - y > _ROOM_FOR_CHARTS and not missing:
        _charts(slide, voice, falling[:3], y + 0.1)
    if missing:
        foot = Box(LEFT, BOTTOM - 0.2, ROOM, 0.3)
        more = text(deck.language, "slides.more", count=missing)
        slide.text(foot, (more,), Type((11, 10), GREY, align="right"))


def _charts(slide: Slide, voice: Voice, falling: Sequence[KpiFigures], y: float) -> None:
    """Draw the first KPIs' months below a short table, beside each other."""
    width = ROOM / max(1, len(falling))
    for at, item in enumerate(falling):
        months(slide, voice, item, Box(LEFT + at * width, y, width - 0.15, BOTTOM - 0.1 - y))


def _sparks(slide: Slide, voice: Voice, falling: Sequence[KpiFigures], placed: Placed) -> None:
    """Draw each KPI's closed months beside its row: how far above or below its target."""
    x, width = LEFT + ROOM - _SPARKS + 0.12, _SPARKS - 0.15
    if placed.count < 1:
        return
    head = Box(x, placed.ends[0] - 0.3, width, 0.3)
    said = text(slide.deck.language, "slides.sparks")
    slide.text(head, (said,), Type((10, 9), GREY, anchor="middle", margin=0.0))
    for row, item in enumerate(falling[: placed.count]):
        top, bottom = placed.ends[row] + 0.04, placed.ends[row + 1] - 0.04
        _spark(slide, voice, item, Box(x, top, width, bottom - top))


def _spark(slide: Slide, voice: Voice, item: KpiFigures, box: Box) -> None:
    closed = voice.assessment.closed_months
    off = [
        None if value is None else max(-_MOST_OFF, min(_MOST_OFF, value))
        for value in item.off_target(closed)
    ]
    middle, step = box.y + box.height / 2, box.width / max(1, closed)
    slide.rectangle(Box(box.x, middle - 0.005, box.width, 0.01), RULE)
    for fill, sign in ((BAR, 1), (edge_of("bad"), -1)):
        bars = [
            (box.x + at * step + step * 0.15, abs(value) / _MOST_OFF * box.height / 2)
            for at, value in enumerate(off)
            if value is not None and value * sign > 0
        ]
        _bars(slide, bars, middle, -sign, step * 0.7, fill.strip("#"))


def _bars(
    slide: Slide,
    bars: Sequence[tuple[float, float]],
    middle: float,
    way: int,
    width: float,
    fill: str,
) -> None:
    """Draw bars up or down from the middle as one shape, which a hand moves as one."""
    if not bars:
        return
    made = slide.shapes.build_freeform(Inches(bars[0][0]), Inches(middle))
    for x, height in bars:
        left, right = Inches(x), Inches(x + width)
        start, end = Inches(middle), Inches(middle + way * max(0.01, height))
        made.move_to(left, start)
        made.add_line_segments([(right, start), (right, end), (left, end)], close=True)
    shape = made.convert_to_shape()
    shape._element.remove(shape._element.find(qn("p:style")))  # it would add a shadow
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(fill)
    shape.line.fill.background()
