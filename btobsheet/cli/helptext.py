"""Help as a page: lines break at spaces and between Japanese characters, never in a Latin word."""

from __future__ import annotations

from collections.abc import Iterable

import click

_RAW = "\b"
"""What stands above a paragraph that is shown as it is."""


class Formatter(click.HelpFormatter):
    """Click's formatter, but for where a line breaks: click takes a sentence of Japanese for one
    long word, and a wide character for one column.
    """

    def write_text(self, text: str) -> None:
        """Write paragraphs, indented."""
        indent = " " * self.current_indent
        lines = _wrapped(text, self.width - self.current_indent)
        self.write("".join(f"{indent}{line}".rstrip() + "\n" for line in lines))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write terms with what they mean beside them."""
        rows = list(rows)
        indent = " " * self.current_indent
        column = min(max(len(term) for term, _ in rows), col_max) + col_spacing
        for term, said in rows:
            lines = _wrapped(said, max(self.width - column - self.current_indent, 10))
            beside = len(term) <= column - col_spacing
            first = f"{term:{column}}{lines.pop(0)}" if beside and lines else term
            rest = (" " * column + line for line in lines)
            self.write("".join(f"{indent}{line}".rstrip() + "\n" for line in (first, *rest)))


class HelpContext(click.Context):
    """A call whose help is written by our formatter."""

    formatter_class = Formatter


def _wrapped(text: str, width: int) -> list[str]:
    """Break paragraphs, with a blank line between them, into lines so many columns wide."""
    from btobsheet.reports.render.paper import Paper  # lazy door: only help needs it

    paper = Paper(width, wide=True, colour=False)
    lines: list[str] = []
    for paragraph in text.strip("\n").split("\n\n"):
        given = paragraph.split("\n")
        raw = given[0].strip() == _RAW
        made = given[1:] if raw else paper.wrap(" ".join(map(str.strip, given)), width)
        lines += ["", *made] if lines else made
    return lines
