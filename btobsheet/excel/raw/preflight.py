"""Tell what a file is before anything is read of it, and open it within fixed limits.

The first bytes decide (:func:`sniff`); a file that is no workbook is named for what it is. A
zipped workbook is opened as a :class:`Package` that hands out its parts only within absolute
limits; ratios of compressed to plain size are no use, since honest workbooks reach 1:100.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from btobsheet.excel.raw.zips import DEFLATED, STORED, BadZipError, Entry, open_zip
from btobsheet.system.bounded import MAX_FILE

MAX_PART = 96 << 20
MAX_BYTES = 160 << 20
MAX_TAGS = 10_000_000  # and escapes: each costs a call, some 0.6 microseconds
MAX_CELLS = 2_000_000
MAX_MERGES = 100_000
MAX_OTHERS = 1_000_000  # elements that are no cells and no shared strings
MAX_DEPTH = 64
MAX_ENTRIES = 20_000
MAX_GAP = 1 << 20  # bytes from one "<" to the next: no honest text or tag comes near it
# the first row, which tells what the rest is worth, stands in the first one or two
FIRST_CHUNKS = (12 << 10, 32 << 10)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_BIFF = (
    b"\x09\x00\x04\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x08\x10\x00",
    b"\x09\x08\x08\x00",
)
_BEFORE = b"\xef\xbb\xbf \t\r\n"
_OLD_XML = (b"urn:schemas-microsoft-com:office:spreadsheet", b'progid="excel.sheet"')
_TAG = (
    rb"<(?:!--|!doctype\b|!\[cdata\[|\?[a-z]"
    rb"|(?P<name>[a-z][a-z0-9:._-]*)(?P<more>\s+[a-z][a-z0-9:._-]*\s*=|\s*/>)?)"
)
_HTML = frozenset(
    b"html head body title meta link style script base noscript table thead tbody tr th td caption "
    b"div span p a b i u h1 h2 h3 h4 h5 h6 br hr img font center form input main section article "
    b"header footer nav ul ol li pre svg iframe".split()
)
_NO_TEXT = ("E004", "E005", "E008", "E017", "E018")
_END_OF_ZIP = b"PK\x05\x06"
_ENTRY = b"PK\x01\x02"
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = "META-INF/manifest.xml"
# all that Excel reads; the others unpack without bounds
_METHODS = (STORED, DEFLATED)


class RefusalError(Exception):
    """Say why a file cannot be read: a problem's code and details; never leaves this package."""

    def __init__(self, code: str, **details: str | int | float) -> None:
        """Take the code and the placeholders of its text."""
        super().__init__(code)
        self.code = code
        self.details = details


class Allowance:
    """What one file may still cost: plain bytes, tags, cells, merged ranges and other elements."""

    __slots__ = ("bytes", "cells", "merges", "others", "tags")

    def __init__(self) -> None:
        """Start with the full allowance of a file."""
        self.bytes = MAX_BYTES
        self.tags = MAX_TAGS
        self.cells = MAX_CELLS
        self.merges = MAX_MERGES
        self.others = MAX_OTHERS

    def take_xml(self, chunk: bytes) -> None:
        """Charge a piece of XML: its bytes, tags and escapes; no 1 MiB may be without a tag."""
        self.bytes -= len(chunk)
        # fewer bytes than allowed tags need no counting, which would cost more than it saves
        if MAX_BYTES - self.bytes > MAX_TAGS:
            self.tags -= chunk.count(b"<") + chunk.count(b"_x")
        if self.bytes < 0 or self.tags < 0:
            raise RefusalError("E011")
        at = -1
        while len(chunk) - at > MAX_GAP:
            at = chunk.rfind(b"<", at + 1, at + 1 + MAX_GAP)
            if at < 0:
                raise RefusalError("E011")

    def take_cells(self, count: int) -> None:
        """Charge one row of ``count`` cells; a row weighs as much as two cells more."""
        self.cells -= count + 2
        if self.cells < 0:
            raise RefusalError("E011")

    def take_merge(self) -> None:
        """Charge one merged range."""
        self.merges -= 1
        if self.merges < 0:
            raise RefusalError("E011")

    def take_other(self, weight: int = 1) -> None:
        """Charge an element that is no cell; so the depth of such elements is bounded, too."""
        self.others -= weight
        if self.others < 0:
            raise RefusalError("E011")


def load_of(parts: Iterable[bytes]) -> float:
    """Give how much of what one file may cost the sheets and strings in these parts take, 1 being
    all of it.
    """
    sheets = list(parts)
    size, largest = sum(map(len, sheets)), max(map(len, sheets), default=0)
    load = max(largest / MAX_PART, size / MAX_BYTES)
    if size <= MAX_TAGS:  # neither can there be more tags than bytes, nor a cell of ten bytes
        return load
    tags = sum(xml.count(b"<") + xml.count(b"_x") for xml in sheets)
    cells = sum(xml.count(b"<v>") + 2 * xml.count(b"<row ") for xml in sheets)
    return max(load, tags / MAX_TAGS, cells / MAX_CELLS)


