"""A document as text for a terminal: columns aligned by seen width, colours only if wanted.

All shapes used are in cp932, so that a Japanese Windows console and a redirected file show them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import zip_longest
from unicodedata import combining, east_asian_width

from btobsheet.reports.document import (
    Block,
    Bullets,
    Callout,
    Cell,
    Column,
    Document,
    Heading,
    KeyFigures,
    Paragraph,
    Picture,
    Table,
    Tone,
    marked,
    one_line,
)
from btobsheet.wording import text

COLOURS: tuple[tuple[str, str], ...] = (
    ("good", "32"),
    ("fine", "36"),
    ("warn", "33"),
    ("bad", "31"),
    ("missing", "35"),
    ("quiet", "2"),
)
LEAST_WIDTH = 60
LEAST_COLUMN = 7
LONGEST_WORD = 16
COMFORT = 16
# a cell of two thousand characters must not push the rest off the screen
MOST_LINES = 4
GAP = "  "
_BREAKS = re.compile(r"(?=[(])|(?<=[ /・])(?! )")
NO_LINE_START = "、。)」』】,.!?ー々…:;"


def render(document: Document, width: int = 100, colour: bool = False) -> str:
    """Give the document as lines of at most ``width`` columns; a wide table may need more."""
    page = _Page(
        max(width, LEAST_WIDTH), text(document.language, "forms.ambiguous_width") == "2", colour
    )
    lines = [page.paint(line, "1") for line in page.wrap(one_line(document.title), page.width)]
    lines += page.wrap(one_line(document.subtitle), page.width)
    for block in document.blocks:
        lines += ["", *page.block(block)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


class _Page:
    """How wide, how wide ambiguous characters are (2 in Japanese), and whether in colours."""

    def __init__(self, width: int, wide: bool, colour: bool) -> None:
        self.width = width
        self.colour = colour
        self._wide = "WFA" if wide else "WF"
        # dictionaries a page: the same texts, and the same thousand characters, come again and
        # again
        self._sizes: dict[str, int] = {}
        self._widths: dict[str, int] = {}

    def size(self, text: str) -> int:
        """Give the columns a text takes."""
        if text.isascii():
            return len(text)
        found = self._sizes.get(text)
        if found is None:
            found = self._sizes[text] = sum(map(self._char, text))
        return found

    def _char(self, char: str) -> int:
        found = self._widths.get(char)
        if found is None:
            found = 0 if combining(char) else 2 if east_asian_width(char) in self._wide else 1
            self._widths[char] = found
        return found

    def paint(self, text: str, code: str) -> str:
        """Colour a text, or leave it."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and code and text else text

    def tone(self, text: str, tone: Tone) -> str:
        """Colour a text by its tone."""
        return self.paint(text, dict(COLOURS).get(tone, "")) if self.colour else text

    def wrap(self, text: str, width: int) -> list[str]:
        """Break a text into lines, at a space where there is one, never before a closing mark."""
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
            used += self._char(char)
            if used > width:
                return max(index, 1)
        return len(text)

    def pad(self, text: str, width: int, align: str = "left") -> str:
        """Fill a text up to a width."""
        space = " " * max(0, width - self.size(text))
        return space + text if align == "right" else text + space

    def block(self, block: Block) -> list[str]:
        """Give the lines of one block."""
        match block:
            case Heading():
                return [
                    self.paint(line, "1")
                    for line in self.wrap(
                        f"{'■' if block.level == 1 else '●'} {one_line(block.text)}", self.width
                    )
                ]
            case Paragraph():
                return self.wrap(one_line(block.text), self.width)
            case Bullets():
                return [line for item in block.items for line in self._hang("・", one_line(item))]
            case KeyFigures():
                return self._key_figures(block)
            case Callout():
                return self._callout(block)
            case Table():
                return self._table(block)
            case Picture():
                return self.wrap(one_line(f"{block.title}: {block.summary}"), self.width)

    def _hang(self, lead: str, text: str) -> list[str]:
        indent = self.size(lead)
        return [
            (" " * indent if index else lead) + line
            for index, line in enumerate(self.wrap(text, self.width - indent))
        ]

    def _key_figures(self, block: KeyFigures) -> list[str]:
        labels = [one_line(item.label) for item in block.items]
        values = [one_line(marked(item.value, item.tone)) for item in block.items]
        notes = [f"({one_line(item.note)})" if item.note else "" for item in block.items]
        widths = [max(map(self.size, texts)) for texts in (labels, values)]
        indent = sum(widths) + 2 * len(GAP)
        if indent * 2 > self.width:
            return [
                line
                for texts in zip(labels, values, notes, strict=True)
                for line in self._hang("", GAP.join(texts))
            ]
        lines = []
        for label, value, note, item in zip(labels, values, notes, block.items, strict=True):
            first, *rest = self.wrap(note, self.width - indent)
            lines.append(
                GAP.join(
                    (
                        self.pad(label, widths[0]),
                        self.tone(self.pad(value, widths[1], "right"), item.tone),
                        first,
                    )
                )
            )
            lines += [" " * indent + line for line in rest]
        return lines

    def _callout(self, block: Callout) -> list[str]:
        title = [
            self.tone(line, block.tone)
            for line in self.wrap(one_line(marked(block.title, block.tone)), self.width)
        ]
        return title + [line for text in block.lines for line in self._hang(GAP, one_line(text))]

    def _table(self, block: Table) -> list[str]:
        texts = [[one_line(marked(cell.text, cell.tone)) for cell in row] for row in block.rows]
        widths = self._column_widths(block.columns, texts)
        lines = self.wrap(one_line(block.caption), self.width) if block.caption else []
        lines += (
            self._grid(block, texts, widths) if self._fits(widths) else self._records(block, texts)
        )
        return [*lines, *self.wrap(one_line(block.note), self.width)] if block.note else lines

    def _fits(self, widths: Sequence[int]) -> bool:
        return sum(widths) + len(GAP) * (len(widths) - 1) <= self.width

    def _grid(
        self, block: Table, texts: Sequence[Sequence[str]], widths: Sequence[int]
    ) -> list[str]:
        line = partial(self._row, widths=widths, columns=block.columns)
        lines: list[str] = []
        lines += self._heads(block.columns, widths)
        lines.append(GAP.join("-" * width for width in widths))
        for row, shown in zip(block.rows, texts, strict=True):
            lines += line([Cell(text, cell.tone) for text, cell in zip(shown, row, strict=True)])
        return lines

    def _records(self, block: Table, texts: Sequence[Sequence[str]]) -> list[str]:
        """Give a table that is too wide for the page as a paragraph a row."""
        lines: list[str] = []
        for row in texts:
            lines += self._limit(self.wrap(row[0], self.width), self.width)
            pairs = [
                f"{one_line(column.label)}: {text}"
                for column, text in zip(block.columns[1:], row[1:], strict=True)
                if text
            ]
            for packed in self._packed(pairs, self.width - len(GAP), " | "):
                lines += self._hang(GAP, packed)
        return lines

    def _packed(self, parts: Iterable[str], width: int, between: str = "") -> list[str]:
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

    def _heading(self, label: str, width: int) -> list[str]:
        """Break a heading where people would: before a bracket, after a space, slash or dot."""
        return [
            line
            for packed in self._packed(_parts(label), width)
            for line in self.wrap(packed, width)
        ]

    def _column_widths(
        self, columns: Sequence[Column], texts: Sequence[Sequence[str]]
    ) -> list[int]:
        heads = [self.size(one_line(column.label)) for column in columns]
        widths = [
            max([head, *(self.size(row[index]) for row in texts)])
            for index, head in enumerate(heads)
        ]
        room = self.width - len(GAP) * (len(columns) - 1)
        least = [
            self._least(column, [row[index] for row in texts])
            for index, column in enumerate(columns)
        ]
        # sentences give way first, then pairs of figures, then headings, and at last sentences
        # again
        for wide, align, comfort in (
            (True, "left", COMFORT),
            (True, "right", 0),
            (False, "left", 0),
            (False, "right", 0),
            (True, "left", 0),
        ):
            gives = {
                index: max(least[index], comfort)
                for index, column in enumerate(columns)
                if (column.wide, column.align) == (wide, align)
            }
            self._shrink(widths, gives, room)
        return widths

    def _least(self, column: Column, texts: Sequence[str]) -> int:
        """Give the width below which a column is not readable: a word of its label, a figure, and a
        whole cell where no sentences stand in it.
        """
        words = _parts(one_line(column.label))
        if column.align == "right" or not column.wide:
            words += [part for text in texts for part in (text.split() if column.wide else [text])]
        return max([LEAST_COLUMN, *(min(self.size(word), LONGEST_WORD) for word in words)])

    def _shrink(self, widths: list[int], least: Mapping[int, int], room: int) -> None:
        while sum(widths) > room:
            widest = max(
                (index for index in least if widths[index] > least[index]),
                key=lambda index: widths[index],
                default=None,
            )
            if widest is None:
                return
            widths[widest] -= 1

    def _heads(self, columns: Sequence[Column], widths: Sequence[int]) -> Iterable[str]:
        parts = [
            self._limit(self._heading(one_line(column.label), width), width)
            for column, width in zip(columns, widths, strict=True)
        ]
        for shown in zip_longest(*parts, fillvalue=""):
            padded = (
                self.pad(text, width, column.align)
                for text, width, column in zip(shown, widths, columns, strict=True)
            )
            yield GAP.join(self.paint(text, "1") for text in padded)

    def _row(
        self, cells: Sequence[Cell], widths: Sequence[int], columns: Sequence[Column]
    ) -> Iterable[str]:
        parts = [
            self._limit(self.wrap(cell.text, width), width)
            for cell, width in zip(cells, widths, strict=True)
        ]
        for shown in zip_longest(*parts, fillvalue=""):
            padded = (
                self.pad(text, width, column.align)
                for text, width, column in zip(shown, widths, columns, strict=True)
            )
            yield GAP.join(
                self.tone(text, cell.tone) for text, cell in zip(padded, cells, strict=True)
            )

    def _limit(self, lines: list[str], width: int) -> list[str]:
        if len(lines) <= MOST_LINES:
            return lines
        last = lines[MOST_LINES - 1]
        while last and self.size(last) > width - 2:
            last = last[:-1]
        return [*lines[: MOST_LINES - 1], last + "…"]


def _parts(label: str) -> list[str]:
    """Cut a heading at the places where it may be broken."""
    return [part for part in _BREAKS.split(label) if part]


def _holds(char: str) -> bool:
    """Tell whether a character keeps with its like: a Latin letter, a digit, a number's mark."""
    return char == "¥" or (char.isascii() and char != " ")
