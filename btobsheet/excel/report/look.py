"""The looks of a report workbook, and one page of it: cells of a document's table as native numbers
and days, print set-up.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.workbook import Workbook

from btobsheet.excel.write.measured import lines, pixels
from btobsheet.excel.write.sheet import FastSheet
from btobsheet.excel.write.styles import Styles
from btobsheet.layout.address import quoted
from btobsheet.layout.look import LINE, TONES, Tone
from btobsheet.quickclass import dataclass
from btobsheet.reports import numbers
from btobsheet.reports.document import Cell, Column, Table, clean, marked
from btobsheet.wording import text
from btobsheet.wording.forms import number_format

"""Yen from a million on: plain, they would take the room of two columns."""
HEAD_ROW = 3
"""The row of a page's table heads, from 0: above it title, subtitle and a blank row."""
EXCEL_EPOCH = dt.date(1899, 12, 30)
MOST_TEXT = 32_000
MOST_HEIGHT = 12
"""How many lines of a long text a row shows."""
_A4 = 9
_LEAST, _MOST, _MOST_WIDE = 52, 190, 270
_PADDING, _FOOT = 24, 420
_BUTTON = 22
"""Pixels that a filter's button takes in the head of a column."""
_NUMBER = re.compile(r"([^\d]*?)(-?[\d,]+(?:\.(\d+))?)([^\d]*)")


def pattern(cell: Cell, language: str) -> str:
    """Give the number format that shows a value as its text: with unit, as percent, yen or day."""
    if isinstance(cell.value, dt.date):
        return number_format(language, "date")
    if cell.text.endswith("%"):
        return "0.0%"
    if found := _plainly(cell):
        places = "." + "0" * len(found[3]) if found[3] else ""
        return _with_unit(f"#,##0{places}", found[1].strip("+-±"), found[4])
    return number_format(language, "money") if _is_yen(cell) else "#,##0"


def _is_yen(cell: Cell) -> bool:
    return "円" in cell.text or "¥" in cell.text


def _plainly(cell: Cell) -> re.Match[str] | None:
    """Give the parts of a text that is the value itself, not so many ten thousands of it."""
    found = _NUMBER.fullmatch(cell.text)
    if found is None or cell.value is None or isinstance(cell.value, dt.date):
        return None
    least = 0.501 if _is_yen(cell) else 0.051
    off = abs(float(found[2].replace(",", ""))) - abs(cell.value)
    return found if abs(off) <= max(least, abs(cell.value) * 1e-9) else None


def _with_unit(digits: str, before: str, after: str) -> str:
    return "".join(
        f'"{part}"' if at != 1 and part else part
        for at, part in enumerate((before.replace('"', ""), digits, after.replace('"', "")))
    )


def shown(cell: Cell) -> str:
    """Give what a cell shows at its widest: a full number, a day with its year, the marked text."""
    if isinstance(cell.value, dt.date):
        return "2026/12/31 "
    if cell.value is None or cell.text.endswith("%"):
        return marked(cell.text, cell.tone)
    if abs(cell.value) >= numbers.MILLION and _is_yen(cell) and not _plainly(cell):
        return f"{cell.value / 1000:,.0f}千円"
    digits = _NUMBER.fullmatch(cell.text)
    places = len(digits[3] or "") if digits else int("." in cell.text)
    return f"{cell.value:,.0f}" + re.sub(r"[\d,]", "", cell.text) + "0" * places


def serial(day: dt.date) -> int:
    """Give the number that is a day in Excel."""
    return (day - EXCEL_EPOCH).days


def plain(words: str) -> str:
    """Make a text safe and short enough for a cell."""
    return clean(words)[:MOST_TEXT]


@dataclass(frozen=True)
class Placed:
    """Where a table stands on a sheet; rows count from 0."""

    sheet: str
    first: int
    last: int

    def column(self, number: int) -> str:
        """Give a column's cells as a chart takes them."""
        return f"={quoted(self.sheet)}!{xl_range_abs(self.first, number, self.last, number)}"

    def row(self, number: int, first: int, count: int) -> str:
        """Give cells of a row (-1: the heads) as a chart takes them."""
        row = self.first + number
        return f"={quoted(self.sheet)}!{xl_range_abs(row, first, row, first + count - 1)}"


