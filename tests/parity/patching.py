"""Typing into a workbook's cells as a person would, all else left byte for byte: for inputs a Plan
cannot express.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from btobsheet.excel.raw.grid import read_grid
from btobsheet.layout.address import a1
from btobsheet.layout.spec import HEADER_ROW, KEY_ROW
from btobsheet.layout.typed.text import CellError

Typed = str | float | None
"""What is typed; a CellError is an error value."""
_CELL = r'<c r="{}"( s="[0-9]+")?[^>]*?(?:/>|>.*?</c>)'


_grid = lru_cache(maxsize=2)(read_grid)


@lru_cache(maxsize=2)
def places(source: bytes) -> Mapping[tuple[str, str, str], tuple[str, int, int]]:
    """Give where each field of each record stands: (table, id, field) -> (sheet, row, column)."""
    found = {}
    for sheet in _grid(source).sheets:
        keys = {
            number: str(cell.value).partition(".")
            for number, cell in sheet.rows.get(KEY_ROW, {}).items()
            if "." in str(cell.value)
        }
        for id_column in (number for number, (_, _, field) in keys.items() if field == "id"):
            table = keys[id_column][0]
            fields = {number: field for number, (of, _, field) in keys.items() if of == table}
            for row, cells in sheet.rows.items():
                if row > HEADER_ROW and id_column in cells:
                    found.update(
                        {
                            (table, str(cells[id_column].value), field): (sheet.name, row, number)
                            for number, field in fields.items()
                        }
                    )
    return found


def typed_into(source: bytes, changes: Mapping[tuple[str, str, str], Typed]) -> bytes:
    """Put values into input cells, named by table, id and field."""
    where = places(source)
    by_sheet: dict[str, dict[str, Typed]] = {}
    for key, value in changes.items():
        sheet, row, column = where[key]
        by_sheet.setdefault(sheet, {})[a1(row, column)] = value
    numbers = {sheet.name: number for number, sheet in enumerate(_grid(source).sheets, start=1)}
    parts = {f"xl/worksheets/sheet{numbers[sheet]}.xml": cells for sheet, cells in by_sheet.items()}
    out = BytesIO()
    with ZipFile(BytesIO(source)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename in parts:
                data = _patched(data.decode("utf-8"), parts[item.filename]).encode("utf-8")
            new.writestr(item, data, compresslevel=1)
    return out.getvalue()


def _patched(xml: str, cells: Mapping[str, Typed]) -> str:
    pattern = re.compile(_CELL.format(f"({'|'.join(cells)})"), re.DOTALL)
    done = set()

    def replaced(found: re.Match[str]) -> str:
        done.add(found[1])
        return _cell(found[1], found[2] or "", cells[found[1]])

    made = pattern.sub(replaced, xml)
    assert done == set(cells), f"no such cells: {set(cells) - done}"
    return made


def _cell(address: str, style: str, value: Typed) -> str:
    if value is None:
        return f'<c r="{address}"{style}/>'
    if isinstance(value, CellError):
        return f'<c r="{address}"{style} t="e"><v>{value}</v></c>'
    if isinstance(value, bool):
        return f'<c r="{address}"{style} t="b"><v>{value:d}</v></c>'
    if isinstance(value, str):
        return (
            f'<c r="{address}"{style} t="inlineStr"><is><t xml:space="preserve">'
            f"{escape(value)}</t></is></c>"
        )
    return f'<c r="{address}"{style}><v>{value!r}</v></c>'