class Package:
    """The parts of a zipped workbook by name, without case; nothing is ever unpacked to disk."""

    def __init__(self, data: bytes) -> None:
        """Open a zip file; raises :class:`RefusalError` (E006, E011)."""
        if data.count(_ENTRY) > MAX_ENTRIES:
            raise RefusalError("E011")
        try:
            self._zip = open_zip(data)
        except BadZipError:
            raise RefusalError("E006") from None
        self.allowance = Allowance()
        self._entries: dict[str, Entry] = {}
        for entry in self._zip.entries:
            name = part_key(entry.name)
            if name in self._entries:
                raise RefusalError("E011")
            self._entries[name] = entry

    def __contains__(self, name: str) -> bool:
        """Tell whether there is a part of this name."""
        return part_key(name) in self._entries

    def read(self, name: str) -> bytes:
        """Give one whole part; raises :class:`RefusalError` (E004, E011, E012)."""
        return b"".join(self.chunks(name))

    def chunks(self, name: str) -> Iterator[bytes]:
        """Give a part as its first 12 KiB, the next 32 and, if asked for, the rest, so that a
        caller may stop early.
        """
        entry = self._entries.get(part_key(name))
        if entry is None or entry.method not in _METHODS:
            raise RefusalError("E012", part=name)
        if entry.encrypted:
            raise RefusalError("E004")
        if entry.size > MAX_PART:
            raise RefusalError("E011")
        try:
            for chunk in self._zip.chunks(entry, (*FIRST_CHUNKS, MAX_PART)):
                self.allowance.take_xml(chunk)
                yield chunk
        except BadZipError:
            raise RefusalError("E012", part=name) from None


def part_key(name: str) -> str:
    """Give the form in which part names are compared: no case, no leading slash, ``/`` only."""
    return name.replace("\\", "/").lstrip("/").lower()


def sniff(data: bytes) -> None:
    """Let zipped files pass; raise :class:`RefusalError` with the code for anything else."""
    if not data:
        raise RefusalError("E009")
    if len(data) > MAX_FILE:
        raise RefusalError("E011")
    if _END_OF_ZIP in data[-66_000:] and not data.startswith(_OLE):
        return
    if data.startswith(b"PK\x03\x04"):
        raise RefusalError("E006")
    raise RefusalError(_what_instead(data))


def kind_of(package: Package) -> str:
    """Tell a zipped workbook's kind from its parts: ``xlsx``, ``ods`` or ``xlsb``; else E003."""
    if "mimetype" in package and package.read("mimetype").startswith(_ODS):
        if _MANIFEST in package and b"encryption-data" in package.read(_MANIFEST):
            raise RefusalError("E004")
        return "ods"
    if "xl/workbook.bin" in package:
        return "xlsb"
    if "mimetype" in package or "word/document.xml" in package or "ppt/presentation.xml" in package:
        raise RefusalError("E003")
    return "xlsx"


def text_instead(head: bytes) -> str:
    """Name the code of what a file is that somebody takes for a table of text, from its first
    bytes: an old workbook, a PDF, a web page, XML, an XML table; nothing for a text.
    """
    start = head.lstrip(_BEFORE)
    if start[:13].lower() == b"mime-version:":  # a web page with its pictures
        return "E008"
    code = _what_instead(head)
    # a cell of a table may well hold a piece of HTML
    return code if code in _NO_TEXT and (code != "E008" or start.startswith(b"<")) else ""


def _what_instead(data: bytes) -> str:
    if data.startswith(_OLE):
        if _utf16("EncryptedPackage") in data:
            return "E004"
        return "E005" if _utf16("Workbook") in data or _utf16("Book") in data else "E003"
    if data.startswith(_OLD_BIFF):
        return "E005"
    if data.startswith(b"%PDF"):
        return "E017"
    head = data[:4096]
    start = head.lstrip(_BEFORE).lower()
    markup = _is_markup(start)
    if markup and any(sign in start for sign in _OLD_XML):
        return "E018"
    if markup or b"<html" in start[:1024]:
        return "E008"
    return "E007" if _is_text(head) and not start.startswith(b"<") else "E003"


def _is_markup(start: bytes) -> bool:
    """Tell whether a text begins as HTML or XML do, in small letters. A name in pointed brackets
    that is no tag of HTML, has no attributes and is not closed may be a heading: ``<kpi>,2026-09``.
    """
    found = re.match(_TAG, start)
    if found is None:
        return False
    name = found["name"]
    closed = name is not None and b"</" + name + b">" in start
    return name is None or name in _HTML or bool(found["more"]) or closed


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if any(byte < 32 and byte not in b"\t\n\r\f\x1b\x1a" for byte in head):
        return False
    for encoding in ("utf-8", "cp932"):
        try:
            head[:-8].decode(encoding)
        except UnicodeDecodeError as error:
            if error.start > len(head) - 16:
                return True
            continue
        return True
    return False


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")
