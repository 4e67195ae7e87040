"""What was decided before: values that the change log holds as refused are no conflicts again when
the same copies come once more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from btobsheet.excel.raw.cells import SheetGrid
from btobsheet.excel.raw.grid import read_grid
from btobsheet.layout.typed.text import plain
from btobsheet.plan.cells import Entry
from btobsheet.plan.merge.values import Candidate, Conflict, Gone, Merged, Stale
from btobsheet.quickclass import dataclass
from btobsheet.sharing.merge.log import LOG_TAB
from btobsheet.sharing.merge.words import Words
from btobsheet.sharing.opened import Book

_COLUMNS = (2, 5, 6, 8, 10, 9)  # of the log: what was done, table, id, field, after, before
Line = tuple[str, ...]


@dataclass(frozen=True)
class _Decided:
    """What the log tells, as lines of table, id, field and value.

    ``refused`` were decided against; ``seen`` are all of rows that were decided to go, by row.
    """

    refused: frozenset[Line]
    seen: Mapping[Line, frozenset[Line]]

    def knows(self, conflict: Conflict, candidate: Candidate, words: Words) -> bool:
        """Tell whether what a copy says was there when it was decided."""
        lines = _lines(conflict, candidate, words)
        deleted = self.seen.get((words.table(conflict.table), conflict.id))
        return lines <= self.refused or (
            conflict.kind == "restore" and deleted is not None and lines <= deleted
        )


def without_decided(merged: Merged, book: Book, words: Words) -> Merged:
    """Leave out what copies say that was refused before.

    It is told as an old value, a row as a deletion candidate.
    """
    decided = _decided(book, words) if merged.conflicts else None
    if not decided or not (decided.refused or decided.seen):
        return merged
    conflicts, stale, gone = [], list(merged.stale), list(merged.gone)
    for conflict in merged.conflicts:
        old = [one for one in conflict.candidates if decided.knows(conflict, one, words)]
        if len(old) < len(conflict.candidates):
            conflicts.append(
                replace(
                    conflict, candidates=tuple(one for one in conflict.candidates if one not in old)
                )
            )
        stale += (told for one in old for told in _stale(conflict, one))
        if old and conflict.kind == "delete":
            gone.append(
                Gone(conflict.table, conflict.id, conflict.name, tuple(one.file for one in old))
            )
    return replace(merged, conflicts=tuple(conflicts), stale=tuple(stale), gone=tuple(gone))


def _decided(book: Book, words: Words) -> _Decided:
    """Read the log: of a value and of a row the last word counts."""
    sheets = read_grid(book.data, book.file, lambda _, name: name.casefold() == LOG_TAB).sheets
    last: dict[Line, str] = {}
    rows: dict[Line, str] = {}
    seen: dict[Line, set[Line]] = {}
    for sheet in sheets:
        if sheet.name.casefold() == LOG_TAB:
            for row in sorted(sheet.rows):
                action, table, one, field, after, before = _texts(sheet, row)
                last[table, one, field, after] = action
                if action in (words.say("log.delete"), words.say("log.add")):
                    rows[table, one] = action
                values = {(table, one, field, value) for value in (before, after)}
                seen.setdefault((table, one), set()).update(values)
    deleted = [row for row, action in rows.items() if action == words.say("log.delete")]
    return _Decided(
        frozenset(line for line, action in last.items() if action == words.say("log.refuse")),
        {row: frozenset(seen[row]) for row in deleted},
    )


def _texts(sheet: SheetGrid, row: int) -> list[str]:
    cells = sheet.rows[row]
    return [plain(cells[column].value) if column in cells else "" for column in _COLUMNS]


def _lines(conflict: Conflict, candidate: Candidate, words: Words) -> frozenset[Line]:
    """Give the lines that the log would hold if the candidate were refused."""
    table, one = conflict.table, conflict.id
    values = (
        (field, "" if entry is None else words.value(table, one, field, entry, whole=True))
        for field, entry in _fields(conflict, candidate).items()
    )
    return frozenset(
        (words.table(table), one, plain(words.field(table, field)), plain(value))
        for field, value in values
    )


def _fields(conflict: Conflict, candidate: Candidate) -> Mapping[str, Entry | None]:
    return candidate.row if conflict.kind == "restore" else {conflict.field: candidate.value}


def _stale(conflict: Conflict, candidate: Candidate) -> list[Stale]:
    if conflict.kind == "delete":
        return []
    return [
        Stale(conflict.table, conflict.id, field, candidate.file, entry, conflict.master)
        for field, entry in _fields(conflict, candidate).items()
    ]
