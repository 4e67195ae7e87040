"""Spaces that people type around and between words, as the workbook's own formulas see them.

The formulas take a full-width space, a no-break space and a line break for a space (TRIM alone
knows none of them); what else one cannot see stays, and is told where it matters.
"""

from __future__ import annotations

from typing import Final

SPACES: Final = ("\u3000", "\u00a0", "\n")
"""What the formulas take for a space."""
LONGEST: Final = 120
"""So many letters a text has at most that the formulas look up: MATCH takes 255, and a wildcard
counts twice.
"""
SEPARATORS: Final = "，､,;；\n"
"""What stands for 、 between people's other spellings."""
UNSEEN: Final = (
    "\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f\u200b\u200c\u200d\u200e\u200f"
    "\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2065\u2066\u2067\u2068\u2069"
    "\u206a\u206b\u206c\u206d\u206e\u206f\u3164\ufeff\uffa0"
)
"""Marks that nobody sees: of joining and direction, and letters that are blank."""
_INVISIBLE: Final = dict.fromkeys(map(ord, f"{UNSEEN}\u00ad\ufe0e\ufe0f"))
_ALIKE: Final = str.maketrans(
    "\u301c\u2014\u2225\u2010\u2212\u2022\u22c5", "~\u2015\u2016--\u30fb\u30fb"
)
"""Signs that two code tables write as two characters: 〜 of a Mac is ～ of Windows, and so on."""


def seen(text: str) -> str:
    """Leave out what nobody sees, such as a hyphen that shows at the end of a line only."""
    return text.translate(_INVISIBLE)


def one_sign(text: str) -> str:
    """Give a text in which signs that Shift_JIS has two characters for are one."""
    return text.translate(_ALIKE)


def spaced(text: str) -> str:
    """Give a text with a plain space for every kind of space."""
    for space in SPACES:
        text = text.replace(space, " ")
    return text


def trimmed(text: str) -> str:
    """Leave spaces out as TRIM does: around, and doubled ones."""
    return " ".join(part for part in spaced(text).split(" ") if part)


def squeezed(text: str) -> str:
    """Leave all spaces out."""
    return spaced(text).replace(" ", "")


def compared(text: str) -> str:
    """Give a text as a formula's ``=`` compares it: without case, ß is not ss."""
    return text.lower()


def person_key(name: str) -> str:
    """Give a person's name as the formulas look it up: without spaces and commas of lists."""
    return compared(squeezed(name).replace("、", ""))
