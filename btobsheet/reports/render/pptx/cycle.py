"""戦略俯瞰図 as native shapes that a hand can move: the operations in the order of the cycle, under
each its tactics with the KPI that decides them, and their owners.
"""

from __future__ import annotations

from collections.abc import Sequence

from pptx.enum.shapes import MSO_SHAPE

from btobsheet.reports import numbers
from btobsheet.reports.document import mark, marked
from btobsheet.reports.pictures import Cycle, CycleNode, CycleTactic
from btobsheet.reports.render.pptx.deck import (
    BAND,
    BOTTOM,
    DONE,
    GREY,
    INK,
    INKS,
    LATE,
    LEFT,
    NAVY,
    PALE,
    PLANNED,
    POINTS,
    ROOM,
    TOP,
    Box,
    Slide,
    Type,
)
from btobsheet.reports.render.pptx.fit import LEADING, lines_of, shortened
from btobsheet.wording import text

MOST_NODES = 18
_GAP = 0.2
_KGI = 0.42
_NAME = (13.0, 12.0, 11.0, 10.0, 9.0)
_SMALL, _BODY = 9.0, 10.0
_TILES = ((12.0, 3), (11.0, 3), (10.0, 3), (9.0, 3), (9.0, 2))
"""The type of a tactic's tile, and its lines: the first in which all find room, else the last."""
_HEAD, _NARROW = 0.56, 2.6
"""The room of an operation's head, and below which width a card is narrow."""


def draw_cycle(slide: Slide, cycle: Cycle) -> int:
    """Draw the KGI, and below it the operations, row by row in their order; give how many had no
    room.
    """
    nodes = cycle.nodes[:MOST_NODES]
    _kgi(slide, cycle, Box(LEFT, TOP, ROOM, _KGI))
    boxes = places(len(nodes))
    if not boxes:
        return 0
    how = _tile_of(nodes, boxes[0].width, boxes[0].height)
    name = _name_size(nodes, boxes[0].width)
    for at, (node, box) in enumerate(zip(nodes, boxes, strict=True)):
        _card(slide, node, cycle, box, name, how)
        if at + 1 < len(nodes):
            arrow = Box(box.x + box.width + 0.03, box.y + 0.16, _GAP - 0.06, 0.2)
            slide.shape(arrow, MSO_SHAPE.RIGHT_ARROW, NAVY)
    if len(nodes) > 2:
        _back(slide, nodes[0], boxes)
    return len(cycle.nodes) - len(nodes)


