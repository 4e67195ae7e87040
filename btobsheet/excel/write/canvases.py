"""A canvas -> its tab: cells, merges, sizes, and what changes with the values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from xlsxwriter.utility import xl_range

from btobsheet.excel.write.sheet import FastSheet
from btobsheet.excel.write.styles import Styles
from btobsheet.layout.look import BAR, LATE
from btobsheet.layout.tabs.canvas import Area, Canvas
from btobsheet.layout.tabs.shapes import Expr
from btobsheet.wording.words import SHOWN

_FIXED_ROW = re.compile(r"(\$[A-Z]+)\$([0-9]+)")
_OWN_ROW = "\x00"
_FEWEST_SHARED = 3


def write_canvas(page: FastSheet, canvas: Canvas, language: str, styles: Styles) -> None:
    """Write a canvas's cells with their looks and conditional formats."""
    for column, width in canvas.widths.items():
        page.set_column_pixels(column - 1, column - 1, width)
    for row, height in canvas.heights.items():
        page.set_row(row - 1, height)
    for (row, column), placed in canvas.cells.items():
        look = styles.named(placed.style)
        if placed.across > 1 or placed.down > 1:
            page.merge_range(
                row - 1, column - 1, row + placed.down - 2, column + placed.across - 2, "", look
            )
        if not isinstance(placed.content, Expr):
            page.put(row - 1, column - 1, placed.content, look)
    _write_formulas(page, canvas, styles)
    if canvas.hidden:
        page.set_column(canvas.hidden[0] - 1, canvas.hidden[1] - 1, None, None, {"hidden": True})
    for group, area in canvas.toned:
        tone_words(page, _zero(area), group, language, styles)
    _write_bars(page, canvas)
    for line in canvas.sparklines:
        page.add_sparkline(line.row - 1, line.column - 1, sparkline(line.cells))
    for test, area, look_name in canvas.framed:
        rule = {"type": "formula", "criteria": test, "format": styles.conditional(look_name)}
        page.conditional_format(*_zero(area), rule)


def _write_bars(page: FastSheet, canvas: Canvas) -> None:
    """Write the bars, those of one kind as one rule."""
    kinds: dict[tuple[float, float, bool], list[Area]] = {}
    for bar in canvas.bars:
        kinds.setdefault((bar.low, bar.high, bar.bare), []).append(_zero(bar.area))
    for (low, high, bare), areas in kinds.items():
        rule = data_bar(low, high, bare=bare)
        rule["multi_range"] = " ".join(xl_range(*area) for area in areas)
        page.conditional_format(*areas[0], rule)


def _write_formulas(page: FastSheet, canvas: Canvas, styles: Styles) -> None:
    """Write the formulas.

    One that repeats down a column but for its own row's number is written once and shared.
    """
    for column, formula, rows in _runs(canvas):
        placed = [canvas.cells[row, column] for row in rows]
        looks, made = (
            [styles.named(item.style) for item in placed],
            [item.content for item in placed if isinstance(item.content, Expr)],
        )
        if (
            len(rows) >= _FEWEST_SHARED and "!" not in formula
        ):  # Excel shares no formula that refers to another tab
            page.put_shared(
                range(rows[0] - 1, rows[-1]),
                column - 1,
                formula,
                looks,
                [item.value for item in made],
            )
            continue
        for row, look, item in zip(rows, looks, made, strict=True):
            page.put_formula(row - 1, column - 1, item.text, look, item.value)


def _runs(canvas: Canvas) -> Iterator[tuple[int, str, list[int]]]:
    """Give each run of formulas down a column that are one: the column, the formula as in the first
    row, the rows.
    """
    cells = sorted(
        (column, row, _open(placed.content.text, row))
        for (row, column), placed in canvas.cells.items()
        if isinstance(placed.content, Expr)
    )
    for (column, _, formula), run in groupby(
        enumerate(cells), key=lambda item: (item[1][0], item[1][1] - item[0], item[1][2])
    ):
        rows = [row for _, (_, row, _) in run]
        yield column, formula.replace(_OWN_ROW, str(rows[0])), rows


def _open(formula: str, row: int) -> str:
    """Leave a formula's own row open in references such as ``$A$12``, but not in texts."""
    if f"${row}" not in formula:
        return formula
    parts = formula.split('"')
    parts[::2] = [
        _FIXED_ROW.sub(
            lambda found: found[1] + _OWN_ROW if int(found[2]) == row else found[0], part
        )
        for part in parts[::2]
    ]
    return '"'.join(parts)


def _zero(area: Area) -> tuple[int, int, int, int]:
    """Count an area from 0, as XlsxWriter does."""
    first_row, first_column, last_row, last_column = area
    return first_row - 1, first_column - 1, last_row - 1, last_column - 1


def tone_words(
    page: FastSheet, area: tuple[int, int, int, int], group: str, language: str, styles: Styles
) -> None:
    """Colour the words of a group; the word itself carries the meaning."""
    for word in SHOWN[group]:
        if word.code != "flat":
            rule = {
                "type": "cell",
                "criteria": "==",
                "value": f'"{word.label(language)}"',
                "format": styles.tone(word.code),
                "stop_if_true": True,
            }
            page.conditional_format(*area, rule)


def data_bar(low: float = 0, high: float = 1, *, bare: bool = False) -> dict[str, Any]:
    """Give the rule that shows a number between two others as a bar; ``bare``: without the
    number.
    """
    return {
        "type": "data_bar",
        "bar_solid": True,
        "bar_color": BAR,
        "min_type": "num",
        "min_value": low,
        "max_type": "num",
        "max_value": high,
        "bar_only": bare,
    }


def sparkline(cells: str) -> dict[str, Any]:
    """Give the small chart of how far a row's months are off their targets; they stand in hidden
    columns.
    """
    return {
        "range": cells,
        "type": "column",
        "series_color": BAR,
        "negative_points": True,
        "negative_color": LATE,
        "min": -0.5,
        "max": 0.5,
        "axis": True,
        "show_hidden": True,
    }
