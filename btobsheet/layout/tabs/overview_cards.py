"""The cards of 戦略俯瞰図: a tactic or an operation's own KPI each, with KPI, figures, course,
status, who answers for it, and what of its actions is overdue.

What stands at a place is found in hidden columns that mirror the page, so that one formula serves
all places.
"""

from __future__ import annotations

from btobsheet.layout.address import fixed_range, quoted
from btobsheet.layout.sheets.kpi_formulas import RANK
from btobsheet.layout.tabs.amounts import Measure, put_measure, short, together
from btobsheet.layout.tabs.canvas import Canvas, Sparkline
from btobsheet.layout.tabs.message import phrase
from btobsheet.layout.tabs.overview_grid import (
    CARD_ROWS,
    EDGE,
    FIRST,
    HELPERS,
    IN_BAND,
    LAST,
    MAIN,
    MIRROR,
    MONTHS_AT,
    PLACES,
    SIDE,
    Slot,
    slots,
)
from btobsheet.layout.tabs.overview_slots import Cycle, Figures, corner
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import (
    Expr,
    const,
    filled,
    is_number,
    number,
    shortened,
    when,
)
from btobsheet.quickclass import dataclass
from btobsheet.status.effect import MONTHS

_EDGES = (("edge_bad", 1), ("edge_warn", 2), ("edge_missing", 3), ("edge_other", 4))


@dataclass(frozen=True)
class _Card:
    """A place with its helpers, each a cell: rows in ② and ③ (0 for none), how values are said."""

    slot: Slot
    place: int
    tactic: Expr
    kpi: Expr
    measure: Measure


def put_cards(scene: Scene, canvas: Canvas, cycle: Cycle, rows: tuple[int, int]) -> None:
    """Write the cards of both bands, so many below each other."""
    for slot in slots():
        for place in range(1, rows[slot.number > IN_BAND] + 1):
            card = _helpers(scene, canvas, cycle, (slot, place))
            _show(scene, canvas, card)
            _months(scene, canvas, card)
    _look(canvas)


def _helpers(scene: Scene, canvas: Canvas, cycle: Cycle, at: tuple[Slot, int]) -> _Card:
    """Write what stands at a place."""
    slot, place = at
    row, column = slot.card(place), slot.column + MIRROR
    told = canvas.put(row, HELPERS, place, "helper")
    found = _Place(cycle.figures[slot.number - 1], cycle.wide, told)
    tactic = canvas.put(row, column + MAIN, _tactic(scene, found), "helper")
    kpi = canvas.put(row, column + SIDE, _kpi(scene, found, tactic), "helper")
    measure = put_measure(scene, canvas, kpi, row + 1, column + MAIN)
    return _Card(slot, place, tactic, kpi, measure)


@dataclass(frozen=True)
class _Place:
    """A place among those of its operation."""

    figures: Figures
    wide: Expr
    told: Expr

    @property
    def rank(self) -> Expr:
        """The how-manieth it is, where an operation may take two slots."""
        slot, place = self.figures.number, self.told
        odd = int(number(slot)) % 2
        value = 2 * number(place) - odd if self.wide.value == 2 else number(place)
        text_ = f"IF({self.wide.text}=2,2*{place.text}-MOD({slot.text},2),{place.text})"
        return Expr(text_, value)

    @property
    def room(self) -> Expr:
        """How many tactics are shown: one place stays for the operation's own KPI."""
        tactics, own = self.figures.tactics, self.figures.own
        most = PLACES * int(number(self.wide)) - (number(own) > 0)
        return Expr(
            f"MIN({tactics.text},{PLACES}*{self.wide.text}-({own.text}>0))",
            min(number(tactics), most),
        )


def _tactic(scene: Scene, found: _Place) -> Expr:
    """Find the row in ② of the tactic at a place; 0 for none."""
    rank, room, before = found.rank, found.room, found.figures.before
    nth = Expr(f"{before.text}+{rank.text}", number(before) + number(rank))
    there = Expr(f"{rank.text}<={room.text}", number(rank) <= number(room))
    return when(there, scene.source.kth("tactics_place", nth), const(0))


