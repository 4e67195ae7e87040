"""Which records of a plan still hold a template's example values."""

from __future__ import annotations

from collections.abc import Iterator

from btobsheet.plan.model import Plan
from btobsheet.plan.records import Record
from btobsheet.quickclass import dataclass

_MONEY = {"tactics": ("budget",), "costs": ("plan",)}


@dataclass(frozen=True, slots=True)
class ExamplesLeft:
    """What figures are reckoned with that are still examples: ``kpis`` with such targets, rates,
    lead times or stocks in hand, ``budgets`` of tactics, told by themselves or by their items.
    """

    kpis: int
    budgets: int

    def __bool__(self) -> bool:
        """Tell whether there are any."""
        return bool(self.kpis or self.budgets)


def with_examples(plan: Plan) -> Iterator[tuple[str, Record]]:
    """Give the records that hold examples, each with its table, but for what belongs to tactics
    that are not counted.
    """
    uncounted = {tactic.id for tactic in plan.tactics if not tactic.counts}
    for table, record in plan.records():
        belongs = {record.id, getattr(record, "scope", ""), getattr(record, "tactic", "")}
        if record.examples and not belongs & uncounted:
            yield table, record


def examples_left(plan: Plan) -> ExamplesLeft:
    """Count the records whose examples figures are reckoned with; none once the plan is approved:
    what was agreed is the plan's own.
    """
    return ExamplesLeft(0, 0) if plan.history.approvals else count_examples(plan)


def count_examples(plan: Plan) -> ExamplesLeft:
    """Count them, approved or not."""
    kpis, budgets = 0, set[str]()
    for table, record in with_examples(plan):
        kpis += table == "kpis"
        fields = {field.partition(".")[0] for field in record.examples}
        if fields.intersection(_MONEY.get(table, ())):
            budgets.add(getattr(record, "tactic", "") or record.id)
    return ExamplesLeft(kpis, len(budgets))
