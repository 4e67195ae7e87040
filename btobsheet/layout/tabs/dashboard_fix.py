"""The dashboard's KPIs: those that get worse, and the five to act on first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from btobsheet.layout.address import fixed_range, letters, quoted
from btobsheet.layout.tabs.amounts import put_measure, together
from btobsheet.layout.tabs.canvas import Bar, Canvas, Rule, Sparkline
from btobsheet.layout.tabs.dashboard_grid import (
    HELPERS,
    MEASURE_AT,
    MONTHS_AT,
    TREND,
    WORST,
    Field,
    at,
    counted,
    put_fields,
    put_head,
    put_section,
)
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import (
    Expr,
    const,
    filled,
    formatted,
    is_number,
    join,
    number,
    shortened,
    when,
)
from btobsheet.status.effect import MONTHS

LINES = 5
_ABOVE = 0.5
"""What a bar shows above the target: its cell is half as wide as the one up to the target."""


def put_worsening(scene: Scene, canvas: Canvas) -> None:
    """Write the KPIs that get worse, the lowest attainment first, with their months."""
    source = scene.source
    total = source.numbers("kpis_worse")
    put_section(canvas, TREND, counted(scene, "worsening", total, LINES), 14, 24)
    pointers = [
        canvas.put(TREND + k, HELPERS, source.kth("kpis_worse", const(k)), "helper")
        for k in range(1, LINES + 1)
    ]
    most = scene.letters("dash")

    def name(pointer: Expr) -> Expr:
        return shortened(source.text_at("kpis_name", pointer), most)

    def share(pointer: Expr) -> Expr:
        return source.number_at("kpis_attainment", pointer)

    fields = (
        Field("", 14, 5, name, "list_strong"),
        Field("", 19, 1, share, "list_share"),
        Field("", 23, 2, owner(scene), "list_wrap"),
    )
    put_fields(scene, canvas, TREND + 1, pointers, fields)
    put_months(scene, canvas, pointers, [TREND + k for k in range(1, LINES + 1)], (20, 3, 1))


def put_worst(scene: Scene, canvas: Canvas) -> None:
    """Write the KPIs to act on first, two rows each: how they stand, who answers, what is done."""
    source = scene.source
    heading = counted(scene, "worst", source.numbers("kpis_fix"), LINES)
    put_section(canvas, WORST, heading, 1, 24)
    for head, column, across, style in (
        ("status", 1, 2, "list_mark"),
        ("kpi_tactic", 3, 5, "list_name"),
        ("to_date", 8, 3, "list_right"),
        ("share", 11, 1, "list_share"),
        ("bullet", 12, 3, "list"),
        ("change", 15, 1, "list_points"),
        ("months", 16, 2, "list"),
        ("owner", 18, 2, "list_wrap"),
        ("cause_next", 20, 5, "list_wrap"),
    ):
        put_head(scene, canvas, WORST + 1, Field(head, column, across, lambda one: one, style))
    rows = [WORST + 2 + 2 * k for k in range(LINES)]
    pointers = [
        canvas.put(row, HELPERS, source.kth("kpis_fix", const(k), largest=True), "helper")
        for k, row in enumerate(rows, start=1)
    ]
    for row, pointer in zip(rows, pointers, strict=True):
        _worst(scene, canvas, row, pointer)
    put_months(scene, canvas, pointers, rows, (16, 2, 2))
    last = rows[-1] + 1
    canvas.toned.append(("kpi_status", (rows[0], at(1), last, at(2))))
    change, cause = (f"${letters(at(column))}{rows[0]}" for column in (15, 20))
    missing = scene.say_page("dash.no_review")
    before, pointed = (f"N(${letters(HELPERS)}{row})" for row in (rows[0] - 1, rows[0]))
    first = f"{pointed}>0"  # below the pointer stands a text
    bullets = (rows[0], at(12), last, at(13))
    canvas.rules.append(Rule(f"{before}+{pointed}=0", (bullets,), "bullet_none"))
    top, points, causes = rows[0], (15, 15), (20, 24)
    for columns in ((1, 14), (16, 19), points, causes):
        area = (top, at(columns[0]), last, at(columns[1]))
        if columns == points:
            canvas.rules.append(Rule(f"N({change})<0", (area,), "points_below"))
        if columns == causes:
            canvas.rules.append(Rule(f'{cause}="{missing}"', (area,), "unwritten"))
        canvas.rules.append(Rule(first, (area,), "list_begin"))


def _worst(scene: Scene, canvas: Canvas, row: int, pointer: Expr) -> None:
    source = scene.source
    measure = put_measure(scene, canvas, pointer, row, MEASURE_AT)
    reached, wanted = (
        source.number_at(f"kpis_{name}", pointer) for name in ("actual_to_date", "expected_to_date")
    )
    share = canvas.put(row, MEASURE_AT + 2, source.number_at("kpis_attainment", pointer), "helper")
    change = source.number_at("kpis_last_change", pointer)
    points = Expr(
        f'IF(ISNUMBER({change.text}),ROUND({change.text}*100,0),"")',
        _points(number(change)) if change.value != "" else "",
    )
    above = canvas.near(row, HELPERS)
    tactic = source.number_at("kpis_tactic_row", above)
    where = source.text_at("tactics_name", Expr(f"N({tactic.text})", number(tactic)))
    most = scene.letters("dash")
    both = together(scene, reached, wanted, measure)
    amounts = when(is_number(reached), both, const(""))
    whole = (
        (1, 2, source.text_at("kpis_status", pointer), "list_mark"),
        (8, 3, amounts, "list_right"),
        (11, 1, Expr(share.text, share.value), "list_share"),
        (15, 1, points, "list_points"),
        (18, 2, owner(scene)(pointer), "list_wrap"),
        (20, 5, _cause_and_next(scene, canvas, row, pointer), "list_wrap"),
    )
    for column, across, content, style in whole:
        canvas.put(row, at(column), content, style, across=across, down=2)
    name = shortened(source.text_at("kpis_name", pointer), most)
    canvas.put(row, at(3), name, "list_name")
    canvas.put(row + 1, at(3), shortened(where, most), "list_under")
    _bullet(canvas, row, share)


def _points(change: float) -> float:
    """Round to whole points, halves away from 0 as ROUND does."""
    size = int(round(abs(change) * 100, 9) + 0.5)
    return -size if change < 0 else size


def _bullet(canvas: Canvas, row: int, share: Expr) -> None:
    """Draw a share of a target in two cells, the target's line between them, at one scale."""
    known, value = isinstance(share.value, int | float), number(share)
    within = Expr(
        f'IF(ISNUMBER({share.text}),MAX(0,MIN(1,{share.text})),"")',
        max(0, min(1, value)) if known else "",
    )
    above = Expr(f'IF(N({share.text})>1,{share.text}-1,"")', value - 1 if value > 1 else "")
    canvas.put(row, at(12), within, "bullet_within", across=2, down=2)
    canvas.put(row, at(14), above, "bullet_above", down=2)
    canvas.bars.append(Bar((row, at(12), row + 1, at(13)), bare=True))
    canvas.bars.append(Bar((row, at(14), row + 1, at(14)), high=_ABOVE, bare=True))


