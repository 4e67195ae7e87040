"""One input table on its tab: keys, bands, dates, headers, rows, the Excel table itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from btobsheet.excel.write.calendar import BAND_ROW, column_width, folding, head_look, step_look
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
from btobsheet.layout.spec import FIRST_ROW, HEADER_ROW, KEY_ROW
from btobsheet.plan.calendar import MONTHS_A_PLAN
from btobsheet.wording import text

SHARED_ROWS = 2_000
"""So many rows in a row share a column's formula, written once: a much smaller file.

A formula shared by many more LibreOffice loads slowly.
"""
_FOLDED = ("define", "select", "detail")
_MARK_PIXELS, _DIGIT_PIXELS = 24, 7


def write_table(
    page: FastSheet,
    geometry: TableGeometry,
    rows: Sequence[Cells],
    styles: Styles,
    closed: int,
    shut: int,
    holidays: Collection[dt.date],
) -> None:
    """Write one table with all its rows, spare rows included.

    ``closed`` months decide which actuals are folded away, ``shut`` ones were closed as presented;
    ``holidays`` are told above a calendar's
    days.
    """
    examples = _example_widths(geometry, rows)
    for slot in geometry.slots:
        _set_column(page, geometry, slot, styles, closed, examples)
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
    closed: int,
    examples: Mapping[str, int],
) -> None:
    column = slot.column
    wide = max(column_width(geometry, slot), examples.get(column.name, 0))
    look = step_look(geometry, slot, styles) if column.repeat == "calendar" else None
    folded = _folding(slot, closed) or folding(geometry, slot)
    at = slot.number - 1
    page.set_column_pixels(at, at, wide if column.is_seen else 40, look, folded)


def _folding(slot: Slot, closed: int) -> dict[str, Any]:
    """Group what is planned once, so that it folds away, and fold the months that are still to
    come.
    """
    column = slot.column
    if column.table == "costs" and not column.hidden:
        return _folded_money(slot, closed)
    under_way = 0 < closed < MONTHS_A_PLAN
    to_come = column.name == "actual" and under_way and slot.step > closed + 1
    if not column.is_seen or to_come:
        return {"hidden": True, **({"level": 1} if to_come else {})}
    if column.band in _FOLDED and column.table != "actions":
        return {"level": 1}
    return {"collapsed": True} if column.name == "outlook" and under_way else {}


def _folded_money(slot: Slot, closed: int) -> dict[str, Any]:
    """Fold the months that nobody types in now: what was spent before the year, then the budget."""
    folded, after = ("plan", "actual") if closed else ("actual", "note")
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
            _inputs(page, slot, rows, styles, geometry.language)
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
    page: FastSheet, slot: Slot, rows: Sequence[Cells], styles: Styles, language: str
) -> None:
    look = InputLooks(slot, styles, language)
    at, field = slot.number - 1, slot.field
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
        page.put_shared(
            range(row - 1, row - 1 + len(values[part])), at, formula, looks[part], values[part]
        )


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
        if slot.column.repeat == "calendar" or slot.column.hidden
    ]
    for made, slot in zip(known["columns"], geometry.slots, strict=True):
        if slot.column.formula:
            made["formula"] = structured(geometry, slot)
