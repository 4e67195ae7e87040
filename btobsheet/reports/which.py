"""Which copy of a workbook is which, in words and as JSON."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from btobsheet.plan.copies import (
    Copy,
    Disagreement,
    based_on,
    disagreements,
    families,
    same_content,
)
from btobsheet.plan.diff import Change
from btobsheet.problems import BtobsheetError
from btobsheet.quickclass import dataclass
from btobsheet.reports.changes import change_json, word_change, word_field, word_value
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
from btobsheet.reports.problems import Json, hint, message, problem_json, short, where
from btobsheet.reports.unread import Unread, unread_values
from btobsheet.wording import text

SCHEMA: Final = "btobsheet.which/1"
EXAMPLES: Final = 3
MOST_CONFLICTS: Final = 10


def compose_which(
    copies: Sequence[Copy], failures: Sequence[BtobsheetError], language: str, layout_version: int
) -> Document:
    """Compose what is told about copies, newest first, and about files that could not be read."""
    voice = _Voice(language, _names([copy.file for copy in copies]), layout_version)
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
    return Document(
        voice.word("title"),
        voice.word("subtitle", count=len(copies) + len(failures)),
        language,
        tuple(blocks),
    )


@dataclass(frozen=True)
class _Voice:
    """Words copies in one language, each file by its shortest clear name."""

    language: str
    names: dict[str, str]
    layout_version: int

    def word(self, key: str, **details: object) -> str:
        return text(self.language, f"which.{key}", **details)

    def file(self, copy: Copy) -> str:
        return one_line(self.names[copy.file])

    def saved(self, copy: Copy) -> str:
        when = copy.saved_at or copy.file_time
        if when is None:
            return self.word("saved_unknown")
        parts = {name: getattr(when, name) for name in ("year", "month", "day", "hour", "minute")}
        shown = self.word("when", **parts)
        return (
            self.word("saved", when=shown, by=one_line(copy.saved_by)).strip()
            if copy.saved_at
            else self.word("saved_file_time", when=shown)
        )

    def revision(self, copy: Copy) -> str:
        number = copy.plan.identity.revision
        return self.word("revision", revision=number) if number else self.word("no_revision")

    def what(self, copy: Copy) -> str:
        key = (
            "what_unknown"
            if copy.changed is None
            else "what_changed"
            if copy.changed
            else "what_untouched"
        )
        return self.word(
            "what",
            revision=self.revision(copy),
            changed=self.word(key, count=copy.changed),
            saved=self.saved(copy),
        )


def _names(files: Sequence[str]) -> dict[str, str]:
    """Give each file's name without its folder where that is enough to tell it apart."""
    short_names = [os.path.basename(file) for file in files]  # noqa: PTH119 - texts, not files
    return {
        file: name if short_names.count(name) == 1 else file
        for file, name in zip(files, short_names, strict=True)
    }


def _family(group: Sequence[Copy], voice: _Voice, *, alone: bool) -> Iterator[Block]:
    first = group[0]
    identity, title = (
        first.plan.identity,
        one_line(first.plan.settings.title) or voice.word("untitled"),
    )
    if not alone:
        yield Heading(
            voice.word("family", title=title, id=identity.plan_id)
            if identity.plan_id
            else voice.word("family_unknown")
        )
    else:
        yield Paragraph(
            voice.word("family", title=title, id=identity.plan_id)
            if identity.plan_id
            else voice.word("family_unknown")
        )
    yield Paragraph(
        voice.word(
            "newest" if len(group) > 1 else "newest_one",
            file=voice.file(first),
            what=voice.what(first),
        )
    )
    heads = ("col_file", "col_revision", "col_based_on", "col_changed", "col_saved")
    columns = tuple(
        Column(voice.word(head), wide=head in ("col_file", "col_based_on")) for head in heads
    )
    yield Table(voice.word("caption"), columns, tuple(_row(copy, group, voice) for copy in group))
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
    if sum(bool(copy.changed) for copy in group) and len(group) > 1:
        yield Paragraph(voice.word("next_merge", master=_quoted(voice.file(_master(group)))))


def _master(group: Sequence[Copy]) -> Copy:
    """Give the copy to merge into: no part of a plan where the whole is here.

    An untouched one of the newest revision, else the newest.
    """
    wholes = [copy for copy in group if not copy.plan.identity.issue.to] or group
    newest = wholes[0].plan.identity.revision
    untouched = [
        copy for copy in wholes if copy.plan.identity.revision == newest and copy.changed == 0
    ]
    return min(untouched, key=lambda copy: (len(copy.file), copy.file), default=wholes[0])


def _quoted(name: str) -> str:
    """Give a file's name as a command line takes it."""
    return f'"{name}"' if " " in name else name


def _row(copy: Copy, group: Sequence[Copy], voice: _Voice) -> tuple[Cell, ...]:
    changed = voice.word(
        "unknown" if copy.changed is None else "changed" if copy.changed else "untouched",
        count=copy.changed,
    )
    known = Cell(changed, "missing" if copy.changed is None else "")
    return (
        Cell(voice.file(copy)),
        Cell(voice.revision(copy)),
        Cell(_origin(copy, group, voice)),
        known,
        Cell(voice.saved(copy)),
    )


