"""What the KGI asks of each KPI of its tree, and what the plan gives it.

Rules: figures.md, "Goal backwards". The formulas of the tab 目標逆算 are its twin: the same steps
in the same order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from math import ceil
from typing import Final, Literal

from btobsheet.plan.lookup import Lookup
from btobsheet.plan.records import KGI, Kpi, id_number
from btobsheet.quickclass import dataclass
from btobsheet.status.backwards.capacity import Capacity
from btobsheet.status.backwards.figures import ENOUGH, Gift, Goal, GoalNode
from btobsheet.status.counting import is_count
from btobsheet.status.effect import MONTHS
from btobsheet.status.figures import Assessment, Figure, KpiFigures
from btobsheet.status.rules import at_least, figure, positive, rounded, total, typed

Rates = Literal["plan", "actual"]
Needs = Mapping[str, GoalNode]
"""Nodes by their KPI's id."""
DEEPEST: Final = 10
"""So many levels has the tree."""
_WHOLE_DIGITS: Final = 6
"""A count that exceeds a whole number by less than this many decimals tell is that number."""


@dataclass(frozen=True, slots=True)
class _Sums:
    """What a KPI's counted children add up to; ``children`` how many, ``rated`` with a rate."""

    children: int
    rated: int
    supply: Figure
    held: float
    flow: float


def goal(
    assessment: Assessment, lookup: Lookup, *, kgi: float | None = None, rates: Rates = "plan"
) -> Goal:
    """Work out every need from the KGI down.

    ``kgi`` is what the first KGI would have to reach, else its annual target; with ``rates``
    ``actual`` the rates as they really were stand for the assumed ones where they are known.
    """
    tree = _Tree(assessment, lookup, kgi, rates)
    nodes = tuple(tree.nodes())
    inside = {node.item.kpi.id for node in nodes}
    unlinked = tuple(
        item.kpi.id for item in assessment.kpis if item.counted and item.kpi.id not in inside
    )
    capacity = tree.capacity
    return Goal(nodes, unlinked, capacity.loads(), *capacity.money(nodes), tree.gifts)


def whole(value: float) -> float:
    """Round a count up, the noise of floating point aside: 21 ÷ 0.35 is 60."""
    near = rounded(value, _WHOLE_DIGITS)
    return float(ceil(value if near is None else near))


