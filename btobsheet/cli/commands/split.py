"""``btobsheet split``: one workbook for each owner, department or operation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from btobsheet import api
from btobsheet.api import copies
from btobsheet.cli.locale import default_language
from btobsheet.cli.options import Day, as_of_option, check_output, lang_option, say, subcommand
from btobsheet.plan.split import WAYS
from btobsheet.problems import UsageError, problem
from btobsheet.reports.document import one_line
from btobsheet.system.files import make_folder, write_file
from btobsheet.wording import text

if TYPE_CHECKING:
    import datetime as dt


@subcommand("split")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--by",
    type=click.Choice(WAYS),
    default="owner",
    show_default=True,
    help=text(default_language(), "split.option.by"),
)
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(path_type=Path),
    required=True,
    metavar="DIR",
    help=text(default_language(), "split.option.out"),
)
@click.option("--due", type=Day(), help=text(default_language(), "split.option.due"))
@click.option("--force", is_flag=True, help=say("option.force"))
@as_of_option
@lang_option
def command(
    file: Path,
    by: Any,
    out: Path,
    due: dt.date | None,
    force: bool,
    as_of: dt.date | None,
    lang: str | None,
) -> None:
    """Make one workbook for each."""
    from btobsheet.sharing.split import compose_split, filled_in

    made = copies.split(file, by, due=due, as_of=as_of)
    make_folder(out)
    kept = filled_in((str(out / one.name) for one in made.files), made.plan)
    if kept:
        raise UsageError(problem("E770", files=", ".join(map(one_line, kept))), str(out))
    for one in made.files:
        check_output(out / one.name, force, file)
    for one in made.files:
        write_file(out / one.name, one.data, force=force)
    click.echo(
        api.render(
            compose_split(made, str(out), lang or made.plan.language, str(file)), "text", width=120
        ),
        nl=False,
    )
