"""The card on はじめに: for a picked name, what to type this month; own tactics, KPIs, actions."""

from __future__ import annotations

from btobsheet.layout import macros
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import (
    Expr,
    Source,
    const,
    formatted,
    join,
    link,
    number,
    plain,
    when,
)
from btobsheet.layout.twin.personal import PICK, picked
from btobsheet.plan.spelling import LONGEST, compared, person_key

FIRST_COLUMN = 9
WIDTH = 5
HELPER = 28
MISSING, TACTICS, KPIS, ACTIONS = 6, 4, 6, 8
_ROW = PICK[0] + 1
LAST = _ROW + TACTICS + MISSING + KPIS + ACTIONS + 4 * 2 - 2


def build(scene: Scene, canvas: Canvas) -> None:
    """Draw the card right of the steps: the own tactics stand beside them, whose rows are tall
    enough for the intent.
    """
    for column, width in zip(
        range(8, FIRST_COLUMN + WIDTH), (24, 150, 260, 190, 84, 84), strict=True
    ):
        canvas.widths[column] = width
    canvas.put(PICK[0] - 2, FIRST_COLUMN, _taken_over(scene, canvas), "strong")
    canvas.put(PICK[0], FIRST_COLUMN, scene.say("guide.card"), "heading")
    canvas.put(*PICK, picked(scene.assessment.plan) or None, "pick")
    canvas.put(PICK[0], FIRST_COLUMN + 2, _missing_count(scene), "heading")
    canvas.style_row(PICK[0], FIRST_COLUMN + 3, FIRST_COLUMN + WIDTH - 1, "heading")
    row = _block(scene, canvas, _ROW, "tactics", TACTICS, "tactics_mine")
    row = _block(scene, canvas, row, "missing", MISSING, "kpis_mine_gap")
    row = _block(scene, canvas, row, "kpis", KPIS, "kpis_mine")
    _block(scene, canvas, row, "actions", ACTIONS, "actions_mine_due")


def _missing_count(scene: Scene) -> Expr:
    """Say how many KPIs are still to be typed, or that nothing is."""
    count = scene.source.numbers("kpis_mine_gap")
    some = join(scene.say("guide.card.missing"), " ", count)
    clear = when(
        Expr('my_name<>""', bool(picked(scene.assessment.plan))),
        const(scene.say("guide.card.clear")),
        const(scene.say("guide.card.pick")),
    )
    return when(Expr(f"{count.text}>0", number(count) > 0), some, clear)


def _taken_over(scene: Scene, canvas: Canvas) -> Expr:
    """Say who has taken over from the picked person, once that one has left; else nothing."""
    source, row = scene.source, PICK[0]
    at = canvas.put(row, HELPER, _my_row(source), "helper")
    left = canvas.put(row - 1, HELPER, source.number_at("people_left_on", at), "helper")
    to = canvas.put(row - 2, HELPER, source.text_at("people_successor", at), "helper")
    day = source.name("as_of")
    gone = Expr(
        f'AND(N({left.text})>0,N({left.text})<={day.text},{to.text}<>"")',
        0 < number(left) <= number(day) and bool(to.value),
    )
    parts = {"name": source.name("my_person"), "day": formatted(left, "m/d"), "successor": to}
    said = scene.say("guide.card.taken_over", **{name: f"\0{name}\0" for name in parts})
    pieces = (one for one in said.split("\0") if one)
    return when(gone, join(*(parts.get(one, one) for one in pieces)), const(""))


def _my_row(source: Source) -> Expr:
    """Find the picked person's row of the people table, 0 for none."""
    me = source.name("my_person")
    name, key = plain(me.value), macros.literal(macros.person_key(me.text))
    long = f"LEN({me.text})>{LONGEST}"
    text = f'IF(OR({me.text}="",{long}),0,IFERROR(MATCH("、"&{key}&"、*",people_alias_text,0),0))'
    wanted = f"、{person_key(name)}、"
    row = next(
        (
            row
            for row, cell in enumerate(source.columns["people_alias_text"], start=1)
            if compared(plain(cell)).startswith(wanted)
        ),
        0,
    )
    return Expr(text, row if 0 < len(name) <= LONGEST else 0)


