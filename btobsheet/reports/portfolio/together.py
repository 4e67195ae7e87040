"""What several plans have together, as tables: what is first to fix in several, and total KGIs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from btobsheet.plan.calendar import MONTHS_A_PLAN
from btobsheet.plan.words import is_yen
from btobsheet.reports import numbers
from btobsheet.reports.document import Block, Cell, Column, Heading, Table
from btobsheet.reports.portfolio.summary import PlanSummary
from btobsheet.reports.portfolio.sums import KgiTotal, SameFix, kgi_totals, same_fixes
from btobsheet.reports.portfolio.words import MOST_COPIES, named, wording
from btobsheet.wording import text

MOST_FIXES = 10
FIX_COLUMNS = ("fix_tactic", "fix_kpi", "fix_count", "fix_plans")
SUM_COLUMNS = (
    "sum_unit",
    "sum_year",
    "sum_plans",
    "sum_kgis",
    "sum_actual",
    "sum_expected",
    "sum_attainment",
    "sum_forecast",
    "sum_annual",
)
_WIDE = ("fix_tactic", "fix_kpi", "fix_plans", "sum_kgis")
_LEFT = (*_WIDE, "sum_unit", "sum_year")


def fixes(plans: Sequence[PlanSummary], language: str) -> Iterator[Block]:
    """Say what is first to fix in several plans, where anything is: one remedy may serve all."""
    found = same_fixes(plans)
    if not found:
        return
    say = wording(language)
    rest = len(found) - MOST_FIXES
    yield Heading(say("fixes"))
    yield Table(
        say("fixes_caption"),
        _columns(FIX_COLUMNS, language),
        tuple(_fix(one, language) for one in found[:MOST_FIXES]),
        say("fixes_more", count=rest) if rest > 0 else "",
    )


def _fix(one: SameFix, language: str) -> tuple[Cell, ...]:
    return (
        Cell(named(one.tactics, language, MOST_COPIES)),
        Cell(named(one.kpis, language, MOST_COPIES) if one.kpis else numbers.NONE),
        Cell(str(len(one.plans)), value=len(one.plans)),
        Cell(named([plan.name for plan in one.plans], language, MOST_COPIES)),
    )


def sums(plans: Sequence[PlanSummary], language: str) -> Iterator[Block]:
    """Give the total KGI of the plans that have one unit and year, where several have."""
    found = kgi_totals(plans)
    if not found:
        return
    say = wording(language)
    left_out = (
        say(
            "sums_left_out",
            unit=one.unit,
            plans=named([plan.name for plan in one.left_out], language, MOST_COPIES),
        )
        for one in found
        if one.left_out
    )
    yield Heading(say("sums"))
    yield Table(
        say("sums_caption"),
        _columns(SUM_COLUMNS, language),
        tuple(_sum(one, language) for one in found),
        " ".join(left_out),
    )


def _sum(one: KgiTotal, language: str) -> tuple[Cell, ...]:
    amounts = (one.actual, one.expected, one.forecast, one.annual)
    scale = numbers.scale_of(amounts, language) if is_yen(one.unit) else None
    kgis = list(dict.fromkeys(plan.kgi for plan in one.plans))

    def amount(value: float | None) -> Cell:
        return Cell(numbers.beside_unit(value, one.unit, language, scale), value=value)

    return (
        Cell(one.unit),
        Cell(_year(one, language)),
        Cell(str(len(one.plans)), value=len(one.plans)),
        Cell(named(kgis, language, MOST_COPIES)),
        amount(one.actual),
        amount(one.expected),
        Cell(numbers.percent(one.attainment), value=one.attainment),
        amount(one.forecast),
        amount(one.annual),
    )


def _year(one: KgiTotal, language: str) -> str:
    if one.start is None:
        return numbers.NONE
    first, last = (
        text(
            language,
            "changes.month_of_year",
            year=month.year,
            month=numbers.month_name(month, language),
        )
        for month in (one.start, one.start.plus(MONTHS_A_PLAN - 1))
    )
    return wording(language)("year", first=first, last=last)


def _columns(names: Sequence[str], language: str) -> tuple[Column, ...]:
    say = wording(language)
    return tuple(
        Column(say(f"col_{name}"), "left" if name in _LEFT else "right", name in _WIDE)
        for name in names
    )
