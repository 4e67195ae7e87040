"""Reports that were tracked: what is kept of a plan as it stood on a day, and read back.

A field's name is its column's in the database (:mod:`btobsheet.store.schema`). Figures mean what
they mean in :mod:`btobsheet.status.figures`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from btobsheet.plan.model import Settings
from btobsheet.plan.records import Kpi
from btobsheet.problems import Problem
from btobsheet.quickclass import dataclass
from btobsheet.status.figures import ActionFigures, Assessment, Figure, KpiFigures, MonthFigures
from btobsheet.status.since import Earlier

KEY = ("plan_id", "revision", "as_of", "edition")
"""What tells reports apart; it begins every row of their parts."""
Monthly = tuple[tuple[Figure, Figure, Figure], ...]


@dataclass(frozen=True, slots=True)
class TrackedKpi:
    """A KPI of a tracked report; ``monthly`` are its months' (target, actual, attainment)."""

    id: str
    scope: str
    name: str
    unit: str
    main: bool
    counted: bool
    reference: bool
    aggregation: str
    direction: str
    annual: Figure
    warn_line: Figure
    alarm_line: Figure
    months_evaluated: int
    actual_to_date: Figure
    expected_to_date: Figure
    attainment: Figure
    status: str
    within_chance: bool | None
    trend: str | None
    trend_z: Figure
    last_change: Figure
    forecast: Figure
    delay_months: Figure
    monthly: Monthly

    @property
    def figures(self) -> KpiFigures:
        """Give it as figures, to be compared with those of today; what was not kept is absent."""
        return KpiFigures(
            kpi=Kpi(
                id=self.id,
                scope=self.scope,
                name=self.name,
                unit=self.unit,
                main="reference" if self.reference else "yes" if self.main else "",
                annual_target=self.annual,
                warn_line=self.warn_line,
                alarm_line=self.alarm_line,
            ),
            counted=self.counted,
            main=self.main,
            aggregation=self.aggregation,
            direction=self.direction,
            annual=self.annual,
            monthly=tuple(MonthFigures(*month) for month in self.monthly),
            first_month=1,
            last_month=len(self.monthly),
            months_evaluated=self.months_evaluated,
            missing=(),
            actual_to_date=self.actual_to_date,
            expected_to_date=self.expected_to_date,
            attainment=self.attainment,
            status=self.status,
            within_chance=self.within_chance,
            trend=self.trend,
            trend_z=self.trend_z,
            last_change=self.last_change,
            worsening_streak=0,
            forecast=self.forecast,
            run_rate=None,
            required_pace=None,
            delay_months=self.delay_months,
            unit_cost=None,
            against_baseline=None,
        )


@dataclass(frozen=True, slots=True)
class TrackedAction:
    """An action of a tracked report; ``percent`` is the one used (0…1)."""

    id: str
    tactic: str
    task: str
    owner: str
    counted: bool
    start_on: dt.date | None
    end_on: dt.date | None
    percent: float
    planned: Figure
    state: str


@dataclass(frozen=True, slots=True)
class TrackedProblem:
    """A problem of a tracked report, of the file or of the plan."""

    code: str
    severity: str
    sheet: str
    cell: str
    value: str


