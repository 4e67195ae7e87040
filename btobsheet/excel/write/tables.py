"""One input table on its tab: keys, bands, dates, headers, rows, the Excel table itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from btobsheet.excel.write.calendar import BAND_ROW, column_width, head_look, step_look
from btobsheet.excel.write.calendar import folding as step_folding
from btobsheet.excel.write.folds import folded_amounts, folding, folds
from btobsheet.excel.write.kpi_months import MonthLooks, is_month
from btobsheet.excel.write.looks import (
    PERCENT,
    InputLooks,
    date_look,
    formula_look,
    header_look,
    is_percent,
    setting_look,
)
from btobsheet.excel.write.sheet import FastSheet
from btobsheet.excel.write.styles import Styles
from btobsheet.excel.write.validations import add_validations
from btobsheet.layout.address import letters
from btobsheet.layout.formula import compile_rows, powered_blocks, structured
from btobsheet.layout.geometry import (
    DATE_ROW,
    FALLING_ROW,
    FREE_ROW,
    NUMBER_ROW,
    RISING_ROW,
    Slot,
    TableGeometry,
)
from btobsheet.layout.kinds import KpiValue, Label, Setting, serial
from btobsheet.layout.rows.written import Cells
from btobsheet.layout.sheets.settings import SETTINGS
from btobsheet.layout.spec import FIRST_ROW, HEADER_ROW, KEY_ROW, Table
from btobsheet.wording import text

SHARED_ROWS = 2_000
"""So many rows in a row share a column's formula, written once: a much smaller file.

A formula shared by many more LibreOffice loads slowly.
"""
_MARK_PIXELS, _DIGIT_PIXELS = 24, 7
_FILTERED = 70
"""So many pixels a header needs beside a filter's button."""


def write_table(
    page: FastSheet,
    geometry: TableGeometry,
    rows: Sequence[Cells],
    styles: Styles,
    closed: int,
    shut: int,
    holidays: Collection[dt.date],
    folded: bool,
) -> None:
    """Write one table with all its rows, spare rows included.

    ``closed`` months decide which actuals are folded away, ``shut`` ones were closed as presented;
    ``holidays`` are told above a calendar's days; ``folded`` tells whether groups are folded away.
    """
    examples = _example_widths(geometry, rows)
    outline = folding(geometry, folded)
    if folds(geometry.table.name):
        page.outline_settings(symbols_right=False)
    for slot in geometry.slots:
        about = (
            outline[slot.number] or _folding(slot, closed) or step_folding(geometry, slot, folded)
        )
        _set_column(page, geometry, slot, styles, about, examples)
        page.put(
            KEY_ROW - 1,
            slot.number - 1,
            f"{geometry.table.name}.{slot.field}",
            styles.named("small"),
        )
    _heads(page, geometry, styles)
    if geometry.unit == "day":
        _free_days(page, geometry, holidays, styles)
    _body(page, geometry, rows, styles)
    _excel_table(page, geometry, styles)
    add_validations(page, geometry, shut)


def _example_widths(geometry: TableGeometry, rows: Sequence[Cells]) -> dict[str, int]:
    """Give how wide months have to be by their column, where amounts stand in them with the mark of
    an example before them.
    """
    found: dict[str, int] = {}
    for cells in rows:
        marks = str(cells.get("examples") or "")
        for slot in geometry.slots if marks else ():
            value = cells.get(slot.field)
            if (
                slot.column.repeat == "months"
                and not is_month(slot)
                and isinstance(value, int | float)
                and f";{slot.field}=" in marks
            ):
                room = _MARK_PIXELS + _DIGIT_PIXELS * len(f"{value:,.0f}")
                found[slot.column.name] = max(room, found.get(slot.column.name, 0))
    return found


def _set_column(
    page: FastSheet,
    geometry: TableGeometry,
    slot: Slot,
    styles: Styles,
    about: Mapping[str, Any],
    examples: Mapping[str, int],
) -> None:
    column = slot.column
    wide = max(column_width(geometry, slot), examples.get(column.name, 0))
    look = step_look(geometry, slot, styles) if column.repeat == "calendar" else None
    at = slot.number - 1
    page.set_column_pixels(at, at, wide if column.is_seen else 40, look, dict(about))


def _folding(slot: Slot, closed: int) -> dict[str, Any]:
    """Hide what nobody needs to see, and fold the money that nobody types now."""
    if slot.column.table == "costs" and not slot.column.hidden:
        return _folded_money(slot, closed)
    return {} if slot.column.is_seen else {"hidden": True}


def _folded_money(slot: Slot, closed: int) -> dict[str, Any]:
    """Fold the months that nobody types in now."""
    folded, after = folded_amounts(closed)
    if slot.column.name == folded:
        return {"hidden": True, "level": 1}
    return {"collapsed": True} if slot.column.name == after and slot.step < 2 else {}


