"""Several plans in one table, the worst first: a few figures a plan, so a thousand need little."""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from btobsheet.problems import Problem
from btobsheet.quickclass import dataclass
from btobsheet.reports import numbers
from btobsheet.reports.document import (
    Block,
    Callout,
    Cell,
    Column,
    Document,
    KeyFigure,
    KeyFigures,
    Table,
    tone_of,
)
from btobsheet.reports.status.standing import main_kgi
from btobsheet.reports.voice import Voice
from btobsheet.status.figures import Assessment, Figure
from btobsheet.status.people import is_missing
from btobsheet.status.rules import RED, SEVERITY, severity
from btobsheet.wording import text
from btobsheet.wording.words import label

MOST_NAMED = 20
"""How many files or plans a sentence names."""
FINE = ("on_track", "achieved")
RIGHT = ("attainment", "progress", "planned", "overdue", "missing", "as_of")
COLUMNS = (
    "plan",
    "kgi",
    "attainment",
    "kpis",
    "progress",
    "planned",
    "overdue",
    "missing",
    "worst",
    "as_of",
    "file",
)


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """One plan of a portfolio.

    ``missing`` counts KPIs that lack a closed month's actual, ``errors`` what could not be read.
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

    @property
    def name(self) -> str:
        """What people call it: its title, else its company, else its file."""
        return self.title or self.company or self.file

    @property
    def red(self) -> int:
        """How many of its KPIs are at risk, behind or missed."""
        return sum(self.kpi_counts.get(code, 0) for code in RED)


def summarize(
    assessment: Assessment, problems: Sequence[Problem] = (), file: str = ""
) -> PlanSummary:
    """Reduce an assessment to its line in a portfolio."""
    settings, summary, roll, voice = (
        assessment.plan.settings,
        assessment.summary,
        assessment.summary.roll,
        Voice(assessment, assessment.plan.language),
    )
    kgi, worst = main_kgi(voice), summary.bottleneck
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
        errors=sum(item.severity == "error" for item in problems),
        plan_id=assessment.plan.identity.plan_id,
    )


def worst_first(plans: Iterable[PlanSummary]) -> list[PlanSummary]:
    """Sort by the KGI's status, then by its attainment, by how many KPIs are red and actions
    overdue; else as they stand.
    """
    return sorted(plans, key=_badness)


def _badness(plan: PlanSummary) -> tuple[int, float, int, int]:
    attainment = float("inf") if plan.attainment is None else plan.attainment
    return (
        severity(plan.kgi_status) if plan.kgi_status else len(SEVERITY),
        attainment,
        -plan.red,
        -plan.overdue,
    )


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What was read of several files.

    ``failures`` are (file, message) pairs, ``left_out`` the files that hold no plan.
    """

    plans: tuple[PlanSummary, ...]
    failures: tuple[tuple[str, str], ...] = ()
    left_out: tuple[str, ...] = ()


def compose_portfolio(portfolio: Portfolio, language: str) -> Document:
    """Compose the headline, the totals and the table of plans, and what could not be read."""
    return Document(
        _say(language)("title"),
        _say(language)("subtitle", count=len(portfolio.plans)),
        language,
        tuple(_blocks(portfolio, language)),
    )


def _say(language: str) -> Callable[..., str]:
    def say(key: str, **details: object) -> str:
        return text(language, f"portfolio.{key}", **details)

    return say


def _blocks(portfolio: Portfolio, language: str) -> Iterator[Block]:
    say, plans = _say(language), worst_first(portfolio.plans)
    home = _home([plan.file for plan in plans])
    for told, files in same_plans(plans, language, home)[:MOST_NAMED]:
        yield Callout(told, (files,), "warn")
    yield _headline(plans, language)
    if portfolio.failures:
        yield Callout(
            say("failures", count=len(portfolio.failures)),
            tuple(say("failure", file=file, message=told) for file, told in portfolio.failures),
            "bad",
        )
    if plans:
        yield KeyFigures(tuple(_totals(plans, language)))
        yield Table(
            say("table"), _columns(language), tuple(_row(plan, home, language) for plan in plans)
        )
    incomplete = [plan for plan in plans if plan.errors]
    if incomplete:
        names = named([plan.name for plan in incomplete], language)
        yield Callout(
            say("incomplete", count=sum(plan.errors for plan in incomplete), plans=names),
            (),
            "warn",
        )
    if portfolio.left_out:
        yield Callout(
            say("left_out", count=len(portfolio.left_out)),
            (say("left_out_files", files=named(portfolio.left_out, language)),),
            "quiet",
        )


def same_plans(
    plans: Iterable[PlanSummary], language: str, home: str = ""
) -> list[tuple[str, str]]:
    """Say of every plan that several files hold that the totals count it more than once, and name
    the files, as they stand below ``home``.
    """
    found: dict[str, list[PlanSummary]] = {}
    for plan in plans:
        if plan.plan_id:
            found.setdefault(plan.plan_id, []).append(plan)
    several = (group for group in found.values() if len(group) > 1)
    return [
        (
            _say(language)("same_plan", count=len(group), plan=group[0].name),
            named(sorted(plan.file.removeprefix(home) for plan in group), language),
        )
        for group in several
    ]


def no_plan(language: str) -> str:
    """Say why a file of a folder is left out."""
    return _say(language)("no_plan")


