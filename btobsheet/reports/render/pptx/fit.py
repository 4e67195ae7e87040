"""Text that stays in its box on a slide: how many lines it takes, the size that fits, and where it
must be cut. Lengths are points.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from unicodedata import east_asian_width

from btobsheet.reports.document import clean

LEADING = 1.35
"""Height of a line in sizes of the type; written into the slide, so every program sets it alike."""
_NARROW = 0.6
_TURN = 0.15


def width_of(line: str, size: float) -> float:
    """Measure a line: a wide character is as wide as the type is high, others half to two thirds.

    Some programs leave a little room where Latin letters follow Japanese ones.
    """
    wide = [east_asian_width(char) in "WFA" for char in line]
    turns = sum(one != other for one, other in pairwise(wide))
    letters = sum(
        1.0 if full else 0.72 if char.isupper() or char in "mw%@" else _NARROW
        for char, full in zip(line, wide, strict=True)
    )
    return size * (letters + _TURN * turns)


def lines_of(text: str, size: float, width: float) -> int:
    """Count the lines of a text in a width.

    A word of Latin letters is not broken, so some room is lost at each end.
    """
    loss = 0.92 if not text.isascii() else 0.88
    return sum(
        max(1, math.ceil(width_of(line, size) / max(width * loss, size)))
        for line in text.split("\n")
    )


def height_of(texts: Sequence[str], size: float, width: float, gap: float = 0.0) -> float:
    """Give the height of paragraphs with a gap between them."""
    return sum(lines_of(text, size, width) * size * LEADING for text in texts) + gap * max(
        0, len(texts) - 1
    )


def fitting(
    texts: Sequence[str], width: float, height: float, sizes: Sequence[float], gap: float = 0.0
) -> tuple[float, list[str]]:
    """Give the largest of the sizes in which the texts fit.

    At the smallest they are cut to what does.
    """
    cleaned = [clean(text).strip() for text in texts]
    for size in sizes:
        if height_of(cleaned, size, width, gap) <= height:
            return size, cleaned
    return sizes[-1], _cut(cleaned, sizes[-1], width, height, gap)


def _cut(texts: Sequence[str], size: float, width: float, height: float, gap: float) -> list[str]:
    """Keep as many texts as there is room for, the last one cut."""
    kept: list[str] = []
    left = height
    for text in texts:
        room = int((left + 0.01) // (size * LEADING))
        if room < 1:
            break
        kept.append(shortened(text, size, width, room))
        left -= lines_of(kept[-1], size, width) * size * LEADING + gap
    if not kept and texts:
        return [shortened(texts[0], size, width)]
    if kept and len(kept) < len(texts) and not kept[-1].endswith("…"):
        kept[-1] = shortened(kept[-1] + " …", size, width, lines_of(kept[-1], size, width))
    return kept


def shortened(text: str, size: float, width: float, lines: int = 1) -> str:
    """Cut a text to so many lines, with … where something is missing."""
    if lines_of(text, size, width) <= lines:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (
            (middle, high)
            if lines_of(text[:middle] + "…", size, width) <= lines
            else (low, middle - 1)
        )
    return text[:low].rstrip(" …") + "…"


_LEAST_NAME = 8
"""So many letters of a name stay."""


def with_short_names(
    message: str, names: Iterable[str], size: float, width: float, lines: int
) -> str:
    """Shorten the names in a message, the longest first, until it takes so many lines: so its end
    is not cut, which says what is the case. At last it is cut.
    """
    left = {name for name in names if len(name) > _LEAST_NAME and name in message}
    while left and lines_of(message, size, width) > lines:
        longest = max(left, key=lambda name: (len(name), name))
        kept = longest.rstrip("…")
        short = kept[: max(_LEAST_NAME, len(kept) * 3 // 4)].rstrip() + "…"
        message = message.replace(longest, short)
        left.remove(longest)
        if len(short) > _LEAST_NAME + 1:
            left.add(short)
    return shortened(message, size, width, lines)
