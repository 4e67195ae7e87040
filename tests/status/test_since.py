from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plans import DAY, changed, set_up, small_plan

from btobsheet.plan.model import Plan
from btobsheet.plan.records import Kpi
from btobsheet.status.assess import assess
from btobsheet.status.since import Moved, day_of, moved, since


def kgi(plan: Plan) -> Kpi:
    return next(item for item in plan.kpis if item.scope == "KGI")


def with_kgi(per_month: float) -> Plan:
    plan = small_plan()
    monthly = tuple(per_month if month < 6 else None for month in range(12))
    return changed(
        plan,
        kgi(plan).id,
        aggregation="sum",
        annual_target=120.0,
        target=(None,) * 12,
        warn_line=None,
        alarm_line=None,
        actual=monthly,
    )


def test_only_what_changed_its_status_is_told_the_worse_first() -> None:
    good, bad = assess(with_kgi(10.0), DAY), assess(with_kgi(5.0), DAY)
    (fallen,) = moved(good, bad)
    assert (fallen.worse, fallen.before.status, fallen.after.status) == (True, "on_track", "behind")
    (risen,) = moved(bad, good)
    assert not risen.worse
    assert moved(good, good) == ()


def standing(**fields: object) -> Plan:
    """Give the plan whose KGI of 120 a year reached 10 in each of six months, or other values."""
    plan = with_kgi(10.0)
    return changed(plan, kgi(plan).id, **fields)


def flat(value: float, typed: int = 6) -> tuple[float | None, ...]:
    return (value,) * typed + (None,) * (12 - typed)


BAD, BLANK = standing(actual=flat(5.0)), standing(actual=flat(5.0, 3))
LATER = dt.date(2026, 11, 5)


def kgi_over(before: Plan, value: float) -> Moved:
    """Give how the KGI moved from October to the year's end, when each month brought a value."""
    after = assess(standing(actual=flat(value, 12)), dt.date(2027, 4, 5))
    pairs = moved(assess(before, DAY), after)
    return next(pair for pair in pairs if pair.after.kpi.id == kgi(before).id)


@pytest.mark.parametrize(
    ("value", "worse"),
    [(5.0, False), (7.0, False), (4.9, True)],
    ids=["as before", "risen", "fallen"],
)
def test_a_year_that_is_over_makes_nothing_worse(value: float, worse: bool) -> None:
    """Half of the target in October; what was behind is missed then, its attainment did not fall."""
    found = kgi_over(BAD, value)
    assert (found.before.status, found.after.status) == ("behind", "missed")
    assert (found.worse, found.only_ended) == (worse, not worse)


def test_an_on_track_kpi_that_is_missed_is_worse() -> None:
    found = kgi_over(standing(), 9.9)
    assert (found.after.status, found.worse, found.only_ended) == ("missed", True, False)


def test_easier_targets_are_told_whatever_the_status() -> None:
    before = assess(standing(actual=flat(5.0)), DAY)
    eased = since(before, assess(standing(actual=flat(5.0), annual_target=119.0), DAY)).eased
    assert [(pair.before.annual, pair.after.annual) for pair in eased] == [(120.0, 119.0)]
    assert since(before, assess(standing(actual=flat(5.0), annual_target=121.0), DAY)).eased == ()


