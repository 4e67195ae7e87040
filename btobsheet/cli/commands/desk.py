"""``btobsheet desk``: the same in a browser, for people without a terminal."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from btobsheet.cli.options import asked_language, lang_option, say, subcommand
from btobsheet.problems import UsageError, problem


@subcommand("desk")
@click.argument(
    "folder", default=".", type=click.Path(path_type=Path, file_okay=False), metavar="[FOLDER]"
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, metavar="NUMBER", help=say("desk.port")
)
@click.option("--no-browser", is_flag=True, help=say("desk.no_browser"))
@lang_option
def command(folder: Path, port: int, no_browser: bool, lang: str | None) -> None:
    """Serve a folder as a page on this machine."""
    try:
        from btobsheet.desk.app import make_app
        from btobsheet.desk.serve import bound, serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("flask", "werkzeug"):
            raise
        raise UsageError(problem("E140")) from None
    with bound(port) as listening:
        number = int(listening.getsockname()[1])
        app = make_app(folder, lang or asked_language(), number, dt.datetime.now)
        keys = app.extensions["desk"].keys
        click.echo(say("desk.at", folder=folder.resolve(), address=keys.address))
        serve(app, listening, browse=not no_browser, say=lambda key: click.echo(say(f"desk.{key}")))
    click.echo(say("desk.ended"))
