from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btobsheet.status.rules import (
    COUNTED,
    SEVERITY,
    at_least,
    attainment,
    figure,
    less,
    mean,
    positive,
    severity,
    total,
)

AMOUNTS = st.floats(min_value=0.01, max_value=1e9)


@pytest.mark.parametrize(
    ("x", "y", "expected"),
    [
        (1.0, 1.0, True),
        (0.9 - 0.95, -0.05, True),  # exact floats say no here
        (0.1 + 0.2, 0.3, True),
        (0.3, 0.1 + 0.2, True),
        (0.95 - 0.4e-9, 0.95, True),
        (0.95 - 0.6e-9, 0.95, False),
        (-0.5e-9, 0.0, False),  # a half rounds away from zero
        (0.94, 0.95, False),
    ],
)
def test_comparison_is_on_the_difference_rounded_to_nine_decimals(
    x: float, y: float, expected: bool
) -> None:
    assert at_least(x, y) is expected
    assert less(x, y) is not expected


@given(x=st.integers(-5000, 5000), y=st.integers(-5000, 5000))
def test_comparison_agrees_with_whole_numbers_at_any_scale(x: int, y: int) -> None:
    assert at_least(x / 1000, y / 1000) is (x >= y)
    assert less(x / 1000, y / 1000) is (x < y)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, False), (0.0, False), (5e-10, True), (4e-10, False), (-1.0, False), (2.0, True)],
)
def test_positive_is_rounded_too(value: float | None, expected: bool) -> None:
    assert positive(value) is expected


def test_what_a_float_cannot_hold_does_not_exist() -> None:
    assert figure(total([1e308] * 12)) is None
    assert mean([1e308, 1e308]) is None
    assert figure(math.nan) is None
    assert attainment(1e308, 1e-9, "up") is None


def test_total_has_no_rounding_error_of_its_own() -> None:
    assert total([0.1] * 10) == 1.0
    assert mean([]) is None


@pytest.mark.parametrize(
    ("actual", "expected", "direction", "reached"),
    [
        (90.0, 100.0, "up", 0.9),
        (110.0, 100.0, "up", 1.1),
        (-10.0, 100.0, "up", -0.1),
        (5.0, 0.0, "up", None),
        (5.0, -1.0, "up", None),
        (90.0, 100.0, "down", 1.1),
        (110.0, 100.0, "down", 0.9),
        (250.0, 100.0, "down", 0.0),
        (0.0, 0.0, "down", 1.0),
        (1.0, 0.0, "down", 0.0),
        (-3.0, -2.0, "down", 1.0),
        (-1.0, -2.0, "down", 0.0),
        (None, 100.0, "up", None),
        (90.0, None, "down", None),
    ],
)
def test_attainment(
    actual: float | None, expected: float | None, direction: str, reached: float | None
) -> None:
    assert attainment(actual, expected, direction) == pytest.approx(reached)


@given(actual=AMOUNTS, expected=AMOUNTS)
def test_attainment_up_and_down_mirror_each_other_around_one(
    actual: float, expected: float
) -> None:
    up, down = attainment(actual, expected, "up"), attainment(actual, expected, "down")
    assert up is not None
    assert down is not None
    assert down == pytest.approx(max(0.0, 2.0 - up))
    assert up >= 0 <= down


@given(
    expected=AMOUNTS,
    direction=st.sampled_from(("up", "down")),
    unit=st.sampled_from((0.5, 2.0, 1024.0)),
    actual=AMOUNTS,
)
def test_attainment_is_one_on_target_and_knows_no_unit(
    expected: float, direction: str, unit: float, actual: float
) -> None:
    assert attainment(expected, expected, direction) == 1.0
    assert attainment(actual * unit, expected * unit, direction) == attainment(
        actual, expected, direction
    )


@given(low=AMOUNTS, high=AMOUNTS, expected=AMOUNTS)
def test_more_is_never_worse_upwards_nor_better_downwards(
    low: float, high: float, expected: float
) -> None:
    low, high = sorted((low, high))
    assert (attainment(low, expected, "up") or 0) <= (attainment(high, expected, "up") or 0)
    assert (attainment(low, expected, "down") or 0) >= (attainment(high, expected, "down") or 0)


@pytest.mark.parametrize(
    ("actual", "expected", "reached"),
    [
        (100.0, 100.0, 1.0),
        (90.0, 100.0, 0.9),
        (110.0, 100.0, 0.9),  # too much is as far off as too little
        (20_000.0, 600_000.0, 1 / 30),  # an advertising budget that is not spent is not 197 %
        (250.0, 100.0, 0.0),
        (-10.0, 100.0, 0.0),
        (0.0, 0.0, None),
        (5.0, -1.0, None),
        (None, 100.0, None),
    ],
)
def test_what_is_to_be_kept_loses_on_either_side(
    actual: float | None, expected: float | None, reached: float | None
) -> None:
    """Keep: max(0, 1 − |A/E − 1|) where E > 0, else none."""
    assert attainment(actual, expected, "keep") == pytest.approx(reached)


@given(expected=AMOUNTS, off=st.floats(0, 3))
def test_keep_is_one_on_target_and_alike_on_both_sides(expected: float, off: float) -> None:
    assert attainment(expected, expected, "keep") == 1.0
    found = attainment(expected * (1 + off), expected, "keep")
    assert found == pytest.approx(attainment(expected * (1 - off), expected, "keep"), abs=1e-9)
    assert found == pytest.approx(max(0.0, 1 - off), abs=1e-9)


def test_severity_order_is_that_of_the_rules() -> None:
    order = [
        "missed",
        "behind",
        "no_data",
        "at_risk",
        "on_track",
        "achieved",
        "not_due",
        "no_target",
        "reference",
    ]
    assert list(SEVERITY) == order
    assert sorted(set(order), key=severity) == order
    assert list(COUNTED) == order[:-1]
