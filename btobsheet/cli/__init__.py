"""The command line: a lazy group, so that ``--help`` and each command load only what they need."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from importlib import import_module
from typing import Any

import click

from btobsheet.cli.locale import default_language
from btobsheet.wording import text

COMMANDS: tuple[str, ...] = ("new", "check", "status", "explain", "diff", "export", "templates", "demo")


class LazyGroup(click.Group):
    """A group whose commands are modules, loaded when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the commands in the order of use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"btobsheet.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from their words alone, without loading them."""
        language = default_language()
        with formatter.section(text(language, "cli.commands")):
            formatter.write_dl([(name, text(language, f"cli.{name}.short")) for name in COMMANDS])


def _print_version(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from btobsheet import __version__

        click.echo(f"btobsheet {__version__}")
        ctx.exit()


@click.group(cls=LazyGroup, help=text(default_language(), "cli.help"), context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=_print_version, help=text(default_language(), "cli.version"))
def group() -> None:
    """Hold the commands."""


def main(arguments: list[str] | None = None) -> Any:
    """Run the command line; every foreseen error is one clear line and an exit code of the contract."""
    # a command makes many objects and few cycles: look for these seldom, and not at all at the end
    gc.set_threshold(50_000)
    atexit.register(gc.freeze)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and (stream.encoding or "").lower().replace("-", "") != "utf8":
            stream.reconfigure(errors="replace")
    try:
        return group.main(arguments, prog_name="btobsheet")
    except BrokenPipeError:
        # the reader (head, less) has gone: nothing more to say, and nothing wrong
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
