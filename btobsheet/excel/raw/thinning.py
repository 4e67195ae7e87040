"""Short cuts past the parser: cells that nobody reads, shared strings that are only texts.

A planning workbook is mostly formulas and empty cells that carry no more than a look; without them
its largest tab is some 4 % of its size, and a parser's call for each tag is what reading costs.
Only forms that cannot be mistaken are taken out; with anything unusual around, the piece stays as
it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from btobsheet.excel.raw.possessive import possessive
from btobsheet.excel.raw.values import COLUMNS
from btobsheet.layout.address import letters

_EMPTY = re.compile(rb'<c r="[A-Z]{1,2}[1-9][0-9]{0,5}"[^<>/]*/>')
# a formula that shows something, or an empty text; a group for its column
SHOWN = (
    rb'<c r="([A-Z]{1,3})[1-9][0-9]{0,6}"(?: s="[0-9]+")?+(?: t="(?:(str)|[a-z]+)")?+>'
    rb"<f(?:[^<>]*/>|[^<>]*>[^<]*</f>)(?:<v>[^<]++</v>|(?(2)(?:<v></v>|<v/>)|(?!)))</c>"
)
_SHOWN = possessive(SHOWN)
_END = b"</sheetData>"
_END_OF_NAMES = b"</definedNames>"
_ROW = b'<row r="'
_STRING = re.compile(r'<si><t(?: xml:space="preserve")?>([^<]*)</t></si>')
_NAMES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
_NO_TEXT = ("<!", "]]>", "\ufffe", "\uffff")
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n")
# Outside comments, CDATA and processing instructions "<" is always a tag's. Each mark stands behind
# its rarest sign: to look for one byte takes a tenth of the time.
_MARKS = ((b"!", b"<!"), (b"?", b"<?"), (b"]", b"]]>"), (b"-", b"-->"), (b"?", b"?>"))
# A cell without an address stands right of the one before it, so that one must not go. (At its very
# end a tag may be cut in two.)
_NO_ADDRESS = re.compile(rb"<c(?=[\s>/])(?! r=\"| r?=?\Z)")


class Thinner:
    """Takes out the empty cells, the cells of some columns, formulas that show something, and what
    stands below the cells.
    """

    def __init__(self, columns: Iterable[int], shown: Iterable[int] | None = ()) -> None:
        """Take the numbers of the columns that are not wanted (a range: it and all behind it), and
        of those whose formulas are not wanted where they show something (None: of all columns).
        """
        self._wanted: re.Pattern[bytes] | None = None
        if isinstance(columns, range):
            names = b"|".join(letters(number).encode() for number in range(1, columns.start))
            self._wanted, columns = re.compile(rb'<c r="(?:' + names + rb")[1-9]"), ()
        self._runs = [
            (_tag(first), _tag(last), _tag(last + 1), last + 1 - first)
            for first, last in _runs(columns)
        ]
        self._all = shown is None
        self._shown = {letters(number).encode() for number in shown or ()}
        self._left_out: set[bytes] = set()

    @property
    def left_out(self) -> frozenset[int]:
        """Give the columns in which formulas were left out."""
        return frozenset(COLUMNS[column.decode()] for column in self._left_out)

    def cut(self, xml: bytes) -> tuple[bytes, bool]:
        """Give a stretch of a sheet's XML, which may begin and end anywhere, without the cells of
        the unwanted columns and without what stands below the cells; where there is anything
        unusual, give it as it is, and false.
        """
        *rows, rest = xml.split(b"</row>")
        kept = [self._row(row, True) for row in rows]
        left = _without_furniture(b"</row>".join([*kept, self._row(rest, False)]))
        if self._all or self._shown:
            left = _SHOWN.sub(self._formula, left)
        unusual = has_marks(left) or _NO_ADDRESS.search(left)
        return (xml, False) if unusual else (left, True)

    def _formula(self, found: re.Match[bytes]) -> bytes:
        """Leave a formula out where its column says so."""
        if not self._all and found[1] not in self._shown:
            return found[0]
        self._left_out.add(found[1])
        return b""

    def _row(self, xml: bytes, ended: bool) -> bytes:
        """Leave out a row's runs of unwanted cells where run and next cell are whole, in order, or
        the run is whole and the row ``ended``.
        """
        if self._wanted and ended:
            return _beginning(xml, self._wanted)
        begin = xml.find(_ROW) + len(_ROW)
        number = xml[begin : xml.find(b'"', begin)]
        if begin < len(_ROW) or not number.isdigit():
            return xml
        kept, at, seen = [], 0, 0
        for first, last, after, count in self._runs:
            start = xml.find(first + number + b'"', seen)
            end = xml.find(after + number + b'"', start) if start >= 0 else -1
            if end < 0 <= start and ended:
                end = len(xml) if xml.startswith(last + number + b'"', xml.rfind(b"<c ")) else -1
            if end >= 0:
                seen = end
                if xml.count(b"<c ", start, end) == count:
                    kept.append(xml[at:start])
                    at = end
        kept.append(xml[at:])
        return b"".join(kept)


def _beginning(xml: bytes, wanted: re.Pattern[bytes]) -> bytes:
    """Leave out a row's cells behind the last wanted one, where each says where it stands."""
    start = 0
    for cell in wanted.finditer(xml):
        start = cell.end()
    start = xml.find(b"<c ", start)
    return xml[:start] if start >= 0 and not _NO_ADDRESS.search(xml, start) else xml


