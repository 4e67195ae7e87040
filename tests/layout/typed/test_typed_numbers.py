from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btobsheet.layout.typed.numbers import parse_kpi_value, parse_number, parse_percent
from btobsheet.layout.typed.text import Raw

UNDERSTOOD = [
    ("120", 120),
    ("１２０", 120),
    ("120件", 120),
    ("12 人", 12),
    ("12　人", 12),
    ("\u00a012\u200b", 12),
    ("¥1,200,000", 1_200_000),
    ("\\1,200", 1_200),
    ("1,200,000円(税込)", 1_200_000),
    ("120万", 1_200_000),
    ("１．１万円", 11_000),
    ("1,200千円", 1_200_000),
    ("3百万円", 3_000_000),
    ("2千万円", 20_000_000),
    ("1.5億円", 150_000_000),
    ("△300", -300),
    ("▲1,200", -1_200),
    ("(1,200)", -1_200),
    ("（1,200円）", -1_200),
    ("−5", -5),
    ("－5", -5),
    ("–5", -5),
    ("ー5", -5),
    ("-¥5", -5),
    ("¥-5", -5),
    ("+5", 5),
    ("0.30", 0.3),
    ("3か月", 3),
    ("3位", 3),
    ("5台", 5),
    ("12単位", 12),
    (120.0, 120),
    (-0.5, -0.5),
]
NONE = [None, "", " ", "　", "\u200b", "-", "－", "―", "ー", "−"]
REFUSED = [
    "約50件",
    "50件以上",
    "100程度",
    "50件ちょっと",
    "12件見込み",
    "80万円台",
    "1か月半",
    "100社近く",
    "50件余",
    "40 or so",
    "五十",
    "3十件",
    "1万5千円",
    "5割",
    "nan",
    "inf",
    "1e400",
    "1e3",
    "1_000",
    "1.234,56",
    "12,00",
    "1 200",
    "1.2.3",
    "10²",
    "①",
    "½",
    "3.5M",
    "120k",
    "5 million",
    "5-",
    "-(5)",
    "--5",
    "0x10",
    "50?",
    "10〜20",
    "¥",
    "件",
    "9" * 60,
    float("inf"),
    float("nan"),
    10**400,
]


@pytest.mark.parametrize(("raw", "value"), UNDERSTOOD)
def test_a_number_is_understood(raw: Raw, value: float) -> None:
    made = parse_number(raw)
    assert (made.value, made.code) == (value, "")


@pytest.mark.parametrize("raw", NONE)
def test_a_blank_or_a_dash_is_none(raw: Raw) -> None:
    for made in (parse_number(raw), parse_percent(raw), parse_kpi_value(raw, percent=True)):
        assert (made.value, made.code) == (None, "")


@pytest.mark.parametrize("raw", REFUSED)
def test_what_is_no_strict_number_is_refused(raw: Raw) -> None:
    for made in (parse_number(raw), parse_percent(raw), parse_kpi_value(raw, percent=True)):
        assert made.value is None
        assert made.code in ("E201", "E203")


@pytest.mark.parametrize(
    ("raw", "code"), [("#N/A", "E204"), ("#REF!", "E204"), (True, "E205"), (False, "E205")]
)
def test_errors_and_truth_values_have_their_own_codes(raw: Raw, code: str) -> None:
    for made in (parse_number(raw), parse_percent(raw), parse_kpi_value(raw, percent=False)):
        assert (made.value, made.code) == (None, code)


@pytest.mark.parametrize(
    ("raw", "code"), [(0, "E202"), (1, ""), (5, ""), (6, "E202"), ("5点", ""), (None, "")]
)
def test_bounds_are_inclusive(raw: Raw, code: str) -> None:
    assert parse_number(raw, low=1, high=5).code == code


@pytest.mark.parametrize(
    ("raw", "value", "code"),
    [
        (0, 0, ""),
        (0.8, 0.8, ""),
        (1, 1, ""),
        (1.5, 0.015, "N201"),
        (85, 0.85, "N201"),
        (100, 1, "N201"),
        (100.1, None, "E203"),
        (-0.1, None, "E203"),
        ("80%", 0.8, ""),
        ("８０％", 0.8, ""),
        ("80パーセント", 0.8, ""),
        ("0.5%", 0.005, ""),
        ("0.8", 0.8, ""),
        ("80", 0.8, "N201"),
        ("120%", None, "E203"),
        ("80件", None, "E201"),
    ],
)
def test_percent_cells(raw: Raw, value: float | None, code: str) -> None:
    made = parse_percent(raw)
    assert (made.value, made.code) == (value, code)


@pytest.mark.parametrize(
    ("raw", "value", "code"),
    [
        (0.8, 0.8, ""),
        (1.2, 1.2, ""),
        (2, 2, ""),
        (2.1, 0.021, "N201"),
        (85, 0.85, "N201"),
        (-0.1, -0.1, ""),
        ("250%", 2.5, ""),
        ("85", 0.85, "N201"),
        ("5件", None, "E201"),
    ],
)
def test_values_of_a_percent_row_are_fractions_up_to_two(
    raw: Raw, value: float | None, code: str
) -> None:
    made = parse_kpi_value(raw, percent=True)
    assert made.code == code
    assert made.value == (pytest.approx(value) if value is not None else None)


@pytest.mark.parametrize(
    ("raw", "unit", "value", "code"),
    [
        ("80%", "件", 0.8, "N202"),
        ("120万円", "万円", 120, ""),
        ("120万", "万円", 120, ""),
        ("1,200千円", "万円", 120, "N203"),
        ("1,200,000円", "千円", 1_200, "N203"),
        ("120", "万円", 120, ""),
        (120, "万円", 120, ""),
        ("120万円", "円", 1_200_000, ""),
    ],
)
def test_a_typed_unit_is_turned_into_the_rows_own(
    raw: Raw, unit: str, value: float, code: str
) -> None:
    made = parse_kpi_value(raw, percent=False, unit=unit)
    assert (made.value, made.code) == (value, code)


NEAR_NUMBERS = st.text("0123456789０１.,，-−△▲()（）¥￥万千百億%％件 　約eE_²", max_size=14)


@given(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), NEAR_NUMBERS),
    st.booleans(),
)
def test_nothing_typed_ever_raises(raw: Raw, percent: bool) -> None:
    for made in (
        parse_number(raw, low=0, high=9),
        parse_percent(raw),
        parse_kpi_value(raw, percent=percent, unit="千円"),
    ):
        refused = made.code.startswith("E")
        assert (
            made.value is None
            if refused
            else made.value is None or math.isfinite(float(str(made.value)))
        )


@given(st.decimals(-(10**9), 10**9, places=2))
def test_scales_are_exact(value: object) -> None:
    assert parse_number(f"{value}万").value == float(value * 10_000)  # type: ignore[operator]  # a Decimal