class Book:
    """A report workbook being written, in one language."""

    def __init__(self, workbook: Workbook, language: str, title: str, subtitle: str) -> None:
        """Take the workbook; title and subtitle stand on every page."""
        self.workbook, self.language, self.title, self.subtitle = (
            workbook,
            language,
            plain(title),
            plain(subtitle),
        )
        self.styles = Styles(workbook, language)
        self._tables = 0

    def say(self, key: str, /, **details: object) -> str:
        """Word one text of the report workbook."""
        return text(self.language, f"reportbook.{key}", **details)

    def look(self, tone: Tone = "", **props: Any) -> Format:
        """Give a bordered cell's format, in a tone's colours."""
        colours = {"bg_color": TONES[tone].fill, "font_color": TONES[tone].ink} if tone else {}
        return self.styles.get(border=1, border_color=LINE, valign="vcenter", **colours, **props)

    def page(self, tab: str) -> FastSheet:
        """Add a sheet, set up for A4 across, one page wide."""
        page: FastSheet = self.workbook.add_worksheet(self.say(f"tab.{tab}"), FastSheet)
        page.set_landscape()
        page.set_paper(_A4)
        page.set_margins(0.4, 0.4, 0.5, 0.6)
        page.fit_to_pages(1, 0)
        page.hide_gridlines(2)
        page.set_foot(self.title, self.say("page"), _FOOT)
        return page

    def table_page(self, tab: str, table: Table) -> tuple[FastSheet, Placed | None]:
        """Add a sheet with one table that can be sorted and filtered.

        Where it stands, none where it is empty.
        """
        page = self.page(tab)
        page.put(0, 0, plain(table.caption), self.styles.named("title"))
        page.put(1, 0, self.subtitle, self.styles.named("hint"))
        page.set_row_pixels(0, 30)
        if not table.rows:
            page.put(HEAD_ROW, 0, self.say("empty"), self.styles.named("plain", text_wrap=False))
            return page, None
        page.repeat_rows(HEAD_ROW)
        page.freeze_panes(HEAD_ROW + 1, 1)
        return page, self.table(page, HEAD_ROW, table)

    def table(self, page: FastSheet, row: int, table: Table) -> Placed:
        """Write a table with its filter from a row on; set columns' widths and rows' heights."""
        widths = [
            _width(column, [cells[at] for cells in table.rows])
            for at, column in enumerate(table.columns)
        ]
        for at, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
            page.set_column_pixels(at, at, width)
            page.put(row, at, plain(column.label), self.styles.named("head"))
        page.set_row_pixels(
            row,
            20
            * max(
                lines(column.label, width - _BUTTON)
                for column, width in zip(table.columns, widths, strict=True)
            )
            + 6,
        )
        for at, cells in enumerate(table.rows, start=row + 1):
            self._row(page, at, table.columns, cells, widths)
        last = row + len(table.rows)
        self._tables += 1
        heads = [{"header": head} for head in _heads(table.columns)]
        page.add_table(
            row,
            0,
            last,
            len(widths) - 1,
            {"name": f"table_{self._tables}", "style": None, "columns": heads},
        )
        for at, head in enumerate(heads):  # the table writes its heads without a look
            page.put(row, at, head["header"], self.styles.named("head"))
        return Placed(page.get_name(), row + 1, last)

    def _row(
        self,
        page: FastSheet,
        row: int,
        columns: Sequence[Column],
        cells: Sequence[Cell],
        widths: Sequence[int],
    ) -> None:
        tallest = max(
            lines(marked(cell.text, cell.tone), width) if cell.value is None else 1
            for cell, width in zip(cells, widths, strict=True)
        )
        page.set_row_pixels(row, 19 * min(MOST_HEIGHT, tallest) + 4)
        for at, (column, cell) in enumerate(zip(columns, cells, strict=True)):
            self.cell(page, row, at, cell, column.align == "right")

    def cell(
        self, page: FastSheet, row: int, column: int, cell: Cell, figures: bool = False
    ) -> None:
        """Write one cell: its figure or day where it has one, else its text.

        ``figures``: of a column of figures, where - is a blank.
        """
        if cell.value is None:
            words = "" if figures and cell.text == "-" else plain(marked(cell.text, cell.tone))
            page.put(
                row,
                column,
                words,
                self.look(
                    cell.tone,
                    text_wrap=True,
                    align="right" if figures else "left",
                    indent=int(not figures),
                ),
            )
            return
        value = serial(cell.value) if isinstance(cell.value, dt.date) else cell.value
        page.put(
            row,
            column,
            value,
            self.look(cell.tone, align="right", indent=1, num_format=pattern(cell, self.language)),
        )


def _heads(columns: Iterable[Column]) -> list[str]:
    """Give heads that a table can have: each of them once."""
    found: list[str] = []
    for column in columns:
        head, number = plain(column.label), 1
        while head.lower() in map(str.lower, found):
            number += 1
            head = f"{plain(column.label)} {number}"
        found.append(head)
    return found


def _width(column: Column, cells: Sequence[Cell]) -> int:
    """Give a column's width in pixels: its longest text, of sentences what is comfortable."""
    longest = max((pixels(line) for cell in cells for line in shown(cell).split("\n")), default=0)
    head = (
        max(pixels(word) for word in column.label.split(" "))
        if column.label.isascii()
        else min(pixels(column.label), 60)
    )
    return round(
        min(
            max(longest + _PADDING, head + _BUTTON + 8, _LEAST),
            _MOST_WIDE if column.wide else _MOST,
        )
    )
