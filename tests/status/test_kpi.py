from __future__ import annotations

from dataclasses import fields as fields_of
from dataclasses import replace
from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging import START, judged, kpi, months

from btobsheet.plan.calendar import Month
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan, Settings
from btobsheet.plan.records import Kpi, Tactic
from btobsheet.status.effect import WHOLE
from btobsheet.status.kpi import delay_months, kpi_figures
from btobsheet.status.rules import COUNTED
from btobsheet.status.values import annual_figure, effective_targets

QUARTERS = (220.0, 480.0, 710.0, 968.0)
COUNTS = st.one_of(st.none(), st.integers(0, 500).map(float))
TWELVE = st.tuples(*[COUNTS] * 12)
KPIS = st.builds(
    kpi,
    aggregation=st.sampled_from(("", "sum", "latest", "mean")),
    direction=st.sampled_from(("", "up", "down", "keep")),
    unit=st.sampled_from(("件", "円")),
    from_=st.sampled_from((None, Month(2025, 1), Month(2026, 7), Month(2027, 6))),
    to=st.sampled_from((None, Month(2026, 3), Month(2026, 12), Month(2028, 1))),
    nothing=st.sampled_from(((), ("2026-05",), ("2026-04", "2026-12"))),
    annual_target=COUNTS,
    baseline=COUNTS,
    warn_line=COUNTS,
    alarm_line=COUNTS,
    target=TWELVE,
    actual=TWELVE,
)


