"""Plans side by side as a picture: each KGI's year and months, and the KPIs by status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from btobsheet.plan.words import is_yen
from btobsheet.reports import numbers
from btobsheet.reports.document import Cell, tone_of
from btobsheet.reports.pictures import Bullet, PlanRow, PlanRows, Spark
from btobsheet.reports.portfolio.summary import PlanSummary
from btobsheet.reports.portfolio.words import wording
from btobsheet.status.rules import COUNTED, at_least
from btobsheet.wording.words import label

MOST_DRAWN = 60
"""How many plans are drawn: a page of all of a thousand would be too heavy to open."""


def plan_rows(plans: Sequence[PlanSummary], language: str) -> PlanRows:
    """Draw the plans in their order; all are in the data, the first ones on paper."""
    say, parts = wording(language), _parts(plans)
    ways, rest = Counter(map(_way, plans)), len(plans) - MOST_DRAWN
    return PlanRows(
        title=say("rows_title"),
        summary=say("rows_summary", **{way: ways[way] for way in ("reach", "short", "unknown")}),
        rows=tuple(_row(plan, parts, language) for plan in plans),
        parts=tuple(_part(codes, language) for codes in parts),
        drawn=MOST_DRAWN,
        rest=say("rows_rest", drawn=MOST_DRAWN, count=rest) if rest > 0 else say("rows_all"),
        actual_word=say("actual_word"),
        forecast_word=say("forecast_word"),
        target_word=say("target_word"),
        months_word=say("months_word"),
    )


def _parts(plans: Sequence[PlanSummary]) -> list[list[str]]:
    """Give the statuses that any KPI has, those of one tone together."""
    found: dict[str, list[str]] = {}
    for code in COUNTED:
        if any(plan.kpi_counts.get(code) for plan in plans):
            found.setdefault(tone_of(code), []).append(code)
    return list(found.values())


def _part(codes: Sequence[str], language: str) -> Cell:
    words = (label("kpi_status", code, language) for code in codes)
    return Cell(wording(language)("counts_join").join(words), tone_of(codes[0]))


def _way(plan: PlanSummary) -> str:
    """Tell whether a plan's KGI is going to reach the target of the year."""
    if plan.forecast is None or plan.annual is None:
        return "unknown"
    more, less = plan.forecast, plan.annual
    if plan.direction == "down":
        more, less = less, more
    return "reach" if at_least(more, less) else "short"


def _row(plan: PlanSummary, parts: Sequence[Sequence[str]], language: str) -> PlanRow:
    say, status = wording(language), plan.kgi_status
    tone = tone_of(status)
    left = [
        say(f"row_{name}", count=count)
        for name, count in (("overdue", plan.overdue), ("missing", plan.missing))
        if count
    ]
    actual, figures = _figures(plan, language)
    return PlanRow(
        name=plan.name or numbers.NONE,
        day=say("row_day", day=numbers.long_day(plan.as_of, language)),
        status=Cell(label("kpi_status", status, language), tone)
        if status
        else Cell(say("no_kgi"), "quiet"),
        kgi=plan.kgi,
        unit=plan.unit,
        actual=actual,
        figures=figures,
        bullet=Bullet(plan.actual, plan.annual, plan.forecast, tone),
        spark=Spark(plan.actuals, plan.targets, plan.closed_months, tone),
        counts=tuple(sum(plan.kpi_counts.get(code, 0) for code in codes) for codes in parts),
        left=say("counts_join").join(left),
        off_target=plan.off_target,
    )


def _figures(plan: PlanSummary, language: str) -> tuple[str, str]:
    """Say the values that the bullet shows, money in one scale: the actual with its attainment, and
    where the year is going.
    """
    if plan.annual is None and plan.actual is None:
        return "", ""
    say, amounts = wording(language), (plan.actual, plan.forecast, plan.annual)
    scale = numbers.scale_of(amounts, language) if is_yen(plan.unit) else None
    actual, forecast, annual = (
        numbers.quantity(value, plan.unit, language, scale) for value in amounts
    )
    ahead = say("row_figures", forecast=forecast, annual=annual)
    if plan.direction == "down":
        ahead = say("row_figures_down", figures=ahead)
    if plan.attainment is None:
        return (actual if plan.actual is not None else ""), ahead
    return say("row_actual", actual=actual, attainment=numbers.percent(plan.attainment)), ahead
