"""Approve a plan, first as agreed (number 0), then each re-plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from btobsheet.excel.raw.grid import Source
from btobsheet.life.memory import memory_tab, remembering
from btobsheet.plan.agreed import Difference, differences, state_of
from btobsheet.plan.history import Approval, History
from btobsheet.plan.model import Plan
from btobsheet.problems import Problem, UsageError, problem
from btobsheet.quickclass import dataclass
from btobsheet.sharing.merge.written import Judge
from btobsheet.sharing.opened import open_book, refuse_part
from btobsheet.status.slips import targets_of


@dataclass(frozen=True)
class Approved:
    """An approved workbook: its bytes, its plan with the new approval, what differs from the
    approval before it, and the errors that it was approved with.
    """

    data: bytes
    file: str
    plan: Plan
    approval: Approval
    changes: tuple[Difference, ...]
    errors: tuple[Problem, ...]


def approve_book(
    source: Source,
    judge: Judge,
    on: dt.date,
    *,
    by: str = "",
    note: str = "",
    force: bool = False,
    name: str = "",
) -> Approved:
    """Approve the plan in a workbook.

    Raises UnreadableError, and UsageError: E090 a workbook with errors (unless ``force``), E091 a
    re-plan without its reason, E092 a workbook without the tab ``_history``, E093 a history that
    somebody edited, E094 a plan that is as it was approved, E099 a day before the last
    approval, E112 a part of a plan, E050 .ods and .xlsb.
    """
    book = open_book(source, name, verify=True)
    refuse_part(book.plan, book.file)
    memory_tab(book)
    plan, errors = book.plan, _errors(book.result.problems)
    last = plan.history.last
    if errors and not force:
        raise UsageError(problem("E090", count=len(errors)), book.file)
    changes = differences(last, plan) if last else ()
    if last and on < last.on:
        told = problem("E099", number=last.number, on=str(on), last=str(last.on))
        raise UsageError(told, book.file)
    if last and not changes:
        raise UsageError(problem("E094", number=last.number, on=last.on.isoformat()), book.file)
    if last and not note.strip():
        raise UsageError(problem("E091", number=last.number), book.file)
    history = approved(plan, on, by.strip(), note.strip())
    made, data = remembering(book, history, judge)
    return Approved(data, book.file, made, history.approvals[-1], changes, errors)


def approved(plan: Plan, on: dt.date, by: str = "", note: str = "") -> History:
    """Give a plan's history with its present state approved as the next number."""
    approvals, effective = plan.history.approvals, targets_of(plan)
    state = state_of(plan, len(approvals), on, by, note)
    targets = {
        kpi: replace(target, effective=effective[kpi]) for kpi, target in state.targets.items()
    }
    return replace(plan.history, approvals=(*approvals, replace(state, targets=targets)))


def _errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(item for item in problems if item.severity == "error")
