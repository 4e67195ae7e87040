"""One value against its target as a piece of SVG: a bar, hatched as far as it is going, and the
mark it is measured by, all on one scale.
"""

from __future__ import annotations

from btobsheet.reports.pictures import Bullet, Gauge
from btobsheet.reports.render.svg.base import box, chip, ems, label, line, number, picture, tag

BAR = 0.6
"""How much of the height the bar takes: the mark stands out above and below it."""
ROOM = 1.05
"""How far the scale goes on behind the largest of the values."""
_MARK = 1.0
WIDTH, _HEIGHT, _BELOW = 780.0, 22.0, 30.0
_TYPE, _SWATCH, _GAP = 13, 20.0, 26.0


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


def draw_gauge(gauge: Gauge, name: str) -> tuple[str, ...]:
    """Draw how far a year has come, with what each part of the bar is below it."""
    bullet_of = Bullet(gauge.reached.value, gauge.target.value, gauge.forecast.value)
    given = (gauge.reached, gauge.forecast, gauge.outlook, gauge.target)
    highest = max((one.value for one in given if one.value and one.value > 0), default=1.0) * ROOM
    body = bullet(bullet_of, 0, 4, WIDTH, _HEIGHT, highest)
    if gauge.outlook.value is not None:
        body += _diamond(max(0.0, gauge.outlook.value) / highest * WIDTH, 4 + _HEIGHT / 2)
    x, y = 0.0, _HEIGHT + _BELOW
    for one, swatch in zip(given, (_solid, _hatch, _diamond, _mark), strict=True):
        if one.value is not None:
            said = f"{one.label} {one.text}"
            body += swatch(x + 7, y - 5) + label(x + _SWATCH, y, said, "bold", size=_TYPE)
            x += _SWATCH + ems(said) * _TYPE + _GAP
    body += chip(x, y - 15, gauge.status, max(120.0, WIDTH - x))
    wide = max(WIDTH, x + 120)
    return (picture(name, gauge.title, gauge.summary, body, y + 10, wide),)


def _solid(x: float, y: float) -> str:
    return box(x - 7, y - 6, 14, 12, "done")


def _hatch(x: float, y: float) -> str:
    return hatched(x - 7, y, 14, 12, Bullet(None, None))


def _diamond(x: float, y: float) -> str:
    return tag("path", cls="outlook", d=f"M{number(x)} {number(y - 7)}l6 7l-6 7l-6 -7z")


def _mark(x: float, y: float) -> str:
    return line(x, y - 8, x, y + 8, "mark")
