"""The conflicts as the identity's tab keeps them, for the answers to find them again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from btobsheet.layout.rows.base import stored
from btobsheet.layout.rows.identity import joined, numbered
from btobsheet.layout.rows.snapshot import Reading, entry_of
from btobsheet.layout.typed.text import Raw
from btobsheet.plan.cells import Entry, Row, Tables
from btobsheet.plan.merge.values import Candidate, Conflict
from btobsheet.quickclass import dataclass

STORED = "conflicts"
"""The conflicts stand in the identity's tab too, as JSON in pieces ``conflicts.1`` …: the tab that
people see may be sorted or edited.
"""


def dump_conflicts(conflicts: Sequence[Conflict]) -> list[tuple[str, str]]:
    """Give the conflicts as JSON in pieces, each with its key."""
    made = json.dumps(
        [_plain(conflict) for conflict in conflicts], ensure_ascii=False, separators=(",", ":")
    )
    return numbered(STORED, made)


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
    reader = _Reader(tables, Reading(how.start, how.language))
    try:
        found = json.loads(joined(kept, STORED) or "[]")
        return tuple(reader.conflict(item) for item in found)
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
