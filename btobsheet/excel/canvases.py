"""A canvas -> its tab: cells, merges, sizes, and what changes with the values."""

from __future__ import annotations

from typing import Any

from btobsheet.excel.sheet import FastSheet
from btobsheet.excel.styles import Styles
from btobsheet.layout.canvas import Area, Canvas
from btobsheet.layout.shapes import Expr
from btobsheet.wording.words import SHOWN


def write_canvas(page: FastSheet, canvas: Canvas, language: str, styles: Styles) -> None:
    """Write a canvas's cells with their looks and conditional formats."""
    for column, width in canvas.widths.items():
        page.set_column_pixels(column - 1, column - 1, width)
    for row, height in canvas.heights.items():
        page.set_row(row - 1, height)
    for (row, column), placed in canvas.cells.items():
        look = styles.named(placed.style)
        if placed.across > 1 or placed.down > 1:
            page.merge_range(row - 1, column - 1, row + placed.down - 2, column + placed.across - 2, "", look)
        if isinstance(placed.content, Expr):
            page.put_formula(row - 1, column - 1, placed.content.text, look, placed.content.value)
        else:
            page.put(row - 1, column - 1, placed.content, look)
    if canvas.hidden:
        page.set_column(canvas.hidden[0] - 1, canvas.hidden[1] - 1, None, None, {"hidden": True})
    for group, area in canvas.toned:
        tone_words(page, _zero(area), group, language, styles)
    for area in canvas.bars:
        page.conditional_format(*_zero(area), progress_bar())
    for test, area, look_name in canvas.framed:
        rule = {"type": "formula", "criteria": test, "format": styles.conditional(look_name)}
        page.conditional_format(*_zero(area), rule)


def _zero(area: Area) -> tuple[int, int, int, int]:
    """Count an area from 0, as XlsxWriter does."""
    first_row, first_column, last_row, last_column = area
    return first_row - 1, first_column - 1, last_row - 1, last_column - 1


def tone_words(page: FastSheet, area: tuple[int, int, int, int], group: str, language: str, styles: Styles) -> None:
    """Colour the words of a group; the word itself carries the meaning."""
    for word in SHOWN[group]:
        if word.code != "flat":
            rule = {"type": "cell", "criteria": "==", "value": f'"{word.label(language)}"', "format": styles.tone(word.code), "stop_if_true": True}
            page.conditional_format(*area, rule)


def progress_bar() -> dict[str, Any]:
    """Give the rule that shows a fraction as a bar."""
    return {"type": "data_bar", "bar_solid": True, "bar_color": "#9DC3E6", "min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1}
