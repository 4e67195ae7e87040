"""The fixed words people choose from and read: their codes, in order; the words themselves stand in
each language's ``words``.

What is typed is matched after NFKC, without case and spaces, in every language. Source: "Words in
the workbook" of the product's figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from typing import Final, NamedTuple, cast

from btobsheet.wording import LANGUAGES


class Word(NamedTuple):
    """One fixed word."""

    group: str
    code: str

    def label(self, language: str) -> str:
        """Give the word as people see it."""
        return _words(language)[self.group][self.code][0]

    @property
    def labels(self) -> tuple[str, ...]:
        """The word in every language, each spelling once."""
        return tuple(dict.fromkeys(self.label(language) for language in LANGUAGES))

    @property
    def spellings(self) -> tuple[str, ...]:
        """All that is understood as this word, in every language."""
        found = (one for language in LANGUAGES for one in _words(language)[self.group][self.code])
        return tuple(dict.fromkeys(found))


@lru_cache(maxsize=16)
def _words(language: str) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    module = import_module(f"btobsheet.wording.{language}.words")
    return cast("Mapping[str, Mapping[str, tuple[str, ...]]]", module.WORDS)


def _group(name: str, codes: str) -> tuple[Word, ...]:
    return tuple(Word(name, code) for code in codes.split())


CHOICES: Final[dict[str, tuple[Word, ...]]] = {
    name: _group(name, codes)
    for name, codes in {
        "aggregation": "sum latest mean ratio",
        "direction": "up down keep",
        "channel": "digital in_person both",
        "decision": "adopted candidate declined ended",
        "priority": "high medium low",
        "main": "yes reference",
        "action_status": "not_started in_progress done on_hold cancelled",
        "phase": "P D C A",
        "review_state": "open done",
    }.items()
}
SHOWN: Final[dict[str, tuple[Word, ...]]] = {
    name: _group(name, codes)
    for name, codes in {
        # worst first: the order of figures.md, and its rank in every roll-up
        "kpi_status": "missed behind no_data at_risk on_track achieved not_due no_target reference",
        "action_state": "cancelled on_hold done undated overdue late_start behind not_started on_track",
        "trend": "improving worsening flat",
        "within_chance": "yes",
        # of a node of 目標逆算; the formulas number them in this order
        "goal_state": "short near covered in_hand leaf no_target no_rate zero_rate no_flow "
        "no_child_rate no_child_target above uncounted unjudged",
    }.items()
}


def label(group: str, code: str | None, language: str) -> str:
    """Give the word for a code, or an empty text for none."""
    return _words(language)[group].get(code or "", ("",))[0]
