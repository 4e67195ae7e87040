"""The cycle of operations as SVG: boxes round the KGI, an arrow from each to the next."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil

from btobsheet.reports.numbers import percent
from btobsheet.reports.pictures import Cycle, CycleNode
from btobsheet.reports.render.svg.base import (
    WIDTH,
    box,
    chip,
    chip_width,
    label,
    line,
    number,
    picture,
    said,
    tag,
)

Slot = tuple[int, int]
GAP = 36.0
HEIGHT = 118.0
WIDEST = 372.0
PAD = 12.0
MOST_COLUMNS = 5


def ring(count: int) -> tuple[int, int, tuple[Slot, ...]]:
    """Give columns, rows and the places (column, row) of so many boxes, clockwise from the top
    left; the middle stays free.
    """
    if count <= 6:
        columns = max(2, ceil(count / 2))
        top = [(column, 0) for column in range(columns)]
        return (
            columns,
            3,
            tuple((top + [(column, 2) for column in reversed(range(columns))])[:count]),
        )
    columns = min(MOST_COLUMNS, ceil((count + 4) / 4))
    rows = max(3, ceil((count - 2 * columns) / 2) + 2)
    right = [(columns - 1, row) for row in range(1, rows - 1)]
    left = [(0, row) for row in reversed(range(1, rows - 1))]
    return (
        columns,
        rows,
        tuple(
            [
                *((column, 0) for column in range(columns)),
                *right,
                *((column, rows - 1) for column in reversed(range(columns))),
                *left,
            ][:count]
        ),
    )


def draw(cycle: Cycle, name: str) -> tuple[str, ...]:
    """Draw the cycle."""
    columns, rows, slots = ring(len(cycle.nodes))
    width = min(WIDEST, (WIDTH - (columns - 1) * GAP) / columns)
    left = (WIDTH - columns * width - (columns - 1) * GAP) / 2
    corners = [(left + column * (width + GAP), row * (HEIGHT + GAP)) for column, row in slots]
    body = "".join(
        _node(node, cycle, x, y, width) for node, (x, y) in zip(cycle.nodes, corners, strict=True)
    )
    body += _arrows(corners, width) + _centre(cycle, columns, rows, width)
    return (picture(name, cycle.title, cycle.summary, body, rows * HEIGHT + (rows - 1) * GAP + 4),)


def _node(node: CycleNode, cycle: Cycle, x: float, y: float, width: float) -> str:
    tone, room = node.status.tone or "quiet", width - 2 * PAD
    parts = [
        box(x + 1, y + 1, width - 2, HEIGHT - 2, f"card e-{tone}", 6),
        label(x + PAD, y + 23, f"{node.id} {node.name}", "bold", width=room, size=14),
        chip(x + PAD, y + 32, node.status, room),
        label(x + PAD, y + 68, node.driver, "soft", width=room),
        _bar(node, x + PAD, y + 77, room),
        label(x + PAD, y + 107, _progress(node, cycle), "", width=room, size=11),
    ]
    names = " / ".join(tactic.name for tactic in node.tactics)
    return tag("g", said(names) + "".join(parts)) if names else "".join(parts)


def _progress(node: CycleNode, cycle: Cycle) -> str:
    return (
        f"{cycle.progress_word} {percent(node.progress)} / {cycle.planned_word} "
        f"{percent(node.planned)}"
    )


def _bar(node: CycleNode, x: float, y: float, width: float) -> str:
    """Draw progress as a bar, what was planned as a mark on it."""
    made = box(x, y, width, 9, "track", 2)
    if node.progress is not None:
        made += box(x, y, width * min(1.0, max(0.0, node.progress)), 9, "done", 2)
    if node.planned is not None:
        at = x + width * min(1.0, max(0.0, node.planned))
        made += line(at, y - 3, at, y + 12, "mark")
    return made


def _arrows(corners: Sequence[tuple[float, float]], width: float) -> str:
    if len(corners) < 2:
        return ""
    pairs = list(pairwise(corners))
    if len(corners) > 2:
        pairs.append((corners[-1], corners[0]))
    return "".join(_arrow(a, b, width) for a, b in pairs)


def _arrow(a: tuple[float, float], b: tuple[float, float], width: float) -> str:
    """Draw an arrow between boxes: straight in one row or column, else round one corner."""
    (ax, ay), (bx, by) = a, b
    if abs(ay - by) < 1:
        side = 1 if bx > ax else -1
        return _path(
            [
                (ax + (width if side > 0 else 0), ay + HEIGHT / 2),
                (bx + (0 if side > 0 else width), by + HEIGHT / 2),
            ]
        )
    way = 1 if by > ay else -1
    end = (bx + width / 2, by + (0 if way > 0 else HEIGHT))
    if abs(ax - bx) < 1:
        return _path([(ax + width / 2, ay + (HEIGHT if way > 0 else 0)), end])
    return _path(
        [(ax + (width if bx > ax else 0), ay + HEIGHT / 2), (end[0], ay + HEIGHT / 2), end]
    )


def _path(points: Sequence[tuple[float, float]]) -> str:
    """Draw a line with a head at its end."""
    (px, py), (x, y) = points[-2:]
    dx, dy = (0.0, 1.0 if y > py else -1.0) if abs(x - px) < 1 else (1.0 if x > px else -1.0, 0.0)
    head = [
        (x, y),
        (x - 11 * dx - 6 * dy, y - 11 * dy - 6 * dx),
        (x - 11 * dx + 6 * dy, y - 11 * dy + 6 * dx),
    ]
    stem = [*points[:-1], (x - 10 * dx, y - 10 * dy)]
    return tag(
        "path", cls="flow", d="M" + "L".join(f"{number(a)} {number(b)}" for a, b in stem)
    ) + tag("path", cls="head", d="M" + "L".join(f"{number(a)} {number(b)}" for a, b in head) + "Z")


def _centre(cycle: Cycle, columns: int, rows: int, width: float) -> str:
    """Write the KGI into the middle."""
    if not cycle.kgi:
        return ""
    room = min(WIDEST, max(width, (columns - 2) * (width + GAP) - GAP)) - (
        16 if columns == 2 else 0
    )
    x, y = (WIDTH - room) / 2, (rows * HEIGHT + (rows - 1) * GAP - HEIGHT) / 2
    tone = cycle.kgi_status.tone or "quiet"
    return (
        box(x + 2, y + 2, room - 4, HEIGHT - 4, f"core e-{tone}", 10)
        + label(WIDTH / 2, y + 32, cycle.kgi, "bold", "middle", room - 2 * PAD, 18)
        + chip(
            WIDTH / 2 - chip_width(cycle.kgi_status, room - 2 * PAD) / 2,
            y + 46,
            cycle.kgi_status,
            room - 2 * PAD,
        )
        + label(WIDTH / 2, y + 94, cycle.kgi_note, "", "middle", room - 2 * PAD, 14)
    )
