from __future__ import annotations

from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btobsheet.status.goal import steps_back, units_needed


@pytest.mark.parametrize(
    ("goal", "per_unit", "steps"),
    [
        (50_000_000, (2_000_000, 0.30, 0.80, 0.20), (25, 84, 105, 525)),
        (100_000_000, (2_500_000, 0.20, 0.073), (40, 200, 2_740)),
        (21, (0.35,), (60,)),
        (21.0, (0.35,), (60,)),
        (0, (0.35,), (0,)),
        (1, (3,), (1,)),
        (5, (), ()),
    ],
)
def test_steps_back_from_a_goal(
    goal: float, per_unit: tuple[float, ...], steps: tuple[int, ...]
) -> None:
    assert steps_back(goal, per_unit) == steps


def test_binary_floats_would_ask_for_one_too_many() -> None:
    assert ceil(21 / 0.35) == 61  # why the fractions are there
    assert units_needed(21, 0.35) == 60


@pytest.mark.parametrize("rate", [0, -0.1, float("nan")])
def test_a_rate_that_gives_nothing_is_refused(rate: float) -> None:
    with pytest.raises(ValueError):
        units_needed(10, rate)


@given(goal=st.integers(0, 10**9), percent=st.integers(1, 1000))
def test_the_units_are_enough_and_one_fewer_is_not(goal: int, percent: int) -> None:
    needed = units_needed(goal, percent / 100)
    assert needed * Fraction(percent, 100) >= goal
    assert (needed - 1) * Fraction(percent, 100) < goal
