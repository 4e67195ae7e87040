"""Formulas of a tab that say the same of their own place: each is written once and shared, as Excel
does with a formula that is filled in over an area.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

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


@dataclass(frozen=True)
class _Told:
    """A cell, and what its formula refers to: rows and columns in the order of the references."""

    cell: Cell
    references: tuple[Cell, ...]

    def absolute(self, at: int, axis: int) -> int:
        """Give the row (0) or the column (1) that a reference names."""
        return self.references[at][axis]

    def offset(self, at: int, axis: int) -> int:
        """Give the same, counted from the cell."""
        return self.references[at][axis] - self.cell[axis]


def repeated(cells: Mapping[Cell, Placed]) -> tuple[list[Repeated], list[Cell]]:
    """Give the formulas that may be shared, and the cells of all others."""
    alike: dict[str, list[_Told]] = {}
    alone: list[Cell] = []
    for cell in sorted(cells):
        content = cells[cell].content
        if isinstance(content, Expr):
            skeleton, references = _taken_apart(content.text)
            # Excel shares no formula that refers to another tab
            if "!" in content.text:
                alone.append(cell)
            else:
                alike.setdefault(skeleton, []).append(_Told(cell, references))
    found: list[Repeated] = []
    for skeleton, told in alike.items():
        for part in _parted(told):
            if len(part) < _FEWEST:
                alone += [one.cell for one in part]
            else:
                found.append(Repeated(_written(skeleton, part), tuple(one.cell for one in part)))
    return found, alone


def _taken_apart(formula: str) -> tuple[str, tuple[Cell, ...]]:
    """Leave the references of a formula open, those in texts aside."""
    parts, found = formula.split('"'), []
    for at in range(0, len(parts), 2):
        found += [(int(row), column_number(name)) for name, row in _REFERENCE.findall(parts[at])]
        parts[at] = _REFERENCE.sub(_HOLE, parts[at])
    return '"'.join(parts), tuple(found)


def _parted(told: Sequence[_Told]) -> Iterator[list[_Told]]:
    """Part cells until every reference is one place for all of a part, or as far from each."""
    if len(told) < _FEWEST:
        yield list(told)
        return
    for at in range(len(told[0].references)):
        for axis in (0, 1):
            places = _by(told, [one.absolute(at, axis) for one in told])
            ways = _by(told, [one.offset(at, axis) for one in told])
            if len(places) > 1 and len(ways) > 1:
                for part in min(places, ways, key=len):
                    yield from _parted(part)
                return
    # the first cell has to be the corner of the area that Excel is told
    if told[0].cell[1] > min(one.cell[1] for one in told):
        for part in _by(told, [one.cell[1] for one in told]):
            yield part
        return
    yield list(told)


def _by(told: Sequence[_Told], keys: Iterable[int]) -> list[list[_Told]]:
    found: dict[int, list[_Told]] = {}
    for one, key in zip(told, keys, strict=True):
        found.setdefault(key, []).append(one)
    return list(found.values())


def _written(skeleton: str, part: Sequence[_Told]) -> str:
    """Write the formula of a part's first cell: what moves with the cell without its $."""
    pieces = skeleton.split(_HOLE)
    made = [pieces[0]]
    for at, piece in enumerate(pieces[1:]):
        row, column = part[0].references[at]
        moves = [len({one.absolute(at, axis) for one in part}) > 1 for axis in (0, 1)]
        name = letters(column) if moves[1] else f"${letters(column)}"
        made += [name, str(row) if moves[0] else f"${row}", piece]
    return "".join(made)


def first_of(found: Iterable[Repeated]) -> dict[Cell, Cell]:
    """Give the first cell of each cell's formula."""
    return {cell: one.cells[0] for one in found for cell in one.cells}
