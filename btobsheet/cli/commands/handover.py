"""``btobsheet handover``: move what is open from one person to another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from btobsheet import api
from btobsheet.cli.locale import default_language
from btobsheet.cli.options import (
    Day,
    as_of_option,
    format_option,
    lang_option,
    out_option_saying,
    say,
    subcommand,
)
from btobsheet.cli.patched import put, suffix_of, tell_put
from btobsheet.wording import text

if TYPE_CHECKING:
    import datetime as dt

    from btobsheet.life.handover import HandedOver


@subcommand("handover")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.argument("leaver", metavar="FROM")
@click.argument("successor", metavar="TO")
@click.option("--on", type=Day(), help=say("handover.on"))
@format_option
@as_of_option
@out_option_saying("handover.output")
@lang_option
def command(
    *,
    file: Path,
    leaver: str,
    successor: str,
    on: dt.date | None,
    format: str,
    as_of: dt.date | None,
    out: Path | None,
    force: bool,
    lang: str | None,
) -> None:
    """Move what is open from one person to another."""

    def made_of() -> HandedOver:
        return api.handover(file, leaver, successor, on=on, as_of=as_of)

    made = put(made_of, out, force, file)
    language = lang or made.plan.language or default_language()
    click.echo(_report(made, format, dry_run=out is None, language=language), nl=False)
    if out is None and format == "text" and made.changed:
        click.echo("\n" + text(language, "handover.how", command=_how(made, file)))
    tell_put(made, out, "handover.not_written")


def _report(made: HandedOver, format: str, *, dry_run: bool, language: str) -> str:
    from btobsheet.life.handover_report import compose_handover, handover_json

    if format == "json":
        from btobsheet.reports.data import dumps

        return dumps(handover_json(made, language, dry_run=dry_run))
    return api.render(compose_handover(made, language, dry_run=dry_run), "text", width=100)


def _how(made: HandedOver, file: Path) -> str:
    """Give the command that writes what a dry run has shown."""
    from btobsheet.sharing.split import typed_name

    names = " ".join(map(typed_name, (str(file), made.leaver, made.successor)))
    return f"btobsheet handover {names} --on {made.on.isoformat()} -o OUT{suffix_of(file)}"
