"""The twin of the columns that look the plan's memory up: first targets, first days, slips."""

from __future__ import annotations

from collections.abc import Sequence

from btobsheet.layout.kinds import Scalar, serial
from btobsheet.layout.rows.memory import action_ids, kpi_ids
from btobsheet.layout.twin.kpisteps import shown
from btobsheet.status.figures import Assessment
from btobsheet.status.slips import first_attainment, first_expected, slip

Cells = dict[str, Scalar]


def remembered_cells(assessment: Assessment) -> dict[str, list[Cells]]:
    """Give these cells of every KPI and action, in the plan's order."""
    plan = assessment.plan
    history = plan.history
    kpis, actions = _rows(kpi_ids(history)), _rows(action_ids(history))
    made: list[Cells] = []
    for action in plan.actions:
        start, end = history.first_dates(action.id)
        moved = slip(end, action.end, plan.free_days)
        made.append(
            {
                "hist": actions.get(action.id, 1),
                "first_start": serial(start) if start else "",
                "first_end": serial(end) if end else "",
                "slip": "" if moved is None else moved,
            }
        )
    return {
        "kpis": [
            {
                "hist": kpis.get(item.kpi.id, 1),
                "first_target": shown(history.first_target(item.kpi.id)),
                "agreed": shown(first_expected(item, history, assessment.closed_months)),
                "attainment_first": shown(first_attainment(item, assessment)),
            }
            for item in assessment.kpis
        ],
        "actions": made,
    }


def _rows(ids: Sequence[str]) -> dict[str, int]:
    """Give the rows of ids below a header."""
    return {one: row for row, one in enumerate(ids, start=2)}
