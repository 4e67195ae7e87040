"""Every word of a copy that a merge does not take over, with its cell: nothing is left unsaid.

What merging compares are the input cells of the tables' rows. Here is all else that a person can
write into a workbook: below and beside the tables, over formulas, on output tabs and tabs of their
own, and input cells that say nothing (an error value, a formula without a value, a text too long).
What stands in the master alike is no word of the copy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from btobsheet.excel.patch.cells import fits
from btobsheet.excel.patch.edits import tabs_of_ours
from btobsheet.excel.raw.cells import Cell, Grid, SheetGrid
from btobsheet.excel.raw.grid import read_grid
from btobsheet.excel.read.keys import IDENTITY_SHEET
from btobsheet.excel.read.located import Located
from btobsheet.layout.address import a1
from btobsheet.layout.book import BOOK
from btobsheet.layout.rows.ids import canonical_id
from btobsheet.layout.tabs.guide import issue_words
from btobsheet.layout.twin.personal import PICK
from btobsheet.layout.typed.text import composed, is_blank, is_error, plain
from btobsheet.plan.cells import SETTINGS, Key
from btobsheet.plan.records import ID_LETTERS
from btobsheet.quickclass import dataclass
from btobsheet.sharing.merge.left import Unsaid
from btobsheet.sharing.merge.log import LOG_TAB
from btobsheet.sharing.opened import Book, formula_texts, ids_by_row
from btobsheet.wording import LANGUAGES, text

_HIDDEN = frozenset(
    (IDENTITY_SHEET, LOG_TAB, *(one.key for one in BOOK.sheets if one.kind == "hidden"))
)
_ALIKE = 0.5


class Master:
    """The master's cells, to tell what a copy holds beyond them."""

    def __init__(self, book: Book) -> None:
        """Take the master."""
        self.book = book

    @cached_property
    def grid(self) -> Grid:
        """All of its cells."""
        return read_grid(self.book.data, self.book.file)

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
        ids = ids_by_row(self.book.rows)
        return {
            (table, ids[table, row], field): cell.value
            for table, located in self.book.result.tables.items()
            for row, cells in self.sheets[located.sheet.name].rows.items()
            if (table, row) in ids
            for number, cell in cells.items()
            if (field := located.columns.get(number) or located.computed.get(number))
        }

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


def not_taken(
    copies: Mapping[str, Book], master: Book, notes: Iterable[Unsaid]
) -> Iterator[Unsaid]:
    """Name all words of copies that merging does not take over, copy by copy."""
    beside, left = Master(master), list(notes)
    for file, copy in sorted(copies.items()):
        if copy.data == master.data:
            continue
        yield from unsaid(file, copy, beside)
        yield from (one for one in left if one.file == file)


def unsaid(file: str, copy: Book, master: Master) -> list[Unsaid]:
    """Name the words of a copy's cells that merging does not take over, tab by tab."""
    grid = read_grid(copy.data, copy.file)
    ours = set(tabs_of_ours(copy.data))
    computes = any(cell.formula for sheet in grid.sheets for _, _, cell in _cells(sheet))
    found: list[Unsaid] = []
    for sheet in grid.sheets:
        if sheet.name.casefold() in _HIDDEN or sheet.name in ours:
            continue
        tables = {
            table: one for table, one in copy.result.tables.items() if one.sheet.name == sheet.name
        }
        partner = master.partner(sheet, tables)
        tab = _Tab(file, sheet, partner, computes, _part_words(copy))
        if tables:
            found += _Planning(tab, copy, tables, master).told()
        elif partner:
            found += tab.excess(tab.typed(), lambda _: "output") if computes else []
        else:
            found += [tab.told(at, cell, "own_tab") for *at, cell in _cells(sheet) if _word(cell)]
    return [*found, *_settings(file, copy, master)]


def _part_words(copy: Book) -> tuple[str, ...]:
    """Give what a part of a plan says of itself, which the master does not."""
    words = issue_words(copy.identity.issue, copy.result.plan.language)
    return tuple(composed(plain(word)) for word in words)


def _cells(sheet: SheetGrid) -> Iterator[tuple[int, int, Cell]]:
    for row, cells in sorted(sheet.rows.items()):
        for column, cell in sorted(cells.items()):
            yield row, column, cell


def _word(cell: Cell) -> str:
    """Give a cell's word; of a formula without a value the formula."""
    if cell.value is None:
        return f"={cell.formula}" if cell.formula else ""
    return composed(plain(cell.value))


def _likeness(one: SheetGrid, other: SheetGrid) -> float:
    """Give which part of a tab's constants stands in the same cells of another."""
    constants = [(row, column, cell.value) for row, column, cell in _cells(one) if not cell.formula]
    alike = sum(
        row in other.rows and column in other.rows[row] and other.rows[row][column].value == value
        for row, column, value in constants
    )
    return alike / len(constants) if constants else 0.0


