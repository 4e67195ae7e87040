"""The figures of one KPI at as_of: values, effective targets, what is reached, where it heads.

Months are indexes 0…11 in here, numbers 1…12 in what it gives. Rules: figures.md, "A KPI at as_of".
"""

from __future__ import annotations

from itertools import accumulate

from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Settings
from btobsheet.plan.records import Kpi, Months, Number
from btobsheet.status.figures import Figure, KpiFigures, MonthFigures
from btobsheet.status.rules import (
    MONTHS,
    Standing,
    at_least,
    attainment,
    course,
    figure,
    kpi_status,
    mean,
    positive,
    total,
    typed,
)

Parts = tuple[Kpi, Kpi]


def ratio_parts(kpi: Kpi, lookup: Lookup) -> Parts | None:
    """Give the numerator and denominator of a ratio.

    None where one is missing or is itself a ratio.
    """
    if kpi.aggregation != "ratio":
        return None
    above, below = lookup.kpis.get(kpi.numerator), lookup.kpis.get(kpi.denominator)
    if above is None or below is None or "ratio" in (above.aggregation, below.aggregation):
        return None
    return above, below


def used_aggregation(kpi: Kpi, lookup: Lookup) -> str:
    """Give the aggregation a KPI has: blank is a sum, a ratio without its two KPIs a mean."""
    if kpi.aggregation == "ratio":
        return "ratio" if ratio_parts(kpi, lookup) else "mean"
    return kpi.aggregation or "sum"


def month_values(kpi: Kpi, lookup: Lookup) -> Months:
    """Give v(k) of all twelve months, of the open ones too."""
    parts = ratio_parts(kpi, lookup)
    if parts is None:
        return kpi.actual
    return tuple(
        _quotient(above, below)
        for above, below in zip(parts[0].actual, parts[1].actual, strict=True)
    )


def _quotient(above: Number, below: Number) -> Figure:
    return figure(above / below) if above is not None and below else None


def effective_targets(kpi: Kpi, aggregation: str) -> Months:
    """Give t(k): a typed target as it is, a blank one from the annual target or its neighbours."""
    if aggregation == "sum":
        share = _equal_share(kpi)
        return tuple(share if target is None else target for target in kpi.target)
    if aggregation == "latest":
        return _held_targets(kpi)
    return tuple(kpi.annual_target if target is None else target for target in kpi.target)


def _equal_share(kpi: Kpi) -> Figure:
    """Share what the typed months leave of the annual target equally among the blank ones."""
    given = typed(kpi.target)
    if kpi.annual_target is None or len(given) == MONTHS:
        return 0.0
    return figure(max(0.0, kpi.annual_target - total(given)) / (MONTHS - len(given)))


def _held_targets(kpi: Kpi) -> Months:
    """Hold each typed target until the next.

    Without any, ramp from the baseline to the annual target.
    """
    given = typed(kpi.target)
    if given:
        held = accumulate(
            kpi.target, lambda last, target: last if target is None else target, initial=given[0]
        )
        return tuple(held)[1:]
    if kpi.annual_target is None or kpi.baseline is None:
        return (kpi.annual_target,) * MONTHS
    rise = kpi.annual_target - kpi.baseline
    return tuple(figure(kpi.baseline + rise * month / MONTHS) for month in range(1, MONTHS + 1))


def annual_figure(kpi: Kpi, aggregation: str) -> Figure:
    """Give the year's target: typed, else what the typed months sum up to, end with or average."""
    given = typed(kpi.target)
    if kpi.annual_target is not None or not given:
        return kpi.annual_target
    if aggregation == "sum":
        return figure(total(given))
    return given[-1] if aggregation == "latest" else mean(given)


def actual_to_date(kpi: Kpi, lookup: Lookup, values: Months, judged: tuple[int, ...]) -> Figure:
    """Give A over the judged months; a ratio divides sums, it is no mean of monthly rates."""
    if not judged:
        return None
    parts = ratio_parts(kpi, lookup)
    if parts is not None:
        above, below = (total(typed(part.actual[k] for k in judged)) for part in parts)
        return figure(above / below) if positive(abs(below)) else None
    return _aggregate(values, judged, used_aggregation(kpi, lookup))


def expected_to_date(targets: Months, judged: tuple[int, ...], aggregation: str) -> Figure:
    """Give E over the judged months, from the targets that exist."""
    return _aggregate(targets, judged, aggregation)


def _aggregate(series: Months, judged: tuple[int, ...], aggregation: str) -> Figure:
    if not judged:
        return None
    if aggregation == "latest":
        return series[judged[-1]]
    given = typed(series[k] for k in judged)
    return (figure(total(given)) if given else None) if aggregation == "sum" else mean(given)


