"""A table in a terminal: columns as wide as their texts, sentences giving way first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest

from btobsheet.layout.look import Tone
from btobsheet.reports.document import Column, Table, marked, one_line
from btobsheet.reports.render.paper import Paper

LEAST_COLUMN = 7
LONGEST_WORD = 16
COMFORT = 16
GAP = "  "
_GIVE_WAY = (
    (True, "left", COMFORT),
    (True, "right", 0),
    (False, "left", 0),
    (False, "right", 0),
    (True, "left", 0),
)
"""Sentences give way first, then pairs of figures, then headings, at last sentences again."""
_BREAKS = re.compile(r"(?=[(])|(?<=[ /・])(?! )")


def table_lines(paper: Paper, block: Table) -> list[str]:
    """Give the lines of a table: a grid, or a paragraph a row where that is too wide."""
    texts = [[one_line(marked(cell.text, cell.tone)) for cell in row] for row in block.rows]
    widths = _column_widths(paper, block.columns, texts)
    lines = paper.wrap(one_line(block.caption), paper.width) if block.caption else []
    if _fits(paper, widths):
        lines += _grid(paper, block, texts, widths)
    else:
        lines += _records(paper, block, texts)
    return [*lines, *paper.wrap(one_line(block.note), paper.width)] if block.note else lines


def _fits(paper: Paper, widths: Sequence[int]) -> bool:
    return sum(widths) + len(GAP) * (len(widths) - 1) <= paper.width


def _grid(
    paper: Paper, block: Table, texts: Sequence[Sequence[str]], widths: Sequence[int]
) -> list[str]:
    lines = [*_heads(paper, block.columns, widths), GAP.join("-" * width for width in widths)]
    for row, shown in zip(block.rows, texts, strict=True):
        lines += _row(paper, shown, [cell.tone for cell in row], widths, block.columns)
    return lines


def _records(paper: Paper, block: Table, texts: Sequence[Sequence[str]]) -> list[str]:
    """Give a table that is too wide for the page as a paragraph a row."""
    lines: list[str] = []
    for row in texts:
        lines += paper.limit(paper.wrap(row[0], paper.width), paper.width)
        pairs = [
            f"{one_line(column.label)}: {text}"
            for column, text in zip(block.columns[1:], row[1:], strict=True)
            if text
        ]
        for packed in paper.packed(pairs, paper.width - len(GAP), " | "):
            lines += paper.hang(GAP, packed)
    return lines


def heading_lines(paper: Paper, label: str, width: int) -> list[str]:
    """Break a heading where people would: before a bracket, after a space, slash or dot."""
    return [
        line for packed in paper.packed(_parts(label), width) for line in paper.wrap(packed, width)
    ]


def _column_widths(
    paper: Paper, columns: Sequence[Column], texts: Sequence[Sequence[str]]
) -> list[int]:
    heads = [paper.size(one_line(column.label)) for column in columns]
    widths = [
        max([head, *(paper.size(row[index]) for row in texts)]) for index, head in enumerate(heads)
    ]
    room = paper.width - len(GAP) * (len(columns) - 1)
    least = [
        _least(paper, column, [row[index] for row in texts]) for index, column in enumerate(columns)
    ]
    for wide, align, comfort in _GIVE_WAY:
        gives = {
            index: max(least[index], comfort)
            for index, column in enumerate(columns)
            if (column.wide, column.align) == (wide, align)
        }
        _shrink(widths, gives, room)
    return widths


def _least(paper: Paper, column: Column, texts: Sequence[str]) -> int:
    """Give the width below which a column is not readable: a word of its label, a figure, and a
    whole cell where no sentences stand in it.
    """
    words = _parts(one_line(column.label))
    if column.align == "right" or not column.wide:
        words += [part for text in texts for part in (text.split() if column.wide else [text])]
    return max([LEAST_COLUMN, *(min(paper.size(word), LONGEST_WORD) for word in words)])


def _shrink(widths: list[int], least: Mapping[int, int], room: int) -> None:
    while sum(widths) > room:
        widest = max(
            (index for index in least if widths[index] > least[index]),
            key=lambda index: widths[index],
            default=None,
        )
        if widest is None:
            return
        widths[widest] -= 1


def _heads(paper: Paper, columns: Sequence[Column], widths: Sequence[int]) -> Iterable[str]:
    parts = [
        paper.limit(heading_lines(paper, one_line(column.label), width), width)
        for column, width in zip(columns, widths, strict=True)
    ]
    for shown in zip_longest(*parts, fillvalue=""):
        padded = (
            paper.pad(text, width, column.align)
            for text, width, column in zip(shown, widths, columns, strict=True)
        )
        yield GAP.join(paper.paint(text, "1") for text in padded)


def _row(
    paper: Paper,
    texts: Sequence[str],
    tones: Sequence[Tone],
    widths: Sequence[int],
    columns: Sequence[Column],
) -> Iterable[str]:
    parts = [
        paper.limit(paper.wrap(text, width), width)
        for text, width in zip(texts, widths, strict=True)
    ]
    for shown in zip_longest(*parts, fillvalue=""):
        padded = [
            paper.tone(paper.pad(text, width, column.align), tone)
            for text, width, column, tone in zip(shown, widths, columns, tones, strict=True)
        ]
        yield GAP.join(padded)


def _parts(label: str) -> list[str]:
    """Cut a heading at the places where it may be broken."""
    return [part for part in _BREAKS.split(label) if part]
