"""The lower third of 戦略俯瞰図: the KGI by month, the way down to what to fix first, decisions
wanted and homework; and what is said at the foot.
"""

from __future__ import annotations

from dataclasses import replace

from btobsheet.layout.address import letters
from btobsheet.layout.tabs.amounts import put_measure, short
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.charts import Area
from btobsheet.layout.tabs.kgi import Kgi
from btobsheet.layout.tabs.kgi_course import put_course
from btobsheet.layout.tabs.message import Fix, nothing_wrong, phrase
from btobsheet.layout.tabs.overview_grid import (
    BOTTOM,
    COURSE,
    FACTS,
    FOOT,
    GAP,
    HELPER_TOP,
    IN_BAND,
    LAST,
    LEGEND,
    LINES,
    LISTS,
    MAIN,
    SIDE,
    TILES,
    WIDTHS,
    Slot,
)
from btobsheet.layout.tabs.overview_slots import Cycle
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import (
    Expr,
    const,
    filled,
    formatted,
    join,
    number,
    shortened,
    when,
)

_CHART, _WAY, _WANTED = 1, 4, 6
"""The slots that the sections begin with."""
_STEPS = 6
"""So many KPIs of the way are shown: the KGI, and those nearest to what to fix."""
_DECISIONS = 4
"""So many decisions are shown, the other lines are of homework."""
_NAMED = 4
"""So many operations below the printed page are named on it."""


def put_foot(scene: Scene, canvas: Canvas, kgi: Kgi, fix: Fix, cycle: Cycle) -> None:
    """Write legend, the three sections and the foot."""
    legend = const(scene.say_page("overview.legend"))
    canvas.put(LEGEND, FIRST_COLUMN, legend, "legend")
    canvas.style_row(LEGEND, FIRST_COLUMN + 1, LAST - 1, "legend")
    _chart(scene, canvas, kgi)
    _way(scene, canvas, fix)
    _wanted(scene, canvas)
    beyond, agreed = _beyond(scene, cycle), scene.approvals()
    gap = when(filled(agreed), when(filled(beyond), const("　"), const("")), const(""))
    approved = shortened(agreed, scene.letters("approval"))
    canvas.put(FOOT, FIRST_COLUMN, join(beyond, gap, approved), "card_more")


FIRST_COLUMN = Slot(1).column


def _section(canvas: Canvas, content: Expr, first: int, last: int) -> None:
    """Write a section's heading over slots."""
    left, right = Slot(first).column, Slot(last).column + SIDE
    canvas.put(BOTTOM, left, content, "section")
    canvas.style_row(BOTTOM, left + 1, right, "section")


def _chart(scene: Scene, canvas: Canvas, kgi: Kgi) -> None:
    """Draw the KGI by month."""
    course = put_course(scene, canvas, kgi, (HELPER_TOP, COURSE), (BOTTOM + 1, FIRST_COLUMN))
    _section(canvas, course.title, _CHART, _WAY - 1)
    wide = (_WAY - _CHART) * sum(WIDTHS) - WIDTHS[GAP]
    tall = round(sum(canvas.heights[BOTTOM + line] for line in range(1, LINES + 1)) / 0.75)
    canvas.charts.append(replace(course.chart, size=(wide, tall)))


