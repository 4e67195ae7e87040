"""傾向: whether the last two months' level differs from before by more than the KPI's own noise.

Rules: figures.md, "trend". The noise of a count is that of a Poisson variable (of a ratio of counts
a binomial one); of any other KPI it is the mean moving range of its months divided by 1.128, the
sigma of a chart of individual values (Shewhart; Wheeler, Understanding Variation).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import sqrt
from typing import Final

from btobsheet.quickclass import dataclass
from btobsheet.status.figures import Figure
from btobsheet.status.rules import at_least, figure, less, mean, positive, rounded, total

RECENT: Final = 2
LEAST_COUNTED, LEAST_OTHER = 3, 5
"""Months that are needed."""
MOVING_RANGE: Final = 1.128
"""Mean range of two values of a normal variable, in its standard deviations (d2 for n = 2)."""
ALARM: Final = 2.0
NO_NOISE: Final = 9.0
SHARE_DIGITS: Final = 12
"""Decimals that tell two shares, or two rates, apart."""


@dataclass(frozen=True, slots=True)
class Point:
    """One month that counts for the trend: its attainment, its count (of a ratio the numerator) and
    what that is expected to follow (the target, of a ratio the denominator).
    """

    rate: float
    count: float
    exposure: float


@dataclass(frozen=True, slots=True)
class Course:
    """How the monthly attainment moved: its last step, its trend with z, the falls at the end."""

    last_change: Figure
    trend: str | None
    z: Figure
    worsening_streak: int


def course(
    rates: Sequence[float],
    points: Sequence[Point],
    tolerance: float,
    *,
    counted: bool,
    turned: bool = False,
) -> Course:
    """Judge the closed months, oldest first.

    ``rates`` are the monthly attainments that exist, ``points`` the months with a target above 0.
    ``turned``: less is better.
    """
    found = step_of(points)
    z = None
    if found is not None:
        z = _counted(points, turned) if counted else _measured(points, found)
    return Course(
        last_change=figure(rates[-1] - rates[-2]) if len(rates) > 1 else None,
        trend=None if z is None or found is None else _word(z, found, tolerance),
        z=z,
        worsening_streak=_falls(rates),
    )


def step_of(points: Sequence[Point]) -> Figure:
    """Give d: the mean attainment of the last two months less that of those before."""
    if len(points) <= RECENT:
        return None
    recent = mean([one.rate for one in points[-RECENT:]])
    before = mean([one.rate for one in points[:-RECENT]])
    return None if recent is None or before is None else figure(recent - before)


def _counted(points: Sequence[Point], turned: bool) -> Figure:
    """Give z of counts: of all that was counted, how much more than its share is recent."""
    if len(points) < LEAST_COUNTED:
        return None
    whole, share = shared(points)
    noise = figure(whole * share * (1 - share))
    if noise is None:  # beyond what a float holds
        return None
    if not positive(noise):
        return 0.0
    # shares are rounded, so that what cancels out is nothing in every engine
    recent = total(one.count for one in points[-RECENT:])
    more = rounded(recent / whole - share, SHARE_DIGITS) or 0.0
    z = more * sqrt(whole / (share * (1 - share)))
    return figure(-z if turned else z)


def shared(points: Sequence[Point]) -> tuple[float, float]:
    """Give all that was counted, and the share (a fraction) that the last two months ought to
    have.
    """
    recent = total(one.exposure for one in points[-RECENT:])
    share = recent / total(one.exposure for one in points)
    return total(one.count for one in points), share


def _measured(points: Sequence[Point], step: float) -> Figure:
    """Give z of any other KPI: the step against the months' own moving range."""
    if len(points) < LEAST_OTHER:
        return None
    ranges = [abs(one.rate - other.rate) for other, one in pairwise(points)]
    noise = total(ranges) / len(ranges) / MOVING_RANGE
    if not positive(noise):
        return NO_NOISE * (positive(step) - less(step, 0.0))
    risen, noise = rounded(step, SHARE_DIGITS) or 0.0, rounded(noise, SHARE_DIGITS) or 0.0
    return figure(risen / (noise * sqrt(1 / RECENT + 1 / (len(points) - RECENT))))


def _word(z: float, step: float, tolerance: float) -> str:
    if at_least(-ALARM, z) and at_least(-tolerance, step):
        return "worsening"
    if at_least(z, ALARM) and at_least(step, tolerance):
        return "improving"
    return "flat"


def _falls(rates: Sequence[float]) -> int:
    falls = 0
    while falls + 1 < len(rates) and less(rates[-1 - falls], rates[-2 - falls]):
        falls += 1
    return falls
