"""The twin of the columns for 目標逆算: what KPIs give and need, what is asked of tactics and
people.
"""

from __future__ import annotations

from collections.abc import Mapping

from btobsheet.layout.kinds import Scalar
from btobsheet.layout.twin.kpisteps import shown
from btobsheet.layout.twin.treeorder import TreeOrder
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan
from btobsheet.plan.naming import Names
from btobsheet.plan.records import Person, id_number
from btobsheet.plan.spelling import LONGEST, compared
from btobsheet.status.backwards.capacity import Capacity, days_of
from btobsheet.status.backwards.figures import Gift, GoalNode
from btobsheet.status.backwards.needs import goal, needs_of
from btobsheet.status.figures import Assessment
from btobsheet.status.rules import positive, total

Cells = dict[str, Scalar]
_NO_DAYS = 9999.0
_ORDER = 1_000_000_000


def backwards_cells(assessment: Assessment) -> dict[str, list[Cells]]:
    """Give these cells of every KPI, tactic and person, in the plan's order."""
    plan = assessment.plan
    lookup = Lookup.of(plan)
    found = goal(assessment, lookup)
    order = TreeOrder.of({item.kpi.id: item.kpi.parent for item in assessment.kpis})
    nodes, efforts = needs_of(found), Capacity.of(assessment, lookup).efforts
    asked = _asked(assessment)
    return {
        "kpis": [
            _kpi(found.gifts[kpi.id], nodes.get(kpi.id), order.place(kpi.id)) for kpi in plan.kpis
        ],
        "tactics": [{"effort_n": efforts.get(tactic.id, 0)} for tactic in plan.tactics],
        "people": [_person(one, asked, plan) for one in plan.people],
    }


def _kpi(gift: Gift, node: GoalNode | None, place: Scalar) -> Cells:
    """Give a KPI's cells; ``place`` is the one in the tree's order, an empty text for none."""
    linked = node if place != "" else None
    return {
        "fresh": shown(gift.fresh),
        "gives": shown(gift.gives),
        "held": gift.held,
        "flow": shown(gift.flow),
        "goal_ord": place if linked else "",
        "need": shown(linked.need) if linked else "",
        "coverage": shown(linked.coverage) if linked else "",
    }


def _asked(assessment: Assessment) -> dict[str, float]:
    """Add up the effort asked of each name, as formulas compare names."""
    known = Names.of(assessment.plan.people)
    found: dict[str, list[float]] = {}
    for one in assessment.actions:
        effort = one.action.effort
        if one.counted and one.state != "cancelled" and effort and positive(effort):
            found.setdefault(compared(known.name(one.action.owner)), []).append(effort)
    return {name: total(efforts) for name, efforts in found.items()}


def _person(one: Person, asked: Mapping[str, float], plan: Plan) -> Cells:
    found = asked.get(compared(one.name), 0.0) if 0 < len(one.name) <= LONGEST else 0.0
    days = days_of(one, plan)
    load: float | None = None
    if days and days > 0:
        load = found / days
    elif found > 0:
        load = 0.0 if days is None else _NO_DAYS
    order = None if load is None else load - id_number(one.id) / _ORDER
    return {"asked": found if one.name else "", "days": shown(days), "load": shown(order)}
