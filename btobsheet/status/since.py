"""What stands worse, or better, than in an earlier copy, each copy judged by its own months."""

from __future__ import annotations

import datetime as dt

from btobsheet.plan.model import Plan
from btobsheet.quickclass import dataclass
from btobsheet.status.figures import Assessment, KpiFigures
from btobsheet.status.rules import severity

JUDGED = ("missed", "behind", "no_data", "at_risk", "on_track", "achieved")


@dataclass(frozen=True, slots=True)
class Moved:
    """A KPI whose status is another one than before."""

    before: KpiFigures
    after: KpiFigures

    @property
    def worse(self) -> bool:
        """Tell whether it stands worse; to be no longer known is worse than any status."""
        return self.after.status == "no_data" or severity(self.after.status) < severity(
            self.before.status
        )


@dataclass(frozen=True, slots=True)
class Since:
    """What changed its status since an earlier copy, as that stood on a day."""

    day: dt.date
    moved: tuple[Moved, ...]


def since(before: Assessment, after: Assessment) -> Since:
    """Compare two assessments."""
    return Since(before.as_of, moved(before, after))


def moved(before: Assessment, after: Assessment) -> tuple[Moved, ...]:
    """Give the counted KPIs whose status changed between two assessments, the worst first.

    Only those judged in both.
    """
    old = {item.kpi.id: item for item in before.kpis if item.counted and item.status in JUDGED}
    pairs = [
        Moved(old[item.kpi.id], item)
        for item in after.kpis
        if item.counted and item.kpi.id in old and item.status in JUDGED
    ]
    changed = (pair for pair in pairs if pair.before.status != pair.after.status)
    return tuple(sorted(changed, key=lambda pair: (not pair.worse, severity(pair.after.status))))


def day_of(plan: Plan, latest: dt.date) -> dt.date:
    """Give the day an earlier copy is judged on: its own as_of, else the end of the last month
    typed in it; never after ``latest``.
    """
    typed = [
        index for kpi in plan.kpis for index, value in enumerate(kpi.actual) if value is not None
    ]
    ends = [plan.months[max(typed)].last] if typed else []
    return min([latest, *ends, *([plan.settings.as_of] if plan.settings.as_of else [])])
