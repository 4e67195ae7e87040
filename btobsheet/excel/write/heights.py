"""How high the rows of input tables are, in points: what their wrapped texts need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from btobsheet.excel.write.calendar import ROW_POINTS
from btobsheet.excel.write.folds import folds, level_of
from btobsheet.excel.write.looks import BANNER_POINTS, wraps
from btobsheet.excel.write.measured import wrapped
from btobsheet.excel.write.named.props import Props
from btobsheet.excel.write.named.tables import COLUMNS
from btobsheet.layout.geometry import Slot, TableGeometry
from btobsheet.layout.look import TEXT
from btobsheet.layout.pages import Pages
from btobsheet.layout.rows.written import Cells
from btobsheet.layout.sheets.settings import BANNER
from btobsheet.layout.spec import FIRST_ROW, Sheet
from btobsheet.plan.model import SETTING_IDS
from btobsheet.quickclass import dataclass
from btobsheet.wording import text

_MOST_LINES = 8
_LOWEST: Final[Mapping[str, float]] = {"kpis": 16.5}
"""The height of a row of one line, where as many as possible have to stand on a page."""
_RAGGED, _EVEN, _WORDS = 18, 7, 5
"""Pixels of a column that lines leave unused: they are not filled where no mark may begin one; of
words alone fewer.
"""
_LOW, _EDGES = 24, 3
"""The height of a row of the other tables that fold, what is above and below several lines."""


@dataclass(frozen=True)
class _Type:
    """A workbook's usual type: its size in points, and a line of it by that size."""

    size: float
    line: float


def row_heights(sheet: Sheet, made: Pages) -> dict[int, float]:
    """Give the height of every row of a tab's tables; columns that can be folded need none."""
    if sheet.key == "actions":
        rows = made.geometries["actions"].rows
        return dict.fromkeys(range(FIRST_ROW, FIRST_ROW + rows), ROW_POINTS)
    needed: dict[int, float] = {}
    language = made.plan.language
    usual = _Type(*(float(text(language, f"forms.{one}")) for one in ("font_size", "line_height")))
    for table in sheet.tables:
        slots = [*_wrapped(made.geometries[table.name])]
        measure = _low if folds(table.name) else _high
        for row, cells in enumerate(made.cells[table.name], start=FIRST_ROW):
            height = measure(table.name, slots, cells, usual)
            needed[row] = max(needed.get(row, 0), height)
    return needed


def _wrapped(geometry: TableGeometry) -> Iterator[Slot]:
    """Give the columns in sight whose texts go on in further lines."""
    for slot in geometry.slots:
        away = not slot.column.is_seen or level_of(geometry.table.name, slot.column)
        if _goes_on(slot) and not away:
            yield slot


def _goes_on(slot: Slot) -> bool:
    return wraps(slot.column.kind) or slot.column.name == "driver" or "text_wrap" in _look(slot)


def _look(slot: Slot) -> Props:
    return COLUMNS.get(f"{slot.column.table}.{slot.column.name}", {})


def _high(table: str, slots: list[Slot], cells: Cells, _: _Type) -> float:
    large = _scale_of(table, cells)
    lines = (
        _lines(_said(cells, slot), slot, large, _RAGGED)
        for slot in slots
        if not slot.column.formula
    )
    return 8 + 15 * min(max([1, *lines]) * large, _MOST_LINES)


def _scale_of(table: str, cells: Cells) -> float:
    """Give how much larger a row's text is than others'."""
    named = {SETTING_IDS[field] for field in BANNER} if table == "settings" else frozenset[str]()
    return BANNER_POINTS / TEXT if cells["id"] in named else 1


def _low(table: str, slots: list[Slot], cells: Cells, usual: _Type) -> float:
    heights = (_height(cells, slot, usual) for slot in slots)
    return max([_LOWEST.get(table, _LOW), *heights])


def _height(cells: Cells, slot: Slot, usual: _Type) -> float:
    """Give the height of a cell's lines, by the size of its type."""
    size = float(_look(slot).get("font_size", usual.size))
    words = _said(cells, slot)
    unused = _WORDS if words.isascii() else _EVEN
    lines = min(_lines(words, slot, size / usual.size, unused), _MOST_LINES)
    return _EDGES + usual.line * size * lines if lines > 1 else 0


def _said(cells: Cells, slot: Slot) -> str:
    return str(cells.get(slot.field) or "")


def _lines(words: str, slot: Slot, scale: float, unused: int) -> int:
    """Count the lines that a text takes in its column, of which so many pixels stay ``unused``."""
    room = max(slot.column.width / scale - unused, 20)
    return sum(wrapped(line, room) for line in words.splitlines())
