"""``btobsheet status``: the status report of one workbook, or of several as a portfolio."""

from __future__ import annotations

import datetime as dt
import os
import sys
from typing import TYPE_CHECKING, Any, NoReturn
from unicodedata import normalize

import click

from btobsheet import api
from btobsheet.cli.destination import Goal, find_goal
from btobsheet.cli.options import (
    FilePath,
    as_of_option,
    asked_language,
    check_output,
    emit,
    lang_option,
    out_option,
    say,
    subcommand,
    tell_far,
)
from btobsheet.plan.model import Plan
from btobsheet.problems import UnreadableError, problem
from btobsheet.system.inputs import SUFFIXES, is_many
from btobsheet.wording.words import SHOWN

if TYPE_CHECKING:
    from pathlib import Path

    from btobsheet.status.tracking import Tracked

STATUSES = [word.code for word in SHOWN["kpi_status"]]


class Status(click.ParamType):  # type: ignore[type-arg]  # generic only in the newest click
    """A KPI's status: its code, or its word in either language."""

    name = "STATUS"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Give the status's code."""
        wanted = _plain(value)
        found = next(
            (
                word.code
                for word in SHOWN["kpi_status"]
                if wanted in map(_plain, (word.code, *word.labels))
            ),
            "",
        )
        return found or self.fail(say("error.status", value=value, statuses=_words()), param, ctx)


def _plain(text: str) -> str:
    return normalize("NFKC", text).casefold().replace("_", "").replace("-", "").replace(" ", "")


def _words() -> str:
    """List the statuses, worst first, as people read them, each with its code."""
    language = asked_language()
    return ", ".join(f"{word.label(language)} ({word.code})" for word in SHOWN["kpi_status"])


@subcommand("status")
@click.argument("files", nargs=-1, required=True, type=click.Path(), metavar="FILE...")
@as_of_option
@click.option("--since", type=FilePath(), metavar="OLD.xlsx", help=say("status.since"))
@click.option(
    "--format",
    "format",
    type=click.Choice(list(api.STATUS_FORMATS)),
    default=None,
    help=say("status.format"),
)
@out_option
@click.option(
    "--fail-on", type=Status(), metavar="STATUS", help=say("status.fail_on", statuses=_words())
)
@click.option("--reminders", type=FilePath(), metavar="DIR", help=say("status.reminders"))
@click.option("--open", is_flag=True, help=say("status.open"))
@click.option("--full", is_flag=True, help=say("status.full"))
@click.option("--db", metavar="FILE|URL", help=say("status.db"))
@lang_option
def command(
    files: tuple[str, ...],
    format: str | None,
    out: Path | None,
    force: bool,
    fail_on: str | None,
    lang: str | None,
    **options: Any,
) -> None:
    """Report how a plan stands."""
    since: Path | None = options["since"]
    many = is_many(files)
    if since and many:
        raise click.UsageError(say("error.since_many"))
    inputs = (*files, *([str(since)] if since else []))
    goal = find_goal(format, out, options["open"])
    check_output(goal.out, force, *inputs)
    if many:
        _report_many(files, goal, force, fail_on, lang, **options)
    if os.path.isdir(files[0]) and not files[0].rstrip("/\\").lower().endswith(SUFFIXES):  # noqa: PTH112 - pathlib is slow to load
        raise UnreadableError(problem("E025"), files[0])
    readings = [api.read(files[0])]
    reminders = _reminders(readings, options["reminders"], force, lang, options["as_of"])
    old = api.read(since).plan if since else None
    how = {
        "as_of": options["as_of"],
        "since": old,
        "tracked": _tracked(readings[0], options["db"]),
        "full": options["full"],
    }
    out = goal.file(lambda: _name(readings[0], options["as_of"]), force, inputs)
    emit(_content(readings[0], goal.format, out, lang, **how), out, force)
    goal.show(out)
    _tell_other_plan(readings[0], old, since)
    tell_far(readings[0], options["as_of"], lang)
    if options["reminders"]:
        _write_reminders(reminders, options["reminders"], force)
    if fail_on and any(_reaches(reading, fail_on, options["as_of"]) for reading in readings):
        sys.exit(1)


