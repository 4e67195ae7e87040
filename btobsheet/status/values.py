"""A KPI's values and targets month by month, and what they add up to.

Months are indexes 0…11 in here. Rules: figures.md, "A KPI at as_of".
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

from btobsheet.plan.lookup import Lookup
from btobsheet.plan.records import Kpi, Months, Number
from btobsheet.status.effect import WHOLE, Effect, effect_of
from btobsheet.status.figures import Figure
from btobsheet.status.rules import figure, mean, positive, total, typed

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


def own_values(kpi: Kpi, lookup: Lookup) -> Months:
    """Give the typed actuals of the months in effect."""
    return effect_of(kpi, lookup).only(kpi.actual)


def month_values(kpi: Kpi, lookup: Lookup, effect: Effect = WHOLE) -> Months:
    """Give v(k) of the months in effect, of the open ones too."""
    parts = ratio_parts(kpi, lookup)
    if parts is None:
        return effect.only(kpi.actual)
    above, below = (own_values(part, lookup) for part in parts)
    return effect.only(tuple(map(_quotient, above, below)))


def _quotient(above: Number, below: Number) -> Figure:
    return figure(above / below) if above is not None and below else None


def answered(kpi: Kpi, lookup: Lookup, values: Months, judged: Iterable[int]) -> tuple[int, ...]:
    """Give those of the months that are answered: with a value, or with nothing to count (－, or a
    ratio whose denominator is 0).
    """
    parts = ratio_parts(kpi, lookup)
    silent = _nothing(kpi, lookup)
    zero = frozenset[int]()
    if parts is not None:
        above, below = (own_values(part, lookup) for part in parts)
        zero = frozenset(k for k in range(12) if above[k] is not None and below[k] is not None)
        silent |= _nothing(parts[0], lookup) | _nothing(parts[1], lookup)
    return tuple(k for k in judged if values[k] is not None or k in zero or k in silent)


def _nothing(kpi: Kpi, lookup: Lookup) -> frozenset[int]:
    """Give the months in effect in which － was typed."""
    if not kpi.nothing:
        return frozenset()
    months = [str(lookup.start.plus(k)) for k in range(12)]
    return frozenset(k for k in effect_of(kpi, lookup).indexes() if months[k] in kpi.nothing)


def effective_targets(kpi: Kpi, aggregation: str, effect: Effect = WHOLE) -> Months:
    """Give t(k): a typed target as it is, a blank one from the annual target or its neighbours.

    Of months in effect only.
    """
    own = effect.only(kpi.target)
    if aggregation == "sum":
        blank = (_equal_share(kpi, typed(own), effect.months),) * len(own)
    elif aggregation == "latest":
        blank = _held_targets(kpi, own, effect)
    else:
        blank = (kpi.annual_target,) * len(own)
    return effect.only(
        tuple(other if target is None else target for target, other in zip(own, blank, strict=True))
    )


def _equal_share(kpi: Kpi, given: list[float], months: int) -> Figure:
    """Share what the typed months leave of the annual target equally among the blank ones."""
    if kpi.annual_target is None or len(given) >= months:
        return 0.0
    return figure(max(0.0, kpi.annual_target - total(given)) / (months - len(given)))


def _held_targets(kpi: Kpi, own: Months, effect: Effect) -> Months:
    """Hold each typed target until the next.

    Without any, ramp from the baseline to the annual target.
    """
    given = typed(own)
    if given:
        held = accumulate(
            own, lambda last, target: last if target is None else target, initial=given[0]
        )
        return tuple(held)[1:]
    if kpi.annual_target is None or kpi.baseline is None or not effect.months:
        return (kpi.annual_target,) * len(own)
    rise = kpi.annual_target - kpi.baseline
    return tuple(
        figure(kpi.baseline + rise * effect.until(month) / effect.months)
        for month in range(1, len(own) + 1)
    )


def annual_figure(kpi: Kpi, aggregation: str, effect: Effect = WHOLE) -> Figure:
    """Give the year's target: typed, else what the typed months sum up to, end with or average."""
    given = typed(effect.only(kpi.target))
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
        series = (own_values(part, lookup) for part in parts)
        above, below = (total(typed(own[k] for k in judged)) for own in series)
        return figure(above / below) if positive(abs(below)) else None
    return aggregate(values, judged, used_aggregation(kpi, lookup))


def aggregate(series: Months, judged: tuple[int, ...], aggregation: str) -> Figure:
    """Give A, or E, of a series over the judged months: the last one's, the sum or the mean of
    what exists.
    """
    if not judged:
        return None
    if aggregation == "latest":
        return series[judged[-1]]
    given = typed(series[k] for k in judged)
    return (figure(total(given)) if given else None) if aggregation == "sum" else mean(given)
