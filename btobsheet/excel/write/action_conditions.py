"""What changes in the action plan with its values: bars, milestones, groups, doubts."""

from __future__ import annotations

from typing import Any, Final

from btobsheet.excel.write.calendar import (
    AGREED,
    COMING,
    DONE,
    LATE,
    ONE_DAY,
    STOPPED,
    TODAY_LINE,
    WIDTHS,
    as_of_cell,
)
from btobsheet.excel.write.paint import area_of, header_of, in_row, paint
from btobsheet.excel.write.sheet import FastSheet
from btobsheet.excel.write.styles import Styles
from btobsheet.layout.address import letters
from btobsheet.layout.geometry import DATE_ROW, FREE_ROW, TableGeometry
from btobsheet.layout.look import (
    BAND,
    CLOSED,
    INK,
    INPUT_DUE,
    MUTED,
    NAVY,
    TODAY,
    WHITE,
)
from btobsheet.layout.spec import FIRST_ROW

_TOP: Final[dict[str, Any]] = {"top": 1, "top_color": NAVY}


def add_action_conditions(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Add the conditional formats that only actions have."""
    _doubts(page, geometry, styles)
    _due(page, geometry, styles)
    _bars(page, geometry, styles)
    _milestones(page, geometry, styles)
    _groups(page, geometry, styles)


def _bars(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Draw the bars from the dates by conditional formats, and the line of the day judged.

    Excel lays the lines over the bars of other rules; for programs that take the first rule alone
    bar and line stand together where both are usual.
    """
    first, last = geometry.first_of["calendar"], geometry.last_of["calendar"]
    area = area_of(geometry, first, last)
    day = f"{letters(first)}${DATE_ROW}"
    last_day = {"week": f"({day}+6)", "day": day, "month": f"EOMONTH({day},0)"}[geometry.unit]
    row, column = as_of_cell(geometry)
    as_of = f"${letters(column)}${row}"
    agreed, judged = _agreed(geometry, day, last_day), f"AND({as_of}>={day},{as_of}<={last_day})"
    for test, props in _bar_rules(geometry, day, last_day, as_of):
        if props in _CROSSED:
            paint(page, area, f"AND({test},{judged})", styles.get(**props, **TODAY_LINE))
            paint(page, area, f"AND({test},{agreed})", styles.get(**props, **AGREED))
        paint(page, area, test, styles.get(**props))
    paint(page, area, judged, styles.get(**TODAY_LINE))
    paint(page, area, agreed, styles.get(**AGREED))
    if geometry.unit == "day":
        free = f"OR(WEEKDAY({day},2)>5,{letters(first)}${FREE_ROW}=1)"
        paint(page, area, free, styles.get(bg_color=CLOSED))
    paint(page, area, _first_of_tactic(geometry), styles.get(**_TOP))
    look = styles.get(bg_color=TODAY, font_color=WHITE, bold=True)
    paint(page, header_of(first, last), judged, look)


def _agreed(geometry: TableGeometry, day: str, last_day: str) -> str:
    """Give the test for a step of the calendar in which an action was to run as first approved,
    where its end has moved since.
    """
    start, end, slip = (in_row(geometry, name) for name in ("first_start", "first_end", "slip"))
    known = f"ISNUMBER({start}),ISNUMBER({end}),ISNUMBER({slip}),N({slip})<>0"
    return f"AND({known},{start}<={last_day},{end}>={day})"


_WRITTEN: Final[dict[str, Any]] = {
    "bg_color": BAND,
    "font_color": INK,
    "top": 1,
    "top_color": NAVY,
    "bottom": 1,
    "bottom_color": NAVY,
}
"""White letters would be lost beside the bar."""
_LETTER = 12
"""Pixels of a wide letter at 9 pt."""
_STEP_DAYS: Final = {"day": 1, "week": 7, "month": 30}
_CROSSED = (DONE, LATE, COMING)
"""The bars that lines usually cross."""


def _bar_rules(
    geometry: TableGeometry, day: str, last_day: str, as_of: str
) -> tuple[tuple[str, dict[str, Any]], ...]:
    """Give the rules of the bars, the most special first: a word that runs out of a dark bar,
    stopped, done, late up to the day judged, a milestone, planned.
    """
    cell = {name: in_row(geometry, name) for name in ("start", "end", "state_no", "used_percent")}
    over = (
        f"ISNUMBER({cell['start']}),ISNUMBER({cell['end']}),{cell['start']}<={last_day},"
        f"{cell['end']}>={day}"
    )
    done_to = f"{cell['start']}+{cell['used_percent']}*({cell['end']}-{cell['start']}+1)"
    late = f"{cell['state_no']}>=5,{cell['state_no']}<=7,{day}<={as_of}"
    mark = f"{letters(geometry.first_of['calendar'])}{FIRST_ROW}"
    left = f"({cell['end']}-{day}+1)/{_STEP_DAYS[geometry.unit]}"
    reach = f"{_LETTER}*LEN({mark})>{WIDTHS[geometry.unit]}*{left}"
    counted = in_row(geometry, "counted")
    stopped, late = f"OR({cell['state_no']}<=2,{counted}=0)", f"AND({late})"
    done, one_day = (
        f"AND({cell['used_percent']}>0,{day}<{done_to})",
        f"AND({one_day_test(geometry)})",
    )
    white = f"NOT({stopped}),OR({done},{late},{one_day})"
    return (
        (f"AND({over},LEN({mark})>1,{reach},{white})", _WRITTEN),
        (f"AND({over},{stopped})", STOPPED),
        (f"AND({over},{done})", DONE),
        (f"AND({over},{late})", LATE),
        (f"AND({over},{one_day})", ONE_DAY),
        (f"AND({over})", COMING),
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


def _first_of_tactic(geometry: TableGeometry) -> str:
    """Give the test for a row whose tactic is another than that above it."""
    tactic = letters(geometry.first_of["tactic"])
    cell = f"${tactic}{FIRST_ROW}"
    return f'AND({cell}<>"",{cell}<>${tactic}{FIRST_ROW - 1})'


def _groups(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Let the rows of one tactic read as a group, however they are sorted: a line above the first,
    where alone the name is strong.
    """
    at, first = geometry.first_of["tactic"], _first_of_tactic(geometry)
    area = area_of(geometry, at, at)
    paint(page, area, first, styles.get(bold=True, **_TOP))
    paint(page, area, f'${letters(at)}{FIRST_ROW}<>""', styles.get(font_color=MUTED))
    line = styles.get(**_TOP)
    paint(page, area_of(geometry, 1, geometry.first_of["calendar"] - 1), first, line)


def _due(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Show where something is to be typed now: status and percent of what is under way or late,
    dates that are missing; and the year of a day that is not the plan's.
    """
    state, at = in_row(geometry, "state_no"), geometry.first_of
    look = styles.get(bg_color=INPUT_DUE)
    under_way = f"AND({state}>=5,{state}<>8)"
    paint(page, area_of(geometry, at["status"], at["percent"]), under_way, look, only=True)
    start = letters(at["start"])
    undated = f'AND({state}=4,{start}{FIRST_ROW}="")'
    days = area_of(geometry, at["start"], at["end"])
    paint(page, days, undated, look, only=True)
    first, last = (
        f"${letters(number)}${DATE_ROW}"
        for number in (at["calendar"], geometry.last_of["calendar"])
    )
    cell = f"{start}{FIRST_ROW}"
    other_year = f"AND(ISNUMBER({cell}),OR({cell}<{first},{cell}>{last}+31))"
    paint(page, days, other_year, styles.get(num_format="yyyy/m"))


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
