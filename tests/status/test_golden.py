"""The golden numbers of the rules that are judged in version 2, as figures.md tells them.

Others stand beside the rule they are of (``test_kpi.py``, ``test_trend.py``).
"""

from __future__ import annotations

from math import sqrt

import pytest
from judging import judged, kpi, months

from btobsheet.plan.calendar import Month
from btobsheet.plan.records import Kpi
from btobsheet.status.counting import deviation

JUNE, SEPTEMBER = 2, 5


def test_fifteen_orders_a_year_five_after_six_months_are_within_chance() -> None:
    """A 5, E 7.5, 66.7 % behind, c = −2.5 ÷ √7.5 = −0.91: chance alone makes that often enough."""
    item = kpi(unit="件", annual_target=15.0, actual=months(1.0, 0.0, 1.0, 2.0, 0.0, 1.0))
    found = judged(item)
    assert (found.actual_to_date, found.expected_to_date) == (5, 7.5)
    assert (f"{found.attainment:.1%}", found.status) == ("66.7%", "behind")
    assert found.within_chance is True
    assert deviation(5.0, 7.5, "up") == pytest.approx(-2.5 / sqrt(7.5))
    assert f"{deviation(5.0, 7.5, 'up'):.2f}" == "-0.91"


def test_a_finished_year_with_two_blank_months_is_not_achieved() -> None:
    """108 M a year, 9 M in ten months, two blank, the year over: 未入力, missing 2."""
    actual = tuple(None if k in (4, 8) else 9e6 for k in range(12))
    found = judged(kpi(unit="円", annual_target=108e6, actual=actual), closed=12)
    assert (found.status, found.missing_months, found.missing) == ("no_data", 2, (5, 9))
    assert (found.actual_to_date, found.expected_to_date) == pytest.approx((90e6, 90e6))


def test_a_kpi_that_begins_in_october_is_judged_by_its_six_months() -> None:
    """Annual 90, 8 a month typed in six months, the year over: M 6, 48 of 90 = 53.3 %, 未達."""
    item = kpi(annual_target=90.0, from_=Month(2026, 10), actual=(None,) * 6 + (8.0,) * 6)
    found = judged(item, closed=12)
    assert (found.first_month, found.last_month) == (7, 12)
    assert [month.target for month in found.monthly] == [None] * 6 + [15.0] * 6
    assert (found.actual_to_date, found.expected_to_date) == (48, 90)
    assert (f"{found.attainment:.1%}", found.status) == ("53.3%", "missed")
    assert (found.missing_months, found.forecast, found.required_pace) == (0, 48, None)


def test_an_advertising_budget_that_is_not_spent_is_behind() -> None:
    """広告費 is kept: 600,000 expected, 20,000 spent: 1 − |1/30 − 1| = 3.3 %, 遅れ."""
    item = kpi(
        unit="円", direction="keep", annual_target=1_200_000.0, actual=months(20_000.0, *[0.0] * 5)
    )
    found = judged(item)
    assert (found.actual_to_date, found.expected_to_date) == (20_000, 600_000)
    assert (f"{found.attainment:.1%}", found.status) == ("3.3%", "behind")
    assert (found.required_pace, found.delay_months, found.within_chance) == (None, None, None)


def test_a_level_lands_where_its_own_pace_leads() -> None:
    """Latest, down, baseline 40, 36 after six months: −4 in six, so 32 after twelve."""
    item = kpi(
        aggregation="latest",
        direction="down",
        baseline=40.0,
        annual_target=30.0,
        actual=months(40.0, 39.0, 39.0, 38.0, 37.0, 36.0),
    )
    assert judged(item).forecast == pytest.approx(32)


@pytest.mark.parametrize(
    ("fields", "closed", "forecast"),
    [
        # without a baseline from the first value: 42 in month 2, 36 in month 6
        ({"actual": months(None, 42.0, None, None, None, 36.0)}, 6, 27.0),
        # only one value: annual × A/E = 30 × 36/30
        ({"actual": months(None, None, None, None, None, 36.0), "annual_target": 30.0}, 6, 36.0),
        ({"actual": months(None, None, None, None, None, 36.0)}, 6, None),
        ({"actual": months(36.0), "baseline": 40.0}, 1, 36 - 4 * 11),
        # its last value is of month 3: three of pace, nine to go
        ({"actual": months(None, None, 37.0), "baseline": 40.0}, 4, 37 - 9),
        # the year over: A
        ({"actual": (40.0,) * 11 + (35.0,), "baseline": 50.0, "annual_target": 1.0}, 12, 35.0),
        # in effect from July to December: three of its six months are over
        (
            {
                "actual": (None, None, None, 39.0, 38.0, 37.0, *(None,) * 6),
                "baseline": 40.0,
                "from_": Month(2026, 7),
                "to": Month(2026, 12),
            },
            6,
            34.0,
        ),
        (
            {"actual": (None, None, None, 39.0, None, 37.0, *(None,) * 6), "from_": Month(2026, 7)},
            6,
            37 - 6,
        ),
    ],
)
def test_where_a_level_lands(
    fields: dict[str, object], closed: int, forecast: float | None
) -> None:
    """A + (A − v0) ÷ (m − k0) × (12 − m): from the baseline (k0 = 0), else the first value."""
    found = judged(kpi(aggregation="latest", direction="down", **fields), closed=closed)
    assert found.forecast == (None if forecast is None else pytest.approx(forecast))


def leads(target: float, months_typed: int = 12) -> list[Kpi]:
    """Give 有効リード率 = 有効 ÷ 名刺: exhibitions in June and September, 0 in the other months."""

    def of(june: float, september: float) -> tuple[float | None, ...]:
        found = {JUNE: june, SEPTEMBER: september}
        return tuple(found.get(k, 0.0) if k < months_typed else None for k in range(12))

    return [
        kpi("K05", aggregation="ratio", unit="%", numerator="K04", denominator="K03", annual_target=target),
        kpi("K04", unit="件", actual=of(250.0, 192.0)),
        kpi("K03", unit="枚", actual=of(468.0, 482.0)),
    ]  # fmt: skip


@pytest.mark.parametrize("closed", range(1, 12))
def test_a_rate_of_exhibitions_misses_no_month_between_them(closed: int) -> None:
    """Months with denominator 0 are answered: nothing to count, so nothing is missing or stale."""
    found = judged(*leads(0.45, closed), closed=closed)
    assert (found.missing_months, found.status == "no_data") == (0, False)
    if closed >= 6:
        assert f"{found.actual_to_date:.1%}" == "46.5%"  # 442 of 950
        assert found.months_evaluated == 6


@pytest.mark.parametrize(("target", "status"), [(0.45, "achieved"), (0.5, "missed")])
def test_a_rate_of_exhibitions_is_judged_when_the_year_is_over(target: float, status: str) -> None:
    found = judged(*leads(target), closed=12)
    assert (found.status, found.missing_months, found.forecast) == (
        status,
        0,
        pytest.approx(442 / 950),
    )
