"""Judge a plan for a day: every figure any report may show, from one pass over each table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from btobsheet.plan.calendar import closed_months
from btobsheet.plan.lookup import Lookup, grouped
from btobsheet.plan.model import Plan
from btobsheet.plan.records import KGI, Operation, Tactic
from btobsheet.problems import Later, Problem
from btobsheet.quickclass import dataclass
from btobsheet.status.actions import action_figures
from btobsheet.status.figures import (
    ActionFigures,
    Assessment,
    KpiFigures,
    OperationFigures,
    RollUp,
    Summary,
    TacticFigures,
)
from btobsheet.status.kpi import kpi_figures
from btobsheet.status.money import (
    budget_of,
    money,
    month_money,
    planned_to_date,
    spent_of,
)
from btobsheet.status.people import people_figures
from btobsheet.status.rollup import digital_share, roll_up, score
from btobsheet.status.tree import bottleneck

Alternatives = Callable[[tuple[str, ...]], tuple[str, ...]]


def no_alternatives(stages: tuple[str, ...]) -> tuple[str, ...]:
    """Know no digital tactic for any stage."""
    return ()


def assess(plan: Plan, as_of: dt.date, alternatives: Alternatives = no_alternatives) -> Assessment:
    """Compute every figure of a plan on a day (figures.md), and the plan's and day's lint.

    ``alternatives`` names the catalogue's digital tactics for an operation's stages, for the lint.
    """
    lookup = Lookup.of(plan)
    closed, free = closed_months(plan.start, as_of), plan.free_days
    kpis = tuple(kpi_figures(kpi, lookup, plan.settings, closed) for kpi in plan.kpis)
    actions = tuple(
        action_figures(action, lookup, plan.settings, as_of, free) for action in plan.actions
    )
    levels = _Levels(
        plan,
        lookup,
        as_of,
        closed,
        grouped(kpis, lambda item: item.kpi.scope),
        grouped(actions, lambda item: item.action.tactic),
    )
    judged = Assessment(
        plan=plan,
        as_of=as_of,
        closed_months=closed,
        summary=_summary(levels, kpis, actions),
        operations=tuple(levels.operation(operation) for operation in plan.operations),
        tactics=tuple(levels.tactic(tactic) for tactic in plan.tactics),
        kpis=kpis,
        actions=actions,
        people=people_figures(plan, lookup, kpis, actions, as_of),
        lint=(),
    )
    return replace(judged, lint=Later(lambda: _lint(judged, lookup, alternatives)))


def _lint(judged: Assessment, lookup: Lookup, alternatives: Alternatives) -> tuple[Problem, ...]:
    """Look for what is wrong with the plan itself: a report that is read in a minute needs none."""
    from btobsheet.plan.lint.run import lint_plan  # lazy door: only for who asks
    from btobsheet.status.daylint import lint_day  # lazy door: as above

    return lint_plan(judged.plan, lookup, alternatives) + lint_day(judged, lookup)


@dataclass(frozen=True)
class _Levels:
    """Adds up the tactics, the operations and the plan; KPIs lie by scope, actions by tactic."""

    plan: Plan
    lookup: Lookup
    as_of: dt.date
    closed: int
    kpis: Mapping[str, tuple[KpiFigures, ...]]
    actions: Mapping[str, tuple[ActionFigures, ...]]

    def tactic(self, tactic: Tactic) -> TacticFigures:
        """Judge one tactic, also one that does not count."""
        kpis = self.kpis.get(tactic.id, ())
        return TacticFigures(
            tactic=tactic,
            counted=tactic.counts,
            score=score(tactic),
            budget=budget_of(tactic, self.lookup),
            spent=spent_of(tactic, self.lookup),
            planned_cost=planned_to_date(tactic, self.lookup, self.closed),
            roll=self.add_up(kpis, kpis, self.actions.get(tactic.id, ())),
        )

    def operation(self, operation: Operation) -> OperationFigures:
        """Judge one operation: its own KPIs and those of its counted tactics alike."""
        tactics = self.lookup.counted_tactics(operation.id)
        kpis = [
            item
            for scope in (operation.id, *(tactic.id for tactic in tactics))
            for item in self.kpis.get(scope, ())
        ]
        actions = [item for tactic in tactics for item in self.actions.get(tactic.id, ())]
        return OperationFigures(
            operation=operation,
            tactic_count=len(tactics),
            digital_share=digital_share(tactics),
            roll=self.add_up(kpis, kpis, actions),
        )

    def add_up(
        self,
        counted: Iterable[KpiFigures],
        judging: Iterable[KpiFigures],
        actions: Iterable[ActionFigures],
    ) -> RollUp:
        """Roll up one level; only the main ones of the judging KPIs make its status."""
        main = (item for item in judging if item.main)
        return roll_up(
            tuple(counted), main, tuple(actions), self.as_of, self.plan.settings.due_soon_days
        )


def _summary(
    levels: _Levels, kpis: tuple[KpiFigures, ...], actions: tuple[ActionFigures, ...]
) -> Summary:
    """Add up the plan: judged by its KGI, counting every counted KPI and action."""
    lookup = levels.lookup
    tactics = [tactic for tactic in levels.plan.tactics if tactic.counts]
    others = [tactic for tactic in levels.plan.tactics if not tactic.counts]
    counted = (item for item in kpis if item.counted)
    return Summary(
        roll=levels.add_up(
            counted, levels.kpis.get(KGI, ()), (item for item in actions if item.counted)
        ),
        tactic_count=len(tactics),
        digital_share=digital_share(tactics),
        budget=money(budget_of(tactic, lookup) for tactic in tactics),
        spent=money(spent_of(tactic, lookup) for tactic in tactics),
        planned_cost=money(planned_to_date(tactic, lookup, levels.closed) for tactic in tactics),
        spent_elsewhere=money(spent_of(tactic, lookup) for tactic in others),
        monthly_money=month_money(tactics, lookup),
        bottleneck=bottleneck(kpis, lookup),
    )