# --- golden numbers of the rules -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("month", "reached"), [(3, "88.0%"), (6, "96.0%"), (9, "94.7%"), (12, "96.8%")]
)
def test_quarters_cumulate(month: int, reached: str) -> None:
    quarters = [
        value if k % 3 == 2 else 0.0
        for k, value in enumerate(
            months(None, None, 220.0, None, None, 260.0, None, None, 230.0, None, None, 258.0)
        )
    ]
    targets = tuple(250.0 if k % 3 == 2 else 0.0 for k in range(12))
    found = judged(kpi(aggregation="sum", target=targets, actual=tuple(quarters)), closed=month)
    assert found.actual_to_date == QUARTERS[month // 3 - 1]
    assert f"{found.attainment:.1%}" == reached


def test_half_a_year_behind_an_even_target() -> None:
    found = judged(kpi(annual_target=600.0, actual=months(35.0, 35.0, 35.0, 35.0, 35.0, 35.0)))
    assert (found.actual_to_date, found.expected_to_date) == (210, 300)
    assert (
        found.attainment,
        found.delay_months,
        found.run_rate,
        found.required_pace,
        found.forecast,
    ) == pytest.approx((0.7, 1.8, 420, 65, 420))
    assert found.status == "behind"


def test_a_blank_month_is_neither_zero_nor_free() -> None:
    found = judged(kpi(annual_target=600.0, actual=months(50.0, None, 50.0, 50.0, 50.0, 50.0)))
    assert (found.actual_to_date, found.expected_to_date, found.status) == (250, 250, "on_track")
    assert (found.missing_months, found.months_evaluated, found.delay_months) == (1, 6, None)


def test_a_ratio_divides_the_sums_of_the_months_that_have_both() -> None:
    rate = kpi("K01", aggregation="ratio", numerator="K02", denominator="K03", annual_target=0.1)
    clicks, sent = (
        kpi("K02", actual=months(10.0, 12.0, 11.0)),
        kpi("K03", actual=months(100.0, None, 100.0)),
    )
    found = judged(rate, clicks, sent, closed=3)
    assert found.actual_to_date == pytest.approx(0.105)
    assert (found.missing_months, found.months_evaluated, found.aggregation) == (1, 3, "ratio")
    assert found.monthly[1].actual is None


def test_equal_weeks() -> None:
    # as months: 1.2 M by 52 weeks of which ten are over, typed as one month each
    weeks = 1_200_000 / 52
    found = judged(kpi(target=months(weeks * 10), actual=months(230_000.0)), closed=1)
    assert (round(found.expected_to_date or 0), f"{found.attainment:.1%}") == (230_769, "99.7%")


# --- effective targets and the year's target
# ----------------------------------------------------------


@pytest.mark.parametrize(
    ("aggregation", "annual", "baseline", "target", "expected"),
    [
        ("sum", 120.0, None, months(), (10.0,) * 12),
        ("sum", None, None, months(), (0.0,) * 12),
        ("sum", None, None, months(7.0), (7.0,) + (0.0,) * 11),
        ("sum", 120.0, None, months(10.0), (10.0,) * 12),
        (
            "sum",
            100.0,
            None,
            months(60.0, 60.0),
            (60.0, 60.0) + (0.0,) * 10,
        ),  # nothing is left: never below 0
        ("sum", 100.0, None, (5.0,) * 12, (5.0,) * 12),
        ("latest", None, None, months(None, 10.0, None, 20.0), (10.0, 10.0, 10.0) + (20.0,) * 9),
        ("latest", 99.0, 0.0, months(None, 10.0), (10.0,) * 12),
        ("latest", 120.0, 0.0, months(), tuple(10.0 * k for k in range(1, 13))),
        ("latest", 24.0, 36.0, months(), tuple(36.0 - k for k in range(1, 13))),
        ("latest", 120.0, None, months(), (120.0,) * 12),
        ("latest", None, 5.0, months(), (None,) * 12),
        ("mean", 0.4, None, months(None, 0.5), (0.4, 0.5) + (0.4,) * 10),
        ("mean", None, None, months(0.5), (0.5,) + (None,) * 11),
        ("ratio", 0.4, None, months(), (0.4,) * 12),
    ],
)
def test_effective_targets(
    aggregation: str,
    annual: float | None,
    baseline: float | None,
    target: tuple[float | None, ...],
    expected: object,
) -> None:
    assert (
        effective_targets(kpi(annual_target=annual, baseline=baseline, target=target), aggregation)
        == expected
    )


@pytest.mark.parametrize(
    ("aggregation", "annual", "expected"),
    [
        ("sum", None, 60.0),
        ("latest", None, 30.0),
        ("mean", None, 20.0),
        ("ratio", None, 20.0),
        ("sum", 5.0, 5.0),
        ("mean", 0.0, 0.0),
    ],
)
def test_annual_figure(aggregation: str, annual: float | None, expected: float) -> None:
    item = kpi(annual_target=annual, target=months(10.0, None, 20.0, 30.0))
    targets = effective_targets(item, aggregation)
    assert annual_figure(item, aggregation, WHOLE, targets) == expected
    assert annual_figure(kpi(), aggregation, WHOLE, effective_targets(kpi(), aggregation)) is None


@given(annual=st.integers(0, 10_000).map(float), target=TWELVE)
def test_the_shares_of_a_sum_add_up_to_the_annual_target_where_they_can(
    annual: float, target: tuple[float | None, ...]
) -> None:
    targets = effective_targets(kpi(annual_target=annual, target=target), "sum")
    given_sum = sum(value or 0 for value in target)
    if None in target:
        assert sum(value or 0 for value in targets) == pytest.approx(max(annual, given_sum))
    assert all(
        after == before for after, before in zip(targets, target, strict=True) if before is not None
    )


# --- A and E by aggregation
# ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("aggregation", "actual", "expected"),
    [("sum", 60.0, 30.0), ("", 60.0, 30.0), ("latest", 40.0, 20.0), ("mean", 30.0, 15.0)],
)
def test_actual_and_expected_leave_a_missing_month_out_of_both(
    aggregation: str, actual: float, expected: float
) -> None:
    item = kpi(
        aggregation=aggregation,
        target=months(10.0, 99.0, 20.0, 77.0),
        actual=months(20.0, None, 40.0, None, 1000.0),
    )
    found = judged(item, closed=4)
    assert (
        found.actual_to_date,
        found.expected_to_date,
        found.months_evaluated,
        found.missing_months,
    ) == (actual, expected, 3, 2)


def test_expected_mean_uses_only_the_targets_that_exist() -> None:
    found = judged(
        kpi(aggregation="mean", target=months(0.5, None, 0.7), actual=months(0.6, 0.6, 0.6)),
        closed=3,
    )
    assert found.expected_to_date == pytest.approx(0.6)
    assert judged(kpi(aggregation="mean", actual=months(0.6)), closed=1).expected_to_date is None


def test_open_months_are_shown_and_not_judged() -> None:
    found = judged(kpi(annual_target=120.0, actual=months(10.0, 99.0)), closed=1)
    assert found.actual_to_date == 10
    assert (found.monthly[1].actual, found.monthly[1].attainment) == (99, pytest.approx(9.9))
    assert found.last_change is None


