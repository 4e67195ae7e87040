"""The workbook part while it is patched: its tabs, defined names and how it is calculated."""

from __future__ import annotations

from collections.abc import Callable

from btobsheet.excel.patch.parts.escape import formula_xml
from btobsheet.excel.patch.parts.package import Parts
from btobsheet.excel.patch.parts.xml import Element, retagged
from btobsheet.excel.raw.preflight import RefusalError
from btobsheet.excel.raw.xmlparts import unescape
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
    )
)


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
        self.names = list(self.xml.children(parent)) if parent else []
        self._formulas = {item.start: self.xml.text(item) for item in self.names}
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

    def remove_name(self, item: Element) -> None:
        """Take a defined name out, one of ``names``."""
        self.xml.replace(item.start, item.end, b"")
        self._changed.discard(item.start)

    def save(self) -> None:
        """Put the workbook part back."""
        for item in self.names:
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
