"""``btobsheet explain``: how a figure came about, or what a problem code means."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from unicodedata import normalize

import click

from btobsheet import api
from btobsheet.cli.locale import default_language
from btobsheet.cli.options import as_of_option, lang_option, say, subcommand


@subcommand("explain")
@click.argument("what", nargs=-1, required=True, metavar="[FILE] ID|CODE")
@as_of_option
@lang_option
@click.option(
    "--format",
    "format",
    type=click.Choice(["text", "md", "html"]),
    default="text",
    show_default=True,
    help=say("option.format"),
)
def command(what: tuple[str, ...], as_of: Any, lang: str | None, format: str) -> None:
    """Explain one figure or one problem code."""
    if len(what) == 1 and not re.match("[EWN]?[0-9]", normalize("NFKC", what[0]).strip().upper()):
        raise click.UsageError(say("explain.usage"))
    if len(what) == 1:
        document = api.explain_code(what[0], lang or default_language())
    elif len(what) == 2:
        document = api.explain(api.read(Path(what[0])), what[1], as_of=as_of, language=lang or "")
    else:
        raise click.UsageError(say("explain.usage"))
    click.echo(api.render(document, format), nl=False)
