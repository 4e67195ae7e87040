"""Which row of a table is in use, and which id it bears: spare, adopted and repeated rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from btobsheet.layout.book import BOOK
from btobsheet.layout.rows import input_columns
from btobsheet.layout.typed import Raw, is_blank, match_key, plain
from btobsheet.plan.model import ID_LETTERS, id_number, make_id
from btobsheet.problems import Origin, Problem, problem
from btobsheet.quickclass import dataclass

_FORM = re.compile(r"([a-z])0*([1-9][0-9]{0,5})")


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as it was found: what its input cells hold, by field name (``target.2026-09``, ``calendar.2026-04-06``)."""

    origin: Origin
    cells: Mapping[str, Raw]


def canonical_id(table: str, text: str) -> str:
    """Give an id in its one spelling (``ｔ3`` → ``T03``), or nothing where it is no id of the table."""
    found = _FORM.fullmatch(match_key(text))
    return make_id(table, int(found[2])) if found and found[1] == ID_LETTERS[table].lower() else ""


@lru_cache(maxsize=16)
def input_names(table: str) -> frozenset[str]:
    """Give the names of the columns whose filling makes a row used."""
    return frozenset(column.name for column in input_columns(BOOK.table(table)))


def is_used(table: str, row: RawRow) -> bool:
    """Tell whether any input of the row holds something; its id and example marks do not count."""
    inputs = input_names(table)
    return any(name.partition(".")[0] in inputs and not is_blank(raw) for name, raw in row.cells.items())


def with_ids(table: str, rows: Sequence[RawRow]) -> tuple[list[tuple[str, RawRow]], list[Problem]]:
    """Give the used rows, each with an id of its own.

    A row without an id, with one of another form or with one that an earlier row bears, gets the next
    free one after the highest of the file, spare rows included.
    """
    stated = [canonical_id(table, plain(row.cells.get("id"))) for row in rows]
    highest = max(map(id_number, stated), default=0)
    taken: set[str] = set()
    found: list[tuple[str, RawRow]] = []
    problems: list[Problem] = []
    for record_id, row in zip(stated, rows, strict=True):
        if not is_used(table, row):
            continue
        if not record_id or record_id in taken:
            highest += 1
            typed = plain(row.cells.get("id"))
            code = "W310" if record_id else "W312" if typed else "N311"
            record_id = make_id(table, highest)
            problems.append(problem(code, row.origin.place(), typed, id=record_id))
        taken.add(record_id)
        found.append((record_id, row))
    return found, problems
