"""Several plans in a report workbook: their list, the KGIs with a sparkline each, the KPIs by
status, and what they have together.
"""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from btobsheet.excel.report.charts import plans_chart, statuses_chart
from btobsheet.excel.report.look import Book, Placed
from btobsheet.excel.write.canvases import sparkline
from btobsheet.excel.write.measured import held
from btobsheet.excel.write.sheet import FastSheet
from btobsheet.layout.address import quoted
from btobsheet.reports import numbers
from btobsheet.reports.document import Cell, Column, Document, Table, marked, one_line
from btobsheet.reports.pictures import PlanRow, PlanRows
from btobsheet.reports.sections import last_table, section
from btobsheet.wording import text

MONTHS = 12
FIGURES = ("unit", "actual", "forecast", "annual")
NAME_ROOM = 166.0
"""Pixels that a plan's name has beside the bars of a chart, as a cell with its edges."""
PLAN_ROWS = 19
"""How many rows of the first page its charts take: the names of twelve plans."""
_SPARK_AT = 2 + len(FIGURES)
_SPARK_WIDTH = 110


class Plans:
    """The pages of several plans."""

    def __init__(self, book: Book) -> None:
        """Take the workbook that the pages are added to."""
        self.book = book

    def write(self, plans: Table, picture: PlanRows) -> list[Any]:
        """Write the pages of plans, the worst first; give the charts for the first page."""
        book = self.book
        listed = book.table_page("plans", plans)[1]
        page, kgis = book.table_page("kgis", self._kgis(picture))
        if kgis:
            _sparks(page, kgis)
        statuses = book.table_page("statuses", self._statuses(picture))[1]
        if not listed or not statuses:
            return []
        words = [(marked(part.text, part.tone), part.tone) for part in picture.parts]
        made = [plans_chart(book, listed, statuses)]
        return [*made, statuses_chart(book, statuses, words)] if words else made

    def together(self, document: Document) -> None:
        """Write what the plans have together on one page each, where they have anything."""
        for tab in ("fixes", "sums"):
            heading = text(document.language, f"portfolio.{tab}")
            if table := last_table(section(document, heading)):
                self.book.table_page(tab, table)

    def _kgis(self, picture: PlanRows) -> Table:
        """Give each KGI's figures, and by how much each closed month was off its target."""
        book, say = self.book, self.book.say
        heads = ["plan", "kgi", *FIGURES, "course"]
        columns = [
            Column(say(f"plans.{name}"), "right" if name in FIGURES[1:] else "left", name == "plan")
            for name in heads
        ]
        columns += [Column(say("plans.month", number=at), "right") for at in range(1, MONTHS + 1)]
        rows = tuple(
            (
                Cell(row.name),
                Cell(row.kgi or numbers.NONE),
                *_figures(row, book.language),
                Cell(""),
                *_months(row),
            )
            for row in picture.rows
        )
        return Table(say("kgis"), tuple(columns), rows)

    def _statuses(self, picture: PlanRows) -> Table:
        columns = (
            Column(self.book.say("plans.plan"), wide=True),
            *(Column(marked(part.text, part.tone), "right") for part in picture.parts),
        )
        rows = tuple(
            (
                Cell(held(one_line(row.name), NAME_ROOM)),
                *(Cell(str(count), value=count) for count in row.counts),
            )
            for row in picture.rows
        )
        return Table(self.book.say("statuses"), columns, rows)


def _figures(row: PlanRow, language: str) -> tuple[Cell, ...]:
    one = row.bullet
    values = (one.value, one.forecast, one.target)
    return (
        Cell(row.unit),
        *(Cell(numbers.beside_unit(value, row.unit, language), value=value) for value in values),
    )


def _months(row: PlanRow) -> tuple[Cell, ...]:
    """Give how far each closed month was off its target, as a share of it."""
    found = tuple(Cell(numbers.percent(off), value=off) for off in row.off_target)
    return found or (Cell(numbers.NONE),) * MONTHS


def _sparks(page: FastSheet, kgis: Placed) -> None:
    """Draw each plan's months beside its figures: above 0 over the target, in red below it."""
    page.set_column_pixels(_SPARK_AT, _SPARK_AT, _SPARK_WIDTH)
    rows = range(kgis.first, kgis.last + 1)
    months = (xl_range_abs(row, _SPARK_AT + 1, row, _SPARK_AT + MONTHS) for row in rows)
    drawn = sparkline([f"{quoted(kgis.sheet)}!{cells}" for cells in months])
    drawn["location"] = [xl_rowcol_to_cell(row, _SPARK_AT) for row in rows]
    page.add_sparkline(kgis.first, _SPARK_AT, drawn)  # one call: each looks up a theme's colours
