"""An export's rows -> observations of KPIs or of spending; what could not be placed is told by kind
and rows.
"""

from __future__ import annotations

from collections.abc import Mapping

from btobsheet.exports.data import DataTable
from btobsheet.exports.headings import find_shape
from btobsheet.exports.map import FillMap, Take
from btobsheet.exports.names import KpiNames, Names
from btobsheet.exports.oddities import doubles, other_year
from btobsheet.exports.periods import Clock
from btobsheet.exports.spans import month_of, shape_of, span_of, told_of
from btobsheet.exports.spending import SpendingNames, is_spending
from btobsheet.exports.taker import Taker
from btobsheet.plan.fill import Observation, Series
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Cost
from btobsheet.problems import Place, Problem, UsageError, problem
from btobsheet.quickclass import dataclass


@dataclass(frozen=True)
class Taken:
    """What the data says, and what is told about it.

    ``series`` are the rows it may speak of, by id; ``costs`` those of them that are new; ``heads``
    its headings.
    """

    observations: tuple[Observation, ...]
    problems: tuple[Problem, ...]
    series: Mapping[str, Series]
    costs: tuple[Cost, ...]
    heads: tuple[str, ...] = ()


def take_all(table: DataTable, plan: Plan, how: FillMap, map_file: str = "") -> Taken:
    """Read the data by the map.

    Raises UsageError: E733, E734, E753, E755; E707 and E708 of data without months whose head
    tells of others than one, or than the one asked for.
    """
    kpis = KpiNames(plan, how.kpis, map_file)
    spending = SpendingNames(plan, how.tactics, how.items, map_file)
    factors = {_scaled(name, kpis, spending): factor for name, factor in how.factors.items()}
    span = span_of(table)
    clock = Clock(plan.start, how.day_order, table.date1904, how.time_zone, month_of(span, how))
    observations: list[Observation] = []
    problems: list[Problem] = []
    heads: dict[str, None] = {}
    rows = False
    for take in how.takes:
        names: Names = spending if is_spending(table, take, how, kpis, spending) else kpis
        shape = shape_of(table, take, how, names, clock, span)
        heads |= dict.fromkeys(shape.heads.values())
        rows = rows or bool(shape.body)
        if shape.of_one_month:
            problems += (item for item in told_of(span, how) if item not in problems)
        taker = Taker(plan, take, names, factors, shape, table.sheet, how.month)
        observations += taker.taken()
        problems += other_year(table, shape, plan)
        problems += (item for item in taker.told() if item not in problems)
    problems += [] if rows else [problem("W792", Place(table.sheet) if table.sheet else None)]
    problems += _not_read(table, how, kpis, spending, clock)
    if how.month and rows and not observations:
        problems.append(problem("W709", month=str(how.month)))
    problems += doubles(table, observations)
    settled, costs = spending.settled(observations)
    series = {**kpis.series, **spending.series}
    return Taken(tuple(settled), tuple(problems), series, costs, tuple(heads))


def _not_read(
    table: DataTable, how: FillMap, kpis: KpiNames, spending: SpendingNames, clock: Clock
) -> list[Problem]:
    """Tell of tabs that are not read and would fit as well (N028)."""

    def fits(other: DataTable, take: Take) -> bool:
        names: Names = spending if is_spending(other, take, how, kpis, spending) else kpis
        try:
            return bool(find_shape(other, take, how, names, clock).body)
        except UsageError:
            return False

    found = [one.sheet for one in table.beside if any(fits(one, take) for take in how.takes)]
    place = Place(table.sheet)
    return [problem("N028", place, table.sheet, sheets=", ".join(found))] if found else []


def _scaled(name: str, kpis: Names, spending: Names) -> str:
    """Give the row that a factor of the map is about."""
    found = kpis.find(name).id or spending.find(name).id
    return found or kpis.sure(name)
