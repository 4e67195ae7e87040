"""A report in a folder under a name that tells plan and month, and in the browser."""

from __future__ import annotations

import datetime as dt
import tempfile
import webbrowser
from pathlib import Path

import click

from btobsheet import api
from btobsheet.cli.options import say
from btobsheet.system.names import safe_name

_SUFFIXES = {"text": "txt"}


def own_folder() -> Path:
    """Make a folder for a page to be looked at, among the temporary ones."""
    return Path(tempfile.mkdtemp(prefix="btobsheet-"))


def in_folder(folder: Path, name: str, format: str) -> Path:
    """Give the file of that name and format in a folder."""
    return folder / f"{name}.{_SUFFIXES.get(format, format)}"


def report_name(reading: api.Reading, as_of: dt.date | None) -> str:
    """Name a plan's report: by the plan and the last month that is closed, else that of the day."""
    plan, assessment = reading.plan, api.assess(reading.plan, as_of)
    month = plan.months[assessment.closed_months - 1] if assessment.closed_months else None
    told = safe_name(plan.settings.title) or safe_name(Path(reading.file).stem)
    return f"{told}_{month or assessment.as_of.strftime('%Y-%m')}"


def show(page: Path) -> None:
    """Show a page in the browser; say where it stands, should that fail."""
    if not webbrowser.open(page.resolve().as_uri()):
        click.echo(say("status.not_opened", file=page), err=True)
