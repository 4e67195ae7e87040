"""How several plans stand together: the headline, and totals over all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from btobsheet.reports import numbers
from btobsheet.reports.document import Callout, KeyFigure, Paragraph, tone_of
from btobsheet.reports.portfolio.summary import PlanSummary
from btobsheet.reports.portfolio.words import MOST_COPIES, counts, named, wording
from btobsheet.status.figures import Figure
from btobsheet.status.rules import FINE, RED
from btobsheet.wording.words import label


def headline(plans: Sequence[PlanSummary], language: str) -> Callout:
    """Say how the KGIs stand; where some are red, which plan is worst and what to fix there."""
    say = wording(language)
    if not plans:
        return Callout(say("headline_none"), (), "missing")
    red = [plan for plan in plans if plan.kgi_status in RED]
    fine = sum(plan.kgi_status in FINE for plan in plans)
    if red:
        lines = (*_before(plans, red[0], language), *_worst_lines(red[0], plans[0], language))
        tone = tone_of(red[0].kgi_status)
        return Callout(say("headline_red", count=len(plans), red=len(red)), lines, tone)
    if fine == len(plans):
        return Callout(say("headline_fine", count=fine), (), "fine")
    some = say("headline_some", count=len(plans), fine=fine, other=len(plans) - fine)
    return Callout(some, (), "quiet")


def _before(plans: Sequence[PlanSummary], red: PlanSummary, language: str) -> Iterator[str]:
    """Name the plans that stand before the worst of those judged: their results are missing."""
    unknown = [plan.name for plan in plans[: plans.index(red)]]
    if unknown:
        yield wording(language)("worst_unknown", plans=named(unknown, language, MOST_COPIES))


def _worst_lines(worst: PlanSummary, first: PlanSummary, language: str) -> Iterator[str]:
    """Say how the worst plan stands, and which tactic to fix there; where another one stands first,
    that it is the worst of those judged.
    """
    say = wording(language)
    which = "worst" if worst is first else "worst_judged"
    yield say(
        f"{which}_figures" if worst.attainment is not None else which,
        plan=worst.name,
        status=label("kpi_status", worst.kgi_status or "", language),
        attainment=numbers.percent(worst.attainment),
    )
    if worst.worst_tactic:
        yield say("worst_fix", tactic=first_fix(worst))


def totals(plans: Sequence[PlanSummary], language: str) -> Iterator[KeyFigure]:
    """Add up over all plans: how they stand, red KPIs, late actions, missing values, money."""
    say = wording(language)
    kgis = counts(Counter(plan.kgi_status or "" for plan in plans), language)
    yield KeyFigure(say("plans"), str(len(plans)), say("plans_note", counts=kgis))
    kpis = added(plan.kpi_counts for plan in plans)
    red = sum(kpis[code] for code in RED)
    share = numbers.share(red, sum(kpis.values()))
    yield KeyFigure(say("red"), share, counts(kpis, language), "warn" if red else "")
    overdue, soon = sum(plan.overdue for plan in plans), sum(plan.due_soon for plan in plans)
    note = say("due_soon_note", count=soon)
    yield KeyFigure(say("overdue_actions"), str(overdue), note, "bad" if overdue else "")
    missing = sum(plan.missing for plan in plans)
    yield KeyFigure(say("missing_kpis"), str(missing), "", "missing" if missing else "")
    spent, budget = _sum(plan.spent for plan in plans), _sum(plan.budget for plan in plans)
    scale = numbers.scale_of((spent, budget), language)
    given = numbers.money(budget, language, scale=scale)
    note = say("budget_note", budget=given) if budget is not None else ""
    yield KeyFigure(say("spent"), numbers.money(spent, language, scale=scale), note)


def days(plans: Sequence[PlanSummary], language: str) -> Iterator[Paragraph]:
    """Say that the totals add up figures of several days, where they do."""
    first, last = (choose(plan.as_of for plan in plans) for choose in (min, max))
    if first < last:
        details = {
            "first": numbers.long_day(first, language),
            "last": numbers.long_day(last, language),
        }
        yield Paragraph(wording(language)("totals_days", **details))


def first_fix(plan: PlanSummary) -> str:
    """Name a plan's tactic to fix first, with its KPI."""
    return f"{plan.worst_tactic} ({plan.worst_kpi})" if plan.worst_tactic else numbers.NONE


def added(counts: Iterable[Mapping[str, int]]) -> Counter[str]:
    """Add up counts by code."""
    total: Counter[str] = Counter()
    for one in counts:
        total.update(one)
    return total


def _sum(values: Iterable[Figure]) -> Figure:
    given = [value for value in values if value is not None]
    return sum(given) if given else None
