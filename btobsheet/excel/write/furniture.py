"""What surrounds the cells: panes, conditional formats, charts, protection."""

from __future__ import annotations

from xlsxwriter.workbook import Workbook

from btobsheet.excel.write import charts
from btobsheet.excel.write.calendar import BAND_ROW, furnish_calendar
from btobsheet.excel.write.conditions import add_conditions
from btobsheet.excel.write.heights import row_heights
from btobsheet.excel.write.printing import FROZEN, set_print
from btobsheet.excel.write.sheet import FastSheet
from btobsheet.excel.write.styles import Styles
from btobsheet.layout.address import quoted
from btobsheet.layout.book import BOOK
from btobsheet.layout.geometry import DATE_ROW, NUMBER_ROW
from btobsheet.layout.look import NAVY, PLAN_BAR, SMALL
from btobsheet.layout.macros import jump
from btobsheet.layout.pages import Pages
from btobsheet.layout.spec import HEADER_ROW, KEY_ROW, Sheet
from btobsheet.layout.tabs import catalogue, goal_steps
from btobsheet.layout.tabs.tree_lines import HEAD
from btobsheet.layout.twin.personal import PICK
from btobsheet.wording import text

_TAB_COLOURS = {
    "guide": NAVY,
    "settings": NAVY,
    "operations": "#FFC000",
    "tactics": "#FFC000",
    "kpis": "#FFC000",
    "actions": "#FFC000",
    "reviews": "#FFC000",
    "costs": "#FFC000",
    "overview": PLAN_BAR,
    "goal": PLAN_BAR,
    "tree": PLAN_BAR,
    "dashboard": PLAN_BAR,
}
_BETWEEN, _FOOT = 12, 400
"""Pixels between tables side by side, and those that a plan's title takes at the foot of a page."""


_LOW = "kpis"
"""Above its rows stands as little as possible: the hint beside the title, the link in the band."""
_HINT_ROW = KEY_ROW + 2
_HINT_AT = {"operations": (_HINT_ROW, 3), "tactics": (_HINT_ROW, 3), _LOW: (KEY_ROW + 1, 4)}
"""Where the hint leaves room for the link before it, else in the first column."""
_LINK_AT = {"operations": _HINT_ROW, "tactics": _HINT_ROW, _LOW: BAND_ROW, "actions": BAND_ROW}
"""The row of the link, else that of the dates."""
_LOW_HEADS = {KEY_ROW + 1: 21, BAND_ROW: 15, HEADER_ROW: 27}


def furnish(
    workbook: Workbook, page: FastSheet, sheet: Sheet, made: Pages, styles: Styles, protect: bool
) -> None:
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
    if sheet.key not in ("guide", "catalogue"):
        _link_back(page, sheet, language, styles)
    heights = row_heights(sheet, made)
    for row, height in heights.items():
        page.set_row(row - 1, height)
    set_print(page, sheet, made, heights)
    page.hide_gridlines(2)
    if protect or sheet.kind == "output":
        page.protect(
            "",
            {
                "format_columns": True,
                "format_rows": True,
                "sort": True,
                "autofilter": True,
                "insert_rows": True,
                "objects": True,
            },
        )
    if sheet.key == "guide":
        page.activate()
        page.set_first_sheet()
    page.set_foot(made.plan.settings.title, text(language, "workbook.footer.page"), _FOOT)


def _link_back(page: FastSheet, sheet: Sheet, language: str, styles: Styles) -> None:
    """Link each tab to はじめに: where an input tab has room at its left, over the title of an
    output tab (outside its printed area).
    """
    label = text(language, "workbook.back")
    target = f"{quoted(BOOK.sheet('guide').title(language))}!$A$2"
    row, column = _LINK_AT.get(sheet.key, DATE_ROW) - 1, 1
    if sheet.kind == "input":
        column = _first_seen(sheet)
    else:
        row = 0
    page.put_formula(
        row,
        column,
        jump(target, f'"{label}"'),
        styles.named("link", font_size=SMALL),
        label,
    )


def _first_seen(sheet: Sheet) -> int:
    """Give the first column that people see, counted from 0."""
    return next(at for at, one in enumerate(sheet.tables[0].columns) if one.is_seen)


def _input_tab(page: FastSheet, sheet: Sheet, made: Pages, styles: Styles) -> None:
    language = made.plan.language
    at = _first_seen(sheet)
    page.put(1, at, text(language, f"workbook.title.{sheet.key}"), styles.named("title"))
    row, column = _HINT_AT.get(sheet.key, (_HINT_ROW, at + 1))
    page.put(
        row - 1, column - 1, text(language, f"workbook.hint.{sheet.key}"), styles.named("hint")
    )
    page.set_row(KEY_ROW - 1, None, None, {"hidden": True})
    page.set_row(NUMBER_ROW - 1, None, None, {"hidden": True})
    page.set_row(1, 26)
    page.set_row(HEADER_ROW - 1, 40)
    if sheet.key in _HINT_AT:
        page.set_row(DATE_ROW - 1, None, None, {"hidden": True})
    if sheet.key == _LOW:
        _low_heads(page)
    page.freeze_panes(HEADER_ROW, FROZEN[sheet.key])
    for table in sheet.tables:
        geometry = made.geometries[table.name]
        add_conditions(page, geometry, styles)
        if table.first_column > 1:
            page.set_column_pixels(table.first_column - 2, table.first_column - 2, _BETWEEN)
    if sheet.key == "actions":
        furnish_calendar(page, made, styles)


def _low_heads(page: FastSheet) -> None:
    """Leave as much of a screen as possible to the rows: each header names its month."""
    for row, height in _LOW_HEADS.items():
        page.set_row(row - 1, height)
    page.set_row(_HINT_ROW - 1, None, None, {"hidden": True})


def _output_tab(
    workbook: Workbook, page: FastSheet, sheet: Sheet, made: Pages, styles: Styles
) -> None:
    language = made.plan.language
    if sheet.key == "guide":
        row, column = PICK
        message = {
            "input_title": text(language, "workbook.guide.name")[:32],
            "input_message": text(language, "workbook.guide.card.pick"),
        }
        page.data_validation(
            row - 1,
            column - 1,
            row - 1,
            column - 1,
            {"validate": "list", "source": "=list_people", "error_type": "warning", **message},
        )
    if sheet.key == "tree":
        page.freeze_panes(HEAD, 0)
    if sheet.key == "goal":
        page.freeze_panes(goal_steps.HEAD, 2)
    if sheet.key == "catalogue":
        last_row, last_column = catalogue.corner(made.canvases["catalogue"])
        page.freeze_panes(catalogue.FIRST - 1, catalogue.NAME)
        page.autofilter(catalogue.FIRST - 2, 1, last_row - 1, last_column - 1)
    if sheet.key in made.canvases:
        charts.draw_charts(workbook, page, made.canvases[sheet.key], language)
