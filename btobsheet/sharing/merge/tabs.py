"""The two tabs that a merge writes: conflicts with their answers, the hidden log of changes."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from btobsheet.excel.patch.edits import Tab, TabCell
from btobsheet.excel.raw.cells import Grid, SheetGrid
from btobsheet.layout.address import a1, quoted
from btobsheet.layout.rows.identity import PIECE
from btobsheet.layout.rows.snapshot import Reading, entry_of, stored
from btobsheet.layout.typed.text import Raw, match_key, plain
from btobsheet.plan.merge.values import Candidate, Change, Conflict, Entry, Merged, Row, Tables
from btobsheet.quickclass import dataclass
from btobsheet.sharing.merge.words import Words
from btobsheet.sharing.opened import Places
from btobsheet.wording import LANGUAGES, text

LOG_TAB = "_btobsheet_log"
STORED = "conflicts"
"""The conflicts stand in the identity's tab too, as JSON in pieces ``conflicts.1`` …: the tab that
people see may be sorted or edited.
"""
_CHOICES = 255
_HEADS = ("number", "place", "what", "field", "base", "master", "copies", "choice", "typed")
_WIDTHS = (9, 26, 28, 14, 18, 18, 34, 18, 18)
_LOG = ("when", "action", "file", "who", "table", "id", "name", "field", "before", "after")
_FIRST = 5  # the row of the first conflict
_LINE = 15.0
_TITLE = 28.0
_HIGHEST = 400.0
_WIDE = 0x2000


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person chose for one conflict: ``choice`` as it stands in the drop-down, ``typed``
    what was written by hand.
    """

    choice: str
    typed: Raw


def conflicts_tab(merged: Merged, where: Places, words: Words, unplaced: Sequence[Change]) -> Tab:
    """Make the tab of conflicts; below them what else wants a look."""
    say, count = words.say, len(merged.conflicts)
    rows: list[tuple[TabCell, ...]] = [
        (
            TabCell(
                value=say("tab.title", count=count) if count else say("tab.title_none"),
                style="title",
            ),
        ),
        (TabCell(value=say("tab.how") if count else say("tab.how_none"), style="note"),),
        (TabCell(value=say("tab.how2"), style="note"),) if count else (),
        tuple(TabCell(value=say(f"tab.{head}"), style="heading") for head in _HEADS)
        if count
        else (),
    ]
    names = choices(merged.conflicts, words)
    rows += [
        _conflict_row(number, conflict, where, words, names)
        for number, conflict in enumerate(merged.conflicts, start=1)
    ]
    heights = {1: _TITLE} | {
        number: _height(row) for number, row in enumerate(rows, start=1) if number >= _FIRST
    }
    drop_downs = tuple(
        (f"H{row}", offered(conflict, words, names))
        for row, conflict in enumerate(merged.conflicts, start=_FIRST)
    )
    looks = list(_looks(merged, where, words, unplaced))
    if looks:
        rows += [
            (),
            (TabCell(value=say("tab.look"), style="title"),),
            (
                TabCell(),
                *(
                    TabCell(value=say(f"tab.{head}"), style="heading")
                    for head in ("place", "what", "kind", "told")
                ),
            ),
        ]
        heights |= {len(rows) - 1: _TITLE} | {
            number: _height(row[:4]) for number, row in enumerate(looks, start=len(rows) + 1)
        }
        rows += looks
    return Tab(
        name=say("tab"),
        rows=tuple(rows),
        widths=_WIDTHS,
        frozen_rows=_FIRST - 1 if count else 0,
        heights=heights,
        choices=drop_downs,
        first=count > 0,
    )


def _height(row: Sequence[TabCell]) -> float:
    """Give a row's height so that its texts can be read: a kanji is two letters wide."""
    lines = [
        sum(
            1 + sum(2 if ord(letter) > _WIDE else 1 for letter in line) // max(1, int(width))
            for line in str(cell.value or "").split("\n")
        )
        for cell, width in zip(row, _WIDTHS, strict=False)
    ]
    return min(_HIGHEST, max([2, *lines]) * _LINE)


def _conflict_row(
    number: int, conflict: Conflict, where: Places, words: Words, names: Mapping[str, str]
) -> tuple[TabCell, ...]:
    key = conflict.table, conflict.id, conflict.field
    bases = (
        dict.fromkeys(words.value(*key, one.base, whole=True) for one in conflict.candidates)
        if conflict.kind == "cell"
        else {}
    )
    lines = (
        words.say("tab.copy_value", file=names[one.file], value=proposal(conflict, one, words))
        for one in conflict.candidates
    )
    return (
        TabCell(value=number, style="number"),
        _link(conflict.table, conflict.id, conflict.field, where, words),
        TabCell(value=words.what(*key[:2], conflict.name), style="wrap"),
        TabCell(value=words.field(conflict.table, conflict.field), style="wrap"),
        TabCell(value="\n".join(bases), style="wrap"),
        TabCell(value=standing(conflict, words), style="wrap"),
        TabCell(value="\n".join(lines), style="wrap"),
        TabCell(style="input"),
        TabCell(style="input"),
    )


