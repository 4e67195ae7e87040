"""``btobsheet status`` of several workbooks: read in several processes with a progress bar,
reported as one table.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import click

from btobsheet import api
from btobsheet.api.database import NOBODY
from btobsheet.api.formats import DOCUMENT_FORMATS
from btobsheet.api.portfolios import NO_PLAN, Seen, json_parts
from btobsheet.cli.locale import default_language
from btobsheet.cli.options import check_output, emit, say
from btobsheet.problems import Problem, UsageError, problem
from btobsheet.reports.portfolio.summary import Portfolio
from btobsheet.reports.portfolio.words import MOST_NAMED, named, same_plans
from btobsheet.reports.problems import message, problem_line
from btobsheet.system.files import write_file
from btobsheet.system.inputs import Inputs, find_inputs
from btobsheet.wording import text
from btobsheet.wording.heard import hear

LEAST_BAR = 16
"""Fewer files are read before a progress bar could be seen."""


@dataclass(frozen=True)
class Call:
    """What was asked; ``fail_on`` are the statuses that end the command with 1, ``db`` is where
    earlier reports are kept, ``full`` tells to show all.
    """

    names: tuple[str, ...]
    format: str
    out: Path | None
    force: bool
    language: str
    as_of: date | None
    fail_on: tuple[str, ...]
    width: int
    colour: bool
    db: str | None = None
    full: bool = False


@dataclass
class _Ledger:
    """What the files gave so far; ``language`` is the one asked for."""

    inputs: Inputs
    language: str
    tracked: bool = False
    plans: list[Seen] = field(default_factory=list)
    failures: list[Seen] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def keep(self, seen: Iterable[Seen]) -> Iterator[Seen]:
        """Pass on what counts; a file of a folder or pattern that holds no plan is left out."""
        for one in seen:
            if one.summary:
                self.plans.append(Seen(one.file, one.summary, warning=one.warning))
            elif one.problem and one.problem.code in NO_PLAN and one.file in self.inputs.found:
                self.left_out.append(one.file)
                continue
            else:
                self.failures.append(one)
            yield one

    def told(self, one: Seen) -> str:
        """Say why a file could not be read."""
        return message(one.problem, self.spoken) if one.problem else ""

    @property
    def spoken(self) -> str:
        """Give the report's language: as asked, else the one all plans have, else the caller's."""
        own = {one.summary.language for one in self.plans if one.summary}
        return self.language or (own.pop() if len(own) == 1 else default_language())

    @property
    def portfolio(self) -> Portfolio:
        """Give what the report is made of."""
        plans = tuple(one.summary for one in self.plans if one.summary)
        failures = tuple((one.file, self.told(one)) for one in self.failures)
        return Portfolio(plans, failures, tuple(self.left_out), self.tracked)


def report_portfolio(call: Call) -> tuple[int, tuple[str, ...]]:
    """Report on many workbooks; give the exit code and the files that hold a plan."""
    if call.format not in api.PORTFOLIO_FORMATS:
        formats = ", ".join(api.PORTFOLIO_FORMATS)
        raise UsageError(problem("E065", value=call.format, formats=formats))
    inputs = find_inputs(call.names)
    check_output(call.out, call.force, *map(Path, inputs.files))
    ledger = _Ledger(inputs, call.language, call.db is not None)
    if call.db is not None:  # one that cannot be read is told once, not for every file
        api.tracked(call.db, NOBODY)
    survey = api.survey(
        inputs.files,
        date.today(),
        as_of=call.as_of,
        full=call.format == "json",
        language=call.language,
        db=call.db or "",
    )
    with _watched(survey, len(inputs.files)) as watched:
        if call.format == "json":
            _stream(json_parts(ledger.keep(watched), ledger.told), call, ledger)
        else:
            deque(ledger.keep(watched), 0)
    hear(ledger.spoken)
    if call.format != "json":
        emit(
            api.portfolio_report(
                ledger.portfolio,
                call.format,
                language=ledger.spoken,
                width=call.width,
                colour=call.colour,
                full=call.full,
            ),
            call.out,
            call.force,
        )
    return _ended(ledger, call), tuple(one.file for one in ledger.plans)


def _is_terminal() -> bool:
    return sys.stderr.isatty()


@contextmanager
def _watched(seen: Iterator[Seen], length: int) -> Iterator[Iterable[Seen]]:
    """Show a progress bar while the files come, where standard error is a terminal."""
    if length < LEAST_BAR or not _is_terminal():
        yield seen
        return
    with click.progressbar(
        seen, length=length, label=text(default_language(), "portfolio.reading"), file=sys.stderr
    ) as bar:
        yield bar


def _stream(parts: Iterable[str], call: Call, ledger: _Ledger) -> None:
    """Write a long text as it is made."""
    if call.out is None:
        for part in parts:
            click.echo(part, nl=False)
        return
    write_file(call.out, (part.encode("utf-8") for part in parts), force=call.force)
    hear(ledger.spoken)
    click.echo(say("written", file=call.out), err=True)


def _ended(ledger: _Ledger, call: Call) -> int:
    """Say on standard error what the table lacks, and give the exit code."""
    for one in ledger.failures:
        _tell(one.problem, one.file, ledger.spoken)
    if ledger.left_out:
        click.echo(
            text(
                ledger.spoken,
                "portfolio.left_out_line",
                files=named(ledger.left_out, ledger.spoken),
            ),
            err=True,
        )
    if call.out is not None or call.format not in DOCUMENT_FORMATS:  # a report on screen says so
        plans = (one.summary for one in ledger.plans if one.summary)
        for told, files in same_plans(plans, ledger.spoken)[:MOST_NAMED]:
            line = text(ledger.spoken, "portfolio.same_plan_line", told=told, files=files)
            click.echo(line, err=True)
    for one in ledger.plans:
        _tell(one.warning, one.file, ledger.spoken)
    if ledger.failures or not ledger.plans:
        return 3
    return int(
        any(
            one.summary.kpi_counts.get(code)
            for one in ledger.plans
            if one.summary
            for code in call.fail_on
        )
    )


def _tell(found: Problem | None, file: str, language: str) -> None:
    if found:
        click.echo(problem_line(found, file, language), err=True)
