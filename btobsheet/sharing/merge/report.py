"""What came of a merge, as a document for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from btobsheet.plan.merge.values import Change, Gone, Stale
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
from btobsheet.reports.problems import worded
from btobsheet.sharing.merge.data import counted
from btobsheet.sharing.merge.log import LOG_TAB
from btobsheet.sharing.merge.told import reworded
from btobsheet.sharing.merge.words import Words
from btobsheet.sharing.merge.written import Outcome

MOST: Final = 10
OWN_TAB: Final = 40


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
        blocks.append(Paragraph(_open(outcome, out, words)))
    elif not prefer:
        blocks.append(Paragraph(words.say("no_conflict")))
    if problems := reworded(outcome.problems, outcome.unsaid, words):
        blocks.append(Bullets(tuple(worded(item, language) for item in problems)))
    if outcome.notes:
        blocks.append(Paragraph(words.say("notes", count=outcome.notes)))
    if not resolving:
        blocks.append(_copies(outcome, words))
    for key, lines in _sections(outcome, words):
        blocks += _section(key, lines, words)
    title = words.say("resolved_title" if resolving else "title")
    return Document(title, words.say("subtitle", master=outcome.master), language, tuple(blocks))


def _open(outcome: Outcome, out: str, words: Words) -> str:
    """Say how many conflicts are open, and on which tab and in which column to answer them."""
    tab, choice = outcome.tab or outcome.words.say("tab"), outcome.words.say("tab.choice")
    count = len(outcome.merged.conflicts)
    return words.say("open", count=count, tab=tab, choice=choice, file=out)


def _headline(outcome: Outcome, words: Words, resolving: bool) -> str:
    changes = len(outcome.merged.changes) - len(outcome.unplaced)
    if resolving:
        return words.say("resolved", count=outcome.decided, changes=changes)
    key = "done_added" if outcome.merged.added else "done" if changes else "done_nothing"
    return words.say(
        key,
        files=len(outcome.copies),
        changes=changes,
        added=len(outcome.merged.added),
        cells=sum(one.added for one in outcome.merged.changes)
        - sum(one.added for one in outcome.unplaced),
    )


def _copies(outcome: Outcome, words: Words) -> Table:
    counts = {copy.file: counted(outcome, copy) for copy in outcome.copies}
    heads = ("file", "who", "revision", "changes", "added", "conflicts", "stale")
    columns = tuple(
        Column(words.say(f"col_{head}"), "left" if head in ("file", "who") else "right")
        for head in heads
    )
    rows = tuple(
        (
            Cell(copy.file),
            Cell(copy.who or "-"),
            Cell(str(copy.revision or "-")),
            *(Cell(str(counts[copy.file][name])) for name in heads[3:]),
        )
        for copy in outcome.copies
    )
    return Table(words.say("copies"), columns, rows, words.say("copies_note"))


def _sections(outcome: Outcome, words: Words) -> Iterable[tuple[str, list[str]]]:
    merged = outcome.merged
    yield "conflicts", [words.conflict(one) for one in merged.conflicts]
    yield "unplaced", [_unplaced(one, words) for one in outcome.unplaced]
    yield "unsaid", _unsaid(outcome, words)
    changes = [words.change(one) for one in merged.changes if not one.added]
    yield "changes", [*_added(outcome, words), *changes]
    yield "stale", [_stale(one, words) for one in merged.stale]
    yield "gone", [_gone(one, words) for one in merged.gone]
    yield "alike", [_alike(table, ids, words) for table, ids in merged.alike]


def _section(key: str, lines: Sequence[str], words: Words) -> list[Block]:
    if not lines:
        return []
    shown = lines if key in ("conflicts", "unplaced", "unsaid") else lines[:MOST]
    where = "more_changes" if key == "changes" else "more_data"
    count = len(lines) - len(shown)
    more = [words.say(where, count=count, tab=LOG_TAB)] if count else []
    noted = key in ("stale", "gone", "alike", "unplaced", "unsaid")
    note = [Paragraph(words.say(f"{key}_note"))] if noted else []
    return [Heading(words.say(key)), *note, Bullets((*shown, *more))]


def _unsaid(outcome: Outcome, words: Words) -> list[str]:
    """Name every word that was not taken over; of a tab of a person's own the first ones."""
    lines = []
    seen: Counter[tuple[str, str, str]] = Counter()
    for one in outcome.unsaid:
        place = one.file, one.tab, one.kind
        seen[place] += 1
        if one.kind != "own_tab" or seen[place] <= OWN_TAB:
            lines.append(words.say("unsaid_line", file=one.file, item=words.unsaid(one)))
    for (file, tab, kind), count in seen.items():
        if kind == "own_tab" and count > OWN_TAB:
            details = {"tab": tab, "count": count - OWN_TAB, "kind": words.unsaid_kind(kind)}
            lines.append(words.say("unsaid_rest", file=file, **details))
    return lines


def _added(outcome: Outcome, words: Words) -> list[str]:
    found = []
    for one in outcome.merged.added:
        what = words.what(one.table, one.id, one.name or words.say("no_name"))
        key = "change_added" if one.id == one.was else "change_moved"
        found.append(words.say(key, what=what, file=one.file, was=one.was))
    return found


def _unplaced(change: Change, words: Words) -> str:
    after = words.value(change.table, change.id, change.field, change.after)
    return words.say(
        "unplaced_item" if change.files else "unplaced_typed",
        what=words.what(change.table, change.id),
        field=words.field(change.table, change.field),
        after=after,
        files=words.files(change.files),
    )


def _stale(one: Stale, words: Words) -> str:
    key = one.table, one.id, one.field
    values = {"value": words.value(*key, one.value), "master": words.value(*key, one.master)}
    return words.say(
        "stale_item",
        what=words.what(*key[:2]),
        field=words.field(one.table, one.field),
        file=one.file,
        **values,
    )


def _gone(one: Gone, words: Words) -> str:
    what, files = words.what(one.table, one.id, one.name), words.files(one.files)
    return words.say("gone_item", what=what, files=files)


def _alike(table: str, ids: Sequence[str], words: Words) -> str:
    return words.say(
        "alike_item",
        table=words.table(table),
        ids=words.say("separator").join(words.what(table, one) for one in ids),
    )
