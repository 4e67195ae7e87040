"""``btobsheet close``: freeze months as presented, or reopen them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from btobsheet import api
from btobsheet.cli.locale import default_language
from btobsheet.cli.options import (
    MonthType,
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

    from btobsheet.plan.calendar import Month


@subcommand("close")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--month", type=MonthType(), required=True, help=say("close.month"))
@click.option("--reopen", is_flag=True, help=say("close.reopen"))
@as_of_option
@out_option_saying("close.output")
@lang_option
def command(
    *,
    file: Path,
    month: Month,
    reopen: bool,
    as_of: dt.date | None,
    out: Path | None,
    force: bool,
    lang: str | None,
) -> None:
    """Close months as presented."""
    if out is None:
        raise click.UsageError(say("close.usage"))
    with held(out, force, file):
        made = api.close(file, month, reopen=reopen, as_of=as_of)
        write_file(out, made.data, force=force)
    from btobsheet.life.report import compose_closed

    language = lang or made.plan.language or default_language()
    tell_made(compose_closed(made, language, api.as_of_day(made.plan, as_of)), out)
