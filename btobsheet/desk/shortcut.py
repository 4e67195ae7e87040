"""A file to double-click that starts the desk of a folder: for Linux, macOS and Windows."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import Final

from btobsheet.problems import UsageError, problem

SUFFIXES: Final = {"linux": ".desktop", "darwin": ".command", "win32": ".cmd"}


def suffix_of(platform: str) -> str:
    """Give how such a file ends; as on Linux where the system is another."""
    return SUFFIXES.get(platform, SUFFIXES["linux"])


def shortcut(platform: str, name: str, command: Sequence[str]) -> bytes:
    """Give the file: a window opens with what the desk says, and closing it ends the desk.

    ``command`` is what to run, ``name`` what people see. Raises UsageError E142 for a folder in
    whose name a line ends, which no such file can hold.
    """
    if any(sign in part for part in (name, *command) for sign in "\n\r\0"):
        raise UsageError(problem("E142"))
    if platform == "win32":
        return _cmd(command)
    if platform == "darwin":
        return f"#!/bin/sh\nexec {shlex.join(command)}\n".encode()
    return _desktop(name, command)


def _cmd(command: Sequence[str]) -> bytes:
    """Write a batch file: no name on Windows has a quotation mark, a percent sign is doubled."""
    parts = " ".join('"' + part.replace("%", "%%") + '"' for part in command)
    return f"@echo off\r\nchcp 65001 >nul\r\n{parts}\r\nif errorlevel 1 pause\r\n".encode()


def _desktop(name: str, command: Sequence[str]) -> bytes:
    """Write a desktop entry: an argument is quoted, then the whole line escaped as any text."""
    quoted = []
    for part in command:
        escaped = part
        for sign in '\\"`$':
            escaped = escaped.replace(sign, "\\" + sign)
        quoted.append(f'"{escaped}"')
    line = " ".join(quoted).replace("\\", "\\\\").replace("%", "%%")
    label = name.replace("\\", "\\\\")
    lines = (
        "[Desktop Entry]",
        "Type=Application",
        f"Name={label}",
        f"Exec={line}",
        "Terminal=true",
    )
    return ("\n".join(lines) + "\n").encode()
