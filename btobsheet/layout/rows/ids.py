"""Which row of a table is in use, and which id it bears: spare, adopted and repeated rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from btobsheet.layout.book import BOOK
from btobsheet.layout.kinds import Date
from btobsheet.layout.rows.written import input_columns
from btobsheet.layout.typed.text import Raw, is_blank, match_key, plain
from btobsheet.plan.records import ID_LETTERS, NAMING, id_number, make_id
from btobsheet.plan.spelling import compared
from btobsheet.problems import Origin, Problem, problem
from btobsheet.quickclass import dataclass

Find = Callable[["RawRow"], str]

_LABEL_WIDTH = 40
_FORM = re.compile(r"([a-z])0*([1-9][0-9]{0,5})")


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as it was found: what its input cells hold, by field name (``target.2026-09``,
    ``calendar.2026-04-06``).
    """

    origin: Origin
    cells: Mapping[str, Raw]


def canonical_id(table: str, text: str) -> str:
    """Give an id in its one spelling (``ｔ3`` → ``T03``), or nothing where it is no id of the
    table.
    """
    if len(text) < 8 and text[:1] == ID_LETTERS[table] and (number := id_number(text)):
        return make_id(table, number)  # nearly all of them
    found = _FORM.fullmatch(match_key(text))
    return make_id(table, int(found[2])) if found and found[1] == ID_LETTERS[table].lower() else ""


@lru_cache(maxsize=16)
def input_names(table: str) -> frozenset[str]:
    """Give the names of the columns whose filling makes a row used."""
    return frozenset(column.name for column in input_columns(BOOK.table(table)))


@lru_cache(maxsize=16)
def days_of(table: str) -> frozenset[str]:
    """Give the names of the input columns that hold days."""
    columns = input_columns(BOOK.table(table))
    return frozenset(column.name for column in columns if isinstance(column.kind, Date))


def is_used(table: str, row: RawRow) -> bool:
    """Tell whether any input of the row holds something; its id and example marks do not count."""
    inputs = input_names(table)
    for name, raw in row.cells.items():
        if (name in inputs or name.partition(".")[0] in inputs) and not is_blank(raw):
            return True
    return False


def with_ids(
    table: str, rows: Sequence[RawRow], find: Find | None = None
) -> tuple[list[tuple[str, RawRow]], list[Problem]]:
    """Give the used rows, each with an id of its own.

    A row without an id, with one of another form or with one that another row bears, gets the next
    free one after the highest of the file, spare rows included. ``find`` gives the id under which a
    row was handed out: it tells whose a repeated id is (else the first row's), and gives a lost id
    back (N314).
    """
    stated = [canonical_id(table, plain(row.cells.get("id"))) for row in rows]
    filled = [is_used(table, row) for row in rows]
    used = [at for at, is_filled in enumerate(filled) if is_filled]
    owners = _owners(rows, stated, used, find)
    given_back = {at: record_id for record_id, at in owners.items() if not stated[at]}
    highest = max(map(id_number, (*stated, *given_back.values())), default=0)
    found: list[tuple[str, RawRow]] = []
    problems: list[Problem] = [
        item
        for row, is_filled in zip(rows, filled, strict=True)
        if not is_filled
        for item in _unseen(table, row)
    ]
    for at in used:
        record_id, row = given_back.get(at, stated[at]), rows[at]
        if owners.get(record_id) != at or at in given_back:
            typed = plain(row.cells.get("id"))
            code = (
                "W310"
                if stated[at]
                else "W312"
                if typed
                else "N314"
                if at in given_back
                else "N311"
            )
            if at not in given_back:
                highest += 1
                record_id = make_id(table, highest)
            if (
                typed or "id" in row.origin.columns or not row.origin.columns
            ):  # a lost No. column is told once (E101)
                problems.append(
                    problem(
                        code,
                        row.origin.place(),
                        typed,
                        id=record_id,
                        label=row_label({**row.cells, "id": ""}),
                    )
                )
        elif compared(str(row.cells["id"])) != compared(record_id):
            problems.append(_spelled(record_id, row))
        found.append((record_id, row))
    return found, problems


def _unseen(table: str, row: RawRow) -> Iterator[Problem]:
    """Tell a spare row's cells that hold nothing one can see (N217): formulas count it as used."""
    inputs = input_names(table)
    for name, raw in row.cells.items():
        if name.partition(".")[0] in inputs and isinstance(raw, str) and raw:
            record_id = plain(row.cells.get("id"))
            yield problem("N217", row.origin.place(name), id=record_id, name="", label=record_id)


def _spelled(record_id: str, row: RawRow) -> Problem:
    """Tell an id that the formulas do not take for the same (N315): T1, or a space behind it."""
    return problem(
        "N315",
        row.origin.place(),
        plain(row.cells.get("id")),
        id=record_id,
        label=row_label({**row.cells, "id": ""}),
    )


def _owners(
    rows: Sequence[RawRow], stated: Sequence[str], used: Sequence[int], find: Find | None
) -> dict[str, int]:
    """Give which used row each id belongs to: of several that state it, the one that was handed out
    under it, else the first; a lost one's by its content.
    """
    bearers: dict[str, list[int]] = {}
    for at in used:
        if stated[at]:
            bearers.setdefault(stated[at], []).append(at)
    owners = {
        record_id: next(
            (at for at in found if find and len(found) > 1 and find(rows[at]) == record_id),
            found[0],
        )
        for record_id, found in bearers.items()
    }
    for at in used:
        if not stated[at] and find and (known := find(rows[at])):
            owners.setdefault(known, at)
    return owners


def row_label(cells: Mapping[str, Raw]) -> str:
    """Give a row's id and name on one short line, as far as they stand there."""
    name = next((plain(cells.get(field)) for field in NAMING if not is_blank(cells.get(field))), "")
    label = " ".join(f"{plain(cells.get('id'))} {name}".split())
    return label if len(label) <= _LABEL_WIDTH else label[: _LABEL_WIDTH - 1] + "…"
