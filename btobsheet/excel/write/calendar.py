"""The calendar of ④年間アクションプラン: its looks, its legend, what is seen and printed first."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from typing import Any, Final

from xlsxwriter.format import Format

from btobsheet.excel.write.measured import pixels
from btobsheet.excel.write.named.plan import MONTH_START
from btobsheet.excel.write.sheet import FastSheet
from btobsheet.excel.write.styles import Styles
from btobsheet.layout.geometry import (
    DATE_ROW,
    Slot,
    TableGeometry,
    month_name,
)
from btobsheet.layout.kinds import serial
from btobsheet.layout.look import (
    DONE_BAR,
    HELD_BAR,
    INK,
    LATE_BAR,
    MILESTONE,
    MUTED,
    PLAN_BAR,
    TODAY,
    WHITE,
)
from btobsheet.layout.pages import Pages
from btobsheet.layout.spec import HEADER_ROW
from btobsheet.plan.calendar import Month
from btobsheet.wording import text

WIDTHS: Final = {"day": 14, "week": 14, "month": 56}
"""How wide a step of the calendar is, in pixels: the 53 weeks of a year stand beside the table on a
screen of 1920 pixels, twelve weeks of days beside its first columns on a page.
"""
FROZEN = 4
"""So many columns stay in sight: what is to be done, and by whom."""
BAND_ROW, TITLE_ROW, HINT_ROW = HEADER_ROW - 3, 2, 3
_FOLDED = ("live", "detail")
_SMALL_SCREEN = 1366 - 46
"""Pixels that a laptop's window has for columns, beside row numbers and scroll bar."""
_AHEAD = 3
_ROOMY = 40
"""A step so wide holds words of the legend."""
_DAYS_PRINTED, _DAYS_BEFORE = 84, 7
_TITLE_POINTS, _LINE_POINTS, _HEAD_POINTS = 26, 15, 25.5
HEADS = (_TITLE_POINTS + 2 * _LINE_POINTS + _HEAD_POINTS, _LINE_POINTS + _HEAD_POINTS)
"""The points above the table on its first page, and on the others."""
MARGINS: Final = {"left": 0.4, "right": 0.4, "top": 0.35, "bottom": 0.5}
"""Narrow ones, in inches: the year is as wide as the paper."""
ROW_POINTS = 24
"""The height of every row of actions: two lines of what is to be done. It is fixed, since a sorted
row would not take a height of its own with it.
"""
AGREED: Final[dict[str, Any]] = {"bottom": 1, "bottom_color": MILESTONE}
"""How the calendar marks what was first approved, below what is planned now."""
STOPPED: Final[dict[str, Any]] = {"bg_color": HELD_BAR, "font_color": MUTED}
TODAY_LINE: Final[dict[str, Any]] = {
    "left": 1,
    "left_color": TODAY,
    "right": 1,
    "right_color": TODAY,
}
DONE: Final[dict[str, Any]] = {"bg_color": DONE_BAR, "font_color": WHITE}
COMING: Final[dict[str, Any]] = {"bg_color": PLAN_BAR, "font_color": INK}
LATE: Final[dict[str, Any]] = {"bg_color": LATE_BAR, "font_color": WHITE}
ONE_DAY: Final[dict[str, Any]] = {"bg_color": MILESTONE, "font_color": WHITE}
LEGEND: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    ("done", DONE),
    ("planned", COMING),
    ("late", LATE),
    ("milestone", ONE_DAY),
    ("stopped", STOPPED),
    ("agreed", AGREED),
    ("today", TODAY_LINE),
)
"""What the calendar shows: name, look."""


def steps_of(geometry: TableGeometry) -> list[Slot]:
    """Give the calendar's columns."""
    return [slot for slot in geometry.slots if slot.column.repeat == "calendar"]


def column_width(geometry: TableGeometry, slot: Slot) -> int:
    """Give the pixels of a column that is shown."""
    return WIDTHS[geometry.unit] if slot.column.repeat == "calendar" else slot.column.width


def is_folded(slot: Slot) -> bool:
    """Tell whether a column of the plan stands folded away, to the right of the calendar."""
    return slot.column.table == "actions" and slot.column.band in _FOLDED


def month_of(geometry: TableGeometry, slot: Slot) -> Month:
    """Give the month a step of the calendar stands under: the first week may begin before the
    plan.
    """
    day = slot.day or geometry.plan_start.first
    return max(Month.of(day), geometry.plan_start)


def begins_month(geometry: TableGeometry, slot: Slot) -> bool:
    """Tell whether a step of the calendar is the first that stands under its month."""
    if geometry.unit == "month" or slot.step == 1:
        return True
    days = 7 if geometry.unit == "week" else 1
    before = (slot.day or geometry.plan_start.first) - dt.timedelta(days=days)
    return month_of(geometry, slot) != max(Month.of(before), geometry.plan_start)


def step_look(geometry: TableGeometry, slot: Slot, styles: Styles) -> Format:
    """Give the look of a step's cells: a line only where a month begins."""
    return styles.named("calendar", **(MONTH_START if begins_month(geometry, slot) else {}))


def head_look(geometry: TableGeometry, slot: Slot, styles: Styles) -> Format:
    """Give the look of a step's header, which shows the day alone of 4/6: no two columns of a table
    may have one header.
    """
    props = dict(MONTH_START) if begins_month(geometry, slot) else {}
    if geometry.unit != "month" and slot.day:
        props["num_format"] = f';;;"{slot.day.day}"'
    return styles.named("calendar_head", **props)


