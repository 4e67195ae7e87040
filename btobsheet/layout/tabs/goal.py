"""目標逆算: from the KGI down what each KPI needs, what is planned for it, and whether the steps
below, people and money give it; live from ③, ②, ④ and the people. Where it breaks first is said on
top.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from btobsheet.layout.address import letters
from btobsheet.layout.tabs.amounts import Measure, put_currency, short
from btobsheet.layout.tabs.canvas import Bar, Canvas, Rule
from btobsheet.layout.tabs.goal_lines import Lines
from btobsheet.layout.tabs.goal_people import PEOPLE, people_sentence, put_people
from btobsheet.layout.tabs.goal_steps import (
    AT,
    BUDGETS,
    COVER,
    EFFORT,
    HEAD,
    KIND,
    NEED,
    REAL,
    RIGHT,
    STATE,
    SUPPLY,
    UNIT,
    UP,
    WANTED,
)
from btobsheet.layout.tabs.message import phrase, trimmed
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import (
    Expr,
    const,
    filled,
    formatted,
    is_number,
    join,
    link,
    number,
    plain,
    positive,
    shortened,
    shown_by,
    when,
)
from btobsheet.wording import text
from btobsheet.wording.words import SHOWN

NAME, WORD, LAST_TREE = 2, 7, 14
PERSON: Final = LAST_TREE + 2
LAST_COLUMN: Final = PERSON + 3
_TILES: Final = 6
"""The row of the tiles."""
_WIDTHS: Final = (
    *(16, 246, 86, 86, 86, 76, 104, 76, 76, 80, 68, 52, 80, 76, 16),
    *(102, 56, 56, 72),
)
_COUNTED: Final = 10**8 - 1
"""Budgets below each other are counted alike, in 万 at most (M in English)."""
_SHORT_RATE, _RATE_DIGITS = 100, 3
"""Below the first a rate is told with so many decimals."""
_HEADS: Final = {
    **dict.fromkeys(("list_right", "list_right_strong", "list_count"), "column_head_right"),
    "node_mark": "list_center",
}
_STATE_WORDS: Final = SHOWN["goal_state"]
_SPARE: Final = 8
"""So many lines are printed below those in use, for KPIs that are added."""
_NONE: Final = const("")
_UNKNOWN: Final = const("－")


def build(scene: Scene) -> Canvas:
    """Build the tab."""
    canvas = scene.canvas("goal")
    for column, width in enumerate(_WIDTHS, start=1):
        canvas.widths[column] = width
    lines = Lines(scene, canvas)
    money = put_currency(scene, canvas, 2, RIGHT)
    _put_tree(scene, canvas, lines, money)
    most = put_people(scene, canvas, PERSON)
    _put_head(scene, canvas, lines, money, most)
    canvas.print_to = (HEAD + max(lines.used + _SPARE, PEOPLE), LAST_COLUMN)
    canvas.hidden = (LAST_COLUMN + 1, RIGHT + 2)
    return canvas


def _put_head(scene: Scene, canvas: Canvas, lines: Lines, money: Measure, most: Expr) -> None:
    """Write title, day, message, what the figures are, and the tiles."""
    canvas.put(2, NAME, scene.say("title.goal"), "page_title")
    canvas.put(2, LAST_COLUMN, scene.day_line(), "page_note")
    canvas.put(3, NAME, _message(scene, canvas, lines, most), "message", across=LAST_COLUMN - 1)
    told = join(_examples(scene), scene.say("hint.goal"), _lost(scene))
    canvas.put(4, NAME, told, "tile_note")
    canvas.heights |= {2: 25.5, 3: 36, 4: 12.75, _TILES: 13.5, _TILES + 1: 24, HEAD: 27}
    source = scene.source
    asked, days = (source.total(f"people_{name}") for name in ("asked", "days"))
    wanted, budget = lines.total(WANTED), lines.budget()
    first = canvas.near(HEAD + 1, AT)
    there = Expr(f"{first.text}>0", number(first) > 0)
    kgi = short(scene, canvas.near(HEAD + 1, NEED), _measure(canvas, HEAD + 1))
    cells = [canvas.put(3 + at, RIGHT, one, "helper") for at, one in enumerate((budget, wanted))]
    both = join(short(scene, cells[0], money), " / ", short(scene, cells[1], money))
    in_days = join(formatted(asked, "#,##0"), " / ", formatted(days, "#,##0"))
    tiles = (
        ("kgi", NAME, NAME, kgi),
        ("short", 3, 5, join(lines.count_of("short"), "")),
        ("people", 6, 9, when(positive(days), in_days, _UNKNOWN)),
        ("money", 10, LAST_TREE, both),
    )
    for name, column, last, content in tiles:
        canvas.put(_TILES, column, scene.say(f"goal.tile_{name}"), "tile_label")
        canvas.style_row(_TILES, column + 1, last, "tile_label")
        canvas.put(_TILES + 1, column, when(there, content, _NONE), "tile_value")


def _examples(scene: Scene) -> Expr:
    """Say how many annual targets are still the template's."""
    left = scene.example_targets()
    return when(positive(left), join(scene.say("goal.examples"), left, "　"), _NONE)


