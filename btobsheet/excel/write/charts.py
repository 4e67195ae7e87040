"""Native charts: those that a canvas declares."""

from __future__ import annotations

from typing import Any

from xlsxwriter.workbook import Workbook

from btobsheet.excel.write.sheet import FastSheet
from btobsheet.excel.write.styles import font_of
from btobsheet.layout.address import fixed, quoted
from btobsheet.layout.look import (
    INK,
    LINE,
    MUTED,
    SMALL,
    TEXT,
    WHITE,
)
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.charts import Area, Chart, Series


def draw_charts(workbook: Workbook, page: FastSheet, canvas: Canvas, language: str) -> None:
    """Draw what a canvas declares; the texts and ranges are cells of its tab."""
    for chart in canvas.charts:
        row, column = chart.at
        drawn = _Drawing(workbook, page.get_name(), chart, language).made()
        page.insert_chart(row - 1, column - 1, drawn, {"object_position": 1})


class _Drawing:
    """One declared chart on its way to a native one."""

    def __init__(self, workbook: Workbook, sheet: str, chart: Chart, language: str) -> None:
        self._workbook, self._sheet, self._chart = workbook, sheet, chart
        font = font_of(language)
        self._font = {"name": font["font_name"], "size": SMALL, "color": INK}

    def made(self) -> Any:
        """Give the chart."""
        chart = self._chart
        subtype = {"subtype": "stacked"} if chart.stacked else {}
        drawn = self._workbook.add_chart({"type": "bar" if chart.lying else "column", **subtype})
        for series in chart.series:
            if series.draw != "dash":
                drawn.add_series(self._columns(series))
        dashes = [series for series in chart.series if series.draw == "dash"]
        if dashes:
            line = self._workbook.add_chart({"type": "line"})
            for series in dashes:
                line.add_series(self._dashes(series))
            drawn.combine(line)
        self._surround(drawn)
        return drawn

    def _columns(self, series: Series) -> dict[str, Any]:
        chart, colour = self._chart, series.colour
        hatch = {"pattern": "wide_upward_diagonal", "fg_color": colour, "bg_color": WHITE}
        fill = {"pattern": hatch} if series.draw == "hatched" else {"fill": {"color": colour}}
        labels = {"value": True, "num_format": series.labels, "font": self._font}
        return {
            **self._data(series),
            **fill,
            **({"border": {"color": colour}} if series.draw == "hatched" else {}),
            **({"data_labels": labels} if series.labels else {}),
            **({"overlap": 100} if chart.overlap or chart.stacked else {}),
            "gap": chart.gap,
        }

    def _dashes(self, series: Series) -> dict[str, Any]:
        fill = {"color": series.colour}
        marker = {"type": "long_dash", "size": 12, "fill": fill, "border": fill}
        return {**self._data(series), "line": {"none": True}, "marker": marker}

    def _data(self, series: Series) -> dict[str, Any]:
        return {
            "name": f"={self._cell(series.name)}",
            "categories": self._area(self._chart.categories),
            "values": self._area(series.values),
        }

    def _surround(self, drawn: Any) -> None:
        """Write title, legend and axes."""
        chart = self._chart
        if chart.title:
            font = {**self._font, "size": TEXT, "bold": True}
            name = f"={self._cell(chart.title)}"
            drawn.set_title({"name": name, "name_font": font, "overlay": False})
        else:
            drawn.set_title({"none": True})
        one = len(chart.series) == 1
        drawn.set_legend({"none": True} if one else {"position": "bottom", "font": self._font})
        values = {
            "num_font": self._font,
            "num_format": chart.form,
            "major_gridlines": {"visible": True, "line": {"color": LINE, "width": 0.5}},
            "line": {"none": True},
        }
        names = {"num_font": self._font, "line": {"color": MUTED}, "major_tick_mark": "none"}
        if chart.lying:
            drawn.set_y_axis({**names, "reverse": True, "interval_unit": 1})
            drawn.set_x_axis({"visible": False, "min": 0, "major_gridlines": {"visible": False}})
        else:
            drawn.set_x_axis({**names, "label_position": "low"})
            drawn.set_y_axis(values)
        drawn.set_chartarea({"border": {"none": True}})
        drawn.show_hidden_data()
        drawn.set_size({"width": chart.size[0], "height": chart.size[1]})

    def _cell(self, place: tuple[int, int]) -> str:
        return f"{quoted(self._sheet)}!{fixed(*place)}"

    def _area(self, area: Area) -> list[Any]:
        row, column, last_row, last_column = area
        return [self._sheet, row - 1, column - 1, last_row - 1, last_column - 1]