def write_months(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Name each month over its first step, as text: it runs on over the steps beside it."""
    if geometry.unit == "month":
        return
    for slot in steps_of(geometry):
        if begins_month(geometry, slot):
            name = month_name(month_of(geometry, slot), geometry.language)
            page.put(BAND_ROW - 1, slot.number - 1, name, styles.named("calendar_month"))


def furnish_calendar(page: FastSheet, made: Pages, styles: Styles) -> None:
    """Finish the tab of the actions: rows above the table, legend, panes, the folded columns."""
    geometry = made.geometries["actions"]
    as_of = made.scene.assessment.as_of
    plain = styles.named("calendar_word")
    # a row's look wins over that of the calendar's columns, which is for the rows of the table
    page.set_row(TITLE_ROW - 1, _TITLE_POINTS, plain)
    for row in (HINT_ROW, BAND_ROW):
        page.set_row(row - 1, _LINE_POINTS, plain)
    page.set_row(DATE_ROW - 1, None, plain, {"hidden": True})
    page.set_row(HEADER_ROW - 1, _HEAD_POINTS)
    steps = steps_of(geometry)
    day = styles.named("unseen")
    row, column = as_of_cell(geometry)
    page.put_formula(row - 1, column - 1, "as_of", day, serial(as_of))
    write_months(page, geometry, styles)
    legend_at = printed_days(geometry, as_of)[0].number if geometry.unit == "day" else None
    _legend(page, geometry, styles, legend_at or steps[0].number)
    page.outline_settings(symbols_right=False)
    worked_on = any(cells.get("used_percent") for cells in made.cells["actions"])
    seen = first_seen(geometry, as_of) if worked_on else FROZEN + 1
    page.freeze_panes(HEADER_ROW, FROZEN, HEADER_ROW, seen - 1)


def as_of_cell(geometry: TableGeometry) -> tuple[int, int]:
    """Give row and column of the day judged, above the first column after the calendar."""
    return DATE_ROW, geometry.last_of["calendar"] + 1


def _legend(page: FastSheet, geometry: TableGeometry, styles: Styles, at: int) -> None:
    """Explain the calendar's colours from a column on: a swatch with its word running on beside it,
    or in it where a step is wide.
    """
    width = WIDTHS[geometry.unit]
    inside = width >= _ROOMY
    for name, props in LEGEND:
        words = text(geometry.language, f"workbook.calendar.{name}")
        steps = math.ceil((pixels(words) + 8) / width)
        look = styles.get(**props, valign="vcenter")
        if inside:
            for step in range(steps):
                page.put(TITLE_ROW - 1, at - 1 + step, None if step else words, look)
            at += steps
        else:
            page.put(TITLE_ROW - 1, at - 1, None, look)
            page.put(TITLE_ROW - 1, at, words, styles.named("calendar_word"))
            at += 1 + steps


def first_seen(geometry: TableGeometry, as_of: dt.date) -> int:
    """Give the column that the scrolled pane begins with, so that on a small screen too the next
    three months are in sight; the dates, which the bars show as well, go first.
    """
    steps = steps_of(geometry)
    if as_of < geometry.plan_start.first:
        return FROZEN + 1
    last_day = Month.of(as_of).plus(_AHEAD - 1).last
    last = max(slot.number for slot in steps if slot.day and slot.day <= last_day)
    shown = [slot for slot in geometry.slots if not slot.column.hidden and slot.number <= last]
    room = _SMALL_SCREEN - sum(column_width(geometry, slot) for slot in shown[:FROZEN])
    latest = _step_at(steps, as_of - dt.timedelta(days=_DAYS_BEFORE)).number
    for at, slot in enumerate(shown[FROZEN:], start=FROZEN):
        if slot.number >= latest or _wide(geometry, shown[at:]) <= room:
            return slot.number
    return latest


def _wide(geometry: TableGeometry, slots: Iterable[Slot]) -> int:
    return sum(column_width(geometry, slot) for slot in slots)


def _step_at(steps: Sequence[Slot], day: dt.date) -> Slot:
    """Give the step of the calendar in which a day lies, the nearest for one outside."""
    return [steps[0], *(slot for slot in steps if slot.day and slot.day <= day)][-1]


def printed_days(geometry: TableGeometry, as_of: dt.date) -> list[Slot]:
    """Give the twelve weeks of a calendar of days that are printed: from a week before the day
    judged on, those of the plan's year that are nearest.
    """
    steps = steps_of(geometry)
    monday = as_of - dt.timedelta(days=as_of.weekday() + _DAYS_BEFORE)
    first = min(_step_at(steps, monday).step - 1, len(steps) - _DAYS_PRINTED)
    return steps[first : first + _DAYS_PRINTED]


def printed_slots(geometry: TableGeometry, as_of: dt.date) -> list[Slot]:
    """Give the columns of the plan that are printed: all that is not folded away, of a calendar of
    days what stays in sight and twelve weeks.
    """
    shown = [slot for slot in geometry.slots if not (slot.column.hidden or is_folded(slot))]
    if geometry.unit != "day":
        return shown
    return [*shown[:FROZEN], *printed_days(geometry, as_of)]


def folding(geometry: TableGeometry, slot: Slot, folded: bool) -> dict[str, Any]:
    """Fold away what follows the calendar, with the button over its last step; ``folded``: unless
    nobody could open it.
    """
    if is_folded(slot):
        return {"level": 1, "hidden": folded}
    opens = folded and slot.number == geometry.last_of.get("calendar")
    return {"collapsed": True} if opens else {}
