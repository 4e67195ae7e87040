"""``btobsheet roll``: make next year's workbook from this year's."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from btobsheet import api
from btobsheet.cli.locale import default_language
from btobsheet.cli.options import (
    as_of_option,
    check_output,
    lang_option,
    out_option_saying,
    say,
    subcommand,
)
from btobsheet.cli.patched import alone, tell_made
from btobsheet.problems import UsageError, problem
from btobsheet.system.files import write_file

if TYPE_CHECKING:
    import datetime as dt

_BETWEEN = re.compile(r"[\s,、，;；]+")


@subcommand("roll")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--drop", multiple=True, metavar="ID,…", help=say("roll.drop"))
@click.option("--carry-open", is_flag=True, help=say("roll.carry_open"))
@as_of_option
@out_option_saying("roll.output")
@lang_option
def command(
    *,
    file: Path,
    drop: tuple[str, ...],
    carry_open: bool,
    as_of: dt.date | None,
    out: Path | None,
    force: bool,
    lang: str | None,
) -> None:
    """Make next year's workbook."""
    if out is None:
        raise click.UsageError(say("roll.usage"))
    if out.suffix.lower() != ".xlsx":
        raise UsageError(problem("E047", value=out.name), str(out))
    check_output(out, force, file)
    ids = [one for given in drop for one in _BETWEEN.split(given) if one]
    with alone(out, force):
        made = api.roll(file, drop=ids, carry_open=carry_open, as_of=as_of)
        write_file(out, made.data, force=force)
    from btobsheet.life.rolling.report import compose_rolled

    language = lang or made.plan.language or default_language()
    tell_made(compose_rolled(made, language), out)
    if made.errors:
        sys.exit(1)
