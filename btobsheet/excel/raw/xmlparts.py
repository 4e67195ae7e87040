"""Parse one XML part of a workbook with expat: no DOCTYPE, main namespace only, both editions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import chain
from xml.parsers import expat

from btobsheet.excel.raw.preflight import Allowance, RefusalError

Attributes = dict[str, str]
Start = Callable[[str, Attributes], None]
End = Callable[[str], None]
Text = Callable[[str], object]

# The ordinary and the strict edition of Open XML; some small writers give no namespace at all.
_MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "",
)
_PLAIN_ROOT = re.compile(rb"<(?:worksheet|sst)\s[^>]*?\bxmlns\s*=")
_ESCAPE = "_x([0-9A-Fa-f]{4})_"
_SURROGATE = "[\ud800-\udfff]"


class Stop(Exception):
    """Leave the part at once: no error, raised in a handler."""


class Parser:
    """One part's parser whose handlers see local names of the main namespace, others as ``""``.

    Where the root element makes that namespace the default, which nearly all programs do, names
    pass as they are written (a prefixed name never equals a plain one) and no time is lost.
    """

    def __init__(self, part: str, head: bytes) -> None:
        """Choose the way of naming from the part's first bytes."""
        self._part = part
        self.plain = _PLAIN_ROOT.search(head[:4096]) is not None
        """Whether the main namespace is the one of names without a prefix."""
        self._expat = (
            expat.ParserCreate() if self.plain else expat.ParserCreate(namespace_separator=" ")
        )
        self._expat.buffer_text = True
        self._expat.StartDoctypeDeclHandler = _no_doctype

    def handle(self, start: Start | None, end: End | None, text: Text | None = None) -> None:
        """Set the handlers; may be called from within a handler."""
        self._expat.StartElementHandler = (
            start if self.plain or start is None else _local_start(start)
        )
        self._expat.EndElementHandler = end if self.plain or end is None else _local_end(end)
        self._expat.CharacterDataHandler = text

    def feed(self, chunks: Iterable[bytes]) -> bool:
        """Parse all chunks; false where a handler left early. Raises :class:`RefusalError`."""
        try:
            for chunk in chunks:
                self._expat.Parse(chunk, False)
            self._expat.Parse(b"", True)
        except Stop:
            return False
        except (expat.ExpatError, LookupError, ValueError, MemoryError):
            raise RefusalError("E012", part=self._part) from None
        return True


def open_parser(part: str, chunks: Iterable[bytes]) -> tuple[Parser, Iterable[bytes]]:
    """Make a parser for a part from its first chunk; give it and all the chunks to feed."""
    rest = iter(chunks)
    head = next(rest, b"")
    return Parser(part, head), chain((head,), rest)


def elements(part: str, data: bytes, allowance: Allowance) -> list[tuple[str, Attributes, str]]:
    """Give every element of a small part in order of its end: full name, attributes, own text.

    Names are ``namespace local``, or the local name alone where there is no namespace.
    """
    found: list[tuple[str, Attributes, str]] = []
    open_elements: list[tuple[str, Attributes, list[str]]] = []

    def start(tag: str, attributes: Attributes) -> None:
        allowance.take_other(4)
        open_elements.append((tag, attributes, []))

    def end(_tag: str) -> None:
        tag, attributes, text = open_elements.pop()
        found.append((tag, attributes, "".join(text)))

    def text(data: str) -> None:
        open_elements[-1][2].append(data)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = (
        start,
        end,
        text,
    )
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError, MemoryError):
        raise RefusalError("E012", part=part) from None
    return found


def local_name(name: str) -> str:
    """Give the name without its namespace."""
    return name.rpartition(" ")[2]


def in_main(name: str) -> bool:
    """Tell whether a full name belongs to the spreadsheet namespace."""
    return name.rpartition(" ")[0] in _MAIN


def unescape(text: str) -> str:
    """Decode ``_xHHHH_``, the form in which cells hold characters that XML cannot.

    Halves of a character that stand alone become U+FFFD, so that the text can be written anywhere.
    """
    if "_x" not in text:
        return text
    decoded = re.sub(_ESCAPE, lambda match: chr(int(match[1], 16)), text)
    if re.search(_SURROGATE, decoded):
        return decoded.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return decoded


def _local_start(start: Start) -> Start:
    def handler(name: str, attributes: Attributes) -> None:
        space, _, local = name.rpartition(" ")
        start(local if space in _MAIN else "", attributes)

    return handler


def _local_end(end: End) -> End:
    def handler(name: str) -> None:
        space, _, local = name.rpartition(" ")
        end(local if space in _MAIN else "")

    return handler


def _no_doctype(*_: object) -> None:
    raise RefusalError("E011")
