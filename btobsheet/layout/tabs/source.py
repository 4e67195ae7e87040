"""What the named columns of the input tables show, and the formulas that look it up.

Columns of the input tables and of the ``_lists`` tab are known by their defined names; their cells
are counted from 1 as INDEX and MATCH do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from operator import ge, gt, le, lt, ne

from btobsheet.layout.kinds import Scalar
from btobsheet.layout.tabs.shapes import Expr, const, number, plain
from btobsheet.layout.tabs.typed_text import as_text, criterion, may_match
from btobsheet.quickclass import dataclass

_COMPARED: Mapping[str, Callable[[float, float], bool]] = {
    ">": gt,
    ">=": ge,
    "<": lt,
    "<=": le,
    "<>": ne,
}


@dataclass(frozen=True)
class Source:
    """What the cells of the named columns show, by name."""

    columns: Mapping[str, Sequence[Scalar]]
    scalars: Mapping[str, Scalar]
    _rows: dict[str, tuple[Sequence[Scalar], Mapping[Scalar, Sequence[int]]]] = field(
        default_factory=dict, repr=False, compare=False
    )
    """The rows of each value of a column that was asked for, and the column as it was then."""

    def name(self, name: str) -> Expr:
        """Refer to a named single value."""
        return Expr(name, self.scalars[name])

    def _at(self, name: str, pointer: Expr) -> Scalar:
        at = int(number(pointer))
        column = self.columns[name]
        return column[at - 1] if 0 < at <= len(column) else None

    def text_at(self, name: str, pointer: Expr) -> Expr:
        """Look a text up at a row of a named column; an empty text for row 0 or a blank cell."""
        value = self._at(name, pointer)
        return Expr(
            f'IF({pointer.text}>0,{as_text(name, pointer.text)},"")',
            "" if value is None else plain(value),
        )

    def number_at(self, name: str, pointer: Expr) -> Expr:
        """Look a number up at a row of a named column; an empty text where there is none."""
        value = self._at(name, pointer)
        found = f"INDEX({name},{pointer.text})"
        return Expr(
            f'IF({pointer.text}>0,IF(ISNUMBER({found}),{found},""),"")',
            value if isinstance(value, int | float) else "",
        )

    def kth(self, name: str, k: Expr, largest: bool = False) -> Expr:
        """Find the row of the k-th smallest (or largest) number of a named column.

        0 where there are fewer.
        """
        numbers = sorted(
            (value for value in self.columns[name] if isinstance(value, int | float)),
            reverse=largest,
        )
        at = int(number(k))
        row = self.columns[name].index(numbers[at - 1]) + 1 if 0 < at <= len(numbers) else 0
        return Expr(
            f"IFERROR(MATCH({'LARGE' if largest else 'SMALL'}({name},{k.text}),{name},0),0)", row
        )

    def find(self, name: str, what: Expr) -> Expr:
        """Find the row of the first cell that equals a value; 0 for none or an empty text."""
        cells = list(self.columns[name])
        row = (
            cells.index(what.value) + 1
            if what.value not in ("", None) and what.value in cells
            else 0
        )
        return Expr(f'IF({what.text}="",0,IFERROR(MATCH({what.text},{name},0),0))', row)

    def count(self, *conditions: tuple[str, Expr | str]) -> Expr:
        """Count the rows that meet all conditions (COUNTIFS): an expression or ``>0``."""
        return Expr(f"COUNTIFS({self._criteria(conditions)})", len(self._meets(conditions)))

    def empty(self, name: str, *conditions: tuple[str, Expr | str]) -> Expr:
        """Count the rows that meet all conditions and have nothing or an empty text in a column."""
        column = self.columns[name]
        found = sum(column[at] in ("", None) for at in self._meets(conditions))
        return Expr(f'COUNTIFS({self._criteria(conditions)},{name},"")', found)

    def below(self, name: str, limit: Expr) -> Expr:
        """Count the numbers of a named column below a limit."""
        count = sum(
            isinstance(cell, int | float) and cell < number(limit) for cell in self.columns[name]
        )
        return Expr(f'COUNTIF({name},"<"&{limit.text})', count)

    def numbers(self, name: str) -> Expr:
        """Count the numbers of a named column."""
        return Expr(
            f"COUNT({name})", sum(isinstance(cell, int | float) for cell in self.columns[name])
        )

    def total(self, name: str, *conditions: tuple[str, Expr | str]) -> Expr:
        """Sum the numbers of a named column over the rows that meet all conditions (SUMIFS)."""
        column = self.columns[name]
        cells = [column[at] for at in self._meets(conditions)] if conditions else column
        value = sum(cell for cell in cells if isinstance(cell, int | float))
        text = f"SUMIFS({name},{self._criteria(conditions)})" if conditions else f"SUM({name})"
        return Expr(text, value)

    def _criteria(self, conditions: Sequence[tuple[str, Expr | str]]) -> str:
        return ",".join(f"{name},{_criterion(test)}" for name, test in conditions)

    def _meets(self, conditions: Sequence[tuple[str, Expr | str]]) -> Sequence[int]:
        """Give the places of the rows that meet all conditions, from 0."""
        exact = [
            set(self._rows_of(name, test.value))
            for name, test in conditions
            if isinstance(test, Expr)
        ]
        rows: Sequence[int] = range(len(self.columns[conditions[0][0]]))
        if exact:
            rows = sorted(set.intersection(*exact))
        for name, test in conditions:
            if isinstance(test, str):
                column, matches = self.columns[name], _within(test)
                rows = [at for at in rows if matches(column[at])]
        return rows

    def _rows_of(self, name: str, value: Scalar) -> Sequence[int]:
        """Give the places of a value in a column, as a criterion finds it: in any case."""
        wanted = value.lower() if isinstance(value, str) else value
        if wanted in ("", None) or (isinstance(wanted, str) and not may_match(wanted)):
            return ()
        column = self.columns[name]
        if name not in self._rows or self._rows[name][0] is not column:
            found: dict[Scalar, list[int]] = {}
            for at, cell in enumerate(column):
                found.setdefault(cell.lower() if isinstance(cell, str) else cell, []).append(at)
            self._rows[name] = column, found
        return self._rows[name][1].get(wanted, ())


def _criterion(test: Expr | str) -> str:
    """Give a criterion's text; one that people typed means itself."""
    if isinstance(test, str):
        return const(test).text
    typed = isinstance(test.value, str) and not test.text.startswith('"')
    return criterion(test.text) if typed else test.text


def _within(limit: str) -> Callable[[Scalar], bool]:
    """Give the test of a limit (``>0``), made once for all cells of a column."""
    compared, number_of = _COMPARED[limit.rstrip("0123456789.-+E")], float(limit.lstrip("<>="))
    return lambda cell: isinstance(cell, int | float) and compared(cell, number_of)
