"""How wide a text is, and in how many lines it stands: by the fonts at hand that come nearest.

Noto Sans CJK stands in for Meiryo UI, whose kana and Latin letters are narrower: what fits here
fits there. Carlito has the metrics of Calibri.
"""

from __future__ import annotations

import re
import subprocess
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from looks.styles import Font
from PIL import ImageFont

DRAWN = 100
"""Texts are measured this large, so that no hint of a small size bends them."""
NOTO = "Noto Sans CJK JP"
STANDS_IN = {"Meiryo UI": NOTO, "Calibri": "Carlito"}
LATIN = {"Meiryo UI": 0.9}
"""How wide a Latin letter is to one of the font that stands in: a digit of Meiryo UI 10 has 6 px on a
screen, of Noto Sans CJK 7.4.
"""
LINE = 1.3
"""From line to line, in the font's size."""
LAST = 1.12
"""What the ink of one line takes, in the font's size."""
NARROW = "–—‘’“”…•"
"""Marks that Latin fonts have too, narrow; the others that may be wide or narrow are drawn wide."""
NOT_FIRST = "、。，．,.・:;：；?!？！)）」』】〕〉》ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ%％"
NOT_LAST = "(（「『【〔〈《"


@cache
def _file(family: str, bold: bool) -> tuple[str, int] | None:
    """Find a font's file and its number in it, none where the font is not installed."""
    style = "Bold" if bold else "Regular"
    try:
        told = subprocess.run(
            ["fc-match", "-f", "%{family}|%{file}|%{index}", f"{family}:style={style}"],
            check=True, capture_output=True, timeout=60,
        ).stdout.decode("utf-8")  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    found, file, index = told.split("|")
    return (file, int(index)) if family in found.split(",") and Path(file).is_file() else None


def missing() -> str:
    """Say which font is missing for measures, nothing where all are here."""
    lacking = [name for name in STANDS_IN.values() if _file(name, False) is None]
    return f"no font {', '.join(lacking)} to measure texts with" if lacking else ""


@cache
def _face(family: str, bold: bool) -> ImageFont.FreeTypeFont:
    found = _file(STANDS_IN.get(family, NOTO), bold)
    assert found is not None
    return ImageFont.truetype(found[0], DRAWN, index=found[1])


def is_wide(letter: str) -> bool:
    """Tell whether a letter is as wide as high."""
    kind = unicodedata.east_asian_width(letter)
    return kind in "WF" or (kind == "A" and ord(letter) > 0xFF and letter not in NARROW)


@cache
def _advance(family: str, bold: bool, letter: str) -> float:
    if is_wide(letter):
        return _face("Meiryo UI", bold).getlength(letter) / DRAWN
    return _face(family, bold).getlength(letter) / DRAWN * LATIN.get(family, 1)


@lru_cache(maxsize=20_000)
def pixels(text: str, font: Font) -> float:
    """Measure a text of one line, in pixels at 100 %."""
    size = font.size * 96 / 72
    return sum(_advance(font.name, font.bold, letter) for letter in text) * size


def line_count(text: str, font: Font, width: float) -> int:
    """Count the lines of a text that is wrapped to a width in pixels."""
    return sum(_wrapped(line, font, width) for line in text.split("\n"))


def _wrapped(text: str, font: Font, width: float) -> int:
    lines, filled = 1, 0.0
    for word in _words(text):
        wide = pixels(word.rstrip(" "), font)
        if filled and filled + wide > width:
            lines, filled = lines + 1, 0.0
        if wide > width:
            for letter in word:
                one = pixels(letter, font)
                if filled and filled + one > width:
                    lines, filled = lines + 1, 0.0
                filled += one
        else:
            filled += pixels(word, font)
    return lines


def _words(text: str) -> list[str]:
    """Split a text where a line may end: after a blank, beside any wide letter, not before 、 or 」."""
    joined: list[str] = []
    for word in re.findall(r"[^\s\u2e80-\uffef]+\s*|[\u2e80-\uffef]|\s+", text):
        if joined and (word[0] in NOT_FIRST or joined[-1][-1] in NOT_LAST):
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def lines_height(count: int, font: Font) -> float:
    """Give the pixels that lines take from the top of the first to the foot of the last."""
    return ((count - 1) * LINE + LAST) * font.size * 96 / 72
