"""What surrounds the cells: panes, print set-up, conditional formats, charts, protection."""

from __future__ import annotations

import math

from xlsxwriter.workbook import Workbook

from btobsheet.excel.write import charts
from btobsheet.excel.write.action_conditions import LEGEND
from btobsheet.excel.write.canvases import tone_words
from btobsheet.excel.write.conditions import add_conditions
from btobsheet.excel.write.looks import wraps
from btobsheet.excel.write.sheet import FastSheet
from btobsheet.excel.write.styles import Styles
from btobsheet.excel.write.tables import CALENDAR_WIDTHS
from btobsheet.layout.address import quoted
from btobsheet.layout.book import BOOK
from btobsheet.layout.geometry import NUMBER_ROW, TableGeometry
from btobsheet.layout.macros import jump
from btobsheet.layout.pages import Pages
from btobsheet.layout.spec import FIRST_ROW, HEADER_ROW, KEY_ROW, Sheet
from btobsheet.layout.tabs import tree
from btobsheet.layout.tabs.chart_data import CHARTS_BOTTOM, CHARTS_TOP
from btobsheet.layout.twin.personal import PICK
from btobsheet.wording import text

_FREEZE = {
    "operations": 2,
    "tactics": 3,
    "kpis": 3,
    "actions": 3,
    "reviews": 1,
    "costs": 3,
    "settings": 0,
}
_A3, _A4 = 8, 9
_SPARE_PRINTED = 3
# wide tables print on two A3 pages, at this scale, the second one beginning with this band
_SPLITS = {"kpis": (45, "goal"), "tactics": (55, "plan")}
_TAB_COLOURS = {
    "guide": "#1F3864",
    "settings": "#1F3864",
    "operations": "#FFC000",
    "tactics": "#FFC000",
    "kpis": "#FFC000",
    "actions": "#FFC000",
    "reviews": "#FFC000",
    "costs": "#FFC000",
}


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
    if sheet.key != "guide":
        _link_back(page, sheet, language, styles)
    _print(page, sheet, made)
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
    page.set_footer(
        f"&L&8 {_footer(made.plan.settings.title)}&C&8 &A&R&8 "
        f"{text(language, 'workbook.footer.page')} &P / &N"
    )


def _link_back(page: FastSheet, sheet: Sheet, language: str, styles: Styles) -> None:
    """Link each tab to はじめに: beside the bands of an input tab, over the title of an output tab
    (outside its printed area).
    """
    label = text(language, "workbook.back")
    target = f"{quoted(BOOK.sheet('guide').title(language))}!$A$2"
    row, column = (BAND_TOP - 1, 0) if sheet.kind == "input" else (0, 1)
    page.put_formula(
        row,
        column,
        jump(target, f'"{label}"'),
        styles.named("link", font_size=8),
        label,
    )


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
    _row_heights(page, sheet, made)
    for table in sheet.tables:
        geometry = made.geometries[table.name]
        add_conditions(page, geometry, styles)
    if sheet.key == "actions":
        _calendar_legend(page, made.geometries["actions"], styles)


