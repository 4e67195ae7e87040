"""Months in effect: which of the plan's months count for a KPI, and which of them are answered."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging import START, judged, kpi, months

from btobsheet.plan.calendar import Month
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Kpi, Tactic
from btobsheet.status.effect import WHOLE, Effect, effect_of

MONTHS = st.one_of(st.none(), st.builds(START.plus, st.integers(-30, 30)))
DAYS = st.one_of(st.none(), st.dates(dt.date(2025, 1, 1), dt.date(2028, 1, 1)))


def effect(
    first: Month | None = None,
    last: Month | None = None,
    stopped_on: dt.date | None = None,
    decision: str = "ended",
    scope: str = "T01",
) -> Effect:
    tactic = Tactic(id="T01", decision=decision, stopped_on=stopped_on)
    item = Kpi(id="K01", scope=scope, from_=first, to=last)
    return effect_of(item, Lookup.of(Plan(start=START, tactics=(tactic,), kpis=(item,))))


@pytest.mark.parametrize(
    ("first", "last", "span", "count"),
    [
        (None, None, (1, 12), 12),
        (Month(2026, 4), Month(2027, 3), (1, 12), 12),
        (Month(2024, 1), None, (1, 12), 12),  # from before the year
        (Month(2026, 10), None, (7, 12), 6),  # in it
        (Month(2027, 3), None, (12, 12), 1),
        (Month(2027, 4), None, (13, 12), 0),  # after it
        (Month(2030, 1), None, (13, 12), 0),
        (None, Month(2026, 3), (1, 0), 0),  # to before the year
        (None, Month(2026, 4), (1, 1), 1),
        (None, Month(2026, 9), (1, 6), 6),
        (None, Month(2029, 1), (1, 12), 12),
        (Month(2026, 6), Month(2026, 8), (3, 5), 3),
        (Month(2026, 9), Month(2026, 8), (6, 5), 0),  # to before from
        (Month(2027, 1), Month(2026, 5), (10, 2), 0),
    ],
)
def test_from_and_to(
    first: Month | None, last: Month | None, span: tuple[int, int], count: int
) -> None:
    """Blank is the plan's first and last month; a month outside the plan's year is none."""
    found = effect(first, last)
    assert ((found.first, found.last), found.months) == (span, count)
    assert len(found.indexes()) == count


@pytest.mark.parametrize(
    ("fields", "last"),
    [
        ({"stopped_on": dt.date(2026, 8, 20)}, 5),  # the month it was stopped in still counts
        ({"stopped_on": dt.date(2026, 8, 1)}, 5),
        ({"stopped_on": dt.date(2026, 8, 31)}, 5),
        ({"stopped_on": dt.date(2026, 3, 31)}, 0),  # before the plan
        ({"stopped_on": dt.date(2027, 9, 1)}, 12),  # after it
        ({"stopped_on": dt.date(2026, 8, 20), "last": Month(2026, 6)}, 3),  # the earlier ends it
        ({"stopped_on": dt.date(2026, 8, 20), "last": Month(2026, 12)}, 5),
        ({"stopped_on": None}, 12),
        ({"stopped_on": dt.date(2026, 8, 20), "decision": "adopted"}, 12),  # not 終了
        ({"stopped_on": dt.date(2026, 8, 20), "scope": "KGI"}, 12),
        ({"stopped_on": dt.date(2026, 8, 20), "scope": "T99"}, 12),
    ],
)
def test_a_stopped_tactic_ends_its_kpis(fields: dict[str, object], last: int) -> None:
    """With the month of its stopped_on, where its decision is 終了."""
    assert effect(**fields).last == last  # type: ignore[arg-type]  # fields of many kinds


@given(first=MONTHS, last=MONTHS, stopped_on=DAYS, closed=st.integers(0, 12))
def test_counts_agree_with_the_months_themselves(
    first: Month | None, last: Month | None, stopped_on: dt.date | None, closed: int
) -> None:
    found = effect(first, last, stopped_on)
    inside = [
        k
        for k in range(12)
        if (first is None or first <= START.plus(k))
        and (last is None or START.plus(k) <= last)
        and (stopped_on is None or START.plus(k).first <= stopped_on)
    ]
    assert list(found.indexes()) == inside
    assert found.months == len(inside)
    assert list(found.indexes(closed)) == [k for k in inside if k < closed]
    if inside:
        assert found.until(closed) == len(found.indexes(closed))
    typed = tuple(float(k) for k in range(12))
    assert found.only(typed) == tuple(float(k) if k in inside else None for k in range(12))
    assert WHOLE.only(typed) == typed


# --- what is counted by months in effect ----------------------------------------------------------


def test_shares_paces_and_delay_count_the_months_in_effect() -> None:
    """July to December, 60 in all: 10 a month. 8 in each of July to September, September closed."""
    item = kpi(
        annual_target=60.0,
        from_=Month(2026, 7),
        to=Month(2026, 12),
        actual=(None, None, None, 8.0, 8.0, 8.0, *(None,) * 6),
    )
    found = judged(item)
    assert [month.target for month in found.monthly] == [None] * 3 + [10.0] * 6 + [None] * 3
    assert (found.actual_to_date, found.expected_to_date, found.months_evaluated) == (24, 30, 6)
    assert (found.attainment, found.status) == (pytest.approx(0.8), "at_risk")
    # 24 ÷ 3 · 6; (60 − 24) ÷ 3; 3 − 2.4; 60 × 0.8
    assert (found.run_rate, found.required_pace, found.delay_months, found.forecast) == (
        pytest.approx((48, 12, 0.6, 48))
    )


@pytest.mark.parametrize(
    ("fields", "closed", "status", "missing"),
    [
        ({"from_": Month(2026, 10)}, 6, "not_due", ()),  # none of its months is over
        ({"from_": Month(2026, 10)}, 7, "no_data", (7,)),
        ({"to": Month(2026, 6), "actual": months(10.0, 10.0, 10.0)}, 6, "missed", ()),
        ({"to": Month(2026, 6), "actual": months(20.0, 20.0, 20.0)}, 6, "achieved", ()),
        ({"to": Month(2026, 6), "actual": months(10.0, 10.0)}, 6, "no_data", (3,)),
        ({"to": Month(2026, 6), "actual": months(10.0, 10.0)}, 2, "behind", ()),
        ({"from_": Month(2026, 9), "to": Month(2026, 8)}, 6, "not_due", ()),
        ({"from_": Month(2027, 4), "actual": (10.0,) * 12}, 12, "not_due", ()),
        ({"from_": Month(2026, 10)}, 0, "not_due", ()),
        # stale is counted in months in effect: typed in its first, two later ones are blank
        ({"from_": Month(2026, 7), "actual": (None,) * 3 + (20.0,) + (None,) * 8}, 5, "behind", (5,)),
        ({"from_": Month(2026, 7), "actual": (None,) * 3 + (20.0,) + (None,) * 8}, 6, "no_data", (5, 6)),
    ],
)  # fmt: skip
def test_status_by_the_months_in_effect(
    fields: dict[str, object], closed: int, status: str, missing: tuple[int, ...]
) -> None:
    """N′ of M months: 12 and n of every rule are the KPI's own."""
    targets = {"annual_target": 240.0 if "from_" in fields else 60.0}
    found = judged(kpi(**{**targets, **fields}), closed=closed)
    assert (found.status, found.missing) == (status, missing)


