"""Merge copies into a master workbook.

The master itself is patched.

Its tabs, columns, colours, charts and notes stay: only the merged cells change, formulas show their
new values, and the base snapshot with the revision is renewed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from btobsheet.excel.raw.grid import Source
from btobsheet.layout.rows.apart import sorted_apart
from btobsheet.layout.rows.base import base_rows
from btobsheet.plan.merge.threeway import merge, preferring_copies
from btobsheet.plan.merge.values import Copy, Merged
from btobsheet.problems import Problem, UnreadableError, UsageError, problem
from btobsheet.sharing.merge.decided import without_decided
from btobsheet.sharing.merge.log import Logged
from btobsheet.sharing.merge.memory import closed_cells, told_closed, told_older
from btobsheet.sharing.merge.notes import brought
from btobsheet.sharing.merge.resolving import (
    deleted_line,
    refused_lines,
    words_of,
)
from btobsheet.sharing.merge.still_open import with_earlier
from btobsheet.sharing.merge.told import (
    lost_tabs,
    told_consents,
    told_slips,
    told_unreadable,
    told_unsaid,
)
from btobsheet.sharing.merge.unsaid import not_taken
from btobsheet.sharing.merge.written import CopyTold, Judge, Outcome, written
from btobsheet.sharing.opened import Book, open_book
from btobsheet.wording import text

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
    files, problems = _distinct(opened, book.language)
    usable = [Copy(file, copy.snapshot, copy.base_tables()) for file, copy in files.items()]
    for one in usable:
        problems += _judged(one, files[one.file], book)
        _refuse_sorted_apart(one, files[one.file], book)
    closed = closed_cells(book.plan)
    fresh = merge(book.snapshot, usable, closed)
    merged = with_earlier(without_decided(fresh, book, words_of(book, fresh)), book)
    found = len(merged.conflicts)
    merged, refused = _preferring(prefer, merged)
    told = tuple(
        CopyTold(file, copy.saved().by, copy.identity.revision) for file, copy in files.items()
    )
    words, notes = words_of(book, merged), brought(book, files, merged)
    unsaid = tuple(not_taken(files, book, notes.left))
    problems += (*lost_tabs(files, book), *told_unsaid(unsaid, words))
    problems += (*told_slips(merged, words), *told_consents(merged, words, book.plan))
    problems += told_unreadable(merged, words, book.how)
    problems += (*told_closed(merged, closed, words), *told_older(files, book))
    outcome = Outcome(
        b"",
        book.file,
        told,
        merged,
        words,
        problems=tuple(problems),
        unsaid=unsaid,
        decided=found - len(merged.conflicts),
    )
    return written(book, outcome, refused, judge, now, notes.notes)


def _preferring(prefer: str, merged: Merged) -> tuple[Merged, list[Logged]]:
    """Decide conflicts at once where that is wanted; give what was decided against, for the log."""
    if prefer == "master":
        refused = [line for conflict in merged.conflicts for line in refused_lines(conflict)]
        return replace(merged, conflicts=()), refused
    if prefer != "copy":
        return merged, []
    made = preferring_copies(merged)
    decided = [one for one in merged.conflicts if one not in made.conflicts]
    deleted = [one for one in decided if one.kind == "delete"]
    return made, [deleted_line(one, one.candidates[0].file) for one in deleted]


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
        first = opened[0] if opened and not failures else None
        try:
            opened.append(
                open_book(
                    source,
                    names[at] if names else "",
                    first,
                    computed=not opened,
                    outputs=first.outputs if first else (),
                )
            )
        except UnreadableError as failure:
            failures.append(failure)
    if failures:
        error = CopiesUnreadableError(failures[0].problem, failures[0].file)
        error.others = tuple(failures[1:])
        raise error
    return opened[0], opened[1:]


def _distinct(books: Sequence[Book], language: str) -> tuple[dict[str, Book], list[Problem]]:
    """Give each copy a name of its own; one that holds the very same as another is left out
    (N712).
    """
    ordered = sorted(books, key=lambda one: (one.file, one.data))
    unnamed = text(language, "merge.unnamed")
    names = own_names([book.file or unnamed for book in ordered])
    found: dict[str, Book] = {}
    seen: dict[bytes, str] = {}
    problems = []
    for name, book in zip(names, ordered, strict=True):
        if book.data in seen:
            same = book.file or name, seen[book.data]
            problems.append(problem("N712", value=same[0], other=same[1]))
        else:
            seen[book.data] = book.file or name
            found[name] = book
    return found, problems


def own_names(files: Sequence[str]) -> list[str]:
    """Give each file its name; with its folder, all of its path or a number where others have it.

    >>> own_names(["x/a.xlsx", "b.xlsx", "b.xlsx"])
    ['x/a.xlsx', 'b.xlsx', 'b.xlsx (2)']
    """
    paths = [file.replace("\\", "/").split("/") for file in files]
    for parts in (1, 2):
        names = ["/".join(path[-parts:]) for path in paths]
        if len(set(names)) == len(names):
            return names
    return [
        f"{file} ({number})" if (number := files[: at + 1].count(file)) > 1 else file
        for at, file in enumerate(files)
    ]


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
        [
            problem(
                "W711",
                value=one.file,
                revision=own.revision,
                master=master.file,
                older=there.revision,
            )
        ]
        if own.revision > there.revision
        else []
    )


def _refuse_sorted_apart(one: Copy, copy: Book, master: Book) -> None:
    """Refuse a copy in which rows cannot be told any more, as its check tells it (E409)."""
    base = base_rows(copy.identity.base) if copy.identity.checksum_ok else {}
    known = one.base if one.base is not None else master.snapshot.tables
    for table, pairs in sorted_apart(copy.result.understood, copy.snapshot, base, known).items():
        located = master.result.tables.get(table)
        sheet = located.sheet.name if located else table
        ids = ", ".join(borne for _, borne, _ in pairs[:_IDS_TOLD])
        told = problem("E702", value=one.file, sheet=sheet, ids=ids, count=len(pairs))
        raise UsageError(told, copy.file)
