"""What the tactics ask of people and money, against what there is.

Rules: figures.md, "Goal backwards": effort of a plan's year, in person-days; money in the plan's
currency.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from btobsheet.plan.calendar import Month
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Kpi, Person
from btobsheet.quickclass import dataclass
from btobsheet.status.backwards.figures import GoalNode, Load
from btobsheet.status.effect import MONTHS, number_in_year
from btobsheet.status.figures import Assessment, Figure
from btobsheet.status.money import budget_of, money
from btobsheet.status.rules import figure, positive, total


@dataclass(frozen=True)
class Capacity:
    """Each counted tactic's effort and budget, and each person's effort, by id."""

    plan: Plan
    efforts: Mapping[str, float]
    budgets: Mapping[str, Figure]
    asked: Mapping[str, float]

    @classmethod
    def of(cls, assessment: Assessment, lookup: Lookup) -> Capacity:
        """Add up a plan's actions that are not cancelled."""
        efforts: dict[str, list[float]] = {}
        asked: dict[str, list[float]] = {}
        for one in assessment.actions:
            action = one.action
            if not one.counted or one.state == "cancelled" or not positive(action.effort):
                continue
            efforts.setdefault(action.tactic, []).append(action.effort or 0.0)
            if person := lookup.person(action.owner):
                asked.setdefault(person.id, []).append(action.effort or 0.0)
        counted = [tactic for tactic in assessment.plan.tactics if tactic.counts]
        return cls(
            assessment.plan,
            {tactic.id: total(efforts.get(tactic.id, ())) for tactic in counted},
            {tactic.id: budget_of(tactic, lookup) for tactic in counted},
            {person: total(found) for person, found in asked.items()},
        )

    def under(self, kpis: Iterable[Kpi]) -> tuple[float, Figure]:
        """Give effort and budget of the tactics that KPIs are of, each tactic once."""
        scopes = dict.fromkeys(kpi.scope for kpi in kpis)
        tactics = [one for one in scopes if one in self.efforts]
        effort = total(self.efforts[one] for one in tactics)
        return effort, money(self.budgets[one] for one in tactics)

    def loads(self) -> tuple[Load, ...]:
        """Give the load of everybody who has days or is asked for some, in the plan's order."""
        found = (
            Load(person, self.asked.get(person.id, 0.0), days_of(person, self.plan))
            for person in self.plan.people
        )
        return tuple(load for load in found if load.days is not None or load.asked)

    def money(self, nodes: Sequence[GoalNode]) -> tuple[Figure, Figure]:
        """Give the budget of the tactics in the tree, and what their needs would cost: a tactic's
        need is that of its uppermost KPI.
        """
        first: dict[str, GoalNode] = {}
        for node in nodes:
            if node.item.kpi.scope in self.budgets:
                first.setdefault(node.item.kpi.scope, node)
        wanted = [
            figure(budget * _times(node))
            for tactic, node in first.items()
            if (budget := self.budgets[tactic]) is not None
        ]
        return money(self.budgets[one] for one in first), money(wanted)


def _times(node: GoalNode) -> float:
    """Give how many times its annual target a node needs; once where one of them is unknown."""
    annual = node.item.annual
    if node.need is None or annual is None or not positive(annual):
        return 1.0
    return node.need / annual


def days_of(person: Person, plan: Plan) -> Figure:
    """Give a person's days in the plan's year, up to the month in which who leaves has left."""
    if person.days_per_month is None:
        return None
    months = MONTHS
    if person.left_on is not None:
        months = min(MONTHS, number_in_year(Month.of(person.left_on), plan.start))
    return person.days_per_month * months
