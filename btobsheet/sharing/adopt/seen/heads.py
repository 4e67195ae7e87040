"""What a heading of a plan made by hand means: the words known, and pieces beside them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Final

from btobsheet.layout.typed.text import match_key
from btobsheet.quickclass import dataclass
from btobsheet.sharing.adopt.units import parted
from btobsheet.wording.headings import signs, spellings

SURE, LIKELY = 2, 1
_LONGEST: Final = 40
_BESIDE: Final = re.compile(r"[\[(【〔<][^\])】〕>]*[\])】〕>]")
_EDGES: Final = "※*＊:：.。・_-—–?？!！ "
_TURNED: Final = {
    ("start", "actual"): "actual_start",
    ("end", "actual"): "done_on",
    ("done_on", "actual"): "done_on",
    ("days", "actual"): "rate",
    ("effort", "actual"): "rate",
    ("cost", "plan"): "budget",
    ("cost", "actual"): "spent",
    ("budget", "actual"): "spent",
}
"""What a heading means beside a word for planned or actual."""
_PLANNED: Final = ("start", "end", "days", "effort", "period", "budget")
_SHORTEST: Final = 2
_VAGUE: Final = ("no", "name", "date", "description", "group", "rate", "result", "month", "cause")
"""Roles whose words end many headings that mean another thing: 電話番号, 生年月日."""
_ASCII: Final = 4


@dataclass(frozen=True, slots=True)
class Head:
    """What a heading means, how sure that is, and how it reads."""

    role: str
    sure: int
    text: str = ""


@lru_cache(maxsize=1)
def _known() -> Mapping[str, str]:
    """Index the roles by the headings as compared; the first role of a spelling counts."""
    found: dict[str, str] = {}
    for role, words in spellings("HEADINGS").items():
        for word in words:
            found.setdefault(head_key(word), role)
    return found


@lru_cache(maxsize=4096)
def head_key(text: str) -> str:
    """Give a heading as it is compared: without case, spaces and the marks around it."""
    return match_key(text).strip(_EDGES)


@lru_cache(maxsize=4096)
def role_of(text: str) -> Head | None:
    """Say what a heading means; None for one that is not known.

    Words known count as they are, without what stands in brackets, beside a word for planned or
    actual; and, as likely only, where a known word ends the heading.
    """
    if not text or len(text) > _LONGEST:
        return None
    key, known = head_key(text), _known()
    if key in known:
        return Head(known[key], SURE, text)
    bare = head_key(_BESIDE.sub("", match_key(text)))
    inside = "".join(_BESIDE.findall(match_key(text)))
    says = said_in(inside)
    if bare in known and bare != key:
        return _turned(known[bare], says, text)
    return _qualified(bare, text) or _ended(bare, text)


def _turned(role: str, says: str, text: str) -> Head | None:
    if says not in ("plan", "actual"):
        return Head(role, SURE, text)
    if (role, says) in _TURNED:
        return Head(_TURNED[role, says], SURE, text)
    return Head(role, SURE, text) if says == "plan" and role in _PLANNED else None


def _qualified(key: str, text: str) -> Head | None:
    """Take a word for planned or actual away, before or behind: 開始予定, Actual start."""
    for says in ("plan", "actual"):
        for word in sorted(map(head_key, spellings("SAYS")[says]), key=len, reverse=True):
            for rest in (key.removeprefix(word), key.removesuffix(word)):
                role = _known().get(rest.strip(_EDGES)) if rest != key else None
                if role and (role in _PLANNED or (role, says) in _TURNED):
                    return _turned(role, says, text)
    return None


def _ended(key: str, text: str) -> Head | None:
    """Find the longest known word that ends a heading: マーケティング施策名 is a 施策名."""
    for at in range(1, len(key)):
        rest = key[at:]
        if len(rest) < (_ASCII if rest.isascii() else _SHORTEST):
            return None
        role = _known().get(rest, _VAGUE[0])
        part_of_word = rest.isascii() and key[at - 1].isalnum() and _is_word(text)
        if role not in _VAGUE and not part_of_word:
            return Head(role, LIKELY, text)
    return None


def _is_word(text: str) -> bool:
    """Tell whether a heading is one word: then its end alone says nothing (restart)."""
    return len(text.split()) == 1


@lru_cache(maxsize=4096)
def said_in(text: str) -> str:
    """Say whether a text says planned or actual, or another of ``SAYS``, by a word alone."""
    key = match_key(parted(text)[0]).strip("[](){}【】〔〕<>" + _EDGES)
    for says in ("last_year", "plan", "actual", "rate"):
        if key in map(head_key, spellings("SAYS")[says]):
            return says
    return ""


def names_actual(text: str) -> bool:
    """Tell whether a heading holds a word for actual: 実績終了日."""
    key = head_key(text)
    return any(head_key(word) in key for word in spellings("SAYS")["actual"])


def split_name(text: str, beside: Collection[str] = ()) -> tuple[str, str]:
    """Part a KPI's heading from the word for planned or actual beside it: リード数 目標.

    A word is cut off where something stands between, never out of another word (受注率); one that
    stands close by (リード数目標) only where its other half is among the headings ``beside`` it.
    """
    bare = text.strip()
    for says in ("last_year", "rate", "plan", "actual"):
        for word in sorted(spellings("SAYS")[says], key=len, reverse=True):
            if found := _parting(word).fullmatch(bare):
                name = found["name"] or found["named"] or found["behind"] or found["after"]
                return name.strip(), says
    return _glued(bare, beside)


@lru_cache(maxsize=256)
def _parting(word: str) -> re.Pattern[str]:
    said, between = re.escape(word), r"[\s_・:：/／\-]"
    bracketed = rf"[\[(（【]\s*{said}\s*[\])）】]"
    forms = [rf"(?P<name>.+?){between}+{said}", rf"{said}{between}+(?P<behind>.+)"]
    if match_key(word) in map(match_key, signs("UNITS")):
        forms += ["(?P<named>(?!))", "(?P<after>(?!))"]  # in brackets it is the unit: 開封率(%)
    else:
        forms += [rf"(?P<named>.+?){between}*{bracketed}", rf"{bracketed}{between}*(?P<after>.+)"]
    return re.compile("|".join(forms), re.IGNORECASE)


def _glued(bare: str, beside: Collection[str]) -> tuple[str, str]:
    """Part a name from a word close to it, where a heading beside it says another of that name."""
    for says in ("last_year", "rate", "plan", "actual"):
        for word in sorted(spellings("SAYS")[says], key=len, reverse=True):
            name = bare.removesuffix(word)
            if len(word) < _SHORTEST or word.isascii() or name in ("", bare):
                continue
            others = {said_in(one.removeprefix(name)) for one in beside if one.startswith(name)}
            if others & ({"plan", "actual"} - {says}):
                return name, says
    return bare, ""


def speaks_of(text: str, about: str) -> bool:
    """Tell whether a tab's name or a title speaks of something (``ABOUT``)."""
    key = match_key(text)
    return any(match_key(word) in key for word in spellings("ABOUT")[about])
