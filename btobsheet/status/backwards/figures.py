"""The figures of 目標逆算, as :func:`btobsheet.status.backwards.needs.goal` gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from math import inf

from btobsheet.plan.records import Person
from btobsheet.quickclass import dataclass
from btobsheet.status.figures import Figure, KpiFigures

ENOUGH = 0.95
"""A node covered to less than this is where the plan breaks."""
STOPS = ("no_target", "zero_rate", "no_flow")
"""States in which reckoning backwards stops."""
ROOT_STOPS = ("no_child_rate", "no_child_target")
"""And those in which it does at the KGI, to which nothing leads then."""


@dataclass(frozen=True, slots=True)
class Gift:
    """What a KPI gives its parent.

    ``fresh`` are the units to win that are in time, ``in_year`` as in :class:`GoalNode`, ``held``
    what its units in hand give, ``gives`` all of it; ``base`` is its annual target, ``flow`` what
    this gives within the year: of an only child without a target those of one unit.
    """

    rate: Figure
    real_rate: Figure
    fresh: Figure
    in_year: Figure
    held: float
    gives: Figure
    base: Figure
    flow: Figure


@dataclass(frozen=True, slots=True)
class GoalNode:
    """A KPI of a KGI's tree: ``level`` 0 is the KGI's.

    ``rate`` is the one used (units of the parent by one unit of this), ``real_rate`` that of the
    actuals to date; ``in_year`` the units that can still count for the parent this year, those in
    hand included; ``supply`` what the children give, ``need`` what the KGI asks for, ``coverage``
    supply ÷ need. ``state`` says in a word how the node stands. ``effort`` (person-days) and
    ``budget`` are those of the tactics at and under it, each once.
    """

    item: KpiFigures
    level: int
    rate: Figure
    real_rate: Figure
    in_year: Figure
    supply: Figure
    need: Figure
    coverage: Figure
    state: str
    effort: float
    budget: Figure

    @property
    def breaks(self) -> bool:
        """Tell whether the plan breaks here: what its children give is too little."""
        return self.state == "short"

    @property
    def is_open(self) -> bool:
        """Tell whether reckoning backwards stops here, since something is missing or too late.

        A KPI without a rate beside others that have one is no such place: some contributions are
        none that a rate tells.
        """
        stops = STOPS if self.level else (*STOPS, *ROOT_STOPS)
        return self.state in stops


@dataclass(frozen=True, slots=True)
class Load:
    """A person's days in the plan's year (None: not told), and those that actions ask for."""

    person: Person
    asked: float
    days: Figure

    @property
    def share(self) -> float:
        """Give which share of the days is asked for."""
        return self.asked / self.days if self.days else inf

    @property
    def is_over(self) -> bool:
        """Tell whether more is asked than the person has."""
        return self.days is not None and round(self.asked - self.days, 9) > 0


@dataclass(frozen=True)
class Goal:
    """目標逆算 of a plan: its nodes in the tree's order, each below its parent.

    ``unlinked`` are the ids of counted KPIs that lead to no KGI. ``effort`` and ``days`` are what
    all people are asked for and have, ``budget`` that of the tactics in the tree and ``wanted``
    what it would be if every tactic brought its need at its present price. ``gifts`` are what each
    KPI of the plan gives its parent, by id.
    """

    nodes: tuple[GoalNode, ...]
    unlinked: tuple[str, ...]
    loads: tuple[Load, ...]
    budget: Figure
    wanted: Figure
    gifts: Mapping[str, Gift] = field(default_factory=dict)

    @property
    def broken(self) -> GoalNode | None:
        """The node, from the KGI down, at which the plan breaks first; None where it holds."""
        return next((node for node in self.nodes if node.breaks), None)

    @property
    def unclear(self) -> GoalNode | None:
        """The first node at which reckoning backwards stops; None where it goes to the end."""
        return next((node for node in self.nodes if node.is_open), None)

    @property
    def overloaded(self) -> tuple[Load, ...]:
        """The people who are asked for more days than they have, the most first."""
        over = (load for load in self.loads if load.is_over)
        return tuple(sorted(over, key=lambda load: -load.share))

    def count_of(self, state: str) -> int:
        """Count the nodes in a state."""
        return sum(node.state == state for node in self.nodes)

    def node(self, kpi: str) -> GoalNode | None:
        """Find a KPI's node by id."""
        return next((node for node in self.nodes if node.item.kpi.id == kpi), None)
