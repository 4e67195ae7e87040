"""傾向: whether the last two months differ from those before by more than the KPI's own noise.

The figures of the cases are worked out by hand, beside each.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging import judged, kpi, months

from btobsheet.plan.records import Kpi
from btobsheet.status.rules import rounded
from btobsheet.status.trend import NO_NOISE, Course, Point, course

TOLERANCE = 0.05
COUNTS = st.lists(st.integers(0, 200), min_size=3, max_size=12)
RATES = st.lists(st.integers(0, 200).map(lambda points: points / 100), max_size=12)
MIRROR = {"worsening": "improving", "improving": "worsening", "flat": "flat", None: None}


def of_counts(
    counts: Sequence[float], targets: Sequence[float], turned: bool = False, counted: bool = True
) -> Course:
    """Judge months of counts, each against its target."""
    rates = [
        max(0.0, 2 - count / target) if turned else count / target
        for count, target in zip(counts, targets, strict=True)
    ]
    points = [
        Point(*month) for month in zip(rates, map(float, counts), map(float, targets), strict=True)
    ]
    return course(rates, points, TOLERANCE, counted=counted, turned=turned)


def of_rates(rates: Sequence[float], tolerance: float = TOLERANCE) -> Course:
    """Judge months of a KPI that counts nothing."""
    return course(rates, [Point(rate, rate, 1.0) for rate in rates], tolerance, counted=False)


# --- golden numbers of the rules -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "target", "actual", "z", "trend"),
    [
        # N 117, p 1/3: (32 − 39) ÷ √26
        ("件", 20.0, (22.0, 19.0, 24.0, 20.0, 17.0, 15.0), "-1.37", "flat"),
        # N 262, p 1/3: (62 − 87.33) ÷ √58.22
        ("件", 50.0, (50.0, 52.0, 48.0, 50.0, 30.0, 32.0), "-3.32", "worsening"),
        # moving range 0.08: s = 0.08 ÷ 1.128 = 0.0709, d −0.22, d ÷ (s·√0.75)
        ("円", 5e6, (5.0e6, 5.2e6, 4.9e6, 5.1e6, 3.9e6, 4.0e6), "-3.58", "worsening"),
    ],
)
def test_golden_trends(
    unit: str, target: float, actual: tuple[float, ...], z: str, trend: str
) -> None:
    """Two falls running are chance in the first case and none in the others."""
    found = judged(kpi(unit=unit, target=(target,) * 12, actual=months(*actual)))
    assert (f"{found.trend_z:.2f}", found.trend) == (z, trend)


# --- counts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "targets", "z"),
    [
        ((10, 10), (10, 10), None),  # u ≥ 3
        ((10, 10, 10), (10, 10, 10), 0.0),
        ((0, 0, 0), (10, 10, 10), 0.0),  # N = 0
        ((0, 0, 0, 0, 9), (10, 10, 10, 10, 10), (9 - 9 * 0.4) / sqrt(9 * 0.24)),
        # p from the targets: (4 − 12·20÷60) ÷ √(12·2÷9)
        ((4, 4, 2, 2), (20, 20, 10, 10), 0.0),
        ((8, 0, 2, 2), (20, 20, 10, 10), 0.0),  # where before the recent ones does not matter
    ],
)
def test_z_of_counts(counts: tuple[int, ...], targets: tuple[int, ...], z: float | None) -> None:
    """Z = (a − N·p) ÷ √(N·p·(1 − p)), of three months at least."""
    found = of_counts(counts, targets)
    assert found.z == (None if z is None else pytest.approx(z, abs=1e-9))
    assert (found.trend is None) is (z is None)


@pytest.mark.parametrize(
    ("counts", "z", "trend"),
    [
        ((30, 30, 20, 20), -2.0, "worsening"),  # N 100, p 1/2: (40 − 50) ÷ 5, the edge itself
        ((30, 29, 20, 21), -1.8, "flat"),
        ((20, 20, 30, 30), 2.0, "improving"),
        ((20, 21, 30, 29), 1.8, "flat"),
    ],
)
def test_the_edge_of_a_trend_is_two(counts: tuple[int, ...], z: float, trend: str) -> None:
    """Worsening where z ≤ −2, inclusive; improving mirrored."""
    found = of_counts(counts, (25,) * 4)
    assert (found.z, found.trend) == (pytest.approx(z), trend)


def test_less_is_better_turns_the_sign() -> None:
    """Down: complaints that grow from 10 to 30 a month are 悪化."""
    up = of_counts((10, 10, 10, 30, 30), (20,) * 5)
    down = of_counts((10, 10, 10, 30, 30), (20,) * 5, turned=True)
    assert (up.trend, down.trend) == ("improving", "worsening")
    assert up.z == pytest.approx(-(down.z or 0.0))


@given(counts=COUNTS)
def test_the_order_within_the_months_before_does_not_matter_to_counts(counts: list[int]) -> None:
    targets = [50.0] * len(counts)
    mixed = sorted(counts[:-2]) + counts[-2:][::-1]
    assert of_counts(mixed, targets).z == pytest.approx(of_counts(counts, targets).z)


@given(counts=COUNTS, factor=st.integers(1, 20))
def test_z_of_counts_does_not_ask_how_high_the_targets_are(counts: list[int], factor: int) -> None:
    """Only the targets' proportions: the level itself is what the status judges."""
    one, other = ([float(size)] * len(counts) for size in (20, 20 * factor))
    assert of_counts(counts, one).z == pytest.approx(of_counts(counts, other).z)


