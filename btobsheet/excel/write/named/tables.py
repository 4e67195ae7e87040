"""Looks of single columns of the input tables: what is smaller, quieter, or to be read first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from btobsheet.excel.write.named.props import Props
from btobsheet.layout.look import MUTED, NAVY, SMALL, TEXT, WHITE

_SMALL: Final[Props] = {"font_size": SMALL}
_QUIET: Final[Props] = {"font_size": SMALL, "font_color": MUTED}

_TEXT: Final[Props] = {"font_size": TEXT}
_NAME: Final[Props] = {"font_size": TEXT, "bold": True}
_TO_TARGET: Final[Props] = {"num_format": ";;;", "right": 2, "right_color": NAVY}
_BEYOND: Final[Props] = {"num_format": ";;;", "left": 2, "left_color": NAVY}

COLUMNS: Mapping[str, Props] = {
    "operations.id": _QUIET,
    "operations.name": _NAME,
    "operations.description": _SMALL,
    "operations.mission": _SMALL,
    "operations.stage": _SMALL,
    "operations.department": {**_SMALL, "text_wrap": True},
    "operations.owner": _SMALL,
    "operations.status": _TEXT,
    "operations.counts": _SMALL,
    "operations.driver": _SMALL,
    "operations.progress": _TEXT,
    "operations.pace_within": _TO_TARGET,
    "operations.pace_above": _BEYOND,
    "operations.overdue": _TEXT,
    "operations.note": _QUIET,
    "tactics.id": _QUIET,
    "tactics.operation": _QUIET,
    "tactics.name": _NAME,
    "tactics.channel": _SMALL,
    "tactics.owner": _SMALL,
    "tactics.intent": _SMALL,
    "tactics.status": _TEXT,
    "tactics.driver": _SMALL,
    "tactics.attainment": _TEXT,
    "tactics.attain_within": _TO_TARGET,
    "tactics.attain_above": _BEYOND,
    "tactics.progress": _TEXT,
    "tactics.overdue": _TEXT,
    "kpis.id": _QUIET,
    "kpis.scope": _QUIET,
    "kpis.name": _TEXT,
    "kpis.status": _TEXT,
    "kpis.attainment": _TEXT,
    "kpis.so_far": {**_SMALL, "align": "right"},
    "kpis.course": {"bg_color": WHITE},
    "kpis.actual": _SMALL,
    "kpis.target": _SMALL,
}
"""What a column's cells have besides the looks of their kind, by ``table.column``."""
