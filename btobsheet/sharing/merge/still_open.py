"""Conflicts that an earlier merge left open in the master stay open until somebody decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from btobsheet.layout.typed.text import is_blank
from btobsheet.plan.cells import Entry, Key, Tables
from btobsheet.plan.merge.values import Candidate, Change, Conflict, Merged
from btobsheet.problems import UsageError, problem
from btobsheet.sharing.merge.resolving import answers_in, stored_conflicts
from btobsheet.sharing.opened import Book


def with_earlier(merged: Merged, book: Book) -> Merged:
    """Keep the conflicts that an earlier merge left open in the master.

    A cell in which a person has typed since is decided. What one of the copies says once more, or
    another one newly, joins the conflict and decides nothing, unless all of them say the same by
    now. Raises UsageError E706 where they have been answered.
    """
    there = book.snapshot.tables
    earlier = [
        one
        for one in stored_conflicts(book)
        if one.kind != "cell" or _entry(there, _key(one)) == one.master
    ]
    if not earlier:
        return merged
    if any(answer.choice or not is_blank(answer.typed) for answer in answers_in(book).values()):
        raise UsageError(problem("E706", value=book.file), book.file)
    changes = {_key(one): one for one in merged.changes}
    found = {_key(one): one for one in merged.conflicts}
    for one in earlier:
        key = _key(one)
        if key in found:
            found[key] = _joined(found[key], one.candidates)
        elif key not in changes:
            found[key] = one
        elif not _agreed(one, changes[key]):
            found[key] = _joined(_said(one, changes.pop(key)), one.candidates)
    tables = _as_before(
        merged.tables, {_key(one) for one in merged.changes} - changes.keys(), there
    )
    kept = tuple(one for one in merged.changes if _key(one) in changes)
    return replace(merged, tables=tables, changes=kept, conflicts=tuple(found.values()))


def _key(one: Conflict | Change) -> Key:
    return one.table, one.id, one.field


def _entry(tables: Tables, key: Key) -> Entry | None:
    table, record, field = key
    return tables.get(table, {}).get(record, {}).get(field)


def _agreed(one: Conflict, change: Change) -> bool:
    """Tell whether no other copy than those that say so now said anything else."""
    others = (other for other in one.candidates if other.file not in change.files)
    return all(other.value == change.after for other in others)


def _said(one: Conflict, change: Change) -> Conflict:
    """Give the conflict with what the copies say now."""
    said = tuple(Candidate(file, change.after, change.before) for file in change.files)
    return replace(one, candidates=said)


def _joined(one: Conflict, earlier: tuple[Candidate, ...]) -> Conflict:
    """Add what other copies said earlier."""
    said = {candidate.file for candidate in one.candidates}
    more = tuple(candidate for candidate in earlier if candidate.file not in said)
    return replace(one, candidates=(*one.candidates, *more))


def _as_before(tables: Tables, keys: set[Key], there: Tables) -> Tables:
    """Give cells the values again that the master has."""
    made: dict[str, Mapping[str, Mapping[str, Entry]]] = dict(tables)
    for table, record, field in sorted(keys):
        row = dict(made[table][record])
        before = _entry(there, (table, record, field))
        if before is None:
            row.pop(field, None)
        else:
            row[field] = before
        made[table] = {**made[table], record: row}
    return made
