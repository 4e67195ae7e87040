"""The tab of conflicts that a merge writes, to be answered; below them what else wants a look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from btobsheet.excel.patch.edits import Tab, TabCell
from btobsheet.layout.address import a1, letters, quoted
from btobsheet.plan.cells import Entry
from btobsheet.plan.merge.values import Candidate, Change, Conflict, Merged
from btobsheet.sharing.merge.words import Words
from btobsheet.sharing.native import native
from btobsheet.sharing.opened import Places

_CHOICES = 255
_LEFT, _RIGHT = ("number", "place", "what", "field", "base", "master"), ("choice", "typed")
_WIDTHS = {"number": 8, "place": 25, "what": 22, "field": 12, "base": 14, "master": 17}
_ANSWER, _ONE, _ALL = 15, 17, 34
_COLUMNS = 3
"""So many copies have a column each, beside the master's; of more all values stand in one."""
_FIRST = 5  # the row of the first conflict
_LINE = 15.0
_TITLE, _HEAD = 28.0, 22.0
_HIGHEST = 400.0
_WIDE = 0x2000

TabRow = tuple[TabCell, ...]


def conflicts_tab(
    merged: Merged, where: Places, words: Words, unplaced: Sequence[Change], formerly: Sequence[str]
) -> Tab:
    """Make the tab of conflicts; below them what else wants a look.

    ``formerly`` are the names under which an earlier one is replaced.
    """
    count, names = len(merged.conflicts), choices(merged.conflicts, words)
    files = tuple(names) if len(names) <= _COLUMNS else ()
    widths = (*_WIDTHS.values(), *([_ONE] * len(files) or [_ALL]), _ANSWER, _ANSWER)
    rows = _heading(count, words, [names[file] for file in files])
    rows += [
        _conflict_row(number, conflict, where, words, names, files)
        for number, conflict in enumerate(merged.conflicts, start=1)
    ]
    heights = {1: _TITLE, _FIRST - 1: _HEAD}
    heights |= {at: _height(row, widths) for at, row in enumerate(rows, start=1) if at >= _FIRST}
    looks = list(_looks(merged, where, words, unplaced))
    if looks:
        rows += _look_heading(words)
        heights[len(rows) - 1] = _TITLE
        lines = enumerate(looks, start=len(rows) + 1)
        heights |= {at: _height(row[:4], widths) for at, row in lines}
        rows += looks
    answered = letters(len(widths) - 1)
    return Tab(
        name=words.say("tab"),
        rows=tuple(rows),
        widths=widths,
        frozen_rows=_FIRST - 1 if count else 0,
        heights=heights,
        choices=tuple(
            (f"{answered}{row}", offered(conflict, words, names))
            for row, conflict in enumerate(merged.conflicts, start=_FIRST)
        ),
        first=count > 0,
        formerly=tuple(formerly),
    )


def _heading(count: int, words: Words, files: Sequence[str]) -> list[TabRow]:
    """Give the rows above the conflicts: title, how to answer, the columns' heads; a copy's column
    is called as the copy is where it can be chosen.
    """
    say = words.say
    if not count:
        title, how = say("tab.title_none"), say("tab.how_none")
        rows = [(TabCell(value=title, style="title"),), (TabCell(value=how, style="note"),)]
        return [*rows, (), ()]
    copies = files or [say("tab.copies")]
    heads = (*(say(f"tab.{head}") for head in _LEFT), *copies, *(say(f"tab.{x}") for x in _RIGHT))
    return [
        (TabCell(value=say("tab.title", count=count), style="title"),),
        (TabCell(value=say("tab.how"), style="note"),),
        (TabCell(value=say("tab.how2"), style="note"),),
        tuple(TabCell(value=head, style="heading") for head in heads),
    ]


def _look_heading(words: Words) -> list[TabRow]:
    """Give the rows above what else wants a look."""
    heads = (words.say(f"tab.{head}") for head in ("place", "what", "kind", "told"))
    return [
        (),
        (TabCell(value=words.say("tab.look"), style="title"),),
        (TabCell(), *(TabCell(value=head, style="heading") for head in heads)),
    ]