def _lost(scene: Scene) -> Expr:
    """Say how many KPIs lead to no KGI."""
    source = scene.source
    counted = source.count(("kpis_counted", const(1)))
    linked = source.count(("kpis_counted", const(1)), ("kpis_goal_ord", ">0"))
    lost = Expr(f"({counted.text}-{linked.text})", number(counted) - number(linked))
    return when(positive(lost), join("　", scene.say("goal.lost"), lost), _NONE)


def _message(scene: Scene, canvas: Canvas, lines: Lines, most: Expr) -> Expr:
    """Say where the plan breaks first, and whether people's days suffice."""
    broken = canvas.put(5, RIGHT, lines.first("short"), "helper")
    unclear = canvas.put(6, RIGHT, lines.unclear(), "helper")

    def named(place: Expr) -> Expr:
        return shortened(scene.source.text_at("kpis_name", lines.at(place, AT)), 40)

    def said(place: Expr, column: int) -> Expr:
        measure = Measure(lines.at(place, KIND), lines.at(place, UNIT))
        return short(scene, lines.at(place, column), measure)

    parts = {"kpi": named(broken), "need": said(broken, NEED), "supply": said(broken, SUPPLY)}
    share = shown_by(lines.at(broken, COVER), "0.0%")
    breaks = phrase(scene, "goal.broken", share=share, **parts)
    why = lines.at(unclear, STATE)
    open_one = phrase(scene, "goal.unclear", kpi=named(unclear), why=_state_word(scene, why))
    kgi = short(scene, canvas.near(HEAD + 1, NEED), _measure(canvas, HEAD + 1))
    near, rateless = lines.count_of("near"), lines.count_of("no_rate")
    nearly = phrase(scene, "goal.nearly", need=kgi, count=near)
    holds = when(positive(near), nearly, phrase(scene, "goal.holds", need=kgi))
    holds = when(lines.is_reckoned(), holds, const(scene.say_page("goal.alone")))
    beside = phrase(scene, "goal.rateless", count=rateless)
    holds = join(holds, when(positive(rateless), beside, _NONE))
    first = when(positive(broken), breaks, when(positive(unclear), open_one, holds))
    begun = canvas.near(HEAD + 1, AT)
    found = trimmed(join(first, people_sentence(scene, most)))
    return when(positive(begun), found, const(scene.say_page("goal.no_kgi")))


def _measure(canvas: Canvas, row: int) -> Measure:
    return Measure(canvas.near(row, KIND), canvas.near(row, UNIT))


def _state_word(scene: Scene, state: Expr) -> Expr:
    words, at = [word.label(scene.language) for word in _STATE_WORDS], int(number(state))
    return Expr(f"INDEX(w_goal_state,{state.text})", words[at - 1] if at else "")