def test_a_stopped_tactic_s_kpi_is_judged_by_what_it_lived() -> None:
    """Stopped in August, the plan's fifth month: five months of 12, all typed, are its year."""
    tactic = Tactic(id="T01", decision="ended", stopped_on=dt.date(2026, 8, 20))
    item = kpi(annual_target=50.0, actual=(8.0,) * 7 + (None,) * 5)
    found = judged(item, closed=9, tactic=tactic)
    assert (found.counted, found.last_month, found.status) == (True, 5, "missed")
    assert (found.actual_to_date, found.expected_to_date, found.missing) == (40, 50, ())


def test_the_ramp_of_a_level_runs_over_its_months() -> None:
    """Baseline + (annual − baseline)·k/M: from 10 to 40 in three months."""
    item = kpi(
        aggregation="latest",
        baseline=10.0,
        annual_target=40.0,
        from_=Month(2026, 6),
        to=Month(2026, 8),
    )
    assert [month.target for month in judged(item).monthly[1:6]] == [None, 20, 30, 40, None]


def test_typed_months_outside_give_no_target_of_the_year() -> None:
    """Annual from the typed months in effect only: 5 + 7, not 99."""
    item = kpi(from_=Month(2026, 5), to=Month(2026, 6), target=(99.0, 5.0, 7.0, *(99.0,) * 9))
    assert judged(item).annual == 12


