"""What can be said of an export before a map is written: which headings are sure, and what has to
be asked. A wrong guess is worse than a question, so nothing near is ever taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Final

from btobsheet.exports.bind import Bound, fitting, offered
from btobsheet.exports.columns import Columns
from btobsheet.exports.data import DataTable
from btobsheet.exports.headings import CANDIDATES
from btobsheet.exports.map import FillMap, Take
from btobsheet.exports.named import NAMED
from btobsheet.exports.names import KpiNames, Names
from btobsheet.exports.periods import Clock
from btobsheet.exports.shape import Shape
from btobsheet.exports.spans import month_of, shape_of, span_of
from btobsheet.exports.spending import SpendingNames, is_spending
from btobsheet.layout.typed.text import is_blank, match_key, plain
from btobsheet.layout.typed.totals import is_nameless, is_total
from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Plan
from btobsheet.plan.words import label
from btobsheet.problems import UsageError
from btobsheet.quickclass import dataclass

_FEW: Final = 12
_NAMES: Final = 60
_LEFT: Final = ""
NUMBER: Final = "number"
"""The role of a column of numbers that no KPI is known for."""


@dataclass(frozen=True, slots=True)
class DraftColumn:
    """A heading: its role, the row of the plan that it means, and its first filled cell.

    A role of a MAP.toml, ``measure`` (a KPI's own), a month, ``number``, or none: it is left out.
    """

    heading: str
    role: str
    meant: str
    sample: str


@dataclass(frozen=True, slots=True)
class DraftName:
    """What the data calls a row of the plan, in the map's table of its role.

    ``id`` where it is sure, ``near`` what is like it.
    """

    role: str
    text: str
    id: str = ""
    label: str = ""
    near: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A column of few words, by which rows may be left out."""

    heading: str
    words: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What is known of an export; ``bound`` by a named map.

    ``records`` asks which KPI each row counts for: the dates, numbers and words it may go by.
    """

    columns: tuple[DraftColumn, ...]
    named: str = ""
    bound: Bound | None = None
    heads: Mapping[str, str]
    names: tuple[DraftName, ...] = ()
    records: bool = False
    dates: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    sheet: str = ""

    @property
    def questions(self) -> int:
        """How many questions are left to whoever writes the map."""
        unbound = len(self.bound.unbound) if self.bound else 0
        return sum(not one.id for one in self.names) + unbound + self.records


def draft(table: DataTable, plan: Plan, named: str = "", month: Month | None = None) -> Draft:
    """Say what is known of a table.

    Raises UsageError E753 where it is not the export of the named map asked for.
    """
    known = NAMED.get(named) or fitting(table)
    if known:
        bound = offered(known, table, plan)
        columns = Columns(table.lines, table.lines.index(bound.at), Clock(plan.start))
        return Draft(
            columns=tuple(_of_bound(columns, bound, plan)),
            named=known.name,
            bound=bound,
            heads={},
            sheet=table.sheet,
        )
    return _unnamed(table, plan, month)


def _of_bound(columns: Columns, bound: Bound, plan: Plan) -> Iterator[DraftColumn]:
    labels = {kpi.id: label(kpi) for kpi in plan.kpis}
    used: dict[str, tuple[str, list[str]]] = {}
    for take in bound.how.takes:
        meant = labels.get(take.about.get("kpi", ""), "")
        for role, heading in take.columns.items():
            used.setdefault(match_key(heading), (role, []))[1].append(meant)
        for heading, _ in take.where:
            used.setdefault(match_key(heading), ("where", []))[1].append(meant)
    for column, head in columns.heads.items():
        role, meants = used.get(columns.keys[column], (_LEFT, []))
        meant = ", ".join(dict.fromkeys(filter(None, meants)))
        yield DraftColumn(head, role, meant, _sample(columns, column))


def _unnamed(table: DataTable, plan: Plan, month: Month | None) -> Draft:
    kpis, spending = KpiNames(plan, {}), SpendingNames(plan, {}, {})
    how, take = FillMap(month=month), Take()
    names: Names = spending if is_spending(table, take, how, kpis, spending) else kpis
    span = span_of(table)
    clock = Clock(plan.start, "", table.date1904, None, month_of(span, how))
    try:
        shape = shape_of(table, take, how, names, clock, span)
    except UsageError:
        return _unknown(table, clock)
    return _of_shape(table, shape, names, clock)


def _of_shape(table: DataTable, shape: Shape, names: Names, clock: Clock) -> Draft:
    columns = Columns(table.lines, _index(table, shape), clock)
    roles = {column: role for role, column in shape.rows.items()}
    roles |= {getattr(shape, one): one for one in ("date", "month", "year", "value")}
    found = tuple(islice(_names(shape, columns, names), _NAMES))
    heads = {
        role: columns.heads[column]
        for column, role in roles.items()
        if column and _is_one(columns, column)
    }
    return Draft(
        columns=tuple(_of_columns(columns, shape, roles, names)),
        heads=heads,
        names=found,
        sheet=table.sheet,
    )


def _names(shape: Shape, columns: Columns, names: Names) -> Iterator[DraftName]:
    """Give what the data calls rows: headings of measures, else the words of the rows' columns."""
    if shape.kind == "measures":
        used = {shape.date, shape.month, shape.year}
        for column, head in columns.heads.items():
            known = shape.measures.get(column, "")
            if known or (column not in used and columns.is_mostly_numbers(column)):
                yield _named("kpi", head, known, names, names.find(head).near)
        return
    for role, column in shape.rows.items():
        texts = (plain(line.cells.get(column)) for line in shape.body)
        for text in dict.fromkeys(filter(None, texts)):
            if not (is_total(text) or is_nameless(text)):
                yield from _called(role, text, names, alone=len(shape.rows) == 1)


def _called(role: str, text: str, names: Names, *, alone: bool) -> Iterator[DraftName]:
    """Give a word of a column of rows. Of spending only what nobody knows: the rest needs no line,
    and a tactic's item that is new makes a row.
    """
    if not isinstance(names, SpendingNames):
        meant = names.find(text)
        yield _named(role, text, meant.id, names, meant.near)
    elif role == "tactic" and not names.means_tactic(text):
        yield DraftName(role, text, near=names.find(text).near)
    elif role == "item" and alone and not (meant := names.find("", text)).id:
        yield DraftName(role, text, near=meant.near)


def _named(role: str, text: str, known: str, names: Names, near: str) -> DraftName:
    return DraftName(role, text, known, names.series[known].label if known else "", near)


def _of_columns(
    columns: Columns, shape: Shape, roles: Mapping[int, str], names: Names
) -> Iterator[DraftColumn]:
    for column, head in columns.heads.items():
        role, meant = roles.get(column, _LEFT), ""
        if column in shape.measures:
            role, meant = "measure", names.series[shape.measures[column]].label
        elif column in shape.months:
            role, meant = "months", str(shape.months[column].month)
        elif not role and columns.is_mostly_numbers(column):
            role = NUMBER
        yield DraftColumn(head, role, meant, _sample(columns, column))


def _unknown(table: DataTable, clock: Clock) -> Draft:
    """Describe a table of which nobody can tell what its columns hold."""
    lines = table.lines[:CANDIDATES]
    if not lines:
        return Draft(columns=(), heads={}, records=True, sheet=table.sheet)
    widest = max(len(line.cells) for line in lines)
    index = next(at for at, line in enumerate(lines) if len(line.cells) == widest)
    columns = Columns(table.lines, index, clock)
    dates = [one for one in columns.heads if columns.is_dated(one)]
    numbers = [one for one in columns.heads if one not in dates and columns.is_mostly_numbers(one)]
    choices = [
        Choice(columns.heads[one], words)
        for one in columns.heads
        if one not in dates and one not in numbers and (words := _words(columns, one))
    ]

    def heads(found: Iterable[int]) -> tuple[str, ...]:
        return tuple(columns.heads[one] for one in found if _is_one(columns, one))

    kinds = {**dict.fromkeys(dates, "date"), **dict.fromkeys(numbers, NUMBER)}
    one_date = heads(dates)
    return Draft(
        columns=tuple(
            DraftColumn(head, kinds.get(one, _LEFT), "", _sample(columns, one))
            for one, head in columns.heads.items()
        ),
        heads={"date": one_date[0]} if len(one_date) == 1 else {},
        records=True,
        dates=one_date,
        numbers=heads(numbers),
        choices=tuple(choices[:_FEW]),
        sheet=table.sheet,
    )


def _words(columns: Columns, column: int) -> tuple[str, ...]:
    """Give a column's words, where they are few and come again."""
    found = Counter(plain(cell) for cell in columns.filled(column))
    several = 1 < len(found) <= _FEW and max(found.values()) > 1
    return tuple(found) if several else ()


def _is_one(columns: Columns, column: int) -> bool:
    """Tell whether a heading stands over this column alone: by another, a map finds the first."""
    keys = list(columns.keys.values())
    return bool(columns.heads.get(column)) and keys.count(columns.keys[column]) == 1


def _index(table: DataTable, shape: Shape) -> int:
    """Find the line of the headings that a shape was made of."""
    return next(
        at
        for at, line in enumerate(table.lines)
        if {column: plain(cell) for column, cell in line.cells.items()} == dict(shape.heads)
    )


def _sample(columns: Columns, column: int) -> str:
    return next((plain(cell) for cell in columns.filled(column) if not is_blank(cell)), "")
