"""Edit the cells of one worksheet part: values, cached values, formulas; all else stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from btobsheet.excel.patch import cells as patchcells
from btobsheet.excel.patch.cells import Value, is_blank
from btobsheet.excel.patch.grid import Area, At, CellGrid, area_of, area_text, holds
from btobsheet.excel.patch.parts.xml import Element, Xml, retagged
from btobsheet.excel.patch.shared import Formulas
from btobsheet.excel.patch.styles import Styles
from btobsheet.excel.patch.wanted import Prompt
from btobsheet.layout.address import a1
from btobsheet.problems import Place, UsageError, problem
from btobsheet.quickclass import dataclass


@dataclass(frozen=True, slots=True)
class NewCell:
    """A cell that a grown table gets: the format of the one above it, and its formula if any."""

    style: int
    formula: str = ""


@dataclass(frozen=True, kw_only=True)
class Job:
    """What is to be done to one worksheet; cells by (row, column)."""

    name: str
    values: Mapping[At, Value]
    cached: Mapping[At, Value]
    highlights: frozenset[At]
    notes: Mapping[At, str]
    prompts: tuple[Prompt, ...]
    date1904: bool


class SheetPatch:
    """One worksheet part under edit.

    ``formulas_gone`` tells that a formula was replaced by a value.
    """

    def __init__(self, xml: Xml, job: Job, styles: Styles) -> None:
        """Find the sheet's rows; redirect values of merged cells to the cell that shows."""
        self.xml = xml
        self.grid = CellGrid(xml)
        self.formulas = Formulas(xml, self.grid)
        self.job = job
        self.styles = styles
        self.formulas_gone = False
        self.values = self._shown(job.values)

    def apply(self, new_cells: Mapping[At, NewCell]) -> None:
        """Do all edits of cells.

        Raises UsageError E052 where one is part of an array formula or data table.

        ``new_cells`` are the cells of rows a table grew by; values and cells there go before them.
        """
        self._refuse_arrays()
        own = self.formulas.orphaned(self.values)
        made: dict[At, bytes] = {}
        for at, value in self.values.items():
            element = self.grid.cell(at)
            if element is not None:
                self._overwrite(at, element, value)
            elif not is_blank(value) or at in new_cells:
                made[at] = self._created(at, value, new_cells.get(at))
        for at in self.job.cached.keys() | own.keys():
            element = self.grid.cell(at) if at not in self.values else None
            if element is not None:
                self._recompute(at, element, own.get(at, ""))
        for at, cell in new_cells.items():
            if at not in self.values and self.grid.cell(at) is None:
                made[at] = self._new_cell(at, cell)
        self.grid.put_new(made)
        self._enlarge(made)

    def style_at(self, at: At) -> int:
        """Give a cell's format: its own, else its row's, else its column's."""
        element = self.grid.cell(at)
        if element is not None:
            return _number(element.attributes.get("s"))
        row = self.grid.row(at[0])
        about = row.attributes if row else {}
        if about.get("customFormat", "0").lower() in ("1", "true"):
            return _number(about.get("s"))
        columns = self.xml.child("cols")
        for item in self.xml.children(columns) if columns else ():
            column = item.attributes
            if _number(column.get("min")) <= at[1] <= _number(column.get("max")):
                return _number(column.get("style"))
        return 0

    def _shown(self, values: Mapping[At, Value]) -> dict[At, Value]:
        """Move values that a merged range hides to its first cell, unless that gets its own."""
        merges = self._merges()
        found: dict[At, Value] = {}
        for at, value in sorted(values.items(), key=lambda item: item[0]):
            area = next((area for area in merges if holds(area, at)), None)
            shown = area[:2] if area else at
            if shown == at or shown not in values:
                found[shown] = value
        return found

    def _merges(self) -> list[Area]:
        areas = (
            area_of(item.attributes.get("ref", ""))
            for item in self.xml.find("mergeCell", start=self.grid.data.end)
        )
        return [area for area in areas if area]

    def _refuse_arrays(self) -> None:
        if not (
            b'"array"' in self.xml.data
            or b'"dataTable"' in self.xml.data
            or b"'array'" in self.xml.data
        ):
            return
        for at, cell in self.grid.all_cells():
            formula = self.formulas.element(cell)
            about = formula.attributes if formula else {}
            area = (
                area_of(about.get("ref", "")) if about.get("t") in ("array", "dataTable") else None
            )
            if area is None or area[:2] == area[2:]:
                continue
            hit = next((one for one in self.values if holds(area, one) or one == at), None)
            if hit is not None:
                raise UsageError(problem("E052", Place(self.job.name, a1(*hit)), area_text(area)))

    def _overwrite(self, at: At, element: Element, value: Value) -> None:
        formula = self.formulas.element(element)
        about = element.attributes
        style = _number(about.get("s"))
        wanted = self._style_for(style, value)
        if formula is not None:
            self.formulas_gone = True
        elif wanted == style and self._same_number(element, value):
            return
        kind, inside = patchcells.constant(self.xml, value, self.job.date1904)
        changes = {"t": kind, "cm": None, "vm": None}
        if wanted != style:
            changes["s"] = str(wanted)
        self._write(element, changes, inside)

    def _same_number(self, element: Element, value: Value) -> bool:
        """Tell whether a constant number or blank already stands there: its bytes may stay."""
        about = element.attributes
        inside = self.xml.inside(element)
        if is_blank(value) or not inside:
            return is_blank(value) and not inside and "t" not in about
        stored = next(self.xml.find("v", element), None)
        if isinstance(value, str | bool) or stored is None or about.get("t", "n") != "n":
            return False
        try:
            return float(self.xml.text(stored)) == patchcells.number_of(value, self.job.date1904)
        except ValueError:
            return False

    def _recompute(self, at: At, element: Element, own_formula: str) -> None:
        """Give a formula cell its new cached value, or its own formula, or both."""
        formula = self.formulas.element(element)
        if formula is None:
            return
        written = (
            patchcells.formula(self.xml, own_formula) if own_formula else self.xml.whole(formula)
        )
        changes: dict[str, str | None] = {}
        if at in self.job.cached:
            value = self.job.cached[at]
            if not own_formula and self._same_cached(element, value):
                return
            changes["t"], stored = patchcells.cached(self.xml, value, self.job.date1904)
        else:
            stored = b"".join(self.xml.whole(item) for item in self.xml.find("v", element))
        self._write(element, changes, written + stored)

    def _same_cached(self, element: Element, value: Value) -> bool:
        stored = next(self.xml.find("v", element), None)
        kind = element.attributes.get("t", "n")
        if value is None or stored is None:
            return value is None and stored is None
        wanted, text = patchcells.stored(value, self.job.date1904)
        if kind != (wanted or "n"):
            return False
        if wanted is not None:
            return self.xml.inside(stored) == text
        try:
            return float(self.xml.text(stored)) == float(text)
        except ValueError:
            return False

    def _write(self, element: Element, changes: Mapping[str, str | None], inside: bytes) -> None:
        tag = retagged(element.tag, changes)
        if inside:
            opening = tag[:-2].rstrip() + b">" if tag.endswith(b"/>") else tag
            self.xml.replace(element.start, element.end, opening + inside + self.xml.closing("c"))
        else:
            empty = tag if tag.endswith(b"/>") else tag[:-1].rstrip() + b"/>"
            self.xml.replace(element.start, element.end, empty)

    def _style_for(self, style: int, value: Value) -> int:
        return self.styles.as_date(style) if isinstance(value, dt.date) else style

    def _created(self, at: At, value: Value, cell: NewCell | None) -> bytes:
        style = self._style_for(cell.style if cell else self.style_at(at), value)
        return self._cell(at, style, *patchcells.constant(self.xml, value, self.job.date1904))

    def _new_cell(self, at: At, cell: NewCell) -> bytes:
        if not cell.formula:
            return self._cell(at, cell.style, None, b"")
        kind, stored = patchcells.cached(self.xml, self.job.cached.get(at), self.job.date1904)
        return self._cell(at, cell.style, kind, patchcells.formula(self.xml, cell.formula) + stored)

    def _cell(self, at: At, style: int, kind: str | None, inside: bytes) -> bytes:
        about = {
            "r": a1(*at),
            **({"s": str(style)} if style else {}),
            **({"t": kind} if kind else {}),
        }
        opening = self.xml.opening("c", about, empty=not inside)
        return opening + inside + self.xml.closing("c") if inside else opening

    def _enlarge(self, made: Mapping[At, bytes]) -> None:
        """Let the sheet's declared extent cover its new cells."""
        dimension = self.xml.child("dimension")
        area = area_of(dimension.attributes.get("ref", "")) if dimension else None
        if dimension is None or area is None or not made:
            return
        rows, columns = [at[0] for at in made], [at[1] for at in made]
        wider = (
            min(area[0], *rows),
            min(area[1], *columns),
            max(area[2], *rows),
            max(area[3], *columns),
        )
        if wider != area:
            self.xml.replace(
                dimension.start, dimension.inner, retagged(dimension.tag, {"ref": area_text(wider)})
            )


def deselect(xml: Xml) -> None:
    """Take away that a sheet is selected."""
    views = xml.child("sheetViews")
    for view in xml.children(views) if views else ():
        if "tabSelected" in view.attributes:
            xml.replace(view.start, view.inner, retagged(view.tag, {"tabSelected": None}))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0
