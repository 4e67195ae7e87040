"""One input table on its tab: keys, bands, dates, headers, rows, the Excel table itself,
validations.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.format import Format

from btobsheet.excel.write.sheet import FastSheet
from btobsheet.excel.write.styles import COMPUTED, INPUT, LINE, NAVY, Styles
from btobsheet.layout.formula import compile_rows, structured
from btobsheet.layout.geometry import DATE_ROW, NUMBER_ROW, Slot, TableGeometry
from btobsheet.layout.kinds import (
    Choice,
    Date,
    Kind,
    KpiValue,
    Label,
    MonthKind,
    Number,
    PersonName,
    Reference,
    Setting,
    Text,
    TextList,
    serial,
)
from btobsheet.layout.rows.written import Cells
from btobsheet.layout.sheets.settings import SETTINGS
from btobsheet.layout.spec import FIRST_ROW, HEADER_ROW, KEY_ROW
from btobsheet.plan.calendar import MONTHS_A_PLAN, Month
from btobsheet.plan.model import is_percent_unit
from btobsheet.wording import text
from btobsheet.wording.columns import help_texts

BAND_ROW = HEADER_ROW - 3
SHARED_ROWS = 2_000
"""Up to so many rows a column's formula is written once and shared: a much smaller file.

Beyond, LibreOffice loads shared formulas slowly.
"""
_CENTRED = (
    *("status", "tactic_status", "state", "trend", "kpi_link", "tactic_link", "counts"),
    *("score", "overdue", "tactic_count", "working_days", "months_evaluated", "missing_months"),
)
_FOLDED = ("define", "select", "detail")
CALENDAR_WIDTHS = {"day": 19, "week": 27, "month": 56}


def write_table(
    page: FastSheet, geometry: TableGeometry, rows: Sequence[Cells], styles: Styles, closed: int
) -> None:
    """Write one table with all its rows, spare rows included.

    ``closed`` months decide which actuals are folded away.
    """
    for slot in geometry.slots:
        _set_column(page, slot, geometry.unit, styles, closed)
        page.put(
            KEY_ROW - 1,
            slot.number - 1,
            f"{geometry.table.name}.{slot.field}",
            styles.named("small"),
        )
    _heads(page, geometry, styles)
    _body(page, geometry, rows, styles)
    _excel_table(page, geometry, styles)
    _validations(page, geometry)


def _set_column(page: FastSheet, slot: Slot, unit: str, styles: Styles, closed: int) -> None:
    column = slot.column
    width = (
        40
        if column.hidden
        else CALENDAR_WIDTHS[unit]
        if column.repeat == "calendar"
        else column.width
    )
    look = styles.named("calendar") if column.repeat == "calendar" else None
    page.set_column_pixels(slot.number - 1, slot.number - 1, width, look, _folding(slot, closed))


def _folding(slot: Slot, closed: int) -> dict[str, Any]:
    """Group what is planned once, so that it folds away, and fold the months that are still to
    come.
    """
    column = slot.column
    under_way = 0 < closed < MONTHS_A_PLAN
    to_come = column.name == "actual" and under_way and slot.step > closed + 1
    if column.hidden or to_come:
        return {"hidden": True, **({"level": 1} if to_come else {})}
    if column.band in _FOLDED:
        return {"level": 1}
    return {"collapsed": True} if column.name == "outlook" and under_way else {}


def _heads(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Write the band names, and above months and calendar steps the real dates and month numbers
    that formulas test.
    """
    band = ""
    for slot in geometry.slots:
        column = slot.column
        at = slot.number - 1
        if column.repeat == "calendar":
            for row in range(KEY_ROW, BAND_ROW):
                page.put(
                    row,
                    at,
                    _quarter(slot, geometry) if row == BAND_ROW - 1 else None,
                    styles.named("band" if row == BAND_ROW - 1 else ""),
                )
        if slot.step:
            page.put(NUMBER_ROW - 1, at, slot.step, styles.named("small"))
        if slot.day:
            page.put(DATE_ROW - 1, at, serial(slot.day), _date_look(slot, geometry, styles))
        if column.band:
            words = (
                text(geometry.language, f"workbook.band.{column.band}")
                if column.band != band
                else None
            )
            page.put(BAND_ROW - 1, at, words, styles.named("band"))
        band = column.band


