"""Which language to speak: ``--lang``, else the workbook's, else ``BTOBSHEET_LANG``, else the locale."""

from __future__ import annotations

import os


def default_language() -> str:
    """Give ``BTOBSHEET_LANG``, else the locale's language; C, POSIX and nothing mean Japanese."""
    wanted = os.environ.get("BTOBSHEET_LANG", "")
    if wanted in ("ja", "en"):
        return wanted
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            plain = value.split(".")[0]
            return "ja" if plain in ("C", "POSIX") or plain.startswith("ja") else "en"
    return "ja"
