"""A card of 戦略俯瞰図: one operation with its tactics, deciding KPI, status and progress."""

from __future__ import annotations

from btobsheet.layout.tabs.canvas import Bar, Canvas
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
    shortened,
    when,
)
from btobsheet.quickclass import dataclass
from btobsheet.wording import text

OPERATIONS = 15
TACTICS = 6
CARDS_A_ROW = 4
FIRST = 10
CARD_ROWS = TACTICS + 5
PITCH = CARD_ROWS + 1
"""Rows from one card to the one below."""
WIDTHS = (196, 84, 76, 20)
"""How many letters of a name a card shows: more would shrink beyond reading."""
HELPERS = 2 + CARDS_A_ROW * len(WIDTHS) + 2


@dataclass(frozen=True)
class _Card:
    """Where the k-th operation's card stands, and in which rows what it shows: 0 for nothing."""

    k: int
    row: int
    column: int
    at: Expr
    count: Expr
    tactics: list[Expr]
    kpi: Expr

    @property
    def bottom(self) -> int:
        """The row of the deciding KPI, below the tactics."""
        return self.row + 2 + TACTICS


def put_card(scene: Scene, canvas: Canvas, k: int) -> None:
    """Draw the k-th operation's card: name and status, what it does, tactics, KPI, progress."""
    down, right = divmod(k - 1, CARDS_A_ROW)
    row, column = FIRST + down * PITCH, 2 + right * len(WIDTHS)
    card = _Card(k, row, column, *_pointers(scene.source, canvas, k))
    _head(scene, canvas, card)
    _tactics(scene, canvas, card)
    _kpi(scene, canvas, card)
    _progress(scene, canvas, card)
    if k < OPERATIONS:
        _arrow(scene.source, canvas, card)
    _look(canvas, card)
    if right == 0:
        _heights(scene, canvas, card)


def _head(scene: Scene, canvas: Canvas, card: _Card) -> None:
    """Write the operation's name, which leads to its row, its status and what it does."""
    source, at = scene.source, card.at
    name = join(
        source.text_at("operations_id", at),
        " ",
        shortened(source.text_at("operations_name", at), _letters(scene)),
    )
    jump = link(name, f"INDEX(operations_name,MAX(1,{at.text}))")
    shown = Expr(f'IF({at.text}>0,{jump.text},"")', name.value if number(at) > 0 else "")
    canvas.put(card.row, card.column, shown, "card_head", across=2)
    canvas.put(card.row, card.column + 2, source.text_at("operations_status", at), "card_status")
    what = source.text_at("operations_description", at)
    canvas.put(card.row + 1, card.column, what, "card_text", across=3)


def _tactics(scene: Scene, canvas: Canvas, card: _Card) -> None:
    """Write the counted tactics, a line each: name, owner, status."""
    source, column = scene.source, card.column
    for row, pointer in enumerate(card.tactics, start=card.row + 2):
        canvas.put(row, column, _tactic(scene, pointer), "card_line")
        canvas.put(row, column + 1, source.text_at("tactics_owner", pointer), "card_owner")
        canvas.put(row, column + 2, source.text_at("tactics_status", pointer), "card_small")


def _kpi(scene: Scene, canvas: Canvas, card: _Card) -> None:
    """Write the deciding KPI with its figures, and how many tactics there was no line for."""
    source, kpi, bottom, column = scene.source, card.kpi, card.bottom, card.column
    named = _labelled(scene, "KPI", source.text_at("kpis_name", kpi))
    canvas.put(bottom, column, named, "card_kpi", across=2)
    canvas.put(bottom, column + 2, _more(scene, card.count), "card_small")
    value = join(
        f"{scene.say('dashboard.series.actual')} ",
        scene.kpi_amount("actual_to_date", kpi),
        f" / {scene.say('dashboard.series.target')} ",
        scene.kpi_amount("expected_to_date", kpi),
    )
    judged = source.number_at("kpis_months_evaluated", kpi)
    shown = Expr(f'IF(N({judged.text})>0,{value.text},"")', value.value if number(judged) else "")
    canvas.put(bottom + 1, column, shown, "card_right", across=2)
    canvas.put(bottom + 1, column + 2, source.number_at("kpis_attainment", kpi), "card_percent")


def _more(scene: Scene, count: Expr) -> Expr:
    """Say how many tactics there are beyond the lines of a card."""
    before, after = scene.say("overview.more_prefix"), scene.say("overview.more_suffix")
    return Expr(
        f'IF({count.text}>{TACTICS},"{before}"&({count.text}-{TACTICS})&"{after}","")',
        f"{before}{int(number(count)) - TACTICS}{after}" if number(count) > TACTICS else "",
    )


def _progress(scene: Scene, canvas: Canvas, card: _Card) -> None:
    """Write the progress as a bar, and what was planned beside it."""
    source, row = scene.source, card.bottom + 2
    done = source.number_at("operations_progress", card.at)
    canvas.put(row, card.column, done, f"card_bar|{scene.say('overview.progress_form')}")
    planned = formatted(source.number_at("operations_planned", card.at), "0%")
    shown = _labelled(scene, scene.say("overview.planned"), planned)
    canvas.put(row, card.column + 1, shown, "card_owner", across=2)


def _arrow(source: Source, canvas: Canvas, card: _Card) -> None:
    """Point to the next card where there is one."""
    following = source.kth("operations_ord", const(card.k + 1))
    shown = Expr(f'IF({following.text}>0,"▶","")', "▶" if number(following) else "")
    canvas.put(card.row, card.column + 3, shown, "card_arrow")


def _look(canvas: Canvas, card: _Card) -> None:
    """Colour the statuses, draw the bar, and frame the card where there is an operation."""
    row, bottom, left, right = card.row, card.bottom, card.column, card.column + 2
    canvas.toned += [
        ("kpi_status", (row, right, row, right)),
        ("kpi_status", (row + 2, right, bottom - 1, right)),
    ]
    canvas.bars.append(Bar((bottom + 2, left, bottom + 2, left)))
    there = f"={card.at.text}>0"
    canvas.framed.append((there, (row, left, row, left + 1), "card_head"))
    canvas.framed.append((there, (bottom, left, bottom, right), "card_rule"))
    canvas.framed.append((there, (row, left, bottom + 2, right), "card"))


def _heights(scene: Scene, canvas: Canvas, card: _Card) -> None:
    """Give the rows of a row of cards their heights."""
    row, bottom, tall = card.row, card.bottom, _line_height(scene)
    canvas.heights |= {row: 24, row + 1: 46}
    canvas.heights |= {bottom: tall + 2, bottom + 1: tall, bottom + 2: 20, bottom + 3: 14}
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
    shown = join(marks, " ", shortened(source.text_at("tactics_name", pointer), _letters(scene)))
    return Expr(f'IF({pointer.text}>0,{shown.text},"")', shown.value if number(pointer) else "")


def _labelled(scene: Scene, label: str, value: Expr) -> Expr:
    """Put a label before a text, or show nothing where the text is empty."""
    colon = text(scene.language, "forms.colon")
    return when(filled(value), join(label, colon, value), const(""))


def _letters(scene: Scene) -> int:
    """Give how many letters a line of a card holds."""
    return int(text(scene.language, "forms.card_letters"))
