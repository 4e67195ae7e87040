"""What people type, understood: the common ground (blank, clean, error values), texts, lists and
words.

Numbers are in :mod:`btobsheet.layout.typed.numbers`, days and months in
:mod:`btobsheet.layout.typed.dates`. Nothing here ever raises for what a cell holds: a value that is
not understood is ``None`` with an ``E2xx`` code, a guess keeps its value and gets an ``N2xx`` code.
Matching is done on NFKC; what is stored is the text as typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from functools import lru_cache
from unicodedata import normalize

from btobsheet.plan.calendar import Month
from btobsheet.plan.spelling import UNSEEN, compared, one_sign, seen, trimmed
from btobsheet.problems import Detail
from btobsheet.quickclass import dataclass
from btobsheet.wording.words import CHOICES

Raw = str | float | int | bool | None


class CellError(str):
    """An error value a spreadsheet program shows in a cell, as its text: ``#N/A``, ``#REF!`` …"""

    __slots__ = ()


class CellPicture(CellError):
    """What a cell stores as an error value and shows as something else: a picture, a data type."""

    __slots__ = ()


ERRORS: frozenset[str] = frozenset(
    (
        "#N/A",
        "#REF!",
        "#VALUE!",
        "#DIV/0!",
        "#NAME?",
        "#NUM!",
        "#NULL!",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#BLOCKED!",
        "#GETTING_DATA",
        "#BUSY!",
        "#CONNECT!",
        "#EXTERNAL!",
        "#PYTHON!",
        "#TIMEOUT!",
        "#UNKNOWN!",
    )
)
DASHES = "-‐‑‒–—―−ー─"
EXACT = 10**15  # a spreadsheet keeps 15 digits

# compiled on first use, which hardly a workbook needs
_ILLEGAL = "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
_EDGES = rf"\A[\s{UNSEEN}]+|[\s{UNSEEN}]+\Z"
_PRINTED = " " + "".join(filter(str.isprintable, UNSEEN))
_NAME_LENGTH = 60
"""How long a text is at most that may be a name or a word, and is kept with its key."""
# a letter with marks of its own behind it, as macOS writes names: か and ゛ for が
_MARKED = "[\u1100-\u11ff]{2,}|.[\u0300-\u036f\u3099\u309a]+"
_CROSSES = frozenset("×✕✖✗✘xⅹ")
_CROSS_UNCLEAR = ("action_status", "review_state")  # not done, or not to be done?
_NO = _CROSSES | {"no", "n", "0", "false", "いいえ", "なし", "無", "無し", "非", "否"}
_SEPARATORS = str.maketrans(dict.fromkeys("、，､;；\n", ","))


@dataclass(frozen=True, slots=True)
class Row:
    """What a cell's meaning may depend on: the plan's first month, the row's unit, the file's date
    system.
    """

    start: Month
    percent: bool = False
    date1904: bool = False
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """A value as understood, with a problem's code where it was refused (value None) or a guess."""

    value: object
    code: str = ""
    details: Mapping[str, Detail] = field(default_factory=dict)


_ERROR_VALUE = Typed(None, "E204")
_PICTURE = Typed(None, "N216")


def clean(text: str) -> str:
    """Take away what no workbook can hold, and the spaces around; line breaks become ``\\n``."""
    if text.isprintable():  # nearly every text: no control character, no space but the ordinary one
        return text.strip(_PRINTED)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(_EDGES, "", re.sub(_ILLEGAL, "", text))


def plain(raw: Raw) -> str:
    """Give what a cell holds as text, cleaned: 120, 0.3, TRUE."""
    if raw is None:
        return ""
    if isinstance(raw, str):
        return clean(raw)
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < EXACT:
        raw = int(raw)
    return str(raw) if isinstance(raw, int) else f"{raw:.15g}"


def is_blank(raw: Raw) -> bool:
    """Tell whether a cell holds nothing: no value, or nothing one can see."""
    return raw is None or (isinstance(raw, str) and not clean(raw))


def is_error(raw: Raw) -> bool:
    """Tell whether a cell shows an error value such as ``#N/A``: by its kind, whatever the word, or
    by its text where the file tells no kinds.
    """
    return isinstance(raw, CellError) or (
        isinstance(raw, str) and "#" in raw and clean(raw) in ERRORS
    )


