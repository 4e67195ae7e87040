"""``btobsheet diff``: what changed between two workbooks, in words."""

from __future__ import annotations

from pathlib import Path

import click

from btobsheet import api
from btobsheet.cli.options import check_output, emit, lang_option, out_option, say, subcommand


@subcommand("diff")
@click.argument("old", type=click.Path(path_type=Path), metavar="OLD.xlsx")
@click.argument("new", type=click.Path(path_type=Path), metavar="NEW.xlsx")
@click.option("--format", "format", type=click.Choice(["text", "md", "html", "json"]), default="text", show_default=True, help=say("option.format"))
@out_option
@lang_option
def command(old: Path, new: Path, format: str, out: Path | None, force: bool, lang: str | None) -> None:
    """Say what changed between two workbooks."""
    check_output(out, force, old, new)
    emit(api.diff_report(api.read(old), api.read(new), format, language=lang or ""), out, force)
