"""Which language to speak: ``--lang``, the workbook's, ``BTOBSHEET_LANG``, or the locale."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextvars import ContextVar

_spoken: ContextVar[str] = ContextVar("spoken", default="")


def speak(arguments: Sequence[str]) -> None:
    """Speak the language that ``--lang`` names in a call, so that help and errors of the call
    itself are in it too.
    """
    _spoken.set("")
    for at, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        wanted = value or next(iter(arguments[at + 1 :]), "")
        if name == "--lang" and wanted in ("ja", "en"):
            _spoken.set(wanted)


def default_language() -> str:
    """Give the language of ``--lang``, else ``BTOBSHEET_LANG``, else the locale's.

    C, POSIX and nothing mean Japanese.
    """
    if _spoken.get():
        return _spoken.get()
    wanted = os.environ.get("BTOBSHEET_LANG", "")
    if wanted in ("ja", "en"):
        return wanted
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            plain = value.split(".")[0]
            return "ja" if plain in ("C", "POSIX") or plain.startswith("ja") else "en"
    return "ja"
