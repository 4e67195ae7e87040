"""The command line: :func:`main` is the entry, :mod:`btobsheet.cli.group` holds the commands."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from typing import Any


def main(arguments: list[str] | None = None) -> Any:
    """Run the command line: with the process's own arguments, which ends the process, or with those
    given.

    Every foreseen error is one clear line and an exit code of the contract.
    """
    # A command makes many objects and few cycles: look for these seldom.
    # Before click is imported, since imports make most of a quick command's objects.
    gc.set_threshold(50_000)
    if arguments is not None:
        return _run(arguments)
    try:
        _run(sys.argv[1:])
    except SystemExit as end:
        _leave(end)


def _run(arguments: list[str]) -> Any:
    _open_standard_streams()
    from btobsheet.cli.locale import speak

    speak(arguments)  # before the commands are imported, with their help
    from btobsheet.cli.group import group

    _show_any_text()
    _tell_unknown_language()
    try:
        try:
            return group.main(arguments, prog_name="btobsheet")
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        # the reader (head, less) has gone: nothing more to say, and nothing wrong
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        # standard output is full or gone: files have their own errors (btobsheet.system.files)
        _tell_screen_gone(error)
        sys.exit(2)


def _leave(end: SystemExit) -> None:
    """End the process without taking everything apart, which would be a thirtieth of a quick
    command; not where a profiler or a debugger looks on.
    """
    if not isinstance(end.code, int) or sys.getprofile() or sys.gettrace():
        raise end
    sys.stderr.flush()
    atexit._run_exitfuncs()
    os._exit(end.code)


def _open_standard_streams() -> None:
    """Put the null device in the place of standard streams that the caller closed (``>&-``): what
    is said goes nowhere, and no file that is opened later is taken for the screen.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            null = os.open(
                os.devnull, os.O_RDWR
            )  # the lowest number that is free: the stream's own
            setattr(sys, name, open(null, mode, encoding="utf-8", closefd=False))  # noqa: SIM115 - it stays open to the end


def _show_any_text() -> None:
    """Let a console show what it can, with marks for the rest: what its encoding lacks, and bytes
    of a file's name that are no text.
    """
    for stream in (sys.stdout, sys.stderr):
        encoding = (getattr(stream, "encoding", "") or "").lower().replace("-", "")
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace" if encoding == "utf8" else "replace")


def _tell_unknown_language() -> None:
    from btobsheet.cli.locale import default_language, unknown_language

    wanted = unknown_language()
    if wanted:
        from btobsheet.wording import LANGUAGES, text

        known = ", ".join(LANGUAGES)
        said = text(default_language(), "cli.error.language", value=wanted, known=known)
        sys.stderr.write(said + "\n")


def _tell_screen_gone(error: OSError) -> None:
    from btobsheet.cli.locale import default_language
    from btobsheet.wording import text

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    reason = error.strerror or str(error)
    sys.stderr.write(text(default_language(), "cli.error.screen", reason=reason) + "\n")
