"""Reports that are files (Excel, PowerPoint, CSV) and reports on many workbooks: a door like :mod:`btobsheet.api`, above it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from btobsheet import api
from btobsheet.plan.model import Plan
from btobsheet.problems import UsageError, problem

if TYPE_CHECKING:
    from btobsheet.reports.document import Document
    from btobsheet.reports.portfolio import Portfolio
    from btobsheet.status.figures import Assessment
    from btobsheet.survey import Seen

FILE_FORMATS = ("xlsx", "pptx", "csv")
STATUS_FORMATS = (*api.FORMATS, *FILE_FORMATS)
PORTFOLIO_FORMATS = (*api.FORMATS, "xlsx", "csv")


def report_file(reading: api.Reading, format: str, *, as_of: dt.date | None = None, since: Plan | None = None, language: str = "") -> bytes:
    """Give the status report of one plan as a workbook (xlsx), slides (pptx) or a table of KPIs (csv); UsageError E046 for another format."""
    assessment = api.assess(reading.plan, as_of)
    if format == "csv":
        from btobsheet.reportcsv import kpi_csv  # lazy door

        return kpi_csv(assessment, reading.file)
    document = api.status_document(reading, assessment, since=since, language=language)
    if format == "xlsx":
        from btobsheet.excel.report.workbook import write_report  # lazy door

        return write_report(document, assessment, reading.problems)
    if format == "pptx":
        return _slides()(document, assessment)
    raise UsageError(problem("E046", value=format, formats=", ".join(FILE_FORMATS)))


def _slides() -> Callable[[Document, Assessment], bytes]:
    """Give what makes slides; UsageError E063 where python-pptx, an extra, is not installed."""
    try:
        from btobsheet.reports.render.pptx.slides import slides  # lazy door
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "pptx":
            raise
        raise UsageError(problem("E063")) from None
    return slides


def survey(files: Sequence[str], today: dt.date, *, as_of: dt.date | None = None, full: bool = False, language: str = "", processes: int = 0) -> Iterator[Seen]:
    """Read and judge many workbooks in several processes; yield what each gave, in their order (``full``: with its status as JSON).

    The day is ``as_of``, else the workbook's own, else ``today``.
    """
    from btobsheet.survey import Task  # lazy door
    from btobsheet.survey import survey as read_all  # lazy door

    return read_all(files, Task(today, as_of, full, language), processes)


def portfolio_report(portfolio: Portfolio, format: str = "text", *, language: str = "ja", width: int = 100, colour: bool = False) -> str | bytes:
    """Report on several plans as text, md or html, or as a file (csv); UsageError E046 for another format."""
    if format == "csv":
        from btobsheet.reportcsv import portfolio_csv  # lazy door

        return portfolio_csv(portfolio.plans)
    from btobsheet.reports.portfolio import compose_portfolio, no_plan  # lazy door

    document = compose_portfolio(portfolio, language)
    if format == "xlsx":
        from btobsheet.excel.report.workbook import write_portfolio  # lazy door

        return write_portfolio(document, [*portfolio.failures, *((file, no_plan(language)) for file in portfolio.left_out)])
    return api.render(document, format, width=width, colour=colour)
