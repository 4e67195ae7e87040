"""戦略俯瞰図: policy, KGI, and each operation as a card with its tactics, deciding KPI, status and
progress, on one page.

Cards stand four in a row in the order of the cycle. Pointers into the tables are in hidden columns
to the right; every visible cell looks its field up through them.
"""

from __future__ import annotations

from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import (
    Expr,
    Source,
    const,
    filled,
    formatted,
    join,
    link,
    number,
    ratio,
    shortened,
    when,
)

OPERATIONS = 15
TACTICS = 6
CARDS_A_ROW = 4
FIRST = 10
CARD_ROWS = TACTICS + 5
PITCH = CARD_ROWS + 1
"""Rows from one card to the one below."""
_WIDTHS = (196, 84, 76, 20)
_LETTERS = {"ja": 22, "en": 36}
"""How many letters of a name a card shows: more would shrink beyond reading."""
HELPERS = 2 + CARDS_A_ROW * len(_WIDTHS) + 2


def build(scene: Scene) -> Canvas:
    """Build the tab."""
    canvas = scene.canvas("overview")
    canvas.widths[1] = 16
    for card in range(CARDS_A_ROW):
        for offset, width in enumerate(_WIDTHS):
            canvas.widths[2 + card * len(_WIDTHS) + offset] = width
    _head(scene, canvas)
    for k in range(1, OPERATIONS + 1):
        _card(scene, canvas, k)
    used = max(1, scene.used["operations"])
    rows = -(-used // CARDS_A_ROW)
    foot = FIRST + rows * PITCH - 1  # the row between two rows of cards, should the plan grow
    canvas.put(foot, 2, _counts(scene), "strong")
    canvas.heights[foot] = 22
    canvas.print_to = (foot, 1 + CARDS_A_ROW * len(_WIDTHS) - 1)
    canvas.hidden = (HELPERS, HELPERS + 4 + TACTICS)
    return canvas


def _head(scene: Scene, canvas: Canvas) -> None:
    source = scene.source
    setting = {
        name: source.text_at("settings_value", source.find("settings_id", const(name)))
        for name in ("title", "company", "policy")
    }
    canvas.put(
        2,
        2,
        join(
            setting["company"],
            when(filled(setting["company"]), const("　"), const("")),
            setting["title"],
        ),
        "title",
    )
    canvas.put(3, 2, scene.say("hint.overview"), "hint")
    canvas.put(4, 2, scene.say("overview.policy"), "label")
    canvas.put(
        5,
        2,
        when(filled(setting["policy"]), setting["policy"], const(scene.say("guide.invite.policy"))),
        "policy",
        across=7,
        down=2,
    )
    at = canvas.put(5, HELPERS, source.find("kpis_scope_id", const("KGI")), "helper")
    canvas.put(
        4, 10, join(scene.say("overview.kgi"), ": ", source.text_at("kpis_name", at)), "strong"
    )
    figures = (
        (10, 1, "annual", scene.kpi_amount("annual", at), "big"),
        (11, 2, "target", scene.kpi_amount("expected_to_date", at), "big"),
        (14, 1, "to_date", scene.kpi_amount("actual_to_date", at), "big"),
        (15, 1, "attainment", source.number_at("kpis_attainment", at), "big_percent"),
        (16, 1, "status", source.text_at("kpis_status", at), "big"),
    )
    for column, across, name, content, style in figures:
        canvas.put(5, column, scene.say(f"overview.{name}"), "head", across)
        canvas.put(6, column, content, style, across)
    canvas.put(
        7, 10, join(scene.say("overview.forecast"), ": ", scene.kpi_amount("forecast", at)), "label"
    )
    canvas.toned.append(("kpi_status", (6, 16, 6, 16)))
    canvas.heights[5], canvas.heights[6] = 26, 28
    day, closed = source.name("as_of"), source.name("closed_months")
    canvas.put(
        7,
        2,
        join(
            scene.say("as_of"),
            ": ",
            formatted(day, "yyyy/m/d"),
            "　",
            closed,
            scene.say("closed_suffix"),
        ),
        "strong",
    )
    canvas.put(8, 2, scene.say("overview.tactics"), "label")


def _card(scene: Scene, canvas: Canvas, k: int) -> None:
    """Draw the k-th operation's card: name and status, what it does, tactics, KPI, progress."""
    source = scene.source
    down, right = divmod(k - 1, CARDS_A_ROW)
    row, column = FIRST + down * PITCH, 2 + right * len(_WIDTHS)
    at, count, pointers, kpi = _pointers(source, canvas, k)
    there = number(at) > 0
    name = join(
        source.text_at("operations_id", at),
        " ",
        shortened(source.text_at("operations_name", at), _LETTERS[scene.language]),
    )
    jump = link(name, f"INDEX(operations_name,MAX(1,{at.text}))")
    canvas.put(
        row,
        column,
        Expr(f'IF({at.text}>0,{jump.text},"")', name.value if there else ""),
        "card_head",
        across=2,
    )
    canvas.put(row, column + 2, source.text_at("operations_status", at), "card_status")
    canvas.put(row + 1, column, source.text_at("operations_description", at), "card_text", across=3)
    for line, pointer in enumerate(pointers, start=2):
        canvas.put(row + line, column, _tactic(scene, pointer), "card_line")
        canvas.put(row + line, column + 1, source.text_at("tactics_owner", pointer), "card_owner")
        canvas.put(row + line, column + 2, source.text_at("tactics_status", pointer), "card_small")
    bottom = row + 2 + TACTICS
    before, after = scene.say("overview.more_prefix"), scene.say("overview.more_suffix")
    more = Expr(
        f'IF({count.text}>{TACTICS},"{before}"&({count.text}-{TACTICS})&"{after}","")',
        f"{before}{int(number(count)) - TACTICS}{after}" if number(count) > TACTICS else "",
    )
    canvas.put(
        bottom,
        column,
        _labelled(scene, "KPI", source.text_at("kpis_name", kpi)),
        "card_kpi",
        across=2,
    )
    canvas.put(bottom, column + 2, more, "card_small")
    parts: list[Expr | str] = [
        f"{scene.say('dashboard.series.actual')} ",
        scene.kpi_amount("actual_to_date", kpi),
    ]
    value = join(
        *parts,
        f" / {scene.say('dashboard.series.target')} ",
        scene.kpi_amount("expected_to_date", kpi),
    )
    figures = source.number_at("kpis_months_evaluated", kpi)
    canvas.put(
        bottom + 1,
        column,
        Expr(f'IF(N({figures.text})>0,{value.text},"")', value.value if number(figures) else ""),
        "card_right",
        across=2,
    )
    canvas.put(bottom + 1, column + 2, source.number_at("kpis_attainment", kpi), "card_percent")
    canvas.put(
        bottom + 2,
        column,
        source.number_at("operations_progress", at),
        f"card_bar_{scene.language}",
    )
    planned = formatted(source.number_at("operations_planned", at), "0%")
    canvas.put(
        bottom + 2,
        column + 1,
        _labelled(scene, scene.say("overview.planned"), planned),
        "card_owner",
        across=2,
    )
    if k < OPERATIONS:
        following = source.kth("operations_ord", const(k + 1))
        canvas.put(
            row,
            column + 3,
            Expr(f'IF({following.text}>0,"▶","")', "▶" if number(following) else ""),
            "card_arrow",
        )
    canvas.toned += [
        ("kpi_status", (row, column + 2, row, column + 2)),
        ("kpi_status", (row + 2, column + 2, bottom - 1, column + 2)),
    ]
    canvas.bars.append((bottom + 2, column, bottom + 2, column))
    canvas.framed.append((f"={at.text}>0", (row, column, row, column + 1), "card_head"))
    canvas.framed.append((f"={at.text}>0", (bottom, column, bottom, column + 2), "card_rule"))
    canvas.framed.append((f"={at.text}>0", (row, column, bottom + 2, column + 2), "card"))
    if right == 0:
        tall = _line_height(scene)
        canvas.heights |= {
            row: 24,
            row + 1: 46,
            bottom: tall + 2,
            bottom + 1: tall,
            bottom + 2: 20,
            bottom + 3: 14,
        }
        canvas.heights |= {row + line: tall for line in range(2, 2 + TACTICS)}


def _line_height(scene: Scene) -> int:
    """Give a card's lines the height (points) with which the cards in use fill an A3 page."""
    rows = -(-max(1, scene.used["operations"]) // CARDS_A_ROW)
    return {1: 30, 2: 29, 3: 20}.get(rows, 17)


def _pointers(source: Source, canvas: Canvas, k: int) -> tuple[Expr, Expr, list[Expr], Expr]:
    """Write where the operation, its counted tactics and its deciding KPI stand in their tables."""
    row = FIRST + k
    at = canvas.put(row, HELPERS, source.kth("operations_ord", const(k)), "helper")
    limit = Expr(
        f"(N(INDEX(operations_num,MAX(2,{at.text})))*10000)",
        number(source.number_at("operations_num", at)) * 10_000,
    )
    below = source.below("tactics_place", limit)
    before = canvas.put(
        row,
        HELPERS + 1,
        Expr(f"IF({at.text}>0,{below.text},0)", below.value if number(at) else 0),
        "helper",
    )
    count = canvas.put(
        row, HELPERS + 2, _default(source.number_at("operations_tactic_count", at)), "helper"
    )
    pointers = [
        canvas.put(row, HELPERS + 2 + j, _pointer(source, before, count, j), "helper")
        for j in range(1, TACTICS + 1)
    ]
    worst = canvas.put(
        row, HELPERS + 3 + TACTICS, _default(source.number_at("operations_worst", at)), "helper"
    )
    kpi = canvas.put(
        row, HELPERS + 4 + TACTICS, _default(source.number_at("worst_row", worst)), "helper"
    )
    return at, count, pointers, kpi


def _default(value: Expr) -> Expr:
    return Expr(f"N({value.text})", number(value))


def _pointer(source: Source, before: Expr, count: Expr, j: int) -> Expr:
    """Find an operation's j-th counted tactic: they are one block of the order by ``place``."""
    kth = source.kth("tactics_place", Expr(f"{before.text}+{j}", number(before) + j))
    return Expr(f"IF({count.text}>={j},{kth.text},0)", kth.value if number(count) >= j else 0)


def _tactic(scene: Scene, pointer: Expr) -> Expr:
    """Show a tactic's name with its mark: ■ digital, □ in person, ◇ both."""
    source = scene.source
    digital = source.number_at("tactics_digital", pointer)
    mark = (
        {1: "■", 0: "□", 0.5: "◇"}.get(float(number(digital)), "") if digital.value != "" else "・"
    )
    marks = Expr(
        (
            f"IF(ISNUMBER(INDEX(tactics_digital,{pointer.text})),"
            f'CHOOSE(INDEX(tactics_digital,{pointer.text})*2+1,"□","◇","■"),"・")'
        ),
        mark,
    )
    shown = join(
        marks, " ", shortened(source.text_at("tactics_name", pointer), _LETTERS[scene.language])
    )
    return Expr(f'IF({pointer.text}>0,{shown.text},"")', shown.value if number(pointer) else "")


def _labelled(scene: Scene, label: str, value: Expr) -> Expr:
    """Put a label before a text, or show nothing where the text is empty."""
    colon = "：" if scene.language == "ja" else ": "
    return when(filled(value), join(label, colon, value), const(""))


def _counts(scene: Scene) -> Expr:
    """Say the plan's counts in one line: digital share, overdue actions, KPIs at risk or worse."""
    source = scene.source
    digital = ratio(
        source.total("tactics_digital", ("tactics_counted", const(1))),
        source.count(("tactics_counted", const(1)), ("tactics_digital", ">=0")),
    )
    overdue = source.count(("actions_counted", const(1)), ("actions_state_no", const(5)))
    red = [
        source.count(("kpis_counted", const(1)), ("kpis_sev", const(code))) for code in (5, 7, 8)
    ]
    at_risk = Expr(f"({'+'.join(item.text for item in red)})", sum(number(item) for item in red))
    parts = (("digital", formatted(digital, "0%")), ("overdue", overdue), ("at_risk", at_risk))
    pieces: list[Expr | str] = []
    for name, value in parts:
        pieces += [*(["　"] if pieces else []), scene.say(f"overview.foot.{name}"), " ", value]
    return join(*pieces)
