"""What the cells of an input table take and say: drop-downs, limits, the help of each column."""

from __future__ import annotations

from typing import Any

from btobsheet.excel.write.sheet import FastSheet
from btobsheet.layout.geometry import TableGeometry
from btobsheet.layout.kinds import (
    Choice,
    Date,
    Kind,
    MonthKind,
    Number,
    PersonName,
    Reference,
    Setting,
)
from btobsheet.layout.prompts import MESSAGE, TITLE, closed_prompt, column_prompt, prompt
from btobsheet.layout.sheets.settings import SETTINGS
from btobsheet.layout.spec import FIRST_ROW
from btobsheet.wording import text

_EARLIEST, _LATEST = 18264, 91677
"""The first day of 1950 and the last of 2150, as Excel counts days."""
_MOST = 1e15


def add_validations(page: FastSheet, geometry: TableGeometry, shut: int) -> None:
    """Give every input column of a table its rule and its help.

    Of a KPI's months the first ``shut`` say that they are closed.
    """
    for column in geometry.table.columns:
        if not column.is_input or column.hidden or column.name == "id":
            continue
        first, last = geometry.first_of[column.name], geometry.last_of[column.name]
        if isinstance(column.kind, Setting):
            for row, spec in enumerate(SETTINGS, start=FIRST_ROW):
                said = prompt(
                    geometry.language, spec.label(geometry.language), f"settings.{spec.id}"
                )
                options = _validation(spec.kind, geometry.language) | _message(said)
                page.data_validation(row - 1, first - 1, row - 1, last - 1, options)
            continue
        rule, end = _validation(column.kind, geometry.language), geometry.last_row - 1
        said = column_prompt(geometry.language, geometry.table, column)
        if shut and geometry.table.name == "kpis" and column.repeat == "months":
            options = rule | _message(closed_prompt(geometry.language, column))
            page.data_validation(FIRST_ROW - 1, first - 1, end, first + shut - 2, options)
            first += shut
        if first <= last:
            page.data_validation(FIRST_ROW - 1, first - 1, end, last - 1, rule | _message(said))


def _message(said: tuple[str, str]) -> dict[str, Any]:
    return {"input_title": said[0], "input_message": said[1]}


def _validation(kind: Kind, language: str) -> dict[str, Any]:
    """Give the rule of a kind: stop only for fixed words, warn for people and references, else no
    more than a message.
    """
    if isinstance(kind, Choice):
        return _list(list(kind.choices(language)), _error(language, "choice", "stop"))
    if isinstance(kind, Reference):
        name = "list_scopes" if kind.kgi else f"list_{kind.tables[0]}"
        return _list(f"={name}", _error(language, "reference", "warning"))
    if isinstance(kind, PersonName):
        return _list("=list_people", _error(language, "person", "warning"))
    if isinstance(kind, Date | MonthKind):
        return _between("date", _EARLIEST, _LATEST, _error(language, "date", "warning"))
    if isinstance(kind, Number):
        low = -_MOST if kind.low is None else kind.low
        high = _MOST if kind.high is None else kind.high
        return _between("decimal", low, high, _error(language, "number", "warning"))
    return {"validate": "any"}


def _list(source: str | list[str], error: dict[str, Any]) -> dict[str, Any]:
    return {"validate": "list", "source": source, **error}


def _between(what: str, low: float, high: float, error: dict[str, Any]) -> dict[str, Any]:
    return {"validate": what, "criteria": "between", "minimum": low, "maximum": high, **error}


def _error(language: str, name: str, how: str) -> dict[str, Any]:
    return {
        "error_type": how,
        "error_title": text(language, f"workbook.error.{name}.title")[:TITLE],
        "error_message": text(language, f"workbook.error.{name}")[:MESSAGE],
    }
