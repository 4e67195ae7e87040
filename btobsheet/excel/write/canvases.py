"""A canvas -> its tab: cells, merges, sizes, and what changes with the values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.utility import xl_range

from btobsheet.excel.write.sheet import FastSheet
from btobsheet.excel.write.styles import Styles
from btobsheet.layout.address import a1
from btobsheet.layout.look import BAR, LATE
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.charts import Area
from btobsheet.layout.tabs.repeats import repeated
from btobsheet.layout.tabs.shapes import Expr
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
            merged = (row - 1, column - 1, row + placed.down - 2, column + placed.across - 2)
            if styles.frames(placed.style):
                page.merge_range(*merged, "", look)
            else:
                page.merge_bare(*merged)
        if not isinstance(placed.content, Expr):
            page.put(row - 1, column - 1, placed.content, look)
    _write_formulas(page, canvas, styles)
    if canvas.hidden:
        page.set_column(canvas.hidden[0] - 1, canvas.hidden[1] - 1, None, None, {"hidden": True})
    groups: dict[str, list[Area]] = {}
    for group, area in canvas.toned:
        several = [area] if isinstance(area[0], int) else area
        groups.setdefault(group, []).extend(_zero(one) for one in several)
    for group, areas in groups.items():
        tone_words(page, areas, group, language, styles)
    _write_bars(page, canvas)
    if canvas.sparklines:
        drawn = sparkline([line.cells for line in canvas.sparklines])
        drawn["axis"] = False  # a place without a card shows nothing
        drawn["location"] = [a1(line.row, line.column) for line in canvas.sparklines]
        line = canvas.sparklines[0]
        page.add_sparkline(line.row - 1, line.column - 1, drawn)
    for test, area, look_name in canvas.framed:
        rule = {"type": "formula", "criteria": test, "format": styles.conditional(look_name)}
        several = [area] if isinstance(area[0], int) else area
        _over(page, [_zero(one) for one in several], rule)
    for ruled in canvas.rules:
        look = styles.conditional(ruled.look)
        rule = {"type": "formula", "criteria": f"={ruled.test}", "format": look}
        rule["stop_if_true"] = ruled.only
        _over(page, [_zero(area) for area in ruled.areas], rule)


def _write_bars(page: FastSheet, canvas: Canvas) -> None:
    """Write the bars, those of one kind as one rule."""
    kinds: dict[tuple[float, float, bool], list[Area]] = {}
    for bar in canvas.bars:
        kinds.setdefault((bar.low, bar.high, bar.bare), []).append(_zero(bar.area))
    for (low, high, bare), areas in kinds.items():
        _over(page, areas, data_bar(low, high, bare=bare))


def _over(page: FastSheet, areas: Sequence[Area], rule: dict[str, Any]) -> None:
    """Write one rule for several areas; what its formula refers to lies beside the first one."""
    if len(areas) > 1:
        rule["multi_range"] = " ".join(xl_range(*area) for area in areas)
    page.conditional_format(*areas[0], rule)


def _write_formulas(page: FastSheet, canvas: Canvas, styles: Styles) -> None:
    """Write the formulas, those that say the same of their place once."""
    shared, alone = repeated(canvas.cells)
    for one in shared:
        placed = [canvas.cells[cell] for cell in one.cells]
        made = [item.content for item in placed if isinstance(item.content, Expr)]
        page.put_shared(
            [(row - 1, column - 1) for row, column in one.cells],
            one.formula,
            [styles.named(item.style) for item in placed],
            [item.value for item in made],
        )
    for row, column in alone:
        item = canvas.cells[row, column]
        if isinstance(item.content, Expr):
            look = styles.named(item.style)
            page.put_formula(row - 1, column - 1, item.content.text, look, item.content.value)


def _zero(area: Area) -> tuple[int, int, int, int]:
    """Count an area from 0, as XlsxWriter does."""
    first_row, first_column, last_row, last_column = area
    return first_row - 1, first_column - 1, last_row - 1, last_column - 1


def tone_words(
    page: FastSheet, areas: Sequence[Area], group: str, language: str, styles: Styles
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
            _over(page, areas, rule)


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


def sparkline(cells: str | list[str]) -> dict[str, Any]:
    """Give the small chart of how far a row's months are off their targets; they stand in hidden
    columns. Of many rows they make one group.
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
