from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    ("value", "unit", "shown"),
    [
        (0.026, "", "0.026"),
        (0.03, "件", "0.03件"),
        (0.5, "件", "0.5件"),
        (-0.0042, "点", "-0.0042点"),
        (1.26, "件", "1.3件"),
        (0.0, "件", "0件"),
        (1e-17, "件", "0件"),
        (0.0004, "%", "0.04%"),
        (0.026, "%", "2.6%"),
        (0.0, "%", "0.0%"),
    ],
)
def test_a_quantity_is_never_0_for_what_is_not(value: float, unit: str, shown: str) -> None:
    assert numbers.quantity(value, unit, "ja") == shown


@given(st.floats(1e-9, 1e9))
def test_what_is_there_is_shown(value: float) -> None:
    assert float(numbers.fine(value).replace(",", "")) == pytest.approx(value, rel=0.05)


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
    ("amounts", "japanese", "english"),
    [
        ((12_000_000, 120_000_000), "1,200万円 12,000万円", "¥12M ¥120M"),
        ((12_000_000, 850_000), "1,200万円 85万円", "¥12M ¥0.85M"),
        ((150_000_000, 2_300_000_000), "1億5,000万円 23億円", "¥150M ¥2,300M"),
        ((12_000_000, 8_500), "12,000,000円 8,500円", "¥12,000,000 ¥8,500"),
        ((12_000_000, 45_000), "1,200万円 4.5万円", "¥12,000,000 ¥45,000"),
        ((850_000, 230_769.4), "850,000円 230,769円", "¥850,000 ¥230,769"),
        ((-3_000_000, 850_000), "-300万円 85万円", "-¥3M ¥0.85M"),
        ((0, 12_000_000, None), "0円 1,200万円 -", "¥0 ¥12M -"),
        ((99_999_999, 100_000_000), "1億円 1億円", "¥100M ¥100M"),
        ((), "", ""),
    ],
)
def test_money_that_stands_together_has_one_scale(
    amounts: tuple[float | None, ...], japanese: str, english: str
) -> None:
    for language, expected in (("ja", japanese), ("en", english)):
        scale = numbers.scale_of(amounts, language)
        shown = (numbers.money(amount, language, scale=scale) for amount in amounts)
        assert " ".join(shown) == expected


@given(st.lists(st.floats(min_value=-1e13, max_value=1e13), min_size=1, max_size=6))
def test_one_scale_shows_no_amount_a_twentieth_off(amounts: list[float]) -> None:
    scale = numbers.scale_of(amounts, "en")
    for amount in amounts:
        shown = numbers.money(amount, "en", scale=scale).replace("¥", "").replace(",", "")
        read = float(shown.removesuffix("M")) * (1_000_000 if shown.endswith("M") else 1)
        assert abs(read - amount) <= max(0.5001, abs(amount) * 0.05001)


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
        (dt.date(2026, 1, 1), "1/1", "1 Jan"),
        (dt.date(2025, 12, 31), "2025/12/31", "31 Dec 2025"),
        (dt.date(2027, 3, 31), "2027/3/31", "31 Mar 2027"),
        (None, "-", "-"),
    ],
)
def test_a_day_of_another_calendar_year_bears_it(
    day: dt.date | None, japanese: str, english: str
) -> None:
    assert numbers.day(day, "ja", 2026) == japanese
    assert numbers.day(day, "en", 2026) == english


@given(st.floats(min_value=-1e15, max_value=1e15))
def test_money_is_never_more_than_half_its_last_digit_off(yen: float) -> None:
    shown = numbers.money(yen, "ja").removesuffix("円").replace(",", "")
    sign, size = (-1, shown[1:]) if shown.startswith("-") else (1, shown)
    oku, _, rest = size.rpartition("億")
    man = float(rest.removesuffix("万") or 0) * (10_000 if rest.endswith("万") else 1)
    read = sign * (int(oku or 0) * 100_000_000 + man)
    assert abs(read - yen) <= (5_000.5 if abs(yen) >= 99_999_500 else 500.5)
