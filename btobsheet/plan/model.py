"""A plan: operations → tactics with KPIs → actions, with reviews, people, holidays and settings.

Plain frozen records. Texts are ``""`` where blank, numbers and dates ``None``; a choice holds its
code (``"sum"``, ``"done"`` …; see :mod:`btobsheet.wording.words`) or ``""``; a reference holds the
bare id (``"T03"``, ``"KGI"``) or ``""``. Fractions are fractions (0.8 = 80 %), also in a KPI whose
unit is ``%``. ``examples`` names the fields that still hold a template's example value.
``origin`` is where the record was read, and no part of its value.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import field, fields
from typing import ClassVar, Final, Literal
from unicodedata import normalize

from btobsheet.plan.calendar import Month, plan_months
from btobsheet.problems import Origin, Place
from btobsheet.quickclass import dataclass

Number = float | None
Months = tuple[Number, ...]
NO_MONTHS: Months = (None,) * 12
KGI = "KGI"

Language = str
"""A language's code: one of :data:`btobsheet.wording.LANGUAGES`."""
CalendarUnit = Literal["week", "day", "month"]


@dataclass(frozen=True, kw_only=True)
class Record:
    """What every row of a table has: its id, its example marks, and where it was read.

    ``naming`` is the field that says what a record is about.
    """

    naming: ClassVar[str] = "name"
    id: str
    examples: tuple[str, ...] = ()
    origin: Origin | None = field(default=None, compare=False, repr=False)

    def place(self, name: str = "id") -> Place | None:
        """Give the place of one field where the record was read from a file."""
        return self.origin.place(name) if self.origin else None


@dataclass(frozen=True, kw_only=True)
class Operation(Record):
    """作戦: one part of the strategy; ``stage`` holds the stages of the cycle it covers."""

    name: str = ""
    description: str = ""
    mission: str = ""
    stage: tuple[str, ...] = ()
    department: str = ""
    owner: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Tactic(Record):
    """戦術: how an operation is carried out, by whom, why, and with which resources (money in yen,
    hours).
    """

    operation: str = ""
    name: str = ""
    channel: str = ""
    decision: str = ""
    buying_stage: str = ""
    fit_efficiency: Number = None
    fit_measurable: Number = None
    fit_independent: Number = None
    reason: str = ""
    department: str = ""
    owner: str = ""
    backup: str = ""
    intent: str = ""
    accepted_on: dt.date | None = None
    priority: str = ""
    budget: Number = None
    spent: Number = None
    hours_planned: Number = None
    hours_spent: Number = None
    note: str = ""

    @property
    def counts(self) -> bool:
        """Tell whether it counts in any figure: its decision is 採用 or blank."""
        return self.decision in ("", "adopted")


@dataclass(frozen=True, kw_only=True)
class Kpi(Record):
    """KPI of the KGI, an operation or a tactic, with twelve targets and twelve actuals."""

    scope: str = ""
    name: str = ""
    definition: str = ""
    unit: str = ""
    main: bool = False
    aggregation: str = ""
    direction: str = ""
    numerator: str = ""
    denominator: str = ""
    baseline: Number = None
    annual_target: Number = None
    warn_line: Number = None
    alarm_line: Number = None
    parent: str = ""
    parent_rate: Number = None
    source: str = ""
    reporter: str = ""
    outlook: Number = None
    target: Months = NO_MONTHS
    actual: Months = NO_MONTHS
    note: str = ""

    @property
    def is_percent(self) -> bool:
        """Tell whether its values are fractions shown as percent: the unit is ``%``."""
        return is_percent_unit(self.unit)


@dataclass(frozen=True, kw_only=True)
class Action(Record):
    """TODO of a tactic: owner, start, end, status, percent (fraction), effort (person-days), PDCA
    phase.

    ``calendar`` holds the free marks typed into the calendar, by column key (``2026-04-06``,
    ``2026-04``).
    """

    naming: ClassVar[str] = "task"
    tactic: str = ""
    task: str = ""
    owner: str = ""
    start: dt.date | None = None
    end: dt.date | None = None
    status: str = ""
    percent: Number = None
    effort: Number = None
    phase: str = ""
    done_on: dt.date | None = None
    note: str = ""
    calendar: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Review(Record):
    """振り返り: what came out, why, what next, and which decision is wanted from whom."""

    naming: ClassVar[str] = "result"
    month: Month | None = None
    tactic: str = ""
    kpi: str = ""
    result: str = ""
    cause: str = ""
    next_action: str = ""
    decision: str = ""
    owner: str = ""
    due: dt.date | None = None
    state: str = ""


