"""A plan whose workbook could not be read back is refused before anything is written."""

from __future__ import annotations

from collections.abc import Iterable

from btobsheet.excel.raw.preflight import MAX_PART, load_of
from btobsheet.excel.write.tables import SHARED_ROWS
from btobsheet.layout.book import BOOK
from btobsheet.layout.formula import compile_rows
from btobsheet.layout.geometry import table_geometry
from btobsheet.plan.model import Plan
from btobsheet.plan.records import TABLES
from btobsheet.problems import UsageError, problem

_READ = ("xl/worksheets/sheet", "xl/sharedStrings.xml")
"""How the names of the parts begin that reading goes through."""
_CELL = len('<c r="A1" s="1"><f></f><v></v></c>')


def refuse_endless(plan: Plan) -> None:
    """Refuse a plan (E064) whose formulas alone are more than is read of a file: laying it out and
    writing it would take minutes.
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
    """Give how many bytes the computed cells of a table have at least.

    In a long one each has its formula.
    """
    rows = _rows(plan, table)
    if rows <= SHARED_ROWS:
        return 0
    geometry = table_geometry(plan, table)
    formulas = (compile_rows(geometry, slot) for slot in geometry.slots if slot.column.formula)
    return rows * sum(len(formula(rows)) + _CELL for formula in formulas)


def _rounded(count: int) -> int:
    """Leave two digits of a number."""
    unit: int = 10 ** max(0, len(str(count)) - 2)
    return count // unit * unit
