"""ダッシュボード: what the monthly meeting needs first, and the data of the charts beside it."""

from __future__ import annotations

from collections.abc import Callable

from btobsheet.layout.tabs import dashboard_money as money
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.chart_data import CHARTS_BOTTOM, DATA, put_chart_data
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import (
    Expr,
    const,
    filled,
    formatted,
    join,
    number,
    positive,
    when,
)

WORST, HOMEWORK, LATE, DECISIONS, MISSING = 3, 4, 6, 3, 4

Line = tuple[tuple[str, Callable[[Expr], Expr], str, int], ...]
"""A table's columns: head, what stands in a line, style, and how many of the tab's it takes."""


def build(scene: Scene) -> Canvas:
    """Build the tab."""
    canvas = scene.canvas("dashboard")
    for column, width in enumerate((16, 110, 250, 120, 120, 120, 84, 92, 300), start=1):
        canvas.widths[column] = width
    canvas.put(2, 2, scene.say("title.dashboard"), "title")
    canvas.put(3, 2, scene.say("hint.dashboard"), "hint")
    _kgi(scene, canvas)
    row = _block(scene, canvas, 9, "worst", WORST, _worst_line(scene), 62)
    row = _block(scene, canvas, row, "homework", HOMEWORK, _homework_line(scene))
    row = _block(scene, canvas, row, "late", LATE, _late_line(scene), 36)
    row = _block(scene, canvas, row, "decisions", DECISIONS, _decision_line(scene))
    _block(scene, canvas, row, "missing", MISSING, _missing_line(scene))
    _money_page(scene, canvas)
    put_chart_data(scene, canvas)
    return canvas


def _money_page(scene: Scene, canvas: Canvas) -> None:
    """Write the page of money below the charts; of what nobody typed only the head is there."""
    row = money.put_money_months(scene, canvas, CHARTS_BOTTOM + 2)
    for name, count, line in (
        ("segments", money.SEGMENTS, money.segment_line(scene)),
        ("stopped", money.STOPPED, money.stopped_line(scene)),
        ("last_years", money.LAST_YEARS, money.last_year_line(scene)),
    ):
        row = _block(scene, canvas, row, name, count, line, 20)
    canvas.print_to = (row - 2, 9)


def _kgi(scene: Scene, canvas: Canvas) -> None:
    """Write the KGI's name and figures, its forecast with the gap, and the day."""
    source = scene.source
    at = canvas.put(4, DATA, source.find("kpis_scope_id", const("KGI")), "helper")
    canvas.put(5, 2, scene.say("dashboard.kgi"), "strong")
    canvas.put(5, 3, source.text_at("kpis_name", at), "strong")
    for column, (head, content, style) in enumerate(scene.kgi_figures(at), start=4):
        canvas.put(6, column, scene.say(f"overview.{head}"), "head")
        canvas.put(7, column, content, style)
    heads = join(scene.say("overview.forecast"), " / ", scene.say("dashboard.gap"))
    canvas.put(6, 9, heads, "head")
    canvas.put(7, 9, join(scene.kpi_amount("forecast", at), " / ", _gap(scene, at)), "big")
    canvas.toned += [
        ("kpi_status", (7, 8, 7, 8)),
        ("kpi_status", (9, 2, 14, 2)),
        ("action_state", (15, 2, 60, 2)),
        ("trend", (9, 7, 14, 7)),
    ]
    canvas.heights[7] = 26
    day, closed = formatted(source.name("as_of"), "yyyy/m/d"), source.name("closed_months")
    canvas.put(3, 7, join(day, "　", closed, scene.say("closed_suffix")), "hint")


def _gap(scene: Scene, at: Expr) -> Expr:
    """Show how far the KGI's forecast is from the year's target."""
    source = scene.source
    forecast, annual = source.number_at("kpis_forecast", at), source.number_at("kpis_annual", at)
    there = forecast.value != "" and annual.value != ""
    text = (
        f"IF(AND(ISNUMBER({forecast.text}),ISNUMBER({annual.text})),"
        f'{forecast.text}-{annual.text},"")'
    )
    return scene.with_unit(Expr(text, number(forecast) - number(annual) if there else ""), at)


def _block(
    scene: Scene, canvas: Canvas, row: int, name: str, count: int, line: Line, height: float = 30
) -> int:
    """Write one table: heading, column heads, its lines; give the row after it."""
    total = scene.source.numbers(_ORDERS[name])
    counted = join(scene.say(f"dashboard.{name}"), " (", total, ")")
    if name in _HINTED:
        hint = const(" " + scene.say(f"dashboard.{name}_none"))
        counted = join(counted, when(positive(total), const(""), hint))
    canvas.head(row, scene.say("dashboard.worst") if name == "worst" else counted, 9, 22)
    starts = [2 + sum(width for *_, width in line[:index]) for index in range(len(line))]
    for column, (head, _, _, width) in zip(starts, line, strict=True):
        canvas.put(row + 1, column, scene.say(f"dashboard.head.{head}"), "head", across=width)
    for k in range(1, count + 1):
        at = canvas.put(row + 1 + k, DATA, _POINTERS[name](scene, const(k)), "helper")
        canvas.heights[row + 1 + k] = height
        for column, (_, content, style, width) in zip(starts, line, strict=True):
            canvas.put(row + 1 + k, column, content(at), style, across=width)
    return row + count + 3


