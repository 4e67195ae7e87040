"""``btobsheet which``: tell copies of a workbook apart."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from btobsheet import api
from btobsheet.api import copies
from btobsheet.cli.options import asked_language, format_option, lang_option, subcommand


@subcommand("which")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@format_option
@lang_option
def command(files: tuple[Path, ...], format: str, lang: str | None) -> None:
    """Rank copies of a workbook, newest first."""
    found = copies.which(files)
    found = replace(found, language=lang or asked_language())
    if format == "json":
        from btobsheet.reports.data import dumps

        click.echo(dumps(found.data()), nl=False)
    else:
        click.echo(api.render(found.document(), "text", width=120), nl=False)
    if found.failures:
        sys.exit(3)
