"""One table of the old plan as its map reads it: rows, their values, what is left of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

from btobsheet.layout.address import a1
from btobsheet.layout.typed.text import Raw, is_blank, match_key, plain
from btobsheet.layout.typed.totals import is_total, total_of
from btobsheet.plan.calendar import Month
from btobsheet.problems import Place, Problem, problem
from btobsheet.sharing.adopt.fields import LEFT, OPEN
from btobsheet.sharing.adopt.map import AdoptMap, TableMap
from btobsheet.sharing.adopt.old import At, Old, OldTab
from btobsheet.sharing.adopt.rows import Rows, Value, Where
from btobsheet.sharing.adopt.seen.calendars import Step
from btobsheet.sharing.adopt.seen.heads import role_of
from btobsheet.sharing.adopt.taking.heads import bare_figures, headed_months, units_of
from btobsheet.sharing.adopt.taking.steps import is_step, month_of, step_at
from btobsheet.sharing.adopt.units import MONEY_FIELDS, in_unit, money_unit, unit_in
from btobsheet.templates.holidays import japan
from btobsheet.wording.headings import signs

_REMARKS: Final = ("※", "注)", "注:", "(注", "note:", "* ")
_OPENED: Final = "■□◆◇●○▼▶★【[<＜"
_CLOSED: Final = "】]>＞"
Left = dict[Where, str]
"""Why a cell was left, by its place."""


class Taking:
    """What is gathered while an old plan is taken over."""

    def __init__(self, old: Old, how: AdoptMap, start: Month) -> None:
        """Begin with nothing taken."""
        self.old = old
        self.how = how
        self.start = start
        self.rows = Rows()
        self.left: Left = {}
        # coloured cells that were left, and their colour in words
        self.paint: dict[Where, str] = {}
        self.headings: set[Where] = set()
        self.problems: list[Problem] = []

    @cached_property
    def free(self) -> frozenset[dt.date]:
        """Give the holidays of the new plan."""
        if not self.how.holidays:
            return frozenset()
        days = japan(self.start, self.how.language)
        return frozenset(one.date for one in days if one.date)

    def leave(self, tab: str, at: At, why: str) -> None:
        """Say why a cell was left; the first reason counts."""
        self.left.setdefault((tab, *at), why)


class TableReader:
    """Reads the rows of one table; kinds of tables are made of it."""

    naming: tuple[str, ...] = ()
    """The fields by which a row, or what it belongs to, is named."""

    def __init__(self, taking: Taking, tab: OldTab, how: TableMap) -> None:
        """Take a table of a tab."""
        self.taking = taking
        self.rows = taking.rows
        self.tab = tab
        self.how = how
        self.section: dict[str, Value] = {}
        self.bare = bare_figures(how)
        self._note_headings()

    @cached_property
    def columns(self) -> dict[int, str]:
        """What each column is that stands once."""
        return {
            column: field
            for (first, last), field in self.how.columns.items()
            for column in range(first, last + 1)
            if not self._month_of(field) and not is_step(field) and column not in self._headed
        }

    @cached_property
    def months(self) -> dict[int, tuple[str, Month]]:
        """The figures' columns: what they are, and of which month."""
        named = {
            first + at: (field.partition(".")[0], month.plus(at))
            for (first, last), field in self.how.columns.items()
            if (month := self._month_of(field))
            for at in range(last - first + 1)
        }
        return named | {at: (self.bare[at], month) for at, month in self._headed.items()}

    @cached_property
    def _headed(self) -> Mapping[int, Month]:
        taking = self.taking
        return headed_months(self.tab, self.how, self.bare, taking.start, taking.old.date1904)

    @cached_property
    def steps(self) -> dict[int, Step]:
        """The calendar's columns."""
        return {
            first + at: step
            for (first, last), field in self.how.columns.items()
            if is_step(field)
            for at in range(last - first + 1)
            if (step := step_at(field, at, self.taking.start))
        }

    def _month_of(self, field: str) -> Month | None:
        return month_of(field, self.taking.start)

    def _note_headings(self) -> None:
        first, last = self.how.header
        above = self.tab.above(first) if self.how.unit else ()
        for row in (*above, *range(first, last + 1)):
            for column in self.tab.filled(row):
                if row >= first or self.unit_said == unit_in(self.tab.text(row, column)):
                    self.taking.headings.add((self.tab.name, row, column))

    @cached_property
    def unit_said(self) -> str:
        """The unit of the map as amounts are read with it."""
        return money_unit(self.how.unit) or self.how.unit

    @cached_property
    def units(self) -> Mapping[int, str]:
        """The unit of each column's amounts."""
        return units_of(self.tab, self.how, (*self.columns, *self.months), self.unit_said)

    def data_rows(self) -> Iterator[int]:
        """Give the rows that hold data; blank ones, totals and remarks are passed, and noted."""
        for row in self.how.data_rows:
            words = [self.tab.text(row, column) for column in self.tab.filled(row)]
            if any(is_total(word) or total_of(word) for word in words[:3]):
                self.leave_row(row, "total")
            elif words and words[0].lower().startswith(_REMARKS) and len(words) == 1:
                self.leave_row(row, "remark")
            elif words or self._is_seen(row):
                yield row

    def _is_seen(self, row: int) -> bool:
        return any(not is_blank(self.tab.seen(row, column)) for column in self.columns)

    def values(self, row: int) -> dict[str, Value]:
        """Give a row's values by field; of columns that are left out the reason is noted."""
        found: dict[str, Value] = {}
        for column, field in self.columns.items():
            home = self.tab.home(row, column)
            raw = self.tab.own(*home)
            if field in (LEFT, OPEN):
                if home[0] == row:
                    self.leave(home, "open" if field == OPEN else "column")
            elif column in self.bare:
                self.leave(home, "month")
            elif not is_blank(raw) and field not in found:
                if field.rpartition(".")[2] in MONEY_FIELDS:
                    raw = self.amount(raw, home, self.units[column])
                found[field] = self.value(raw, home)
        return found

    def amount(self, raw: Raw, at: At, unit: str) -> Raw:
        """Give an amount in the unit that is said over it, which counts what people see."""
        return in_unit(self.taking.old.figure(self.tab.name, at, raw) if unit else raw, unit)

    def value(self, raw: Raw, *at: At) -> Value:
        """Make a value of this tab's cells."""
        return Value(raw, tuple((self.tab.name, *one) for one in at))

    def leave(self, at: At, why: str) -> None:
        """Say why a cell was left."""
        self.taking.leave(self.tab.name, at, why)

    def leave_value(self, value: Value, why: str) -> None:
        """Say why a value was left."""
        for where in value.at:
            self.taking.left.setdefault(where, why)

    def leave_row(self, row: int, why: str) -> None:
        """Say why the rest of a row was left."""
        for column in self.tab.filled(row):
            self.leave((row, column), why)

    def tell(self, code: str, at: At, value: object = "", **details: str | int) -> None:
        """Note what people should know of a cell."""
        self.taking.problems.append(problem(code, Place(self.tab.name, a1(*at)), value, **details))

    # --- what rows belong to

    @cached_property
    def _numbers(self) -> int:
        """The column of numbers (1, 1.1, 1.2), by its heading."""
        for row in range(self.how.header[1], self.how.header[0] - 1, -1):
            for column in self.tab.filled(row):
                head = role_of(self.tab.text(row, column))
                if head and head.role == "no":
                    return column
        return 0

    def is_section(self, row: int, values: Mapping[str, Value], alone: bool) -> bool:
        """Tell whether a row names a group only: nothing else stands in it (``alone``), or the rows
        below are numbered as its parts.
        """
        if not self.how.sections:
            return False
        names = [name for name in values if name in self.naming]
        others = [name for name in values if name not in self.naming and name != "note"]
        if len(names) == 1 and not others and alone:
            return True
        if not self._numbers or not names:
            return False
        own = self._number(row)
        after = next(
            (one for line in range(row + 1, self.how.rows[1] + 1) if (one := self._number(line))),
            "",
        )
        return bool(own) and after.startswith((f"{own}.", f"{own}-"))

    def _number(self, row: int) -> str:
        return self.tab.text(row, self._numbers).rstrip(".")

    def open_section(self, row: int, values: Mapping[str, Value]) -> None:
        """Begin a group with the name in this row."""
        name = next(value for field, value in values.items() if field in self.naming)
        if self.how.sections == OPEN:
            self.leave_row(row, "open")
            return
        text = plain(name.raw).strip().strip(_OPENED + _CLOSED).strip()
        if self.how.sections == "operation":
            self.section = {}
        self.section[self.how.sections] = Value(text or name.raw, name.at)
        self.belonging(self.section)
        self.leave_row(row, "parent")

    def belonging(self, names: Mapping[str, Value]) -> tuple[str, str]:
        """Give the ids of the operation and the tactic that are named; made where they are new."""
        operation = tactic = ""
        if value := names.get("operation"):
            operation = self.rows.named("operations", value)
        if value := names.get("tactic"):
            tactic = self.rows.named("tactics", value)
            if operation and not self.rows.get("tactics", tactic, "operation"):
                self.rows.put("tactics", tactic, "operation", Value(operation, ()))
        return operation, tactic

    def carried(self, values: Mapping[str, Value]) -> dict[str, Value]:
        """Give the names a row belongs to: its own, else those of the rows above it."""
        own = {name: values[name] for name in ("operation", "tactic") if name in values}
        if "operation" in own and self._differs("operation", own["operation"]):
            self.section = {}
        self.section |= own
        return dict(self.section)

    def _differs(self, name: str, value: Value) -> bool:
        before = self.section.get(name)
        return before is None or match_key(plain(before.raw)) != match_key(plain(value.raw))

    def kpi_beside(self, values: Mapping[str, Value], tactic: str) -> None:
        """Make the KPI that a row names beside its tactic."""
        beside = {
            field.partition(".")[2]: value
            for field, value in values.items()
            if field.startswith("kpi.")
        }
        if "name" not in beside or not tactic:
            for value in beside.values():
                self.leave_value(value, "no_tactic" if "name" in beside else "no_name")
            return
        name = plain(beside["name"].raw)
        record = next(
            (
                one
                for one in self.rows.ids("kpis")
                if (known := self.rows.get("kpis", one, "name"))
                and match_key(plain(known.raw)) == match_key(name)
                and (scope := self.rows.get("kpis", one, "scope"))
                and scope.raw == tactic
            ),
            "",
        )
        record = record or self.rows.new("kpis")
        self.rows.put("kpis", record, "scope", Value(tactic, ()))
        for field, value in beside.items():
            if not self.rows.put("kpis", record, field, value):
                self.leave_value(value, "second")

    def person(self, value: Value) -> None:
        """Note somebody's name among the people; several names in one cell are told."""
        text = plain(value.raw)
        if any(sign in text for sign in signs("SEPARATORS")):
            self.tell("W815", value.at[0][1:], text)
            return
        self.rows.named("people", value)
