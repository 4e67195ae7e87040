"""Rows that were sorted apart from their ids: what a check tells, and what merging refuses."""

from __future__ import annotations

from collections.abc import Mapping

from btobsheet.layout.rows.base import Rows
from btobsheet.layout.rows.drafts import Understood
from btobsheet.layout.rows.ids import RawRow
from btobsheet.layout.rows.rematch import Basis, compare_rows
from btobsheet.plan.cells import Snapshot, Tables
from btobsheet.plan.merge.rows import permuted
from btobsheet.plan.records import TABLES

Pair = tuple[RawRow, str, str]
"""A row, the id it bears, and the id under which its content was handed out."""
_LEAST = 2


def sorted_apart(
    rows: Understood, cells: Snapshot, base: Rows, known: Tables
) -> Mapping[str, tuple[Pair, ...]]:
    """Give by table the rows that hold another row's content, two or more of them.

    ``cells`` are those of ``rows``, ``base`` is what was handed out, ``known`` the cells to hold
    them against (those of the base, or of the master where that is lost). A row is known again by
    its name with most of its cells, or by values that few rows share.
    """
    by_name = permuted(cells, known)
    found: dict[str, tuple[Pair, ...]] = {}
    for table in TABLES:
        used = {draft.id: draft.row for draft in rows.drafts[table]}
        swapped = compare_rows(Basis(table, base.get(table, ())), list(used.items())).swapped
        if len(swapped) < _LEAST:
            pairs = by_name.get(table, ())
            swapped = tuple((used[borne], borne, own) for borne, own in pairs)
        if len(swapped) >= _LEAST:
            found[table] = swapped
    return found
