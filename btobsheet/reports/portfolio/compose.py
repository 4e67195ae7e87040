"""Several plans in one report, the worst first: headline, totals, a line a plan."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from btobsheet.reports import numbers
from btobsheet.reports.document import (
    Block,
    Callout,
    Cell,
    Column,
    Document,
    Heading,
    KeyFigures,
    Table,
    tone_of,
)
from btobsheet.reports.portfolio.minute import minute
from btobsheet.reports.portfolio.rows import plan_rows
from btobsheet.reports.portfolio.standing import days, first_fix, headline, totals
from btobsheet.reports.portfolio.summary import PlanSummary, Portfolio, worst_first
from btobsheet.reports.portfolio.together import fixes, sums
from btobsheet.reports.portfolio.words import (
    MOST_NAMED,
    counts,
    named,
    same_plans,
    wording,
)
from btobsheet.wording import text
from btobsheet.wording.words import label

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


def compose_portfolio(portfolio: Portfolio, language: str, brief: bool = False) -> Document:
    """Compose the headline, the totals and the table of plans, and what could not be read.

    ``brief``: what of these is read in one minute.
    """
    say = wording(language)
    subtitle = say("subtitle", count=len(portfolio.plans))
    blocks = minute(portfolio, language) if brief else _blocks(portfolio, language)
    return Document(say("title"), subtitle, language, tuple(blocks))


def _blocks(portfolio: Portfolio, language: str) -> Iterator[Block]:
    say, plans = wording(language), worst_first(portfolio.plans)
    home = _home([plan.file for plan in plans])
    for told, files in same_plans(plans, language, home)[:MOST_NAMED]:
        yield Callout(told, (files,), "warn")
    yield headline(plans, language)
    if portfolio.failures:
        failures = (say("failure", file=file, message=told) for file, told in portfolio.failures)
        count = len(portfolio.failures)
        yield Callout(say("failures", count=count), tuple(failures), "bad")
    if plans:
        yield KeyFigures(tuple(totals(plans, language)))
        yield from days(plans, language)
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
        Cell(first_fix(plan)),
        Cell(numbers.long_day(plan.as_of, language), value=plan.as_of),
        Cell(plan.file.removeprefix(home) or numbers.NONE),
    )
