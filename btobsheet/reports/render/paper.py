"""A terminal's page: how wide a text is there, where its lines break, and its colours."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import combining, east_asian_width

from btobsheet.layout.look import Tone

COLOURS: tuple[tuple[str, str], ...] = (
    ("good", "32"),
    ("fine", "36"),
    ("warn", "33"),
    ("bad", "31"),
    ("missing", "35"),
    ("quiet", "2"),
)
MOST_LINES = 4
NO_LINE_START = "、。)」』】,.!?ー々…:;"


class _Widths(dict[str, int]):
    """How many columns each character takes, found when it first comes."""

    def __init__(self, wide: str) -> None:
        super().__init__()
        self._wide = wide

    def __missing__(self, char: str) -> int:
        found = 0 if combining(char) else 2 if east_asian_width(char) in self._wide else 1
        self[char] = found
        return found


class Paper:
    """How wide, how wide ambiguous characters are (2 in Japanese), and whether in colours."""

    def __init__(self, width: int, wide: bool, colour: bool) -> None:
        """Take the width in columns; ``wide`` is for Japanese."""
        self.width = width
        self.colour = colour
        # dictionaries a page: the same texts, and the same characters, come again and again
        self._sizes: dict[str, int] = {}
        self._widths = _Widths("WFA" if wide else "WF")

    def size(self, text: str) -> int:
        """Give the columns a text takes."""
        if text.isascii():
            return len(text)
        found = self._sizes.get(text)
        if found is None:
            found = self._sizes[text] = sum(map(self._widths.__getitem__, text))
        return found

    def paint(self, text: str, code: str) -> str:
        """Colour a text, or leave it."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and code and text else text

    def tone(self, text: str, tone: Tone) -> str:
        """Colour a text by its tone."""
        return self.paint(text, dict(COLOURS).get(tone, "")) if self.colour else text

    def wrap(self, text: str, width: int) -> list[str]:
        """Break a text into lines, at a space where there is one, never before a closing mark."""
        if len(text) <= width and self.size(text) <= width:
            return [text]
        lines: list[str] = []
        rest = text
        while (cut := self._cut(rest, width)) < len(rest):
            lines.append(rest[:cut].rstrip())
            rest = rest[cut:].lstrip()
        return [*lines, rest]

    def _cut(self, text: str, width: int) -> int:
        """Give how many characters go on this line.

        Looks no further than the line, for texts may be very long.
        """
        cut = self._fitting(text, width)
        if cut >= len(text):
            return len(text)
        if text[cut] in NO_LINE_START and cut > 1:
            cut -= 1
        # a Latin word or a number goes to the next line whole, if it has room there
        start = end = cut
        while start and _holds(text[start - 1]) and _holds(text[start]):
            start -= 1
        while end < min(len(text), start + width + 1) and _holds(text[end]):
            end += 1
        return start if start and end - start <= width else cut

    def _fitting(self, text: str, width: int) -> int:
        if 2 * len(text) <= width:  # no character takes more than two columns
            return len(text)
        used = 0
        for index, char in enumerate(text):
            used += self._widths[char]
            if used > width:
                return max(index, 1)
        return len(text)

    def pad(self, text: str, width: int, align: str = "left") -> str:
        """Fill a text up to a width."""
        space = " " * (width - self.size(text))
        return space + text if align == "right" else text + space

    def hang(self, lead: str, text: str) -> list[str]:
        """Break a text into lines that begin below each other, the first one after its lead."""
        indent = self.size(lead)
        return [
            (" " * indent if index else lead) + line
            for index, line in enumerate(self.wrap(text, self.width - indent))
        ]

    def packed(self, parts: Iterable[str], width: int, between: str = "") -> list[str]:
        """Put as many parts on each line as fit, none of them broken.

        One that is too long has a line of its own.
        """
        lines: list[str] = []
        for part in parts:
            if lines and self.size(lines[-1].rstrip() + between + part) <= width:
                lines[-1] += between + part
            else:
                lines.append(part)
        return [line.rstrip() for line in lines]

    def limit(self, lines: list[str], width: int) -> list[str]:
        """Cut lines to so many that a long cell does not push the rest off the screen."""
        if len(lines) <= MOST_LINES:
            return lines
        return [*lines[: MOST_LINES - 1], self._cut_off(lines[MOST_LINES - 1], width)]

    def fitting(self, text: str, width: int) -> str:
        """Give a text on one line: what does not fit is cut, and says so."""
        return text if self.size(text) <= width else self._cut_off(text, width)

    def _cut_off(self, text: str, width: int) -> str:
        return text[: self._fitting(text, width - 2)].rstrip() + "…"


def _holds(char: str) -> bool:
    """Tell whether a character keeps with its like: a Latin letter, a digit, a number's mark."""
    return char == "¥" or (char.isascii() and char != " ")
