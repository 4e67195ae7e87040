"""``btobsheet new``: make the planning workbook."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from btobsheet import api
from btobsheet.cli.locale import default_language
from btobsheet.cli.options import FilePath, MonthType, check_output, lang_option, say, subcommand
from btobsheet.plan.calendar import MONTHS_A_PLAN, Month
from btobsheet.problems import UsageError, has_errors, problem
from btobsheet.system.files import write_file

if TYPE_CHECKING:
    from btobsheet.plan.model import Plan
    from btobsheet.text.read import Loaded

DEFAULT_TEMPLATE = "marketing-cycle"
_LATE = 3
"""From so many months on a plan has begun before somebody made it."""


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
@click.option("--ask", is_flag=True, help=say("new.ask"))
@click.option("--answers", type=FilePath(), metavar="FILE", help=say("new.answers"))
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
    ask: bool,
    answers: Path | None,
    **options: Any,
) -> None:
    """Make the planning workbook."""
    _refuse_idle(sample, template, {**options, "ask": ask, "answers": answers})
    if out.suffix.lower() != ".xlsx":
        raise UsageError(problem("E047", value=out.name), str(out))
    check_output(out, force)
    language: Any = lang or default_language()
    if ask or answers:
        plan = _asked(out, ask, answers, template, language, options)
    else:
        plan = _sound(_loaded(sample, template, language, options), template, language)
    write_file(out, api.generate(plan, protect=protect), force=force)
    tables = ("operations", "tactics", "kpis", "actions")
    counts = {table: len(getattr(plan, table)) for table in tables}
    click.echo(say("new.done", start=plan.months[0], end=plan.months[-1], file=out, **counts))
    if not (sample or ask or answers or options["start"]):
        tell_begun(plan, dt.date.today())
    if ask:
        click.echo(say("ask.stay", file=kept_beside(out)))


def tell_begun(plan: Plan, today: dt.date) -> None:
    """Say that a plan whose first month nobody chose began some months ago."""
    now = Month.of(today)
    count = now.minus(plan.start)
    if _LATE <= count < MONTHS_A_PLAN:
        said = {"start": plan.start, "count": count, "next": now.plus(1)}
        click.echo(say("new.begun", **said))


def kept_beside(out: Path) -> Path:
    """Give the file in which the answers for a workbook are kept."""
    return out.with_suffix(".answers.toml")


def _sound(loaded: Loaded, template: str, language: Any) -> Plan:
    """Give a plan that was loaded, and tell its problems; with errors in it nothing is made."""
    if loaded.problems:
        from btobsheet.reports.problems import problem_lines

        click.echo("\n".join(problem_lines(loaded.problems, template, language)), err=True)
        if has_errors(loaded.problems):
            click.echo(say("new.refused", file=template), err=True)
            sys.exit(2)
    return loaded.plan


def _asked(
    out: Path,
    ask: bool,
    given: Path | None,
    template: str,
    language: Any,
    options: Mapping[str, Any],
) -> Plan:
    """Give the template's plan as the answers make it: asked for, or those of a file."""
    from btobsheet.cli.asking import asking, from_file
    from btobsheet.templates.applied import answered
    from btobsheet.templates.move import without_examples

    whole = {**options, "no_examples": False}
    plan = _sound(_loaded(False, template, language, whole), template, language)
    answers = asking(plan, kept_beside(out), given) if ask else from_file(plan, given or out)
    start = answers.get("start")
    if start is not None and start != plan.start:
        plan = _loaded(False, template, language, {**whole, "start": start}).plan
    made = answered(plan, answers)
    return without_examples(made) if options["no_examples"] else made


def _loaded(sample: bool, template: str, language: Any, options: Mapping[str, Any]) -> Loaded:
    """Load the sample or a template, moved to the year and calendar asked for."""
    about = {name: options[name] for name in ("start", "calendar", "title")}
    if sample:
        return api.load_sample(language, **about)
    return api.load_template(
        template, language=language, examples=not options["no_examples"], **about
    )


def _refuse_idle(sample: bool, template: str, options: Mapping[str, Any]) -> None:
    """Refuse options the sample would ignore: it is a plan of its own, without a template."""
    if not sample:
        return
    idle = [
        name
        for name, given in (
            ("--template", template != DEFAULT_TEMPLATE),
            ("--no-examples", options["no_examples"]),
            ("--ask", options["ask"]),
            ("--answers", options["answers"]),
        )
        if given
    ]
    if idle:
        raise click.UsageError(say("error.sample_alone", options=", ".join(idle)))
