"""戦略俯瞰図 and the KPI tree as native shapes that a hand can move."""

from __future__ import annotations

from collections.abc import Sequence

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.util import Inches, Pt

from btobsheet.reports import numbers
from btobsheet.reports.document import marked
from btobsheet.reports.pictures import Cycle, CycleNode, Tree, TreeNode
from btobsheet.reports.render.pptx.deck import (
    BOTTOM,
    DONE,
    FILLS,
    GREY,
    INK,
    LEFT,
    NAVY,
    PLANNED,
    POINTS,
    ROOM,
    RULE,
    TOP,
    Box,
    Slide,
    Type,
)
from btobsheet.reports.render.pptx.fit import LEADING, lines_of
from btobsheet.wording import text

MOST_NODES = 16
MOST_TREE = 22
_GAP = 0.22
_MIDDLE = 0.95
_INDENT = 0.3
_FILLED = 0.9
"""How much of its row a box of the tree fills."""


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
    lines = [
        cycle.kgi,
        "  ".join(
            part
            for part in (marked(cycle.kgi_status.text, cycle.kgi_status.tone), cycle.kgi_note)
            if part
        ),
    ]
    slide.fill(
        made.text_frame,
        [line for line in lines if line],
        box,
        Type(
            (18, 16, 14, 12, 11, 10), ink, bold=True, align="center", anchor="middle", margin=0.15
        ),
    )


def _card(slide: Slide, node: CycleNode, cycle: Cycle, box: Box) -> None:
    fill, ink = FILLS[node.status.tone]
    slide.rectangle(box, "FFFFFF", ink, 1.25)
    head = Box(box.x, box.y, box.width, 0.36)
    band = slide.rectangle(head, fill, ink, 1.25)
    slide.fill(
        band.text_frame,
        (marked(node.status.text, node.status.tone),),
        head,
        Type((13, 12, 11, 10, 9), ink, bold=True, align="center", anchor="middle"),
    )
    name = Box(box.x, box.y + 0.38, box.width, 0.78)
    slide.text(
        name,
        (f"{node.id} {node.name}",),
        Type((14, 13, 12, 11, 10, 9), bold=True, anchor="middle", align="center"),
    )
    slide.text(
        Box(box.x, box.y + 1.16, box.width, box.height - 1.16 - 0.42),
        (node.driver,) if node.driver else (),
        Type((11, 10, 9), GREY, align="center"),
    )
    _progress(
        slide, node, cycle, Box(box.x + 0.1, box.y + box.height - 0.42, box.width - 0.2, 0.36)
    )


def _progress(slide: Slide, node: CycleNode, cycle: Cycle, box: Box) -> None:
    """Draw a bar of what is done, with a mark of what was planned, under its words."""
    language = slide.deck.language
    if node.progress is None:
        slide.text(
            box, (text(language, "slides.no_progress"),), Type((10, 9), GREY, align="center")
        )
        return
    words = {"progress_word": cycle.progress_word, "planned_word": cycle.planned_word}
    said = text(
        language,
        "slides.progress",
        progress=_percent(node.progress),
        planned=_percent(node.planned),
        **words,
    )
    slide.text(
        Box(box.x - 0.1, box.y, box.width + 0.2, 0.22),
        (said,),
        Type((10, 9, 8), align="center", margin=0.01),
    )
    slide.rectangle(Box(box.x, box.y + 0.24, box.width, 0.1), PLANNED)
    if node.progress > 0:
        slide.rectangle(Box(box.x, box.y + 0.24, box.width * min(1.0, node.progress), 0.1), DONE)
    if node.planned is not None:
        slide.rectangle(
            Box(box.x + box.width * min(1.0, node.planned) - 0.015, box.y + 0.2, 0.03, 0.18),
            "C00000",
        )


def _percent(value: float | None) -> str:
    return numbers.NONE if value is None else f"{round(value * 100)}%"


def _arrows(slide: Slide, boxes: Sequence[Box], upper: int) -> None:
    """Lead from card to card, and from the last to the first again."""
    for at in range(len(boxes) - 1):
        here, there = boxes[at], boxes[at + 1]
        if at == upper - 1:
            _down(slide, here, there)
        elif at < upper - 1:
            slide.shape(
                Box(here.x + here.width + 0.02, here.y + here.height / 2 - 0.11, _GAP - 0.04, 0.22),
                MSO_SHAPE.RIGHT_ARROW,
                NAVY,
            )
        else:
            slide.shape(
                Box(
                    there.x + there.width + 0.02, here.y + here.height / 2 - 0.11, _GAP - 0.04, 0.22
                ),
                MSO_SHAPE.LEFT_ARROW,
                NAVY,
            )
    if len(boxes) > 2:
        last = boxes[-1]
        slide.shape(
            Box(
                LEFT + 0.28,
                boxes[0].y + boxes[0].height + 0.05,
                0.24,
                last.y - boxes[0].y - boxes[0].height - 0.1,
            ),
            MSO_SHAPE.UP_ARROW,
            NAVY,
        )


def _down(slide: Slide, here: Box, there: Box) -> None:
    x = LEFT + ROOM - 0.52
    slide.shape(
        Box(x, here.y + here.height + 0.05, 0.24, there.y - here.y - here.height - 0.1),
        MSO_SHAPE.DOWN_ARROW,
        NAVY,
    )


