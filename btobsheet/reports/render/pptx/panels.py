"""Parts of a slide: tiles of key figures, and a KPI's months as a chart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from btobsheet.plan.records import is_percent_unit
from btobsheet.reports import numbers
from btobsheet.reports.document import KeyFigure, marked
from btobsheet.reports.pictures import Courses
from btobsheet.reports.render.pptx.deck import DONE, FILLS, GREY, LATE, PLANNED, Box, Slide, Type
from btobsheet.reports.voice import Voice
from btobsheet.status.figures import KpiFigures
from btobsheet.wording import text
from btobsheet.wording.forms import number_format

_GAP = 0.18
_LABEL, _VALUE, _NOTE = (14, 13, 12, 11, 10), (32, 28, 24, 20, 18, 16), (12, 11, 10, 9)
"""Sizes of the type in a tile."""


def tiles(slide: Slide, items: Sequence[KeyFigure], box: Box) -> None:
    """Put key figures side by side, each on its tone."""
    width = (box.width - _GAP * (len(items) - 1)) / len(items)
    for at, item in enumerate(items):
        x, (fill, ink) = box.x + at * (width + _GAP), FILLS[item.tone]
        slide.rectangle(Box(x, box.y, width, box.height), fill)
        label = Type(_LABEL, ink, align="center", anchor="middle")
        slide.text(Box(x, box.y + 0.1, width, 0.55), (item.label,), label)
        value = Type(_VALUE, ink, bold=True, align="center", anchor="middle")
        slide.text(Box(x, box.y + 0.65, width, 0.75), (marked(item.value, item.tone),), value)
        note = (item.note,) if item.note else ()
        below = Box(x, box.y + 1.4, width, box.height - 1.45)
        slide.text(below, note, Type(_NOTE, ink, align="center"))


def has_months(item: KpiFigures) -> bool:
    """Tell whether a KPI has any month to draw."""
    return any(month.target or month.actual for month in item.monthly)


def months(slide: Slide, voice: Voice, item: KpiFigures, box: Box) -> None:
    """Draw a KPI's targets and actuals by month, with what they are above."""
    kpi, language = item.kpi, slide.deck.language
    key = "slides.kgi_chart" if kpi.unit else "slides.kgi_chart_plain"
    title = text(language, key, name=kpi.name or kpi.id, unit=kpi.unit)
    head = Type((13, 12, 11, 10), GREY, bold=True)
    slide.text(Box(box.x, box.y, box.width, 0.35), (title,), head)
    names = [voice.month(at) for at in range(1, len(item.monthly) + 1)]
    series = (
        (text(language, "slides.target"), [month.target for month in item.monthly], PLANNED),
        (text(language, "slides.actual"), [month.actual for month in item.monthly], DONE),
    )
    below = Box(box.x, box.y + 0.35, box.width, box.height - 0.35)
    values = (value for month in item.monthly for value in (month.target, month.actual))
    slide.columns(below, names, series, _form(values, kpi.unit, language))


def forecasts(slide: Slide, picture: Courses, box: Box) -> None:
    """Draw the forecasts of the first KPI of a picture by the days of its reports, over the year's
    targets, with what they are above.
    """
    chart, language = picture.charts[0], slide.deck.language
    key = "slides.kgi_chart" if chart.unit else "slides.kgi_chart_plain"
    title = text(language, key, name=chart.title, unit=chart.unit)
    head = Type((13, 12, 11, 10), GREY, bold=True)
    slide.text(Box(box.x, box.y, box.width, 0.35), (title,), head)
    series = (
        (picture.target_word, chart.targets, LATE),
        (picture.forecast_word, chart.forecasts, DONE),
    )
    below = Box(box.x, box.y + 0.35, box.width, box.height - 0.35)
    form = _form((*chart.targets, *chart.forecasts), chart.unit, language)
    slide.lines(below, chart.marks, series, form)


def _form(values: Iterable[float | None], unit: str, language: str) -> str:
    """Give the number format of an axis."""
    largest = max((abs(value) for value in values if value is not None), default=0.0)
    if is_percent_unit(unit):
        return "0%"
    if largest >= numbers.MILLION:
        return number_format(language, "thousands")
    if largest >= 10:
        return "#,##0"
    return f"#,##0.{'0' * numbers.places_of(largest)}"