def test_parts_of_a_ratio_count_in_their_own_months_too() -> None:
    """The numerator begins in May, so April has no rate although both cells hold numbers."""
    rate = kpi("K01", aggregation="ratio", numerator="K02", denominator="K03")
    parts = (
        kpi("K02", from_=Month(2026, 5), actual=months(9.0, 5.0, 6.0)),
        kpi("K03", actual=months(10.0, 10.0, 10.0)),
    )
    found = judged(rate, *parts, closed=3)
    assert [month.actual for month in found.monthly[:3]] == [None, 0.5, 0.6]
    assert (found.actual_to_date, found.missing) == (pytest.approx(0.55), (1,))


# --- answered months ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("actual", "nothing", "closed", "status", "missing"),
    [
        (months(10.0), ("2026-05",), 2, "on_track", ()),  # － is an answer
        (months(10.0), ("2026-05",), 3, "on_track", (3,)),
        (months(10.0), ("2026-05", "2026-06", "2026-07"), 4, "on_track", ()),  # and so not stale
        (months(10.0), (), 3, "no_data", (2, 3)),
        (months(10.0), ("2026-05",), 4, "no_data", (3, 4)),
        (months(), ("2026-04",), 1, "not_due", ()),  # nothing was to be counted yet
        (months(), ("2026-04",), 2, "no_data", (2,)),
        (months(), ("2027-01",), 1, "no_data", (1,)),  # of a month to come it answers nothing
        ((11.0,) * 11 + (None,), ("2027-03",), 12, "achieved", ()),
        ((9.0,) * 11 + (None,), ("2027-03",), 12, "missed", ()),
        ((9.0,) * 11 + (None,), (), 12, "no_data", (12,)),
    ],
)
def test_a_month_with_nothing_to_count_is_answered(
    actual: tuple[float | None, ...],
    nothing: tuple[str, ...],
    closed: int,
    status: str,
    missing: tuple[int, ...],
) -> None:
    """－ typed: nothing is missing, and stale is counted from the last answered month."""
    found = judged(kpi(annual_target=120.0, actual=actual, nothing=nothing), closed=closed)
    assert (found.status, found.missing) == (status, missing)


def test_what_was_not_to_be_counted_is_on_neither_side() -> None:
    """A and E leave it out: 20 of 20 after three months, and no delay is known."""
    item = kpi(annual_target=120.0, actual=months(10.0, None, 10.0), nothing=("2026-05",))
    found = judged(item, closed=3)
    assert (found.actual_to_date, found.expected_to_date, found.delay_months) == (20, 20, None)


@pytest.mark.parametrize(
    ("above", "below", "nothing", "missing"),
    [
        (months(1.0, 0.0), months(2.0, 0.0), (), ()),  # both typed, denominator 0
        (months(1.0, 3.0), months(2.0, 0.0), (), ()),
        (months(1.0), months(2.0, 0.0), (), (2,)),  # one of the two is blank
        (months(1.0, 0.0), months(2.0), (), (2,)),
        (months(1.0), months(2.0), (), (2,)),
        (months(1.0), months(2.0), ("2026-05",), ()),  # － in its own row
    ],
)
def test_a_rate_of_nothing_is_answered(
    above: tuple[float | None, ...],
    below: tuple[float | None, ...],
    nothing: tuple[str, ...],
    missing: tuple[int, ...],
) -> None:
    rate = kpi("K01", aggregation="ratio", numerator="K02", denominator="K03", nothing=nothing)
    found = judged(rate, kpi("K02", actual=above), kpi("K03", actual=below), closed=2)
    assert (found.missing, found.months_evaluated) == (missing, 1)


@pytest.mark.parametrize("part", ["K02", "K03"])
def test_a_rate_has_nothing_to_count_where_one_of_its_parts_has_not(part: str) -> None:
    rate = kpi("K01", aggregation="ratio", numerator="K02", denominator="K03")
    parts = [
        kpi(
            one,
            actual=months(1.0) if one == part else months(1.0, 1.0),
            nothing=("2026-05",) if one == part else (),
        )
        for one in ("K02", "K03")
    ]
    assert judged(rate, *parts, closed=2).missing == ()
