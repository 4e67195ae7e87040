"""Problems as values: a code, where it stands, and what to tell.

A problem is worded last (:mod:`btobsheet.wording`), so the same value serves a Japanese text, an
English one and JSON. The first letter of its code is its severity: ``E`` error, ``W`` warning,
``N`` notice. The families are: 0xx the file, 1xx its structure, 2xx a typed value, 3xx a
reference or an id, 4xx formulas and identity, 5xx the lint of the plan itself, 6xx a plan as text,
7xx merging, splitting and filling, 8xx
plans made by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from typing import Any

from btobsheet.quickclass import dataclass

SEVERITIES: tuple[tuple[str, str], ...] = (("E", "error"), ("W", "warning"), ("N", "notice"))

Detail = str | int | float


@dataclass(frozen=True, slots=True)
class Place:
    """One cell (or a whole sheet): the sheet's name as seen by people, and A1.

    In a text file it is ``line``, and ``key`` says which value: ``kpis.K01.annual_target``.
    """

    sheet: str = ""
    cell: str = ""
    line: int = 0
    key: str = ""

    @property
    def value(self) -> str:
        """Give what tells the one value it is: its cell, or its key; nothing for a whole sheet."""
        return self.cell or self.key


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record was read: the sheet, its row (from 1) and the column letters by field name.

    ``file_lines`` of a plan as text stand in ``row`` with an empty ``columns``.
    """

    sheet: str
    row: int
    columns: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)

    def place(self, name: str = "id") -> Place:
        """Give the place of one field, or of the record's id where the field has no column."""
        column = self.columns.get(name) or self.columns.get("id", "")
        if not column:
            return Place(self.sheet, line=self.row)
        return Place(self.sheet, f"{column}{self.row}")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, doubtful or worth knowing.

    ``code`` is E, W or N (error, warning, notice) with three digits; ``place`` the cell, where
    there is one: ``sheet``, ``cell`` (A1), ``line`` of a text. ``value`` is what was typed, as
    text; ``details`` are what else the sentence of the code names.
    """

    code: str
    place: Place | None = None
    value: str = ""
    details: Mapping[str, Detail] = field(default_factory=dict)

    @property
    def severity(self) -> str:
        """``error``, ``warning`` or ``notice``, from the first letter of the code."""
        return dict(SEVERITIES)[self.code[0]]


def problem(
    code: str, place: Place | None = None, value: object = "", **details: Detail
) -> Problem:
    """Make a problem with its details as keywords."""
    return Problem(code, place, str(value), details)


class Later(Sequence[Problem]):
    """Problems that are looked for when somebody asks for them, else as a tuple of them."""

    def __init__(self, find: Callable[[], tuple[Problem, ...]]) -> None:
        """Take what finds them."""
        self._find = find
        self._found: tuple[Problem, ...] | None = None

    @property
    def _all(self) -> tuple[Problem, ...]:
        if self._found is None:
            self._found = self._find()
        return self._found

    def __len__(self) -> int:
        return len(self._all)

    def __getitem__(self, at: Any) -> Any:
        return self._all[at]

    def __eq__(self, other: object) -> bool:
        return self._all == (other._all if isinstance(other, Later) else other)

    __hash__ = None  # type: ignore[assignment]  # problems are unhashable themselves

    def __add__(self, other: Iterable[Problem]) -> tuple[Problem, ...]:
        return (*self._all, *other)

    def __radd__(self, other: Iterable[Problem]) -> tuple[Problem, ...]:
        return (*other, *self._all)

    def __repr__(self) -> str:
        return repr(self._all)

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (self._all,)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether any of the problems is an error."""
    return any(item.severity == "error" for item in problems)


def count_errors(problems: Iterable[Problem]) -> int:
    """Count the problems that are errors: what could not be read, and is in no figure."""
    return sum(item.severity == "error" for item in problems)


class BtobsheetError(Exception):
    """Carry the one problem that stops a command: ``problem``, and the ``file`` it is about.

    All errors that the public functions raise on purpose are of it. ``exit_code`` is what the
    command line ends with.
    """

    exit_code = 2

    def __init__(self, problem: Problem, file: str = "") -> None:
        """Take the problem, and the file it is about."""
        super().__init__(problem.code)
        self.problem = problem
        self.file = file

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle and copy it with what it was made from: an exception would keep its text alone."""
        return type(self), (self.problem, self.file), self.__dict__


class UnreadableError(BtobsheetError):
    """Tell that an input cannot be read as a planning workbook (``exit_code`` 3)."""

    exit_code = 3


class UsageError(BtobsheetError):
    """Tell that a call cannot be carried out as it stands (``exit_code`` 2)."""
