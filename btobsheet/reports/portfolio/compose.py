"""Several plans in one report, the worst first: headline, totals, a line a plan."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from btobsheet.reports import numbers
from btobsheet.reports.document import (
    Block,
    Callout,
    Cell,
    Column,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Table,
    tone_of,
)
from btobsheet.reports.portfolio.rows import plan_rows
from btobsheet.reports.portfolio.summary import PlanSummary, Portfolio, worst_first
from btobsheet.reports.portfolio.together import fixes, sums
from btobsheet.reports.portfolio.words import (
    MOST_COPIES,
    MOST_NAMED,
    counts,
    named,
    same_plans,
    wording,
)
from btobsheet.status.figures import Figure
from btobsheet.status.rules import RED
from btobsheet.wording import text
from btobsheet.wording.words import label

FINE = ("on_track", "achieved")
_MOVED = 0.0005
"""A change of attainment that can be seen in a tenth of a point."""
RIGHT = ("attainment", "progress", "planned", "overdue", "missing", "as_of")
COLUMNS = (
    "plan",
    "kgi",
    "attainment",
    "kpis",
    "progress",
    "planned",
    "overdue",
    "missing",
    "worst",
    "as_of",
    "file",
)


def compose_portfolio(portfolio: Portfolio, language: str) -> Document:
    """Compose the headline, the totals and the table of plans, and what could not be read."""
    say = wording(language)
    subtitle = say("subtitle", count=len(portfolio.plans))
    return Document(say("title"), subtitle, language, tuple(_blocks(portfolio, language)))


def _blocks(portfolio: Portfolio, language: str) -> Iterator[Block]:
    say, plans = wording(language), worst_first(portfolio.plans)
    home = _home([plan.file for plan in plans])
    for told, files in same_plans(plans, language, home)[:MOST_NAMED]:
        yield Callout(told, (files,), "warn")
    yield _headline(plans, language)
    if portfolio.failures:
        failures = (say("failure", file=file, message=told) for file, told in portfolio.failures)
        count = len(portfolio.failures)
        yield Callout(say("failures", count=count), tuple(failures), "bad")
    if plans:
        yield KeyFigures(tuple(_totals(plans, language)))
        yield from _days(plans, language)
        yield from fixes(plans, language)
        yield from sums(plans, language)
        yield Heading(say("rows"))
        yield plan_rows(plans, language)
        yield Heading(say("table"))
        rows = tuple(_row(plan, home, language) for plan in plans)
        columns = _columns(language)
        if portfolio.tracked:
            columns, rows = _with_last(columns, rows, plans, language)
        yield Table(say("table_caption"), columns, rows)
    incomplete = [plan for plan in plans if plan.errors]
    if incomplete:
        names = named([plan.name for plan in incomplete], language)
        count = sum(plan.errors for plan in incomplete)
        yield Callout(say("incomplete", count=count, plans=names), (), "warn")
    if portfolio.left_out:
        files = say("left_out_files", files=named(portfolio.left_out, language))
        yield Callout(say("left_out", count=len(portfolio.left_out)), (files,), "quiet")


def _headline(plans: Sequence[PlanSummary], language: str) -> Callout:
    say = wording(language)
    if not plans:
        return Callout(say("headline_none"), (), "missing")
    red = [plan for plan in plans if plan.kgi_status in RED]
    fine = sum(plan.kgi_status in FINE for plan in plans)
    if red:
        lines = (*_before(plans, red[0], language), *_worst_lines(red[0], plans[0], language))
        tone = tone_of(red[0].kgi_status)
        return Callout(say("headline_red", count=len(plans), red=len(red)), lines, tone)
    if fine == len(plans):
        return Callout(say("headline_fine", count=fine), (), "fine")
    some = say("headline_some", count=len(plans), fine=fine, other=len(plans) - fine)
    return Callout(some, (), "quiet")


def _before(plans: Sequence[PlanSummary], red: PlanSummary, language: str) -> Iterator[str]:
    """Name the plans that stand before the worst of those judged: their results are missing."""
    unknown = [plan.name for plan in plans[: plans.index(red)]]
    if unknown:
        yield wording(language)("worst_unknown", plans=named(unknown, language, MOST_COPIES))


def _worst_lines(worst: PlanSummary, first: PlanSummary, language: str) -> Iterator[str]:
    """Say how the worst plan stands, and which tactic to fix there; where another one stands first,
    that it is the worst of those judged.
    """
    say = wording(language)
    which = "worst" if worst is first else "worst_judged"
    yield say(
        f"{which}_figures" if worst.attainment is not None else which,
        plan=worst.name,
        status=label("kpi_status", worst.kgi_status or "", language),
        attainment=numbers.percent(worst.attainment),
    )
    if worst.worst_tactic:
        yield say("worst_fix", tactic=_worst(worst))


def _totals(plans: Sequence[PlanSummary], language: str) -> Iterator[KeyFigure]:
    """Add up over all plans: how they stand, red KPIs, late actions, missing values, money."""
    say = wording(language)
    kgis = counts(Counter(plan.kgi_status or "" for plan in plans), language)
    yield KeyFigure(say("plans"), str(len(plans)), say("plans_note", counts=kgis))
    kpis = added(plan.kpi_counts for plan in plans)
    red = sum(kpis[code] for code in RED)
    share = numbers.share(red, sum(kpis.values()))
    yield KeyFigure(say("red"), share, counts(kpis, language), "warn" if red else "")
    overdue, soon = sum(plan.overdue for plan in plans), sum(plan.due_soon for plan in plans)
    note = say("due_soon_note", count=soon)
    yield KeyFigure(say("overdue_actions"), str(overdue), note, "bad" if overdue else "")
    missing = sum(plan.missing for plan in plans)
    yield KeyFigure(say("missing_kpis"), str(missing), "", "missing" if missing else "")
    spent, budget = _sum(plan.spent for plan in plans), _sum(plan.budget for plan in plans)
    scale = numbers.scale_of((spent, budget), language)
    given = numbers.money(budget, language, scale=scale)
    note = say("budget_note", budget=given) if budget is not None else ""
    yield KeyFigure(say("spent"), numbers.money(spent, language, scale=scale), note)


def _days(plans: Sequence[PlanSummary], language: str) -> Iterator[Paragraph]:
    """Say that the totals add up figures of several days, where they do."""
    first, last = (choose(plan.as_of for plan in plans) for choose in (min, max))
    if first < last:
        days = {
            "first": numbers.long_day(first, language),
            "last": numbers.long_day(last, language),
        }
        yield Paragraph(wording(language)("totals_days", **days))


def added(counts: Iterable[Mapping[str, int]]) -> Counter[str]:
    """Add up counts by code."""
    total: Counter[str] = Counter()
    for one in counts:
        total.update(one)
    return total


def _sum(values: Iterable[Figure]) -> Figure:
    given = [value for value in values if value is not None]
    return sum(given) if given else None


def _columns(language: str) -> tuple[Column, ...]:
    say = wording(language)
    return tuple(
        Column(
            say(f"col_{name}"),
            "right" if name in RIGHT else "left",
            name in ("plan", "kpis", "worst", "file"),
        )
        for name in COLUMNS
    )


def _with_last(
    columns: tuple[Column, ...],
    rows: tuple[tuple[Cell, ...], ...],
    plans: Sequence[PlanSummary],
    language: str,
) -> tuple[tuple[Column, ...], tuple[tuple[Cell, ...], ...]]:
    """Put beside each attainment what it was in the last tracked report, and the change."""
    at, say = COLUMNS.index("attainment") + 1, wording(language)
    heads = (Column(say("col_last"), "right"), Column(say("col_change"), "right"))
    last = (_last(plan, language) for plan in plans)
    made = tuple((*row[:at], *cells, *row[at:]) for row, cells in zip(rows, last, strict=True))
    return (*columns[:at], *heads, *columns[at:]), made


def _last(plan: PlanSummary, language: str) -> tuple[Cell, Cell]:
    if plan.last_on is None:
        return Cell(numbers.NONE), Cell(numbers.NONE)
    day = numbers.day(plan.last_on, language, plan.as_of.year)
    was = wording(language)("last", attainment=numbers.percent(plan.last_attainment), day=day)
    change = plan.change
    if change is None:
        return Cell(was), Cell(numbers.NONE)
    said = text(language, "changes.points", amount=numbers.points(change))
    return Cell(was), Cell(said, "bad" if change < -_MOVED else "fine" if change > _MOVED else "")


def _worst(plan: PlanSummary) -> str:
    return f"{plan.worst_tactic} ({plan.worst_kpi})" if plan.worst_tactic else numbers.NONE


def _home(files: Sequence[str]) -> str:
    """Give the folder that all files lie in, as their names begin with it.

    A table need not repeat it.
    """
    try:
        return os.path.join(os.path.commonpath([os.path.dirname(file) for file in files]), "")  # noqa: PTH118, PTH120 - pathlib costs 24 ms
    except ValueError:  # no files, or on several disks
        return ""


def _row(plan: PlanSummary, home: str, language: str) -> tuple[Cell, ...]:
    status = plan.kgi_status
    return (
        Cell(plan.name or numbers.NONE),
        Cell(label("kpi_status", status, language), tone_of(status))
        if status
        else Cell(wording(language)("no_kgi"), "quiet"),
        Cell(numbers.percent(plan.attainment), value=plan.attainment),
        Cell(counts(plan.kpi_counts, language) or numbers.NONE),
        Cell(numbers.percent(plan.progress), value=plan.progress),
        Cell(numbers.percent(plan.planned), value=plan.planned),
        Cell(str(plan.overdue), "bad" if plan.overdue else "", plan.overdue),
        Cell(str(plan.missing), "missing" if plan.missing else "", plan.missing),
        Cell(_worst(plan)),
        Cell(numbers.long_day(plan.as_of, language), value=plan.as_of),
        Cell(plan.file.removeprefix(home) or numbers.NONE),
    )
