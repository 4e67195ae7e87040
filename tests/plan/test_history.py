"""What was approved is kept as text, and is told from the plan as it is now."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from plans import small_plan

from btobsheet.life.approve import approved
from btobsheet.plan.agreed import differences
from btobsheet.plan.history import NO_HISTORY, History, history_of, history_text
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Kpi
from btobsheet.status.slips import slip

APRIL, OCTOBER = dt.date(2026, 4, 6), dt.date(2026, 10, 6)


def replanned(plan: Plan) -> History:
    """Approve a plan twice, the second time with another target and another end."""
    first = replace(plan, history=approved(plan, APRIL, note="期首計画"))
    kpis = (replace(plan.kpis[0], annual_target=160.0), *plan.kpis[1:])
    actions = (replace(plan.actions[0], end=dt.date(2026, 12, 1)), *plan.actions[1:])
    return approved(replace(first, kpis=kpis, actions=actions), OCTOBER, "例田", "大口1件の延期")


def test_a_history_is_read_back_as_it_was_written() -> None:
    history = replanned(small_plan())
    assert history_of(history_text(history)) == history
    assert history_text(NO_HISTORY) == ""


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", "null", '{"approvals":[{}]}', '{"approvals":3}', "x" * 20, "[" * 20_000],
)
def test_what_is_no_history_is_none(text: str) -> None:
    assert history_of(text) is None


def test_each_approval_counts_on_and_says_why() -> None:
    history = replanned(small_plan())
    assert [(one.number, one.on, one.by, one.note) for one in history.approvals] == [
        (0, APRIL, "", "期首計画"),
        (1, OCTOBER, "例田", "大口1件の延期"),
    ]


def test_first_and_approved_targets_are_those_of_the_first_and_the_last_approval() -> None:
    plan = small_plan()
    history = replanned(plan)
    kpi = plan.kpis[0]
    assert history.first_target(kpi.id) == kpi.annual_target
    assert history.approved_target(kpi.id) == 160.0
    assert (history.first_target("K99"), NO_HISTORY.first_target(kpi.id)) == (None, None)
    assert history.first_dates(plan.actions[0].id) == (plan.actions[0].start, plan.actions[0].end)
    assert history.first_dates("A999") == (None, None)


def test_monthly_targets_that_differ_are_told_as_one() -> None:
    plan = small_plan()
    history = approved(plan, APRIL)
    assert history.last is not None
    months = (1.0, *plan.kpis[0].target[1:11], 2.0)
    later = replace(plan, kpis=(replace(plan.kpis[0], target=months), *plan.kpis[1:]))
    (found,) = differences(history.last, later)
    assert (found.id, found.field, found.months) == (plan.kpis[0].id, "target", (1, 12))


def test_a_tactic_that_is_given_up_differs_and_a_blank_decision_is_adopted() -> None:
    plan = small_plan()
    history = approved(plan, APRIL)
    assert history.last is not None
    adopted = replace(plan.tactics[0], decision="adopted")
    assert differences(history.last, replace(plan, tactics=(adopted, *plan.tactics[1:]))) == ()
    ended = replace(plan.tactics[0], decision="ended")
    (found,) = differences(history.last, replace(plan, tactics=(ended, *plan.tactics[1:])))
    assert (found.field, found.before, found.after) == ("decision", "adopted", "ended")


def test_what_differs_from_an_approval_is_named() -> None:
    plan = small_plan()
    history = approved(plan, APRIL)
    assert history.last is not None
    assert differences(history.last, plan) == ()
    later = replace(
        plan,
        kpis=(*plan.kpis[:-1], Kpi(id="K77", name="新しいKPI")),
        tactics=(replace(plan.tactics[0], budget=1.0), *plan.tactics[1:]),
        actions=(replace(plan.actions[0], end=dt.date(2027, 1, 8)), *plan.actions[1:]),
    )
    found = [
        (one.table, one.id, one.field, one.before, one.after, one.added)
        for one in differences(history.last, later)
    ]
    assert found == [
        ("kpis", plan.kpis[-1].id, "", None, None, False),
        ("kpis", "K77", "", None, None, True),
        ("tactics", plan.tactics[0].id, "budget", plan.tactics[0].budget, 1.0, False),
        ("actions", plan.actions[0].id, "end", plan.actions[0].end, dt.date(2027, 1, 8), False),
    ]


@pytest.mark.parametrize(
    ("first", "now", "days"),
    [
        (dt.date(2026, 9, 4), dt.date(2026, 9, 4), 0),
        (dt.date(2026, 9, 4), dt.date(2026, 9, 7), 1),  # Friday to Monday
        (dt.date(2026, 9, 7), dt.date(2026, 9, 4), -1),
        (dt.date(2026, 9, 4), dt.date(2026, 9, 6), 0),  # to a Sunday
        (dt.date(2026, 9, 18), dt.date(2026, 9, 24), 1),  # over three holidays and a weekend
        (dt.date(2026, 9, 1), dt.date(2026, 10, 1), 19),
        (None, dt.date(2026, 9, 4), None),
        (dt.date(2026, 9, 4), None, None),
    ],
)
def test_a_slip_is_counted_in_working_days(
    first: dt.date | None, now: dt.date | None, days: int | None
) -> None:
    holidays = frozenset(dt.date(2026, 9, day) for day in (21, 22, 23))
    assert slip(first, now, holidays) == days