@dataclass(frozen=True, slots=True)
class TrackedReport:
    """A plan as it stood on a day.

    ``edition`` counts from 1 the reports of one plan, revision and day whose figures differ, as
    they were tracked: the last one counts. ``start`` is the plan's first month (``2026-04``).
    Thresholds and tolerances are those it was judged by.
    """

    plan_id: str
    revision: int
    as_of: dt.date
    edition: int
    title: str
    start: str
    closed_months: int
    threshold_on_track: float
    threshold_at_risk: float
    tolerance_trend: float
    tolerance_progress: float
    stale_months: int
    progress: Figure
    planned: Figure
    overdue: int
    due_soon: int
    budget: Figure
    spent: Figure
    kpis: tuple[TrackedKpi, ...] = ()
    actions: tuple[TrackedAction, ...] = ()
    problems: tuple[TrackedProblem, ...] = ()

    @property
    def earlier(self) -> Earlier:
        """Give what the figures of today are compared with."""
        settings = replace(
            Settings(),
            on_track=self.threshold_on_track,
            at_risk=self.threshold_at_risk,
            trend=self.tolerance_trend,
            progress=self.tolerance_progress,
            stale_months=self.stale_months,
        )
        return Earlier(self.as_of, settings, tuple(item.figures for item in self.kpis))

    def kpi(self, record_id: str) -> TrackedKpi | None:
        """Find a KPI by id."""
        return next((item for item in self.kpis if item.id == record_id), None)


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of tracking one report: ``new``, or known already with the same figures."""

    report: TrackedReport
    new: bool


@dataclass(frozen=True)
class Tracked:
    """All tracked reports of one plan or more: by plan, day, revision and edition."""

    reports: tuple[TrackedReport, ...] = ()

    def course(self, plan_id: str, before: dt.date) -> tuple[TrackedReport, ...]:
        """Give a plan's reports of the days before one, oldest first: of each day the last."""
        days: dict[dt.date, TrackedReport] = {}
        for one in sorted(self.reports, key=lambda one: (one.as_of, one.revision, one.edition)):
            if one.plan_id == plan_id and one.as_of < before:
                days[one.as_of] = one
        return tuple(days.values())


def report_of(assessment: Assessment, problems: Iterable[Problem] = ()) -> TrackedReport:
    """Give what is kept of an assessment and the problems of its file; edition 1."""
    plan, settings, summary = assessment.plan, assessment.plan.settings, assessment.summary
    return TrackedReport(
        plan_id=plan.identity.plan_id,
        revision=plan.identity.revision,
        as_of=assessment.as_of,
        edition=1,
        title=settings.title or settings.company,
        start=str(plan.start),
        closed_months=assessment.closed_months,
        threshold_on_track=settings.on_track,
        threshold_at_risk=settings.at_risk,
        tolerance_trend=settings.trend,
        tolerance_progress=settings.progress,
        stale_months=settings.stale_months,
        progress=summary.roll.progress,
        planned=summary.roll.planned,
        overdue=summary.roll.overdue,
        due_soon=summary.roll.due_soon,
        budget=summary.budget,
        spent=summary.spent,
        kpis=tuple(map(_kpi, assessment.kpis)),
        actions=tuple(map(_action, assessment.actions)),
        problems=tuple(_problems((*problems, *assessment.lint))),
    )


def _kpi(item: KpiFigures) -> TrackedKpi:
    kpi = item.kpi
    return TrackedKpi(
        id=kpi.id,
        scope=kpi.scope,
        name=kpi.name,
        unit=kpi.unit,
        main=item.main,
        counted=item.counted,
        reference=kpi.is_reference,
        aggregation=item.aggregation,
        direction=item.direction,
        annual=item.annual,
        warn_line=kpi.warn_line,
        alarm_line=kpi.alarm_line,
        months_evaluated=item.months_evaluated,
        actual_to_date=item.actual_to_date,
        expected_to_date=item.expected_to_date,
        attainment=item.attainment,
        status=item.status,
        within_chance=item.within_chance,
        trend=item.trend,
        trend_z=item.trend_z,
        last_change=item.last_change,
        forecast=item.forecast,
        delay_months=item.delay_months,
        monthly=tuple((month.target, month.actual, month.attainment) for month in item.monthly),
    )


def _action(item: ActionFigures) -> TrackedAction:
    action = item.action
    return TrackedAction(
        id=action.id,
        tactic=action.tactic,
        task=action.task,
        owner=action.owner,
        counted=item.counted,
        start_on=action.start,
        end_on=action.end,
        percent=item.percent,
        planned=item.planned,
        state=item.state,
    )


def _problems(problems: Iterable[Problem]) -> Iterator[TrackedProblem]:
    for item in problems:
        sheet, cell = (item.place.sheet, item.place.cell) if item.place else ("", "")
        yield TrackedProblem(item.code, item.severity, sheet, cell, item.value)


def newly_overdue(before: TrackedReport, after: Assessment) -> tuple[ActionFigures, ...]:
    """Give the counted actions that are overdue and were not in an earlier report."""
    known = {item.id for item in before.actions if item.counted and item.state == "overdue"}
    return tuple(
        item
        for item in after.actions
        if item.counted and item.state == "overdue" and item.action.id not in known
    )
