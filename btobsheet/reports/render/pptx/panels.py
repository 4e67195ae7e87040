"""Parts of a slide: tiles of key figures, and a KPI's months as a chart."""

from __future__ import annotations

from collections.abc import Sequence

from btobsheet.reports.document import KeyFigure, marked
from btobsheet.reports.pictures import Courses
from btobsheet.reports.render.pptx.charts import Series, line_chart, month_chart
from btobsheet.reports.render.pptx.deck import (
    BAND,
    DONE,
    GREY,
    INK,
    INKS,
    LATE,
    NAVY,
    PALE,
    Box,
    Slide,
    Type,
)
from btobsheet.reports.status.axis import Course, axis, by_month, course
from btobsheet.reports.voice import Voice
from btobsheet.status.figures import KpiFigures
from btobsheet.wording import text

_GAP = 0.15
_LABEL, _VALUE, _NOTE = (12, 11, 10), (26, 24, 22, 20, 18, 16, 14), (11, 10, 9)
"""Sizes of the type in a tile."""
_HEAD = 0.34


def tiles(slide: Slide, items: Sequence[KeyFigure], box: Box) -> None:
    """Put key figures side by side, each with the band of its tone."""
    width = (box.width - _GAP * (len(items) - 1)) / len(items)
    for at, item in enumerate(items):
        place = Box(box.x + at * (width + _GAP), box.y, width, box.height)
        slide.rectangle(place, PALE)
        slide.band(place, item.tone)
        x, room = place.x + BAND, width - BAND
        label = Type(_LABEL, GREY, anchor="middle", margin=0.1)
        slide.text(Box(x, box.y + 0.04, room, 0.44), (item.label,), label)
        value = Type(_VALUE, INKS[item.tone], bold=True, anchor="middle", margin=0.1)
        slide.text(Box(x, box.y + 0.47, room, 0.48), (marked(item.value, item.tone),), value)
        note = (item.note,) if item.note else ()
        below = Box(x, box.y + 0.95, room, box.height - 0.97)
        slide.text(below, note, Type(_NOTE, INK, margin=0.1))


def months(slide: Slide, voice: Voice, item: KpiFigures, box: Box) -> None:
    """Draw a KPI's targets and actuals by month, with what they are above."""
    _course(slide, voice, by_month(voice, item), box)


def year(slide: Slide, voice: Voice, item: KpiFigures, box: Box) -> None:
    """Draw a KPI's year, a sum month on month: reached, where it lands at this pace, target."""
    _course(slide, voice, course(voice, item), box)


def _course(slide: Slide, voice: Voice, drawn: Course, box: Box) -> None:
    names = [voice.month(at) for at in range(1, len(drawn.months.targets) + 1)]
    found = drawn.months
    rows = [Series(voice.say("actual_word"), found.actuals, DONE)]
    if any(value is not None for value in found.forecasts):
        rows.append(Series(voice.say("col_forecast"), found.forecasts, NAVY, "hatched"))
    if any(value is not None for value in found.targets):
        rows.append(Series(voice.say("target_word"), found.targets, LATE, "dash"))
    below = _headed(slide, drawn.heading, box)
    month_chart(slide, below, names, rows, drawn.form)


def _headed(slide: Slide, heading: str, box: Box) -> Box:
    """Write what a chart shows above it, and give the room that is left."""
    head = Type((13, 12, 11, 10), GREY, bold=True)
    slide.text(Box(box.x, box.y, box.width, _HEAD), (heading,), head)
    return Box(box.x, box.y + _HEAD, box.width, box.height - _HEAD)


def money(slide: Slide, voice: Voice, box: Box) -> None:
    """Draw what each month was to cost and cost."""
    monthly = voice.assessment.summary.monthly_money
    planned, spent = zip(*monthly, strict=True)
    found = axis((*planned, *spent), voice.assessment.plan.money_unit, voice.language)
    heading = text(voice.language, "slides.money_chart", unit=found.unit)
    rows = (
        Series(voice.say("col_spent"), found.scaled(spent), DONE),
        Series(voice.say("col_budget"), found.scaled(planned), LATE, "dash"),
    )
    names = [voice.month(at) for at in range(1, len(monthly) + 1)]
    month_chart(slide, _headed(slide, heading, box), names, rows, found.form)


def forecasts(slide: Slide, picture: Courses, box: Box) -> None:
    """Draw the forecasts of the first KPI of a picture by the days of its reports, over the year's
    targets, with what they are above.
    """
    chart, language = picture.charts[0], slide.deck.language
    found = axis((*chart.targets, *chart.forecasts), chart.unit, language)
    key = "slides.kgi_chart" if found.unit else "slides.kgi_chart_plain"
    heading = text(language, key, name=chart.title, unit=found.unit)
    series = (
        Series(picture.target_word, found.scaled(chart.targets), LATE),
        Series(picture.forecast_word, found.scaled(chart.forecasts), DONE),
    )
    line_chart(slide, _headed(slide, heading, box), chart.marks, series, found.form)
