"""``btobsheet merge``: copies into their master, answers to conflicts into what was merged."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from btobsheet.api import copies
from btobsheet.cli.options import (
    as_of_option,
    check_output,
    format_option,
    lang_option,
    out_option_saying,
    say,
    subcommand,
    tell,
)
from btobsheet.cli.patched import check_kind, held
from btobsheet.problems import UnreadableError, UsageError, problem
from btobsheet.system.bounded import MAX_FILE, read_bytes
from btobsheet.system.files import exclusive, write_file

if TYPE_CHECKING:
    import datetime as dt

    from btobsheet.sharing.merge.written import Outcome


@subcommand("merge")
@click.argument(
    "files", nargs=-1, type=click.Path(path_type=Path), metavar="MASTER.xlsx COPY.xlsx..."
)
@click.option("--prefer", type=click.Choice(["master", "copy"]), help=say("merge.prefer"))
@click.option(
    "--resolve", type=click.Path(path_type=Path), metavar="OUT.xlsx", help=say("merge.resolve")
)
@format_option
@as_of_option
@out_option_saying("merge.output")
@lang_option
def command(
    files: tuple[Path, ...],
    prefer: str | None,
    resolve: Path | None,
    format: str,
    as_of: dt.date | None,
    out: Path | None,
    force: bool,
    lang: str | None,
) -> None:
    """Merge copies into their master."""
    if (resolve and (files or prefer)) or (not resolve and (len(files) < 2 or out is None)):
        raise click.UsageError(
            say("merge.no_output" if len(files) > 1 and not resolve else "merge.usage")
        )
    if resolve:
        outcome = _resolve(resolve, out, force, as_of)
    elif out:
        outcome = _merge(files, out, force, prefer or "", as_of, lang)
    written = out or resolve
    told = copies.merge_report(
        outcome,
        format,
        out=str(written),
        prefer=prefer or "",
        language=lang or "",
        resolving=bool(resolve),
    )
    click.echo(told, nl=False)
    click.echo(say("written", file=written), err=True)
    sys.exit(int(bool(outcome.merged.conflicts or outcome.unplaced)))


def _merge(
    files: tuple[Path, ...],
    out: Path,
    force: bool,
    prefer: str,
    as_of: dt.date | None,
    lang: str | None,
) -> Outcome:
    with held(out, force, *files):
        try:
            outcome = copies.merge(files[0], files[1:], prefer=prefer, as_of=as_of)
        except UnreadableError as error:
            for other in getattr(error, "others", ()):
                tell(other, lang)
            raise
        write_file(out, outcome.data, force=force)
    return outcome


def _resolve(source: Path, out: Path | None, force: bool, as_of: dt.date | None) -> Outcome:
    """Apply the answers: to another file, or to the workbook itself, which is an output of ours,
    unless it was saved meanwhile (E705).
    """
    if out:
        check_output(out, force, source)
        check_kind(out, source)
    with exclusive(out or source):
        data = read_bytes(source, MAX_FILE) if source.is_file() else b""
        outcome = (
            copies.resolve(data, as_of=as_of, name=str(source))
            if data
            else copies.resolve(source, as_of=as_of)
        )
        if not out and read_bytes(source, MAX_FILE) != data:
            raise UsageError(problem("E705", value=source.name), str(source))
        write_file(out or source, outcome.data, force=force or not out)
    return outcome