def error_value(raw: Raw) -> Typed:
    """Refuse an error value (E204); a picture is none, but nothing to read either (N216)."""
    return _PICTURE if isinstance(raw, CellPicture) else _ERROR_VALUE


def narrowed(text: str) -> str:
    """Give a text as it is compared: NFKC, without what nobody sees, without spaces around."""
    return seen(normalize("NFKC", text)).strip()


def composed(text: str) -> str:
    """Give a text with letters and their marks put together, in which programs differ (NFC, NFD).

    All other letters stay as they are: NFC would take 神 for 神.
    """
    if text.isascii():
        return text
    return re.sub(_MARKED, lambda found: normalize("NFC", found[0]), text)


def match_key(text: str) -> str:
    """Give a text as names and words are compared: NFKC, without case and spaces, and without the
    difference between the signs that Shift_JIS has two characters for.
    """
    if text.isascii():
        return "".join(text.casefold().split())
    return _short_key(text) if len(text) <= _NAME_LENGTH else _key(text)


def _key(text: str) -> str:
    text = one_sign(seen(normalize("NFKC", text)))
    return "".join(text.casefold().split())


# names and words come again in row after row
_short_key = lru_cache(maxsize=2048)(_key)


def is_dash(text: str) -> bool:
    """Tell whether a (narrowed) text is only a dash, which means none."""
    return len(text) == 1 and text in DASHES


def parse_text(raw: Raw) -> Typed:
    """Keep a text as typed, without the spaces around; a number becomes its plain text."""
    return error_value(raw) if is_error(raw) else Typed(plain(raw))


def parse_list(raw: Raw) -> Typed:
    """Split a text at commas of all kinds, semicolons and line breaks; empty parts are left out."""
    if is_error(raw):
        return error_value(raw)
    parts = (clean(part) for part in plain(raw).translate(_SEPARATORS).split(","))
    return Typed(tuple(part for part in parts if part))


def parse_choice(raw: Raw, group: str) -> Typed:
    """Find the code of one of a group's words.

    Another spelling than the drop-downs' is told (N205): the formulas know none but for case and
    spaces around.
    """
    if is_error(raw):
        return error_value(raw)
    if isinstance(raw, str) and len(raw) <= _NAME_LENGTH:
        return _short_choice(raw, group)
    return _choice(raw, group)


def _choice(raw: Raw, group: str) -> Typed:
    text = plain(raw)
    found = _codes(group).get(match_key(text))
    if found is None:
        if not text or is_dash(narrowed(text)):
            return Typed("")
        return Typed(
            None,
            "E222" if match_key(text) in _CROSSES and group in _CROSS_UNCLEAR else "E221",
            {"group": group, "choices": _offer(group)},
        )
    if compared(trimmed(raw if isinstance(raw, str) else text)) in _shown(group):
        return Typed(found)
    read = next(" / ".join(word.labels) for word in CHOICES[group] if word.code == found)
    return Typed(found, "N205", {"group": group, "word": found, "read": read})


# the words of a drop-down come again in row after row
_short_choice = lru_cache(maxsize=2048)(_choice)


def parse_flag(raw: Raw, group: str) -> Typed:
    """Read a mark: ○ and its like are the group's first word, blank and a dash none.

    × and its like are none too (N205).
    """
    if raw is False:
        return Typed("")
    if isinstance(raw, str) and match_key(raw) in _NO:
        return Typed("", "N205", {"read": "空欄 / blank"})
    return parse_choice(raw, group)


@lru_cache(maxsize=32)
def _codes(group: str) -> Mapping[str, str]:
    """Index a group's words of all languages and their variants by what is compared."""
    return {
        match_key(spelling): word.code for word in CHOICES[group] for spelling in word.spellings
    }


@lru_cache(maxsize=32)
def _shown(group: str) -> frozenset[str]:
    """Give the words of the drop-downs, in all languages."""
    return frozenset(compared(shown) for word in CHOICES[group] for shown in word.labels)


def _offer(group: str) -> str:
    return ", ".join(_with_others(*word.labels) for word in CHOICES[group])


def _with_others(first: str, *others: str) -> str:
    return f"{first} ({', '.join(others)})" if others else first