def standing(conflict: Conflict, words: Words) -> str:
    """Say what stands in the master."""
    if conflict.kind == "cell":
        return words.value(conflict.table, conflict.id, conflict.field, conflict.master, whole=True)
    return words.say("row_kept" if conflict.kind == "delete" else "row_gone")


def proposal(conflict: Conflict, candidate: Candidate, words: Words) -> str:
    """Say what a copy wants."""
    if conflict.kind == "cell":
        return words.value(conflict.table, conflict.id, conflict.field, candidate.value, whole=True)
    if conflict.kind == "delete":
        return words.say("row_deleted")
    cells = (
        (
            f"{words.field(conflict.table, field)} "
            f"{words.value(conflict.table, conflict.id, field, entry)}"
        )
        for field, entry in candidate.row.items()
    )
    return words.say("row_restored", row=words.say("separator").join(cells))


def choices(conflicts: Iterable[Conflict], words: Words) -> dict[str, str]:
    """Give each file the word it is offered by: its name, short enough and without a comma, so that
    a drop-down can hold it.
    """
    files = sorted({one.file for conflict in conflicts for one in conflict.candidates})
    most = max((len(conflict.candidates) for conflict in conflicts), default=1)
    room = (_CHOICES - len(words.say("master")) - len(words.say("typed")) - most - 2) // max(
        1, most
    )
    plain_names = [file.replace(",", " ").replace('"', " ").strip() for file in files]
    made: dict[str, str] = {}
    for file, name in zip(files, _cut(plain_names, max(4, room)), strict=True):
        made[file] = (
            name if name not in made.values() else f"{name[: max(1, room - 4)]} {len(made) + 1}"
        )
    return made


def _cut(names: Sequence[str], room: int) -> list[str]:
    """Cut names that are too long: their ends stay, where people write who they are, but where only
    the fronts tell them apart.
    """
    ends = [
        name if len(name) <= room else "…" + name.rpartition(".")[0][1 - room :] for name in names
    ]
    fronts = [name if len(name) <= room else name[: room - 1] + "…" for name in names]
    return fronts if len(set(ends)) < len(names) == len(set(fronts)) else ends


def offered(conflict: Conflict, words: Words, names: Mapping[str, str]) -> tuple[str, ...]:
    """Give the words a conflict can be answered with; ``names`` are those of the copies."""
    copies = (
        (words.say("copy"),)
        if len(conflict.candidates) == 1
        else tuple(names[one.file] for one in conflict.candidates)
    )
    return (
        words.say("master"),
        *copies,
        *((words.say("typed"),) if conflict.kind == "cell" else ()),
    )


def _looks(
    merged: Merged, where: Places, words: Words, unplaced: Sequence[Change]
) -> Iterator[tuple[TabCell, ...]]:
    """Give a row for each deletion, double row and value without a place."""
    for gone in merged.gone:
        yield _look(
            "gone",
            gone.table,
            gone.id,
            words.what(gone.table, gone.id, gone.name),
            words.files(gone.files),
            where,
            words,
        )
    for table, ids in merged.alike:
        others = words.say("separator").join(words.what(table, one) for one in ids[:-1])
        yield _look("alike", table, ids[-1], words.what(table, ids[-1]), others, where, words)
    for change in unplaced:
        yield _look(
            "unplaced",
            change.table,
            change.id,
            words.what(change.table, change.id),
            words.change(change),
            where,
            words,
        )


def _look(
    kind: str, table: str, record_id: str, what: str, told: str, where: Places, words: Words
) -> tuple[TabCell, ...]:
    named = (
        TabCell(value=what, style="wrap"),
        TabCell(value=words.say(f"tab.{kind}"), style="wrap"),
        TabCell(value=told),
    )
    return (TabCell(), _link(table, record_id, "", where, words), *named)


def _link(table: str, record_id: str, field: str, where: Places, words: Words) -> TabCell:
    target = where.target(table, record_id, field) or where.target(table, record_id, "id")
    if target is None:
        return TabCell(value=words.table(table), style="wrap")
    sheet, row, column = target
    return TabCell(
        value=f"{sheet}!{a1(row, column)}", style="link", link=f"{quoted(sheet)}!{a1(row, column)}"
    )


