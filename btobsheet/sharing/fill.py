"""Fill KPI actuals from an export into a workbook, which is patched: only those cells change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from btobsheet.excel.patch.edits import Edits, Target, patch
from btobsheet.excel.raw.grid import Source, read_grid
from btobsheet.excel.read.keys import is_planning_sheet
from btobsheet.exports.map import FillMap
from btobsheet.exports.take import take_all
from btobsheet.layout.address import a1
from btobsheet.plan.calendar import Month
from btobsheet.plan.fill import FillCell, Gathered, Observation, compare, gather, rows_text
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Kpi
from btobsheet.plan.words import amount
from btobsheet.problems import Place, Problem, problem
from btobsheet.quickclass import dataclass
from btobsheet.sharing.cached import cached_values
from btobsheet.sharing.fill_data import read_table
from btobsheet.sharing.merge.written import Judge
from btobsheet.sharing.opened import Book, Places, formula_texts, open_book, places
from btobsheet.status.figures import Assessment
from btobsheet.status.values import used_aggregation

_WRITTEN = ("new", "changed")
_DAILY = 10
"""So many days a month on average make data daily."""


@dataclass(frozen=True)
class Filled:
    """A filled workbook and what to tell: each cell the data speaks of, what was not placed."""

    data: bytes
    file: str
    source: str
    plan: Plan
    cells: tuple[FillCell, ...]
    problems: tuple[Problem, ...]

    @property
    def incomplete(self) -> bool:
        """Tell whether anything of the data was left behind."""
        return any(item.severity == "error" for item in self.problems)

    @property
    def changed(self) -> bool:
        """Tell whether any cell was filled in: else the bytes are those given."""
        return any(cell.state in _WRITTEN for cell in self.cells)


def fill_book(
    source: Source,
    data: Source,
    how: FillMap,
    judge: Judge,
    *,
    overwrite: bool = False,
    names: tuple[str, str, str] = ("", "", ""),
) -> Filled:
    """Fill a workbook's actuals; where nothing changes its bytes are those given.

    ``names`` are those of the workbook, the data and the map, where they are bytes. Raises
    UnreadableError, and UsageError: E050 a workbook that cannot be patched, E732 to E734, E753,
    E771 and E778 data that does not say what it is, E755, E777.
    """
    book = open_book(source, names[0])
    table = read_table(data, names[1], how)
    plan = book.result.plan
    taken = take_all(table, plan, how, names[2])
    gathered, problems = _gathered(plan, taken.observations)
    where = places(book, {})
    homeless = [
        one for one in gathered if not where.target("kpis", one.kpi.id, f"actual.{one.month}")
    ]
    placed = [one for one in gathered if one not in homeless]
    cells = compare(placed, _typed(book), overwrite=overwrite)
    assessment = judge(_with(plan, cells))
    problems = [
        *taken.problems,
        *problems,
        *map(_homeless, homeless),
        *(_kept(cell, where) for cell in cells if cell.state == "kept"),
        *_lowered(cells, where),
        *_open_months(assessment, cells),
        *_partial(taken.observations, assessment),
    ]
    made = _patched(book, where, assessment, cells)
    return Filled(made, book.file, table.file, assessment.plan, tuple(cells), tuple(problems))


def _gathered(
    plan: Plan, observations: Iterable[Observation]
) -> tuple[list[Gathered], list[Problem]]:
    """Gather observations by month, as each KPI's months add up."""
    lookup = Lookup.of(plan)
    return gather(plan, observations, {kpi.id: used_aggregation(kpi, lookup) for kpi in plan.kpis})


def _homeless(one: Gathered) -> Problem:
    """Tell of a value whose cell the workbook does not have (E743)."""
    rows = rows_text(one.rows)
    return problem("E743", label=_label(one.kpi), month=str(one.month), rows=rows)


def value_text(value: float | str | None, kpi: Kpi) -> str:
    """Word a value in its KPI's unit; a text that nobody can read as it is, nothing for none."""
    return "" if value is None else value if isinstance(value, str) else amount(value, kpi.unit)


