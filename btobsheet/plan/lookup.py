"""Indexes over a plan, made once and linear in its size: who belongs to whom, and whose name is
it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import lru_cache
from typing import TypeVar
from unicodedata import normalize

from btobsheet.plan.calendar import Month
from btobsheet.plan.closing import Frozen
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Action, Cost, Kpi, Operation, Person, Record, Tactic
from btobsheet.plan.spelling import LONGEST, compared, one_sign, seen
from btobsheet.quickclass import dataclass

Item = TypeVar("Item")
Key = TypeVar("Key", bound=Hashable)
Row = TypeVar("Row", bound=Record)

HONORIFICS: tuple[str, ...] = ("様", "さん")


@dataclass(frozen=True)
class Lookup:
    """What refers to what in one plan.

    Look-ups by ids and names that do not exist give nothing, never an error.

    ``kpis_of`` goes by scope (an operation's or tactic's id, ``KGI``, or ``""``), ``tactics_of`` by
    operation, ``actions_of`` by tactic, ``children_of`` by parent KPI; ``people`` by
    :func:`name_key` of names and aliases. ``start`` and ``currency`` are the plan's; ``frozen`` are
    the targets of closed months by KPI.
    """

    start: Month
    currency: str
    operations: Mapping[str, Operation]
    tactics: Mapping[str, Tactic]
    kpis: Mapping[str, Kpi]
    people: Mapping[str, Person]
    kpis_of: Mapping[str, tuple[Kpi, ...]]
    tactics_of: Mapping[str, tuple[Tactic, ...]]
    actions_of: Mapping[str, tuple[Action, ...]]
    children_of: Mapping[str, tuple[Kpi, ...]]
    costs_of: Mapping[str, tuple[Cost, ...]]
    marked_scopes: frozenset[str]
    frozen: Mapping[str, Frozen]

    @classmethod
    def of(cls, plan: Plan) -> Lookup:
        """Index a plan. Where two records share an id or a name, the first one holds it."""
        return cls(
            start=plan.start,
            currency=plan.settings.currency,
            operations=by_id(plan.operations),
            tactics=by_id(plan.tactics),
            kpis=by_id(plan.kpis),
            people=people_by_name(plan.people),
            kpis_of=grouped(plan.kpis, lambda kpi: kpi.scope),
            tactics_of=grouped(plan.tactics, lambda tactic: tactic.operation),
            actions_of=grouped(plan.actions, lambda action: action.tactic),
            children_of=grouped((kpi for kpi in plan.kpis if kpi.parent), lambda kpi: kpi.parent),
            costs_of=grouped(plan.costs, lambda cost: cost.tactic),
            marked_scopes=frozenset(kpi.scope for kpi in plan.kpis if kpi.main == "yes"),
            frozen=plan.history.frozen,
        )

    def person(self, name: str) -> Person | None:
        """Find the person a cell names, by name or alias."""
        return self.people.get(name_key(name))

    def known_as(self, name: str) -> str:
        """Give the name that the people table has for a typed one, else it as typed."""
        found = self.person(name)
        return found.name if found else name

    def is_main(self, kpi: Kpi) -> bool:
        """Tell whether a KPI is among its scope's main ones: marked so, or none of that scope is.

        One that is 参考 never is.
        """
        if kpi.is_reference:
            return False
        return kpi.main == "yes" or kpi.scope not in self.marked_scopes

    def kpi_counts(self, kpi: Kpi) -> bool:
        """Tell whether a KPI counts: all do but those of a tactic that does not."""
        return self.tactic_counts(kpi.scope)

    def tactic_counts(self, tactic: str) -> bool:
        """Tell whether what hangs on this tactic's id counts; what hangs on no known tactic
        does.
        """
        found = self.tactics.get(tactic)
        return found is None or found.counts

    def counted_tactics(self, operation: str) -> tuple[Tactic, ...]:
        """Give an operation's tactics that count."""
        return tuple(tactic for tactic in self.tactics_of.get(operation, ()) if tactic.counts)

    def ancestors(self, kpi: Kpi) -> tuple[Kpi, ...]:
        """Give the KPI's parents upwards, nearest first.

        Stops at an unknown parent and before a repetition.
        """
        found: list[Kpi] = []
        seen = {kpi.id}
        parent = self.kpis.get(kpi.parent)
        while parent is not None and parent.id not in seen:
            found.append(parent)
            seen.add(parent.id)
            parent = self.kpis.get(parent.parent)
        return tuple(found)

    def reporter(self, kpi: Kpi) -> str:
        """Give the name of the one who types a KPI: its reporter, else the owner of its tactic or
        operation, as typed.
        """
        if kpi.reporter:
            return kpi.reporter
        scope = self.tactics.get(kpi.scope) or self.operations.get(kpi.scope)
        return scope.owner if scope else ""


def by_id(records: Iterable[Row]) -> dict[str, Row]:
    """Index records by id; the first of a repeated id stays."""
    found: dict[str, Row] = {}
    for record in records:
        found.setdefault(record.id, record)
    return found


def grouped(items: Iterable[Item], key: Callable[[Item], Key]) -> dict[Key, tuple[Item, ...]]:
    """Group items by what they share, keeping their order."""
    groups: dict[Key, list[Item]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return {name: tuple(group) for name, group in groups.items()}


def name_key(name: str) -> str:
    """Reduce a person's name to what is compared: NFKC, no spaces, no case, nothing that nobody
    sees, no 様 or さん at its end; signs that two code tables write differently are one.
    """
    return _short_name_key(name) if len(name) <= LONGEST else _name_key(name)


def _name_key(name: str) -> str:
    key = "".join(compared(one_sign(seen(normalize("NFKC", name)))).split())
    for honorific in HONORIFICS:
        key = key.removesuffix(honorific) or key
    return key


# the same few people come again in row after row
_short_name_key = lru_cache(maxsize=2048)(_name_key)


def people_by_name(people: tuple[Person, ...]) -> dict[str, Person]:
    """Index people by name, then by alias: a name is never taken away by another's alias."""
    pairs = [(person.name, person) for person in people]
    pairs += [(alias, person) for person in people for alias in person.aliases]
    found: dict[str, Person] = {}
    for name, person in pairs:
        if key := name_key(name):
            found.setdefault(key, person)
    return found
