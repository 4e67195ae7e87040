"""Apply the answers given on a merged workbook's tab of conflicts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from btobsheet.excel.patch.edits import tab_of_ours
from btobsheet.excel.raw.grid import Source, read_grid
from btobsheet.excel.read.signs import stored as kept_of
from btobsheet.layout.rows.snapshot import entry_of
from btobsheet.layout.typed.text import Raw, is_blank, match_key, plain
from btobsheet.plan.merge.threeway import applied, chosen, typed
from btobsheet.plan.merge.values import Candidate, Change, Conflict, Merged
from btobsheet.problems import UsageError, problem
from btobsheet.sharing.merge.answers import Answer, Clicked, answers, tab_names
from btobsheet.sharing.merge.kept import load_conflicts
from btobsheet.sharing.merge.log import Logged
from btobsheet.sharing.merge.tabs import choices
from btobsheet.sharing.merge.told import told_answers, told_consents, told_unreadable
from btobsheet.sharing.merge.words import Words
from btobsheet.sharing.merge.written import Judge, Outcome, written
from btobsheet.sharing.opened import Book, open_book
from btobsheet.wording import LANGUAGES, text


def stored_conflicts(book: Book) -> tuple[Conflict, ...]:
    """Give the conflicts that an earlier merge left open in a workbook."""
    return load_conflicts(kept_of(book.result.grid), book.snapshot.tables, book.how)


def answers_in(book: Book) -> Mapping[int, Answer]:
    """Give what stands on its tab of conflicts, by number."""
    return answered(book)[1]


def answered(book: Book) -> tuple[str, Mapping[int, Answer]]:
    """Give the same with the tab's name."""
    names = {tab_of_ours(book.data, *tab_names()), *tab_names()}
    there = answers(read_grid(book.data, book.file, lambda _, name: name in names).sheets)
    # where the tab was renamed
    return there if there[1] else answers(read_grid(book.data, book.file).sheets)


def refused_lines(conflict: Conflict, taken: str = "") -> list[Logged]:
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


def deleted_line(conflict: Conflict, file: str) -> Logged:
    """Log that a row is to go: the same copies do not ask for it again."""
    change = Change(conflict.table, conflict.id, "", None, None, (file,))
    return Logged("delete", change, file, "")


def words_of(book: Book, merged: Merged) -> Words:
    """Give what words the cells of a merge in the workbook's language."""
    return Words(book.how.language, merged.tables)


def resolve_book(
    source: Source,
    judge: Judge,
    now: dt.datetime,
    name: str = "",
    clicked: Mapping[int, Clicked] = MappingProxyType({}),
) -> Outcome:
    """Apply the answers given on a merged workbook's tab of conflicts.

    Those without an answer stay open; ``clicked`` are answers given elsewhere, by number, and count
    before those of the tab.

    A cell that was changed by hand meanwhile counts as an answer. Raises UnreadableError, and
    UsageError E704 where the workbook holds no conflicts.
    """
    book = open_book(source, name)
    conflicts = stored_conflicts(book)
    if not conflicts:
        raise UsageError(problem("E704", value=book.file), book.file)
    resolving = _Resolving(book, conflicts)
    tab, given = answered(book)
    left = [
        (number, one)
        for number, one in enumerate(conflicts, start=1)
        if not (
            resolving.clicked(one, clicked[number])
            if number in clicked
            else resolving.answer(one, given.get(number, Answer("", None)))
        )
    ]
    merged = Merged(resolving.tables, tuple(resolving.changes), tuple(one for _, one in left))
    words = words_of(book, merged)
    problems = (
        *told_unreadable(merged, words, book.how),
        *told_consents(merged, words, book.plan),
        *told_answers(left, given, tab, words, resolving.names, resolving.unread),
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
        self.unread: list[tuple[Conflict, str]] = []
        words = Words(book.how.language, self.tables)
        self.names = choices(conflicts, words)

    def answer(self, conflict: Conflict, answer: Answer) -> bool:
        """Apply one answer; tell whether there was any."""
        meant = meaning(conflict, answer, self.names)
        if meant:
            return self.clicked(conflict, meant)
        row = self.tables.get(conflict.table, {}).get(conflict.id, {})
        changed = (
            row.get(conflict.field) != conflict.master
            if conflict.kind == "cell"
            else bool(row) == (conflict.kind == "restore")
        )
        return not match_key(answer.choice) and changed and self._settle(conflict, [])

    def clicked(self, conflict: Conflict, click: Clicked) -> bool:
        """Apply an answer that names what it takes; tell whether it was any."""
        if click.kind == "master":
            return self._settle(conflict, [])
        if click.kind == "typed":
            may = conflict.kind == "cell" and not is_blank(click.typed)
            return may and self._type(conflict, click.typed)
        found = next((one for one in conflict.candidates if one.file == click.file), None)
        return found is not None and self._take(conflict, found)

    def _take(self, conflict: Conflict, candidate: Candidate) -> bool:
        """Take what a copy says."""
        if conflict.kind == "delete":
            self.refused.append(deleted_line(conflict, candidate.file))
        row = self.tables.get(conflict.table, {}).get(conflict.id, {})
        return self._settle(conflict, chosen(conflict, candidate, row), candidate.file)

    def _type(self, conflict: Conflict, raw: Raw) -> bool:
        """Take what was typed, where it can be read."""
        key = conflict.table, conflict.id, conflict.field
        entry = entry_of(*key, raw, self.tables, self.book.how)
        if entry is None or entry.read is None:
            self.unread.append((conflict, plain(raw)))
            return False
        row = self.tables.get(conflict.table, {}).get(conflict.id, {})
        return self._settle(conflict, typed(conflict, entry, row))

    def _settle(self, conflict: Conflict, changes: Sequence[Change], taken: str = "") -> bool:
        self.changes += changes
        self.tables = applied(self.tables, changes)
        self.refused += refused_lines(conflict, taken)
        return True


def meaning(conflict: Conflict, answer: Answer, names: Mapping[str, str]) -> Clicked | None:
    """Say what a person's words for one conflict mean; None where they say nothing. ``names`` are
    the words by which the copies are offered.
    """
    choice = match_key(answer.choice)
    candidate = _candidate(conflict, choice, names)
    if candidate:
        return Clicked("copy", file=candidate.file)
    if choice in _spellings("master"):
        return Clicked("master")
    is_typed = conflict.kind == "cell" and not is_blank(answer.typed)
    if is_typed and (not choice or choice in _spellings("typed")):
        return Clicked("typed", typed=answer.typed)
    return None


def _candidate(conflict: Conflict, choice: str, names: Mapping[str, str]) -> Candidate | None:
    """Find the copy that was chosen: by the word for the only one, or by its name, with or without
    what follows its last dot.
    """
    if choice and len(conflict.candidates) == 1 and choice in _spellings("copy"):
        return conflict.candidates[0]
    for one in conflict.candidates:
        if choice and choice in map(
            match_key, (names[one.file], one.file, one.file.rpartition(".")[0])
        ):
            return one
    return None


def _spellings(key: str) -> tuple[str, ...]:
    return tuple(match_key(text(language, f"merge.{key}")) for language in LANGUAGES)
