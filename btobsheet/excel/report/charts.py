"""Native charts of a report workbook, drawn from the cells of its own tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from btobsheet.excel.report.look import Book, Placed
from btobsheet.layout.look import DONE_BAR, LATE_BAR, LINE, PLAN_BAR, TONES, WHITE, Tone
from btobsheet.plan.records import is_percent_unit
from btobsheet.reports.numbers import places_of
from btobsheet.reports.pictures import Courses
from btobsheet.wording import text
from btobsheet.wording.forms import number_format

MONTHS = 12
MOST_PLANS = 12
_FONT = {"name": "Meiryo UI", "size": 9}
_ROWS, _HEADS, _FIRST = 3, -1, 2
"""The table by month: rows a KPI (target, actual, attainment), and where its months begin."""


def month_chart(book: Book, months: Placed, number: int, title: str, form: str = "#,##0") -> Any:
    """Draw the number-th KPI of the table by month: actual as columns, target as a line."""

    def area(row: int) -> str:
        return months.row(row if row == _HEADS else number * _ROWS + row, _FIRST, MONTHS)

    chart = _chart(book, "column", title)
    chart.add_series(
        {
            "name": book.say("chart.actual"),
            "categories": area(_HEADS),
            "values": area(1),
            "fill": {"color": DONE_BAR},
            "gap": 60,
        }
    )
    line = book.workbook.add_chart({"type": "line"})
    target = {"name": book.say("chart.target"), "categories": area(_HEADS), "values": area(0)}
    line.add_series(
        {
            **target,
            "line": {"color": LATE_BAR, "width": 2},
            "marker": {"type": "diamond", "size": 5, "fill": {"color": LATE_BAR}},
        }
    )
    chart.combine(line)
    chart.set_y_axis(
        {
            "num_font": _FONT,
            "num_format": form,
            "min": 0,
            "major_gridlines": {"visible": True, "line": {"color": LINE}},
        }
    )
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


def progress_chart(book: Book, placed: Placed, names: tuple[str, str]) -> Any:
    """Draw each operation's progress against the plan, from the table of operations."""
    series = [
        (name, placed.column(column), colour)
        for name, column, colour in zip(names, (3, 4), (DONE_BAR, PLAN_BAR), strict=True)
    ]
    return bar_chart(book, book.say("chart.progress"), placed.column(0), series, "0%")


def people_chart(book: Book, placed: Placed, names: Sequence[str]) -> Any:
    """Draw what waits for whom, from the table of people."""
    series = [
        (name, placed.column(column), colour)
        for name, column, colour in zip(
            names, (4, 5, 6), (LATE_BAR, PLAN_BAR, "#7F7F7F"), strict=True
        )
    ]
    return bar_chart(book, book.say("chart.people"), placed.column(0), series, "0;;", stacked=True)


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
    chart.set_title({"name": title, "name_font": {**_FONT, "size": 11}, "overlay": False})
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
