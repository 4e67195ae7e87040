"""The base snapshot: what a workbook held when it was handed out, as text in its hidden tab."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from btobsheet.layout.kinds import Scalar, serial
from btobsheet.layout.rows.drafts import Understood, understand
from btobsheet.layout.rows.ids import RawRow
from btobsheet.layout.rows.read import plan_of
from btobsheet.layout.rows.snapshot import snapshot
from btobsheet.layout.rows.written import with_values
from btobsheet.layout.typed.text import Raw
from btobsheet.plan.calendar import Month
from btobsheet.plan.cells import Tables, Written
from btobsheet.plan.model import Language, Plan
from btobsheet.problems import Origin
from btobsheet.quickclass import dataclass

_NOWHERE = Origin("", 0)
_KEPT = 2
"""So many are kept open: copies of one plan were mostly handed out with the same."""

Rows = Mapping[str, Sequence[Mapping[str, Raw]]]
StoredRows = Mapping[str, Sequence[dict[str, Scalar]]]
"""Rows by table, as a base snapshot holds them."""


def base_rows(base: str) -> Rows:
    """Give a base snapshot's input cells by table and row; nothing where it is no such text."""
    try:
        found: Any = json.loads(base) if base else {}
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        table: [
            with_values({name: value for name, value in row.items() if _is_raw(value)})
            for row in rows
            if isinstance(row, dict)
        ]
        for table, rows in found.items()
        if isinstance(rows, list)
    }


def _is_raw(value: object) -> bool:
    return value is None or isinstance(value, str | int | float)


@dataclass(frozen=True)
class Base:
    """What a workbook was handed out with, opened: its rows, understood like the workbook's own."""

    rows: Understood

    def tables(self, language: Language) -> Tables:
        """Give its cells."""
        return snapshot(self.rows, language).tables

    def plan(self, like: Plan) -> Plan:
        """Give it as a plan; language, calendar and template are those of the plan read."""
        return plan_of(
            self.rows, language=like.language, calendar=like.calendar, template=like.template
        )[0]


@lru_cache(maxsize=_KEPT)
def open_base(base: str, start: Month) -> Base | None:
    """Open a base snapshot (JSON text); None where there is none or it is broken."""
    rows = base_rows(base)
    if not rows:
        return None
    raw = {table: [RawRow(_NOWHERE, row) for row in found] for table, found in rows.items()}
    return Base(understand(raw, start))


@lru_cache(maxsize=_KEPT)
def base_tables(base: str, start: Month, language: Language) -> Tables | None:
    """Give a base snapshot's cells; None where there is none or it is broken."""
    opened = open_base(base, start)
    return opened.tables(language) if opened else None


def stored_rows(tables: Tables, examples: Mapping[tuple[str, str], Scalar]) -> StoredRows:
    """Give merged cells as rows by table, as a base snapshot holds them.

    ``examples`` are the marks of example values by table and id.
    """
    return {
        table: [
            {
                "id": one,
                "examples": examples.get((table, one)),
                **{field: stored(entry.cell) for field, entry in row.items()},
            }
            for one, row in found.items()
        ]
        for table, found in tables.items()
    }


def stored(cell: Written) -> Scalar:
    """Give a cell's content without dates: a day is its serial number."""
    return serial(cell) if isinstance(cell, dt.date) else cell
