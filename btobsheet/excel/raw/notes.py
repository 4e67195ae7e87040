"""The notes (comments) on cells, read without any library where a command carries them over."""

from __future__ import annotations

from btobsheet.excel.raw.grid import relations, tabs, workbook_part
from btobsheet.excel.raw.preflight import Package, RefusalError
from btobsheet.excel.raw.values import place
from btobsheet.excel.raw.xmlparts import elements, local_name, unescape

Notes = dict[tuple[str, int, int], str]
"""Text by tab, row and column."""


def cell_notes(data: bytes) -> Notes:
    """Give a workbook's notes; none where they cannot be read (the cells may well be)."""
    if b"comments" not in data:  # the name of every part stands in the package as it is
        return {}
    try:
        package = Package(data)
        part = workbook_part(package)
        links = relations(package, part)
        found: Notes = {}
        for sheet, relation in tabs(package, part)[0]:
            target = links.get(relation, ("", ""))[1]
            for kind, comments in relations(package, target).values() if target else ():
                if kind == "comments" and comments in package:
                    found |= _of_part(package, comments, sheet.name)
    except RefusalError:
        return {}
    return found


def _of_part(package: Package, part: str, tab: str) -> Notes:
    found: Notes = {}
    pieces: list[str] = []
    for tag, attributes, text in elements(part, package.read(part), package.allowance):
        name = local_name(tag)
        if name == "t":
            pieces.append(unescape(text))
        elif name == "comment":
            row, column = place(attributes.get("ref", ""), 0, 0, part)
            if words := "".join(pieces).strip():
                found[tab, row, column] = words
            pieces.clear()
    return found