def delay_months(actual: float, targets: Months, evaluated: int) -> Figure:
    """Give m minus the earned schedule, the months whose targets A has paid; above 0 is late."""
    sums = tuple(accumulate(typed(targets), initial=0.0))
    paid = [months for months, needed in enumerate(sums) if at_least(actual, needed)]
    if not paid:
        return float(evaluated)
    earned = float(paid[-1])
    if paid[-1] < len(sums) - 1:
        # the next month is not paid for, so its target is above 0
        earned += (actual - sums[paid[-1]]) / (sums[paid[-1] + 1] - sums[paid[-1]])
    return figure(evaluated - max(0.0, earned))


def kpi_figures(kpi: Kpi, lookup: Lookup, settings: Settings, closed: int) -> KpiFigures:
    """Compute everything about one KPI after so many closed months (0…12)."""
    values, targets = (
        month_values(kpi, lookup),
        effective_targets(kpi, used_aggregation(kpi, lookup)),
    )
    judged = tuple(k for k in range(closed) if values[k] is not None)
    standing = _standing(kpi, lookup, values, targets, judged, closed)
    monthly = tuple(
        MonthFigures(target, value, attainment(value, target, standing.direction))
        for target, value in zip(targets, values, strict=True)
    )
    moved = course(typed(month.attainment for month in monthly[:closed]), settings.trend)
    return KpiFigures(
        kpi=kpi,
        counted=lookup.kpi_counts(kpi),
        main=lookup.is_main(kpi),
        aggregation=standing.aggregation,
        direction=standing.direction,
        annual=standing.annual,
        monthly=monthly,
        months_evaluated=standing.evaluated,
        missing_months=closed - len(judged),
        actual_to_date=standing.actual,
        expected_to_date=standing.expected,
        attainment=standing.attainment,
        status=kpi_status(kpi, standing, settings),
        trend=moved.trend,
        last_change=moved.last_change,
        worsening_streak=moved.worsening_streak,
        forecast=_forecast(standing),
        run_rate=_run_rate(standing, len(judged)),
        required_pace=_required_pace(standing),
        delay_months=_delay(standing, targets, len(judged)),
        unit_cost=_unit_cost(kpi, lookup, standing),
        against_baseline=_against_baseline(kpi, standing),
    )


def _standing(
    kpi: Kpi, lookup: Lookup, values: Months, targets: Months, judged: tuple[int, ...], closed: int
) -> Standing:
    aggregation, direction = used_aggregation(kpi, lookup), kpi.direction or "up"
    actual, expected = (
        actual_to_date(kpi, lookup, values, judged),
        expected_to_date(targets, judged, aggregation),
    )
    return Standing(
        aggregation=aggregation,
        direction=direction,
        closed=closed,
        evaluated=judged[-1] + 1 if judged else 0,
        annual=annual_figure(kpi, aggregation),
        actual=actual,
        expected=expected,
        attainment=attainment(actual, expected, direction),
    )


def _forecast(standing: Standing) -> Figure:
    if (
        standing.annual is None
        or standing.actual is None
        or standing.expected is None
        or not positive(standing.expected)
    ):
        return None
    return figure(standing.annual * standing.actual / standing.expected)


def _run_rate(standing: Standing, months: int) -> Figure:
    if standing.aggregation != "sum" or standing.actual is None:
        return None
    return figure(standing.actual / months * MONTHS)


def _required_pace(standing: Standing) -> Figure:
    if (
        not _growing_sum(standing)
        or standing.actual is None
        or standing.annual is None
        or standing.evaluated == MONTHS
    ):
        return None
    return figure(max(0.0, standing.annual - standing.actual) / (MONTHS - standing.evaluated))


def _delay(standing: Standing, targets: Months, months: int) -> Figure:
    """Give the delay in months, only where no month up to m is missing: a gap is not lateness."""
    if not _growing_sum(standing) or standing.actual is None or months < standing.evaluated:
        return None
    return delay_months(standing.actual, targets, standing.evaluated)


def _growing_sum(standing: Standing) -> bool:
    return standing.aggregation == "sum" and standing.direction == "up"


def _unit_cost(kpi: Kpi, lookup: Lookup, standing: Standing) -> Figure:
    tactic = lookup.tactics.get(kpi.scope)
    if (
        tactic is None
        or tactic.spent is None
        or standing.aggregation != "sum"
        or standing.actual is None
        or not positive(standing.actual)
    ):
        return None
    return figure(tactic.spent / standing.actual)


def _against_baseline(kpi: Kpi, standing: Standing) -> Figure:
    if kpi.baseline is None or standing.actual is None:
        return None
    gained = standing.actual - kpi.baseline
    return figure(-gained if standing.direction == "down" else gained)
