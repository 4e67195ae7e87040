"""The hidden tab ``_history`` of a person's workbook: found, and patched with what the plan is to
remember; the formulas that look it up get their values.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace

from btobsheet.excel.patch.edits import Edits, Target, Value, patch
from btobsheet.excel.patch.wanted import Prompt
from btobsheet.excel.raw.cells import SheetGrid
from btobsheet.excel.read.signs import hidden_sheet
from btobsheet.layout.kinds import Scalar
from btobsheet.layout.rows.identity import HISTORY_SHEET
from btobsheet.layout.rows.memory import memory_cells
from btobsheet.plan.history import History
from btobsheet.plan.model import Plan
from btobsheet.problems import UsageError, problem
from btobsheet.sharing.cached import values_of
from btobsheet.sharing.merge.written import Judge
from btobsheet.sharing.opened import Book, places
from btobsheet.sharing.split import typed_name


def memory_tab(book: Book) -> SheetGrid:
    """Find the tab that keeps the history.

    Raises UsageError: E092 a workbook without it, E093 a history that somebody edited.
    """
    tab = hidden_sheet(book.result.grid, HISTORY_SHEET)
    if tab is None:
        name = os.path.basename(book.file)  # noqa: PTH119 - a text, as the reader takes it
        raise UsageError(problem("E092", workbook=typed_name(name or "OLD.xlsx")), book.file)
    if not book.plan.history.intact:
        raise UsageError(problem("E093"), book.file)
    return tab


def remembering(
    book: Book, history: History, judge: Judge, prompts: tuple[Prompt, ...] = ()
) -> tuple[Plan, bytes]:
    """Give the plan of a workbook with another history, and the workbook patched with it.

    ``prompts`` are input messages of cells that are to be others.
    """
    made = replace(book.plan, history=history)
    values = _edits(memory_tab(book), memory_cells(history, made.language, made.start))
    cached = values_of(book, judge(made), places(book, {}))
    edits = Edits(values=values, cached=cached, prompts=prompts)
    return made, patch(book.data, edits, book.file)


def _edits(tab: SheetGrid, cells: Mapping[tuple[int, int], Scalar]) -> dict[Target, Value]:
    """Give the cells of the tab that are to hold something else."""
    there = tab.values()
    return {
        (tab.name, *at): cells.get(at)
        for at in sorted(there.keys() | cells.keys())
        if cells.get(at) != there.get(at)
    }
