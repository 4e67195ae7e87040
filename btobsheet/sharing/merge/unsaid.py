"""Every word of a copy that a merge does not take over, with its cell: nothing is left unsaid.

What merging compares are the input cells of the tables' rows. Here is all else that a person can
write into a workbook: below and beside the tables, over formulas, on output tabs and tabs of their
own, and input cells that say nothing (an error value, a formula without a value, a text too long).
What stands in the master alike is no word of the copy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from btobsheet.excel.patch.cells import fits
from btobsheet.excel.patch.edits import tabs_of_ours
from btobsheet.excel.raw.cells import Cell, SheetGrid
from btobsheet.excel.read.located import Located
from btobsheet.layout.book import BOOK, declared
from btobsheet.layout.rows.identity import IDENTITY_SHEET
from btobsheet.layout.rows.ids import canonical_id
from btobsheet.layout.spec import KEY_ROW
from btobsheet.layout.tabs.guide import issue_words
from btobsheet.layout.typed.text import CellPicture, composed, is_blank, is_error, plain
from btobsheet.plan.cells import SETTINGS
from btobsheet.plan.records import ID_LETTERS
from btobsheet.sharing.merge.beside import (
    Master,
    Tab,
    all_cells,
    bare,
    cells_in,
    former_hints,
    own_headers,
    word_of,
)
from btobsheet.sharing.merge.drawn import Drawn
from btobsheet.sharing.merge.left import Unsaid
from btobsheet.sharing.merge.log import LOG_TAB
from btobsheet.sharing.opened import Book

_HIDDEN = frozenset(
    (IDENTITY_SHEET, LOG_TAB, *(one.key for one in BOOK.sheets if one.kind == "hidden"))
)

_COUNTERS = frozenset(2**month for month in range(1, 13))


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
    grid = copy.result.grid
    ours = set(tabs_of_ours(copy.data))
    computes = any(_computes(sheet) for sheet in grid.sheets)
    part = _part_words(copy)
    found: list[Unsaid] = []
    drawn = Drawn(copy.result.plan)
    for sheet in grid.sheets:
        if sheet.name.casefold() in _HIDDEN or sheet.name in ours:
            continue
        tables = {
            table: one for table, one in copy.result.tables.items() if one.sheet.name == sheet.name
        }
        partner = master.partner(sheet, tables)
        tab = Tab(file, sheet, partner, computes, part)
        if tables:
            found += _Planning(tab, copy, tables, master).told()
        else:
            found += _shown(tab, drawn)
    return [*found, *_settings(file, copy, master)]


def _computes(sheet: SheetGrid) -> bool:
    """Tell whether a tab keeps formulas."""
    return bool(sheet.unread) or any(
        cell.formula for cells in sheet.rows.values() for cell in cells.values()
    )


def _former_columns(sheet: SheetGrid, tables: Iterable[str]) -> frozenset[int]:
    """Give the columns that bear a key of ours which no column has any more: an earlier form's."""
    keys = ((number, plain(cell.value)) for number, cell in sheet.rows.get(KEY_ROW, {}).items())
    return frozenset(
        number
        for number, key in keys
        for table, _, name in [key.partition(".")]
        if table in tables
        and name.partition(".")[0].isidentifier()
        and declared(table, name) is None
    )


def _is_counter(cell: Cell) -> bool:
    """Tell whether a cell above a column holds one of the powers of two that count its months."""
    return cell.value in _COUNTERS


def _part_words(copy: Book) -> tuple[str, ...]:
    """Give what a part of a plan says of itself, which the master does not."""
    words = issue_words(copy.identity.issue, copy.result.plan.language)
    return tuple(composed(plain(word)) for word in words)


def _shown(tab: Tab, drawn: Drawn) -> list[Unsaid]:
    """Name the words of a tab that holds no table."""
    if tab.partner or tab.sheet.name in drawn.titles:
        kind = "output" if tab.partner else "own_tab"
        found = tab.excess(tab.typed(), lambda _: kind, all_cells) if tab.computes else []
        return drawn.beyond(found)
    return [tab.told(at, cell, "own_tab") for *at, cell in cells_in(tab.sheet) if word_of(cell)]


class _Planning:
    """One tab of a copy that holds tables."""

    def __init__(self, tab: Tab, copy: Book, tables: Mapping[str, Located], master: Master) -> None:
        self.tab, self.copy, self.tables, self.master = tab, copy, tables, master
        self.rows = {
            table: {row.origin.row for row in copy.rows.get(table, ())} for table in tables
        }
        self.ids = copy.ids
        self.owners = {
            number: table
            for table, located in tables.items()
            for number in (*located.columns, *located.computed)
        }
        self.former = _former_columns(tab.sheet, tables)
        self.formulas = master.written[tab.partner.name] if tab.partner else frozenset[str]()
        self.keeps = {
            table: not tab.sheet.unread.isdisjoint(located.computed)
            or any(
                cell.formula and number in located.computed
                for cells in tab.sheet.rows.values()
                for number, cell in cells.items()
            )
            for table, located in tables.items()
        }

    def told(self) -> list[Unsaid]:
        found: list[Unsaid] = []
        outside: list[tuple[int, int, Cell]] = []
        for row, column, cell in cells_in(self.tab.sheet):
            table = self.owners.get(column, "")
            if table and row in self.rows[table]:
                kind = self._kind(table, row, column, cell)
                found += [self.tab.told((row, column), cell, kind)] if kind else []
            elif (
                column not in self.former
                and not self._is_ours(table, row, cell)
                and not self._is_header(row, cell)
            ):
                outside.append((row, column, cell))
        below = {row for _, row in self._below(outside)}
        where = {True: "below", False: "margin"}
        more = self.tab.excess(outside, lambda row: where[row in below], self.master.outside)
        return [*found, *more]

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
        headers = min(located.header_row for located in self.tables.values())
        above = row <= headers
        if row < headers and word_of(cell) in former_hints():  # a header is its column's own word
            return True
        if not cell.formula:
            counts = bool(table) and _is_counter(cell)
            return above and (not self.tab.computes or counts)
        if bare(cell.formula) in self.formulas:
            return True
        below = bool(table) and self.tables[table].header_row < row
        return not is_blank(cell.value) and (above or below)

    def _is_header(self, row: int, cell: Cell) -> bool:
        """Tell whether a cell holds a header that we wrote, in any language: where the master calls
        a column otherwise, a copy's first name for it is no person's word.
        """
        return row in self._headers and word_of(cell) in self._headers[row]

    @cached_property
    def _headers(self) -> Mapping[int, frozenset[str]]:
        """Give the headers that we write, by the row they stand in."""
        plan = self.copy.result.plan
        found: dict[int, frozenset[str]] = {}
        for one in self.tables.values():
            known = found.get(one.header_row, frozenset())
            found[one.header_row] = known | own_headers(one.table, plan.start, plan.calendar)
        return found

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
            kind = "picture" if isinstance(cell.value, CellPicture) else "error"
            return "" if self.master.cells.get(key) == cell.value else kind
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
