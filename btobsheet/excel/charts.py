"""Native charts of the dashboard, drawn from the data columns right of its printed page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlsxwriter.workbook import Workbook

from btobsheet.excel.sheet import FastSheet
from btobsheet.excel.styles import DONE_BAR, PLAN_BAR, Styles
from btobsheet.layout.sheets.dashboard import CHART_ROWS, DATA, STATES
from btobsheet.wording import text

if TYPE_CHECKING:
    from btobsheet.excel.writer import Pages

TOP = 45
_FIRST = DATA + 1
_FONT = {"name": "Meiryo UI", "size": 9}


def add_charts(workbook: Workbook, page: FastSheet, made: Pages, styles: Styles) -> None:
    """Place the charts below the tables, inside the printed area."""
    sheet, language = page.get_name(), made.plan.language
    operations = max(1, min(CHART_ROWS, len(made.plan.operations)))

    def area(column: int, rows: int) -> list[Any]:
        return [sheet, 1, column, rows, column]

    def say(key: str) -> str:
        return text(language, f"workbook.dashboard.{key}")

    months = _chart(workbook, "column", say("chart.kgi"))
    months.add_series({"name": say("series.actual"), "categories": area(_FIRST + 11, 12), "values": area(_FIRST + 13, 12), "fill": {"color": DONE_BAR}})
    line = workbook.add_chart({"type": "line"})
    line.add_series(
        {"name": say("series.target"), "categories": area(_FIRST + 11, 12), "values": area(_FIRST + 12, 12), "line": {"color": "#E36C0A", "width": 2}}
    )
    months.combine(line)
    progress = _chart(workbook, "bar", say("chart.progress"))
    for name, column, colour in (("progress", 2, DONE_BAR), ("planned", 3, PLAN_BAR)):
        series = {"name": say(f"series.{name}"), "categories": area(_FIRST + 1, operations), "values": area(_FIRST + column, operations)}
        progress.add_series({**series, "fill": {"color": colour}})
    progress.set_y_axis({"reverse": True, "num_font": _FONT})
    progress.set_x_axis({"num_format": "0%", "min": 0, "max": 1, "num_font": _FONT, "crossing": "max", "label_position": "low"})
    states = _chart(workbook, "bar", say("chart.states"))
    states.add_series({"categories": area(_FIRST + 5, STATES), "values": area(_FIRST + 6, STATES), "fill": {"color": DONE_BAR}, "data_labels": {"value": True}})
    states.set_legend({"none": True})
    states.set_y_axis({"reverse": True, "num_font": _FONT})
    kpis = _chart(workbook, "bar", say("chart.shortfall"))
    kpis.add_series({"categories": area(_FIRST + 8, 8), "values": area(_FIRST + 9, 8), "fill": {"color": "#E36C0A"}, "data_labels": {"value": True}})
    kpis.set_legend({"none": True})
    kpis.set_y_axis({"reverse": True, "num_font": _FONT})
    budget = _chart(workbook, "bar", say("chart.budget"))
    budget.add_series(
        {"categories": area(_FIRST + 15, 2), "values": area(_FIRST + 16, 2), "fill": {"color": PLAN_BAR}, "data_labels": {"value": True, "num_format": "#,##0"}}
    )
    budget.set_legend({"none": True})
    budget.set_y_axis({"reverse": True, "num_font": _FONT})
    for index, chart in enumerate((months, progress, kpis, states, budget)):
        row, column = divmod(index, 2)
        page.insert_chart(TOP + row * 11, 1 + column * 4, chart, {"object_position": 1})
        chart.set_size({"width": 455, "height": 210})


def _chart(workbook: Workbook, kind: str, title: str) -> Any:
    chart = workbook.add_chart({"type": kind})
    chart.set_title({"name": title, "name_font": {**_FONT, "size": 11}, "overlay": False})
    chart.set_legend({"position": "bottom", "font": _FONT})
    chart.set_x_axis({"num_font": _FONT})
    chart.set_y_axis({"num_font": _FONT, "num_format": "#,##0"})
    return chart
