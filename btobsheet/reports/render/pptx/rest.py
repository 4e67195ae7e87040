"""The slides after the answers: what was approved and closed, money, what was stopped, what is not
known; two panels a slide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from btobsheet.quickclass import dataclass
from btobsheet.reports.document import Block, Paragraph, Table
from btobsheet.reports.render.pptx.deck import (
    BOTTOM,
    GREY,
    LEFT,
    NAVY,
    POINTS,
    ROOM,
    TOP,
    Box,
    Deck,
    Slide,
    Type,
)
from btobsheet.reports.render.pptx.fit import height_of
from btobsheet.reports.render.pptx.panels import money
from btobsheet.reports.render.pptx.table import place_table
from btobsheet.reports.sections import last_table
from btobsheet.reports.status import short
from btobsheet.reports.voice import Voice
from btobsheet.wording import text

_GAP = 0.35
_CHART = 1.75
_LINES = (12, 11, 10)


@dataclass(frozen=True, slots=True)
class Panel:
    """Part of a slide: its heading, lines, a chart and tables, one below the other."""

    heading: str
    lines: tuple[str, ...] = ()
    chart: bool = False
    tables: tuple[Table, ...] = ()


def rest_slides(deck: Deck, voice: Voice, unknown: Sequence[Block]) -> None:
    """Add the slides of all panels that have something to say."""
    found = list(panels(voice, unknown))
    for pair in (found[at : at + 2] for at in range(0, len(found), 2)):
        message = text(deck.language, "slides.panels").join(one.heading for one in pair)
        slide = deck.slide(message)
        width = (ROOM - _GAP * (len(pair) - 1)) / len(pair)
        left_out = 0
        for at, panel in enumerate(pair):
            box = Box(LEFT + at * (width + _GAP), TOP + 0.05, width, BOTTOM - TOP - 0.3)
            left_out += _place(slide, voice, panel, box, headed=len(pair) > 1)
        if left_out:
            foot = Box(LEFT, BOTTOM - 0.2, ROOM, 0.3)
            more = text(deck.language, "slides.more", count=left_out)
            slide.text(foot, (more,), Type((11, 10), GREY, align="right"))


def panels(voice: Voice, unknown: Sequence[Block]) -> Iterator[Panel]:
    """Give the panels in their order."""

    def say(key: str, **details: object) -> str:
        return text(voice.language, f"slides.{key}", **details)

    memory = short.memory_lines(voice)
    if memory:
        yield Panel(say("memory"), tuple(memory))
    lines, left = short.money_lines(voice), short.left_table(voice)
    if lines:
        tables = (left,) if left else ()
        yield Panel(say("money"), tuple(lines), short.has_money_months(voice), tables)
    blocks = short.further(voice)
    found = tuple(block for block in blocks if isinstance(block, Table))
    said = tuple(block.text for block in blocks if isinstance(block, Paragraph))
    if blocks:
        yield Panel(say("further"), said, tables=found)
    table = last_table(unknown)
    if table:
        key = "unknown_more" if table.note else "unknown"
        yield Panel(say(key, count=len(table.rows)), tables=(table,))


def _place(slide: Slide, voice: Voice, panel: Panel, box: Box, *, headed: bool) -> int:
    """Place a panel; give how many rows had no room."""
    y, bottom = box.y, box.y + box.height
    if headed:
        head = Type((15, 14, 13, 12), NAVY, bold=True, anchor="middle", margin=0.0)
        slide.text(Box(box.x, y, box.width, 0.34), (panel.heading,), head)
        y += 0.4
    if panel.lines:
        room = bottom - y if not (panel.chart or panel.tables) else (bottom - y) * 0.34
        y = _lines(slide, panel.lines, Box(box.x, y, box.width, room)) + 0.1
    if panel.chart:
        height = _CHART if panel.tables else bottom - y
        money(slide, voice, Box(box.x, y, box.width, height))
        y += height + 0.1
    left_out = 0
    for number, table in enumerate(panel.tables):
        share = (bottom - y) / (len(panel.tables) - number)
        if len(panel.tables) > 1 or panel.chart:
            caption = Type((12, 11), GREY, bold=True, margin=0.0)
            slide.text(Box(box.x, y, box.width, 0.28), (table.caption,), caption)
            y, share = y + 0.3, share - 0.3
        placed = place_table(slide, Box(box.x, y, box.width, share), table)
        left_out += len(table.rows) - placed.count
        y = placed.bottom + 0.15
    return left_out


def _lines(slide: Slide, lines: Sequence[str], box: Box) -> float:
    """Write lines in the largest type in which they fit; give where they end."""
    how = Type(_LINES, gap=4, margin=0.0)
    width = box.width * POINTS
    fits = (
        size
        for size in _LINES
        if height_of(lines, size, width, how.gap) <= (box.height - 0.06) * POINTS
    )
    size = next(fits, _LINES[-1])
    height = min(box.height, height_of(lines, size, width, how.gap) / POINTS + 0.06)
    slide.text(Box(box.x, box.y, box.width, height), lines, how)
    return box.y + height
