"""Money by month, tactics that were stopped, what each business takes and brings, last year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate

from btobsheet.plan.lookup import grouped
from btobsheet.reports import numbers
from btobsheet.reports.document import Block, Cell, Heading, Paragraph, Table
from btobsheet.reports.voice import Voice, columns_of
from btobsheet.status.figures import KpiFigures, TacticFigures
from btobsheet.status.money import money, segment_of
from btobsheet.status.rollup import driving_kpi
from btobsheet.status.rules import positive


def by_month(voice: Voice) -> Iterable[Block]:
    """Show what each month was to cost and cost; nothing where no month says it."""
    summary = voice.assessment.summary
    if all(plan is None and spent is None for plan, spent in summary.monthly_money):
        return
    yield Heading(voice.say("money_months"))
    if summary.planned_cost is not None:
        planned = [
            item
            for item in voice.assessment.tactics
            if item.counted and item.planned_cost is not None
        ]
        said = {
            "planned": voice.money(summary.planned_cost),
            "spent": voice.money(money(item.spent for item in planned)),
            "budget": voice.money(money(item.budget for item in planned)),
        }
        yield Paragraph(voice.say("money_to_date", **said))
    rows = []
    totals = accumulate(spent or 0.0 for _, spent in summary.monthly_money)
    for month, ((plan, spent), total) in enumerate(
        zip(summary.monthly_money, totals, strict=True), start=1
    ):
        over = month <= voice.assessment.closed_months
        rows.append(
            (
                Cell(voice.month(month)),
                voice.money_cell(plan),
                voice.money_cell(spent),
                voice.money_cell(total if over else None),
            )
        )
    keys = ("col_month", "col_budget", "col_spent", "col_spent_total")
    yield Table(voice.say("money_caption"), columns_of(voice, keys, right=keys[1:]), tuple(rows))


def stopped(voice: Voice) -> Iterable[Block]:
    """Show the tactics that were stopped: their money and results stay in the figures."""
    found = [item for item in voice.assessment.tactics if item.tactic.is_ended]
    if not found:
        return
    yield Heading(voice.say("stopped"))
    keys = ("col_tactic", "col_stopped_on", "col_spent", "col_brought", "col_reason")
    yield Table(
        voice.say("stopped_caption"),
        columns_of(voice, keys, wide=("col_tactic", "col_reason"), right=("col_spent",)),
        tuple(_stopped_row(voice, item) for item in found),
        voice.say("stopped_note"),
    )


def _stopped_row(voice: Voice, item: TacticFigures) -> tuple[Cell, ...]:
    tactic = item.tactic
    results = [
        f"{voice.bare_name(one.kpi.id)} {voice.quantity(one.actual_to_date, one.kpi)}"
        for one in voice.assessment.kpis
        if one.kpi.scope == tactic.id and one.actual_to_date is not None
    ]
    return (
        Cell(voice.name(tactic.id)),
        voice.day_cell(tactic.stopped_on),
        voice.money_cell(item.spent),
        Cell(voice.say("list_join").join(results) or numbers.NONE),
        Cell(tactic.reason or numbers.NONE),
    )


def segments(voice: Voice) -> Iterable[Block]:
    """Add the tactics up by product or business; nothing where none is named."""
    counted = [item for item in voice.assessment.tactics if item.counted]
    groups = grouped(counted, lambda item: segment_of(item.tactic).lower())
    if not any(groups):
        return
    yield Heading(voice.say("segments"))
    keys = ("col_segment", "col_tactics", "col_status", "col_kpis_fine", "col_budget", "col_spent")
    yield Table(
        voice.say("segments_caption"),
        columns_of(voice, keys, wide=("col_segment",), right=("col_tactics", *keys[3:])),
        tuple(_segment_row(voice, group) for group in groups.values()),
    )


def _segment_row(voice: Voice, group: Sequence[TacticFigures]) -> tuple[Cell, ...]:
    scopes = {item.tactic.id for item in group}
    kpis = [one for one in voice.assessment.kpis if one.judged and one.kpi.scope in scopes]
    worst = driving_kpi(one for one in kpis if one.main)
    fine = sum(one.status in ("on_track", "achieved") for one in kpis)
    return (
        Cell(segment_of(group[0].tactic) or voice.say("no_segment")),
        voice.count_cell(len(group)),
        voice.kpi_status(worst) if worst else Cell(numbers.NONE),
        Cell(numbers.share(fine, len(kpis)) if kpis else numbers.NONE),
        voice.money_cell(money(item.budget for item in group)),
        voice.money_cell(money(item.spent for item in group)),
    )


def last_year(voice: Voice, items: Iterable[KpiFigures]) -> Iterable[Block]:
    """Say where KPIs land against last year; nothing where no last year is known."""
    shown = []
    for item in items:
        before, now = item.kpi.last_year, item.forecast
        if before is not None and now is not None and positive(before):
            times = numbers.percent(now / before)
            shown.append(f"{voice.name(item.kpi.id)} {times}")
    if shown:
        yield Paragraph(voice.say("last_years", kpis=voice.say("list_join").join(shown)))
