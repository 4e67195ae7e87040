from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging import DEFAULTS, START

from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan, Settings
from btobsheet.plan.records import Action, Tactic
from btobsheet.status.actions import (
    action_days,
    action_figures,
    action_state,
    due_soon,
    percent_used,
    planned_progress,
)
from btobsheet.status.figures import ActionFigures
from btobsheet.status.rules import STATES

NO_DAYS: frozenset[dt.date] = frozenset()
MONDAY, WEDNESDAY, FRIDAY = dt.date(2026, 6, 1), dt.date(2026, 6, 3), dt.date(2026, 6, 5)
DAYS = st.dates(dt.date(2026, 4, 1), dt.date(2027, 3, 31))
FREE = st.frozensets(DAYS, max_size=20)
PERCENTS = st.one_of(st.none(), st.integers(0, 100).map(lambda points: points / 100))
ACTIONS = st.builds(
    Action,
    id=st.just("A001"),
    start=st.one_of(st.none(), DAYS),
    end=st.one_of(st.none(), DAYS),
    status=st.sampled_from(("", "not_started", "in_progress", "done", "on_hold", "cancelled")),
    percent=PERCENTS,
    effort=st.one_of(st.none(), st.integers(-1, 10).map(float)),
    times_planned=st.one_of(st.none(), st.integers(-1, 12).map(float)),
    times_done=st.one_of(st.none(), st.integers(-1, 15).map(float)),
)


def action(**fields: object) -> Action:
    return Action(**{"id": "A001", "start": MONDAY, "end": FRIDAY, **fields})  # type: ignore[arg-type]  # fields of many kinds


def figures(
    item: Action,
    as_of: dt.date,
    settings: Settings = DEFAULTS,
    tactics: tuple[Tactic, ...] = (),
    free: frozenset[dt.date] = NO_DAYS,
) -> ActionFigures:
    plan = Plan(start=START, settings=settings, tactics=tactics, actions=(item,))
    return action_figures(item, Lookup.of(plan), settings, as_of, free)


@pytest.mark.parametrize(
    ("status", "percent", "used"),
    [
        ("", None, 0.0),
        ("in_progress", None, 0.0),
        ("", 0.4, 0.4),
        ("done", None, 1.0),
        ("done", 0.4, 1.0),
        ("in_progress", 1.0, 1.0),
        ("cancelled", 0.4, 0.4),
    ],
)
def test_percent_used(status: str, percent: float | None, used: float) -> None:
    assert percent_used(action(status=status, percent=percent)) == used


@pytest.mark.parametrize(
    ("planned", "times", "percent", "status", "used"),
    [
        (12.0, 6.0, None, "in_progress", 0.5),
        (12.0, 3.0, None, "", 0.25),
        (12.0, None, None, "in_progress", 0.0),  # blank is 0 times
        (12.0, 15.0, None, "in_progress", 1.0),  # more than planned is all of it
        (12.0, -1.0, None, "in_progress", 0.0),
        (12.0, 6.0, 0.2, "in_progress", 0.2),  # what was typed wins
        (12.0, 6.0, 0.0, "in_progress", 0.0),
        (12.0, 6.0, None, "done", 1.0),
        (12.0, 6.0, None, "on_hold", 0.5),
        (0.0, 6.0, None, "in_progress", 0.0),  # N > 0 is asked
        (-2.0, 6.0, None, "in_progress", 0.0),
        (None, 6.0, None, "in_progress", 0.0),
    ],
)
def test_percent_of_a_recurring_action(
    planned: float | None, times: float | None, percent: float | None, status: str, used: float
) -> None:
    """With 計画回数 N > 0 and no typed percent: min(1, times_done ÷ N)."""
    item = action(times_planned=planned, times_done=times, percent=percent, status=status)
    assert percent_used(item) == figures(item, MONDAY).percent == used


@pytest.mark.parametrize(
    ("times", "state"),
    [(None, "late_start"), (1.0, "behind"), (2.0, "on_track"), (4.0, "on_track"), (5.0, "done")],
)
def test_a_recurring_action_is_judged_by_its_times(times: float | None, state: str) -> None:
    """Five times in a week: on Wednesday's morning 0.4 is asked for, less 0.1."""
    assert figures(action(times_planned=5.0, times_done=times), WEDNESDAY).state == state


