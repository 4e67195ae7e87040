"""Draw any picture of a report as SVG."""

from __future__ import annotations

from btobsheet.reports.document import Picture
from btobsheet.reports.pictures import Bars, Courses, Cycle, Gantt, MonthCharts, Stacks, Tree
from btobsheet.reports.render.svg import bars as svg_bars
from btobsheet.reports.render.svg import courses as svg_courses
from btobsheet.reports.render.svg import cycle as svg_cycle
from btobsheet.reports.render.svg import gantt as svg_gantt
from btobsheet.reports.render.svg import months as svg_months
from btobsheet.reports.render.svg import tree as svg_tree


def draw(picture: Picture, name: str) -> tuple[str, ...]:
    """Give the SVG elements of a picture (several where it is printed in parts).

    ``name`` makes their ids unique on the page.
    """
    match picture:
        case Cycle():
            return svg_cycle.draw(picture, name)
        case Tree():
            return svg_tree.draw(picture, name)
        case MonthCharts():
            return svg_months.draw(picture, name)
        case Courses():
            return svg_courses.draw(picture, name)
        case Gantt():
            return svg_gantt.draw(picture, name)
        case Bars():
            return svg_bars.draw_bars(picture, name)
        case Stacks():
            return svg_bars.draw_stacks(picture, name)
        case _:
            return ()
