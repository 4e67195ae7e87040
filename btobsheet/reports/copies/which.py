"""Which copy of a workbook is which, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from btobsheet.layout.rows.memory import memory_line
from btobsheet.plan.copies import (
    Copy,
    Disagreement,
    based_on,
    disagreements,
    families,
    master_of,
    same_content,
)
from btobsheet.plan.diff import Change
from btobsheet.problems import BtobsheetError
from btobsheet.reports.copies.changes import word_change, word_field, word_value
from btobsheet.reports.copies.unread import Unread, unread_values
from btobsheet.reports.copies.which_voice import WhichVoice, short_names
from btobsheet.reports.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Heading,
    Paragraph,
    Table,
    one_line,
)
from btobsheet.reports.problems import hint, message, short, where
from btobsheet.wording import text

EXAMPLES: Final = 3
MOST_CONFLICTS: Final = 10


def compose_which(
    copies: Sequence[Copy], failures: Sequence[BtobsheetError], language: str, layout_version: int
) -> Document:
    """Compose what is told about copies, newest first, and about files that could not be read."""
    voice = WhichVoice(language, short_names([copy.file for copy in copies]), layout_version)
    groups = families(copies)
    blocks: list[Block] = []
    known = [group for group in groups if group[0].plan.identity.plan_id]
    if len(known) > 1:
        blocks.append(Paragraph(voice.word("several", count=len(known))))
    for group in groups:
        blocks += _family(group, voice, alone=len(groups) == 1)
    if failures:
        blocks.append(Heading(voice.word("failures")))
        blocks.append(Bullets(tuple(_failure(error, voice) for error in failures)))
    subtitle = voice.word("subtitle", count=len(copies) + len(failures))
    return Document(voice.word("title"), subtitle, language, tuple(blocks))


def _family(group: Sequence[Copy], voice: WhichVoice, *, alone: bool) -> Iterator[Block]:
    """Tell of the copies of one plan: which is the newest, what each is, what they disagree on."""
    first, title = group[0], _title(group[0], voice)
    yield Paragraph(title) if alone else Heading(title)
    key = "newest" if len(group) > 1 else "newest_one"
    yield Paragraph(voice.word(key, file=voice.file(first), what=voice.what(first)))
    if first.plan.identity.previous.start:
        yield Paragraph(voice.word("previous", **_previous(first)))
    yield _table(group, voice)
    notes = tuple(
        voice.word("note", file=voice.file(copy), said=said)
        for copy in group
        for said in _notes(copy, group, voice)
    )
    if notes:
        yield Heading(voice.word("notes"), 2)
        yield Bullets(notes)
    for copy in group:
        if copy.changed:
            yield Heading(voice.word("changes", file=voice.file(copy)), 2)
            yield Bullets(tuple(_examples(copy, voice)))
    yield from _conflicts(disagreements(group), voice)
    if any(copy.changed for copy in group) and len(group) > 1:
        yield Paragraph(voice.word("next_merge", master=_quoted(voice.file(master_of(group)))))


def _title(copy: Copy, voice: WhichVoice) -> str:
    plan_id = copy.plan.identity.plan_id
    if not plan_id:
        return voice.word("family_unknown")
    title = one_line(copy.plan.settings.title) or voice.word("untitled")
    return voice.word("family", title=title, id=plan_id)


def _table(group: Sequence[Copy], voice: WhichVoice) -> Table:
    heads = ("col_file", "col_revision", "col_based_on", "col_changed", "col_saved")
    columns = tuple(
        Column(voice.word(head), wide=head in ("col_file", "col_based_on")) for head in heads
    )
    return Table(voice.word("caption"), columns, tuple(_row(copy, group, voice) for copy in group))


def _quoted(name: str) -> str:
    """Give a file's name as a command line takes it."""
    return f'"{name}"' if " " in name else name


def _row(copy: Copy, group: Sequence[Copy], voice: WhichVoice) -> tuple[Cell, ...]:
    key = "unknown" if copy.changed is None else "changed" if copy.changed else "untouched"
    changed = voice.word(key, count=copy.changed)
    known = Cell(changed, "missing" if copy.changed is None else "")
    return (
        Cell(voice.file(copy)),
        Cell(voice.revision(copy)),
        Cell(_origin(copy, group, voice)),
        known,
        Cell(voice.saved(copy)),
    )


