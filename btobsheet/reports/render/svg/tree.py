"""The KPI tree as SVG: a row a KPI, indented under its parent, with its attainment as a bar.

The worst way is thick.
"""

from __future__ import annotations

from btobsheet.reports.numbers import percent
from btobsheet.reports.pictures import Tree, TreeNode
from btobsheet.reports.render.svg.base import (
    WIDTH,
    box,
    chip,
    label,
    line,
    number,
    picture,
    tag,
)

ROW, HEAD = 26.0, 26.0
# what fits on a printed page under its heading
ROWS_A_PICTURE = 22
INDENT, DEEPEST = 24.0, 220.0
BAR, BAR_WIDTH, MOST = 475.0, 150.0, 1.2
VALUE, FIGURES, STATUS, TREND = 685.0, 870.0, 880.0, 1081.0


def draw(tree: Tree, name: str) -> tuple[str, ...]:
    """Draw the tree in as many pictures as it needs to be printed."""
    starts = range(0, len(tree.nodes), ROWS_A_PICTURE)
    return tuple(_part(tree, start, f"{name}{index}") for index, start in enumerate(starts))


def _part(tree: Tree, start: int, name: str) -> str:
    nodes = tree.nodes[start : start + ROWS_A_PICTURE]
    height = HEAD + ROW * len(nodes)
    step = min(INDENT, DEEPEST / max(1, *(node.depth for node in tree.nodes)))
    body = _heads(tree, height) + _links(tree, start, height, step)
    body += "".join(_row(node, HEAD + ROW * index, step) for index, node in enumerate(nodes))
    return picture(name, tree.title, tree.summary, body, height)


def _heads(tree: Tree, height: float) -> str:
    kpi, attainment, figures, status, trend = tree.heads
    full = BAR + BAR_WIDTH / MOST
    return (
        label(0, 15, kpi, "soft")
        + label(BAR, 15, attainment, "soft")
        + label(full, 15, "100%", "soft", "middle", size=11)
        + label(FIGURES, 15, figures, "soft", "end")
        + label(STATUS, 15, status, "soft")
        + label(TREND, 15, trend, "soft")
        + line(full, HEAD - 4, full, height, "hair")
    )


def _x(node: TreeNode, step: float) -> float:
    return 8 + node.depth * step


def _links(tree: Tree, start: int, height: float, step: float) -> str:
    """Draw the lines from parents to children, cut at the picture's edges.

    The worst way comes last, on top.
    """
    made = ["", ""]
    for index, node in enumerate(tree.nodes):
        if node.parent is None:
            continue
        parent = tree.nodes[node.parent]
        x, top, middle = _x(parent, step), _y(node.parent - start) + 8, _y(index - start)
        y1, y2 = max(HEAD, top), min(height, middle)
        if y1 >= y2:
            continue
        across = f"H{number(_x(node, step) - 7)}" if middle <= height else ""
        on_way = node.on_path and parent.on_path
        made[on_way] += tag(
            "path",
            cls="way" if on_way else "link",
            d=f"M{number(x)} {number(y1)}V{number(y2)}{across}",
        )
    return "".join(made)


def _y(index: int) -> float:
    return HEAD + ROW * index + ROW / 2


def _row(node: TreeNode, top: float, step: float) -> str:
    x, middle, tone = _x(node, step), top + ROW / 2, node.status.tone or "quiet"
    return (
        tag("circle", cx=x, cy=middle, r=6, cls=f"f-{tone}")
        + label(
            x + 12,
            middle + 4.5,
            f"{node.id} {node.name}",
            "bold" if node.on_path else "",
            width=BAR - x - 24,
            size=13,
        )
        + box(
            BAR,
            middle - 5,
            BAR_WIDTH * min(MOST, max(0.0, node.attainment or 0.0)) / MOST,
            10,
            f"f-{tone}",
            2,
        )
        + label(VALUE, middle + 4.5, percent(node.attainment), "", "end")
        + label(FIGURES, middle + 4.5, node.figures, "soft", "end", FIGURES - VALUE - 8)
        + chip(STATUS, middle - 10, node.status, TREND - STATUS - 4)
        + (
            chip(TREND, middle - 10, node.trend, WIDTH - TREND)
            if node.trend.tone
            else label(TREND + 6, middle + 4.5, node.trend.text, "soft")
        )
    )
