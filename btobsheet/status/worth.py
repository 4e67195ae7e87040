"""費用対効果: what a tactic's money and hours brought, and which of the tactics that feed one
number brings it cheapest.

Tactics are compared only where their KPIs feed the same parent KPI (new leads, say): a lead and an
order are no equals.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from btobsheet.plan.lookup import Lookup
from btobsheet.plan.records import Kpi, Tactic
from btobsheet.quickclass import dataclass
from btobsheet.status.figures import Assessment, Figure, KpiFigures, TacticFigures
from btobsheet.status.rules import figure, positive


@dataclass(frozen=True, slots=True)
class Worth:
    """One tactic: its money, the KPI its results count by, its result to date, money and hours for
    one of it.
    """

    tactic: Tactic
    budget: Figure
    spent: Figure
    kpi: KpiFigures | None
    result: Figure
    cost: Figure
    hours: Figure


@dataclass(frozen=True, slots=True)
class Rivals:
    """Tactics whose KPIs feed one parent, with the cost (yen) of one unit of it, cheapest first."""

    parent: Kpi
    ranked: tuple[tuple[Worth, float], ...]

    @property
    def times(self) -> float:
        """Give how many times as much one unit costs the dearest as the cheapest."""
        return self.ranked[-1][1] / self.ranked[0][1]


def worth(assessment: Assessment, lookup: Lookup) -> tuple[Worth, ...]:
    """Give every counted tactic's results for its money and hours, in the plan's order."""
    found: dict[str, list[KpiFigures]] = {}
    for item in assessment.kpis:
        if item.counted and item.kpi.scope in lookup.tactics and _grows(item):
            found.setdefault(item.kpi.scope, []).append(item)
    return tuple(
        _of(item, measure(found.get(item.tactic.id, ()), lookup))
        for item in assessment.tactics
        if item.counted
    )


def measure(kpis: Iterable[KpiFigures], lookup: Lookup) -> KpiFigures | None:
    """Choose the KPI that counts a tactic's results: one that feeds another scope's KPI, then a
    main one, then the first.
    """

    def order(item: KpiFigures) -> tuple[bool, bool]:
        parent = lookup.kpis.get(item.kpi.parent)
        return parent is None or parent.scope == item.kpi.scope, not item.main

    return min(kpis, key=order, default=None)


def rivals(worths: Iterable[Worth], lookup: Lookup) -> tuple[Rivals, ...]:
    """Compare the tactics that feed the same parent KPI at a known rate.

    Only where there are two of them at least.
    """
    groups: dict[str, list[tuple[Worth, float]]] = {}
    for item in worths:
        unit = _cost_of_parent(item)
        if unit is not None and item.kpi is not None and item.kpi.kpi.parent in lookup.kpis:
            groups.setdefault(item.kpi.kpi.parent, []).append((item, unit))
    return tuple(
        Rivals(lookup.kpis[parent], _ranked(group))
        for parent, group in groups.items()
        if len(group) > 1
    )


def _ranked(group: Sequence[tuple[Worth, float]]) -> tuple[tuple[Worth, float], ...]:
    return tuple(sorted(group, key=lambda pair: pair[1]))


def _grows(item: KpiFigures) -> bool:
    return item.aggregation == "sum" and item.direction == "up"


def _of(item: TacticFigures, kpi: KpiFigures | None) -> Worth:
    result = kpi.actual_to_date if kpi else None
    return Worth(
        item.tactic,
        item.budget,
        item.spent,
        kpi,
        result,
        _each(item.spent, result),
        _each(item.tactic.hours_spent, result),
    )


def _each(used: Figure, result: Figure) -> Figure:
    return (
        figure(used / result)
        if used is not None and result is not None and positive(result)
        else None
    )


def _cost_of_parent(item: Worth) -> Figure:
    rate = item.kpi.kpi.parent_rate if item.kpi else None
    return (
        figure(item.cost / rate)
        if item.cost and rate and positive(item.cost) and positive(rate)
        else None
    )