@pytest.mark.parametrize(
    ("before", "after", "statuses", "said"),
    [
        (standing(), BAD, "on_track behind", {"worse"}),
        (BAD, standing(), "behind on_track", {"better"}),
        # no longer known: neither worse nor better, though 未入力 ranks after 遅れ
        (BAD, BLANK, "behind no_data", {"unknown"}),
        (standing(), BLANK, "on_track no_data", {"unknown"}),
        (standing(), standing(actual=flat(10.0, 3), annual_target=60.0), "on_track no_data", {"unknown", "lowered"}),
        # known again: nobody knows whether it improved
        (BLANK, standing(), "no_data on_track", set()),
        # only the target is another one
        (BAD, standing(actual=flat(5.0), annual_target=60.0), "behind on_track", {"by_target", "lowered"}),
        (standing(), standing(annual_target=200.0), "on_track behind", {"by_target"}),
        (BAD, standing(actual=flat(5.0), target=(5.0,) * 6 + (15.0,) * 6), "behind on_track", {"by_target"}),
        # a lowered target is never better, although months were corrected too
        (BAD, standing(actual=flat(6.0), annual_target=60.0), "behind on_track", {"lowered"}),
        (BAD, standing(actual=flat(6.0), annual_target=119.0, target=(6.0,) * 6 + (None,) * 6), "behind on_track", {"lowered"}),
        # a raised one that is reached all the same is
        (BAD, standing(actual=flat(11.0), annual_target=132.0), "behind on_track", {"better"}),
        # lowered, and worse all the same
        (standing(), standing(actual=flat(5.0), annual_target=110.0), "on_track behind", {"worse", "lowered"}),
        # of what is to be small, a higher target is the easier one
        (
            standing(direction="down", actual=flat(15.0)),
            standing(direction="down", actual=flat(14.0), annual_target=180.0),
            "behind on_track",
            {"lowered"},
        ),
        (
            standing(direction="down", actual=flat(15.0)),
            standing(direction="down", actual=flat(9.0), annual_target=110.0),
            "behind on_track",
            {"better"},
        ),
        # a target that was not there before is none that was lowered
        (
            standing(annual_target=None, warn_line=9.2, aggregation="mean", actual=flat(9.0)),
            standing(annual_target=9.0, warn_line=9.2, aggregation="mean", actual=flat(9.5)),
            "at_risk on_track",
            {"better"},
        ),
    ],
)  # fmt: skip
def test_what_is_said_of_a_kpi_that_moved(
    before: Plan, after: Plan, statuses: str, said: set[str]
) -> None:
    (found,) = moved(assess(before, DAY), assess(after, DAY))
    assert f"{found.before.status} {found.after.status}" == statuses
    names = ("unknown", "by_target", "worse", "better", "lowered")
    assert {name for name in names if getattr(found, name)} == said


@pytest.mark.parametrize(
    ("before", "after", "fields", "statuses", "said"),
    [
        (9.2, 9.2, {"on_track": 0.9}, "at_risk on_track", {"by_setting"}),
        (9.2, 9.2, {"at_risk": 0.93}, "at_risk behind", {"by_setting"}),
        (7.0, 9.2, {"on_track": 0.9}, "behind on_track", {"better"}),
        (9.8, 9.2, {"at_risk": 0.93}, "on_track behind", {"worse"}),
        # by the former threshold it fell from at risk to behind
        (9.2, 7.9, {"on_track": 0.75}, "at_risk on_track", {"by_setting"}),
    ],
)
def test_another_threshold_makes_nothing_better_or_worse(
    before: float, after: float, fields: dict[str, float], statuses: str, said: set[str]
) -> None:
    old = standing(actual=flat(before))
    new = set_up(standing(actual=flat(after)), **fields)
    (found,) = (pair for pair in moved(assess(old, DAY), assess(new, DAY)) if _is_kgi(pair, old))
    assert f"{found.before.status} {found.after.status}" == statuses
    names = ("unknown", "by_target", "by_setting", "worse", "better")
    assert {name for name in names if getattr(found, name)} == said


def _is_kgi(pair: Moved, plan: Plan) -> bool:
    return pair.after.kpi.id == kgi(plan).id


def test_fewer_months_to_be_stale_make_nothing_unknown_by_themselves() -> None:
    old = standing(actual=flat(8.5, 5))
    (found,) = moved(assess(old, DAY), assess(set_up(old, stale_months=1), DAY))
    assert (found.after.status, found.by_setting, found.unknown) == ("no_data", True, False)


def test_another_line_is_another_rule() -> None:
    mean = {"aggregation": "mean", "annual_target": 12.0, "alarm_line": 5.0}
    before = assess(standing(**mean, warn_line=11.0), DAY)
    after = assess(standing(**mean, warn_line=9.0), DAY)
    (found,) = moved(before, after)
    assert (found.after.status, found.by_setting, found.better) == ("on_track", True, False)
    assert since(before, after).lines == (found.after.kpi.id,)
    assert since(before, before).lines == ()