def answers(grid: Grid) -> dict[int, Answer]:
    """Read the answers back, by the conflicts' numbers.

    The tab is known by its headings, in either language.
    """
    for sheet in grid.sheets:
        for row, cells in sheet.rows.items():
            heads = {match_key(plain(cell.value)): column for column, cell in cells.items()}
            for language in LANGUAGES:
                columns = [
                    heads.get(match_key(text(language, f"merge.tab.{head}")))
                    for head in ("number", "choice", "typed")
                ]
                if all(columns):
                    return _answers(sheet, row, *(column or 0 for column in columns))
    return {}


def _answers(
    sheet: SheetGrid, head: int, number: int, choice: int, typed: int
) -> dict[int, Answer]:
    found = {}
    for row, cells in sheet.rows.items():
        value = cells[number].value if number in cells else None
        if row > head and isinstance(value, int | float):
            found[int(value)] = Answer(
                plain(cells[choice].value) if choice in cells else "",
                cells[typed].value if typed in cells else None,
            )
    return found


def dump_conflicts(conflicts: Sequence[Conflict]) -> list[str]:
    """Give the conflicts as JSON in pieces."""
    made = json.dumps(
        [_plain(conflict) for conflict in conflicts], ensure_ascii=False, separators=(",", ":")
    )
    return [made[at : at + PIECE] for at in range(0, len(made), PIECE)]


def _plain(conflict: Conflict) -> dict[str, Any]:
    candidates = [
        {
            "file": one.file,
            "value": _cell(one.value),
            "base": _cell(one.base),
            "row": {field: _cell(entry) for field, entry in one.row.items()},
        }
        for one in conflict.candidates
    ]
    made = {name: getattr(conflict, name) for name in ("kind", "table", "id", "field", "name")}
    return {**made, "master": _cell(conflict.master), "candidates": candidates}


def _cell(entry: Entry | None) -> object:
    return stored(entry.cell) if entry else None


def load_conflicts(kept: Mapping[str, str], tables: Tables, how: Reading) -> tuple[Conflict, ...]:
    """Read the conflicts back from what the identity's tab holds.

    None where they are missing or broken.
    """
    pieces: list[str] = []
    while (piece := kept.get(f"{STORED}.{len(pieces) + 1}")) is not None:
        pieces.append(piece)
    reader = _Reader(tables, Reading(how.start, how.language))
    try:
        return tuple(reader.conflict(item) for item in json.loads("".join(pieces) or "[]"))
    except (ValueError, KeyError, TypeError, AttributeError):
        return ()


@dataclass(frozen=True)
class _Reader:
    tables: Tables
    how: Reading

    def conflict(self, item: Mapping[str, Any]) -> Conflict:
        key = item["table"], item["id"], item["field"]
        candidates = tuple(
            Candidate(
                one["file"],
                self.entry(*key, one["value"]),
                self.entry(*key, one["base"]),
                self.row(item["table"], item["id"], one["row"]),
            )
            for one in item["candidates"]
        )
        return Conflict(
            item["kind"], *key, item["name"], self.entry(*key, item["master"]), candidates
        )

    def row(self, table: str, record_id: str, cells: Mapping[str, Raw]) -> Row:
        found = {field: self.entry(table, record_id, field, raw) for field, raw in cells.items()}
        return {field: entry for field, entry in found.items() if entry}

    def entry(self, table: str, record_id: str, field: str, raw: Raw) -> Entry | None:
        return entry_of(table, record_id, field, raw, self.tables, self.how) if field else None


@dataclass(frozen=True, slots=True)
class Logged:
    """One line of the change log: a value written, or (``refuse``) one decided against."""

    action: str
    change: Change
    file: str
    who: str


def log_tab(old: SheetGrid | None, lines: Iterable[Logged], words: Words, now: dt.datetime) -> Tab:
    """Make the log anew with what it held before."""
    heading = tuple(TabCell(value=words.say(f"log.{head}"), style="heading") for head in _LOG)
    kept = [
        tuple(
            TabCell(value=_kept(cells[column].value) if column in cells else None)
            for column in range(1, len(_LOG) + 1)
        )
        for row, cells in sorted(old.rows.items() if old else ())
        if row > 1
    ]
    return Tab(
        name=LOG_TAB,
        rows=(heading, *kept, *(_log_row(line, words, now) for line in lines)),
        hidden=True,
        first=False,
    )


def _kept(value: object) -> str | float | int | None:
    return value if isinstance(value, str | float | int) else None


def _log_row(line: Logged, words: Words, now: dt.datetime) -> tuple[TabCell, ...]:
    change = line.change
    key = change.table, change.id, change.field
    values = (
        *(
            now.isoformat(" ", "seconds"),
            words.say(f"log.{line.action}"),
            line.file,
            line.who,
            words.table(change.table),
            change.id,
        ),
        *(words.what(change.table, change.id), words.field(change.table, change.field)),
        *(
            "" if entry is None else words.value(*key, entry, whole=True)
            for entry in (change.before, change.after)
        ),
    )
    return tuple(TabCell(value=value or None) for value in values)
