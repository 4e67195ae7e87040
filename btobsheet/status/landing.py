"""着地: where the year ends, four ways: the first target, today's target, the forecast by pace, and
what the owner expects.
"""

from __future__ import annotations

from collections.abc import Mapping

from btobsheet.plan.records import KGI
from btobsheet.quickclass import dataclass
from btobsheet.status.figures import Assessment, Figure, KpiFigures


@dataclass(frozen=True, slots=True)
class Landing:
    """One KPI's year in its unit: ``first`` is the annual target as made, ``current`` today's."""

    item: KpiFigures
    first: Figure
    current: Figure
    pace: Figure
    outlook: Figure

    @property
    def moved(self) -> bool:
        """Tell whether the target was changed since the workbook was made."""
        return (
            self.first is not None
            and self.current is not None
            and round(self.first - self.current, 9) != 0
        )


def landings(assessment: Assessment, first: Mapping[str, float]) -> tuple[Landing, ...]:
    """Give the KGI's landing, and that of every KPI whose owner gave an outlook or whose target was
    changed; the KGI first.

    ``first`` holds the annual targets of the workbook as it was made, by KPI.
    """
    found = [_landing(item, first.get(item.kpi.id)) for item in assessment.kpis if item.counted]
    kept = [
        item
        for item in found
        if item.item.kpi.scope == KGI or item.outlook is not None or item.moved
    ]
    return tuple(sorted(kept, key=lambda item: item.item.kpi.scope != KGI))


def _landing(item: KpiFigures, first: Figure) -> Landing:
    return Landing(item, first, item.annual, item.forecast, item.kpi.outlook)
