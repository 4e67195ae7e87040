"""The command line as a test calls it: in this process, or in one of its own where the process is
what is asked.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from contextvars import copy_context
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner, Result

from btobsheet.cli.group import group
from btobsheet.cli.locale import speak


@dataclass(frozen=True)
class Said:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str


def run(*arguments: str | Path, folder: Path | None = None, **environment: str) -> Said:
    """Run one command in this process; an unforeseen error is raised as it is."""
    words = [str(one) for one in arguments]

    def invoke() -> Result:
        speak(words)
        return CliRunner().invoke(
            group,
            words,
            prog_name="btobsheet",
            catch_exceptions=False,
            env={"COLUMNS": None, **environment},
        )

    with contextlib.chdir(folder or Path.cwd()):
        made = copy_context().run(invoke)
    return Said(made.exit_code, made.stdout, made.stderr)


def process(
    *arguments: str | Path, folder: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run one command as people do, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "btobsheet", *map(str, arguments)],
        cwd=folder,
        env=surroundings(**environment),
        capture_output=True,
        timeout=120,
        check=False,
    )


def surroundings(**environment: str) -> dict[str, str]:
    """Give the environment of a process that finds this very btobsheet wherever it starts."""
    kept = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), **environment}