def _quarter(slot: Slot, geometry: TableGeometry) -> str | None:
    """Name the half-year and quarter over the first calendar column of each quarter of the plan."""
    days = [one.day for one in geometry.slots if one.column.repeat == "calendar" and one.day]
    index = slot.step - 1
    months = [
        max(0, Month.of(day).minus(geometry.plan_start)) for day in (days[index], days[index - 1])
    ]
    if index and months[0] // 3 == months[1] // 3:
        return None
    half = text(geometry.language, f"workbook.half.{months[0] // 6 + 1}")
    return text(geometry.language, "workbook.half", half=half, quarter=months[0] // 3 + 1)


def _date_look(slot: Slot, geometry: TableGeometry, styles: Styles) -> Format:
    """Show a month's name once over its calendar columns; elsewhere the date stays, unseen."""
    if slot.column.repeat == "calendar" and slot.day and geometry.unit != "month":
        step = 7 if geometry.unit == "week" else 1
        first = slot.day.day <= step or slot.step == 1
        return (
            styles.named(
                "band", num_format='m"月"' if geometry.language == "ja" else "mmm", align="left"
            )
            if first
            else styles.named("band", num_format=";;;")
        )
    return styles.named("band", num_format="yyyy/m", align="center")


def _body(page: FastSheet, geometry: TableGeometry, rows: Sequence[Cells], styles: Styles) -> None:
    for slot in geometry.slots:
        if slot.column.repeat == "calendar":
            _marks(page, slot, rows, styles)
        elif slot.column.is_input or isinstance(slot.column.kind, Label):
            _inputs(page, geometry, slot, rows, styles)
        else:
            _formulas(page, geometry, slot, rows, styles)


def _marks(page: FastSheet, slot: Slot, rows: Sequence[Cells], styles: Styles) -> None:
    look = styles.named("calendar")
    for row, cells in enumerate(rows, start=FIRST_ROW):
        if slot.field in cells:
            page.put(row - 1, slot.number - 1, cells[slot.field], look)


def _inputs(
    page: FastSheet, geometry: TableGeometry, slot: Slot, rows: Sequence[Cells], styles: Styles
) -> None:
    for row, cells in enumerate(rows, start=FIRST_ROW):
        kind = (
            SETTINGS[row - FIRST_ROW].kind
            if isinstance(slot.column.kind, Setting)
            else slot.column.kind
        )
        page.put(
            row - 1,
            slot.number - 1,
            cells.get(slot.field),
            input_look(kind, slot.column.name == "id", cells, styles, wraps(slot.column.kind)),
        )


def input_look(
    kind: Kind, is_id: bool, cells: Cells, styles: Styles, wrapped: bool = False
) -> Format:
    """Give an input cell's look by its kind; a KPI's value follows its row's unit."""
    number_format = (
        "0.0%"
        if isinstance(kind, KpiValue) and is_percent_unit(str(cells.get("unit") or ""))
        else kind.number_format
    )
    fixed = is_id or isinstance(kind, Label)
    props: dict[str, Any] = {
        "border": 1,
        "border_color": LINE,
        "valign": "vcenter",
        "align": kind.align,
        "locked": fixed,
    }
    props["bg_color"] = "#FFFFFF" if fixed else INPUT
    if isinstance(kind, Text):
        props["text_wrap"] = kind.wrap or wrapped
    elif wraps(kind):
        props["text_wrap"] = True
    elif number_format != "General":
        props["num_format"] = number_format
    return styles.get(**props)


def wraps(kind: Kind) -> bool:
    """Tell whether a kind's text goes on in further lines of its cell."""
    return getattr(kind, "wrap", False) or isinstance(kind, Reference | TextList | Setting)


def _formulas(
    page: FastSheet, geometry: TableGeometry, slot: Slot, rows: Sequence[Cells], styles: Styles
) -> None:
    render = compile_rows(geometry, slot)
    at, field, kind = slot.number - 1, slot.field, slot.column.kind
    plain = _formula_look(slot, kind.number_format, styles)
    percent = _formula_look(slot, "0.0%", styles)
    by_unit = isinstance(kind, KpiValue)
    looks = [
        percent if by_unit and is_percent_unit(str(cells.get("unit") or "")) else plain
        for cells in rows
    ]
    if len(rows) <= SHARED_ROWS:
        page.put_shared(
            range(FIRST_ROW - 1, FIRST_ROW - 1 + len(rows)),
            at,
            render(FIRST_ROW),
            looks,
            [cells[field] for cells in rows],
        )
        return
    for row, (cells, look) in enumerate(zip(rows, looks, strict=True), start=FIRST_ROW):
        page.put_formula(row - 1, at, render(row), look, cells[field])


def _formula_look(slot: Slot, number_format: str, styles: Styles) -> Format:
    if slot.column.hidden:
        return styles.named("helper")
    props: dict[str, Any] = {
        "text_wrap": slot.column.name in ("driver", "tactic_kpi"),
        "bg_color": COMPUTED,
        "border": 1,
        "border_color": LINE,
        "valign": "vcenter",
    }
    props["align"] = "center" if slot.column.name in _CENTRED else slot.column.kind.align
    if slot.column.name in ("kpi_link", "tactic_link"):
        props |= {"font_color": "#0563C1", "underline": 1}
    if number_format != "General":
        props["num_format"] = number_format
    return styles.get(**props)


def _excel_table(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Declare the Excel table; its calculated columns let a new row fill itself."""
    columns: list[dict[str, Any]] = [
        {"header": slot.header, "header_format": _header_look(slot, styles)}
        for slot in geometry.slots
    ]
    table = geometry.table
    page.add_table(
        HEADER_ROW - 1,
        table.first_column - 1,
        geometry.last_row - 1,
        geometry.last_column - 1,
        {"name": table.name, "columns": columns, "style": None, "autofilter": table.filters},
    )
    page.tables[-1]["hidden_buttons"] = [
        slot.number - table.first_column
        for slot in geometry.slots
        if slot.column.repeat == "calendar" or slot.column.hidden
    ]
    for made, slot in zip(page.tables[-1]["columns"], geometry.slots, strict=True):
        if slot.column.formula:
            made["formula"] = structured(geometry, slot)


def _header_look(slot: Slot, styles: Styles) -> Format:
    if slot.column.repeat == "calendar":
        return styles.named("head", font_size=7, rotation=90, bold=False)
    fill = NAVY if slot.column.is_input else "#595959"
    return styles.named("head", bg_color=fill, font_size=9)


def _validations(page: FastSheet, geometry: TableGeometry) -> None:
    for column in geometry.table.columns:
        if not column.is_input or column.hidden or column.name == "id":
            continue
        first, last = geometry.first_of[column.name], geometry.last_of[column.name]
        if isinstance(column.kind, Setting):
            for row, spec in enumerate(SETTINGS, start=FIRST_ROW):
                options = _validation(spec.kind, geometry.language) | _message(
                    geometry.language, spec.label(geometry.language), f"settings.{spec.id}"
                )
                page.data_validation(row - 1, first - 1, row - 1, last - 1, options)
            continue
        header = column.header(geometry.language) or text(geometry.language, "workbook.calendar")
        options = _validation(column.kind, geometry.language) | _message(
            geometry.language, header, f"{geometry.table.name}.{column.name}"
        )
        page.data_validation(FIRST_ROW - 1, first - 1, geometry.last_row - 1, last - 1, options)


def _message(language: str, title: str, key: str) -> dict[str, Any]:
    return {"input_title": title[:32], "input_message": help_texts(language)[key][:255]}


def _validation(kind: Kind, language: str) -> dict[str, Any]:
    """Give the rule of a kind: stop only for fixed words, warn for people and references, else no
    more than a message.
    """
    if isinstance(kind, Choice):
        return {
            "validate": "list",
            "source": list(kind.choices(language)),
            **_error(language, "choice", "stop"),
        }
    if isinstance(kind, Reference):
        name = "list_scopes" if kind.kgi else f"list_{kind.tables[0]}"
        return {
            "validate": "list",
            "source": f"={name}",
            **_error(language, "reference", "warning"),
        }
    if isinstance(kind, PersonName):
        return {
            "validate": "list",
            "source": "=list_people",
            **_error(language, "person", "warning"),
        }
    if isinstance(kind, Date | MonthKind):
        return {
            "validate": "date",
            "criteria": "between",
            "minimum": 18264,
            "maximum": 91677,
            **_error(language, "date", "warning"),
        }
    if isinstance(kind, Number):
        low, high = (
            (-1e15 if kind.low is None else kind.low),
            (1e15 if kind.high is None else kind.high),
        )
        return {
            "validate": "decimal",
            "criteria": "between",
            "minimum": low,
            "maximum": high,
            **_error(language, "number", "warning"),
        }
    return {"validate": "any"}


def _error(language: str, name: str, how: str) -> dict[str, Any]:
    return {
        "error_type": how,
        "error_title": text(language, f"workbook.error.{name}.title")[:32],
        "error_message": text(language, f"workbook.error.{name}")[:255],
    }
