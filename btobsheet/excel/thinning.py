"""Leave cells out of a sheet's XML before it is parsed: empty ones, and computed ones that nobody reads.

A planning workbook is mostly formulas and empty cells that carry no more than a look; without them its
largest tab is some 4 % of its size, and a parser's call for each tag is what reading costs. Only forms
that cannot be mistaken are taken out; with anything unusual around, the piece stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from btobsheet.layout.address import letters

_EMPTY = r"[A-Z]{1,2}[1-9][0-9]{0,5}\"[^<>/]*/>"
_COMPUTED = r"(?:%s)[1-9][0-9]{0,5}\"[^>]*><f[^>]*>(?:[^<]*</f>)?<v>[^<]*</v></c>"
# Outside comments, CDATA and processing instructions "<" is always a tag's. A cell without an address
# stands right of the one before it, so that one must not go. (At its very end a tag may be cut in two.)
_UNUSUAL = re.compile(rb"<[!?]|\]\]>|-->|\?>|<c(?=[\s>/])(?! r=\"| r?=?\Z)")


class Thinner:
    """Takes out the empty cells, and the formula cells of some columns."""

    def __init__(self, columns: Iterable[int]) -> None:
        """Take the numbers of the columns whose formula cells are not wanted."""
        by_stem: dict[str, str] = {}
        for name in map(letters, columns):
            by_stem[name[:-1]] = by_stem.get(name[:-1], "") + name[-1]
        forms = [_COMPUTED % "|".join(f"{stem}[{ends}]" for stem, ends in by_stem.items())] if by_stem else []
        forms.append(_EMPTY)
        self._cells = re.compile(f'<c r="(?:{"|".join(forms)})'.encode())

    def thin(self, xml: bytes) -> bytes:
        """Give a stretch of a sheet's XML without these cells; it may begin and end anywhere."""
        left = self._cells.sub(b"", xml)
        return xml if _UNUSUAL.search(left) else left
