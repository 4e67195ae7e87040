"""Cells of a workbook typed into and rows emptied, by table, id and field."""

from __future__ import annotations

from collections.abc import Mapping

from btobsheet.excel.patch.edits import Edits, Value, patch
from btobsheet.excel.read.reader import read_workbook
from btobsheet.sharing.opened import ids_by_row

Cells = Mapping[tuple[str, str, str], Value]


def typed(data: bytes, cells: Cells) -> bytes:
    """Give the workbook with values in cells, empty ones too."""
    result = read_workbook(data)
    rows = {(table, one): row for (table, row), one in ids_by_row(result.rows).items()}
    values = {
        (
            result.tables[table].sheet.name,
            rows[table, one],
            result.tables[table].number(field),
        ): value
        for (table, one, field), value in cells.items()
    }
    return patch(data, Edits(values=values))


def emptied(data: bytes, table: str, *ids: str) -> bytes:
    """Give the workbook with all of a row cleared but its number."""
    fields = read_workbook(data).tables[table].columns.values()
    return typed(
        data, {(table, one, field): None for one in ids for field in fields if field != "id"}
    )
