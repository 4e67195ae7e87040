from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging import START

from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan, Settings
from btobsheet.plan.records import Action
from btobsheet.status.actions import action_figures
from btobsheet.status.figures import ActionFigures
from btobsheet.status.lightning import reached

TODAY = dt.date(2026, 10, 5)
FREE = frozenset({dt.date(2026, 9, 21), dt.date(2026, 9, 22), dt.date(2026, 9, 23)})


def figures(
    percent: float | None, start: dt.date | None, end: dt.date | None, status: str = "in_progress"
) -> ActionFigures:
    action = Action(id="A001", start=start, end=end, status=status, percent=percent)
    return action_figures(action, Lookup.of(Plan(start=START)), Settings(), TODAY, FREE)


def day(month: int, number: int) -> dt.date:
    return dt.date(2026, month, number)


@pytest.mark.parametrize(
    ("percent", "start", "end", "status", "expected"),
    [
        (1.0, day(4, 1), day(4, 30), "done", TODAY),  # over and done: on the line
        (1.0, day(10, 1), day(10, 30), "done", day(10, 31)),  # done before its end: right of it
        (0.0, day(11, 2), day(11, 30), "not_started", TODAY),  # need not begin yet
        (0.0, day(9, 1), day(9, 30), "not_started", day(9, 1)),  # should have begun
        (
            0.5,
            day(9, 28),
            day(10, 9),
            "in_progress",
            TODAY,
        ),  # five of ten working days: only the weekend lies between
        (0.5, day(11, 2), day(11, 13), "in_progress", day(11, 7)),  # begun early
        (
            0.4,
            day(9, 18),
            day(9, 28),
            "in_progress",
            day(9, 25),
        ),  # two of five: the three holidays are no work
        (0.5, None, day(9, 30), "in_progress", None),
        (0.5, day(9, 30), day(9, 1), "in_progress", None),
        (0.5, day(9, 1), day(9, 30), "cancelled", None),
        (0.5, day(9, 1), day(9, 30), "on_hold", None),
    ],
)
def test_the_day_up_to_which_the_work_is_done(
    percent: float,
    start: dt.date | None,
    end: dt.date | None,
    status: str,
    expected: dt.date | None,
) -> None:
    assert reached(figures(percent, start, end, status), TODAY, FREE) == expected


@given(st.integers(0, 200), st.integers(0, 200), st.floats(0, 1))
def test_it_lies_within_the_action_or_on_today(begin: int, length: int, percent: float) -> None:
    start = dt.date(2026, 4, 1) + dt.timedelta(days=begin)
    end = start + dt.timedelta(days=length)
    found = reached(figures(percent, start, end), TODAY, FREE)
    assert found is not None
    assert found == TODAY or start <= found <= end + dt.timedelta(days=1)


@given(st.integers(1, 60))
def test_an_action_exactly_as_planned_lies_on_today(length: int) -> None:
    start = TODAY - dt.timedelta(days=length)
    plain = figures(None, start, TODAY + dt.timedelta(days=30))
    assert (
        reached(figures(plain.planned, start, TODAY + dt.timedelta(days=30)), TODAY, FREE) == TODAY
    )
