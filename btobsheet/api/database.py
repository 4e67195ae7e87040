"""Tracked reports: figures kept in a database, and read back.

Needs SQLAlchemy (the extra ``db``), which is imported on call.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from btobsheet.api.arguments import checked
from btobsheet.api.plans import Reading, Source, assess, read
from btobsheet.problems import UnreadableError, UsageError, problem

if TYPE_CHECKING:
    from btobsheet.problems import Problem
    from btobsheet.status.tracking import Kept, Tracked, TrackedReport

DEFAULT_DB = "btobsheet.sqlite"
"""The SQLite file in the current folder where no database is named."""
NOBODY = "?"
"""No plan's id: of a plan without one nothing is kept."""


@checked
def track(
    sources: Sequence[Source | Reading],
    *,
    db: str | os.PathLike[str] = DEFAULT_DB,
    as_of: dt.date | None = None,
) -> tuple[Kept, ...]:
    """Keep the figures of workbooks as of a day in a database, all of them or none.

    ``sources`` are paths, workbooks' bytes or Readings; ``db`` is an SQLite file (made where there
    is none) or the URL of a PostgreSQL database; ``as_of`` as in :func:`assess`. Gives a ``Kept``
    for each: ``report`` (``plan_id``, ``revision``, ``as_of``, ``edition`` …) and ``new``, false
    where the same figures are kept already. Other figures of the same plan, revision and day are
    kept as the next edition. Raises UnreadableError as :func:`read` does, W428 a workbook without a
    plan id, W429 a part of a plan, E116 another program's or a damaged database, E117 one of a
    newer version; UsageError E104 without the extra ``db``, E115, E118, E119 a database that cannot
    be opened, named so, or reached.
    """
    reports = list(_reports(sources, as_of))
    with _extra():
        from btobsheet.store.reports import keep
    return keep(db, reports)


def _reports(sources: Iterable[Source | Reading], as_of: dt.date | None) -> Iterator[TrackedReport]:
    from btobsheet.status.tracking import report_of

    for source in sources:
        reading = source if isinstance(source, Reading) else read(source)
        found = untracked(reading)
        if found:
            raise UnreadableError(found, reading.file)
        yield report_of(assess(reading.plan, as_of), reading.problems)


def untracked(reading: Reading) -> Problem | None:
    """Say why a workbook's report cannot be kept: W428 without a plan id, W429 as a mere part."""
    identity = reading.plan.identity
    if not identity.plan_id:
        return problem("W428")
    if identity.issue.to:
        return problem("W429", value=identity.issue.title or identity.issue.to)
    return None


@checked
def tracked(db: str | os.PathLike[str] = DEFAULT_DB, plan_id: str = "") -> Tracked:
    """Read the reports that :func:`track` kept: all, or those of one plan.

    Gives a ``Tracked`` with ``reports``, by plan, day, revision and edition, each with its
    ``kpis``, ``actions`` and ``problems``; ``frames`` makes DataFrames of it, and ``report`` takes
    it to show how the plan has moved. Nothing is written. Raises errors as :func:`track` does.
    """
    with _extra():
        from btobsheet.store.reports import load
    return load(db, plan_id)


def database_name(db: str | os.PathLike[str]) -> str:
    """Give a database's name as people are told it, without user and password; errors as for
    :func:`track`.
    """
    with _extra():
        from btobsheet.store.place import place_of
    return place_of(db).name


@contextmanager
def _extra() -> Iterator[None]:
    """Say that the extra is not installed; any other module missing is a defect."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "sqlalchemy":
            raise
        raise UsageError(problem("E104", value="SQLAlchemy")) from None
