"""Say in the caller's language what click says in English: usage, options, wrong calls."""

from __future__ import annotations

import re

import click

from btobsheet.cli.helptext import HelpContext
from btobsheet.cli.locale import default_language
from btobsheet.wording import text


def _say(key: str, **details: object) -> str:
    return text(default_language(), f"cli.usage.{key}", **details)


class Spoken(click.Command):
    """A command whose help is in the caller's language throughout."""

    context_class = HelpContext

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that shows how to call it."""
        formatter.write_usage(
            ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=_say("prefix")
        )

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Give the parts of that line."""
        own = {
            self.options_metavar: _say("options_mark"),
            getattr(self, "subcommand_metavar", None): _say("command_mark"),
        }
        return [own.get(piece, piece) for piece in super().collect_usage_pieces(ctx)]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the options."""
        default = _say("default")
        records = [
            (
                record[0],
                record[1].replace("[default: ", default).replace("[required]", _say("required")),
            )
            for option in self.get_params(ctx)
            if isinstance(option, click.Option) and (record := option.get_help_record(ctx))
        ]
        if records:
            with formatter.section(_say("options")):
                formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Word the help option."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _say("help")
        return option


def complain(error: click.ClickException) -> None:
    """Say on standard error what is wrong with a call, how it goes, and where to read more."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is not None and type(error).__name__ == "NoArgsIsHelpError":  # of newer clicks only
        click.echo(context.get_help(), err=True)
        return
    if context is not None:
        click.echo(context.get_usage(), err=True)
        click.echo(_say("try", command=context.command_path), err=True)
    click.echo(_say("error", message=_message(error)), err=True)


def _message(error: click.ClickException) -> str:
    """Word the errors that click raises itself; ours are worded already."""
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return _say(
            "missing",
            name=error.param.human_readable_name
            if isinstance(error.param, click.Argument)
            else error.param.opts[0],
        )
    if isinstance(error, click.NoSuchOption):
        near = _say("near", names=", ".join(error.possibilities)) if error.possibilities else ""
        return _say("no_option", name=error.option_name, near=near)
    if isinstance(error, click.BadOptionUsage):
        return _say("no_value", name=error.option_name)
    if isinstance(error, click.BadParameter) and error.param is not None:
        name = (
            error.param.opts[-1]
            if isinstance(error.param, click.Option)
            else error.param.human_readable_name
        )
        if isinstance(error.param.type, click.Choice):
            return _say("choice", name=name, choices=", ".join(map(str, error.param.type.choices)))
        return _say("bad", name=name, message=error.message)
    extra = re.fullmatch(r"Got unexpected extra arguments? \((.*)\)\.?", error.format_message())
    return _say("extra", names=extra[1]) if extra else error.format_message()
