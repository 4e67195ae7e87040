"""What a workbook written anew does not have of the old one, each with its tab and cell: words
outside of the plan's input cells, and how people dressed the tabs of the plan.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from btobsheet.excel.raw.looks import Looks
from btobsheet.excel.raw.notes import CellNotes
from btobsheet.excel.read.located import Located
from btobsheet.layout.address import a1, letters
from btobsheet.layout.book import BOOK
from btobsheet.layout.typed.text import is_error, plain
from btobsheet.life.former_widths import WIDTHS
from btobsheet.life.rewriting import Rewritten
from btobsheet.plan.records import ID_LETTERS, id_number
from btobsheet.sharing.merge.beside import Master
from btobsheet.sharing.merge.left import Unsaid
from btobsheet.sharing.merge.unsaid import unsaid
from btobsheet.sharing.opened import Book

_CONSTANTS = frozenset(("TRUE()", "FALSE()", "TRUE", "FALSE"))
_NARROWER, _WIDER = 0.88, 1.14
"""How much another program's own measure of a column's width may differ from ours."""


def not_taken(
    old: Book, made: Rewritten, looks: Mapping[str, Looks], said: CellNotes
) -> tuple[Unsaid, ...]:
    """Name all that was not taken along, tab by tab in the order of the old workbook."""
    found = [
        *unsaid(old.file, old, Master(made.book)),
        *_placeless(old, made),
        *_formulas(old),
        *_notes(old, made, said),
        *(
            one
            for tab, there in _tabs(old).items()
            for one in _dressed(old.file, there, tab, looks)
        ),
        *_sorted(old),
    ]
    order = [sheet.name for sheet in old.result.grid.sheets]
    return tuple(sorted(dict.fromkeys(found), key=lambda one: order.index(one.tab)))


def _tabs(old: Book) -> dict[str, list[Located]]:
    """Give the tables of each planning tab."""
    found: dict[str, list[Located]] = {}
    for located in old.result.tables.values():
        found.setdefault(located.sheet.name, []).append(located)
    return found


def _placeless(old: Book, made: Rewritten) -> Iterator[Unsaid]:
    """Name the words of columns that a plan of this year does not have."""
    for word in made.placeless:
        yield Unsaid(old.file, word.place.sheet, word.place.cell, "no_column", plain(word.raw))


def _formulas(old: Book) -> Iterator[Unsaid]:
    """Name people's own formulas in input cells: what they showed stands there now."""
    for (table, row, field), cell in old.formulas.items():
        located = old.result.tables[table]
        shown = cell.value is not None and not is_error(cell.value)
        if shown and field != "examples" and cell.formula.upper() not in _CONSTANTS:
            at = f"{located.letters()[field]}{row}"
            yield Unsaid(old.file, located.sheet.name, at, "formula", f"={cell.formula}")


def _notes(old: Book, made: Rewritten, said: CellNotes) -> Iterator[Unsaid]:
    for at in made.lost_notes:
        tab, row, column = at
        for word in said.said(at):
            yield Unsaid(old.file, tab, a1(row, column), "note", word)


def _sorted(old: Book) -> Iterator[Unsaid]:
    """Name the tabs whose rows stand in an order of their own: now they stand by their number."""
    for table in ID_LETTERS:
        drafts = sorted(old.result.understood.drafts[table], key=lambda one: one.row.origin.row)
        numbers = [id_number(draft.id) for draft in drafts]
        if any(after < before for before, after in pairwise(numbers)):
            first, last = drafts[0].row.origin.row, drafts[-1].row.origin.row
            yield Unsaid(old.file, drafts[0].row.origin.sheet, f"{first}:{last}", "order", "")


def _dressed(
    file: str, tables: list[Located], tab: str, looks: Mapping[str, Looks]
) -> Iterator[Unsaid]:
    """Name how people dressed a tab of the plan."""
    dress = looks.get(tab)
    if dress is None:
        return
    if dress.pictures:
        yield Unsaid(file, tab, "", "picture", "")
    for located in tables:
        for row, column in _painted(located, dress):
            cell = located.sheet.rows.get(row, {}).get(column)
            word = plain(cell.value) if cell else ""
            yield Unsaid(file, tab, a1(row, column), "colour", word)
        for column, kind in _columns(located, dress):
            header = located.sheet.rows.get(located.header_row, {}).get(column)
            one = letters(column)
            yield Unsaid(file, tab, f"{one}:{one}", kind, plain(header.value) if header else "")
    head = min(located.header_row for located in tables)
    for top, first, bottom, last in tables[0].sheet.merges:
        if top > head:
            yield Unsaid(file, tab, f"{a1(top, first)}:{a1(bottom, last)}", "merged", "")
    if dress.filtered:
        yield Unsaid(file, tab, "", "filter", "")
    else:
        for row in sorted(row for row in dress.hidden_rows if row > head and _holds(tables, row)):
            yield Unsaid(file, tab, f"{row}:{row}", "hidden_row", "")


def _holds(tables: list[Located], row: int) -> bool:
    return any(row in located.sheet.rows for located in tables)


def _painted(located: Located, dress: Looks) -> Iterator[tuple[int, int]]:
    """Give the cells that are painted otherwise than most of their column."""
    rows = sorted(row for row in located.sheet.rows if row > located.header_row)
    unseen = set(_unseen(located, rows))
    for column in (*located.columns, *located.computed):
        cells = ((row, column) for row in rows if (row, column) not in unseen)
        there = {at[0]: dress.colours[at] for at in cells if at in dress.colours}
        usual = Counter(there.values()).most_common(1)
        yield from ((row, column) for row, one in there.items() if one != usual[0][0])


def _unseen(located: Located, rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give the cells that a merged range hides."""
    for top, first, bottom, last in located.sheet.merges:
        for row in rows[bisect_left(rows, top) : bisect_right(rows, bottom)]:
            for column in (*located.columns, *located.computed):
                if first <= column <= last and (row, column) != (top, first):
                    yield row, column


def _columns(located: Located, dress: Looks) -> Iterator[tuple[int, str]]:
    """Give the columns that people hid, or made wider or narrower, and which of these it was."""
    declared = {column.name: column for column in BOOK.table(located.table.name).columns}
    former = WIDTHS.get(located.table.name, {})
    for number, field in sorted(({**located.columns, **located.computed}).items()):
        column = declared[field.partition(".")[0]]
        if column.hidden or column.repeat == "calendar":
            continue
        if number in dress.hidden_columns:
            if number not in dress.folded and column.is_seen:
                yield number, "hidden_column"
            continue
        now = dress.widths.get(number, 0.0) * dress.digit
        known = (column.width, *former.get(column.name, ()))
        if now and not any(_NARROWER * width <= now <= _WIDER * width for width in known):
            yield number, "width"
