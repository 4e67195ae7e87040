"""The twin of the columns that find the KPI to fix first: its rate to the KGI, the cost of its gap,
and the order (figures.md, "Bottleneck").
"""

from __future__ import annotations

from collections.abc import Mapping
from math import prod

from btobsheet.layout.kinds import Scalar
from btobsheet.layout.macros import COST_SCALE, TIE_SCALE
from btobsheet.layout.twin.kpisteps import shown
from btobsheet.layout.twin.treeorder import TreeOrder
from btobsheet.plan.records import KGI, Kpi, id_number
from btobsheet.status.figures import KpiFigures
from btobsheet.status.rules import typed
from btobsheet.status.tree import shortfall


def fix_cells(
    item: KpiFigures, kpis: Mapping[str, Kpi], tree: TreeOrder, *, asks: bool
) -> dict[str, Scalar]:
    """Give these cells; ``asks`` tells whether the KPI may be the one to fix first."""
    record, rate = item.kpi, _to_kgi(item.kpi, kpis, tree)
    short = shortfall(item)
    cost = None if short is None or rate is None else short * rate
    lacking = 0.0 if item.attainment is None else 1 - min(1.0, item.attainment)
    size = lacking if cost is None else 2 + cost / (abs(cost) + COST_SCALE)
    cells: dict[str, Scalar] = {
        "rate_n": shown(record.parent_rate),
        "to_kgi": shown(rate),
        "cost": shown(cost),
    }
    return cells | {"fix": size - id_number(record.id) / TIE_SCALE if asks else ""}


def _to_kgi(record: Kpi, kpis: Mapping[str, Kpi], tree: TreeOrder) -> float | None:
    """Multiply the rates from a KPI up to the root of its tree, where that is a KGI."""
    above = [kpis[one] for one in tree.chains[record.id][:-1] if one]
    if not tree.ways[record.id] or not above or above[-1].scope != KGI:
        return None
    rates = [one.parent_rate for one in (record, *above[:-1])]
    return None if None in rates else prod(typed(rates))
