"""How the months of ③ show their numbers in 62 pixels: a format shortens them, the value stays.

Where a row has a million or more all its months show thousands, where it has ten thousand million
or more millions; a rule does the same with what is typed later.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from xlsxwriter.format import Format

from btobsheet.excel.write.looks import PERCENT, InputLooks, is_percent
from btobsheet.excel.write.styles import Styles
from btobsheet.layout.geometry import Slot, TableGeometry
from btobsheet.layout.kinds import KpiValue
from btobsheet.layout.rows.written import Cells
from btobsheet.wording.forms import number_format

BROKEN = "#,##0.0"
LARGE: Final[Mapping[str, float]] = {"huge": 1e10, "large": 1e6}
"""From which largest value on a row is shown by a format of ``forms``."""
_SMALL, _UNMARKED = 1000, 100_000


def is_month(slot: Slot) -> bool:
    """Tell whether a column holds a KPI's values of one month."""
    return slot.column.repeat == "months" and isinstance(slot.column.kind, KpiValue)


def plain_format(language: str) -> str:
    """Give the format of a number that is not long: one that is too long alone shows thousands."""
    return f"[>={LARGE['large']:.0f}]{number_format(language, 'large').partition(']')[2]}"


def example_format(language: str, pattern: str, *, wide: bool = False) -> str:
    """Give the format of an example's value: ``pattern`` has its mark, which only a short number
    leaves room for; ``wide`` columns show long ones whole.
    """
    if wide:
        return f"[>={LARGE['large']:.0f}]#,##0;{pattern}"
    large = plain_format(language).partition(";")[0]
    return f"{large};[>={_UNMARKED}]#,##0;{pattern}"


class MonthLooks:
    """The looks of a month's cells, by their row."""

    def __init__(self, slot: Slot, geometry: TableGeometry, styles: Styles) -> None:
        """Take the column."""
        self._field, self._kind = slot.field, slot.column.kind
        self._looks, self._language = InputLooks(slot, styles, geometry.language), geometry.language
        self._months = [one.field for one in geometry.slots if one.column is slot.column]

    def __call__(self, cells: Cells) -> Format:
        """Give the look of the cell in a row."""
        return self._looks.of(self._kind, self._format(cells))

    def _format(self, cells: Cells) -> str:
        if is_percent(cells):
            return PERCENT
        value = cells.get(self._field)
        if isinstance(value, float) and abs(value) < _SMALL and round(value, 1) != round(value):
            return BROKEN
        numbers = (cells.get(field) for field in self._months)
        largest = max((one for one in numbers if isinstance(one, int | float)), default=0)
        name = next((name for name, least in LARGE.items() if largest >= least), "")
        return number_format(self._language, name) if name else plain_format(self._language)
