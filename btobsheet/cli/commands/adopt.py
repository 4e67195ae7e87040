"""``btobsheet adopt``: take over a plan made by hand."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from btobsheet import api
from btobsheet.cli.locale import default_language
from btobsheet.cli.options import (
    check_output,
    lang_option,
    out_option_saying,
    say,
    subcommand,
)
from btobsheet.problems import UsageError, problem
from btobsheet.system.files import write_file
from btobsheet.wording import text

if TYPE_CHECKING:
    from btobsheet.reports.document import Document

_MAP, _BOOK = ".toml", ".xlsx"


@subcommand("adopt")
@click.argument("file", type=click.Path(path_type=Path), metavar="OLD.xlsx")
@click.option(
    "--map",
    "map_file",
    type=click.Path(path_type=Path),
    metavar="MAP.toml",
    help=text(default_language(), "adopt.option.map"),
)
@out_option_saying("adopt.output")
@lang_option
def command(
    *, file: Path, map_file: Path | None, out: Path | None, force: bool, lang: str | None
) -> None:
    """Take over a plan made by hand."""
    inputs = [file] if map_file is None else [file, map_file]
    check_output(out, force, *inputs)
    suffix = _MAP if map_file is None else _BOOK
    if out is not None and out.suffix.lower() != suffix:
        raise UsageError(problem("E055", value=out.name, suffix=suffix), str(out))
    if map_file is None:
        _propose(file, out, force, lang or default_language())
    else:
        _adopt(file, map_file, out, force, lang)


def _propose(file: Path, out: Path | None, force: bool, language: Any) -> None:
    from btobsheet.sharing.adopt.report import compose_proposal

    made = api.propose_map(file, language=language)
    if out is not None:
        write_file(out, made.text.encode("utf-8"), force=force)
    _tell(compose_proposal(made, str(out or ""), language), out, language)


def _adopt(file: Path, map_file: Path, out: Path | None, force: bool, lang: str | None) -> None:
    from btobsheet.sharing.adopt.report import compose_adopted

    made = api.adopt(file, map_file)
    if out is not None:
        write_file(out, made.data, force=force)
    language = lang or made.plan.language
    _tell(compose_adopted(made, str(out or ""), language), out, language)
    sys.exit(int(made.incomplete))


def _tell(document: Document, out: Path | None, language: str) -> None:
    click.echo(api.render(document, "text", width=110), nl=False)
    said = text(language, "adopt.not_written") if out is None else say("written", file=out)
    click.echo(said, err=True)
