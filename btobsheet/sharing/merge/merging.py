"""Merge copies into a master workbook, and apply the answers given to its conflicts.

The master itself is patched.

Its tabs, columns, colours, charts and notes stay: only the merged cells change, formulas show their
new values, and the base snapshot with the revision is renewed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from btobsheet.excel.raw.grid import Source, read_grid
from btobsheet.excel.read.signs import stored as kept_of
from btobsheet.layout.rows.snapshot import entry_of
from btobsheet.layout.typed.text import is_blank, match_key
from btobsheet.plan.merge.rows import permuted
from btobsheet.plan.merge.threeway import applied, chosen, merge, preferring_copies, typed
from btobsheet.plan.merge.values import Candidate, Change, Conflict, Copy, Merged
from btobsheet.problems import Problem, UnreadableError, UsageError, problem
from btobsheet.sharing.merge.answers import Answer, answers
from btobsheet.sharing.merge.decided import without_decided
from btobsheet.sharing.merge.kept import load_conflicts
from btobsheet.sharing.merge.log import Logged
from btobsheet.sharing.merge.notes import brought
from btobsheet.sharing.merge.tabs import choices
from btobsheet.sharing.merge.told import told_answers, told_unreadable
from btobsheet.sharing.merge.words import Words
from btobsheet.sharing.merge.written import CopyTold, Judge, Outcome, written
from btobsheet.sharing.opened import Book, open_book
from btobsheet.wording import LANGUAGES, text

_IDS_TOLD = 5


def merge_books(
    master: Source,
    copies: Sequence[Source],
    judge: Judge,
    now: dt.datetime,
    *,
    prefer: str = "",
    names: Sequence[str] = (),
) -> Outcome:
    """Merge copies into a master.

    ``prefer`` is ``master`` or ``copy`` and decides conflicts at once, but where copies contradict
    each other ``copy`` leaves them open. ``names`` are those of the master and the copies, where
    they are bytes. Raises UnreadableError, and UsageError: E701 a copy of another plan, E702 a
    table of a copy sorted without its ids, E706 a master with answers that were not applied yet,
    E050 a master that cannot be patched.
    """
    book, opened = _opened(master, copies, names)
    files, problems = _distinct(opened)
    usable = [Copy(file, copy.snapshot, copy.base()) for file, copy in files.items()]
    for one in usable:
        problems += _judged(one, files[one.file], book)
        _refuse_permuted(one, book)
    fresh = merge(book.snapshot, usable)
    merged = _with_earlier(without_decided(fresh, book, _words(book, fresh)), book)
    refused: list[Logged] = []
    found = len(merged.conflicts)
    if prefer == "master":
        refused = [line for conflict in merged.conflicts for line in _refused(conflict)]
        merged = replace(merged, conflicts=())
    elif prefer == "copy":
        merged = preferring_copies(merged)
    told = tuple(
        CopyTold(file, copy.saved().by, copy.identity.revision) for file, copy in files.items()
    )
    words = _words(book, merged)
    problems += told_unreadable(merged, words, book.how)
    outcome = Outcome(
        b"",
        book.file,
        told,
        merged,
        words,
        problems=tuple(problems),
        decided=found - len(merged.conflicts),
    )
    return written(book, outcome, refused, judge, now, brought(book, files, merged))


class CopiesUnreadableError(UnreadableError):
    """Several inputs cannot be read; ``others`` are the errors of those after the first."""

    others: tuple[UnreadableError, ...] = ()


def _opened(
    master: Source, copies: Sequence[Source], names: Sequence[str]
) -> tuple[Book, list[Book]]:
    """Open all workbooks; those that cannot be read are told all at once."""
    failures: list[UnreadableError] = []
    opened: list[Book] = []
    for at, source in enumerate((master, *copies)):
        try:
            opened.append(
                open_book(
                    source,
                    names[at] if names else "",
                    opened[0] if opened and not failures else None,
                )
            )
        except UnreadableError as failure:
            failures.append(failure)
    if failures:
        error = CopiesUnreadableError(failures[0].problem, failures[0].file)
        error.others = tuple(failures[1:])
        raise error
    return opened[0], opened[1:]


def _distinct(books: Sequence[Book]) -> tuple[dict[str, Book], list[Problem]]:
    """Give each copy a name of its own; one that holds the very same as another is left out
    (N712).
    """
    seen: dict[bytes, str] = {}
    problems = []
    for book in sorted(books, key=lambda one: one.file):
        if book.data in seen:
            problems.append(problem("N712", value=book.file, other=seen[book.data]))
        seen.setdefault(book.data, book.file)
    kept = {file: book for book in books for file in [seen[book.data]] if file == book.file}
    return dict(
        zip(_short_names(sorted(kept)), (kept[file] for file in sorted(kept)), strict=True)
    ), problems


def _short_names(files: Sequence[str]) -> list[str]:
    """Give each file its name, with its folder where another one has the same, else all of its
    path.
    """
    paths = [file.replace("\\", "/").split("/") for file in files]
    for parts in (1, 2):
        names = ["/".join(path[-parts:]) for path in paths]
        if len(set(names)) == len(names):
            return names
    return list(files)


def _judged(one: Copy, copy: Book, master: Book) -> list[Problem]:
    """Say what is doubtful about a copy; raises UsageError E701 for another plan's."""
    own, there = copy.identity, master.identity
    if (
        own.plan_id and there.plan_id and own.plan_id != there.plan_id
    ) or copy.result.plan.start != master.how.start:
        raise UsageError(problem("E701", value=one.file, master=master.file), copy.file)
    if one.base is None:
        return [problem("W710", value=one.file)]
    return (
        [problem("W711", value=one.file, revision=own.revision, master=there.revision)]
        if own.revision > there.revision
        else []
    )


