"""The base snapshot as a plan again: what a workbook held when it was handed out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from btobsheet.layout.rows.ids import RawRow
from btobsheet.layout.rows.read import build
from btobsheet.layout.typed.text import Raw
from btobsheet.plan.model import Plan
from btobsheet.problems import Origin

_NOWHERE = Origin("", 0)

Rows = Mapping[str, Sequence[Mapping[str, Raw]]]


def base_rows(base: str) -> Rows:
    """Give the snapshot's input cells by table and row; nothing where it is missing or broken."""
    try:
        found: Any = json.loads(base) if base else {}
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        table: [row for row in rows if isinstance(row, dict)]
        for table, rows in found.items()
        if isinstance(rows, list)
    }


def base_plan(plan: Plan) -> Plan | None:
    """Give the plan that a read plan's workbook was made from.

    None where its snapshot is missing or broken.

    Start, language and calendar are those of the plan read.
    """
    rows = base_rows(plan.identity.base)
    if not rows:
        return None
    raw = {
        table: [
            RawRow(_NOWHERE, {name: value for name, value in row.items() if _is_raw(value)})
            for row in found
        ]
        for table, found in rows.items()
    }
    return build(
        raw,
        start=plan.start,
        language=plan.language,
        calendar=plan.calendar,
        template=plan.template,
    )[0]


def _is_raw(value: object) -> bool:
    return value is None or isinstance(value, str | int | float)
