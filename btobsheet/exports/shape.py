"""What an export's columns hold: its headings are found, and one of four forms told apart.

``wide``: a row a KPI, a column a month. ``measures``: a row a month or day, a column a KPI.
``long``: a KPI, a month or day, a value in each row. ``records``: a day in each row, of one KPI
that the map names. What is not sure is refused, never guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from btobsheet.exports import words as fillwords
from btobsheet.exports.map import FillMap, Take
from btobsheet.exports.names import KpiNames
from btobsheet.exports.periods import Clock, Period, day_order
from btobsheet.layout.address import letters
from btobsheet.layout.typed.numbers import parse_number
from btobsheet.layout.typed.text import Raw, is_blank, is_dash, is_error, match_key, narrowed, plain
from btobsheet.problems import Problem, UsageError, problem
from btobsheet.quickclass import dataclass

_CANDIDATES: Final = 25
_SAMPLE: Final = 300
_DAY_ENDS: Final = ("日", "日時", "日付", "時刻")
_DAY_WORDS: Final = ("date", "day", "time")
_SERIALS: Final = (36_526, 73_051)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the data: its number as people count it, and its filled cells by column."""

    row: int
    cells: Mapping[int, Raw]


@dataclass(frozen=True, slots=True)
class DataTable:
    """The data: a text file's or one tab's rows."""

    file: str
    lines: tuple[Line, ...]
    sheet: str = ""
    date1904: bool = False


@dataclass(frozen=True, kw_only=True)
class Shape:
    """Where everything stands; column 0 is none.

    ``months`` are the columns of a month, ``measures`` those of a KPI (its id).
    """

    kind: str
    body: Sequence[Line]
    heads: Mapping[int, str]
    clock: Clock
    kpi: int = 0
    date: int = 0
    month: int = 0
    year: int = 0
    value: int = 0
    months: Mapping[int, Period]
    measures: Mapping[int, str]
    where: tuple[tuple[int, frozenset[str]], ...] = ()
    score: int = 0


@dataclass(frozen=True, slots=True)
class _Refusal:
    """Why a row cannot be that of the headings, and how much of it was understood."""

    problem: Problem
    score: int


def find_shape(table: DataTable, take: Take, how: FillMap, names: KpiNames, clock: Clock) -> Shape:
    """Find the headings and what stands below.

    Raises UsageError: E733 no form fits, E734 several columns may be meant, E753 a heading of the
    map is not there, E771 a heading that is used stands over several columns.
    """
    lines = [at for at, line in enumerate(table.lines) if line.row == how.header or not how.header][
        :_CANDIDATES
    ]
    tried = [_Finder(table.lines, at, take, names, clock).shape() for at in lines]
    shapes = [one for one in tried if isinstance(one, Shape)]
    if shapes:
        found = max(shapes, key=lambda one: one.score)
        if doubled := _doubled(found, take):
            raise UsageError(doubled, table.file)
        return found
    refusals = [one for one in tried if isinstance(one, _Refusal)]
    best = max(refusals, key=lambda one: one.score, default=_Refusal(problem("E733", heads="-"), 0))
    raise UsageError(best.problem, table.file)


