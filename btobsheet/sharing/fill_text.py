"""The rows of an export that is text: CSV of any encoding and delimiter programs write."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from itertools import islice
from typing import Final

from btobsheet.excel.raw.preflight import text_instead
from btobsheet.exports.data import DataTable, Line
from btobsheet.exports.map import FillMap
from btobsheet.layout.typed.text import Raw
from btobsheet.problems import Place, Problem, UnreadableError, problem

_DELIMITERS: Final = (",", "\t", ";")
_SAMPLE: Final = 200
_FIELD: Final = 1 << 20
_HEAD: Final = 4096
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TRIED: Final = ("utf-8", "cp932")
_JIS: Final = re.compile(rb"\x1b(?:\$[@B]|\$\([@BD]|\([IJ])")
"""What tells JIS (ISO-2022-JP), as old systems and mails write it, from plain ASCII."""
_JIS_TRIED: Final = ("iso2022_jp", "iso2022_jp_ext")
_SIGNS: Final = b",\t;\r\n"
"""What every table of text is full of."""
_OTHER: Final = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f]")
_SEP: Final = re.compile(r'"?sep=(?P<delimiter>.)"?[,;\t]*\r?\n?', re.IGNORECASE)
"""Excel's own first line that names the delimiter; it shows it to nobody."""
_FORCED: Final = re.compile(r'="(?P<text>[^"]*)"')
"""A text that an export wrote as a formula, so that Excel leaves its zeros."""


def read_text(data: bytes, name: str, how: FillMap) -> DataTable:
    """Read the table of a text.

    Raises UnreadableError: E730 no table of text, E027 a NUL in it, E731 an encoding that does not
    fit, E782 a quote that is never closed, E008 and its like for what is another kind of file.
    """
    _refuse_others(data[:_HEAD], name)
    text = _decoded(data, name, how.encoding)
    _refuse_others(text[:_HEAD].encode("utf-8", "replace"), name)  # of UTF-16
    if "\0" in text:
        raise UnreadableError(_with_nuls(text), name)
    hint = _SEP.match(text)
    text = text[hint.end() :] if hint else text
    delimiter = how.delimiter or (hint["delimiter"] if hint else _delimiter(text))
    lines = tuple(
        Line(number, cells)
        for number, cells in enumerate(_records(text, delimiter, name), start=1)
        if cells
    )
    if not lines:
        raise UnreadableError(problem("E730"), name)
    return DataTable(name, lines)


def _refuse_others(head: bytes, name: str) -> None:
    instead = text_instead(head)
    if instead:
        raise UnreadableError(problem(instead), name)


def _decoded(data: bytes, name: str, encoding: str) -> str:
    """Decode a text: as its mark or the map says, as JIS, as UTF-8, or as cp932 (Excel's in
    Japan).
    """
    marked = next((one for mark, one in _BOMS if data.startswith(mark)), "") or _wide(data)
    found = (marked,) if marked else _JIS_TRIED if _is_jis(data) else _TRIED
    tried = (encoding,) if encoding else found
    for one in tried:
        try:
            return data.decode(one).removeprefix("\ufeff")
        except (ValueError, LookupError):
            continue
    raise UnreadableError(problem("E731", value=" / ".join(tried)), name)


def _is_jis(data: bytes) -> bool:
    return data.isascii() and bool(_JIS.search(data))


def _wide(data: bytes) -> str:
    """Name the UTF-16 of a text without its mark: the signs that cut a table into cells and rows
    have a zero beside them, nearly all on one side. Nothing for a text with a stray zero.
    """
    head = data[:_HEAD]
    if len(data) % 2 or 0 not in head:
        return ""
    pairs = list(zip(head[::2], head[1::2], strict=True))
    for found, low, high in (("utf-16-le", 0, 1), ("utf-16-be", 1, 0)):
        beside = [pair[high] for pair in pairs if pair[low] in _SIGNS]
        if beside and 2 * beside.count(0) > len(beside):
            return found
    return ""


def _with_nuls(text: str) -> Problem:
    """Say where the first NUL of a text stands (E027); of a file of other signs that are no text
    that it is none (E730).
    """
    if _OTHER.search(text):
        return problem("E730")
    return problem("E027", Place(line=text[: text.index("\0")].count("\n") + 1))


def _records(text: str, delimiter: str, name: str) -> Iterator[Mapping[int, Raw]]:
    """Give each record's filled cells by column from 1.

    A blank line is an empty record, so that rows count as in Excel. A record of several lines has
    to be written by the rules (E782): a quote somebody forgot would take all rows up to the next
    one for one cell.
    """
    csv.field_size_limit(_FIELD)
    lines = list(StringIO(text, newline=""))
    reader = csv.reader(lines, delimiter=delimiter)
    number, at = 0, 0
    while True:
        number += 1
        try:
            record = next(reader, None)
        except csv.Error:
            code = "E782" if reader.line_num > at + 1 else "E730"
            raise UnreadableError(problem(code, Place(line=number)), name) from None
        if record is None:
            return
        whole = reader.line_num == at + 1 < len(lines)
        if not whole and not _is_strict(lines[at : reader.line_num], delimiter):
            raise UnreadableError(problem("E782", Place(line=number)), name)
        at = reader.line_num
        yield {
            column: _unforced(cell) for column, cell in enumerate(record, start=1) if cell.strip()
        }


def _is_strict(lines: Sequence[str], delimiter: str) -> bool:
    """Tell whether the lines of one record close what they open.

    On one line a quote in the middle of a cell does no harm, as long as the last one is closed.
    """
    try:
        for _ in csv.reader(lines, delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        return len(lines) == 1 and "end of data" not in str(error)
    return True


def _unforced(cell: str) -> str:
    found = _FORCED.fullmatch(cell.strip())
    return found["text"] if found else cell


def _delimiter(text: str) -> str:
    """Find the delimiter that cuts the most lines into equally many cells.

    Of several the one that gives more cells.
    """

    def fits(delimiter: str) -> tuple[int, int]:
        records = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
        try:
            widths = [len(record) for record in islice(records, _SAMPLE)]
        except csv.Error:
            return 0, 0
        wide = [width for width in widths if width > 1]
        return max(((wide.count(width), width) for width in set(wide)), default=(0, 0))

    return max(_DELIMITERS, key=fits)
