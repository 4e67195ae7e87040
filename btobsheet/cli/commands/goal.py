"""``btobsheet goal``: from the KGI backwards, and its targets as proposals."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from btobsheet import api
from btobsheet.cli.locale import default_language
from btobsheet.cli.options import (
    as_of_option,
    format_option,
    lang_option,
    out_option_saying,
    say,
    subcommand,
)
from btobsheet.cli.patched import put, suffix_of, tell_put

if TYPE_CHECKING:
    import datetime as dt

    from btobsheet.api.life import Rates
    from btobsheet.life.proposing import Backwards


class Amount(click.ParamType):  # type: ignore[type-arg]  # generic only in the newest click
    """A number as people type it: ``120000000``, ``1.2億円``."""

    name = "N"

    def convert(
        self, value: float | str, param: click.Parameter | None, ctx: click.Context | None
    ) -> float | str:
        """Read the number; what says more than a number is read in the KGI's unit later."""
        from btobsheet.layout.typed.numbers import parse_number

        made = parse_number(value).value
        if not isinstance(made, int | float) or made <= 0:
            self.fail(say("error.kgi", value=value), param, ctx)
        with suppress(ValueError):
            return float(str(value).replace(",", ""))
        return str(value)


@subcommand("goal")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--kgi", type=Amount(), help=say("goal.kgi"))
@click.option(
    "--rates",
    type=click.Choice(["plan", "actual"]),
    default="plan",
    show_default=True,
    help=say("goal.rates"),
)
@click.option("--set", "proposing", is_flag=True, help=say("goal.set"))
@format_option
@as_of_option
@out_option_saying("goal.output")
@lang_option
def command(
    *,
    file: Path,
    kgi: float | str | None,
    rates: Rates,
    proposing: bool,
    format: str,
    as_of: dt.date | None,
    out: Path | None,
    force: bool,
    lang: str | None,
) -> None:
    """Reckon from the KGI backwards."""
    if out is not None and not proposing:
        raise click.UsageError(say("goal.usage"))

    def made_of() -> Backwards:
        return api.goal(
            file, kgi=_in_its_unit(kgi, file), rates=rates, propose=proposing, as_of=as_of
        )

    made = put(made_of, out, force, file)
    language = lang or made.plan.language or default_language()
    how = _how(made, file) if out is None else ""
    click.echo(_report(made, format, language, how, asked=proposing), nl=False)
    tell_put(made, out, "goal.not_written")


def _in_its_unit(kgi: float | str | None, file: Path) -> float | None:
    if not isinstance(kgi, str):
        return kgi
    from btobsheet.life.proposing import in_its_unit

    return in_its_unit(api.read(file).plan, kgi, str(file))


def _report(made: Backwards, format: str, language: str, how: str, *, asked: bool) -> str:
    if format == "json":
        from btobsheet.life.proposing_data import goal_json
        from btobsheet.reports.data import dumps

        return dumps(goal_json(made, language))
    from btobsheet.life.proposing_report import compose_goal

    return api.render(compose_goal(made, language, how=how, asked=asked), "text", width=100)


def _how(made: Backwards, file: Path) -> str:
    """Give the command that writes what is proposed."""
    from btobsheet.sharing.split import typed_name

    asked = "" if made.kgi is None else f" --kgi {made.kgi:.15g}"
    asked += "" if made.rates == "plan" else f" --rates {made.rates}"
    return f"btobsheet goal {typed_name(str(file))}{asked} --set -o OUT{suffix_of(file)}"
