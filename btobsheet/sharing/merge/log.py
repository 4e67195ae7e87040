"""The hidden tab that logs every change a merge made, or that was decided against."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from btobsheet.excel.patch.edits import Tab, TabCell
from btobsheet.excel.raw.cells import SheetGrid
from btobsheet.plan.merge.values import Change
from btobsheet.quickclass import dataclass
from btobsheet.sharing.merge.words import Words

LOG_TAB = "_btobsheet_log"
_LOG = ("when", "action", "file", "who", "table", "id", "name", "field", "before", "after")


@dataclass(frozen=True, slots=True)
class Logged:
    """One line of the change log: a value written, ``refuse``d, or a row decided to ``delete``."""

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
        now.isoformat(" ", "seconds"),
        words.say(f"log.{line.action}"),
        line.file,
        line.who,
        words.table(change.table),
        change.id,
        words.what(change.table, change.id),
        words.field(change.table, change.field),
        *(
            "" if entry is None else words.value(*key, entry, whole=True)
            for entry in (change.before, change.after)
        ),
    )
    return tuple(TabCell(value=value or None) for value in values)
