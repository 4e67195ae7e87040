"""Small charts by month as SVG: bars of actuals, a stepped line of targets."""

from __future__ import annotations

from btobsheet.reports.pictures import MonthChart, MonthCharts
from btobsheet.reports.render.svg.base import box, chip, label, line, number, picture, tag

WIDTH, HEIGHT = 380.0, 232.0
TOP, BASE, LEFT = 102.0, 194.0, 6.0
LABELLED = 3
LETTERS = 9.0
"""How high the letters of a value stand over their baseline."""


def draw(charts: MonthCharts, name: str) -> tuple[str, ...]:
    """Draw each chart as a picture of its own."""
    return tuple(
        _chart(chart, charts, f"{name}{index}") for index, chart in enumerate(charts.charts)
    )


def _chart(chart: MonthChart, charts: MonthCharts, name: str) -> str:
    slot = (WIDTH - 2 * LEFT) / len(chart.months)
    highest = max(
        [value for value in (*chart.targets, *chart.actuals) if value is not None and value > 0],
        default=1.0,
    )
    scale = (BASE - TOP) / highest
    parts = [_month(chart, index, slot, scale) for index in range(len(chart.months))]
    body = label(LEFT, 16, chart.title, "bold", width=WIDTH - 2 * LEFT, size=14) + chip(
        LEFT, 24, chart.status, 120
    )
    body += _notes(chart, charts) + "".join(bar for bar, _ in parts) + _targets(chart, slot, scale)
    body += "".join(words for _, words in parts) + line(LEFT, BASE, WIDTH - LEFT, BASE, "axis")
    return picture(
        name,
        chart.title,
        f"{chart.place}. {chart.note}. {_said(chart, charts)}",
        body,
        HEIGHT,
        WIDTH,
    )


def _said(chart: MonthChart, charts: MonthCharts) -> str:
    return f"{_actual(chart, charts)}: " + ", ".join(
        f"{month} {text}" for month, text in zip(chart.months, chart.texts, strict=True) if text
    )


def _actual(chart: MonthChart, charts: MonthCharts) -> str:
    return f"{charts.actual_word} ({chart.unit})" if chart.unit else charts.actual_word


def _notes(chart: MonthChart, charts: MonthCharts) -> str:
    """Write the words under the title, and what bar and line are."""
    return (
        label(LEFT, 62, chart.place, "soft", width=WIDTH - 2 * LEFT)
        + label(LEFT, 79, chart.note, "soft", width=WIDTH - 2 * LEFT)
        + box(LEFT, HEIGHT - 13, 10, 10, f"f-{chart.status.tone or 'fine'}")
        + label(LEFT + 15, HEIGHT - 4, _actual(chart, charts), "soft", width=150)
        + line(LEFT + 180, HEIGHT - 8, LEFT + 204, HEIGHT - 8, "goal")
        + label(LEFT + 209, HEIGHT - 4, charts.target_word, "soft")
    )


def _month(chart: MonthChart, index: int, slot: float, scale: float) -> tuple[str, str]:
    """Draw one month: its bar (paler where the month is open), and the words that stand over the
    targets: its name, of the last ones the value.
    """
    x, value = LEFT + index * slot, chart.actuals[index]
    name = label(
        x + slot / 2, BASE + 14, chart.months[index].removesuffix("月"), "soft", "middle", size=10
    )
    if value is None:
        return "", name
    height = max(0.0, value) * scale
    closed = index < chart.closed
    cls = f"f-{chart.status.tone or 'fine'}" if closed else f"b-{chart.status.tone or 'fine'}"
    bar = box(x + slot * 0.18, BASE - height, slot * 0.64, height, cls)
    typed = [at for at, one in enumerate(chart.actuals) if one is not None][-LABELLED:]
    said = (
        label(
            x + slot / 2,
            _clear(chart, index, BASE - height - 4, scale),
            chart.texts[index],
            "halo",
            "middle",
            slot * 1.5,
            10,
        )
        if index in typed
        else ""
    )
    return bar, said + name


def _clear(chart: MonthChart, index: int, y: float, scale: float) -> float:
    """Give a value's baseline: over the lines of targets that would cross it."""
    near = chart.targets[max(0, index - 1) : index + 2]
    for line_at in sorted(
        (BASE - max(0.0, target) * scale for target in near if target is not None), reverse=True
    ):
        if y - LETTERS <= line_at <= y + 3:
            y = line_at - 4
    return y


def _targets(chart: MonthChart, slot: float, scale: float) -> str:
    """Draw the targets as steps, with a gap where there is none."""
    steps = [
        f"M{number(LEFT + index * slot)} {number(BASE - max(0.0, target) * scale)}h{number(slot)}"
        for index, target in enumerate(chart.targets)
        if target is not None
    ]
    return tag("path", cls="goal", d="".join(steps)) if steps else ""
