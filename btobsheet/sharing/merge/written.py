"""A merge's outcome -> the master's bytes, patched: cells, formulas' values, identity, log and the
tab of conflicts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from btobsheet.excel.patch.edits import Edits, Tab, TabCell, Target, Value, patch, tab_of_ours
from btobsheet.excel.raw.cells import SheetGrid
from btobsheet.excel.read.signs import hidden_sheet
from btobsheet.excel.read.signs import stored as kept_of
from btobsheet.layout.kinds import Scalar
from btobsheet.layout.rows.base import StoredRows, stored_rows
from btobsheet.layout.rows.identity import IDENTITY_SHEET, PROPERTY_PREFIX, SHORT_KEYS, pack
from btobsheet.layout.rows.ids import RawRow
from btobsheet.layout.rows.read import build
from btobsheet.layout.rows.written import base_text
from btobsheet.layout.typed.text import plain
from btobsheet.plan.cells import Key
from btobsheet.plan.merge.values import Change, Merged
from btobsheet.plan.model import Plan
from btobsheet.plan.records import TABLES, id_number
from btobsheet.problems import Origin, Problem
from btobsheet.quickclass import dataclass
from btobsheet.sharing.cached import cached_values, changed_texts, output_tabs
from btobsheet.sharing.hidden_tab import hidden_cells
from btobsheet.sharing.merge.answers import answers, tab_names
from btobsheet.sharing.merge.kept import STORED, dump_conflicts
from btobsheet.sharing.merge.left import Unsaid
from btobsheet.sharing.merge.log import LOG_TAB, Logged, log_tab
from btobsheet.sharing.merge.tabs import conflicts_tab
from btobsheet.sharing.merge.told import told_uncounted
from btobsheet.sharing.merge.words import Words
from btobsheet.sharing.opened import Book, Places, places
from btobsheet.status.figures import Assessment

Judge = Callable[[Plan], Assessment]
"""Judges the merged plan on the day it is to be judged on."""


@dataclass(frozen=True)
class CopyTold:
    """One copy in the report: who saved it last, and the revision it was handed out with (0: not
    known).
    """

    file: str
    who: str
    revision: int


@dataclass(frozen=True)
class Outcome:
    """A merged workbook and all there is to tell about it.

    ``unplaced`` are changes for which the master has no cell; ``unsaid`` are words of copies that
    merging does not compare at all; ``decided`` counts the conflicts that
    were decided, ``notes`` the cells whose notes grew, ``tab`` the name of the tab of conflicts;
    ``words`` speak the workbook's language.
    """

    data: bytes
    master: str
    copies: tuple[CopyTold, ...]
    merged: Merged
    words: Words
    unplaced: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    unsaid: tuple[Unsaid, ...] = ()
    decided: int = 0
    notes: int = 0
    tab: str = ""


def written(
    book: Book,
    outcome: Outcome,
    refused: Sequence[Logged],
    judge: Judge,
    now: dt.datetime,
    notes: Mapping[Key, str] = MappingProxyType({}),
) -> Outcome:
    """Give the outcome with the workbook's bytes; where nothing at all has changed these are the
    master's. ``notes`` are to be added to cells' notes.
    """
    merged = outcome.merged
    if not (merged.changes or merged.conflicts or merged.gone or outcome.decided or notes):
        return replace(outcome, data=book.data)
    where = places(book, _new_ids(book, merged))
    values, unplaced = _values(book, merged.changes, where)
    outputs = output_tabs(book)
    names = _tab_names(book, outputs)
    tabs = _tabs(outcome, where, outputs, unplaced, _log_lines(outcome, refused), now, names)
    rows = stored_rows(merged.tables, _examples(book))
    hidden, identity_tab = _identity(book, merged, rows)
    named = [
        f"{book.identity.plan_id} / {book.identity.revision + more}" for more in (0, 1)
    ]  # as the workbook shows it
    values |= hidden
    values |= changed_texts(outputs, *named) if book.identity.plan_id else {}
    judged = judge(_plan(book, rows, where))
    cached = cached_values(judged, where, outputs, named[1])
    edits = Edits(
        values=values,
        cached={target: value for target, value in cached.items() if target not in values},
        highlights=frozenset(_open_cells(merged, where)),
        notes={target: note for key, note in notes.items() if (target := where.target(*key))},
        clear_highlights=True,
        tabs=(*tabs, *identity_tab),
        properties={f"{PROPERTY_PREFIX}revision": str(book.identity.revision + 1)},
    )
    data = patch(book.data, edits, book.file)
    tab = tab_of_ours(data, outcome.words.say("tab"))
    problems = (*outcome.problems, *told_uncounted(book.plan, judged))
    made = replace(outcome, data=data, unplaced=tuple(unplaced), problems=problems, tab=tab)
    return replace(made, notes=len(edits.notes))


def _tab_names(book: Book, outputs: Sequence[SheetGrid]) -> tuple[str, ...]:
    """Give the names under which a tab of conflicts stands in the workbook; nothing for none.

    People may have renamed it: then it is known by its headings.
    """
    found = tab_of_ours(book.data, *tab_names()) or answers(outputs)[0]
    return (*tab_names(), found) if found else ()


def _log_lines(outcome: Outcome, refused: Sequence[Logged]) -> list[Logged]:
    """Give the lines of the change log: what was changed by whom, then what was decided against."""
    who = {copy.file: copy.who for copy in outcome.copies}
    lines = [
        Logged(
            "add" if one.added else "change",
            one,
            ", ".join(one.files),
            ", ".join(filter(None, (who.get(file) for file in one.files))),
        )
        for one in outcome.merged.changes
    ]
    return [*lines, *refused]


def _tabs(
    outcome: Outcome,
    where: Places,
    outputs: Sequence[SheetGrid],
    unplaced: Sequence[Change],
    lines: Sequence[Logged],
    now: dt.datetime,
    names: Sequence[str],
) -> list[Tab]:
    """Give the tabs to write: the log, and that of the conflicts where there is anything to say."""
    merged, words = outcome.merged, outcome.words
    log = next((sheet for sheet in outputs if sheet.name.casefold() == LOG_TAB), None)
    tabs = [log_tab(log, lines, words, now)]
    if merged.conflicts or merged.gone or merged.alike or unplaced or names:
        tabs.append(conflicts_tab(merged, where, words, unplaced, names))
    return tabs


def _new_ids(book: Book, merged: Merged) -> dict[str, list[str]]:
    """Give the ids of the rows that the master does not have, by table."""
    return {
        table: sorted(
            merged.tables.get(table, {}).keys() - book.snapshot.tables.get(table, {}).keys(),
            key=id_number,
        )
        for table in TABLES
    }


def _values(
    book: Book, changes: Iterable[Change], where: Places
) -> tuple[dict[Target, Value], list[Change]]:
    """Give the constants to write, ids of rows that have none included, and the changes that find
    no place.
    """
    values: dict[Target, Value] = {}
    unplaced = []
    for change in changes:
        target = where.target(change.table, change.id, change.field)
        if target:
            values[target] = change.after.cell if change.after else None
        else:
            unplaced.append(change)
    rows = {(change.table, change.id) for change in changes} | book.snapshot.loose
    for table, one in rows:
        target = where.target(table, one, "id") if table in TABLES else None
        if target and _there(where, table, target) != one:
            values[target] = one
    return values, unplaced


def _there(where: Places, table: str, target: Target) -> str:
    cell = where.tables[table].sheet.rows.get(target[1], {}).get(target[2])
    return plain(cell.value) if cell else ""


def _open_cells(merged: Merged, where: Places) -> list[Target]:
    found = (where.target(one.table, one.id, one.field or "id") for one in merged.conflicts)
    return [target for target in found if target]


def _plan(book: Book, rows: StoredRows, where: Places) -> Plan:
    """Make the merged plan: the master's memory and its marks of examples, the merged words."""
    old = book.result.plan
    placed = {
        table: [
            RawRow(Origin("", where.rows.get((table, str(row["id"])), 0)), row) for row in found
        ]
        for table, found in rows.items()
    }
    plan, _ = build(
        placed,
        start=old.start,
        language=old.language,
        calendar=old.calendar,
        template=old.template,
        identity=old.identity,
    )
    return replace(plan, history=old.history)