class _Finder:
    """Looks at one row as that of the headings."""

    def __init__(
        self, lines: Sequence[Line], at: int, take: Take, names: KpiNames, clock: Clock
    ) -> None:
        self.body = lines[at + 1 :]
        self.sample = self.body[:_SAMPLE]
        self.take = take
        self.names = names
        self.raw = lines[at].cells
        self.heads = {column: plain(cell) for column, cell in self.raw.items()}
        self.keys = {column: match_key(head) for column, head in self.heads.items()}
        columns = {column for line in self.sample for column in line.cells} | self.heads.keys()
        self.columns = sorted(columns)
        order = clock.order or day_order(
            cell for line in self.sample for cell in line.cells.values()
        )
        self.clock = Clock(clock.start, order, clock.date1904)
        self.doubt: Problem | None = None

    def shape(self) -> Shape | _Refusal:
        """Give the form, or why there is none."""
        given, absent = self._given()
        if absent:
            return _Refusal(
                problem("E753", None, absent, heads=", ".join(self.heads.values()) or "-"),
                len(given),
            )
        where = tuple(
            (self._column(heading), frozenset(map(match_key, wanted)))
            for heading, wanted in self.take.where
        )
        taken = {*given.values(), *(column for column, _ in where)}
        months = (
            self._under(self._months(taken))
            if not ({"month", "date"} & given.keys() or self.take.count)
            else {}
        )
        found = self._wide(given, months, taken) or self._rows(given, taken)
        if isinstance(found, Shape):
            return replace(found, where=where, score=self._score(found, given))
        return _Refusal(
            self.doubt or problem("E733", heads=", ".join(self.heads.values())[:200] or "-"),
            min(2, len(self.heads)) + 2 * bool(self.doubt),
        )

    def _given(self) -> tuple[dict[str, int], str]:
        """Give the columns that the map names, and the first heading of it that is not here."""
        wanted = {
            role: heading
            for role, heading in self.take.columns.items()
            if not (role == "kpi" and self.take.kpi)
        }
        found = {role: self._column(heading) for role, heading in wanted.items()}
        absent = [heading for role, heading in wanted.items() if not found[role]] + [
            heading for heading, _ in self.take.where if not self._column(heading)
        ]
        return {role: column for role, column in found.items() if column}, absent[
            0
        ] if absent else ""

    def _column(self, heading: str) -> int:
        return next((column for column, key in self.keys.items() if key == match_key(heading)), 0)

    def _shape(self, kind: str, **found: int | Mapping[int, Period] | Mapping[int, str]) -> Shape:
        values = {"months": {}, "measures": {}, **found}
        return Shape(kind=kind, body=self.body, heads=self.heads, clock=self.clock, **values)  # type: ignore[arg-type]  # columns and mappings by name

    def _score(self, shape: Shape, given: Mapping[str, int]) -> int:
        roles = sum(map(bool, (shape.kpi, shape.date or shape.month, shape.value)))
        return roles + len(shape.months) + len(shape.measures) + len(given)

    def _wide(
        self, given: Mapping[str, int], months: Mapping[int, Period], taken: Iterable[int]
    ) -> Shape | None:
        if not months:
            return None
        kpi = 0 if self.take.kpi else given.get("kpi") or self._kpi({*taken, *months})
        return self._shape("wide", kpi=kpi, months=months) if kpi or self.take.kpi else None

    def _rows(self, given: Mapping[str, int], taken: Iterable[int]) -> Shape | None:
        """Tell the forms apart in which each row is of one month or day."""
        kpi = 0 if self.take.kpi else given.get("kpi", 0)
        period = self._period(given, {*taken})
        if not period:
            return None
        used = {*taken, *period.values(), kpi}
        measures = {} if self.take.kpi or kpi or "value" in given else self._measures(used)
        if measures:
            return self._shape("measures", measures=measures, **period)
        kpi = kpi or (0 if self.take.kpi else self._kpi(used))
        if not kpi and not self.take.kpi:
            return None
        value = (
            0
            if self.take.count
            else given.get("value") or self._value({*used, kpi}, month="month" in period)
        )
        return (
            None
            if value < 0
            else self._shape("long" if kpi else "records", kpi=kpi, value=value, **period)
        )

    def _months(self, taken: Iterable[int]) -> dict[int, Period]:
        found = {
            column: period
            for column, raw in self.raw.items()
            if column not in taken and (period := self.clock.heading(raw))
        }
        return {column: period for column, period in found.items() if self._may_hold_values(column)}

    def _under(self, months: dict[int, Period]) -> dict[int, Period]:
        """Where a second row of headings tells 目標 and 実績 apart, give the columns of actuals."""
        second = {
            column: narrowed(cell)
            for column, cell in (self.body[0].cells if self.body else {}).items()
            if isinstance(cell, str) and not is_number(cell)
        }
        words = {
            column: word for column, word in second.items() if months and column >= min(months)
        }
        if not any(
            match_key(word) in fillwords.ACTUALS or fillwords.NO_ACTUAL.search(word)
            for word in words.values()
        ):
            return months
        self.body = self.body[1:]
        self.sample = self.body[:_SAMPLE]
        ends = [*sorted(months)[1:], max(words) + 1]
        found: dict[int, Period] = {}
        for first, end in zip(sorted(months), ends, strict=True):
            actual = [
                column
                for column, word in words.items()
                if first <= column < end and match_key(word) in fillwords.ACTUALS
            ]
            found |= {actual[0]: months[first]} if len(actual) == 1 else {}
        return found

    def _may_hold_values(self, column: int) -> bool:
        """Tell whether a column holds numbers or nothing yet: below a day may be other days."""
        cells = [cell for line in self.sample if not is_blank(cell := line.cells.get(column))]
        return any(map(is_number, cells)) or not (
            self.take.kpi or any(self.clock.cell(cell) for cell in cells)
        )

    def _measures(self, used: Iterable[int]) -> dict[int, str]:
        return {
            column: found
            for column, head in self.heads.items()
            if column not in used and (found := self._measure(head))
        }

    def _measure(self, head: str) -> str:
        """Give the KPI of a heading, which may say 実績 beside its name."""
        found = self.names.find(head)
        if found.id or found.left_out or fillwords.NO_ACTUAL.search(head):
            return found.id
        return self.names.find(fillwords.ACTUAL.sub("", narrowed(head))).id

    def _kpi(self, used: Iterable[int]) -> int:
        """Find the column of KPIs: in which the most cells mean one, else by its heading."""
        counts = {
            column: sum(
                isinstance(cell := line.cells.get(column), str) and bool(self.names.find(cell).id)
                for line in self.sample
            )
            for column in self.columns
            if column not in used
        }
        best = max(counts, key=lambda column: counts[column], default=0)
        named = [column for column in counts if self.keys.get(column) in fillwords.KPI]
        return best if counts.get(best) else named[0] if named else 0

    def _period(self, given: Mapping[str, int], used: set[int]) -> dict[str, int]:
        """Find the column of the day, or of the month (with one of the year).

        Nothing where there is none or several may be meant.
        """
        if {"date", "month"} & given.keys():
            return {role: given[role] for role in ("date", "month", "year") if role in given}
        days, months = self._headed(fillwords.DATE, used), self._headed(fillwords.MONTH, used)
        if len(days) == 1:
            return {"date": days[0]}
        if not days and len(months) == 1:
            years = [
                column
                for column in self._headed(fillwords.YEAR, used)
                if self._all(column, lambda raw: bool(year_of(raw)))
            ]
            return {"month": months[0], **({"year": years[0]} if len(years) == 1 else {})}
        found = (
            days
            or months
            or [column for column in self.columns if column not in used and self._dated(column)]
        )
        if len(found) > 1:
            self._unsure("date", found)
        return {"date": found[0]} if len(found) == 1 else {}

    def _dated(self, column: int) -> bool:
        """Tell whether all cells of a column are days or months as texts, or days' serial numbers
        under a heading that says so.
        """
        head = narrowed(self.heads.get(column, "")).casefold()
        says = head.endswith(_DAY_ENDS) or any(word in head for word in _DAY_WORDS)

        def holds(raw: Raw) -> bool:
            if isinstance(raw, int | float):
                return says and _SERIALS[0] <= raw < _SERIALS[1]
            return not is_number(raw) and bool(self.clock.cell(raw))

        return self._all(column, holds)

    def _value(self, used: Iterable[int], *, month: bool) -> int:
        """Find the column of values: 0 without one (rows are counted), -1 where nobody can tell.

        In a list of records a number may be anything (a score, a sum of money): there the map has
        to say it. Without the map only rows that bear a day, not just a month, are records.
        """
        numbers = [
            column for column in self.columns if column not in used and self._mostly_numbers(column)
        ]
        if not numbers:
            headed = self._headed(fillwords.VALUE, used)
            return headed[0] if len(headed) == 1 else -1 if headed or month else 0
        named = [column for column in numbers if self.keys.get(column) in fillwords.VALUE]
        found = named if len(named) == 1 else numbers
        if len(found) == 1 and not self.take.kpi:
            return found[0]
        self._unsure("value", found)
        return -1

    def _mostly_numbers(self, column: int) -> bool:
        cells = [cell for line in self.sample if not is_blank(cell := line.cells.get(column))]
        return bool(cells) and 2 * sum(map(is_number, cells)) >= len(cells)

    def _headed(self, words: frozenset[str], used: Iterable[int]) -> list[int]:
        return [column for column, key in self.keys.items() if key in words and column not in used]

    def _all(self, column: int, holds: Callable[[Raw], bool]) -> bool:
        """Tell whether a test holds for all filled cells of a column, and there are any."""
        cells = [
            cell
            for line in self.sample
            if not is_blank(cell := line.cells.get(column)) and not is_error(cell)
        ]
        return bool(cells) and all(map(holds, cells))

    def _unsure(self, role: str, columns: Iterable[int]) -> None:
        self.doubt = self.doubt or problem(
            "E734", role=role, heads=", ".join(self.heads.get(column, "-") for column in columns)
        )


