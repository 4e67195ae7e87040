"""The shipped sample remembers: approved in April, re-planned in September, closed through it."""

from __future__ import annotations

import datetime as dt

import pytest
from books import generated, sample

import btobsheet
from btobsheet import api
from btobsheet.cli.commands.demo import a_week_before
from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Language, Plan
from btobsheet.status.presented import restated
from btobsheet.wording import LANGUAGES, text

pytestmark = pytest.mark.parametrize("language", LANGUAGES)


def test_it_was_approved_replanned_with_a_reason_and_closed(language: Language) -> None:
    history = sample(language).history
    first, last = history.approvals
    assert (first.number, first.on, last.number, last.on) == (
        *(0, dt.date(2026, 4, 6)),
        *(1, dt.date(2026, 9, 14)),
    )
    assert first.note and last.note
    assert (first.targets["K01"].annual, last.targets["K01"].annual) == (130e6, 120e6)
    assert (first.targets["K01"].months[11], last.targets["K01"].months[11]) == (34e6, 24e6)
    assert [one.on.month for one in history.closings] == [5, 6, 7, 8, 9, 10]


def test_the_stopped_tactic_went_on_in_april_and_its_end_was_approved(language: Language) -> None:
    first, last = sample(language).history.approvals
    assert (first.decisions["T16"], last.decisions["T16"]) == ("adopted", "ended")
    assert first.budgets["T16"] == last.budgets["T16"] == 360_000
    # what was asked of it ends with August
    assert first.targets["K29"].months == last.targets["K29"].months == (100,) * 12
    assert first.targets["K29"].effective == (100,) * 12
    assert last.targets["K29"].effective == (100,) * 5 + (None,) * 7


def test_each_approval_adds_up_as_the_plan_does(language: Language) -> None:
    for approval in sample(language).history.approvals:
        target = approval.targets["K01"]
        assert sum(value or 0 for value in target.months) == target.annual


@pytest.mark.slow
def test_nothing_in_it_is_unapproved_restated_or_edited(language: Language) -> None:
    plan = sample(language)
    reading, _ = btobsheet.check(generated(plan))
    assert (reading.plan.history, reading.problems) == (plan.history, ())
    assert restated(plan) == ()
    assert '"unapproved": []' in btobsheet.report(plan, "json")


@pytest.mark.parametrize("start", [Month(2026, 4), Month(2027, 4), Month(2025, 7)])
@pytest.mark.slow
def test_another_start_moves_its_memory_with_it(language: Language, start: Month) -> None:
    plan: Plan = api.load_sample(language, start=start).plan
    months = start.minus(Month(2026, 4))
    assert [one.on.month for one in plan.history.approvals] == [
        Month(2026, month).plus(months).month for month in (4, 9)
    ]
    assert len(plan.history.closings) == 6
    assert restated(plan) == ()
    reading, _ = btobsheet.check(btobsheet.generate(plan))
    assert reading.problems == ()


@pytest.mark.slow
def test_a_month_filled_in_and_then_closed_is_not_restated(language: Language) -> None:
    plan = sample(language)
    before = a_week_before(plan)
    said = api.diff_report(generated(before), generated(plan))
    assert "K17" in said
    assert text(language, "changes.restated") not in said
    assert text(language, "changes.restated_at", where="")[:-2] not in said
