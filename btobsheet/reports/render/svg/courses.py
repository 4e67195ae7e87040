"""How forecasts moved as SVG: a line of forecasts by the days of the reports, over the target."""

from __future__ import annotations

from btobsheet.reports.pictures import Course, Courses
from btobsheet.reports.render.svg.base import box, chip, label, line, number, picture, tag

WIDTH, HEIGHT = 380.0, 222.0
TOP, BASE, LEFT = 94.0, 160.0, 34.0
FLOOR = BASE + 18.0
NEAR = 44.0
"""How far apart the names of two days must stand at least."""
NOTE, SPARK = 236.0, 26.0
"""Where the note ends and the spark of attainments begins, and how high that is."""
_DOT = 3.2


def draw(courses: Courses, name: str) -> tuple[str, ...]:
    """Draw each course as a picture of its own."""
    return tuple(
        _course(chart, courses, f"{name}{index}") for index, chart in enumerate(courses.charts)
    )


def _course(chart: Course, courses: Courses, name: str) -> str:
    body = label(8, 16, chart.title, "bold", width=WIDTH - 16, size=14)
    body += chip(8, 24, chart.status, 200) + label(8, 62, chart.note, "soft", width=NOTE - 8)
    xs, tone = _places(chart), chart.status.tone or "fine"
    body += _spark(chart, xs, tone)
    body += line(LEFT - 20, FLOOR, WIDTH - LEFT + 20, FLOOR, "axis")
    body += _line(xs, _heights(chart, chart.targets), "goal")
    heights = _heights(chart, chart.forecasts)
    body += _line(xs, heights, f"course e-{tone}") + _dots(xs, heights, f"f-{tone}")
    body += _values(chart, xs, heights) + _days(chart, xs) + _legend(courses, tone)
    told = ", ".join(
        f"{mark} {said}" for mark, said in zip(chart.marks, chart.texts, strict=True) if said
    )
    return picture(name, chart.title, f"{chart.note}. {told}", body, HEIGHT, WIDTH)


def _spark(chart: Course, xs: list[float], tone: str) -> str:
    """Draw the attainments beside their note, small, over a hair at 100 %."""
    given = [value for value in chart.attainments if value is not None]
    if len(given) < 2:
        return ""
    low, high = min(1.0, *given), max(1.0, *given)
    scale = SPARK / ((high - low) or 1.0)
    across = [NOTE + (x - LEFT) / (WIDTH - 2 * LEFT) * (WIDTH - NOTE - 20) for x in xs]
    heights = [None if value is None else 64 - (value - low) * scale for value in chart.attainments]
    whole = 64 - (1.0 - low) * scale
    made = line(NOTE, whole, WIDTH - 20, whole, "hair") + _line(across, heights, f"course e-{tone}")
    x, y = [(x, y) for x, y in zip(across, heights, strict=True) if y is not None][-1]
    return made + tag("circle", cx=x, cy=y, r=_DOT, cls=f"f-{tone}")


def _places(chart: Course) -> list[float]:
    """Give each report's place across: as far apart as its days are."""
    first, span = chart.days[0], (chart.days[-1] - chart.days[0]).days or 1
    return [LEFT + (day - first).days / span * (WIDTH - 2 * LEFT) for day in chart.days]


def _heights(chart: Course, values: tuple[float | None, ...]) -> list[float | None]:
    """Give each value's height, on one scale for forecasts and targets."""
    given = [value for value in (*chart.forecasts, *chart.targets) if value is not None]
    low, high = min(given), max(given)
    scale = (BASE - TOP) / (high - low) if high > low else 0.0
    return [
        None if value is None else BASE - (value - low) * scale - (0 if scale else 30)
        for value in values
    ]


def _line(xs: list[float], heights: list[float | None], cls: str) -> str:
    """Join the values that are known, with a gap where one is not."""
    path, open_ = "", False
    for x, y in zip(xs, heights, strict=True):
        if y is not None:
            path += f"{'L' if open_ else 'M'}{number(x)} {number(y)}"
        open_ = y is not None
    return tag("path", cls=cls, d=path) if path else ""


def _dots(xs: list[float], heights: list[float | None], cls: str) -> str:
    return "".join(
        tag("circle", cx=x, cy=y, r=_DOT, cls=cls)
        for x, y in zip(xs, heights, strict=True)
        if y is not None
    )


def _values(chart: Course, xs: list[float], heights: list[float | None]) -> str:
    """Write the first and the last forecast at their points, on the side the line is not."""
    known = [(x, y, said) for x, y, said in zip(xs, heights, chart.texts, strict=True) if y]
    if len(known) < 2:
        return ""
    ends = ((known[0], known[1], ""), (known[-1], known[-2], "end"))
    return "".join(
        label(
            x + (14 if anchor else -14),
            y + (15 if near[1] < y else -8),
            said,
            "halo bold",
            anchor,
            150,
            11,
        )
        for (x, y, said), near, anchor in ends
    )


def _days(chart: Course, xs: list[float]) -> str:
    """Name the days: the last one, and those before it as far as there is room."""
    shown, right = "", WIDTH + NEAR
    for x, mark in reversed(list(zip(xs, chart.marks, strict=True))):
        if right - x >= NEAR:
            shown += label(x, FLOOR + 14, mark, "soft", "middle", size=10)
            right = x
    return shown


def _legend(courses: Courses, tone: str) -> str:
    """Say what the two lines are."""
    return (
        box(8, HEIGHT - 13, 10, 10, f"f-{tone}")
        + label(23, HEIGHT - 4, courses.forecast_word, "soft", width=150)
        + line(188, HEIGHT - 8, 212, HEIGHT - 8, "goal")
        + label(217, HEIGHT - 4, courses.target_word, "soft", width=150)
    )
