"""``btobsheet export``: the plan as text for git, as data, as tables, or as calendar entries."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from btobsheet import api
from btobsheet.cli.options import (
    as_of_option,
    check_output,
    emit,
    lang_option,
    out_option,
    say,
    subcommand,
)
from btobsheet.plan.model import Plan
from btobsheet.problems import UsageError, count_errors, problem
from btobsheet.system.files import check_free, make_folder, write_file

_SHOWN = 10


@subcommand("export")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--format",
    "format",
    type=click.Choice(["toml", "json", "csv", "ics"]),
    required=True,
    help=say("export.format"),
)
@click.option("--owner", metavar="NAME", help=say("export.owner"))
@as_of_option
@out_option
@lang_option
def command(
    file: Path,
    format: str,
    owner: str | None,
    as_of: dt.date | None,
    out: Path | None,
    force: bool,
    lang: str | None,
) -> None:
    """Write the plan as text, data, tables or calendar entries."""
    if format == "ics":
        _export_ics(file, owner, as_of, out, force, lang)
        return
    for option, given in (("--owner", owner is not None), ("--as-of", as_of is not None)):
        if given:
            raise UsageError(problem("E066", value=option))
    if format == "csv":
        _export_csv(file, out, force)
        return
    check_output(out, force, file)
    emit(api.export(_plan(file), format), out, force)


def _plan(file: Path) -> Plan:
    """Read the plan, and say how many values could not be read and so are not exported."""
    reading = api.read(file)
    lost = count_errors(reading.problems)
    if lost:
        click.echo(say("export.lost", count=lost, file=file), err=True)
    return reading.plan


def _export_ics(
    file: Path,
    owner: str | None,
    as_of: dt.date | None,
    out: Path | None,
    force: bool,
    lang: str | None,
) -> None:
    from btobsheet.agenda.ics import ics_text

    check_output(out, force, file)
    plan = _plan(file)
    if owner is not None and not owner.strip():
        raise UsageError(problem("E067"), str(file))
    try:
        made = api.agenda(plan, owner or "", as_of=as_of, language=lang or "")
    except UsageError as error:
        raise UsageError(error.problem, str(file)) from None
    emit(ics_text(made).encode("utf-8"), out, force)
    click.echo(say("export.entries", count=len(made.entries), cancelled=made.cancelled), err=True)
    if made.undated:
        shown = ", ".join(made.undated[:_SHOWN]) + (" …" if len(made.undated) > _SHOWN else "")
        click.echo(say("export.undated", count=len(made.undated), ids=shown), err=True)


def _export_csv(file: Path, out: Path | None, force: bool) -> None:
    if out is None:
        raise UsageError(problem("E048"))
    if out.suffix.lower() == ".csv" and not out.is_dir():  # it would be a folder of that name
        raise UsageError(problem("E057", value=out.name, folder=out.stem), str(out))
    made: list[tuple[Path, bytes]] = []
    api.export_csv(api.read(file).plan, out, lambda target, data: made.append((target, data)))
    make_folder(out)
    for path, _ in made:
        check_free(path, force)
    for path, data in made:
        write_file(path, data, force=force)
        click.echo(say("written", file=path), err=True)
