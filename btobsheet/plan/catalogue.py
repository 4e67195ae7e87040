"""The tactics that a template offers to choose from: for which stage, how hard, how fitting, with
their usual KPIs.
"""

from __future__ import annotations

from btobsheet.quickclass import dataclass


@dataclass(frozen=True, kw_only=True)
class CatalogueKpi:
    """A KPI that a tactic usually has; ``aggregation`` and ``direction`` are codes.

    ``source`` says where the figure is seen and from which day on, ``lag`` in how many months it
    usually shows in what comes next (None where nothing is said), ``reporter`` whose work it is to
    enter it.
    """

    name: str
    unit: str = ""
    aggregation: str = ""
    direction: str = ""
    definition: str = ""
    source: str = ""
    lag: float | None = None
    reporter: str = ""


@dataclass(frozen=True, kw_only=True)
class CatalogueTactic:
    """A tactic to choose from, for a stage of the template; ``channel`` is a code.

    Fits are from 1 to 5, hours those of a year; None where nothing is said. ``buying_at`` is where
    its buying stage stands among the template's, counted from 0; None where it is none of them.
    """

    stage: str
    name: str
    channel: str = ""
    buying_stage: str = ""
    fit_efficiency: float | None = None
    fit_measurable: float | None = None
    fit_independent: float | None = None
    fit_impact: float | None = None
    reason: str = ""
    hours_planned: float | None = None
    buying_at: int | None = None
    kpis: tuple[CatalogueKpi, ...] = ()
