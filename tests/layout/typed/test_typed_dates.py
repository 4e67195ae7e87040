from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btobsheet.layout.kinds import serial
from btobsheet.layout.typed.dates import parse_date, parse_month, serial_day
from btobsheet.layout.typed.text import Raw, Typed
from btobsheet.plan.calendar import Month, plan_months

APRIL = Month(2026, 4)
FIRST = dt.date(2026, 4, 1)


def start_and_end(raw: Raw) -> tuple[Typed, Typed]:
    return parse_date(raw, start=APRIL, edge="start", date1904=False), parse_date(
        raw, start=APRIL, edge="end", date1904=False
    )


@pytest.mark.parametrize(
    "raw",
    [
        "2026年4月1日",
        "２０２６年４月１日",
        "2026/4/1",
        "2026-04-01",
        "2026.4.1",
        "2026 / 4 / 1",
        "2026-04-01T10:30:00",
        "2026/4/1 10:30",
        "2026年4月1日 午前10時",
        "2026/4/1(水)",
        "2026年4月1日（水）",
        "2026年4月1日水曜日",
        "2026/4/1(水) 10:00",
        "4/1",
        "４／１",
        "4月1日",
        "4-1",
        "4/1(水)",
        "4/1水",
        "2026/4/1水曜",
        "4/1\n",
        "\u00a04/1　",
        "令8.4.1",
        "平38.4.1",
        "20260401",
        20260401,
        "令和8年4月1日",
        "令和８年４月１日",
        "R8.4.1",
        "r8/4/1",
        "Ｒ８．４．１",
        "平成38年4月1日",
        "1 April 2026",
        "Apr 1",
        "April 1st, 2026",
        "1-Apr-2026",
        "Wed, 1 Apr 2026",
        46113,
        46113.75,
        "46113",
        "46113.5",
    ],
)
def test_a_day_is_understood_in_every_form(raw: Raw) -> None:
    for made in start_and_end(raw):
        assert (made.value, made.code) == (FIRST, "")


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("昭和60年4月1日", dt.date(1985, 4, 1)),
        ("S60.4.1", dt.date(1985, 4, 1)),
        ("平成元年1月8日", dt.date(1989, 1, 8)),
        ("令和元年5月1日", dt.date(2019, 5, 1)),
    ],
)
def test_eras(raw: str, day: dt.date) -> None:
    assert start_and_end(raw)[0] == Typed(day)


@pytest.mark.parametrize(
    ("raw", "year"), [("4/1", 2026), ("12/31", 2026), ("1/1", 2027), ("3月31日", 2027)]
)
def test_a_missing_year_is_that_of_the_plans_months(raw: str, year: int) -> None:
    value = start_and_end(raw)[0].value
    assert isinstance(value, dt.date)
    assert value.year == year


@pytest.mark.parametrize(
    ("raw", "first", "last"),
    [
        ("4月上旬", dt.date(2026, 4, 1), dt.date(2026, 4, 10)),
        ("4月初旬", dt.date(2026, 4, 1), dt.date(2026, 4, 10)),
        ("4月中旬", dt.date(2026, 4, 11), dt.date(2026, 4, 20)),
        ("2月下旬", dt.date(2027, 2, 21), dt.date(2027, 2, 28)),
        ("2026年4月下旬", dt.date(2026, 4, 21), dt.date(2026, 4, 30)),
        ("4月", dt.date(2026, 4, 1), dt.date(2026, 4, 30)),
        ("2026年4月", dt.date(2026, 4, 1), dt.date(2026, 4, 30)),
        ("2026/4", dt.date(2026, 4, 1), dt.date(2026, 4, 30)),
        ("令和8年4月", dt.date(2026, 4, 1), dt.date(2026, 4, 30)),
        ("4月前半", dt.date(2026, 4, 1), dt.date(2026, 4, 15)),
        ("4月後半", dt.date(2026, 4, 16), dt.date(2026, 4, 30)),
        ("early April", dt.date(2026, 4, 1), dt.date(2026, 4, 10)),
        ("mid-April 2026", dt.date(2026, 4, 11), dt.date(2026, 4, 20)),
        ("第1四半期", dt.date(2026, 4, 1), dt.date(2026, 6, 30)),
        ("4Q", dt.date(2027, 1, 1), dt.date(2027, 3, 31)),
        ("Q2", dt.date(2026, 7, 1), dt.date(2026, 9, 30)),
        ("第三四半期", dt.date(2026, 10, 1), dt.date(2026, 12, 31)),
        ("2026年度第1四半期", dt.date(2026, 4, 1), dt.date(2026, 6, 30)),
        ("第1四半期末", dt.date(2026, 6, 30), dt.date(2026, 6, 30)),
        ("上期", dt.date(2026, 4, 1), dt.date(2026, 9, 30)),
        ("下半期", dt.date(2026, 10, 1), dt.date(2027, 3, 31)),
        ("年度末", dt.date(2027, 3, 31), dt.date(2027, 3, 31)),
        ("9月中", dt.date(2026, 9, 1), dt.date(2026, 9, 30)),
    ],
)
def test_part_of_a_month_is_its_first_day_as_start_and_its_last_as_end(
    raw: str, first: dt.date, last: dt.date
) -> None:
    begin, end = start_and_end(raw)
    assert (begin.value, begin.code, end.value, end.code) == (first, "N204", last, "N204")


