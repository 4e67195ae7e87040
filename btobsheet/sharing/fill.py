"""Fill actuals of KPIs, or what was spent, from an export into a workbook, which is patched: only
those cells change.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from btobsheet.excel.patch.edits import Target, Value
from btobsheet.excel.raw.grid import Source
from btobsheet.exports.take import Taken, take_all
from btobsheet.layout.address import a1
from btobsheet.layout.rows.written import labels
from btobsheet.plan.calendar import Month
from btobsheet.plan.fill import FillCell, Gathered, Observation, Series, compare, gather, rows_text
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Cost, Kpi
from btobsheet.plan.words import amount, label
from btobsheet.problems import Place, Problem, problem
from btobsheet.quickclass import dataclass
from btobsheet.sharing.cached import put_into
from btobsheet.sharing.fill_maps import FillMapText, choose, keeping
from btobsheet.sharing.merge.written import Judge
from btobsheet.sharing.opened import Book, Places, formula_texts, open_book, places
from btobsheet.status.figures import Assessment
from btobsheet.status.money import money, spent_of

_WRITTEN = ("new", "changed")
_TABLES = ("kpis", "costs")
_DAILY = 10
"""So many days a month on average make data daily."""
Row = TypeVar("Row", Kpi, Cost)


@dataclass(frozen=True)
class Filled:
    """A filled workbook and what to tell: each cell the data speaks of, what was not placed;
    ``kept`` where the map is now in the workbook.
    """

    data: bytes
    file: str
    source: str
    plan: Plan
    cells: tuple[FillCell, ...]
    problems: tuple[Problem, ...]
    kept: bool = False

    @property
    def incomplete(self) -> bool:
        """Tell whether anything of the data was left behind."""
        return any(item.severity == "error" for item in self.problems)

    @property
    def changed(self) -> bool:
        """Tell whether any cell was filled in, or the map kept: else the bytes are those given."""
        return self.kept or any(cell.state in _WRITTEN for cell in self.cells)


def fill_book(
    source: Source,
    data: Source,
    given: FillMapText | None,
    judge: Judge,
    *,
    overwrite: bool = False,
    month: Month | None = None,
    keep: bool = False,
    names: tuple[str, str] = ("", ""),
) -> Filled:
    """Fill a workbook's actuals of KPIs, or its amounts spent; where nothing changes its bytes are
    those given.

    ``given`` is the map, else one that was kept, else none; to ``keep`` is the one used. ``month``
    is the only one filled, and that of data that says none. ``names`` are those of the workbook and
    the data, where they are bytes. Raises UnreadableError, and UsageError: E050 a workbook that
    cannot be patched, E732 to E734, E753, E771 and E778 data that does not say what it is, E755,
    E777, E707 and E708 of another month.
    """
    book = open_book(source, names[0])
    plan = book.result.plan
    chosen = choose(data, names[1], given, plan, book.result.grid, month)
    table = chosen.table
    taken = take_all(table, plan, chosen.how, chosen.map.name)
    gathered, problems = gather(taken.series, taken.observations)
    where = places(book, {"costs": [cost.id for cost in taken.costs]})
    homeless = [one for one in gathered if not _target(one, where)]
    placed = [one for one in gathered if one not in homeless]
    cells = compare(placed, _typed(book), overwrite=overwrite)
    filled = {cell.series.id for cell in cells}
    new = tuple(cost for cost in taken.costs if cost.id in filled)
    assessment = judge(_with(plan, cells, new))
    kept, unkept = keeping(book.result.grid, chosen, taken.heads, plan) if keep else ({}, ())
    problems = [
        *chosen.problems,
        *unkept,
        *taken.problems,
        *problems,
        *_homeless(homeless, book),
        *(_kept(cell, where) for cell in cells if cell.state == "kept"),
        *_lowered(cells, where),
        *_made(new, taken, where),
        *_replaced(plan, assessment.plan),
        *_open_months(assessment, cells),
        *_partial(taken.observations, assessment),
    ]
    made = _patched(book, where, assessment, cells, new, kept)
    plan, told = assessment.plan, tuple(problems)
    return Filled(made, book.file, table.file, plan, tuple(cells), told, bool(kept))


def _homeless(found: Iterable[Gathered], book: Book) -> Iterable[Problem]:
    """Tell of values whose cells the workbook does not have: a column's (E743), or a whole tab's,
    that an older workbook lacks (E788).
    """
    without = [one for one in found if one.series.table not in book.result.tables]
    if without:
        yield problem("E788", rows=rows_text(row for one in without for row in one.rows))
    for one in found:
        if one not in without:
            rows = rows_text(one.rows)
            yield problem("E743", label=one.series.label, month=str(one.month), rows=rows)


def value_text(value: float | str | None, series: Series) -> str:
    """Word a value in its series' unit; a text that nobody can read as it is, nothing for none."""
    return "" if value is None else value if isinstance(value, str) else amount(value, series.unit)


def _target(one: FillCell | Gathered, where: Places) -> Target | None:
    return where.target(one.series.table, one.series.id, f"actual.{one.month}")


def _typed(book: Book) -> dict[tuple[str, Month], float | str]:
    """Give the actuals that people have typed: numbers as understood, else the text.

    An example value is none.
    """
    found: dict[tuple[str, Month], float | str] = {}
    formulas, plan = formula_texts(book), book.result.plan
    for table in _TABLES:
        rows = book.snapshot.tables.get(table, {})
        for record in getattr(plan, table):
            for month, value in zip(plan.months, record.actual, strict=True):
                field = f"actual.{month}"
                entry = rows.get(record.id, {}).get(field)
                if field in record.examples:
                    continue
                if value is not None:
                    found[record.id, month] = value
                elif entry is not None:
                    found[record.id, month] = str(entry.cell)
                elif (table, record.id, field) in formulas:
                    found[record.id, month] = "="
    return found


