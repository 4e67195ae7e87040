"""戦略俯瞰図: policy, KGI, and each operation as a card with its tactics, deciding KPI, status and
progress, on one page.

Cards stand four in a row in the order of the cycle. Pointers into the tables are in hidden columns
to the right; every visible cell looks its field up through them.
"""

from __future__ import annotations

from btobsheet.layout.sheets.kpi_formulas import RANK
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.operation_card import (
    CARDS_A_ROW,
    FIRST,
    HELPERS,
    OPERATIONS,
    PITCH,
    TACTICS,
    WIDTHS,
    put_card,
)
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import Expr, const, filled, formatted, join, number, ratio, when

_NAMED = 3
"""So many operations below the printed page are named on it."""


def build(scene: Scene) -> Canvas:
    """Build the tab."""
    canvas = scene.canvas("overview")
    canvas.widths[1] = 16
    for card in range(CARDS_A_ROW):
        for offset, width in enumerate(WIDTHS):
            canvas.widths[2 + card * len(WIDTHS) + offset] = width
    _head(scene, canvas)
    for k in range(1, OPERATIONS + 1):
        put_card(scene, canvas, k)
    used = max(1, scene.used["operations"])
    rows = -(-used // CARDS_A_ROW)
    foot = FIRST + rows * PITCH - 1  # the row between two rows of cards, should the plan grow
    canvas.put(foot, 2, join(_counts(scene), _beyond(scene, rows * CARDS_A_ROW)), "strong")
    canvas.heights[foot] = 22
    canvas.print_to = (foot, 1 + CARDS_A_ROW * len(WIDTHS) - 1)
    canvas.hidden = (HELPERS, HELPERS + 4 + TACTICS)
    return canvas


def _head(scene: Scene, canvas: Canvas) -> None:
    """Write the plan's name and policy, the KGI, and the day the figures are of."""
    title, policy = _title(scene), _setting(scene, "policy")
    canvas.put(2, 2, title, "title")
    canvas.put(3, 2, scene.say("hint.overview"), "hint")
    canvas.put(4, 2, scene.say("overview.policy"), "label")
    shown = when(filled(policy), policy, const(scene.say("guide.invite.policy")))
    canvas.put(5, 2, shown, "policy", across=7, down=2)
    _kgi(scene, canvas)
    canvas.heights[5], canvas.heights[6] = 26, 28
    canvas.put(7, 2, scene.day_line(), "strong")
    canvas.put(8, 2, scene.say("overview.tactics"), "label")
    canvas.put(8, 10, scene.approvals(), "label")


def _setting(scene: Scene, name: str) -> Expr:
    source = scene.source
    return source.text_at("settings_value", source.find("settings_id", const(name)))


def _title(scene: Scene) -> Expr:
    """Join the company's name, where there is one, and the plan's title."""
    company = _setting(scene, "company")
    gap = when(filled(company), const("　"), const(""))
    return join(company, gap, _setting(scene, "title"))


def _kgi(scene: Scene, canvas: Canvas) -> None:
    """Write the KGI's name, its figures to date and its forecast."""
    source = scene.source
    at = canvas.put(5, HELPERS, source.find("kpis_scope_id", const("KGI")), "helper")
    name = join(scene.say("overview.kgi"), ": ", source.text_at("kpis_name", at))
    canvas.put(4, 10, name, "strong")
    places = ((10, 1), (11, 2), (14, 1), (15, 1), (16, 1))
    for (column, across), figure in zip(places, scene.kgi_figures(at), strict=True):
        head, content, style = figure
        canvas.put(5, column, scene.say(f"overview.{head}"), "head", across)
        canvas.put(6, column, content, style, across)
    forecast = join(scene.say("overview.forecast"), ": ", scene.kpi_amount("forecast", at))
    canvas.put(7, 10, forecast, "label")
    canvas.toned.append(("kpi_status", (6, 16, 6, 16)))


def _beyond(scene: Scene, room: int) -> Expr:
    """Name the operations that stand below the printed page with their status, where any do, and
    say how many more there are.
    """
    source = scene.source
    count = source.numbers("operations_ord")
    beyond = max(0, int(number(count)) - room)
    pieces: list[Expr | str] = ["　", scene.say("overview.foot.beyond"), " "]
    pieces.append(Expr(f"({count.text}-{room})", beyond))
    for k in range(room + 1, room + 1 + _NAMED):
        at = source.kth("operations_ord", const(k))
        name, status = (source.text_at(f"operations_{one}", at) for one in ("name", "status"))
        word = when(filled(status), join("(", status, ")"), const(""))
        pieces.append(
            when(filled(name), join(": " if k == room + 1 else " / ", name, word), const(""))
        )
    pieces.append(
        when(Expr(f"{count.text}>{room + _NAMED}", beyond > _NAMED), const("…"), const(""))
    )
    return when(Expr(f"{count.text}>{room}", beyond > 0), join(*pieces), const(""))


def _counts(scene: Scene) -> Expr:
    """Say the plan's counts in one line: digital share, overdue actions, KPIs at risk or worse."""
    source = scene.source
    digital = ratio(
        source.total("tactics_digital", ("tactics_counted", const(1))),
        source.count(("tactics_counted", const(1)), ("tactics_digital", ">=0")),
    )
    overdue = source.count(("actions_counted", const(1)), ("actions_state_no", const(5)))
    red = [
        source.count(("kpis_counted", const(1)), ("kpis_sev", const(RANK[status])))
        for status in ("at_risk", "behind", "missed")
    ]
    at_risk = Expr(f"({'+'.join(item.text for item in red)})", sum(number(item) for item in red))
    parts = (("digital", formatted(digital, "0%")), ("overdue", overdue), ("at_risk", at_risk))
    pieces: list[Expr | str] = []
    for name, value in parts:
        pieces += [*(["　"] if pieces else []), scene.say(f"overview.foot.{name}"), " ", value]
    return join(*pieces)
