"""A plan: its records (:mod:`btobsheet.plan.records`), its settings, and which workbook it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import field, fields
from typing import Final, Literal

from btobsheet.plan.calendar import Month, plan_months
from btobsheet.plan.history import NO_HISTORY, History
from btobsheet.plan.records import (
    TABLES,
    Action,
    Cost,
    Holiday,
    Kpi,
    Operation,
    Person,
    Record,
    Review,
    Tactic,
)
from btobsheet.problems import Origin
from btobsheet.quickclass import dataclass
from btobsheet.wording import text

Language = str
"""A language's code: one of :data:`btobsheet.wording.LANGUAGES`."""
CalendarUnit = Literal["week", "day", "month"]


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
    buying_stages: tuple[str, ...] = ()
    on_track: float = 0.95
    at_risk: float = 0.80
    trend: float = 0.05
    progress: float = 0.10
    stale_months: int = 2
    due_soon_days: int = 14
    currency: str = ""
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
class Previous:
    """The workbook that a plan was rolled from: the year before's; all empty where there is none.

    ``start`` is its first month (``2026-04``).
    """

    plan_id: str = ""
    revision: int = 0
    start: str = ""
    file: str = ""


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
    previous: Previous = Previous()


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The whole plan, twelve months from ``start``; it never changes (``dataclasses.replace``).

    Each table is a tuple of records in the order of their ids, frozen dataclasses of
    :mod:`btobsheet.plan.records`. What is blank is ``""``, ``None`` or ``()``. ``target`` and
    ``actual`` of a KPI hold twelve values, one a month; shares are fractions, money is yen.
    ``identity`` tells which workbook it was read from, ``history`` what was approved; both are left
    out when plans are compared.
    """

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
    costs: tuple[Cost, ...] = ()
    people: tuple[Person, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    identity: Identity = field(default=Identity(), compare=False, repr=False)
    history: History = field(default=NO_HISTORY, compare=False, repr=False)

    @property
    def months(self) -> tuple[Month, ...]:
        """The twelve months."""
        return plan_months(self.start)

    @property
    def money_unit(self) -> str:
        """What amounts of money are called: the setting, else the language's own currency."""
        return self.settings.currency.strip() or text(self.language, "forms.currency")

    @property
    def free_days(self) -> frozenset[dt.date]:
        """The days of the holidays table."""
        return frozenset(item.date for item in self.holidays if item.date)

    def records(self) -> Iterator[tuple[str, Record]]:
        """Yield every record with its table's name."""
        for table in TABLES:
            for record in getattr(self, table):
                yield table, record
