"""Sections of the report about the plan: KGI, operations, KPIs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from btobsheet.reports import numbers
from btobsheet.reports.document import (
    Block,
    Cell,
    Column,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Table,
)
from btobsheet.reports.numbers import Scale
from btobsheet.reports.status.headline import worst_first
from btobsheet.reports.status.money import last_year
from btobsheet.reports.voice import Voice, columns_of
from btobsheet.status.figures import Figure, KpiFigures, OperationFigures
from btobsheet.status.people import is_missing
from btobsheet.status.rules import COUNTED, FINE


def plan_figures(voice: Voice) -> Iterable[Block]:
    """Show how many KPIs and actions stand how."""
    yield KeyFigures(tuple(_plan_figures(voice)))


def kgi_figures(voice: Voice) -> Iterable[Block]:
    """Show the KGIs' own figures."""
    kgis = voice.kgis()
    if kgis:
        yield Heading(voice.say("kgi"))
        scale = voice.scale_of(kgis, _kgi_amounts)
        rows = tuple(_kgi_row(voice, item, scale) for item in kgis)
        caption = voice.say("kgi_caption_over" if voice.year_over else "kgi_caption")
        yield Table(caption, _kgi_columns(voice), rows)


def fine_share(voice: Voice) -> str:
    """Show how many of the judged KPIs are fine."""
    counts = voice.assessment.summary.roll.kpi_counts
    return numbers.share(sum(counts.get(one, 0) for one in FINE), sum(counts.values()))


def status_counts(voice: Voice, codes: Sequence[str] = COUNTED) -> str:
    """Show how many KPIs stand how, those of some statuses; an empty text for none."""
    counts = voice.assessment.summary.roll.kpi_counts
    named = (f"{voice.word('kpi_status', one)} {counts[one]}" for one in codes if counts.get(one))
    return voice.say("list_join").join(named)


def _plan_figures(voice: Voice) -> Iterable[KeyFigure]:
    roll, say = voice.assessment.summary.roll, voice.say
    yield KeyFigure(say("kpis_fine"), fine_share(voice), status_counts(voice))
    planned = numbers.percent(roll.planned)
    note = say("planned_note", planned=planned) if roll.planned is not None else ""
    yield KeyFigure(say("progress"), numbers.percent(roll.progress), note)
    overdue = say("items", count=roll.overdue)
    yield KeyFigure(say("overdue"), overdue, "", "bad" if roll.overdue else "")
    note = say("due_soon_note", days=voice.assessment.plan.settings.due_soon_days)
    yield KeyFigure(say("due_soon"), say("items", count=roll.due_soon), note)
    missing = sum(1 for item in voice.assessment.kpis if item.counted and is_missing(item))
    shown = say("items", count=missing)
    yield KeyFigure(say("kpis_missing"), shown, "", "missing" if missing else "")


def _kgi_columns(voice: Voice) -> tuple[Column, ...]:
    keys = (
        *("col_kgi", "col_status", "col_attainment", "col_actual", "col_expected"),
        *(() if voice.year_over else ("col_forecast",)),
        *("col_annual", "col_delay", "col_trend"),
    )
    return columns_of(voice, keys, wide=("col_kgi",), right=keys[2:-1])


def _kgi_amounts(item: KpiFigures) -> tuple[Figure, ...]:
    return item.actual_to_date, item.expected_to_date, item.forecast, item.annual


def _shown_amounts(voice: Voice, item: KpiFigures) -> tuple[Figure, ...]:
    """Give the KGI's amounts without the forecast where the year is over."""
    reached, expected, forecast, annual = _kgi_amounts(item)
    return reached, expected, *(() if voice.year_over else (forecast,)), annual


