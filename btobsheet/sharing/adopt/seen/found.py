"""What is proposed of one table: its map, and what is known of each line of it."""

from __future__ import annotations

from btobsheet.quickclass import dataclass
from btobsheet.sharing.adopt.map import TableMap
from btobsheet.sharing.adopt.seen.find import FoundTable


@dataclass(frozen=True)
class Line:
    """One line of a proposed map: a run of columns, its heading, an example, how sure it is."""

    columns: tuple[int, int]
    field: str
    head: str
    sure: int
    why: str = ""
    sample: str = ""


@dataclass(frozen=True)
class TableProposal:
    """A table that was found, its map, and what is known of each line of it."""

    found: FoundTable
    how: TableMap
    lines: tuple[Line, ...]