def _refuse_permuted(copy: Copy, master: Book) -> None:
    for table, ids in permuted(copy, master.snapshot).items():
        located = master.result.tables.get(table)
        sheet = located.sheet.name if located else table
        raise UsageError(
            problem(
                "E702", value=copy.file, sheet=sheet, ids=", ".join(ids[:_IDS_TOLD]), count=len(ids)
            ),
            copy.file,
        )


def _with_earlier(merged: Merged, book: Book) -> Merged:
    """Keep the conflicts that an earlier merge left open in the master.

    Raises UsageError E706 where they have been answered.
    """
    earlier = [
        one
        for one in _stored_conflicts(book)
        if one.kind != "cell" or _standing(one, merged) == one.master
    ]
    if not earlier:
        return merged
    if any(answer.choice or not is_blank(answer.typed) for answer in _answers(book).values()):
        raise UsageError(problem("E706", value=book.file), book.file)
    found = {(one.table, one.id, one.field): one for one in merged.conflicts}
    for one in earlier:
        key = one.table, one.id, one.field
        if key in found:
            said = {candidate.file for candidate in found[key].candidates}
            more = tuple(candidate for candidate in one.candidates if candidate.file not in said)
            found[key] = replace(found[key], candidates=(*found[key].candidates, *more))
        else:
            found[key] = one
    return replace(merged, conflicts=tuple(found.values()))


def _standing(conflict: Conflict, merged: Merged) -> object:
    return merged.tables.get(conflict.table, {}).get(conflict.id, {}).get(conflict.field)


def _stored_conflicts(book: Book) -> tuple[Conflict, ...]:
    return load_conflicts(kept_of(book.result.grid), book.snapshot.tables, book.how)


def _answers(book: Book) -> Mapping[int, Answer]:
    names = {text(language, "merge.tab") for language in LANGUAGES}
    found = answers(read_grid(book.data, book.file, lambda _, name: name in names))
    return found or answers(read_grid(book.data, book.file))  # where the tab was renamed