def _label(kpi: Kpi) -> str:
    return f"{kpi.id} {kpi.name}".strip()


def _typed(book: Book) -> dict[tuple[str, Month], float | str]:
    """Give the actuals that people have typed: numbers as understood, else the text.

    An example value is none.
    """
    found: dict[tuple[str, Month], float | str] = {}
    rows = book.snapshot.tables.get("kpis", {})
    formulas = formula_texts(book)
    for kpi in book.result.plan.kpis:
        for month, value in zip(book.result.plan.months, kpi.actual, strict=True):
            field = f"actual.{month}"
            entry = rows.get(kpi.id, {}).get(field)
            if field in kpi.examples:
                continue
            if value is not None:
                found[kpi.id, month] = value
            elif entry is not None:
                found[kpi.id, month] = str(entry.cell)
            elif ("kpis", kpi.id, field) in formulas:
                found[kpi.id, month] = "="
    return found


def _with(plan: Plan, cells: Iterable[FillCell]) -> Plan:
    """Give the plan with the new actuals."""
    new: dict[str, dict[Month, float]] = {}
    for cell in cells:
        if cell.state in _WRITTEN:
            new.setdefault(cell.kpi.id, {})[cell.month] = cell.after
    kpis = (
        replace(
            kpi,
            actual=tuple(
                new.get(kpi.id, {}).get(month, value)
                for month, value in zip(plan.months, kpi.actual, strict=True)
            ),
        )
        for kpi in plan.kpis
    )
    return replace(plan, kpis=tuple(kpis)) if new else plan


def _patched(book: Book, where: Places, assessment: Assessment, cells: Iterable[FillCell]) -> bytes:
    values: dict[Target, float] = {}
    for cell in cells:
        target = where.target("kpis", cell.kpi.id, f"actual.{cell.month}")
        if target and cell.state in _WRITTEN:
            values[target] = cell.after
    if not values:
        return book.data
    grid = read_grid(book.data, book.file, lambda row, name: not is_planning_sheet(row, name))
    outputs = [sheet for sheet in grid.sheets if sheet.complete]
    identity = f"{book.identity.plan_id} / {book.identity.revision}"
    cached = cached_values(assessment, where, outputs, identity)
    left = {target: value for target, value in cached.items() if target not in values}
    return patch(book.data, Edits(values=values, cached=left), book.file)


def _lowered(cells: Iterable[FillCell], where: Places) -> Iterable[Problem]:
    """Tell which typed actuals become smaller (W783): an export may hold a part of the month."""
    found: dict[str, list[FillCell]] = {}
    for cell in cells:
        before = cell.before
        if cell.state == "changed" and not isinstance(before, str | None) and cell.after < before:
            found.setdefault(cell.kpi.id, []).append(cell)
    for lower in found.values():
        changes = ", ".join(
            f"{cell.month} {value_text(cell.before, cell.kpi)} → {value_text(cell.after, cell.kpi)}"
            for cell in lower
        )
        yield problem("W783", _place(lower[0], where), label=_label(lower[0].kpi), changes=changes)


def _place(cell: FillCell, where: Places) -> Place | None:
    target = where.target("kpis", cell.kpi.id, f"actual.{cell.month}")
    return Place(target[0], a1(*target[1:])) if target else None


def _kept(cell: FillCell, where: Places) -> Problem:
    place = _place(cell, where)
    before, after = (value_text(value, cell.kpi) for value in (cell.before, cell.after))
    values = {"before": before, "after": after}
    return problem("E744", place, label=_label(cell.kpi), month=str(cell.month), **values)


def _open_months(assessment: Assessment, cells: Iterable[FillCell]) -> Iterable[Problem]:
    """Tell which months are not closed yet, so that what was filled is not judged."""
    closed = assessment.plan.months[: assessment.closed_months]
    filled = {cell.month for cell in cells if cell.state in _WRITTEN}
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
            days.setdefault(one.kpi, set()).add(one.day)
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
