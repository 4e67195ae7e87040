"""Formulas of a tab that say the same of their own place: each is written once and shared, as Excel
does with a formula that is filled in over an area.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import sub

from btobsheet.layout.address import column_number, letters
from btobsheet.layout.tabs.canvas import Placed
from btobsheet.layout.tabs.shapes import Expr
from btobsheet.quickclass import dataclass

_REFERENCE = re.compile(r"(?<![\w.$])\$?([A-Z]{1,3})\$?([0-9]{1,7})(?![\w(])")
_HOLE = "\x00"
_FEWEST = 3
"""So many cells have to say the same for it to be worth while."""

Cell = tuple[int, int]


@dataclass(frozen=True)
class Repeated:
    """A formula as it stands in the first of its cells, which are in the order of rows."""

    formula: str
    cells: tuple[Cell, ...]


_Told = tuple[Cell, tuple[int, ...]]
"""A cell, and the rows and columns that its formula refers to, in turns."""


def repeated(cells: Mapping[Cell, Placed]) -> tuple[list[Repeated], list[Cell]]:
    """Give the formulas that may be shared, and the cells of all others."""
    alike: dict[str, list[_Told]] = {}
    alone: list[Cell] = []
    for cell in sorted(cells):
        content = cells[cell].content
        if isinstance(content, Expr):
            # Excel shares no formula that refers to another tab
            if "!" in content.text:
                alone.append(cell)
            else:
                skeleton, references = _taken_apart(content.text)
                alike.setdefault(skeleton, []).append((cell, references))
    found: list[Repeated] = []
    for skeleton, told in alike.items():
        for part in _parted(told):
            if len(part) < _FEWEST:
                alone += [cell for cell, _ in part]
            else:
                found.append(Repeated(_written(skeleton, part), tuple(cell for cell, _ in part)))
    return found, alone


@lru_cache(maxsize=16_384)  # who merges, or makes many workbooks, meets the same ones again
def _taken_apart(formula: str) -> tuple[str, tuple[int, ...]]:
    """Leave the references of a formula open, those in texts aside."""
    parts = formula.split('"')
    found: list[int] = []
    for at in range(0, len(parts), 2):
        pieces = _REFERENCE.split(parts[at])
        if len(pieces) > 1:
            for name, row in zip(pieces[1::3], pieces[2::3], strict=True):
                found += (int(row), _number_of(name))
            parts[at] = _HOLE.join(pieces[::3])
    return '"'.join(parts), tuple(found)


_number_of = lru_cache(maxsize=None)(column_number)


def _parted(told: list[_Told]) -> Iterator[list[_Told]]:
    """Part cells until every reference is one place for all of a part, or as far from each."""
    if len(told) < _FEWEST:
        yield told
        return
    own = [*zip(*(cell for cell, _ in told), strict=True)]
    for at, places in enumerate(zip(*(references for _, references in told), strict=True)):
        if places.count(places[0]) == len(places):
            continue
        ways = [*map(sub, places, own[at % 2])]
        if ways.count(ways[0]) == len(ways):
            continue
        keys = min(places, ways, key=lambda keys: len(set(keys)))
        for part in _by(told, keys):
            yield from _parted(part)
        return
    # the first cell has to be the corner of the area that Excel is told
    if told[0][0][1] > min(own[1]):
        yield from _by(told, own[1])
        return
    yield told


def _by(told: Sequence[_Told], keys: Iterable[int]) -> list[list[_Told]]:
    found: dict[int, list[_Told]] = {}
    for one, key in zip(told, keys, strict=True):
        found.setdefault(key, []).append(one)
    return list(found.values())


def _written(skeleton: str, part: Sequence[_Told]) -> str:
    """Write the formula of a part's first cell: what moves with the cell without its $."""
    pieces = skeleton.split(_HOLE)
    first = part[0][1]
    moves = [
        places.count(places[0]) != len(places)
        for places in zip(*(references for _, references in part), strict=True)
    ]
    made = [pieces[0]]
    for at, piece in enumerate(pieces[1:]):
        row, column = first[2 * at : 2 * at + 2]
        name = letters(column) if moves[2 * at + 1] else f"${letters(column)}"
        made += [name, str(row) if moves[2 * at] else f"${row}", piece]
    return "".join(made)


def first_of(found: Iterable[Repeated]) -> dict[Cell, Cell]:
    """Give the first cell of each cell's formula."""
    return {cell: one.cells[0] for one in found for cell in one.cells}