@dataclass(frozen=True, kw_only=True)
class Person(Record):
    """A person of the plan; ``aliases`` are other spellings of the name."""

    name: str = ""
    aliases: tuple[str, ...] = ()
    department: str = ""
    role: str = ""
    email: str = ""
    days_per_month: Number = None
    agreed_on: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class Holiday(Record):
    """A day on which nobody works."""

    naming: ClassVar[str] = "date"
    date: dt.date | None = None
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The plan's policy and thresholds.

    Defaults are those of the product (thresholds are fractions).
    """

    title: str = ""
    company: str = ""
    policy: str = ""
    as_of: dt.date | None = None
    stages: tuple[str, ...] = ()
    on_track: float = 0.95
    at_risk: float = 0.80
    trend: float = 0.05
    progress: float = 0.10
    stale_months: int = 2
    due_soon_days: int = 14
    origin: Origin | None = field(default=None, compare=False, repr=False)


# a setting goes by its field, but for those that bear a group's name in the workbook
_GROUPED: Final = {
    "on_track": "threshold.on_track",
    "at_risk": "threshold.at_risk",
    "trend": "tolerance.trend",
    "progress": "tolerance.progress",
}
SETTING_IDS: Final[dict[str, str]] = {
    item.name: _GROUPED.get(item.name, item.name)
    for item in fields(Settings)
    if item.name != "origin"
}
"""Each setting's name in the workbook, by its field."""


@dataclass(frozen=True, kw_only=True)
class Issue:
    """To whom a workbook was handed out as a part of the plan; all empty in a whole one.

    ``by`` is how it was split (owner, department, operation), ``to`` the one it is for (a name, a
    department, an operation's id), ``title`` how people call that one, ``person`` the one whose
    card it shows.
    """

    to: str = ""
    by: str = ""
    title: str = ""
    person: str = ""
    on: dt.date | None = None
    due: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Which workbook this is: ids and revision as stored in it.

    ``base`` is the stored base snapshot (JSON text).
    """

    plan_id: str = ""
    revision: int = 0
    layout_version: int = 0
    base: str = ""
    checksum_ok: bool = True
    issue: Issue = Issue()


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The whole plan; records in each table are in the order of their ids."""

    start: Month
    language: Language = "ja"
    calendar: CalendarUnit = "week"
    template: str = ""
    settings: Settings = Settings()
    operations: tuple[Operation, ...] = ()
    tactics: tuple[Tactic, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    actions: tuple[Action, ...] = ()
    reviews: tuple[Review, ...] = ()
    people: tuple[Person, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    identity: Identity = field(default=Identity(), compare=False, repr=False)

    @property
    def months(self) -> tuple[Month, ...]:
        """The twelve months."""
        return plan_months(self.start)

    @property
    def free_days(self) -> frozenset[dt.date]:
        """The days of the holidays table."""
        return frozenset(item.date for item in self.holidays if item.date)

    def records(self) -> Iterator[tuple[str, Record]]:
        """Yield every record with its table's name."""
        for table in TABLES:
            for record in getattr(self, table):
                yield table, record


RECORDS: Final[dict[str, type[Record]]] = {
    "operations": Operation,
    "tactics": Tactic,
    "kpis": Kpi,
    "actions": Action,
    "reviews": Review,
    "people": Person,
    "holidays": Holiday,
}
TABLES: Final[tuple[str, ...]] = tuple(RECORDS)
NAMING: Final[tuple[str, ...]] = tuple(dict.fromkeys(kind.naming for kind in RECORDS.values()))
"""The fields by which people call a row of any table."""
ID_LETTERS: dict[str, str] = {
    "operations": "O",
    "tactics": "T",
    "kpis": "K",
    "actions": "A",
    "reviews": "R",
    "people": "P",
    "holidays": "H",
}
ID_WIDTHS: dict[str, int] = {"actions": 3}


def make_id(table: str, number: int) -> str:
    """Make the id of a table's n-th row: ``O01``, ``A001``, continuing past the width."""
    return f"{ID_LETTERS[table]}{number:0{ID_WIDTHS.get(table, 2)}d}"


def id_number(record_id: str) -> int:
    """Give the number in an id (``T03`` → 3), or 0 where there is none."""
    digits = record_id[1:]
    return int(digits) if digits.isascii() and digits.isdigit() else 0


def is_percent_unit(unit: str) -> bool:
    """Tell whether a KPI's unit says that its values are fractions shown as percent."""
    return normalize("NFKC", unit).strip() == "%"
