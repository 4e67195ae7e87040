"""Numbers as people type them: ``１２０``, ``¥1,200,000``, ``1.5億円``, ``△300``, ``(1,200)``,
``80%``.

The rule: a sign or ¥, one strict number, then 千, 万, 百万, 千万 or 億, then a unit without digits.
Anything else is refused, never guessed: ``約50件``, ``1_000``, ``1e400``, ``1.234,56``, ``3.5M``,
``100以上``.
"""

from __future__ import annotations

import math
import re
from typing import Final
from unicodedata import category

from btobsheet.layout.typed.text import (
    DASHES,
    EXACT,
    Raw,
    Typed,
    error_value,
    is_dash,
    is_error,
    match_key,
    narrowed,
)
from btobsheet.plan.records import NOTHING
from btobsheet.plan.spelling import compared, trimmed
from btobsheet.quickclass import dataclass

_LONGEST = 80
_MOST_DIGITS = 40
_SCALES = {"": 1, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "億": 10**8}
_SIGN = f"[+△▲{re.escape(DASHES)}]"
_NUMBER = (
    rf"(?P<sign>{_SIGN})?\s*(?:[¥\\]\s*(?P<late>{_SIGN})?)?\s*"
    r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<part>[0-9]+))?\s*"
    r"(?P<scale>百万|千万|千|万|億)?\s*(?P<unit>%|[^\W\d_](?:[^\W\d_]|[ /・.()%])*)?"
)
_PERCENT_WORDS = frozenset(("%", "パーセント", "percent", "per cent"))
_NUMERALS = frozenset("〇一二三四五六七八九十百千万億兆割")
_VAGUE = (
    "以上",
    "以下",
    "未満",
    "前後",
    "程度",
    "くらい",
    "ぐらい",
    "ほど",
    "弱",
    "強",
    "超",
    "半",
    "近く",
    "ちょっと",
    "あまり",
    "余り",
    "見込み",
    "見込",
    "予定",
    "or more",
    "or less",
    "or so",
    "expected",
    "planned",
)
_VAGUE_AFTER = ("台", "余")
"""Words that are a unit by themselves (``5台``) and vague behind one (``80万円台``)."""
_MULTIPLES = frozenset(("k", "m", "mm", "mn", "mio", "b", "bn", "thousand", "million", "billion"))
NOTHING_SHOWN: Final = tuple(
    dict.fromkeys((NOTHING, "-", "―", "対象外", "n/a", "N/A", *DASHES, *"－ｰ﹣﹘"))
)
"""The words of :data:`NOTHING` that the workbook's formulas know."""
NOTHING_WORDS: Final = frozenset(match_key(word) for word in NOTHING_SHOWN)
_NOTHING_SEEN: Final = frozenset(map(compared, NOTHING_SHOWN))
_UNREADABLE = Typed(None, "E201")
_TRUTH = Typed(None, "E205")


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number as typed: ``top / bottom``, times ``scale``, with its unit (``%`` for percent, none
    for a bare number).
    """

    top: int
    bottom: int
    scale: int = 1
    unit: str = ""

    def value(self, divisor: int = 1) -> float:
        return _tidy(self.top * self.scale / (self.bottom * divisor))


def parse_number(raw: Raw, *, low: float | None = None, high: float | None = None) -> Typed:
    """Read a number; refused outside ``low`` … ``high`` (E202)."""
    return _bounded(parse_kpi_value(raw, percent=False), low, high)


def parse_percent(raw: Raw) -> Typed:
    """Read a fraction 0 … 1.

    A number over 1 up to 100 is percent points (N201); the rest is refused (E203).
    """
    amount = _amount(raw)
    if amount is None or isinstance(amount, Typed):
        return amount or Typed(None)
    if isinstance(amount, _Amount):
        if amount.unit not in ("", "%") or amount.scale != 1:
            return _UNREADABLE
        if amount.unit:
            return _fraction(amount.value(100), "")
        amount = amount.value()
    if 1 < amount <= 100:
        return _fraction(_tidy(amount / 100), "N201")
    return _fraction(amount, "")


def parse_kpi_value(raw: Raw, *, percent: bool, unit: str = "") -> Typed:
    """Read a number in a KPI's ``unit``.

    Where that is percent, a fraction, and over 2 percent points (N201).

    A unit typed with the number is turned into the row's own: ``1,200千円`` in a row of 万円 is 120
    (N203).
    """
    amount = _amount(raw)
    if amount is None or isinstance(amount, Typed):
        return amount or Typed(None)
    if percent:
        return _percent_points(amount)
    if not isinstance(amount, _Amount):
        return Typed(amount)
    if amount.unit == "%" and amount.scale == 1:
        return Typed(amount.value(100), "N202", {"read": _shown(amount.value(100))})
    if amount.unit == "" and amount.scale == 1:
        return Typed(amount.value())
    divisor = _scale_of(unit)
    value = amount.value(divisor)
    return (
        Typed(value)
        if divisor in (1, amount.scale)
        else Typed(value, "N203", {"read": _shown(value)})
    )


def parse_actual(raw: Raw, *, percent: bool, unit: str = "") -> Typed:
    """Read a KPI's actual as :func:`parse_kpi_value`.

    A dash and its words are :data:`NOTHING`: there was nothing to count. One that the workbook's
    formulas do not know is told (N205).
    """
    if isinstance(raw, str) and (is_dash(narrowed(raw)) or match_key(raw) in NOTHING_WORDS):
        if compared(trimmed(raw)) in _NOTHING_SEEN:
            return Typed(NOTHING)
        return Typed(NOTHING, "N205", {"read": NOTHING})
    return parse_kpi_value(raw, percent=percent, unit=unit)


def _percent_points(amount: float | _Amount) -> Typed:
    if isinstance(amount, _Amount):
        if amount.unit not in ("", "%") or amount.scale != 1:
            return _UNREADABLE
        if amount.unit:
            return Typed(amount.value(100))
        amount = amount.value()
    if amount > 2:
        value = _tidy(amount / 100)
        return Typed(value, "N201", {"read": _shown(value * 100) + "%"})
    return Typed(amount)


def _fraction(value: float, code: str) -> Typed:
    if not 0 <= value <= 1:
        return Typed(None, "E203")
    return Typed(value, code, {"read": _shown(value * 100) + "%"} if code else {})


def _bounded(made: Typed, low: float | None, high: float | None) -> Typed:
    value = made.value
    if not isinstance(value, int | float) or (
        (low is None or value >= low) and (high is None or value <= high)
    ):
        return made
    if low is not None and high is not None:
        return Typed(None, "E202", {"range": f"{_shown(low)} - {_shown(high)}"})
    return Typed(
        None,
        "E202",
        {"range": f">= {_shown(low)}" if low is not None else f"<= {_shown(high or 0)}"},
    )


def _amount(raw: Raw) -> _Amount | float | Typed | None:
    """Give a stored number as it is, a typed one in its parts, a refusal, or None for none."""
    if raw is None:
        return None
    if isinstance(raw, bool):
        return _TRUTH
    if isinstance(raw, str):
        return error_value(raw) if is_error(raw) else _typed_amount(raw)
    if isinstance(raw, int):
        return raw if abs(raw) < EXACT else _UNREADABLE if raw.bit_length() > 1000 else float(raw)
    return _tidy(raw) if math.isfinite(raw) else _UNREADABLE


def _typed_amount(raw: str) -> _Amount | Typed | None:
    text = narrowed(raw)
    if not text or is_dash(text):
        return None
    # NFKC turns 10² into 102 and ½ into 1/2: such figures are no digits of a number
    if len(text) > _LONGEST or any(category(char) in ("No", "Nl") for char in raw):
        return _UNREADABLE
    inner = text[1:-1].strip() if text[0] == "(" and text[-1] == ")" else text
    found = re.fullmatch(_NUMBER, inner)
    if found is None:
        return _UNREADABLE
    signs = [
        sign for sign in (found["sign"], found["late"], "(" if inner != text else None) if sign
    ]
    unit = _unit(found["unit"] or "")
    digits = found["whole"].replace(",", "") + (found["part"] or "")
    if len(signs) > 1 or unit is None or len(digits) > _MOST_DIGITS:
        return _UNREADABLE
    negative = bool(signs) and signs[0] != "+"
    return _Amount(
        -int(digits) if negative else int(digits),
        10 ** len(found["part"] or ""),
        _SCALES[found["scale"] or ""],
        unit,
    )


def _unit(text: str) -> str | None:
    """Give a typed unit, ``%`` for percent; None where it is no plain unit but changes the
    number.
    """
    unit = text.strip().casefold()
    if unit in _PERCENT_WORDS:
        return "%"
    if (
        _NUMERALS & set(unit)
        or unit.endswith(_VAGUE)
        or (len(unit) > 1 and unit.endswith(_VAGUE_AFTER))
        or "%" in unit
        or (unit and unit.split()[0].strip(".") in _MULTIPLES)
    ):
        return None
    return unit


def _scale_of(unit: str) -> int:
    """Give what one unit of a row counts: 千円 → 1,000."""
    text = narrowed(unit)
    return next(
        (_SCALES[name] for name in ("百万", "千万", "千", "万", "億") if text.startswith(name)), 1
    )


def _tidy(value: float) -> float:
    """Make a whole number an int, as the reader of workbooks does."""
    return (
        int(value)
        if isinstance(value, float) and value.is_integer() and abs(value) < EXACT
        else value
    )


def _shown(value: float) -> str:
    return f"{value:,.10g}"
