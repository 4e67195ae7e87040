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
