"""④年間アクションプラン: the whole year on a screen and on paper, whatever the day and the unit."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Final

import pytest
from books import generated, opened
from hypothesis import given
from hypothesis import strategies as st
from plans import DAY, small_plan

from btobsheet.excel.write import calendar
from btobsheet.layout.book import BOOK
from btobsheet.layout.geometry import TableGeometry
from btobsheet.layout.look import SMALL
from btobsheet.plan.calendar import Month
from btobsheet.plan.model import CalendarUnit

START: Final = Month(2026, 4)
UNITS: Final[tuple[CalendarUnit, ...]] = ("week", "day", "month")
A3_WIDE = (16.54 - 0.8) * 96
LARGE, SMALL_SCREEN = 1920 - 46, 1366 - 46
ACTIONS = "④年間アクションプラン"


def geometry(unit: str, rows: int = 10) -> TableGeometry:
    return TableGeometry(BOOK.table("actions"), START, "ja", unit, rows)


def wide(made: TableGeometry, first: int, last: int) -> int:
    """Give the pixels of the shown columns between two numbers."""
    return sum(
        calendar.column_width(made, slot)
        for slot in made.slots
        if first <= slot.number <= last and not slot.column.hidden
    )


def test_the_table_and_the_whole_year_stand_on_a_large_screen_and_on_a_page() -> None:
    made = geometry("week")
    pixels = wide(made, 1, made.last_of["calendar"])
    assert made.last_of["calendar"] - made.first_of["calendar"] + 1 == 53
    assert pixels <= LARGE
    assert pixels <= A3_WIDE, "9 pt would print smaller"


@pytest.mark.parametrize("month", range(1, 13))
def test_the_next_three_months_are_in_sight_on_a_small_screen(month: int) -> None:
    made = geometry("week")
    day = START.plus(month - 1).first
    seen, last = calendar.first_seen(made, day), START.plus(min(month + 1, 11)).last
    frozen = wide(made, 1, calendar.FROZEN)
    weeks = [slot for slot in calendar.steps_of(made) if slot.day and slot.day <= last]
    assert frozen + wide(made, seen, weeks[-1].number) <= SMALL_SCREEN
    assert seen > calendar.FROZEN
    first = next(slot for slot in weeks if slot.day and slot.day + dt.timedelta(days=6) >= day)
    assert seen <= first.number, "the week of the day itself"


def test_a_year_not_begun_is_seen_from_its_table_on() -> None:
    assert calendar.first_seen(geometry("week"), dt.date(2026, 2, 1)) == calendar.FROZEN + 1


@given(st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31)))
def test_twelve_weeks_of_days_are_printed_with_the_day_judged(as_of: dt.date) -> None:
    made = geometry("day")
    days = [slot.day for slot in calendar.printed_days(made, as_of) if slot.day]
    assert len(days) == 84
    assert days == [days[0] + dt.timedelta(days=k) for k in range(84)]
    year = START.first <= as_of <= START.plus(11).last
    assert (as_of in days) == year
    page = calendar.printed_slots(made, as_of)
    assert sum(calendar.column_width(made, slot) for slot in page) <= A3_WIDE / 0.9


@pytest.mark.parametrize("unit", UNITS)
def test_each_month_is_named_once_and_lined_where_it_begins(unit: str) -> None:
    made = geometry(unit)
    begins = [slot for slot in calendar.steps_of(made) if calendar.begins_month(made, slot)]
    assert [calendar.month_of(made, slot) for slot in begins] == [START.plus(k) for k in range(12)]


@pytest.mark.slow
def test_heads_show_the_day_alone_and_keep_their_text() -> None:
    page = opened(generated(small_plan(), as_of=DAY), ACTIONS)[ACTIONS]
    heads = [cell for cell in page[7] if re.fullmatch(r"\d+/\d+", str(cell.value))]
    assert len(heads) == len({cell.value for cell in heads}) == 53
    assert [cell.number_format for cell in heads] == [
        f';;;"{str(cell.value).split("/")[1]}"' for cell in heads
    ]
    assert {cell.alignment.textRotation for cell in heads} == {0}


@pytest.mark.parametrize(
    "unit", ["week", *(pytest.param(unit, marks=pytest.mark.slow) for unit in ("day", "month"))]
)
def test_lines_and_bars_take_few_rules_and_look_at_dates_alone(unit: CalendarUnit) -> None:
    page = opened(generated(replace(small_plan(), calendar=unit), as_of=DAY), ACTIONS)[ACTIONS]
    made = geometry(unit)
    first = page.cell(8, made.first_of["calendar"]).coordinate
    found = [
        rule.formula[0]
        for area in page.conditional_formatting
        if str(area.sqref).startswith(f"{first}:")
        for rule in area.rules
    ]
    assert 0 < len(found) <= 17
    assert not any("COLUMN(" in one or "OFFSET(" in one for one in found)


def test_rows_are_of_one_height_and_type_is_not_below_nine() -> None:
    page = opened(generated(small_plan(), as_of=DAY), ACTIONS)[ACTIONS]
    heights = {page.row_dimensions[row].height for row in range(8, 8 + BOOK.table("actions").rows)}
    assert heights == {calendar.ROW_POINTS}
    shown = [cell for row in page.iter_rows(8, 20, 1, 9) for cell in row]
    assert {cell.font.sz for cell in shown} == {SMALL}
    assert not any(cell.alignment.shrink_to_fit for cell in shown)


def test_what_is_computed_or_optional_is_folded_to_the_right() -> None:
    made = geometry("week")
    names = [slot.column.name for slot in made.slots if calendar.is_folded(slot)]
    assert names[0] == "planned"
    assert names[-1] == "note"
    assert min(slot.number for slot in made.slots if calendar.is_folded(slot)) == (
        made.last_of["calendar"] + 1
    )
    page = opened(generated(small_plan(), as_of=DAY), ACTIONS)[ACTIONS]
    assert page.sheet_properties.outlinePr.summaryRight is False
