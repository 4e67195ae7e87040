"""One plan as a few figures of a portfolio, and in which order plans stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from btobsheet.plan.calendar import Month
from btobsheet.problems import Problem, count_errors
from btobsheet.quickclass import dataclass
from btobsheet.reports.status.headline import main_kgi
from btobsheet.reports.voice import Voice
from btobsheet.status.figures import Assessment, Figure
from btobsheet.status.people import is_missing
from btobsheet.status.rules import RED, SEVERITY, severity

if TYPE_CHECKING:
    from btobsheet.status.tracking import TrackedReport


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """One plan of a portfolio.

    ``missing`` counts KPIs that lack a closed month's actual, ``errors`` what could not be read.
    ``last_on`` and ``last_attainment`` are the day of the last tracked report before ``as_of`` and
    the KGI's attainment in it, where such reports were asked for. ``unit`` … ``targets`` are the
    KGI's: its figures to date and by month. ``fix_tactic`` and ``fix_kpi`` are the bare names of
    what is first to fix, by which plans compare.
    """

    file: str
    title: str
    company: str
    language: str
    as_of: dt.date
    closed_months: int
    kgi: str
    kgi_status: str | None
    attainment: Figure
    forecast: Figure
    annual: Figure
    kpi_counts: Mapping[str, int]
    action_counts: Mapping[str, int]
    progress: Figure
    planned: Figure
    overdue: int
    due_soon: int
    missing: int
    budget: Figure
    spent: Figure
    worst_tactic: str
    worst_kpi: str
    errors: int
    plan_id: str = ""
    last_on: dt.date | None = None
    last_attainment: Figure = None
    start: Month | None = None
    unit: str = ""
    currency: str = ""
    aggregation: str = ""
    direction: str = ""
    actual: Figure = None
    expected: Figure = None
    actuals: tuple[Figure, ...] = ()
    targets: tuple[Figure, ...] = ()
    off_target: tuple[Figure, ...] = ()
    fix_tactic: str = ""
    fix_kpi: str = ""

    @property
    def change(self) -> Figure:
        """By how much the KGI's attainment is another than in the last tracked report."""
        if self.attainment is None or self.last_attainment is None:
            return None
        return self.attainment - self.last_attainment

    @property
    def name(self) -> str:
        """What people call it: its title, else its company, else its file."""
        return self.title or self.company or self.file

    @property
    def red(self) -> int:
        """How many of its KPIs are at risk, behind or missed."""
        return sum(self.kpi_counts.get(code, 0) for code in RED)


def summarize(
    assessment: Assessment,
    problems: Sequence[Problem] = (),
    file: str = "",
    tracked: Sequence[TrackedReport] = (),
) -> PlanSummary:
    """Reduce an assessment to its line in a portfolio; ``tracked`` are earlier reports, oldest
    first.
    """
    settings, summary, roll = assessment.plan.settings, assessment.summary, assessment.summary.roll
    voice = Voice(assessment, assessment.plan.language)
    kgi, worst = main_kgi(voice), summary.bottleneck
    last = tracked[-1] if tracked else None
    before = last.kpi(kgi.kpi.id) if last and kgi else None
    return PlanSummary(
        file=file,
        title=settings.title,
        company=settings.company,
        language=assessment.plan.language,
        as_of=assessment.as_of,
        closed_months=assessment.closed_months,
        kgi=kgi.kpi.name or kgi.kpi.id if kgi else "",
        kgi_status=kgi.status if kgi else None,
        attainment=kgi.attainment if kgi else None,
        forecast=kgi.forecast if kgi else None,
        annual=kgi.annual if kgi else None,
        kpi_counts=dict(roll.kpi_counts),
        action_counts=dict(roll.action_counts),
        progress=roll.progress,
        planned=roll.planned,
        overdue=roll.overdue,
        due_soon=roll.due_soon,
        missing=sum(1 for item in assessment.kpis if item.counted and is_missing(item)),
        budget=summary.budget,
        spent=summary.spent,
        worst_tactic=voice.name(worst.tactic) if worst else "",
        worst_kpi=voice.name(worst.kpi) if worst else "",
        errors=count_errors(problems),
        plan_id=assessment.plan.identity.plan_id,
        last_on=last.as_of if last else None,
        last_attainment=before.attainment if before else None,
        start=assessment.plan.start,
        unit=kgi.kpi.unit if kgi else "",
        currency=settings.currency,
        aggregation=kgi.aggregation if kgi else "",
        direction=kgi.direction if kgi else "",
        actual=kgi.actual_to_date if kgi else None,
        expected=kgi.expected_to_date if kgi else None,
        actuals=tuple(month.actual for month in kgi.monthly) if kgi else (),
        targets=tuple(month.target for month in kgi.monthly) if kgi else (),
        off_target=kgi.off_target(assessment.closed_months) if kgi else (),
        fix_tactic=voice.bare_name(worst.tactic) if worst and worst.tactic else "",
        fix_kpi=voice.bare_name(worst.kpi) if worst and worst.kpi else "",
    )


def worst_first(plans: Iterable[PlanSummary]) -> list[PlanSummary]:
    """Sort by the KGI's status, then by its attainment, by how many KPIs are red and actions
    overdue; else as they stand.
    """
    return sorted(plans, key=_badness)


def _badness(plan: PlanSummary) -> tuple[int, float, int, int]:
    attainment = float("inf") if plan.attainment is None else plan.attainment
    status = severity(plan.kgi_status) if plan.kgi_status else len(SEVERITY)
    return status, attainment, -plan.red, -plan.overdue


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What was read of several files.

    ``failures`` are (file, message) pairs, ``left_out`` the files that hold no plan, ``tracked``
    tells whether earlier reports were asked for.
    """

    plans: tuple[PlanSummary, ...]
    failures: tuple[tuple[str, str], ...] = ()
    left_out: tuple[str, ...] = ()
    tracked: bool = False
