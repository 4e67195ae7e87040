"""Draw any picture of a report as SVG."""

from __future__ import annotations

from btobsheet.reports.document import Picture
from btobsheet.reports.pictures import Courses, Gantt, Gauge, MonthCharts, PlanRows, Stacks, Tree
from btobsheet.reports.render.svg import bars as svg_bars
from btobsheet.reports.render.svg import bullets as svg_bullets
from btobsheet.reports.render.svg import courses as svg_courses
from btobsheet.reports.render.svg import gantt as svg_gantt
from btobsheet.reports.render.svg import months as svg_months
from btobsheet.reports.render.svg import plans as svg_plans
from btobsheet.reports.render.svg import tree as svg_tree


def draw(picture: Picture, name: str) -> tuple[str, ...]:
    """Give the SVG elements of a picture (several where it is printed in parts; none where it is
    written as text, as the cycle of operations is).

    ``name`` makes their ids unique on the page.
    """
    match picture:
        case Tree():
            return svg_tree.draw(picture, name)
        case MonthCharts():
            return svg_months.draw(picture, name)
        case Courses():
            return svg_courses.draw(picture, name)
        case Gantt():
            return svg_gantt.draw(picture, name)
        case Gauge():
            return svg_bullets.draw_gauge(picture, name)
        case Stacks():
            return svg_bars.draw_stacks(picture, name)
        case PlanRows():
            return svg_plans.draw(picture, name)
        case _:
            return ()
