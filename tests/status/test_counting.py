"""Counted KPIs, and whether what they lack is more than chance makes."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging import START, judged, kpi, months

from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan, Settings
from btobsheet.status.counting import deviation, is_count, is_counted, within_chance


def lookup_of(*kpis: object, currency: str = "") -> Lookup:
    settings = Settings(currency=currency)
    return Lookup.of(Plan(start=START, settings=settings, kpis=kpis))  # type: ignore[arg-type]  # KPIs


@pytest.mark.parametrize(
    ("unit", "counts"),
    [
        *((unit, True) for unit in ("件", "社", "人", "枚", "回", "", "orders", "leads", "円卓", "日報")),
        *((unit, False) for unit in ("円", "千円", "万円", "百万円", "億円", "¥", "￥", "$", "€", "£")),
        *((unit, False) for unit in ("USD", "usd", "EUR", "時間", "分", "秒", "日", "週", "か月", "年")),
        *((unit, False) for unit in ("h", "Hours", "days", "人日", "%", "％", " 円 ", "　円　")),
    ],
)  # fmt: skip
def test_money_time_and_shares_are_no_counts(unit: str, counts: bool) -> None:
    """Counted is a sum whose unit is neither money nor a duration nor %."""
    item = kpi(unit=unit)
    assert is_count(item, lookup_of(item)) is is_counted(item, lookup_of(item)) is counts


@pytest.mark.parametrize(
    ("aggregation", "counts"),
    [("sum", True), ("", True), ("latest", False), ("mean", False), ("ratio", False)],
)
def test_only_sums_count(aggregation: str, counts: bool) -> None:
    item = kpi(unit="件", aggregation=aggregation)
    assert is_count(item, lookup_of(item)) is counts


@pytest.mark.parametrize(
    ("currency", "unit", "counts"),
    [("バーツ", "バーツ", False), ("", "バーツ", True), ("THB", "thb", False), ("バーツ", "件", True)],
)  # fmt: skip
def test_the_plan_s_own_currency_is_money(currency: str, unit: str, counts: bool) -> None:
    item = kpi(unit=unit)
    assert is_count(item, lookup_of(item, currency=currency)) is counts


@pytest.mark.parametrize(
    ("above", "below", "counted"),
    [("件", "社", True), ("件", "円", False), ("円", "件", False), ("円", "円", False)],
)
def test_a_ratio_of_two_counts_is_counted(above: str, below: str, counted: bool) -> None:
    rate = kpi("K01", aggregation="ratio", numerator="K02", denominator="K03", unit="%")
    parts = (kpi("K02", unit=above), kpi("K03", unit=below))
    assert is_counted(rate, lookup_of(rate, *parts)) is counted
    assert not is_count(rate, lookup_of(rate, *parts))


@pytest.mark.parametrize(
    ("actual", "expected", "direction", "c"),
    [
        (84.0, 100.0, "up", -1.6),
        (116.0, 100.0, "down", -1.6),
        (116.0, 100.0, "up", 1.6),
        (5.0, 7.5, "up", -2.5 / sqrt(7.5)),
        (0.0, 1.0, "up", -1.0),
        (5.0, 0.0, "up", None),  # E > 0 is asked
        (5.0, -4.0, "up", None),
        (None, 4.0, "up", None),
        (4.0, None, "up", None),
    ],
)
def test_deviation(
    actual: float | None, expected: float | None, direction: str, c: float | None
) -> None:
    """C = (A − E) ÷ √E, the sign turned for down."""
    assert deviation(actual, expected, direction) == (None if c is None else pytest.approx(c))


@pytest.mark.parametrize(
    ("c", "expected"),
    [(None, None), (-1.64, False), (-1.6399, True), (-1.65, False), (0.0, True), (3.0, True)],
)
def test_the_edge_of_chance(c: float | None, expected: bool | None) -> None:
    """C > −1.64 is within chance; the edge itself is not."""
    assert within_chance(c) is expected


@pytest.mark.parametrize(
    ("fields", "chance"),
    [
        ({}, True),  # 84 of 100: c −1.6
        ({"actual": months(83.0)}, False),  # 83 of 100: c −1.7
        ({"actual": months(50.0)}, False),
        ({"actual": months(95.0)}, None),  # on track: nothing to explain
        ({"unit": "円"}, None),
        ({"unit": "%"}, None),
        ({"aggregation": "mean", "annual_target": 100.0}, None),
        ({"direction": "keep"}, None),
        ({"direction": "down", "actual": months(116.0)}, True),
        ({"direction": "down", "actual": months(117.0)}, False),
        ({"main": "reference"}, None),
        # a line makes it red although nothing was expected
        ({"annual_target": None, "warn_line": 90.0}, None),
        ({"annual_target": None, "target": months(100.0), "warn_line": 90.0}, True),
    ],
)
def test_within_chance_is_told_of_red_counts(
    fields: dict[str, object], chance: bool | None
) -> None:
    """Null where it is not at_risk, behind or missed, or no counted sum."""
    item = kpi(**{"unit": "件", "annual_target": 1200.0, "actual": months(84.0), **fields})
    assert judged(item, closed=1).within_chance is chance


def test_the_finished_year_can_be_within_chance_too() -> None:
    """14 of 15 orders: missed, c −0.26. The status keeps its colour."""
    item = kpi(unit="件", annual_target=15.0, actual=(1.0,) * 10 + (2.0, 2.0))
    found = judged(item, closed=12)
    assert (found.status, found.within_chance) == ("missed", True)


@given(expected=st.integers(1, 10_000), actual=st.integers(0, 20_000))
def test_a_count_mirrors_by_direction(expected: int, actual: int) -> None:
    up, down = (deviation(float(actual), float(expected), way) for way in ("up", "down"))
    assert up is not None
    assert down == -up
    assert within_chance(up) is (actual - expected > -1.64 * sqrt(expected) + 1e-9) or (
        abs(actual - expected + 1.64 * sqrt(expected)) < 1e-6
    )
