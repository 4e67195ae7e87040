"""``btobsheet desk``: the same in a browser, for people without a terminal."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click

from btobsheet.cli.options import asked_language, check_output, lang_option, say, subcommand
from btobsheet.problems import UsageError, problem
from btobsheet.system.files import make_folder, write_file
from btobsheet.system.names import safe_name


@subcommand("desk")
@click.argument(
    "folder", default=".", type=click.Path(path_type=Path, file_okay=False), metavar="[FOLDER]"
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, metavar="NUMBER", help=say("desk.port")
)
@click.option("--no-browser", is_flag=True, help=say("desk.no_browser"))
@click.option("--install-shortcut", "shortcut", is_flag=True, help=say("desk.install_shortcut"))
@click.option("--force", is_flag=True, help=say("desk.force"))
@lang_option
def command(
    folder: Path, port: int, no_browser: bool, shortcut: bool, force: bool, lang: str | None
) -> None:
    """Serve a folder as a page on this machine."""
    language = lang or asked_language()
    try:
        if shortcut:
            _install(folder, language, force)
        else:
            _serve(folder, language, port, browse=not no_browser)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("flask", "werkzeug"):
            raise
        raise UsageError(problem("E140")) from None


def _serve(folder: Path, language: str, port: int, *, browse: bool) -> None:
    from btobsheet.desk.app import make_app
    from btobsheet.desk.serve import bound, serve

    with bound(port) as listening:
        is_new = not folder.exists()
        number = int(listening.getsockname()[1])
        app = make_app(folder, language, number, dt.datetime.now)
        keys = app.extensions["desk"].keys
        if is_new:
            click.echo(say("desk.made_folder", folder=folder.resolve()))
        click.echo(say("desk.at", folder=folder.resolve(), address=keys.address))
        serve(app, listening, browse=browse, say=lambda key: click.echo(say(f"desk.{key}")))
    click.echo(say("desk.ended"))


def _install(folder: Path, language: str, force: bool) -> None:
    """Write the file to double-click beside the folder."""
    import flask  # noqa: F401 - without it there would be nothing to start

    from btobsheet.desk.shortcut import shortcut, suffix_of

    make_folder(folder)
    home = folder.resolve()
    name = say("desk.shortcut", folder=safe_name(home.name) or "btobsheet")
    out = home.parent / f"{name}{suffix_of(sys.platform)}"
    run = [sys.executable, "-m", "btobsheet", "desk", str(home), "--lang", language]
    made = shortcut(sys.platform, name, run)
    check_output(out, force)
    write_file(out, made, force=force)
    out.chmod(0o755)
    click.echo(say("desk.installed", file=out))
