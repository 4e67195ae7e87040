"""What changes in an input table with its values: status colours, example marks, bars, groups,
doubts, heat map.
"""

from __future__ import annotations

from typing import Any

from btobsheet.excel.write.canvases import progress_bar, tone_words
from btobsheet.excel.write.sheet import FastSheet
from btobsheet.excel.write.styles import DONE_BAR, LATE_BAR, MILESTONE, PLAN_BAR, TODAY, Styles
from btobsheet.layout.address import letters
from btobsheet.layout.geometry import DATE_ROW, NUMBER_ROW, TableGeometry
from btobsheet.layout.kinds import Choice, Date, KpiValue, MonthKind, Number
from btobsheet.layout.macros import literal
from btobsheet.layout.rows.written import input_columns
from btobsheet.layout.spec import FIRST_ROW, HEADER_ROW
from btobsheet.wording import text

_STOPPED = "#D9D9D9"
LEGEND = (
    ("done", DONE_BAR, "#FFFFFF"),
    ("planned", PLAN_BAR, "#000000"),
    ("late", LATE_BAR, "#FFFFFF"),
    ("milestone", MILESTONE, "#FFFFFF"),
    ("stopped", _STOPPED, "#595959"),
    ("today", TODAY, "#FFFFFF"),
)
"""The calendar's colours: name, fill, font."""
CONDITIONAL_NAMES = ("people_aliases", "people_name", "people_ord")
"""Columns that only conditional formats look at; they need their defined names too."""


