from __future__ import annotations

import datetime as dt

import pytest
from plans import DAY, changed, set_up, small_plan

from btobsheet.plan.model import Plan
from btobsheet.plan.records import Kpi
from btobsheet.status.assess import assess
from btobsheet.status.since import day_of, moved


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


def test_what_is_no_longer_known_is_worse_even_than_behind() -> None:
    plan = with_kgi(5.0)
    unknown = changed(plan, kgi(plan).id, actual=(5.0,) * 3 + (None,) * 9)
    (found,) = moved(assess(plan, DAY), assess(unknown, DAY))
    assert (found.before.status, found.after.status, found.worse) == ("behind", "no_data", True)
    (back,) = moved(assess(unknown, DAY), assess(with_kgi(10.0), DAY))
    assert not back.worse


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
