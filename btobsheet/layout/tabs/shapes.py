"""The few formula shapes of the output tabs: each gives the Excel text and its value together.

An :class:`Expr` is a formula's text with the value it must compute. Columns of the input tables and
of the ``_lists`` tab are known by their defined names; :class:`Source` holds what their cells show,
counted from 1 as INDEX and MATCH do. Because a shape makes both sides at once, no cell of an output
tab needs a twin by hand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from operator import ge, gt, le, lt, ne

from btobsheet.layout.kinds import EPOCH, Scalar
from btobsheet.layout.macros import jump
from btobsheet.layout.tabs.typed_text import as_text, criterion, may_match
from btobsheet.quickclass import dataclass

_DIGITS = 330
"""Enough for the largest float with nine decimals."""
_COMPARED: Mapping[str, Callable[[float, float], bool]] = {
    ">": gt,
    ">=": ge,
    "<": lt,
    "<=": le,
    "<>": ne,
}


@dataclass(frozen=True)
class Expr:
    """A formula without ``=`` and the value it computes."""

    text: str
    value: Scalar


def const(value: Scalar) -> Expr:
    """Give a literal."""
    if isinstance(value, str):
        return Expr('"' + value.replace('"', '""') + '"', value)
    return Expr(repr(value) if value is not None else '""', value)


def number(value: Expr) -> float:
    """Give an expression's value as a number, 0 for none."""
    return value.value if isinstance(value.value, int | float) else 0


@dataclass(frozen=True)
class Source:
    """What the cells of the named columns show, by name."""

    columns: Mapping[str, Sequence[Scalar]]
    scalars: Mapping[str, Scalar]

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
        return Expr(f"COUNTIFS({self._criteria(conditions)})", sum(self._meets(conditions)))

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
        rows = (
            zip(self.columns[name], self._meets(conditions), strict=True)
            if conditions
            else ((value, True) for value in self.columns[name])
        )
        value = sum(cell for cell, meets in rows if meets and isinstance(cell, int | float))
        text = f"SUMIFS({name},{self._criteria(conditions)})" if conditions else f"SUM({name})"
        return Expr(text, value)

    def _criteria(self, conditions: Sequence[tuple[str, Expr | str]]) -> str:
        return ",".join(f"{name},{_criterion(test)}" for name, test in conditions)

    def _meets(self, conditions: Sequence[tuple[str, Expr | str]]) -> list[bool]:
        tests = [map(_matching(test), self.columns[name]) for name, test in conditions]
        return list(map(all, zip(*tests, strict=True)))


def _criterion(test: Expr | str) -> str:
    """Give a criterion's text; one that people typed means itself."""
    if isinstance(test, str):
        return const(test).text
    typed = isinstance(test.value, str) and not test.text.startswith('"')
    return criterion(test.text) if typed else test.text


def _matching(test: Expr | str) -> Callable[[Scalar], bool]:
    """Give the test of a condition, made once for all cells of a column."""
    if isinstance(test, Expr):
        wanted = test.value.lower() if isinstance(test.value, str) else test.value
        if isinstance(wanted, str) and not may_match(wanted):
            return lambda _: False
        return lambda cell: (
            (cell.lower() if isinstance(cell, str) else cell) == wanted and cell not in ("", None)
        )
    sign, limit = test.rstrip("0123456789.-+E"), float(test.lstrip("<>="))
    compared = _COMPARED[sign]
    return lambda cell: isinstance(cell, int | float) and compared(cell, limit)


def plain(value: Scalar) -> str:
    """Show a value as ``&`` joins it: whole numbers without a point."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return "" if value is None else str(value)


def join(*parts: Expr | str) -> Expr:
    """Join texts, formula and value alike."""
    exprs = [const(part) if isinstance(part, str) else part for part in parts]
    return Expr("&".join(part.text for part in exprs), "".join(plain(part.value) for part in exprs))


def formatted(value: Expr, pattern: str) -> Expr:
    """Show a number as text (TEXT): patterns ``0``, ``#,##0``, ``0%``, ``0.0%``, ``m/d``,
    ``yyyy/m/d``; an empty text for none.
    """
    shown = shown_by(value, pattern)
    return Expr(f'IF(ISNUMBER({value.text}),{shown.text},"")', shown.value)


def shown_by(value: Expr, pattern: str) -> Expr:
    """Show what is known to be a number as text; ``#,##0.00`` besides the patterns above."""
    known = isinstance(value.value, int | float)
    return Expr(_text(value.text, pattern), written(number(value), pattern) if known else "")