def _identity(
    book: Book, merged: Merged, rows: StoredRows
) -> tuple[dict[Target, Value], tuple[Tab, ...]]:
    """Give the cells of the identity's tab that change, or the whole tab where it was lost."""
    kept = kept_of(book.result.grid)
    short = {key: kept.get(key, "") for key in SHORT_KEYS} | {
        "revision": str(book.identity.revision + 1),
        "start": str(book.how.start),
        "language": book.how.language,
    }
    wanted = dict(pack(short, base_text(rows)))
    wanted |= dict(dump_conflicts(merged.conflicts) if merged.conflicts else ())
    sheet = hidden_sheet(book.result.grid, IDENTITY_SHEET)
    if sheet is None:
        return {}, (
            Tab(
                name=IDENTITY_SHEET,
                rows=tuple(
                    (TabCell(value=key), TabCell(value=value)) for key, value in wanted.items()
                ),
                hidden=True,
                first=False,
            ),
        )
    return hidden_cells(sheet, wanted, ("base", STORED)), ()


def _examples(book: Book) -> dict[tuple[str, str], Scalar]:
    """Give the marks of example values, by table and id."""
    ids = book.ids
    return {
        (table, ids[table, row.origin.row]): row.cells["examples"]
        for table, rows in book.rows.items()
        for row in rows
        if row.cells.get("examples") and (table, row.origin.row) in ids
    }
