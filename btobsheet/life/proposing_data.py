"""目標逆算 as data, with the targets it proposes."""

from __future__ import annotations

from typing import Final

from btobsheet.life.proposing import Backwards
from btobsheet.life.proposing_report import message
from btobsheet.reports.data import plain
from btobsheet.reports.problems import Json, problem_json
from btobsheet.status.backwards.figures import GoalNode, Load

SCHEMA: Final = "btobsheet.goal/1"


def goal_json(made: Backwards, language: str) -> Json:
    """Give it as data, schema ``btobsheet.goal/1``: rates and shares as numbers, blank null."""
    found = made.goal
    root = found.nodes[0].item if found.nodes else None
    kgi = root and {
        "id": root.kpi.id,
        "name": root.kpi.name or None,
        "unit": root.kpi.unit or None,
        "annual_target": root.annual,
        "asked": made.kgi,
    }
    return {
        key: plain(value)
        for key, value in {
            "schema": SCHEMA,
            "file": made.file or None,
            "as_of": made.assessment.as_of,
            "rates": made.rates,
            "kgi": kgi,
            "message": message(made, language),
            "breaks_at": found.broken.item.kpi.id if found.broken else None,
            "nodes": [_node_json(node) for node in found.nodes],
            "unlinked": list(found.unlinked),
            "people": [_load_json(load) for load in found.loads],
            "money": {"budget": found.budget, "wanted": found.wanted},
            "targets": [
                {"kpi": one.kpi.id, "field": one.field, "before": one.before, "after": one.after}
                for one in made.proposals
            ],
            "problems": [problem_json(item, language) for item in made.problems],
        }.items()
    }


def _node_json(node: GoalNode) -> Json:
    kpi = node.item.kpi
    return {
        "id": kpi.id,
        "name": kpi.name or None,
        "unit": kpi.unit or None,
        "scope": kpi.scope or None,
        "parent": kpi.parent if node.level else None,
        "level": node.level,
        "need": node.need,
        "annual_target": node.item.annual,
        "supply": node.supply,
        "coverage": node.coverage,
        "opening": kpi.opening,
        "lag": kpi.lag,
        "in_year": node.in_year,
        "rate": node.rate,
        "real_rate": node.real_rate,
        "state": node.state,
        "effort": node.effort,
        "budget": node.budget,
        "unit_cost": node.item.unit_cost,
    }


def _load_json(load: Load) -> Json:
    return {"name": load.person.name, "asked": load.asked, "days": load.days, "over": load.is_over}
