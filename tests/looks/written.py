"""A written workbook as one who looks at it needs it: texts, widths, heights, styles, print set-up.

Read straight from the parts of the .xlsx, whatever program wrote it: openpyxl leaves out the data
bars and rules of later Excels, and takes ten times as long. Rows, columns and cells are numbered
from 1, pixels are those of a screen at 100 % (96 an inch).
"""

from __future__ import annotations

import posixpath
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from looks.styles import NUMBER_DIGITS, Styles, read_styles
from openpyxl.utils import range_boundaries

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
XM = "{http://schemas.microsoft.com/office/excel/2006/main}"
RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
WIDE = 16384
Area = tuple[int, int, int, int]
"""First column, first row, last column, last row: as openpyxl gives boundaries."""


@dataclass(frozen=True)
class Cell:
    """A cell that holds or may hold something."""

    row: int
    column: int
    style: int
    value: str
    kind: str  # n a number, s a text, b a truth value, e an error, "" nothing
    computed: bool


@dataclass(frozen=True)
class Rule:
    """A conditional format: its difference (number of a dxf), or the colour of its data bar."""

    areas: tuple[Area, ...]
    kind: str
    formula: str
    difference: int | None
    bar: str | None


@dataclass(frozen=True)
class Paper:
    """How a tab is printed; margins in inches, ``fit`` pages wide and high (0 = as many as needed)."""

    size: int
    landscape: bool
    margins: tuple[float, float, float, float]  # left, right, top, bottom
    scale: int
    fit: tuple[int, int] | None


@dataclass(eq=False)
class Tab:
    """One sheet."""

    name: str
    visible: bool
    digit: float
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    wide: float = 64
    heights: dict[int, float] = field(default_factory=dict)
    high: float = 20
    hidden_rows: set[int] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    links: set[tuple[int, int]] = field(default_factory=set)
    paper: Paper = Paper(9, False, (0.7, 0.7, 0.75, 0.75), 100, None)
    area: Area | None = None
    heads: tuple[int, int] | None = None
    drawn: list[Area] = field(default_factory=list)
    charts: list[ET.Element] = field(default_factory=list)

    def width(self, column: int) -> float:
        """Give a column's pixels, 0 where it is hidden."""
        return self.widths.get(column, self.wide)

    def height(self, row: int) -> float:
        """Give a row's pixels, 0 where it is hidden; of one without a set height the usual ones."""
        return 0 if row in self.hidden_rows else self.heights.get(row, self.high)

    def seen(self, cell: Cell) -> bool:
        """Tell whether a cell is neither in a hidden row nor in a hidden column."""
        return bool(self.width(cell.column)) and cell.row not in self.hidden_rows

    @cached_property
    def merge_of(self) -> dict[tuple[int, int], Area]:
        """Give the merged area of each of its cells."""
        return {
            (row, column): area
            for area in self.merged
            for row in range(area[1], area[3] + 1)
            for column in range(area[0], area[2] + 1)
        }

    def printed(self) -> Area:
        """Give the print area; without one, from A1 to the last cell that shows something."""
        if self.area:
            return self.area
        shown = [cell for cell in self.cells.values() if cell.value] or [
            Cell(1, 1, 0, "", "", False)
        ]
        corners = [(cell.column, cell.row) for cell in shown] + [area[2:] for area in self.drawn]
        return (1, 1, max(column for column, _ in corners), max(row for _, row in corners))


@dataclass(frozen=True, eq=False)
class Book:
    """A workbook."""

    tabs: tuple[Tab, ...]
    styles: Styles

    def shown(self) -> Iterator[Tab]:
        """Give the tabs that are not hidden."""
        return (tab for tab in self.tabs if tab.visible)


