"""An export's rows -> observations of KPIs; what could not be placed is told by kind and rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from operator import itemgetter
from typing import Final

from btobsheet.exports import words as fillwords
from btobsheet.exports.map import FillMap, Take
from btobsheet.exports.names import KpiNames
from btobsheet.exports.periods import Clock, Period
from btobsheet.exports.shape import DataTable, Line, Shape, find_shape, is_number, year_of
from btobsheet.layout.typed.numbers import parse_kpi_value
from btobsheet.layout.typed.text import Raw, is_blank, is_dash, match_key, narrowed, plain
from btobsheet.plan.calendar import Month
from btobsheet.plan.fill import Observation, rows_text
from btobsheet.plan.model import Kpi, Plan, is_percent_unit
from btobsheet.problems import Detail, Place, Problem, problem
from btobsheet.quickclass import dataclass

_SHORT: Final = 12
_PERCENT_POINTS: Final = 2
_PARTS: Final = ("wide", "long")
_HAS_YEAR: Final = re.compile(
    r"[0-9]{4}|[0-9]{5}|[rh令平][0-9元]|^$|'[0-9]{2}|-[0-9]{2}$", re.IGNORECASE
)


@dataclass(frozen=True)
class Taken:
    """What the data says, and what is told about it."""

    observations: tuple[Observation, ...]
    problems: tuple[Problem, ...]


def take_all(table: DataTable, plan: Plan, how: FillMap, map_file: str = "") -> Taken:
    """Read the data by the map. Raises UsageError: E733, E734, E753, E755."""
    names = KpiNames(plan, how.names, map_file)
    factors = {names.sure(name): factor for name, factor in how.factors.items()}
    clock = Clock(plan.start, how.day_order, table.date1904)
    observations: list[Observation] = []
    problems: list[Problem] = []
    for take in how.takes:
        shape = find_shape(table, take, how, names, clock)
        taker = _Taker(plan, take, names, factors, shape, table.sheet)
        observations += taker.taken()
        problems += _other_year(table, shape, plan)
        problems += (item for item in taker.told() if item not in problems)
    problems += _doubles(table, observations)
    return Taken(tuple(observations), tuple(problems))


def _other_year(table: DataTable, shape: Shape, plan: Plan) -> list[Problem]:
    """Tell where a title over months without a year names a year that is not the plan's (W766)."""
    if all(_HAS_YEAR.search(plain(label)) for label in _month_labels(shape)):
        return []
    first = shape.body[0].row if shape.body else 0
    above = [
        raw
        for line in table.lines
        if line.row < first
        for raw in line.cells.values()
        if isinstance(raw, str)
    ]
    years = {
        int(found["year"] or found["fiscal"])
        for text in (table.sheet, *above)
        for found in fillwords.YEARS.finditer(narrowed(text))
    }
    own = {month.year for month in plan.months}
    return (
        [
            problem(
                "W766",
                years=", ".join(map(str, sorted(years))),
                first=str(plan.months[0]),
                last=str(plan.months[-1]),
            )
        ]
        if years and not years & own
        else []
    )


def _doubles(table: DataTable, observations: Iterable[Observation]) -> list[Problem]:
    """Tell which rows of months' values are alike in every column (W774).

    Alike rows of days or records are nothing odd.
    """
    rows = {one.row for one in observations if one.day is None and one.value is not None}
    found: dict[tuple[tuple[int, Raw], ...], list[int]] = {}
    for line in table.lines:
        if line.row in rows:
            found.setdefault(tuple(sorted(line.cells.items(), key=itemgetter(0))), []).append(
                line.row
            )
    alike = sorted(row for same in found.values() if len(same) > 1 for row in same)
    return (
        [
            problem(
                "W774", Place(table.sheet, line=alike[0]), rows=rows_text(alike), count=len(alike)
            )
        ]
        if alike
        else []
    )


