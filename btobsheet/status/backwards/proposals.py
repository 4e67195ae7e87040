"""The targets that 目標逆算 proposes: each KPI's need for the year, and its months.

A year is spread over the months that are not closed by the shape of the targets there are, else by
working days. What has to arrive within the year comes in the months from which it still can
(the lag), and every month's sum up to then is rounded up: with the proposed targets each node is
covered as the annual ones promise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from btobsheet.plan.calendar import working_days
from btobsheet.plan.closing import NOT_FROZEN
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Kpi
from btobsheet.plan.words import amount, label
from btobsheet.problems import Problem, problem
from btobsheet.quickclass import dataclass
from btobsheet.status.backwards.figures import Goal, GoalNode
from btobsheet.status.backwards.needs import whole
from btobsheet.status.counting import is_count
from btobsheet.status.effect import MONTHS
from btobsheet.status.figures import Figure
from btobsheet.status.rules import at_least, figure, positive, total, typed

Shape = Mapping[int, float]
"""How a year is spread: a weight for each of its months (1…12) that may be set."""

_MARGIN = 0.05


@dataclass(frozen=True, slots=True)
class Proposal:
    """One cell of ③ with what it is to hold; ``field`` is ``annual_target`` or a month's."""

    kpi: Kpi
    field: str
    before: Figure
    after: float

    @property
    def table(self) -> str:
        """The table of its cell."""
        return "kpis"

    @property
    def id(self) -> str:
        """The KPI's id."""
        return self.kpi.id

    @property
    def label(self) -> str:
        """The KPI's id and name, as the drop-downs show a reference."""
        return label(self.kpi)


def proposals(found: Goal, plan: Plan, lookup: Lookup) -> tuple[Proposal, ...]:
    """Give every cell that changes, in the order of the tree.

    KPIs whose need is unknown or 0 keep their targets, and so do closed months, and targets that
    give what is needed and hardly more.
    """
    return tuple(one for node in found.nodes for one in _of(node, plan, lookup))


def alone(found: Goal, made: Sequence[Proposal], lookup: Lookup) -> Iterator[Problem]:
    """Tell the KPIs that bear all of their parent's need only because others beside them, which
    have a rate, have no target yet (W588).
    """
    for kpi in dict.fromkeys(one.kpi for one in made):
        silent = [
            child
            for child in lookup.children_of.get(kpi.parent, ())
            if (gift := found.gifts[child.id]).rate is not None
            and gift.base is None
            and lookup.kpi_counts(child)
        ]
        if silent:
            others = ", ".join(map(label, silent))
            place = kpi.place("annual_target")
            yield problem("W588", place, id=kpi.id, label=label(kpi), others=others)


def proposed(plan: Plan, found: Iterable[Proposal]) -> Plan:
    """Give the plan with the proposals, each marked as an example."""
    fields: dict[str, dict[str, float]] = {}
    for one in found:
        fields.setdefault(one.id, {})[one.field] = one.after
    kpis = (_with(kpi, plan, fields.get(kpi.id, {})) for kpi in plan.kpis)
    return replace(plan, kpis=tuple(kpis))


def _with(kpi: Kpi, plan: Plan, fields: Mapping[str, float]) -> Kpi:
    if not fields:
        return kpi
    months = zip(plan.months, kpi.target, strict=True)
    return replace(
        kpi,
        annual_target=fields.get("annual_target", kpi.annual_target),
        target=tuple(fields.get(f"target.{month}", value) for month, value in months),
        examples=tuple(dict.fromkeys((*kpi.examples, *fields))),
    )


def doubtful(made: Sequence[Proposal], plan: Plan, over: int) -> Iterator[Problem]:
    """Tell once that the months that are ``over`` change too (W584), and each percentage that
    would have to pass 100 % (W585).
    """
    past = {f"target.{month}": str(month) for month in plan.months[:over]}
    late = [one for one in made if one.field in past]
    if late:
        months = sorted({past[one.field] for one in late})
        first, kpis = late[0], {one.id for one in late}
        span = months[0] if len(months) == 1 else f"{months[0]} … {months[-1]}"
        yield problem("W584", first.kpi.place(first.field), months=span, count=len(kpis))
    for one in made:
        if (
            one.field == "annual_target"
            and one.kpi.is_percent
            and (one.before or 0.0) <= 1 < one.after
        ):
            shown = amount(one.after, one.kpi.unit)
            yield problem("W585", one.kpi.place(one.field), shown, id=one.id, label=one.label)