def add_conditions(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Add all conditional formats of one table."""
    language = geometry.language
    _statuses(page, geometry, language, styles)
    _unread(page, geometry, styles)
    _examples(page, geometry, language, styles)
    if "progress" in geometry.first_of:
        at = geometry.first_of["progress"]
        page.conditional_format(*area_of(geometry, at, at), progress_bar())
    if geometry.table.name == "kpis":
        _value_formats(page, geometry, styles)
        _this_month(page, geometry, styles)
        _heat(page, geometry, styles)
    if geometry.table.name == "actions":
        _bars(page, geometry, styles)
        _milestones(page, geometry, styles)
        _groups(page, geometry, styles)
        _doubts(page, geometry, styles)


def area_of(geometry: TableGeometry, first: int, last: int) -> tuple[int, int, int, int]:
    """Give the rows of a table between two columns, counted from 0 as XlsxWriter does."""
    return FIRST_ROW - 1, first - 1, geometry.last_row - 1, last - 1


def _statuses(page: FastSheet, geometry: TableGeometry, language: str, styles: Styles) -> None:
    for name, group in (
        ("status", "kpi_status"),
        ("tactic_status", "kpi_status"),
        ("state", "action_state"),
        ("trend", "trend"),
    ):
        column = next(
            (slot for slot in geometry.slots if slot.field == name and slot.column.formula), None
        )
        if column:
            tone_words(
                page, area_of(geometry, column.number, column.number), group, language, styles
            )


_FOUND = {
    "tactics.operation": "op_row",
    "actions.tactic": "tactic_row",
    "kpis.parent": "p1",
    "reviews.kpi": "kpi_row",
}
"""The hidden column that is 0 where a reference points nowhere."""


def _unread(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Mark what the formulas cannot use, as it is typed: text in a number or date column, an
    unknown word or reference.
    """
    look = styles.get(bg_color="#FCE4D6", font_color="#C00000", bold=True)
    for column in input_columns(geometry.table):
        first, last = geometry.first_of[column.name], geometry.last_of[column.name]
        cell = f"{letters(first)}{FIRST_ROW}"
        key = f"{geometry.table.name}.{column.name}"
        if isinstance(column.kind, Number | Date | MonthKind):
            test = f'=AND(ISTEXT({cell}),{cell}<>"")'
        elif isinstance(column.kind, Choice):
            test = f'=AND({cell}<>"",ISNA(MATCH({cell},w_{column.kind.group},0)))'
        elif key in _FOUND:
            test = f'=AND({cell}<>"",${letters(geometry.first_of[_FOUND[key]])}{FIRST_ROW}=0)'
        elif key == "kpis.scope":
            test = f'=AND({cell}<>"",${letters(geometry.first_of["scope_id"])}{FIRST_ROW}="")'
        else:
            continue
        page.conditional_format(
            *area_of(geometry, first, last),
            {"type": "formula", "criteria": test, "format": look, "stop_if_true": True},
        )


def _examples(page: FastSheet, geometry: TableGeometry, language: str, styles: Styles) -> None:
    """Mark cells that still hold an example value, live: the hidden column remembers the value."""
    if "examples" not in geometry.first_of:
        return
    mark = text(language, "workbook.example_mark")
    notes = f"${letters(geometry.first_of['examples'])}{FIRST_ROW}"
    for column in input_columns(geometry.table):
        if column.repeat == "calendar" or column.kind.align == "left":
            continue
        at = geometry.first_of[column.name]
        cell = f"{letters(at)}{FIRST_ROW}"
        field = (
            f'{column.name}."&TEXT({letters(at)}${DATE_ROW},"yyyy-mm")&"'
            if column.repeat
            else column.name
        )
        test = f'AND({notes}<>"",{cell}<>"",ISNUMBER(SEARCH(";{field}="&{cell}&";",{notes})))'
        shown = column.kind.number_format.split(";")[0]
        pattern = f'"{mark} "{shown}' if shown != "General" else shown
        look = styles.get(italic=True, font_color="#7F6000", num_format=pattern)
        rule = {"type": "formula", "criteria": f"={test}", "format": look, "stop_if_true": True}
        page.conditional_format(*area_of(geometry, at, geometry.last_of[column.name]), rule)


def _value_formats(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Show a KPI's values as percent where its unit says so, and one decimal of small numbers that
    have any.
    """
    unit = f"${letters(geometry.first_of['unit'])}{FIRST_ROW}"
    for column in geometry.table.columns:
        if isinstance(column.kind, KpiValue) and not column.hidden:
            area = area_of(geometry, geometry.first_of[column.name], geometry.last_of[column.name])
            cell = f"{letters(geometry.first_of[column.name])}{FIRST_ROW}"
            percent = f'=OR({unit}="%",{unit}="％")'
            page.conditional_format(
                *area,
                {
                    "type": "formula",
                    "criteria": percent,
                    "format": styles.get(num_format="0.0%"),
                    "stop_if_true": True,
                },
            )
            broken = (
                f"=AND(ISNUMBER({cell}),ABS(N({cell}))<1000,ROUND(N({cell}),1)<>ROUND(N({cell}),0))"
            )
            page.conditional_format(
                *area,
                {"type": "formula", "criteria": broken, "format": styles.get(num_format="#,##0.0")},
            )


def _this_month(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Mark the month that is open now in the headers of targets and actuals."""
    for block in ("target", "actual"):
        first, last = geometry.first_of[block], geometry.last_of[block]
        test = (
            f"=AND(as_of>={letters(first)}${DATE_ROW},"
            f"as_of<=EOMONTH({letters(first)}${DATE_ROW},0))"
        )
        look = styles.get(bg_color=TODAY, font_color="#FFFFFF")
        page.conditional_format(
            HEADER_ROW - 1,
            first - 1,
            HEADER_ROW - 1,
            last - 1,
            {"type": "formula", "criteria": test, "format": look},
        )


def _bars(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Draw the bars from the dates by exclusive conditional formats: done, late up to the day
    judged, planned; and today's column.
    """
    first, last = geometry.first_of["calendar"], geometry.last_of["calendar"]
    day = f"{letters(first)}${DATE_ROW}"
    last_day = {"week": f"({day}+6)", "day": day, "month": f"EOMONTH({day},0)"}[geometry.unit]
    cell = {
        name: f"${letters(geometry.first_of[name])}{FIRST_ROW}"
        for name in ("start", "end", "state_no", "used_percent")
    }
    over = (
        f"ISNUMBER({cell['start']}),ISNUMBER({cell['end']}),{cell['start']}<={last_day},"
        f"{cell['end']}>={day}"
    )
    done_to = f"{cell['start']}+{cell['used_percent']}*({cell['end']}-{cell['start']}+1)"
    late = f"{cell['state_no']}>=5,{cell['state_no']}<=7,{day}<=as_of"
    one_day = one_day_test(geometry)
    rules: tuple[tuple[str, dict[str, Any]], ...] = (
        (f"=AND({over},{cell['state_no']}<=2)", {"bg_color": _STOPPED, "font_color": "#595959"}),
        (
            f"=AND({over},{cell['used_percent']}>0,{day}<{done_to})",
            {"bg_color": DONE_BAR, "font_color": "#FFFFFF"},
        ),
        (f"=AND({over},{late})", {"bg_color": LATE_BAR, "font_color": "#FFFFFF"}),
        (f"=AND({over},{one_day})", {"bg_color": MILESTONE, "font_color": "#FFFFFF"}),
        (f"=AND({over})", {"bg_color": PLAN_BAR}),
        *(
            ((f"=OR(WEEKDAY({day},2)>5,COUNTIF(free_days,{day})>0)", {"bg_color": "#EDEDED"}),)
            if geometry.unit == "day"
            else ()
        ),
    )
    for test, props in rules:
        rule = {
            "type": "formula",
            "criteria": test,
            "format": styles.get(**props),
            "stop_if_true": True,
        }
        page.conditional_format(*area_of(geometry, first, last), rule)
    today = f"=AND(as_of>={day},as_of<={last_day})"
    look = styles.get(bg_color=TODAY, font_color="#FFFFFF", bold=True)
    page.conditional_format(
        HEADER_ROW - 1,
        first - 1,
        HEADER_ROW - 1,
        last - 1,
        {"type": "formula", "criteria": today, "format": look},
    )


def one_day_test(geometry: TableGeometry) -> str:
    """Give the test for a milestone: an action that starts and ends on one day."""
    start, end = (f"${letters(geometry.first_of[name])}{FIRST_ROW}" for name in ("start", "end"))
    return f"ISNUMBER({start}),INT({start})=INT({end})"


def _milestones(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Show ◆ before a milestone's task: no format can put a character into an empty cell of the
    calendar.
    """
    at = geometry.first_of["task"]
    rule = {
        "type": "formula",
        "criteria": f"=AND({one_day_test(geometry)})",
        "format": styles.get(num_format='"◆ "@'),
    }
    page.conditional_format(*area_of(geometry, at, at), rule)


def _groups(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Let the rows of one tactic read as a group, however they are sorted: a line above the first,
    the name faded below it.
    """
    tactic = geometry.first_of["tactic"]
    cell, above = f"${letters(tactic)}{FIRST_ROW}", f"${letters(tactic)}{FIRST_ROW - 1}"
    first = {
        "type": "formula",
        "criteria": f'=AND({cell}<>"",{cell}<>{above})',
        "format": styles.get(top=1, top_color="#1F3864"),
    }
    last = next(slot.number for slot in geometry.slots if slot.column.repeat == "calendar") - 1
    page.conditional_format(
        *area_of(geometry, tactic, tactic),
        {
            "type": "formula",
            "criteria": f'=AND({cell}<>"",{cell}={above})',
            "format": styles.get(font_color="#808080"),
        },
    )
    page.conditional_format(*area_of(geometry, 1, last), first)


def _doubts(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Mark contradictions as they are typed: end before start, an unknown owner, done without 100
    %.
    """
    at = {
        name: f"${letters(geometry.first_of[name])}{FIRST_ROW}"
        for name in ("start", "end", "owner", "percent", "status_no")
    }
    owner = literal(at["owner"])
    known = f'COUNTIF(people_name,"="&{owner})+COUNTIF(people_aliases,"*"&{owner}&"*")'
    tests = (
        ("end", f"=AND(ISNUMBER({at['start']}),ISNUMBER({at['end']}),{at['end']}<{at['start']})"),
        ("owner", f'=AND({at["owner"]}<>"",COUNT(people_ord)>0,{known}=0)'),
        ("percent", f"=AND({at['status_no']}=3,ISNUMBER({at['percent']}),{at['percent']}<1)"),
    )
    for name, test in tests:
        column = geometry.first_of[name]
        look = styles.get(bg_color="#FFC7CE", font_color="#9C0006", bold=True)
        page.conditional_format(
            *area_of(geometry, column, column),
            {"type": "formula", "criteria": test, "format": look, "stop_if_true": True},
        )


def _heat(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Show each closed month's attainment as a heat map by the plan's own thresholds."""
    first, last = geometry.first_of["r"], geometry.last_of["r"]
    cell, month = f"{letters(first)}{FIRST_ROW}", f"{letters(first)}${NUMBER_ROW}"
    for test, code in (
        (f"{month}>closed_months", "not_due"),
        (f"ROUND({cell}-on_track,9)>=0", "achieved"),
        (f"ROUND({cell}-at_risk,9)>=0", "at_risk"),
        ("TRUE", "behind"),
    ):
        rule = {
            "type": "formula",
            "criteria": f"=AND(ISNUMBER({cell}),{test})",
            "format": styles.tone(code),
            "stop_if_true": True,
        }
        page.conditional_format(*area_of(geometry, first, last), rule)