@pytest.mark.parametrize(
    ("numerator", "denominator", "reason"),
    [
        ("", "K03", "blank"),
        ("K99", "K03", "unknown"),
        ("K02", "K04", "itself a ratio"),
        ("K01", "K03", "the KPI itself"),
    ],
)
def test_a_ratio_without_its_two_kpis_is_a_mean_of_what_was_typed(
    numerator: str, denominator: str, reason: str
) -> None:
    rate = kpi(
        "K01",
        aggregation="ratio",
        numerator=numerator,
        denominator=denominator,
        actual=months(0.2, 0.4),
    )
    others = (
        kpi("K02", actual=months(1.0)),
        kpi("K03", actual=months(2.0)),
        kpi("K04", aggregation="ratio"),
    )
    found = judged(rate, *others, closed=2)
    assert (found.aggregation, found.actual_to_date) == ("mean", pytest.approx(0.3)), reason


def test_a_true_ratio_ignores_what_was_typed_on_its_own_row() -> None:
    rate = kpi(
        "K01", aggregation="ratio", numerator="K02", denominator="K03", actual=months(0.9, 0.9)
    )
    found = judged(
        rate, kpi("K02", actual=months(1.0, 3.0)), kpi("K03", actual=months(2.0, 0.0)), closed=2
    )
    assert (found.actual_to_date, found.months_evaluated, found.monthly[1].actual) == (0.5, 1, None)


def test_a_ratio_whose_denominators_cancel_has_no_actual() -> None:
    rate = kpi(
        "K01",
        aggregation="ratio",
        numerator="K02",
        denominator="K03",
        annual_target=0.5,
        warn_line=0.1,
    )
    found = judged(
        rate, kpi("K02", actual=months(1.0, 3.0)), kpi("K03", actual=months(2.0, -2.0)), closed=2
    )
    assert (found.actual_to_date, found.attainment, found.forecast, found.status) == (
        None,
        None,
        None,
        "not_due",
    )


# --- status: the first rule that fits
# -----------------------------------------------------------------

ALL_YEAR = (10.0,) * 12


@pytest.mark.parametrize(
    ("fields", "closed", "status"),
    [
        ({"actual": months(5.0)}, 1, "no_target"),
        ({}, 0, "no_target"),
        ({"annual_target": 120.0}, 0, "not_due"),
        ({"warn_line": 1.0}, 0, "not_due"),
        ({"target": months(0.0)}, 0, "not_due"),
        (
            {"annual_target": 120.0, "actual": months(120.0)},
            6,
            "achieved",
        ),  # reached already: no longer asked for
        ({"target": ALL_YEAR, "actual": months(120.0)}, 1, "achieved"),
        ({"annual_target": 0.0, "actual": months(5.0)}, 1, "not_due"),
        ({"annual_target": 120.0, "direction": "down", "actual": months(120.0)}, 1, "behind"),
        ({"annual_target": 120.0}, 1, "no_data"),
        ({"annual_target": 120.0, "actual": months(10.0)}, 2, "on_track"),
        ({"annual_target": 120.0, "actual": months(10.0)}, 3, "no_data"),
        ({"annual_target": 120.0, "actual": months(None, None, 10.0)}, 3, "on_track"),
        ({"annual_target": 120.0, "actual": months(9.5)}, 1, "on_track"),
        ({"annual_target": 120.0, "actual": months(9.4)}, 1, "at_risk"),
        ({"annual_target": 120.0, "actual": months(8.0)}, 1, "at_risk"),
        ({"annual_target": 120.0, "actual": months(7.9)}, 1, "behind"),
        (
            {"aggregation": "mean", "target": months(None, None, 5.0), "actual": months(5.0)},
            1,
            "not_due",
        ),
        ({"aggregation": "mean", "annual_target": 10.0, "actual": ALL_YEAR}, 12, "achieved"),
        ({"aggregation": "mean", "annual_target": 10.1, "actual": ALL_YEAR}, 12, "missed"),
        (
            {"aggregation": "mean", "annual_target": 10.1, "actual": (*ALL_YEAR[:11], None)},
            12,
            "no_data",
        ),  # a finished year with a blank month is not judged
        (
            {"annual_target": 108.0, "actual": (*[11.0] * 10, None, None)},
            12,
            "achieved",
        ),  # what reached its year needs no more
        ({"annual_target": 120.0, "direction": "keep", "actual": months(10.4)}, 1, "on_track"),
        ({"annual_target": 120.0, "direction": "keep", "actual": months(10.6)}, 1, "at_risk"),
        ({"annual_target": 120.0, "direction": "keep", "actual": months(8.0)}, 1, "at_risk"),
        ({"annual_target": 120.0, "direction": "keep", "actual": months(13.0)}, 1, "behind"),
        ({"annual_target": 120.0, "direction": "keep", "actual": (9.5,) * 12}, 12, "achieved"),
        ({"annual_target": 120.0, "direction": "keep", "actual": (9.4,) * 12}, 12, "missed"),
        ({"annual_target": 120.0, "direction": "keep", "actual": (10.6,) * 12}, 12, "missed"),
        ({"annual_target": 1.0, "main": "reference"}, 6, "reference"),
        ({"main": "reference"}, 0, "reference"),
        ({"main": "reference", "annual_target": 1.0, "actual": months(99.0)}, 1, "reference"),
        (
            {"direction": "down", "aggregation": "mean", "annual_target": 10.0, "actual": ALL_YEAR},
            12,
            "achieved",
        ),
    ],
)
def test_status(fields: dict[str, object], closed: int, status: str) -> None:
    assert judged(kpi(**fields), closed=closed).status == status


