"""Run a reading library in a child process with bounded time and memory.

The child (``child_main.py``) gets the workbook's bytes on its standard input and answers with
JSON. A library that hangs or aborts on a hostile file can then never take the caller with it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

SECONDS = 8
MEBIBYTES = 900
MISSING = 3  # the child's exit code where the library it needs is not installed


class ChildError(Exception):
    """A child gave no answer: too slow, too large, crashed, or its library refused the file.

    ``missing`` is true where the library is not installed.
    """

    def __init__(self, message: str, missing: bool = False) -> None:
        """Take the last line the child said."""
        super().__init__(message)
        self.missing = missing


def ask_child(task: str, data: bytes, seconds: int = SECONDS) -> Any:
    """Give the answer to a task (``values`` or ``details``) on a workbook.

    Raises :class:`ChildError`.

    ``-P`` keeps this folder off the child's path, where ``inspect.py`` would hide Python's own.
    """
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "child_main.py")  # noqa: PTH100, PTH118, PTH120 - pathlib costs 24 ms
    command = [sys.executable, "-P", script, task, str(MEBIBYTES), str(seconds)]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise ChildError("timeout") from None
    except OSError as error:
        raise ChildError(str(error)) from None
    if done.returncode:
        raise ChildError(
            done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2],
            done.returncode == MISSING,
        )
    try:
        return json.loads(done.stdout)
    except ValueError:
        raise ChildError("no answer") from None
