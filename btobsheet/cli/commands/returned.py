"""``btobsheet returned``: who has filled in and sent back a handed-out part."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from btobsheet import api
from btobsheet.api import copies
from btobsheet.cli.locale import default_language
from btobsheet.cli.options import Day, as_of_option, format_option, lang_option, subcommand
from btobsheet.wording import text

if TYPE_CHECKING:
    import datetime as dt


@subcommand("returned")
@click.argument("master", type=click.Path(path_type=Path), metavar="MASTER")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--due", type=Day(), help=text(default_language(), "split.option.returned_due"))
@format_option
@as_of_option
@lang_option
def command(
    master: Path,
    folder: Path,
    due: dt.date | None,
    format: str,
    as_of: dt.date | None,
    lang: str | None,
) -> None:
    """Say who has answered."""
    from btobsheet.sharing.returned_report import compose_returned, returned_json

    made = copies.returned(master, folder, due=due, as_of=as_of)
    language = lang or made.plan.language
    if format == "json":
        from btobsheet.reports.data import dumps

        click.echo(dumps(returned_json(made, language)), nl=False)
    else:
        click.echo(api.render(compose_returned(made, language), "text", width=140), nl=False)
    if made.failures:
        sys.exit(3)