def _month_labels(shape: Shape) -> Iterator[Raw]:
    """Give what names the months: headings, or the cells of the month's column.

    Nothing where a year stands beside.
    """
    if shape.months:
        yield from (shape.heads.get(column) for column in shape.months)
    elif not shape.year:
        yield from (line.cells.get(shape.date or shape.month) for line in shape.body)


@dataclass
class _Notes:
    """What is told, gathered by code and what it is about, with the rows."""

    found: dict[tuple[str, tuple[tuple[str, Detail], ...], str], list[int]] = field(
        default_factory=dict
    )

    def tell(self, code: str, row: int, value: str = "", /, **details: Detail) -> None:
        self.found.setdefault((code, tuple(details.items()), value), []).append(row)

    def problems(self, sheet: str) -> Iterator[Problem]:
        for (code, details, value), rows in self.found.items():
            yield problem(
                code,
                Place(sheet, line=rows[0]) if rows[0] else None,
                value,
                **dict(details),
                rows=rows_text(rows),
                count=len(set(rows)),
            )


class _Taker:
    """Takes what one shape holds."""

    def __init__(
        self,
        plan: Plan,
        take: Take,
        names: KpiNames,
        factors: Mapping[str, float],
        shape: Shape,
        sheet: str,
    ) -> None:
        self.plan = plan
        self.take = take
        self.names = names
        self.factors = factors
        self.shape = shape
        self.sheet = sheet
        self.kpis = {kpi.id: kpi for kpi in plan.kpis}
        self.one = names.sure(take.kpi) if take.kpi else ""
        self.notes = _Notes()
        self.months = frozenset(plan.months)
        self.outside: dict[Month, list[int]] = {}
        self.percents: dict[str, set[bool]] = {}

    def taken(self) -> list[Observation]:
        """Give the observations.

        Those of a percent KPI whose unit nobody can tell are left out (E741).
        """
        made = [one for line in self.shape.body if self._counts(line) for one in self._line(line)]
        unclear = {kpi for kpi, kinds in self.percents.items() if len(kinds) > 1}
        for one in made:
            if one.kpi in unclear:
                self.notes.tell("E741", one.row, label=_label(self.kpis[one.kpi]), kpi=one.kpi)
        return [one for one in made if one.kpi not in unclear]

    def told(self) -> list[Problem]:
        """Give what is told about the rows."""
        for month, rows in sorted(self.outside.items()):
            self.notes.tell("N745", rows[0], month=str(month))
            key = next(reversed(self.notes.found))
            self.notes.found[key] = rows
        unused = self._unused()
        return [
            *self.notes.problems(self.sheet),
            *([problem("N748", heads=", ".join(unused))] if unused else []),
        ]

    def _unused(self) -> list[str]:
        """Name the columns of numbers that are no KPI, each with what is near."""
        if self.shape.kind != "measures":
            return []
        used = {
            *self.shape.measures,
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
        labels = [
            (column, raw)
            for column, raw in cells.items()
            if isinstance(raw, str) and len(raw) <= _SHORT and not is_number(raw)
        ]
        if self.shape.kind != "records" and any(
            match_key(raw).rstrip(":") in fillwords.TOTALS for _, raw in labels
        ):
            self.notes.tell("N747", line.row)
            return False
        beside = [
            raw
            for column, raw in labels
            if column not in (self.shape.kpi, self.shape.date, self.shape.month, self.shape.value)
        ]
        if self.shape.kind in _PARTS and any(
            fillwords.NO_ACTUAL.search(narrowed(raw)) for raw in beside
        ):
            self.notes.tell("N757", line.row)
            return False
        return True

    def _line(self, line: Line) -> Iterator[Observation]:
        """Give what one row says."""
        shape = self.shape
        if shape.kind == "wide":
            kpi = self._kpi(
                line, any(not is_blank(line.cells.get(column)) for column in shape.months)
            )
            for column, heading in shape.months.items() if kpi else ():
                yield from self._one(kpi, heading, line, column)
            return
        holding = [
            column
            for column in shape.measures or (shape.value,)
            if column and not is_blank(line.cells.get(column))
        ]
        if not holding and (shape.value or shape.measures):
            return
        period = self._period(line)
        if shape.kind == "measures":
            for column in holding if period else ():
                yield from self._one(shape.measures[column], period, line, column)
            return
        kpi = self._kpi(line, True) if shape.kpi else self.one
        if kpi and period:
            yield from self._one(kpi, period, line, shape.value)

    def _kpi(self, line: Line, holds: bool) -> str:
        """Give the KPI of a row.

        Tell where it means none (E735, E736), unless the row ``holds`` nothing.
        """
        if self.one or not holds:
            return self.one
        text = plain(line.cells.get(self.shape.kpi))
        found = self.names.find(text)
        if not found.id and not found.left_out:
            self.notes.tell(
                "E736" if found.ambiguous else "E735" if found.near else "E758",
                line.row,
                text,
                close=found.near,
            )
        return found.id

    def _period(self, line: Line) -> Period | None:
        """Give the month or day of a row; tell where it is none (E738)."""
        shape = self.shape
        raw = line.cells.get(shape.date or shape.month)
        year = year_of(line.cells.get(shape.year)) if shape.year else 0
        found = shape.clock.cell(raw, bare=not shape.date or bool(year))
        if found and year and found.day is None:
            found = Period(Month(year, found.month.month))
        if found is None:
            not_yet = shape.kind == "records" and is_blank(raw)  # not a customer yet, or a footnote
            self.notes.tell("N768" if not_yet else "E738", line.row, plain(raw))
        return found

    def _one(
        self, kpi: str, period: Period | None, line: Line, column: int
    ) -> Iterator[Observation]:
        """Give one observation: a value, or (column 0) one record to count."""
        if period is None:
            return
        if column == 0:
            value: float | None = None
            if not self.take.count:
                self.notes.tell("N759", line.row, label=_label(self.kpis[kpi]))
        else:
            value = self._value(self.kpis[kpi], line.cells.get(column), line.row)
            if value is None:
                return
        if period.month not in self.months:
            self.outside.setdefault(period.month, []).append(line.row)
            return
        yield Observation(kpi, period.month, period.day, value, line.row)

    def _value(self, kpi: Kpi, raw: Raw, row: int) -> float | None:
        """Understand a value in the KPI's unit, times the map's factor.

        None where it is blank, of another unit (E775, E776), or cannot be read (E737).
        """
        if is_blank(raw) or (isinstance(raw, str) and is_dash(narrowed(raw))):
            return None
        factor = self.take.factor if self.take.factor is not None else self.factors.get(kpi.id)
        percent = is_percent_unit(kpi.unit)
        wrong = "" if factor is not None else _other_unit(raw, narrowed(kpi.unit))
        if wrong:
            self.notes.tell(wrong, row, plain(raw), label=_label(kpi), unit=kpi.unit)
            return None
        made = parse_kpi_value(raw, percent=percent and factor is None, unit=kpi.unit)
        value = made.value
        if not isinstance(value, int | float):
            self.notes.tell("E737", row, plain(raw), label=_label(kpi))
            return None
        if percent and factor is None and value and "%" not in narrowed(plain(raw)):
            self.percents.setdefault(kpi.id, set()).add(made.code == "N201")
        if made.code:
            self.notes.tell(
                "N756", row, plain(raw), label=_label(kpi), read=str(made.details.get("read", ""))
            )
        return value * factor if factor is not None else value


def _other_unit(raw: Raw, unit: str) -> str:
    """Give the code of what is wrong where a value says that it is money or a percentage, and its
    KPI's unit is another.
    """
    text = narrowed(raw) if isinstance(raw, str) else ""
    if not is_number(text):
        return ""
    if fillwords.MONEY.search(text) and not fillwords.MONEY_UNIT.search(unit):
        return "E775"
    return "E776" if "%" in text and not fillwords.PERCENT_UNIT.search(unit) else ""


def _label(kpi: Kpi) -> str:
    return f"{kpi.id} {kpi.name}".strip()