def _kpi(scene: Scene, found: _Place, tactic: Expr) -> Expr:
    """Find the row in ③ of the KPI at a place: the one that decides the tactic, else its first, or
    the operation's own; 0 for none.
    """
    source, figures = scene.source, found.figures
    worst = source.number_at("tactics_worst", tactic)
    decides = source.number_at("worst_row", Expr(f"N({worst.text})", number(worst)))
    first = source.number_at("tactics_kpi_row", tactic)
    of_tactic = when(
        Expr(f"N({worst.text})>0", number(worst) > 0),
        Expr(f"N({decides.text})", number(decides)),
        Expr(f"N({first.text})", number(first)),
    )
    rank, room, before = found.rank, found.room, figures.own_before
    nth = Expr(f"({rank.text}-{room.text})", number(rank) - number(room))
    own = source.kth("kpis_own", Expr(f"{before.text}+{nth.text}", number(before) + number(nth)))
    there = Expr(
        f"AND({nth.text}>0,{nth.text}<={figures.own.text})",
        0 < number(nth) <= number(figures.own),
    )
    is_tactic = Expr(f"{tactic.text}>0", number(tactic) > 0)
    return when(is_tactic, of_tactic, when(there, own, const(0)))


def _months(scene: Scene, canvas: Canvas, card: _Card) -> None:
    """Write how far the months of a card's KPI are off their targets, and draw them."""
    row = card.slot.months(card.place)
    kpi = canvas.put(row, MONTHS_AT, card.kpi, "helper")
    for month in range(1, MONTHS + 1):
        cell = f"INDEX(kpis_d,{kpi.text},{month})"
        value = scene.source.number_at(f"kpis_d_{month}", kpi).value
        shown = Expr(f'IF({kpi.text}>0,IF(ISNUMBER({cell}),{cell},""),"")', value)
        canvas.put(row, MONTHS_AT + month, shown, "helper")
    cells = fixed_range(row, MONTHS_AT + 1, row, MONTHS_AT + MONTHS)
    at = (card.slot.card(card.place) + 3, card.slot.column + MAIN)
    canvas.sparklines.append(Sparkline(*at, f"{quoted(canvas.title)}!{cells}"))


def _name(scene: Scene, tactic: Expr, kpi: Expr) -> Expr:
    """Name what stands at a place: a tactic with its mark, or an operation's own KPI."""
    letters = scene.letters("card") + len("■ ")
    named = shortened(scene.source.text_at("tactics_titled", tactic), letters)
    own = when(
        Expr(f"{kpi.text}>0", number(kpi) > 0),
        const(scene.say_page("overview.own_kpi")),
        const(""),
    )
    return when(Expr(f"{tactic.text}>0", number(tactic) > 0), named, own)


def _figures(scene: Scene, kpi: Expr, measure: Measure) -> Expr:
    """Say a KPI's actual and target to date, before there is any its target for the year."""

    def figure(field: str) -> Expr:
        value = scene.source.number_at(f"kpis_{field}", kpi).value
        return Expr(f"INDEX(kpis_{field},{kpi.text})", value)

    letters = scene.letters("card_unit")
    measure = Measure(measure.kind, shortened(measure.unit, letters))
    actual, target, annual = map(figure, ("actual_to_date", "expected_to_date", "annual"))
    aim = phrase(scene, "overview.aim", annual=short(scene, annual, measure))
    yet = when(is_number(annual), aim, const(""))
    found = when(is_number(actual), together(scene, actual, target, measure), yet)
    return when(Expr(f"{kpi.text}>0", number(kpi) > 0), found, const(""))


