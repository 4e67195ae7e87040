"""Approve a plan, first as agreed (number 0), then each re-plan: what was agreed is kept in the
workbook's hidden tab ``_history``, which is patched; the formulas that look it up get their values.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace

from btobsheet.excel.patch.edits import Edits, Target, Value, patch
from btobsheet.excel.raw.cells import SheetGrid
from btobsheet.excel.raw.grid import Source
from btobsheet.excel.read.signs import hidden_sheet
from btobsheet.layout.kinds import Scalar
from btobsheet.layout.rows.identity import HISTORY_SHEET
from btobsheet.layout.rows.memory import memory_cells
from btobsheet.plan.agreed import Difference, differences
from btobsheet.plan.history import Approval, approved
from btobsheet.plan.model import Plan
from btobsheet.problems import Problem, UsageError, problem
from btobsheet.quickclass import dataclass
from btobsheet.sharing.cached import values_of
from btobsheet.sharing.merge.written import Judge
from btobsheet.sharing.opened import Book, open_book, places


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
    somebody edited, E094 a plan that is as it was approved, E050 .ods and .xlsb.
    """
    book = open_book(source, name, verify=True)
    plan, errors = book.plan, _errors(book.result.problems)
    tab = _tab(book)
    last = plan.history.last
    if not plan.history.intact:
        raise UsageError(problem("E093"), book.file)
    if errors and not force:
        raise UsageError(problem("E090", count=len(errors)), book.file)
    changes = differences(last, plan) if last else ()
    if last and not changes:
        raise UsageError(problem("E094", number=last.number, on=last.on.isoformat()), book.file)
    if last and not note.strip():
        raise UsageError(problem("E091", number=last.number), book.file)
    history = approved(plan, on, by.strip(), note.strip())
    made = replace(plan, history=history)
    values = _edits(tab, memory_cells(history, plan.language))
    cached = values_of(book, judge(made), places(book, {}))
    data = patch(book.data, Edits(values=values, cached=cached), book.file)
    return Approved(data, book.file, made, history.approvals[-1], changes, errors)


def _errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(item for item in problems if item.severity == "error")


def _tab(book: Book) -> SheetGrid:
    """Find the tab that keeps the history; UsageError E092 without one."""
    tab = hidden_sheet(book.result.grid, HISTORY_SHEET)
    if tab is None:
        raise UsageError(problem("E092"), book.file)
    return tab


def _edits(tab: SheetGrid, cells: Mapping[tuple[int, int], Scalar]) -> dict[Target, Value]:
    """Give the cells of the tab that are to hold something else."""
    there = {
        (row, column): cell.value
        for row, columns in tab.rows.items()
        for column, cell in columns.items()
    }
    return {
        (tab.name, *at): cells.get(at)
        for at in sorted(there.keys() | cells.keys())
        if cells.get(at) != there.get(at)
    }
