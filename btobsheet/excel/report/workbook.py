"""A report as a workbook to print, and on request every record as a table to filter and to go on
computing with.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from xlsxwriter.workbook import Workbook

from btobsheet.excel.report.below import people_page, worse_page
from btobsheet.excel.report.charts import course_chart
from btobsheet.excel.report.first import First
from btobsheet.excel.report.kpis import kpi_page
from btobsheet.excel.report.look import HEAD_ROW, Book, Placed, plain
from btobsheet.excel.report.plans import PLAN_ROWS, Plans
from btobsheet.excel.report.summary import Front
from btobsheet.excel.write.package import build_workbook
from btobsheet.excel.write.styles import OPTIONS
from btobsheet.problems import Problem
from btobsheet.reports.document import Block, Bullets, Cell, Column, Document, Table
from btobsheet.reports.pictures import Courses, PlanRows
from btobsheet.reports.sections import last_table, section
from btobsheet.reports.status import full_tables
from btobsheet.reports.status.short import memory_lines
from btobsheet.reports.voice import Voice
from btobsheet.status.figures import Assessment

_CREATED = dt.datetime(2026, 1, 1)


def write_report(
    document: Document,
    assessment: Assessment,
    problems: Sequence[Problem] = (),
    *,
    full: bool = False,
) -> bytes:
    """Give the status report as a workbook: ``document`` has its sentences, the assessment its
    tables; the same input gives the same bytes. ``full``: with every record as a table.
    """
    return build_workbook(
        lambda workbook: _Report(workbook, document, assessment, problems).write(full=full),
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
    """One plan's report being written: four printed pages, what was asked for beside, and the
    tables where all is wanted.
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

    def write(self, *, full: bool) -> None:
        """Write all pages."""
        book, voice = self.book, self.voice
        First(book, self.document, voice).write()
        kpi_page(book, voice)
        worse_page(book, voice, self._under("worse"))
        people_page(book, voice, self._under("unknown"))
        if full:
            self._tables()
        self._changes()
        self._course()

    def _under(self, heading: str) -> tuple[Block, ...]:
        return section(self.document, self.voice.say(heading))

    def _tables(self) -> None:
        """Write every record as tables that can be sorted and filtered."""
        voice, book = self.voice, self.book
        kpis = [item for item in voice.assessment.kpis if item.counted]
        book.table_page("kpi_table", full_tables.kpi_table(voice))
        book.table_page("months", full_tables.month_table(voice, kpis))
        book.table_page("operations", full_tables.operation_table(voice))
        book.table_page("tactics", full_tables.tactic_table(voice))
        book.table_page("actions", full_tables.action_table(voice))
        book.table_page("people_table", full_tables.people_table(voice))
        reviews = last_table(self._under("reviews"))
        if reviews and reviews.rows:
            book.table_page("reviews", reviews)
        book.table_page("findings", full_tables.finding_table(voice, self.problems))
        memory = memory_lines(voice)
        if memory:
            columns = (Column(book.say("col_memory"), wide=True),)
            rows = tuple((Cell(line),) for line in memory)
            book.table_page("memory", Table(book.say("memory"), columns, rows))

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
