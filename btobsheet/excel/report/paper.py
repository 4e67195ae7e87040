"""A printed page of a report workbook: equal columns that fill A4 across at its own size, a narrow
one before them for bands that say how something stands, hidden ones behind for what charts draw.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from xlsxwriter.format import Format

from btobsheet.excel.report.look import Book, plain
from btobsheet.excel.write.measured import held, lines, pixels
from btobsheet.layout.look import BAND, INK, LINE, MUTED, NAVY, PALE, TONES, Tone, edge_of
from btobsheet.quickclass import dataclass
from btobsheet.reports.document import Cell, Column, Table, marked, one_line

COLUMNS, WIDTH, EDGE = 24, 43, 8
HEIGHT = 704
"""So many pixels of height a page has at hardly less than its own size."""
LINE_HEIGHT = 18
HELPERS = COLUMNS + 3
"""The first of the hidden columns, from 0."""
_PAD, _LEAST, _MOST = 20, 48, 300
_MOST_LINES, _MESSAGE, _TEXT_HEIGHT = 3, 190, 19
_INDENT: dict[str, Any] = {"align": "left", "indent": 1}


@dataclass(frozen=True)
class Span:
    """Columns side by side, from 1: all of them, or a half."""

    first: int = 1
    count: int = COLUMNS

    @property
    def pixels(self) -> int:
        """How wide they are."""
        return self.count * WIDTH


WHOLE, LEFT, RIGHT = Span(), Span(1, COLUMNS // 2), Span(COLUMNS // 2 + 1, COLUMNS // 2)


class Paper:
    """A page written from top to bottom; ``row`` is the next one, ``used`` its height so far."""

    def __init__(self, book: Book, tab: str, title: str = "") -> None:
        """Add the page with its title."""
        self.book, self.page = book, book.page(tab)
        self.row = self.used = 0
        self.page.set_column_pixels(0, 0, EDGE)
        self.page.set_column_pixels(1, COLUMNS, WIDTH)
        self.page.set_column_pixels(COLUMNS + 1, COLUMNS + 1, EDGE)
        self.page.set_column(HELPERS, HELPERS + 40, None, None, {"hidden": True})
        said = held(one_line(title or book.title), WHOLE.pixels / 1.6, 2)
        look = self.look(bold=True, font_size=16, font_color=NAVY, text_wrap=True)
        self.text(WHOLE, said, look, 26 * lines(said, WHOLE.pixels / 1.6))
        self.text(WHOLE, one_line(book.subtitle), self.look(font_color=MUTED), LINE_HEIGHT)
        self.gap(4)

    @property
    def left(self) -> int:
        """How much height is left of one page."""
        return HEIGHT - self.used

    def look(self, **props: Any) -> Format:
        """Give a format in the middle of its row."""
        return self.book.styles.get(**{"valign": "vcenter", "font_color": INK, **props})

    def put(self, row: int, span: Span, value: Any, look: Format) -> None:
        """Write a value over some columns."""
        last = span.first + span.count - 1
        if span.count > 1:
            self.page.merge_range(row, span.first, row, last, "", look)
        self.page.put(row, span.first, value, look)

    def close(self, height: float) -> None:
        """Give the row its height, and go on to the next."""
        self.page.set_row_pixels(self.row, round(height))
        self.row, self.used = self.row + 1, self.used + round(height)

    def gap(self, height: int) -> None:
        """Leave some room."""
        self.close(height)

    def text(self, span: Span, words: str, look: Format, height: float) -> None:
        """Write a text on a row of its own."""
        self.put(self.row, span, plain(words), look)
        self.close(height)

    def headings(self, *said: tuple[Span, str]) -> None:
        """Write headings side by side."""
        look = self.look(bold=True, font_size=12, font_color=NAVY, bottom=1, bottom_color=NAVY)
        for span, words in said:
            self.put(self.row, span, plain(words), look)
        self.close(22)

    def band(self, rows: range, tone: Tone) -> None:
        """Colour the narrow column before some rows."""
        look = self.book.styles.get(bg_color=edge_of(tone))
        for row in rows:
            self.page.put(row, 0, "", look)

    def message(self, title: str, said: Iterable[str], tone: Tone) -> None:
        """Write what is to be read first, with a band that says how it stands."""
        first = self.row
        ground = {"bg_color": PALE, "text_wrap": True, **_INDENT}
        head = self.look(**ground, bold=True, font_size=14, font_color=NAVY)
        words = held(marked(one_line(title), tone), WHOLE.pixels / 1.45, 2)
        self.text(WHOLE, words, head, 26 * lines(words, WHOLE.pixels / 1.45))
        left = _MESSAGE
        for line in map(one_line, said):
            words = held(line, WHOLE.pixels - 24, 2)
            height = LINE_HEIGHT * lines(words, WHOLE.pixels - 24) + 1
            left -= height
            if left < 0:
                break
            self.text(WHOLE, words, self.look(**ground), height)
        self.band(range(first, self.row), tone)
        self.gap(6)

    def paragraphs(self, *columns: tuple[Span, Sequence[str]], most: int) -> None:
        """Write lists of lines side by side, each in a cell of its own, no higher than ``most``."""
        kept = [(span, _fitting(said, span.pixels, most)) for span, said in columns]
        look = self.look(text_wrap=True, valign="top")
        tallest = max((height for _, (_, height) in kept), default=0)
        if not tallest:
            return
        for span, (said, _) in kept:
            self.put(self.row, span, plain("\n".join(said)), look)
        self.close(min(400, tallest + 6))

    def table(self, table: Table, most: int = HEIGHT) -> int:
        """Write a table, as many rows as fit into a height; give how many did not."""
        return self.tables((WHOLE, table), most=most)

    def tables(self, *placed: tuple[Span, Table], most: int = HEIGHT) -> int:
        """Write tables side by side, as many rows of each as fit into a height; give how many rows
        did not.
        """
        shared = [(_spans(table, span), table) for span, table in placed]
        height = max(self._heads(spans, table) for spans, table in shared)
        self.close(height)
        left, rows = most - height, max(len(table.rows) for _, table in shared)
        for number in range(rows):
            there = [(spans, table) for spans, table in shared if number < len(table.rows)]
            tall = max(_height(table.rows[number], spans) for spans, table in there)
            if tall > left:
                return sum(len(table.rows) - number for _, table in there)
            for spans, table in there:
                self._cells(spans, table.columns, table.rows[number])
            self.close(tall)
            left -= tall
        return 0

    def _heads(self, spans: Sequence[Span], table: Table) -> int:
        """Write the heads of a table; give how high they are."""
        own = {"bold": True, "font_color": NAVY, "bg_color": BAND, "border": 1}
        for place, column in zip(spans, table.columns, strict=True):
            align = {"align": "right"} if column.align == "right" else _INDENT
            look = self.look(**own, **align, text_wrap=True, border_color=LINE)
            self.put(self.row, place, plain(column.label), look)
        labels = zip(spans, table.columns, strict=True)
        return 4 + LINE_HEIGHT * max(lines(column.label, place.pixels) for place, column in labels)

    def _cells(
        self, spans: Sequence[Span], columns: Sequence[Column], cells: Sequence[Cell]
    ) -> None:
        """Write the cells of a row as texts with their marks."""
        for place, column, cell in zip(spans, columns, cells, strict=True):
            words = held(_shown(cell), place.pixels - 12, _MOST_LINES)
            self.put(self.row, place, plain(words), self._cell_look(cell.tone, column))

    def _cell_look(self, tone: Tone, column: Column) -> Format:
        """Give the look of a cell of a table."""
        made = TONES[tone] if tone else None
        colours = {"bg_color": made.fill, "font_color": made.ink} if made else {"font_color": INK}
        align = {"align": "right"} if column.align == "right" else _INDENT
        return self.look(**colours, **align, text_wrap=True, border=1, border_color=LINE)

    def more(self, count: int) -> None:
        """Say how many rows are not shown."""
        if count:
            look = self.look(font_color=MUTED, align="right")
            self.text(WHOLE, self.book.say("more", count=count), look, LINE_HEIGHT)

    def finish(self) -> None:
        """Print what was written: on one page, where it is hardly more."""
        self.page.print_area(0, 0, max(0, self.row - 1), COLUMNS)
        self.page.fit_to_pages(1, 1 if self.used <= HEIGHT * 1.02 else 0)


def _shown(cell: Cell) -> str:
    return one_line(marked(cell.text, cell.tone))


def _fitting(said: Sequence[str], width: int, most: int) -> tuple[list[str], int]:
    """Keep the lines that fit into a height, with the height they take; the last one is cut."""
    kept: list[str] = []
    used = 0
    for line in map(one_line, said):
        height = _TEXT_HEIGHT * lines(line, width)
        if used + height > most:
            room = (most - used) // _TEXT_HEIGHT
            kept.append(held(line, width, room) if room else "…")
            return kept, used + _TEXT_HEIGHT * max(1, room)
        kept.append(line)
        used += height
    return kept, used


def _height(cells: Sequence[Cell], spans: Sequence[Span]) -> int:
    found = (lines(_shown(cell), place.pixels) for cell, place in zip(cells, spans, strict=True))
    return LINE_HEIGHT * min(_MOST_LINES, max(found)) + 4


def _spans(table: Table, span: Span) -> list[Span]:
    """Share columns among those of a table: each what its longest text asks, the rest to the wide
    ones.
    """
    wanted = []
    for at, column in enumerate(table.columns):
        texts = [_shown(row[at]) for row in table.rows]
        longest = max(map(pixels, texts), default=0.0)
        head = max(map(pixels, column.label.split(" ")))
        wanted.append(min(max(longest + _PAD, head + _PAD, _LEAST), _MOST))
    counts = [max(1, round(one / WIDTH + 0.3)) for one in wanted]
    while sum(counts) > span.count:
        counts[max(range(len(counts)), key=lambda at: (counts[at], table.columns[at].wide))] -= 1
    while sum(counts) < span.count:
        wide = [at for at, column in enumerate(table.columns) if column.wide] or [0]
        counts[min(wide, key=lambda at: counts[at] * WIDTH - wanted[at])] += 1
    found, first = [], span.first
    for count in counts:
        found.append(Span(first, count))
        first += count
    return found