@pytest.mark.parametrize(
    ("direction", "actual", "closed", "status"),
    [
        ("up", 5.0, 1, "on_track"),
        ("up", 4.9, 1, "at_risk"),
        ("up", 3.0, 1, "at_risk"),
        ("up", 2.9, 1, "behind"),
        ("up", 5.0, 12, "achieved"),
        ("up", 4.9, 12, "at_risk"),
        ("up", 2.9, 12, "missed"),
        ("down", 3.0, 1, "on_track"),
        ("down", 3.1, 1, "at_risk"),
        ("down", 5.1, 1, "behind"),
        ("down", 5.1, 12, "missed"),
    ],
)
def test_status_by_absolute_lines(direction: str, actual: float, closed: int, status: str) -> None:
    alarm, warn = (3.0, 5.0) if direction == "up" else (5.0, 3.0)
    item = kpi(
        aggregation="mean",
        direction=direction,
        alarm_line=alarm,
        warn_line=warn,
        annual_target=100.0,
        actual=(actual,) * 12,
    )
    assert judged(item, closed=closed).status == status


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"warn_line": 5.0}, "at_risk"),
        ({"alarm_line": 5.0}, "behind"),
        ({"alarm_line": 4.0}, "on_track"),
    ],
)
def test_one_line_is_enough(fields: dict[str, float], status: str) -> None:
    assert (
        judged(kpi(aggregation="latest", actual=months(4.5), **fields), closed=1).status == status
    )


def test_thresholds_are_the_settings() -> None:
    item = kpi(annual_target=120.0, actual=months(9.0))
    assert judged(item, closed=1, settings=Settings(on_track=0.9)).status == "on_track"
    assert judged(item, closed=1, settings=Settings(at_risk=0.91)).status == "behind"
    assert judged(item, closed=3, settings=Settings(stale_months=3)).status == "at_risk"


# --- where it is heading
# ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("actual", "evaluated", "delay"),
    [
        (210.0, 6, 1.8),
        (300.0, 6, 0.0),
        (325.0, 6, -0.5),
        (600.0, 6, -6.0),
        (900.0, 6, -6.0),
        (0.0, 6, 6.0),
        (-10.0, 6, 6.0),
    ],
)
def test_delay_by_earned_schedule(actual: float, evaluated: int, delay: float) -> None:
    assert delay_months(actual, (50.0,) * 12, evaluated) == pytest.approx(delay)


def test_months_that_ask_for_nothing_are_earned_at_once() -> None:
    assert delay_months(0.0, (0.0, 0.0, 10.0) + (0.0,) * 9, 2) == 0.0
    assert delay_months(10.0, (0.0, 0.0, 10.0) + (0.0,) * 9, 3) == -9.0


@given(
    actual=st.floats(0, 1e6),
    more=st.floats(0, 1e6),
    targets=st.tuples(*[st.integers(0, 500).map(float)] * 12),
    evaluated=st.integers(1, 12),
)
def test_delay_lies_within_the_year_and_never_grows_with_the_actual(
    actual: float, more: float, targets: tuple[float, ...], evaluated: int
) -> None:
    delay, better = (
        delay_months(actual, targets, evaluated),
        delay_months(actual + more, targets, evaluated),
    )
    assert delay is not None
    assert better is not None
    assert evaluated - 12 - 1e-6 <= delay <= evaluated
    assert better <= delay + 1e-6


