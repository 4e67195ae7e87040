"""目標逆算 of a workbook, and its targets as proposals in it: the cells of ③ are patched, all else
stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from btobsheet.excel.patch.edits import Target, Value
from btobsheet.excel.raw.grid import Source
from btobsheet.excel.read.audit import told_restated
from btobsheet.layout.rows.written import plan_rows
from btobsheet.layout.typed.numbers import parse_kpi_value
from btobsheet.layout.typed.text import narrowed
from btobsheet.life.writing import not_written, overwritten
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan
from btobsheet.plan.records import KGI, is_percent_unit
from btobsheet.problems import Problem, UsageError, problem
from btobsheet.quickclass import dataclass
from btobsheet.sharing.cached import put_into
from btobsheet.sharing.merge.written import Judge
from btobsheet.sharing.opened import Book, Places, open_book, places
from btobsheet.status.backwards.figures import Goal
from btobsheet.status.backwards.needs import Rates, goal
from btobsheet.status.backwards.proposals import Proposal, alone, doubtful, proposals, proposed
from btobsheet.status.figures import Assessment
from btobsheet.status.rules import positive


@dataclass(frozen=True)
class Backwards:
    """目標逆算 of a plan: its ``goal``, the day's ``assessment``, the KGI and the rates it was
    asked for; with proposals the cells that change, the workbook's bytes with them, what to know.
    """

    data: bytes
    file: str
    plan: Plan
    assessment: Assessment
    goal: Goal
    kgi: float | None
    rates: Rates
    proposals: tuple[Proposal, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def changed(self) -> bool:
        """Tell whether anything is proposed: else the bytes are those given."""
        return bool(self.proposals)


def backwards(
    plan: Plan, file: str, judge: Judge, kgi: float | None = None, rates: Rates = "plan"
) -> Backwards:
    """Reckon a plan's goal backwards.

    Raises UsageError: E122 a KGI that is not above 0, E123 a plan without one.
    """
    if kgi is not None and not positive(kgi):
        raise UsageError(problem("E122", value=f"{kgi:g}"), file)
    assessment = judge(plan)
    found = goal(assessment, Lookup.of(plan), kgi=kgi, rates=rates)
    if not found.nodes and kgi is not None:
        raise UsageError(problem("E123"), file)
    return Backwards(b"", file, plan, assessment, found, kgi, rates)


def in_its_unit(plan: Plan, kgi: str, file: str) -> float:
    """Read what a KGI would have to reach (``1.2億円``) in the KGI's own unit; raises UsageError
    E122 for what is no such value.
    """
    unit = next((one.unit for one in plan.kpis if one.scope == KGI), "")
    percent = is_percent_unit(unit)
    made = parse_kpi_value(kgi, percent=percent, unit=unit).value
    if not isinstance(made, int | float) or ("%" in narrowed(kgi) and not percent):
        raise UsageError(problem("E122", value=kgi), file)
    return float(made)


def propose(
    source: Source, judge: Judge, kgi: float | None = None, rates: Rates = "plan", name: str = ""
) -> Backwards:
    """Put the targets of 目標逆算 into a workbook as proposals; where nothing changes its bytes are
    those given.

    Raises UnreadableError, and UsageError: E122, E123 as in :func:`backwards`, E050 .ods and .xlsb,
    E052 a cell of an array formula.
    """
    book = open_book(source, name)
    made = backwards(book.plan, book.file, judge, kgi, rates)
    if not made.goal.nodes:
        raise UsageError(problem("E123"), book.file)
    lookup = Lookup.of(book.plan)
    wanted = proposals(made.goal, book.plan, lookup)
    where = places(book, {})
    there = {one: where.target(one.table, one.id, one.field) for one in wanted}
    found = tuple(one for one in wanted if there[one])
    plan = proposed(book.plan, found)
    told = (
        *not_written(wanted, there),
        *overwritten(book, where, found),
        *alone(made.goal, found, lookup),
        *doubtful(found, book.plan, made.assessment.closed_months),
        *_judged_anew(book.plan, plan),
    )
    data = _patched(book, plan, found, judge, where)
    return replace(made, data=data, proposals=found, problems=told)


def _judged_anew(before: Plan, after: Plan) -> Iterator[Problem]:
    """Tell the closed months that the new annual targets judge otherwise than reported (W436)."""
    known = list(told_restated(before))
    return (one for one in told_restated(after) if one not in known)


def _patched(
    book: Book, plan: Plan, found: Iterable[Proposal], judge: Judge, where: Places
) -> bytes:
    rows = {str(row["id"]): row for row in plan_rows(plan)["kpis"]}
    fields = [(one.id, one.field) for one in found]
    fields += [(one, "examples") for one in dict.fromkeys(kpi for kpi, _ in fields)]
    values: dict[Target, Value] = {
        target: rows[kpi].get(field)
        for kpi, field in fields
        if (target := where.target("kpis", kpi, field))
    }
    return put_into(book, values, lambda: judge(plan), where)
