"""Native charts of a report workbook, drawn from the cells of its own tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from btobsheet.excel.report.look import Book, Placed
from btobsheet.excel.report.paper import HELPERS
from btobsheet.excel.write.sheet import FastSheet
from btobsheet.layout.look import DONE_BAR, LATE, LATE_BAR, LINE, NAVY, PLAN_BAR, TONES, WHITE, Tone
from btobsheet.plan.records import is_percent_unit
from btobsheet.reports.numbers import places_of
from btobsheet.reports.pictures import Courses
from btobsheet.reports.status.axis import Course, by_month, course
from btobsheet.reports.voice import Voice
from btobsheet.status.figures import KpiFigures
from btobsheet.wording import text
from btobsheet.wording.forms import number_format

MOST_PLANS = 12
_FONT = {"name": "Meiryo UI", "size": 9.5}
_BLOCK = 4
"""So many rows of hidden cells a chart of months draws from."""


def year_chart(book: Book, page: FastSheet, voice: Voice, item: KpiFigures, at: int = 0) -> Any:
    """Draw a KPI's year from hidden cells: reached, where it lands at this pace, target."""
    return _months(book, page, voice, course(voice, item), at)


def month_chart(book: Book, page: FastSheet, voice: Voice, item: KpiFigures, at: int) -> Any:
    """Draw a KPI's months, actuals and targets, from hidden cells; ``at`` counts the charts, which
    stand side by side without a legend.
    """
    chart = _months(book, page, voice, by_month(voice, item), at)
    chart.set_legend({"none": True})
    return chart


def _months(book: Book, page: FastSheet, voice: Voice, drawn: Course, at: int) -> Any:
    months = drawn.months
    first, count = at * _BLOCK, len(months.targets)
    look = book.styles.get()
    rows = [
        (voice.say("actual_word"), months.actuals),
        (voice.say("col_forecast"), months.forecasts),
        (voice.say("target_word"), months.targets),
    ]
    for k in range(count):
        page.put(first, HELPERS + 1 + k, voice.month(k + 1), look)
    for row, (name, values) in enumerate(rows, start=first + 1):
        page.put(row, HELPERS, name, look)
        for k, value in enumerate(values):
            page.put(row, HELPERS + 1 + k, value, look)

    def series(row: int) -> dict[str, Any]:
        sheet, last = page.get_name(), HELPERS + count
        return {
            "name": [sheet, first + row, HELPERS],
            "categories": [sheet, first, HELPERS + 1, first, last],
            "values": [sheet, first + row, HELPERS + 1, first + row, last],
        }

    chart = _chart(book, "column", drawn.heading)
    solid = {"fill": {"color": DONE_BAR}, "gap": 50, "overlap": 100}
    chart.add_series({**series(1), **solid})
    if any(value is not None for value in months.forecasts):
        hatch = {"pattern": "wide_upward_diagonal", "fg_color": NAVY, "bg_color": WHITE}
        chart.add_series({**series(2), "pattern": hatch, "border": {"color": NAVY}})
    if any(value is not None for value in months.targets):
        line, fill = book.workbook.add_chart({"type": "line"}), {"color": LATE}
        marker = {"type": "long_dash", "size": 9, "fill": fill, "border": fill}
        line.add_series({**series(3), "line": {"none": True}, "marker": marker})
        chart.combine(line)
    axis: dict[str, Any] = {"num_font": _FONT, "num_format": drawn.form, "line": {"none": True}}
    chart.set_y_axis({**axis, "major_gridlines": {"visible": True, "line": {"color": LINE}}})
    chart.set_x_axis({"num_font": _FONT, "label_position": "low", "major_tick_mark": "none"})
    chart.set_chartarea({"border": {"none": True}})
    chart.show_hidden_data()
    return chart


