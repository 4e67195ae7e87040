"""The form of a plan as TOML: tables and keys are checked, values become what a cell would hold.

A :class:`Shaper` collects the problems of one text. What a value *means* is no matter of this
module: it gives rows of raw cells, as a workbook's reader does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from difflib import get_close_matches

from btobsheet.layout.book import BOOK
from btobsheet.layout.geometry import calendar_days, calendar_key
from btobsheet.layout.kinds import Kind
from btobsheet.layout.rows.read import RawRow
from btobsheet.layout.sheets.settings import SETTINGS
from btobsheet.layout.spec import Column
from btobsheet.layout.typed.text import Raw
from btobsheet.plan.calendar import Month, plan_months
from btobsheet.problems import Detail, Problem, problem
from btobsheet.quickclass import dataclass
from btobsheet.text.cells import as_cell, calendar_step, example_of, shown
from btobsheet.text.lines import Lines, TextOrigin

Data = Mapping[str, object]
_LONGEST_ID = 12
"""A longer text where an id should stand is told by its row's number."""


@dataclass
class Shaper:
    """Checks the form of one text, parsed as ``data``; ``examples`` holds what records list as
    such, by line.
    """

    lines: Lines
    data: Data
    problems: list[Problem] = field(default_factory=list)
    examples: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def report(
        self, code: str, table: str, number: int, key: str, /, *, value: object = "", **more: Detail
    ) -> None:
        """Note a problem at a key's line."""
        place = self.origin(table, number).place("id" if key == table else key)
        self.problems.append(problem(code, place, shown(value), **more))

    def origin(self, table: str, number: int = 0) -> TextOrigin:
        """Give where a record stands and what it is called: by its id (``kpis.K01``), else by its
        number (``kpis[2]``).
        """
        return self.lines.origin(table, number, _path(self.data, table, number))

    def refuse(self, table: str, number: int, key: str, wanted: str, value: object = "") -> None:
        """Note that a key's value is of a wrong form (E604)."""
        self.report("E604", table, number, key, value=value, key=key, wanted=wanted)

    def unknown_tables(self, data: Data, known: Sequence[str]) -> None:
        """Tell which tables no plan has."""
        for name in data:
            if name not in known:
                self.report("E602", name, 0, name, value=name, known=_near(name, known))

    def unknown_keys(self, table: str, number: int, data: Data, known: Sequence[str]) -> None:
        """Tell which keys a table does not have."""
        for key in data:
            if key not in known:
                self.report(
                    "E603", table, number, key, value=key, table=table, known=_near(key, known)
                )

    def table(self, data: Data, name: str) -> Data:
        """Give one ``[table]``, or an empty one where it is absent or something else."""
        found = data.get(name, {})
        if isinstance(found, dict):
            return found
        self.refuse(name, 0, name, f"[{name}]")
        return {}

    def tables(self, data: Data, name: str) -> list[Data]:
        """Give every ``[[table]]`` of a name.

        A single ``[table]`` is taken as one of them, with a problem.
        """
        found = data.get(name, [])
        if isinstance(found, list) and all(isinstance(item, dict) for item in found):
            return found
        self.refuse(name, 0, name, f"[[{name}]]")
        return [found] if isinstance(found, dict) else []

    def plain_text(self, table: str, number: int, data: Data, key: str) -> str:
        """Give a text that no cell holds, or an empty one."""
        found = data.get(key, "")
        if isinstance(found, str):
            return found
        self.refuse(table, number, key, '"…"')
        return ""

    def settings(self, data: Data) -> list[RawRow]:
        """Give the rows of the settings' table: one a setting, so that a blank one has a place."""
        flat = dict(_flat(data))
        self.unknown_keys("settings", 0, flat, [spec.id for spec in SETTINGS])
        made = []
        for spec in SETTINGS:
            value = flat.get(spec.id, "")
            cell = self._cell("settings", 0, spec.id, value, spec.kind)
            origin = self.origin("settings").at(spec.id, "value")
            made.append(RawRow(origin, {"id": spec.id, "value": cell}))
        return made

    def rows(self, table: str, items: Iterable[Data], start: Month, unit: str) -> list[RawRow]:
        """Give the rows of a table."""
        columns = {column.name: column for column in BOOK.table(table).inputs}
        return [
            self._row(table, number, item, columns, start, unit)
            for number, item in enumerate(items)
        ]

    def _row(
        self,
        table: str,
        number: int,
        item: Data,
        columns: Mapping[str, Column],
        start: Month,
        unit: str,
    ) -> RawRow:
        origin = self.origin(table, number)
        self.unknown_keys(table, number, item, tuple(columns))
        cells: dict[str, Raw] = {}
        for key, value in item.items():
            column = columns.get(key)
            if key == "examples":
                self.examples[origin.row] = self._examples(table, number, value, columns)
            elif column is None:
                continue
            elif column.repeat == "months":
                cells |= self._months(table, number, column, value, start)
            elif column.repeat == "calendar":
                cells |= self._marks(table, number, value, start, unit)
            else:
                cells[key] = self._cell(table, number, key, value, column.kind)
        return RawRow(origin, cells)

    def _months(
        self, table: str, number: int, column: Column, value: object, start: Month
    ) -> dict[str, Raw]:
        """Give the cells of ``{ 2026-04 = 10 }``."""
        name = column.name
        if not isinstance(value, dict):
            self.refuse(table, number, name, f"{{ {start} = 10 }}")
            return {}
        months = [str(month) for month in plan_months(start)]
        ends = {"first": months[0], "last": months[-1]}
        for key in value:
            if key not in months:
                at = f"{name}.{key}"
                self.report("E607", table, number, at, value=key, key=name, **ends)
        return {
            f"{name}.{key}": self._cell(table, number, f"{name}.{key}", value[key], column.kind)
            for key in value
            if key in months
        }

    def _marks(
        self, table: str, number: int, value: object, start: Month, unit: str
    ) -> dict[str, Raw]:
        """Give the calendar's cells of ``{ 2026-04-06 = "●" }``.

        A day means the week or month it lies in.
        """
        if not isinstance(value, dict):
            self.refuse(table, number, "calendar", f'{{ {start.first} = "●" }}')
            return {}
        keys = {calendar_key(day, unit) for day in calendar_days(start, unit)}
        ends = {"first": min(keys), "last": max(keys)}
        cells: dict[str, Raw] = {}
        for day, mark in value.items():
            key, at = calendar_step(day, unit), f"calendar.{day}"
            if key not in keys:
                self.report("E608", table, number, at, value=day, **ends)
            elif isinstance(mark, str):
                name = f"calendar.{key}"
                cells[name] = f"{cells[name]} {mark}" if name in cells else mark
            else:
                self.refuse(table, number, at, '"●"')
        return cells

    def _examples(
        self, table: str, number: int, value: object, columns: Mapping[str, Column]
    ) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
            self.refuse(table, number, "examples", '["budget"]')
            return ()
        known = [name for name in columns if name not in ("id", "examples")]
        for name in value:
            if name.partition(".")[0] not in known:
                more = {"table": table, "known": _near(name, known)}
                self.report("E609", table, number, "examples", value=name, **more)
        return tuple(value)

    def _cell(self, table: str, number: int, key: str, value: object, kind: Kind) -> Raw:
        """Give what a cell would hold, or None with a problem where no cell can hold it."""
        raw = as_cell(value, kind)
        if raw is None and value is not False:
            self.refuse(table, number, key, example_of(kind), value)
        return raw


def _path(data: Data, table: str, number: int) -> str:
    """Say which record of a text is meant; a table that stands there once is called by itself."""
    items = data.get(table)
    if not isinstance(items, list) or number >= len(items):
        return table
    stated = items[number].get("id", "") if isinstance(items[number], dict) else ""
    known = isinstance(stated, str) and stated.isprintable() and 0 < len(stated) <= _LONGEST_ID
    return f"{table}.{stated}" if known else f"{table}[{number + 1}]"


def _near(name: str, known: Sequence[str]) -> str:
    """Give the known name that was probably meant, else all of them."""
    close = get_close_matches(name.lower(), known, n=1)
    return close[0] if close else ", ".join(known)


def _flat(data: Data) -> Iterable[tuple[str, object]]:
    """Give the pairs of a table whose dotted keys lack quotes: ``threshold.on_track = 0.9``."""
    for key, value in data.items():
        if isinstance(value, dict):
            yield from ((f"{key}.{rest}", item) for rest, item in value.items())
        else:
            yield key, value
