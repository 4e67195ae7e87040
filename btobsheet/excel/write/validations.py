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
from btobsheet.layout.sheets.settings import SETTINGS
from btobsheet.layout.spec import FIRST_ROW
from btobsheet.wording import text
from btobsheet.wording.columns import help_texts

_EARLIEST, _LATEST = 18264, 91677
"""The first day of 1950 and the last of 2150, as Excel counts days."""
_MOST = 1e15
_TITLE, _MESSAGE = 32, 255
"""So many letters Excel takes in a title and a message."""


def add_validations(page: FastSheet, geometry: TableGeometry) -> None:
    """Give every input column of a table its rule and its help."""
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
    return {
        "input_title": title[:_TITLE],
        "input_message": help_texts(language)[key][:_MESSAGE],
    }


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
        "error_title": text(language, f"workbook.error.{name}.title")[:_TITLE],
        "error_message": text(language, f"workbook.error.{name}")[:_MESSAGE],
    }
