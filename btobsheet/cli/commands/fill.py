"""``btobsheet fill``: KPI actuals from an export into the workbook."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from btobsheet import api
from btobsheet.api import copies
from btobsheet.cli.locale import default_language
from btobsheet.cli.options import (
    as_of_option,
    lang_option,
    out_option_saying,
    say,
    subcommand,
)
from btobsheet.cli.patched import held
from btobsheet.system.files import write_file
from btobsheet.wording import text

if TYPE_CHECKING:
    import datetime as dt

    from btobsheet.sharing.fill import Filled


@subcommand("fill")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.argument("data", type=click.Path(path_type=Path), metavar="DATA.csv|xlsx")
@click.option(
    "--map",
    "map_file",
    type=click.Path(path_type=Path),
    metavar="MAP.toml",
    help=text(default_language(), "fill.option.map"),
)
@click.option("--overwrite", is_flag=True, help=text(default_language(), "fill.option.overwrite"))
@click.option("--dry-run", is_flag=True, help=text(default_language(), "fill.option.dry_run"))
@click.option(
    "--format",
    "format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help=say("option.format"),
)
@as_of_option
@out_option_saying("fill.output")
@lang_option
def command(
    *,
    file: Path,
    data: Path,
    map_file: Path | None,
    overwrite: bool,
    dry_run: bool,
    format: str,
    as_of: dt.date | None,
    out: Path | None,
    force: bool,
    lang: str | None,
) -> None:
    """Fill KPI actuals from an export into the workbook."""
    if out is None and not dry_run:
        raise click.UsageError(text(lang or default_language(), "fill.usage"))
    if out is not None and not dry_run:
        with held(out, force, file, data, *([map_file] if map_file else [])):
            filled = copies.fill(file, data, mapping=map_file, overwrite=overwrite, as_of=as_of)
            if filled.changed:
                write_file(out, filled.data, force=force)
    else:
        filled = copies.fill(file, data, mapping=map_file, overwrite=overwrite, as_of=as_of)
    click.echo(
        _report(filled, format, str(out or ""), dry_run, lang or filled.plan.language), nl=False
    )
    if out is not None and not dry_run:
        click.echo(say("written" if filled.changed else "fill.not_written", file=out), err=True)
    sys.exit(int(filled.incomplete))


def _report(filled: Filled, format: str, out: str, dry_run: bool, language: str) -> str:
    from btobsheet.sharing.fill_report import compose_fill, fill_json

    if format == "json":
        from btobsheet.reports.data import dumps

        return dumps(fill_json(filled, language, dry_run=dry_run))
    return api.render(compose_fill(filled, out, language, dry_run=dry_run), "text", width=120)


command.epilog = text(default_language(), "fill.map_help")
