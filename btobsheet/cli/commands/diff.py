"""``btobsheet diff``: what changed between two workbooks, in words."""

from __future__ import annotations

from pathlib import Path

import click

from btobsheet import api
from btobsheet.api import copies
from btobsheet.cli.locale import default_language
from btobsheet.cli.options import (
    by_suffix,
    check_output,
    emit,
    lang_option,
    out_option,
    say,
    subcommand,
)
from btobsheet.cli.patched import check_kind
from btobsheet.wording import text


@subcommand("diff")
@click.argument("old", type=click.Path(path_type=Path), metavar="OLD.xlsx")
@click.argument("new", type=click.Path(path_type=Path), metavar="NEW.xlsx")
@click.option(
    "--format",
    "format",
    type=click.Choice(["text", "md", "html", "json", "xlsx"]),
    default=None,
    help=say("option.format_by_suffix"),
)
@out_option
@lang_option
def command(
    old: Path, new: Path, format: str | None, out: Path | None, force: bool, lang: str | None
) -> None:
    """Say what changed between two workbooks."""
    format = format or by_suffix(out, ("text", "md", "html", "json", "xlsx"))
    if format == "xlsx":
        if out is None:
            raise click.UsageError(text(lang or default_language(), "marked_changes.usage"))
        check_kind(out, new)
    check_output(out, force, old, new)
    if format == "xlsx":
        emit(copies.diff_marked(old, new, language=lang or ""), out, force)
        return
    emit(api.diff_report(old, new, format, language=lang or ""), out, force)