@pytest.mark.parametrize(
    "fields", [{"direction": "down"}, {"aggregation": "mean"}, {"aggregation": "latest"}]
)
def test_pace_and_delay_are_of_growing_sums_only(fields: dict[str, object]) -> None:
    found = judged(kpi(annual_target=600.0, actual=months(50.0), **fields), closed=1)
    assert (found.required_pace, found.delay_months) == (None, None)
    assert (found.run_rate is None) is ("aggregation" in fields)


def test_no_pace_is_required_after_the_last_month() -> None:
    assert judged(kpi(annual_target=600.0, actual=(40.0,) * 12), closed=12).required_pace is None
    assert judged(kpi(annual_target=600.0, actual=(40.0,) * 12), closed=11).required_pace == 160
    assert judged(kpi(annual_target=60.0, actual=months(99.0)), closed=1).required_pace == 0


@pytest.mark.parametrize(
    ("fields", "spent", "cost"),
    [
        ({}, 1000.0, 10.0),
        ({}, 0.0, 0.0),
        ({}, None, None),
        ({"aggregation": "latest"}, 1000.0, None),
        ({"scope": "KGI"}, 1000.0, None),
        ({"actual": months(0.0)}, 1000.0, None),
        ({"actual": months()}, 1000.0, None),
    ],
)
def test_unit_cost(fields: dict[str, object], spent: float | None, cost: float | None) -> None:
    item = kpi(**{"actual": months(60.0, 40.0), **fields})
    assert judged(item, closed=2, tactic=Tactic(id="T01", spent=spent)).unit_cost == cost


@pytest.mark.parametrize(("direction", "better"), [("up", 4.0), ("", 4.0), ("down", -4.0)])
def test_against_baseline_is_positive_where_it_got_better(direction: str, better: float) -> None:
    found = judged(
        kpi(aggregation="latest", direction=direction, baseline=10.0, actual=months(14.0)), closed=1
    )
    assert found.against_baseline == better
    assert judged(kpi(actual=months(14.0)), closed=1).against_baseline is None


def test_the_last_change_is_of_the_closed_months_that_have_a_rate() -> None:
    item = kpi(annual_target=120.0, actual=months(10.0, 9.0, None, 8.0, 20.0))
    found = judged(item, closed=4)
    # counts 9 + 8 of 27, a third of the targets before: z = (17 − 18) ÷ √6
    assert (found.trend, found.worsening_streak) == ("flat", 2)
    assert (found.last_change, found.trend_z) == pytest.approx((-0.1, -1 / 6**0.5))


# --- laws over all kinds of KPIs
# ----------------------------------------------------------------------


@given(item=KPIS, closed=st.integers(0, 12))
def test_every_kpi_can_be_judged(item: Kpi, closed: int) -> None:
    """Every closed month in effect is judged, missing, or answered with nothing to count."""
    found = judged(item, closed=closed)
    assert found.status in COUNTED
    own = [k for k in range(1, closed + 1) if found.in_effect(k)]
    with_value = {k for k in own if found.monthly[k - 1].actual is not None}
    silent = {k for k in own if str(START.plus(k - 1)) in item.nothing}
    assert set(found.missing) == set(own) - with_value - silent
    assert found.missing_months == len(found.missing)
    assert found.months_evaluated == max(with_value, default=0)
    assert (found.actual_to_date is None) is (not with_value)
    if not with_value:
        assert (found.expected_to_date, found.attainment, found.forecast, found.run_rate) == (
            None,
            None,
            None,
            None,
        )


@given(item=KPIS, closed=st.integers(0, 12))
def test_a_month_outside_has_neither_target_nor_value(item: Kpi, closed: int) -> None:
    found = judged(item, closed=closed)
    for number, month in enumerate(found.monthly, start=1):
        if not found.in_effect(number):
            assert (month.target, month.actual, month.attainment) == (None, None, None)


@given(item=KPIS, closed=st.integers(0, 12), outside=TWELVE)
def test_what_is_typed_outside_its_months_changes_no_figure(
    item: Kpi, closed: int, outside: tuple[float | None, ...]
) -> None:
    first = judged(item, closed=closed)

    def mixed(own: tuple[float | None, ...]) -> tuple[float | None, ...]:
        return tuple(
            value if first.in_effect(number) else other
            for number, (value, other) in enumerate(zip(own, outside, strict=True), start=1)
        )

    other = judged(replace(item, actual=mixed(item.actual)), closed=closed)
    assert replace(other, kpi=item) == first


