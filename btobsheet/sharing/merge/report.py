"""What came of a merge, as a document for people and as data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from btobsheet.plan.merge.values import Change, Conflict, Entry
from btobsheet.problems import Problem
from btobsheet.reports.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Heading,
    Paragraph,
    Table,
)
from btobsheet.reports.problems import Json, hint, message, problem_json, severity_word
from btobsheet.sharing.merge.words import Words
from btobsheet.sharing.merge.written import CopyTold, Outcome
from btobsheet.wording import text

SCHEMA: Final = "btobsheet.merge/1"
MOST: Final = 10


def compose_merge(
    outcome: Outcome, out: str, language: str, prefer: str = "", *, resolving: bool = False
) -> Document:
    """Compose what is told after a merge; ``out`` names the output, ``prefer`` what decided."""
    words = Words(language, outcome.words.tables)
    merged = outcome.merged
    blocks: list[Block] = [Paragraph(_headline(outcome, words, resolving))]
    if prefer and outcome.decided:
        blocks.append(Paragraph(words.say(f"decided_{prefer}", count=outcome.decided)))
    if merged.conflicts:
        blocks.append(
            Paragraph(
                words.say(
                    "open",
                    count=len(merged.conflicts),
                    tab=outcome.words.say("tab"),
                    choice=outcome.words.say("tab.choice"),
                    file=out,
                )
            )
        )
    elif not prefer:
        blocks.append(Paragraph(words.say("no_conflict")))
    blocks += (
        [Bullets(tuple(_problem(item, language) for item in outcome.problems))]
        if outcome.problems
        else []
    )
    blocks += [Paragraph(words.say("notes", count=outcome.notes))] if outcome.notes else []
    blocks += [] if resolving else [_copies(outcome, words)]
    for key, lines in _sections(outcome, words):
        blocks += _section(key, lines, words)
    return Document(
        words.say("resolved_title" if resolving else "title"),
        words.say("subtitle", master=outcome.master),
        language,
        tuple(blocks),
    )


def _headline(outcome: Outcome, words: Words, resolving: bool) -> str:
    changes = len(outcome.merged.changes) - len(outcome.unplaced)
    if resolving:
        return words.say("resolved", count=outcome.decided, changes=changes)
    key = "done_added" if outcome.merged.added else "done" if changes else "done_nothing"
    return words.say(
        key, files=len(outcome.copies), changes=changes, added=len(outcome.merged.added)
    )


def _problem(item: Problem, language: str) -> str:
    return text(
        language,
        "report.problem_line",
        severity=severity_word(item, language),
        code=item.code,
        message=message(item, language),
    ) + hint(item, language)


def _copies(outcome: Outcome, words: Words) -> Table:
    counts = {copy.file: counted(outcome, copy) for copy in outcome.copies}
    heads = ("file", "who", "revision", "changes", "added", "conflicts", "stale")
    columns = tuple(
        Column(words.say(f"col_{head}"), "left" if head in ("file", "who") else "right")
        for head in heads
    )
    rows = tuple(
        tuple(
            map(
                Cell,
                (
                    copy.file,
                    copy.who or "-",
                    str(copy.revision or "-"),
                    *(str(counts[copy.file][name]) for name in heads[3:]),
                ),
            )
        )
        for copy in outcome.copies
    )
    return Table(words.say("copies"), columns, rows)


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


def _sections(outcome: Outcome, words: Words) -> Iterable[tuple[str, list[str]]]:
    merged = outcome.merged
    yield "conflicts", [words.conflict(one) for one in merged.conflicts]
    yield (
        "unplaced",
        [
            _change("unplaced_item" if one.files else "unplaced_typed", one, words)
            for one in outcome.unplaced
        ],
    )
    yield (
        "changes",
        [*_added(outcome, words), *(words.change(one) for one in merged.changes if not one.added)],
    )
    yield "stale", [_stale(outcome, at, words) for at in range(len(merged.stale))]
    yield (
        "gone",
        [
            words.say(
                "gone_item",
                what=words.what(one.table, one.id, one.name),
                files=words.files(one.files),
            )
            for one in merged.gone
        ],
    )
    yield "alike", [_alike(table, ids, words) for table, ids in merged.alike]


def _section(key: str, lines: Sequence[str], words: Words) -> list[Block]:
    if not lines:
        return []
    shown = lines if key in ("conflicts", "unplaced") else lines[:MOST]
    more = [words.say("more", count=len(lines) - len(shown))] if len(shown) < len(lines) else []
    note = (
        [Paragraph(words.say(f"{key}_note"))]
        if key in ("stale", "gone", "alike", "unplaced")
        else []
    )
    return [Heading(words.say(key)), *note, Bullets((*shown, *more))]


def _added(outcome: Outcome, words: Words) -> list[str]:
    found = []
    for one in outcome.merged.added:
        what = words.what(one.table, one.id, one.name or words.say("no_name"))
        found.append(
            words.say(
                "change_added" if one.id == one.was else "change_moved",
                what=what,
                file=one.file,
                was=one.was,
            )
        )
    return found


def _change(key: str, change: Change, words: Words) -> str:
    after = words.value(change.table, change.id, change.field, change.after)
    return words.say(
        key,
        what=words.what(change.table, change.id),
        field=words.field(change.table, change.field),
        after=after,
        files=words.files(change.files),
    )


def _stale(outcome: Outcome, at: int, words: Words) -> str:
    one = outcome.merged.stale[at]
    key = one.table, one.id, one.field
    values = {"value": words.value(*key, one.value), "master": words.value(*key, one.master)}
    return words.say(
        "stale_item",
        what=words.what(*key[:2]),
        field=words.field(one.table, one.field),
        file=one.file,
        **values,
    )


def _alike(table: str, ids: Sequence[str], words: Words) -> str:
    return words.say(
        "alike_item",
        table=words.table(table),
        ids=words.say("separator").join(words.what(table, one) for one in ids),
    )


def merge_json(outcome: Outcome, language: str) -> Json:
    """Give a merge as data, ``btobsheet.merge/1``: values as written, days ISO, blanks null."""
    merged = outcome.merged
    return {
        "schema": SCHEMA,
        "master": outcome.master,
        "copies": [
            {
                "file": copy.file,
                "saved_by": copy.who or None,
                "revision": copy.revision or None,
                **counted(outcome, copy),
            }
            for copy in outcome.copies
        ],
        "changes": [_change_json(one) for one in merged.changes],
        "conflicts": [_conflict_json(one) for one in merged.conflicts],
        "decided": outcome.decided,
        "notes": outcome.notes,
        "added": [
            {
                "table": one.table,
                "id": one.id,
                "name": one.name or None,
                "file": one.file,
                "id_in_file": one.was,
            }
            for one in merged.added
        ],
        "stale": [
            {
                "table": one.table,
                "id": one.id,
                "field": one.field,
                "file": one.file,
                "value": _value(one.value),
                "master": _value(one.master),
            }
            for one in merged.stale
        ],
        "deletion_candidates": [
            {"table": one.table, "id": one.id, "name": one.name or None, "files": list(one.files)}
            for one in merged.gone
        ],
        "duplicate_candidates": [{"table": table, "ids": list(ids)} for table, ids in merged.alike],
        "unplaced": [_change_json(one) for one in outcome.unplaced],
        "problems": [problem_json(item, language) for item in outcome.problems],
    }


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
