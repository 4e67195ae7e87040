"""Explain a KPI: its figures and months with cells, its rule, which condition made its status."""

from __future__ import annotations

from collections.abc import Iterable

from btobsheet.plan.records import Kpi, attribute_of
from btobsheet.reports import numbers
from btobsheet.reports.document import (
    Block,
    Callout,
    Cell,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Table,
    tone_of,
)
from btobsheet.reports.explain.cells import inputs_table, months_table
from btobsheet.reports.explain.course import explain_course
from btobsheet.reports.explain.more import explain_effect, explain_moves
from btobsheet.reports.numbers import Scale
from btobsheet.reports.status.headline import closing_line
from btobsheet.reports.status.standing import moved_from_baseline, way_from_baseline
from btobsheet.reports.voice import Voice, columns_of
from btobsheet.status.effect import MONTHS
from btobsheet.status.figures import Figure, KpiFigures
from btobsheet.status.landing import on_year
from btobsheet.status.pace import is_over
from btobsheet.status.steps import fitting_step

STEPS = 8
INPUTS = (
    "aggregation",
    "direction",
    "numerator",
    "denominator",
    "last_year",
    "from",
    "to",
    "baseline",
    "annual_target",
    "warn_line",
    "alarm_line",
    "parent",
    "parent_rate",
    "lag",
    "opening",
)
AMOUNTS = ("last_year", "baseline", "annual_target", "warn_line", "alarm_line")
"""Those of them that are in the KPI's own unit."""


def explain_kpi(voice: Voice, item: KpiFigures) -> Iterable[Block]:
    """Give everything about one KPI."""
    yield Callout(
        voice.word("kpi_status", item.status),
        (closing_line(voice, item), *_notes(voice, item)),
        tone_of(item.status),
    )
    yield KeyFigures(tuple(_figures(voice, item)))
    yield Heading(voice.say("explain_rule"))
    yield Paragraph(voice.say(f"rule_{item.aggregation}"))
    yield Paragraph(voice.say(f"rule_{item.direction}"))
    yield from _worked(voice, item)
    yield _ladder(voice, item)
    yield from explain_course(voice, item)
    yield from explain_effect(voice, item)
    yield from explain_moves(voice, item)
    yield Heading(voice.say("explain_months"))
    yield months_table(voice, item)
    yield Heading(voice.say("explain_cells"))
    yield inputs_table(voice, item.kpi, "kpis", tuple(_inputs(voice, item)))


def _notes(voice: Voice, item: KpiFigures) -> Iterable[str]:
    if not item.counted:
        yield voice.say("not_counted")
    if (item.first_month, item.last_month) != (1, MONTHS) and item.first_month <= item.last_month:
        span = _span(item)
        yield voice.say("months_in_effect", months=voice.months(span), count=len(span))
    if item.kpi.aggregation == "ratio" and item.aggregation != "ratio":
        yield voice.say("ratio_as_mean")
    if item.missing_months:
        yield voice.say("months_left_out", months=voice.months(item.missing))
    if voice.assessment.plan.history:
        from btobsheet.reports.explain.memory import memory_notes  # lazy door: few plans have one

        yield from memory_notes(voice, item)


def _figures(voice: Voice, item: KpiFigures) -> Iterable[KeyFigure]:
    kpi = item.kpi
    amounts: tuple[tuple[str, Figure], ...] = (
        ("col_actual", item.actual_to_date),
        ("col_expected", item.expected_to_date),
        ("col_annual", item.annual),
        *(() if is_over(item, voice.assessment.closed_months) else _heading_to(item)),
    )
    say = voice.say
    attainment = numbers.percent(item.attainment)
    yield KeyFigure(say("col_attainment"), attainment, tone=tone_of(item.status))
    scale = voice.scale((*(value for _, value in amounts), item.against_baseline))
    for key, value in amounts:
        if value is not None:
            yield KeyFigure(say(key), voice.quantity(value, kpi, scale))
    if item.against_baseline is not None:
        moved = voice.difference(moved_from_baseline(item), kpi, scale)
        yield KeyFigure(say("against_baseline"), moved, way_from_baseline(voice, item))
    compared = on_year(item)
    if compared is not None:
        over = is_over(item, voice.assessment.closed_months)
        note = say("on_year_note_over" if over else "on_year_note")
        yield KeyFigure(say("col_on_year"), numbers.percent(compared), note)
    if item.trend:
        word = voice.word("trend", item.trend)
        yield KeyFigure(say("col_trend"), word, _change(voice, item), tone_of(item.trend))
    if item.delay_months is not None:
        yield KeyFigure(say("delay"), voice.months_text(item.delay_months), say("delay_note"))
    if item.unit_cost is not None:
        shown = voice.unit_cost(item.unit_cost, kpi)
        yield KeyFigure(say("unit_cost"), shown, _unit_cost_note(voice, item))


