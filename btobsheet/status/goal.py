"""From a goal backwards: how many orders, meetings, leads a revenue asks for.

Every step is rounded up to whole units before the next one, in exact fractions of the decimals as
written: 21 ÷ 0.35 is 60, where binary floats would give 61.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import accumulate
from math import ceil


def units_needed(goal: float, per_unit: float) -> int:
    """Count the whole units needed where one unit gives ``per_unit`` of the goal.

    ValueError unless that is above 0.
    """
    if not per_unit > 0:
        raise ValueError(per_unit)
    return ceil(Fraction(str(goal)) / Fraction(str(per_unit)))


def steps_back(goal: float, per_unit: Iterable[float]) -> tuple[int, ...]:
    """Walk the funnel backwards from a goal: the unit price first, then each conversion rate
    (fractions), in turn.

    ``steps_back(50_000_000, (2_000_000, 0.3))`` gives the orders (25) and the proposals (84)
    needed.
    """
    rates = tuple(per_unit)
    if not rates:
        return ()
    first = units_needed(goal, rates[0])
    return tuple(accumulate(rates[1:], units_needed, initial=first))
