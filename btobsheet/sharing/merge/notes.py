"""Notes on cells that copies bring: the master's cell gets every note it does not hold already.

A snapshot holds no notes, so a note that was deleted in the master comes back with a copy that
still has it.
"""

from __future__ import annotations

from collections.abc import Mapping

from btobsheet.excel.patch.notes import stands_in
from btobsheet.excel.raw.notes import cell_notes
from btobsheet.plan.cells import Key
from btobsheet.plan.merge.values import Merged
from btobsheet.sharing.opened import Book, ids_by_row

CellNotes = Mapping[Key, str]


def notes_of(book: Book) -> CellNotes:
    """Give the notes on the cells of the input tables, by table, id and field."""
    found = cell_notes(book.data)
    ids = ids_by_row(book.rows) if found else {}
    return {
        (table, ids[table, row], field): text
        for (tab, row, column), text in found.items()
        for table, located in book.result.tables.items()
        if tab == located.sheet.name
        and (field := located.columns.get(column))
        and (table, row) in ids
    }


def brought(master: Book, copies: Mapping[str, Book], merged: Merged) -> dict[Key, str]:
    """Give what is to be added to the notes of the master's cells.

    A new row's under the id it has now.
    """
    there = dict(notes_of(master))
    now = {(one.file, one.table, one.was): one.id for one in (*merged.added, *merged.again)}
    found: dict[Key, str] = {}
    for file, copy in sorted(copies.items()):
        for (table, record_id, field), text in notes_of(copy).items():
            key = table, now.get((file, table, record_id), record_id), field
            if not stands_in(text, there.get(key, "")):
                found[key] = f"{found[key]}\n{text}" if key in found else text
                there[key] = f"{there.get(key, '')}\n{text}"
    return found
