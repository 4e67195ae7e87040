"""The figures of one KPI at as_of: what is reached, how it stands, where it heads.

Months are indexes 0…11 in here, numbers 1…12 in what it gives. Rules: figures.md, "A KPI at as_of".
"""

from __future__ import annotations

from itertools import accumulate

from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Settings
from btobsheet.plan.records import Kpi, Months
from btobsheet.quickclass import dataclass
from btobsheet.status.counting import deviation, is_count, is_counted, within_chance
from btobsheet.status.effect import Effect, effect_of
from btobsheet.status.figures import Figure, KpiFigures, MonthFigures
from btobsheet.status.money import spent_of
from btobsheet.status.rules import (
    RED,
    Standing,
    at_least,
    attainment,
    figure,
    has_target,
    kpi_status,
    positive,
    typed,
)
from btobsheet.status.trend import Course, Point, course
from btobsheet.status.values import (
    actual_to_date,
    aggregate,
    annual_figure,
    answered,
    month_values,
    own_values,
    ratio_parts,
    targets_in_effect,
    used_aggregation,
)


@dataclass(frozen=True)
class _Months:
    """A KPI's months: values, effective targets, which are judged (closed, with a value)."""

    effect: Effect
    values: Months
    targets: Months
    closed: range
    judged: tuple[int, ...]
    answered: tuple[int, ...]


def _months(kpi: Kpi, lookup: Lookup, closed: int) -> _Months:
    effect = effect_of(kpi, lookup)
    values = month_values(kpi, lookup, effect)
    over = effect.indexes(closed)
    return _Months(
        effect,
        values,
        targets_in_effect(kpi, lookup, effect),
        over,
        tuple(k for k in over if values[k] is not None),
        answered(kpi, lookup, values, over),
    )


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
    months = _months(kpi, lookup, closed)
    standing = _standing(kpi, lookup, months)
    monthly = tuple(
        MonthFigures(target, value, attainment(value, target, standing.direction))
        for target, value in zip(months.targets, months.values, strict=True)
    )
    moved = _course(kpi, lookup, months, monthly, settings.trend)
    status = kpi_status(kpi, standing, settings)
    return KpiFigures(
        kpi=kpi,
        counted=lookup.kpi_counts(kpi),
        main=lookup.is_main(kpi),
        aggregation=standing.aggregation,
        direction=standing.direction,
        annual=standing.annual,
        monthly=monthly,
        first_month=months.effect.first,
        last_month=months.effect.last,
        months_evaluated=standing.evaluated,
        missing=tuple(k + 1 for k in months.closed if k not in months.answered),
        actual_to_date=standing.actual,
        expected_to_date=standing.expected,
        attainment=standing.attainment,
        status=status,
        within_chance=_within_chance(kpi, lookup, standing, status),
        trend=moved.trend,
        trend_z=moved.z,
        last_change=moved.last_change,
        worsening_streak=moved.worsening_streak,
        forecast=_forecast(kpi, standing, months),
        run_rate=_run_rate(standing, len(months.judged)),
        required_pace=_required_pace(standing),
        delay_months=_delay(standing, months),
        unit_cost=_unit_cost(kpi, lookup, standing),
        against_baseline=_against_baseline(kpi, standing),
    )


def _standing(kpi: Kpi, lookup: Lookup, months: _Months) -> Standing:
    aggregation, direction = used_aggregation(kpi, lookup), kpi.direction or "up"
    actual = actual_to_date(kpi, lookup, months.values, months.judged)
    expected = aggregate(months.targets, months.judged, aggregation)
    evaluated = months.judged[-1] + 1 if months.judged else 0
    return Standing(
        aggregation=aggregation,
        direction=direction,
        months=months.effect.months,
        closed=len(months.closed),
        evaluated=evaluated,
        reached=months.effect.until(evaluated) if evaluated else 0,
        answered=months.effect.until(months.answered[-1] + 1) if months.answered else 0,
        missing=len(months.closed) - len(months.answered),
        targeted=has_target(kpi, months.effect.only(kpi.target)),
        annual=annual_figure(kpi, aggregation, months.effect, months.targets),
        actual=actual,
        expected=expected,
        attainment=attainment(actual, expected, direction),
    )


