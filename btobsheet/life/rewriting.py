"""A workbook of an earlier form written anew in today's, with every word that stands in an input
cell, read or not, in the cell of the same id and column.

The writer puts down the plan; what the plan does not hold as it was typed (120件, 約50件, 済) is
then put over it word for word, and so are the notes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Set

from btobsheet.excel.patch.cells import fits
from btobsheet.excel.patch.edits import Edits, Target, Value, patch
from btobsheet.excel.raw.formats import days
from btobsheet.excel.raw.grid import read_grid
from btobsheet.excel.raw.looks import Looks
from btobsheet.excel.raw.notes import At, CellNotes
from btobsheet.excel.write.workbook import Handing, write_workbook
from btobsheet.layout.address import a1
from btobsheet.layout.rows.base import base_rows
from btobsheet.layout.rows.ids import RawRow
from btobsheet.layout.typed.dates import serial_day
from btobsheet.layout.typed.text import Raw, Typed, is_blank
from btobsheet.plan.calendar import Month
from btobsheet.plan.cells import SETTINGS, Key
from btobsheet.plan.history import NAMED
from btobsheet.plan.records import ID_LETTERS, TABLES, id_number
from btobsheet.problems import Place
from btobsheet.quickclass import dataclass
from btobsheet.sharing.merge.log import LOG_TAB, log_tab
from btobsheet.sharing.merge.words import Words
from btobsheet.sharing.merge.written import Judge
from btobsheet.sharing.opened import Book, Places, open_book, places
from btobsheet.templates.find import offers

_NEVER = dt.datetime.min


@dataclass(frozen=True)
class Word:
    """What stands in one input cell: what it is of the plan, where, and as it is to be written."""

    key: Key
    raw: Raw
    place: Place
    value: Value


@dataclass(frozen=True)
class Rewritten:
    """A workbook written anew, opened; its cells without a place there, how many notes were
    brought, and the cells whose notes were not.
    """

    book: Book
    placeless: tuple[Word, ...]
    notes: int
    lost_notes: tuple[At, ...]


def rewritten(old: Book, judge: Judge, looks: Mapping[str, Looks], said: CellNotes) -> Rewritten:
    """Write a workbook anew: plan id, revision, ids, what it was handed out with, approvals, words
    and notes are its own.
    """
    base = old.identity.base if old.base else ""
    inputs = [one.sheet.name for one in old.result.tables.values()]
    plain = write_workbook(
        judge(old.plan),
        plan_id=old.identity.plan_id,
        revision=old.identity.revision,
        protect=any(looks[name].protected for name in inputs if name in looks),
        handing=Handing(last_ids=_last_ids(old, base)),
        base=base,
        catalogue=offers(old.plan.template, old.plan.language),
    )
    new = open_book(plain, old.file)
    where = places(new, {})
    values, placeless = _values(old, new, where)
    notes, authors, lost = _notes(old, where, said)
    grids = read_grid(old.data, old.file).sheets
    log = next((one for one in grids if one.name.casefold() == LOG_TAB), None)
    tabs = (log_tab(log, (), Words(new.language, {}), _NEVER),) if log else ()
    data = patch(plain, Edits(values=values, notes=notes, authors=authors, tabs=tabs), old.file)
    return Rewritten(
        open_book(data, old.file, outputs=()), tuple(placeless), len(notes), tuple(lost)
    )


def _last_ids(old: Book, base: str) -> dict[str, int]:
    """Give the highest number of each table that anyone may know: of its rows, of those it was
    handed out with, and of those that were approved. A spare row never bears one again.
    """
    rows = base_rows(base)
    found: dict[str, int] = {}
    for table in ID_LETTERS:
        known = [draft.id for draft in old.result.understood.drafts[table]]
        known += [str(row.get("id") or "") for row in rows.get(table, ())]
        for one in old.plan.history.approvals if table in NAMED else ():
            known += one.names.get(table, {})
        found[table] = max(map(id_number, known), default=0)
    return found


def _days_in(book: Book) -> Set[tuple[str, str]]:
    """Give the input cells that are shown as days and are not meant to hold one (4/1 in a note):
    such a number stays a day to look at.
    """
    found = set[tuple[str, str]]()
    for located in book.result.tables.values():
        dated = {column.name for column in located.table.inputs if column.kind.dated}
        for row, number in days(book.data, located.sheet.name):
            field = located.columns.get(number, "")
            if field and row > located.header_row and field.partition(".")[0] not in dated:
                found.add((located.sheet.name, a1(row, number)))
    return found


def words_in(book: Book) -> Iterator[Word]:
    """Give every filled input cell of a workbook's rows, ids and marks of examples left out."""
    for table in TABLES:
        for draft in book.result.understood.drafts[table]:
            yield from _words(book, table, draft.id, draft.row, draft.said)
    for said in book.result.understood.settings:
        if said.spec:
            row = RawRow(said.row.origin, {"value": said.raw})
            yield from _words(book, SETTINGS, said.spec.id, row, {"value": said.made})


