"""What can be measured of a written workbook's looks: the scale on paper, texts longer than their
cells, contrast, what lies outside print areas.

Each measure gives findings; an empty list is good.
"""

from __future__ import annotations

import fnmatch
import re
from dataclasses import dataclass
from functools import lru_cache

from looks.faces import line_count, lines_height, pixels
from looks.shown import is_date, shown
from looks.styles import Style
from looks.written import Area, Book, Cell, Tab
from openpyxl.utils import get_column_letter

PAPERS = {1: (8.5, 11.0), 8: (11.69, 16.54), 9: (8.27, 11.69), 11: (5.83, 8.27)}
"""Width and height in inches, upright: Letter, A3, A4, A5."""
PADDING = 3
"""Pixels of a cell that no text reaches: its grid line and the air beside it."""
INDENT = 9
BARS = 44
SLACK = 1.5
"""Pixels by which a text may be too long: rounding, no more."""
DRAWS = set("▶▼▲◀→←↓↑↺│─└├┬┴┼┤┐┌┘━┃┏┗ \u3000")
ERRORS = re.compile(r"#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)|#{3,}")


@dataclass(frozen=True)
class Finding:
    """A fault: of which measure, where, and the figures (need and have, in the measure's unit)."""

    measure: str
    tab: str
    place: str
    what: str
    need: float
    have: float

    def __str__(self) -> str:
        """Say it in one line."""
        return (
            f"{self.measure:9} {self.tab} {self.place}: {self.what[:60]!r}"
            f" needs {self.need:g}, has {self.have:g}"
        )


def place(cell: Cell) -> str:
    """Give a cell's address."""
    return f"{get_column_letter(cell.column)}{cell.row}"


def text_of(book: Book, cell: Cell) -> str:
    """Give what a cell shows."""
    return shown(cell.kind, cell.value, book.styles.cells[cell.style].number)


def draws(text: str) -> bool:
    """Tell whether a text is arrows and lines only: a drawing, which nobody reads."""
    return set(text) <= DRAWS


@lru_cache(maxsize=16)
def texts(book: Book, tab: Tab) -> tuple[tuple[Cell, Style, str], ...]:
    """Give the cells of a tab that show something, with their styles and texts."""
    found = []
    for cell in tab.cells.values():
        if cell.value and tab.seen(cell) and not covered(tab, cell):
            text = text_of(book, cell)
            if text.strip() and not (cell.kind == "n" and _hidden_by_rule(book, tab, cell)):
                found.append((cell, book.styles.cells[cell.style], text))
    return tuple(found)


def _hidden_by_rule(book: Book, tab: Tab, cell: Cell) -> bool:
    """Tell whether a conditional format may hide a number: its condition is not computed here."""
    return any(
        inside(area, cell.row, cell.column)
        for rule in tab.rules
        if rule.difference is not None and book.styles.differences[rule.difference].number == ";;;"
        for area in rule.areas
    )


def covered(tab: Tab, cell: Cell) -> bool:
    """Tell whether a cell lies under the first one of a merged area."""
    area = tab.merge_of.get((cell.row, cell.column))
    return area is not None and area[:2] != (cell.column, cell.row)


# --- paper


def room(tab: Tab) -> tuple[float, float]:
    """Give the inches of a page between its margins, wide and high."""
    short, long = PAPERS[tab.paper.size]
    wide, high = (long, short) if tab.paper.landscape else (short, long)
    left, right, top, bottom = tab.paper.margins
    return wide - left - right, high - top - bottom


def printed_scale(tab: Tab) -> float:
    """Give the scale at which a tab is printed, 1 = as large as on the screen."""
    if tab.paper.fit is None:
        return tab.paper.scale / 100
    left, top, right, bottom = tab.printed()
    wide = sum(tab.width(column) for column in range(left, right + 1)) / 96
    high = sum(tab.height(row) for row in range(top, bottom + 1)) / 96
    across, down = tab.paper.fit
    page_wide, page_high = room(tab)
    scales = [1.0]
    if across and wide:
        scales.append(across * page_wide / wide)
    if down and high:
        scales.append(down * page_high / high)
    return int(min(scales) * 100) / 100


def too_small(tab: Tab, least: float) -> list[Finding]:
    """Find a tab printed at a smaller scale than the least."""
    scale = printed_scale(tab)
    return [Finding("scale", tab.name, "", "printed", least, scale)] if scale < least else []


def small_print(book: Book, tab: Tab, least: float, heads: float) -> list[Finding]:
    """Find printed texts of fewer points than the least; in the repeated heads, fewer nominal points
    than ``heads`` (0 = as everywhere).
    """
    scale, area = printed_scale(tab), tab.printed()
    first, last = tab.heads or (0, -1)
    found = []
    for cell, style, text in texts(book, tab):
        if not inside(area, cell.row, cell.column):
            continue
        if heads and first <= cell.row <= last and style.font.size >= heads:
            continue
        if draws(text):
            continue
        if style.font.size * scale < least - 0.01:
            size = style.font.size * scale
            found.append(Finding("points", tab.name, place(cell), text, least, round(size, 2)))
    for chart in tab.charts:
        sizes = [int(one.get("sz", "0")) / 100 for one in chart.iter() if one.get("sz")]
        found += [
            Finding("points", tab.name, "chart", "a text of a chart", least, round(size * scale, 2))
            for size in sizes
            if 0 < size * scale < least - 0.01
        ]
    return found