def _height(row: Sequence[TabCell], widths: Sequence[float]) -> float:
    """Give a row's height so that its texts can be read: a kanji is two letters wide."""
    lines = [
        sum(
            1 + sum(2 if ord(letter) > _WIDE else 1 for letter in line) // max(1, int(width))
            for line in str(cell.value or "").split("\n")
        )
        for cell, width in zip(row, widths, strict=False)
    ]
    return min(_HIGHEST, max([2, *lines]) * _LINE)


def _conflict_row(
    number: int,
    conflict: Conflict,
    where: Places,
    words: Words,
    names: Mapping[str, str],
    files: Sequence[str],
) -> TabRow:
    key = conflict.table, conflict.id, conflict.field
    return (
        TabCell(value=number, style="number"),
        _link(conflict.table, conflict.id, conflict.field, where, words),
        TabCell(value=words.what(*key[:2], conflict.name), style="wrap"),
        TabCell(value=words.field(conflict.table, conflict.field), style="wrap"),
        _base(conflict, words),
        _value(conflict, conflict.master, standing(conflict, words)),
        *_proposals(conflict, words, names, files),
        TabCell(style="input"),
        TabCell(style="input"),
    )


def _value(conflict: Conflict, entry: Entry | None, said: str) -> TabCell:
    """Give the cell of a value, said in words; a row that is kept or gone is no value."""
    return native(entry.cell if entry and conflict.kind == "cell" else None, said)


def _base(conflict: Conflict, words: Words) -> TabCell:
    """Give the cell of what the copies were handed out with: one value, or several in lines."""
    if conflict.kind != "cell":
        return TabCell(style="wrap")
    key = conflict.table, conflict.id, conflict.field
    bases = {words.value(*key, one.base, whole=True): one.base for one in conflict.candidates}
    said = "\n".join(bases)
    return (
        _value(conflict, next(iter(bases.values())), said) if len(bases) == 1 else native("", said)
    )


def _proposals(
    conflict: Conflict, words: Words, names: Mapping[str, str], files: Sequence[str]
) -> Iterator[TabCell]:
    """Give the cells of what the copies want: one a file, or one for all of them."""
    found = {one.file: one for one in conflict.candidates}
    if not files:
        lines = (
            words.say("tab.copy_value", file=names[file], value=proposal(conflict, one, words))
            for file, one in found.items()
        )
        yield TabCell(value="\n".join(lines), style="wrap")
    for file in files:
        one = found.get(file)
        said = proposal(conflict, one, words) if one else ""
        yield _value(conflict, one.value if one else None, said)


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
    fixed = len(words.say("master")) + len(words.say("typed"))
    room = (_CHOICES - fixed - most - 2) // max(1, most)
    plain_names = [file.replace(",", " ").replace('"', " ").strip() for file in files]
    made: dict[str, str] = {}
    for file, name in zip(files, _cut(plain_names, max(4, room)), strict=True):
        taken = name in made.values()
        made[file] = f"{name[: max(1, room - 4)]} {len(made) + 1}" if taken else name
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
    if len(conflict.candidates) == 1:
        copies = [words.say("copy")]
    else:
        copies = [names[one.file] for one in conflict.candidates]
    typed = [words.say("typed")] if conflict.kind == "cell" else []
    return (words.say("master"), *copies, *typed)


def _looks(
    merged: Merged, where: Places, words: Words, unplaced: Sequence[Change]
) -> Iterator[TabRow]:
    """Give a row for each deletion, double row and value without a place."""
    for gone in merged.gone:
        what = words.what(gone.table, gone.id, gone.name)
        files = words.files(gone.files)
        yield _look("gone", gone.table, gone.id, what, files, where, words)
    for table, ids in merged.alike:
        others = words.say("separator").join(words.what(table, one) for one in ids[:-1])
        yield _look("alike", table, ids[-1], words.what(table, ids[-1]), others, where, words)
    for change in unplaced:
        what, told = words.what(change.table, change.id), words.change(change)
        yield _look("unplaced", change.table, change.id, what, told, where, words)


def _look(
    kind: str, table: str, record_id: str, what: str, told: str, where: Places, words: Words
) -> TabRow:
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
    at = a1(row, column)
    return TabCell(value=f"{sheet}!{at}", style="link", link=f"{quoted(sheet)}!{at}")
