"""``btobsheet collect``: the monthly round, from a folder of copies to the page that links all."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from btobsheet import api
from btobsheet.cli.locale import default_language
from btobsheet.cli.options import Day, as_of_option, format_option, lang_option, say, subcommand
from btobsheet.wording import text

if TYPE_CHECKING:
    import datetime as dt


@subcommand("collect")
@click.argument("master", type=click.Path(path_type=Path), metavar="MASTER.xlsx")
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(path_type=Path),
    required=True,
    metavar="OUTDIR",
    help=say("collect.output"),
)
@click.option("--due", type=Day(), help=text(default_language(), "split.option.returned_due"))
@format_option
@click.option("--force", is_flag=True, help=say("option.force"))
@as_of_option
@lang_option
def command(
    master: Path,
    folder: Path,
    out: Path,
    due: dt.date | None,
    format: str,
    force: bool,
    as_of: dt.date | None,
    lang: str | None,
) -> None:
    """Do the monthly round."""
    with _progress() as watch:
        made = api.collect(
            *(master, folder, out),
            due=due,
            as_of=as_of,
            language=lang or "",
            force=force,
            watch=watch,
        )
    if format == "json":
        from btobsheet.reports.data import dumps

        click.echo(dumps(made.data), nl=False)
    else:
        click.echo(made.text, nl=False)
    count, gone = len(made.written), len(made.removed)
    key = "collect.written" if count or gone else "collect.unchanged"
    click.echo(say(key, page=made.page, count=count, removed=gone), err=True)
    sys.exit(made.exit_code)


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """Show a progress bar, where standard error is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=1000, file=sys.stderr) as bar:

        def watch(done: int, every: int) -> None:
            bar.update(min(1000, 1000 * done // max(every, 1)) - bar.pos)

        yield watch