def read_book(path: Path) -> Book:
    """Read a workbook."""
    with zipfile.ZipFile(path) as parts:
        styles = read_styles(parts)
        digit = NUMBER_DIGITS.get((styles.normal.name, styles.normal.size), 7)
        texts = _shared(parts)
        root = ET.fromstring(parts.read("xl/workbook.xml"))
        targets = _targets(parts, "xl/workbook.xml")
        tabs = []
        for sheet in root.find(f"{MAIN}sheets") or ():
            tab = Tab(sheet.get("name", ""), sheet.get("state", "visible") == "visible", digit)
            _read_tab(tab, parts, targets[sheet.get(f"{RELATED}id", "")], texts)
            tabs.append(tab)
        for name in root.iter(f"{MAIN}definedName"):
            if name.get("localSheetId") and name.text:
                _print_name(
                    tabs[int(name.get("localSheetId", "0"))], name.get("name", ""), name.text
                )
    return Book(tuple(tabs), styles)


def _shared(parts: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in parts.namelist():
        return []
    root = ET.fromstring(parts.read("xl/sharedStrings.xml"))
    return [_plain(item) for item in root.findall(f"{MAIN}si")]


def _plain(item: ET.Element) -> str:
    """Join a text's runs, without furigana."""
    own = [item.find(f"{MAIN}t"), *(run.find(f"{MAIN}t") for run in item.findall(f"{MAIN}r"))]
    return "".join(one.text or "" for one in own if one is not None)


def _targets(parts: zipfile.ZipFile, part: str) -> dict[str, str]:
    folder, name = posixpath.split(part)
    rels = f"{folder}/_rels/{name}.rels"
    if rels not in parts.namelist():
        return {}
    return {
        one.get("Id", ""): posixpath.normpath(posixpath.join("/" + folder, one.get("Target", "")))[
            1:
        ]
        for one in ET.fromstring(parts.read(rels))
        if one.get("TargetMode") != "External"
    }


def _read_tab(tab: Tab, parts: zipfile.ZipFile, part: str, texts: list[str]) -> None:
    root = ET.fromstring(parts.read(part))
    usual = root.find(f"{MAIN}sheetFormatPr")
    if usual is not None:
        tab.high = float(usual.get("defaultRowHeight", "15")) * 96 / 72
        tab.wide = float(usual.get("defaultColWidth", "0")) * tab.digit or 8 * tab.digit + 8
    for column in root.iterfind(f"{MAIN}cols/{MAIN}col"):
        pixels = int(float(column.get("width", "0")) * tab.digit + 0.5)
        for number in range(
            int(column.get("min", "1")), min(int(column.get("max", "1")), 1000) + 1
        ):
            tab.widths[number] = 0 if column.get("hidden") == "1" else pixels
    for row in root.iterfind(f"{MAIN}sheetData/{MAIN}row"):
        _read_row(tab, row, texts)
    tab.merged = [range_boundaries(one.get("ref")) for one in root.iter(f"{MAIN}mergeCell")]
    for link in root.iter(f"{MAIN}hyperlink"):
        left, top, _, _ = range_boundaries(link.get("ref"))
        tab.links.add((top, left))
    tab.rules = [*_rules(root), *_later_bars(root)]
    tab.paper = _paper(root)
    targets = _targets(parts, part)
    for drawing in root.iter(f"{MAIN}drawing"):
        _read_drawing(tab, parts, targets[drawing.get(f"{RELATED}id", "")])


def _read_row(tab: Tab, row: ET.Element, texts: list[str]) -> None:
    number = int(row.get("r", "0"))
    if row.get("hidden") == "1":
        tab.hidden_rows.add(number)
    if row.get("ht"):
        tab.heights[number] = float(row.get("ht", "0")) * 96 / 72
    for one in row:
        left, _, _, _ = range_boundaries(one.get("r"))
        kind, held = one.get("t", "n"), one.find(f"{MAIN}v")
        value = (held.text or "") if held is not None else ""
        if kind == "s":
            value = texts[int(value)]
        elif kind == "inlineStr":
            value = "".join(_plain(inline) for inline in one.findall(f"{MAIN}is"))
        kind = {"s": "s", "str": "s", "inlineStr": "s", "b": "b", "e": "e"}.get(kind, "n")
        formula = one.find(f"{MAIN}f")
        computed = formula is not None
        if formula is not None and "HYPERLINK(" in (formula.text or ""):
            tab.links.add((number, left))
        tab.cells[number, left] = Cell(
            number, left, int(one.get("s", "0")), value, kind if value else "", computed
        )


def _rules(root: ET.Element) -> Iterator[Rule]:
    for block in root.iterfind(f"{MAIN}conditionalFormatting"):
        areas = tuple(range_boundaries(one) for one in (block.get("sqref") or "").split())
        for rule in block.iterfind(f"{MAIN}cfRule"):
            formula = rule.findtext(f"{MAIN}formula") or ""
            number = rule.get("dxfId")
            bar = rule.find(f"{MAIN}dataBar/{MAIN}color")
            yield Rule(
                areas,
                rule.get("type", ""),
                formula,
                int(number) if number else None,
                (bar.get("rgb") or "")[-6:] if bar is not None else None,
            )


def _later_bars(root: ET.Element) -> Iterator[Rule]:
    for block in root.iter(f"{X14}conditionalFormatting"):
        areas = tuple(range_boundaries(one) for one in (block.findtext(f"{XM}sqref") or "").split())
        for colour in block.iterfind(f"{X14}cfRule/{X14}dataBar/{X14}fillColor"):
            yield Rule(areas, "dataBar", "", None, (colour.get("rgb") or "")[-6:])


def _paper(root: ET.Element) -> Paper:
    margins, page = root.find(f"{MAIN}pageMargins"), root.find(f"{MAIN}pageSetup")
    usual = {"left": "0.7", "right": "0.7", "top": "0.75", "bottom": "0.75"}
    kept = {**usual, **(margins.attrib if margins is not None else {})}
    words = page.attrib if page is not None else {}
    fits = root.find(f"{MAIN}sheetPr/{MAIN}pageSetUpPr")
    fit = fits is not None and fits.get("fitToPage") == "1"
    return Paper(
        int(words.get("paperSize", "1")),
        words.get("orientation") == "landscape",
        (float(kept["left"]), float(kept["right"]), float(kept["top"]), float(kept["bottom"])),
        int(words.get("scale", "100")),
        (int(words.get("fitToWidth", "1")), int(words.get("fitToHeight", "1"))) if fit else None,
    )


def _read_drawing(tab: Tab, parts: zipfile.ZipFile, part: str) -> None:
    targets = _targets(parts, part)
    for anchor in ET.fromstring(parts.read(part)):
        corners = [
            tuple(int(corner.findtext(f"{DRAWN}{side}") or 0) + 1 for side in ("col", "row"))
            for corner in (anchor.find(f"{DRAWN}from"), anchor.find(f"{DRAWN}to"))
            if corner is not None
        ]
        if corners:
            tab.drawn.append((*corners[0], *corners[-1]))
        for one in anchor.iter("{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"):
            tab.charts.append(ET.fromstring(parts.read(targets[one.get(f"{RELATED}id", "")])))


def _print_name(tab: Tab, name: str, refers: str) -> None:
    for one in re.split(r",(?=')", refers):
        place = one.rpartition("!")[2].replace("$", "")
        if name == "_xlnm.Print_Area" and re.fullmatch(r"[A-Z]+\d+(:[A-Z]+\d+)?", place):
            more = range_boundaries(place)
            tab.area = more if tab.area is None else _around(tab.area, more)
        if name == "_xlnm.Print_Titles" and re.fullmatch(r"\d+:\d+", place):
            first, last = place.split(":")
            tab.heads = (int(first), int(last))


def _around(one: Area, other: Area) -> Area:
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )
