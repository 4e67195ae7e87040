"""戦略俯瞰図 as native shapes that a hand can move."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pptx.enum.shapes import MSO_SHAPE

from btobsheet.reports import numbers
from btobsheet.reports.document import marked
from btobsheet.reports.pictures import Cycle, CycleNode
from btobsheet.reports.render.pptx.deck import (
    BOTTOM,
    DONE,
    FILLS,
    GREY,
    LEFT,
    NAVY,
    PLANNED,
    ROOM,
    TOP,
    Box,
    Slide,
    Type,
)
from btobsheet.wording import text

MOST_NODES = 16
_GAP = 0.22
_MIDDLE = 0.95


def draw_cycle(slide: Slide, cycle: Cycle) -> int:
    """Draw the operations as a ring of cards around the KGI; give how many had no room."""
    nodes = cycle.nodes[:MOST_NODES]
    upper = -(-len(nodes) // 2)
    height = (BOTTOM - TOP - _MIDDLE - 2 * _GAP - 0.1) / 2
    width = (ROOM - _GAP * (upper - 1)) / upper
    lower_y = TOP + 0.1 + height + _MIDDLE + 2 * _GAP
    boxes = [Box(LEFT + at * (width + _GAP), TOP + 0.1, width, height) for at in range(upper)]
    boxes += [
        Box(LEFT + (upper - 1 - at) * (width + _GAP), lower_y, width, height)
        for at in range(len(nodes) - upper)
    ]
    for node, box in zip(nodes, boxes, strict=True):
        _card(slide, node, cycle, box)
    _arrows(slide, boxes, upper)
    _kgi(slide, cycle, Box(LEFT + 0.9, TOP + 0.1 + height + _GAP, ROOM - 1.8, _MIDDLE))
    return len(cycle.nodes) - len(nodes)


def _kgi(slide: Slide, cycle: Cycle, box: Box) -> None:
    fill, ink = FILLS[cycle.kgi_status.tone]
    made = slide.shape(box, MSO_SHAPE.ROUNDED_RECTANGLE, fill, NAVY, 1.5)
    status = marked(cycle.kgi_status.text, cycle.kgi_status.tone)
    lines = [cycle.kgi, "  ".join(part for part in (status, cycle.kgi_note) if part)]
    sizes = (18, 16, 14, 12, 11, 10)
    how = Type(sizes, ink, bold=True, align="center", anchor="middle", margin=0.15)
    slide.fill(made.text_frame, [line for line in lines if line], box, how)


def _card(slide: Slide, node: CycleNode, cycle: Cycle, box: Box) -> None:
    fill, ink = FILLS[node.status.tone]
    slide.rectangle(box, "FFFFFF", ink, 1.25)
    head = Box(box.x, box.y, box.width, 0.36)
    band = slide.rectangle(head, fill, ink, 1.25)
    how = Type((13, 12, 11, 10, 9), ink, bold=True, align="center", anchor="middle")
    slide.fill(band.text_frame, (marked(node.status.text, node.status.tone),), head, how)
    name = Box(box.x, box.y + 0.38, box.width, 0.78)
    how = Type((14, 13, 12, 11, 10, 9), bold=True, anchor="middle", align="center")
    slide.text(name, (f"{node.id} {node.name}",), how)
    below = Box(box.x, box.y + 1.16, box.width, box.height - 1.16 - 0.42)
    driver = (node.driver,) if node.driver else ()
    slide.text(below, driver, Type((11, 10, 9), GREY, align="center"))
    foot = Box(box.x + 0.1, box.y + box.height - 0.42, box.width - 0.2, 0.36)
    _progress(slide, node, cycle, foot)


def _progress(slide: Slide, node: CycleNode, cycle: Cycle, box: Box) -> None:
    """Draw a bar of what is done, with a mark of what was planned, under its words."""
    language = slide.deck.language
    if node.progress is None:
        none = text(language, "slides.no_progress")
        slide.text(box, (none,), Type((10, 9), GREY, align="center"))
        return
    said = text(
        language,
        "slides.progress",
        progress=_percent(node.progress),
        planned=_percent(node.planned),
        progress_word=cycle.progress_word,
        planned_word=cycle.planned_word,
    )
    words = Box(box.x - 0.1, box.y, box.width + 0.2, 0.22)
    slide.text(words, (said,), Type((10, 9, 8), align="center", margin=0.01))
    slide.rectangle(Box(box.x, box.y + 0.24, box.width, 0.1), PLANNED)
    if node.progress > 0:
        slide.rectangle(Box(box.x, box.y + 0.24, box.width * min(1.0, node.progress), 0.1), DONE)
    if node.planned is not None:
        at = box.x + box.width * min(1.0, node.planned) - 0.015
        slide.rectangle(Box(at, box.y + 0.2, 0.03, 0.18), "C00000")


def _percent(value: float | None) -> str:
    return numbers.NONE if value is None else f"{round(value * 100)}%"


def _arrows(slide: Slide, boxes: Sequence[Box], upper: int) -> None:
    """Lead from card to card, and from the last to the first again."""
    for at, (here, there) in enumerate(pairwise(boxes)):
        y = here.y + here.height / 2 - 0.11
        if at == upper - 1:
            _down(slide, here, there)
        elif at < upper - 1:
            arrow = Box(here.x + here.width + 0.02, y, _GAP - 0.04, 0.22)
            slide.shape(arrow, MSO_SHAPE.RIGHT_ARROW, NAVY)
        else:
            arrow = Box(there.x + there.width + 0.02, y, _GAP - 0.04, 0.22)
            slide.shape(arrow, MSO_SHAPE.LEFT_ARROW, NAVY)
    if len(boxes) > 2:
        top = boxes[0].y + boxes[0].height
        arrow = Box(LEFT + 0.28, top + 0.05, 0.24, boxes[-1].y - top - 0.1)
        slide.shape(arrow, MSO_SHAPE.UP_ARROW, NAVY)


def _down(slide: Slide, here: Box, there: Box) -> None:
    x = LEFT + ROOM - 0.52
    slide.shape(
        Box(x, here.y + here.height + 0.05, 0.24, there.y - here.y - here.height - 0.1),
        MSO_SHAPE.DOWN_ARROW,
        NAVY,
    )