def _block(scene: Scene, canvas: Canvas, row: int, name: str, count: int, order: str) -> int:
    """Write one list of the card; give the row after it."""
    canvas.put(
        row,
        FIRST_COLUMN,
        join(scene.say(f"guide.card.{name}"), " (", scene.source.numbers(order), ")"),
        "band",
    )
    canvas.style_row(row, FIRST_COLUMN + 1, FIRST_COLUMN + WIDTH - 1, "band")
    for k in range(1, count + 1):
        at = canvas.put(
            row + k, HELPER, scene.source.kth(order, const(k), largest=name == "kpis"), "helper"
        )
        line = _DRAW[name](scene, at)
        for offset, (content, style) in enumerate(line):
            last = offset == len(line) - 1
            canvas.put(
                row + k, FIRST_COLUMN + offset, content, style, across=WIDTH - offset if last else 1
            )
    canvas.toned += [
        ("kpi_status", (row + 1, FIRST_COLUMN, row + count, FIRST_COLUMN)),
        ("action_state", (row + 1, FIRST_COLUMN, row + count, FIRST_COLUMN)),
    ]
    return row + count + 2


Line = tuple[tuple[Expr, str], ...]


def _there(at: Expr, shown: Expr) -> Expr:
    return Expr(f'IF({at.text}>0,{shown.text},"")', shown.value if number(at) else "")


def _missing(scene: Scene, at: Expr) -> Line:
    """Link to the very cell of the first month that is not typed."""
    source = scene.source
    gap = source.number_at("kpis_first_gap", at)
    month = source.text_at(
        "month_label", Expr(f"(N({gap.text})+1)", number(gap) + 1 if number(gap) else 0)
    )
    cells = ",".join(f"INDEX(kpis_actual_{k},MAX(1,{at.text}))" for k in range(1, 13))
    label = join("→ ", month)
    jump = link(label, f"CHOOSE(MAX(1,INDEX(kpis_first_gap,{at.text})),{cells})")
    return (
        (_there(at, jump), "link"),
        (source.text_at("kpis_name", at), "strong"),
        (source.text_at("kpis_scope", at), "hint"),
    )


def _tactic(scene: Scene, at: Expr) -> Line:
    source = scene.source
    name = link(source.text_at("tactics_name", at), f"INDEX(tactics_name,MAX(1,{at.text}))")
    return (
        (source.text_at("tactics_status", at), "center"),
        (_there(at, name), "link"),
        (source.text_at("tactics_intent", at), "hint_wrap"),
    )


def _kpi(scene: Scene, at: Expr) -> Line:
    source = scene.source
    name = link(source.text_at("kpis_name", at), f"INDEX(kpis_name,MAX(1,{at.text}))")
    value = join(
        scene.kpi_amount("actual_to_date", at), " / ", scene.kpi_amount("expected_to_date", at)
    )
    return (
        (source.text_at("kpis_status", at), "center"),
        (_there(at, name), "link"),
        (_there(at, value), ""),
        (source.number_at("kpis_attainment", at), "plain_percent"),
        (source.text_at("kpis_trend", at), "center"),
    )


def _action(scene: Scene, at: Expr) -> Line:
    source = scene.source
    name = link(source.text_at("actions_task", at), f"INDEX(actions_status,MAX(1,{at.text}))")
    return (
        (source.text_at("actions_state", at), "center"),
        (_there(at, name), "link"),
        (source.text_at("actions_tactic", at), "hint"),
        (formatted(source.number_at("actions_end", at), "m/d"), "center"),
        (source.number_at("actions_used_percent", at), "plain_percent"),
    )


_DRAW = {"missing": _missing, "tactics": _tactic, "kpis": _kpi, "actions": _action}