def _nine(cell: str) -> str:
    """Take the binary dust off a computed number: 0.27749999999999997 is 0.2775."""
    return f"ROUND({cell},9)"


def _text(cell: str, pattern: str) -> str:
    """Show a number by a pattern, rounded before: programs differ in rounding a shown half."""
    digits = _decimals(pattern) + (2 if pattern.endswith("%") else 0)
    return f'TEXT({cell if "d" in pattern else f"ROUND({_nine(cell)},{digits})"},"{pattern}")'


def _decimals(pattern: str) -> int:
    return pattern.partition(".")[2].count("0")


def written(value: float, pattern: str) -> str:
    """Write a number as TEXT does by one of the patterns."""
    if "d" in pattern:
        day = EPOCH + dt.timedelta(days=int(value))
        return f"{day.month}/{day.day}" if pattern == "m/d" else f"{day.year}/{day.month}/{day.day}"
    digits = Decimal(1).scaleb(-_decimals(pattern))
    with localcontext(prec=_DIGITS):
        exact = Decimal(f"{value:.15g}").quantize(Decimal("1E-9"), ROUND_HALF_UP) * (
            100 if pattern.endswith("%") else 1
        )
        rounded = exact.quantize(digits, ROUND_HALF_UP)
    text = f"{rounded:,}" if "," in pattern else f"{rounded}"
    return (text[1:] if rounded == 0 and text.startswith("-") else text) + (
        "%" if pattern.endswith("%") else ""
    )


_LARGE = 10_000


def amount(value: Expr, limit: Expr, unit: Expr) -> Expr:
    """Show a KPI's value with its unit: percent where ``limit`` is 2, else one decimal at most, and
    none of ten thousand and more.
    """
    v = value.text
    whole, broken, percent = (_text(v, pattern) for pattern in ("#,##0", "#,##0.0", "0.0%"))
    text = (
        f"IF(ISNUMBER({v}),IF({limit.text}=2,{percent},IF(OR(ABS({v})>={_LARGE},"
        f'ROUND({_nine(v)},1)=ROUND({_nine(v)},0)),{whole},{broken})&{unit.text}),"")'
    )
    if not isinstance(value.value, int | float):
        return Expr(text, "")
    if limit.value == 2:
        return Expr(text, written(value.value, "0.0%"))
    one = written(value.value, "#,##0" if abs(value.value) >= _LARGE else "#,##0.0")
    return Expr(text, (one[:-2] if one.endswith(".0") else one) + plain(unit.value))


def shortened(value: Expr, letters: int) -> Expr:
    """Cut a text that is longer than so many letters, and say so with an ellipsis."""
    shown = plain(value.value)
    text = f'IF(LEN({value.text})>{letters},LEFT({value.text},{letters - 1})&"…",{value.text})'
    return Expr(text, shown[: letters - 1] + "…" if len(shown) > letters else shown)


def when(condition: Expr, then: Expr, other: Expr) -> Expr:
    """Choose by a condition."""
    return Expr(
        f"IF({condition.text},{then.text},{other.text})",
        then.value if condition.value else other.value,
    )


def positive(value: Expr) -> Expr:
    """Tell whether a number is above 0."""
    return Expr(f"N({value.text})>0", number(value) > 0)


def is_number(value: Expr) -> Expr:
    """Tell whether there is a number."""
    return Expr(f"ISNUMBER({value.text})", isinstance(value.value, int | float))


def filled(value: Expr) -> Expr:
    """Tell whether a text is not empty."""
    return Expr(f'{value.text}<>""', value.value not in ("", None))


def plus(*parts: Expr) -> Expr:
    """Add numbers, formula and value alike."""
    return Expr("+".join(part.text for part in parts), sum(number(part) for part in parts))


def ratio(part: Expr, whole: Expr) -> Expr:
    """Divide, or give an empty text where the whole is not above 0."""
    value = number(part) / number(whole) if number(whole) > 0 else ""
    return Expr(f'IF(N({whole.text})>0,{part.text}/{whole.text},"")', value)


def link(label: Expr, target: str) -> Expr:
    """Show a label that jumps to a cell given by its reference's text.

    Robust when a tab is renamed.
    """
    return Expr(jump(target, label.text), label.value)