@pytest.mark.parametrize(
    ("raw", "day"),
    [("4月末", 30), ("4/末", 30), ("4末", 30), ("4月末日", 30), ("4月初", 1), ("end of April", 30)],
)
def test_the_edge_of_a_month_is_one_day(raw: str, day: int) -> None:
    for made in start_and_end(raw):
        assert (made.value, made.code) == (dt.date(2026, 4, day), "")


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("26/4/1", "E213"),
        ("8年4月1日", "E213"),
        ("26年4月", "E213"),
        ("4/1/2026", "E213"),
        ("4.1", "E213"),
        ("2026/2/30", "E212"),
        ("2026/4/0", "E212"),
        ("4/31", "E212"),
        ("13/1", "E212"),
        ("2026年13月1日", "E212"),
        ("20260230", "E212"),
        ("1949/12/31", "E214"),
        ("2151/1/1", "E214"),
        (5, "E214"),
        (1e9, "E214"),
        (-1, "E214"),
        (float("nan"), "E214"),
        (10**400, "E214"),
        ("未定", "E211"),
        ("4/1頃", "E211"),
        ("Apr-26", "E213"),
        ("2027年度1Q", "E211"),
        ("年度", "E211"),
        ("来月末", "E211"),
        ("4月第2週", "E211"),
        ("4/1〜4/5", "E211"),
        ("2026 4 1", "E211"),
        ("4", "E211"),
        ("202604", "E211"),
        (True, "E211"),
        ("#REF!", "E204"),
    ],
)
def test_what_is_no_clear_day_is_refused(raw: Raw, code: str) -> None:
    for made in start_and_end(raw):
        assert (made.value, made.code) == (None, code)


@pytest.mark.parametrize(
    ("raw", "edge", "day"),
    [
        ("6/30まで", "end", dt.date(2026, 6, 30)),
        ("6月末迄に", "end", dt.date(2026, 6, 30)),
        ("4/1から", "start", FIRST),
        ("6/30まで", "start", None),
        ("4/1から", "end", None),
    ],
)
def test_until_is_an_end_and_from_a_start(raw: str, edge: str, day: dt.date | None) -> None:
    made = parse_date(raw, start=APRIL, edge=edge, date1904=False)
    assert (made.value, made.code) == (day, "" if day else "E211")


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("2026-04-05T15:00:00Z", "N204"), ("2026-04-05T15:00:00.000+09:00", "N204"), ("2026/4/5 15:00-0500", "N204"),
        ("2026-04-05T15:00:00", ""), ("2026/4/5 15:00", ""),
    ],
)  # fmt: skip
def test_a_clock_beside_a_day_is_told(raw: str, code: str) -> None:
    made = parse_date(raw, start=APRIL, edge="start", date1904=False)
    assert (made.value, made.code) == (dt.date(2026, 4, 5), code)


@pytest.mark.parametrize("raw", [None, "", "　", "-", "―"])
def test_no_day(raw: Raw) -> None:
    assert {(made.value, made.code) for made in start_and_end(raw)} == {(None, "")}
    assert parse_month(raw, start=APRIL, date1904=False) == Typed(None)


@pytest.mark.parametrize(
    ("raw", "month", "code"),
    [
        ("2026-04", Month(2026, 4), ""),
        ("2026/4", Month(2026, 4), ""),
        ("2026年4月", Month(2026, 4), ""),
        ("令和8年4月", Month(2026, 4), ""),
        ("202604", Month(2026, 4), ""),
        ("4月", Month(2026, 4), ""),
        ("1月", Month(2027, 1), ""),
        ("4月度", Month(2026, 4), ""),
        ("４月分", Month(2026, 4), ""),
        ("April", Month(2026, 4), ""),
        ("2026/4/15", Month(2026, 4), ""),
        (46113, Month(2026, 4), ""),
        (2, Month(2027, 2), "N204"),
        ("４", Month(2026, 4), "N204"),
        ("26/4", None, "E213"),
        ("13月", None, "E212"),
        ("来月", None, "E215"),
        ("2Q", None, "E215"),
        (True, None, "E215"),
        ("#N/A", None, "E204"),
    ],
)
def test_months(raw: Raw, month: Month | None, code: str) -> None:
    made = parse_month(raw, start=APRIL, date1904=False)
    assert (made.value, made.code) == (month, code)


@given(st.dates(dt.date(1950, 1, 1), dt.date(2150, 12, 31)))
def test_a_serial_is_its_day_in_both_epochs(day: dt.date) -> None:
    assert serial_day(serial(day)) == day
    assert parse_date(serial(day) - 1462, start=APRIL, edge="start", date1904=True).value == day


@given(
    st.dates(dt.date(1950, 1, 1), dt.date(2150, 12, 31)),
    st.sampled_from(("%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y%m%d", "%d %B %Y", "%b %d, %Y")),
)
def test_a_day_reads_back_from_any_spelling(day: dt.date, form: str) -> None:
    assert parse_date(day.strftime(form), start=APRIL, edge="end", date1904=False) == Typed(day)


@given(st.builds(Month, st.integers(1990, 2090), st.integers(1, 12)), st.integers(0, 11))
def test_a_bare_month_lies_in_the_plan(start: Month, at: int) -> None:
    month = plan_months(start)[at]
    assert parse_month(f"{month.month}月", start=start, date1904=False).value == month


NEAR_DATES = st.text(
    "0123456789０１/.-年月日上中下旬末元令和平成RHS()水:： 　TQ四半期第", max_size=14
)


@given(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), NEAR_DATES),
    st.sampled_from(("start", "end")),
    st.booleans(),
)
def test_nothing_typed_ever_raises(raw: Raw, edge: str, date1904: bool) -> None:
    for made in (
        parse_date(raw, start=APRIL, edge=edge, date1904=date1904),
        parse_month(raw, start=APRIL, date1904=date1904),
    ):
        assert (
            made.value is None
            if made.code.startswith("E")
            else made.value is None or isinstance(made.value, dt.date | Month)
        )
