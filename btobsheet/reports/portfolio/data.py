"""The statuses of several files as JSON: ``btobsheet.portfolio/1``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from btobsheet.reports.data import plain
from btobsheet.reports.portfolio.summary import PlanSummary, worst_first
from btobsheet.reports.portfolio.sums import kgi_totals, same_fixes
from btobsheet.reports.problems import Json

PORTFOLIO_SCHEMA = "btobsheet.portfolio/1"


def portfolio_json(
    plans: Sequence[Json],
    failures: Iterable[Mapping[str, str]] = (),
    summaries: Sequence[PlanSummary] = (),
) -> Json:
    """Put several plans' statuses together, with unreadable files and the totals over all plans;
    of ``summaries`` also the total KGIs, and what is first to fix in several.
    """
    failed = [dict(item) for item in failures]
    return {
        "schema": PORTFOLIO_SCHEMA,
        "plans": list(plans),
        "failures": failed,
        "totals": plain({**_totals(plans, len(failed)), **_together(summaries)}),
    }


def _together(summaries: Sequence[PlanSummary]) -> Json:
    plans = worst_first(summaries)
    return {
        "kgi": [
            {
                "unit": one.unit,
                "start": str(one.start or ""),
                "plans": [plan.file for plan in one.plans],
                "left_out": [plan.file for plan in one.left_out],
                "actual_to_date": one.actual,
                "expected_to_date": one.expected,
                "attainment": one.attainment,
                "forecast": one.forecast,
                "annual_target": one.annual,
            }
            for one in kgi_totals(plans)
        ],
        "fix_first": [
            {
                "tactics": list(one.tactics),
                "kpis": list(one.kpis),
                "plans": [plan.file for plan in one.plans],
            }
            for one in same_fixes(plans)
        ],
    }


def _totals(plans: Sequence[Json], failures: int) -> Json:
    summaries = [found for plan in plans if isinstance(found := plan["summary"], Mapping)]
    return {
        "plans": len(plans),
        "failures": failures,
        "kpi_counts": _added(summaries, "kpi_counts"),
        "action_counts": _added(summaries, "action_counts"),
        **{name: _sum(summaries, name) or 0 for name in ("overdue", "due_soon")},
        **{name: _sum(summaries, name) for name in ("budget", "spent")},
    }


def _added(summaries: Sequence[Mapping[str, object]], name: str) -> Json:
    added: dict[str, int] = {}
    for summary in summaries:
        counts = summary[name]
        if isinstance(counts, Mapping):
            for code, count in counts.items():
                added[code] = added.get(code, 0) + count
    return dict(added)


def _sum(summaries: Sequence[Mapping[str, object]], name: str) -> float | None:
    given = [value for summary in summaries if isinstance(value := summary[name], int | float)]
    return sum(given) if given else None
