"""``btobsheet check``: every problem of workbooks, with the lint of the plan."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from btobsheet import api
from btobsheet.api import copies
from btobsheet.api.plans import is_text
from btobsheet.cli.options import (
    as_of_option,
    asked_language,
    check_output,
    emit,
    lang_option,
    say,
    subcommand,
    tell,
)
from btobsheet.cli.patched import check_kind
from btobsheet.problems import BtobsheetError, Problem, UsageError, problem


@subcommand("check")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@click.option("--strict", is_flag=True, help=say("check.strict"))
@click.option(
    "--format",
    "format",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help=say("option.format"),
)
@click.option(
    "--mark", "mark", type=click.Path(path_type=Path), metavar="OUT.xlsx", help=say("check.mark")
)
@click.option("--force", is_flag=True, help=say("option.force"))
@as_of_option
@lang_option
def command(
    files: tuple[Path, ...],
    strict: bool,
    format: str,
    lang: str | None,
    as_of: Any,
    mark: Path | None,
    force: bool,
) -> None:
    """Say every problem of workbooks."""
    if mark is not None:
        _check_marked(mark, files, force)
    checked: list[tuple[str, str, tuple[Problem, ...]]] = []
    failures: list[BtobsheetError] = []
    for file in files:
        try:
            reading, problems = api.check(file, as_of=as_of)
            if mark is not None:
                emit(
                    copies.mark(
                        file, as_of=as_of, language=lang or "", checked=(reading, problems)
                    ),
                    mark,
                    force,
                )
            checked.append((str(file), lang or reading.plan.language, problems))
        except BtobsheetError as error:
            failures.append(error)
    _show(checked, failures, format, lang)
    if failures:
        sys.exit(max(error.exit_code for error in failures))
    serious = ("error", "warning") if strict else ("error",)
    sys.exit(int(any(item.severity in serious for _, _, problems in checked for item in problems)))


def _check_marked(mark: Path, files: tuple[Path, ...], force: bool) -> None:
    """Refuse what a marked copy cannot be made of or written to, before any work is done."""
    if len(files) > 1:
        raise UsageError(problem("E054", count=len(files)))
    if is_text(files[0]):
        raise UsageError(problem("E058", value=files[0].name), str(files[0]))
    check_kind(mark, files[0])
    check_output(mark, force, *files)


def _show(
    checked: list[tuple[str, str, tuple[Problem, ...]]],
    failures: list[BtobsheetError],
    format: str,
    lang: str | None,
) -> None:
    from btobsheet.reports.data import dumps
    from btobsheet.reports.problems import count_line, github_lines, problem_json, problem_lines

    if format == "json":
        made: dict[str, Any] = {
            "schema": "btobsheet.check/1",
            "files": [
                {"file": file, "problems": [problem_json(item, language) for item in problems]}
                for file, language, problems in checked
            ],
            "failures": [
                {"file": error.file, **problem_json(error.problem, lang or asked_language())}
                for error in failures
            ],
        }
        click.echo(dumps(made), nl=False)
        return
    for file, language, problems in checked:
        lines = (
            github_lines(problems, file, language)
            if format == "github"
            else problem_lines(problems, file, language)
        )
        click.echo(
            "\n".join([*lines, *([count_line(problems, language)] if format == "text" else [])])
        )
    for error in failures:
        tell(error, lang)