def _with(plan: Plan, cells: Iterable[FillCell], costs: Iterable[Cost]) -> Plan:
    """Give the plan with the new actuals and rows."""
    new: dict[str, dict[Month, float]] = {}
    for cell in cells:
        if cell.state in _WRITTEN:
            new.setdefault(cell.series.id, {})[cell.month] = cell.after

    def filled(record: Row) -> Row:
        own = new.get(record.id, {})
        actual = (
            own.get(month, value) for month, value in zip(plan.months, record.actual, strict=True)
        )
        return replace(record, actual=tuple(actual))

    kpis, rows = map(filled, plan.kpis), map(filled, (*plan.costs, *costs))
    return replace(plan, kpis=tuple(kpis), costs=tuple(rows)) if new else plan


def _patched(
    book: Book,
    where: Places,
    assessment: Assessment,
    cells: Iterable[FillCell],
    costs: Iterable[Cost],
    kept: Mapping[Target, Value],
) -> bytes:
    values: dict[Target, Value] = dict(kept)
    for cell in cells:
        target = _target(cell, where)
        if target and cell.state in _WRITTEN:
            values[target] = cell.after
    names = labels(assessment.plan)
    for cost in costs:
        row = {"id": cost.id, "tactic": names.get(cost.tactic, cost.tactic), "item": cost.item}
        for field, value in row.items():
            target = where.target("costs", cost.id, field)
            if target and value:
                values[target] = value
    return put_into(book, values, lambda: assessment, where)


def _lowered(cells: Iterable[FillCell], where: Places) -> Iterable[Problem]:
    """Tell which typed actuals become smaller (W783): an export may hold a part of the month."""
    found: dict[str, list[FillCell]] = {}
    for cell in cells:
        before = cell.before
        if cell.state == "changed" and not isinstance(before, str | None) and cell.after < before:
            found.setdefault(cell.series.id, []).append(cell)
    for lower in found.values():
        changes = ", ".join(
            f"{cell.month} {value_text(cell.before, cell.series)} → "
            f"{value_text(cell.after, cell.series)}"
            for cell in lower
        )
        yield problem("W783", _place(lower[0], where), label=lower[0].series.label, changes=changes)


def _place(cell: FillCell, where: Places) -> Place | None:
    return _place_of(_target(cell, where))


def _place_of(target: Target | None) -> Place | None:
    return Place(target[0], a1(*target[1:])) if target else None


def _made(costs: Iterable[Cost], taken: Taken, where: Places) -> Iterable[Problem]:
    """Tell which rows of ⑥ are new (N789)."""
    for cost in costs:
        place = _place_of(where.target("costs", cost.id, "item"))
        yield problem("N789", place, label=taken.series[cost.id].label)


def _replaced(before: Plan, after: Plan) -> Iterable[Problem]:
    """Tell which tactics' own amount spent no longer counts, since ⑥ says it now (W790)."""
    known = {cost.tactic for cost in before.costs if money(cost.actual) is not None}
    lookup = Lookup.of(after)
    for tactic in before.tactics:
        now = spent_of(tactic, lookup)
        if tactic.spent is not None and tactic.spent != now and tactic.id not in known:
            was, is_ = (amount(value or 0, before.money_unit) for value in (tactic.spent, now))
            yield problem("W790", None, label=label(tactic), before=was, after=is_)


def _kept(cell: FillCell, where: Places) -> Problem:
    place = _place(cell, where)
    before, after = (value_text(value, cell.series) for value in (cell.before, cell.after))
    values = {"before": before, "after": after}
    return problem("E744", place, label=cell.series.label, month=str(cell.month), **values)


def _open_months(assessment: Assessment, cells: Iterable[FillCell]) -> Iterable[Problem]:
    """Tell which months are not closed yet, so that what was filled is not judged."""
    closed = assessment.plan.months[: assessment.closed_months]
    filled = {
        cell.month for cell in cells if cell.state in _WRITTEN and cell.series.table == "kpis"
    }
    found = sorted(filled.difference(closed))
    if not found:
        return []
    months = ", ".join(map(str, found))
    return [problem("N746", months=months, as_of=assessment.as_of.isoformat())]


def _partial(observations: Iterable[Observation], assessment: Assessment) -> Iterable[Problem]:
    """Tell closed months at the edges of daily data, cut off in the export, not wholly covered."""
    days: dict[str, set[dt.date]] = {}
    closed = assessment.plan.months[: assessment.closed_months]
    for one in observations:
        if one.day and one.value is not None:
            days.setdefault(one.series, set()).add(one.day)
    told: dict[tuple[str, str, str], None] = {}
    for found in days.values():
        first, last = min(found), max(found)
        if len(found) < _DAILY * len({Month.of(day) for day in found}):
            continue
        for month in dict.fromkeys((Month.of(first), Month.of(last))):
            begin, end = max(first, month.first), min(last, month.last)
            if (begin, end) != (month.first, month.last) and month in closed:
                told[str(month), begin.isoformat(), end.isoformat()] = None
    return [problem("W749", month=month, first=first, last=last) for month, first, last in told]
