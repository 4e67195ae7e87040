"""Native charts of the dashboard, drawn from the data columns right of its printed page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from xlsxwriter.workbook import Workbook

from btobsheet.excel.write.sheet import FastSheet
from btobsheet.layout.look import DONE_BAR, LATE_BAR, LINE, PLAN_BAR
from btobsheet.layout.pages import Pages
from btobsheet.layout.tabs.chart_data import (
    CHART_ROWS,
    CHARTS_TOP,
    DATA,
    OWNERS,
    ROWS_A_CHART,
    SHORTFALLS,
    STATES,
)
from btobsheet.wording import text

_FIRST = DATA + 1
_SPARE, _FEWEST = 2, 8
"""So many more operations and people are drawn than there are, and so many people at least."""
_FONT = {"name": "Meiryo UI", "size": 9}
_SIZE = {"width": 590, "height": 400}


def add_charts(workbook: Workbook, page: FastSheet, made: Pages) -> None:
    """Place the charts below the tables, inside the printed area."""
    sheet, language = page.get_name(), made.plan.language
    operations = min(CHART_ROWS, len(made.plan.operations) + _SPARE)

    def area(column: int, rows: int) -> list[Any]:
        return [sheet, 1, _FIRST + column, rows, _FIRST + column]

    def say(key: str) -> str:
        return text(language, f"workbook.dashboard.{key}")

    plan = made.plan
    people = min(OWNERS, max(_FEWEST, sum(bool(person.name) for person in plan.people) + _SPARE))
    progress = [
        (say("series.progress"), area(1, operations), area(2, operations), DONE_BAR),
        (say("series.planned"), area(1, operations), area(3, operations), PLAN_BAR),
    ]
    owners = [
        (say(f"series.{name}"), area(18, people), area(18 + k, people), colour)
        for k, (name, colour) in enumerate(
            (("done", DONE_BAR), ("late", LATE_BAR), ("open", PLAN_BAR)), 1
        )
    ]
    drawn = (
        _months(workbook, say, area),
        _bars(
            workbook,
            say("chart.shortfall"),
            [("", area(8, SHORTFALLS), area(9, SHORTFALLS), LATE_BAR)],
            "0%",
        ),
        _bars(workbook, say("chart.progress"), progress, "0%;;"),
        _bars(workbook, say("chart.owners"), owners, "0;;", "stacked"),
        _bars(
            workbook, say("chart.states"), [("", area(5, STATES), area(6, STATES), DONE_BAR)], "0"
        ),
        _bars(workbook, say("chart.digital"), [("", area(23, 3), area(24, 3), DONE_BAR)], "0"),
        _bars(workbook, say("chart.budget"), [("", area(15, 2), area(16, 2), DONE_BAR)], "#,##0"),
    )
    for index, chart in enumerate(drawn):
        row, column = divmod(index, 2)
        chart.set_size(_SIZE)
        page.insert_chart(
            CHARTS_TOP + row * ROWS_A_CHART + 1,
            (1, 5)[column],
            chart,
            {"object_position": 1, "x_offset": 4 if column else 0},
        )


def _months(
    workbook: Workbook, say: Callable[[str], str], area: Callable[[int, int], list[Any]]
) -> Any:
    """Draw the KGI by month: actual as columns, target as a line."""
    chart = _chart(workbook, "column", say("chart.kgi"))
    chart.add_series(
        {
            "name": say("series.actual"),
            "categories": area(11, 12),
            "values": area(13, 12),
            "fill": {"color": DONE_BAR},
        }
    )
    line = workbook.add_chart({"type": "line"})
    line.add_series(
        {
            "name": say("series.target"),
            "categories": area(11, 12),
            "values": area(12, 12),
            "line": {"color": LATE_BAR, "width": 2},
        }
    )
    chart.combine(line)
    chart.set_y_axis(
        {
            "num_font": _FONT,
            "num_format": "#,##0",
            "major_gridlines": {"visible": True, "line": {"color": LINE}},
        }
    )
    return chart


def _bars(
    workbook: Workbook,
    title: str,
    series: Sequence[tuple[str, list[Any], list[Any], str]],
    pattern: str,
    kind: str = "",
) -> Any:
    """Draw horizontal bars with their values written at them, the first category on top."""
    chart = _chart(workbook, "bar", title, kind)
    for name, categories, values, colour in series:
        inside = kind == "stacked" and colour != PLAN_BAR
        labels = {
            "value": True,
            "num_format": pattern,
            "font": {**_FONT, "color": "#FFFFFF"} if inside else _FONT,
        }
        chart.add_series(
            {
                "name": name,
                "categories": categories,
                "values": values,
                "fill": {"color": colour},
                "data_labels": labels,
                "gap": 60,
            }
        )
    if len(series) == 1:
        chart.set_legend({"none": True})
    chart.set_y_axis(
        {"reverse": True, "num_font": _FONT, "interval_unit": 1, "major_tick_mark": "none"}
    )
    chart.set_x_axis({"visible": False, "min": 0, "major_gridlines": {"visible": False}})
    return chart


def _chart(workbook: Workbook, kind: str, title: str, subtype: str = "") -> Any:
    chart = workbook.add_chart({"type": kind, **({"subtype": subtype} if subtype else {})})
    chart.set_title({"name": title, "name_font": {**_FONT, "size": 11}, "overlay": False})
    chart.set_legend({"position": "bottom", "font": _FONT})
    chart.set_x_axis({"num_font": _FONT})
    chart.set_y_axis({"num_font": _FONT, "num_format": "#,##0"})
    return chart
