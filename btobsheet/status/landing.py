"""着地: where the year ends, three ways: the target, the forecast by pace, and what the owner
expects.
"""

from __future__ import annotations

from btobsheet.plan.records import KGI
from btobsheet.quickclass import dataclass
from btobsheet.status.figures import Assessment, Figure, KpiFigures
from btobsheet.status.rules import positive


@dataclass(frozen=True, slots=True)
class Landing:
    """One KPI's year in its unit: ``current`` is the annual target."""

    item: KpiFigures
    current: Figure
    pace: Figure
    outlook: Figure


def on_year(item: KpiFigures) -> Figure:
    """Give where a KPI lands against last year's actual: their quotient, where both are known."""
    before, now = item.kpi.last_year, item.forecast
    if before is None or now is None or not positive(before):
        return None
    return now / before


def landings(assessment: Assessment) -> tuple[Landing, ...]:
    """Give the KGI's landing, and that of every KPI whose owner gave an outlook; the KGI first."""
    found = [
        Landing(item, item.annual, item.forecast, item.kpi.outlook)
        for item in assessment.kpis
        if item.judged
    ]
    kept = [item for item in found if item.item.kpi.scope == KGI or item.outlook is not None]
    return tuple(sorted(kept, key=lambda item: item.item.kpi.scope != KGI))