def _kgi_row(voice: Voice, item: KpiFigures, scale: Scale) -> tuple[Cell, ...]:
    return (
        Cell(item.kpi.name or item.kpi.id),
        voice.kpi_status(item),
        voice.share_cell(item.attainment),
        *(voice.amount_cell(value, item.kpi, scale) for value in _shown_amounts(voice, item)),
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
    rows = tuple(_operation_row(voice, item) for item in voice.assessment.operations)
    yield Table(voice.say("operations_caption"), columns, rows)


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
        *(() if voice.year_over else ("col_forecast",)),
        "col_missing",
    )
    wide = ("col_kpi", "col_scope", "col_actual_expected")
    right = ("col_attainment", "col_actual_expected", "col_forecast", "col_missing")
    scale = voice.scale_of(counted, _kpi_amounts)
    rows = tuple(_kpi_row(voice, item, scale) for item in counted)
    yield Table(voice.say("kpis_caption"), columns_of(voice, keys, wide=wide, right=right), rows)
    yield from _beside(voice, counted)
    yield from last_year(voice, counted)


def _beside(voice: Voice, counted: Sequence[KpiFigures]) -> Iterable[Block]:
    """Say what only some KPIs have: how far they are from their start, what their owners expect."""
    moved = [item for item in counted if item.against_baseline is not None]
    if moved:
        shown = (f"{voice.name(item.kpi.id)} {_since_baseline(voice, item)}" for item in moved)
        yield Paragraph(voice.say("baselines", kpis=voice.say("list_join").join(shown)))
    expected = [item for item in counted if item.kpi.outlook is not None]
    if expected:
        shown = (
            f"{voice.name(item.kpi.id)} {voice.quantity(item.kpi.outlook, item.kpi)}"
            for item in expected
        )
        yield Paragraph(voice.say("outlooks", kpis=voice.say("list_join").join(shown)))


def _since_baseline(voice: Voice, item: KpiFigures) -> str:
    """Say by how much a KPI rose or fell since its baseline, and whether that is to the good."""
    change = voice.difference(moved_from_baseline(item), item.kpi)
    way = way_from_baseline(voice, item)
    return voice.say("baseline_way", change=change, way=way) if way else change


def moved_from_baseline(item: KpiFigures) -> Figure:
    """Give how much higher a KPI stands than at its start; below 0 it fell, good or bad."""
    gained = item.against_baseline
    return -gained if gained is not None and item.direction == "down" else gained


def way_from_baseline(voice: Voice, item: KpiFigures) -> str:
    """Say whether the change is to the good.

    Nothing where there is none, or the value is to be kept: then neither way is better.
    """
    gained = item.against_baseline or 0.0
    if item.direction == "keep" or voice.difference(gained, item.kpi) == voice.say("same"):
        return ""
    return voice.say("baseline_better" if gained > 0 else "baseline_worse")


def _kpi_amounts(item: KpiFigures) -> tuple[Figure, ...]:
    return item.actual_to_date, item.expected_to_date, item.forecast


def _kpi_row(voice: Voice, item: KpiFigures, scale: Scale) -> tuple[Cell, ...]:
    reached, expected, forecast = (
        voice.amount_cell(value, item.kpi, scale) for value in _kpi_amounts(item)
    )
    missing = numbers.NONE
    if item.missing_months:
        missing = voice.say("missing_count", count=item.missing_months)
    return (
        Cell(voice.name(item.kpi.id)),
        Cell(voice.bare_name(item.kpi.scope)),
        voice.kpi_status(item),
        voice.share_cell(item.attainment),
        Cell(f"{reached.text} / {expected.text}", value=item.actual_to_date),
        _trend(voice, item),
        *(() if voice.year_over else (forecast,)),
        Cell(missing, value=item.missing_months),
    )


def _trend(voice: Voice, item: KpiFigures) -> Cell:
    """Say where a KPI is moving, with how far each closed month was from its target."""
    cell = voice.status(item.trend, "trend")
    return Cell(cell.text, cell.tone, months=item.off_target(voice.assessment.closed_months))
