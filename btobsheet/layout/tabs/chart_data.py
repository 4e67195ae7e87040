"""What the charts of ダッシュボード draw, in columns right of its printed page."""

from __future__ import annotations

from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import Expr, const, number
from btobsheet.wording.words import SHOWN, label

DATA = 30
"""The first column of the charts' data, right of the printed area."""
CHARTS_TOP = 43
ROWS_A_CHART = 21
CHARTS_BOTTOM = CHARTS_TOP + 4 * ROWS_A_CHART + 1
"""The charts stand below the tables, two in a row; the page of money follows below."""
CHART_ROWS = 15
SHORTFALLS, OWNERS = 10, 18
STATES = len(SHOWN["action_state"])


def put_chart_data(scene: Scene, canvas: Canvas) -> None:
    """Write what the charts draw, in columns right of the printed page."""
    source = scene.source
    column = DATA + 2
    for k in range(1, CHART_ROWS + 1):
        at = canvas.put(1 + k, column, source.kth("operations_ord", const(k)), "helper")
        canvas.put(1 + k, column + 1, source.text_at("operations_name", at), "helper")
        canvas.put(1 + k, column + 2, source.number_at("operations_progress", at), "helper")
        canvas.put(1 + k, column + 3, source.number_at("operations_planned", at), "helper")
    for k, word in enumerate(SHOWN["action_state"], start=1):
        canvas.put(1 + k, column + 5, word.label(scene.language), "helper")
        count = source.count(("actions_counted", const(1)), ("actions_state_no", const(k)))
        canvas.put(1 + k, column + 6, count, "helper")
    for k in range(1, SHORTFALLS + 1):
        at = canvas.put(1 + k, column + 7, source.kth("kpis_short", const(k)), "helper")
        canvas.put(1 + k, column + 8, source.text_at("kpis_name", at), "helper")
        canvas.put(1 + k, column + 9, source.number_at("kpis_attainment", at), "helper")
    _kgi_months(scene, canvas, column + 11)
    _owners(scene, canvas, column + 18)
    _digital(scene, canvas, column + 23)
    for offset, name in enumerate(("budget", "spent")):
        canvas.put(2 + offset, column + 15, scene.say(f"dashboard.series.{name}"), "helper")
        total = source.total(f"tactics_{name}_n", ("tactics_counted", const(1)))
        canvas.put(2 + offset, column + 16, total, "helper")


def _owners(scene: Scene, canvas: Canvas, column: int) -> None:
    """Write each person's actions: done, late, and all else that is not cancelled or on hold."""
    source = scene.source
    for k in range(1, OWNERS + 1):
        name = canvas.put(1 + k, column, source.text_at("labels_people", const(k + 1)), "helper")
        for offset, (low, high) in enumerate(((3, 3), (5, 7), (8, 9)), start=1):
            states = [
                source.count(
                    ("actions_person", name),
                    ("actions_counted", const(1)),
                    ("actions_state_no", const(code)),
                )
                for code in range(low, high + 1)
            ]
            total = Expr(
                f'IF({name.text}="","",{"+".join(item.text for item in states)})',
                sum(number(item) for item in states) if name.value else "",
            )
            canvas.put(1 + k, column + offset, total, "helper")


def _digital(scene: Scene, canvas: Canvas, column: int) -> None:
    """Write how many counted tactics are digital, both, in person."""
    source = scene.source
    for k, (code, share) in enumerate((("digital", 1), ("both", 0.5), ("in_person", 0)), start=1):
        canvas.put(1 + k, column, label("channel", code, scene.language), "helper")
        count = source.count(("tactics_counted", const(1)), ("tactics_digital", const(share)))
        canvas.put(1 + k, column + 1, count, "helper")


def _kgi_months(scene: Scene, canvas: Canvas, column: int) -> None:
    """Write the KGI's target and actual, cumulated by month (of a sum; else by month alone)."""
    source = scene.source
    at = canvas.put(1, column, source.find("kpis_scope_id", const("KGI")), "helper")
    for k in range(1, 13):
        canvas.put(1 + k, column, source.text_at("month_label", const(k + 1)), "helper")
        for offset, block in ((1, "t"), (2, "v")):
            canvas.put(1 + k, column + offset, source.number_at(f"kpis_{block}_{k}", at), "helper")
