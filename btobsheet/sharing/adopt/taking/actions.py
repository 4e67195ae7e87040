"""Actions of the old plan: dates from columns, else from bars and signs of its calendar."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import cached_property
from typing import Final

from btobsheet.layout.geometry import calendar_days, calendar_key
from btobsheet.layout.typed.dates import parse_date
from btobsheet.layout.typed.text import Raw, is_blank, plain
from btobsheet.plan.calendar import working_days
from btobsheet.sharing.adopt.fields import LEFT, OPEN, own_fields
from btobsheet.sharing.adopt.old import At
from btobsheet.sharing.adopt.rows import Value
from btobsheet.sharing.adopt.seen.bars import Bar, bar_of, painted, signs_of
from btobsheet.sharing.adopt.taking.table import TableReader
from btobsheet.text.cells import calendar_step
from btobsheet.wording import text

_PEOPLE: Final = ("owner", "backup", "reporter")
_BETWEEN: Final = re.compile(
    r"\s*(?:[~〜～]|→|から|(?<=[0-9日月旬末])\s*[-–—ー]\s*|\s+(?:to|-|–)\s+)\s*"
)
_OWN: Final = frozenset(own_fields("actions")) - {"tactic"}
_LONGEST: Final = 400
_PIECE: Final = "■"


class ActionReader(TableReader):
    """Reads a table of actions."""

    naming = ("operation", "tactic", "task")
    _last: tuple[At, str] | None = None

    def read(self) -> None:
        """Take every row."""
        for row in self.data_rows():
            values = self.values(row)
            alone = row not in self._bars and row not in self._marks
            if self.is_section(row, values, alone):
                self.open_section(row, values)
                continue
            self._row(row, values)
        self._leave_paint()

    def _row(self, row: int, values: dict[str, Value]) -> None:
        names = self.carried(values)
        task = values.get("task") or (values.get("tactic") if "task" not in self._fields else None)
        if task is None:
            self._unnamed(row, values)
            return
        says = self._line(values)
        if says in (LEFT, OPEN, "actual", "last_year"):
            self.leave_row(row, "open" if says == OPEN else "line")
            return
        _operation, tactic = self.belonging(names)
        record = self._record(task)
        if tactic:
            self.rows.put("actions", record, "tactic", Value(tactic, ()))
        self.rows.put("actions", record, "task", task)
        self._others(values, tactic)
        self._dates(row, record, values)
        for name in _OWN & values.keys() - {"task", "start", "end"}:
            self._put(record, name, values[name])
        self._calendar(row, record)

    @cached_property
    def _fields(self) -> frozenset[str]:
        return frozenset(self.columns.values())

    def _unnamed(self, row: int, values: Mapping[str, Value]) -> None:
        """Leave a row without a name; one that only names what the next ones belong to is none."""
        if set(values) <= {"operation", "tactic"}:
            self.belonging(self.section)
        self.leave_row(row, "no_name")

    def _line(self, values: Mapping[str, Value]) -> str:
        """Say what a line is of several for one action: planned, unless the map says otherwise."""
        if "line" not in values:
            return "plan"
        word = " ".join(plain(values["line"].raw).split())
        return self.how.lines.get(word, OPEN)

    def _record(self, task: Value) -> str:
        """Begin an action; a task that is merged over several rows is one."""
        home = task.at[0][1:]
        if self._last and self._last[0] == home:
            return self._last[1]
        record = self.rows.new("actions")
        self._last = (home, record)
        return record

    def _put(self, record: str, name: str, value: Value) -> None:
        if name == "status":
            word = " ".join(plain(value.raw).split())
            if (meant := self.how.words.get(word)) is not None:
                if meant in (LEFT, OPEN):
                    self.leave_value(value, "open" if meant == OPEN else "column")
                    return
                value = Value(meant, value.at)
        elif name == "percent":
            value = Value(self._percent(value.raw), value.at)
        elif name in _PEOPLE:
            self.person(value)
        if not self.rows.put("actions", record, name, value):
            self.leave_value(value, "second")

    @cached_property
    def _has_points(self) -> bool:
        """Tell whether the column of progress holds percent points: a number above 1."""
        columns = [column for column, field in self.columns.items() if field == "percent"]
        return any(
            isinstance(raw := self.tab.own(row, column), int | float) and 1 < raw <= 100
            for column in columns
            for row in self.how.data_rows
        )

    def _percent(self, raw: Raw) -> Raw:
        """Give progress as its column means it: 1 is 1 % beside 30 and 50."""
        if self._has_points and isinstance(raw, int | float) and not isinstance(raw, bool):
            return f"{raw}%"
        return raw

    def _others(self, values: Mapping[str, Value], tactic: str) -> None:
        """Put what is the tactic's or a KPI's where it belongs."""
        for field, value in values.items():
            table, _, name = field.partition(".")
            if table == "tactic" and name:
                if name in _PEOPLE:
                    self.person(value)
                if not tactic or not self.rows.put("tactics", tactic, name, value):
                    self.leave_value(value, "second" if tactic else "no_tactic")
        self.kpi_beside(values, tactic)

    # --- dates

    def _dates(self, row: int, record: str, values: dict[str, Value]) -> None:
        dates: dict[str, Value] = {
            name: values[name] for name in ("start", "end") if name in values
        }
        if "period" in values:
            dates = _period(values["period"]) | dates
        self._lasting(dates, values)
        bar = self._bar(row)
        if bar is None:
            pass
        elif len(dates) == 2:
            self._compared(row, bar, dates)
        else:
            dates |= {
                name: self.value(day.isoformat(), *bar.cells)
                for name, day in zip(("start", "end"), bar.days, strict=True)
                if name not in dates
            }
            if len(bar.pieces) > 1:
                self.tell(
                    "W813",
                    bar.cells[0],
                    first=str(bar.days[0]),
                    last=str(bar.days[1]),
                    count=len(bar.pieces),
                )
                self._pieces(row, record, bar)
        for name, value in dates.items():
            self._put(record, name, value)

    def _lasting(self, dates: dict[str, Value], values: Mapping[str, Value]) -> None:
        """Find the end by a number of days, where the map says which days they are."""
        unit = next((one for one in ("days", "workdays") if one in values), "")
        if not unit or "start" not in dates or "end" in dates:
            for one in ("days", "workdays"):
                if one in values:
                    self.leave_value(values[one], "column")
            return
        length, start = values[unit].raw, self._parsed(dates["start"].raw, "start")
        if not isinstance(length, int | float) or start is None or not 1 <= length <= _LONGEST:
            self.leave_value(values[unit], "unread")
            return
        end = start + dt.timedelta(days=int(length) - 1)
        if unit == "workdays":
            free = self.taking.free
            while working_days(start, end, free) < length:
                end += dt.timedelta(days=1)
        dates["end"] = Value(end.isoformat(), values[unit].at)

    def _parsed(self, raw: Raw, edge: str) -> dt.date | None:
        made = parse_date(
            raw, start=self.taking.start, edge=edge, date1904=self.taking.old.date1904
        )
        return made.value if isinstance(made.value, dt.date) else None

    def _compared(self, row: int, bar: Bar, dates: Mapping[str, Value]) -> None:
        """Tell where a bar shows other days than the columns: these count."""
        start, end = (self._parsed(dates[name].raw, name) for name in ("start", "end"))
        if start is None or end is None:
            return
        first, last = (self.steps[at[1]] for at in (bar.cells[0], bar.cells[-1]))
        if not (first.first <= start <= first.last and last.first <= end <= last.last):
            shown = " - ".join(map(str, bar.days))
            self.tell("W812", bar.cells[0], shown, dates=f"{start} - {end}")

    # --- the calendar

    @cached_property
    def _paint(self) -> Mapping[At, str]:
        return painted(self.tab, self.how.data_rows, self.steps)

    @cached_property
    def _bars(self) -> dict[int, list[At]]:
        found: dict[int, list[At]] = {}
        for at, colour in self._paint.items():
            if self.how.colours.get(colour) == "bar":
                found.setdefault(at[0], []).append(at)
        return found

    def leave_row(self, row: int, why: str) -> None:
        """Say why the rest of a row was left, its bar included."""
        super().leave_row(row, why)
        for at in self._bars.get(row, ()):
            self.leave(at, why)

    def _leave_paint(self) -> None:
        """Name the coloured cells that no date was read from: a colour tells as much as a word."""
        taken = {one.at for one in self.rows.taken}
        why = {"bar": "dates", OPEN: "open"}
        for at, colour in self._paint.items():
            if (self.tab.name, *at) not in taken and is_blank(self.tab.own(*at)):
                self.leave(at, why.get(self.how.colours.get(colour, LEFT), "column"))
                said = text(self.taking.how.language, "adopt.painted", colour=colour)
                self.taking.paint[(self.tab.name, *at)] = said

    @cached_property
    def _marks(self) -> dict[int, dict[At, str]]:
        found: dict[int, dict[At, str]] = {}
        for at, sign in signs_of(self.tab, self.how.data_rows, self.steps).items():
            found.setdefault(at[0], {})[at] = sign
        return found

    def _bar(self, row: int) -> Bar | None:
        cells = list(self._bars.get(row, ()))
        cells += [
            at for at, sign in self._marks.get(row, {}).items() if self.how.marks.get(sign) == "bar"
        ]
        return bar_of(cells, self.steps)

    def _calendar(self, row: int, record: str) -> None:
        """Keep the signs of a row: marks as they are, those of bars where dates do not say all."""
        taken = {one.at for one in self.rows.taken[-400:]}
        for at, sign in self._marks.get(row, {}).items():
            meant = self.how.marks.get(sign, OPEN)
            if meant in (LEFT, OPEN):
                self.leave(at, "open" if meant == OPEN else "column")
            elif meant == "mark" or (self.tab.name, *at) not in taken:
                self._mark(record, at, sign)

    def _pieces(self, row: int, record: str, bar: Bar) -> None:
        """Keep the pieces of a bar as signs, where nothing else stands in their cells."""
        for at in bar.cells:
            if is_blank(self.tab.own(*at)):
                self._mark(record, at, _PIECE, paint=True)
            elif self.how.marks.get(self._marks.get(row, {}).get(at, "")) == "bar":
                self._mark(record, at, plain(self.tab.own(*at)))

    def _mark(self, record: str, at: At, sign: str, paint: bool = False) -> None:
        unit = self.taking.how.calendar
        first = max(self.steps[at[1]].first, self.taking.start.first)
        key = calendar_step(first.isoformat(), unit)
        if self.steps[at[1]].last < self.taking.start.first or key not in self._keys:
            self.leave(at, "year")
            return
        field = f"calendar.{key}"
        before = self.rows.get("actions", record, field)
        if before is None:
            self.rows.put("actions", record, field, self.value(sign, at))
        elif not paint:
            self.rows.extend("actions", record, field, self.value(sign, at))

    @cached_property
    def _keys(self) -> frozenset[str]:
        unit = self.taking.how.calendar
        return frozenset(calendar_key(day, unit) for day in calendar_days(self.taking.start, unit))


def _period(value: Value) -> dict[str, Value]:
    """Part a period: 4/1〜4/30; a single month or day is both its ends."""
    parts = [one for one in _BETWEEN.split(plain(value.raw).strip()) if one]
    if not isinstance(value.raw, str) or len(parts) == 1:
        return {"start": value, "end": value}
    if len(parts) != 2:
        return {"start": value}
    first, last = parts
    if re.fullmatch("[0-9]{1,2}日?", last) and (month := re.match(r".*?[0-9]{1,2}[/月]", first)):
        last = month[0] + last
    if re.fullmatch("[0-9]{1,2}", first) and "月" in last:
        first += "月"
    return {"start": Value(first, value.at), "end": Value(last, value.at)}
