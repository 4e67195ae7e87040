"""The KPI tree as native shapes that a hand can move."""

from __future__ import annotations

from collections.abc import Sequence

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.util import Inches, Pt

from btobsheet.layout.look import LATE, ON_PATH
from btobsheet.reports import numbers
from btobsheet.reports.document import marked
from btobsheet.reports.pictures import Tree, TreeNode
from btobsheet.reports.render.pptx.deck import (
    BAND,
    BOTTOM,
    DONE,
    GREY,
    INKS,
    LEFT,
    PLANNED,
    POINTS,
    RULE,
    TOP,
    Box,
    Slide,
    Type,
)
from btobsheet.reports.render.pptx.fit import LEADING, lines_of

_WAY = LATE.strip("#")
MOST_TREE = 20
SIZES = (12.0, 11.0, 10.0, 9.0)
_INDENT = 0.3
_FILLED = 0.9
"""How much of its row a box of the tree fills."""


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
    """Choose one type for all rows, in which their figures and statuses stay on one line; the names
    too, unless that would take a smaller type than the others ask.
    """
    names = [(_named(node), LEFT + _NAME - 0.1 - _x(node) - 0.1) for node in nodes]

    def fits(size: float, *, named: bool = False) -> bool:
        texts = [(node.figures, _FIGURES - 0.06) for node in nodes] + [
            (marked(node.status.text, node.status.tone), _STATUS - 0.15) for node in nodes
        ]
        texts += [(node.trend.text, _TREND - 0.06) for node in nodes]
        if named:
            texts += names
        return size * LEADING / POINTS <= step * _FILLED - 0.045 and all(
            lines_of(words, size, width * POINTS) == 1 for words, width in texts
        )

    largest = next((size for size in SIZES if fits(size)), SIZES[-1])
    return next((size for size in SIZES if size <= largest and fits(size, named=True)), largest)


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


_NAME, _RATE, _FIGURES, _STATUS, _TREND = 4.33, 1.95, 2.4, 2.5, 1.05
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
    weight, colour = (2.5, _WAY) if node.on_path and parent.on_path else (1.0, RULE)
    for points in ((x, above + step * 0.9, x, middle), (x, middle, _x(node), middle)):
        line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *map(Inches, points))
        line.line.width = Pt(weight)
        line.line.color.rgb = RGBColor.from_string(colour)


def _tree_row(slide: Slide, node: TreeNode, y: float, step: float, size: float) -> None:
    sizes = (size,)
    _name_box(slide, node, y, step, size)
    bar = Box(LEFT + _NAME, y + step * 0.3, 1.15, step * 0.4)
    slide.rectangle(bar, PLANNED)
    if node.attainment and node.attainment > 0:
        slide.rectangle(Box(bar.x, bar.y, bar.width * min(1.0, node.attainment), bar.height), DONE)
    cell = Type(sizes, anchor="middle", margin=0.02)
    rate = numbers.percent(node.attainment)
    slide.text(Box(LEFT + _NAME + 1.2, y, 0.75, step), (rate,), cell)
    slide.text(Box(LEFT + _NAME + _RATE, y, _FIGURES, step), (node.figures,), cell)
    x = LEFT + _NAME + _RATE + _FIGURES
    chip = Box(x, y + step * 0.05, _STATUS - 0.05, step * _FILLED)
    slide.band(chip, node.status.tone)
    status = Type(sizes, INKS[node.status.tone], bold=True, anchor="middle", margin=0.02)
    shown = Box(x + BAND + 0.04, y, _STATUS - 0.05 - BAND - 0.04, step)
    slide.text(shown, (marked(node.status.text, node.status.tone),), status)
    trend = node.trend.text if node.trend.text != numbers.NONE else ""
    slide.text(Box(x + _STATUS, y, _TREND, step), (trend,), cell)


def _name_box(slide: Slide, node: TreeNode, y: float, step: float, size: float) -> None:
    """Draw the KPI's box, coloured and strong where it is on the way to the worst."""
    fill = ON_PATH.strip("#") if node.on_path else "FFFFFF"
    line, weight = (_WAY, 2.0) if node.on_path else (RULE, 0.75)
    left = _x(node)
    box = Box(left, y + step * 0.05, LEFT + _NAME - 0.1 - left, step * _FILLED)
    made = slide.rectangle(box, fill, line, weight)
    how = Type((size,), bold=node.on_path, anchor="middle")
    slide.fill(made.text_frame, (_named(node),), box, how)


def _named(node: TreeNode) -> str:
    return f"{node.id} {node.name}"