def _origin(copy: Copy, group: Sequence[Copy], voice: _Voice) -> str:
    """Say what a copy is based on: the file where it is among these, else its revision."""
    if copy.base is None:
        return voice.word("unknown")
    if not copy.changed:
        return voice.word("is_base")
    found = based_on(copy, group)
    if found is not None:
        return voice.word("based_on_file", file=voice.file(found))
    revision, newest = copy.plan.identity.revision, group[0].plan.identity.revision
    return voice.word(
        "based_on_older" if revision < newest else "based_on_revision",
        revision=revision,
        newest=newest,
    )


def _notes(copy: Copy, group: Sequence[Copy], voice: _Voice) -> Iterator[str]:
    """Say what is odd about one copy among the others of its plan."""
    identity, newest = copy.plan.identity, group[0].plan.identity.revision
    for item in copy.problems:
        yield f"{message(item, voice.language)} {hint(item, voice.language)}"
    if 0 < identity.revision < newest:
        yield voice.word("note_older", revision=identity.revision, newest=newest)
    if 0 < identity.layout_version < voice.layout_version:
        yield voice.word("note_layout", found=identity.layout_version, known=voice.layout_version)
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


def _same_revision(one: Copy, other: Copy) -> bool:
    """Tell whether two copies should have been handed out with the same content.

    Parts of a plan differ by what they are for.
    """
    own, its = one.plan.identity, other.plan.identity
    return bool(one.base_mark and other.base_mark) and (
        own.revision,
        own.issue.by,
        own.issue.to,
    ) == (its.revision, its.issue.by, its.issue.to)


def _examples(copy: Copy, voice: _Voice) -> Iterator[str]:
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


def _conflicts(found: Sequence[Disagreement], voice: _Voice) -> Iterator[Block]:
    if not found:
        return
    yield Heading(voice.word("conflicts", count=len(found)), 2)
    yield Paragraph(voice.word("conflicts_said"))
    lines = [_conflict(item, voice) for item in found[:MOST_CONFLICTS]]
    if len(found) > len(lines):
        lines.append(voice.word("more", count=len(found) - len(lines)))
    yield Bullets(tuple(lines))


def _conflict(item: Disagreement, voice: _Voice) -> str:
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


def _value(copy: Copy, change: Change, voice: _Voice) -> str:
    if change.kind == "added":
        return voice.word("conflict_added", name=short(change.name))
    return (
        voice.word("conflict_removed")
        if change.kind == "removed"
        else word_value(change, copy.plan, voice.language, unread_values(copy.unread))
    )


def _failure(error: BtobsheetError, voice: _Voice) -> str:
    said, todo = message(error.problem, voice.language), hint(error.problem, voice.language)
    return voice.word("failure", file=one_line(error.file), message=said, hint=todo)


def which_json(copies: Sequence[Copy], failures: Sequence[BtobsheetError], language: str) -> Json:
    """Give the copies as data, schema ``btobsheet.which/1``.

    Times ISO with their offset, absent is null.
    """
    groups = families(copies)
    return {
        "schema": SCHEMA,
        "plans": [_family_json(group, language) for group in groups],
        "failures": [
            {"file": error.file, **problem_json(error.problem, language)} for error in failures
        ],
    }


def _family_json(group: Sequence[Copy], language: str) -> Json:
    first = group[0].plan
    return {
        "plan_id": first.identity.plan_id or None,
        "title": first.settings.title or None,
        "newest": group[0].file,
        "copies": [_copy_json(copy, group, language) for copy in group],
        "conflicts": [_conflict_json(item) for item in disagreements(group)],
    }


def _copy_json(copy: Copy, group: Sequence[Copy], language: str) -> Json:
    identity, base, twin = copy.plan.identity, based_on(copy, group), same_content(copy, group)
    return {
        "file": copy.file,
        "revision": identity.revision or None,
        "layout_version": identity.layout_version or None,
        "language": copy.plan.language,
        "start": str(copy.plan.start),
        "state": "unknown" if copy.changed is None else "changed" if copy.changed else "untouched",
        "base": copy.base_mark or None,
        "based_on": base.file if base else None,
        "same_as": twin.file if twin else None,
        "changed": copy.changed,
        "changes": [change_json(change) for change in copy.changes],
        "unread": [problem_json(item, language) for item in copy.unread],
        "saved_by": copy.saved_by or None,
        "saved_at": _iso(copy.saved_at),
        "file_time": _iso(copy.file_time),
        "problems": [problem_json(item, language) for item in copy.problems],
    }


def _conflict_json(item: Disagreement) -> Json:
    _, first = item.changes[0]
    values: Iterable[Json] = (
        {"file": copy.file, "kind": change.kind, "value": change_json(change)["after"]}
        for copy, change in item.changes
    )
    return {
        "table": first.table,
        "id": first.id,
        "field": first.field or None,
        "key": first.key or None,
        "values": list(values),
    }


def _iso(moment: dt.datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
