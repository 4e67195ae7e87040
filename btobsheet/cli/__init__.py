"""The command line: :func:`main` is the entry, :mod:`btobsheet.cli.group` holds the commands."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from typing import Any


def main(arguments: list[str] | None = None) -> Any:
    """Run the command line.

    Every foreseen error is one clear line and an exit code of the contract.
    """
    # A command makes many objects and few cycles: look for these seldom, and not at all at the end.
    # Before click is imported, since imports make most of a quick command's objects.
    gc.set_threshold(50_000)
    atexit.register(gc.freeze)
    from btobsheet.cli.locale import speak

    speak(
        sys.argv[1:] if arguments is None else arguments
    )  # before the commands are imported, with their help
    from btobsheet.cli.group import group

    for stream in (sys.stdout, sys.stderr):
        if (
            hasattr(stream, "reconfigure")
            and (stream.encoding or "").lower().replace("-", "") != "utf8"
        ):
            stream.reconfigure(errors="replace")
    try:
        return group.main(arguments, prog_name="btobsheet")
    except BrokenPipeError:
        # the reader (head, less) has gone: nothing more to say, and nothing wrong
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        # standard output is full or gone: files have their own errors (btobsheet.system.files)
        from btobsheet.cli.locale import default_language
        from btobsheet.wording import text

        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.stderr.write(
            text(default_language(), "cli.error.screen", reason=error.strerror or str(error)) + "\n"
        )
        sys.exit(2)
