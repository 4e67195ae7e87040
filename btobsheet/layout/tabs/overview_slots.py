"""The heads of 戦略俯瞰図's columns: operations in the order of the cycle. Few of them take two
slots each, so that the page is filled; an empty plan shows where to begin.
"""

from __future__ import annotations

from btobsheet.layout.address import fixed, fixed_range
from btobsheet.layout.tabs.canvas import Bar, Canvas
from btobsheet.layout.tabs.message import phrase
from btobsheet.layout.tabs.overview_grid import (
    EDGE,
    FACTS,
    FIRST,
    GAP,
    HEADS,
    HELPER_TOP,
    IN_BAND,
    LAST,
    MAIN,
    MIRROR,
    MORE,
    SIDE,
    SLOTS,
    WIDE_UP_TO,
    WIDTHS,
    Slot,
    slots,
)
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import (
    Expr,
    const,
    filled,
    formatted,
    join,
    link,
    number,
    shortened,
    when,
)
from btobsheet.layout.tabs.source import Source
from btobsheet.quickclass import dataclass

_NEXT, _BACK = "→", "←"
_WIDE, _COUNT = 15, 16
"""The rows, from the helpers' top, that tell how many slots an operation takes, and how many
operations there are.
"""
_TACTICS, _BEFORE, _OWN, _OWN_BEFORE = (0, SIDE), (0, GAP), (1, MAIN), (1, SIDE)
_NUMBER, _OPERATION = (0, EDGE), (0, MAIN)
"""Where a slot's helpers stand, counted from its head."""


@dataclass(frozen=True)
class Figures:
    """What a slot's cards need to know, each a cell: its number, the operation's row in ① (0 for
    none), how many tactics it has and how many come before them, the same of its own KPIs.
    """

    number: Expr
    operation: Expr
    tactics: Expr
    before: Expr
    own: Expr
    own_before: Expr


@dataclass(frozen=True)
class Cycle:
    """How many slots an operation takes (1 or 2), how many operations there are, and the slots."""

    wide: Expr
    count: Expr
    figures: tuple[Figures, ...]

    def operation(self, number_of: int) -> Expr:
        """Give the row in ① of the operation in a slot, from 1."""
        return self.figures[number_of - 1].operation


def put_slots(scene: Scene, canvas: Canvas) -> Cycle:
    """Write helpers and heads of all slots."""
    cycle = _helpers(scene, canvas)
    for slot in slots():
        _head(scene, canvas, cycle, slot)
    _look(canvas)
    return cycle


def _helpers(scene: Scene, canvas: Canvas) -> Cycle:
    source = scene.source
    counted = canvas.put(HELPER_TOP + _COUNT, FACTS, source.numbers("operations_ord"), "helper")
    is_wide = Expr(f"{counted.text}<={WIDE_UP_TO}", number(counted) <= WIDE_UP_TO)
    wide = canvas.put(HELPER_TOP + _WIDE, FACTS, when(is_wide, const(2), const(1)), "helper")
    figures = [_figures(scene.source, canvas, slot, wide) for slot in slots()]
    after = Slot(IN_BAND).column + MIRROR + MAIN + len(WIDTHS)
    canvas.put(HEADS, after, figures[IN_BAND].operation, "helper")
    return Cycle(wide, counted, tuple(figures))


def _figures(source: Source, canvas: Canvas, slot: Slot, wide: Expr) -> Figures:
    """Write what stands in a slot: an operation, its tactics and own KPIs."""

    def put(place: tuple[int, int], content: Expr | int) -> Expr:
        row, column = slot.head + place[0], slot.column + place[1] + MIRROR
        return canvas.put(row, column, content, "helper")

    told = put(_NUMBER, slot.number)
    at = put(_OPERATION, source.kth("operations_ord", _order(slot, told, wide)))
    numbered = source.number_at("operations_num", at)
    ends = [
        Expr(f"(N({numbered.text})*10000+{more})", number(numbered) * 10_000 + more)
        for more in (0, 10_000)
    ]
    there, made = Expr(f"{at.text}>0", number(at) > 0), []
    for name, places in (
        ("tactics_place", (_TACTICS, _BEFORE)),
        ("kpis_own", (_OWN, _OWN_BEFORE)),
    ):
        before, until = (source.below(name, end) for end in ends)
        count = Expr(f"{until.text}-{before.text}", number(until) - number(before))
        made += [
            put(place, when(there, found, const(0)))
            for place, found in zip(places, (count, before), strict=True)
        ]
    return Figures(told, at, *made)


def _order(slot: Slot, told: Expr, wide: Expr) -> Expr:
    """Give the how-manieth operation stands in a slot."""
    value = (slot.number - 1) // int(number(wide)) + 1
    return Expr(f"INT(({told.text}-1)/{wide.text})+1", value)


