"""The lint of money: what is typed on ② and not counted, and budgets that are overrun."""

from __future__ import annotations

from collections.abc import Iterator

from btobsheet.plan.lookup import Lookup
from btobsheet.plan.words import amount, below, found, number_text
from btobsheet.problems import Problem, problem
from btobsheet.status.figures import Assessment, Figure, TacticFigures
from btobsheet.wording import text


def own_amounts_not_counted(assessment: Assessment, lookup: Lookup) -> Iterator[Problem]:
    """Tell tactics whose own budget or amount spent is another than their rows' of ⑥, which
    count.
    """
    plan = assessment.plan
    for item in assessment.tactics:
        money = (
            ("budget", item.tactic.budget, item.budget),
            ("spent", item.tactic.spent, item.spent),
        )
        said = {
            field: text(
                plan.language,
                f"changes.own_{field}",
                own=amount(own, plan.money_unit),
                sum=amount(counted, plan.money_unit),
            )
            for field, own, counted in money
            if item.counted and own is not None and counted is not None and _differ(own, counted)
        }
        if said:
            amounts = text(plan.language, "changes.separator").join(said.values())
            yield found("W569", item.tactic, next(iter(said)), amounts=amounts)


def _differ(one: float, other: float) -> bool:
    return below(one, other) or below(other, one)


def agreed_budget(item: TacticFigures, lookup: Lookup) -> Figure:
    """Give what a tactic may spend before it is told: its budget; ②'s, where that is more and ⑥
    plans only a part of the year.
    """
    own, budget = item.tactic.budget, item.budget
    if own is None or budget is None or own <= budget:
        return budget
    rows = [row.plan for row in lookup.costs_of.get(item.tactic.id, ())]
    whole = all(any(amount is not None for amount in month) for month in zip(*rows, strict=True))
    return budget if whole else own


def tactic_over_budget(assessment: Assessment, lookup: Lookup) -> Iterator[Problem]:
    """Tell tactics that have spent more than their budget."""
    for item in assessment.tactics:
        budget, spent, limit = item.budget, item.spent, agreed_budget(item, lookup)
        if not item.counted or budget is None or spent is None or limit is None or spent <= limit:
            continue
        yield found(
            "W562",
            item.tactic,
            "spent",
            spent=number_text(spent),
            budget=number_text(budget),
            over=number_text(spent - budget),
            currency=assessment.plan.money_unit,
        )


def plan_over_budget(assessment: Assessment, lookup: Lookup) -> Iterator[Problem]:
    """Tell that the whole plan has spent more than its budget."""
    spent, budget = assessment.summary.spent, assessment.summary.budget
    if spent is None or budget is None:
        return
    part = sum(
        (agreed_budget(item, lookup) or 0) - (item.budget or 0)
        for item in assessment.tactics
        if item.counted
    )
    if spent > budget + part:
        yield problem(
            "W563",
            spent=number_text(spent),
            budget=number_text(budget),
            over=number_text(spent - budget),
            currency=assessment.plan.money_unit,
        )
