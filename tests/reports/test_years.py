"""A plan from April to March crosses a year: a day of the other one is never read as this one's."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from plans import changed, small_plan

from btobsheet.plan.calendar import Month
from btobsheet.plan.diff import Change
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Review
from btobsheet.reports.copies.changes import word_change
from btobsheet.reports.document import Bullets, Callout, Document, KeyFigures, Paragraph, Table
from btobsheet.reports.explain.explain import explain_id
from btobsheet.reports.reminders import reminders
from btobsheet.reports.status.compose import StatusInput, compose
from btobsheet.reports.status.details import details
from btobsheet.sharing.merge.words import Words
from btobsheet.status.assess import assess
from btobsheet.wording import LANGUAGES

JUDGED = (dt.date(2026, 12, 28), dt.date(2027, 1, 5))
NAMES = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
YEARLESS = {
    "ja": re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?![\d/か])"),
    "en": re.compile(rf"(?<!\d)(\d{{1,2}}) ({NAMES})(?! \d{{4}})"),
}


def plan() -> Plan:
    """Give a plan whose days lie about the turn of the year, each on a day of its own."""
    made = changed(small_plan(), "T02", decision="ended", stopped_on=dt.date(2026, 11, 23))
    for record_id, start, end in (
        ("A001", dt.date(2026, 12, 21), dt.date(2026, 12, 25)),
        ("A002", dt.date(2026, 12, 22), dt.date(2027, 1, 8)),
        ("A003", dt.date(2027, 1, 4), dt.date(2027, 1, 7)),
    ):
        made = changed(
            made, record_id, start=start, end=end, status="in_progress", percent=0.1, done_on=None
        )
    reviews = (
        Review(id="R01", kpi="K02", next_action="直す", decision="?", due=dt.date(2026, 12, 24)),
        Review(id="R02", kpi="K03", next_action="直す", decision="?", due=dt.date(2027, 1, 9)),
        Review(id="R03", month=Month(2025, 12), kpi="K03", decision="去年の分"),
    )
    return replace(made, reviews=reviews)


def texts(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Table):
            yield from (cell.text for row in block.rows for cell in row)
        elif isinstance(block, Callout):
            yield from (block.title, *block.lines)
        elif isinstance(block, KeyFigures):
            yield from (item.note for item in block.items)
        elif isinstance(block, Bullets):
            yield from block.items
        elif isinstance(block, Paragraph):
            yield block.text


def yearless(said: str, language: str) -> set[tuple[int, int]]:
    """Give the (month, day) of the days that a text shows without a year."""
    found = YEARLESS[language].findall(said)
    if language == "ja":
        return {(int(month), int(day)) for month, day in found}
    return {(NAMES.split("|").index(name) + 1, int(day)) for day, name in found}


def of_other_years(day: dt.date) -> set[tuple[int, int]]:
    """Give the plan's days that are of another year than the day of judging."""
    made = plan()
    days = [one for action in made.actions for one in (action.start, action.end) if one]
    days += [review.due for review in made.reviews if review.due]
    days += [tactic.stopped_on for tactic in made.tactics if tactic.stopped_on]
    days += [month.last for month in made.months]
    own = {(one.month, one.day) for one in days if one.year == day.year}
    return {(one.month, one.day) for one in days if one.year != day.year} - own


@pytest.mark.parametrize("day", JUDGED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_shows_days_of_another_year_with_it(language: str, day: dt.date) -> None:
    made = assess(plan(), day)
    documents = [
        compose(StatusInput(replace(made, lint=()), language=language), details),
        *(explain_id(made, one, language) for one in ("K02", "T01", "A001", "A002", "A003")),
    ]
    for document in documents:
        for said in texts(document):
            assert not yearless(said, language) & of_other_years(day), said


@pytest.mark.parametrize("day", JUDGED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reminder_shows_days_of_another_year_with_it(language: str, day: dt.date) -> None:
    sent = reminders(assess(plan(), day), file="計画.xlsx", language=language)
    assert sent
    for one in sent:
        assert not yearless(one.text, language) & of_other_years(day), one.text


def test_the_day_to_answer_by_may_be_of_the_next_year() -> None:
    sent = reminders(assess(plan(), dt.date(2026, 12, 28)), language="ja")
    assert "2027/1/4 まで" in sent[0].text


def test_the_closing_day_of_last_year_is_told_with_it() -> None:
    made = compose(StatusInput(assess(plan(), dt.date(2027, 1, 5)), language="ja"))
    assert any("12月度まで(2026/12/31締め)" in said for said in texts(made))


def test_a_review_of_a_month_before_the_plan_is_told_with_its_year() -> None:
    made = compose(StatusInput(assess(plan(), dt.date(2027, 1, 5)), language="ja"))
    assert any("(2025年12月)" in said for said in texts(made))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (dt.date(2026, 6, 30), dt.date(2026, 7, 31), "6/30 → 7/31"),
        (dt.date(2026, 12, 20), dt.date(2027, 1, 20), "2026/12/20 → 2027/1/20"),
        (dt.date(2027, 1, 15), dt.date(2027, 3, 31), "2027/1/15 → 2027/3/31"),
        (None, dt.date(2027, 3, 31), "空欄 → 2027/3/31"),
        (None, dt.date(2026, 4, 1), "空欄 → 4/1"),
    ],
)
def test_a_change_over_the_turn_of_the_year_shows_both(
    before: dt.date | None, after: dt.date, said: str
) -> None:
    change = Change("changed", "actions", "A008", "訪問する", "end", "", before, after)
    assert said in word_change(change, small_plan(), small_plan(), "ja")


def test_a_merge_names_a_day_of_the_calendar_with_its_year() -> None:
    assert Words("ja", {}).field("actions", "calendar.2027-01-04") == "2027/1/4の印"
