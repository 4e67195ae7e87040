"""A KPI of the next year: last year's figure and its present value from the old year's figures, no
actual, no target but the old months as an example.

Rules: figures.md, "A KPI at as_of". A figure is taken over only where it is known: a year with
missing or open months has none, and a sum so far is no present value.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from btobsheet.life.rolling.told import Emptied, YearFigure
from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Plan
from btobsheet.plan.records import NO_MONTHS, Kpi, Months
from btobsheet.status.figures import Figure, KpiFigures

_MOST_PERCENT = 2
"""A cell of percent takes a larger number as points."""
_WHOLE_YEAR = 12


def year_figure(item: KpiFigures, closed: int, end: Month) -> YearFigure:
    """Say what the old year gives: last year's figure, the present value, the months' shape.

    ``closed`` months are over; ``end`` is the old year's last one.
    """
    months = max(0, item.last_month - item.first_month + 1)
    state = _state(item, closed)
    level = item.aggregation != "sum" and (
        (state in ("known", "open") and not _unanswered(item)) or item.aggregation == "latest"
    )
    found = YearFigure(
        kpi=item.kpi,
        state=state,
        aggregation=item.aggregation,
        reached=item.actual_to_date,
        forecast=item.forecast,
        evaluated=item.months_evaluated,
        months=months,
        missing=item.missing,
        last_year=_exact(item.actual_to_date) if state == "known" else None,
        baseline=_exact(item.actual_to_date) if level and state != "beyond" else None,
    )
    if not _has_shape(item):
        return found
    return replace(found, shape=_shape_of(item, found, _is_season(item.kpi, end)))


def _state(item: KpiFigures, closed: int) -> str:
    if not _fits(item.kpi, item.actual_to_date):
        return "beyond"
    if closed < item.last_month:
        return "open"
    if _unanswered(item):
        return "missing"
    return "none" if item.actual_to_date is None else "known"


def _unanswered(item: KpiFigures) -> bool:
    """Tell whether a month is missing that its figure needs: of a level the last one alone."""
    last = item.last_month
    return last in item.missing if item.aggregation == "latest" else bool(item.missing)


def _fits(kpi: Kpi, value: Figure) -> bool:
    return value is None or not kpi.is_percent or abs(value) <= _MOST_PERCENT


def _exact(value: Figure) -> Figure:
    """Give a figure in the digits that a cell keeps."""
    return None if value is None else float(f"{value:.12g}")


def _has_shape(item: KpiFigures) -> bool:
    """Tell whether months of the year before can stand for those to come: not of a level, which
    goes on from where it is, nor of what is only shown.
    """
    return item.aggregation != "latest" and not item.kpi.is_reference


def _shape_of(item: KpiFigures, found: YearFigure, season: bool) -> str:
    """Say whose months are proposed: a known year's actuals of a sum, else the targets as typed;
    none that are all alike, for equal shares need no typing.
    """
    year = found.months == _WHOLE_YEAR or season
    if found.state == "known" and item.aggregation == "sum" and year:
        return "actual" if _differ(_months(item, "actual")) else ""
    return "target" if year and _differ(_months(item, "target")) else ""


def _months(item: KpiFigures, source: str) -> Months:
    """Give its months' values, or its targets as typed; of its months in effect alone."""
    own = (
        tuple(one.actual for one in item.monthly) if source == "actual" else tuple(item.kpi.target)
    )
    return tuple(
        _exact(value) if item.in_effect(number) and _fits(item.kpi, value) else None
        for number, value in enumerate(own, start=1)
    )


def _differ(months: Months) -> bool:
    return len({value for value in months if value is not None}) > 1


def _is_season(kpi: Kpi, end: Month) -> bool:
    """Tell whether it ends within the old year: then its months are the same ones each year."""
    return kpi.to is not None and kpi.to <= end


def next_kpis(
    plan: Plan, old: Plan, figures: Iterable[tuple[KpiFigures, YearFigure]]
) -> tuple[tuple[Kpi, ...], tuple[Emptied, ...], tuple[str, ...]]:
    """Give the KPIs of the next year's ``plan``, the fields emptied in them, and the ids of those
    whose own months were moved.
    """
    known = {item.kpi.id: (item, found) for item, found in figures}
    before = {kpi.id: kpi for kpi in old.kpis}
    kpis, emptied, seasons = [], list[Emptied](), []
    for kpi in plan.kpis:
        was = before[kpi.id]
        first, last = _span(was, old)
        kpis.append(_next(kpi, *known[kpi.id], plan, (first, last)))
        if was.opening is not None:
            emptied.append(_emptied(was, "opening", f"{was.opening:g}", "opening"))
        if was.from_ is not None and first is None:
            emptied.append(_emptied(was, "from", str(was.from_), "began"))
        if (first, last) != (was.from_, was.to) and last is not None:
            seasons.append(kpi.id)
    return tuple(kpis), tuple(emptied), tuple(seasons)


def _span(kpi: Kpi, old: Plan) -> tuple[Month | None, Month | None]:
    """Give the first and last month of the next year's KPI.

    One that began within the old year now runs from the start; one with an end has the same months
    a year later; months that lie in the new year already stay.
    """
    end = old.months[-1]
    first, last = kpi.from_, kpi.to
    if last is not None and _is_season(kpi, end):
        return first and first.plus(_WHOLE_YEAR), last.plus(_WHOLE_YEAR)
    return first if first is not None and first > end else None, last


def _next(
    kpi: Kpi,
    item: KpiFigures,
    found: YearFigure,
    plan: Plan,
    span: tuple[Month | None, Month | None],
) -> Kpi:
    target = _months(item, found.shape) if found.shape else NO_MONTHS
    marks = tuple(
        f"target.{month}"
        for month, value in zip(plan.months, target, strict=True)
        if value is not None
    )
    kept = tuple(name for name in kpi.examples if name.partition(".")[0] not in _ANEW)
    return replace(
        kpi,
        last_year=found.last_year,
        baseline=found.baseline,
        annual_target=None,
        opening=None,
        outlook=None,
        from_=span[0],
        to=span[1],
        target=target,
        actual=NO_MONTHS,
        nothing=(),
        examples=(*kept, *marks),
    )


_ANEW = frozenset(
    ("baseline", "annual_target", "opening", "from", "to", "last_year", "outlook", "target")
)
"""The fields that begin anew: no mark of an example in them stays."""


def _emptied(kpi: Kpi, field: str, before: str, why: str) -> Emptied:
    return Emptied(table="kpis", id=kpi.id, name=kpi.name, field=field, before=before, why=why)
