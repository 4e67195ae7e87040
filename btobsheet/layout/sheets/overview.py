"""戦略俯瞰図: policy, KGI, and each operation with its tactics, deciding KPI, status and progress, on one page."""

from __future__ import annotations

from btobsheet.layout.canvas import Canvas
from btobsheet.layout.shapes import Expr, Source, const, filled, formatted, join, link, number, plain, ratio, when
from btobsheet.layout.sheets.scene import Scene

FIRST = 11
OPERATIONS = 15
TACTICS = 6
HELPERS = 16
_COLUMNS = (("operation", 150), ("what", 250), ("tactics", 330), ("driver", 170), ("actual", 130), ("expected", 130), ("attainment", 76), ("status", 76))
_LAST = (("progress", 84), ("planned", 76))


def build(scene: Scene) -> Canvas:
    """Build the tab."""
    canvas = scene.canvas("overview")
    canvas.widths[1] = 16
    _head(scene, canvas)
    for column, (name, width) in enumerate((*_COLUMNS, *_LAST), start=2):
        canvas.put(FIRST - 1, column, scene.say(f"overview.{_label(name)}"), "head")
        canvas.widths[column] = width
    for k in range(1, OPERATIONS + 1):
        _operation(scene, canvas, FIRST + k - 1, k)
    return canvas


def _label(name: str) -> str:
    return {"actual": "to_date", "expected": "target"}.get(name, name)


def _head(scene: Scene, canvas: Canvas) -> None:
    source = scene.source
    setting = {name: source.text_at("settings_value", source.find("settings_id", const(name))) for name in ("title", "company", "policy")}
    canvas.put(2, 2, join(setting["company"], when(filled(setting["company"]), const("　"), const("")), setting["title"]), "title")
    canvas.put(3, 2, scene.say("hint.overview"), "hint")
    canvas.put(4, 2, scene.say("overview.policy"), "label")
    canvas.put(4, 3, setting["policy"], "policy")
    at = canvas.put(5, HELPERS, source.find("kpis_scope_id", const("KGI")), "helper")
    canvas.put(6, 2, scene.say("overview.kgi"), "label")
    canvas.put(6, 3, source.text_at("kpis_name", at), "strong")
    for column, (name, content, style) in enumerate(
        (
            ("annual", scene.kpi_amount("annual", at), "big"),
            ("target", scene.kpi_amount("expected_to_date", at), "big"),
            ("to_date", scene.kpi_amount("actual_to_date", at), "big"),
            ("forecast", scene.kpi_amount("forecast", at), "big"),
            ("attainment", source.number_at("kpis_attainment", at), "big_percent"),
            ("status", source.text_at("kpis_status", at), "big"),
        ),
        start=4,
    ):
        canvas.put(6, column, scene.say(f"overview.{name}"), "head")
        canvas.put(7, column, content, style)
    day, closed = source.name("as_of"), source.name("closed_months")
    canvas.heights[4], canvas.heights[7] = 24, 24
    canvas.put(8, 2, join(scene.say("as_of"), ": ", formatted(day, "yyyy/m/d"), "　", closed, scene.say("closed_suffix"), _counts(scene)), "strong")


