"""A KPI's values and targets month by month, and what they add up to.

Months are indexes 0…11 in here. Rules: figures.md, "A KPI at as_of".
"""

from __future__ import annotations

from collections.abc import Iterable

from btobsheet.plan.closing import NOT_FROZEN, Frozen
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.records import Kpi, Months, Number
from btobsheet.quickclass import dataclass
from btobsheet.status.effect import MONTHS, WHOLE, Effect, effect_of
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


def effective_targets(
    kpi: Kpi, aggregation: str, effect: Effect = WHOLE, closed: Frozen = NOT_FROZEN
) -> Months:
    """Give t(k): of a closed month the frozen target, a typed one as it is, a blank one from the
    annual target or its neighbours.

    Of months in effect only.
    """
    own = effect.only(kpi.target)
    if aggregation == "sum":
        blank: Months = (figure(share_of(kpi, effect, closed).each),) * len(own)
    elif aggregation == "latest":
        return effect.only(_held_targets(kpi, own, effect, closed))
    else:
        blank = (kpi.annual_target,) * len(own)
    open_months = (
        other if target is None else target for target, other in zip(own, blank, strict=True)
    )
    return effect.only(_with_frozen(open_months, closed))


def targets_in_effect(kpi: Kpi, lookup: Lookup, effect: Effect) -> Months:
    """Give t(k) of a KPI in its plan."""
    closed = lookup.frozen.get(kpi.id, NOT_FROZEN)
    return effective_targets(kpi, used_aggregation(kpi, lookup), effect, closed)


def _with_frozen(targets: Iterable[Number], closed: Frozen) -> Months:
    """Put the frozen targets of closed months over others."""
    return tuple(
        closed.targets[k] if closed.holds(k + 1) else target for k, target in enumerate(targets)
    )


@dataclass(frozen=True, slots=True)
class Share:
    """How a sum's annual target is shared: what open months have typed, what closed ones kept, and
    ``each`` of the blank ones gets.
    """

    closed: Frozen
    typed: float
    kept: float
    blank: int
    each: float


def share_of(kpi: Kpi, effect: Effect, closed: Frozen) -> Share:
    """Share what typed and closed months leave of the annual target equally among the blank
    ones.
    """
    own = effect.only(kpi.target)
    given = typed(target for k, target in enumerate(own) if not closed.holds(k + 1))
    kept = [closed.targets[k] for k in effect.indexes() if closed.holds(k + 1)]
    blank = effect.months - len(kept) - len(given)
    sums, each = (total(given), total(typed(kept))), 0.0
    if kpi.annual_target is not None and blank > 0:
        each = max(0.0, kpi.annual_target - sums[0] - sums[1]) / blank
    return Share(closed, *sums, blank, each)


def _held_targets(kpi: Kpi, own: Months, effect: Effect, closed: Frozen) -> Months:
    """Hold each typed or frozen target until the next.

    Without any typed one, ramp from the baseline to the annual target in the open months.
    """
    given = typed(own)
    if not given:
        return _with_frozen(_ramp(kpi, effect), closed)
    held: list[Number] = []
    for k, target in enumerate(own):
        before = held[-1] if held and effect.first <= k else None
        kept = closed.targets[k] if closed.holds(k + 1) else target
        if kept is None and not closed.holds(k + 1):
            kept = given[0] if before is None else before
        held.append(kept)
    return tuple(held)


def _ramp(kpi: Kpi, effect: Effect) -> Months:
    """Rise evenly from the baseline to the annual target."""
    if kpi.annual_target is None or kpi.baseline is None or not effect.months:
        return (kpi.annual_target,) * MONTHS
    rise = kpi.annual_target - kpi.baseline
    return tuple(
        figure(kpi.baseline + rise * effect.until(month) / effect.months)
        for month in range(1, MONTHS + 1)
    )


def annual_figure(kpi: Kpi, aggregation: str, effect: Effect, targets: Months) -> Figure:
    """Give the year's target: typed, else what the effective targets of the months sum up to, end
    with or average.
    """
    if kpi.annual_target is not None or not typed(effect.only(kpi.target)):
        return kpi.annual_target
    if aggregation == "latest":
        return targets[effect.last - 1]
    given = typed(targets)
    return figure(total(given)) if aggregation == "sum" else mean(given)


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
    what exists (a sum of nothing is 0).
    """
    if not judged:
        return None
    if aggregation == "latest":
        return series[judged[-1]]
    given = typed(series[k] for k in judged)
    return figure(total(given)) if aggregation == "sum" else mean(given)
