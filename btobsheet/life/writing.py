"""What is told of cells that a command writes into a person's workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol, TypeVar

from btobsheet.excel.patch.edits import Target
from btobsheet.layout.address import a1
from btobsheet.problems import Place, Problem, problem
from btobsheet.sharing.opened import Book, Places


class CellChange(Protocol):
    """One cell of a record that is to hold something else; ``before`` is None or ``""`` where
    nothing that can be read stands there.
    """

    @property
    def table(self) -> str:
        """The record's table."""

    @property
    def id(self) -> str:
        """The record's id."""

    @property
    def field(self) -> str:
        """The field that changes."""

    @property
    def label(self) -> str:
        """The record's id and name, as the drop-downs show a reference."""

    @property
    def before(self) -> object:
        """What stands there."""


C = TypeVar("C", bound=CellChange)


def not_written(wanted: Iterable[C], there: Mapping[C, Target | None]) -> Iterator[Problem]:
    """Tell the columns that a workbook does not have, with the rows they are missing for (W422)."""
    missing: dict[tuple[str, str], list[str]] = {}
    for one in wanted:
        if not there[one]:
            missing.setdefault((one.table, one.field), []).append(one.id)
    for (table, field), ids in missing.items():
        yield problem("W422", label=", ".join(ids), field=f"{table}.{field}")


def overwritten(book: Book, where: Places, found: Iterable[CellChange]) -> Iterator[Problem]:
    """Tell what people had in cells written over that was no plain value: a formula, or what nobody
    can read (W421).
    """
    for one in found:
        target, row = where.target(one.table, one.id, one.field), where.rows[one.table, one.id]
        formula = book.formulas.get((one.table, row, one.field))
        entry = book.snapshot.tables.get(one.table, {}).get(one.id, {}).get(one.field)
        unread = str(entry.cell) if one.before in (None, "") and entry is not None else ""
        value = f"={formula.formula}" if formula else unread
        if target and value:
            told = {"label": one.label, "field": f"{one.table}.{one.field}"}
            yield problem("W421", Place(target[0], a1(*target[1:])), value, **told)
