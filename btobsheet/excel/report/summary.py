"""The first page of a workbook of several plans: the key figures and two charts, all on one sheet
of paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from btobsheet.excel.report.look import Book, plain
from btobsheet.excel.write.measured import lines
from btobsheet.layout.look import LINE, NAVY, PALE, TONES
from btobsheet.reports.document import (
    Block,
    Callout,
    KeyFigure,
    KeyFigures,
    Paragraph,
    marked,
    one_line,
)

COLUMNS, WIDTH = 20, 52
HALF = COLUMNS // 2
ROW = 20


class Front:
    """The first page, written from top to bottom."""

    def __init__(self, book: Book) -> None:
        """Add the page with its title."""
        self.book, self.page, self.row = book, book.page("summary"), 3
        self.page.set_column_pixels(0, COLUMNS - 1, WIDTH)
        self.page.fit_to_pages(1, 1)
        self._merged(
            0,
            0,
            COLUMNS,
            book.title,
            book.styles.named("title", text_wrap=True),
            20 * lines(book.title, COLUMNS * WIDTH / 1.7) + 14,
        )
        self._merged(1, 0, COLUMNS, book.subtitle, book.styles.named("hint"), 20)

    def _merged(
        self, row: int, column: int, count: int, words: str, look: Any, height: int = 0
    ) -> None:
        self.page.merge_range(row, column, row, column + count - 1, "", look)
        self.page.put(row, column, plain(words), look)
        if height:
            self.page.set_row_pixels(row, height)

    def opening(self, blocks: Iterable[Block]) -> None:
        """Write the headline, what must not be overlooked, and the key figures."""
        for block in blocks:
            if isinstance(block, Callout):
                self._callout(block)
            elif isinstance(block, KeyFigures):
                self._figures(block.items)
            elif isinstance(block, Paragraph):
                words = one_line(block.text)
                self._merged(
                    self.row,
                    0,
                    COLUMNS,
                    words,
                    self.book.styles.named("policy", font_size=11),
                    20 * lines(words, COLUMNS * WIDTH / 1.15) + 4,
                )
                self.row += 1

    def _callout(self, block: Callout) -> None:
        _, fill, ink = TONES[block.tone or "quiet"]
        base = {
            "bg_color": fill,
            "font_color": ink,
            "text_wrap": True,
            "valign": "vcenter",
            "indent": 1,
        }
        title = one_line(marked(block.title, block.tone))
        look = self.book.styles.get(**base, bold=True, font_size=13)
        self._merged(
            self.row, 0, COLUMNS, title, look, 24 * lines(title, COLUMNS * WIDTH / 1.35) + 8
        )
        for words in map(one_line, block.lines[:4]):
            self.row += 1
            self._merged(
                self.row,
                0,
                COLUMNS,
                words,
                self.book.styles.get(**base),
                20 * lines(words, COLUMNS * WIDTH - 20) + 2,
            )
        self.row += 1
        self.page.set_row_pixels(self.row, 8)
        self.row += 1

    def _figures(self, items: Sequence[KeyFigure]) -> None:
        """Write tiles side by side: what it is, the figure, a word beside it."""
        wide = COLUMNS // len(items)
        room = wide * WIDTH - 10
        looks = [
            ("label", 20),
            ("value", 32),
            ("note", 17 * max(lines(item.note, room * 1.1) for item in items) + 6),
        ]
        for part, height in looks:
            for at, item in enumerate(items):
                self._merged(
                    self.row,
                    at * wide,
                    wide,
                    self._tile_text(item, part),
                    self._tile_look(item, part),
                    height,
                )
            self.row += 1
        self.page.set_row_pixels(self.row, 8)
        self.row += 1

    def _tile_text(self, item: KeyFigure, part: str) -> str:
        return one_line(
            {"label": item.label, "value": marked(item.value, item.tone), "note": item.note}[part]
        )

    def _tile_look(self, item: KeyFigure, part: str) -> Any:
        _, fill, ink = TONES[item.tone] if item.tone else ("", PALE, NAVY)
        sides = {"left": 1, "right": 1, "top": int(part == "label"), "bottom": int(part == "note")}
        props = {
            "label": {"font_size": 9},
            "value": {"bold": True, "font_size": 18, "shrink": True},
            "note": {"font_size": 9, "text_wrap": True},
        }[part]
        own = {"bg_color": fill, "font_color": ink, "align": "center", "valign": "vcenter"}
        return self.book.styles.get(
            **sides,
            left_color=LINE,
            right_color=LINE,
            top_color=LINE,
            bottom_color=LINE,
            **own,
            **props,
        )

    def charts(self, made: Sequence[Any], rows: int) -> None:
        """Place up to two charts side by side, so many rows high."""
        for at, chart in enumerate(made[:2]):
            chart.set_size({"width": HALF * WIDTH - 8, "height": rows * ROW - 6})
            self.page.insert_chart(
                self.row, at * HALF, chart, {"object_position": 1, "x_offset": 4, "y_offset": 3}
            )
        if made:
            for row in range(self.row, self.row + rows):
                self.page.set_row_pixels(row, ROW)
            self.row += rows

    def finish(self) -> None:
        """Print what was written, and show this page first."""
        self.page.print_area(0, 0, self.row, COLUMNS - 1)
        self.page.activate()
        self.page.set_first_sheet()
