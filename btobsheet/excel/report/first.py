"""The first printed page: how the plan stands, what is to be decided, what to fix, what got worse,
the KGI's year and the operations.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from btobsheet.excel.report.charts import year_chart
from btobsheet.excel.report.look import Book, plain
from btobsheet.excel.report.paper import (
    COLUMNS,
    EDGE,
    LEFT,
    LINE_HEIGHT,
    RIGHT,
    WIDTH,
    Paper,
    Span,
)
from btobsheet.excel.write.canvases import data_bar
from btobsheet.excel.write.measured import held, lines
from btobsheet.layout.look import INK, LINE, MUTED, PALE, TONES, edge_of
from btobsheet.reports.document import (
    Block,
    Document,
    KeyFigure,
    marked,
    one_line,
)
from btobsheet.reports.sections import as_lines, section
from btobsheet.reports.status import short
from btobsheet.reports.status.headline import main_kgi
from btobsheet.reports.voice import Voice
from btobsheet.status.figures import KpiFigures, OperationFigures
from btobsheet.status.rules import severity

MOST_OPERATIONS = 10
_ROW = 19
_LISTS = 300
_THICK, _LEAST = 5, 8


class First:
    """The first page of a report."""

    def __init__(self, book: Book, document: Document, voice: Voice) -> None:
        """Add the page: it is the first tab."""
        self.book, self.document, self.voice = book, document, voice
        self.paper = Paper(book, "summary")

    def write(self) -> None:
        """Write it from top to bottom."""
        callout, said = short.lead(self.document)
        self.paper.message(callout.title, said, callout.tone)
        self._tiles()
        self._lists()
        self._year_and_operations()
        self.paper.finish()
        self.paper.page.activate()
        self.paper.page.set_first_sheet()

    def _under(self, heading: str) -> tuple[Block, ...]:
        return section(self.document, self.voice.say(heading))

    def _tiles(self) -> None:
        """Write key figures side by side, each with an edge that says how it stands."""
        items = short.key_figures(self.voice, self.document)
        if not items:
            return
        paper, wide = self.paper, COLUMNS // len(items)
        note = max(lines(one_line(item.note), wide * WIDTH - 20) for item in items)
        parts = ((20, self._label), (30, self._value), (LINE_HEIGHT * note + 2, self._note))
        for height, part in parts:
            for at, item in enumerate(items):
                part(Span(1 + at * wide, wide), item)
            paper.close(height)
        paper.gap(6)

    def _label(self, span: Span, item: KeyFigure) -> None:
        look = self._tile(item, font_color=MUTED)
        self.paper.put(self.paper.row, span, plain(one_line(item.label)), look)

    def _value(self, span: Span, item: KeyFigure) -> None:
        made = TONES[item.tone] if item.tone else None
        ink = INK if made is None else made.fill if item.tone == "bad" else made.ink
        look = self._tile(item, font_color=ink, bold=True, font_size=16)
        words = plain(one_line(marked(item.value, item.tone)))
        self.paper.put(self.paper.row, span, words, look)

    def _note(self, span: Span, item: KeyFigure) -> None:
        look = self._tile(item, font_color=INK, text_wrap=True, valign="top")
        self.paper.put(self.paper.row, span, plain(one_line(item.note)), look)

    def _tile(self, item: KeyFigure, **props: Any) -> Any:
        edge = {"left": _THICK, "left_color": edge_of(item.tone)}
        return self.paper.look(bg_color=PALE, indent=1, align="left", **edge, **props)

    def _lists(self) -> None:
        """Write what is to be decided and what got worse beside what to fix first and why."""
        paper, voice = self.paper, self.voice
        wanted = as_lines(self._under("decisions"))
        left = (voice.say("decisions"), wanted)
        if not wanted:
            left = (voice.say("unknown"), as_lines(self._under("unknown")))
        paper.headings((LEFT, left[0]), (RIGHT, voice.say("first_fix")))
        worse = short.worse_lines(voice)
        if wanted and worse:
            left = (left[0], [*left[1], voice.say("worse"), *worse])
        room = min(_LISTS, max(100, paper.left - self._lower()))
        paper.paragraphs((LEFT, left[1]), (RIGHT, short.fix_lines(voice)), most=room)
        paper.gap(6)

    def _lower(self) -> int:
        """Say how high the lower part is to be."""
        rows = min(MOST_OPERATIONS, len(self.voice.assessment.operations))
        return 40 + _ROW * max(rows + 1, _LEAST + 1 if self._drawn() else 0)

    def _drawn(self) -> KpiFigures | None:
        kgi = main_kgi(self.voice)
        return kgi if kgi and kgi.has_months else None

    def _year_and_operations(self) -> None:
        """Draw the KGI's year beside the operations."""
        paper, voice, kgi = self.paper, self.voice, self._drawn()
        operations = self._operations()
        if kgi is None and not operations:
            return
        headings = [(RIGHT, voice.say("operations"))] if operations else []
        paper.headings(*([(LEFT, voice.say("kgi"))] if kgi else []), *headings)
        first, rows = paper.row, max(len(operations) + 1, _LEAST + 1)
        for row in range(first, first + rows):
            if row - first <= len(operations) and operations:
                self._operation(row, operations[row - first - 1] if row > first else None)
            paper.close(_ROW)
        if kgi:
            chart = year_chart(self.book, paper.page, voice, kgi)
            chart.set_size({"width": LEFT.pixels - 8, "height": rows * _ROW - 4})
            place = {"object_position": 1, "x_offset": EDGE // 2, "y_offset": 2}
            paper.page.insert_chart(first, 1, chart, place)
        paper.more(len(voice.assessment.operations) - len(operations))

    def _operations(self) -> Sequence[OperationFigures]:
        """Give the operations in their order; of more than there is room for the worst."""
        found = self.voice.assessment.operations
        most = min(MOST_OPERATIONS, max(_LEAST, (self.paper.left - 46) // _ROW - 1))
        if len(found) <= most:
            return found
        worst = sorted(found, key=lambda item: severity(item.roll.status or "no_target"))
        kept = worst[:most]
        return [item for item in found if item in kept]

    def _operation(self, row: int, item: OperationFigures | None) -> None:
        """Write an operation's row, or the heads: its name, how it stands, its progress and what
        was planned, what is overdue.
        """
        paper, voice = self.paper, self.voice
        first = RIGHT.first
        places = [Span(first, 5), Span(first + 5, 3), *(Span(first + at, 2) for at in (8, 10))]
        keys = ("col_operation", "col_status", "col_progress", "col_overdue")
        if item is None:
            head = paper.look(bold=True, font_color=INK, bottom=1, bottom_color=LINE)
            for place, key in zip(places, keys, strict=True):
                paper.put(row, place, plain(voice.say(key)), head)
            return
        cell = voice.rolled_status(item.roll)
        tone = TONES[cell.tone] if cell.tone else None
        rule = {"bottom": 1, "bottom_color": LINE}
        colours = {"bg_color": tone.fill, "font_color": tone.ink} if tone else {}
        name = plain(held(one_line(voice.name(item.operation.id)), places[0].pixels))
        paper.put(row, places[0], name, paper.look(**rule))
        status = plain(marked(cell.text, cell.tone))
        paper.put(row, places[1], status, paper.look(**rule, **colours))
        share = paper.look(**rule, num_format="0%", align="right")
        bar = places[2].first
        paper.put(row, Span(bar, 1), item.roll.progress, paper.look(**rule, num_format=";;;"))
        paper.page.conditional_format(row, bar, row, bar, data_bar(bare=True))
        paper.put(row, Span(bar + 1, 1), item.roll.progress, share)
        late = paper.look(**rule, num_format="0;;", align="right")
        paper.put(row, places[3], item.roll.overdue, late)
