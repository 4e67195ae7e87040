"""Rows that are nothing but cells with plain values, taken from a sheet's XML without the parser.

A parser's call for each tag is what reading costs. Of a planning workbook's input tabs, thinned
(:mod:`btobsheet.excel.raw.thinning`), nearly all rows have the one form that all programs write;
whatever is different in the least goes to the parser, in its order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from btobsheet.excel.raw.cells import Cell
from btobsheet.excel.raw.possessive import possessive
from btobsheet.excel.raw.thinning import has_marks
from btobsheet.excel.raw.values import COLUMNS, Converters, number

_CELL = (
    rb'<c r="[A-Z]{1,2}[1-9][0-9]{0,5}"(?: s="[0-9]+")?+(?: t="[a-zA-Z]+")?+'
    rb"(?:/>|>(?:<v>[^<&]*+</v>)?+</c>)"
)
_ATTRIBUTE = rb" (?!r=)[A-Za-z0-9:]+=\"[^\"<&]*+\""
_ROW = rb'<row r="[1-9][0-9]{0,5}"(?:' + _ATTRIBUTE + rb")*+(?:/>|>(?:" + _CELL + rb")*+</row>)"
ROWS = rb"(?:" + _ROW + rb"){1,256}+"
_ROWS = possessive(ROWS)
_VALUE = re.compile(r'<c r="([A-Z]+)([0-9]+)"(?: s="[0-9]+")?(?: t="([a-zA-Z]+)")?><v>([^<]+)</v>')
_TAG = '<row r="'
_BEGIN = b"<sheetData>"
_END_OF_ROW = b"</row>"
_END = b"</sheetData"
_BOM = b"\xef\xbb\xbf"


class Taker(Protocol):
    """What takes the cells of a row, as it does from the parser."""

    taken: int
    """The last row that came past the parser; 0 where the parser has had one since."""

    def open(self, number: int) -> dict[int, Cell]:
        """Give the cells of a row, to be added to."""

    def close(self, number: int, cells: dict[int, Cell]) -> None:
        """Take the cells of a row."""


class PlainRows:
    """Takes what rows it can out of the pieces of one sheet."""

    def __init__(self, rows: Taker, convert: Converters) -> None:
        """Give rows to ``rows``, their values by ``convert``."""
        self._rows, self._convert = rows, convert
        self._head = b""
        self._begun = self._usual = False

    def rows_in(self, chunk: bytes) -> tuple[bytes, bytes]:
        """Divide a chunk into what the parser has before the rows begin, and the rows."""
        if self._begun:
            return b"", chunk
        head, begin, rows = chunk.partition(_BEGIN)
        self._head += head
        self._begun = bool(begin)
        if begin:
            self._usual = _is_usual(self._head)
        return head + begin, rows

    def left(self, xml: bytes, usual: bool) -> Iterator[bytes]:
        """Take the plain rows of a piece that begins after a row; give the rest for the parser.

        They come in turn, so a row that the parser has is taken before those behind it. Where a
        piece so far is not ``usual`` (a comment or the like), a ``<`` may be no tag's, and all that
        follows is left to the parser.
        """
        self._usual = self._usual and usual
        at, end = 0, xml.find(_END) if self._usual else 0
        end = len(xml) if end < 0 else end
        while at < end:
            run = _ROWS.match(xml, at, end)
            text = run[0].decode("latin-1") if run else ""
            if run and text.isascii() and text.isprintable():
                self._take(text)
                at = run.end()
            else:
                other = xml.find(_END_OF_ROW, at, end)
                stop = run.end() if run else other + len(_END_OF_ROW) if other >= 0 else end
                yield xml[at:stop]
                at = stop
        if at < len(xml):
            self._usual = False  # the cells have ended
            yield xml[at:]

    def _take(self, xml: str) -> None:
        row, cells = "", dict[int, Cell]()
        columns, convert, plain = COLUMNS, self._convert, number
        shared = convert["s"]
        for letters, digits, kind, text in _VALUE.findall(xml):
            if digits != row:
                self._close(row, cells)
                row, cells = digits, self._rows.open(int(digits))
            if kind == "s":
                value = shared(text)
            elif not kind and text.isdecimal() and len(text) < 16:
                value = int(text)
            else:
                value = convert.get(kind or None, plain)(text)
            if value is not None and value != "":
                cells[columns[letters]] = Cell(value)
        self._close(row, cells)
        last = xml.rfind(_TAG) + len(_TAG)
        self._rows.taken = int(xml[last : xml.index('"', last)])

    def _close(self, row: str, cells: dict[int, Cell]) -> None:
        if row:
            self._rows.close(int(row), cells)


def _is_usual(head: bytes) -> bool:
    """Tell whether a part begins as one in UTF-8, without anything unusual behind."""
    declaration, _, rest = head.removeprefix(_BOM).partition(b"?>")
    return (
        declaration.startswith(b"<?xml ")
        and declaration.count(b"<") == 1
        and b'encoding="utf-8"' in declaration.lower()
        and not has_marks(rest)
    )
