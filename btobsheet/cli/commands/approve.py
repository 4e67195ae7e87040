"""``btobsheet approve``: freeze the plan as agreed, later each re-plan with its reason."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from btobsheet import api
from btobsheet.cli.locale import default_language
from btobsheet.cli.options import (
    Day,
    as_of_option,
    lang_option,
    out_option_saying,
    say,
    subcommand,
)
from btobsheet.cli.patched import held, tell_made
from btobsheet.system.files import write_file

if TYPE_CHECKING:
    import datetime as dt


@subcommand("approve")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--note", default="", metavar="TEXT", help=say("approve.note"))
@click.option("--by", default="", metavar="NAME", help=say("approve.by"))
@click.option("--on", type=Day(), help=say("approve.on"))
@as_of_option
@out_option_saying("approve.output")
@lang_option
def command(
    *,
    file: Path,
    note: str,
    by: str,
    on: dt.date | None,
    as_of: dt.date | None,
    out: Path | None,
    force: bool,
    lang: str | None,
) -> None:
    """Freeze the plan as agreed."""
    if out is None:
        raise click.UsageError(say("approve.usage"))
    with held(out, force, file):
        made = api.approve(file, note=note, by=by, on=on, force=force, as_of=as_of)
        write_file(out, made.data, force=force)
    from btobsheet.life.report import compose_approved

    language = lang or made.plan.language or default_language()
    tell_made(compose_approved(made, language, api.as_of_day(made.plan, as_of)), out)
