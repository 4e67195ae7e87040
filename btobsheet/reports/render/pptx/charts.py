"""Native charts on slides: actuals as columns, forecasts hatched, targets as red dashes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.dml import MSO_PATTERN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from btobsheet.quickclass import dataclass
from btobsheet.reports.render.pptx.deck import FONT, INK, RULE, Box, Slide, legal


@dataclass(frozen=True, slots=True)
class Series:
    """A row of values: its name, the values, its colour, and how it is drawn."""

    name: str
    values: Sequence[float | None]
    colour: str
    draw: Literal["solid", "hatched", "dash"] = "solid"


def month_chart(
    slide: Slide, box: Box, months: Sequence[str], series: Sequence[Series], form: str
) -> None:
    """Add a native chart by month: columns over each other, dashes among them."""
    chart = _chart(slide, XL_CHART_TYPE.COLUMN_CLUSTERED, box, months, series, form)
    for made, given in zip(chart.plots[0].series, series, strict=True):
        colour = RGBColor.from_string(given.colour)
        if given.draw == "hatched":
            made.format.fill.patterned()
            made.format.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
            made.format.fill.fore_color.rgb = colour
            made.format.fill.back_color.rgb = RGBColor.from_string("FFFFFF")
            made.format.line.color.rgb = colour
        elif given.draw == "solid":
            made.format.fill.solid()
            made.format.fill.fore_color.rgb = colour
    columns = [one for one in series if one.draw != "dash"]
    several = sum(one.draw == "solid" for one in series) > 1
    chart.plots[0].gap_width = 55
    chart.plots[0].overlap = 0 if several else 100
    below = any((value or 0) < 0 for one in series for value in one.values)
    chart.value_axis.minimum_scale = None if below else 0
    if len(columns) < len(series):
        _dashes(chart, series)
    _number_axes(chart)


def line_chart(
    slide: Slide, box: Box, names: Sequence[str], series: Sequence[Series], form: str
) -> None:
    """Add a native line chart, the points named."""
    chart = _chart(slide, XL_CHART_TYPE.LINE_MARKERS, box, names, series, form)
    for made, given in zip(chart.plots[0].series, series, strict=True):
        colour = RGBColor.from_string(given.colour)
        made.smooth = False
        made.format.line.width = Pt(2.5)
        made.format.line.color.rgb = colour
        made.marker.format.fill.solid()
        made.marker.format.fill.fore_color.rgb = colour
        made.marker.format.line.fill.background()
    _number_axes(chart)


def _chart(
    slide: Slide,
    kind: XL_CHART_TYPE,
    box: Box,
    names: Sequence[str],
    series: Sequence[Series],
    form: str,
) -> Any:
    """Add a native chart with its legend, fonts and axis of values."""
    data = CategoryChartData(number_format=form)
    data.categories = [legal(name) for name in names]
    for one in series:
        data.add_series(legal(one.name), one.values)
    chart = slide.shapes.add_chart(kind, *box.emu, data).chart
    chart.has_legend, chart.has_title = True, False
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    _fonts(chart)
    ticks = chart.value_axis.tick_labels
    ticks.number_format, ticks.number_format_is_linked = form, False
    chart.value_axis.major_gridlines.format.line.color.rgb = RGBColor.from_string(RULE)
    chart.value_axis.format.line.fill.background()
    return chart


def _dashes(chart: Any, series: Sequence[Series]) -> None:
    """Move the series that are dashes into a line chart on the same axes: the library makes no
    chart of two kinds.
    """
    bars = chart._chartSpace.find(f".//{qn('c:barChart')}")
    axes = [one.get("val") for one in bars.findall(qn("c:axId"))]
    lines = parse_xml(
        f'<c:lineChart {nsdecls("c")}><c:grouping val="standard"/><c:varyColors val="0"/>'
        f'<c:marker val="1"/><c:axId val="{axes[0]}"/><c:axId val="{axes[1]}"/></c:lineChart>'
    )
    for made, given in zip(bars.findall(qn("c:ser")), series, strict=True):
        if given.draw == "dash":
            lines.insert(len(lines) - 3, _dash(made, given.colour))
    bars.addnext(lines)


def _dash(made: Any, colour: str) -> Any:
    """Turn a series of columns into one of dashes without a line."""
    for name in ("c:spPr", "c:invertIfNegative"):
        for found in made.findall(qn(name)):
            made.remove(found)
    fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    spaces = nsdecls("c", "a")
    drawn = (
        f"<c:spPr {spaces}><a:ln w='28575'><a:noFill/></a:ln></c:spPr>",
        f'<c:marker {spaces}><c:symbol val="dash"/><c:size val="12"/>'
        f"<c:spPr>{fill}<a:ln w='9525'>{fill}</a:ln></c:spPr></c:marker>",
    )
    after = made.find(qn("c:tx"))
    for xml in drawn:
        part = parse_xml(xml)
        after.addnext(part)
        after = part
    made.append(parse_xml(f"<c:smooth {spaces} val='0'/>"))
    return made


def _number_axes(chart: Any) -> None:
    """Number the axes 1, 2 …: the library's own ids are negative, which the format forbids."""
    numbers: dict[str, str] = {}
    for reference in chart._chartSpace.iter(qn("c:axId"), qn("c:crossAx")):
        numbers.setdefault(reference.get("val"), str(len(numbers) + 1))
        reference.set("val", numbers[reference.get("val")])


def _fonts(chart: Any) -> None:
    chart.font.size, chart.font.name = Pt(11), FONT
    chart.font.color.rgb = RGBColor.from_string(INK)
    for latin in list(chart._chartSpace.iter(qn("a:latin"))):
        latin.addnext(latin.makeelement(qn("a:ea"), {"typeface": FONT}))
