"""What makes the reports that are more than a document: data, workbooks, slides, tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from btobsheet.problems import UsageError, problem

if TYPE_CHECKING:
    from btobsheet.api.reports import PlanReport
    from btobsheet.reports.portfolio.summary import Portfolio


def plan_json(report: PlanReport) -> str:
    """Give the status as JSON text."""
    from btobsheet.reports.data import dumps

    return dumps(report.data())


def plan_csv(report: PlanReport) -> bytes:
    """Give the plan's KPIs as one table."""
    from btobsheet.tables.report_csv import kpi_csv

    return kpi_csv(report.assessment, report.reading.file)


def plan_xlsx(report: PlanReport) -> bytes:
    """Give the report as a workbook of values."""
    from btobsheet.excel.report.workbook import write_report

    problems = report.reading.problems
    return write_report(report.document(), report.assessment, problems, full=report.full)


def plan_pptx(report: PlanReport) -> bytes:
    """Give the report as slides; UsageError E063 where python-pptx, an extra, is not installed."""
    try:
        from btobsheet.reports.render.pptx.slides import slides
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "pptx":
            raise
        raise UsageError(problem("E063")) from None
    return slides(report.document(), report.assessment)


def portfolio_csv(portfolio: Portfolio, language: str) -> bytes:
    """Give the plans as one table."""
    from btobsheet.tables.report_csv import portfolio_csv as make

    return make(portfolio.plans)


def portfolio_xlsx(portfolio: Portfolio, language: str) -> bytes:
    """Give the portfolio as a workbook, with the files that are not in it."""
    from btobsheet.excel.report.workbook import write_portfolio
    from btobsheet.reports.portfolio.compose import compose_portfolio
    from btobsheet.reports.portfolio.words import no_plan

    left_out = ((file, no_plan(language)) for file in portfolio.left_out)
    document = compose_portfolio(portfolio, language)
    return write_portfolio(document, [*portfolio.failures, *left_out])
