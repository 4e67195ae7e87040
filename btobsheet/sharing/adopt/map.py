"""MAP.toml of a plan made by hand: which tab holds what, and what each of its columns is.

The form; ``btobsheet adopt OLD.xlsx -o MAP.toml`` writes one to look through::

    start = "2026-04"           # the plan's first month
    language = "ja"             # of the workbook to make
    calendar = "week"           # or "day", "month"
    title = "2026年度 計画"

    [[table]]
    sheet = "WBS"
    kind = "actions"            # operations, tactics, kpis, costs, reviews, people, holidays
    header = "4:5"              # the rows of the headings
    rows = "6:40"               # the rows of the data
    sections = "tactic"         # what lines are that name a group only; or "operation"
    unit = "千円"                # what its amounts are in, where they do not say so

    [table.columns]             # a column's letters = what it is; "" leaves it out
    "B" = "tactic"
    "C" = "task"
    "K:BJ" = "week.2026-04-06"  # from this Monday on, column by column

    [table.words]               # words of a status = one of ours
    "レビュー中" = "進行中"

    [table.colours]             # colours in the calendar: "bar" is the time planned
    "4472C4" = "bar"

    [table.marks]               # signs in the calendar: "bar", or "mark" to keep them as signs
    "●" = "bar"

    [table.lines]               # of several lines for one thing: what each is
    "目標" = "target"
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any, Final, cast

from btobsheet.layout.address import column_number, letters
from btobsheet.plan.calendar import Month
from btobsheet.plan.model import CalendarUnit, Language
from btobsheet.problems import UsageError, problem
from btobsheet.quickclass import dataclass
from btobsheet.sharing.adopt.fields import KINDS, LEFT, OPEN, answered, fields_of, is_field
from btobsheet.system.toml import parse_toml
from btobsheet.wording import LANGUAGES

_TOP: Final = ("start", "language", "calendar", "title", "holidays", "table")
_TABLE: Final = ("sheet", "kind", "header", "rows", "sections", "unit", "columns")
_ANSWERS: Final = ("words", "colours", "marks", "lines")
_UNITS: Final[tuple[CalendarUnit, ...]] = ("week", "day", "month")
SECTIONS: Final = (LEFT, OPEN, "tactic", "operation")
COLOURS: Final = (LEFT, OPEN, "bar")
MARKS: Final = (LEFT, OPEN, "bar", "mark")
LINES: Final = (LEFT, OPEN, "target", "plan", "actual", "last_year")
_MONTHLY: Final = ('"target" / "actual"', '"plan" / "actual"')
"""What a run of columns of months may be, of KPIs and of costs."""
_ROWS: Final = re.compile(r"(?P<first>[1-9][0-9]{0,6})(?::(?P<last>[1-9][0-9]{0,6}))?")
_COLUMNS: Final = re.compile(r"(?P<first>[A-Za-z]{1,3})(?::(?P<last>[A-Za-z]{1,3}))?")


@dataclass(frozen=True, kw_only=True)
class TableMap:
    """How one table is taken over.

    ``columns`` are runs of columns (first, last) with what they are; ``header`` and ``rows`` are
    first and last row. ``words``, ``colours``, ``marks`` and ``lines`` answer what the old plan's
    own signs mean.
    """

    sheet: str
    kind: str
    header: tuple[int, int]
    rows: tuple[int, int]
    sections: str = LEFT
    unit: str = ""
    columns: Mapping[tuple[int, int], str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    colours: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, str] = field(default_factory=dict)

    @property
    def data_rows(self) -> range:
        """The rows of the data."""
        return range(self.rows[0], self.rows[1] + 1)


@dataclass(frozen=True, kw_only=True)
class AdoptMap:
    """How a plan made by hand is taken over; no ``start`` where nobody knows it yet."""

    start: Month | None = None
    language: Language = LANGUAGES[0]
    calendar: CalendarUnit = "week"
    title: str = ""
    holidays: bool = True
    tables: tuple[TableMap, ...] = ()


def columns_text(run: tuple[int, int]) -> str:
    """Write a run of columns: ``K:BJ``."""
    first, last = map(letters, run)
    return first if first == last else f"{first}:{last}"


def read_adopt_map(text: str, file: str = "") -> AdoptMap:
    """Read a MAP.toml of a plan made by hand.

    Raises UsageError: E750 no TOML, E751 an unknown key, E752 a value of the wrong kind.
    """
    return _Reader(file).read(parse_toml(text, "E750", file))


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.where = "MAP.toml"

    def read(self, data: Mapping[str, Any]) -> AdoptMap:
        self.known(data, _TOP)
        holidays, tables = data.get("holidays", True), data.get("table", [])
        if not isinstance(holidays, bool):
            self.refuse("holidays", "true / false")
        if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
            self.refuse("table", "[[table]]")
        return AdoptMap(
            start=self.month(data.get("start", "")),
            language=self.one_of("language", data.get("language", LANGUAGES[0]), LANGUAGES),
            calendar=cast(
                "CalendarUnit", self.one_of("calendar", data.get("calendar", "week"), _UNITS)
            ),
            title=self.text("title", data.get("title", "")),
            holidays=holidays,
            tables=tuple(self.table(one, at) for at, one in enumerate(tables, start=1)),
        )

    def table(self, data: Mapping[str, Any], number: int) -> TableMap:
        self.where = f"[[table]] {number} ({data.get('sheet', '')})"
        self.known(data, (*_TABLE, *_ANSWERS))
        kind = self.one_of("kind", data.get("kind", ""), (*KINDS, LEFT, OPEN))
        return TableMap(
            sheet=self.text("sheet", data.get("sheet", "")),
            kind=kind,
            header=self.lines("header", data.get("header", "")),
            rows=self.lines("rows", data.get("rows", "")),
            sections=self.one_of("sections", data.get("sections", LEFT), SECTIONS),
            unit=self.text("unit", data.get("unit", "")).strip(),
            columns=self.columns(data.get("columns", {}), kind),
            words=self.answers("words", data.get("words", {}), ()),
            colours=self.answers("colours", data.get("colours", {}), COLOURS),
            marks=self.answers("marks", data.get("marks", {}), MARKS),
            lines=self.answers("lines", data.get("lines", {}), LINES),
        )

    def columns(self, data: object, kind: str) -> dict[tuple[int, int], str]:
        found: dict[tuple[int, int], str] = {}
        taken: set[int] = set()
        for key, said in self.pairs("columns", data).items():
            run = _COLUMNS.fullmatch(key.strip())
            if run is None:
                self.refuse(key, '"B" / "K:BJ"')
                continue
            first = column_number(run["first"])
            last = column_number(run["last"] or run["first"])
            value = answered(kind, said)
            if value not in (LEFT, OPEN) and kind in KINDS and not is_field(kind, value):
                known = ", ".join(fields_of(kind))
                raise UsageError(
                    problem(
                        "E751", None, value, table=f"{self.where} {key}", known=known, close="-"
                    ),
                    self.file,
                )
            if value == "month" and last > first:
                self.refuse(key, _MONTHLY[kind == "costs"])
            columns = set(range(first, last + 1))
            if last < first or columns & taken:
                self.refuse(key, '"B" / "K:BJ"')
            taken |= columns
            found[first, last] = value
        return found

    def answers(self, name: str, data: object, known: Sequence[str]) -> dict[str, str]:
        found = self.pairs(name, data)
        for key, value in found.items():
            if known and value not in known:
                self.refuse(f"{name}.{key}", " / ".join(f'"{one}"' for one in known))
        return found

    def pairs(self, name: str, data: object) -> dict[str, str]:
        if not isinstance(data, dict):
            self.refuse(name, f"[table.{name}]")
            return {}
        return {str(key): self.text(f"{name}.{key}", value) for key, value in data.items()}

    def month(self, value: object) -> Month | None:
        text = self.text("start", value).strip()
        if text in (LEFT, OPEN):
            return None
        try:
            return Month.parse(text)
        except ValueError:
            self.refuse("start", '"2026-04"')
            return None

    def lines(self, name: str, value: object) -> tuple[int, int]:
        text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
        found = _ROWS.fullmatch(self.text(name, text).strip())
        if found is None or int(found["last"] or found["first"]) < int(found["first"]):
            self.refuse(name, '"4:5"')
            return (0, 0)
        return int(found["first"]), int(found["last"] or found["first"])

    def one_of(self, name: str, value: object, words: Sequence[str]) -> str:
        text = self.text(name, value)
        if text not in words:
            self.refuse(name, " / ".join(f'"{one}"' for one in words))
        return text

    def text(self, name: str, value: object) -> str:
        if not isinstance(value, str):
            self.refuse(name, '"…"')
        return str(value)

    def known(self, data: Mapping[str, Any], keys: Sequence[str]) -> None:
        for key in data:
            if key not in keys:
                raise UsageError(
                    problem("E751", None, key, table=self.where, known=", ".join(keys), close="-"),
                    self.file,
                )

    def refuse(self, name: str, wanted: str) -> None:
        raise UsageError(problem("E752", None, name, wanted=wanted), self.file)
