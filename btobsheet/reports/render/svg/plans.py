"""Plans side by side as SVG: three pieces a plan, which stand in one row where the page is wide and
under each other where it is narrow.
"""

from __future__ import annotations

from btobsheet.reports.document import mark
from btobsheet.reports.pictures import Bullet, PlanRow, PlanRows
from btobsheet.reports.render.svg.base import (
    CHIP_HEIGHT,
    CHIP_SIZE,
    box,
    chip,
    chip_width,
    ems,
    label,
    line,
    picture,
)
from btobsheet.reports.render.svg.bullets import bullet, hatched
from btobsheet.reports.render.svg.sparks import spark

WIDTH, HEIGHT = 380.0, 62.0
HEADS = (28.0, 28.0, 60.0)
MARGIN = 8.0
SPARK = 108.0
STACK = SPARK + 3 * MARGIN
LEAST_PART = 30.0
"""How wide a part of a stack is at least: its mark and a number."""
LONGEST = 1.5
"""The longest bar in targets of the year; what is beyond ends there."""
_SHORTEST = 1.05


def draw(plans: PlanRows, name: str) -> tuple[str, ...]:
    """Draw the heads, and each plan's three pieces."""
    rows, end = plans.rows[: plans.drawn], _end(plans)
    pieces = [
        _frame(f"{name}h{at}", plans.title, "", body, height)
        for at, (body, height) in enumerate(zip(_heads(plans), HEADS, strict=True))
    ]
    for number, row in enumerate(rows):
        parts = (
            ("a", row.name, f"{row.day}. {row.status.text}", _named(row, number + 1)),
            ("b", row.kgi or row.status.text, f"{row.actual}. {row.figures}", _year(row, end)),
            ("c", row.name, _counted(plans, row), _standing(plans, row)),
        )
        pieces += [
            _frame(f"{name}{number}{key}", title, told, body, HEIGHT)
            for key, title, told, body in parts
        ]
    return tuple(pieces)


def _frame(name: str, title: str, told: str, body: str, height: float) -> str:
    return picture(name, title, told, body, height, WIDTH)


def _end(plans: PlanRows) -> float:
    """Give the end of the scale of all bullets, in targets of the year."""
    ends = [_SHORTEST]
    for row in plans.rows[: plans.drawn]:
        one = row.bullet
        if one.target is not None and one.target > 0:
            ends += [value / one.target * 1.02 for value in (one.value, one.forecast) if value]
    return min(LONGEST, max(ends))


def _heads(plans: PlanRows) -> tuple[str, str, str]:
    """Say how many more plans there are, and what bars, hatching, mark, columns and boxes are."""
    (foot, _, below), room = (height - 12 for height in HEADS), WIDTH - 2 * MARGIN
    year = box(MARGIN, foot - 9, 14, 10, "done")
    year += label(MARGIN + 19, foot, plans.actual_word, "soft", width=78)
    year += hatched(120, foot - 9, 14, 10, Bullet(None, None))
    year += label(139, foot, plans.forecast_word, "soft", width=88)
    year += line(240, foot - 12, 240, foot + 4, "mark")
    year += label(247, foot, plans.target_word, "soft", width=WIDTH - 249)
    given = [
        f"{mark(part.tone)} {part.text}"
        for at, part in enumerate(plans.parts)
        if any(row.counts[at] for row in plans.rows[: plans.drawn])
    ]
    words = label(MARGIN, below - 30, plans.months_word, "soft", width=room, size=11)
    half = len(given) if ems("  ".join(given)) * 11 < room else (len(given) + 1) // 2
    for at, shown in enumerate((given[:half], given[half:])):
        words += label(MARGIN, below - 15 + 15 * at, "  ".join(shown), "soft", width=room, size=11)
    return label(MARGIN, foot, plans.rest, "soft", width=room), year, words


def _named(row: PlanRow, number: int) -> str:
    room = WIDTH - 2 * MARGIN
    return (
        label(MARGIN, 22, f"{number}. {row.name}", "bold", width=room, size=14)
        + chip(MARGIN, 34, row.status, room / 2)
        + label(MARGIN + chip_width(row.status, room / 2) + 10, 48, row.day, "soft")
    )


def _year(row: PlanRow, end: float) -> str:
    """Draw the KGI against its target of the year, all plans on one scale of that target."""
    room, target = WIDTH - 2 * MARGIN, row.bullet.target
    if not row.figures:
        return label(MARGIN, 20, row.kgi, "soft", width=room)
    highest = target * end if target is not None and target > 0 else 0.0
    return (
        label(MARGIN, 18, row.kgi, width=room - ems(row.actual) * CHIP_SIZE - MARGIN)
        + label(WIDTH - MARGIN, 18, row.actual, anchor="end")
        + bullet(row.bullet, MARGIN, 26, room, 12, highest)
        + label(MARGIN, 55, row.figures, "soft", width=room, size=11)
    )


def _standing(plans: PlanRows, row: PlanRow) -> str:
    """Draw the KGI's months, and beside them the KPIs by status."""
    return (
        spark(row.spark, MARGIN, 12, SPARK, 38)
        + _stack(plans, row)
        + label(STACK, 55, row.left, "soft", width=WIDTH - STACK - MARGIN, size=11)
    )


def _stack(plans: PlanRows, row: PlanRow) -> str:
    """Draw the counts: each box with its mark and number, as wide as its share, but never less
    than these take.
    """
    given = [(part, count) for part, count in zip(plans.parts, row.counts, strict=True) if count]
    room = WIDTH - STACK - MARGIN - LEAST_PART * len(given)
    whole, made, x = sum(row.counts), "", STACK
    for part, count in given:
        wide, tone = LEAST_PART + room * count / whole, part.tone or "quiet"
        made += box(x + 0.5, 18, wide - 2, CHIP_HEIGHT, f"k-{tone} e-{tone}", 2)
        shown = f"{mark(tone)}{count}"
        made += label(x + wide / 2 - 0.5, 32.5, shown, f"i-{tone}", "middle", wide - 2)
        x += wide
    return made


def _counted(plans: PlanRows, row: PlanRow) -> str:
    said = [
        f"{part.text} {count}" for part, count in zip(plans.parts, row.counts, strict=True) if count
    ]
    return ". ".join(part for part in (", ".join(said), row.left) if part)