def test_a_recurring_action_that_was_done_often_enough_is_not_overdue() -> None:
    """Its percent is 1, so it is done; once less, and its end has passed."""
    after = dt.date(2026, 7, 1)
    assert figures(action(times_planned=5.0, times_done=5.0), after).state == "done"
    assert figures(action(times_planned=5.0, times_done=4.0), after).state == "overdue"


STOPPED = Tactic(id="T01", decision="ended", stopped_on=dt.date(2026, 6, 4))


@pytest.mark.parametrize(
    ("fields", "tactic", "state"),
    [
        ({}, STOPPED, "cancelled"),  # ends on the 5th, stopped on the 4th
        ({"status": "in_progress", "percent": 0.9}, STOPPED, "cancelled"),
        ({"status": "on_hold"}, STOPPED, "cancelled"),
        ({"status": "cancelled"}, STOPPED, "cancelled"),
        ({"start": None}, STOPPED, "cancelled"),
        ({"status": "done"}, STOPPED, "done"),  # a done one stays done
        ({"percent": 1.0}, STOPPED, "done"),
        ({"end": dt.date(2026, 6, 4)}, STOPPED, "late_start"),  # it was to end by the stop
        ({"end": None}, STOPPED, "undated"),
        ({"tactic": "T02"}, STOPPED, "late_start"),  # of another tactic
        ({}, Tactic(id="T01", decision="ended"), "late_start"),  # no day is known
        ({}, Tactic(id="T01", stopped_on=dt.date(2026, 6, 4)), "late_start"),  # not 終了
        ({}, Tactic(id="T01", decision="ended", stopped_on=FRIDAY), "late_start"),
    ],
)
def test_an_open_action_of_a_stopped_tactic_counts_as_cancelled(
    fields: dict[str, object], tactic: Tactic, state: str
) -> None:
    """Where it ends after stopped_on; whether it is due before or after as_of does not matter."""
    item = action(**{"tactic": "T01", **fields})
    assert figures(item, WEDNESDAY, tactics=(tactic,)).state == state
    if state == "cancelled":
        assert figures(item, dt.date(2026, 7, 1), tactics=(tactic,)).state == state


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (MONDAY, FRIDAY, 5),
        (MONDAY, MONDAY, 1),
        (MONDAY, dt.date(2026, 6, 14), 10),
        (dt.date(2026, 6, 6), dt.date(2026, 6, 7), 1),  # a weekend: at least 1
        (FRIDAY, MONDAY, 1),  # the wrong way round
        (None, FRIDAY, None),
        (MONDAY, None, None),
    ],
)
def test_working_days(start: dt.date | None, end: dt.date | None, days: int | None) -> None:
    assert action_days(action(start=start, end=end), NO_DAYS) == days


def test_holidays_are_no_working_days() -> None:
    assert action_days(action(), frozenset({MONDAY, dt.date(2026, 6, 6)})) == 4


@pytest.mark.parametrize(
    ("as_of", "planned"),
    [
        (dt.date(2026, 5, 31), 0.0),
        (MONDAY, 0.0),
        (dt.date(2026, 6, 2), 0.2),
        (FRIDAY, 0.8),  # the last day's work is not asked for on its morning
        (dt.date(2026, 6, 6), 1.0),
    ],
)
def test_planned_progress(as_of: dt.date, planned: float) -> None:
    assert planned_progress(action(), as_of, NO_DAYS) == pytest.approx(planned)


def test_planned_progress_of_odd_dates() -> None:
    assert planned_progress(action(start=None), FRIDAY, NO_DAYS) is None
    assert planned_progress(action(end=None), FRIDAY, NO_DAYS) is None
    backwards = action(start=FRIDAY, end=MONDAY)
    assert planned_progress(backwards, FRIDAY, NO_DAYS) == 0.0
    assert planned_progress(backwards, dt.date(2026, 6, 8), NO_DAYS) == 1.0
    weekend = action(start=dt.date(2026, 6, 6), end=dt.date(2026, 6, 7))
    assert planned_progress(weekend, dt.date(2026, 6, 7), NO_DAYS) == 0.0


