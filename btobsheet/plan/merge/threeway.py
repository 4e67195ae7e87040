"""Three-way merge of a plan's cells by id and field: what each copy changed against what it was
handed out with.

A value equal to its copy's base never beats a newer one. Changed alike by several is agreed;
changed otherwise is a conflict, in which the master's value stands until somebody decides; so is a
value that nobody can read in place of one that counts, and a change of a closed month. New rows are
all kept. A row deleted by a copy alone is told, never removed. The order of the copies is all one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from btobsheet.plan.cells import EVERY, SETTINGS, Entry, Key, Row, Snapshot, Tables, row_name
from btobsheet.plan.merge.alike import alike
from btobsheet.plan.merge.rows import Matched, known_again, match, place_new_rows, slips_in
from btobsheet.plan.merge.values import (
    Added,
    Candidate,
    Change,
    Conflict,
    Copy,
    Gone,
    Merged,
    Stale,
)
from btobsheet.plan.records import id_number
from btobsheet.quickclass import dataclass


@dataclass(frozen=True, slots=True)
class _Word:
    """What one copy makes of one cell."""

    file: str
    base: Entry | None
    value: Entry | None


def merge(master: Snapshot, copies: Iterable[Copy], closed: Collection[Key] = ()) -> Merged:
    """Merge copies into the master; ``closed`` are cells of months closed as presented."""
    matched = [match(copy, master) for copy in sorted(copies, key=lambda copy: copy.file)]
    matched, added = place_new_rows(master, matched)
    work = _Work(master, matched, closed)
    for table in EVERY:
        for record_id, row in master.tables.get(table, {}).items():
            work.existing(table, record_id, row)
        for record_id in sorted(
            {one for copy in matched for one in copy.base.get(table, {})}
            - master.tables.get(table, {}).keys()
        ):
            work.deleted(table, record_id)
    for item in added:
        work.new(item)
    return work.result(added)


class _Work:
    """A merge under way: collects what is agreed and what is to be told."""

    def __init__(
        self, master: Snapshot, copies: Sequence[Matched], closed: Collection[Key]
    ) -> None:
        self.master, self.copies, self.closed = master, copies, closed
        self.changes: list[Change] = []
        self.conflicts: list[Conflict] = []
        self.stale: list[Stale] = []
        self.gone: list[Gone] = []

    def existing(self, table: str, record_id: str, row: Row) -> None:
        """Merge the cells of a row that the master has."""
        words: dict[str, list[_Word]] = {}
        deleting: list[Matched] = []
        for copy in self.copies:
            base = copy.base.get(table, {}).get(record_id)
            if base is None:
                continue
            own = copy.snapshot.tables.get(table, {}).get(record_id)
            if own is not None:
                self._compare(copy, table, record_id, own, words)
            elif copy.snapshot.has(table) and table != SETTINGS:
                deleting.append(copy)
        decided = [
            self._decide(table, record_id, field, row.get(field), words[field])
            for field in sorted(words)
        ]
        if deleting:
            self._delete(table, record_id, row, deleting, touched=any(decided))

    def _compare(
        self, copy: Matched, table: str, record_id: str, own: Row, words: dict[str, list[_Word]]
    ) -> None:
        """Collect what a copy changed in a row, and note where it holds an older value than the
        master.
        """
        base, there = copy.base[table][record_id], self.master.tables[table][record_id]
        changed = copy.snapshot.changed(table, record_id, base)
        for field in changed:
            word = _Word(copy.file, base.get(field), own.get(field))
            words.setdefault(field, []).append(word)
        for field in (own.keys() | base.keys()) - set(changed) if base else ():
            newer = there.get(field)
            says = (one.says(table, record_id, field) for one in (copy.snapshot, self.master))
            if base.get(field) != newer and all(says):
                self.stale.append(Stale(table, record_id, field, copy.file, own.get(field), newer))

    def _decide(
        self, table: str, record_id: str, field: str, there: Entry | None, words: Sequence[_Word]
    ) -> bool:
        """Settle one cell, or make it a conflict.

        Tell whether any copy wants another value than the master's.
        """
        wanted = [word for word in words if word.value != there]
        if not wanted:
            return False
        name = row_name(table, self.master.tables[table][record_id])
        agreed = (
            all(word.value == wanted[0].value for word in wanted)
            and any(word.base == there for word in wanted)
            and not _spoils(there, wanted[0].value)
            and (table, record_id, field) not in self.closed
        )
        if agreed:
            self.changes.append(
                Change(
                    table,
                    record_id,
                    field,
                    there,
                    wanted[0].value,
                    tuple(word.file for word in wanted),
                )
            )
        else:
            candidates = tuple(Candidate(word.file, word.value, word.base) for word in wanted)
            self.conflicts.append(
                Conflict("cell", table, record_id, field, name, there, candidates)
            )
        return True

    def _delete(
        self, table: str, record_id: str, row: Row, deleting: Sequence[Matched], *, touched: bool
    ) -> None:
        """Tell of a row that copies have deleted: a conflict where it was changed elsewhere."""
        edited = any(
            self.master.changed(table, record_id, copy.base[table][record_id]) for copy in deleting
        )
        if touched or edited:
            candidates = tuple(
                Candidate(copy.file, row=copy.base[table][record_id]) for copy in deleting
            )
            self.conflicts.append(
                Conflict("delete", table, record_id, "", row_name(table, row), None, candidates)
            )
        else:
            self.gone.append(
                Gone(table, record_id, row_name(table, row), tuple(copy.file for copy in deleting))
            )

    def deleted(self, table: str, record_id: str) -> None:
        """Tell of a row that the master has deleted, where a copy has changed it."""
        candidates = []
        for copy in self.copies:
            base, own = copy.base.get(table, {}).get(record_id), copy.snapshot.row(table, record_id)
            if base is None or own is None or not self.master.has(table):
                continue
            if copy.snapshot.changed(table, record_id, base):
                candidates.append(Candidate(copy.file, row=own))
        if candidates:
            self.conflicts.append(
                Conflict(
                    "restore",
                    table,
                    record_id,
                    "",
                    row_name(table, candidates[0].row),
                    None,
                    tuple(candidates),
                )
            )

    def new(self, item: Added) -> None:
        """Take a new row over."""
        copy = next(copy for copy in self.copies if copy.file == item.file)
        row = copy.snapshot.tables[item.table][item.id]
        self.changes += (
            Change(item.table, item.id, field, None, row[field], (item.file,), added=True)
            for field in sorted(row)
        )

    def result(self, added: Iterable[Added]) -> Merged:
        """Give all that was found, in the order of tables and ids."""
        tables = applied(self.master.tables, self.changes)
        ordered = tuple(sorted(added, key=_position))
        return Merged(
            tables,
            tuple(sorted(self.changes, key=_position)),
            tuple(sorted(self.conflicts, key=_position)),
            ordered,
            tuple(sorted(self.stale, key=lambda item: (*_position(item), item.field, item.file))),
            tuple(sorted(self.gone, key=_position)),
            alike(tables, ordered, {copy.file: copy.base for copy in self.copies}),
            tuple(
                sorted(
                    (item for copy in self.copies for item in known_again(copy, self.master)),
                    key=lambda item: (*_position(item), item.file),
                )
            ),
            tuple(
                sorted(
                    (item for copy in self.copies for item in slips_in(copy)),
                    key=lambda item: (*_position(item), item.file),
                )
            ),
        )


def _spoils(there: Entry | None, value: Entry | None) -> bool:
    """Tell whether a value that nobody can read would take the place of one that counts."""
    counts = there is not None and there.read is not None
    return counts and value is not None and value.read is None


def _position(item: Change | Conflict | Added | Stale | Gone) -> tuple[int, int, str, str]:
    return EVERY.index(item.table), id_number(item.id), item.id, getattr(item, "field", "")


def applied(tables: Tables, changes: Iterable[Change]) -> Tables:
    """Give the cells with changes made; a row without any filled cell is gone."""
    made: dict[str, dict[str, dict[str, Entry]]] = {}
    for change in changes:
        rows = made.setdefault(change.table, {})
        row = rows.setdefault(change.id, dict(tables.get(change.table, {}).get(change.id, {})))
        row.pop(change.field, None)
        if change.after is not None:
            row[change.field] = change.after
    return {
        table: {
            one: row
            for one, row in {**tables.get(table, {}), **made.get(table, {})}.items()
            if row or table == SETTINGS
        }
        for table in {**tables, **made}
    }


def chosen(conflict: Conflict, candidate: Candidate, row: Row) -> list[Change]:
    """Give the changes that a decision for one copy makes; ``row`` is the row as it stands now."""
    files = (candidate.file,)
    if conflict.kind == "cell":
        return typed(conflict, candidate.value, row, files)
    wanted: Mapping[str, Entry] = candidate.row if conflict.kind == "restore" else {}
    fields = sorted(
        field for field in wanted.keys() | row.keys() if wanted.get(field) != row.get(field)
    )
    return [
        Change(
            conflict.table,
            conflict.id,
            field,
            row.get(field),
            wanted.get(field),
            files,
            added=conflict.kind == "restore",
        )
        for field in fields
    ]


def typed(
    conflict: Conflict, value: Entry | None, row: Row, files: tuple[str, ...] = ()
) -> list[Change]:
    """Give the change that a value makes in the cell of a conflict, if it is one."""
    before = row.get(conflict.field)
    return (
        []
        if before == value
        else [Change(conflict.table, conflict.id, conflict.field, before, value, files)]
    )


def preferring_copies(merged: Merged) -> Merged:
    """Decide every conflict for the copy, but those in which copies contradict each other."""
    left, changes = [], list(merged.changes)
    tables = merged.tables
    for conflict in merged.conflicts:
        first = conflict.candidates[0]
        if (
            any((one.value, one.row) != (first.value, first.row) for one in conflict.candidates)
            and conflict.kind != "delete"
        ):
            left.append(conflict)
            continue
        made = chosen(conflict, first, tables.get(conflict.table, {}).get(conflict.id, {}))
        changes += made
        tables = applied(tables, made)
    return replace(merged, tables=tables, changes=tuple(changes), conflicts=tuple(left))
