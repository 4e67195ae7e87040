"""``btobsheet track``: keep the figures of the day's reports in a database."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from btobsheet import api
from btobsheet.api.portfolios import NO_PLAN
from btobsheet.cli.options import (
    as_of_option,
    asked_language,
    lang_option,
    say,
    subcommand,
    tell,
    tell_far,
)
from btobsheet.problems import UnreadableError
from btobsheet.reports.document import one_line
from btobsheet.reports.numbers import long_day
from btobsheet.reports.problems import problem_line
from btobsheet.system.inputs import find_inputs
from btobsheet.wording import text
from btobsheet.wording.heard import hear

if TYPE_CHECKING:
    import datetime as dt

    from btobsheet.status.tracking import Kept


@subcommand("track")
@click.argument("files", nargs=-1, required=True, type=click.Path(), metavar="FILE...")
@click.option(
    "--db",
    metavar="FILE|URL",
    default=api.DEFAULT_DB,
    help=say("track.db", default=api.DEFAULT_DB),
)
@as_of_option
@lang_option
def command(files: tuple[str, ...], db: str, as_of: dt.date | None, lang: str | None) -> None:
    """Keep the day's figures."""
    name, inputs = api.database_name(db), find_inputs(files)
    codes = [_track(file, file in inputs.found, db, as_of, lang) for file in inputs.files]
    done = [code for code in codes if code is not None]
    key = "database" if 0 in done else "nothing"
    click.echo(text(asked_language(), f"course.{key}", name=one_line(name)), err=True)
    sys.exit(max(done, default=UnreadableError.exit_code))


def _track(file: str, found: bool, db: str, as_of: dt.date | None, lang: str | None) -> int | None:
    """Keep one workbook's report and give the exit code; None for what a folder holds beside
    plans.
    """
    try:
        reading = api.read(file)
    except UnreadableError as error:
        if found and error.problem.code in NO_PLAN:
            return None
        tell(error, lang)
        return error.exit_code
    hear(lang or reading.plan.language)
    told = api.untracked(reading)
    if told:
        click.echo(problem_line(told, file, asked_language()), err=True)
        return 1
    tell_far(reading, as_of, lang)
    (kept,) = api.track([reading], db=db, as_of=as_of)
    click.echo(_line(kept, asked_language()))
    return 0


def _line(kept: Kept, language: str) -> str:
    """Say what came of one report."""
    report = kept.report
    key = "known" if not kept.new else "kept" if report.edition == 1 else "kept_again"
    return text(
        language,
        f"course.{key}",
        title=one_line(report.title) or text(language, "course.untitled"),
        day=long_day(report.as_of, language),
        revision=report.revision,
        edition=report.edition,
    )
