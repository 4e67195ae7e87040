"""A copy's tabs beside the same tabs of the master: what a copy holds beyond them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache

from btobsheet.excel.raw.cells import Cell, Grid, SheetGrid
from btobsheet.layout.address import a1
from btobsheet.layout.geometry import TableGeometry
from btobsheet.layout.spec import Table
from btobsheet.layout.typed.text import composed, plain
from btobsheet.plan.calendar import Month
from btobsheet.plan.cells import Key
from btobsheet.quickclass import dataclass
from btobsheet.sharing.merge.left import Unsaid
from btobsheet.sharing.opened import Book, formula_texts
from btobsheet.sharing.pick import pick_of
from btobsheet.wording import LANGUAGES, text, texts
from btobsheet.wording.words import SHOWN

_ALIKE = 0.5
_ABOVE_TABLES = ("hint.", "band.", "calendar.")
"""The former words that stood above tables."""


class Master:
    """The master's cells, to tell what a copy holds beyond them."""

    def __init__(self, book: Book) -> None:
        """Take the master."""
        self.book = book

    @property
    def grid(self) -> Grid:
        """All of its cells."""
        return self.book.result.grid

    @cached_property
    def sheets(self) -> Mapping[str, SheetGrid]:
        """Its tabs by name."""
        return {sheet.name: sheet for sheet in self.grid.sheets}

    @cached_property
    def formulas(self) -> Mapping[Key, str]:
        """The formulas that stand in its input cells."""
        return formula_texts(self.book)

    @cached_property
    def cells(self) -> Mapping[Key, object]:
        """What stands in the tables' cells, computed ones too."""
        ids = self.book.ids
        return {
            (table, ids[table, row], field): cell.value
            for table, located in self.book.result.tables.items()
            for row, cells in self.sheets[located.sheet.name].rows.items()
            if (table, row) in ids
            for number, cell in cells.items()
            if (field := located.columns.get(number) or located.computed.get(number))
        }

    @cached_property
    def written(self) -> Mapping[str, frozenset[str]]:
        """The formulas that stand anywhere in its tabs, by the tab's name."""
        return {
            name: frozenset(
                bare(cell.formula)
                for cells in sheet.rows.values()
                for cell in cells.values()
                if cell.formula
            )
            for name, sheet in self.sheets.items()
        }

    def outside(self, sheet: SheetGrid) -> Iterator[Cell]:
        """Give the cells of one of its tabs that are in no row of a table."""
        rows = {
            (number, row.origin.row)
            for table, located in self.book.result.tables.items()
            if located.sheet.name == sheet.name
            for number in (*located.columns, *located.computed)
            for row in self.book.rows.get(table, ())
        }
        return (cell for row, number, cell in cells_in(sheet) if (number, row) not in rows)

    def partner(self, sheet: SheetGrid, tables: Iterable[str]) -> SheetGrid | None:
        """Give the tab that a copy's tab is: by its tables, its name, or what stands in it."""
        located = [self.book.result.tables[one] for one in tables if one in self.book.result.tables]
        if located:
            return self.sheets[located[0].sheet.name]
        if sheet.name in self.sheets:
            return self.sheets[sheet.name]
        rated = [(_likeness(one, sheet), at) for at, one in enumerate(self.grid.sheets)]
        best, at = max(rated, default=(0.0, 0))
        return self.grid.sheets[at] if best >= _ALIKE else None