def named(files: Sequence[str], language: str) -> str:
    """Name files or plans in one sentence: the first ones, and how many more."""
    say = _say(language)
    shown = say("files_join").join(files[:MOST_NAMED])
    return (
        say("more_files", files=shown, count=len(files) - MOST_NAMED)
        if len(files) > MOST_NAMED
        else shown
    )


def _headline(plans: Sequence[PlanSummary], language: str) -> Callout:
    say = _say(language)
    if not plans:
        return Callout(say("headline_none"), (), "missing")
    red = [plan for plan in plans if plan.kgi_status in RED]
    fine = sum(plan.kgi_status in FINE for plan in plans)
    if red:
        worst, tone = red[0], tone_of(red[0].kgi_status)
        status = label("kpi_status", worst.kgi_status or "", language)
        figures = {
            "plan": worst.name,
            "status": status,
            "attainment": numbers.percent(worst.attainment),
        }
        lines = [say("worst_figures" if worst.attainment is not None else "worst", **figures)]
        lines += [say("worst_fix", tactic=_worst(worst))] if worst.worst_tactic else []
        return Callout(say("headline_red", count=len(plans), red=len(red)), tuple(lines), tone)
    if fine == len(plans):
        return Callout(say("headline_fine", count=fine), (), "fine")
    return Callout(
        say("headline_some", count=len(plans), fine=fine, other=len(plans) - fine), (), "quiet"
    )


def _totals(plans: Sequence[PlanSummary], language: str) -> Iterator[KeyFigure]:
    say = _say(language)
    kgis = Counter(plan.kgi_status or "" for plan in plans)
    yield KeyFigure(
        say("plans"), str(len(plans)), say("plans_note", counts=_counts(kgis, language))
    )
    counts = added(plan.kpi_counts for plan in plans)
    red = sum(counts[code] for code in RED)
    yield KeyFigure(
        say("red"),
        numbers.share(red, sum(counts.values())),
        _counts(counts, language),
        "warn" if red else "",
    )
    overdue, soon, missing = (
        sum(found)
        for found in zip(
            *((plan.overdue, plan.due_soon, plan.missing) for plan in plans), strict=True
        )
    )
    yield KeyFigure(
        say("overdue_actions"),
        str(overdue),
        say("due_soon_note", count=soon),
        "bad" if overdue else "",
    )
    yield KeyFigure(say("missing_kpis"), str(missing), "", "missing" if missing else "")
    spent, budget = (_sum(plan.spent for plan in plans), _sum(plan.budget for plan in plans))
    yield KeyFigure(
        say("spent"),
        numbers.money(spent, language),
        say("budget_note", budget=numbers.money(budget, language)) if budget is not None else "",
    )


def added(counts: Iterable[Mapping[str, int]]) -> Counter[str]:
    """Add up counts by code."""
    total: Counter[str] = Counter()
    for one in counts:
        total.update(one)
    return total


def _sum(values: Iterable[Figure]) -> Figure:
    given = [value for value in values if value is not None]
    return sum(given) if given else None


def _counts(counts: Mapping[str, int], language: str) -> str:
    """Word counts by status, the worst first: ``遅れ2・注意1``."""
    say = _say(language)
    words = [
        (label("kpi_status", code, language) if code else say("no_kgi"), counts.get(code, 0))
        for code in (*SEVERITY, "")
    ]
    return say("counts_join").join(
        say("count", word=word, count=count) for word, count in words if count
    )


def _columns(language: str) -> tuple[Column, ...]:
    say = _say(language)
    return tuple(
        Column(
            say(f"col_{name}"),
            "right" if name in RIGHT else "left",
            name in ("plan", "kpis", "worst", "file"),
        )
        for name in COLUMNS
    )


def _worst(plan: PlanSummary) -> str:
    return f"{plan.worst_tactic} ({plan.worst_kpi})" if plan.worst_tactic else numbers.NONE


def _home(files: Sequence[str]) -> str:
    """Give the folder that all files lie in, as their names begin with it.

    A table need not repeat it.
    """
    try:
        return os.path.join(os.path.commonpath([os.path.dirname(file) for file in files]), "")  # noqa: PTH118, PTH120 - pathlib costs 24 ms
    except ValueError:  # no files, or on several disks
        return ""


def _row(plan: PlanSummary, home: str, language: str) -> tuple[Cell, ...]:
    status = plan.kgi_status
    return (
        Cell(plan.name or numbers.NONE),
        Cell(label("kpi_status", status, language), tone_of(status))
        if status
        else Cell(_say(language)("no_kgi"), "quiet"),
        Cell(numbers.percent(plan.attainment), value=plan.attainment),
        Cell(_counts(plan.kpi_counts, language) or numbers.NONE),
        Cell(numbers.percent(plan.progress), value=plan.progress),
        Cell(numbers.percent(plan.planned), value=plan.planned),
        Cell(str(plan.overdue), "bad" if plan.overdue else "", plan.overdue),
        Cell(str(plan.missing), "missing" if plan.missing else "", plan.missing),
        Cell(_worst(plan)),
        Cell(numbers.long_day(plan.as_of, language), value=plan.as_of),
        Cell(plan.file.removeprefix(home) or numbers.NONE),
    )
