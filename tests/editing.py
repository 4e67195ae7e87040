"""Cells of a workbook typed into and rows emptied, by table, id and field."""

from __future__ import annotations

from collections.abc import Mapping

from parity.patching import places

from btobsheet.excel.patch.edits import Edits, Value, patch
from btobsheet.excel.read.reader import read_workbook

Cells = Mapping[tuple[str, str, str], Value]


def typed(data: bytes, cells: Cells) -> bytes:
    """Give the workbook with values in cells, empty ones too."""
    where = places(data)
    return patch(data, Edits(values={where[key]: value for key, value in cells.items()}))


def emptied(data: bytes, table: str, *ids: str) -> bytes:
    """Give the workbook with all of a row cleared but its number."""
    fields = read_workbook(data).tables[table].columns.values()
    return typed(
        data, {(table, one, field): None for one in ids for field in fields if field != "id"}
    )
