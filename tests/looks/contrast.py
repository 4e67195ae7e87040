"""Whether every text of a written workbook stands out from its fill."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from looks.measures import Finding, covered, draws, place, text_of
from looks.shown import colours
from looks.styles import Style
from looks.written import Book, Cell, Tab

LEAST, LEAST_DRAWN = 4.5, 3.0
"""Of texts, and of marks that draw: arrows and lines."""
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
PAPER = "FFFFFF"


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours (RRGGBB), 1 to 21, as WCAG 2 does."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def pale(book: Book, tab: Tab) -> list[Finding]:
    """Find formats whose text has too little contrast to its fill: of cells, of conditional formats,
    over data bars and in charts. Each pair of colours is told once, with its first cell.
    """
    found: dict[tuple[str, str], Finding] = {}
    for where, font, fill, what in (*_cells(book, tab), *_conditional(book, tab), *_charts(tab)):
        got, least = contrast(font, fill), LEAST_DRAWN if what == "mark" else LEAST
        if got < least:
            one = Finding(
                "contrast", tab.name, where, f"{what} #{font} on #{fill}", least, round(got, 2)
            )
            found.setdefault((font, fill), one)
    return list(found.values())


def _held(book: Book, tab: Tab) -> Iterator[tuple[Cell, Style]]:
    """Give the cells that show a text, or may: an input cell, a formula that says nothing now."""
    for cell in tab.cells.values():
        style = book.styles.cells[cell.style]
        # what is not locked is typed into
        if style.number == ";;;" or not (cell.computed or cell.value or not style.locked):
            continue
        shows = cell.computed or not style.locked or text_of(book, cell).strip()
        if shows and tab.seen(cell) and not covered(tab, cell):
            yield cell, style


Pair = tuple[str, str, str, str]
"""Where, the text's colour, the fill's, what it is."""


def _cells(book: Book, tab: Tab) -> Iterator[Pair]:
    seen = set()
    for cell, style in _held(book, tab):
        if cell.style not in seen:
            seen.add(cell.style)
            for font in (style.font.colour, *colours(style.number)):
                yield place(cell), font, style.fill or PAPER, _what(cell)


def _what(cell: Cell) -> str:
    return "mark" if cell.kind == "s" and draws(cell.value) else "text"


def _conditional(book: Book, tab: Tab) -> Iterator[Pair]:
    runs = _runs(book, tab)
    for rule in tab.rules:
        change = book.styles.differences[rule.difference] if rule.difference is not None else None
        if change is not None and change.number == ";;;":
            continue
        styles = {
            cell.style: cell
            for left, top, right, bottom in rule.areas
            for column in range(left, right + 1)
            for cell, last in runs.get(column, ())
            if cell.row <= bottom and last >= top
        }
        for number, cell in styles.items():
            style = book.styles.cells[number]
            if change is not None:
                font = change.colour or style.font.colour
                yield place(cell), font, change.fill or style.fill or PAPER, "conditional"
            elif rule.bar:
                yield place(cell), style.font.colour, rule.bar, "data bar"


def _runs(book: Book, tab: Tab) -> dict[int, list[tuple[Cell, int]]]:
    """Give by column its runs of one style: the first cell of each and its last row."""
    runs: dict[int, list[tuple[Cell, int]]] = {}
    for cell, _ in sorted(_held(book, tab), key=lambda one: one[0].row):
        column = runs.setdefault(cell.column, [])
        if column and column[-1][0].style == cell.style and column[-1][1] == cell.row - 1:
            column[-1] = (column[-1][0], cell.row)
        else:
            column.append((cell, cell.row))
    return runs


def _charts(tab: Tab) -> Iterator[Pair]:
    for chart in tab.charts:
        back = _solid(chart.find(f"{C}spPr")) or PAPER
        within = {
            id(one): _solid(series.find(f"{C}spPr")) or back
            for kind in chart.iterfind(f".//{C}plotArea/*")
            for series in kind.iterfind(f"{C}ser")
            for labels in series.iterfind(f"{C}dLbls")
            if _inside(kind, labels)
            for one in labels.iter()
        }
        for kind in (f"{A}defRPr", f"{A}rPr"):
            for words in chart.iter(kind):
                font = _solid(words)
                if font:
                    yield "chart", font, within.get(id(words), back), "text"


def _inside(kind: ET.Element, labels: ET.Element) -> bool:
    """Tell whether a series' labels stand on its fill: those of stacked bars do, unless told not to."""
    at, grouping = labels.find(f"{C}dLblPos"), kind.find(f"{C}grouping")
    if at is not None:
        return re.match("ctr|in", at.get("val", "")) is not None
    return grouping is not None and "tacked" in grouping.get("val", "")


def _solid(one: ET.Element | None) -> str | None:
    colour = one.find(f"{A}solidFill/{A}srgbClr") if one is not None else None
    return (colour.get("val") or "").upper() or None if colour is not None else None
