"""What changes in the action plan with its values: bars, milestones, groups, doubts."""

from __future__ import annotations

from typing import Any

from btobsheet.excel.write.paint import area_of, header_of, in_column, in_row, paint
from btobsheet.excel.write.sheet import FastSheet
from btobsheet.excel.write.styles import Styles
from btobsheet.layout.address import letters
from btobsheet.layout.geometry import DATE_ROW, FREE_ROW, TableGeometry
from btobsheet.layout.look import DONE_BAR, LATE_BAR, MILESTONE, PLAN_BAR, TODAY
from btobsheet.layout.spec import FIRST_ROW

_STOPPED = "#D9D9D9"
_MARK: dict[str, Any] = {"bottom": 1, "bottom_color": "#7030A0"}
"""How the calendar marks what was first approved, below what is planned now."""
LEGEND = (
    ("done", DONE_BAR, "#FFFFFF"),
    ("planned", PLAN_BAR, "#000000"),
    ("late", LATE_BAR, "#FFFFFF"),
    ("milestone", MILESTONE, "#FFFFFF"),
    ("stopped", _STOPPED, "#595959"),
    ("today", TODAY, "#FFFFFF"),
)
"""The calendar's colours: name, fill, font."""


def add_action_conditions(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Add the conditional formats that only actions have."""
    _bars(page, geometry, styles)
    _milestones(page, geometry, styles)
    _groups(page, geometry, styles)
    _doubts(page, geometry, styles)


def _bars(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Draw the bars from the dates by exclusive conditional formats, and today's column."""
    first, last = geometry.first_of["calendar"], geometry.last_of["calendar"]
    day = f"{letters(first)}${DATE_ROW}"
    last_day = {"week": f"({day}+6)", "day": day, "month": f"EOMONTH({day},0)"}[geometry.unit]
    agreed = _agreed(geometry, day, last_day)
    for test, props in _bar_rules(geometry, day, last_day):
        # with the mark first: of two rules that hold for a cell some programs take the first alone
        both = f"AND({test},{agreed})", {**props, **_MARK}
        for one, look in (both, (test, props)):
            paint(page, area_of(geometry, first, last), one, styles.get(**look), only=True)
    paint(page, area_of(geometry, first, last), agreed, styles.get(**_MARK), only=True)
    look = styles.get(bg_color=TODAY, font_color="#FFFFFF", bold=True)
    judged = f"MAX({in_column(geometry, 'today')})"
    paint(page, header_of(first, last), f"AND({judged}>={day},{judged}<={last_day})", look)


def _agreed(geometry: TableGeometry, day: str, last_day: str) -> str:
    """Give the test for a step of the calendar in which an action was to run as first approved,
    where its end has moved since.
    """
    start, end, slip = (in_row(geometry, name) for name in ("first_start", "first_end", "slip"))
    known = f"ISNUMBER({start}),ISNUMBER({end}),ISNUMBER({slip}),N({slip})<>0"
    return f"AND({known},{start}<={last_day},{end}>={day})"


def _bar_rules(
    geometry: TableGeometry, day: str, last_day: str
) -> tuple[tuple[str, dict[str, Any]], ...]:
    """Give the rules of the bars, the most special first: stopped, done, late up to the day judged,
    a milestone, planned, a free day.
    """
    cell = {
        name: in_row(geometry, name)
        for name in ("start", "end", "state_no", "used_percent", "today")
    }
    over = (
        f"ISNUMBER({cell['start']}),ISNUMBER({cell['end']}),{cell['start']}<={last_day},"
        f"{cell['end']}>={day}"
    )
    done_to = f"{cell['start']}+{cell['used_percent']}*({cell['end']}-{cell['start']}+1)"
    late = f"{cell['state_no']}>=5,{cell['state_no']}<=7,{day}<={cell['today']}"
    free = f"OR(WEEKDAY({day},2)>5,{letters(geometry.first_of['calendar'])}${FREE_ROW}=1)"
    white = {"font_color": "#FFFFFF"}
    return (
        (f"AND({over},{cell['state_no']}<=2)", {"bg_color": _STOPPED, "font_color": "#595959"}),
        (
            f"AND({over},{cell['used_percent']}>0,{day}<{done_to})",
            {"bg_color": DONE_BAR, **white},
        ),
        (f"AND({over},{late})", {"bg_color": LATE_BAR, **white}),
        (f"AND({over},{one_day_test(geometry)})", {"bg_color": MILESTONE, **white}),
        (f"AND({over})", {"bg_color": PLAN_BAR}),
        *([(free, {"bg_color": "#EDEDED"})] if geometry.unit == "day" else []),
    )


def one_day_test(geometry: TableGeometry) -> str:
    """Give the test for a milestone: an action that starts and ends on one day."""
    start, end = in_row(geometry, "start"), in_row(geometry, "end")
    return f"ISNUMBER({start}),INT({start})=INT({end})"


def _milestones(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Show ◆ before a milestone's task: no format can put a character into an empty cell of the
    calendar.
    """
    at = geometry.first_of["task"]
    look = styles.get(num_format='"◆ "@')
    paint(page, area_of(geometry, at, at), f"AND({one_day_test(geometry)})", look)


def _groups(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Let the rows of one tactic read as a group, however they are sorted: a line above the first,
    the name faded below it.
    """
    tactic = geometry.first_of["tactic"]
    cell, above = f"${letters(tactic)}{FIRST_ROW}", f"${letters(tactic)}{FIRST_ROW - 1}"
    line = styles.get(top=1, top_color="#1F3864")
    last = next(slot.number for slot in geometry.slots if slot.column.repeat == "calendar") - 1
    faded = styles.get(font_color="#808080")
    paint(page, area_of(geometry, tactic, tactic), f'AND({cell}<>"",{cell}={above})', faded)
    paint(page, area_of(geometry, 1, last), f'AND({cell}<>"",{cell}<>{above})', line)


def _doubts(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Mark contradictions as they are typed: end before start, an unknown owner, done without 100
    %.
    """
    at = {
        name: in_row(geometry, name)
        for name in ("start", "end", "stranger", "percent", "status_no")
    }
    tests = (
        ("end", f"AND(ISNUMBER({at['start']}),ISNUMBER({at['end']}),{at['end']}<{at['start']})"),
        ("owner", f"{at['stranger']}=1"),
        ("percent", f"AND({at['status_no']}=3,ISNUMBER({at['percent']}),{at['percent']}<1)"),
    )
    look = styles.get(bg_color="#FFC7CE", font_color="#9C0006", bold=True)
    for name, test in tests:
        column = geometry.first_of[name]
        paint(page, area_of(geometry, column, column), test, look, only=True)
