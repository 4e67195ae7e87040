"""The units that a plan made by hand says over its amounts, and what is an amount of money."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from btobsheet.layout.typed.text import Raw, match_key, narrowed, plain
from btobsheet.sharing.adopt.old import OldTab
from btobsheet.wording.headings import signs, spellings

_BRACKETS: Final = re.compile(r"[(\[【〔<](?P<inside>[^()\[\]【】〔〕<>]+)[)\]】〕>]")
_SAID: Final = re.compile(r"(?:単位|units?)\s*[:は]?\s*(?P<unit>[^()\[\]【】〔〕]+)", re.IGNORECASE)
_PARTS: Final = re.compile(r"[、,・/;\s]+")
_BARE: Final = re.compile(
    r"(?P<sign>[+\-−△▲])?(?P<number>(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)"
)
_UNIT: Final = re.compile(r"(?P<name>.+?)\s*[(（\[【](?P<unit>[^()（）\[\]【】]+)[)）\]】]")
_BESIDE: Final = re.compile(r"[(\[【〔<][^)\]】〕>]*[)\]】〕>]")
MONEY_FIELDS: Final = ("budget", "spent")
"""Columns of amounts of money, of whichever table."""


@lru_cache(maxsize=1)
def _spelled() -> dict[str, str]:
    return {
        match_key(word): unit
        for unit, words in spellings("MONEY").items()
        for word in (unit, *words)
    }


def money_unit(text: str) -> str:
    """Give a unit of money as figures are read with it (千円); nothing for any other text."""
    return _spelled().get(match_key(narrowed(text)).removeprefix("in").strip(":"), "")


@lru_cache(maxsize=4096)
def unit_in(text: str) -> str:
    """Find the unit of money that a heading or a title says: 予算(千円), 単位:千円."""
    said = narrowed(text)
    found = [one["inside"] for one in _BRACKETS.finditer(said)]
    found += [one["unit"] for one in map(_SAID.search, (said, *found)) if one]
    for piece in found:
        for part in (piece, *_PARTS.split(piece), *re.split("[、,;:]", piece)):
            if unit := money_unit(part.strip()):
                return unit
    return ""


def unit_above(tab: OldTab, header: int) -> str:
    """Find the unit that stands above a table's headings."""
    return next(filter(None, _units(tab, tab.above(header))), "")


def unit_of_heads(tab: OldTab, header: tuple[int, int]) -> str:
    """Find the first unit in a table's headings."""
    return next(filter(None, _units(tab, range(header[0], header[1] + 1))), "")


def unit_of_column(tab: OldTab, header: tuple[int, int], column: int) -> str:
    """Find the unit in a column's own headings."""
    said = (tab.seen(row, column) for row in range(header[1], header[0] - 1, -1))
    return next(filter(None, (unit_in(plain(one)) for one in said)), "")


def _units(tab: OldTab, rows: Iterable[int]) -> Iterator[str]:
    return (unit_in(tab.text(row, at)) for row in rows for at in tab.filled(row))


def in_unit(raw: Raw, unit: str) -> Raw:
    """Give an amount in the unit that is said over it; one that says its own unit stays."""
    unit = money_unit(unit) or unit
    if not unit or isinstance(raw, bool) or raw is None:
        return raw
    if isinstance(raw, int | float):
        return f"{plain(raw)}{unit}"
    said = narrowed(raw)
    inner = said.removeprefix("(").removesuffix(")")
    found = _BARE.fullmatch(inner)
    if found is None or (inner != said and found["sign"]):
        return raw
    return f"{'-' if inner != said else found['sign'] or ''}{found['number']}{unit}"


def is_money(name: str) -> bool:
    """Tell by its name whether a KPI counts money: 売上, 受注額, revenue."""
    key = match_key(_BESIDE.sub("", narrowed(name)))
    return not is_rate(name) and any(match_key(word) in key for word in signs("AMOUNTS"))


def is_rate(name: str) -> bool:
    """Tell by its name whether a KPI is a rate: 受注率, win rate."""
    bare = _BESIDE.sub("", narrowed(name)).casefold().strip()
    return any(
        re.search(rf"\b{re.escape(word)}$", bare) if word.isascii() else bare.endswith(word)
        for word in map(str.casefold, signs("RATES"))
    )


def parted(text: str) -> tuple[str, str]:
    """Part a heading or a name from its unit in brackets: 資料請求数(件), 目標(千円)."""
    found = _UNIT.fullmatch(" ".join(text.split()))
    if not found:
        return text, ""
    unit = unit_in(text) or narrowed(found["unit"]).removeprefix("単位:").strip()
    is_known = match_key(unit) in {match_key(one) for one in signs("UNITS")}
    return (found["name"], unit) if is_known or money_unit(unit) else (text, "")