def draw_tree(slide: Slide, tree: Tree) -> int:
    """Draw the KPI tree, a row a KPI, the way to the worst one marked.

    Give how many KPIs were left out.
    """
    kept = chosen(tree.nodes)
    bottom = BOTTOM - (0.3 if len(kept) < len(tree.nodes) else 0)
    step = min(0.36, (bottom - TOP - 0.45) / max(1, len(kept)))
    _heads(slide, tree)
    size = _size([tree.nodes[index] for index in kept], step)
    rows = {index: TOP + 0.42 + at * step for at, index in enumerate(kept)}
    for index, y in rows.items():
        node = tree.nodes[index]
        if node.parent in rows:
            _branch(slide, tree.nodes[node.parent], node, rows[node.parent], y, step)
        _tree_row(slide, node, y, step, size)
    return len(tree.nodes) - len(kept)


def _size(nodes: Sequence[TreeNode], step: float) -> float:
    """Choose one type for all rows, in which their figures and statuses stay on one line."""

    def fits(size: float) -> bool:
        texts = [(node.figures, _FIGURES - 0.06) for node in nodes] + [
            (marked(node.status.text, node.status.tone), _STATUS - 0.15) for node in nodes
        ]
        texts += [(node.trend.text, _TREND - 0.06) for node in nodes]
        return size * LEADING / POINTS <= step * _FILLED - 0.045 and all(
            lines_of(words, size, width * POINTS) == 1 for words, width in texts
        )

    return next((size for size in (12.0, 11.0, 10.0, 9.0) if fits(size)), 8.0)


def chosen(nodes: Sequence[TreeNode]) -> list[int]:
    """Choose the KPIs there is room for: the way to the worst, then the nearest to the KGI, the
    worse ones first; in their order.
    """
    ranks = ["bad", "missing", "warn", "fine", "good", "quiet", ""]
    order = sorted(
        range(len(nodes)),
        key=lambda at: (
            not nodes[at].on_path,
            nodes[at].depth,
            ranks.index(nodes[at].status.tone),
            at,
        ),
    )
    kept: set[int] = set()
    for index in order:
        if len(kept) < MOST_TREE and (nodes[index].parent is None or nodes[index].parent in kept):
            kept.add(index)
    return sorted(kept)


_NAME, _RATE, _FIGURES, _STATUS, _TREND = 5.45, 1.95, 2.75, 1.13, 0.95
"""Widths of the tree's columns."""


def _heads(slide: Slide, tree: Tree) -> None:
    x = LEFT
    for words, width in zip(tree.heads, (_NAME, _RATE, _FIGURES, _STATUS, _TREND), strict=True):
        slide.text(
            Box(x, TOP, width, 0.36),
            (words,),
            Type((12, 11, 10, 9), GREY, bold=True, anchor="bottom"),
        )
        x += width


def _x(node: TreeNode) -> float:
    return LEFT + min(node.depth, 8) * _INDENT


def _branch(
    slide: Slide, parent: TreeNode, node: TreeNode, above: float, y: float, step: float
) -> None:
    """Draw the line from a KPI down to its child; thick on the way to the worst."""
    x, middle = _x(parent) + 0.12, y + step / 2
    weight, colour = (2.5, "C00000") if node.on_path and parent.on_path else (1.0, RULE)
    for points in ((x, above + step * 0.9, x, middle), (x, middle, _x(node), middle)):
        line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *map(Inches, points))
        line.line.width = Pt(weight)
        line.line.color.rgb = RGBColor.from_string(colour)


def _tree_row(slide: Slide, node: TreeNode, y: float, step: float, size: float) -> None:
    sizes = (size,)
    fill, ink = FILLS[node.status.tone]
    left = _x(node)
    box = Box(left, y + step * 0.05, LEFT + _NAME - 0.1 - left, step * _FILLED)
    made = slide.rectangle(
        box,
        fill if node.on_path else "FFFFFF",
        "C00000" if node.on_path else RULE,
        2.0 if node.on_path else 0.75,
    )
    slide.fill(
        made.text_frame,
        (f"{node.id} {node.name}",),
        box,
        Type(sizes, ink if node.on_path else INK, bold=node.on_path, anchor="middle"),
    )
    bar = Box(LEFT + _NAME, y + step * 0.3, 1.15, step * 0.4)
    slide.rectangle(bar, PLANNED)
    if node.attainment and node.attainment > 0:
        slide.rectangle(Box(bar.x, bar.y, bar.width * min(1.0, node.attainment), bar.height), DONE)
    cells = ((numbers.percent(node.attainment), 1.2, 0.75), (node.figures, _RATE, _FIGURES))
    for words, offset, width in cells:
        slide.text(
            Box(LEFT + _NAME + offset, y, width, step),
            (words,),
            Type(sizes, anchor="middle", margin=0.02),
        )
    x = LEFT + _NAME + _RATE + _FIGURES
    slide.card(
        Box(x, y + step * 0.05, _STATUS - 0.05, step * _FILLED),
        (marked(node.status.text, node.status.tone),),
        node.status.tone,
        Type(sizes, anchor="middle", align="center"),
    )
    slide.text(
        Box(x + _STATUS, y, _TREND, step),
        (node.trend.text if node.trend.text != numbers.NONE else "",),
        Type(sizes, anchor="middle", margin=0.02),
    )
