"""Put tabs of ours into a workbook, earlier ones replaced; whatever counts tabs follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from btobsheet.excel.patch.book import Book
from btobsheet.excel.patch.parts.escape import formula_xml
from btobsheet.excel.patch.parts.package import edition, relations_part
from btobsheet.excel.patch.parts.xml import retagged
from btobsheet.layout.address import quoted as sheet_quoted
from btobsheet.quickclass import dataclass

_BEFORE_NAMES = ("sheets", "functionGroups", "externalReferences")
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_OWN_MARK = "_btobsheet_tab"  # a name of a tab's own, by which a tab of ours is known again
_LONGEST_NAME = 31


@dataclass(frozen=True, slots=True)
class NewTab:
    """A tab to put in: its name as wished and former ones, its worksheet part, where it goes and
    how many rows repeat in print.
    """

    name: str
    formerly: tuple[str, ...]
    data: bytes
    hidden: bool
    first: bool
    title_rows: int


@dataclass(frozen=True, slots=True)
class _Placed:
    """A tab of ours at its place: its element, names of its own, the tab it replaces (or -1)."""

    element: bytes
    name: str
    title_rows: int
    old: int
    first: bool


def put_tabs(book: Book, tabs: Sequence[NewTab]) -> None:
    """Add tabs, each in place of an earlier one of ours with its name.

    The first one of those in front is shown on opening; the others stand last.
    """
    _Placing(book).put(tabs)


def own_tab(book: Book, names: Sequence[str]) -> str:
    """Give what a tab of ours, put in under one of these names, is called; empty for none."""
    index = _Placing(book).earlier([_allowed(name) for name in names])
    return book.sheets[index].name if index >= 0 else ""


def own_tabs(book: Book) -> list[str]:
    """Give the names of all tabs of ours."""
    placing = _Placing(book)
    return [sheet.name for index, sheet in enumerate(book.sheets) if placing.is_own(index)]


class _Placing:
    """The tabs of a workbook part while new ones are put among them."""

    def __init__(self, book: Book) -> None:
        self.book, self.parts, self.xml = book, book.parts, book.xml

    def put(self, tabs: Sequence[NewTab]) -> None:
        """Add tabs, each under its name or, where another tab bears that, one made unique."""
        sheets = self.book.sheets
        taken = {sheet.name.casefold() for sheet in sheets}
        placed: list[_Placed] = []
        highest = max((sheet.number for sheet in sheets), default=0)
        for number, tab in enumerate(tabs, start=highest + 1):
            names = [_allowed(name) for name in (tab.name, *tab.formerly)]
            old = self.earlier(names)
            kept = old >= 0 and _stem(sheets[old].name) == names[0]
            name = sheets[old].name if kept else _free_name(tab.name, taken)
            taken.add(name.casefold())
            element = self._replaced(tab, name, old) if old >= 0 else self._added(tab, name, number)
            placed.append(_Placed(element, name, tab.title_rows, old, tab.first))
        self._arrange(placed)

    def earlier(self, names: Sequence[str]) -> int:
        """Find a tab of ours under one of these names, or under one made unique; -1 for none."""
        return next(
            (
                index
                for index, sheet in enumerate(self.book.sheets)
                if _stem(sheet.name) in names and self.is_own(index)
            ),
            -1,
        )

    def _replaced(self, tab: NewTab, name: str, old: int) -> bytes:
        """Put a tab in place of an earlier one; give its element."""
        sheet = self.book.sheets[old]
        self.parts.write(sheet.part, tab.data)
        if relations_part(sheet.part) in self.parts:
            self.parts.remove(relations_part(sheet.part))
        changes = {"state": "hidden" if tab.hidden else None}
        changes |= {} if name == sheet.name else {"name": name}
        return retagged(self.xml.whole(sheet.element), changes)

    def _added(self, tab: NewTab, name: str, number: int) -> bytes:
        """Add a tab as a part of its own; give its element."""
        folder = self.book.part.rpartition("/")[0]
        part = self.parts.free_name(f"{folder}/worksheets/sheet{{}}.xml".lstrip("/"))
        self.parts.add(part, tab.data, _SHEET_TYPE)
        kind = f"{edition(self.parts)['relations']}/worksheet"
        relation = self.parts.relate(self.book.part, kind, part)
        state = {"state": "hidden"} if tab.hidden else {}
        about = {"name": name, "sheetId": number, **state, **self._link(relation)}
        return self.xml.opening("sheet", about, empty=True)

    def _link(self, relation: str) -> dict[str, str | int]:
        space = edition(self.parts)["relations"]
        prefix = next(
            (
                key.partition(":")[2]
                for key, value in self.xml.root.attributes.items()
                if value == space and key.startswith("xmlns:")
            ),
            "",
        )
        return {f"{prefix}:id": relation} if prefix else {"xmlns:r": space, "r:id": relation}

    def _shown(self, back: set[int]) -> int:
        """Give the first tab that people see, of those that do not stand last now."""
        shown = (
            index
            for index, sheet in enumerate(self.book.sheets)
            if index not in back and sheet.element.attributes.get("state", "visible") == "visible"
        )
        return next(shown, 0)

    def _own_names(self, tab: _Placed, index: int) -> bytes:
        """Give a tab's own defined names: our mark, and its rows that repeat in print."""
        names = [(_OWN_MARK, "$A$1")]
        names += [("_xlnm.Print_Titles", f"$1:${tab.title_rows}")] if tab.title_rows else []
        made = b""
        for name, area in names:
            about: dict[str, str | int] = {"name": name, "localSheetId": index}
            about |= {"hidden": 1} if name == _OWN_MARK else {}
            made += self.xml.opening("definedName", about)
            made += formula_xml(f"{sheet_quoted(tab.name)}!{area}").encode()
            made += self.xml.closing("definedName")
        return made

    def is_own(self, index: int) -> bool:
        """Tell whether the tab at an index is of ours."""
        return any(
            item.attributes.get("name") == _OWN_MARK
            and item.attributes.get("localSheetId") == str(index)
            for item in self.book.names
        )

    def _arrange(self, placed: Sequence[_Placed]) -> None:
        """Write the tabs in their new order; whatever counts tabs follows."""
        replaced = {item.old: item for item in placed if item.old >= 0}
        front = [item for item in placed if item.first]
        middle = [index for index in range(len(self.book.sheets)) if index not in replaced]
        last = [item for item in placed if not item.first]
        order: list[_Placed | int] = [*front, *middle, *last]
        now = {
            item if isinstance(item, int) else item.old: index for index, item in enumerate(order)
        }
        parent = self.xml.child("sheets")
        assert parent is not None  # else the workbook was refused
        self.xml.replace(parent.inner, parent.close, b"".join(map(self._element, order)))
        names = [self._own_names(item, order.index(item)) for item in placed]
        self._move_names(now, set(replaced), names)
        self._move_view(now, 0 if front else None, {item.old for item in last})

    def _element(self, item: _Placed | int) -> bytes:
        """Give a tab's element: one of ours, or as it is of the tab at an index."""
        if isinstance(item, int):
            return self.xml.whole(self.book.sheets[item].element)
        return item.element

    def _move_names(self, now: Mapping[int, int], gone: set[int], new: Sequence[bytes]) -> None:
        """Let names that belong to a tab follow it, and add new ones."""
        for item in self.book.names:
            local = item.attributes.get("localSheetId", "")
            if local.isdigit() and int(local) in gone:
                self.book.remove_name(item)
            elif local.isdigit() and now.get(int(local), int(local)) != int(local):
                moved = retagged(item.tag, {"localSheetId": str(now[int(local)])})
                self.xml.replace(item.start, item.inner, moved)
        parent = self.xml.child("definedNames")
        if parent is not None:
            self.xml.append(parent, b"".join(new))
            return
        at = max(item.end for item in self.xml.children() if item.name in _BEFORE_NAMES)
        opening, closing = self.xml.opening("definedNames", {}), self.xml.closing("definedNames")
        self.xml.insert(at, opening + b"".join(new) + closing)

    def _move_view(self, now: Mapping[int, int], active: int | None, back: set[int]) -> None:
        """Let the file open where it did; at the first tab where that one stands last now."""
        parent = self.xml.child("bookViews")
        for view in self.xml.children(parent) if parent else ():
            about = view.attributes
            old = int(about["activeTab"]) if about.get("activeTab", "").isdigit() else 0
            there = now[self._shown(back)] if old in back else now.get(old, 0)
            changes: dict[str, str | None] = {
                "activeTab": str(there if active is None else active),
                "firstSheet": None,
            }
            if changes["activeTab"] == about.get("activeTab", "0"):
                del changes["activeTab"]
            self.xml.replace(view.start, view.inner, retagged(view.tag, changes))


def _allowed(wished: str) -> str:
    """Give a name that a tab may bear: 31 characters, none of ``[]:*?/\\``."""
    allowed = ("_" if one in "[]:*?/\\" or one < " " else one for one in wished)
    return "".join(allowed).strip().strip("'")[:_LONGEST_NAME] or "Sheet"


def _free_name(wished: str, taken: set[str]) -> str:
    """Give the name, or where another tab bears it the first of ``name (2)``, ``name (3)`` … that
    is free; ``taken`` are casefolded.
    """
    name, number = _allowed(wished), 1
    while name.casefold() in taken:
        number += 1
        name = f"{_allowed(wished)[: _LONGEST_NAME - 5]} ({number})"
    return name


def _stem(name: str) -> str:
    """Give a tab's name without the number that made it unique."""
    stem, bracket, rest = name.rpartition(" (")
    return stem if bracket and rest[:-1].isdigit() and rest.endswith(")") else name
