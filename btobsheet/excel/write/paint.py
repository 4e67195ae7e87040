"""Areas of an input table, and the rules that paint them."""

from __future__ import annotations

from xlsxwriter.format import Format

from btobsheet.excel.write.sheet import FastSheet
from btobsheet.layout.address import letters
from btobsheet.layout.geometry import TableGeometry
from btobsheet.layout.spec import FIRST_ROW, HEADER_ROW

Area = tuple[int, int, int, int]


def area_of(geometry: TableGeometry, first: int, last: int) -> Area:
    """Give the rows of a table between two columns, counted from 0 as XlsxWriter does."""
    return FIRST_ROW - 1, first - 1, geometry.last_row - 1, last - 1


def header_of(first: int, last: int) -> Area:
    """Give the headers between two columns."""
    return HEADER_ROW - 1, first - 1, HEADER_ROW - 1, last - 1


def in_row(geometry: TableGeometry, name: str) -> str:
    """Give a column's cell in the row that a rule is asked for."""
    return f"${letters(geometry.first_of[name])}{FIRST_ROW}"


def in_column(geometry: TableGeometry, name: str) -> str:
    """Give all of a column from its header to the blank row below, so that it grows with the
    table.
    """
    column = f"${letters(geometry.first_of[name])}$"
    return f"{column}{HEADER_ROW}:{column}{geometry.last_row + 1}"


def paint(page: FastSheet, area: Area, test: str, look: Format, *, only: bool = False) -> None:
    """Paint an area's cells for which a formula is true; ``only``: by no rule after this one."""
    rule = {"type": "formula", "criteria": f"={test}", "format": look, "stop_if_true": only}
    page.conditional_format(*area, rule)
