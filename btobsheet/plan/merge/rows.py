"""Which row of a copy is which: rows whose id was lost, rows sorted apart from their ids, and new
rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace

from btobsheet.plan.cells import (
    NAMES,
    SETTINGS,
    Entry,
    Row,
    Snapshot,
    Tables,
    content,
    row_name,
    same_row,
)
from btobsheet.plan.merge.again import again, freed, mistyped
from btobsheet.plan.merge.values import Added, Copy
from btobsheet.plan.records import OWNING, TABLES, id_number, make_id
from btobsheet.quickclass import dataclass

Ids = Mapping[str, str]


@dataclass(frozen=True)
class Matched:
    """A copy whose rows are known: ``base`` has every row that is not new (an empty one where it is
    not known what it held).

    ``was`` are the ids that rows bore in the file, by the ids they have here, where these are
    others; ``slips`` those that rows bore by a slip alone.
    """

    file: str
    snapshot: Snapshot
    base: Tables
    was: Ids = field(default_factory=dict)
    slips: Ids = field(default_factory=dict)


def permuted(cells: Snapshot, known: Tables) -> dict[str, tuple[tuple[str, str], ...]]:
    """Give by table the ids under which other rows' contents stand, each with the id of those: a
    table sorted without its ids.

    ``known`` is what was handed out. Holidays do not count: a day's id means nothing to anybody,
    and people push days down to put one in between.
    """
    found = {
        table: _permuted(table, cells.tables.get(table, {}), known.get(table, {}))
        for table in TABLES
        if table != "holidays"
    }
    return {table: pairs for table, pairs in found.items() if len(pairs) > 1}


def _permuted(
    table: str, rows: Mapping[str, Row], known: Mapping[str, Row]
) -> tuple[tuple[str, str], ...]:
    named = _by_name(table, known)
    moved = []
    for record_id, row in rows.items():
        alike = _named_alike(table, row, named)
        if record_id in known and not _is_home(table, row, known, record_id, alike):
            others = (one for one in alike if one != record_id and same_row(table, row, known[one]))
            own = next(
                (one for one in others if not same_row(table, rows.get(one, {}), known[one])), ""
            )
            if own:
                moved.append((record_id, own))
    return tuple(sorted(moved))


def _is_home(
    table: str, row: Row, known: Mapping[str, Row], record_id: str, alike: Sequence[str]
) -> bool:
    """Tell whether a row holds most of its own, or a name and owner that no other row had."""
    owned = [one for one in alike if all(known[one].get(it) == row.get(it) for it in OWNING)]
    return same_row(table, row, known[record_id]) or owned == [record_id]


def _by_name(table: str, rows: Mapping[str, Row]) -> dict[Entry, list[str]]:
    """Give the ids of the rows of each name; a row without a name cannot be known again."""
    field = NAMES[table]
    named: dict[Entry, list[str]] = {}
    for record_id, row in rows.items():
        if field in row:
            named.setdefault(row[field], []).append(record_id)
    return named


def _named_alike(table: str, row: Row, named: Mapping[Entry, list[str]]) -> list[str]:
    entry = row.get(NAMES[table])
    return named.get(entry, []) if entry else []


def match(copy: Copy, master: Snapshot) -> Matched:
    """Say which rows of a copy are not new, and give rows that lost their id its old one back."""
    before = copy.base if copy.base is not None else master.tables
    slips = mistyped(copy.snapshot, before)
    found = slips | {
        one: again
        for table in TABLES
        for one, again in _found_again(table, copy.snapshot, before.get(table, {})).items()
    }
    snapshot = renamed(copy.snapshot, found)
    if copy.base is None:
        base: Tables = {
            table: {one: {} for one in rows if one in master.tables.get(table, {})}
            for table, rows in snapshot.tables.items()
        }
        return Matched(copy.file, snapshot, base, slips=_turned(slips))
    snapshot, was = _known_again(snapshot, copy.base, master)
    known: dict[str, dict[str, Row]] = {table: dict(rows) for table, rows in copy.base.items()}
    for table, rows in snapshot.tables.items():
        for one, row in rows.items():
            there = master.tables.get(table, {}).get(one)
            loose = (table, one) in snapshot.loose
            # sent in before, and merged then: the same row, of which this copy's base knows nothing
            # yet
            if (
                one not in known.get(table, {})
                and there is not None
                and (table == SETTINGS or (not loose and same_row(table, row, there)))
            ):
                known.setdefault(table, {})[one] = {}
    return Matched(copy.file, snapshot, known, was, _turned(slips))


def _turned(ids: Ids) -> dict[str, str]:
    return {own: one for one, own in ids.items()}


def _known_again(snapshot: Snapshot, base: Tables, master: Snapshot) -> tuple[Snapshot, Ids]:
    """Give rows that were merged before the ids they have in the master.

    More than once, for rows that point to such rows.
    """
    was: dict[str, str] = {}
    for _ in TABLES:
        moved = again(snapshot, base, master.tables)
        if not moved:
            break
        snapshot = freed(renamed(snapshot, moved), moved, master.tables)
        was = {one: before for one, before in was.items() if one not in moved} | {
            new: was.get(one, one) for one, new in moved.items()
        }
    return snapshot, was


def slips_in(copy: Matched) -> list[Added]:
    """Name the rows of a copy whose number was mistyped there."""
    return [
        Added(table, one, copy.file, copy.slips[one], row_name(table, row))
        for table in TABLES
        for one, row in copy.snapshot.tables.get(table, {}).items()
        if one in copy.slips
    ]


def known_again(copy: Matched, master: Snapshot) -> list[Added]:
    """Name the rows of a copy that the master holds under another id than the copy does."""
    rows = (
        (table, one)
        for table in TABLES
        for one in copy.snapshot.tables.get(table, {})
        if one in copy.was and one in copy.base.get(table, {})
    )
    return [
        Added(table, one, copy.file, copy.was[one], row_name(table, master.tables[table][one]))
        for table, one in rows
    ]


def _found_again(table: str, snapshot: Snapshot, base: Mapping[str, Row]) -> dict[str, str]:
    """Match rows without an id of their own with the rows that are missing: the id -> the id it
    had.
    """
    rows = snapshot.tables.get(table, {})
    missing = _by_name(table, {one: row for one, row in base.items() if one not in rows})
    found: dict[str, str] = {}
    for loose in sorted((one for of, one in snapshot.loose if of == table), key=id_number):
        alike = _named_alike(table, rows[loose], missing)
        again = next((one for one in alike if same_row(table, rows[loose], base[one])), None)
        if again is not None:
            found[loose] = again
            alike.remove(again)
    return found


def renamed(snapshot: Snapshot, ids: Ids) -> Snapshot:
    """Give rows other ids, and let the references to them follow."""
    if not ids:
        return snapshot
    tables = {
        table: {ids.get(one, one): _pointing(row, ids) for one, row in rows.items()}
        for table, rows in snapshot.tables.items()
    }
    unsure = frozenset((table, ids.get(one, one), name) for table, one, name in snapshot.unsure)
    return replace(
        snapshot,
        tables=tables,
        unsure=unsure,
        loose=frozenset((table, one) for table, one in snapshot.loose if one not in ids),
    )


def _pointing(row: Row, ids: Ids) -> Row:
    changed = {
        name: pointed(entry, ids[str(entry.value)])
        for name, entry in row.items()
        if entry.points and entry.value in ids
    }
    return {**row, **changed} if changed else row


def pointed(entry: Entry, record_id: str) -> Entry:
    """Let a reference point to another id; the name beside it stays."""
    shown, old = str(entry.cell), str(entry.value)
    name = shown.removeprefix(old) if shown.startswith(old) else ""
    return Entry(record_id, f"{record_id}{name}", record_id, points=True)


def place_new_rows(
    master: Snapshot, copies: Sequence[Matched]
) -> tuple[list[Matched], list[Added]]:
    """Give every new row an id of its own: the copies whose row has to give way with their
    references, and the new rows.
    """
    moves: dict[str, dict[str, str]] = {copy.file: {} for copy in copies}
    added: list[Added] = []
    for table in TABLES:
        taken = set(master.tables.get(table, {})) | {
            one for copy in copies for one in copy.base.get(table, {})
        }
        for copy, one, new in _placed(table, copies, taken):
            if one != new:
                moves[copy.file][one] = new
            added.append(
                Added(
                    table,
                    new,
                    copy.file,
                    copy.was.get(one, one),
                    row_name(table, copy.snapshot.tables[table][one]),
                )
            )
    return [
        replace(copy, snapshot=renamed(copy.snapshot, moves[copy.file])) for copy in copies
    ], added


def _placed(
    table: str, copies: Iterable[Matched], taken: set[str]
) -> list[tuple[Matched, str, str]]:
    """Give the new rows of a table with the id each gets.

    A row keeps the id that was typed where it is free; where several copies filled the same row,
    the copies go by the content of their new rows, and those of the later ones take the next free
    ids.
    """
    new = [(copy, _new_rows(table, copy)) for copy in copies]
    ranked = sorted(
        new,
        key=lambda item: (
            [content(item[0].snapshot.tables[table][one]) for one in item[1]],
            item[0].file,
        ),
    )
    rows = [(copy, one) for copy, ids in ranked for one in ids]
    kept: dict[tuple[str, str], str] = {}
    for copy, one in rows:
        if (table, one) not in copy.snapshot.loose and one not in taken:
            taken.add(one)
            kept[copy.file, one] = one
    following = _following(table, taken)
    return [(copy, one, kept.get((copy.file, one)) or following()) for copy, one in rows]


def _new_rows(table: str, copy: Matched) -> list[str]:
    """Give the rows that are new; one that holds nothing to be taken over is none."""
    known, rows = copy.base.get(table, {}), copy.snapshot.tables.get(table, {})
    return sorted((one for one, row in rows.items() if row and one not in known), key=id_number)


def _following(table: str, taken: Iterable[str]) -> Callable[[], str]:
    """Give a function that gives the next free id after the highest that is taken, each time
    anew.
    """
    numbers = iter(range(max(map(id_number, taken), default=0) + 1, 10**7))
    return lambda: make_id(table, next(numbers))
