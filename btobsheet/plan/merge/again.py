"""New rows of a copy that the master holds already, perhaps under another id: the copy was merged
before, and is merged again. And rows whose number was mistyped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from btobsheet.plan.cells import Row, Snapshot, Tables, content, renumbered
from btobsheet.plan.records import TABLES, id_number, make_id


def again(snapshot: Snapshot, base: Tables, master: Tables) -> dict[str, str]:
    """Give the ids that rows of a copy get to be known by the master: the id -> the master's, for
    rows alike in every field.

    Neither the copy's row nor the master's may stand in the copy's ``base``. A new row of the copy
    whose id is then another's gets a free one.
    """
    found: dict[str, str] = {}
    for table in TABLES:
        rows, known = snapshot.tables.get(table, {}), base.get(table, {})
        new = {one: row for one, row in rows.items() if one not in known}
        there = {one: row for one, row in master.get(table, {}).items() if one not in known}
        alike = _alike(new, there)
        found |= {one: other for one, other in alike.items() if one != other}
        number = max(map(id_number, (*rows, *known, *there)), default=0)
        for one in sorted(new.keys() - alike.keys(), key=id_number):
            if one in alike.values():
                number += 1
                found[one] = make_id(table, number)
    return found


def mistyped(snapshot: Snapshot, before: Tables) -> dict[str, str]:
    """Give the ids that were mistyped: the one in the copy -> the row's own."""
    return {
        one: own
        for table in TABLES
        if snapshot.has(table)
        for one, own in renumbered(
            table, snapshot.tables.get(table, {}), before.get(table, {})
        ).items()
        if (table, one) not in snapshot.loose
    }


def _alike(new: Mapping[str, Row], there: Mapping[str, Row]) -> dict[str, str]:
    """Pair rows alike in every field, each once: those of one id first, the others in the order of
    ids.
    """
    pairs = {one: one for one, row in new.items() if there.get(one) == row}
    free: dict[object, list[str]] = {}
    for one in sorted(there.keys() - pairs.keys(), key=id_number):
        free.setdefault(content(there[one]), []).append(one)
    for one in sorted(new.keys() - pairs.keys(), key=id_number):
        others = free.get(content(new[one]))
        if others:
            pairs[one] = others.pop(0)
    return pairs


def freed(snapshot: Snapshot, moved: Mapping[str, str], master: Tables) -> Snapshot:
    """Let the rows whose id had to give way take the next free one: their id counts as not
    typed.
    """
    loose = {
        (table, one)
        for table in TABLES
        for one in snapshot.tables.get(table, {})
        if one in moved.values() and one not in master.get(table, {})
    }
    return replace(snapshot, loose=snapshot.loose | loose)