def _refused(conflict: Conflict, taken: str = "") -> list[Logged]:
    """Log what is decided against, so that no word is lost."""
    lines = []
    for one in conflict.candidates:
        fields = one.row if conflict.kind == "restore" else {conflict.field: one.value}
        for field, entry in fields.items() if one.file != taken else ():
            lines.append(
                Logged(
                    "refuse",
                    Change(conflict.table, conflict.id, field, conflict.master, entry, (one.file,)),
                    one.file,
                    "",
                )
            )
    return lines


def _words(book: Book, merged: Merged) -> Words:
    return Words(book.how.language, merged.tables)


def resolve_book(source: Source, judge: Judge, now: dt.datetime, name: str = "") -> Outcome:
    """Apply the answers given on a merged workbook's tab of conflicts.

    Those without an answer stay open.

    A cell that was changed by hand meanwhile counts as an answer. Raises UnreadableError, and
    UsageError E704 where the workbook holds no conflicts.
    """
    book = open_book(source, name)
    conflicts = _stored_conflicts(book)
    if not conflicts:
        raise UsageError(problem("E704", value=book.file), book.file)
    resolving = _Resolving(book, conflicts)
    given = _answers(book)
    left = [
        (number, one)
        for number, one in enumerate(conflicts, start=1)
        if not resolving.answer(one, given.get(number, Answer("", None)))
    ]
    merged = Merged(resolving.tables, tuple(resolving.changes), tuple(one for _, one in left))
    words = _words(book, merged)
    problems = (
        *told_unreadable(merged, words, book.how),
        *told_answers(left, given, words, resolving.names),
    )
    outcome = Outcome(
        b"", book.file, (), merged, words, problems=problems, decided=len(conflicts) - len(left)
    )
    return written(book, outcome, resolving.refused, judge, now)


class _Resolving:
    """Answers being applied, one after the other."""

    def __init__(self, book: Book, conflicts: Sequence[Conflict]) -> None:
        self.book = book
        self.tables = book.snapshot.tables
        self.changes: list[Change] = []
        self.refused: list[Logged] = []
        words = Words(book.how.language, self.tables)
        self.names = choices(conflicts, words)

    def answer(self, conflict: Conflict, answer: Answer) -> bool:
        """Apply one answer; tell whether there was any."""
        row = self.tables.get(conflict.table, {}).get(conflict.id, {})
        choice = match_key(answer.choice)
        candidate = self._candidate(conflict, choice)
        if candidate:
            return self._settle(conflict, chosen(conflict, candidate, row), candidate.file)
        if choice in _spellings("master"):
            return self._settle(conflict, [])
        by_hand = (
            conflict.kind == "cell"
            and not is_blank(answer.typed)
            and (not choice or choice in _spellings("typed"))
        )
        if by_hand:
            entry = entry_of(
                conflict.table,
                conflict.id,
                conflict.field,
                answer.typed,
                self.tables,
                self.book.how,
            )
            return self._settle(conflict, typed(conflict, entry, row))
        changed = (
            row.get(conflict.field) != conflict.master
            if conflict.kind == "cell"
            else bool(row) == (conflict.kind == "restore")
        )
        return not choice and changed and self._settle(conflict, [])

    def _candidate(self, conflict: Conflict, choice: str) -> Candidate | None:
        """Find the copy that was chosen: by the word for the only one, or by its name, with or
        without what follows its last dot.
        """
        if choice and len(conflict.candidates) == 1 and choice in _spellings("copy"):
            return conflict.candidates[0]
        for one in conflict.candidates:
            if choice and choice in map(
                match_key, (self.names[one.file], one.file, one.file.rpartition(".")[0])
            ):
                return one
        return None

    def _settle(self, conflict: Conflict, changes: Sequence[Change], taken: str = "") -> bool:
        self.changes += changes
        self.tables = applied(self.tables, changes)
        self.refused += _refused(conflict, taken)
        return True


def _spellings(key: str) -> tuple[str, ...]:
    return tuple(match_key(text(language, f"merge.{key}")) for language in LANGUAGES)