def _way(scene: Scene, canvas: Canvas, fix: Fix) -> None:
    """Show how the KPI to fix first leads up to the KGI, and what of it is to be told."""
    source = scene.source
    _section(canvas, const(scene.say_page("overview.way")), _WAY, _WANTED - 1)
    left, right = Slot(_WAY).column, Slot(_WANTED - 1).column
    depth = source.number_at("kpis_depth", fix.at)
    deep = canvas.put(HELPER_TOP + 7, FACTS + 1, Expr(f"N({depth.text})", number(depth)), "helper")
    for step in range(1, _STEPS + 1):
        row, told = BOTTOM + step, HELPER_TOP + step - 1
        nth = canvas.put(told, LISTS, step, "helper")
        up = min(number(deep) - step + 1, _STEPS - step) if step > 1 else number(deep)
        above = Expr(
            f"IF({nth.text}=1,{deep.text},MIN({deep.text}-{nth.text}+1,{_STEPS}-{nth.text}))", up
        )
        at = canvas.put(told, LISTS + 1, _ancestor(scene, fix, above), "helper")
        canvas.put(row, left, _step_name(scene, at, step), "line_strong" if step == 1 else "line")
        share = source.number_at("kpis_attainment", at)
        canvas.put(row, right + MAIN, share, "line_share")
        canvas.put(row, right + SIDE, source.text_at("kpis_status", at), "line_mark")
    area = (BOTTOM + 1, left, BOTTOM + _STEPS, right + SIDE)
    canvas.framed.append((f'=${letters(left)}{BOTTOM + 1}<>""', area, "line"))
    note = _note(scene, canvas, fix)
    canvas.put(BOTTOM + _STEPS + 1, left, note, "fix_note", across=2 * len(WIDTHS) - 1, down=2)


def status_cells() -> tuple[Area, ...]:
    """Give where the way's statuses stand, and the KGI's."""
    way, kgi = Slot(_WANTED - 1).column + SIDE, Slot(2).column
    return (
        (TILES + 2, kgi, TILES + 2, kgi + SIDE),
        (BOTTOM + 1, way, BOTTOM + _STEPS, way),
    )


def _ancestor(scene: Scene, fix: Fix, up: Expr) -> Expr:
    """Find the row of the KPI so many levels above what to fix first; 0 for none."""
    levels = range(1, 10)
    rows = [fix.at, *(scene.source.number_at(f"kpis_p{level}", fix.at) for level in levels)]
    texts = [fix.at.text, *(f"INDEX(kpis_p{level},{fix.at.text})" for level in levels)]
    there = number(fix.at) > 0 and number(up) >= 0
    return Expr(
        f"IF({fix.at.text}=0,0,IF({up.text}<0,0,CHOOSE({up.text}+1,{','.join(texts)})))",
        number(rows[int(number(up))]) if there else 0,
    )


def _step_name(scene: Scene, at: Expr, step: int) -> Expr:
    most = scene.letters("way")
    name = shortened(scene.source.text_at("kpis_name", at), most)
    indent = "  " * (step - 1) + ("└ " if step > 1 else "")
    return when(Expr(f"{at.text}>0", number(at) > 0), join(indent, name), const(""))


def _note(scene: Scene, canvas: Canvas, fix: Fix) -> Expr:
    """Say the cost, who owns the tactic, and what each month to come must bring."""
    source = scene.source
    owner = source.text_at("tactics_person", fix.tactic)
    told = shortened(owner, scene.letters("card"))
    named = when(filled(owner), told, const(scene.say_page("overview.nobody")))
    cost = when(
        Expr(f"{fix.cost.text}>0", number(fix.cost) > 0),
        phrase(scene, "overview.cost", cost=fix.said_cost),
        const(""),
    )
    measure = put_measure(scene, canvas, fix.at, HELPER_TOP + 12, FACTS)
    pace = canvas.put(HELPER_TOP + 13, FACTS, _pace(scene, fix), "helper")
    needed = when(
        Expr(f"N({pace.text})>0", number(pace) > 0),
        phrase(scene, "overview.pace", pace=short(scene, pace, measure)),
        const(""),
    )
    whole = join(cost, phrase(scene, "overview.owned", owner=named), needed)
    return when(Expr(f"{fix.at.text}>0", number(fix.at) > 0), whole, nothing_wrong(scene))


def _pace(scene: Scene, fix: Fix) -> Expr:
    """Give what each month to come must bring of a sum that is to grow; an empty text else."""
    source, at = scene.source, fix.at
    names = ("agg", "way", "annual", "actual_to_date", "span", "reached")
    agg, way, annual, actual, span, reached = (
        source.number_at(f"kpis_{name}", at) for name in names
    )
    fits = (
        agg.value == 1
        and way.value == 1
        and annual.value != ""
        and actual.value != ""
        and number(span) > number(reached)
    )
    cells = {name: f"INDEX(kpis_{name},{at.text})" for name in names}
    tests = (
        f"AND({cells['agg']}=1,{cells['way']}=1,ISNUMBER({cells['annual']}),"
        f"ISNUMBER({cells['actual_to_date']}),{cells['span']}>{cells['reached']})"
    )
    needed = (
        f"MAX(0,{cells['annual']}-{cells['actual_to_date']})/({cells['span']}-{cells['reached']})"
    )
    left = number(span) - number(reached)
    value = max(0, number(annual) - number(actual)) / left if fits else ""
    return Expr(f'IF({at.text}=0,"",IF({tests},{needed},""))', value)


