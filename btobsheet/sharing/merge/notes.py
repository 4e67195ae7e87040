"""Notes on cells that copies bring: the master's cell gets every note it does not hold already.

A thread of comments becomes a note with its writers' names. A thread of the master's is never
touched: what a copy says there is told as not taken over. A snapshot holds no notes, so a note that
was deleted in the master comes back with a copy that still has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from btobsheet.excel.patch.notes import stands_in
from btobsheet.excel.raw.notes import At, CellNotes, notes_in
from btobsheet.layout.address import a1
from btobsheet.plan.cells import Key
from btobsheet.plan.merge.values import Merged
from btobsheet.quickclass import dataclass
from btobsheet.sharing.merge.left import Unsaid
from btobsheet.sharing.opened import Book


@dataclass(frozen=True)
class Brought:
    """What is to be added to the notes of the master's cells, and what cannot be."""

    notes: Mapping[Key, str]
    left: tuple[Unsaid, ...] = ()


def brought(master: Book, copies: Mapping[str, Book], merged: Merged) -> Brought:
    """Give what copies bring; a new row's under the id it has now."""
    own = notes_in(master.data)
    keys = _keys(master, own)
    there = {keys[at]: "\n".join(own.said(at)) for at in own.cells() if at in keys}
    rows = {(of, one) for (of, _), one in master.ids.items()}
    closed = {keys[at] for at in own.threads if at in keys}
    elsewhere = {word for at in own.cells() if at not in keys for word in own.said(at)}
    now = {
        (one.file, one.table, one.was): one.id
        for one in (*merged.added, *merged.again, *merged.slips)
    }
    found: dict[Key, str] = {}
    left: list[Unsaid] = []
    for file, copy in sorted(copies.items()):
        for at, key, word in _words(copy):
            if key is None:
                if word not in elsewhere:
                    left.append(_left(file, at, word))
                continue
            table, record_id, field = key
            key = table, now.get((file, table, record_id), record_id), field
            if stands_in(word, there.get(key, "")):
                continue
            if key in closed or not _has(master, rows, merged, key):
                left.append(_left(file, at, word))
                continue
            found[key] = f"{found[key]}\n{word}" if key in found else word
            there[key] = f"{there.get(key, '')}\n{word}"
    return Brought(found, tuple(left))


def _left(file: str, at: At, word: str) -> Unsaid:
    tab, row, column = at
    return Unsaid(file, tab, a1(row, column), "note", word)


def _words(copy: Book) -> Iterator[tuple[At, Key | None, str]]:
    """Give every word of a copy's notes, with its cell and what that is of the plan (None: nothing
    of it).
    """
    notes = notes_in(copy.data)
    keys = _keys(copy, notes)
    for at in notes.cells():
        for word in notes.said(at):
            yield at, keys.get(at), word


def _keys(book: Book, notes: CellNotes) -> dict[At, Key]:
    """Give what the cells with notes are of the plan, where they are input cells."""
    cells = notes.cells()
    ids = book.ids if cells else {}
    return {
        at: (table, ids[table, at[1]], field)
        for at in cells
        for table, located in book.result.tables.items()
        if at[0] == located.sheet.name
        and (field := located.columns.get(at[2]))
        and (table, at[1]) in ids
    }


def _has(master: Book, rows: set[tuple[str, str]], merged: Merged, key: Key) -> bool:
    """Tell whether the master has a cell, or will have."""
    table, record_id, field = key
    located = master.result.tables.get(table)
    known = (table, record_id) in rows or record_id in merged.tables.get(table, {})
    return located is not None and field in located.columns.values() and known