def _course(
    kpi: Kpi,
    lookup: Lookup,
    months: _Months,
    monthly: tuple[MonthFigures, ...],
    tolerance: float,
) -> Course:
    """Judge how the closed months moved."""
    parts, counted = ratio_parts(kpi, lookup), is_counted(kpi, lookup)
    counts, exposures = months.values, months.targets
    if parts is not None and counted:
        counts, exposures = (own_values(part, lookup) for part in parts)
    points = [
        Point(rate, count, exposure)
        for k in months.judged
        if (rate := monthly[k].attainment) is not None
        and positive(months.targets[k])
        and (count := counts[k]) is not None
        and (exposure := exposures[k]) is not None
        and positive(exposure)
    ]
    rates = typed(monthly[k].attainment for k in months.closed)
    by_count = counted and kpi.direction != "keep"
    return course(rates, points, tolerance, counted=by_count, turned=kpi.direction == "down")


def _within_chance(kpi: Kpi, lookup: Lookup, standing: Standing, status: str) -> bool | None:
    """Tell whether a count's red status is within chance; None for what is not red or no count."""
    if status not in RED or standing.direction == "keep" or not is_count(kpi, lookup):
        return None
    return within_chance(deviation(standing.actual, standing.expected, standing.direction))


def _forecast(kpi: Kpi, standing: Standing, months: _Months) -> Figure:
    """Give where the year ends: at its pace so far, a level at its own."""
    if standing.actual is None or standing.complete:
        return standing.actual
    if standing.aggregation == "latest":
        start = months.effect.until(months.judged[0] + 1)
        first = months.values[months.judged[0]]
        if kpi.baseline is not None:
            start, first = 0, kpi.baseline
        if first is not None and standing.reached > start:
            pace = (standing.actual - first) / (standing.reached - start)
            return figure(standing.actual + pace * (standing.months - standing.reached))
    if standing.annual is None or standing.expected is None or not positive(standing.expected):
        return None
    return figure(standing.annual * standing.actual / standing.expected)


def _run_rate(standing: Standing, count: int) -> Figure:
    if standing.aggregation != "sum" or standing.actual is None:
        return None
    return figure(standing.actual / count * standing.months)


def _required_pace(standing: Standing) -> Figure:
    if (
        not _growing_sum(standing)
        or standing.actual is None
        or standing.annual is None
        or standing.reached == standing.months
    ):
        return None
    left = standing.months - standing.reached
    return figure(max(0.0, standing.annual - standing.actual) / left)


def _delay(standing: Standing, months: _Months) -> Figure:
    """Give the delay in months, only where no month up to m is missing: a gap is not lateness."""
    if (
        not _growing_sum(standing)
        or standing.actual is None
        or len(months.judged) < standing.reached
    ):
        return None
    return delay_months(standing.actual, months.targets, standing.reached)


def _growing_sum(standing: Standing) -> bool:
    return standing.aggregation == "sum" and standing.direction == "up"


def _unit_cost(kpi: Kpi, lookup: Lookup, standing: Standing) -> Figure:
    tactic = lookup.tactics.get(kpi.scope)
    spent = spent_of(tactic, lookup) if tactic else None
    if (
        spent is None
        or standing.aggregation != "sum"
        or standing.actual is None
        or not positive(standing.actual)
    ):
        return None
    return figure(spent / standing.actual)


def _against_baseline(kpi: Kpi, standing: Standing) -> Figure:
    if kpi.baseline is None or standing.actual is None:
        return None
    gained = standing.actual - kpi.baseline
    return figure(-gained if standing.direction == "down" else gained)
