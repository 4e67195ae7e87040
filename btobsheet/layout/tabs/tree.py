"""KPIツリー: KGI at the root, indented, following the ``parent`` column live."""

from __future__ import annotations

from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import Expr, const, join, link, number, plus

FIRST = 6
_COLUMNS = (
    ("kpi", 330),
    ("scope", 230),
    ("status", 80),
    ("attainment", 80),
    ("actual", 120),
    ("expected", 120),
    ("trend", 70),
    ("forecast", 120),
    ("rate", 130),
)


def build(scene: Scene) -> Canvas:
    """Build the tab: one line a KPI in the tree's order; at the foot how many had no room."""
    canvas = scene.canvas("tree")
    source = scene.source
    canvas.put(2, 2, scene.say("title.tree"), "title")
    canvas.put(3, 2, scene.say("hint.tree"), "hint")
    canvas.widths[1] = 30
    for column, (name, width) in enumerate(_COLUMNS, start=2):
        canvas.put(FIRST - 1, column, scene.say(f"tree.{name}"), "head")
        canvas.widths[column] = width
    rows = scene.geometries["kpis"].rows
    for k in range(1, rows + 1):
        _line(scene, canvas, FIRST + k - 1, k)
    shown, used = source.numbers("kpis_path"), source.numbers("kpis_ord")
    dropped = Expr(f"{used.text}-{shown.text}", number(used) - number(shown))
    foot = Expr(f'IF({dropped.text}>0,"{scene.say("tree.dropped")}"&({dropped.text}),"")', "")
    value = f"{scene.say('tree.dropped')}{int(number(dropped))}" if number(dropped) > 0 else ""
    canvas.put(4, 2, Expr(foot.text, value), "hint")
    return canvas


def _line(scene: Scene, canvas: Canvas, row: int, k: int) -> None:
    source = scene.source
    at = canvas.put(row, 1, source.kth("kpis_path", const(k)), "helper")
    level = plus(source.number_at("kpis_depth", at), const(0))
    depth = int(number(level)) if number(at) else 0
    marks = Expr(
        (
            f'IF({at.text}>0,REPT("　",INDEX(kpis_depth,{at.text}))&IF(INDEX(kpis_depth,'
            f'{at.text})>0,"└ ",""),"")'
        ),
        ("　" * depth + ("└ " if depth else "")) if number(at) else "",
    )
    name = join(marks, source.text_at("kpis_name", at))
    jump = link(name, f"INDEX(kpis_name,MAX(1,{at.text}))")
    canvas.put(row, 2, Expr(f'IF({at.text}>0,{jump.text},"")', name.value), "cell_line")
    canvas.put(row, 3, source.text_at("kpis_scope", at), "cell_line")
    canvas.put(row, 4, source.text_at("kpis_status", at), "cell_center")
    canvas.put(row, 5, source.number_at("kpis_attainment", at), "percent")
    canvas.put(row, 6, scene.kpi_amount("actual_to_date", at), "cell_right")
    canvas.put(row, 7, scene.kpi_amount("expected_to_date", at), "cell_right")
    canvas.put(row, 8, source.text_at("kpis_trend", at), "cell_center")
    canvas.put(row, 9, scene.kpi_amount("forecast", at), "cell_right")
    canvas.put(row, 10, source.number_at("kpis_parent_rate", at), "rate")
