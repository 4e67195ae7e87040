"""The few formula shapes of the output tabs: each gives the Excel text and its value together.

An :class:`Expr` is a formula's text with the value it must compute. Because a shape makes both
sides at once, no cell of an output tab needs a twin by hand.
"""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal, localcontext

from btobsheet.layout.kinds import EPOCH, Scalar
from btobsheet.layout.macros import jump
from btobsheet.quickclass import dataclass

_DIGITS = 330
"""Enough for the largest float with nine decimals."""


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
    return as_number(value.value)


def as_number(value: Scalar) -> float:
    """Give what a cell shows as a number, 0 for none."""
    return value if isinstance(value, int | float) else 0


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
