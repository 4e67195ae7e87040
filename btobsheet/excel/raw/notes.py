"""The notes (comments) on cells, read without any library where a command carries them over.

Beside a conversation of Excel 365 (a thread of comments) the file holds a note of placeholder words
for older programs: here the thread's own words count.
"""

from __future__ import annotations

from dataclasses import field

from btobsheet.excel.raw.grid import relations, tabs, workbook_part
from btobsheet.excel.raw.preflight import Package, RefusalError
from btobsheet.excel.raw.values import place
from btobsheet.excel.raw.xmlparts import elements, local_name, unescape
from btobsheet.quickclass import dataclass

At = tuple[str, int, int]
"""Tab, row and column."""
Notes = dict[At, str]


@dataclass(frozen=True)
class CellNotes:
    """A workbook's notes by cell, and its threads: each comment with its writer's name.

    ``authors`` are the names that stand at the plain notes, where there is one.
    """

    plain: Notes
    threads: dict[At, tuple[str, ...]]
    authors: Notes = field(default_factory=dict)

    def said(self, cell: At) -> tuple[str, ...]:
        """Give what is said at a cell, each word that may stand alone by itself."""
        return self.threads.get(cell) or ((self.plain[cell],) if cell in self.plain else ())

    def cells(self) -> list[At]:
        """Give the cells at which something is said."""
        return sorted(self.plain.keys() | self.threads.keys())


def notes_in(data: bytes) -> CellNotes:
    """Give a workbook's notes and threads; none where they cannot be read."""
    plain: Notes = {}
    threads: dict[At, tuple[str, ...]] = {}
    authors: Notes = {}
    if b"omments" not in data:  # the name of every part stands in the package as it is
        return CellNotes(plain, threads)
    try:
        package = Package(data)
        part = workbook_part(package)
        links = relations(package, part)
        people = _people(package, [target for kind, target in links.values() if kind == "person"])
        for sheet, relation in tabs(package, part)[0]:
            target = links.get(relation, ("", ""))[1]
            for kind, comments in relations(package, target).values() if target else ():
                if kind == "comments" and comments in package:
                    found, by = _of_part(package, comments, sheet.name)
                    plain |= found
                    authors |= by
                elif kind == "threadedComment" and comments in package:
                    threads |= _threads(package, comments, sheet.name, people)
    except RefusalError:
        return CellNotes({}, {})
    plain = {at: text for at, text in plain.items() if at not in threads}
    return CellNotes(plain, threads, authors)


def _of_part(package: Package, part: str, tab: str) -> tuple[Notes, Notes]:
    """Give a part's notes, and who wrote them."""
    found: Notes = {}
    by: Notes = {}
    names: list[str] = []
    pieces: list[str] = []
    for tag, attributes, text in elements(part, package.read(part), package.allowance):
        name = local_name(tag)
        if name == "t":
            pieces.append(unescape(text))
        elif name == "author":
            names.append(unescape(text).strip())
        elif name == "comment":
            row, column = place(attributes.get("ref", ""), 0, 0, part)
            if words := "".join(pieces).strip():
                found[tab, row, column] = words
                if who := dict(enumerate(names)).get(_number(attributes.get("authorId", ""))):
                    by[tab, row, column] = who
            pieces.clear()
    return found, by


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else -1


def _people(package: Package, parts: list[str]) -> dict[str, str]:
    """Give the names of those who wrote comments, by the ids that comments name them by."""
    return {
        attributes.get("id", ""): unescape(attributes.get("displayName", "")).strip()
        for part in parts
        if part in package
        for tag, attributes, _ in elements(part, package.read(part), package.allowance)
        if local_name(tag) == "person"
    }


def _threads(
    package: Package, part: str, tab: str, people: dict[str, str]
) -> dict[At, tuple[str, ...]]:
    found: dict[At, list[str]] = {}
    words = ""
    for tag, attributes, text in elements(part, package.read(part), package.allowance):
        name = local_name(tag)
        if name == "text":
            words = unescape(text).strip()
        elif name == "threadedComment":
            row, column = place(attributes.get("ref", ""), 0, 0, part)
            who = people.get(attributes.get("personId", ""), "")
            if words:
                said = f"{who}: {words}" if who else words
                found.setdefault((tab, row, column), []).append(said)
            words = ""
    return {at: tuple(said) for at, said in found.items()}
