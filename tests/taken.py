"""Cells to compare, made from rows and from base snapshots as the package does it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from btobsheet.layout.rows.base import open_base
from btobsheet.layout.rows.drafts import understand
from btobsheet.layout.rows.ids import RawRow
from btobsheet.layout.rows.snapshot import Reading, snapshot
from btobsheet.plan.cells import Snapshot, Tables


def take(
    rows: Mapping[str, Sequence[RawRow]],
    columns: Mapping[str, Iterable[str]],
    how: Reading,
    unsure: Iterable[tuple[str, int, str]] = (),
) -> Snapshot:
    """Give the cells of raw rows."""
    known = understand(rows, how.start, date1904=how.date1904)
    return snapshot(known, how.language, columns, unsure)


def of_base(base: str, how: Reading) -> Tables | None:
    """Give the cells of a base snapshot."""
    opened = open_base(base, how.start)
    return opened.tables(how.language) if opened else None
