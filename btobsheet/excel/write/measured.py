"""How wide texts are in cells and at the foot of a page, estimated by their characters."""

from __future__ import annotations

import math
import re
from typing import Final

_PIECES: Final = re.compile(r"[^\x00-\xff]\s*|[\x00-\xff]\S*?(?=[^\x00-\xff]|\s|$)\s*")
_WIDE: Final = 13.5
_MEAN, _USUAL = 6.8, 7.5
_OTHERS: Final = {
    **dict.fromkeys("iljI.,:;'|!` ", 4.0),
    **dict.fromkeys("ftr-/()[]", 5.5),
    **dict.fromkeys("cszJ", 6.3),
    **dict.fromkeys("mwMW@%&", 12.1),
    **dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZ", 8.9),
}
"""Pixels of letters in the usual type: Calibri and Carlito at 11 points, Meiryo UI at 10."""


def pixels(line: str) -> float:
    """Measure a line of names and figures: a wide character takes some 13.5 pixels, another 6.8."""
    return sum(_WIDE if ord(letter) > 255 else _MEAN for letter in line)


def wrapped(line: str, room: float) -> int:
    """Count the lines that a line of text takes where so many pixels are free: words stay whole
    where they can, a line may end behind any wide character.
    """
    count, used = 1, 0.0
    for piece in _PIECES.findall(line):
        width = _by_letters(piece.rstrip())
        if used and used + width > room:
            count, used = count + 1, 0.0
        broken = max(0, math.ceil(width / room) - 1)
        count, used = count + broken, used + _by_letters(piece) - broken * room
    return count


def _by_letters(line: str) -> float:
    """Measure words by their letters: an upper bound, some tenth above what they take."""
    return sum(_WIDE if ord(letter) > 255 else _OTHERS.get(letter, _USUAL) for letter in line)


def lines(words: str, width: float) -> int:
    """Count the lines that a text takes in a width in pixels."""
    return sum(max(1, math.ceil(pixels(line) / max(width - 16, 20))) for line in words.split("\n"))


def held(words: str, width: float, most: int = 1) -> str:
    """Cut a text to so many lines of a width."""
    if lines(words, width) <= most:
        return words
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        fits = lines(words[:middle] + "…", width) <= most
        low, high = (middle, high) if fits else (low, middle - 1)
    return words[:low].rstrip() + "…"
