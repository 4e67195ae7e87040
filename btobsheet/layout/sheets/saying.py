"""The formulas that say a KPI's values shortly, as people do: ``3,836万円 / 4,200万円``.

How large numbers are said stands in ``_lists``, from which size on a row: divided by ``say_by``,
rounded to ``say_digits``, written by ``say_pattern`` with ``say_letter`` behind. Money in yen has
its word behind or its sign before, another unit stands behind, after as many spaces as ``say_word``
tells.
"""

from __future__ import annotations

from btobsheet.layout import macros
from btobsheet.layout.macros import if_number

_UNIT = macros.trimmed("[unit]")
SIGN = "¥"
"""What stands before a sum of yen, where the language has no word behind it."""
LARGE = 10_000
"""From here on no decimals are shown."""


def said_of(unit: str) -> str:
    """Give the formula of what stands behind a value in a unit, or ``¥`` before it."""
    is_yen = f"ISNUMBER(MATCH({macros.literal(unit)},say_yen,0))"
    return f'IF({is_yen},INDEX(say_word,1),REPT(" ",INDEX(say_word,2))&{unit})'


SAID = f'IF(OR([used]=0,[lim]=2,{_UNIT}=""),"",{said_of(_UNIT)})'
"""What stands behind a value, or ``¥`` before it."""


def _rounded(cell: str, digits: str) -> str:
    return f"ROUND(ROUND({cell},9),{digits})"


def _size(cell: str) -> str:
    return f"MATCH(ABS({cell}),say_from,1)"


def _large(cell: str) -> str:
    size = _size(cell)
    part = _rounded(f"{cell}/INDEX(say_by,{size})", f"INDEX(say_digits,{size})")
    return f"TEXT({part},INDEX(say_pattern,{size}))&INDEX(say_letter,{size})"


def _small(cell: str) -> str:
    whole = f"OR(ABS({cell})>={LARGE},{_rounded(cell, '1')}={_rounded(cell, '0')})"
    return f'IF({whole},TEXT({_rounded(cell, "0")},"#,##0"),TEXT({_rounded(cell, "1")},"#,##0.0"))'


def _said(cell: str) -> str:
    """Say the number in a cell, with the sign before it."""
    number = f"IF({_size(cell)}=1,{_small(cell)},{_large(cell)})"
    return f'IF([lim]=2,TEXT({_rounded(cell, "3")},"0.0%"),{_SIGNED}&{number})'


_SIGNED, _BEHIND = f'IF([said]="{SIGN}","{SIGN}","")', f'IF([said]="{SIGN}","",[said])'
_BETWEEN = f'IF(INDEX(say_word,2)=0,{_BEHIND},"")'
_AGAINST = if_number("[expected_to_date]", f'{_BETWEEN}&" / "&{_said("[expected_to_date]")}')
_YEAR = if_number("[annual]", f'INDEX(say_word,3)&" "&{_said("[annual]")}&{_BEHIND}')
SO_FAR = if_number("[actual_to_date]", f"{_said('[actual_to_date]')}&{_AGAINST}&{_BEHIND}", _YEAR)
"""A unit of its own word is said once, one that goes without a gap with both numbers. Before the
first actual stands what is aimed at in the year.
"""
