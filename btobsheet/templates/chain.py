"""The chain of KPIs from the KGI down by which a template asks for its figures."""

from __future__ import annotations

from typing import Final

from btobsheet.plan.model import Plan
from btobsheet.plan.records import KGI, Kpi

RATES: Final = ("rate_1", "rate_2", "rate_3")
"""The questions about rates, from the KGI down."""


def shares(plan: Plan, parent: str) -> list[tuple[Kpi, float]]:
    """Give a KPI's children, each with the part of it that the template has it give.

    Only those that count, but where none does: the chain goes on below it.
    """
    left = {one.id for one in plan.tactics if not one.counts}
    every = [one for one in plan.kpis if one.parent == parent]
    children = [one for one in every if one.scope not in left] or every
    gifts = [(one.annual_target or 0) * (one.parent_rate or 0) for one in children]
    whole = sum(gifts)
    return [(one, gift / whole) for one, gift in zip(children, gifts, strict=True) if gift > 0]


def links(plan: Plan) -> tuple[Kpi | None, Kpi | None, tuple[Kpi, ...]]:
    """Give the KGI, the KPI whose unit has a price, and the three whose rates lead down from it:
    of several children the one that gives the most. A rate of 1 is no question.
    """
    kgi = next((one for one in plan.kpis if one.scope == KGI), None)
    price: Kpi | None = None
    rates: list[Kpi] = []
    seen: set[str] = set()
    at = kgi.id if kgi else ""
    while at and at not in seen:
        seen.add(at)
        child = max(shares(plan, at), key=_part, default=None)
        if child is None:
            break
        kpi, at = child[0], child[0].id
        if kpi.parent_rate and kpi.parent_rate > 1 and not price and not rates:
            price = kpi
        elif kpi.parent_rate and kpi.parent_rate < 1:
            rates.append(kpi)
    return kgi, price, tuple(rates[: len(RATES)])


def _part(pair: tuple[Kpi, float]) -> float:
    return pair[1]


def kpi_of(plan: Plan, kpi: str) -> Kpi:
    """Give a KPI by its id."""
    return next(one for one in plan.kpis if one.id == kpi)
