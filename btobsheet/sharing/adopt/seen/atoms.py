"""What one cell of a heading says of time: a year, a month, a day, a part of a month."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from btobsheet.layout.typed.dates import serial_day
from btobsheet.layout.typed.text import Raw, match_key, narrowed
from btobsheet.quickclass import dataclass
from btobsheet.sharing.adopt.old import OldTab
from btobsheet.sharing.adopt.seen.heads import said_in
from btobsheet.sharing.adopt.units import parted
from btobsheet.wording import LANGUAGES
from btobsheet.wording.forms import month_names
from btobsheet.wording.headings import spellings

_YEARS: Final = (1990, 2100)
_SERIALS: Final = (36_526, 73_051)
THIRDS: Final = {"first_third": (1, 10), "middle_third": (11, 20), "last_third": (21, 31)}
_HALVES: Final = {"first_half": (1, 15), "second_half": (16, 31)}
_ENGLISH: Final = [
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
]
_FULL: Final = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})[年/.\-](?P<month>[0-9]{1,2})(?:[月/.\-](?P<day>[0-9]{1,2})日?)?月?"
    r"(?:[(（].[)）])?"
)
_SHORT: Final = re.compile(
    r"(?P<month>[0-9]{1,2})(?:/|月)(?P<day>[0-9]{1,2})日?[~〜～\-]?(?:[(（].{1,3}[)）])?"
)
_MONTH: Final = re.compile(r"(?P<month>[0-9]{1,2})月(?:度|分)?")
_NAMED: Final = re.compile(
    r"(?P<name>[a-z]{3})[a-z]*\.?(?:[\s\-'’,]*(?P<year>20[0-9]{2}|[0-9]{2}))?", re.IGNORECASE
)
_NAMED_DAY: Final = re.compile(
    r"(?:(?P<before>[0-9]{1,2})[\s\-](?P<name>[a-z]{3})[a-z]*|(?P<named>[a-z]{3})[a-z]*\s(?P<after>[0-9]{1,2}))",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"(?:FY\s?)?(?P<year>20[0-9]{2})\s?(?:年度?|FY)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Atom:
    """What one cell of a heading says: a year, a month, a day of one, a part of one, or a word.

    A month may bear the word that stands beside it (4月予算) as ``says``.

    ``kind``: year, month, date, number, part, week, says, weekday.
    """

    kind: str
    year: int = 0
    month: int = 0
    day: int = 0
    last: int = 0
    says: str = ""


def atom_of(raw: Raw, date1904: bool = False) -> Atom | None:
    """Read one cell of a heading; None for any other text."""
    if isinstance(raw, bool) or raw is None:
        return None
    if isinstance(raw, int | float):
        return _of_number(raw, date1904)
    return _of_text(narrowed(raw))


def _of_number(raw: float, date1904: bool) -> Atom | None:
    if raw != int(raw):
        return None
    if 1 <= raw <= 31:
        return Atom("number", day=int(raw))
    if _YEARS[0] <= raw <= _YEARS[1]:
        return Atom("year", year=int(raw))
    if 199_001 <= raw <= 210_012 and 1 <= raw % 100 <= 12:
        return Atom("month", year=int(raw) // 100, month=int(raw) % 100)
    if _SERIALS[0] <= raw < _SERIALS[1] and (day := serial_day(raw, date1904)):
        return Atom("date", day.year, day.month, day.day)
    return None


@lru_cache(maxsize=4096)
def _of_text(text: str) -> Atom | None:
    if not text or len(text) > 30:
        return None
    if re.fullmatch("[0-9]{1,2}", text):
        return Atom("number", day=int(text)) if 1 <= int(text) <= 31 else None
    if re.fullmatch("20[0-9]{4}", text):
        return _of_number(int(text), False)
    for form in (_FULL, _SHORT, _MONTH):
        if found := form.fullmatch(text):
            parts = {name: int(one or 0) for name, one in found.groupdict().items()}
            return _dated(parts.get("year", 0), parts["month"], parts.get("day", 0))
    if found := _YEAR.fullmatch(text):
        return Atom("year", year=int(found["year"]))
    if atom := _in_english(text) or _said(text) or _said_month(text):
        return atom
    return _of_text(bare) if (bare := parted(text)[0]) != text else None


def _said_month(text: str) -> Atom | None:
    """Read a month beside a word for planned or actual: 4月予算, Apr actual."""
    said = re.sub(r"[()\[\]【】]", " ", text.lower()).strip()
    for says in ("plan", "actual", "last_year", "rate"):
        for word in spellings("SAYS")[says]:
            for rest in (said.removesuffix(word), said.removeprefix(word)):
                bare = rest.strip("_・:/- ")
                if bare and rest != said and not bare.isdigit():
                    atom = _of_text(bare)
                    if atom and atom.kind == "month":
                        return replace(atom, says=said_in(word))
    return None


def _dated(year: int, month: int, day: int) -> Atom | None:
    if not 1 <= month <= 12 or day > 31:
        return None
    return Atom("date" if day else "month", year, month, day)


def _in_english(text: str) -> Atom | None:
    if found := _NAMED.fullmatch(text):
        name = found["name"].lower()
        if name in _ENGLISH and _is_name(text):
            year = int(found["year"] or 0)
            return Atom("month", year + 2000 if 0 < year < 100 else year, _ENGLISH.index(name) + 1)
    if found := _NAMED_DAY.fullmatch(text):
        name = (found["name"] or found["named"]).lower()
        if name in _ENGLISH:
            return Atom("date", 0, _ENGLISH.index(name) + 1, int(found["before"] or found["after"]))
    return None


def _is_name(text: str) -> bool:
    """Tell whether a text's letters are a month's name or its beginning: Sept, not Market."""
    letters = "".join(one for one in text.lower() if one.isalpha())
    names = "january february march april may june july august september october november december"
    return any(name.startswith(letters) for name in names.split()) or letters == "sept"


def _said(text: str) -> Atom | None:
    key = match_key(text)
    for part, days in (THIRDS | _HALVES).items():
        if key in map(match_key, spellings("SAYS")[part]):
            return Atom("part", day=days[0], last=days[1])
    for form in spellings("SAYS")["week"]:
        if "{n}" in form and (
            found := re.fullmatch(re.escape(match_key(form)).replace(r"\{n\}", "([0-9]{1,2})"), key)
        ):
            return Atom("week", day=int(found[1]))
    if says := said_in(text):
        return Atom("says", says=says)
    if key.strip("()") in map(match_key, spellings("SAYS")["weekdays"]):
        return Atom("weekday")
    for language in LANGUAGES:
        if key in (names := [match_key(name) for name in month_names(language)]):
            return Atom("month", month=names.index(key) + 1)
    return None


def row_atoms(tab: OldTab, row: int, date1904: bool = False) -> dict[int, Atom]:
    """Read a row's headings by column, those that a merge covers too; plain numbers 4 … 12, 1 … 3
    are months where they go on so.
    """
    columns = set(tab.rows.get(row, {}))
    columns |= {at for (line, at) in tab.spread if line == row}
    found = {
        column: atom
        for column in sorted(columns)
        if (atom := atom_of(tab.seen(row, column), date1904))
    }
    numbers = [atom.day for atom in found.values() if atom.kind == "number"]
    if _are_months(numbers):
        found = {
            at: Atom("month", month=one.day) if one.kind == "number" else one
            for at, one in found.items()
        }
    dates = [atom for atom in found.values() if atom.kind == "date"]
    if len(dates) > 1 and all(one.day == 1 for one in dates) and len(set(dates)) > 1:
        found = {
            at: replace(one, kind="month", day=0) if one.kind == "date" else one
            for at, one in found.items()
        }
    return found


def _are_months(numbers: Sequence[int]) -> bool:
    if not 6 <= len(numbers) <= 12 or max(numbers) > 12:
        return False
    return all(one % 12 + 1 == after for one, after in pairwise(numbers))
