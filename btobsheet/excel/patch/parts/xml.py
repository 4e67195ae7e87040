"""One XML part, edited by splicing bytes: what is not replaced stays byte for byte as it was.

A part is checked once by expat (well-formed, no DOCTYPE); after that tags can be found exactly by
scanning, since a ``<`` stands nowhere else but in comments, CDATA and processing instructions,
which the scan knows. That is many times faster than a tree, and a sheet of 50 MB is edited in
place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from xml.parsers import expat

from btobsheet.excel.patch.parts.escape import plain_text, quoted
from btobsheet.excel.raw.preflight import RefusalError
from btobsheet.quickclass import dataclass

_SKIPPED = rb"!--.*?-->|!\[CDATA\[.*?\]\]>|\?.*?\?>"
_REST = rb"([^<>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^<>\"']*)*)>"
_NAME = rb"[^\s<>/!?\"'=]+"
_ATTRIBUTE = re.compile(rb"\s+([^\s=\"'<>/]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_R = re.compile(rb"\sr\s*=\s*\"([^\"]*)\"")
_DECLARED = re.compile(rb"^(\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")


@dataclass(frozen=True, slots=True)
class Element:
    """Where an element stands: its tag ``start`` to ``inner``, its end ``close`` to ``end``."""

    name: str
    start: int
    inner: int
    close: int
    end: int
    tag: bytes

    @property
    def attributes(self) -> dict[str, str]:
        """Give the attributes with their plain values, in the order written."""
        return {
            key.decode("utf-8"): plain_text(double or single)
            for key, double, single in _ATTRIBUTE.findall(self.tag)
        }

    @property
    def number(self) -> str | None:
        """Give the attribute ``r`` without the others: every row and cell is asked for it."""
        if b"'" in self.tag:
            return self.attributes.get("r")
        found = _R.search(self.tag)
        return found[1].decode("utf-8") if found else None

    @property
    def is_empty(self) -> bool:
        """Tell whether it has no end tag of its own."""
        return self.tag.endswith(b"/>")


class Xml:
    """The bytes of one part with the changes asked for so far.

    Positions are always those of the original.
    """

    def __init__(self, part: str, data: bytes, ours: bool = False) -> None:
        """Take a part.

        Raises :class:`RefusalError` (E011, E012) where it is not well-formed or has a DOCTYPE.

        ``ours`` tells that it is the result of another Xml, which needs no check.
        """
        self.part = part
        self.data = data if ours else _as_utf8(part, data)
        if not ours:
            _check(part, self.data)
        self._splices: list[tuple[int, int, int, bytes]] = []
        self._filled: dict[
            int, tuple[Element, bytes]
        ] = {}  # elements without an end tag, and what was put into them
        tag = next(found for found in _any_tag().finditer(self.data) if found[2] is not None)
        head, colon, _ = tag[2].partition(b":")
        self.prefix = head + colon if colon else b""
        close, end = (
            (tag.end(), tag.end()) if tag[3].endswith(b"/") else _last_tag(self.data, tag[2])
        )
        self.root = self._element(tag, close, end)

    def children(self, parent: Element | None = None, start: int = 0) -> Iterator[Element]:
        """Give an element's direct children (the root's), those at ``start`` or later."""
        parent = parent or self.root
        return self._walk(_any_tag(), max(parent.inner, start), parent.close)

    def child(self, name: str, parent: Element | None = None) -> Element | None:
        """Give the first direct child of a name, or None."""
        return next((item for item in self.children(parent) if item.name == name), None)

    def find(self, name: str, within: Element | None = None, start: int = 0) -> Iterator[Element]:
        """Give all elements of a name, at any depth, that begin at ``start`` or later.

        Much faster than walking over all children.
        """
        within = within or self.root
        return self._walk(
            _named_tag(self.prefix + name.encode()), max(within.inner, start), within.close
        )

    def find_as(self, name: bytes) -> Iterator[Element]:
        """Give all elements of a name as it is written, with its prefix."""
        return self._walk(_named_tag(name), 0, len(self.data))

    def inside(self, element: Element) -> bytes:
        """Give the bytes between an element's tags."""
        return self.data[element.inner : element.close]

    def text(self, element: Element) -> str:
        """Give an element's own text where it holds nothing else."""
        return "".join(_text_pieces(self.inside(element)))

    def whole(self, element: Element) -> bytes:
        """Give an element's bytes with its tags."""
        return self.data[element.start : element.end]

    def replace(self, start: int, end: int, new: bytes) -> None:
        """Put other bytes in place of some.

        Pieces must not overlap, insertions at one place follow each other.
        """
        self._splices.append((start, end, len(self._splices), new))

    def insert(self, at: int, new: bytes) -> None:
        """Put bytes in front of a position."""
        self.replace(at, at, new)

    def append(self, parent: Element, new: bytes) -> None:
        """Put bytes at the end of what an element holds; an element without an end tag gets one."""
        if parent.is_empty:
            self._filled[parent.start] = (
                parent,
                self._filled.get(parent.start, (parent, b""))[1] + new,
            )
        else:
            self.insert(parent.close, new)

    def closing(self, name: str) -> bytes:
        """Give the end tag of an element of ours."""
        return b"</" + self.prefix + name.encode() + b">"

    def opening(self, name: str, attributes: Mapping[str, str | int], empty: bool = False) -> bytes:
        """Give a start tag of an element of ours, closed at once where ``empty``."""
        written = "".join(f" {key}={quoted(str(value))}" for key, value in attributes.items())
        return b"<" + self.prefix + f"{name}{written}".encode() + (b"/>" if empty else b">")

    @property
    def is_changed(self) -> bool:
        """Tell whether anything was asked for."""
        return bool(self._splices or self._filled)

    def result(self) -> bytes:
        """Give the part with all changes."""
        pieces: list[bytes] = []
        at = 0
        for parent, new in self._filled.values():
            self.replace(
                parent.start,
                parent.end,
                parent.tag[:-2].rstrip() + b">" + new + self.closing(parent.name),
            )
        self._filled.clear()
        for start, end, _, new in sorted(self._splices):
            if start < at:
                raise AssertionError(f"overlapping changes in {self.part}")
            pieces += (self.data[at:start], new)
            at = end
        return b"".join((*pieces, self.data[at:]))

    def _walk(self, pattern: re.Pattern[bytes], start: int, end: int) -> Iterator[Element]:
        depth = 0
        first: re.Match[bytes] | None = None
        for found in pattern.finditer(self.data, start, end):
            if found[2] is None:
                continue  # a comment and the like
            if found[1]:
                depth -= 1
                if depth == 0 and first is not None:
                    yield self._element(first, found.start(), found.end())
            elif found[3].endswith(b"/"):
                if depth == 0:
                    yield self._element(found, found.end(), found.end())
            else:
                first = found if depth == 0 else first
                depth += 1

    def _element(self, tag: re.Match[bytes], close: int, end: int) -> Element:
        name = tag[2].decode("utf-8")
        prefix = self.prefix.decode("utf-8")
        local = (
            name[len(prefix) :]
            if prefix and name.startswith(prefix)
            else f":{name}"
            if prefix and ":" not in name
            else name
        )
        return Element(local, tag.start(), tag.end(), close, end, tag[0])