@pytest.mark.parametrize(
    ("fields", "as_of", "state"),
    [
        ({"status": "cancelled", "percent": 1.0}, FRIDAY, "cancelled"),
        ({"status": "on_hold", "percent": 1.0}, FRIDAY, "on_hold"),
        ({"status": "done", "start": None}, FRIDAY, "done"),
        ({"status": "in_progress", "percent": 1.0}, dt.date(2026, 7, 1), "done"),
        ({"start": None}, FRIDAY, "undated"),
        ({"end": None, "status": "in_progress", "percent": 0.5}, FRIDAY, "undated"),
        ({"percent": 0.9}, dt.date(2026, 6, 6), "overdue"),
        ({}, WEDNESDAY, "late_start"),
        ({"status": "not_started"}, WEDNESDAY, "late_start"),
        ({"status": "not_started", "percent": 0.4}, WEDNESDAY, "on_track"),
        ({"status": "in_progress"}, WEDNESDAY, "behind"),
        ({"status": "in_progress", "percent": 0.29}, WEDNESDAY, "behind"),
        (
            {"status": "in_progress", "percent": 0.30},
            WEDNESDAY,
            "on_track",
        ),  # exactly the tolerance
        ({}, MONDAY, "not_started"),
        ({"status": "in_progress"}, MONDAY, "not_started"),
        ({"percent": 0.1}, MONDAY, "on_track"),
    ],
)
def test_state(fields: dict[str, object], as_of: dt.date, state: str) -> None:
    assert figures(action(**fields), as_of).state == state


def test_tolerance_is_a_setting() -> None:
    assert (
        figures(action(status="in_progress", percent=0.1), WEDNESDAY, Settings(progress=0.3)).state
        == "on_track"
    )
    assert action_state(action(status="in_progress", percent=0.1), WEDNESDAY, 0.4, 0.2) == "behind"


@pytest.mark.parametrize(
    ("effort", "weight"), [(None, 1.0), (0.0, 1.0), (-2.0, 1.0), (0.5, 0.5), (8.0, 8.0)]
)
def test_weight(effort: float | None, weight: float) -> None:
    assert figures(action(effort=effort), MONDAY).weight == weight


@pytest.mark.parametrize(
    ("tactic", "decision", "counted"),
    [
        ("T01", "", True),
        ("T01", "adopted", True),
        ("T01", "ended", True),
        ("T01", "candidate", False),
        ("T01", "declined", False),
        ("", "declined", True),
        ("T99", "declined", True),
    ],
)
def test_an_action_counts_unless_its_tactic_does_not(
    tactic: str, decision: str, counted: bool
) -> None:
    assert (
        figures(
            action(tactic=tactic), MONDAY, tactics=(Tactic(id="T01", decision=decision),)
        ).counted
        is counted
    )


@pytest.mark.parametrize(
    ("fields", "as_of", "soon"),
    [
        ({}, FRIDAY, True),
        ({}, dt.date(2026, 6, 6), False),
        ({}, FRIDAY - dt.timedelta(days=14), True),
        ({}, FRIDAY - dt.timedelta(days=15), False),
        ({"start": None}, FRIDAY, True),
        ({"end": None}, FRIDAY, False),
        ({"status": "done"}, FRIDAY, False),
        ({"status": "on_hold"}, FRIDAY, False),
        ({"status": "cancelled"}, FRIDAY, False),
    ],
)
def test_due_soon(fields: dict[str, object], as_of: dt.date, soon: bool) -> None:
    assert due_soon(figures(action(**fields), as_of), as_of, 14) is soon


@given(item=ACTIONS, as_of=DAYS, free=FREE)
def test_every_action_has_a_state_and_a_plan_within_bounds(
    item: Action, as_of: dt.date, free: frozenset[dt.date]
) -> None:
    found = figures(item, as_of, free=free)
    assert found.state in STATES
    assert 0 <= found.percent <= 1
    assert (
        (found.planned is None)
        is (item.start is None or item.end is None)
        is (found.working_days is None)
    )
    assert found.planned is None or 0 <= found.planned <= 1
    assert found.weight > 0


@given(item=ACTIONS, one=DAYS, other=DAYS, free=FREE)
def test_planned_never_shrinks_as_days_go_by(
    item: Action, one: dt.date, other: dt.date, free: frozenset[dt.date]
) -> None:
    earlier, later = sorted((one, other))
    before, after = planned_progress(item, earlier, free), planned_progress(item, later, free)
    assert before is None or after is None or before <= after


@given(item=ACTIONS, as_of=DAYS)
def test_being_further_never_makes_the_state_late(item: Action, as_of: dt.date) -> None:
    late = ("overdue", "late_start", "behind")
    if figures(item, as_of).state not in late:
        further = action(
            start=item.start,
            end=item.end,
            status=item.status,
            percent=min(1.0, percent_used(item) + 0.1),
        )
        assert figures(further, as_of).state not in late
