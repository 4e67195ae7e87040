"""The new workbook as a marked copy: a tab in front that lists what changed, its cells highlighted,
each with a note of what stood there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil
from unicodedata import east_asian_width

from btobsheet.excel.patch.edits import Edits, Tab, TabCell, Target, patch
from btobsheet.layout.address import parse_a1, quoted
from btobsheet.plan.diff import Change, Value
from btobsheet.plan.model import Plan
from btobsheet.problems import Place
from btobsheet.quickclass import dataclass
from btobsheet.reports.copies.changes import (
    NOTHING_UNREAD,
    group_changes,
    group_title,
    word_change,
    word_value,
)
from btobsheet.reports.copies.unread import Unread, newly_unread, unread_values
from btobsheet.reports.document import clean
from btobsheet.sharing.native import native
from btobsheet.sharing.opened import Book, changes_between
from btobsheet.wording import text

MOST = 5_000
NOTES = 1_000
_HEADS = ("number", "table", "kind", "where", "what", "before", "after")
_WIDTHS = (5.0, 12.0, 8.0, 25.0, 50.0, 30.0, 30.0)
_FIRST = 5
_LINE = 14.5  # points: one line of text

TabRow = tuple[TabCell, ...]


@dataclass(frozen=True)
class Compared:
    """Two workbooks and what changed from the old one to the new.

    ``unread`` are the values of each that nobody could read.
    """

    old: Plan
    new: Plan
    files: tuple[str, str]
    changes: tuple[Change, ...]
    unread: tuple[Unread, Unread] = NOTHING_UNREAD


def mark_changes(old: Book, new: Book, language: str = "") -> bytes:
    """Mark a workbook with what changed in it since an old one; raises UsageError E050."""
    unread = unread_values(old.result.problems), unread_values(new.result.problems)
    files = old.file, new.file
    compared = Compared(old.plan, new.plan, files, changes_between(old, new), unread)
    return patch(new.data, change_edits(compared, language or new.plan.language), new.file)


def change_edits(compared: Compared, language: str) -> Edits:
    """Give the edits that make the new workbook a marked copy.

    Marking it again replaces the tab and all highlights.
    """
    changes = [change for _, group in group_changes(compared.changes) for change in group]
    left = newly_unread(compared.unread, (compared.old, compared.new), compared.changes)
    places = [change.place for change in changes] + [place for place, _, _ in left]
    highlights = frozenset(_target(place) for place in places if _is_cell(place))
    notes = {
        _target(change.place): _note(change, compared, language)
        for change in changes[:NOTES]
        if change.kind == "changed" and _is_cell(change.place)
    }
    return Edits(
        tabs=(_tab(changes, left, compared, language),),
        highlights=highlights,
        clear_highlights=True,
        notes=notes,
        recalculate=False,
    )


def _is_cell(place: Place | None) -> bool:
    return bool(place and place.sheet and place.cell)


def _target(place: Place | None) -> Target:
    return (place.sheet, *parse_a1(place.cell)) if place else ("", 0, 0)


def _say(language: str, key: str, **details: object) -> str:
    return text(language, f"marked_changes.{key}", **details)


def _note(change: Change, compared: Compared, language: str) -> str:
    before = _before(change, compared, language)
    return _say(language, "note", before=before, file=_name(compared.files[0]))


def _name(file: str) -> str:
    return clean(file.replace("\\", "/").rpartition("/")[2])


def _tab(
    changes: Sequence[Change],
    left: Sequence[tuple[Place, str, str]],
    compared: Compared,
    language: str,
) -> Tab:
    count = len(changes) + len(left)
    listed = list(_rows(changes, left, compared, language))[:MOST]
    title = _say(language, "title", count=count) if count else _say(language, "none")
    old, new = map(_name, compared.files)
    rows: list[TabRow] = [
        (TabCell(value=title, style="title"),),
        (TabCell(value=text(language, "changes.files", old=old, new=new)),),
        (TabCell(value=_say(language, "how" if count else "keep"), style="note"),),
    ]
    if listed:
        heads = (_say(language, f"col_{head}") for head in _HEADS)
        rows += [tuple(TabCell(value=head, style="heading") for head in heads), *listed]
    if count > len(listed):
        more = text(language, "changes.more", count=count - len(listed)).strip()
        rows.append((TabCell(value=more, style="note"),))
    heights = {1: 26.0, 4: 22.0}
    heights |= {row: _height(cells) for row, cells in enumerate(listed, start=_FIRST)}
    return Tab(
        name=_say(language, "tab"),
        rows=tuple(rows),
        widths=_WIDTHS,
        frozen_rows=_FIRST - 1 if listed else 0,
        heights=heights,
    )


def _rows(
    changes: Sequence[Change],
    left: Sequence[tuple[Place, str, str]],
    compared: Compared,
    language: str,
) -> Iterator[TabRow]:
    """List the changes, then the values that nobody could read."""
    for number, change in enumerate(changes, start=1):
        yield _change_row(number, change, compared, language)
    for number, (place, value, what) in enumerate(left, start=len(changes) + 1):
        yield (
            TabCell(value=number, style="number"),
            TabCell(),
            TabCell(value=_say(language, "unread"), style="wrap"),
            _where(place, language),
            TabCell(value=what or _say(language, "unread_what"), style="wrap"),
            TabCell(),
            TabCell(value=clean(value), style="wrap"),
        )


def _change_row(number: int, change: Change, compared: Compared, language: str) -> TabRow:
    before = after = TabCell(style="wrap")
    if change.kind == "changed":
        before = native(change.before, _before(change, compared, language))
        shown = word_value(change, compared.new, language, compared.unread[1])
        after = native(change.after, _whole(change.after, shown))
    said = word_change(change, compared.old, compared.new, language, compared.unread)
    return (
        TabCell(value=number, style="number"),
        TabCell(value=group_title(change.table, language), style="wrap"),
        TabCell(value=_say(language, change.kind), style="wrap"),
        _where(change.place, language, gone=change.kind == "removed"),
        TabCell(value=said, style="wrap"),
        before,
        after,
    )


def _before(change: Change, compared: Compared, language: str) -> str:
    then = replace(change, after=change.before)
    shown = word_value(then, compared.old, language, compared.unread[0])
    return _whole(change.before, shown)


def _whole(value: Value, shown: str) -> str:
    """Give a text in full where a sentence would cut it."""
    return clean(value) if isinstance(value, str) and shown.endswith("…") else shown


def _where(place: Place | None, language: str, *, gone: bool = False) -> TabCell:
    if place is None or not place.sheet or not place.cell:
        return TabCell(value=_say(language, "gone" if gone else "everywhere"), style="wrap")
    link = f"{quoted(place.sheet)}!{place.cell}"
    return TabCell(value=f"{place.sheet}!{place.cell}", style="link", link=link)


def _height(cells: Sequence[TabCell]) -> float:
    """Give the height that the longest of a row's texts needs."""
    lines = (
        sum(max(1, ceil(_width(line) / (width - 2))) for line in str(cell.value or "").split("\n"))
        for cell, width in zip(cells, _WIDTHS, strict=True)
    )
    return min(max(lines) * _LINE + 3, 400)


def _width(line: str) -> float:
    return sum(2.0 if east_asian_width(character) in "WFA" else 1.0 for character in line)
