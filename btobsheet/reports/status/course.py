"""How the forecast has moved from report to report, and what ran late since the last one: of the
reports that were tracked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from btobsheet.reports import numbers
from btobsheet.reports.document import Block, Cell, Column, Heading, Lines, Paragraph, Table
from btobsheet.reports.numbers import Scale
from btobsheet.reports.pictures import Course, Courses
from btobsheet.reports.status.headline import main_kgi, worst_first
from btobsheet.reports.voice import Voice, columns_of
from btobsheet.status.figures import Figure, KpiFigures
from btobsheet.status.tracking import TrackedKpi, TrackedReport, newly_overdue
from btobsheet.wording import text

Reports = Sequence[TrackedReport]
MOST_KPIS = 12
MOST_OVERDUE = 12
MOST_CHARTS = 9
LAST = 4
"""How many attainments a line of them shows."""


def said(voice: Voice, key: str, /, **details: object) -> str:
    """Word one text of this section."""
    return text(voice.language, f"course.{key}", **details)


def course(voice: Voice, reports: Reports) -> Iterable[Block]:
    """Say how the KGI's forecast has moved since the first of the earlier reports (oldest first),
    and show how forecasts and attainments of the main KPIs have.
    """
    yield Heading(said(voice, "heading"))
    if not reports:
        yield Paragraph(said(voice, "none", day=voice.day(voice.assessment.as_of)))
        return
    line = course_line(voice, reports)
    if line:
        yield Paragraph(line)
    found = _followed(voice)
    if found:
        yield _table(voice, reports, found)


def brief(voice: Voice, reports: Reports) -> Iterable[Block]:
    """Say the same in one line."""
    yield Heading(said(voice, "heading"))
    none = said(voice, "none", day=voice.day(voice.assessment.as_of))
    line = course_line(voice, reports) if reports else none
    yield Lines((Cell(line or numbers.NONE),))


def course_line(voice: Voice, reports: Reports) -> str:
    """Say in one sentence how the KGI's forecast has moved; nothing where none is known."""
    kgi = main_kgi(voice)
    was = [one for report in reports if kgi and (one := report.kpi(kgi.kpi.id))]
    first = next((one for one in was if one.forecast is not None), None)
    if kgi is None or first is None or kgi.forecast is None:
        return ""
    day = next(one.as_of for one in reports if first in one.kpis)
    scale = voice.scale((first.forecast, kgi.forecast, first.annual, kgi.annual))
    before, after = _amount(voice, first, first.forecast, scale), _now(voice, kgi, scale)
    way = "not" if before == after else "down" if kgi.forecast < (first.forecast or 0) else "up"
    name = kgi.kpi.name or kgi.kpi.id
    days = {"first_day": voice.day(day), "last_day": voice.day(voice.assessment.as_of)}
    moved = said(voice, f"moved_{way}", name=name, first=before, last=after, **days)
    annual = voice.quantity(kgi.annual, kgi.kpi, scale)
    old = _amount(voice, first, first.annual, scale)
    key = "annual" if old == annual else "annual_moved"
    return moved + said(voice, key, annual=annual, before=old)


def _followed(voice: Voice) -> list[KpiFigures]:
    """Give the KPIs that are followed: the KGIs first, then the main ones, the worst first."""
    kgis = voice.kgis()
    main = [item for item in voice.assessment.kpis if item.judged and item.main]
    return [*kgis, *worst_first(item for item in main if item not in kgis)]


def _table(voice: Voice, reports: Reports, found: Sequence[KpiFigures]) -> Table:
    first, last = reports[0], reports[-1]
    several = len(reports) > 1
    heads = [
        Column(voice.say("col_kpi"), wide=True),
        Column(voice.say("col_status")),
        Column(said(voice, "col_attainments"), "right"),
        *([Column(said(voice, "col_first", day=voice.day(first.as_of)), "right")] * several),
        Column(said(voice, "col_last", day=voice.day(last.as_of)), "right"),
        Column(said(voice, "col_now"), "right"),
        Column(voice.say("col_annual"), "right"),
    ]
    rows = tuple(_row(voice, reports, item) for item in found[:MOST_KPIS])
    note = said(voice, "more", count=len(found) - MOST_KPIS) if len(found) > MOST_KPIS else ""
    return Table(said(voice, "caption", count=len(reports)), tuple(heads), rows, note)


def _row(voice: Voice, reports: Reports, item: KpiFigures) -> tuple[Cell, ...]:
    first, last = (report.kpi(item.kpi.id) for report in (reports[0], reports[-1]))
    figures = [one.forecast for one in (first, last) if one]
    scale = voice.scale((*figures, item.forecast, item.annual))
    earlier = (first, last) if len(reports) > 1 else (last,)
    return (
        Cell(voice.name(item.kpi.id)),
        voice.kpi_status(item),
        Cell(_attainments(reports, item)),
        *(_forecast_cell(voice, one, scale) for one in earlier),
        voice.amount_cell(item.forecast, item.kpi, scale),
        voice.amount_cell(item.annual, item.kpi, scale),
    )


