"""Many workbooks read and judged in several processes, each reduced at once to what a portfolio
needs of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from btobsheet.api.database import tracked as tracked_of
from btobsheet.api.formats import MANY_FORMATS, format_of, load
from btobsheet.api.reports import render
from btobsheet.excel.read.reader import read_workbook
from btobsheet.plan.model import Plan
from btobsheet.problems import BtobsheetError, Problem, problem
from btobsheet.quickclass import dataclass
from btobsheet.reports.data import dumps, status_json
from btobsheet.reports.portfolio.compose import compose_portfolio
from btobsheet.reports.portfolio.data import PORTFOLIO_SCHEMA, portfolio_json
from btobsheet.reports.portfolio.summary import PlanSummary, Portfolio, summarize
from btobsheet.reports.tracked_data import tracked_json
from btobsheet.status.asked import far_away
from btobsheet.status.assess import assess
from btobsheet.system import parallel
from btobsheet.templates.find import alternatives

if TYPE_CHECKING:
    from btobsheet.status.tracking import TrackedReport

NO_PLAN = ("E013", "E020")
"""A workbook that can be read and is no planning workbook."""
LOST = "E061"


@dataclass(frozen=True, slots=True)
class Task:
    """What each file is asked: how it stands on ``as_of``, else on its own day, else ``otherwise``.

    ``full``: also its status as JSON text, in ``language``; ``db`` is the database with its earlier
    reports.
    """

    otherwise: dt.date
    as_of: dt.date | None = None
    full: bool = False
    language: str = ""
    db: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one file gave: its summary, or the problem that made it unreadable.

    ``warning``: the day asked for is far off, ``full``: its status as JSON.
    """

    file: str
    summary: PlanSummary | None = None
    problem: Problem | None = None
    warning: Problem | None = None
    full: str = ""


def survey(
    files: Sequence[str],
    today: dt.date,
    *,
    as_of: dt.date | None = None,
    full: bool = False,
    language: str = "",
    db: str = "",
    processes: int = 0,
) -> Iterator[Seen]:
    """Read and judge many workbooks in several processes.

    Yield what each gave, in their order (``full``: with its status as JSON; with ``db``, a
    database, compared with its last tracked report).

    The day is ``as_of``, else the workbook's own, else ``today``. E061 for a file that ended its
    process.
    """
    task = Task(today, as_of, full, language, db)
    found = parallel.in_order("btobsheet.api.portfolios:look", task, files, processes)
    for file, seen in zip(files, found, strict=True):
        yield Seen(file, problem=problem(LOST)) if seen is parallel.LOST else seen


def look(task: Task, file: str) -> Seen:
    """Read one file and judge its plan."""
    try:
        result = read_workbook(file, "", verify=False, computed=False)
        day = task.as_of or result.plan.settings.as_of or task.otherwise
        reports = _reports(task, result.plan, day)
    except BtobsheetError as error:
        return Seen(file, problem=error.problem)
    plan = result.plan
    warning = far_away(plan, task.as_of) if task.as_of else None
    assessment = (
        assess(plan, day, alternatives(plan.template, plan.language))
        if task.full
        else assess(plan, day)
    )
    problems, language = result.problems, task.language or plan.language
    full = ""
    if task.full:
        tracked = tracked_json(reports)
        full = dumps(status_json(assessment, problems, (), result.file, language, tracked))
    summary = summarize(assessment, problems, result.file, reports)
    return Seen(file, summary, None, warning, full)


def _reports(task: Task, plan: Plan, day: dt.date) -> tuple[TrackedReport, ...]:
    """Give a plan's earlier reports, where a database with them was named."""
    if not task.db or not plan.identity.plan_id:
        return ()
    found = tracked_of(task.db, plan.identity.plan_id)
    return found.course(plan.identity.plan_id, day)


def json_parts(seen: Iterable[Seen], failed: Callable[[Seen], str]) -> Iterator[str]:
    """Give a portfolio as JSON text in parts, schema ``btobsheet.portfolio/1``, as the files come:
    never more than one plan is held.

    ``failed`` words why a file could not be read.
    """
    plans, failures = list[PlanSummary](), list[Seen]()
    yield f'{{\n  "schema": "{PORTFOLIO_SCHEMA}",\n  "plans": ['
    for one in seen:
        if one.summary:
            yield ("," if plans else "") + "\n    " + one.full.rstrip("\n").replace("\n", "\n    ")
            plans.append(one.summary)
        else:
            failures.append(one)
    yield "\n  ]," if plans else "],"
    rest = portfolio_json(
        [{"summary": _counted(plan)} for plan in plans],
        [{"file": one.file, "message": failed(one)} for one in failures],
        plans,
    )
    yield dumps({name: rest[name] for name in ("failures", "totals")}).removeprefix("{")


def _counted(plan: PlanSummary) -> dict[str, object]:
    return {
        name: getattr(plan, name)
        for name in ("kpi_counts", "action_counts", "overdue", "due_soon", "budget", "spent")
    }


def portfolio_report(
    portfolio: Portfolio,
    format: str = "text",
    *,
    language: str = "ja",
    width: int = 100,
    colour: bool = False,
    full: bool = False,
) -> str | bytes:
    """Report on several plans as text, md or html, or as a file (xlsx, csv).

    ``text`` is what is read in one minute; ``full``: all of it. UsageError E046 for another format;
    JSON comes of :func:`json_parts`.
    """
    wanted = format_of(format, MANY_FORMATS)
    if wanted.portfolio:
        return bytes(load(wanted.portfolio)(portfolio, language))
    document = compose_portfolio(portfolio, language, wanted.depth == "minute" and not full)
    return render(document, format, width=width, colour=colour)