@dataclass(frozen=True)
class Tab:
    """One tab of a copy beside the same tab of the master's.

    ``computes``: the copy keeps formulas; ``part`` is what a part says of itself.
    """

    file: str
    sheet: SheetGrid
    partner: SheetGrid | None
    computes: bool
    part: tuple[str, ...]

    def told(self, at: Iterable[int], cell: Cell, kind: str) -> Unsaid:
        """Name a cell's word."""
        row, column = at
        return Unsaid(self.file, self.sheet.name, a1(row, column), kind, word_of(cell))

    def typed(self) -> list[tuple[int, int, Cell]]:
        """Give the constants of a tab of formulas, without what people choose there to look at."""
        pick = pick_of(self.sheet)
        heads = tuple(text(language, "workbook.guide.identity") for language in LANGUAGES)
        return [
            (row, column, cell)
            for row, column, cell in cells_in(self.sheet)
            if not cell.formula
            and (row, column) != pick
            and not word_of(cell).startswith(heads)
            and word_of(cell) not in self.part
            and word_of(cell) not in former_words()
        ]

    def excess(
        self,
        cells: Iterable[tuple[int, int, Cell]],
        kind: Callable[[int], str],
        known: Callable[[SheetGrid], Iterable[Cell]],
    ) -> list[Unsaid]:
        """Name the words among cells that the master's tab does not hold, or not as often; where it
        may hold them elsewhere is ``known``.
        """
        there = self.partner.rows if self.partner else {}
        loose, alike = [], Counter[str]()
        for row, column, cell in cells:
            word = word_of(cell)
            same = there.get(row, {}).get(column)
            if word and same is not None and word_of(same) == word:
                alike[word] += 1
            elif word:
                loose.append((row, column, cell))
        if not loose:
            return []
        stock = Counter(map(word_of, known(self.partner) if self.partner else ()))
        stock.subtract(alike)
        found = []
        for row, column, cell in loose:
            word = word_of(cell)
            if stock[word] > 0:
                stock[word] -= 1
            else:
                found.append(self.told((row, column), cell, kind(row)))
        return found


def all_cells(sheet: SheetGrid) -> Iterator[Cell]:
    """Give a tab's cells."""
    return (cell for _, _, cell in cells_in(sheet))


def cells_in(sheet: SheetGrid) -> Iterator[tuple[int, int, Cell]]:
    """Give a tab's cells with their rows and columns, in order."""
    for row, cells in sorted(sheet.rows.items()):
        for column, cell in sorted(cells.items()):
            yield row, column, cell


@lru_cache(maxsize=1)
def former_words() -> frozenset[str]:
    """Give what tabs of formulas said in earlier forms of the workbook, and do not any more; their
    legend had every status.
    """
    words = [word for language in LANGUAGES for word in texts(language, "former").values()]
    shown = (word for group in ("kpi_status", "action_state") for word in SHOWN[group])
    return frozenset(map(composed, (*words, *(label for one in shown for label in one.labels))))


@lru_cache(maxsize=1)
def former_hints() -> frozenset[str]:
    """Give what stood above the tables in earlier forms, and does not any more."""
    told = (item for language in LANGUAGES for item in texts(language, "former").items())
    return frozenset(composed(word) for key, word in told if key.startswith(_ABOVE_TABLES))


@lru_cache(maxsize=32)
def own_headers(table: Table, start: Month, unit: str) -> frozenset[str]:
    """Give what a table's columns are called in a plan of this start, in every language, with what
    they were called once.
    """
    made = [TableGeometry(table, start, language, unit, 0) for language in LANGUAGES]
    former = (word for column in table.columns for word in column.former_headers)
    now = (slot.header for geometry in made for slot in geometry.slots)
    return frozenset(composed(word) for word in (*now, *former) if word)


def bare(formula: str) -> str:
    """Give a formula without quotes around tabs' names: some programs write them, some do not."""
    return formula.replace("'", "")


def word_of(cell: Cell) -> str:
    """Give a cell's word; of a formula without a value the formula."""
    if cell.value is None:
        return f"={cell.formula}" if cell.formula else ""
    return composed(plain(cell.value))


def _likeness(one: SheetGrid, other: SheetGrid) -> float:
    """Give which part of a tab's constants stands in the same cells of another."""
    constants = [
        (row, column, cell.value) for row, column, cell in cells_in(one) if not cell.formula
    ]
    alike = sum(
        row in other.rows and column in other.rows[row] and other.rows[row][column].value == value
        for row, column, value in constants
    )
    return alike / len(constants) if constants else 0.0