def _put_tree(scene: Scene, canvas: Canvas, lines: Lines, money: Measure) -> None:
    """Write the heads and the lines."""

    def amount(value: Callable[[int], Expr]) -> Callable[[int], Expr]:
        return lambda row: short(scene, value(row), _measure(canvas, row))

    def cost(value: Callable[[int], Expr], like: Expr | None = None) -> Callable[[int], Expr]:
        return lambda row: short(scene, value(row), money, like)

    def helper(column: int) -> Callable[[int], Expr]:
        return lambda row: lines.cell(row, column)

    largest = canvas.put(7, RIGHT, lines.largest(BUDGETS, _COUNTED), "helper")
    fields: tuple[tuple[str, str, Callable[[int], Expr]], ...] = (
        ("kpi", "list_name", lambda row: _name(scene, lines, row)),
        ("need", "list_right_strong", amount(helper(NEED))),
        ("planned", "list_right", amount(lambda row: lines.of(row, "annual"))),
        ("supply", "list_right", amount(helper(SUPPLY))),
        ("coverage", "node_bar", helper(COVER)),
        ("state", "node_mark", lambda row: _word(scene, lines, row)),
        ("rate", "list_right", lambda row: _rate(scene, lines, row, lines.of(row, "rate_n"))),
        ("real", "list_right", lambda row: _rate(scene, lines, row, lines.cell(row, REAL))),
        ("lag", "list_count", lambda row: _unless_0(lines.of(row, "lag"))),
        ("opening", "list_right", amount(lambda row: _unless_0(lines.of(row, "opening")))),
        ("effort", "list_count", lambda row: _unless_0(lines.under(row, EFFORT))),
        ("budget", "list_right", cost(helper(BUDGETS), largest)),
        ("unit_cost", "list_right", cost(lambda row: _from_1(lines.of(row, "unit_cost")))),
    )
    for column, (head, style, content) in enumerate(fields, start=NAME):
        look = _HEADS.get(style, "column_head")
        canvas.put(HEAD, column, scene.say(f"goal.{head}"), look)
        for row in lines.rows if column != COVER else ():
            canvas.put(row, column, content(row), style)
    for row in lines.rows:
        canvas.heights[row] = 18
    last = HEAD + lines.count
    canvas.bars.append(Bar((HEAD + 1, COVER, last, COVER)))
    canvas.toned.append(("goal_state", (HEAD + 1, WORD, last, WORD)))
    there = f"${letters(AT)}{HEAD + 1}>0"
    breaks = f"ROW()-{HEAD - 1}=${letters(RIGHT)}$5"
    areas = ((HEAD + 1, NAME, last, NAME),)
    canvas.rules += [
        Rule(breaks, areas, "node_on_path", only=False),
        Rule(there, ((HEAD + 1, NAME, last, LAST_TREE),), "list_end", only=False),
    ]


def _name(scene: Scene, lines: Lines, row: int) -> Expr:
    """Name a line's KPI, further right on each level, with a link to its row in ③."""
    source, at, depth = scene.source, lines.cell(row, AT), lines.of(row, "depth")
    named, record = source.text_at("kpis_name", at), source.text_at("kpis_id", at)
    name = when(filled(named), named, record)
    step = const(text(scene.language, "forms.goal_step"))
    shown = Expr(
        f"REPT({step.text},N({depth.text}))&{name.text}",
        str(step.value) * int(number(depth)) + plain(name.value),
    )
    jump = link(shortened(shown, scene.letters("goal")), f"INDEX(kpis_name,{at.text})")
    return when(positive(at), jump, _NONE)


def _unless_0(value: Expr) -> Expr:
    return when(positive(value), value, _NONE)


def _from_1(value: Expr) -> Expr:
    """Leave out a cost below 1: that of one yen, say."""
    return when(Expr(f"N({value.text})>=1", number(value) >= 1), value, _NONE)


def _word(scene: Scene, lines: Lines, row: int) -> Expr:
    state = lines.cell(row, STATE)
    return when(is_number(state), _state_word(scene, state), _NONE)


def _rate(scene: Scene, lines: Lines, row: int, rate: Expr) -> Expr:
    """Say what one unit of a line's KPI gives its parent: ``×0.2``, ``×300万円``."""
    up = lines.cell(row, UP)
    parent = Measure(lines.at(up, KIND), lines.at(up, UNIT))
    exact = Decimal(f"{number(rate):.15g}").quantize(
        Decimal(1).scaleb(-_RATE_DIGITS), ROUND_HALF_UP
    )
    small = Expr(f"ABS({rate.text})<{_SHORT_RATE}", abs(number(rate)) < _SHORT_RATE)
    digits = Expr(f"ROUND({rate.text},{_RATE_DIGITS})", float(exact))
    said = join("×", when(small, digits, short(scene, rate, parent)))
    known = Expr(
        f"IF({up.text}>0,ISNUMBER({rate.text}),FALSE)",
        number(up) > 0 and bool(is_number(rate).value),
    )
    return when(known, said, _NONE)
