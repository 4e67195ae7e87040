"""Read the cells of one worksheet part and the table of shared strings, in one pass each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from btobsheet.excel.raw.cells import Cell, Merge, SheetGrid
from btobsheet.excel.raw.plainrows import PlainRows
from btobsheet.excel.raw.preflight import MAX_DEPTH, Allowance, RefusalError
from btobsheet.excel.raw.thinning import Thinner, has_marks, plain_strings, without_empty
from btobsheet.excel.raw.values import (
    COLUMNS,
    Converters,
    merge_of,
    number,
    picture_type,
    place,
    row_number,
)
from btobsheet.excel.raw.xmlparts import Attributes, Parser, Stop, open_parser, unescape

Wanted = Callable[[dict[int, Cell], str], bool]
Unread = Callable[[dict[int, Cell]], Iterable[int]]
Shown = Callable[[dict[int, Cell], str], Iterable[int] | None]

_END_OF_ROW = b"</row>"
ELSEWHERE = "…"  # a formula whose text stands at another cell, or nowhere


def read_strings(part: str, chunks: Iterable[bytes]) -> list[str]:
    """Give the shared strings in order; rich text joined, furigana (``rPh``) left out."""
    chunks = [b"".join(chunks)]
    plain = plain_strings(chunks[0])
    if plain is not None:
        return [unescape(text) for text in plain] if b"_x" in chunks[0] else plain
    strings: list[str] = []
    pieces: list[str] = []
    runs: list[str] = []
    depth, phonetic = 0, False

    def start(tag: str, _: Attributes) -> None:
        nonlocal depth, phonetic
        pieces.clear()
        depth += 1
        if depth > MAX_DEPTH:
            raise RefusalError("E011")
        if tag == "si":
            runs.clear()
        elif tag == "rPh":
            phonetic = True

    def end(tag: str) -> None:
        nonlocal depth, phonetic
        depth -= 1
        if tag == "t":
            if not phonetic:
                runs.extend(pieces)
        elif tag == "si":
            strings.append(unescape("".join(runs)))
        elif tag == "rPh":
            phonetic = False

    parser, chunks = open_parser(part, chunks)
    parser.handle(start, end, pieces.append)
    parser.feed(chunks)
    return strings


def read_sheet(
    sheet: SheetGrid, part: str, chunks: Iterable[bytes], convert: Converters, rows: Rows
) -> None:
    """Fill ``sheet`` with its cells and merges; raises :class:`RefusalError` (E011, E012)."""
    parser, chunks = open_parser(part, chunks)
    merges: list[Merge] = []
    allowance = rows.allowance

    def before(tag: str, _: Attributes) -> None:
        allowance.take_other()
        if tag == "sheetData":
            _handle_cells(parser, after, rows, convert, part)

    def after(tag: str, attributes: Attributes) -> None:
        allowance.take_other()
        if tag == "mergeCell":
            allowance.take_merge()
            merge = merge_of(attributes.get("ref", ""))
            if merge is not None:
                merges.append(merge)

    parser.handle(before, None)
    plain = PlainRows(rows, convert) if parser.plain else None
    sheet.complete = parser.feed(rows.thinned(chunks, plain))
    sheet.unread = rows.left_out
    sheet.merges = tuple(merges)


class Rows:
    """The rows of a sheet while they are read: counts their cells, asks once for interest."""

    def __init__(
        self,
        sheet: SheetGrid,
        allowance: Allowance,
        wanted: Wanted | None,
        unread: Unread | None,
        shown: Shown | None = None,
    ) -> None:
        """Take the sheet to fill, what the file may still cost, what is asked of its first row."""
        self.allowance = allowance
        self._sheet = sheet
        self._wanted = wanted
        self._unread, self._shown = unread, shown
        self._thins = bool(unread or shown)
        self._thinner: Thinner | None = None
        self.taken = 0
        """The last row that came past the parser; 0 where the parser has had one since."""

    def open(self, number: int) -> dict[int, Cell]:
        """Give the cells of a row, to be added to."""
        return self._sheet.rows.get(number) or {}

    def close(self, number: int, cells: dict[int, Cell]) -> None:
        """Take the cells of a row; the first one that holds any tells what is worth reading."""
        if not cells:
            return
        self.allowance.take_cells(len(cells))
        self._sheet.rows[number] = cells
        wanted, self._wanted = self._wanted, None
        if wanted is not None and not wanted(cells, self._sheet.name):
            raise Stop
        if self._thins and self._thinner is None:
            columns = self._unread(cells) if self._unread else ()
            shown = self._shown(cells, self._sheet.name) if self._shown else ()
            self._thinner = Thinner(columns, shown)

    @property
    def left_out(self) -> frozenset[int]:
        """Give the columns in which formulas were left out."""
        return self._thinner.left_out if self._thinner else frozenset()

    def thinned(self, chunks: Iterable[bytes], plain: PlainRows | None = None) -> Iterator[bytes]:
        """Pass the sheet's XML on, after the first row without what nobody reads, and without what
        is plain: that goes past the parser.
        """
        if not self._thins:
            yield from chunks
            return
        begun = b""  # a row of which more is to come
        for chunk in chunks:
            head, rows = plain.rows_in(chunk) if plain else (b"", chunk)
            if head:
                yield head
            whole, end, begun = (begun + rows).rpartition(_END_OF_ROW)
            rows = whole + end
            while rows and not self._thinner:  # row by row until the first one that holds any
                row, end, rows = rows.partition(_END_OF_ROW)
                yield from self._plain(row + end, plain)
            yield from self._without(rows, plain)
        yield from self._without(begun, plain) if self._thinner else (begun,)

    def _plain(self, xml: bytes, plain: PlainRows | None) -> Iterator[bytes]:
        """Pass a row on unless it is plain."""
        yield from plain.left(xml, not has_marks(xml)) if plain else (xml,)

    def _without(self, xml: bytes, plain: PlainRows | None) -> Iterator[bytes]:
        """Pass whole rows on without what nobody reads."""
        if not xml or not self._thinner:
            return
        left, usual = self._thinner.cut(xml)
        for piece in plain.left(left, usual) if plain else (left,):
            yield without_empty(piece) if usual else piece


def _handle_cells(
    parser: Parser,
    after: Callable[[str, Attributes], None],
    rows: Rows,
    convert: Converters,
    part: str,
) -> None:
    """Take over the parser until the cells end.

    This is the hottest code of all reading: names of this function instead of attributes, one
    object a cell, and a text is joined only where its element ends.
    """
    pieces: list[str] = []
    runs: list[str] = []
    cells: dict[int, Cell] = {}
    row = column = depth = 0
    digits, formula, phonetic = "0", "", False
    kind: str | None = None
    text: str | None = None

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal row, column, depth, digits, cells, kind, text, formula, phonetic
        depth += 1
        if depth > MAX_DEPTH:
            raise RefusalError("E011")
        if tag == "c":
            kind, text, formula = attributes.get("t"), None, ""
            if kind == "e" and picture_type(attributes.get("vm", "")) in convert:
                kind = picture_type(attributes["vm"])
            address = attributes.get("r")
            if (
                address is not None
                and address.endswith(digits)
                and (known := COLUMNS.get(address[: -len(digits)]))
            ):
                column = known
                return
            at, column = place(address, row, column, part)
            if at != row:
                rows.close(row, cells)
                row, digits, cells = at, str(at), rows.open(at)
        elif tag == "v":
            pieces.clear()
        elif tag == "f":
            pieces.clear()
            formula = ELSEWHERE if attributes.get("t", "normal") != "normal" else ""
        elif tag == "row":
            row, column = row_number(attributes.get("r"), rows.taken or row, part), 0
            rows.taken = 0
            digits, cells = str(row), rows.open(row)
        else:
            pieces.clear()
            phonetic = phonetic or tag == "rPh"
            if tag == "is":
                runs.clear()

    def end(tag: str) -> None:
        nonlocal depth, text, formula, phonetic
        depth -= 1
        if tag == "v":
            text = "".join(pieces)
        elif tag == "c":
            if text:
                value = (
                    int(text)
                    if kind is None and text.isdecimal() and len(text) < 16
                    else convert.get(kind, number)(text)
                )
                if formula or (value is not None and value != ""):
                    cells[column] = Cell(value, formula)
            elif formula:
                cells[column] = Cell(None if text is None or kind != "str" else "", formula)
        elif tag == "f":
            formula = unescape("".join(pieces)).removeprefix("=") or formula
        elif tag == "row":
            rows.close(row, cells)
        elif tag == "t" and not phonetic:
            runs.extend(pieces)
        elif tag == "is":
            text = "".join(runs)
        elif tag == "rPh":
            phonetic = False
        elif tag == "sheetData":
            parser.handle(after, None)

    parser.handle(start, end, pieces.append)
