"""Several plans read in one minute: how they stand, their total, what is to fix in several, and the
worst of them, a line each; the rest behind ``--full``.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence

from btobsheet.plan.words import is_yen
from btobsheet.reports import numbers
from btobsheet.reports.document import Block, Cell, Heading, Lines, Paragraph, tone_of
from btobsheet.reports.portfolio.standing import days, headline, totals
from btobsheet.reports.portfolio.summary import PlanSummary, Portfolio, worst_first
from btobsheet.reports.portfolio.sums import KgiTotal, SameFix, kgi_totals, same_fixes
from btobsheet.reports.portfolio.words import MOST_COPIES, named, same_plans, wording
from btobsheet.wording import text

MOST_LINES = 30
"""So many lines at most, title and blank lines too."""
_FRAME = 5
"""Title, subtitle, the blank line below, and a blank line with the last one."""
FEW, MOST_FIXES = 2, 3
"""So many lines say of a kind what the report lacks, and so many what to fix in several plans."""


def minute(portfolio: Portfolio, language: str) -> Iterator[Block]:
    """Give the blocks; the plans have what room is left."""
    say, plans = wording(language), worst_first(portfolio.plans)
    first = Lines(tuple(_standing(portfolio, plans, language)))
    yield first
    sections = [*_sections(plans, language)]
    for heading, lines in sections:
        yield Heading(heading)
        yield Lines(lines)
    used = _FRAME + len(first.items) + sum(len(lines) + 2 for _, lines in sections)
    room = MOST_LINES - used - 3
    if plans:
        yield Heading(say("table"))
        yield Lines(tuple(_worst(plans, room, language)))
    yield Paragraph(text(language, "report.minute_more"))


def _standing(portfolio: Portfolio, plans: Sequence[PlanSummary], language: str) -> Iterator[Cell]:
    """Say how the plans stand, what the report lacks, and the totals."""
    say, said = wording(language), headline(plans, language)
    yield Cell(said.title, said.tone)
    yield from map(Cell, said.lines)
    if portfolio.failures:
        files = named([file for file, _ in portfolio.failures], language, MOST_COPIES)
        told = say("failures", count=len(portfolio.failures))
        yield Cell(say("minute_files", told=told, files=files), "bad")
    for told, files in same_plans(plans, language)[:FEW]:
        yield Cell(say("minute_files", told=told, files=files), "warn")
    errors = sum(plan.errors for plan in plans)
    if errors:
        names = named([plan.name for plan in plans if plan.errors], language, MOST_COPIES)
        yield Cell(say("incomplete", count=errors, plans=names), "warn")
    if portfolio.left_out:
        files = named(portfolio.left_out, language, MOST_COPIES)
        told = say("left_out", count=len(portfolio.left_out))
        yield Cell(say("minute_files", told=told, files=files))
    if plans:
        yield from map(Cell, _totals(plans, language))


def _totals(plans: Sequence[PlanSummary], language: str) -> Iterator[str]:
    """Give the totals in two lines: work, and money."""
    say = wording(language)
    _, *work, spent = totals(plans, language)
    figures = (say("minute_figure", label=one.label, value=one.value) for one in work)
    yield say("minute_join").join(figures)
    if spent.note:
        yield say("minute_spent", label=spent.label, value=spent.value, note=spent.note)
    yield from (one.text for one in days(plans, language))


def _sections(
    plans: Sequence[PlanSummary], language: str
) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    """Give the total KGIs and what is first to fix in several plans, where there are any."""
    say = wording(language)
    if sums := kgi_totals(plans):
        yield say("sums"), tuple(Cell(_sum(one, language)) for one in sums[:FEW])
    if same := same_fixes(plans):
        yield say("fixes"), tuple(Cell(_fix(one, language)) for one in same[:MOST_FIXES])


def _sum(one: KgiTotal, language: str) -> str:
    amounts = (one.forecast, one.annual)
    scale = numbers.scale_of(amounts, language) if is_yen(one.unit) else None
    forecast, annual = (numbers.quantity(value, one.unit, language, scale) for value in amounts)
    return wording(language)(
        "minute_sum",
        count=len(one.plans),
        attainment=numbers.percent(one.attainment),
        forecast=forecast,
        annual=annual,
    )


def _fix(one: SameFix, language: str) -> str:
    say, tactics = wording(language), named(one.tactics, language, MOST_COPIES)
    kpis = named(one.kpis, language, MOST_COPIES)
    key = "minute_fix" if kpis else "minute_fix_alone"
    return say(key, count=len(one.plans), tactic=tactics, kpi=kpis)


def _worst(plans: Sequence[PlanSummary], room: int, language: str) -> Iterator[Cell]:
    """Give the worst plans, a line each; where not all have room, the last line says how many more
    there are.
    """
    rest = len(plans) - room
    shown = plans if rest <= 0 else plans[: room - 1]
    names = Counter(plan.name for plan in plans)
    for plan in shown:
        file = os.path.basename(plan.file)  # noqa: PTH119 - pathlib costs 24 ms
        twice = names[plan.name] > 1 and file != plan.name
        name = wording(language)("minute_named", plan=plan.name, file=file) if twice else plan.name
        yield _plan(plan, name, language)
    if rest > 0:
        yield Cell(wording(language)("minute_rest", count=len(plans) - len(shown)))


def _plan(plan: PlanSummary, name: str, language: str) -> Cell:
    say, status = wording(language), plan.kgi_status
    key = "minute_plan" if plan.worst_tactic else "minute_plan_alone"
    return Cell(
        say(
            key,
            plan=name,
            attainment=_attainment(plan, language),
            overdue=plan.overdue,
            tactic=plan.worst_tactic,
        ),
        tone_of(status),
    )


def _attainment(plan: PlanSummary, language: str) -> str:
    """Give the KGI's attainment, with its change since the last tracked report."""
    said = numbers.percent(plan.attainment)
    if plan.change is None:
        return said
    change = text(language, "changes.points", amount=numbers.points(plan.change))
    return wording(language)("minute_change", attainment=said, change=change)
