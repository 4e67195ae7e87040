"""A lazy group of commands, so that ``--help`` and each command load only what they need."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any, NoReturn

import click

from btobsheet.cli.locale import default_language
from btobsheet.cli.speak import Spoken, complain
from btobsheet.wording import text

_INTERRUPTED = 130
"""The exit code of a program stopped with Ctrl+C."""
COMMANDS: tuple[str, ...] = (
    "new",
    "adopt",
    "check",
    "status",
    "explain",
    "goal",
    "which",
    "diff",
    "split",
    "returned",
    "merge",
    "collect",
    "approve",
    "close",
    "track",
    "handover",
    "roll",
    "fill",
    "export",
    "upgrade",
    "templates",
    "desk",
    "demo",
)


class LazyGroup(Spoken, click.Group):
    """A group whose commands are modules, loaded when they are called."""

    def main(self, *arguments: Any, **options: Any) -> NoReturn:
        """Run the program and end it; a wrong call is told in the caller's language."""
        options["standalone_mode"] = False
        try:
            sys.exit(super().main(*arguments, **options) or 0)
        except click.ClickException as error:
            complain(error)
            sys.exit(error.exit_code)
        except click.Abort:
            sys.exit(_INTERRUPTED)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the commands in the order of use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"btobsheet.cli.commands.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is called; say which are near where there is none of that name."""
        if args and args[0] not in COMMANDS and not ctx.resilient_parsing:
            from difflib import get_close_matches

            language = default_language()
            close = get_close_matches(args[0], COMMANDS)
            near = text(language, "cli.usage.near", names=", ".join(close)) if close else ""
            raise click.UsageError(
                text(language, "cli.usage.no_command", name=args[0], near=near), ctx
            )
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the options, then the commands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

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


@click.group(
    cls=LazyGroup,
    help=text(default_language(), "cli.help"),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_print_version,
    help=text(default_language(), "cli.version"),
)
def group() -> None:
    """Hold the commands."""
