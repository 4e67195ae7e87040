"""New rows that may be a row which is there already (重複候補)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from btobsheet.plan.cells import EVERY, NAMES, Entry, Row, Tables, content, same_row
from btobsheet.plan.merge.values import Added
from btobsheet.plan.records import id_number

_ENOUGH = 3
"""Many rows share their tactic and their owner."""


def alike(
    tables: Tables, added: Iterable[Added], bases: Mapping[str, Tables]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Give, by table and ids, the new rows that are alike another row in every field, or seem to be
    one: of one name and alike in most fields, or edited after their id was given to them.

    ``bases`` are what the copies were handed out with, by file: what its copy knew, and what it
    added itself, is another row on purpose.
    """
    rows = list(added)
    found = []
    for table in EVERY:
        new = {item.id: item for item in rows if item.table == table}
        if not new:
            continue
        groups: dict[object, set[str]] = {}
        for one, row in tables.get(table, {}).items():
            groups.setdefault(content(row), set()).add(one)
        named = _named(table, tables.get(table, {}))
        for one, item in new.items():
            known = bases[item.file].get(table, {})
            groups[content(tables[table][one])] |= {
                other
                for other in _candidates(item, tables[table], named)
                if other not in known and (other not in new or new[other].file != item.file)
            }
        found += [
            (table, ids)
            for ids in dict.fromkeys(tuple(sorted(ids, key=id_number)) for ids in groups.values())
            if len(ids) > 1 and not new.keys().isdisjoint(ids)
        ]
    return tuple(found)


def _named(table: str, rows: Mapping[str, Row]) -> Mapping[Entry, list[str]]:
    named: dict[Entry, list[str]] = {}
    for one, row in rows.items():
        if NAMES[table] in row:
            named.setdefault(row[NAMES[table]], []).append(one)
    return named


def _candidates(
    item: Added, rows: Mapping[str, Row], named: Mapping[Entry, list[str]]
) -> Iterator[str]:
    """Give the rows that a new one may be, but for its name or some of its fields."""
    row = rows[item.id]
    name = row.get(NAMES[item.table])
    for other in named.get(name, ()) if name else ():
        if other != item.id and same_row(item.table, row, rows[other]):
            yield other
    if item.was != item.id and item.was in rows and _edited(item.table, row, rows[item.was]):
        yield item.was


def _edited(table: str, one: Row, other: Row) -> bool:
    """Tell whether rows may be one before and after edits: alike in most fields; of another name
    only where all else is alike, and more than what many rows share.
    """
    fields = one.keys() | other.keys()
    same = sum(one.get(field) == other.get(field) for field in fields)
    name = NAMES[table]
    if one.get(name) == other.get(name):
        return 2 * same > len(fields)
    return same == len(fields) - 1 and same >= _ENOUGH
