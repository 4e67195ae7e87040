"""A KPI's year as a piece of SVG, as small as a word: columns of actuals under steps of targets.

All columns of a kind are one path: a table may have hundreds of such pieces.
"""

from __future__ import annotations

from collections.abc import Sequence

from btobsheet.reports.pictures import Series, Spark
from btobsheet.reports.render.svg.base import line, number, tag

FARTHEST = 0.5
"""How far from its target a month is shown: half of it more or less fills the height."""
FULL = 0.7
"""How much of its month's room a column takes."""


def spark(one: Spark, x: float, y: float, width: float, height: float) -> str:
    """Draw a year into a place; columns below 0 hang from the line of 0."""
    slot = width / max(1, len(one.actuals))
    given = [value for value in (*one.actuals, *one.targets) if value is not None]
    high, low = max([0.0, *given]), min([0.0, *given])
    span = (high - low) or 1.0

    def tall_of(value: float) -> float:
        return value / span * height

    zero = y + (tall_of(high) if given else height)
    months = [
        (x + slot * (at + (1 - FULL) / 2), tall_of(value), at < one.closed)
        for at, value in enumerate(one.actuals)
        if value
    ]
    targets = tuple(None if aim is None else tall_of(aim) for aim in one.targets)
    closed = [(left, tall) for left, tall, judged in months if judged]
    still_open = [(left, tall) for left, tall, judged in months if not judged]
    return (
        _columns(closed, zero, slot * FULL, f"f-{one.tone}" if one.tone else "done")
        + _columns(still_open, zero, slot * FULL, f"b-{one.tone}" if one.tone else "p-2")
        + line(x, zero, x + width, zero, "hair")
        + _steps(targets, x, zero, slot)
    )


def departures(months: Series, x: float, y: float, width: float, height: float) -> str:
    """Draw into a place how far each month was from its target (-0.2 = 20 % short): columns above
    a line and, in the colour of what is late, below it.
    """
    slot, zero = width / max(1, len(months)), y + height / 2
    shown = [
        (x + slot * (at + (1 - FULL) / 2), max(-1.0, min(1.0, value / FARTHEST)) * height / 2)
        for at, value in enumerate(months)
        if value
    ]
    over, short = ([one for one in shown if (one[1] > 0) is above] for above in (True, False))
    return (
        line(x, zero, x + width, zero, "axis")
        + _columns(over, zero, slot * FULL, "done")
        + _columns(short, zero, slot * FULL, "f-bad")
    )


def _columns(columns: Sequence[tuple[float, float]], zero: float, wide: float, cls: str) -> str:
    path = "".join(
        f"M{number(left)} {number(zero)}v{number(-tall)}h{number(wide)}v{number(tall)}z"
        for left, tall in columns
    )
    return tag("path", cls=cls, d=path) if path else ""


def _steps(targets: Series, x: float, zero: float, slot: float) -> str:
    """Draw the targets, as high as they are to be: one line where they stay alike, with a gap where
    there is none.
    """
    path, before = "", None
    for at, target in enumerate(targets):
        if target is not None:
            height = number(zero - target)
            if before is None:
                path += f"M{number(x + at * slot)} {height}"
            elif before != height:
                path += f"V{height}"
            path += f"h{number(slot)}"
        before = None if target is None else height
    return tag("path", cls="aim", d=path) if path else ""
