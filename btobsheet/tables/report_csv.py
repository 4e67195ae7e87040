"""Reports as one CSV table: the KPIs of a plan, or the plans of a portfolio.

UTF-8 with the mark that Excel needs, column names and codes as in JSON.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from btobsheet.reports.portfolio.summary import PlanSummary, worst_first
from btobsheet.status.figures import Assessment
from btobsheet.status.rules import COUNTED, STATES
from btobsheet.tables.csvs import csv_text
from btobsheet.tables.frames import Table, figure_tables

_PLAIN = (
    *(
        "file",
        "title",
        "company",
        "language",
        "as_of",
        "closed_months",
        "kgi",
        "kgi_status",
        "attainment",
        "forecast",
        "annual",
        "progress",
        "planned",
    ),
    *("overdue", "due_soon", "missing", "budget", "spent", "worst_tactic", "worst_kpi", "errors"),
)
_LAST = ("last_on", "last_attainment")


def kpi_csv(assessment: Assessment, file: str) -> bytes:
    """Give one row a KPI, with the plan it is of: file, title and day first."""
    kpis = figure_tables(assessment)["kpis"]
    plan: Mapping[str, object] = {
        "file": file,
        "title": assessment.plan.settings.title,
        "as_of": assessment.as_of,
        "closed_months": assessment.closed_months,
    }
    return _encoded((*plan, *kpis.types), [{**plan, **row} for row in kpis.rows])


def portfolio_csv(plans: Sequence[PlanSummary]) -> bytes:
    """Give one row a plan, the worst first.

    The counts of KPIs by status and of actions by state have a column each; so have the day and the
    KGI's attainment of the last tracked report, where any plan has one.
    """
    counted = (*(f"kpis.{code}" for code in COUNTED), *(f"actions.{code}" for code in STATES))
    last = _LAST if any(plan.last_on for plan in plans) else ()
    return _encoded((*_PLAIN, *counted, *last), [_row(plan) for plan in worst_first(plans)])


def _row(plan: PlanSummary) -> dict[str, object]:
    counts: dict[str, object] = {f"kpis.{code}": plan.kpi_counts.get(code, 0) for code in COUNTED}
    counts |= {f"actions.{code}": plan.action_counts.get(code, 0) for code in STATES}
    return {name: getattr(plan, name) for name in (*_PLAIN, *_LAST)} | counts


def _encoded(names: Sequence[str], rows: Sequence[Mapping[str, object]]) -> bytes:
    return csv_text(Table(dict.fromkeys(names, ""), rows)).encode("utf-8-sig")
