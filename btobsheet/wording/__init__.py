"""Every sentence a person reads, by language and key.

A key is ``area.name``: the area is a module in each language's folder, or in a room of it, that
holds one plain mapping ``TEXTS``; modules, not TOML, because a compiled module loads in under a
millisecond where parsing the same text costs tens (see docs/design.md). Placeholders are
``{name}`` of :meth:`str.format`. A test keeps keys and placeholders alike in both languages.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from typing import cast

LANGUAGES: tuple[str, ...] = ("ja", "en")
"""The folders of words beside this file; the first one speaks where nothing tells."""
ELSEWHERE = "en"
"""The language of everybody whose own is not among them."""


_ROOMS = {
    **dict.fromkeys(
        ("report", "reportbook", "portfolio", "slides", "changes", "which", "course"), "reports"
    ),
    **dict.fromkeys(
        ("merge", "split", "fill", "mark", "marked_changes", "adopt", "collect"), "sharing"
    ),
}
"""The room in a language's folder that an area stands in, if it is not the folder itself."""


@lru_cache(maxsize=64)
def texts(language: str, area: str) -> Mapping[str, str]:
    """Give all texts of one area in one language."""
    room = f"{_ROOMS[area]}." if area in _ROOMS else ""
    module = import_module(f"btobsheet.wording.{language}.{room}{area}")
    return cast("Mapping[str, str]", module.TEXTS)


def text(language: str, key: str, /, **details: object) -> str:
    """Word one key, e.g. ``text("ja", "report.headline", title="…")``; an unknown key is a defect."""
    area, _, name = key.partition(".")
    return texts(language, area)[name].format(**details)


def text_or(language: str, key: str, default: str = "", /, **details: object) -> str:
    """Word one key if it exists, else give the default."""
    area, _, name = key.partition(".")
    found = texts(language, area).get(name)
    return default if found is None else found.format(**details)