def _heads(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Write the band names, and above months and calendar steps the real dates and month numbers
    that formulas test.
    """
    powered = powered_blocks(geometry.table)
    band = ""
    for slot in geometry.slots:
        column = slot.column
        at = slot.number - 1
        if column.name in powered:
            page.put(RISING_ROW - 1, at, 2**slot.step, styles.named("unseen"))
            page.put(FALLING_ROW - 1, at, 2 ** (13 - slot.step), styles.named("unseen"))
        if slot.step:
            page.put(NUMBER_ROW - 1, at, slot.step, styles.named("small"))
        if slot.day:
            page.put(DATE_ROW - 1, at, serial(slot.day), date_look(slot, styles))
        if column.band:
            words = (
                text(geometry.language, f"workbook.band.{column.band}")
                if column.band != band
                else None
            )
            page.put(BAND_ROW - 1, at, words, styles.named("band"))
        band = column.band


def _free_days(
    page: FastSheet, geometry: TableGeometry, holidays: Collection[dt.date], styles: Styles
) -> None:
    """Tell above each day of a calendar by 1 or 0 whether it is a holiday: the rule that greys it
    looks at its own tab.
    """
    for slot in geometry.slots:
        if slot.day and slot.column.repeat == "calendar":
            formula = f"IF(COUNTIF(free_days,{letters(slot.number)}{DATE_ROW})>0,1,0)"
            value = int(slot.day in holidays)
            page.put_formula(FREE_ROW - 1, slot.number - 1, formula, styles.named("unseen"), value)


def _body(page: FastSheet, geometry: TableGeometry, rows: Sequence[Cells], styles: Styles) -> None:
    for slot in geometry.slots:
        if slot.column.repeat == "calendar":
            _marks(page, geometry, slot, rows, styles)
        elif slot.column.is_input or isinstance(slot.column.kind, Label):
            _inputs(page, geometry, slot, rows, styles)
        else:
            _formulas(page, geometry, slot, rows, styles)


def _marks(
    page: FastSheet, geometry: TableGeometry, slot: Slot, rows: Sequence[Cells], styles: Styles
) -> None:
    look = step_look(geometry, slot, styles)
    for row, cells in enumerate(rows, start=FIRST_ROW):
        if slot.field in cells:
            page.put(row - 1, slot.number - 1, cells[slot.field], look)


def _inputs(
    page: FastSheet, geometry: TableGeometry, slot: Slot, rows: Sequence[Cells], styles: Styles
) -> None:
    at, field = slot.number - 1, slot.field
    if is_month(slot):
        by_row = MonthLooks(slot, geometry, styles)
        for row, cells in enumerate(rows, start=FIRST_ROW):
            page.put(row - 1, at, cells.get(field), by_row(cells))
        return
    look = InputLooks(slot, styles, geometry.language)
    if slot.column.table == "settings" and slot.column.is_seen:
        for row, (cells, spec) in enumerate(zip(rows, SETTINGS, strict=True), start=FIRST_ROW):
            typed = isinstance(slot.column.kind, Setting)
            kind = spec.kind if typed else slot.column.kind
            page.put(
                row - 1, at, cells.get(field), look.of(kind, **setting_look(spec, typed=typed))
            )
        return
    for row, cells in enumerate(rows, start=FIRST_ROW):
        page.put(row - 1, at, cells.get(field), look(cells))


def _formulas(
    page: FastSheet, geometry: TableGeometry, slot: Slot, rows: Sequence[Cells], styles: Styles
) -> None:
    render = compile_rows(geometry, slot)
    at, field, kind = slot.number - 1, slot.field, slot.column.kind
    plain = formula_look(slot, kind.number_format, styles)
    percent = formula_look(slot, PERCENT, styles)
    by_unit = isinstance(kind, KpiValue)
    looks = [percent if by_unit and is_percent(cells) else plain for cells in rows]
    values = [cells[field] for cells in rows]
    for first in range(0, len(rows), SHARED_ROWS):
        part = slice(first, first + SHARED_ROWS)
        row = FIRST_ROW + first
        formula = render(row)
        places = [(row - 1 + down, at) for down in range(len(values[part]))]
        page.put_shared(places, formula, looks[part], values[part])


def _is_narrow(table: Table, slot: Slot) -> bool:
    """Tell whether a filter's button would cover the header of a table that folds."""
    return folds(table.name) and slot.column.width < _FILTERED


def _excel_table(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Declare the Excel table; its calculated columns let a new row fill itself."""
    columns: list[dict[str, Any]] = [
        {
            "header": slot.header,
            "header_format": head_look(geometry, slot, styles)
            if slot.column.repeat == "calendar"
            else header_look(slot, styles),
        }
        for slot in geometry.slots
    ]
    table = geometry.table
    known = page.put_table(
        HEADER_ROW - 1,
        table.first_column - 1,
        geometry.last_row - 1,
        geometry.last_column - 1,
        name=table.name,
        columns=columns,
        style=None,
        autofilter=table.filters,
    )
    known["hidden_buttons"] = [
        slot.number - table.first_column
        for slot in geometry.slots
        if slot.column.repeat == "calendar" or slot.column.hidden or _is_narrow(table, slot)
    ]
    for made, slot in zip(known["columns"], geometry.slots, strict=True):
        if slot.column.formula:
            made["formula"] = structured(geometry, slot)
