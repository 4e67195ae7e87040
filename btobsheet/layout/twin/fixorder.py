"""The twin of the columns that find the KPI to fix first: its rate to the KGI, the cost of its gap,
and the order (figures.md, "Bottleneck").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log10, prod

from btobsheet.layout.kinds import Scalar
from btobsheet.layout.macros import COST_SCALE, FIX_STEP, TIE_SCALE
from btobsheet.layout.twin.kpisteps import shown
from btobsheet.layout.twin.treeorder import TreeOrder
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.records import KGI, Kpi, id_number
from btobsheet.status.effect import MONTHS
from btobsheet.status.figures import KpiFigures
from btobsheet.status.rules import at_least, typed
from btobsheet.status.tree import is_candidate, shortfall

Cells = dict[str, Scalar]


def fix_cells(
    items: Sequence[KpiFigures], kpis: Mapping[str, Kpi], tree: TreeOrder, lookup: Lookup
) -> dict[str, Cells]:
    """Give these cells of every KPI, by id."""
    made: dict[str, Cells] = {}
    sizes: dict[str, float] = {}
    for item in items:
        cells = made[item.kpi.id] = _cells(item, kpis, tree)
        if item.kpi.scope and is_candidate(item, lookup):
            sizes[item.kpi.id] = _size(item, cells)
    for item in items:
        one = item.kpi.id
        made[one] |= {"size": sizes.get(one, ""), "fix": ""}
        if one in sizes:
            before = sum(size > sizes[one] for size in sizes.values())
            noise = round(max(-9.99, min(9.99, item.trend_z or 0.0)), 2)
            made[one]["fix"] = FIX_STEP - before - noise / 100 - id_number(one) / TIE_SCALE
    return made


def _cells(item: KpiFigures, kpis: Mapping[str, Kpi], tree: TreeOrder) -> Cells:
    record = item.kpi
    above = [kpis[one] for one in tree.chains[record.id][:-1] if one]
    rate, short = _to_kgi(record, above, tree), shortfall(item)
    cost = None if short is None or rate is None else short * rate
    lag = sum(one.lag or 0.0 for one in (record, *above[:-1]))
    lands = cost is not None and at_least(MONTHS, item.months_evaluated + 1 + lag)
    return {
        "rate_n": shown(record.parent_rate),
        "to_kgi": shown(rate),
        "cost": shown(cost),
        "lands": int(lands),
    }


def _size(item: KpiFigures, cells: Cells) -> float:
    cost = cells["cost"]
    size = 0.0 if item.attainment is None else 1 - min(1.0, item.attainment)
    if cells["lands"] and isinstance(cost, int | float):
        size = 2 + (-1 if cost < 0 else 1) * log10(1 + abs(cost)) / COST_SCALE
    return (0 if item.within_chance else 4) + round(size, 12)


def _to_kgi(record: Kpi, above: Sequence[Kpi], tree: TreeOrder) -> float | None:
    """Multiply the rates from a KPI up to the root of its tree, where that is a KGI."""
    if not tree.ways[record.id] or not above or above[-1].scope != KGI:
        return None
    rates = [one.parent_rate for one in (record, *above[:-1])]
    return None if None in rates else prod(typed(rates))