def _operation(scene: Scene, canvas: Canvas, row: int, k: int) -> None:
    source = scene.source
    at = canvas.put(row, HELPERS, source.kth("operations_ord", const(k)), "helper")
    below = source.below("tactics_place", Expr(f"(N(INDEX(operations_num,MAX(2,{at.text})))*10000)", number(source.number_at("operations_num", at)) * 10_000))
    before = canvas.put(row, HELPERS + 1, Expr(f"IF({at.text}>0,{below.text},0)", below.value if number(at) else 0), "helper")
    count = canvas.put(row, HELPERS + 2, _default(source.number_at("operations_tactic_count", at)), "helper")
    pointers = [canvas.put(row, HELPERS + 2 + j, _pointer(source, before, count, j), "helper") for j in range(1, TACTICS + 1)]
    name = join(source.text_at("operations_id", at), " ", source.text_at("operations_name", at))
    jump = link(name, f"INDEX(operations_name,MAX(1,{at.text}))")
    canvas.put(row, 2, Expr(f'IF({at.text}>0,{jump.text},"")', name.value if number(at) else ""), "plain_strong")
    canvas.put(row, 3, source.text_at("operations_description", at), "plain")
    canvas.put(row, 4, _tactics(scene, pointers, count), "plain")
    worst = canvas.put(row, HELPERS + 3 + TACTICS, _default(source.number_at("operations_worst", at)), "helper")
    kpi = canvas.put(row, HELPERS + 4 + TACTICS, _default(source.number_at("worst_row", worst)), "helper")
    canvas.put(row, 5, source.text_at("kpis_name", kpi), "plain")
    canvas.put(row, 6, scene.kpi_amount("actual_to_date", kpi), "plain_right")
    canvas.put(row, 7, scene.kpi_amount("expected_to_date", kpi), "plain_right")
    canvas.put(row, 8, source.number_at("kpis_attainment", kpi), "plain_percent")
    canvas.put(row, 9, source.text_at("operations_status", at), "plain_center")
    canvas.put(row, 10, source.number_at("operations_progress", at), "plain_percent")
    canvas.put(row, 11, source.number_at("operations_planned", at), "plain_percent")
    canvas.heights[row] = 62


def _default(value: Expr) -> Expr:
    return Expr(f"N({value.text})", number(value))


def _pointer(source: Source, before: Expr, count: Expr, j: int) -> Expr:
    """Find the j-th counted tactic of an operation: they stand in one block of the order by ``place``."""
    kth = source.kth("tactics_place", Expr(f"{before.text}+{j}", number(before) + j))
    return Expr(f"IF({count.text}>={j},{kth.text},0)", kth.value if number(count) >= j else 0)


def _tactics(scene: Scene, pointers: list[Expr], count: Expr) -> Expr:
    """List an operation's tactics in one cell, a line each, with the digital mark and the owner."""
    lines = [_tactic(scene, pointer, j) for j, pointer in enumerate(pointers, start=1)]
    more = Expr(
        f'IF({count.text}>{TACTICS},CHAR(10)&"{scene.say("overview.more_prefix")}"&({count.text}-{TACTICS})&"{scene.say("overview.more_suffix")}","")',
        f"\n{scene.say('overview.more')}{int(number(count)) - TACTICS}{scene.say('overview.more_suffix')}" if number(count) > TACTICS else "",
    )
    return join(*lines, more)


def _tactic(scene: Scene, pointer: Expr, j: int) -> Expr:
    source = scene.source
    digital = source.number_at("tactics_digital", pointer)
    mark = {1: "■", 0: "□", 0.5: "◇"}.get(float(number(digital)), "") if digital.value != "" else "・"
    marks = Expr(f'IF(ISNUMBER(INDEX(tactics_digital,{pointer.text})),CHOOSE(INDEX(tactics_digital,{pointer.text})*2+1,"□","◇","■"),"・")', mark)
    owner = source.text_at("tactics_owner", pointer)
    shown = join(
        "\n" if j > 1 else "",
        marks,
        " ",
        source.text_at("tactics_name", pointer),
        when(filled(owner), join(const("(" if scene.language == "ja" else " ("), owner, const(")")), const("")),
    )
    text = shown.text.replace('"\n"', "CHAR(10)")
    return Expr(f'IF({pointer.text}>0,{text},"")', plain(shown.value) if number(pointer) else "")


def _counts(scene: Scene) -> Expr:
    """Say the plan's counts in one line: digital share, overdue actions, KPIs at risk or worse."""
    source = scene.source
    digital = ratio(source.total("tactics_digital", ("tactics_counted", const(1))), source.count(("tactics_counted", const(1)), ("tactics_digital", ">=0")))
    overdue = source.count(("actions_counted", const(1)), ("actions_state_no", const(5)))
    red = [source.count(("kpis_counted", const(1)), ("kpis_sev", const(code))) for code in (5, 7, 8)]
    at_risk = Expr(f"({'+'.join(item.text for item in red)})", sum(number(item) for item in red))
    parts = (("digital", formatted(digital, "0%")), ("overdue", overdue), ("at_risk", at_risk))
    return join(*(piece for name, value in parts for piece in ("　", scene.say(f"overview.foot.{name}"), " ", value)))
