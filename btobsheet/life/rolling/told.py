"""What is told of a plan rolled into the next year: what was left out, emptied, moved, carried."""

from __future__ import annotations

from btobsheet.plan.model import Plan
from btobsheet.plan.records import Holiday, Kpi
from btobsheet.plan.words import labelled
from btobsheet.quickclass import dataclass
from btobsheet.status.figures import Figure


@dataclass(frozen=True, kw_only=True)
class Left:
    """A record that does not go on, and why.

    ``why``: ended, declined, dropped (asked for), with (what it belongs to, ``via``, does not go
    on), cancelled (an action), closed (a review without an open next move), gone (a person), own (a
    free day of the old year that is no public holiday).
    """

    table: str
    id: str
    name: str
    why: str
    via: str = ""

    @property
    def label(self) -> str:
        """Its id and name, as the drop-downs show a reference."""
        return labelled(self.id, self.name)


@dataclass(frozen=True, kw_only=True)
class Emptied:
    """A field that was emptied in a record that goes on, what stood there, and why.

    ``after`` is the name of who has taken over, where that stands there now.

    ``why``: left_out (``before`` is a record that does not go on), gone (a person who left),
    opening (units in hand of the old year), began (a KPI that began within the old year), due (a
    day before the new year).
    """

    table: str
    id: str
    name: str
    field: str
    before: str
    why: str
    after: str = ""

    @property
    def label(self) -> str:
        """Its record's id and name."""
        return labelled(self.id, self.name)


@dataclass(frozen=True, kw_only=True)
class YearFigure:
    """What the old year gives to a KPI of the new one.

    ``state``: known, open (its months are not over), missing (months without an actual), none (no
    value at all), beyond (a percentage of more than 200, which a cell cannot hold). ``reached`` is
    its figure to date, ``forecast`` where it lands, ``evaluated`` the last month with a value and
    ``missing`` those without one (1…12), ``months`` how many were its own. ``last_year`` and
    ``baseline`` were taken over; ``shape`` is whose monthly figures were proposed as targets:
    ``actual``, ``target`` or nothing.
    """

    kpi: Kpi
    state: str
    aggregation: str
    reached: Figure
    forecast: Figure
    evaluated: int
    months: int
    missing: tuple[int, ...]
    last_year: Figure
    baseline: Figure
    shape: str = ""


@dataclass(frozen=True, kw_only=True)
class Carried:
    """An unfinished action that stands at the beginning of the new year too, under a new id."""

    id: str
    of: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Rollover:
    """Next year's plan, and all that is to be told of it.

    ``unfinished`` are the ids of the actions that were due and not finished, ``carried`` those that
    stand at the year's beginning once more, ``continued`` those that go on over the year's end with
    their own days, ``fitted`` those whose days lay outside the old year, ``seasons`` the KPIs whose
    own months were moved by a year; ``kept_days`` are free days of the new year that were already
    there; ``titles`` are the title before and after.
    """

    plan: Plan
    left: tuple[Left, ...] = ()
    emptied: tuple[Emptied, ...] = ()
    figures: tuple[YearFigure, ...] = ()
    seasons: tuple[str, ...] = ()
    unfinished: tuple[str, ...] = ()
    carried: tuple[Carried, ...] = ()
    continued: tuple[str, ...] = ()
    fitted: tuple[str, ...] = ()
    kept_days: tuple[Holiday, ...] = ()
    titles: tuple[str, str] = ("", "")
