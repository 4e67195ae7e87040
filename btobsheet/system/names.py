"""Names of files that every system bears."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
_LONGEST = 60
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)


def safe_name(text: str) -> str:
    """Give a text as a part of a file name."""
    name = " ".join(_FORBIDDEN.sub(" ", text).split())[:_LONGEST].strip(". ")
    return f"_{name}" if _RESERVED.fullmatch(name) else name
