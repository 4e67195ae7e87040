"""Close months as presented, or reopen them: what was told is kept, and closed cells say so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from btobsheet.excel.patch.wanted import Prompt
from btobsheet.excel.raw.grid import Source
from btobsheet.layout.prompts import kpi_prompt
from btobsheet.life.memory import memory_tab, remembering
from btobsheet.plan.calendar import Month
from btobsheet.plan.closing import Reopening
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan
from btobsheet.plan.words import label
from btobsheet.problems import Problem, UsageError, problem
from btobsheet.quickclass import dataclass
from btobsheet.sharing.merge.written import Judge
from btobsheet.sharing.opened import Book, open_book, refuse_part
from btobsheet.status.kpi import kpi_figures
from btobsheet.status.presented import ACTUAL, TARGET, closing


@dataclass(frozen=True)
class Closed:
    """A workbook with months closed, or reopened: its bytes, its plan, and these months.

    ``blank`` names the KPIs without a value in months that were closed, each with these months;
    ``unreadable`` are their actuals that nobody can read, each with KPI and month.
    """

    data: bytes
    file: str
    plan: Plan
    months: tuple[Month, ...]
    reopened: bool
    blank: tuple[tuple[str, tuple[Month, ...]], ...]
    unreadable: tuple[tuple[str, Month, Problem], ...] = ()


def close_book(
    source: Source,
    month: Month,
    judge: Judge,
    day: Callable[[Plan], dt.date],
    *,
    reopen: bool = False,
    name: str = "",
) -> Closed:
    """Close the plan's months up to one, as they stand; or reopen that one and those after it.

    ``day`` gives the day of closing. Raises UnreadableError, and UsageError: E092 a workbook
    without the tab ``_history``, E093 a history that somebody edited, E095 a month that is not
    over, E096 one outside the plan, E097 one that is closed already, E098 one to reopen that is not
    closed, E112 a part of a plan, E050 .ods and .xlsb.
    """
    book = open_book(source, name, verify=True)
    refuse_part(book.plan, book.file)
    memory_tab(book)
    plan, on = book.plan, day(book.plan)
    refusal = _refusal(plan, month, on, reopen)
    if refusal:
        raise UsageError(refusal, book.file)
    closings = plan.history.closings
    number, closed = plan.months.index(month) + 1, len(closings)
    if reopen:
        months, closings = plan.months[number - 1 : closed], closings[: number - 1]
    else:
        months = plan.months[closed:number]
        new = (closing(plan, at, on) for at in range(closed + 1, number + 1))
        closings = (*closings, *new)
    prompts = tuple(_prompts(book, months, reopen))
    opened = (Reopening(on=on, month=number),) if reopen else ()
    reopenings = (*plan.history.reopenings, *opened)
    history = replace(plan.history, closings=closings, reopenings=reopenings)
    made, data = remembering(book, history, judge, prompts)
    if reopen:
        return Closed(data, book.file, made, months, reopen, ())
    unreadable = tuple(_unreadable(book, months))
    blank = _blank(plan, closed, number, {(name, month) for name, month, _ in unreadable})
    return Closed(data, book.file, made, months, reopen, blank, unreadable)


def _refusal(plan: Plan, month: Month, on: dt.date, reopen: bool) -> Problem | None:
    """Say why a month can't be closed on a day, or reopened; None where it can."""
    asked, first, last = str(month), str(plan.months[0]), str(plan.months[-1])
    if month not in plan.months:
        return problem("E096", month=asked, first=first, last=last)
    closed = plan.months[: len(plan.history.closings)]
    if reopen:
        return None if month in closed else problem("E098", month=asked)
    if month.last > on:
        day = month.last.isoformat()
        return problem("E095", month=asked, last=day, day=on.isoformat())
    return problem("E097", month=asked, through=str(closed[-1])) if month in closed else None


def _unreadable(book: Book, months: tuple[Month, ...]) -> Iterator[tuple[str, Month, Problem]]:
    """Give the actuals of the months that were refused: what was typed, and where."""
    refused = {item.place: item for item in book.result.problems if item.severity == "error"}
    for kpi in book.plan.kpis:
        for month in months:
            place = kpi.place(f"{ACTUAL}.{month}")
            if place and place in refused:
                yield label(kpi), month, refused[place]


def _blank(
    plan: Plan, closed: int, number: int, unreadable: Collection[tuple[str, Month]]
) -> tuple[tuple[str, tuple[Month, ...]], ...]:
    """Name the KPIs in whose months, after the first ``closed`` up to ``number``, a value is
    missing, though not ``unreadable``.
    """
    lookup, found = Lookup.of(plan), []
    for kpi in plan.kpis:
        item = kpi_figures(kpi, lookup, plan.settings, number)
        missing = (plan.months[at - 1] for at in item.missing if at > closed)
        months = tuple(month for month in missing if (label(kpi), month) not in unreadable)
        if months and item.judged and item.aggregation != "ratio":
            found.append((label(kpi), months))
    return tuple(found)


def _prompts(book: Book, months: tuple[Month, ...], reopen: bool) -> Iterator[Prompt]:
    """Give the input messages of the months' targets and actuals."""
    located = book.result.tables.get("kpis")
    wanted = {f"{block}.{month}": block for block in (TARGET, ACTUAL) for month in months}
    for column, field in located.columns.items() if located else ():
        if located and field in wanted:
            title, message = kpi_prompt(book.plan.language, wanted[field], not reopen)
            yield Prompt(
                sheet=located.sheet.name,
                column=column,
                first_row=located.header_row + 1,
                title=title,
                message=message,
            )
