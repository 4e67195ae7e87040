"""Cells whose value is more than one: a picture in a cell, a stock, a new kind of error.

A file stores such a cell as the error ``#VALUE!`` for programs that know no more, and says beside
it (``vm``) which rich value it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from btobsheet.excel.raw.preflight import Package, RefusalError
from btobsheet.excel.raw.xmlparts import Attributes, elements, local_name

_METADATA: Final = ("sheetMetadata", "xl/metadata.xml")
_VALUES: Final = ("rdRichValue", "xl/richData/rdrichvalue.xml")
_STRUCTURES: Final = ("rdRichValueStructure", "xl/richData/rdrichvaluestructure.xml")
_ERROR: Final = "_error"
_RICH: Final = "XLRICHVALUE"

Links = Mapping[str, tuple[str, str]]
Elements = list[tuple[str, Attributes]]


def no_errors(package: Package, links: Links) -> frozenset[str]:
    """Give the marks (``vm``) of the cells that show something although they store an error.

    Nothing where the workbook has no such cells; a broken part tells nothing.
    """
    try:
        metadata = _elements(package, links, _METADATA)
        if not metadata:
            return frozenset()
        kinds = [one["t"] for name, one in _elements(package, links, _STRUCTURES) if name == "s"]
        values = [one["s"] for name, one in _elements(package, links, _VALUES) if name == "rv"]
        rich = _rich_values(metadata)
        errors = {at for at, kind in enumerate(kinds) if kind == _ERROR}
        return frozenset(
            mark
            for mark, value in rich.items()
            if not (value < len(values) and int(values[value]) in errors)
        )
    except (RefusalError, KeyError, ValueError, IndexError):
        return frozenset()


def _rich_values(metadata: Elements) -> dict[str, int]:
    """Give the rich value that each mark of a cell means, by its number."""
    types = [one.get("name", "") for name, one in metadata if name == "metadataType"]
    blocks, pending = list[int](), list[int]()
    records, marks = list[tuple[int, int]](), list[tuple[int, int]]()
    for name, one in metadata:
        if name == "rvb":
            pending.append(int(one["i"]))
        elif name == "futureMetadata":
            blocks = pending if one.get("name") == _RICH else blocks
            pending = []
        elif name == "rc":
            records.append((int(one["t"]), int(one["v"])))
        elif name in ("cellMetadata", "valueMetadata"):
            marks = records if name == "valueMetadata" else marks
            records = []
    return {
        str(at): blocks[block]
        for at, (kind, block) in enumerate(marks, start=1)
        if 0 < kind <= len(types) and types[kind - 1] == _RICH and 0 <= block < len(blocks)
    }


def _elements(package: Package, links: Links, where: tuple[str, str]) -> Elements:
    """Give the elements of a part, in the order of their ends, by local name."""
    kind, usual = where
    part = next((target for found, target in links.values() if found == kind), usual)
    if part not in package:
        return []
    found = elements(part, package.read(part), package.allowance)
    return [(local_name(tag), attributes) for tag, attributes, _ in found]
