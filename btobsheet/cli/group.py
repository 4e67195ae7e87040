"""A lazy group of commands, so that ``--help`` and each command load only what they need."""

from __future__ import annotations

from importlib import import_module

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
