"""The twin of the columns behind a KPI's trend: its points, their range, what was counted."""

from __future__ import annotations

from btobsheet.layout.kinds import Scalar
from btobsheet.layout.twin.kpisteps import shown
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan
from btobsheet.status.counting import is_count, is_counted
from btobsheet.status.figures import KpiFigures
from btobsheet.status.rules import positive
from btobsheet.status.trend import LEAST_COUNTED, RECENT, Point, shared, step_of
from btobsheet.status.values import own_values, ratio_parts

Cells = dict[str, Scalar]


def course_cells(item: KpiFigures, plan: Plan, lookup: Lookup, closed: int) -> Cells:
    """Give these cells of one KPI."""
    record = item.kpi
    counted = is_counted(record, lookup)
    counts, exposures = _series(item, lookup, counted)
    points: dict[int, Point] = {}
    cells: Cells = {}
    carried: float | None = None
    for k, month in enumerate(plan.months):
        figures, exposure = item.monthly[k], exposures[k]
        rate = figures.attainment if k < closed else None
        holds = positive(figures.target) and positive(exposure)
        rate = rate if holds and figures.target is not None else None
        cells[f"q.{month}"] = shown(rate)
        moved = abs(rate - carried) if rate is not None and carried is not None else 0
        carried = carried if rate is None else rate
        cells[f"g.{month}"] = moved
        if rate is not None:
            points[k] = Point(rate, counts[k] or 0.0, exposures[k] or 0.0)
    by_count = counted and item.direction != "keep" and len(points) >= LEAST_COUNTED
    hits, share = shared([*points.values()]) if by_count else (None, None)
    recent = [*points][-RECENT:]
    return cells | {
        "tally": int(is_count(record, lookup)),
        "counting": int(counted),
        "u_n": len(points),
        "u1": recent[-1] + 1 if recent else 0,
        "u2": recent[0] + 1 if len(recent) > 1 else 0,
        "step": shown(step_of([*points.values()])),
        "hits": shown(hits),
        "late_share": shown(share),
        "z": shown(item.trend_z),
        "chance": "" if item.within_chance is None else int(item.within_chance),
    }


def _series(
    item: KpiFigures, lookup: Lookup, counted: bool
) -> tuple[tuple[float | None, ...], tuple[float | None, ...]]:
    """Give what was counted and what that follows: of a ratio of counts its two KPIs."""
    parts = ratio_parts(item.kpi, lookup)
    if parts is not None and counted:
        return own_values(parts[0], lookup), own_values(parts[1], lookup)
    return (
        tuple(month.actual for month in item.monthly),
        tuple(month.target for month in item.monthly),
    )
