"""The figures of a plan on a day, as :func:`btobsheet.status.assess.assess` gives them.

Names and meaning are those of figures.md. ``None`` is a figure that does not exist; fractions are
fractions; ``months`` are numbered 1…12. Uncounted records (a tactic that is 候補 or 見送り, and
its KPIs and actions) have their own figures with ``counted=False`` and enter no count or roll-up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import field

from btobsheet.plan.model import Plan
from btobsheet.plan.records import Action, Kpi, Operation, Person, Tactic
from btobsheet.problems import Problem
from btobsheet.quickclass import dataclass

Figure = float | None


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """One month of a KPI: effective target t(k), value v(k) (of an open one too), rate r(k)."""

    target: Figure
    actual: Figure
    attainment: Figure


@dataclass(frozen=True, slots=True)
class KpiFigures:
    """A KPI at as_of.

    ``aggregation`` and ``direction`` are the ones used (a ratio without its two KPIs is a mean).
    ``first_month`` and ``last_month`` are the months in effect (13 and 0: none in the year).
    ``missing`` are its closed months (1…12) that nobody answered.
    ``within_chance`` tells of a count's red status whether chance alone makes it often enough.
    ``trend_z`` is how far the last two months are from those before, in the KPI's own noise.
    """

    kpi: Kpi
    counted: bool
    main: bool
    aggregation: str
    direction: str
    annual: Figure
    monthly: tuple[MonthFigures, ...]
    first_month: int
    last_month: int
    months_evaluated: int
    missing: tuple[int, ...]
    actual_to_date: Figure
    expected_to_date: Figure
    attainment: Figure
    status: str
    within_chance: bool | None
    trend: str | None
    trend_z: Figure
    last_change: Figure
    worsening_streak: int
    forecast: Figure
    run_rate: Figure
    required_pace: Figure
    delay_months: Figure
    unit_cost: Figure
    against_baseline: Figure
    """A − baseline, signed so that positive is better (down: baseline − A)."""

    @property
    def judged(self) -> bool:
        """Tell whether it counts and is judged: one that is 参考 is only shown."""
        return self.counted and not self.kpi.is_reference

    @property
    def missing_months(self) -> int:
        """How many closed months nobody answered."""
        return len(self.missing)

    def in_effect(self, month: int) -> bool:
        """Tell whether a month (1…12) is one of its months."""
        return self.first_month <= month <= self.last_month

    @property
    def has_months(self) -> bool:
        """Tell whether it has any month to draw."""
        return any(month.target or month.actual for month in self.monthly)

    def off_target(self, closed: int) -> tuple[Figure, ...]:
        """Give by which share each of the first ``closed`` months is off its target, above 0 to the
        good; None for the months after them.
        """
        rates = (month.attainment for month in self.monthly[:closed])
        found = (None if rate is None else rate - 1 for rate in rates)
        return (*found, *(None,) * (len(self.monthly) - closed))


@dataclass(frozen=True, slots=True)
class ActionFigures:
    """An action at as_of.

    ``percent`` is the one used (0…1), ``typed`` what was typed; ``planned`` None without dates.
    """

    action: Action
    counted: bool
    percent: float
    working_days: int | None
    planned: Figure
    state: str
    weight: float


@dataclass(frozen=True, slots=True)
class RollUp:
    """What a tactic, an operation or the plan adds up to.

    ``driver`` is the id of the KPI that makes the status.
    """

    status: str | None
    driver: str
    progress: Figure
    planned: Figure
    overdue: int
    due_soon: int
    kpi_counts: Mapping[str, int]
    action_counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class TacticFigures:
    """A tactic with its roll-up and its money; ``planned_cost`` is what the closed months were to
    cost.
    """

    tactic: Tactic
    counted: bool
    score: Figure
    budget: Figure
    spent: Figure
    planned_cost: Figure
    roll: RollUp


@dataclass(frozen=True, slots=True)
class OperationFigures:
    """An operation with the roll-up of its own main KPIs and its counted tactics."""

    operation: Operation
    tactic_count: int
    digital_share: Figure
    roll: RollUp


@dataclass(frozen=True, slots=True)
class PersonFigures:
    """What one person answers for: KPIs reported or owned, actions by state, months to type."""

    name: str
    department: str
    person: Person | None
    kpis: tuple[str, ...]
    action_counts: Mapping[str, int]
    overdue: int
    due_soon: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """The one tactic to fix first.

    ``cost`` in the KGI's ``unit``, None where the path has no rates.

    ``why`` is a wording key's name (``report.bottleneck_cost`` …) with its details.
    """

    tactic: str
    kpi: str
    cost: Figure
    unit: str
    why: str
    details: Mapping[str, str | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Summary:
    """The plan as a whole.

    Money as typed: ``budget`` and ``spent`` of the tactics that count, ``planned_cost`` what the
    closed months were to cost, ``spent_elsewhere`` what went to tactics that do not count,
    ``monthly_money`` planned and spent by month. Actions of no tactic count here only.
    """

    roll: RollUp
    tactic_count: int
    digital_share: Figure
    budget: Figure
    spent: Figure
    planned_cost: Figure
    spent_elsewhere: Figure
    monthly_money: tuple[tuple[Figure, Figure], ...]
    bottleneck: Bottleneck | None


@dataclass(frozen=True)
class Assessment:
    """Everything any report may show about a plan on a day.

    ``as_of`` is that day, ``closed_months`` how many of the twelve months are over by it;
    ``summary`` is of the plan as a whole. The others are figures, each with the record it is of
    (``kpi``, ``action``, ``tactic`` …); ``lint`` are the problems of the plan
    itself. None is a figure that does not exist; rates are fractions, money is yen.
    """

    plan: Plan
    as_of: dt.date
    closed_months: int
    summary: Summary
    operations: tuple[OperationFigures, ...]
    tactics: tuple[TacticFigures, ...]
    kpis: tuple[KpiFigures, ...]
    actions: tuple[ActionFigures, ...]
    people: tuple[PersonFigures, ...]
    lint: Sequence[Problem]

    def kpi(self, record_id: str) -> KpiFigures | None:
        """Find a KPI's figures by id."""
        return next((item for item in self.kpis if item.kpi.id == record_id), None)

    def tactic(self, record_id: str) -> TacticFigures | None:
        """Find a tactic's figures by id."""
        return next((item for item in self.tactics if item.tactic.id == record_id), None)

    def operation(self, record_id: str) -> OperationFigures | None:
        """Find an operation's figures by id."""
        return next((item for item in self.operations if item.operation.id == record_id), None)
