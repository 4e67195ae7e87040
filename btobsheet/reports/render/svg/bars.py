"""Counts in parts as SVG: a bar a row."""

from __future__ import annotations

from btobsheet.reports.pictures import Stacks
from btobsheet.reports.render.svg.base import box, label, number, picture, tag

WIDTH = 780.0
ROW = 32.0
STACK_LEFT = 270.0
PARTS = ("p-0", "p-1", "p-2", "p-3")
"""How the parts of a stack are told apart, colours or not: full, framed, pale, dotted."""


def draw_stacks(stacks: Stacks, name: str) -> tuple[str, ...]:
    """Draw counts in parts, a bar a row, with what each part is on top."""
    widest = max([sum(row.values) for row in stacks.rows], default=1.0) or 1.0
    scale = (WIDTH - STACK_LEFT - 20) / widest
    body, room = "", (WIDTH - STACK_LEFT) / len(PARTS)
    given = [
        (cls, word)
        for part, (cls, word) in enumerate(zip(PARTS, stacks.parts, strict=False))
        if any(row.values[part] for row in stacks.rows)
    ]
    for place, (cls, word) in enumerate(given):
        x = STACK_LEFT + place * room
        body += box(x + 1, 4, 14, 14, cls) + label(x + 21, 16, word, "soft", width=room - 30)
    for index, row in enumerate(stacks.rows):
        y = 28 + ROW * 0.8 * index
        body += label(STACK_LEFT - 10, y + 15, row.label, "", "end", STACK_LEFT - 12) + _stack(
            row.values, y, scale
        )
    return (
        picture(name, stacks.title, stacks.summary, body, 32 + ROW * 0.8 * len(stacks.rows), WIDTH),
    )


def _stack(values: tuple[float, ...], y: float, scale: float) -> str:
    made, x = "", STACK_LEFT
    for cls, value in zip(PARTS, values, strict=False):
        if value:
            made += box(x + 1, y, value * scale - 2, 20, cls, 2) + tag(
                "text",
                number(value),
                x=x + value * scale / 2,
                y=y + 14.5,
                cls="p-0-t z12" if cls == PARTS[0] else "z12",
                text_anchor="middle",
            )
            x += value * scale
    return made