def _origin(copy: Copy, group: Sequence[Copy], voice: WhichVoice) -> str:
    """Say what a copy is based on: the file where it is among these, else its revision."""
    if copy.base is None:
        return voice.word("unknown")
    if not copy.changed:
        return voice.word("is_base")
    found = based_on(copy, group)
    if found is not None:
        return voice.word("based_on_file", file=voice.file(found))
    revision, newest = copy.plan.identity.revision, group[0].plan.identity.revision
    key = "based_on_older" if revision < newest else "based_on_revision"
    return voice.word(key, revision=revision, newest=newest)


def _notes(copy: Copy, group: Sequence[Copy], voice: WhichVoice) -> Iterator[str]:
    """Say what is odd about one copy among the others of its plan."""
    identity, newest = copy.plan.identity, group[0].plan.identity.revision
    for item in copy.problems:
        yield f"{message(item, voice.language)} {hint(item, voice.language)}"
    if 0 < identity.revision < newest:
        yield voice.word("note_older", revision=identity.revision, newest=newest)
    if 0 < identity.layout_version < voice.layout_version:
        yield voice.word("note_layout", found=identity.layout_version, known=voice.layout_version)
    if any(one.plan.history for one in group):
        line = memory_line(copy.plan.history, voice.language, copy.plan.start)
        yield voice.word("note_memory", said=line) if line else voice.word("note_no_memory")
    twin = same_content(copy, group)
    if twin is not None:
        yield voice.word("note_same", other=voice.file(twin))
    other = next(
        (one for one in group if _same_revision(one, copy) and one.base_mark != copy.base_mark),
        None,
    )
    if other is not None and other is not copy:
        yield voice.word("note_other_base", other=voice.file(other))
    if copy.unread:
        yield voice.word("note_unread", count=len(copy.unread))


def _previous(copy: Copy) -> dict[str, object]:
    """Give what is told of the year before's workbook that a plan was rolled from."""
    known = copy.plan.identity.previous
    return {
        "file": one_line(known.file) or "?",
        "id": known.plan_id or "?",
        "revision": known.revision or "?",
        "start": known.start,
    }


def _same_revision(one: Copy, other: Copy) -> bool:
    """Tell whether two copies should have been handed out with the same content.

    Parts of a plan differ by what they are for.
    """
    own, its = (
        (copy.plan.identity.revision, copy.plan.identity.issue.by, copy.plan.identity.issue.to)
        for copy in (one, other)
    )
    return bool(one.base_mark and other.base_mark) and own == its


def _examples(copy: Copy, voice: WhichVoice) -> Iterator[str]:
    base = copy.base or copy.plan
    unread: tuple[Unread, Unread] = ({}, unread_values(copy.unread))
    said = [
        word_change(change, base, copy.plan, voice.language, unread)
        for change in copy.changes[:EXAMPLES]
    ]
    said += [
        voice.word("unread", where=where(item), value=short(item.value))
        for item in copy.untold[: EXAMPLES - len(said)]
    ]
    yield from said
    if (copy.changed or 0) > len(said):
        yield voice.word("more", count=(copy.changed or 0) - len(said))


def _conflicts(found: Sequence[Disagreement], voice: WhichVoice) -> Iterator[Block]:
    if not found:
        return
    yield Heading(voice.word("conflicts", count=len(found)), 2)
    yield Paragraph(voice.word("conflicts_said"))
    lines = [_conflict(item, voice) for item in found[:MOST_CONFLICTS]]
    if len(found) > len(lines):
        lines.append(voice.word("more", count=len(found) - len(lines)))
    yield Bullets(tuple(lines))


def _conflict(item: Disagreement, voice: WhichVoice) -> str:
    copy, change = item.changes[0]
    told = (
        voice.word("conflict_value", file=voice.file(one), value=_value(one, its, voice))
        for one, its in item.changes
    )
    return voice.word(
        "conflict",
        what=word_field(change, copy.plan, voice.language),
        values=text(voice.language, "changes.separator").join(told),
    )


def _value(copy: Copy, change: Change, voice: WhichVoice) -> str:
    if change.kind == "added":
        return voice.word("conflict_added", name=short(change.name))
    if change.kind == "removed":
        return voice.word("conflict_removed")
    return word_value(change, copy.plan, voice.language, unread_values(copy.unread))


def _failure(error: BtobsheetError, voice: WhichVoice) -> str:
    said, todo = message(error.problem, voice.language), hint(error.problem, voice.language)
    return voice.word("failure", file=one_line(error.file), message=said, hint=todo)
