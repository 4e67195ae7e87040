"""``btobsheet fill``: KPI actuals from an export into the workbook."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from btobsheet import api
from btobsheet.api import copies
from btobsheet.cli.locale import default_language
from btobsheet.cli.options import (
    MonthType,
    as_of_option,
    check_output,
    format_option,
    lang_option,
    out_option_saying,
    subcommand,
)
from btobsheet.cli.patched import put, tell_made, tell_put
from btobsheet.system.files import write_file
from btobsheet.wording import text

if TYPE_CHECKING:
    from btobsheet.sharing.fill import Filled


@subcommand("fill")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.argument("data", type=click.Path(path_type=Path), metavar="DATA.csv|xlsx")
@click.option(
    "--map",
    "map_file",
    type=click.Path(path_type=Path),
    metavar="MAP.toml|NAME",
    help=text(default_language(), "fill.option.map"),
)
@click.option("--month", type=MonthType(), help=text(default_language(), "fill.option.month"))
@click.option("--keep-map", is_flag=True, help=text(default_language(), "fill.option.keep_map"))
@click.option(
    "--draft-map",
    "draft",
    type=click.Path(path_type=Path),
    metavar="MAP.toml",
    help=text(default_language(), "fill.option.draft_map"),
)
@click.option("--overwrite", is_flag=True, help=text(default_language(), "fill.option.overwrite"))
@click.option("--dry-run", is_flag=True, help=text(default_language(), "fill.option.dry_run"))
@format_option
@as_of_option
@out_option_saying("fill.output")
@lang_option
def command(
    *,
    file: Path,
    data: Path,
    draft: Path | None,
    dry_run: bool,
    format: str,
    out: Path | None,
    force: bool,
    lang: str | None,
    **how: Any,
) -> None:
    """Fill KPI actuals from an export into the workbook."""
    if draft is not None:
        idle = {"-o": out, "--dry-run": dry_run, "--format json": format == "json", **_idle(how)}
        _draft(file, data, draft, [name for name, given in idle.items() if given], force, lang, how)
        return
    if out is None and not dry_run:
        raise click.UsageError(text(lang or default_language(), "fill.usage"))
    to = None if dry_run else out
    others = [one for one in (data, how["map_file"]) if one]
    filled = put(lambda: _filled(file, data, how), to, force, file, *others)
    click.echo(
        _report(filled, format, str(out or ""), dry_run, lang or filled.plan.language), nl=False
    )
    tell_put(filled, to, "fill.not_written")
    sys.exit(int(filled.incomplete))


def _filled(file: Path, data: Path, how: Mapping[str, Any]) -> Filled:
    options = {name: how[name] for name in ("month", "keep_map", "overwrite", "as_of")}
    return copies.fill(file, data, mapping=how["map_file"], **options)


def _idle(how: Mapping[str, Any]) -> dict[str, Any]:
    """Give the options that say how to fill: a draft fills nothing."""
    names = {"--overwrite": "overwrite", "--keep-map": "keep_map", "--as-of": "as_of"}
    return {option: how[name] for option, name in names.items()}


def _draft(
    file: Path,
    data: Path,
    out: Path,
    idle: Sequence[str],
    force: bool,
    lang: str | None,
    how: Mapping[str, Any],
) -> None:
    """Draft a map, and say what is known of the data."""
    from btobsheet.sharing.fill_draft_report import compose_draft

    if idle:
        options = ", ".join(idle)
        raise click.UsageError(
            text(lang or default_language(), "fill.usage_draft", options=options)
        )
    check_output(out, force, file, data)
    made = copies.draft_map(file, data, mapping=how["map_file"], month=how["month"])
    write_file(out, made.text.encode(), force=force)
    language = lang or made.plan.language
    tell_made(compose_draft(made, str(out), language), out)


def _report(filled: Filled, format: str, out: str, dry_run: bool, language: str) -> str:
    from btobsheet.sharing.fill_report import compose_fill, fill_json

    if format == "json":
        from btobsheet.reports.data import dumps

        return dumps(fill_json(filled, language, dry_run=dry_run))
    return api.render(compose_fill(filled, out, language, dry_run=dry_run), "text", width=120)


command.epilog = text(default_language(), "fill.map_help")
