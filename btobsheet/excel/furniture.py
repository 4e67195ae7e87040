"""What surrounds the cells: panes, print set-up, conditional formats, charts, protection."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from xlsxwriter.workbook import Workbook

from btobsheet.excel import charts
from btobsheet.excel.canvases import progress_bar, tone_words
from btobsheet.excel.sheet import FastSheet
from btobsheet.excel.styles import DONE_BAR, LATE_BAR, MILESTONE, PLAN_BAR, TODAY, Styles
from btobsheet.excel.tables import wraps
from btobsheet.layout.address import letters
from btobsheet.layout.geometry import DATE_ROW, NUMBER_ROW, TableGeometry
from btobsheet.layout.kinds import KpiValue
from btobsheet.layout.personal import PICK
from btobsheet.layout.rows import input_columns
from btobsheet.layout.sheets import tree
from btobsheet.layout.spec import FIRST_ROW, HEADER_ROW, KEY_ROW, Sheet
from btobsheet.wording import text

if TYPE_CHECKING:
    from btobsheet.excel.writer import Pages

_FREEZE = {"operations": 2, "tactics": 3, "kpis": 3, "actions": 3, "reviews": 1, "settings": 0}
_A3, _A4 = 8, 9
# wide tables print on two A3 pages, at this scale, the second one beginning with this band
_SPLITS = {"kpis": (45, "goal"), "tactics": (64, "plan")}
_TAB_COLOURS = {
    "guide": "#1F3864",
    "settings": "#1F3864",
    "operations": "#FFC000",
    "tactics": "#FFC000",
    "kpis": "#FFC000",
    "actions": "#FFC000",
    "reviews": "#FFC000",
}


def furnish(workbook: Workbook, page: FastSheet, sheet: Sheet, made: Pages, styles: Styles, protect: bool) -> None:
    """Finish one tab after its cells are written."""
    language = made.plan.language
    if sheet.kind == "hidden":
        page.hide()
        return
    if sheet.key in _TAB_COLOURS:
        page.set_tab_color(_TAB_COLOURS[sheet.key])
    if sheet.kind == "input":
        _input_tab(page, sheet, made, styles)
    else:
        _output_tab(workbook, page, sheet, made, styles)
    _print(page, sheet, made)
    page.hide_gridlines(2)
    if protect or sheet.kind == "output":
        page.protect("", {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True, "insert_rows": True, "objects": True})
    if sheet.key == "guide":
        page.activate()
        page.set_first_sheet()
    page.set_footer(f"&L&8 {_footer(made.plan.settings.title)}&C&8 &A&R&8 {text(language, 'workbook.footer.page')} &P / &N")


def _footer(title: str) -> str:
    return title.replace("&", "&&")[:80]


def _input_tab(page: FastSheet, sheet: Sheet, made: Pages, styles: Styles) -> None:
    language = made.plan.language
    page.put(1, 0, text(language, f"workbook.title.{sheet.key}"), styles.named("title"))
    page.put(2, 0, text(language, f"workbook.hint.{sheet.key}"), styles.named("hint"))
    page.set_row(KEY_ROW - 1, None, None, {"hidden": True})
    page.set_row(NUMBER_ROW - 1, None, None, {"hidden": True})
    page.set_row(1, 26)
    page.set_row(HEADER_ROW - 1, 40)
    page.freeze_panes(HEADER_ROW, _FREEZE[sheet.key])
    for table in sheet.tables:
        geometry = made.geometries[table.name]
        _statuses(page, geometry, language, styles)
        _examples(page, geometry, language, styles)
        if "progress" in geometry.first_of:
            page.conditional_format(*_range(geometry, geometry.first_of["progress"], geometry.first_of["progress"]), progress_bar())
        if table.name == "kpis":
            _value_formats(page, geometry, styles)
            _this_month(page, geometry, styles)
            _heat(page, geometry, styles)
        if table.name == "actions":
            _bars(page, geometry, styles)
            _groups(page, geometry, styles)
            _doubts(page, geometry, styles)
            _hide_calendar_filters(page, geometry)
        _row_heights(page, geometry, made)


def _row_heights(page: FastSheet, geometry: TableGeometry, made: Pages) -> None:
    """Give every row the height its longest wrapped text needs (at 10 pt; a wide character counts double)."""
    if geometry.table.name in ("people", "holidays"):
        return
    wrapped = [slot for slot in geometry.slots if wraps(slot.column.kind) and not slot.column.hidden]
    for row, cells in enumerate(made.cells[geometry.table.name], start=FIRST_ROW):
        lines = max((_lines(str(cells.get(slot.field) or ""), slot.column.width) for slot in wrapped), default=1)
        page.set_row(row - 1, 8 + 15 * max(1, min(lines, 8)))


def _lines(words: str, width: int) -> int:
    """Count the lines a text takes in a column (at 10 pt a wide character is some 13.5 px, another 6.6)."""
    room = max(width - 12, 20)
    return sum(max(1, math.ceil(sum(13.5 if ord(letter) > 255 else 6.6 for letter in line) / room)) for line in words.splitlines())


def _range(geometry: TableGeometry, first: int, last: int) -> tuple[int, int, int, int]:
    return FIRST_ROW - 1, first - 1, geometry.last_row - 1, last - 1


def _statuses(page: FastSheet, geometry: TableGeometry, language: str, styles: Styles) -> None:
    for name, group in (("status", "kpi_status"), ("tactic_status", "kpi_status"), ("state", "action_state"), ("trend", "trend")):
        column = next((slot for slot in geometry.slots if slot.field == name and slot.column.formula), None)
        if column:
            tone_words(page, _range(geometry, column.number, column.number), group, language, styles)


def _examples(page: FastSheet, geometry: TableGeometry, language: str, styles: Styles) -> None:
    """Mark cells that still hold an example value, live: the hidden column remembers the value."""
    if "examples" not in geometry.first_of:
        return
    mark = text(language, "workbook.example_mark")
    notes = f"${letters(geometry.first_of['examples'])}{FIRST_ROW}"
    for column in input_columns(geometry.table):
        if column.repeat or column.kind.align == "left":
            continue
        at = geometry.first_of[column.name]
        cell = f"{letters(at)}{FIRST_ROW}"
        test = f'AND({notes}<>"",{cell}<>"",ISNUMBER(SEARCH(";{column.name}="&{cell}&";",{notes})))'
        pattern = f'"{mark} "{column.kind.number_format.split(";")[0]}' if column.kind.number_format != "General" else "General"
        look = styles.get(italic=True, font_color="#7F6000", num_format=pattern)
        page.conditional_format(*_range(geometry, at, at), {"type": "formula", "criteria": f"={test}", "format": look, "stop_if_true": True})


def _value_formats(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Show a KPI's values as percent where its unit says so, and one decimal of small numbers that have any."""
    unit = f"${letters(geometry.first_of['unit'])}{FIRST_ROW}"
    for column in geometry.table.columns:
        if isinstance(column.kind, KpiValue) and not column.hidden:
            area = _range(geometry, geometry.first_of[column.name], geometry.last_of[column.name])
            cell = f"{letters(geometry.first_of[column.name])}{FIRST_ROW}"
            percent = f'=OR({unit}="%",{unit}="％")'
            page.conditional_format(*area, {"type": "formula", "criteria": percent, "format": styles.get(num_format="0.0%"), "stop_if_true": True})
            broken = f"=AND(ISNUMBER({cell}),ABS(N({cell}))<1000,ROUND(N({cell}),1)<>ROUND(N({cell}),0))"
            page.conditional_format(*area, {"type": "formula", "criteria": broken, "format": styles.get(num_format="#,##0.0")})


