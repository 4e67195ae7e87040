"""``btobsheet new``: make the planning workbook."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from btobsheet import api
from btobsheet.cli.locale import default_language
from btobsheet.cli.options import MonthType, check_output, lang_option, say, subcommand
from btobsheet.problems import UsageError, has_errors, problem
from btobsheet.system.files import write_file

DEFAULT_TEMPLATE = "marketing-cycle"


@subcommand("new")
@click.argument("out", type=click.Path(path_type=Path), metavar="OUT.xlsx")
@click.option(
    "--template",
    default=DEFAULT_TEMPLATE,
    show_default=True,
    metavar="NAME_OR_FILE",
    help=say("new.template"),
)
@click.option("--start", type=MonthType(), help=say("new.start"))
@lang_option
@click.option("--calendar", type=click.Choice(["week", "day", "month"]), help=say("new.calendar"))
@click.option("--title", default="", help=say("new.title"))
@click.option("--sample", is_flag=True, help=say("new.sample"))
@click.option("--no-examples", is_flag=True, help=say("new.no_examples"))
@click.option("--protect", is_flag=True, help=say("new.protect"))
@click.option("--force", is_flag=True, help=say("option.force"))
def command(
    out: Path,
    template: str,
    lang: str | None,
    sample: bool,
    protect: bool,
    force: bool,
    **options: Any,
) -> None:
    """Make the planning workbook."""
    _refuse_idle(sample, template, options)
    if out.suffix.lower() != ".xlsx":
        raise UsageError(problem("E047", value=out.name), str(out))
    check_output(out, force)
    language: Any = lang or default_language()
    if sample:
        loaded = api.load_sample(
            language, start=options["start"], calendar=options["calendar"], title=options["title"]
        )
    else:
        loaded = api.load_template(
            template,
            language=language,
            start=options["start"],
            calendar=options["calendar"],
            title=options["title"],
            examples=not options["no_examples"],
        )
    if loaded.problems:
        from btobsheet.reports.problems import problem_lines

        click.echo("\n".join(problem_lines(loaded.problems, template, language)), err=True)
        if has_errors(loaded.problems):
            click.echo(say("new.refused", file=template), err=True)
            sys.exit(2)
    write_file(out, api.generate(loaded.plan, protect=protect), force=force)
    plan = loaded.plan
    counts = {
        "operations": len(plan.operations),
        "tactics": len(plan.tactics),
        "kpis": len(plan.kpis),
        "actions": len(plan.actions),
    }
    click.echo(say("new.done", start=plan.months[0], end=plan.months[-1], file=out, **counts))


def _refuse_idle(sample: bool, template: str, options: Mapping[str, Any]) -> None:
    """Refuse options the sample would ignore: it is a plan of its own, without a template."""
    if not sample:
        return
    idle = [
        name
        for name, given in (
            ("--template", template != DEFAULT_TEMPLATE),
            ("--no-examples", options["no_examples"]),
        )
        if given
    ]
    if idle:
        raise click.UsageError(say("error.sample_alone", options=", ".join(idle)))
