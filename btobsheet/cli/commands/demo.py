"""``btobsheet demo``: the whole loop on the shipped sample."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from btobsheet import api
from btobsheet.cli.locale import default_language
from btobsheet.cli.options import check_output, lang_option, say, subcommand
from btobsheet.plan.model import Plan
from btobsheet.system.files import make_folder, write_file


@subcommand("demo")
@click.argument(
    "folder", type=click.Path(path_type=Path), default=Path("btobsheet-demo"), metavar="[DIR]"
)
@lang_option
@click.option("--force", is_flag=True, help=say("option.force"))
def command(folder: Path, lang: str | None, force: bool) -> None:
    """Run the whole loop on the shipped sample."""
    language: Any = lang or default_language()
    targets = {
        name: folder / say_in(language, f"demo.file.{name}")
        for name in ("new", "filled", "before", "html", "md", "json")
    }
    for target in targets.values():
        check_output(target, force)
    make_folder(folder)
    write_file(targets["new"], api.generate(api.load_template(language=language).plan), force=force)
    plan = api.sample_plan(language)
    write_file(targets["filled"], api.generate(plan, plan_id="sample"), force=force)
    write_file(targets["before"], api.generate(a_week_before(plan), plan_id="sample"), force=force)
    reading = api.read(targets["filled"])
    for format in ("html", "md", "json"):
        write_file(targets[format], api.report(reading, format).encode("utf-8"), force=force)
    click.echo(api.report(reading, "text", width=100).split("\n\n", 3)[0])
    for name, target in targets.items():
        click.echo(f"{target}  {say(f'demo.what.{name}')}")
    click.echo(say("demo.open", file=targets["html"], workbook=targets["filled"]))


def a_week_before(plan: Plan) -> Plan:
    """Give the sample as it stood a week before: its last month not closed yet, one actual not
    typed yet, one action that was to end earlier.
    """
    kpis = tuple(
        replace(kpi, actual=(*kpi.actual[:5], None, *kpi.actual[6:])) if kpi.id == "K17" else kpi
        for kpi in plan.kpis
    )
    actions = tuple(
        replace(one, end=dt.date(2026, 9, 11)) if one.id == "A049" else one for one in plan.actions
    )
    history = replace(plan.history, closings=plan.history.closings[:-1])
    return replace(plan, kpis=kpis, actions=actions, history=history)


def say_in(language: str, key: str) -> str:
    """Word a file's name in the language of its content."""
    from btobsheet.wording import text

    return text(language, f"cli.{key}")