def _calendar_legend(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Explain the calendar's colours over its first columns.

    A word runs on over the cells of its colour.
    """
    at = geometry.first_of["calendar"] - 1
    for name, fill, font in LEGEND:
        words = text(geometry.language, f"workbook.calendar.{name}")
        look = styles.get(bg_color=fill, font_color=font, font_size=9, valign="vcenter")
        columns = math.ceil((_pixels(words) + 10) / CALENDAR_WIDTHS[geometry.unit])
        for column in range(at, at + columns):
            page.put(1, column, words if column == at else None, look)
        at += columns


def _row_heights(page: FastSheet, sheet: Sheet, made: Pages) -> None:
    """Give every row the height its longest wrapped text needs (at 10 pt; a wide character counts
    double).
    """
    needed: dict[int, int] = {}
    for table in sheet.tables:
        wrapped = [
            slot
            for slot in made.geometries[table.name].slots
            if wraps(slot.column.kind) and not slot.column.hidden
        ]
        for row, cells in enumerate(made.cells[table.name], start=FIRST_ROW):
            lines = max(
                (_lines(str(cells.get(slot.field) or ""), slot.column.width) for slot in wrapped),
                default=1,
            )
            needed[row] = max(needed.get(row, 1), min(lines, 8))
    for row, lines in needed.items():
        page.set_row(row - 1, 8 + 15 * lines)


def _lines(words: str, width: int) -> int:
    """Count the lines a text takes in a column (at 10 pt a wide character is some 13.5 px, another
    6.6).
    """
    room = max(width - 12, 20)
    return sum(max(1, math.ceil(_pixels(line) / room)) for line in words.splitlines())


def _pixels(line: str) -> float:
    return sum(13.5 if ord(letter) > 255 else 6.6 for letter in line)


def _output_tab(
    workbook: Workbook, page: FastSheet, sheet: Sheet, made: Pages, styles: Styles
) -> None:
    language = made.plan.language
    if sheet.key == "guide":
        row, column = PICK
        message = {
            "input_title": text(language, "workbook.guide.card")[:32],
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
        rows = made.geometries["kpis"].rows
        tone_words(
            page, (tree.FIRST - 1, 3, tree.FIRST + rows - 2, 3), "kpi_status", language, styles
        )
        tone_words(page, (tree.FIRST - 1, 7, tree.FIRST + rows - 2, 7), "trend", language, styles)
        page.set_column(0, 0, None, None, {"hidden": True})
        page.freeze_panes(tree.FIRST - 1, 0)
    if sheet.key == "dashboard":
        charts.add_charts(workbook, page, made)


def _quarter_pages(page: FastSheet, geometry: TableGeometry) -> None:
    """Print a calendar of days on one A3 page a quarter, each with what the row is.

    The columns left of it on a page before.
    """
    page.set_print_scale(52)
    page.repeat_columns(0, _FREEZE["actions"] - 1)
    quarters = [
        slot
        for slot in geometry.slots
        if slot.day and slot.day.day == 1 and (slot.day.month - geometry.plan_start.month) % 3 == 0
    ]
    page.set_v_pagebreaks([slot.number - 1 for slot in quarters])


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
        page.set_v_pagebreaks(
            [next(slot.number for slot in geometry.slots if slot.column.band == band) - 1]
        )
        page.repeat_columns(0, _FREEZE[sheet.key] - 1)
    for table in sheet.tables[:1]:
        geometry = made.geometries[table.name]
        page.repeat_rows(BAND_TOP - 1, HEADER_ROW - 1)
        shown = [
            slot.number
            for one in sheet.tables
            for slot in made.geometries[one.name].slots
            if not slot.column.hidden and slot.column.band != "heat"
        ]
        used = max(
            geometry.rows if one.name == "settings" else len(getattr(made.plan, one.name))
            for one in sheet.tables
        )
        last = HEADER_ROW + max(
            10,
            min(used + _SPARE_PRINTED, max(made.geometries[one.name].rows for one in sheet.tables)),
        )
        page.print_area(1, 0, last - 1, max(shown) - 1)
    if sheet.key == "overview":
        last_row, last_column = made.canvases["overview"].print_to
        page.print_area(1, 1, last_row - 1, last_column - 1)
    if sheet.key == "guide":
        last_row, last_column = made.canvases["guide"].print_to
        page.print_area(1, 1, last_row - 1, last_column - 1)
    if sheet.key == "dashboard":
        last_row, last_column = made.canvases["dashboard"].print_to
        page.print_area(1, 1, last_row - 1, last_column - 1)
        page.set_h_pagebreaks([CHARTS_TOP, CHARTS_BOTTOM])
    if sheet.key == "tree":
        page.print_area(1, 1, tree.FIRST + max(10, len(made.plan.kpis) + 2), 9)
        page.repeat_rows(tree.FIRST - 2)


BAND_TOP = 4
