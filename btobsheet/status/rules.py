"""The judging rules of figures.md: rounding, attainment, status, order of severity.

Every rule here has a twin in the workbook's formulas, so each comparison of computed figures is
made on the difference rounded to nine decimals, and edges are inclusive.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import copysign, floor, fsum, inf, isfinite

from btobsheet.plan.model import Settings
from btobsheet.plan.records import Kpi, Number
from btobsheet.quickclass import dataclass
from btobsheet.status.figures import Figure
from btobsheet.wording.words import SHOWN

SEVERITY: tuple[str, ...] = tuple(word.code for word in SHOWN["kpi_status"])
"""KPI statuses, worst first."""
COUNTED: tuple[str, ...] = tuple(code for code in SEVERITY if code != "reference")
"""Those that are counted: what is 参考 stands in no count."""
FINE: tuple[str, ...] = ("on_track", "achieved")
"""Statuses that ask for nothing."""
JUDGED: tuple[str, ...] = ("missed", "behind", "no_data", "at_risk", "on_track", "achieved")
"""The statuses of KPIs that were due to be judged."""
STATES: tuple[str, ...] = tuple(word.code for word in SHOWN["action_state"])
"""Action states, in the order in which the first fitting one is taken."""
RED: tuple[str, ...] = ("missed", "behind", "at_risk")
"""The statuses that ask for something to be done."""

# ROUND(d, 9) rounds halves away from zero, so it is negative exactly from -0.0000000005 on
_HALF_STEP = 0.5e-9
_EXACT = 1e15


def at_least(x: float, y: float) -> bool:
    """Tell whether x ≥ y, as ``ROUND(x-y,9)>=0`` tells it."""
    return x - y > -_HALF_STEP


def less(x: float, y: float) -> bool:
    """Tell whether x < y, as ``ROUND(x-y,9)<0`` tells it."""
    return not at_least(x, y)


def positive(x: Figure) -> bool:
    """Tell whether a figure exists and is above 0, rounded likewise."""
    return x is not None and less(0.0, x)


def figure(x: Figure) -> Figure:
    """Give a number as a figure: one beyond what a float holds does not exist."""
    return x if x is not None and isfinite(x) else None


def rounded(x: float, digits: int = 9) -> Figure:
    """Round to so many decimals, halves away from zero as ``ROUND(x,9)`` does, so that what nearly
    cancels out is the same number in every engine.

    One too large to have them stays as it is.
    """
    if not isfinite(x):
        return None
    unit = 10.0**digits
    steps = abs(x) * unit
    if steps >= _EXACT:
        return x
    return copysign(floor(round(steps, 5) + 0.5) / unit, x) + 0.0


def total(values: Iterable[float]) -> float:
    """Sum without a rounding error of its own, alike in every Python.

    Infinite where a float overflows.
    """
    try:
        return fsum(values)
    except OverflowError:
        return inf


def mean(values: Sequence[float]) -> Figure:
    """Give the arithmetic mean, none of nothing."""
    return figure(total(values) / len(values)) if values else None


def typed(values: Iterable[Number]) -> list[float]:
    """Keep the values that are there."""
    return [value for value in values if value is not None]


def attainment(actual: Figure, expected: Figure, direction: str) -> Figure:
    """Compare what was reached with what was expected: 1 = exactly, above 1 better either way."""
    if actual is None or expected is None:
        return None
    if positive(expected):
        share = actual / expected
        if direction == "keep":
            return figure(max(0.0, 1.0 - abs(share - 1.0)))
        return figure(max(0.0, 2.0 - share) if direction == "down" else share)
    if direction == "down":
        return float(at_least(expected, actual))
    return None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a KPI stands.

    ``targeted``: there is something to be judged against.
    ``months`` are in effect in all, ``closed`` of them are over, ``missing`` of these were not
    answered. ``evaluated`` is the last judged month as the plan numbers it; ``reached`` and
    ``answered`` are the last judged and the last answered one, counted in months in effect. The
    figures are those up to it.
    """

    aggregation: str
    direction: str
    months: int
    closed: int
    evaluated: int
    reached: int
    answered: int
    missing: int
    targeted: bool
    annual: Figure
    actual: Figure
    expected: Figure
    attainment: Figure

    @property
    def complete(self) -> bool:
        """Tell whether its year is over."""
        return self.closed == self.months > 0


def has_target(kpi: Kpi, months: Iterable[Number]) -> bool:
    """Tell whether a KPI has anything to be judged against; ``months`` are the targets typed for
    its months in effect.
    """
    return any(
        value is not None for value in (kpi.annual_target, kpi.warn_line, kpi.alarm_line, *months)
    )


def kpi_status(kpi: Kpi, standing: Standing, settings: Settings) -> str:
    """Judge a KPI: the first rule of figures.md that fits."""
    if kpi.is_reference:
        return "reference"
    if not standing.targeted:
        return "no_target"
    if standing.closed == 0:
        return "not_due"
    if _year_reached(standing):
        return "achieved"
    if _unknown(standing, settings.stale_months):
        return "no_data"
    if standing.actual is not None and (kpi.alarm_line is not None or kpi.warn_line is not None):
        return _status_by_lines(kpi, standing, standing.actual)
    if standing.attainment is None:
        return "not_due"
    return _status_by_attainment(standing, standing.attainment, settings)


def _unknown(standing: Standing, stale: int) -> bool:
    """Tell whether too little is typed: nothing, nothing lately, or a finished year with gaps."""
    return (
        (standing.evaluated == 0 and standing.missing > 0)
        or standing.closed - standing.answered >= stale
        or (standing.complete and standing.missing > 0)
    )


def _year_reached(standing: Standing) -> bool:
    """Tell whether the year's target is reached already, as only a growing sum can for good."""
    if (
        standing.aggregation != "sum"
        or standing.direction != "up"
        or standing.actual is None
        or standing.annual is None
    ):
        return False
    return positive(standing.annual) and at_least(standing.actual, standing.annual)


def _status_by_lines(kpi: Kpi, standing: Standing, actual: float) -> str:
    if _worse(actual, kpi.alarm_line, standing.direction):
        return "missed" if standing.complete else "behind"
    if _worse(actual, kpi.warn_line, standing.direction):
        return "at_risk"
    return "achieved" if standing.complete else "on_track"


def _worse(actual: float, line: Number, direction: str) -> bool:
    if line is None:
        return False
    return less(line, actual) if direction == "down" else less(actual, line)


def _status_by_attainment(standing: Standing, reached: float, settings: Settings) -> str:
    if standing.complete:
        needed = settings.on_track if standing.direction == "keep" else 1.0
        return "achieved" if at_least(reached, needed) else "missed"
    if at_least(reached, settings.on_track):
        return "on_track"
    return "at_risk" if at_least(reached, settings.at_risk) else "behind"


def severity(status: str) -> int:
    """Rank a KPI status: 0 is the worst."""
    return SEVERITY.index(status)