@given(item=KPIS, closed=st.integers(0, 12))
def test_a_red_count_says_whether_chance_explains_it_and_nothing_else_does(
    item: Kpi, closed: int
) -> None:
    """Null for all but a counted sum that is at_risk, behind or missed with E > 0."""
    found = judged(item, closed=closed)
    asked = (
        found.status in ("at_risk", "behind", "missed")
        and item.unit == "件"
        and found.aggregation == "sum"
        and found.direction != "keep"
        and (found.expected_to_date or 0) > 0
    )
    assert (found.within_chance is not None) is asked


@given(item=KPIS, closed=st.integers(0, 11), later=TWELVE)
def test_what_is_typed_for_open_months_changes_no_judgement(
    item: Kpi, closed: int, later: tuple[float | None, ...]
) -> None:
    typed_ahead = replace(item, actual=item.actual[:closed] + later[closed:])
    before, after = judged(item, closed=closed), judged(typed_ahead, closed=closed)
    assert (before.status, before.attainment, before.trend, before.forecast) == (
        after.status,
        after.attainment,
        after.trend,
        after.forecast,
    )


@given(item=KPIS, closed=st.integers(1, 12))
def test_a_forecast_on_target_is_the_annual_target(item: Kpi, closed: int) -> None:
    """While its year is not over, and of all but a level, which goes on at its own pace."""
    first = judged(item, closed=closed)
    targets = tuple(month.target for month in first.monthly)
    found = judged(replace(item, actual=targets, nothing=()), closed=closed)
    over = found.in_effect(found.last_month) and closed >= found.last_month
    if found.forecast is not None and found.aggregation != "latest" and not over:
        assert found.forecast == pytest.approx(found.annual)
        assert found.attainment == pytest.approx(1)
    if found.forecast is not None and over:
        assert found.forecast == found.actual_to_date


@given(
    baseline=st.integers(0, 500).map(float),
    annual=st.integers(0, 500).map(float),
    closed=st.integers(1, 12),
)
def test_a_level_that_follows_its_ramp_lands_on_the_annual_target(
    baseline: float, annual: float, closed: int
) -> None:
    """Its own pace from the baseline is the ramp's."""
    item = kpi(aggregation="latest", baseline=baseline, annual_target=annual)
    found = judged(replace(item, actual=effective_targets(item, "latest")), closed=closed)
    assert found.forecast == pytest.approx(annual, abs=1e-9)


def test_a_kpi_of_a_tactic_that_does_not_count_is_not_counted_but_judged() -> None:
    item = kpi(annual_target=120.0, actual=months(10.0))
    found = judged(item, closed=1, tactic=Tactic(id="T01", decision="candidate"))
    assert (found.counted, found.status, found.main) == (False, "on_track", True)
    plan = Plan(start=Month(2026, 4), kpis=(replace(item, scope="T99"),))
    assert plan.start == START
    assert kpi_figures(plan.kpis[0], Lookup.of(plan), plan.settings, 1).counted


EXTREMES = st.sampled_from((None, 0.0, -1e308, 1e308, 1e-308, 1.0))
EXTREME_YEARS = st.tuples(*[EXTREMES] * 12)


@given(
    item=st.builds(
        kpi,
        aggregation=st.sampled_from(("sum", "latest", "mean", "ratio")),
        direction=st.sampled_from(("up", "down")),
        annual_target=EXTREMES,
        baseline=EXTREMES,
        warn_line=EXTREMES,
        numerator=st.just("K02"),
        denominator=st.just("K03"),
        target=EXTREME_YEARS,
        actual=EXTREME_YEARS,
    ),
    above=EXTREME_YEARS,
    below=EXTREME_YEARS,
)
def test_figures_are_finite_or_do_not_exist(
    item: Kpi, above: tuple[float | None, ...], below: tuple[float | None, ...]
) -> None:
    found = judged(
        item,
        kpi("K02", actual=above),
        kpi("K03", actual=below),
        tactic=Tactic(id="T01", spent=1e308),
    )
    numbers = [getattr(found, field.name) for field in fields_of(found)]
    numbers += [
        number
        for month in found.monthly
        for number in (month.target, month.actual, month.attainment)
    ]
    assert all(isfinite(number) for number in numbers if isinstance(number, float))
