"""The workbook part while it is patched: its tabs, defined names and how it is calculated."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from btobsheet.excel.patch.parts.escape import formula_xml
from btobsheet.excel.patch.parts.package import Parts, edition, relations_part
from btobsheet.excel.patch.parts.xml import Element, retagged
from btobsheet.excel.raw.preflight import RefusalError
from btobsheet.excel.raw.xmlparts import unescape
from btobsheet.layout.address import quoted as sheet_quoted
from btobsheet.problems import Place, UsageError, problem
from btobsheet.quickclass import dataclass

_AFTER_CALCULATION = frozenset(
    (
        "oleSize",
        "customWorkbookViews",
        "pivotCaches",
        "smartTagPr",
        "smartTagTypes",
        "webPublishing",
        "fileRecoveryPr",
        "webPublishObjects",
        "extLst",
    ),
)


_BEFORE_NAMES = ("sheets", "functionGroups", "externalReferences")
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
OWN_MARK = "_btobsheet_tab"  # a name of a tab's own, by which a tab of ours is known again
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


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """One tab of the workbook: its name, its number in the file, its kind, part and element."""

    name: str
    number: int
    kind: str
    part: str
    relation: str
    element: Element


class Book:
    """The workbook part of a package."""

    def __init__(self, parts: Parts) -> None:
        """Read the tabs; raises :class:`RefusalError` (E003, E012)."""
        self.parts = parts
        self.part = next(
            (item.target for item in parts.relations("") if item.kind == "officeDocument"),
            "xl/workbook.xml",
        )
        if self.part not in parts:
            raise RefusalError("E003")
        self.xml = parts.xml(self.part)
        properties = self.xml.child("workbookPr")
        self.date1904 = properties is not None and properties.attributes.get(
            "date1904", "0"
        ).lower() in ("1", "true", "on")
        self.sheets = self._sheets()
        parent = self.xml.child("definedNames")
        self._names = list(self.xml.children(parent)) if parent else []
        self._formulas = {item.start: self.xml.text(item) for item in self._names}
        self._changed: set[int] = set()

    def sheet_part(self, name: str) -> str:
        """Give the part of a worksheet by its tab's name; UsageError E051 where there is none."""
        found = next(
            (
                sheet
                for sheet in self.sheets
                if sheet.name == name and sheet.kind == "worksheet" and sheet.part in self.parts
            ),
            None,
        )
        if found is None:
            raise UsageError(problem("E051", Place(name), sheet=name))
        return found.part

    def drop_calculation_chain(self) -> None:
        """Take the calculation chain out: it must not name cells without a formula."""
        for relation in self.parts.relations(self.part):
            if relation.kind == "calcChain":
                self.parts.unrelate(self.part, relation.id)
                if relation.target in self.parts:
                    self.parts.remove(relation.target)

    def ask_for_recalculation(self) -> None:
        """Have every formula computed when the file is opened."""
        there = self.xml.child("calcPr")
        if there is not None:
            if there.attributes.get("fullCalcOnLoad", "0") not in ("1", "true"):
                self.xml.replace(
                    there.start, there.inner, retagged(there.tag, {"fullCalcOnLoad": "1"})
                )
            return
        at = next(
            (item.start for item in self.xml.children() if item.name in _AFTER_CALCULATION),
            self.xml.root.close,
        )
        self.xml.insert(at, self.xml.opening("calcPr", {"fullCalcOnLoad": 1}, empty=True))

    def change_names(self, change: Callable[[str], str]) -> None:
        """Change the formulas of all defined names."""
        for start, formula in self._formulas.items():
            if (new := change(formula)) != formula:
                self._formulas[start] = new
                self._changed.add(start)

    def put_tabs(self, tabs: Sequence[NewTab]) -> None:
        """Add tabs, each in place of an earlier one of ours with its name.

        The first one of those in front is shown on opening.
        """
        taken = {sheet.name.casefold() for sheet in self.sheets}
        placed: list[_Placed] = []
        number = max((sheet.number for sheet in self.sheets), default=0)
        for tab in tabs:
            names = [tab_name(name) for name in (tab.name, *tab.formerly)]
            old = next(
                (
                    index
                    for index, sheet in enumerate(self.sheets)
                    if _stem(sheet.name) in names and self._is_own(index)
                ),
                -1,
            )
            kept = old >= 0 and _stem(self.sheets[old].name) == names[0]
            name = self.sheets[old].name if kept else free_tab_name(tab.name, taken)
            taken.add(name.casefold())
            number += 1
            placed.append(self._placed(tab, name, old, number))
        self._arrange(placed)

    def _placed(self, tab: NewTab, name: str, old: int, number: int) -> _Placed:
        if old >= 0:
            sheet = self.sheets[old]
            self.parts.write(sheet.part, tab.data)
            if relations_part(sheet.part) in self.parts:
                self.parts.remove(relations_part(sheet.part))
            element = retagged(
                self.xml.whole(sheet.element),
                {
                    "state": "hidden" if tab.hidden else None,
                    **({} if name == sheet.name else {"name": name}),
                },
            )
        else:
            part = self.parts.free_name(
                f"{self.part.rpartition('/')[0]}/worksheets/sheet{{}}.xml".lstrip("/")
            )
            self.parts.add(part, tab.data, _SHEET_TYPE)
            relation = self.parts.relate(
                self.part, f"{edition(self.parts)['relations']}/worksheet", part
            )
            about = {
                "name": name,
                "sheetId": number,
                **({"state": "hidden"} if tab.hidden else {}),
                **self._link(relation),
            }
            element = self.xml.opening("sheet", about, empty=True)
        return _Placed(element, name, tab.title_rows, old, tab.first)

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

    def _own_names(self, tab: _Placed, index: int) -> bytes:
        names = [(OWN_MARK, "$A$1")] + (
            [("_xlnm.Print_Titles", f"$1:${tab.title_rows}")] if tab.title_rows else []
        )
        made = b""
        for name, area in names:
            about: dict[str, str | int] = {
                "name": name,
                "localSheetId": index,
                **({"hidden": 1} if name == OWN_MARK else {}),
            }
            made += (
                self.xml.opening("definedName", about)
                + formula_xml(f"{sheet_quoted(tab.name)}!{area}").encode()
                + self.xml.closing("definedName")
            )
        return made

    def _is_own(self, index: int) -> bool:
        return any(
            item.attributes.get("name") == OWN_MARK
            and item.attributes.get("localSheetId") == str(index)
            for item in self._names
        )

    def _arrange(self, placed: Sequence[_Placed]) -> None:
        """Write the tabs in their new order; whatever counts tabs follows."""
        replaced = {item.old: item for item in placed if item.old >= 0}
        front = [item for item in placed if item.first]
        moved = {item.old for item in front}
        middle = [
            replaced.get(index, index) for index in range(len(self.sheets)) if index not in moved
        ]
        order: list[_Placed | int] = [
            *front,
            *middle,
            *(item for item in placed if not item.first and item.old < 0),
        ]
        now = {
            item if isinstance(item, int) else item.old: index for index, item in enumerate(order)
        }
        parent = self.xml.child("sheets")
        assert parent is not None  # else the workbook was refused
        written = [
            self.xml.whole(self.sheets[item].element) if isinstance(item, int) else item.element
            for item in order
        ]
        self.xml.replace(parent.inner, parent.close, b"".join(written))
        self._move_names(
            now, set(replaced), [self._own_names(item, order.index(item)) for item in placed]
        )
        self._move_view(now, 0 if front else None)

    def _move_names(self, now: Mapping[int, int], gone: set[int], new: Sequence[bytes]) -> None:
        for item in self._names:
            local = item.attributes.get("localSheetId", "")
            if local.isdigit() and int(local) in gone:
                self.xml.replace(item.start, item.end, b"")
                self._changed.discard(item.start)
            elif local.isdigit() and now.get(int(local), int(local)) != int(local):
                self.xml.replace(
                    item.start,
                    item.inner,
                    retagged(item.tag, {"localSheetId": str(now[int(local)])}),
                )
        parent = self.xml.child("definedNames")
        if parent is not None:
            self.xml.append(parent, b"".join(new))
            return
        at = max(item.end for item in self.xml.children() if item.name in _BEFORE_NAMES)
        self.xml.insert(
            at,
            self.xml.opening("definedNames", {}) + b"".join(new) + self.xml.closing("definedNames"),
        )

    def _move_view(self, now: Mapping[int, int], active: int | None) -> None:
        parent = self.xml.child("bookViews")
        for view in self.xml.children(parent) if parent else ():
            about = view.attributes
            old = int(about["activeTab"]) if about.get("activeTab", "").isdigit() else 0
            changes: dict[str, str | None] = {
                "activeTab": str(now.get(old, 0) if active is None else active),
                "firstSheet": None,
            }
            if changes["activeTab"] == about.get("activeTab", "0"):
                del changes["activeTab"]
            self.xml.replace(view.start, view.inner, retagged(view.tag, changes))

    def save(self) -> None:
        """Put the workbook part back."""
        for item in self._names:
            if item.start in self._changed:
                self.xml.replace(
                    item.inner, item.close, formula_xml(self._formulas[item.start]).encode()
                )
        self.parts.save(self.xml)

    def _sheets(self) -> list[SheetEntry]:
        parent = self.xml.child("sheets")
        if parent is None:
            raise RefusalError("E013")
        links = {item.id: item for item in self.parts.relations(self.part)}
        found = []
        for element in self.xml.children(parent):
            about = element.attributes
            relation = next(
                (value for key, value in about.items() if key.endswith(":id") or key == "id"), ""
            )
            link = links.get(relation)
            number = about.get("sheetId", "0")
            found.append(
                SheetEntry(
                    name=unescape(about.get("name", "")),
                    number=int(number) if number.isdigit() else 0,
                    kind=link.kind if link else "",
                    part=link.target if link else "",
                    relation=relation,
                    element=element,
                )
            )
        return found


def tab_name(wished: str) -> str:
    """Give a name that a tab may bear: 31 characters, none of ``[]:*?/\\``."""
    name = (
        "".join(
            "_" if character in "[]:*?/\\" or character < " " else character for character in wished
        )
        .strip()
        .strip("'")
    )
    return name[:_LONGEST_NAME] or "Sheet"


def free_tab_name(wished: str, taken: set[str]) -> str:
    """Give the name, or where another tab bears it the first of ``name (2)``, ``name (3)`` … that
    is free; ``taken`` are casefolded.
    """
    name, number = tab_name(wished), 1
    while name.casefold() in taken:
        number += 1
        name = f"{tab_name(wished)[: _LONGEST_NAME - 5]} ({number})"
    return name


def _stem(name: str) -> str:
    """Give a tab's name without the number that made it unique."""
    stem, bracket, rest = name.rpartition(" (")
    return stem if bracket and rest[:-1].isdigit() and rest.endswith(")") else name
