"""The KPI tree as rows from the top, and the way from the KGI down to what drags it most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from btobsheet.plan.lookup import Lookup
from btobsheet.plan.records import KGI
from btobsheet.quickclass import dataclass
from btobsheet.status.figures import Assessment, KpiFigures
from btobsheet.status.rules import severity
from btobsheet.status.tree import path_to_kgi


@dataclass(frozen=True, slots=True)
class Branch:
    """One KPI in the tree: how deep, and the index of its parent's row (None at the top)."""

    item: KpiFigures
    depth: int
    parent: int | None


def branches(assessment: Assessment) -> tuple[Branch, ...]:
    """Give the trees of the counted KPIs, each after its parent, the KGI's first.

    A KPI alone (no parent, no child) is no tree.

    Parents that go round in a circle are left out.
    """
    counted = {item.kpi.id: item for item in assessment.kpis if item.counted}
    children: dict[str, list[KpiFigures]] = {}
    for item in counted.values():
        children.setdefault(item.kpi.parent if item.kpi.parent in counted else "", []).append(item)
    tops = [
        item for item in children.get("", ()) if item.kpi.id in children or item.kpi.scope == KGI
    ]
    rows: list[Branch] = []
    for top in sorted(tops, key=lambda item: item.kpi.scope != KGI):
        _add(rows, top, children)
    return tuple(rows)


def _add(rows: list[Branch], top: KpiFigures, children: Mapping[str, Sequence[KpiFigures]]) -> None:
    """Put a tree's rows down, without recursion: a chain may be as deep as the plan is long."""
    waiting: list[tuple[KpiFigures, int, int | None]] = [(top, 0, None)]
    while waiting:
        item, depth, parent = waiting.pop()
        rows.append(Branch(item, depth, parent))
        here = len(rows) - 1
        waiting += [(child, depth + 1, here) for child in reversed(children.get(item.kpi.id, ()))]


def worst_way(assessment: Assessment, lookup: Lookup) -> tuple[str, ...]:
    """Give the KPIs from the KGI down to the worst leaf: the bottleneck's, else that of the worst
    status; nothing where none leads there.
    """
    found = assessment.summary.bottleneck
    if found and (path := path_to_kgi(lookup.kpis[found.kpi], lookup)):
        return tuple(kpi.id for kpi in reversed(path))
    red = [
        item
        for item in assessment.kpis
        if item.counted and item.status in ("missed", "behind", "at_risk")
    ]
    ways = [
        (severity(item.status), -len(path), path)
        for item in red
        if len(path := path_to_kgi(item.kpi, lookup)) > 1
    ]
    return tuple(kpi.id for kpi in reversed(min(ways, key=lambda way: way[:2])[2])) if ways else ()
