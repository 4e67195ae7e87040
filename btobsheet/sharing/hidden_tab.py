"""Cells of the identity's hidden tab, which holds a key and a text a row."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from btobsheet.excel.patch.edits import Target, Value
from btobsheet.excel.raw.cells import SheetGrid
from btobsheet.layout.typed.text import plain


def hidden_cells(
    sheet: SheetGrid, wanted: Mapping[str, str], families: Collection[str]
) -> dict[Target, Value]:
    """Give the cells that change, so that the tab holds what is wanted; of ``families`` (``base``
    for ``base.1 base.2 …``) nothing else stays.
    """
    at = {
        plain(cells[1].value): row
        for row, cells in sorted(sheet.rows.items(), reverse=True)
        if 1 in cells
    }
    last = max(sheet.rows, default=0)
    values: dict[Target, Value] = {}
    for key, row in at.items():
        if key not in wanted and key.partition(".")[0] in families:
            values |= {(sheet.name, row, 1): None, (sheet.name, row, 2): None}
    for key, value in wanted.items():
        if key not in at:
            last += 1
            values[sheet.name, last, 1] = key
        row = at.get(key, last)
        there = sheet.rows.get(row, {}).get(2)
        if not there or plain(there.value) != value:
            values[sheet.name, row, 2] = value
    return values