def course_chart(book: Book, placed: Placed, picture: Courses) -> Any:
    """Draw the first KPI's forecasts and the year's targets by day, from its rows of the table of
    courses: days, forecasts and targets in its second to fourth columns.
    """
    shown, words = picture.charts[0], (picture.forecast_word, picture.target_word)
    key = "course.sheet_chart_unit" if shown.unit else "course.sheet_chart"
    chart = _chart(book, "line", text(book.language, key, name=shown.title, unit=shown.unit))
    largest = max(one for one in (*shown.forecasts, *shown.targets) if one is not None)
    form = axis_form(largest, is_percent_unit(shown.unit), book.language)
    for at, (name, colour) in enumerate(zip(words, (DONE_BAR, LATE_BAR), strict=True), start=2):
        marker = {"type": "circle", "size": 6, "fill": {"color": colour}}
        chart.add_series(
            {
                "name": name,
                "categories": placed.column(1),
                "values": placed.column(at),
                "line": {"color": colour, "width": 2.25},
                "marker": marker,
            }
        )
    axis = {"num_font": _FONT, "num_format": form}
    chart.set_y_axis({**axis, "major_gridlines": {"visible": True, "line": {"color": LINE}}})
    date = number_format(book.language, "date")
    chart.set_x_axis({"num_font": _FONT, "num_format": date, "text_axis": True})
    return chart


def axis_form(largest: float, percent: bool, language: str) -> str:
    """Give an axis's number format: percent; thousands or millions where plain ones are long."""
    if percent:
        return "0%"
    if 0 < largest < 1:
        return f"#,##0.{'0' * places_of(largest)}"
    if largest < 1_000_000:
        return "#,##0.##" if largest < 2 else "#,##0"
    return number_format(language, "thousands")


def bar_chart(
    book: Book,
    title: str,
    names: str,
    series: Sequence[tuple[str, str, str]],
    form: str = "0",
    stacked: bool = False,
) -> Any:
    """Draw horizontal bars, the first on top: (name, cells, colour) each, values written there."""
    chart = _chart(book, "bar", title, "stacked" if stacked else "")
    for name, cells, colour in series:
        dark = stacked and colour != PLAN_BAR
        labels = {
            "value": True,
            "num_format": form,
            "font": {**_FONT, "color": "#FFFFFF" if dark else "#000000"},
        }
        chart.add_series(
            {
                "name": name,
                "categories": names,
                "values": cells,
                "fill": {"color": colour},
                "data_labels": labels,
                "gap": 50,
            }
        )
    chart.set_y_axis(
        {"reverse": True, "num_font": _FONT, "interval_unit": 1, "major_tick_mark": "none"}
    )
    chart.set_x_axis({"visible": False, "min": 0, "major_gridlines": {"visible": False}})
    if len(series) == 1:
        chart.set_legend({"none": True})
    return chart


def plans_chart(book: Book, plans: Placed, statuses: Placed) -> Any:
    """Draw the KGI's attainment of the worst plans, from the table of plans; names are those of the
    table of statuses, which has the same rows.
    """
    attainments = ("", _worst(plans).column(2), DONE_BAR)
    names = _worst(statuses).column(0)
    return bar_chart(book, book.say("chart.plans"), names, [attainments], "0%")


def _worst(placed: Placed) -> Placed:
    return Placed(placed.sheet, placed.first, min(placed.last, placed.first + MOST_PLANS - 1))


def statuses_chart(book: Book, placed: Placed, parts: Sequence[tuple[str, Tone]]) -> Any:
    """Draw the KPIs of the worst plans by status, stacked, from the table of statuses."""
    worst = _worst(placed)
    chart = bar_chart(book, book.say("chart.statuses"), worst.column(0), (), stacked=True)
    for at, (word, tone) in enumerate(parts, start=1):
        paint = TONES[tone or "quiet"]
        chart.add_series(
            {
                "name": word,
                "categories": worst.column(0),
                "values": worst.column(at),
                "fill": {"color": paint.fill},
                "border": {"color": paint.ink if paint.fill == WHITE else paint.fill},
                "data_labels": {
                    "value": True,
                    "num_format": f'"{paint.mark}"0;;',
                    "font": {**_FONT, "color": paint.ink},
                },
                "gap": 50,
            }
        )
    return chart


def _chart(book: Book, kind: str, title: str, subtype: str = "") -> Any:
    chart = book.workbook.add_chart({"type": kind, **({"subtype": subtype} if subtype else {})})
    chart.set_title({"name": title, "name_font": {**_FONT, "bold": True}, "overlay": False})
    chart.set_legend({"position": "bottom", "font": _FONT})
    chart.set_x_axis({"num_font": _FONT})
    chart.set_y_axis(
        {
            "num_font": _FONT,
            "num_format": "#,##0",
            "major_gridlines": {"visible": True, "line": {"color": LINE}},
        }
    )
    return chart