def retagged(tag: bytes, changes: Mapping[str, str | None]) -> bytes:
    """Give a start tag with attributes set, added or (None) taken away.

    The others stay as they are written.
    """
    left = dict(changes)

    def changed(found: re.Match[bytes]) -> bytes:
        key = found[1].decode("utf-8")
        if key not in left:
            return found[0]
        value = left.pop(key)
        return b"" if value is None else f" {key}={quoted(value)}".encode()

    made = _ATTRIBUTE.sub(changed, tag)
    added = "".join(
        f" {key}={quoted(value)}" for key, value in left.items() if value is not None
    ).encode()
    if not added:
        return made
    end = 2 if made.endswith(b"/>") else 1
    return made[:-end].rstrip() + added + made[-end:]


def _text_pieces(data: bytes) -> Iterator[str]:
    at = 0
    for found in re.finditer(rb"<(?:!\[CDATA\[(.*?)\]\]>|!--.*?-->|[^>]*>)", data, re.DOTALL):
        yield plain_text(data[at : found.start()])
        yield (found[1] or b"").decode("utf-8", "replace")
        at = found.end()
    yield plain_text(data[at:])


@lru_cache(maxsize=1)
def _any_tag() -> re.Pattern[bytes]:
    return re.compile(b"<(?:" + _SKIPPED + b"|(/?)(" + _NAME + b")" + _REST + b")", re.DOTALL)


@lru_cache(maxsize=64)
def _named_tag(name: bytes) -> re.Pattern[bytes]:
    return re.compile(
        b"<(?:" + _SKIPPED + b"|(/?)(" + re.escape(name) + rb")(?=[\s/>])" + _REST + b")", re.DOTALL
    )


def _last_tag(data: bytes, name: bytes) -> tuple[int, int]:
    """Give where the root's end tag stands: the last one, unless comments follow."""
    close = data.rfind(b"</" + name)
    if b"-->" in data[close:]:
        close = [found.start() for found in _named_tag(name).finditer(data) if found[1]][-1]
    return close, data.index(b">", close) + 1


def _as_utf8(part: str, data: bytes) -> bytes:
    """Give a part in UTF-8, the encoding of nearly all; others are re-encoded whole."""
    declared = _DECLARED.match(data[:200])
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    name = "utf-16" if wide else declared[2].decode() if declared else "utf-8"
    if name.lower().replace("_", "-") in ("utf-8", "utf8", "us-ascii", "ascii"):
        return data
    try:
        text = data.decode(name)
    except (LookupError, UnicodeDecodeError):
        raise RefusalError("E012", part=part) from None
    return re.sub(
        r"(<\?xml[^>]*?encoding\s*=\s*[\"'])[A-Za-z0-9._-]+",
        r"\1UTF-8",
        text.lstrip("\ufeff"),
        count=1,
    ).encode("utf-8")


def _check(part: str, data: bytes) -> None:
    def doctype(*_: object) -> None:
        raise RefusalError("E011")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError, MemoryError):
        raise RefusalError("E012", part=part) from None