def inside(area: Area, row: int, column: int) -> bool:
    """Tell whether a cell lies in an area."""
    return area[0] <= column <= area[2] and area[1] <= row <= area[3]


def outside(book: Book, tab: Tab) -> list[Finding]:
    """Find what is seen on the screen and not printed; links to other tabs are no part of the page."""
    area = tab.printed()
    found = [
        Finding("outside", tab.name, place(cell), text, 0, 1)
        for cell, _, text in texts(book, tab)
        if not inside(area, cell.row, cell.column) and (cell.row, cell.column) not in tab.links
    ]
    for left, top, right, bottom in tab.drawn:
        if not (inside(area, top, left) and inside(area, bottom - 1, right - 1)):
            corner = f"{get_column_letter(left)}{top}"
            found.append(Finding("outside", tab.name, corner, "a chart", 0, 1))
    return found


def not_at_once(tab: Tab, keys: tuple[str, ...], screen: int) -> list[Finding]:
    """Find columns (by their keys in row 1, as patterns) that a screen of this many pixels does not
    show before anyone scrolls. Row heads and the bar to scroll with take 44 pixels.
    """
    found = []
    for key in keys:
        columns = [
            cell
            for (row, _), cell in tab.cells.items()
            if row == 1 and fnmatch.fnmatchcase(cell.value, key)
        ]
        if not columns:
            found.append(Finding("first", tab.name, "", f"no column {key}", 1, 0))
        for cell in columns:
            right = sum(tab.width(column) for column in range(1, cell.column + 1))
            if not tab.width(cell.column) or right > screen - BARS:
                what = cell.value if tab.width(cell.column) else f"{cell.value} (hidden)"
                found.append(Finding("first", tab.name, place(cell), what, right, screen - BARS))
    return found


def broken(book: Book, tab: Tab) -> list[Finding]:
    """Find error values, and texts of #."""
    return [
        Finding("error", tab.name, place(cell), text, 0, 1)
        for cell, _, text in texts(book, tab)
        if cell.kind == "e" or ERRORS.fullmatch(text)
    ]


# --- texts and their cells


def too_long(book: Book, tab: Tab) -> list[Finding]:
    """Find texts that their cells cut off, numbers shown as ### and styles that shrink their text (each
    told once).
    """
    found, shrinking = [], set()
    for cell, style, text in texts(book, tab):
        if draws(text):
            continue
        if style.shrink and cell.style not in shrinking:
            shrinking.add(cell.style)
            found.append(Finding("shrink", tab.name, place(cell), text, 0, 1))
        need, have = _needs(tab, cell, style, text)
        if need > have + SLACK:
            name = "number" if cell.kind == "n" else "text"
            found.append(Finding(name, tab.name, place(cell), text, round(need), round(have)))
    return found


def _needs(tab: Tab, cell: Cell, style: Style, text: str) -> tuple[float, float]:
    """Give the pixels a text needs and has: high where it is too high or turned, else wide.

    A row without a set height is as high as the usual one: LibreOffice does not make it higher.
    """
    merged = tab.merge_of.get((cell.row, cell.column))
    left, top, right, bottom = merged or (cell.column, cell.row, cell.column, cell.row)
    wide = sum(tab.width(column) for column in range(left, right + 1)) - PADDING
    wide -= style.indent * INDENT
    high = sum(tab.height(row) for row in range(top, bottom + 1))
    if style.turned in (90, 180, 255):
        return pixels(text, style.font), high - PADDING
    lines = line_count(text, style.font, wide) if style.wrap else text.count("\n") + 1
    tall = lines_height(lines, style.font)
    if tall > high + SLACK:
        return tall, high
    if cell.kind == "n" or style.horizontal == "fill":
        return _number_needs(style, text, wide)
    if style.wrap:
        word = max(pixels(part, style.font) for part in (re.findall(r"[!-~]+", text) or [""]))
        return (word, wide) if word > wide + SLACK else (tall, high)
    line = max(pixels(part, style.font) for part in text.split("\n"))
    return line, wide if merged else wide + _spilled(tab, cell, style)


def _number_needs(style: Style, text: str, wide: float) -> tuple[float, float]:
    """Give what a number needs; a general one is rounded to fit, so only its whole part counts."""
    if style.number == "General" and not is_date(style.number):
        text = text.partition(".")[0]
    return pixels(text, style.font), wide


def _spilled(tab: Tab, cell: Cell, style: Style) -> float:
    """Give the pixels of empty neighbours a text may run into; not out of the print area."""
    area = tab.printed()
    sides = {"right": (-1,), "center": (-1, 1)}.get(style.horizontal, (1,))
    free = {step: _free(tab, cell, step, area) for step in sides}
    return 2 * min(free.values()) if len(free) > 1 else next(iter(free.values()))


def _free(tab: Tab, cell: Cell, step: int, area: Area) -> float:
    free, column = 0.0, cell.column + step
    bounded = tab.area is not None and inside(area, cell.row, cell.column)
    while 1 <= column <= cell.column + 60 and (not bounded or inside(area, cell.row, column)):
        other = tab.cells.get((cell.row, column))
        if (cell.row, column) in tab.merge_of or (other and (other.value or other.computed)):
            break
        free += tab.width(column)
        column += step
    return free