# --- other KPIs -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rates", "z", "trend"),
    [
        ((1.0, 1.0, 1.0, 0.5), None, None),  # u ≥ 5
        ((1.0, 1.0, 1.0, 1.0, 1.0), 0.0, "flat"),
        # ranges 0.2, 0.2, 0.2, 0.2: s 0.2 ÷ 1.128; d 0.9 − 0.9333
        (
            (1.0, 0.8, 1.0, 0.8, 1.0),
            (0.9 - 2.8 / 3) / (0.2 / 1.128 * sqrt(1 / 2 + 1 / 3)),
            "flat",
        ),
        # ranges 0, 0, 0.5, 0: s 0.125 ÷ 1.128; d −0.5
        (
            (1.0, 1.0, 1.0, 0.5, 0.5),
            -0.5 / (0.125 / 1.128 * sqrt(1 / 2 + 1 / 3)),
            "worsening",
        ),
        (
            (0.5, 0.5, 0.5, 1.0, 1.0),
            0.5 / (0.125 / 1.128 * sqrt(1 / 2 + 1 / 3)),
            "improving",
        ),
    ],
)
def test_z_of_other_kpis(rates: tuple[float, ...], z: float | None, trend: str | None) -> None:
    """Z = d ÷ (s·√(1/2 + 1/(u − 2))), of five months at least."""
    found = of_rates(rates)
    assert (found.z, found.trend) == (None if z is None else pytest.approx(z), trend)


@pytest.mark.parametrize(
    ("step", "z"), [(0.0, 0.0), (-5e-10, -NO_NOISE), (5e-10, NO_NOISE), (-1e-12, 0.0)]
)
def test_without_noise_z_is_nine_times_the_sign_of_the_step(step: float, z: float) -> None:
    """Months that drift by less than anyone can see have s = 0; their d, over a year, may not be."""
    found = of_rates([1.0 + step * month for month in range(12)])
    assert (found.z, found.trend) == (z, "flat")


@pytest.mark.parametrize(
    ("fall", "tolerance", "trend"),
    [
        (0.05, 0.05, "worsening"),  # the fall is exactly the tolerance
        (0.05, 0.051, "flat"),
        (-0.05, 0.05, "improving"),
        (-0.05, 0.051, "flat"),
    ],
)
def test_a_step_smaller_than_the_tolerance_is_flat(
    fall: float, tolerance: float, trend: str
) -> None:
    """Both are asked: z ≤ −2, and d ≤ −tolerance.trend."""
    rates = [1.0, 1.0, 1.0, 1.0, 1.0 - fall, 1.0 - fall]
    assert of_rates(rates, tolerance).trend == trend


@given(rates=RATES)
def test_trend_mirrors(rates: list[float]) -> None:
    found, turned = of_rates(rates), of_rates([2 - rate for rate in rates])
    assert turned.trend == MIRROR[found.trend]
    assert (turned.z is None) is (found.z is None)
    assert found.z is None or turned.z == pytest.approx(-found.z, abs=1e-6)


@given(rates=RATES, counted=st.booleans())
def test_a_trend_has_its_months_and_its_step(rates: list[float], counted: bool) -> None:
    """None with fewer months; worsening and improving never without a step of the tolerance."""
    points = [Point(rate, rate * 50, 50.0) for rate in rates]
    found = course(rates, points, TOLERANCE, counted=counted)
    assert (found.trend is None) is (len(rates) < (3 if counted else 5))
    if found.trend in ("worsening", "improving"):
        step = sum(rates[-2:]) / 2 - sum(rates[:-2]) / (len(rates) - 2)
        assert abs(step) >= TOLERANCE - 1e-9
        assert (step < 0) is (found.trend == "worsening")
        assert abs(found.z or 0.0) >= 2 - 1e-9


# --- the last step and the falls at the end -------------------------------------------------------


