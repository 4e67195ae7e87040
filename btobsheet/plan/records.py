"""The records of a plan, from operations to holidays, and their ids.

Plain frozen records. Texts are ``""`` where blank, numbers and dates ``None``; a choice holds its
code (``"sum"``, ``"done"`` …; see :mod:`btobsheet.wording.words`) or ``""``; a reference holds the
bare id (``"T03"``, ``"KGI"``) or ``""``. Fractions are fractions (0.8 = 80 %), also in a KPI whose
unit is ``%``. ``examples`` names the fields that still hold a template's example value.
``origin`` is where the record was read, and no part of its value.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import field
from keyword import iskeyword
from typing import ClassVar, Final

from btobsheet.plan.calendar import Month
from btobsheet.plan.spelling import trimmed
from btobsheet.problems import Origin, Place
from btobsheet.quickclass import dataclass

Number = float | None
Months = tuple[Number, ...]
NO_MONTHS: Months = (None,) * 12
NOTHING = "－"
"""What stands in an actual where there was nothing to count."""
KGI = "KGI"


def attribute_of(field: str) -> str:
    """Give a field's attribute: its name, or ``from_`` where that is a word of Python's own."""
    return f"{field}_" if iskeyword(field) else field


def field_of(attribute: str) -> str:
    """Give a field's name by its attribute: ``from_`` is ``from``."""
    return attribute.rstrip("_")


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
    stopped_on: dt.date | None = None
    segment: str = ""
    buying_stage: str = ""
    fit_efficiency: Number = None
    fit_measurable: Number = None
    fit_independent: Number = None
    fit_impact: Number = None
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
        """Tell whether it counts in any figure: its decision is 採用, 終了 or blank."""
        return self.decision in ("", "adopted", "ended")

    @property
    def last_day(self) -> dt.date | None:
        """The day it was stopped on; None where it runs on."""
        return self.stopped_on if self.is_ended else None

    @property
    def is_adopted(self) -> bool:
        """Tell whether it runs: its decision is 採用 or blank."""
        return self.decision in ("", "adopted")

    @property
    def is_ended(self) -> bool:
        """Tell whether it was stopped: its decision is 終了."""
        return self.decision == "ended"


@dataclass(frozen=True, kw_only=True)
class Kpi(Record):
    """KPI of the KGI, an operation or a tactic, with twelve targets and twelve actuals.

    ``main`` is ``"yes"`` for a main KPI, ``"reference"`` for one that is shown and never judged.
    ``from_`` and ``to`` are its first and last month in the plan (None: the plan's), ``lag`` the
    months until it shows in its parent, ``opening`` the units in hand when the plan begins.
    ``nothing`` names the months (``2026-09``) in which there was nothing to count (－).
    """

    scope: str = ""
    name: str = ""
    definition: str = ""
    unit: str = ""
    main: str = ""
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
    lag: Number = None
    opening: Number = None
    from_: Month | None = None
    to: Month | None = None
    last_year: Number = None
    source: str = ""
    reporter: str = ""
    outlook: Number = None
    target: Months = NO_MONTHS
    actual: Months = NO_MONTHS
    note: str = ""
    nothing: tuple[str, ...] = ()

    @property
    def is_reference(self) -> bool:
        """Tell whether it is only shown: 参考."""
        return self.main == "reference"

    @property
    def is_percent(self) -> bool:
        """Tell whether its values are fractions shown as percent: the unit is ``%``."""
        return is_percent_unit(self.unit)


@dataclass(frozen=True, kw_only=True)
class Action(Record):
    """TODO of a tactic: owner, start, end, status, percent (fraction), effort (person-days), PDCA
    phase; of a recurring one how often it is planned and was done.

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
    times_planned: Number = None
    times_done: Number = None
    done_on: dt.date | None = None
    note: str = ""
    calendar: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Cost(Record):
    """What a tactic costs for one item, month by month: planned and spent."""

    naming: ClassVar[str] = "item"
    tactic: str = ""
    item: str = ""
    plan: Months = NO_MONTHS
    actual: Months = NO_MONTHS
    note: str = ""


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
    """A person of the plan; ``aliases`` are other spellings of the name, ``successor`` is who has
    taken over from one who left.
    """

    name: str = ""
    aliases: tuple[str, ...] = ()
    department: str = ""
    role: str = ""
    email: str = ""
    days_per_month: Number = None
    agreed_on: dt.date | None = None
    left_on: dt.date | None = None
    successor: str = ""


@dataclass(frozen=True, kw_only=True)
class Holiday(Record):
    """A day on which nobody works."""

    naming: ClassVar[str] = "date"
    date: dt.date | None = None
    name: str = ""


RECORDS: Final[dict[str, type[Record]]] = {
    "operations": Operation,
    "tactics": Tactic,
    "kpis": Kpi,
    "actions": Action,
    "reviews": Review,
    "costs": Cost,
    "people": Person,
    "holidays": Holiday,
}
TABLES: Final[tuple[str, ...]] = tuple(RECORDS)
NAMING: Final[tuple[str, ...]] = tuple(dict.fromkeys(kind.naming for kind in RECORDS.values()))
"""The fields by which people call a row of any table."""
OWNING: Final = ("scope", "tactic", "operation")
"""The fields that say what a row belongs to."""
ID_LETTERS: dict[str, str] = {
    "operations": "O",
    "tactics": "T",
    "kpis": "K",
    "actions": "A",
    "reviews": "R",
    "costs": "C",
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
    return trimmed(unit) in ("%", "％")
