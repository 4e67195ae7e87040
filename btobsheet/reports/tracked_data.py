"""A plan's earlier reports as JSON, in brief: what each KPI stood at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from btobsheet.reports.problems import Json

if TYPE_CHECKING:
    from btobsheet.status.tracking import TrackedReport


def tracked_json(reports: Iterable[TrackedReport]) -> list[Json]:
    """Give reports, oldest first, with their counted KPIs."""
    return [
        {
            "as_of": one.as_of,
            "revision": one.revision,
            "edition": one.edition,
            "closed_months": one.closed_months,
            "progress": one.progress,
            "planned": one.planned,
            "overdue": one.overdue,
            "due_soon": one.due_soon,
            "budget": one.budget,
            "spent": one.spent,
            "kpis": [
                {
                    "id": kpi.id,
                    "status": kpi.status,
                    "attainment": kpi.attainment,
                    "annual_target": kpi.annual,
                    "forecast": kpi.forecast,
                }
                for kpi in one.kpis
                if kpi.counted
            ],
        }
        for one in reports
    ]
