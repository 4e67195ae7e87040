"""目標逆算 of a workbook, and its targets as proposals in it: the cells of ③ are patched, all else
stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from btobsheet.excel.patch.edits import Edits, Target, Value, patch
from btobsheet.excel.raw.grid import Source
from btobsheet.layout.address import a1
from btobsheet.layout.rows.written import plan_rows
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Kpi
from btobsheet.plan.words import label
from btobsheet.problems import Place, Problem, UsageError, problem
from btobsheet.quickclass import dataclass
from btobsheet.sharing.cached import values_of
from btobsheet.sharing.merge.written import Judge
from btobsheet.sharing.opened import Book, Places, open_book, places
from btobsheet.status.backwards.figures import Goal
from btobsheet.status.backwards.needs import Rates, goal
from btobsheet.status.backwards.proposals import Proposal, proposals
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
    wanted = proposals(made.goal, book.plan, Lookup.of(book.plan))
    where = places(book, {})
    there = {one: where.target("kpis", one.kpi.id, one.field) for one in wanted}
    found = tuple(one for one in wanted if there[one])
    plan = _proposed(book.plan, found)
    told = (*_not_written(wanted, there), *_overwritten(book, where, found))
    data = _patched(book, plan, found, judge, where)
    return replace(made, data=data, proposals=found, problems=told)


def _proposed(plan: Plan, found: Iterable[Proposal]) -> Plan:
    """Give the plan with the proposals, each marked as an example."""
    fields: dict[str, dict[str, float]] = {}
    for one in found:
        fields.setdefault(one.kpi.id, {})[one.field] = one.after
    kpis = (_with(kpi, plan, fields.get(kpi.id, {})) for kpi in plan.kpis)
    return replace(plan, kpis=tuple(kpis))


def _with(kpi: Kpi, plan: Plan, fields: Mapping[str, float]) -> Kpi:
    if not fields:
        return kpi
    months = zip(plan.months, kpi.target, strict=True)
    return replace(
        kpi,
        annual_target=fields.get("annual_target", kpi.annual_target),
        target=tuple(fields.get(f"target.{month}", value) for month, value in months),
        examples=tuple(dict.fromkeys((*kpi.examples, *fields))),
    )


def _patched(
    book: Book, plan: Plan, found: Iterable[Proposal], judge: Judge, where: Places
) -> bytes:
    rows = {str(row["id"]): row for row in plan_rows(plan)["kpis"]}
    fields = [(one.kpi.id, one.field) for one in found]
    fields += [(one, "examples") for one in dict.fromkeys(kpi for kpi, _ in fields)]
    values: dict[Target, Value] = {
        target: rows[kpi].get(field)
        for kpi, field in fields
        if (target := where.target("kpis", kpi, field))
    }
    if not values:
        return book.data
    cached = values_of(book, judge(plan), where)
    left = {target: value for target, value in cached.items() if target not in values}
    return patch(book.data, Edits(values=values, cached=left), book.file)


def _not_written(
    wanted: Iterable[Proposal], there: Mapping[Proposal, Target | None]
) -> Iterator[Problem]:
    """Tell the columns that a workbook does not have, with the rows they are missing for (W422)."""
    missing: dict[str, list[str]] = {}
    for one in wanted:
        if not there[one]:
            missing.setdefault(one.field, []).append(one.kpi.id)
    for field, ids in missing.items():
        yield problem("W422", label=", ".join(ids), field=f"kpis.{field}")


def _overwritten(book: Book, where: Places, found: Iterable[Proposal]) -> Iterator[Problem]:
    """Tell what people had in cells written over that was no plain value: a formula, or what nobody
    can read (W421).
    """
    for one in found:
        target, row = where.target("kpis", one.kpi.id, one.field), where.rows["kpis", one.kpi.id]
        formula = book.formulas.get(("kpis", row, one.field))
        entry = book.snapshot.tables.get("kpis", {}).get(one.kpi.id, {}).get(one.field)
        unread = "" if one.before is not None or entry is None else str(entry.cell)
        value = f"={formula.formula}" if formula else unread
        if target and value:
            told = {"label": label(one.kpi), "field": f"kpis.{one.field}"}
            yield problem("W421", Place(target[0], a1(*target[1:])), value, **told)