def _of(node: GoalNode, plan: Plan, lookup: Lookup) -> Iterator[Proposal]:
    kpi, need = node.item.kpi, node.need
    if need is None or not positive(need) or _suffices(node, need):
        return
    annual = whole(need) if _by_units(node, lookup) else _tidy(need)
    fields = {"annual_target": annual}
    months = _months(node, annual, plan, lookup)
    fields |= {f"target.{plan.months[number - 1]}": value for number, value in months.items()}
    before = {"annual_target": kpi.annual_target}
    before |= {f"target.{month}": kpi.target[k] for k, month in enumerate(plan.months)}
    for field, after in fields.items():
        if before[field] != after:
            yield Proposal(kpi, field, before[field], after)


def _suffices(node: GoalNode, need: float) -> bool:
    """Tell whether the target there is gives the need, and at most a twentieth or a unit more:
    rounding up many steps makes as much.
    """
    typed_one = node.item.kpi.annual_target
    if typed_one is None or node.level == 0:
        return typed_one == need
    return at_least(typed_one, need) and at_least(max(1.0, need * _MARGIN), typed_one - need)


def _by_units(node: GoalNode, lookup: Lookup) -> bool:
    """Tell whether targets are whole numbers: of counts, and of sums that have one a month."""
    if node.item.aggregation != "sum" or node.item.kpi.is_percent:
        return False
    return is_count(node.item.kpi, lookup) or (node.need or 0) >= MONTHS


def _tidy(value: float) -> float:
    """Give a number as a cell of Excel holds it."""
    return float(f"{value:.15g}")


def _months(node: GoalNode, annual: float, plan: Plan, lookup: Lookup) -> dict[int, float]:
    """Give the months' targets by their number (1…12)."""
    item = node.item
    frozen = lookup.frozen.get(item.kpi.id, NOT_FROZEN)
    numbers = [n for n in range(item.first_month, item.last_month + 1) if not frozen.holds(n)]
    if item.aggregation != "sum":
        old = item.annual
        times = annual / old if old and positive(abs(old)) else 1.0
        typed_ones = {n: item.kpi.target[n - 1] for n in numbers}
        return {n: _tidy(value * times) for n, value in typed_ones.items() if value is not None}
    kept = [
        (n, item.monthly[n - 1].target or 0.0)
        for n in range(item.first_month, item.last_month + 1)
        if frozen.holds(n)
    ]
    last = MONTHS - (item.kpi.lag or 0.0)
    by_units = _by_units(node, lookup)
    wanted = _within_the_year(node, annual)
    if by_units:
        wanted = min(annual, whole(wanted))
    early = max(0.0, wanted - total(value for n, value in kept if n <= last))
    rest = max(0.0, annual - wanted - total(value for n, value in kept if n > last))
    made: dict[int, float] = {}
    for much, part in (
        (early, [n for n in numbers if n <= last]),
        (rest, [n for n in numbers if n > last]),
    ):
        made |= _spread(much, _shape(node, part, plan), by_units)
    return made


def _within_the_year(node: GoalNode, annual: float) -> float:
    """Give how much of the year's target has to come in time for the parent."""
    item = node.item
    if not item.annual or node.in_year is None:
        last = MONTHS - (item.kpi.lag or 0.0)
        months = range(item.first_month, item.last_month + 1)
        return annual * sum(n <= last for n in months) / len(months) if months else annual
    share = (node.in_year - (item.kpi.opening or 0.0)) / item.annual
    return annual * min(1.0, max(0.0, share))


def _shape(node: GoalNode, numbers: Sequence[int], plan: Plan) -> Shape:
    """Give the weights of months: the targets typed for the year, else their working days."""
    item = node.item
    if typed(item.kpi.target):
        old = {n: max(0.0, item.monthly[n - 1].target or 0.0) for n in numbers}
        if positive(total(old.values())):
            return old
    return {
        n: float(working_days(plan.months[n - 1].first, plan.months[n - 1].last, plan.free_days))
        for n in numbers
    }


def _spread(amount: float, shape: Shape, by_units: bool) -> dict[int, float]:
    """Spread an amount by weights; in whole units every sum from the first month on is rounded
    up.
    """
    weight = total(shape.values())
    if not positive(weight):
        return dict.fromkeys(shape, 0.0)
    sums = [amount * part / weight for part in accumulate(shape.values())]
    ends = [whole(one) if by_units else _tidy(one) for one in sums]
    steps = (end - before for end, before in zip(ends, [0.0, *ends], strict=False))
    return {n: figure(_tidy(step)) or 0.0 for n, step in zip(shape, steps, strict=True)}