def _words(
    book: Book, table: str, one: str, row: RawRow, said: Mapping[str, Typed]
) -> Iterator[Word]:
    for field, raw in row.cells.items():
        if field not in ("id", "examples") and not is_blank(raw):
            value = _as_written(raw, said.get(field), book.result.grid.date1904)
            yield Word((table, one, field), raw, row.origin.place(field), value)


def _as_written(raw: Raw, made: Typed | None, date1904: bool) -> Value:
    """Give a cell's content; a day of the other date system as the day it is."""
    day = made.value if made and date1904 and not isinstance(raw, str) else None
    if isinstance(day, Month):
        return day.first
    return day if isinstance(day, dt.date) else raw


def _values(old: Book, new: Book, where: Places) -> tuple[dict[Target, Value], list[Word]]:
    """Give the words that the writer did not put down as they stand, and those without a place."""
    there = {word.key: word.raw for word in words_in(new)}
    shown = _days_in(old)
    values: dict[Target, Value] = {}
    placeless: list[Word] = []
    filled = set[Key]()
    for word in words_in(old):
        filled.add(word.key)
        target = where.target(*word.key)
        day = _day_of(word.raw, old.result.grid.date1904)
        if target is None:
            placeless.append(word)
        elif day and (word.place.sheet, word.place.cell) in shown:
            values[target] = day
        elif _is_writable(word) and not _is_same(word.value, there.get(word.key)):
            values[target] = word.value
    known = {said.spec.id for said in old.result.understood.settings if said.spec}
    for table, one, field in there.keys() - filled:
        target = where.target(table, one, field)
        if target and table == SETTINGS and one in known:
            values[target] = None
    return values, placeless


def _is_writable(word: Word) -> bool:
    """Tell whether a cell can hold a word: other programs write longer ones."""
    return not isinstance(word.raw, str) or fits(word.raw)


def _day_of(raw: Raw, date1904: bool) -> dt.date | None:
    """Give the day that a whole number is shown as."""
    if not isinstance(raw, int) or isinstance(raw, bool):
        return None
    return serial_day(raw, date1904)


def _is_same(value: Value, there: Raw) -> bool:
    return value == there and isinstance(value, bool) is isinstance(there, bool)


def _notes(
    old: Book, where: Places, said: CellNotes
) -> tuple[dict[Target, str], dict[Target, str], list[At]]:
    """Give the notes by the cells they belong on now, who wrote them, and those without a cell."""
    notes: dict[Target, str] = {}
    authors: dict[Target, str] = {}
    lost: list[At] = []
    for at in said.cells():
        target = _now(old, where, at)
        if target is None:
            lost.append(at)
            continue
        words = "\n".join(said.said(at))
        notes[target] = f"{notes[target]}\n{words}" if target in notes else words
        if at in said.authors:
            authors[target] = said.authors[at]
    return notes, authors, lost


def _now(old: Book, where: Places, at: At) -> Target | None:
    """Give the cell that a cell of a table is now, one of its headers too."""
    tab, row, column = at
    for table, located in old.result.tables.items():
        field = located.columns.get(column) or located.computed.get(column)
        if located.sheet.name != tab or not field:
            continue
        if row == located.header_row:
            return where.header(table, field)
        if (table, row) in old.ids:
            return where.target(table, old.ids[table, row], field)
    return None
