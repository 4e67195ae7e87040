"""Explain a KPI: its figures and months with cells, its rule, which condition made its status."""

from __future__ import annotations

from collections.abc import Iterable

from btobsheet.plan.records import Kpi, Record
from btobsheet.problems import problem
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
from btobsheet.reports.explain.more import explain_effect, explain_moves
from btobsheet.reports.problems import where
from btobsheet.reports.status.headline import closing_line
from btobsheet.reports.status.next import last_months
from btobsheet.reports.voice import Voice, columns_of
from btobsheet.status.figures import KpiFigures, MonthFigures
from btobsheet.status.kpi import ratio_parts
from btobsheet.status.rules import MONTHS, at_least, positive
from btobsheet.wording.columns import field_name

STEPS = 8
INPUTS = (
    "aggregation",
    "direction",
    "numerator",
    "denominator",
    "baseline",
    "annual_target",
    "warn_line",
    "alarm_line",
    "parent",
    "parent_rate",
)


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
    yield from _trend(voice, item)
    yield from explain_effect(voice, item)
    yield from explain_moves(voice, item)
    yield Heading(voice.say("explain_months"))
    yield _months(voice, item)
    yield Heading(voice.say("explain_cells"))
    yield inputs_table(voice, item.kpi, "kpis", tuple(_inputs(voice, item)))


def _notes(voice: Voice, item: KpiFigures) -> Iterable[str]:
    if not item.counted:
        yield voice.say("not_counted")
    if item.kpi.aggregation == "ratio" and item.aggregation != "ratio":
        yield voice.say("ratio_as_mean")
    if item.missing_months:
        yield voice.say("months_left_out", months=voice.months(voice.missing_months(item)))


def _figures(voice: Voice, item: KpiFigures) -> Iterable[KeyFigure]:
    kpi = item.kpi
    amounts = (
        ("col_actual", item.actual_to_date),
        ("col_expected", item.expected_to_date),
        ("col_annual", item.annual),
        ("col_forecast", item.forecast),
        ("outlook", kpi.outlook),
        ("run_rate", item.run_rate),
        ("required_pace", item.required_pace),
        ("against_baseline", item.against_baseline),
    )
    say = voice.say
    attainment = numbers.percent(item.attainment)
    yield KeyFigure(say("col_attainment"), attainment, tone=tone_of(item.status))
    for key, value in amounts:
        if value is not None:
            yield KeyFigure(say(key), voice.quantity(value, kpi))
    if item.trend:
        word = voice.word("trend", item.trend)
        yield KeyFigure(say("col_trend"), word, _change(voice, item), tone_of(item.trend))
    if item.delay_months is not None:
        count = say("months_count", count=numbers.number(item.delay_months))
        yield KeyFigure(say("delay"), count, say("delay_note"))
    if item.unit_cost is not None:
        yield KeyFigure(say("unit_cost"), voice.money(item.unit_cost), say("unit_cost_note"))


def _change(voice: Voice, item: KpiFigures) -> str:
    return voice.say("last_change", change=numbers.points(item.last_change))


