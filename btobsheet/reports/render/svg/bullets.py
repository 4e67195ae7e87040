"""One value against its target as a piece of SVG: a bar, hatched as far as it is going, and the
mark it is measured by, all on one scale.
"""

from __future__ import annotations

from btobsheet.reports.pictures import Bullet
from btobsheet.reports.render.svg.base import box, line, number, tag

BAR = 0.6
"""How much of the height the bar takes: the mark stands out above and below it."""
ROOM = 1.05
"""How far the scale goes on behind the largest of the values."""
_MARK = 1.0


def bullet(
    one: Bullet, x: float, y: float, width: float, height: float, highest: float = 0.0
) -> str:
    """Draw a bullet into a place.

    ``highest`` is the value at the right end, for several on one scale; without it the bullet's
    own. What is larger ends there, what is below 0 has no length.
    """
    scale = width / ((highest or top(one)) or 1.0)

    def length(value: float | None) -> float:
        return min(width, max(0.0, value or 0.0) * scale)

    value, ahead = length(one.value), length(one.forecast)
    at, high = y + height * (1 - BAR) / 2, height * BAR
    drawn = box(x, y, width, height, "track", 2)
    drawn += box(x, at, value, high, f"f-{one.tone}" if one.tone else "done")
    if ahead > value:
        drawn += hatched(x + value, at, ahead - value, high, one)
    if one.target is not None:
        mark = min(x + width - _MARK, max(x + _MARK, x + length(one.target)))
        drawn += line(mark, y - 2, mark, y + height + 2, "mark")
    return drawn


def top(*bullets: Bullet) -> float:
    """Give the end of a scale that holds all the bullets' values; 0 where none is above 0."""
    values = (value for one in bullets for value in (one.value, one.target, one.forecast))
    return max((value for value in values if value is not None and value > 0), default=0.0) * ROOM


def hatched(x: float, y: float, width: float, height: float, one: Bullet) -> str:
    """Draw a hatched box: one broken line, as thick as the box is high."""
    middle = y + height / 2
    return tag(
        "path",
        cls=f"hatch {f'e-{one.tone}' if one.tone else 'hatch-done'}",
        d=f"M{number(x)} {number(middle)}h{number(width)}",
        stroke_width=height,
    )
