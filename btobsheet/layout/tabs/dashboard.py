"""ダッシュボード: what the monthly meeting needs, on one page: the message, five tiles, how the KGI
runs, what gets worse, what to act on first, and what is to be decided; people and money follow.
"""

from __future__ import annotations

from dataclasses import replace

from btobsheet.layout.address import letters
from btobsheet.layout.sheets.kpi_formulas import RANK
from btobsheet.layout.tabs.canvas import Canvas, Rule
from btobsheet.layout.tabs.dashboard_fix import put_worsening, put_worst
from btobsheet.layout.tabs.dashboard_grid import (
    COLUMNS,
    END,
    FACTS,
    FACTS_AT_RIGHT,
    HELPERS,
    LAST,
    LAST_HELPER,
    LISTS,
    MESSAGE,
    PEOPLE,
    SEGMENTS,
    STOPPED,
    TILES,
    TITLE,
    TREND,
    WIDTH,
    WORST,
    at,
    put_section,
)
from btobsheet.layout.tabs.dashboard_lists import put_lists
from btobsheet.layout.tabs.dashboard_money import put_money
from btobsheet.layout.tabs.dashboard_people import put_people
from btobsheet.layout.tabs.kgi import Kgi, put_kgi
from btobsheet.layout.tabs.kgi_course import put_course
from btobsheet.layout.tabs.message import message, phrase, put_fix
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import (
    Expr,
    const,
    filled,
    formatted,
    join,
    number,
    ratio,
    when,
)

_HALF = 12
"""The columns of the left half, the chart's."""
_CHART_HEIGHT = 150
_FIX_ROW, _COURSE_ROW = 14, 2
Tile = tuple[str, Expr, Expr]
"""A tile: the wording of its label, its figure, what stands below."""


def build(scene: Scene) -> Canvas:
    """Build the tab."""
    canvas = scene.canvas("dashboard")
    canvas.widths[1] = 16
    canvas.widths |= {at(column): WIDTH for column in range(1, COLUMNS + 1)}
    kgi = put_kgi(scene, canvas, TITLE, FACTS)
    fix = put_fix(scene, canvas, _FIX_ROW, FACTS)
    canvas.put(TITLE, at(1), scene.say("title.dashboard"), "page_title")
    canvas.put(TITLE, at(13), scene.day_line(), "page_note", across=12)
    canvas.put(MESSAGE, at(1), message(scene, kgi, fix), "message", across=COLUMNS)
    _tiles(scene, canvas, kgi)
    _course(scene, canvas, kgi)
    put_worsening(scene, canvas)
    put_worst(scene, canvas)
    put_lists(scene, canvas)
    put_people(scene, canvas)
    put_money(scene, canvas)
    _heights(canvas)
    canvas.hidden = (HELPERS, LAST_HELPER)
    canvas.print_to = (LAST, at(COLUMNS))
    return canvas


def _heights(canvas: Canvas) -> None:
    """Set the heights of rows: a page of A4 at its full size."""
    canvas.heights |= {TITLE: 25.5, MESSAGE: 33, MESSAGE + 1: 4.5}
    canvas.heights |= {TILES: 12, TILES + 1: 21, TILES + 2: 12, TILES + 3: 6}
    for row in (TREND, WORST, LISTS, PEOPLE, SEGMENTS, STOPPED):
        canvas.heights[row] = 16.5
        canvas.heights[row - 1] = canvas.heights.get(row - 1, 6)
    canvas.heights |= dict.fromkeys(range(TREND + 1, WORST - 1), 22.5)
    canvas.heights |= {TREND - 1: 6, WORST - 1: 4.5, WORST + 1: 12, LISTS - 1: 4.5}
    for row in range(WORST + 2, LISTS - 1, 2):
        canvas.heights |= {row: 12.75, row + 1: 12}
    canvas.heights |= dict.fromkeys(range(LISTS + 1, END + 1), 22.5)
    for first, last in ((PEOPLE, SEGMENTS - 2), (SEGMENTS, STOPPED - 2), (STOPPED, LAST)):
        canvas.heights |= {first + 1: 12.75}
        canvas.heights |= dict.fromkeys(range(first + 2, last + 1), 15.75)
        canvas.heights[last + 1] = 6