def _worked(voice: Voice, item: KpiFigures) -> Iterable[Block]:
    """Put the KPI's own numbers into the rules.

    Attainment exact enough to tell it from a threshold.
    """
    actual, expected = (
        voice.quantity(value, item.kpi) for value in (item.actual_to_date, item.expected_to_date)
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
        annual, forecast = (
            voice.quantity(value, item.kpi) for value in (item.annual, item.forecast)
        )
        yield Paragraph(
            voice.say(
                "worked_forecast",
                annual=annual,
                actual=actual,
                expected=expected,
                forecast=forecast,
            )
        )


def _trend(voice: Voice, item: KpiFigures) -> Iterable[Block]:
    """Say how the trend is judged, with the months it was judged by."""
    if item.trend:
        tolerance = numbers.number(voice.assessment.plan.settings.trend * 100)
        rates = " → ".join(map(numbers.percent, last_months(voice, item)))
        yield Paragraph(
            voice.say(
                "rule_trend",
                tolerance=tolerance,
                months=rates,
                trend=voice.word("trend", item.trend),
            )
        )


def fitting_step(item: KpiFigures, closed: int) -> int:
    """Give which condition made the status, 1 … 8 (figures.md, "status"), by the figures alone."""
    if item.status == "no_target":
        return 1
    if closed == 0:
        return 2
    if _year_reached(item):
        return 3
    if item.status == "no_data":
        return 4
    if item.actual_to_date is not None and (
        item.kpi.warn_line is not None or item.kpi.alarm_line is not None
    ):
        return 5
    if item.attainment is None:
        return 6
    return 7 if closed == item.months_evaluated == MONTHS else 8


def _year_reached(item: KpiFigures) -> bool:
    if (
        (item.aggregation, item.direction) != ("sum", "up")
        or item.actual_to_date is None
        or item.annual is None
    ):
        return False
    return positive(item.annual) and at_least(item.actual_to_date, item.annual)


def _ladder(voice: Voice, item: KpiFigures) -> Table:
    settings, fits = (
        voice.assessment.plan.settings,
        fitting_step(item, voice.assessment.closed_months),
    )
    details = {
        "stale": settings.stale_months,
        "on_track": numbers.percent(settings.on_track),
        "at_risk": numbers.percent(settings.at_risk),
        "warn": voice.quantity(item.kpi.warn_line, item.kpi),
        "alarm": voice.quantity(item.kpi.alarm_line, item.kpi),
    }
    lines = item.kpi.warn_line is not None or item.kpi.alarm_line is not None
    rows = []
    for step in range(1, STEPS + 1):
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


def _months(voice: Voice, item: KpiFigures) -> Table:
    keys = ("col_month", "col_target", "col_actual_month", "col_attainment", "col_cell")
    rows = tuple(
        _month_row(voice, item, index, month) for index, month in enumerate(item.monthly, start=1)
    )
    return Table(voice.say("months_caption"), columns_of(voice, keys, right=keys[1:4]), rows)


def _month_row(voice: Voice, item: KpiFigures, index: int, month: MonthFigures) -> tuple[Cell, ...]:
    judged = index <= voice.assessment.closed_months
    missing = judged and month.actual is None
    return (
        Cell(voice.month(index) if judged else voice.say("month_open", month=voice.month(index))),
        Cell(voice.quantity(month.target, item.kpi)),
        Cell(voice.word("kpi_status", "no_data"), "missing")
        if missing
        else Cell(voice.quantity(month.actual, item.kpi)),
        Cell(numbers.percent(month.attainment)),
        Cell(_month_cells(voice, item, index) or numbers.NONE),
    )


def _month_cells(voice: Voice, item: KpiFigures, index: int) -> str:
    """Name the cells a month's value comes from: two of a ratio."""
    key = f"actual.{voice.assessment.plan.months[index - 1]}"
    sources = ratio_parts(item.kpi, voice.lookup) or (item.kpi,)
    return voice.say("divided_by").join(filter(None, (cell_of(source, key) for source in sources)))


def cell_of(record: Record, column: str) -> str:
    """Name the cell of a record's column, or nothing where it was not read from a workbook."""
    if record.origin is None or column not in record.origin.columns:
        return ""
    return where(problem("N000", record.origin.place(column)))


def inputs_table(
    voice: Voice, record: Record, table: str, shown: tuple[tuple[str, str], ...]
) -> Table:
    """List inputs (field, value as shown) with their names and cells."""
    named = (
        (field_name(voice.language, table, field), value, cell_of(record, field))
        for field, value in shown
    )
    rows = tuple(tuple(Cell(part or numbers.NONE) for part in row) for row in named)
    return Table(
        voice.say("inputs_caption"),
        columns_of(voice, ("col_what", "col_value", "col_cell"), wide=("col_value",)),
        rows,
    )


def _inputs(voice: Voice, item: KpiFigures) -> Iterable[tuple[str, str]]:
    for field in INPUTS:
        shown = _shown(voice, item.kpi, field)
        if shown:
            yield field, shown


def _shown(voice: Voice, kpi: Kpi, field: str) -> str:
    value = getattr(kpi, field)
    if value in ("", None):
        return ""
    if field in ("aggregation", "direction"):
        return voice.word(field, value)
    if field in ("numerator", "denominator", "parent"):
        return voice.name(value)
    return numbers.number(value, 4) if field == "parent_rate" else voice.quantity(value, kpi)
