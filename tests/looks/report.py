"""Print what the measures find in a workbook: python tests/looks/report.py FILE.xlsx [PART OF A TAB'S
NAME]

For each tab its scale on paper and its fewest printed points, then the findings. The scale wanted
is that of output tabs; tests/looks/test_looks.py says which tab may be smaller.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from looks.contrast import pale
from looks.faces import missing
from looks.measures import (
    Finding,
    broken,
    inside,
    outside,
    printed_scale,
    room,
    small_print,
    texts,
    too_long,
    too_small,
)
from looks.written import Book, Tab, read_book

SCALE, POINTS, HEADS = 0.95, 9.0, 8.0
MOST = 40
"""Findings of one measure shown per tab."""


def findings(book: Book, tab: Tab) -> list[Finding]:
    """Measure one tab as an output tab; the texts of cells only where fonts are here."""
    return [
        *too_small(tab, SCALE),
        *small_print(book, tab, POINTS, HEADS),
        *outside(book, tab),
        *broken(book, tab),
        *pale(book, tab),
        *(too_long(book, tab) if not missing() else ()),
    ]


def facts(book: Book, tab: Tab) -> str:
    """Say how a tab stands on paper."""
    left, top, right, bottom = area = tab.printed()
    wide = sum(tab.width(column) for column in range(left, right + 1))
    high = sum(tab.height(row) for row in range(top, bottom + 1))
    scale = printed_scale(tab)
    sizes = [
        style.font.size
        for cell, style, _ in texts(book, tab)
        if inside(area, cell.row, cell.column)
    ]
    room_wide, room_high = (inches * 96 for inches in room(tab))
    return (
        f"== {tab.name}: {wide:.0f} x {high:.0f} px on {room_wide:.0f} x {room_high:.0f}"
        f" -> {scale:.0%}, smallest text {min(sizes, default=0) * scale:.1f} pt"
    )


def main() -> None:
    """Print all findings of a workbook."""
    book = read_book(Path(sys.argv[1]))
    normal = book.styles.normal
    print(f"Normal style: {normal.name} {normal.size:g}, a digit of {book.tabs[0].digit:g} px")
    print(missing() or "texts are measured with the fonts at hand")
    for tab in book.shown():
        if len(sys.argv) > 2 and sys.argv[2] not in tab.name:
            continue
        found = findings(book, tab)
        counts = Counter(one.measure for one in found)
        print(facts(book, tab), dict(counts) or "nothing found")
        told: Counter[str] = Counter()
        for one in found:
            told[one.measure] += 1
            if told[one.measure] <= MOST:
                print("  ", one)


if __name__ == "__main__":
    main()
