"""Money of tactics: from ⑥予算・実費 where its rows have any, else as ②戦術・KPI has it.

Rules: figures.md, "Money by month". Amounts are in the plan's currency, as typed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from btobsheet.plan.lookup import Lookup
from btobsheet.plan.records import Months, Number, Tactic
from btobsheet.plan.spelling import trimmed
from btobsheet.status.figures import Figure
from btobsheet.status.rules import figure, total, typed

SEGMENT_LETTERS: Final = 100
"""Letters of a segment that count: a criterion of COUNTIFS, wildcards escaped, has at most 255."""


def budget_of(tactic: Tactic, lookup: Lookup) -> Figure:
    """Give a tactic's budget: the sum of its rows' plans, else its own."""
    return _of(tactic.budget, (row.plan for row in lookup.costs_of.get(tactic.id, ())))


def spent_of(tactic: Tactic, lookup: Lookup) -> Figure:
    """Give what was spent on a tactic: the sum of its rows, else its own."""
    return _of(tactic.spent, (row.actual for row in lookup.costs_of.get(tactic.id, ())))


def segment_of(tactic: Tactic) -> str:
    """Give the product or business that a tactic is added up by, as typed; compare it in small
    letters.
    """
    return trimmed(tactic.segment)[:SEGMENT_LETTERS]


def planned_to_date(tactic: Tactic, lookup: Lookup, closed: int) -> Figure:
    """Give what the closed months were to cost; none where no row plans anything."""
    rows = [row.plan for row in lookup.costs_of.get(tactic.id, ())]
    if not typed(amount for year in rows for amount in year):
        return None
    return figure(total(typed(amount for year in rows for amount in year[:closed])))


def month_money(tactics: Iterable[Tactic], lookup: Lookup) -> tuple[tuple[Figure, Figure], ...]:
    """Give what was planned and spent in each of the twelve months; none where no row says it."""
    rows = [row for tactic in tactics for row in lookup.costs_of.get(tactic.id, ())]
    return tuple(
        (money(row.plan[k] for row in rows), money(row.actual[k] for row in rows))
        for k in range(12)
    )


def money(amounts: Iterable[Number]) -> Figure:
    """Add amounts; none where none is typed."""
    given = typed(amounts)
    return figure(total(given)) if given else None


def _of(own: Number, years: Iterable[Months]) -> Figure:
    given = typed(amount for year in years for amount in year)
    return figure(total(given)) if given else own
