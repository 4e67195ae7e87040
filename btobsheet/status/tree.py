"""The KPI tree up to a KGI: what a shortfall costs there, and the one tactic to fix first.

Rules: figures.md, "Bottleneck".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import prod

from btobsheet.plan.lookup import Lookup
from btobsheet.plan.records import KGI, Kpi, id_number
from btobsheet.plan.words import below
from btobsheet.status.effect import MONTHS
from btobsheet.status.figures import Bottleneck, Figure, KpiFigures
from btobsheet.status.rules import RED, at_least, figure, positive, total, typed

Path = tuple[Kpi, ...]
Details = dict[str, str | float]


def path_to_kgi(kpi: Kpi, lookup: Lookup) -> Path:
    """Give the KPIs from this one up to its first KGI, both included.

    Empty where the parents lead to none.
    """
    path = [kpi]
    for parent in lookup.ancestors(kpi):
        path.append(parent)
        if parent.scope == KGI:
            return tuple(path)
    return ()


def rate_to_kgi(path: Path) -> Figure:
    """Multiply the parent rates along a path: units of the KGI that one unit gives.

    None where a rate is missing.
    """
    rates = [kpi.parent_rate for kpi in path[:-1]]
    return figure(prod(typed(rates))) if path and None not in rates else None


def shortfall(figures: KpiFigures) -> Figure:
    """Give how far A is on the wrong side of E, at least 0; none where either does not exist."""
    if figures.actual_to_date is None or figures.expected_to_date is None:
        return None
    short = figures.expected_to_date - figures.actual_to_date
    return max(0.0, -short if figures.direction == "down" else short)


def cost_to_kgi(figures: KpiFigures, lookup: Lookup) -> Figure:
    """Give a KPI's shortfall in the unit of its KGI.

    None without a path on which every rate is given.
    """
    short, rate = shortfall(figures), rate_to_kgi(path_to_kgi(figures.kpi, lookup))
    return None if short is None or rate is None else figure(short * rate)


def lands_this_year(figures: KpiFigures, path: Path) -> bool:
    """Tell whether what is won back from now on still shows in the KGI within the year."""
    lag = total(typed(kpi.lag for kpi in path[:-1]))
    return at_least(MONTHS, figures.months_evaluated + 1 + lag)


def bottleneck(kpis: Iterable[KpiFigures], lookup: Lookup) -> Bottleneck | None:
    """Choose the one tactic to fix first among all KPIs.

    None where nothing is red or getting worse.
    """
    return next(iter(fixes(kpis, lookup)), None)


def fixes(kpis: Iterable[KpiFigures], lookup: Lookup) -> Iterator[Bottleneck]:
    """Give the tactics to fix in the order to do so, each with the KPI that makes it urgent."""
    candidates = [
        (item, cost_this_year(item, lookup)) for item in kpis if is_candidate(item, lookup)
    ]
    told: set[str] = set()
    for item, cost in sorted(candidates, key=lambda pair: _urgency(*pair)):
        if item.kpi.scope not in told:
            told.add(item.kpi.scope)
            yield _to_fix(item, cost, lookup)


def _to_fix(item: KpiFigures, cost: Figure, lookup: Lookup) -> Bottleneck:
    path = path_to_kgi(item.kpi, lookup)
    why, details = _reason(item, cost, path)
    unit = path[-1].unit if cost is not None else ""
    if cost is None and path and not lands_this_year(item, path):
        details |= {"next_year": 1.0}
    names: Details = {
        "tactic": lookup.tactics[item.kpi.scope].name,
        "kpi": item.kpi.name,
        "status": item.status,
    }
    return Bottleneck(
        tactic=item.kpi.scope,
        kpi=item.kpi.id,
        cost=cost,
        unit=unit,
        why=why,
        details=names | details,
    )


def cost_this_year(figures: KpiFigures, lookup: Lookup) -> Figure:
    """Give a KPI's cost to the KGI where winning it back still works within the year."""
    path = path_to_kgi(figures.kpi, lookup)
    return cost_to_kgi(figures, lookup) if path and lands_this_year(figures, path) else None


def is_candidate(item: KpiFigures, lookup: Lookup) -> bool:
    """Tell whether a KPI may be the one to fix first: a main one of a counted tactic that goes on,
    red or getting worse.
    """
    tactic = lookup.tactics.get(item.kpi.scope)
    return (
        item.main
        and item.counted
        and tactic is not None
        and not tactic.is_ended
        and (item.status in RED or item.trend == "worsening")
    )


def stands_out(found: Bottleneck, kpis: Iterable[KpiFigures], lookup: Lookup) -> bool:
    """Tell whether a bottleneck costs more, or is further from its target, than every other tactic
    that may be fixed.
    """
    candidates = [item for item in kpis if is_candidate(item, lookup)]
    others = [item for item in candidates if item.kpi.scope != found.tactic]
    if found.cost is not None and positive(found.cost):
        return all(below(cost_this_year(item, lookup) or 0.0, found.cost) for item in others)
    own = max(_lacking(item) for item in candidates if item.kpi.id == found.kpi)
    return all(below(_lacking(item), own) for item in others)


def _urgency(item: KpiFigures, cost: Figure) -> tuple[bool, bool, float, float, int, str]:
    """Order candidates, the most urgent first: by cost, then those without one by their gap.

    What chance may have made comes last.
    """
    size = _lacking(item) if cost is None else cost
    return (
        item.within_chance is True,
        cost is None,
        -round(size, 9),
        round(item.trend_z or 0.0, 2),
        id_number(item.kpi.id),
        item.kpi.id,
    )


def _lacking(item: KpiFigures) -> float:
    return 0.0 if item.attainment is None else 1.0 - min(1.0, item.attainment)


def _reason(item: KpiFigures, cost: Figure, path: Path) -> tuple[str, Details]:
    """Say which fact made it the bottleneck, with the numbers its sentence needs."""
    if cost is not None and positive(cost):
        kgi = path[-1]
        amounts: Details = {
            "shortfall": shortfall(item) or 0.0,
            "unit": item.kpi.unit,
            "cost": cost,
            "kgi": kgi.name,
            "kgi_unit": kgi.unit,
        }
        return "report.bottleneck_cost", amounts
    if item.status in RED and item.attainment is not None and positive(_lacking(item)):
        return "report.bottleneck_attainment", {"attainment": item.attainment}
    if item.status in RED:
        return "report.bottleneck_line", {
            "actual": item.actual_to_date or 0.0,
            "unit": item.kpi.unit,
        }
    return "report.bottleneck_trend", {}
