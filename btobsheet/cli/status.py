"""``btobsheet status``: the status report of one workbook, or of several as a portfolio."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from btobsheet import api
from btobsheet.cli.locale import default_language
from btobsheet.cli.options import as_of_option, check_output, emit, lang_option, out_option, say, subcommand, tell
from btobsheet.problems import BtobsheetError
from btobsheet.wording.words import SHOWN

_SUFFIXES = {".html": "html", ".htm": "html", ".md": "md", ".json": "json"}
STATUSES = [word.code for word in SHOWN["kpi_status"]]


@subcommand("status")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@as_of_option
@click.option("--since", type=click.Path(path_type=Path), metavar="OLD.xlsx", help=say("status.since"))
@click.option("--format", "format", type=click.Choice(list(api.FORMATS)), default=None, help=say("status.format"))
@out_option
@click.option("--fail-on", type=click.Choice(STATUSES), metavar="STATUS", help=say("status.fail_on", statuses=", ".join(STATUSES)))
@lang_option
def command(files: tuple[Path, ...], format: str | None, out: Path | None, force: bool, fail_on: str | None, lang: str | None, **options: Any) -> None:
    """Report how a plan stands."""
    since: Path | None = options["since"]
    format = format or _SUFFIXES.get(out.suffix.lower() if out else "", "text")
    check_output(out, force, *files, *([since] if since else []))
    readings, failures = _read_all(files)
    if len(files) == 1 and failures:
        tell(failures[0], lang)
        sys.exit(failures[0].exit_code)
    emit(_content(readings, failures, format, out, lang, as_of=options["as_of"], since=since, many=len(files) > 1), out, force)
    for error in failures:
        tell(error, lang)
    if failures:
        sys.exit(3)
    if fail_on and any(_reaches(reading, fail_on, options["as_of"]) for reading in readings):
        sys.exit(1)


def _read_all(files: tuple[Path, ...]) -> tuple[list[api.Reading], list[BtobsheetError]]:
    if len(files) < 2 or not sys.stderr.isatty():
        return _read_each(files)
    with click.progressbar(files, file=sys.stderr) as bar:
        return _read_each(bar)


def _read_each(files: Iterable[Path]) -> tuple[list[api.Reading], list[BtobsheetError]]:
    readings, failures = [], []
    for file in files:
        try:
            readings.append(api.read(file))
        except BtobsheetError as error:
            failures.append(error)
    return readings, failures


def _content(
    readings: list[api.Reading], failures: list[BtobsheetError], format: str, out: Path | None, lang: str | None, *, as_of: Any, since: Path | None, many: bool
) -> str:
    colour = out is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    if not many:
        old = api.read(since).plan if since else None
        return api.report(readings[0], format, as_of=as_of, since=old, language=lang or "", width=_width(), colour=colour)
    from btobsheet.report.problems_text import message

    language = lang or (readings[0].plan.language if readings else default_language())
    failed = [{"file": error.file, "message": message(error.problem, language)} for error in failures]
    return api.portfolio(readings, failed, format, as_of=as_of, language=language, width=_width(), colour=colour)


def _width() -> int:
    """Give the terminal's width, at least 60 columns; 100 where the output is no terminal."""
    return max(60, os.get_terminal_size(1).columns) if sys.stdout.isatty() else 100


def _reaches(reading: api.Reading, limit: str, as_of: Any) -> bool:
    """Tell whether any counted KPI is as bad as the limit, or worse."""
    bad = STATUSES[: STATUSES.index(limit) + 1]
    return any(item.counted and item.status in bad for item in api.assess(reading.plan, as_of).kpis)
