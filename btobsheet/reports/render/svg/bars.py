"""A few bars as SVG: values on one scale, and counts in parts."""

from __future__ import annotations

from btobsheet.reports.pictures import Bars, Stacks
from btobsheet.reports.render.svg.base import box, chip, ems, label, line, number, picture, tag

WIDTH = 780.0
BARS_WIDTH = 600.0
ROW = 32.0
LEFT, RIGHT, TEXT = 136.0, 240.0, 120.0
STACK_LEFT = 270.0
PARTS = ("p-0", "p-1", "p-2", "p-3")
"""How the parts of a stack are told apart, colours or not: full, framed, pale, dotted."""


def draw_bars(bars: Bars, name: str) -> tuple[str, ...]:
    """Draw values under each other, with a line at what they are measured by."""
    highest = max(
        [bar.value for bar in bars.bars if bar.value is not None and bar.value > 0]
        + ([bars.line] if bars.line else []),
        default=1.0,
    )
    scale = (BARS_WIDTH - LEFT - RIGHT) / highest
    height = ROW * len(bars.bars) + 8
    body = ""
    for index, bar in enumerate(bars.bars):
        y, width = 4 + ROW * index, max(0.0, bar.value or 0.0) * scale
        body += label(LEFT - 10, y + 20, bar.label, "", "end", LEFT - 12, 13) + box(
            LEFT, y + 5, width, ROW - 12, f"f-{bar.status.tone}" if bar.status.tone else "done", 2
        )
        body += label(BARS_WIDTH - RIGHT + 12, y + 20, bar.text, "bold", width=TEXT, size=13)
        body += chip(
            BARS_WIDTH - RIGHT + 22 + min(TEXT, ems(bar.text) * 13),
            y + 5,
            bar.status,
            RIGHT - TEXT - 24,
        )
    if bars.line:
        body += line(LEFT + bars.line * scale, 0, LEFT + bars.line * scale, height, "mark")
    return (picture(name, bars.title, bars.summary, body, height, BARS_WIDTH),)


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