_POINTERS: dict[str, Callable[[Scene, Expr], Expr]] = {
    "worst": lambda scene, k: scene.source.kth("kpis_fix", k, largest=True),
    "homework": lambda scene, k: scene.source.kth("reviews_homework", k),
    "late": lambda scene, k: scene.source.kth("actions_late", k),
    "decisions": lambda scene, k: scene.source.kth("reviews_wanted", k),
    "missing": lambda scene, k: scene.source.kth("kpis_gap", k, largest=True),
    "segments": lambda scene, k: scene.source.kth("tactics_segment_ord", k),
    "stopped": lambda scene, k: scene.source.kth("tactics_stop_ord", k),
    "last_years": lambda scene, k: scene.source.kth("kpis_on_year_ord", k),
}


_HINTED = ("segments", "stopped", "last_years")
"""The tables whose heading says where to type what they show, as long as nothing is typed."""
_ORDERS = {
    "worst": "kpis_fix",
    "homework": "reviews_homework",
    "late": "actions_late",
    "decisions": "reviews_wanted",
    "missing": "kpis_gap",
    "segments": "tactics_segment_ord",
    "stopped": "tactics_stop_ord",
    "last_years": "kpis_on_year_ord",
}


def _text(scene: Scene, column: str) -> Callable[[Expr], Expr]:
    return lambda at: scene.source.text_at(column, at)


def _day(scene: Scene, column: str) -> Callable[[Expr], Expr]:
    return lambda at: formatted(scene.source.number_at(column, at), "m/d")


def _owner(scene: Scene) -> Callable[[Expr], Expr]:
    """Give who answers for a KPI: its reporter, else the tactic's owner."""
    source = scene.source

    def owner(at: Expr) -> Expr:
        reporter = source.text_at("kpis_reporter", at)
        tactic = source.number_at("kpis_tactic_row", at)
        whose = source.text_at("tactics_owner", Expr(f"N({tactic.text})", number(tactic)))
        return when(Expr(f'{reporter.text}<>""', bool(reporter.value)), reporter, whose)

    return owner


def _worst_line(scene: Scene) -> Line:
    return (
        ("status", _text(scene, "kpis_status"), "cell_center", 1),
        ("kpi", _text(scene, "kpis_name"), "cell_strong", 1),
        ("to_date", lambda at: scene.kpi_amount("actual_to_date", at), "cell_right", 1),
        ("target", lambda at: scene.kpi_amount("expected_to_date", at), "cell_right", 1),
        ("attainment", lambda at: scene.source.number_at("kpis_attainment", at), "percent", 1),
        ("trend", _text(scene, "kpis_trend"), "cell_center", 1),
        ("owner", _owner(scene), "cell", 1),
        ("cause_next", _cause_and_next(scene), "cell", 1),
    )


def _cause_and_next(scene: Scene) -> Callable[[Expr], Expr]:
    """Give the cause, next move and limit of the open review of the KPI, else of its tactic."""
    source = scene.source

    def said(at: Expr) -> Expr:
        of_kpi = source.find("reviews_open_kpi", source.text_at("kpis_id", at))
        of_tactic = source.find("reviews_open_tactic", source.text_at("kpis_scope_id", at))
        review = Expr(
            f"IF({of_kpi.text}>0,{of_kpi.text},{of_tactic.text})",
            of_kpi.value if number(of_kpi) else of_tactic.value,
        )
        cause, following = (
            source.text_at("reviews_cause", review),
            source.text_at("reviews_next_action", review),
        )
        day = formatted(source.number_at("reviews_due", review), "m/d")
        until = when(
            filled(day), join(" (", scene.say("dashboard.until"), " ", day, ")"), const("")
        )
        shown = join(
            scene.say("dashboard.cause"),
            ": ",
            cause,
            Expr("CHAR(10)", chr(10)),
            scene.say("dashboard.next"),
            ": ",
            following,
            until,
        )
        return Expr(f'IF({review.text}>0,{shown.text},"")', shown.value if number(review) else "")

    return said


def _homework_line(scene: Scene) -> Line:
    return (
        ("due", _day(scene, "reviews_due"), "cell_center", 1),
        ("next", _text(scene, "reviews_next_action"), "cell_strong", 3),
        ("owner", _text(scene, "reviews_owner"), "cell", 1),
        ("kpi", _text(scene, "reviews_kpi"), "cell", 3),
    )


def _late_line(scene: Scene) -> Line:
    return (
        ("state", _text(scene, "actions_state"), "cell_center", 1),
        ("task", _text(scene, "actions_task"), "cell_strong", 1),
        ("owner", _text(scene, "actions_owner"), "cell", 1),
        ("start", _day(scene, "actions_start"), "cell_center", 1),
        ("due", _day(scene, "actions_end"), "cell_center", 1),
        ("progress", lambda at: scene.source.number_at("actions_used_percent", at), "percent", 1),
        ("planned", lambda at: scene.source.number_at("actions_planned", at), "percent", 1),
        ("tactic", _text(scene, "actions_tactic"), "cell", 1),
    )


def _decision_line(scene: Scene) -> Line:
    return (
        ("due", _day(scene, "reviews_due"), "cell_center", 1),
        ("decision", _text(scene, "reviews_decision"), "cell_strong", 3),
        ("owner", _text(scene, "reviews_owner"), "cell", 1),
        ("kpi", _text(scene, "reviews_kpi"), "cell", 3),
    )


def _missing_line(scene: Scene) -> Line:
    return (
        ("months", lambda at: scene.source.number_at("kpis_missing_months", at), "number", 1),
        ("kpi", _text(scene, "kpis_name"), "cell_strong", 3),
        ("owner", _owner(scene), "cell", 1),
        ("scope", _text(scene, "kpis_scope"), "cell", 3),
    )
