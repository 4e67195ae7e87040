"""``btobsheet upgrade``: take a workbook of an earlier form on to today's."""

from __future__ import annotations

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
from btobsheet.cli.patched import alone, check_patchable, tell_made
from btobsheet.problems import UsageError, problem
from btobsheet.system.files import write_file

if TYPE_CHECKING:
    import datetime as dt

_SUFFIX = ".xlsx"


@subcommand("upgrade")
@click.argument("file", type=click.Path(path_type=Path), metavar="OLD.xlsx")
@as_of_option
@out_option_saying("upgrade.output")
@lang_option
def command(
    file: Path, as_of: dt.date | None, out: Path | None, force: bool, lang: str | None
) -> None:
    """Take a workbook on to today's form."""
    if out is None:
        raise click.UsageError(say("upgrade.usage"))
    check_output(out, force, file)
    check_patchable(file)
    if out.suffix.lower() != _SUFFIX:
        raise UsageError(problem("E055", value=out.name, suffix=_SUFFIX), str(out))
    with alone(out, force):
        made = api.upgrade(file, as_of=as_of)
        if not made.newest:
            write_file(out, made.data, force=force)
    language = lang or made.plan.language or default_language()
    if made.newest:
        from btobsheet.reports.problems import problem_line

        click.echo(problem_line(made.problems[0], made.file, language))
        return
    from btobsheet.life.upgrade_report import compose_upgraded

    tell_made(compose_upgraded(made, str(out), language), out)
