"""Short ways to make the plans that the status tests judge: April 2026 to March 2027."""

from __future__ import annotations

import datetime as dt

from btobsheet.plan.calendar import Month
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan, Settings
from btobsheet.plan.records import Kpi, Months, Number, Tactic
from btobsheet.status.figures import KpiFigures
from btobsheet.status.kpi import kpi_figures

START = Month(2026, 4)
OCTOBER_5 = dt.date(2026, 10, 5)
DEFAULTS = Settings()
FIRST_TACTIC = Tactic(id="T01")


def months(*values: Number) -> Months:
    """Give twelve months that begin with these values and are blank afterwards."""
    return values + (None,) * (12 - len(values))


def kpi(record_id: str = "K01", scope: str = "T01", **fields: object) -> Kpi:
    """Make a KPI of the first tactic."""
    return Kpi(id=record_id, scope=scope, **fields)  # type: ignore[arg-type]  # the fields of many kinds pass through


def judged(
    *kpis: Kpi, closed: int = 6, settings: Settings = DEFAULTS, tactic: Tactic = FIRST_TACTIC
) -> KpiFigures:
    """Judge the first of the KPIs after so many closed months."""
    plan = Plan(start=START, settings=settings, tactics=(tactic,), kpis=kpis)
    return kpi_figures(kpis[0], Lookup.of(plan), settings, closed)
