"""The lint of 目標逆算: where the plan first runs short on the way down from the KGI."""

from __future__ import annotations

from collections.abc import Iterator

from btobsheet.plan.lint.numbers import children_too_low
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.words import found, told_apart
from btobsheet.problems import Problem
from btobsheet.status.backwards.needs import goal
from btobsheet.status.figures import Assessment


def runs_short(assessment: Assessment, lookup: Lookup) -> Iterator[Problem]:
    """Tell the first node that its children cover to less than 95 % of what it needs, once: all
    below it follows. One whose children plan too little for its own target is told already (W550).
    """
    node = goal(assessment, lookup).broken
    if node is None or node.need is None or node.supply is None:
        return
    kpi = node.item.kpi
    if any(one.details["id"] == kpi.id for one in children_too_low(assessment.plan, lookup)):
        return
    supply, need = told_apart(node.supply, node.need, kpi.unit)
    yield found("W587", kpi, "annual_target", supply=supply, need=need)
