"""A report as a workbook to print and to filter: one page that says it all, then every record as a
table, with native charts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from xlsxwriter.workbook import Workbook

from btobsheet.excel.report.charts import (
    axis_form,
    course_chart,
    month_chart,
    people_chart,
    progress_chart,
)
from btobsheet.excel.report.look import HEAD_ROW, Book, Placed, plain
from btobsheet.excel.report.plans import PLAN_ROWS, Plans
from btobsheet.excel.report.summary import Front
from btobsheet.excel.write.package import build_workbook
from btobsheet.excel.write.sheet import FastSheet
from btobsheet.excel.write.styles import OPTIONS
from btobsheet.plan.records import KGI, is_percent_unit
from btobsheet.problems import Problem
from btobsheet.reports.document import Bullets, Cell, Column, Document, KeyFigures, Table
from btobsheet.reports.pictures import Courses, PlanRows
from btobsheet.reports.sections import as_lines, last_table, opening, section
from btobsheet.reports.status import full_tables
from btobsheet.reports.status.headline import main_kgi
from btobsheet.reports.status.next import falling_kpis
from btobsheet.reports.voice import Voice
from btobsheet.status.figures import Assessment, KpiFigures

_CREATED = dt.datetime(2026, 1, 1)
MOST_BARS = 20
MOST_FALLING = 9
MOST_OPERATIONS = 10


def write_report(
    document: Document, assessment: Assessment, problems: Sequence[Problem] = ()
) -> bytes:
    """Give the status report as a workbook: ``document`` has its sentences, the assessment its
    tables; the same input gives the same bytes.
    """
    return build_workbook(
        lambda workbook: _Report(workbook, document, assessment, problems).write(),
        **OPTIONS,
    )


def write_portfolio(document: Document, files: Sequence[tuple[str, str]] = ()) -> bytes:
    """Give a portfolio as a workbook: its totals, its plans, and the unread files with reasons."""
    return build_workbook(
        lambda workbook: _portfolio(workbook, document, files),
        **OPTIONS,
    )


def _book(workbook: Workbook, document: Document) -> Book:
    workbook.set_properties({"title": plain(document.title)[:255], "created": _CREATED})
    return Book(workbook, document.language, document.title, document.subtitle)


class _Report:
    """One plan's report being written.

    The first page is added first and written last: its charts draw from the others' cells.
    """

    def __init__(
        self,
        workbook: Workbook,
        document: Document,
        assessment: Assessment,
        problems: Sequence[Problem],
    ) -> None:
        self.book, self.document, self.problems = _book(workbook, document), document, problems
        self.voice = Voice(assessment, document.language)
        self.falling = falling_kpis(self.voice)
        self.kgi = main_kgi(self.voice)
        self.order = _by_month(self.kgi, self.falling, assessment.kpis)

    def write(self) -> None:
        """Write all pages."""
        voice, book = self.voice, self.book
        front = Front(book)
        book.table_page("kpis", full_tables.kpi_table(voice))
        worse = book.table_page("worse", self._table("worse")) if self.falling else None
        months = book.table_page("months", full_tables.month_table(voice, self.order))[1]
        operations = book.table_page("operations", full_tables.operation_table(voice))[1]
        book.table_page("tactics", full_tables.tactic_table(voice))
        book.table_page("actions", full_tables.action_table(voice))
        people = full_tables.people_table(voice)
        self._people(people, *book.table_page("people", people))
        reviews = self._table("reviews")
        if reviews.rows:
            book.table_page("reviews", reviews)
        book.table_page("findings", full_tables.finding_table(voice, self.problems))
        self._memory()
        self._changes()
        self._course()
        if worse and months:
            self._falling(worse[0], months, worse[1].last if worse[1] else 0)
        self._front(front, months, operations)

    def _table(self, heading: str) -> Table:
        """Give the last table of a section of the document."""
        return last_table(section(self.document, self.voice.say(heading))) or Table("", (), ())

    def _front(self, front: Front, months: Placed | None, operations: Placed | None) -> None:
        voice = self.voice
        figures = [block for block in self.document.blocks if isinstance(block, KeyFigures)]
        front.opening(
            [
                *(block for block in opening(self.document) if not isinstance(block, KeyFigures)),
                *figures[:1],
            ]
        )
        front.charts(
            [
                chart
                for chart in (self._kgi_chart(months), self._progress_chart(operations))
                if chart
            ]
        )
        decisions = as_lines(section(self.document, voice.say("decisions")))
        heading = voice.say("decisions") if decisions else voice.say("unknown")
        right = decisions or as_lines(section(self.document, heading))
        front.halves(
            (voice.say("first_fix"), as_lines(section(self.document, voice.say("first_fix")))),
            (heading, right),
        )
        front.finish()

    def _kgi_chart(self, months: Placed | None) -> Any:
        if (
            months is None
            or self.kgi is None
            or not any(month.target or month.actual for month in self.kgi.monthly)
        ):
            return None
        unit = self.kgi.kpi.unit
        title = self.book.say(
            "chart.kgi_unit" if unit else "chart.kgi",
            kpi=self.kgi.kpi.name or self.kgi.kpi.id,
            unit=unit,
        )
        return self._months(months, 0, title)

    def _progress_chart(self, operations: Placed | None) -> Any:
        """Draw the operations' progress, if any; no more than the first page has room for."""
        found = self.voice.assessment.operations
        if (
            operations is None
            or len(found) > MOST_OPERATIONS
            or all(item.roll.progress is None for item in found)
        ):
            return None
        return progress_chart(
            self.book, operations, (self.voice.say("col_progress"), self.voice.say("col_planned"))
        )

    def _months(self, months: Placed, number: int, title: str) -> Any:
        item = self.order[number]
        largest = max(
            (
                value
                for month in item.monthly
                for value in (month.target, month.actual)
                if value is not None
            ),
            default=0.0,
        )
        return month_chart(
            self.book,
            months,
            number,
            title,
            axis_form(largest, is_percent_unit(item.kpi.unit), self.book.language),
        )

    def _people(self, table: Table, page: FastSheet, placed: Placed | None) -> None:
        """Draw below the table what waits for whom, where anything does."""
        if (
            placed is None
            or not any(cell.value for row in table.rows for cell in row[4:7])
            or len(table.rows) > MOST_BARS
        ):
            return
        chart = people_chart(self.book, placed, [column.label for column in table.columns[4:7]])
        chart.set_size({"width": 760, "height": 120 + 26 * len(table.rows)})
        page.insert_chart(placed.last + 2, 0, chart, {"object_position": 1, "x_offset": 2})
        page.fit_to_pages(1, 1)

    def _falling(self, page: FastSheet, months: Placed, last: int) -> None:
        """Draw the months of the KPIs that get worse, below their table, two side by side."""
        page.fit_to_pages(1, 1)
        for at, item in enumerate(self.falling[:MOST_FALLING]):
            chart = self._months(months, self.order.index(item), self.voice.name(item.kpi.id))
            chart.set_size({"width": 430, "height": 230})
            row, side = divmod(at, 2)
            page.insert_chart(
                last + 2 + row * 12, 0, chart, {"object_position": 1, "x_offset": 2 + side * 440}
            )

    def _course(self) -> None:
        """Show how forecasts moved from report to report, where reports were tracked: every point,
        and beside them the first KPI's as a chart.
        """
        found = next((one for one in self.document.blocks if isinstance(one, Courses)), None)
        if found is None:
            return
        from btobsheet.reports.status.course import course_table  # lazy door: as above

        page, placed = self.book.table_page("course", course_table(self.voice, found))
        if placed:
            first = found.charts[0]
            rows = Placed(placed.sheet, placed.first, placed.first + len(first.days) - 1)
            chart = course_chart(self.book, rows, found)
            chart.set_size({"width": 560, "height": 300})
            page.insert_chart(HEAD_ROW, 6, chart, {"object_position": 1})

    def _memory(self) -> None:
        """Tell what was approved and closed, and what has changed since, where anything was."""
        said = [
            line
            for heading in ("agreed", "closing")
            for line in as_lines(section(self.document, self.voice.say(heading)))
        ]
        if said:
            columns = (Column(self.book.say("col_memory"), wide=True),)
            rows = tuple((Cell(line),) for line in said)
            self.book.table_page("memory", Table(self.book.say("memory"), columns, rows))

    def _changes(self) -> None:
        said = [
            item
            for block in section(self.document, self.voice.say("changes"))
            if isinstance(block, Bullets)
            for item in block.items
        ]
        if said:
            columns = (Column(self.book.say("col_change"), wide=True),)
            self.book.table_page(
                "changes",
                Table(self.book.say("changes"), columns, tuple((Cell(item),) for item in said)),
            )


def _by_month(
    kgi: KpiFigures | None, falling: Sequence[KpiFigures], kpis: Sequence[KpiFigures]
) -> list[KpiFigures]:
    """Order the counted KPIs for the table by month: KGI first, for the first page draws it."""
    counted = [item for item in kpis if item.counted]
    return sorted(
        counted, key=lambda item: (item is not kgi, item.kpi.scope != KGI, item not in falling)
    )


def _portfolio(workbook: Workbook, document: Document, files: Sequence[tuple[str, str]]) -> None:
    book = _book(workbook, document)
    front, pages = Front(book), Plans(book)
    tables = [block for block in document.blocks if isinstance(block, Table)]
    shown = next((block for block in document.blocks if isinstance(block, PlanRows)), None)
    charts = pages.write(tables[-1], shown) if tables and shown else []
    pages.together(document)
    if files:
        columns = (
            Column(book.say("col_file"), wide=True),
            Column(book.say("col_reason"), wide=True),
        )
        book.table_page(
            "files",
            Table(
                book.say("files"),
                columns,
                tuple((Cell(file), Cell(reason)) for file, reason in files),
            ),
        )
    front.opening(document.blocks)
    front.charts(charts, PLAN_ROWS)
    front.finish()
