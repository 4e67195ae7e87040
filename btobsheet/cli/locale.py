"""Which language to speak: ``--lang``, the workbook's, ``BTOBSHEET_LANG``, or the locale."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextvars import ContextVar

from btobsheet.wording import ELSEWHERE, LANGUAGES

_spoken: ContextVar[str] = ContextVar("spoken", default="")


def speak(arguments: Sequence[str]) -> None:
    """Speak the language that ``--lang`` names in a call, so that help and errors of the call
    itself are in it too.
    """
    _spoken.set("")
    for at, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        wanted = value or next(iter(arguments[at + 1 :]), "")
        if name == "--lang" and wanted in LANGUAGES:
            _spoken.set(wanted)


def default_language() -> str:
    """Give the language of ``--lang``, else ``BTOBSHEET_LANG``, else the locale's.

    C, POSIX and nothing mean the first language.
    """
    if _spoken.get():
        return _spoken.get()
    wanted = _in_environment()
    if wanted in LANGUAGES:
        return wanted
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            plain = value.split(".")[0]
            own = (one for one in LANGUAGES if plain.startswith(one))
            return LANGUAGES[0] if plain in ("C", "POSIX") else next(own, ELSEWHERE)
    return LANGUAGES[0]


def unknown_language() -> str:
    """Give what ``BTOBSHEET_LANG`` says where that is none of the languages, or nothing."""
    return "" if _in_environment() in ("", *LANGUAGES) else os.environ["BTOBSHEET_LANG"]


def _in_environment() -> str:
    """Give the language that ``BTOBSHEET_LANG`` names, also in the form of a locale: EN, ja_JP."""
    wanted = os.environ.get("BTOBSHEET_LANG", "").strip()
    return wanted.casefold().replace("-", "_").partition(".")[0].partition("_")[0]