def put_months(
    scene: Scene,
    canvas: Canvas,
    pointers: Sequence[Expr],
    rows: Sequence[int],
    place: tuple[int, int, int],
) -> None:
    """Write how far each line's months are off their targets, and draw them in a cell: in which
    column of the grid, how many columns wide and how many rows high, is the ``place``.
    """
    column, across, down = place
    for month in range(1, MONTHS + 1):
        canvas.put(TREND - 1, MONTHS_AT + month - 1, month, "helper")
    for row, pointer in zip(rows, pointers, strict=True):
        for month in range(1, MONTHS + 1):
            cell = f"INDEX(kpis_d,{pointer.text},{letters(MONTHS_AT + month - 1)}${TREND - 1})"
            off = scene.source.number_at(f"kpis_d_{month}", pointer)
            text = f'IF({pointer.text}>0,IF(ISNUMBER({cell}),{cell},""),"")'
            canvas.put(row, MONTHS_AT + month - 1, Expr(text, off.value), "helper")
        cells = fixed_range(row, MONTHS_AT, row, MONTHS_AT + MONTHS - 1)
        canvas.put(row, at(column), None, "list", across=across, down=down)
        canvas.sparklines.append(Sparkline(row, at(column), f"{quoted(canvas.title)}!{cells}"))


def owner(scene: Scene) -> Callable[[Expr], Expr]:
    """Give who answers for a KPI."""
    most = scene.letters("owner")
    return lambda pointer: shortened(scene.source.text_at("kpis_person", pointer), most)


def _cause_and_next(scene: Scene, canvas: Canvas, row: int, pointer: Expr) -> Expr:
    """Give the cause and the next move of the open review of the KPI, else of its tactic; what
    nobody wrote is said to be missing.
    """
    source = scene.source
    missing = scene.say_page("dash.unwritten")
    above = canvas.near(row, HELPERS)
    of_kpi = source.find("reviews_open_kpi", source.text_at("kpis_id", above))
    of_tactic = source.find("reviews_open_tactic", source.text_at("kpis_scope_id", above))
    review = Expr(
        f"IF({of_kpi.text}>0,{of_kpi.text},{of_tactic.text})",
        of_kpi.value if number(of_kpi) else of_tactic.value,
    )
    at_review = canvas.put(row + 1, MEASURE_AT, review, "helper")
    cause, following = (
        canvas.put(row + 1, MEASURE_AT + down, source.text_at(f"reviews_{name}", at_review))
        for down, name in enumerate(("cause", "next_action"), start=1)
    )
    day = formatted(source.number_at("reviews_due", at_review), "m/d")
    until = when(filled(day), join(" (", day, ")"), const(""))
    half = scene.letters("note") // 2 - 2  # the next move is to be read too
    why = when(filled(cause), shortened(cause, half), const(missing))
    then = when(filled(following), following, const(missing))
    written = join(why, " → ", then, until)
    none = cause.value in ("", None) and following.value in ("", None)
    nothing = Expr(f'{cause.text}&{following.text}=""', none)
    whole = when(nothing, const(scene.say_page("dash.no_review")), written)
    canvas.put(row + 1, HELPERS, whole, "helper")
    shown = shortened(canvas.near(row + 1, HELPERS), scene.letters("note"))
    return Expr(f'IF({pointer.text}>0,{shown.text},"")', shown.value if number(pointer) else "")
