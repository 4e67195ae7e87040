"""Look up what surrounds the cells: notes, fills and validations; only where a command needs them.

openpyxl reads them, in a child process, since its full load hangs on hostile files. Merged ranges
need none of this: they stand in the :class:`~btobsheet.excel.raw.cells.SheetGrid`.
"""

from __future__ import annotations

import os

from btobsheet.excel.raw.child import ChildError, ask_child
from btobsheet.excel.raw.grid import load
from btobsheet.excel.raw.preflight import Package, RefusalError, kind_of, sniff
from btobsheet.problems import Problem, UnreadableError
from btobsheet.quickclass import dataclass


@dataclass(frozen=True, slots=True)
class Note:
    """A note (comment) on a cell, row and column from 1."""

    row: int
    column: int
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Fill:
    """A cell's solid fill: ``RRGGBB``, or ``theme:4`` or ``indexed:13`` as the file names it."""

    row: int
    column: int
    colour: str


@dataclass(frozen=True, slots=True)
class Validation:
    """A validation: its ranges (A1, by spaces), kind (``list``, ``date`` …) and first formula."""

    ranges: str
    kind: str
    formula: str


@dataclass(frozen=True, slots=True)
class SheetDetails:
    """What surrounds the cells of one worksheet."""

    name: str
    notes: tuple[Note, ...]
    fills: tuple[Fill, ...]
    validations: tuple[Validation, ...]


def inspect_workbook(
    source: str | os.PathLike[str] | bytes, name: str = ""
) -> tuple[SheetDetails, ...]:
    """Give the details of all worksheets of an .xlsx or .xlsm file, in the order of their tabs.

    Raises :class:`UnreadableError`: the codes of reading, and E019 where openpyxl gives up (a
    workbook whose cells are well readable may still end so).
    """
    name = name or ("" if isinstance(source, bytes) else os.fspath(source))
    try:
        data = source if isinstance(source, bytes) else load(source)
        sniff(data)
        if kind_of(Package(data)) != "xlsx":
            raise RefusalError("E019")
        answer = ask_child("details", data)
    except ChildError:
        raise UnreadableError(Problem("E019"), file=name) from None
    except RefusalError as refusal:
        raise UnreadableError(Problem(refusal.code, details=refusal.details), file=name) from None
    if not answer:  # openpyxl sees no sheets at all in Strict Open XML
        raise UnreadableError(Problem("E019"), file=name)
    return tuple(_details(*sheet) for sheet in answer)


def _details(
    name: str, notes: list[list[str]], fills: list[list[str]], rules: list[list[str]]
) -> SheetDetails:
    return SheetDetails(
        name,
        tuple(Note(int(row), int(column), author, text) for row, column, author, text in notes),
        tuple(Fill(int(row), int(column), colour) for row, column, colour in fills),
        tuple(Validation(*rule) for rule in rules),
    )
