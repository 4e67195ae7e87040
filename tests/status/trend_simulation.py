"""How often the trend's rule cries wolf, and how often it sees a slide: simulated, seeded.

Poisson counts of 20 or 100 a month, and amounts with normal noise of 10 or 20 % of the target, over
a year of twelve months, each closed month judged as the report judges it. The old rule (two falls
running, five points in all) stands beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from btobsheet.status.trend import Point, course

YEARS = 2000
MONTHS = 12
TOLERANCE = 0.05
SLIDE_FROM = 6
"""The month (from 0) in which a slide begins."""


@dataclass(frozen=True)
class Kind:
    """A KPI: what a month of it brings on average, its noise, and whether it counts."""

    name: str
    mean: float
    noise: float
    counted: bool


KINDS = (
    Kind("20", 20, 0, True),
    Kind("100", 100, 0, True),
    Kind("10 %", 100, 0.10, False),
    Kind("20 %", 100, 0.20, False),
)
SLIDE = (0.10, 0.20, 0.30, 0.30)
"""How much of the target is lost in the months of a slide, which is to be seen by its last."""
Rule = Callable[[Sequence[float], Kind], bool]


def poisson(rnd: Random, mean: float) -> int:
    """Draw a Poisson number: arrivals within a unit of time."""
    count, time = 0, rnd.expovariate(1.0)
    while time < mean:
        count += 1
        time += rnd.expovariate(1.0)
    return count


def drawn(rnd: Random, kind: Kind, share: float) -> float:
    """Draw one month at a share of the target."""
    if kind.counted:
        return poisson(rnd, kind.mean * share)
    return max(0.0, rnd.gauss(kind.mean * share, kind.noise * kind.mean))


def by_noise(values: Sequence[float], kind: Kind) -> bool:
    """Ask the rule of the report."""
    points = [Point(value / kind.mean, value, kind.mean) for value in values]
    rates = [point.rate for point in points]
    return course(rates, points, TOLERANCE, counted=kind.counted).trend == "worsening"


def by_two_falls(values: Sequence[float], kind: Kind) -> bool:
    """Ask the rule of before: two falls running that make five points."""
    rates = [value / kind.mean for value in values[-3:]]
    if len(rates) < 3:
        return False
    return rates[2] < rates[1] < rates[0] and rates[0] - rates[2] >= TOLERANCE


def false_alarms(kind: Kind, rule: Rule, seed: int = 1, years: int = YEARS) -> float:
    """Give the share of months, from the third on, in which a KPI on target is called worsening."""
    rnd = Random(seed)
    cried = asked = 0
    for _ in range(years):
        values = [drawn(rnd, kind, 1.0) for _ in range(MONTHS)]
        for month in range(3, MONTHS + 1):
            asked += 1
            cried += rule(values[:month], kind)
    return cried / asked


def power(kind: Kind, rule: Rule, seed: int = 2, years: int = YEARS) -> float:
    """Give the share of years in which a slide is called worsening within its four months."""
    rnd = Random(seed)
    return sum(_is_seen(rnd, kind, rule) for _ in range(years)) / years


def _is_seen(rnd: Random, kind: Kind, rule: Rule) -> bool:
    values = [drawn(rnd, kind, 1.0) for _ in range(SLIDE_FROM)]
    for lost in SLIDE:
        values.append(drawn(rnd, kind, 1.0 - lost))
        if rule(values, kind):
            return True
    return False


def table() -> list[tuple[str, ...]]:
    """Give, of each kind, the false alarms of the old rule and the new, then their power."""
    return [
        (
            kind.name,
            *(
                f"{share:.1%}"
                for share in (
                    false_alarms(kind, by_two_falls),
                    false_alarms(kind, by_noise),
                    power(kind, by_two_falls),
                    power(kind, by_noise),
                )
            ),
        )
        for kind in KINDS
    ]


if __name__ == "__main__":
    for line in table():
        print(" | ".join(line))