def _forecast_cell(voice: Voice, one: TrackedKpi | None, scale: Scale) -> Cell:
    if one is None or one.forecast is None:
        return Cell(numbers.NONE)
    return Cell(_amount(voice, one, one.forecast, scale), value=one.forecast)


def _amount(voice: Voice, one: TrackedKpi, value: Figure, scale: Scale) -> str:
    return numbers.quantity(value, one.unit, voice.language, scale)


def _now(voice: Voice, item: KpiFigures, scale: Scale) -> str:
    return voice.quantity(item.forecast, item.kpi, scale)


def _attainments(reports: Reports, item: KpiFigures) -> str:
    """Give a KPI's last attainments in whole percent, the one of today at the end:
    ``96→91→70%``.
    """
    was = [one.attainment if (one := report.kpi(item.kpi.id)) else None for report in reports]
    known = [value for value in (*was, item.attainment) if value is not None]
    line = "→".join(f"{100 * value:.0f}" for value in known[-LAST:])
    return f"{line}%" if line else numbers.NONE


def courses(voice: Voice, reports: Reports) -> Iterable[Block]:
    """Draw the courses of the KPIs that are followed; nothing without an earlier report."""
    found = [item for item in _followed(voice) if _known(reports, item)][:MOST_CHARTS]
    if found:
        yield Courses(
            title=said(voice, "chart_title"),
            summary=said(voice, "chart_summary", count=len(found)),
            charts=tuple(_course(voice, reports, item) for item in found),
            forecast_word=said(voice, "chart_forecast"),
            target_word=said(voice, "chart_target"),
        )


def _known(reports: Reports, item: KpiFigures) -> bool:
    return item.forecast is not None and any(
        one.forecast is not None for report in reports if (one := report.kpi(item.kpi.id))
    )


def _course(voice: Voice, reports: Reports, item: KpiFigures) -> Course:
    was = [(report.as_of, one) for report in reports if (one := report.kpi(item.kpi.id))]
    days = (*(day for day, _ in was), voice.assessment.as_of)
    forecasts = (*(one.forecast for _, one in was), item.forecast)
    scale = voice.scale(forecasts)
    attainments = said(voice, "chart_note", attainments=_attainments(reports, item))
    return Course(
        title=voice.name(item.kpi.id),
        note=attainments,
        unit=item.kpi.unit,
        status=voice.kpi_status(item),
        days=days,
        marks=tuple(map(voice.day, days)),
        forecasts=forecasts,
        targets=(*(one.annual for _, one in was), item.annual),
        attainments=(*(one.attainment for _, one in was), item.attainment),
        texts=tuple(
            "" if value is None else voice.quantity(value, item.kpi, scale) for value in forecasts
        ),
    )


def overdue(voice: Voice, reports: Reports) -> Iterable[Block]:
    """Show which actions ran over their date since the last of the earlier reports."""
    if not reports:
        return
    day = voice.day(reports[-1].as_of)
    found = sorted(newly_overdue(reports[-1], voice.assessment), key=lambda item: item.action.id)
    if not found:
        yield Paragraph(said(voice, "overdue_none", day=day))
        return
    keys = ("col_owner", "col_action", "col_tactic", "col_end")
    wide = ("col_action", "col_tactic")
    columns = columns_of(voice, keys, wide=wide, right=("col_end",), people="col_owner")
    rows = tuple(
        (
            Cell(voice.owner(item.action.owner)),
            Cell(f"{item.action.id} {item.action.task}".strip()),
            Cell(voice.name(item.action.tactic)),
            voice.day_cell(item.action.end, "bad"),
        )
        for item in found[:MOST_OVERDUE]
    )
    more = len(found) - MOST_OVERDUE
    note = said(voice, "overdue_more", count=more) if more > 0 else ""
    yield Table(said(voice, "overdue", day=day), columns, rows, note)


def course_table(voice: Voice, picture: Courses) -> Table:
    """Give every point of the courses as a row: KPI, day, forecast, target, attainment."""
    columns = (
        Column(voice.say("col_kpi"), wide=True),
        Column(said(voice, "col_day"), "right"),
        Column(said(voice, "col_forecast"), "right"),
        Column(voice.say("col_annual"), "right"),
        Column(voice.say("col_attainment"), "right"),
    )
    rows = tuple(
        (
            Cell(chart.title),
            voice.day_cell(day),
            _cell(voice, forecast, chart.unit),
            _cell(voice, target, chart.unit),
            voice.share_cell(attainment),
        )
        for chart in picture.charts
        for day, forecast, target, attainment in zip(
            chart.days, chart.forecasts, chart.targets, chart.attainments, strict=True
        )
    )
    return Table(said(voice, "sheet"), columns, rows)


def _cell(voice: Voice, value: Figure, unit: str) -> Cell:
    return Cell(numbers.quantity(value, unit, voice.language), value=value)
