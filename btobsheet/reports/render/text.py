"""A document as text for a terminal: columns aligned by seen width, colours only if wanted.

All shapes used are in cp932, so that a Japanese Windows console and a redirected file show them.
"""

from __future__ import annotations

from btobsheet.reports.document import (
    Block,
    Bullets,
    Callout,
    Cell,
    Document,
    Heading,
    KeyFigures,
    Lines,
    Paragraph,
    Part,
    Picture,
    Table,
    marked,
    one_line,
)
from btobsheet.reports.render.paper import Paper
from btobsheet.reports.render.text_table import GAP, table_lines
from btobsheet.wording import text

LEAST_WIDTH = 60


def render(document: Document, width: int = 100, colour: bool = False) -> str:
    """Give the document as lines of at most ``width`` columns; a wide table may need more."""
    wide = text(document.language, "forms.ambiguous_width") == "2"
    page = _Page(max(width, LEAST_WIDTH), wide, colour)
    lines = [page.paint(line, "1") for line in page.wrap(one_line(document.title), page.width)]
    lines += page.wrap(one_line(document.subtitle), page.width)
    blocks = [block for block in document.blocks if not isinstance(block, Part)]
    for before, block in zip((None, *blocks), blocks, strict=False):
        follows = isinstance(before, Heading) and isinstance(block, Lines)
        lines += [*([] if follows else [""]), *page.block(block)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


class _Page(Paper):
    """Writes the blocks of a document."""

    def block(self, block: Block) -> list[str]:
        """Give the lines of one block."""
        match block:
            case Heading():
                shown = f"{'■' if block.level == 1 else '●'} {one_line(block.text)}"
                return [self.paint(line, "1") for line in self.wrap(shown, self.width)]
            case Part():
                return []
            case Paragraph():
                return self.wrap(one_line(block.text), self.width)
            case Bullets():
                return [line for item in block.items for line in self.hang("・", one_line(item))]
            case Lines():
                return [self._line(item) for item in block.items]
            case KeyFigures():
                return self._key_figures(block)
            case Callout():
                return self._callout(block)
            case Table():
                return table_lines(self, block)
            case Picture():
                return self.wrap(one_line(f"{block.title}: {block.summary}"), self.width)

    def _line(self, item: Cell) -> str:
        lead = "" if item.tone else "・"
        shown = self.fitting(lead + one_line(marked(item.text, item.tone)), self.width)
        return self.tone(shown, item.tone)

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
                for line in self.hang("", GAP.join(texts))
            ]
        lines = []
        for label, value, note, item in zip(labels, values, notes, block.items, strict=True):
            first, *rest = self.wrap(note, self.width - indent)
            shown = self.tone(self.pad(value, widths[1], "right"), item.tone)
            lines.append(GAP.join((self.pad(label, widths[0]), shown, first)))
            lines += [" " * indent + line for line in rest]
        return lines

    def _callout(self, block: Callout) -> list[str]:
        title = [
            self.tone(line, block.tone)
            for line in self.wrap(one_line(marked(block.title, block.tone)), self.width)
        ]
        return title + [line for text in block.lines for line in self.hang(GAP, one_line(text))]
