from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btobsheet.plan.calendar import Month
from btobsheet.reports import numbers


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1234.0, "1,234"),
        (0.0, "0"),
        (-0.04, "0"),
        (1234.56, "1,234.6"),
        (1000.0, "1,000"),
        (-5.0, "-5"),
        (1e12, "1,000,000,000,000"),
        (None, "-"),
    ],
)
def test_a_number(value: float | None, shown: str) -> None:
    assert numbers.number(value) == shown


@pytest.mark.parametrize(
    ("fraction", "shown"),
    [(0.95, "95.0%"), (1.0, "100.0%"), (-0.0001, "0.0%"), (12.5, "1,250.0%"), (None, "-")],
)
def test_a_percentage(fraction: float | None, shown: str) -> None:
    assert numbers.percent(fraction) == shown


@pytest.mark.parametrize(
    ("fraction", "shown"),
    [(0.032, "+3.2"), (-0.08, "-8.0"), (0.0, "±0.0"), (-0.0001, "±0.0"), (None, "-")],
)
def test_points_always_have_a_sign(fraction: float | None, shown: str) -> None:
    assert numbers.points(fraction) == shown


@pytest.mark.parametrize(
    ("amount", "currency", "japanese", "english"),
    [
        (2_000_000, "USD", "2,000,000USD", "2,000,000 USD"),
        (2_000_000, " USD ", "2,000,000USD", "2,000,000 USD"),
        (12.6, "万円", "13万円", "13 万円"),
        (-5, "USD", "-5USD", "-5 USD"),
        (None, "USD", "-", "-"),
        (2_000_000, "円", "200万円", "¥2M"),
        (2_000_000, "", "200万円", "¥2M"),
        (2_000_000, "  ", "200万円", "¥2M"),
    ],
)
def test_money_in_the_plan_s_currency(
    amount: float | None, currency: str, japanese: str, english: str
) -> None:
    assert numbers.money(amount, "ja", currency) == japanese
    assert numbers.money(amount, "en", currency) == english


@pytest.mark.parametrize(
    ("yen", "japanese", "english"),
    [
        (0, "0円", "¥0"),
        (230_769.4, "230,769円", "¥230,769"),
        (999_999, "999,999円", "¥999,999"),
        (1_000_000, "100万円", "¥1M"),
        (12_346_000, "1,234.6万円", "¥12.35M"),
        (99_999_999, "1億円", "¥100M"),
        (100_000_000, "1億円", "¥100M"),
        (150_000_000, "1億5,000万円", "¥150M"),
        (-12_000_000, "-1,200万円", "-¥12M"),
        (None, "-", "-"),
    ],
)
def test_money(yen: float | None, japanese: str, english: str) -> None:
    assert numbers.money(yen, "ja") == japanese
    assert numbers.money(yen, "en") == english


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (120.0, "件", "120件"),
        (0.25, "%", "25.0%"),
        (0.25, "％", "25.0%"),
        (2_000_000.0, "円", "200万円"),
        (2_000_000.0, "￥", "200万円"),
        (3.5, "leads", "3.5 leads"),
        (3.0, "", "3"),
        (None, "件", "-"),
    ],
)
def test_a_quantity_bears_its_unit(value: float | None, unit: str, shown: str) -> None:
    assert numbers.quantity(value, unit, "ja") == shown


@pytest.mark.parametrize(
    ("day", "japanese", "english"),
    [
        (dt.date(2026, 10, 5), "10/5", "5 Oct"),
        (dt.date(2027, 3, 31), "3/31", "31 Mar"),
        (dt.date(2027, 4, 1), "2027/4/1", "1 Apr 2027"),
        (None, "-", "-"),
    ],
)
def test_a_day_bears_its_year_only_outside_the_plan(
    day: dt.date | None, japanese: str, english: str
) -> None:
    assert numbers.day(day, "ja", Month(2026, 4)) == japanese
    assert numbers.day(day, "en", Month(2026, 4)) == english


@given(st.floats(min_value=-1e15, max_value=1e15))
def test_money_is_never_more_than_half_its_last_digit_off(yen: float) -> None:
    shown = numbers.money(yen, "ja").removesuffix("円").replace(",", "")
    sign, size = (-1, shown[1:]) if shown.startswith("-") else (1, shown)
    oku, _, rest = size.rpartition("億")
    man = float(rest.removesuffix("万") or 0) * (10_000 if rest.endswith("万") else 1)
    read = sign * (int(oku or 0) * 100_000_000 + man)
    assert abs(read - yen) <= (5_000.5 if abs(yen) >= 99_999_500 else 500.5)
