"""A workbook opened for merging: its cells by table, id and field, what it was handed out with, and
where everything stands.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

from btobsheet.excel.patch.cells import fits
from btobsheet.excel.raw.cells import Cell
from btobsheet.excel.raw.grid import Source, loaded
from btobsheet.excel.read.absent import layout_of
from btobsheet.excel.read.located import Located
from btobsheet.excel.read.reader import ReadResult, read_workbook
from btobsheet.excel.read.signs import stored
from btobsheet.layout.rows.base import Base, base_tables, open_base
from btobsheet.layout.rows.identity import unpack
from btobsheet.layout.rows.ids import RawRow, canonical_id, with_ids
from btobsheet.layout.rows.references import MEANS_NONE
from btobsheet.layout.rows.snapshot import Reading, snapshot
from btobsheet.layout.rows.written import REFERABLE
from btobsheet.layout.typed.text import plain
from btobsheet.plan.cells import SETTINGS, Key, Snapshot, Tables
from btobsheet.plan.diff import Change, compare
from btobsheet.plan.model import Identity, Language, Plan
from btobsheet.plan.records import TABLES
from btobsheet.problems import UsageError, problem
from btobsheet.quickclass import dataclass
from btobsheet.sharing.saved import LastSaved, last_saved

Formulas = Mapping[tuple[str, int, str], Cell]


@dataclass(frozen=True)
class Book:
    """One workbook: its bytes, how it was read, and its cells.

    ``formulas`` are those in input cells, by table, row number and field; ``identity`` has its
    checksum verified.
    """

    file: str
    data: bytes
    result: ReadResult
    snapshot: Snapshot
    formulas: Formulas
    identity: Identity
    language: Language

    @property
    def rows(self) -> Mapping[str, Sequence[RawRow]]:
        """Its raw rows by table."""
        return self.result.rows

    @property
    def plan(self) -> Plan:
        """What was read of it."""
        return self.result.plan

    @cached_property
    def ids(self) -> Mapping[tuple[str, int], str]:
        """Its ids by table and row number, those of spare rows too."""
        return ids_by_row(self.rows)

    @property
    def outputs(self) -> frozenset[str]:
        """The names of its tabs that hold no table."""
        planning = {located.sheet.name for located in self.result.tables.values()}
        return frozenset(sheet.name for sheet in self.result.grid.sheets) - planning

    @property
    def layout(self) -> int:
        """The layout version it was made in."""
        return layout_of(stored(self.result.grid), self.result.tables.values())

    @property
    def how(self) -> Reading:
        """How its cells are understood."""
        return Reading(self.plan.start, self.language, self.result.grid.date1904)

    @cached_property
    def base(self) -> Base | None:
        """What it was handed out with; None where its snapshot is lost, broken or was changed."""
        return open_base(self._handed_out, self.plan.start)

    @property
    def _handed_out(self) -> str:
        return self.identity.base if self.identity.checksum_ok else ""

    def base_tables(self) -> Tables | None:
        """Give the cells it was handed out with, where that is known."""
        return base_tables(self._handed_out, self.plan.start, self.language)

    def changes(self) -> tuple[Change, ...]:
        """Say what was changed in it since it was handed out; nothing where that is not known."""
        if self.base is None:
            return ()
        handed_out = self.base.plan(self.plan)
        return compare(self.base_tables() or {}, self.snapshot, handed_out, self.plan)

    def saved(self) -> LastSaved:
        """Say who saved it last, and when."""
        return last_saved(self.data)


def open_book(
    source: Source,
    name: str = "",
    master: Book | None = None,
    *,
    computed: bool = True,
    verify: bool = False,
    outputs: Collection[str] | None = None,
) -> Book:
    """Open a workbook; a copy with its ``master``, whose language its words are taken over in.

    ``computed``, ``verify`` and ``outputs`` as in
    :func:`~btobsheet.excel.read.reader.read_workbook`. Raises UnreadableError.
    """
    name = name or ("" if isinstance(source, bytes) else os.fspath(source))
    data = loaded(source, name)
    result = read_workbook(data, name, computed=computed, verify=verify, outputs=outputs)
    formulas = {
        key: cell
        for table, located in result.tables.items()
        for key, cell in _formulas(table, located)
    }
    columns = {table: located.columns.values() for table, located in result.tables.items()}
    language = master.how.language if master else result.plan.language
    known = formula_texts(master) if master else {}
    unsure = [key for key, cell in formulas.items() if cell.value is None]
    unsure += _repeated(result.rows, formulas, known) + too_long(result.rows)
    identity = unpack(stored(result.grid))
    lost = _lost(result, identity, master)
    cells = snapshot(result.understood, language, columns, unsure, lost)
    return Book(name, data, result, cells, formulas, identity, language)


def refuse_part(plan: Plan, file: str) -> None:
    """Refuse a part of a plan where only the whole plan will do; raises UsageError E112."""
    if plan.identity.issue.to:
        raise UsageError(problem("E112", title=plan.identity.issue.title), file)


def too_long(rows: Mapping[str, Sequence[RawRow]]) -> list[tuple[str, int, str]]:
    """Name the cells whose text no cell of Excel could hold: other programs write such."""
    return [
        (table, row.origin.row, field)
        for table, found in rows.items()
        for row in found
        for field, raw in row.cells.items()
        if isinstance(raw, str) and not fits(raw)
    ]


def _lost(
    result: ReadResult, identity: Identity, master: Book | None
) -> dict[str, Mapping[str, str]]:
    """Give the names of the rows that a workbook lost, as it was handed out with them; those of
    tables that it lost by the master where nothing else tells.

    Looked up only where a reference means nobody.
    """
    dangling = any(item.code in MEANS_NONE for item in result.problems)
    missing = [table for table in REFERABLE if table not in result.tables]
    if not dangling and not missing:
        return {}
    base = open_base(identity.base if identity.checksum_ok else "", result.plan.start)
    rows = base.rows if base else master.result.understood if master else None
    if rows is None:
        return {}
    return {
        table: {draft.id: plain(draft.row.cells.get("name")) for draft in rows.drafts[table]}
        for table in (REFERABLE if base else missing)
    }


def changes_between(old: Book, new: Book) -> tuple[Change, ...]:
    """Say what changed from one workbook to another."""
    return compare(old.snapshot.tables, new.snapshot, old.plan, new.plan)


def _formulas(table: str, located: Located) -> Iterator[tuple[tuple[str, int, str], Cell]]:
    for row, cells in located.sheet.rows.items():
        if row > located.header_row:
            for number, cell in cells.items():
                field = located.columns.get(number)
                if cell.formula and field and field != "id":
                    yield (table, row, field), cell


def formula_texts(book: Book) -> dict[Key, str]:
    """Give the formulas that stand in input cells, by table, id and field."""
    ids = book.ids
    return {
        (table, ids[table, row], field): cell.formula
        for (table, row, field), cell in book.formulas.items()
        if (table, row) in ids
    }


def _repeated(
    rows: Mapping[str, Sequence[RawRow]], formulas: Formulas, known: Mapping[Key, str]
) -> list[tuple[str, int, str]]:
    """Name the cells that hold the master's own formula: what it shows is no word of the copy."""
    ids = ids_by_row(rows) if formulas else {}
    return [
        (table, row, field)
        for (table, row, field), cell in formulas.items()
        if known.get((table, ids.get((table, row), ""), field)) == cell.formula
    ]


