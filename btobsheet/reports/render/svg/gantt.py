"""The year's Gantt chart as SVG: bands planned, their done part, today's line, the イナズマ線."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from btobsheet.reports.document import mark
from btobsheet.reports.numbers import percent
from btobsheet.reports.pictures import Gantt, GanttRow
from btobsheet.reports.render.svg.base import WIDTH, box, label, line, number, picture, said, tag

ROW, HEAD = 17.0, 34.0
# what fits on a printed page under its heading
ROWS_A_PICTURE = 38
OWNER, LEFT = 290.0, 384.0
BAND = 10.0


def draw(gantt: Gantt, name: str) -> tuple[str, ...]:
    """Draw the chart in as many pictures as it needs to be printed."""
    return tuple(
        _part(gantt, rows, f"{name}{index}") for index, rows in enumerate(_parts(gantt.rows))
    )


def _parts(rows: Sequence[GanttRow]) -> list[Sequence[GanttRow]]:
    """Cut the rows where a picture is full; a tactic's row does not stay behind alone."""
    parts, start = [], 0
    while start < len(rows):
        end = min(start + ROWS_A_PICTURE, len(rows))
        if start + 1 < end < len(rows) and rows[end - 1].group:
            end -= 1
        parts.append(rows[start:end])
        start = end
    return parts


def _part(gantt: Gantt, rows: Sequence[GanttRow], name: str) -> str:
    height = HEAD + ROW * len(rows) + 4
    body = _months(gantt, height) + "".join(
        _row(gantt, row, HEAD + ROW * index) for index, row in enumerate(rows)
    )
    return picture(name, gantt.title, gantt.summary, body + _today(gantt, rows, height), height)


def _x(gantt: Gantt, day: dt.date) -> float:
    """Give where a day begins, kept inside the year."""
    first = gantt.months[0][0]
    share = (day - first).days / ((gantt.last - first).days + 1)
    return LEFT + (WIDTH - LEFT) * min(1.0, max(0.0, share))


def _months(gantt: Gantt, height: float) -> str:
    made = []
    for day, name in gantt.months:
        x = _x(gantt, day)
        made.append(
            line(x, HEAD - 14, x, height, "hair") + label(x + 4, HEAD - 4, name, "soft", size=11)
        )
    return "".join(made)


def _row(gantt: Gantt, row: GanttRow, top: float) -> str:
    middle = top + ROW / 2
    words = label(
        0 if row.group else 14,
        middle + 4,
        row.label,
        "bold" if row.group else "",
        width=OWNER - 20,
        size=11,
    )
    words += (
        ""
        if row.group
        else label(0, middle + 4, mark(row.state.tone), f"t-{row.state.tone}", size=10)
    )
    words += label(OWNER, middle + 4, row.owner, "soft", width=LEFT - OWNER - 6, size=11)
    if row.start is None or row.end is None:
        return words
    x1, x2 = _x(gantt, row.start), _x(gantt, row.end + dt.timedelta(days=1))
    done = (x2 - x1) * min(1.0, max(0.0, row.percent or 0.0))
    if row.group:
        return (
            words + box(x1, middle - 2, x2 - x1, 4, "track") + box(x1, middle - 2, done, 4, "done")
        )
    tone = row.state.tone or "fine"
    name = said(f"{row.state.text} {percent(row.percent)}")
    return words + tag(
        "g",
        name
        + box(x1, middle - BAND / 2, x2 - x1, BAND, f"b-{tone} e-{tone}", 2)
        + box(x1, middle - BAND / 2, done, BAND, f"f-{tone}", 2),
    )


def _today(gantt: Gantt, rows: Sequence[GanttRow], height: float) -> str:
    """Draw today's line, and the line that joins how far each action has got."""
    today = _x(gantt, gantt.as_of)
    points = [(today, HEAD - 2)]
    points += [
        (_x(gantt, row.reached) if row.reached else today, HEAD + ROW * index + ROW / 2)
        for index, row in enumerate(rows)
    ]
    joined = "L".join(f"{number(x)} {number(y)}" for x, y in (*points, (today, height)))
    anchor = "end" if today > WIDTH - 120 else ""
    word = label(today + (-5 if anchor else 5), 12, gantt.today_word, "bold t-bad", anchor)
    return (
        line(today, HEAD - 2, today, height, "now")
        + word
        + tag("path", cls="zigzag", d=f"M{joined}")
    )