def _report_many(
    files: tuple[str, ...],
    goal: Goal,
    force: bool,
    fail_on: str | None,
    lang: str | None,
    **options: Any,
) -> NoReturn:
    """Report on several workbooks as a portfolio, and end."""
    from btobsheet.cli.commands.portfolio import Call, report_portfolio

    day = options["as_of"] or dt.date.today()
    out = goal.file(lambda: say("status.portfolio_name", day=day), force, files)
    limit = tuple(STATUSES[: STATUSES.index(fail_on) + 1]) if fail_on else ()
    call = Call(
        files,
        goal.format,
        out,
        force,
        lang or "",
        options["as_of"],
        limit,
        _width(),
        _colour(out),
        options["db"],
        options["full"],
    )
    code, read = report_portfolio(call)
    goal.show(out)
    if options["reminders"]:
        made = _reminders(
            [api.read(file) for file in read], options["reminders"], force, lang, options["as_of"]
        )
        _write_reminders(made, options["reminders"], force)
    sys.exit(code)


def _name(reading: api.Reading, as_of: Any) -> str:
    from btobsheet.cli.placed import report_name  # lazy door

    return report_name(reading, as_of)


def _content(
    reading: api.Reading,
    format: str,
    out: Path | None,
    lang: str | None,
    **how: Any,
) -> str | bytes:
    how["language"] = lang or ""
    if format in api.FILE_FORMATS:
        return api.report_file(reading, format, **how)
    return api.report(reading, format, width=_width(), colour=_colour(out), **how)


def _tracked(reading: api.Reading, db: str | None) -> Tracked | None:
    """Read the plan's earlier reports, where a database was named."""
    if db is None:
        return None
    from btobsheet.api.database import NOBODY

    return api.tracked(db, reading.plan.identity.plan_id or NOBODY)


def _tell_other_plan(reading: api.Reading, old: Plan | None, since: Path | None) -> None:
    """Say that what is compared with is another plan: its changes mean little."""
    ids = (reading.plan.identity.plan_id, old.identity.plan_id) if old else ("", "")
    if all(ids) and ids[0] != ids[1]:
        click.echo(say("status.other_plan", file=since), err=True)


def _colour(out: Path | None) -> bool:
    return out is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _width() -> int:
    """Give the width of the text: COLUMNS where it is set, else the terminal's, else 100.

    At least 60.
    """
    asked = os.environ.get("COLUMNS", "")
    if asked.isascii() and asked.isdigit() and int(asked):
        return max(60, int(asked))
    return max(60, os.get_terminal_size(1).columns) if sys.stdout.isatty() else 100


def _reminders(
    readings: list[api.Reading], folder: Path | None, force: bool, lang: str | None, as_of: Any
) -> list[tuple[Path, bytes]]:
    """Give one text a person, of several plans in a folder each.

    Refuse them all where one of the files exists.
    """
    made: list[tuple[Path, bytes]] = []
    if folder is None:
        return made
    from pathlib import Path

    from btobsheet.system.files import check_free

    for number, reading in enumerate(readings, start=1):
        home = folder / f"{number:02d} {Path(reading.file).stem}" if len(readings) > 1 else folder
        made += [
            (home / item.file_name, item.data)
            for item in api.reminders(reading, as_of=as_of, language=lang or "")
        ]
    for path, _ in made:
        check_free(path, force)
    return made


def _write_reminders(made: list[tuple[Path, bytes]], folder: Path, force: bool) -> None:
    from btobsheet.system.files import make_folder, write_file

    for home in {path.parent for path, _ in made} or {folder}:
        make_folder(home)
    for path, data in made:
        write_file(path, data, force=force)
    click.echo(say("status.reminded", count=len(made), folder=folder), err=True)
    written = {path.resolve() for path, _ in made}
    older = sorted(
        path.name
        for home in {path.parent for path, _ in made} or {folder}
        for path in home.glob("*.txt")
        if path.resolve() not in written
    )
    if older:
        click.echo(say("status.older_reminders", names=", ".join(older)), err=True)


def _reaches(reading: api.Reading, limit: str, as_of: Any) -> bool:
    """Tell whether any counted KPI is as bad as the limit, or worse."""
    bad = STATUSES[: STATUSES.index(limit) + 1]
    return any(item.counted and item.status in bad for item in api.assess(reading.plan, as_of).kpis)
