"""The twin of a KPI row's hidden steps: months, typed targets, lines, the last judged months."""

from __future__ import annotations

from btobsheet.layout.kinds import Scalar
from btobsheet.plan.model import Plan
from btobsheet.status.figures import KpiFigures
from btobsheet.wording.words import SHOWN

Cells = dict[str, Scalar]
Figure = float | None


def severity(status: str) -> int:
    """Give a status' rank: 8 for the worst (missed) to 1 (no target)."""
    words = SHOWN["kpi_status"]
    return len(words) - next(index for index, word in enumerate(words) if word.code == status)


def shown(value: Figure) -> Scalar:
    """Give a figure as its cell shows it: a number, or an empty text."""
    return "" if value is None else value


def monthly_cells(item: KpiFigures, plan: Plan) -> Cells:
    """Give the twelve effective targets, values and attainments."""
    cells: Cells = {}
    for month, figures, typed in zip(plan.months, item.monthly, item.kpi.actual, strict=True):
        cells[f"w.{month}"] = shown(typed)
        cells[f"t.{month}"], cells[f"v.{month}"], cells[f"r.{month}"] = (
            shown(figures.target),
            shown(figures.actual),
            shown(figures.attainment),
        )
    return cells


def step_cells(item: KpiFigures, closed: int) -> Cells:
    """Give the cells that formulas fill step by step: typed targets, lines, last judged months."""
    record = item.kpi
    typed = [value for value in record.target if value is not None]
    left = 0.0
    if record.annual_target is not None and len(typed) < 12:
        left = max(0.0, record.annual_target - sum(typed)) / (12 - len(typed))
    judged = [
        (k, figures.attainment)
        for k, figures in enumerate(item.monthly[:closed], start=1)
        if figures.attainment is not None
    ][::-1]
    last = [*judged, *[(0, None)] * 3][:3]
    return {
        "annual_n": shown(record.annual_target),
        "base_n": shown(record.baseline),
        "warn_n": shown(record.warn_line),
        "alarm_n": shown(record.alarm_line),
        "typed": len(typed),
        "typed_sum": sum(typed),
        "fill": left,
        "first": typed[0] if typed else "",
        **{f"k{n}": month for n, (month, _) in enumerate(last, start=1)},
        **{f"r{n}": shown(value) for n, (_, value) in enumerate(last, start=1)},
    }
