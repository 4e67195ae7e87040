"""Sections of the report about the plan: headline, KGI, operations, KPIs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from btobsheet.reports import numbers
from btobsheet.reports.document import (
    Block,
    Callout,
    Cell,
    Column,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Table,
    tone_of,
)
from btobsheet.reports.voice import Voice
from btobsheet.status.figures import KpiFigures, OperationFigures
from btobsheet.status.pace import pace
from btobsheet.status.people import is_missing
from btobsheet.status.rules import SEVERITY, severity


def worst_first(items: Iterable[KpiFigures]) -> tuple[KpiFigures, ...]:
    """Sort KPIs by status, the worst first, else as they stand."""
    return tuple(sorted(items, key=lambda item: severity(item.status)))


def closing_line(voice: Voice, kpi: KpiFigures | None = None) -> str:
    """Say up to which month is judged, and for a KPI from how many of these months."""
    assessment = voice.assessment
    closed, plan = assessment.closed_months, assessment.plan
    if not closed:
        return voice.say("nothing_closed", day=voice.day(plan.start.last))
    month = plan.months[closed - 1]
    last = {"month": numbers.month_name(month, voice.language), "day": voice.day(month.last)}
    if kpi is None:
        return voice.say("closed", **last)
    return voice.say("closed_judged", **last, have=closed - kpi.missing_months, closed=closed)


def headline(voice: Voice) -> Iterable[Block]:
    """Say whether the plan is on course for the KGI, in one sentence, with where it is heading and
    the month it is judged by.
    """
    kgi = main_kgi(voice)
    policy = voice.assessment.plan.settings.policy
    if policy:
        yield Paragraph(voice.say("policy", policy=policy))
    if kgi is None:
        yield Callout(voice.say("headline_no_kgi"), (closing_line(voice),), "missing")
        return
    figures = (
        voice.say("headline_figures", attainment=numbers.percent(kgi.attainment))
        if kgi.attainment is not None
        else ""
    )
    title = voice.say(f"headline_{kgi.status}", name=kgi.kpi.name or kgi.kpi.id, figures=figures)
    yield Callout(title, (*_heading_for(voice, kgi), closing_line(voice, kgi)), tone_of(kgi.status))


def main_kgi(voice: Voice) -> KpiFigures | None:
    """Give the KGI the plan is judged by: of the main ones the worst."""
    kgis = voice.kgis()
    return next(iter(worst_first(item for item in kgis if item.main == kgis[0].main)), None)


def _heading_for(voice: Voice, kgi: KpiFigures) -> Iterable[str]:
    """Say where the year ends at this pace, how many months late, and what is needed from here."""
    if kgi.forecast is not None and voice.assessment.closed_months < len(kgi.monthly):
        said = voice.say(
            "headline_landing",
            forecast=voice.quantity(kgi.forecast, kgi.kpi),
            annual=voice.quantity(kgi.annual, kgi.kpi),
        )
        yield said + delay_words(voice, kgi)
    needed = pace_line(voice, kgi)
    if needed:
        yield needed


def delay_words(voice: Voice, item: KpiFigures) -> str:
    """Say how many months a KPI is late or early; nothing where that is not known."""
    if item.delay_months is None:
        return ""
    shown = numbers.number(abs(item.delay_months))
    way = "on_time" if shown == "0" else "late" if item.delay_months > 0 else "early"
    return voice.say(f"delay_{way}", count=shown)


def pace_line(voice: Voice, item: KpiFigures) -> str:
    """Say what each month to come must bring, against the best month so far.

    Nothing where nothing is needed.
    """
    found = pace(item, voice.assessment.closed_months)
    if found is None:
        return ""
    details = {
        "required": voice.quantity(found.required, item.kpi),
        "best": voice.quantity(found.best, item.kpi),
        "month": voice.month(found.month),
    }
    return voice.say(
        "pace_above" if found.times > 1 else "pace_within",
        times=numbers.number(found.times),
        **details,
    )


def kgi_figures(voice: Voice) -> Iterable[Block]:
    """Show the KGI's own figures and how many KPIs and actions stand how."""
    yield KeyFigures(tuple(_plan_figures(voice)))
    kgis = voice.kgis()
    if kgis:
        yield Heading(voice.say("kgi"))
        yield Table(
            voice.say("kgi_caption"),
            _kgi_columns(voice),
            tuple(_kgi_row(voice, item) for item in kgis),
        )


def _plan_figures(voice: Voice) -> Iterable[KeyFigure]:
    roll = voice.assessment.summary.roll
    counts = roll.kpi_counts
    good, whole = counts.get("achieved", 0) + counts.get("on_track", 0), sum(counts.values())
    note = voice.say("list_join").join(
        f"{voice.word('kpi_status', code)} {counts[code]}" for code in SEVERITY if counts.get(code)
    )
    yield KeyFigure(voice.say("kpis_fine"), numbers.share(good, whole), note)
    note = (
        voice.say("planned_note", planned=numbers.percent(roll.planned))
        if roll.planned is not None
        else ""
    )
    yield KeyFigure(voice.say("progress"), numbers.percent(roll.progress), note)
    yield KeyFigure(
        voice.say("overdue"),
        voice.say("items", count=roll.overdue),
        "",
        "bad" if roll.overdue else "",
    )
    days = voice.assessment.plan.settings.due_soon_days
    yield KeyFigure(
        voice.say("due_soon"),
        voice.say("items", count=roll.due_soon),
        voice.say("due_soon_note", days=days),
    )
    missing = sum(1 for item in voice.assessment.kpis if item.counted and is_missing(item))
    yield KeyFigure(
        voice.say("kpis_missing"),
        voice.say("items", count=missing),
        "",
        "missing" if missing else "",
    )


