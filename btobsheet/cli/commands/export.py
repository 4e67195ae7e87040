"""``btobsheet export``: the plan as text for git, as data, or as tables."""

from __future__ import annotations

from pathlib import Path

import click

from btobsheet import api
from btobsheet.cli.options import check_output, emit, lang_option, out_option, say, subcommand
from btobsheet.plan.model import Plan
from btobsheet.problems import UsageError, count_errors, problem
from btobsheet.system.files import check_free, make_folder, write_file


@subcommand("export")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--format",
    "format",
    type=click.Choice(["toml", "json", "csv"]),
    required=True,
    help=say("export.format"),
)
@out_option
@lang_option
def command(file: Path, format: str, out: Path | None, force: bool, lang: str | None) -> None:
    """Write the plan as text, data or tables."""
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