def _head(scene: Scene, canvas: Canvas, cycle: Cycle, slot: Slot) -> None:
    """Write a slot's head: the operation, its progress and status; of its second slot the owner."""
    source, at, column = scene.source, cycle.operation(slot.number), slot.column
    row, before = slot.head, column + MIRROR + MAIN - len(WIDTHS)
    is_first = slot.number == 1 or _differs(cycle, slot.number - 1)
    # left of a band's first slot is an empty cell
    first = Expr(f"{at.text}<>{fixed(row, before)}", is_first)
    there = Expr(f"{at.text}>0", number(at) > 0)
    shown = when(there, when(first, _name(scene, cycle, slot), _owner(scene, at)), const(""))
    if slot.number <= IN_BAND:
        none = Expr(f"{cycle.count.text}=0", number(cycle.count) == 0)
        shown = when(none, _ghost(scene), shown)
    canvas.put(slot.head, column, shown, "operation", across=3)
    begins = Expr(f"AND({there.text},{first.text})", bool(there.value) and is_first)
    canvas.put(
        slot.head + 1,
        column + MAIN,
        when(begins, _progress(scene, at), const("")),
        "operation_line",
    )
    status = when(begins, source.text_at("operations_status", at), const(""))
    canvas.put(slot.head + 1, column + SIDE, status, "card_mark")
    done = when(begins, source.number_at("operations_progress", at), const(""))
    canvas.put(slot.head + 2, column + MAIN, done, "operation_bar")
    canvas.put(slot.head, column + GAP, _arrow(cycle, slot), "arrow")


def _differs(cycle: Cycle, before: int) -> bool:
    return cycle.operation(before).value != cycle.operation(before + 1).value


def _name(scene: Scene, cycle: Cycle, slot: Slot) -> Expr:
    """Name an operation with its number in the cycle, as a link to its row."""
    at = cycle.operation(slot.number)
    order = _order(slot, cycle.figures[slot.number - 1].number, cycle.wide)
    letters = scene.letters("card")
    name = join(
        Expr(f"({order.text})", order.value),
        " ",
        shortened(scene.source.text_at("operations_name", at), letters),
    )
    return link(name, f"INDEX(operations_name,MAX(1,{at.text}))")


def _owner(scene: Scene, at: Expr) -> Expr:
    owner = scene.source.text_at("operations_owner", at)
    return when(filled(owner), phrase(scene, "overview.led_by", owner=owner), const(""))


def _ghost(scene: Scene) -> Expr:
    """Invite to the first free row of ①."""
    first = "INDEX(operations_name,IFERROR(MATCH(0,operations_used,0),2))"
    return link(const(scene.say_page("overview.begin")), first)


def _progress(scene: Scene, at: Expr) -> Expr:
    done, planned = (
        formatted(scene.source.number_at(f"operations_{field}", at), "0%")
        for field in ("progress", "planned")
    )
    said = phrase(scene, "overview.progress", done=done, planned=planned)
    return when(filled(done), said, const(""))


def _arrow(cycle: Cycle, slot: Slot) -> Expr:
    """Point to the next operation, after the last one back to the first."""
    at = cycle.operation(slot.number)
    there = Expr(f"{at.text}>0", number(at) > 0)
    row, column = slot.head, slot.column + MIRROR + MAIN + len(WIDTHS)
    following = number(cycle.operation(slot.number + 1)) if slot.number < SLOTS else 0
    last = Expr(f"N({fixed(row, column)})=0", following == 0)
    changes = Expr(f"{at.text}<>{fixed(row, column)}", at.value != following)
    goes_on = when(changes, const(_NEXT), const(""))
    return when(there, when(last, const(_BACK), goes_on), const(""))


def _look(canvas: Canvas) -> None:
    """Paint heads where there is an operation."""
    bars = [(slot.head + 2, slot.column + MAIN) for slot in slots()]
    canvas.bars += [Bar(place * 2, bare=True) for place in bars]
    for first in (Slot(1), Slot(IN_BAND + 1)):
        row, mirror = first.head, FIRST + MIRROR
        area = fixed_range(row, mirror, row, mirror + LAST - FIRST)
        own, following = (f"INDEX({area},{corner()}+{1 + at})" for at in (0, len(WIDTHS)))
        there = f"=AND({in_slot()},{own}>0)"
        # the gap between two slots of one operation belongs to its head
        goes_on = f"IFERROR({own}={following},FALSE)"
        head = f"=AND({own}>0,OR({in_slot()},{goes_on}))"
        canvas.framed.append((head, (row, FIRST, row, LAST), "operation"))
        canvas.framed.append((there, (row + 1, FIRST, row + 2, LAST), "card"))


def put_ghosts(canvas: Canvas, cycle: Cycle, bottom: int) -> None:
    """Show by dashes, down to a row, where operations of an empty plan will stand."""
    ghosts = [slot for slot in slots() if slot.number <= IN_BAND]
    none, top = f"={cycle.count.text}=0", ghosts[0].head
    sides = (
        ("ghost", top, top, EDGE, SIDE),
        ("ghost_left", top + 1, bottom, EDGE, EDGE),
        ("ghost_left", top + 1, bottom, GAP, GAP),
        ("ghost_top", MORE, MORE, EDGE, SIDE),
    )
    for look, first_row, last, left, right in sides:
        areas = tuple((first_row, one.column + left, last, one.column + right) for one in ghosts)
        canvas.framed.append((none, areas, look))


def in_slot() -> str:
    """Tell whether a conditional format's cell is one of a slot, not of the gap beside it."""
    return f"MOD(COLUMN()-{FIRST},{len(WIDTHS)})<{GAP}"


def corner() -> str:
    """Count the first column of a conditional format's slot, from the page's first as 1."""
    return f"INT((COLUMN()-{FIRST})/{len(WIDTHS)})*{len(WIDTHS)}+1"
