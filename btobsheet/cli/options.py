"""Options that several commands share, and how errors end a command."""

from __future__ import annotations

import datetime as dt
import functools
import os
import re
import sys
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, TypeVar
from unicodedata import normalize

import click

from btobsheet.cli.locale import default_language
from btobsheet.cli.speak import Spoken
from btobsheet.problems import BtobsheetError
from btobsheet.system.inputs import same_file
from btobsheet.wording import LANGUAGES, text
from btobsheet.wording.heard import forget, heard

if TYPE_CHECKING:
    from pathlib import Path

    from btobsheet.api import Reading

F = TypeVar("F", bound=Callable[..., Any])


_MONTH = r"([0-9]{4})(?:\s*[-/.年]\s*|(?=[0-9]{2}))([0-9]{1,2})月?"
"""A month as people write it: 2026-04, 2026/4, 202604, 2026年4月."""
_DAY = r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})日?"
_asked: ContextVar[str] = ContextVar("asked", default="")


def asked_language() -> str:
    """Give the language in which the caller is spoken to: as asked, else the workbook's, else the
    surroundings'.
    """
    return _asked.get() or heard() or default_language()


def say(key: str, **details: object) -> str:
    """Word one of the command line's own texts in the caller's language."""
    if details:
        from btobsheet.reports.document import clean

        names = {name: clean(str(one)) for name, one in details.items() if not _is_number(one)}
        details = {**details, **names}
    return text(asked_language(), f"cli.{key}", **details)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)


class FilePath(click.Path):
    """A file to come or a folder, as a ``Path``: that is loaded where one is named, for it costs a
    report 4 ms.
    """

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Give the path."""
        from pathlib import Path

        return Path(os.fsdecode(super().convert(value, param, ctx)))


class Day(click.ParamType):  # type: ignore[type-arg]  # generic only in the newest click
    """A day, ``2026-10-05``."""

    name = "YYYY-MM-DD"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.date:
        """Read the day."""
        if isinstance(value, dt.date):
            return value
        found = re.fullmatch(_DAY, normalize("NFKC", value).strip())
        try:
            return dt.date(*map(int, found.groups())) if found else dt.date.fromisoformat(value)
        except ValueError:
            self.fail(say("error.day", value=value), param, ctx)


class MonthType(click.ParamType):  # type: ignore[type-arg]  # generic only in the newest click
    """A month, ``2026-04``."""

    name = "YYYY-MM"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read the month."""
        from btobsheet.plan.calendar import Month

        if isinstance(value, Month):
            return value
        found = re.fullmatch(_MONTH, normalize("NFKC", value).strip())
        try:
            return Month.parse("{}-{:0>2}".format(*found.groups()) if found else value)
        except ValueError:
            self.fail(say("error.month", value=value), param, ctx)


def as_of_option(command: F) -> F:
    """Add the option ``--as-of``."""
    return click.option("--as-of", type=Day(), help=say("option.as_of"))(command)


def format_option(command: F) -> F:
    """Add ``--format`` of what is told: text or JSON."""
    return click.option(
        "--format",
        "format",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help=say("option.format"),
    )(command)


def lang_option(command: F) -> F:
    """Add the option ``--lang``."""
    return click.option("--lang", type=click.Choice(LANGUAGES), help=say("option.lang"))(command)


def out_option(command: F) -> F:
    """Add ``-o`` and ``--force``."""
    return out_option_saying("option.output")(command)


def out_option_saying(key: str) -> Callable[[F], F]:
    """Add ``-o`` and ``--force``, with a command's own help of ``-o``."""

    def decorate(command: F) -> F:
        command = click.option("--force", is_flag=True, help=say("option.force"))(command)
        return click.option("-o", "--output", "out", type=FilePath(), help=say(key))(command)

    return decorate


def subcommand(name: str) -> Callable[[Callable[..., Any]], click.Command]:
    """Make a command whose foreseen errors end in one line and the contract's exit code."""

    def decorate(function: Callable[..., Any]) -> click.Command:
        @functools.wraps(function)
        def run(*arguments: Any, **options: Any) -> Any:
            _asked.set(options.get("lang") or "")
            forget()
            try:
                return function(*arguments, **options)
            except BtobsheetError as error:
                tell(error, options.get("lang"))
                sys.exit(error.exit_code)

        return click.command(
            name, cls=Spoken, help=say(f"{name}.help"), short_help=say(f"{name}.short")
        )(run)

    return decorate


def tell_far(reading: Reading, as_of: dt.date | None, lang: str | None) -> None:
    """Say on standard error that the day asked for lies far outside a plan's year: in a long report
    it would be missed.
    """
    if as_of is None:
        return
    from btobsheet.reports.problems import problem_line
    from btobsheet.status.asked import far_away

    found = far_away(reading.plan, as_of)
    if found:
        click.echo(problem_line(found, reading.file, lang or reading.plan.language), err=True)


def tell(error: BtobsheetError, language: str | None = None) -> None:
    """Say what stopped a command, on standard error."""
    from btobsheet.reports.problems import problem_line

    click.echo(problem_line(error.problem, error.file, language or asked_language()), err=True)


def emit(content: str | bytes, out: Path | None, force: bool = False) -> None:
    """Write a result to the output file, or to standard output."""
    if out is None:
        click.echo(content, nl=False)
        return
    from btobsheet.system.files import write_file

    write_file(
        out,
        content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content,
        force=force,
    )
    click.echo(say("written", file=out), err=True)


def check_output(out: Path | None, force: bool, *inputs: Path | str) -> None:
    """Refuse an output that exists, or is one of the inputs, before any work is done."""
    if out is None:
        return
    from btobsheet.problems import UsageError, problem
    from btobsheet.system.files import check_free

    for one in inputs:
        if same_file(out, one):
            raise UsageError(problem("E044", value=str(out)), str(out))
    check_free(out, force)


_SUFFIXES = {".htm": "html", ".txt": "text", ".log": "text", "": "text"}


def by_suffix(out: Path | None, formats: Sequence[str]) -> str:
    """Give the format that an output's name asks for, text for the screen.

    UsageError E046 for a name of another format.
    """
    suffix = out.suffix.lower() if out else ""
    format = _SUFFIXES.get(suffix, suffix.removeprefix("."))
    if format not in formats:
        from btobsheet.problems import UsageError, problem

        raise UsageError(problem("E046", value=suffix, formats=", ".join(formats)))
    return format