def _tiles(scene: Scene, canvas: Canvas, kgi: Kgi) -> None:
    """Write the tiles: attainment, landing, KPIs on track, actions, what is overdue."""
    for nth, (name, figure, note) in enumerate(
        (*_of_kgi(scene, kgi), _of_kpis(scene), *_of_actions(scene))
    ):
        column, across = at(1 + 5 * nth), 5 if nth < 4 else 4
        label = scene.say_page(f"dash.tile.{name}")
        for row, content, style in (
            (TILES, label, "tile_label"),
            (TILES + 1, figure, "tile_value"),
            (TILES + 2, note, "tile_note"),
        ):
            canvas.put(row, column, content, style, across=across)
    late = at(21)
    overdue = f'LEFT({letters(late)}{TILES + 1},1)<>"0"'
    area = (TILES + 1, late, TILES + 1, at(COLUMNS))
    canvas.rules.append(Rule(overdue, (area,), "below"))


def _or_none(value: Expr) -> Expr:
    return when(filled(value), value, const("－"))


def _of_kgi(scene: Scene, kgi: Kgi) -> tuple[Tile, ...]:
    actual, expected, annual = kgi.said_actual, kgi.said_expected, kgi.said_annual
    to_date = join(actual, when(filled(expected), join(" / ", expected), const("")))
    aim = when(filled(annual), phrase(scene, "dash.tile.annual", value=annual), const(""))
    return (
        ("attainment", _or_none(formatted(kgi.attainment, "0.0%")), to_date),
        ("forecast", _or_none(kgi.said_forecast), aim),
    )


def _kpis(scene: Scene, *codes: str) -> Expr:
    """Count the KPIs of some statuses."""
    found = [
        scene.source.count(("kpis_counted", const(1)), ("kpis_sev", const(RANK[code])))
        for code in codes
    ]
    return Expr(f"({'+'.join(one.text for one in found)})", sum(map(number, found)))


def _of_kpis(scene: Scene) -> Tile:
    judged = _kpis(scene, *(code for code in RANK if code != "reference"))
    figure = join(_kpis(scene, "on_track", "achieved"), " / ", judged)
    counts = {
        "late": _kpis(scene, "behind", "missed"),
        "warned": _kpis(scene, "at_risk"),
        "missing": _kpis(scene, "no_data"),
    }
    return "kpis", figure, phrase(scene, "dash.tile.red", **counts)


def _of_actions(scene: Scene) -> tuple[Tile, ...]:
    source, mine = scene.source, ("actions_counted", const(1))
    weight, done, planned = (
        source.total(f"actions_{name}", mine)
        for name in ("weight", "weight_done", "weight_planned")
    )
    progress, plan = (formatted(ratio(part, weight), "0%") for part in (done, planned))
    due = when(filled(plan), phrase(scene, "dash.tile.planned", share=plan), const(""))
    overdue = source.count(mine, ("actions_state_no", const(5)))
    return (
        ("progress", _or_none(progress), due),
        (
            "overdue",
            phrase(scene, "dash.tile.count", count=overdue),
            phrase(scene, "dash.tile.soon", days=source.name("due_soon_days"), count=_soon(scene)),
        ),
    )


def _soon(scene: Scene) -> Expr:
    """Count the open actions that end from today on within the days that count as soon."""
    source = scene.source
    first = number(source.name("as_of"))
    last = first + number(source.name("due_soon_days")) + 1
    rows = zip(
        *(source.columns[f"actions_{name}"] for name in ("counted", "state_no", "end")),
        strict=True,
    )
    value = sum(
        counted == 1
        and isinstance(state, int | float)
        and state >= 6
        and isinstance(end, int | float)
        and first <= end < last
        for counted, state, end in rows
    )
    return Expr(
        'COUNTIFS(actions_counted,1,actions_state_no,">=6",actions_end,">="&as_of,'
        'actions_end,"<"&(as_of+due_soon_days+1))',
        value,
    )


def _course(scene: Scene, canvas: Canvas, kgi: Kgi) -> None:
    """Draw the KGI by month."""
    place, corner = (_COURSE_ROW, FACTS_AT_RIGHT), (TREND + 1, at(1))
    course = put_course(scene, canvas, kgi, place, corner)
    put_section(canvas, TREND, course.title, 1, _HALF)
    canvas.charts.append(replace(course.chart, size=(_HALF * WIDTH, _CHART_HEIGHT)))
