"""Whom a reference cell means: ``T03 展示会``, a bare id, or a bare and unique name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from btobsheet.layout.kinds import Reference
from btobsheet.layout.rows.ids import canonical_id
from btobsheet.layout.typed.text import Typed, match_key, narrowed
from btobsheet.plan.model import Plan
from btobsheet.plan.records import KGI
from btobsheet.plan.spelling import LONGEST, compared, squeezed, trimmed
from btobsheet.problems import UsageError, problem

_GLUED = re.compile(r"([A-Za-z][0-9]{1,6})[^0-9A-Za-z\s]")
MEANS_NONE = ("E301", "E303")
"""The codes of a reference that means no record."""
_NEAR = 0.4
_OFFERED = 3
_PART = 2  # letters: a single one stands in many names

Names = Mapping[str, Mapping[str, str]]


class References:
    """Finds records by id or name; ``names`` are the records' names by table and id."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._ids: dict[str, dict[str, list[str]]] = {
            table: _by_key(found) for table, found in names.items()
        }

    def resolve(self, text: str, kind: Reference) -> Typed:
        """Give the id a cell's text means.

        The id counts, the name beside it is for people: W303 where that name is another record's.
        N304 where the workbook's own formulas do not understand the text, E301 (with what is near),
        E302 (several of that name) or E303 where it means no record.
        """
        words = narrowed(text).split(None, 1)
        if not words:
            return Typed("")
        if kind.kgi and words[0].upper() == KGI:
            plain = trimmed(text).split(" ", 1)[0].upper() == KGI
            return Typed(KGI) if plain else Typed(KGI, "N304", {"read": KGI})
        for table in kind.tables:
            record_id = canonical_id(table, words[0])
            if record_id in self._names[table]:
                return self._by_id(table, record_id, text, words[1] if len(words) > 1 else "")
        return (
            self._by_name(text, kind.tables)
            or self._glued(text, kind.tables)
            or self._unknown(text, kind.tables)
        )

    def _by_id(self, table: str, record_id: str, text: str, rest: str) -> Typed:
        key = match_key(rest)
        others = self._ids[table].get(key, ()) if key else ()
        if others and record_id not in others:
            return Typed(
                record_id,
                "W303",
                {"own": self._label(table, record_id), "other": self._label(table, others[0])},
            )
        plain = compared(trimmed(text).split(" ", 1)[0]) == compared(record_id)
        return (
            Typed(record_id)
            if plain
            else Typed(record_id, "N304", {"read": self._label(table, record_id)})
        )

    def _by_name(self, text: str, tables: Iterable[str]) -> Typed | None:
        key = match_key(text)
        found = (
            [(table, record_id) for table in tables for record_id in self._ids[table].get(key, ())]
            if key
            else []
        )
        if not found:
            return None
        if len(found) > 1:
            return Typed(
                None, "E302", {"close": " / ".join(self._label(*item) for item in found[:_OFFERED])}
            )
        table, record_id = found[0]
        name = squeezed(text)
        plain = len(name) <= LONGEST and compared(name) == compared(
            squeezed(self._names[table][record_id])
        )
        return (
            Typed(record_id)
            if plain
            else Typed(record_id, "N304", {"read": self._label(table, record_id)})
        )

    def _glued(self, text: str, tables: Iterable[str]) -> Typed | None:
        """Understand ``T03展示会`` and ``T03:展示会``, whose space was lost."""
        found = _GLUED.match(narrowed(text))
        if found is None:
            return None
        for table in tables:
            record_id = canonical_id(table, found[1])
            if record_id in self._names[table]:
                return Typed(record_id, "N304", {"read": self._label(table, record_id)})
        return None

    def _unknown(self, text: str, tables: Iterable[str]) -> Typed:
        key = match_key(text)
        known = (
            (table, record_id, name)
            for table in tables
            for record_id, name in self._names[table].items()
            if name
        )
        rated = (
            (-_nearness(key, match_key(name)), self._label(table, record_id))
            for table, record_id, name in known
        )
        near = sorted(item for item in rated if -item[0] >= _NEAR)[:_OFFERED]
        return (
            Typed(None, "E301", {"close": " / ".join(label for _, label in near)})
            if near
            else Typed(None, "E303")
        )

    def _label(self, table: str, record_id: str) -> str:
        return f"{record_id} {self._names[table][record_id]}".strip()


def find_record(plan: Plan, typed: str) -> str:
    """Give the id of the KPI, action, tactic or operation a person means: by id (``k1``) or by
    name.

    A text that means none is given back; one that is near to names raises UsageError E692 with
    these.
    """
    tables = ("kpis", "actions", "tactics", "operations")
    names = {
        table: {
            record.id: str(getattr(record, "name", "") or getattr(record, "task", ""))
            for record in getattr(plan, table)
        }
        for table in tables
    }
    if any(canonical_id(table, typed) for table in tables):
        return next(canonical_id(table, typed) for table in tables if canonical_id(table, typed))
    found = References(names).resolve(typed, Reference(tables=tables))
    if found.code in ("E301", "E302"):
        raise UsageError(problem("E692", None, typed.strip(), close=found.details["close"]))
    return str(found.value or typed)


def _by_key(names: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for record_id, name in names.items():
        if key := match_key(name):
            found.setdefault(key, []).append(record_id)
    return found


def _nearness(one: str, other: str) -> float:
    """Give how near two keys are: 0 … 1; one that stands in the other is near, however short."""
    short, long = sorted((one, other), key=len)
    alike = _alike(_bigrams(one), _bigrams(other))
    return max(alike, _NEAR) if len(short) >= _PART and short in long else alike


def _bigrams(key: str) -> frozenset[str]:
    return frozenset(key[at : at + 2] for at in range(max(1, len(key) - 1)))


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """Give Dice's coefficient of two texts' pairs of letters: 0 … 1."""
    return 2 * len(one & other) / (len(one) + len(other))
