"""The words by which a row is one of totals, as people and programs write them in a table."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from btobsheet.layout.typed.text import match_key

LONGEST: Final = 40
"""A longer text is a sentence, no word for a row of totals."""
_WORDS: Final = frozenset(
    map(
        match_key,
        (
            *("合計", "総計", "小計", "計", "集計", "総合計", "全体合計", "合計結果", "総計結果"),
            *("total", "totals", "grand total", "grand totals", "sum", "subtotal", "sub total"),
            *("subtotals", "total result", "total sum", "overall total"),
            # what programs of other languages call it in files that come from abroad
            *("total général", "total general", "somme", "sous-total", "total geral", "totale"),
            *("gesamtergebnis", "gesamtsumme", "gesamt", "summe", "zwischensumme", "insgesamt"),
            *("总计", "合计", "小计", "總計", "합계", "총합계", "소계"),
        ),
    )
)
_NAMELESS: Final = frozenset(map(match_key, ("(空白)", "(blank)", "(empty)", "(not set)")))
_COUNTED: Final = re.compile(r"\((?:count)?[0-9,]+(?:records?|rows?|items?|件|行|レコード)?\)$")
_BESIDE: Final = re.compile(
    r"(?P<name>.+?)\s+(?:集計|合計|小計|計|totals?|subtotal|result)", re.IGNORECASE
)


@lru_cache(maxsize=2048)
def is_total(text: str) -> bool:
    """Tell whether a text stands for a row of totals: 合計, 集計 (Excel's own), Total Result
    (LibreOffice's), Grand Totals (2 records).
    """
    if len(text) > LONGEST:
        return False
    key = match_key(text).rstrip(":")
    return key in _WORDS or _COUNTED.sub("", key).rstrip(":") in _WORDS


def is_nameless(text: str) -> bool:
    """Tell whether a text is what a pivot table calls the rows that have no name: (空白)."""
    return len(text) <= LONGEST and match_key(text) in _NAMELESS


def total_of(text: str) -> str:
    """Give the name whose total a pivot table's row is (``展示会 集計``, ``Fair Total``), or
    nothing.
    """
    found = _BESIDE.fullmatch(text.strip())
    return found["name"] if found else ""