def has_marks(xml: bytes) -> bool:
    """Tell whether there is the mark of a comment, of CDATA or of a processing instruction."""
    return any(sign in xml and mark in xml for sign, mark in _MARKS)


def without_empty(xml: bytes) -> bytes:
    """Leave out cells that carry no more than a look, where nothing unusual is around."""
    return _EMPTY.sub(b"", xml)


def without_names(xml: bytes) -> bytes:
    """Leave a workbook part's defined names out, where nothing unusual is around: of ours they are
    nearly all of it.
    """
    start, end = xml.find(b"<definedNames>"), xml.find(_END_OF_NAMES)
    if not 0 < start < end or has_marks(xml[xml.find(b"?>") + 2 :]):
        return xml
    return xml[:start] + xml[end + len(_END_OF_NAMES) :]


def _without_furniture(xml: bytes) -> bytes:
    """Leave out what stands below the cells (rules, validations, print set-up) but merges."""
    end = xml.find(_END)
    if end < 0 or not xml.endswith(b"</worksheet>"):
        return xml
    start, stop = xml.find(b"<mergeCells", end), xml.find(b"</mergeCells>", end)
    merges = xml[start : stop + len(b"</mergeCells>")] if 0 < start < stop else b""
    return xml[: end + len(_END)] + merges + b"</worksheet>"


def _runs(columns: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Give the first and last of each run of neighbouring numbers."""
    for _, run in groupby(enumerate(sorted(columns)), key=lambda item: item[1] - item[0]):
        numbers = [number for _, number in run]
        yield numbers[0], numbers[-1]


def _tag(column: int) -> bytes:
    return f'<c r="{letters(column)}'.encode()


def plain_strings(xml: bytes) -> list[str] | None:
    """Give the texts of a shared strings part that holds nothing else.

    ``None`` where it has to be parsed.
    """
    if b'encoding="UTF-8"' not in xml[:100] or not xml.rstrip().endswith(b"</sst>"):
        return None
    if len(xml.translate(None, _CONTROLS)) < len(xml):
        return None
    names = xml.count(b"&")
    if names and names != sum(xml.count(name.encode()) for name, _ in _NAMES):
        return None
    try:
        text = xml.decode()
    except UnicodeDecodeError:
        return None
    if any(sign in text for sign in _NO_TEXT):
        return None
    found: list[str] = _STRING.findall(text)
    if len(found) != text.count("<si") or 2 * len(found) != text.count("</") - 1:
        return None
    return [one if "&" not in one else _resolved(one) for one in found] if "&" in text else found


def _resolved(text: str) -> str:
    for name, sign in _NAMES:
        text = text.replace(name, sign)
    return text