def _wanted(scene: Scene, canvas: Canvas) -> None:
    """List decisions wanted, then homework, as many as there is room for."""
    source = scene.source
    wanted, homework = source.numbers("reviews_wanted"), source.numbers("reviews_homework")
    count = canvas.put(
        HELPER_TOP + 14,
        FACTS,
        Expr(f"MIN({_DECISIONS},{wanted.text})", min(_DECISIONS, number(wanted))),
        "helper",
    )
    all_of_them = Expr(f"{wanted.text}+{homework.text}", number(wanted) + number(homework))
    title = phrase(scene, "overview.wanted", count=all_of_them)
    _section(canvas, title, _WANTED, IN_BAND)
    for line in range(1, LINES + 1):
        _wanted_line(scene, canvas, line, count)
    left, right = Slot(_WANTED).column, Slot(IN_BAND).column + SIDE
    area = (BOTTOM + 1, left, BOTTOM + LINES, right)
    canvas.framed.append((f'=${letters(left)}{BOTTOM + 1}<>""', area, "line"))


def _wanted_line(scene: Scene, canvas: Canvas, line: int, count: Expr) -> None:
    source, row, told = scene.source, BOTTOM + line, HELPER_TOP + line - 1
    nth = canvas.put(told, LISTS + 2, line, "helper")
    is_decision = Expr(f"{nth.text}<={count.text}", line <= number(count))
    rest = Expr(f"{nth.text}-{count.text}", line - number(count))
    found = when(
        is_decision,
        source.kth("reviews_wanted", nth),
        source.kth("reviews_homework", rest),
    )
    at = canvas.put(told, LISTS + 3, found, "helper")
    there = Expr(f"{at.text}>0", number(at) > 0)
    kind = when(
        is_decision,
        const(scene.say_page("overview.decide")),
        const(scene.say_page("overview.homework")),
    )
    due = formatted(source.number_at("reviews_due", at), "m/d")
    most = scene.letters("wanted")
    said = when(
        is_decision,
        source.text_at("reviews_decision", at),
        source.text_at("reviews_next_action", at),
    )
    left, right = Slot(_WANTED).column, Slot(IN_BAND).column
    canvas.put(row, left, when(there, join(kind, " ", due), const("")), "line_small")
    canvas.put(row, left + SIDE, shortened(said, most), "line")
    owner = shortened(source.text_at("reviews_owner", at), scene.letters("wanted_owner"))
    canvas.put(row, right + SIDE, owner, "line_small")


def _beyond(scene: Scene, cycle: Cycle) -> Expr:
    """Name the operations of the second band with their status, where any do, and say how many
    more there are; it stands on a page of its own.
    """
    source, count = scene.source, cycle.count
    pieces: list[Expr | str] = [
        phrase(
            scene,
            "overview.beyond",
            count=Expr(f"({count.text}-{IN_BAND})", number(count) - IN_BAND),
        )
    ]
    for k in range(IN_BAND, IN_BAND + _NAMED):
        at = cycle.operation(k + 1)
        name, status = (source.text_at(f"operations_{one}", at) for one in ("name", "status"))
        word = when(filled(status), join("(", status, ")"), const(""))
        pieces.append(when(filled(name), join(" ", shortened(name, 8), word), const("")))
    more = Expr(f"{count.text}>{IN_BAND + _NAMED}", number(count) > IN_BAND + _NAMED)
    pieces.append(when(more, const(" …"), const("")))
    there = Expr(f"{count.text}>{IN_BAND}", number(count) > IN_BAND)
    return when(there, join(*pieces), const(""))
