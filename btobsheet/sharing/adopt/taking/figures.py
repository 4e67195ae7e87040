"""Figures of the old plan by month: KPIs and costs, months across or down, one line or several."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from btobsheet.excel.raw.formats import FRACTION, POINTS
from btobsheet.layout.typed.text import Raw, is_blank, match_key, narrowed, plain
from btobsheet.layout.typed.totals import is_total
from btobsheet.plan.calendar import Month, plan_months
from btobsheet.plan.records import KGI
from btobsheet.sharing.adopt.fields import LEFT, MONTHS, OPEN, own_fields
from btobsheet.sharing.adopt.old import At
from btobsheet.sharing.adopt.rows import Value
from btobsheet.sharing.adopt.seen.atoms import atom_of
from btobsheet.sharing.adopt.seen.heads import said_in, split_name
from btobsheet.sharing.adopt.taking.steps import month_in
from btobsheet.sharing.adopt.taking.table import TableReader
from btobsheet.sharing.adopt.units import is_money, money_unit, parted
from btobsheet.wording.headings import signs

_PERCENT: Final = "%"
_YEN: Final = "円"


class FigureReader(TableReader):
    """Reads a table of KPIs or costs."""

    naming = ("operation", "tactic", "name", "item")

    def read(self) -> None:
        """Take every row, or every column where months stand in rows."""
        self.table = self.how.kind
        self.name_field = "name" if self.table == "kpis" else "item"
        self.known: dict[tuple[str, str], str] = {}
        self._named_at: dict[str, Value] = {}
        if "month" in self.columns.values():
            self._down()
        else:
            self._across()
        self._units()

    def _across(self) -> None:
        for row in self.data_rows():
            values = self.values(row)
            alone = not any(not is_blank(self.tab.own(row, at)) for at in self.months)
            if self.is_section(row, values, alone):
                self.open_section(row, values)
            else:
                self._row(row, values)

    def _row(self, row: int, values: dict[str, Value]) -> None:
        names = self.carried(values)
        if self.name_field in values:
            self._named = values[self.name_field]
        elif "line" not in values:
            self._named = None
        name = self._named or (names.get("tactic") if self._is_nameless else None)
        if name is None:
            self.leave_row(row, "no_name")
            return
        says = self._line(values)
        operation, tactic = self.belonging(names)
        record = self._record(name, tactic or operation, lines="line" in values)
        self._scope(record, operation, tactic)
        self._name(record, name)
        for field in values.keys() & set(own_fields(self.table)) - {self.name_field, "tactic"}:
            value = values[field]
            if field == "reporter":
                self.person(value)
            if not self.rows.put(self.table, record, field, self._own(record, value)):
                self.leave_value(value, "second")
        for column, (field, month) in self.months.items():
            self._figure(record, says or field, month, (row, column))

    def _units(self) -> None:
        """Give the unit said over the table to the KPIs that are in money; tell the others.

        Another unit than of money is one that a person wrote into the map: all have it.
        """
        unit, others = self.unit_said, []
        for record, name in self._named_at.items() if unit else ():
            if self.rows.get("kpis", record, "unit"):
                continue
            if is_money(plain(name.raw)) or not money_unit(unit):
                self.rows.put("kpis", record, "unit", Value(unit, name.at))
            else:
                others.append(name)
        if others:
            names = " / ".join(plain(one.raw) for one in others)
            self.tell("W816", others[0].at[0][1:], unit, names=names)

    _named: Value | None = None

    @property
    def _is_nameless(self) -> bool:
        """Tell whether no column names the rows but that of their tactics."""
        return self.name_field not in self.columns.values()

    def _own(self, record: str, value: Value) -> Value:
        """Give a target for the year as its format means it."""
        if not value.at or isinstance(value.raw, bool) or not isinstance(value.raw, int | float):
            return value
        at = value.at[0][1:]
        if self.taking.old.percents(self.tab.name).get(at) == POINTS:
            return Value(f"{plain(value.raw)}%", value.at)
        counted = self.table == "kpis"
        return Value(self._counted(record, value.raw, at), value.at) if counted else value

    def _line(self, values: Mapping[str, Value]) -> str:
        """Say what the line of a thing holds by the map; nothing where there is one line only."""
        if "line" not in values:
            return ""
        meant = self.how.lines.get(" ".join(plain(values["line"].raw).split()), OPEN)
        target, actual = MONTHS[self.table]
        known = {"target": target, "plan": target, "actual": actual}
        if meant in known:
            self.taking.headings |= set(values["line"].at)
            return known[meant]
        why = "open" if meant == OPEN else "line"
        self.leave_value(values["line"], why)
        return OPEN if meant == OPEN else why

    def _record(self, name: Value, owner: str, lines: bool) -> str:
        key = (owner, match_key(plain(name.raw)))
        if lines and key in self.known:
            return self.known[key]
        self.known[key] = self.rows.new(self.table)
        return self.known[key]

    def _scope(self, record: str, operation: str, tactic: str) -> None:
        if self.table == "costs":
            if tactic and tactic != KGI:
                self.rows.put("costs", record, "tactic", Value(tactic, ()))
        elif scope := tactic or operation:
            self.rows.put("kpis", record, "scope", Value(scope, ()))

    def _name(self, record: str, name: Value) -> None:
        """Put the name; what stands in brackets behind a KPI's is its unit."""
        text, unit = plain(name.raw), ""
        if self.table == "kpis":
            text, unit = parted(text)
            bare = re.sub(r"^(?:KGI)\s*[:：・/ ]\s*", "", text, flags=re.IGNORECASE)
            if bare != text or match_key(text) in map(match_key, signs("KGI")):
                self.rows.put("kpis", record, "scope", Value(KGI, ()))
        self.rows.put(self.table, record, self.name_field, Value(text, name.at))
        if self.table == "kpis":
            if unit and not self.rows.get("kpis", record, "unit"):
                self.rows.put("kpis", record, "unit", Value(unit, name.at))
            self._named_at.setdefault(record, Value(text, name.at))

    def _figure(self, record: str, field: str, month: Month, at: At) -> None:
        raw = self.tab.own(*at)
        if is_blank(raw):
            if self.tab.is_computed(*at):
                self.leave(at, "computed")
            return
        if field in (OPEN, LEFT, "line"):
            self.leave(at, "open" if field == OPEN else "line")
        elif month not in plan_months(self.taking.start):
            self.leave(at, "year")
        elif not self.rows.put(
            self.table, record, f"{field}.{month}", self.value(self._raw(record, raw, at), at)
        ):
            self.leave(at, "second")

    def _raw(self, record: str, raw: Raw, at: At) -> Raw:
        """Give a figure as it is meant: in the unit said over the table, as a percentage."""
        if isinstance(raw, str) and narrowed(raw).endswith(_PERCENT):
            self._is_percent(record)
        if self.table == "costs":
            return self.amount(raw, at, self.units[at[1]])
        if not isinstance(raw, int | float) or isinstance(raw, bool):
            return raw
        kind = self.taking.old.percents(self.tab.name).get(at)
        if kind == FRACTION:
            self._is_percent(record)
        return f"{plain(raw)}%" if kind == POINTS else self._counted(record, raw, at)

    def _counted(self, record: str, raw: Raw, at: At) -> Raw:
        """Give a figure as its format shows it where the KPI is counted in thousands or more."""
        own = self.rows.get("kpis", record, "unit")
        units = (plain(own.raw),) if own else (self.units.get(at[1], ""), self.unit_said)
        scaled = {unit for one in units if (unit := money_unit(one))} - {_YEN}
        return self.taking.old.figure(self.tab.name, at, raw) if scaled else raw

    def _is_percent(self, record: str) -> None:
        """Note that a KPI's figures are percentages, where no unit is said."""
        if self.table == "kpis" and not self.rows.get("kpis", record, "unit"):
            self.rows.put("kpis", record, "unit", Value(_PERCENT, ()))

    # --- months down

    def _down(self) -> None:
        month_at = next(at for at, field in self.columns.items() if field == "month")
        figures = {at: field for at, field in self.columns.items() if field in MONTHS[self.table]}
        records = self._of_columns(figures)
        for row in self.how.data_rows:
            month = self._month_at(row, month_at)
            if month is None:
                words = [self.tab.text(row, at) for at in self.tab.filled(row)[:1]]
                self.leave_row(row, "total" if any(map(is_total, words)) else "month")
                continue
            self.taking.headings.add((self.tab.name, *self.tab.home(row, month_at)))
            self.values(row)
            for at, field in figures.items():
                self._figure(records[at], field, month, (row, at))

    def _month_at(self, row: int, column: int) -> Month | None:
        atom = atom_of(self.tab.seen(row, column), self.taking.old.date1904)
        if atom is None:
            return None
        number = atom.month or (atom.day if atom.kind == "number" else 0)
        if not 1 <= number <= 12:
            return None
        return Month(atom.year, number) if atom.year else month_in(str(number), self.taking.start)

    def _of_columns(self, columns: Iterable[int]) -> dict[int, str]:
        """Give the row of what each column's headings name; what is headed otherwise is another."""
        beside = self.tab.texts(self.how.header)
        named = {at: self._pieces(at, beside) for at in columns}
        heads = {(texts[-1], texts) for texts, _ in named.values()}
        known = Counter(last for last, _ in heads)
        found: dict[int, str] = {}
        for at, (texts, home) in named.items():
            key = ("", "\n".join(map(match_key, texts)))
            if key not in self.known:
                self.known[key] = self.rows.new(self.table)
            name = texts[-1] if known[texts[-1]] == 1 else " ".join(texts)
            self._name(self.known[key], self.value(name, home))
            found[at] = self.known[key]
        return found

    def _pieces(self, column: int, beside: Collection[str]) -> tuple[tuple[str, ...], At]:
        """Give the pieces of a column's headings that name it, and where the last one stands."""
        first, last = self.how.header
        homes = dict.fromkeys(self.tab.home(row, column) for row in range(first, last + 1))
        pieces = [at for at in homes if (text := self.tab.text(*at)) and not said_in(text)]
        pieces = pieces or [(last, column)]
        return tuple(split_name(self.tab.text(*at), beside)[0] for at in pieces), pieces[-1]
