"""The formulas of a worksheet part; one that cells share is written out where it must be."""

from __future__ import annotations

from collections.abc import Collection

from btobsheet.excel.patch.formula import shifted
from btobsheet.excel.patch.grid import At, CellGrid
from btobsheet.excel.patch.parts.xml import Element, Xml

_Group = tuple[At, str, list[At]]
"""A shared formula: its first cell, its text there, and all its cells."""


class Formulas:
    """The formulas of a worksheet part; the shared ones are looked up when first asked for."""

    def __init__(self, xml: Xml, grid: CellGrid) -> None:
        """Take the part and where its cells stand."""
        self.xml = xml
        self.grid = grid
        self._groups: dict[str, _Group] | None = None

    def element(self, cell: Element) -> Element | None:
        """Give a cell's formula element, or None."""
        return next(self.xml.find("f", cell), None) if b"f" in self.xml.inside(cell) else None

    def text_at(self, at: At) -> str:
        """Give a cell's formula, that of a shared one written out; nothing where it has none."""
        cell = self.grid.cell(at)
        formula = self.element(cell) if cell else None
        if formula is None:
            return ""
        about = formula.attributes
        group = about.get("si", "") if about.get("t") == "shared" else ""
        if not group:
            return self.xml.text(formula) if about.get("t", "normal") == "normal" else ""
        first, text, _ = self._shared().get(group, (at, "", []))
        return shifted(text, at[0] - first[0], at[1] - first[1]) if text else ""

    def orphaned(self, replaced: Collection[At]) -> dict[At, str]:
        """Give the formulas that lose the cell which holds their text: each gets its own."""
        own: dict[At, str] = {}
        for at in replaced:
            cell = self.grid.cell(at)
            formula = self.element(cell) if cell else None
            about = formula.attributes if formula else {}
            if formula and about.get("t") == "shared" and self.xml.text(formula):
                first, text, members = self._shared().get(about.get("si", ""), (at, "", []))
                if first == at:
                    own |= {
                        other: shifted(text, other[0] - at[0], other[1] - at[1])
                        for other in members
                        if other not in replaced
                    }
        return own

    def _shared(self) -> dict[str, _Group]:
        """Give the groups of shared formulas by number."""
        if self._groups is None:
            masters: dict[str, tuple[At, str]] = {}
            members: dict[str, list[At]] = {}
            for at, cell in self.grid.all_cells():
                formula = self.element(cell)
                about = formula.attributes if formula else {}
                if formula and about.get("t") == "shared":
                    group = about.get("si", "")
                    members.setdefault(group, []).append(at)
                    if self.xml.text(formula):
                        masters.setdefault(group, (at, self.xml.text(formula)))
            self._groups = {group: (*master, members[group]) for group, master in masters.items()}
        return self._groups