@pytest.mark.parametrize(
    ("rates", "change", "streak"),
    [
        ((), None, 0),
        ((0.9,), None, 0),
        ((0.9, 0.8), -0.1, 1),
        ((0.9, 0.8, 0.7), -0.1, 2),
        ((0.9, 0.9, 0.7), -0.2, 1),
        ((0.9, 0.7, 0.8), 0.1, 0),
        ((1.0, 0.9, 0.9), 0.0, 0),
        ((0.5, 1.0, 0.9, 0.8, 0.7), -0.1, 3),
        ((0.9, 0.8, 0.8 - 1e-12), 0.0, 0),  # a fall nobody can see is none
    ],
)
def test_last_change_and_streak(
    rates: tuple[float, ...], change: float | None, streak: int
) -> None:
    found = of_rates(rates)
    assert found.last_change == pytest.approx(change, abs=1e-9)
    assert found.worsening_streak == streak


@given(rates=RATES, fall=st.integers(1, 50))
def test_one_more_fall_makes_the_streak_one_longer(rates: list[float], fall: int) -> None:
    rates = rates or [1.0]
    longer = of_rates([*rates, rates[-1] - fall / 100])
    assert longer.worsening_streak == of_rates(rates).worsening_streak + 1
    assert 0 <= longer.worsening_streak <= len(rates)


# --- which months of a KPI count ------------------------------------------------------------------


def ratio(below: tuple[float | None, ...], above: tuple[float | None, ...], unit: str) -> list[Kpi]:
    return [
        kpi("K01", aggregation="ratio", numerator="K02", denominator="K03", annual_target=0.5),
        kpi("K02", unit=unit, actual=months(*above)),
        kpi("K03", unit=unit, actual=months(*below)),
    ]


def test_a_ratio_of_counts_is_judged_by_its_numerators_among_its_denominators() -> None:
    """50 of 100 three times, then 20 of 100 twice: N 190, p 0.4, z = (40 − 76) ÷ √45.6."""
    rate = ratio((100.0,) * 5, (50.0, 50.0, 50.0, 20.0, 20.0), "件")
    found = judged(*rate, closed=5)
    assert (found.trend_z, found.trend) == (pytest.approx(-36 / sqrt(45.6)), "worsening")


def test_a_month_whose_denominator_is_nothing_is_no_month_of_the_trend() -> None:
    """Exhibitions in three months only: denominators 0 in between are left out."""
    rate = ratio((100.0, 0.0, 100.0, 0.0, 100.0), (50.0, 0.0, 50.0, 0.0, 20.0), "件")
    found = judged(*rate, closed=5)
    # N 120, p 2/3: (70 − 80) ÷ √(80 ÷ 3)
    assert found.trend_z == pytest.approx(-10 / sqrt(80 / 3))


def test_a_ratio_of_money_needs_five_months() -> None:
    """円 is no count, so the ratio's own moving range is its noise."""
    above = (50.0, 50.0, 50.0, 20.0)
    assert judged(*ratio((100.0,) * 4, above, "円"), closed=4).trend is None
    assert judged(*ratio((100.0,) * 4, above, "件"), closed=4).trend is not None


def test_a_count_to_be_kept_is_judged_by_its_moving_range() -> None:
    """Keep: the other rule is used, which wants five months."""
    item = kpi(unit="件", direction="keep", target=(20.0,) * 12, actual=months(*[20.0] * 4))
    assert (judged(item, closed=4).trend, judged(item, closed=3).trend_z) == (None, None)


def test_months_without_a_target_above_nothing_do_not_count() -> None:
    """T(k) > 0 is asked of a month of the trend."""
    item = kpi(unit="件", target=months(0.0, 0.0, 10.0, 10.0), actual=months(5.0, 5.0, 10.0, 10.0))
    assert judged(item, closed=4).trend is None


def test_the_open_month_and_blank_months_do_not_count() -> None:
    """50, 50, blank, 20, 20 closed and 500 open: N 140, p 1/2, z = (40 − 70) ÷ √35."""
    item = kpi(unit="件", target=(50.0,) * 12, actual=months(50.0, 50.0, None, 20.0, 20.0, 500.0))
    assert judged(item, closed=5).trend_z == pytest.approx((40 - 70) / sqrt(35))


@pytest.mark.parametrize(
    ("x", "expected"),
    [
        (0.3876953125, 0.387695313),  # a half that a float holds: Python's round takes it down
        (-0.3876953125, -0.387695313),
        (0.1234567895, 0.12345679),  # one that none holds: Excel rounds what is shown
        (0.12345678949999, 0.123456789),
        (4e-10, 0.0),
        (-4e-10, 0.0),
        (5e-10, 1e-9),
        (-2.229481606852611, -2.229481607),
        (1234.5, 1234.5),
        (1e300, 1e300),
        (float("inf"), None),
    ],
)
def test_nine_decimals_are_rounded_as_a_workbook_does(x: float, expected: float | None) -> None:
    assert rounded(x) == expected


def test_counts_beyond_a_float_have_no_trend() -> None:
    """The targets add up to more than a float holds, and nothing was counted."""
    assert of_counts((0.0, 0.0, 0.0), (1e308, 1e308, 1e308)).trend is None