def places(count: int) -> list[Box]:
    """Give the places of so many cards: one row, or two or three of as many each."""
    rows = 1 if count <= 4 else 2 if count <= 10 else 3
    across = -(-count // rows)
    top = TOP + _KGI + 0.12
    width = (ROOM - _GAP * across) / across
    height = (BOTTOM - 0.22 - top - 0.12 * (rows - 1)) / rows
    return [
        Box(
            LEFT + at % across * (width + _GAP),
            top + at // across * (height + 0.12),
            width,
            height,
        )
        for at in range(count)
    ]


def _height(how: tuple[float, int]) -> float:
    size, lines = how
    return lines * size * LEADING / POINTS + 0.06


def _tile_of(nodes: Sequence[CycleNode], width: float, height: float) -> tuple[float, int]:
    """Choose how tactics are drawn, all alike: the largest in which no name is cut."""
    tactics = [tactic for node in nodes for tactic in node.tactics]
    most = max(len(node.tactics) for node in nodes)
    fits = [how for how in _TILES if most * _height(how) <= height - _HEAD]
    whole = (
        (size, lines)
        for size, lines in fits
        if lines > 2
        and all(lines_of(_named(one), size, (width - BAND - 0.08) * POINTS) == 1 for one in tactics)
    )
    return next(whole, next((how for how in fits if how[0] <= _BODY), _TILES[-1]))


def _named(one: CycleNode | CycleTactic) -> str:
    return f"{one.id} {one.name}"


def _name_size(nodes: Sequence[CycleNode], width: float) -> float:
    """Choose one type for the names of all operations."""
    room = (width - BAND - 0.1) * POINTS
    fits = (size for size in _NAME if all(lines_of(_named(one), size, room) == 1 for one in nodes))
    return next(fits, _NAME[-2])


def _back(slide: Slide, first: CycleNode, boxes: Sequence[Box]) -> None:
    """Say that the last operation leads to the first again."""
    said = text(slide.deck.language, "slides.cycle_back", operation=f"{first.id} {first.name}")
    last = boxes[-1]
    foot = Box(LEFT, BOTTOM - 0.2, last.x + last.width - LEFT, 0.24)
    slide.text(foot, (said,), Type((10, 9), NAVY, bold=True, align="right"))


def _kgi(slide: Slide, cycle: Cycle, box: Box) -> None:
    slide.rectangle(box, PALE)
    slide.band(box, cycle.kgi_status.tone)
    status = marked(cycle.kgi_status.text, cycle.kgi_status.tone)
    wide = box.width * 0.5
    name = Type((16, 14, 13, 12, 11, 10), NAVY, bold=True, anchor="middle", margin=0.12)
    slide.text(Box(box.x + BAND, box.y, wide, box.height), (cycle.kgi,), name)
    said = "  ".join(part for part in (status, cycle.kgi_note) if part)
    how = Type(
        (16, 14, 13, 12, 11, 10),
        INKS[cycle.kgi_status.tone],
        bold=True,
        align="right",
        anchor="middle",
        margin=0.12,
    )
    rest = Box(box.x + wide, box.y, box.width - wide, box.height)
    slide.text(rest, (said,) if said else (), how)


def _card(
    slide: Slide, node: CycleNode, cycle: Cycle, box: Box, name: float, how_tall: tuple[float, int]
) -> None:
    """Draw an operation: its name, how it stands, its progress, its tactics as far as there is
    room.
    """
    head = Box(box.x, box.y, box.width, 0.52)
    slide.rectangle(head, PALE)
    slide.band(head, node.status.tone)
    inner = Box(box.x + BAND, box.y + 0.02, box.width - BAND, 0.28)
    slide.text(inner, (_named(node),), Type((name, 9), NAVY, bold=True, anchor="middle"))
    below = Box(inner.x, box.y + 0.28, inner.width, 0.23)
    status = marked(node.status.text, node.status.tone)
    how = Type((11, 10, 9), INKS[node.status.tone], bold=True, anchor="middle")
    slide.text(
        Box(below.x, below.y, below.width * _status_share(box), below.height), (status,), how
    )
    _progress(slide, node, cycle, below)
    top, tall = box.y + _HEAD, _height(how_tall)
    room = int((box.y + box.height - top + 0.02) / tall)
    shown = node.tactics[: room if len(node.tactics) <= room else max(0, room - 1)]
    for at, tactic in enumerate(shown):
        tile = Box(box.x, top + at * tall, box.width, tall - 0.05)
        _tactic(slide, tactic, tile, how_tall)
    if len(shown) < len(node.tactics):
        left = len(node.tactics) - len(shown)
        said = text(slide.deck.language, "slides.more_tactics", count=left)
        place = Box(box.x, top + len(shown) * tall, box.width, 0.24)
        slide.text(place, (said,), Type((_SMALL,), GREY, margin=0.12))


def _status_share(box: Box) -> float:
    """Say how much of a line the status has: in a narrow card more than the bar beside it."""
    return 0.5 if box.width > _NARROW else 0.6


def _progress(slide: Slide, node: CycleNode, cycle: Cycle, box: Box) -> None:
    """Draw a bar of what is done with a mark of what was planned, and the share beside it."""
    share_of = 1 - _status_share(box)
    half = Box(box.x + box.width * (1 - share_of), box.y, box.width * share_of - 0.05, box.height)
    if node.progress is None:
        none = text(slide.deck.language, "slides.no_progress")
        slide.text(half, (none,), Type((_SMALL,), GREY, align="right", anchor="middle"))
        return
    words = Box(half.x + half.width - 0.48, half.y, 0.48, half.height)
    share = f"{round(node.progress * 100)}%"
    slide.text(words, (share,), Type((10, 9), align="right", anchor="middle", margin=0.0))
    bar = Box(half.x, half.y + 0.07, max(0.1, half.width - 0.52), 0.1)
    slide.rectangle(bar, PLANNED)
    if node.progress > 0:
        slide.rectangle(Box(bar.x, bar.y, bar.width * min(1.0, node.progress), bar.height), DONE)
    if node.planned is not None:
        at = bar.x + bar.width * min(1.0, node.planned) - 0.015
        slide.rectangle(Box(at, bar.y - 0.03, 0.03, bar.height + 0.06), LATE)


def _tactic(slide: Slide, tactic: CycleTactic, box: Box, how: tuple[float, int]) -> None:
    """Draw a tactic: its name, the KPI that decides it, how it stands and who answers for it."""
    tone, (size, lines) = tactic.status.tone, how
    slide.band(box, tone)
    share = "" if tactic.attainment is None else numbers.percent(tactic.attainment)
    status = f"{mark(tone)} {share}".strip() if share else marked(tactic.status.text, tone)
    x, width, line = box.x + BAND, box.width - BAND, box.height / lines
    right = width * (0.5 if lines > 2 else 0.38)
    rows = [
        (0, x, width if lines > 2 else width - right, _named(tactic), INK, True),
        (1, x, width if lines > 2 else width - right, tactic.kpi, INK, False),
    ]
    if lines > 2:
        rows += [
            (2, x, width - right, status, INKS[tone], True),
            (2, x + width - right, right, tactic.owner, INK, False),
        ]
    else:
        rows += [
            (0, x + width - right, right, status, INKS[tone], True),
            (1, x + width - right, right, tactic.owner, INK, False),
        ]
    for row, left, room, words, ink, bold in rows:
        said = shortened(words, size, (room - 0.08) * POINTS)
        align = "right" if left > x else "left"
        type_ = Type((size,), ink, bold, align, "middle", margin=0.04, edge=0.0)
        place = Box(left, box.y + row * line, room, line)
        slide.text(place, (said,) if said else (), type_)
