"""How wide texts are in cells and at the foot of a page, estimated by their characters."""

from __future__ import annotations

import math


def pixels(line: str) -> float:
    """Measure a line at 10 points: a wide character takes some 13.5 pixels, another 6.8."""
    return sum(13.5 if ord(letter) > 255 else 6.8 for letter in line)


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
