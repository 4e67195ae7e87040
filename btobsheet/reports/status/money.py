"""Money by month, tactics that were stopped, what each business takes and brings, last year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate

from btobsheet.plan.lookup import grouped
from btobsheet.plan.spelling import compared
from btobsheet.reports import numbers
from btobsheet.reports.document import Block, Cell, Heading, Paragraph, Table
from btobsheet.reports.numbers import Scale
from btobsheet.reports.voice import Voice, columns_of
from btobsheet.status.figures import Figure, KpiFigures, TacticFigures
from btobsheet.status.landing import on_year
from btobsheet.status.money import money, month_money, segment_of
from btobsheet.status.rollup import driving_kpi
from btobsheet.status.rules import FINE


def by_month(voice: Voice) -> Iterable[Block]:
    """Show what each month was to cost and cost; nothing where no month says it."""
    summary = voice.assessment.summary
    if all(plan is None and spent is None for plan, spent in summary.monthly_money):
        return
    yield Heading(voice.say("money_months"))
    if summary.planned_cost is not None:
        yield Paragraph(_to_date(voice))
    keys = ("col_month", "col_budget", "col_spent", "col_spent_total")
    rows = tuple(_month_rows(voice))
    yield Table(voice.say("money_caption"), columns_of(voice, keys, right=keys[1:]), rows)


def _to_date(voice: Voice) -> str:
    """Compare what the closed months were to cost with what they cost; later spending apart."""
    closed, tactics = voice.assessment.closed_months, voice.assessment.tactics
    planned = [item for item in tactics if item.counted and item.planned_cost is not None]
    by_month = month_money([item.tactic for item in planned], voice.lookup)
    spent = money(amount for _, amount in by_month[:closed])
    later = money(amount for _, amount in by_month[closed:])
    undated = money(item.tactic.spent for item in planned if not _has_months(voice, item))
    amounts = (voice.assessment.summary.planned_cost, spent or 0.0, later, undated)
    budget = money(item.budget for item in planned)
    shown = list(voice.moneys(*amounts, budget))
    said = [voice.say("money_to_date", planned=shown[0], spent=shown[1], budget=shown[4])]
    said += [voice.say("money_later", amount=shown[2])] if later else []
    said += [voice.say("money_undated", amount=shown[3])] if undated else []
    return voice.say("sentence_gap").join(said)


def _has_months(voice: Voice, item: TacticFigures) -> bool:
    """Tell whether what a tactic spent stands by month."""
    rows = voice.lookup.costs_of.get(item.tactic.id, ())
    return any(amount is not None for row in rows for amount in row.actual)


def _month_rows(voice: Voice) -> Iterable[tuple[Cell, ...]]:
    """Give a row a month: its plan, its spending, and of the closed ones what is spent by then."""
    monthly, closed = voice.assessment.summary.monthly_money, voice.assessment.closed_months
    totals = accumulate(spent or 0.0 for _, spent in monthly)
    rows = [
        (plan, spent, total if month <= closed else None)
        for month, ((plan, spent), total) in enumerate(zip(monthly, totals, strict=True), start=1)
    ]
    scale = voice.scale(value for row in rows for value in row)
    for month, row in enumerate(rows, start=1):
        yield Cell(voice.month(month)), *(voice.money_cell(value, scale) for value in row)


def stopped(voice: Voice) -> Iterable[Block]:
    """Show the tactics that were stopped: their money and results stay in the figures."""
    found = [item for item in voice.assessment.tactics if item.tactic.is_ended]
    if not found:
        return
    yield Heading(voice.say("stopped"))
    keys = ("col_tactic", "col_stopped_on", "col_spent", "col_brought", "col_reason")
    money_scale = voice.scale(item.spent for item in found)
    ids = {item.tactic.id for item in found}
    brought = [item for item in voice.assessment.kpis if item.kpi.scope in ids]
    scale = voice.scale_of(brought, lambda item: (item.actual_to_date,))
    yield Table(
        voice.say("stopped_caption"),
        columns_of(voice, keys, wide=("col_tactic", "col_reason"), right=("col_spent",)),
        tuple(_stopped_row(voice, item, money_scale, scale) for item in found),
        voice.say("stopped_note"),
    )


def _stopped_row(
    voice: Voice, item: TacticFigures, money_scale: Scale, scale: Scale
) -> tuple[Cell, ...]:
    tactic = item.tactic
    results = [
        f"{voice.bare_name(one.kpi.id)} {voice.quantity(one.actual_to_date, one.kpi, scale)}"
        for one in voice.assessment.kpis
        if one.kpi.scope == tactic.id and one.actual_to_date is not None
    ]
    return (
        Cell(voice.name(tactic.id)),
        voice.day_cell(tactic.stopped_on),
        voice.money_cell(item.spent, money_scale),
        Cell(voice.say("list_join").join(results) or numbers.NONE),
        Cell(tactic.reason or numbers.NONE),
    )


def segments(voice: Voice) -> Iterable[Block]:
    """Add the tactics up by product or business; nothing where none is named."""
    counted = [item for item in voice.assessment.tactics if item.counted]
    groups = grouped(counted, lambda item: compared(segment_of(item.tactic)))
    if not any(groups):
        return
    yield Heading(voice.say("segments"))
    keys = ("col_segment", "col_tactics", "col_status", "col_kpis_fine", "col_budget", "col_spent")
    scale = voice.scale(value for group in groups.values() for value in _budget_and_spent(group))
    yield Table(
        voice.say("segments_caption"),
        columns_of(voice, keys, wide=("col_segment",), right=("col_tactics", *keys[3:])),
        tuple(_segment_row(voice, group, scale) for group in groups.values()),
    )


def _budget_and_spent(group: Sequence[TacticFigures]) -> tuple[Figure, Figure]:
    return money(item.budget for item in group), money(item.spent for item in group)


def _segment_row(voice: Voice, group: Sequence[TacticFigures], scale: Scale) -> tuple[Cell, ...]:
    scopes = {item.tactic.id for item in group}
    kpis = [one for one in voice.assessment.kpis if one.judged and one.kpi.scope in scopes]
    worst = driving_kpi(one for one in kpis if one.main)
    fine = sum(one.status in FINE for one in kpis)
    return (
        Cell(segment_of(group[0].tactic) or voice.say("no_segment")),
        voice.count_cell(len(group)),
        voice.kpi_status(worst) if worst else Cell(numbers.NONE),
        Cell(numbers.share(fine, len(kpis)) if kpis else numbers.NONE),
        *(voice.money_cell(value, scale) for value in _budget_and_spent(group)),
    )


def last_year(voice: Voice, items: Iterable[KpiFigures]) -> Iterable[Block]:
    """Say where KPIs land against last year; nothing where no last year is known."""
    shown = []
    for item in items:
        found = on_year(item)
        if found is not None:
            share, same = numbers.percent(found), numbers.percent(1.0)
            said = voice.say("same") if share == same else share
            shown.append(f"{voice.name(item.kpi.id)} {said}")
    if shown:
        key = "last_years_over" if voice.year_over else "last_years"
        yield Paragraph(voice.say(key, kpis=voice.say("list_join").join(shown)))
