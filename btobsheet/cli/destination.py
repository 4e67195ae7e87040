"""Where a report goes: to the screen, a file, a folder, the browser; and in which format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from btobsheet import api
from btobsheet.cli.options import by_suffix, check_output, say
from btobsheet.problems import UsageError, problem
from btobsheet.quickclass import dataclass

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Goal:
    """Where a report goes: its format, and a file, a folder or (None) the screen; ``shown``: in the
    browser too.
    """

    format: str
    out: Path | None
    folder: Path | None
    shown: bool

    def file(self, name: Callable[[], str], force: bool, inputs: Sequence[str]) -> Path | None:
        """Give the file to write, in a folder under a name; UsageError where it must not be."""
        if self.folder is None:
            return self.out
        from btobsheet.cli.placed import in_folder  # lazy door: few reports go to a folder

        found = in_folder(self.folder, name(), self.format)
        check_output(found, force, *inputs)
        return found

    def show(self, page: Path | None) -> None:
        """Show the page in the browser where that was asked for."""
        if self.shown and page is not None:
            from btobsheet.cli.placed import show  # lazy door

            show(page)


def find_goal(format: str | None, out: Path | None, shown: bool) -> Goal:
    """Find where the report goes, and in which format: what a browser shows is html, and stands in
    a folder of its own where none is named.
    """
    folder = out if out is not None and out.is_dir() else None
    if out is not None and folder is None:
        format = format or by_suffix(out, api.STATUS_FORMATS)
    format = format or ("html" if shown or folder else "text")
    if shown and format != "html":
        raise click.UsageError(say("error.open_format", format=format))
    if folder is None:
        _check_suffix(format, out)
    if shown and out is None:
        from btobsheet.cli.placed import own_folder  # lazy door

        folder = own_folder()
    return Goal(format, None if folder else out, folder, shown)


def _check_suffix(format: str, out: Path | None) -> None:
    """Refuse a workbook or slides without a file of the right name to go to (E062)."""
    if format in ("xlsx", "pptx") and (out is None or out.suffix.lower() != f".{format}"):
        raise UsageError(problem("E062", value=format, suffix=f".{format}"))
