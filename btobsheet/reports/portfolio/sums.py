"""What several plans have together: KGIs that may be added, and what is first to fix in several."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import fsum

from btobsheet.layout.typed.text import match_key
from btobsheet.plan.calendar import Month
from btobsheet.plan.lookup import grouped
from btobsheet.plan.records import is_percent_unit
from btobsheet.plan.words import is_yen
from btobsheet.quickclass import dataclass
from btobsheet.reports.portfolio.summary import PlanSummary
from btobsheet.status.figures import Figure

_YEN = "円"


@dataclass(frozen=True, slots=True)
class KgiTotal:
    """The KGIs of plans of one year in one unit, added up.

    ``plans`` are those that enter it, ``left_out`` those that have no figures to date yet.
    ``forecast`` is None where one of the plans has none.
    """

    unit: str
    start: Month | None
    plans: tuple[PlanSummary, ...]
    left_out: tuple[PlanSummary, ...]
    actual: float
    expected: float
    annual: float
    forecast: Figure

    @property
    def attainment(self) -> Figure:
        """The added actuals against the added targets to date."""
        return self.actual / self.expected if self.expected > 0 else None


def kgi_totals(plans: Iterable[PlanSummary]) -> list[KgiTotal]:
    """Add up the KGIs of two and more plans, those with most plans first.

    Only sums of months of which more is better add up, and only in one unit and currency and over
    the same twelve months; a plan enters with its actual, target to date and target of the year, or
    not at all.
    """
    groups = grouped(filter(_adds_up, plans), lambda plan: (*_measure(plan), plan.start))
    found = [_total(group) for group in groups.values()]
    return sorted((one for one in found if one), key=lambda one: -len(one.plans))


def _adds_up(plan: PlanSummary) -> bool:
    return (
        plan.aggregation == "sum"
        and plan.direction == "up"
        and bool(plan.unit.strip())
        and not is_percent_unit(plan.unit)
    )


def _measure(plan: PlanSummary) -> tuple[str, str]:
    """Give in what a KGI is measured: yen are yen, another unit goes with the plan's currency."""
    if is_yen(plan.unit):
        return _YEN, ""
    currency = "" if is_yen(plan.currency) else match_key(plan.currency)
    return match_key(plan.unit), currency


def _total(group: Sequence[PlanSummary]) -> KgiTotal | None:
    inside, outside = list[PlanSummary](), list[PlanSummary]()
    figures = list[tuple[float, float, float]]()
    for plan in group:
        if plan.actual is None or plan.expected is None or plan.annual is None:
            outside.append(plan)
        else:
            inside.append(plan)
            figures.append((plan.actual, plan.expected, plan.annual))
    if len(inside) < 2:
        return None
    actual, expected, annual = (fsum(values) for values in zip(*figures, strict=True))
    forecasts = [plan.forecast for plan in inside if plan.forecast is not None]
    return KgiTotal(
        unit=group[0].unit,
        start=group[0].start,
        plans=tuple(inside),
        left_out=tuple(outside),
        actual=actual,
        expected=expected,
        annual=annual,
        forecast=fsum(forecasts) if len(forecasts) == len(inside) else None,
    )


@dataclass(frozen=True, slots=True)
class SameFix:
    """What is first to fix in several plans: a tactic with the KPIs that made it so, or one KPI
    with its tactics. Names as the plans have them, each once.
    """

    tactics: tuple[str, ...]
    kpis: tuple[str, ...]
    plans: tuple[PlanSummary, ...]


def same_fixes(plans: Iterable[PlanSummary]) -> list[SameFix]:
    """Group plans by the tactic that is first to fix in them, those left over by its KPI; what
    most plans have comes first. Names are the same whatever their width, case and blanks.
    """
    some = [plan for plan in plans if plan.fix_tactic]
    alike, others = _alike(some, lambda plan: match_key(plan.fix_tactic))
    more, _ = _alike(others, lambda plan: match_key(plan.fix_kpi))
    found = (
        SameFix(
            _names(one.fix_tactic for one in group), _names(one.fix_kpi for one in group), group
        )
        for group in (*alike, *more)
    )
    return sorted(found, key=lambda one: -len(one.plans))


def _alike(
    plans: Iterable[PlanSummary], name: Callable[[PlanSummary], str]
) -> tuple[list[tuple[PlanSummary, ...]], list[PlanSummary]]:
    """Give the groups of two and more of one name, and who is in none."""
    several, alone = list[tuple[PlanSummary, ...]](), list[PlanSummary]()
    for same, group in grouped(plans, name).items():
        if same and len(group) > 1:
            several.append(group)
        else:
            alone += group
    return several, alone


def _names(names: Iterable[str]) -> tuple[str, ...]:
    return tuple({match_key(name): name for name in reversed(list(names)) if name}.values())[::-1]