class _Tree:
    """The KPIs of a plan as the KGI asks them, one after the other."""

    def __init__(
        self, assessment: Assessment, lookup: Lookup, kgi: float | None, rates: Rates
    ) -> None:
        self.lookup, self.kgi, self.rates = lookup, kgi, rates
        self.items = {item.kpi.id: item for item in reversed(assessment.kpis)}
        self.capacity = Capacity.of(assessment, lookup)
        self.rated = Counter(
            item.kpi.parent
            for item in self.items.values()
            if item.counted and item.kpi.parent_rate is not None
        )
        self.gifts = {one: self._gift(item) for one, item in self.items.items()}
        self.sums = {one: self._sum(one) for one in self.items}

    def nodes(self) -> Iterator[GoalNode]:
        """Give the nodes, each tree from its KGI down."""
        roots = sorted(
            (
                item
                for item in self.items.values()
                if item.kpi.scope == KGI and item.kpi.parent not in self.items
            ),
            key=_order,
        )
        for at, root in enumerate(roots):
            need = self.kgi if self.kgi is not None and at == 0 else root.annual
            yield from self._under(root, need, 0, "" if need is not None else "no_target")

    def _under(self, item: KpiFigures, need: Figure, level: int, why: str) -> Iterator[GoalNode]:
        """Give a node and all under it; ``why`` says why there is no need."""
        own, sums = self.gifts[item.kpi.id], self.sums[item.kpi.id]
        children = sorted(
            (self.items[child.id] for child in self.lookup.children_of.get(item.kpi.id, ())),
            key=_order,
        )
        coverage = (
            figure(sums.supply / need)
            if sums.supply is not None and need is not None and positive(need)
            else None
        )
        state = why or _state(item, need, sums, coverage)
        under = [
            node
            for child in children
            if level + 1 < DEEPEST
            for node in self._under(child, *self._asked(child, need, level + 1))
        ]
        ids = [item.kpi, *(node.item.kpi for node in under)]
        effort, budget = self.capacity.under(ids)
        yield GoalNode(
            item=item,
            level=level,
            rate=own.rate,
            real_rate=own.real_rate,
            in_year=own.in_year,
            supply=sums.supply,
            need=need,
            coverage=coverage,
            state=state,
            effort=effort,
            budget=budget,
        )
        yield from under

    def _asked(self, child: KpiFigures, need: Figure, level: int) -> tuple[Figure, int, str]:
        """Give what a child needs where its parent needs so much; its level; why it is unknown."""
        own, sums = self.gifts[child.kpi.id], self.sums[child.kpi.parent]
        if not child.counted:
            return None, level, "uncounted"
        if need is None:
            return None, level, "above"
        if own.rate is None:
            return None, level, "no_rate"
        if not positive(abs(own.rate)):
            return None, level, "zero_rate"
        if own.base is None:
            return None, level, "no_target"
        if not positive(sums.flow):
            return None, level, "no_flow"
        found = own.base * (max(0.0, need - sums.held) / sums.flow)
        if is_count(child.kpi, self.lookup):
            found = whole(found)
        return figure(found), level, ""

    def _gift(self, item: KpiFigures) -> Gift:
        kpi, real = item.kpi, self._real_rate(item)
        rate = real if self.rates == "actual" and real is not None else kpi.parent_rate
        opening, annual = kpi.opening or 0.0, item.annual
        last = MONTHS - (kpi.lag or 0.0)
        fresh = annual
        if annual is not None and item.aggregation == "sum":
            months = typed(month.target for k, month in enumerate(item.monthly, 1) if k <= last)
            fresh = figure(total(months))
        in_year = None
        if item.counted and (fresh is not None or opening):
            in_year = figure(opening + (fresh or 0.0))
        if rate is None or not item.counted:
            return Gift(rate, real, fresh, in_year, 0.0, None, None, None)
        base, flow = annual, fresh
        if not annual:
            alone = self.rated[kpi.parent] == 1
            base, flow = (1.0, _landing(item, last)) if alone else (None, None)
        return Gift(
            rate=rate,
            real_rate=real,
            fresh=fresh,
            in_year=in_year,
            held=opening * rate,
            gives=None if in_year is None else figure(in_year * rate),
            base=base,
            flow=None if flow is None else figure(flow * rate),
        )

    def _real_rate(self, item: KpiFigures) -> Figure:
        """Give actual(p) ÷ actual(c) to date of an only child with a rate, where both are sums."""
        parent = self.items.get(item.kpi.parent)
        if (
            parent is None
            or item.kpi.parent_rate is None
            or not item.counted
            or (item.aggregation, parent.aggregation) != ("sum", "sum")
            or self.rated[item.kpi.parent] != 1
            or parent.actual_to_date is None
            or item.actual_to_date is None
            or not positive(item.actual_to_date)
        ):
            return None
        return figure(parent.actual_to_date / item.actual_to_date)

    def _sum(self, parent: str) -> _Sums:
        children = [
            child
            for child in self.lookup.children_of.get(parent, ())
            if self.lookup.kpi_counts(child)
        ]
        gifts = [self.gifts[child.id] for child in children]
        gives = typed(gift.gives for gift in gifts)
        return _Sums(
            children=len(children),
            rated=sum(gift.rate is not None for gift in gifts),
            supply=figure(total(gives)) if gives else None,
            held=total(gift.held for gift in gifts),
            flow=total(typed(gift.flow for gift in gifts)),
        )


def _landing(item: KpiFigures, last: float) -> float:
    """Give which share of a year of equal months can count for the parent."""
    months = range(item.first_month, item.last_month + 1)
    return sum(month <= last for month in months) / len(months) if months else 0.0


def _state(item: KpiFigures, need: Figure, sums: _Sums, coverage: Figure) -> str:
    """Say in a word how a node stands whose need is known."""
    if not positive(need):
        return "in_hand"
    if not sums.children:
        return "leaf"
    if not sums.rated:
        return "no_child_rate"
    if coverage is None:
        return "no_child_target"
    if item.kpi.is_reference or item.direction == "down":
        return "unjudged"
    if not at_least(coverage, ENOUGH):
        return "short"
    return "covered" if at_least(coverage, 1.0) else "near"


def _order(item: KpiFigures) -> tuple[int, str]:
    return id_number(item.kpi.id), item.kpi.id


def needs_of(found: Goal) -> Needs:
    """Index the nodes by their KPI's id."""
    return {node.item.kpi.id: node for node in found.nodes}


def asked_of(kpi: Kpi, found: Needs) -> dict[str, Figure]:
    """Give a KPI's ``need`` and ``coverage``; none where it leads to no KGI."""
    node = found.get(kpi.id)
    return {
        "need": node.need if node else None,
        "coverage": node.coverage if node else None,
    }
