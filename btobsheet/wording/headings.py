"""The headings of plans that people make by hand, in every language at once: what each means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib import import_module
from typing import Any, Final

from btobsheet.wording import LANGUAGES


@lru_cache(maxsize=16)
def spellings(kind: str) -> Mapping[str, tuple[str, ...]]:
    """Give all spellings of all languages by what they mean.

    ``kind`` is ``HEADINGS`` (of columns), ``SAYS`` (pieces of headings), ``ABOUT`` (of tabs),
    ``MONEY`` (units of money).
    """
    found: dict[str, tuple[str, ...]] = {}
    for language in LANGUAGES:
        for meaning, words in _words(language, kind).items():
            found[meaning] = (*found.get(meaning, ()), *words)
    return found


@lru_cache(maxsize=16)
def signs(kind: str) -> tuple[str, ...]:
    """Give the words or signs of a plain list of all languages: ``UNITS``, ``RATES``, ``KGI`` and others."""
    return tuple(dict.fromkeys(one for language in LANGUAGES for one in _words(language, kind)))


_KINDS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "HEADINGS": lambda words: words.HEADINGS,
    "SAYS": lambda words: words.SAYS,
    "ABOUT": lambda words: words.ABOUT,
    "MONEY": lambda words: words.MONEY,
    "UNITS": lambda words: words.UNITS,
    "AMOUNTS": lambda words: words.AMOUNTS,
    "RATES": lambda words: words.RATES,
    "KGI": lambda words: words.KGI,
    "SEPARATORS": lambda words: words.SEPARATORS,
}


def _words(language: str, kind: str) -> Any:
    return _KINDS[kind](import_module(f"btobsheet.wording.{language}.headings"))
