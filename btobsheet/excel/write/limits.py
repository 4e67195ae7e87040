"""A plan whose workbook could not be read back is refused before anything is written."""

from __future__ import annotations

from collections.abc import Iterable

from btobsheet.excel.raw.preflight import MAX_PART, load_of
from btobsheet.layout.book import BOOK
from btobsheet.plan.model import Plan
from btobsheet.plan.records import TABLES
from btobsheet.problems import UsageError, problem

_READ = ("xl/worksheets/sheet", "xl/sharedStrings.xml")
"""How the names of the parts begin that reading goes through."""
_CELL = len('<c r="A1" s="1"><f t="shared" si="1"/><v/></c>')


def refuse_endless(plan: Plan) -> None:
    """Refuse a plan (E064) whose computed cells alone are more than is read of a file: laying it
    out and writing it would take minutes.
    """
    _refuse(plan, max(_computed(plan, table) for table in TABLES) / MAX_PART)


def refuse_unreadable(plan: Plan, parts: Iterable[tuple[str, bytes]]) -> None:
    """Refuse a plan (E064) whose workbook's parts are more than is read of a file."""
    _refuse(plan, load_of(content for name, content in parts if name.startswith(_READ)))


def _refuse(plan: Plan, load: float) -> None:
    """Refuse a plan that takes so many times what may be; say how much of it would fit."""
    if load <= 1:
        return
    rows, table = max((_rows(plan, table), table) for table in TABLES)
    raise UsageError(
        problem(
            "E064",
            value=BOOK.sheet_of(table).title(plan.language),
            rows=rows,
            most=_rounded(int(rows / load)),
        )
    )


def _rows(plan: Plan, table: str) -> int:
    return len(getattr(plan, table))


def _computed(plan: Plan, table: str) -> int:
    """Give how many bytes the computed cells of a table have at least; few of them hold a formula
    of their own.
    """
    formulas = sum(1 for column in BOOK.table(table).columns if column.formula)
    return _rows(plan, table) * formulas * _CELL


def _rounded(count: int) -> int:
    """Leave two digits of a number."""
    unit: int = 10 ** max(0, len(str(count)) - 2)
    return count // unit * unit
