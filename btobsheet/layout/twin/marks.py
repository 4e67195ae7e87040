"""The twin of the columns that conditional formats look at: each row has what its marks need, since
not every program looks at other tabs there.
"""

from __future__ import annotations

from btobsheet.layout.kinds import Scalar
from btobsheet.plan.naming import Names
from btobsheet.status.figures import Assessment

Cells = dict[str, Scalar]


def mark_cells(assessment: Assessment) -> dict[str, list[Cells]]:
    """Give these cells of every record, in the plan's order."""
    plan = assessment.plan
    known, settings = Names.of(plan.people), assessment.plan.settings
    kpi: Cells = {
        "closed": assessment.closed_months,
        "fine": settings.on_track,
        "fair": settings.at_risk,
    }
    return {
        "kpis": [kpi for _ in plan.kpis],
        "actions": [
            {"stranger": int(_is_stranger(action.owner, known))} for action in plan.actions
        ],
    }


def _is_stranger(owner: str, known: Names) -> bool:
    """Tell whether an owner is none of the people, where there are any."""
    return bool(known.names and known.name(owner)) and not known.known(owner)