def _heading_to(item: KpiFigures) -> tuple[tuple[str, Figure], ...]:
    """Give what tells of the months to come."""
    return (
        ("col_forecast", item.forecast),
        ("outlook", item.kpi.outlook),
        ("run_rate", item.run_rate),
        ("required_pace", item.required_pace),
    )


def _unit_cost_note(voice: Voice, item: KpiFigures) -> str:
    """Say what is divided by what: the whole spending, by the results of the months that count."""
    if item.first_month == 1 and item.last_month == MONTHS:
        return voice.say("unit_cost_note")
    return voice.say("unit_cost_note_part", months=voice.months(_span(item)))


def _span(item: KpiFigures) -> tuple[int, ...]:
    return tuple(range(item.first_month, item.last_month + 1))


def _change(voice: Voice, item: KpiFigures) -> str:
    change = numbers.points(item.last_change)
    same = change == numbers.points(0.0)
    return voice.say("last_same") if same else voice.say("last_change", change=change)


def _worked(voice: Voice, item: KpiFigures) -> Iterable[Block]:
    """Put the KPI's own numbers into the rules.

    Attainment exact enough to tell it from a threshold.
    """
    actual, expected, annual, forecast = voice.quantities(
        item.kpi, item.actual_to_date, item.expected_to_date, item.annual, item.forecast
    )
    if item.attainment is not None:
        yield Paragraph(
            voice.say(
                f"worked_{item.direction}",
                actual=actual,
                expected=expected,
                attainment=numbers.number(item.attainment * 100, 3),
            )
        )
    if item.forecast is not None:
        yield Paragraph(
            voice.say(
                _forecast_rule(item, voice.assessment.closed_months),
                annual=annual,
                actual=actual,
                expected=expected,
                forecast=forecast,
            )
        )


def _forecast_rule(item: KpiFigures, closed: int) -> str:
    """Name the sentence that tells how the forecast came about."""
    if is_over(item, closed):
        return "worked_forecast_over"
    by_target = None
    if item.annual is not None and item.actual_to_date is not None and item.expected_to_date:
        by_target = item.annual * item.actual_to_date / item.expected_to_date
    level = item.aggregation == "latest" and (by_target is None or by_target != item.forecast)
    return "worked_forecast_pace" if level else "worked_forecast"


def _ladder(voice: Voice, item: KpiFigures) -> Table:
    settings, fits = (
        voice.assessment.plan.settings,
        fitting_step(item, voice.assessment.closed_months),
    )
    details = {
        "stale": settings.stale_months,
        "on_track": numbers.percent(settings.on_track),
        "at_risk": numbers.percent(settings.at_risk),
    }
    warn, alarm = voice.quantities(item.kpi, item.kpi.warn_line, item.kpi.alarm_line)
    details |= {"warn": warn, "alarm": alarm}
    lines = item.kpi.warn_line is not None or item.kpi.alarm_line is not None
    rows = []
    for step in range(STEPS + 1):
        outcome = (
            voice.status(item.status)
            if step == fits
            else Cell(voice.say("step_no" if step < fits else "step_unasked"))
        )
        key = "step_5_none" if step == 5 and not lines else f"step_{step}"
        rows.append((Cell(str(step)), Cell(voice.say(key, **details)), outcome))
    return Table(
        voice.say("ladder_caption"),
        columns_of(
            voice, ("col_step", "col_rule", "col_outcome"), wide=("col_rule",), right=("col_step",)
        ),
        tuple(rows),
    )


def _inputs(voice: Voice, item: KpiFigures) -> Iterable[tuple[str, str]]:
    scale = voice.scale(getattr(item.kpi, field) for field in AMOUNTS)
    for field in INPUTS:
        shown = _shown(voice, item.kpi, field, scale)
        if shown:
            yield field, shown


def _shown(voice: Voice, kpi: Kpi, field: str, scale: Scale) -> str:
    value = getattr(kpi, attribute_of(field))
    if value in ("", None):
        return ""
    if field in ("aggregation", "direction"):
        return voice.word(field, value)
    if field in ("numerator", "denominator", "parent"):
        return voice.name(value)
    if field in ("from", "to"):
        return numbers.month_name(value, voice.language)
    amount = field in AMOUNTS
    return voice.quantity(value, kpi, scale) if amount else numbers.number(value, 4)