def _this_month(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Mark the month that is open now in the headers of targets and actuals."""
    for block in ("target", "actual"):
        first, last = geometry.first_of[block], geometry.last_of[block]
        test = f"=AND(as_of>={letters(first)}${DATE_ROW},as_of<=EOMONTH({letters(first)}${DATE_ROW},0))"
        look = styles.get(bg_color=TODAY, font_color="#FFFFFF")
        page.conditional_format(HEADER_ROW - 1, first - 1, HEADER_ROW - 1, last - 1, {"type": "formula", "criteria": test, "format": look})


def _bars(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Draw the bars from the dates by exclusive conditional formats: done, late, planned; and today's column."""
    first, last = geometry.first_of["calendar"], geometry.last_of["calendar"]
    day = f"{letters(first)}${DATE_ROW}"
    last_day = {"week": f"({day}+6)", "day": day, "month": f"EOMONTH({day},0)"}[geometry.unit]
    cell = {name: f"${letters(geometry.first_of[name])}{FIRST_ROW}" for name in ("start", "end", "state_no", "used_percent")}
    over = f"ISNUMBER({cell['start']}),ISNUMBER({cell['end']}),{cell['start']}<={last_day},{cell['end']}>={day}"
    done_to = f"{cell['start']}+{cell['used_percent']}*({cell['end']}-{cell['start']}+1)"
    late = f"{cell['state_no']}>=5,{cell['state_no']}<=7"
    one_day = f"ISNUMBER({cell['start']}),INT({cell['start']})=INT({cell['end']})"
    rules: tuple[tuple[str, dict[str, Any]], ...] = (
        (f"=AND({over},{cell['state_no']}<=2)", {"bg_color": "#D9D9D9", "font_color": "#595959"}),
        (f"=AND({over},{cell['used_percent']}>0,{day}<{done_to})", {"bg_color": DONE_BAR, "font_color": "#FFFFFF"}),
        (f"=AND({over},{late})", {"bg_color": LATE_BAR, "font_color": "#FFFFFF"}),
        (f"=AND({over},{one_day})", {"bg_color": MILESTONE, "font_color": "#FFFFFF"}),
        (f"=AND({over})", {"bg_color": PLAN_BAR}),
        *(((f"=OR(WEEKDAY({day},2)>5,COUNTIF(free_days,{day})>0)", {"bg_color": "#EDEDED"}),) if geometry.unit == "day" else ()),
    )
    for test, props in rules:
        rule = {"type": "formula", "criteria": test, "format": styles.get(**props), "stop_if_true": True}
        page.conditional_format(*_range(geometry, first, last), rule)
    today = f"=AND(as_of>={day},as_of<={last_day})"
    look = styles.get(bg_color=TODAY, font_color="#FFFFFF", bold=True)
    page.conditional_format(HEADER_ROW - 1, first - 1, HEADER_ROW - 1, last - 1, {"type": "formula", "criteria": today, "format": look})


def _groups(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Let the rows of one tactic read as a group, however they are sorted: a line above the first, the name faded below it."""
    tactic = geometry.first_of["tactic"]
    cell, above = f"${letters(tactic)}{FIRST_ROW}", f"${letters(tactic)}{FIRST_ROW - 1}"
    first = {"type": "formula", "criteria": f'=AND({cell}<>"",{cell}<>{above})', "format": styles.get(top=1, top_color="#1F3864")}
    last = next(slot.number for slot in geometry.slots if slot.column.repeat == "calendar") - 1
    page.conditional_format(
        *_range(geometry, tactic, tactic), {"type": "formula", "criteria": f'=AND({cell}<>"",{cell}={above})', "format": styles.get(font_color="#A6A6A6")}
    )
    page.conditional_format(*_range(geometry, 1, last), first)


def _doubts(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Mark contradictions as they are typed: end before start, an unknown owner, done without 100 %."""
    at = {name: f"${letters(geometry.first_of[name])}{FIRST_ROW}" for name in ("start", "end", "owner", "percent", "status_no")}
    known = f'COUNTIF(people_name,{at["owner"]})+COUNTIF(people_aliases,"*"&{at["owner"]}&"*")'
    tests = (
        ("end", f"=AND(ISNUMBER({at['start']}),ISNUMBER({at['end']}),{at['end']}<{at['start']})"),
        ("owner", f'=AND({at["owner"]}<>"",COUNT(people_ord)>0,{known}=0)'),
        ("percent", f"=AND({at['status_no']}=3,ISNUMBER({at['percent']}),{at['percent']}<1)"),
    )
    for name, test in tests:
        column = geometry.first_of[name]
        look = styles.get(bg_color="#FFC7CE", font_color="#9C0006", bold=True)
        page.conditional_format(*_range(geometry, column, column), {"type": "formula", "criteria": test, "format": look, "stop_if_true": True})


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
        rule = {"type": "formula", "criteria": f"=AND(ISNUMBER({cell}),{test})", "format": styles.tone(code), "stop_if_true": True}
        page.conditional_format(*_range(geometry, first, last), rule)


def _hide_calendar_filters(page: FastSheet, geometry: TableGeometry) -> None:
    """Hide the filter buttons over the narrow calendar columns and the hidden helpers."""
    first = geometry.table.first_column
    page.hidden_filter_buttons = tuple(slot.number - first for slot in geometry.slots if slot.step or slot.column.hidden)


def _output_tab(workbook: Workbook, page: FastSheet, sheet: Sheet, made: Pages, styles: Styles) -> None:
    language = made.plan.language
    if sheet.key == "guide":
        row, column = PICK
        message = {"input_title": text(language, "workbook.guide.card")[:32], "input_message": text(language, "workbook.guide.card.pick")}
        page.data_validation(row - 1, column - 1, row - 1, column - 1, {"validate": "list", "source": "=list_people", "error_type": "warning", **message})
    if sheet.key == "tree":
        rows = made.geometries["kpis"].rows
        tone_words(page, (tree.FIRST - 1, 3, tree.FIRST + rows - 2, 3), "kpi_status", language, styles)
        tone_words(page, (tree.FIRST - 1, 7, tree.FIRST + rows - 2, 7), "trend", language, styles)
        page.set_column(0, 0, None, None, {"hidden": True})
        page.freeze_panes(tree.FIRST - 1, 0)
    if sheet.key == "dashboard":
        charts.add_charts(workbook, page, made)


def _quarter_pages(page: FastSheet, geometry: TableGeometry) -> None:
    """Print a calendar of days on one A3 page a quarter, the first with all columns left of it, the others with what the row is."""
    page.set_print_scale(44)
    page.repeat_columns(0, _FREEZE["actions"] - 1)
    quarters = [slot for slot in geometry.slots if slot.day and slot.day.day == 1 and (slot.day.month - geometry.plan_start.month) % 3 == 0]
    page.set_v_pagebreaks([slot.number - 1 for slot in quarters if slot.step > 1])


def _print(page: FastSheet, sheet: Sheet, made: Pages) -> None:
    if sheet.key != "dashboard":
        page.set_landscape()
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.set_paper(_A4 if sheet.key in ("guide", "tree", "dashboard", "reviews") else _A3)
    page.fit_to_pages(1, 1 if sheet.key in ("overview", "guide") else 0)
    if sheet.key == "actions" and made.plan.calendar == "month":
        page.set_paper(_A4)
    if sheet.key == "actions" and made.plan.calendar == "day":
        _quarter_pages(page, made.geometries["actions"])
    if sheet.key in _SPLITS:
        scale, band = _SPLITS[sheet.key]
        geometry = made.geometries[sheet.key]
        page.set_print_scale(scale)
        page.set_v_pagebreaks([next(slot.number for slot in geometry.slots if slot.column.band == band) - 1])
        page.repeat_columns(0, _FREEZE[sheet.key] - 1)
    for table in sheet.tables[:1]:
        geometry = made.geometries[table.name]
        page.repeat_rows(BAND_TOP - 1, HEADER_ROW - 1)
        shown = [slot.number for one in sheet.tables for slot in made.geometries[one.name].slots if not slot.column.hidden and slot.column.band != "heat"]
        used = max(3, *(len([row for row in made.cells[one.name] if len(row) > 3 and row.get("used", 1)]) for one in sheet.tables))
        last = HEADER_ROW + max(10, min(used + 3, geometry.rows))
        page.print_area(1, 0, last - 1, max(shown) - 1)
    if sheet.key == "overview":
        last_row, last_column = made.canvases["overview"].print_to
        page.print_area(1, 1, last_row - 1, last_column - 1)
    if sheet.key == "guide":
        last_row, last_column = made.canvases["guide"].print_to
        page.print_area(1, 1, last_row - 1, last_column - 1)
    if sheet.key == "dashboard":
        page.print_area(1, 1, charts.BOTTOM, 8)
        page.set_h_pagebreaks([charts.TOP])
    if sheet.key == "tree":
        page.print_area(1, 1, tree.FIRST + max(10, len(made.plan.kpis) + 2), 9)
        page.repeat_rows(tree.FIRST - 2)


BAND_TOP = 4