def _doubled(shape: Shape, take: Take) -> Problem | None:
    """Say which heading used stands over several columns: a month's, a KPI's, one the map names."""
    keys = {column: match_key(head) for column, head in shape.heads.items()}
    named = {
        match_key(heading)
        for role, heading in take.columns.items()
        if not (role == "kpi" and take.kpi)
    }
    named |= {match_key(heading) for heading, _ in take.where}
    used: dict[object, list[int]] = {}
    for column, key in keys.items():
        what = shape.months.get(column) or (
            key if column in shape.measures or key in named else None
        )
        if what is not None:
            used.setdefault(what, []).append(column)
    several = next((columns for columns in used.values() if len(columns) > 1), [])
    return (
        problem(
            "E771",
            None,
            shape.heads[several[0]],
            columns=", ".join(map(letters, several)),
            count=len(several),
        )
        if several
        else None
    )


def is_number(raw: Raw) -> bool:
    """Tell whether a cell holds a number, or a dash in place of one."""
    if isinstance(raw, bool) or raw is None:
        return False
    return isinstance(raw, int | float) or _is_number_text(raw)


@lru_cache(maxsize=1 << 14)
def _is_number_text(text: str) -> bool:
    made = parse_number(text)
    return made.value is not None or (not made.code and is_dash(narrowed(text)))


def year_of(raw: Raw) -> int:
    """Give a year from 1950 to 2150, or 0."""
    text = plain(raw).removesuffix("年")
    return int(text) if text.isascii() and text.isdigit() and 1950 <= int(text) <= 2150 else 0
