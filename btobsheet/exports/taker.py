"""The rows below an export's headings -> observations, one shape at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from btobsheet.exports import words as fillwords
from btobsheet.exports.data import Line, is_number, year_of
from btobsheet.exports.map import Take
from btobsheet.exports.names import Names
from btobsheet.exports.notes import Notes
from btobsheet.exports.periods import Period, day_text
from btobsheet.exports.shape import Shape
from btobsheet.exports.stamps import may_be_another_month
from btobsheet.exports.values import Values, is_empty
from btobsheet.layout.typed.text import is_blank, match_key, narrowed, plain
from btobsheet.layout.typed.totals import LONGEST, is_nameless, is_total, total_of
from btobsheet.plan.calendar import Month
from btobsheet.plan.fill import Observation
from btobsheet.plan.model import Plan
from btobsheet.problems import Problem, problem

_SHORT: Final = 12
_PARTS: Final = ("wide", "long")


class Taker:
    """Takes what one shape holds."""

    def __init__(
        self,
        plan: Plan,
        take: Take,
        names: Names,
        factors: Mapping[str, float],
        shape: Shape,
        sheet: str,
        only: Month | None,
    ) -> None:
        self.only = only
        self.take = take
        self.names = names
        self.shape = shape
        self.sheet = sheet
        self.series = names.series
        self.one = "" if shape.rows else self._about()
        self.read = {*shape.rows.values(), shape.date, shape.month, shape.value}
        self.notes = Notes()
        self.values = Values(factors, self.notes)
        self.months = frozenset(plan.months)
        self.outside: dict[Month, list[int]] = {}
        self.unread: set[tuple[str, Month]] = set()

    def taken(self) -> Iterator[Observation]:
        """Give the observations.

        Those of a percent KPI whose unit nobody can tell are left out (E741), and those of a month
        of which another value cannot be read (E728): what is left of it is not the month's.
        """
        made = [one for line in self.shape.body if self._counts(line) for one in self._line(line)]
        unclear = self.values.unclear()
        for one in made:
            label = self.series[one.series].label
            if one.series in unclear:
                self.notes.tell("E741", one.row, label=label, kpi=one.series)
            elif (one.series, one.month) in self.unread:
                self.notes.tell("E728", one.row, label=label, month=str(one.month))
            else:
                yield one

    def told(self) -> list[Problem]:
        """Give what is told about the rows."""
        for month, rows in sorted(self.outside.items()):
            self.notes.tell("N745", rows[0], month=str(month))
            key = next(reversed(self.notes.found))
            self.notes.found[key] = rows
        unused = ", ".join(self._unused())
        beside = [problem("N748", heads=unused)] if unused else []
        return [*self.notes.problems(self.sheet), *beside]

    def _unused(self) -> list[str]:
        """Name the columns of numbers that are no KPI, each with what is near."""
        if self.shape.kind != "measures":
            return []
        used = {
            *self.shape.measures,
            *self.shape.filled,
            self.shape.date,
            self.shape.month,
            self.shape.year,
            *(column for column, _ in self.shape.where),
        }
        found = []
        for column, head in self.shape.heads.items():
            meant = self.names.find(head)
            if (
                column not in used
                and not meant.left_out
                and any(is_number(line.cells.get(column)) for line in self.shape.body)
            ):
                found.append(f"{head} (→ {meant.near}?)" if meant.near else head)
        return found

    def _counts(self, line: Line) -> bool:
        """Tell whether a row counts: the map's filter, no row of totals (N747), none of targets."""
        cells = line.cells
        if not cells or not all(
            match_key(plain(cells.get(column))) in wanted for column, wanted in self.shape.where
        ):
            return False
        if any(is_blank(cells.get(column)) for column in self.shape.filled):
            self.notes.tell("N747", line.row)
            return False
        labels = [
            (column, raw)
            for column, raw in cells.items()
            if isinstance(raw, str) and len(raw) <= LONGEST and not is_number(raw)
        ]
        if self.shape.kind != "records" and any(is_total(raw) for _, raw in labels):
            self.notes.tell("N747", line.row)
            return False
        beside = [raw for column, raw in labels if len(raw) <= _SHORT and column not in self.read]
        if self.shape.kind in _PARTS and any(
            fillwords.NO_ACTUAL.search(narrowed(raw)) for raw in beside
        ):
            self.notes.tell("N757", line.row)
            return False
        self._tell_too_long(line)
        return True

    def _tell_too_long(self, line: Line) -> None:
        """Tell of a row of a text that is longer than its headings (E700): it was cut at a comma
        within a number or a name, and nobody knows where. What lies beside the table of a workbook
        is somebody's note.
        """
        beyond = (raw for column, raw in line.cells.items() if column > self.shape.width)
        if not self.sheet and not all(map(is_blank, beyond)):
            self.notes.tell_whole("E700", line.row)

    def _line(self, line: Line) -> Iterator[Observation]:
        """Give what one row says."""
        shape = self.shape
        if shape.kind == "wide":
            row = self._row(
                line, any(not is_blank(line.cells.get(column)) for column in shape.months)
            )
            for column, heading in shape.months.items() if row else ():
                yield from self._one(row, heading, line, column)
            return
        holding = [
            column
            for column in shape.measures or (shape.value,)
            if column and not is_blank(line.cells.get(column))
        ]
        if not holding and (shape.value or shape.measures):
            self._tell_empty(line)
            return
        period = self._period(line)
        if shape.kind == "measures":
            for column in holding if period else ():
                yield from self._one(shape.measures[column], period, line, column)
            return
        row = self._row(line, True)
        if row and period:
            self._tell_empty(line)
            yield from self._one(row, period, line, shape.value)

    def _tell_empty(self, line: Line) -> None:
        """Tell of a record of the plan's time that has no value (W784): a won deal without its
        amount is no zero.
        """
        shape, cells = self.shape, line.cells
        if shape.kind != "records" or not shape.value or not is_empty(cells.get(shape.value)):
            return
        period = shape.clock.cell(cells.get(shape.date or shape.month))
        if period and period.month in self.months:
            label, head = self.series[self.one].label, shape.heads.get(shape.value, "")
            self.notes.tell("W784", line.row, label=label, head=head)

    def _tell_dash(self, line: Line, period: Period) -> None:
        """Tell of a dash in place of a month's value (N029): in an export it may be a zero, in the
        workbook it says that there was nothing to count.
        """
        if period.month in self.months:
            self.notes.tell("N029", line.row)

    def _about(self) -> str:
        """Give the row of the plan that all of the data is about."""
        texts = [self.take.about.get(role, "") for role in self.names.roles]
        found = self.names.find(*texts) if any(texts) else None
        return "" if found is None else found.id or self.names.sure(" ".join(filter(None, texts)))

    def _row(self, line: Line, holds: bool) -> str:
        """Give the row of the plan that a line is about.

        Tell where it means none, unless the line ``holds`` nothing.
        """
        if self.one or not holds:
            return self.one
        rows, about = self.shape.rows, self.take.about
        texts = [
            plain(line.cells.get(rows[role])) if role in rows else about.get(role, "")
            for role in self.names.roles
        ]
        found, text = self.names.find(*texts), " ".join(filter(None, texts))
        if not found.id and (is_nameless(text) or self.names.find(*map(total_of, texts)).id):
            self.notes.tell("N747", line.row)
        elif not found.id and not found.left_out:
            near, several, none = self.names.codes
            code = several if found.ambiguous else near if found.near else none
            self.notes.tell(code, line.row, text, close=found.near)
        return found.id

    def _period(self, line: Line) -> Period | None:
        """Give the month or day of a row; tell where it is none (E738)."""
        shape = self.shape
        if shape.of_one_month and shape.clock.month:
            return Period(shape.clock.month)
        raw = line.cells.get(shape.date or shape.month)
        year = year_of(line.cells.get(shape.year)) if shape.year else 0
        found = shape.clock.cell(raw, bare=not shape.date or bool(year))
        if shape.clock.zone is None and may_be_another_month(day_text(plain(raw))):
            self.notes.tell("W781", line.row)
        if found and year and found.day is None:
            found = Period(Month(year, found.month.month))
        if found is None:
            not_yet = shape.kind == "records" and is_blank(raw)  # not a customer yet, or a footnote
            self.notes.tell("N768" if not_yet else "E738", line.row, plain(raw))
        return found

    def _one(
        self, row: str, period: Period | None, line: Line, column: int
    ) -> Iterator[Observation]:
        """Give one observation: a value, or (column 0) one record to count."""
        if period is None or self.only not in (None, period.month):
            return
        if line.row in self.notes.whole:
            self.unread.add((row, period.month))
            return
        if column == 0:
            value: float | None = None
            if not self.take.count:
                self.notes.tell("N759", line.row, label=self.series[row].label)
        else:
            raw = line.cells.get(column)
            value = self.values.value(self.series[row], raw, line.row, self.take.factor)
            if value is None:
                if not is_empty(raw):
                    self.unread.add((row, period.month))
                elif not is_blank(raw) and self.shape.kind != "records":
                    self._tell_dash(line, period)
                return
        if period.month not in self.months:
            self.outside.setdefault(period.month, []).append(line.row)
            return
        part = bool(self.shape.filled)
        yield Observation(row, period.month, period.day, value, line.row, part)
