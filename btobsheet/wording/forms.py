"""How a language writes months and other small forms: what its ``forms`` hold, ready for use."""

from __future__ import annotations

from functools import lru_cache

from btobsheet.wording import text


@lru_cache(maxsize=8)
def month_names(language: str) -> tuple[str, ...]:
    """Give the twelve months' short names: 4月, Apr."""
    return tuple(text(language, "forms.month_names").split())


def number_format(language: str, name: str) -> str:
    """Give a number format of Excel and PowerPoint: ``date``, ``month``, ``thousands``, ``money``."""
    return text(language, f"forms.format.{name}")