def test_the_settings_that_are_others_now_are_told() -> None:
    before, after = small_plan(), set_up(small_plan(), on_track=0.9, due_soon_days=7)
    found = since(assess(before, DAY), assess(after, DAY))
    assert found.settings == (("on_track", 0.95, 0.9),)


def test_a_month_more_is_more_than_another_target() -> None:
    """October came in between: the status moved by it too."""
    before = assess(BAD, DAY)
    after = assess(standing(actual=flat(5.0, 7), annual_target=60.0), LATER)
    (found,) = moved(before, after)
    assert (found.same_actuals, found.by_target, found.better) == (False, False, False)
    assert found.target_moved


def test_what_became_a_reference_or_was_one_is_not_told() -> None:
    shown = standing(actual=flat(5.0), main="reference")
    assert moved(assess(standing(), DAY), assess(shown, DAY)) == ()
    assert moved(assess(shown, DAY), assess(standing(), DAY)) == ()


def test_the_worse_come_first_and_then_the_others() -> None:
    """遅れ that is worse before 未入力, before what is better, and these by how they stand."""
    plan = small_plan()
    names = ("K01", "K02", "K03", "K05")
    now = {"K01": (0.0, 6), "K02": (52.0, 6), "K03": (1.0, 3), "K05": (7.2, 6)}
    then = {"K01": (10e6, 6), "K02": (20.0, 6), "K03": (10.0, 6), "K05": (1.0, 6)}
    plans = []
    for values in (then, now):
        for name in names:
            plan = changed(plan, name, actual=flat(*values[name]))
        plans.append(assess(plan, DAY))
    found = moved(*plans)
    assert [(pair.after.kpi.id, pair.after.status) for pair in found] == [
        ("K01", "behind"),
        ("K03", "no_data"),
        ("K04", "no_data"),  # the rate of K03
        ("K05", "at_risk"),
        ("K02", "on_track"),
    ]


@given(
    then=st.integers(0, 20).map(float),
    now=st.integers(0, 20).map(float),
    annual=st.integers(1, 240).map(float),
    typed=st.integers(1, 6),
)
def test_a_kpi_is_one_of_worse_better_unknown_or_neither(
    then: float, now: float, annual: float, typed: int
) -> None:
    """Never two of them; and what is easier to reach than before never counts as better."""
    before = assess(standing(actual=flat(then)), DAY)
    after = assess(standing(actual=flat(now, typed), annual_target=annual), DAY)
    for pair in moved(before, after):
        aside = (pair.unknown, pair.by_target, pair.by_setting)
        assert sum((pair.worse, pair.better, *aside)) <= 1
        assert not (pair.better and annual < 120)
        assert not (pair.by_target and now != then)


def test_what_was_not_judged_before_has_not_become_worse() -> None:
    before = assess(with_kgi(10.0), dt.date(2026, 4, 2))
    assert moved(before, assess(with_kgi(5.0), DAY)) == ()


@pytest.mark.parametrize(
    ("typed", "as_of", "latest", "day"),
    [
        (3, None, dt.date(2026, 10, 5), dt.date(2026, 6, 30)),
        (3, dt.date(2026, 6, 10), dt.date(2026, 10, 5), dt.date(2026, 6, 10)),
        (8, None, dt.date(2026, 10, 5), dt.date(2026, 10, 5)),
        (0, None, dt.date(2026, 10, 5), dt.date(2026, 10, 5)),
    ],
)
def test_an_earlier_copy_is_judged_on_the_day_it_was_typed_up_to(
    typed: int, as_of: dt.date | None, latest: dt.date, day: dt.date
) -> None:
    plan = small_plan()
    for item in plan.kpis:
        plan = changed(
            plan, item.id, actual=tuple(1.0 if month < typed else None for month in range(12))
        )
    assert day_of(set_up(plan, as_of=as_of), latest) == day