@dataclass(frozen=True)
class _Tab:
    """One tab of a copy beside the same tab of the master's."""

    file: str
    sheet: SheetGrid
    partner: SheetGrid | None
    computes: bool
    part: tuple[str, ...]

    def told(self, at: Iterable[int], cell: Cell, kind: str) -> Unsaid:
        row, column = at
        return Unsaid(self.file, self.sheet.name, a1(row, column), kind, _word(cell))

    def typed(self) -> list[tuple[int, int, Cell]]:
        """Give the constants of a tab of formulas, without what people choose there to look at."""
        heads = tuple(text(language, "workbook.guide.identity") for language in LANGUAGES)
        return [
            (row, column, cell)
            for row, column, cell in _cells(self.sheet)
            if not cell.formula
            and (row, column) != PICK
            and not _word(cell).startswith(heads)
            and _word(cell) not in self.part
        ]

    def excess(
        self, cells: Iterable[tuple[int, int, Cell]], kind: Callable[[int], str]
    ) -> list[Unsaid]:
        """Name the words among cells that the master's tab does not hold, or not as often."""
        there = self.partner.rows if self.partner else {}
        stock = Counter(
            _word(cell) for _, _, cell in (_cells(self.partner) if self.partner else ())
        )
        loose = []
        for row, column, cell in cells:
            word = _word(cell)
            same = there.get(row, {}).get(column)
            if word and same is not None and _word(same) == word:
                stock[word] -= 1
            elif word:
                loose.append((row, column, cell))
        found = []
        for row, column, cell in loose:
            word = _word(cell)
            if stock[word] > 0:
                stock[word] -= 1
            else:
                found.append(self.told((row, column), cell, kind(row)))
        return found


class _Planning:
    """One tab of a copy that holds tables."""

    def __init__(
        self, tab: _Tab, copy: Book, tables: Mapping[str, Located], master: Master
    ) -> None:
        self.tab, self.copy, self.tables, self.master = tab, copy, tables, master
        self.rows = {
            table: {row.origin.row for row in copy.rows.get(table, ())} for table in tables
        }
        self.ids = ids_by_row(copy.rows)
        self.owners = {
            number: table
            for table, located in tables.items()
            for number in (*located.columns, *located.computed)
        }
        self.formulas = (
            {cell.formula for _, _, cell in _cells(tab.partner) if cell.formula}
            if tab.partner
            else set[str]()
        )
        self.keeps = {
            table: any(
                cell.formula and number in located.computed for _, number, cell in _cells(tab.sheet)
            )
            for table, located in tables.items()
        }

    def told(self) -> list[Unsaid]:
        found: list[Unsaid] = []
        outside: list[tuple[int, int, Cell]] = []
        for row, column, cell in _cells(self.tab.sheet):
            table = self.owners.get(column, "")
            if table and row in self.rows[table]:
                kind = self._kind(table, row, column, cell)
                found += [self.tab.told((row, column), cell, kind)] if kind else []
            elif not self._is_ours(table, row, cell):
                outside.append((row, column, cell))
        below = {row for _, row in self._below(outside)}
        return [
            *found,
            *self.tab.excess(outside, lambda row: "below" if row in below else "margin"),
        ]

    def _below(self, cells: Iterable[tuple[int, int, Cell]]) -> Iterator[tuple[str, int]]:
        """Give the rows in which something stands under a table's columns that is no row of it."""
        for row, column, _ in cells:
            table = self.owners.get(column, "")
            if table and row > self.tables[table].header_row:
                yield table, row

    def _is_ours(self, table: str, row: int, cell: Cell) -> bool:
        """Tell whether a cell outside of the rows holds a formula of ours: those above the headers,
        and in spare rows.
        """
        above = row <= min(located.header_row for located in self.tables.values())
        if not cell.formula:
            return above and not self.tab.computes
        if cell.formula in self.formulas:
            return True
        below = bool(table) and self.tables[table].header_row < row
        return not is_blank(cell.value) and (above or below)

    def _kind(self, table: str, row: int, column: int, cell: Cell) -> str:
        """Say why a cell of a table's row is not taken over; nothing where it is."""
        located = self.tables[table]
        field = located.columns.get(column, "")
        key = table, self.ids.get((table, row), ""), field or located.computed.get(column, "")
        if not field:
            typed = self.keeps[table] and not cell.formula and not is_blank(cell.value)
            same = key in self.master.cells and self.master.cells[key] == cell.value
            return "computed" if typed and not same else ""
        if field == "id":
            word = plain(cell.value)
            lost = word and table in ID_LETTERS and not canonical_id(table, word)
            return "number" if lost else ""
        if field == "examples":  # a mark of ours, but a person's word may stand there
            return "" if is_blank(cell.value) or plain(cell.value).startswith(";") else "margin"
        if self.master.formulas.get(key, "") == (cell.formula or None):
            return ""
        if is_error(cell.value):
            return "" if self.master.cells.get(key) == cell.value else "error"
        if cell.value is None:
            return "uncomputed" if cell.formula else ""
        return "" if fits(str(cell.value)) else "too_long"


def _settings(file: str, copy: Book, master: Master) -> Iterator[Unsaid]:
    """Name the values of settings that the master does not have, or that stand twice."""
    located = copy.result.tables.get(SETTINGS)
    known, seen = master.book.snapshot.tables.get(SETTINGS, {}), set[str]()
    for said in copy.result.understood.settings if located else ():
        one = said.spec.id if said.spec else said.name
        words = {"id": said.name if one not in known else "", "value": plain(said.raw)}
        for field, word in words.items() if one not in known or one in seen else ():
            place = said.row.origin.place(field)
            if word:
                yield Unsaid(file, place.sheet, place.cell, "setting", word)
        seen.add(one)