def _edge(scene: Scene, tactic: Expr, kpi: Expr) -> Expr:
    """Number the colour of a card's edge; 0 where there is no card."""
    severity = scene.source.number_at("kpis_sev", kpi)
    rank = number(severity)
    red, missing, warned = RANK["behind"], RANK["no_data"], RANK["at_risk"]
    value = 1 if rank >= red else {missing: 3, warned: 2}.get(int(rank), 4)
    n = f"N({severity.text})"
    by_rank = f"IF({n}>={red},1,IF({n}={missing},3,IF({n}={warned},2,4)))"
    none = number(tactic) + number(kpi) == 0
    return Expr(f"IF({tactic.text}+{kpi.text}=0,0,{by_rank})", 0 if none else value)


def _show(scene: Scene, canvas: Canvas, card: _Card) -> None:
    """Write a card's visible cells."""
    source, row, column = scene.source, card.slot.card(card.place), card.slot.column
    canvas.put(row, column, _edge(scene, card.tactic, card.kpi), "card_edge")
    canvas.put(row, column + MAIN, _name(scene, card.tactic, card.kpi), "card_name", across=2)
    canvas.put(row + 1, column + MAIN, _kpi_name(scene, card), "card_kpi")
    figures = _figures(scene, card.kpi, card.measure)
    canvas.put(row + 2, column + MAIN, figures, "card_pair")
    share = source.number_at("kpis_attainment", card.kpi)
    canvas.put(row + 2, column + SIDE, share, "card_share")
    canvas.put(row + 3, column + SIDE, source.text_at("kpis_status", card.kpi), "card_mark")
    canvas.put(row + 4, column + MAIN, _owner(scene, card), "card_owner")
    canvas.put(row + 4, column + SIDE, _overdue(scene, card), "card_late")


def _kpi_name(scene: Scene, card: _Card) -> Expr:
    letters = scene.letters("card_kpi")
    name = shortened(scene.source.text_at("kpis_name", card.kpi), letters)
    none = when(
        Expr(f"{card.tactic.text}>0", number(card.tactic) > 0),
        const(scene.say_page("overview.no_kpi")),
        const(""),
    )
    return when(Expr(f"{card.kpi.text}>0", number(card.kpi) > 0), name, none)


def _owner(scene: Scene, card: _Card) -> Expr:
    """Say who answers for it: a tactic's owner, else who does for the KPI."""
    source = scene.source
    of_tactic = source.text_at("tactics_person", card.tactic)
    of_kpi = source.text_at("kpis_person", card.kpi)
    is_tactic = Expr(f"{card.tactic.text}>0", number(card.tactic) > 0)
    found = when(is_tactic, of_tactic, of_kpi)
    letters = scene.letters("card_owner")
    nobody = when(
        Expr(f"{card.tactic.text}+{card.kpi.text}>0", number(card.tactic) + number(card.kpi) > 0),
        const(scene.say_page("overview.nobody")),
        const(""),
    )
    return when(filled(found), shortened(found, letters), nobody)


def _overdue(scene: Scene, card: _Card) -> Expr:
    count = scene.source.number_at("tactics_overdue", card.tactic)
    told = Expr(f"N({count.text})>0", number(count) > 0)
    return when(told, phrase(scene, "overview.overdue", count=count), const(""))


def _look(canvas: Canvas) -> None:
    """Colour edges, and give a place its ground where there is a card."""
    for first in (Slot(1), Slot(IN_BAND + 1)):
        top, bottom = first.card(1), first.card(PLACES) + CARD_ROWS - 1
        area = fixed_range(top, FIRST, bottom, LAST)
        row = f"INT((ROW()-{top})/{CARD_ROWS})*{CARD_ROWS}+1"
        inside = f"MOD(ROW()-{top},{CARD_ROWS})<{CARD_ROWS - 1}"
        edge = f"INDEX({area},{row},{corner()})"
        band = [Slot(first.number + at) for at in range(IN_BAND)]
        edges, bodies = (
            tuple((top, one.column + left, bottom, one.column + right) for one in band)
            for left, right in ((EDGE, EDGE), (MAIN, SIDE))
        )
        for look, number_of in _EDGES:
            canvas.framed.append((f"=AND({inside},{edge}={number_of})", edges, look))
        canvas.framed.append((f"=AND({inside},N({edge})>0)", bodies, "card"))