def ids_by_row(rows: Mapping[str, Sequence[RawRow]]) -> dict[tuple[str, int], str]:
    """Give the id of every row in use and of every spare row, by table and row number."""
    found: dict[tuple[str, int], str] = {}
    for table in TABLES:
        used = {row.origin.row: one for one, row in with_ids(table, rows.get(table, ()))[0]}
        taken = set(used.values())
        for row in rows.get(table, ()):
            one = used.get(row.origin.row) or canonical_id(table, plain(row.cells.get("id")))
            if one and (row.origin.row in used or one not in taken):
                found[table, row.origin.row] = one
                taken.add(one)
    for row in rows.get(SETTINGS, ()):
        found[SETTINGS, row.origin.row] = plain(row.cells.get("id"))
    return found


@dataclass(frozen=True)
class Places:
    """Where the cells of a workbook stand, or will stand when a new row is written below its
    table.
    """

    tables: Mapping[str, Located]
    rows: Mapping[tuple[str, str], int]

    def target(self, table: str, record_id: str, field: str) -> tuple[str, int, int] | None:
        """Give a cell's tab, row and column; None where the workbook has no such row or column."""
        column, row = self._columns.get((table, field)), self.rows.get((table, record_id))
        return (self.tables[table].sheet.name, row, column) if column and row else None

    def header(self, table: str, field: str) -> tuple[str, int, int] | None:
        """Give the cell of a column's header; None where the workbook has no such column."""
        column = self._columns.get((table, field))
        located = self.tables.get(table)
        return (located.sheet.name, located.header_row, column) if column and located else None

    @cached_property
    def _columns(self) -> dict[tuple[str, str], int]:
        """Index the columns by table and field."""
        return {
            (table, field): number
            for table, one in self.tables.items()
            for columns in (one.computed, one.columns)
            for number, field in columns.items()
        }


def places(book: Book, new: Mapping[str, Sequence[str]]) -> Places:
    """Say where everything stands; ``new`` are the ids of the rows that are to be there, by table.

    A new row stands in the spare row that bears its id, else below the last row of its table.
    """
    rows = {(table, one): row for (table, row), one in book.ids.items()}
    for table, ids in new.items():
        located = book.result.tables.get(table)
        if located is None:
            continue
        following = _last_row(located) + 1
        for one in ids:
            if (table, one) not in rows:
                rows[table, one] = following
                following += 1
    return Places(book.result.tables, rows)


def _last_row(located: Located) -> int:
    """Give the last row in which the table holds anything."""
    columns = located.columns.keys() | located.computed.keys()
    return max(
        (row for row, cells in located.sheet.rows.items() if not columns.isdisjoint(cells)),
        default=located.header_row,
    )
