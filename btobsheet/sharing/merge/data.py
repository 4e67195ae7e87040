"""What came of a merge as data for programs."""

from __future__ import annotations

from typing import Final

from btobsheet.plan.cells import Entry
from btobsheet.plan.merge.values import Added, Change, Conflict, Stale
from btobsheet.reports.problems import Json, problem_json
from btobsheet.sharing.merge.told import reworded
from btobsheet.sharing.merge.words import Words
from btobsheet.sharing.merge.written import CopyTold, Outcome

SCHEMA: Final = "btobsheet.merge/1"


def counted(outcome: Outcome, copy: CopyTold) -> dict[str, int]:
    """Count what one copy brought."""
    merged, file = outcome.merged, copy.file
    return {
        "changes": sum(file in one.files for one in merged.changes),
        "added": sum(one.file == file for one in merged.added),
        "conflicts": sum(
            any(candidate.file == file for candidate in one.candidates) for one in merged.conflicts
        ),
        "stale": sum(one.file == file for one in merged.stale),
    }


def merge_json(outcome: Outcome, language: str) -> Json:
    """Give a merge as data, ``btobsheet.merge/1``: values as written, days ISO, blanks null."""
    merged, words = outcome.merged, Words(language, outcome.words.tables)
    problems = reworded(outcome.problems, outcome.unsaid, words)
    return {
        "schema": SCHEMA,
        "master": outcome.master,
        "copies": [_copy_json(outcome, copy) for copy in outcome.copies],
        "changes": [_change_json(one) for one in merged.changes],
        "conflicts": [_conflict_json(one) for one in merged.conflicts],
        "decided": outcome.decided,
        "notes": outcome.notes,
        "added": [_added_json(one) for one in merged.added],
        "renumbered": [_added_json(one) for one in merged.slips],
        "stale": [_stale_json(one) for one in merged.stale],
        "deletion_candidates": [
            {"table": one.table, "id": one.id, "name": one.name or None, "files": list(one.files)}
            for one in merged.gone
        ],
        "duplicate_candidates": [{"table": table, "ids": list(ids)} for table, ids in merged.alike],
        "unplaced": [_change_json(one) for one in outcome.unplaced],
        "not_taken": [
            {"file": one.file, "tab": one.tab, "cell": one.cell, "kind": one.kind, "word": one.word}
            for one in outcome.unsaid
        ],
        "problems": [problem_json(item, language) for item in problems],
    }


def _copy_json(outcome: Outcome, copy: CopyTold) -> Json:
    about = {"file": copy.file, "saved_by": copy.who or None, "revision": copy.revision or None}
    return {**about, **counted(outcome, copy)}


def _added_json(one: Added) -> Json:
    named = {"table": one.table, "id": one.id, "name": one.name or None}
    return {**named, "file": one.file, "id_in_file": one.was}


def _stale_json(one: Stale) -> Json:
    named = {"table": one.table, "id": one.id, "field": one.field, "file": one.file}
    return {**named, "value": _value(one.value), "master": _value(one.master)}


def _change_json(change: Change) -> Json:
    named = {"table": change.table, "id": change.id, "field": change.field}
    return {
        **named,
        "before": _value(change.before),
        "after": _value(change.after),
        "files": list(change.files),
        "new_row": change.added,
    }


def _conflict_json(conflict: Conflict) -> Json:
    copies = [
        {
            "file": one.file,
            "value": _value(one.value),
            "base": _value(one.base),
            "row": {field: _value(entry) for field, entry in one.row.items()} or None,
        }
        for one in conflict.candidates
    ]
    named = {
        "kind": conflict.kind,
        "table": conflict.table,
        "id": conflict.id,
        "field": conflict.field or None,
        "name": conflict.name or None,
    }
    return {**named, "master": _value(conflict.master), "copies": copies}


def _value(entry: Entry | None) -> object:
    if entry is None:
        return None
    return entry.cell.isoformat() if not isinstance(entry.cell, str | int | float) else entry.cell