def _kgi_columns(voice: Voice) -> tuple[Column, ...]:
    keys = (
        "col_kgi",
        "col_status",
        "col_attainment",
        "col_actual",
        "col_expected",
        "col_forecast",
        "col_annual",
        "col_delay",
        "col_trend",
    )
    return columns_of(voice, keys, wide=("col_kgi",), right=keys[2:8])


def _kgi_row(voice: Voice, item: KpiFigures) -> tuple[Cell, ...]:
    return (
        Cell(item.kpi.name or item.kpi.id),
        voice.status(item.status),
        voice.share_cell(item.attainment),
        voice.amount_cell(item.actual_to_date, item.kpi),
        voice.amount_cell(item.expected_to_date, item.kpi),
        voice.amount_cell(item.forecast, item.kpi),
        voice.amount_cell(item.annual, item.kpi),
        voice.months_cell(item.delay_months),
        voice.status(item.trend, "trend"),
    )


def operations(voice: Voice) -> Iterable[Block]:
    """Show how each operation stands, and the KPI that makes it so."""
    if not voice.assessment.operations:
        return
    yield Heading(voice.say("operations"))
    keys = (
        "col_operation",
        "col_status",
        "col_driver",
        "col_progress",
        "col_planned",
        "col_gap",
        "col_overdue",
        "col_tactics",
        "col_digital",
    )
    columns = columns_of(voice, keys, wide=("col_operation", "col_driver"), right=keys[3:])
    yield Table(
        voice.say("operations_caption"),
        columns,
        tuple(_operation_row(voice, item) for item in voice.assessment.operations),
    )


def _operation_row(voice: Voice, item: OperationFigures) -> tuple[Cell, ...]:
    roll = item.roll
    gap = (
        roll.progress - roll.planned
        if roll.progress is not None and roll.planned is not None
        else None
    )
    return (
        Cell(voice.name(item.operation.id)),
        voice.rolled_status(roll),
        Cell(voice.bare_name(roll.driver) if roll.driver else numbers.NONE),
        voice.share_cell(roll.progress),
        voice.share_cell(roll.planned),
        Cell(numbers.points(gap), value=gap),
        voice.count_cell(roll.overdue),
        voice.count_cell(item.tactic_count),
        voice.share_cell(item.digital_share),
    )


def kpis(voice: Voice) -> Iterable[Block]:
    """Show every counted KPI, the worst first."""
    counted = worst_first(item for item in voice.assessment.kpis if item.counted)
    if not counted:
        return
    yield Heading(voice.say("kpis"))
    keys = (
        "col_kpi",
        "col_scope",
        "col_status",
        "col_attainment",
        "col_actual_expected",
        "col_trend",
        "col_forecast",
        "col_missing",
    )
    wide, right = (
        ("col_kpi", "col_scope", "col_actual_expected"),
        ("col_attainment", "col_actual_expected", "col_forecast", "col_missing"),
    )
    columns = columns_of(voice, keys, wide=wide, right=right)
    yield Table(
        voice.say("kpis_caption"), columns, tuple(_kpi_row(voice, item) for item in counted)
    )
    yield from _beside(voice, counted)


def _beside(voice: Voice, counted: Sequence[KpiFigures]) -> Iterable[Block]:
    """Say what only some KPIs have: how far they are from their start, what their owners expect."""
    gained = [
        (item, item.against_baseline) for item in counted if item.against_baseline is not None
    ]
    if gained:
        shown = (
            f"{voice.name(item.kpi.id)} {'+' if value > 0 else ''}{voice.quantity(value, item.kpi)}"
            for item, value in gained
        )
        yield Paragraph(voice.say("baselines", kpis=voice.say("list_join").join(shown)))
    expected = [item for item in counted if item.kpi.outlook is not None]
    if expected:
        shown = (
            f"{voice.name(item.kpi.id)} {voice.quantity(item.kpi.outlook, item.kpi)}"
            for item in expected
        )
        yield Paragraph(voice.say("outlooks", kpis=voice.say("list_join").join(shown)))


def _kpi_row(voice: Voice, item: KpiFigures) -> tuple[Cell, ...]:
    return (
        Cell(voice.name(item.kpi.id)),
        Cell(voice.bare_name(item.kpi.scope)),
        voice.status(item.status),
        voice.share_cell(item.attainment),
        Cell(
            (
                f"{voice.quantity(item.actual_to_date, item.kpi)} / "
                f"{voice.quantity(item.expected_to_date, item.kpi)}"
            ),
            value=item.actual_to_date,
        ),
        voice.status(item.trend, "trend"),
        voice.amount_cell(item.forecast, item.kpi),
        Cell(
            voice.say("missing_count", count=item.missing_months)
            if item.missing_months
            else numbers.NONE,
            value=item.missing_months,
        ),
    )


def columns_of(
    voice: Voice,
    keys: Sequence[str],
    wide: Sequence[str] = (),
    right: Sequence[str] = (),
    people: str = "",
) -> tuple[Column, ...]:
    """Make columns of their wording keys.

    The wide ones hold sentences, the right ones figures, ``people`` a person a row.
    """
    return tuple(
        Column(voice.say(key), "right" if key in right else "left", key in wide, key == people)
        for key in keys
    )
