"""A row that is gone, and all that still refers to it: one cause, told once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from btobsheet.layout.rows.ids import canonical_id
from btobsheet.layout.rows.references import MEANS_NONE
from btobsheet.layout.typed.text import match_key, narrowed
from btobsheet.plan.records import TABLES
from btobsheet.problems import Detail, Place, Problem
from btobsheet.wording import text

_SHOWN: Final = 8
_GONE_SHOWN: Final = 3


def once(problems: Sequence[Problem], language: str) -> list[Problem]:
    """Give the problems with one for a row that is gone while others refer to it (E413), one for
    several references to one thing that never was (E305), and one a tab for many rows that are
    gone (W411).
    """
    pointing: dict[str, list[Problem]] = {}
    for item in problems:
        if item.code in MEANS_NONE:
            pointing.setdefault(_meant(item), []).append(item)
    gone = {str(item.details["id"]): item for item in problems if item.code == "W411"}
    told: set[str] = set()
    found: list[Problem] = []
    for item in problems:
        key = _meant(item) if item.code in MEANS_NONE else str(item.details.get("id", ""))
        if item.code == "W411" and key in pointing:
            continue  # told where the first of those stands that refer to it
        if item.code in MEANS_NONE and (key in gone or len(pointing[key]) > 1):
            if key not in told:
                found.append(_together(pointing[key], gone.get(key), language))
            told.add(key)
        else:
            found.append(item)
    return _fold_gone(found, language)


def _meant(item: Problem) -> str:
    """Give the id that a reference states, else its text."""
    words = narrowed(item.value).split(None, 1)
    ids = (canonical_id(table, words[0]) for table in TABLES) if words else ()
    return next(filter(None, ids), match_key(item.value))


def _together(items: Sequence[Problem], gone: Problem | None, language: str) -> Problem:
    cells = text(language, "changes.separator").join(
        f"{item.place.sheet}!{item.place.cell}" for item in items[:_SHOWN] if item.place
    )
    more = text(language, "changes.more", count=len(items) - _SHOWN) if len(items) > _SHOWN else ""
    first = items[0]
    about: dict[str, Detail] = {"count": len(items), "cells": cells + more}
    if gone:
        return replace(first, code="E413", details={**gone.details, **about})
    return replace(first, code="E305", details={**first.details, **about})


def _fold_gone(problems: Iterable[Problem], language: str) -> list[Problem]:
    """Tell more than a few rows that are gone from one tab in one problem."""
    items = list(problems)
    groups: dict[str, list[Problem]] = {}
    for item in items:
        if item.code == "W411":
            groups.setdefault(_sheet(item.place), []).append(item)
    folded: Mapping[str, Problem] = {
        sheet: _folded(group, language)
        for sheet, group in groups.items()
        if len(group) > _GONE_SHOWN
    }
    found: list[Problem] = []
    for item in items:
        made = folded.get(_sheet(item.place)) if item.code == "W411" else None
        if made is None:
            found.append(item)
        elif made not in found:
            found.append(made)
    return found


def _folded(group: Sequence[Problem], language: str) -> Problem:
    labels = [str(item.details["label"]) for item in group]
    shown = text(language, "changes.separator").join(labels[:_GONE_SHOWN])
    more = text(language, "changes.more", count=len(group) - _GONE_SHOWN)
    ids = " ".join(str(item.details["id"]) for item in group)
    return replace(
        group[0],
        details={**group[0].details, "label": shown + more, "ids": ids, "count": len(group)},
    )


def _sheet(place: Place | None) -> str:
    return place.sheet if place else ""
