"""The message that overview, tree and dashboard begin with: how the KGI stands, where it lands, and
what to fix first; in the sense of the report's first lines, by formula.
"""

from __future__ import annotations

import re

from btobsheet.layout.look import paint_of
from btobsheet.layout.sheets.kpi_formulas import RANK
from btobsheet.layout.sheets.kpi_tree import LEVELS
from btobsheet.layout.tabs.amounts import put_measure, short
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.kgi import Kgi
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import (
    Expr,
    const,
    is_number,
    join,
    number,
    shortened,
    shown_by,
    when,
)
from btobsheet.quickclass import dataclass
from btobsheet.status.effect import MONTHS
from btobsheet.wording import text

ROWS = 7
"""So many helper cells stand below each other, two wide."""
_LETTERS = 30
"""So many letters of a name are said."""
_MARKS = "".join(paint_of(code).mark for code in sorted(RANK, key=RANK.__getitem__))
_KNOWN = ("achieved", "on_track", "at_risk", "behind", "missed")


@dataclass(frozen=True)
class Fix:
    """What to fix first, each a cell: the KPI's row in ③, its tactic's in ② and its KGI's in ③ (0
    for none), what the gap costs the KGI (0 for nothing known) and how that is said.
    """

    at: Expr
    tactic: Expr
    root: Expr
    cost: Expr
    said_cost: Expr


def put_fix(scene: Scene, canvas: Canvas, row: int, column: int) -> Fix:
    """Write what to fix first downward from a cell."""
    source = scene.source
    first = source.kth("kpis_fix", const(1), largest=True)
    at = canvas.put(row, column, first, "helper")
    tactic = source.number_at("kpis_tactic_row", at)
    root = canvas.put(row + 2, column, _root(scene, at), "helper")
    lands, cost = (source.number_at(f"kpis_{field}", at) for field in ("lands", "cost"))
    counts = Expr(
        f"IF({lands.text}=1,IF(ROUND(N({cost.text}),9)>0,{cost.text},0),0)",
        number(cost) if lands.value == 1 and round(number(cost), 9) > 0 else 0,
    )
    measure = put_measure(scene, canvas, root, row + 3, column)
    costs = canvas.put(row + 4, column, counts, "helper")
    said = canvas.put(row + 4, column + 1, short(scene, costs, measure), "helper")
    return Fix(at, canvas.put(row + 1, column, tactic, "helper"), root, costs, said)


def _root(scene: Scene, at: Expr) -> Expr:
    """Find the row of the KGI that a KPI leads to; 0 for none."""
    depth = scene.source.number_at("kpis_depth", at)
    ways = [scene.source.number_at(f"kpis_p{level}", at) for level in range(1, LEVELS)]
    found = ways[int(number(depth)) - 1] if number(depth) > 0 else const(0)
    rows = ",".join(f"INDEX(kpis_p{level},{at.text})" for level in range(1, LEVELS))
    return Expr(f"IF(N({depth.text})>0,CHOOSE({depth.text},{rows}),0)", number(found))


def message(scene: Scene, kgi: Kgi, fix: Fix) -> Expr:
    """Say in two or three sentences how the plan stands, whatever there is of it."""
    mark = Expr(
        f'IF(N({kgi.severity.text})>0,MID("{_MARKS}",{kgi.severity.text},1)&" ","")',
        f"{_MARKS[int(number(kgi.severity)) - 1]} " if number(kgi.severity) else "",
    )
    parts = (mark, _standing(scene, kgi), _landing(scene, kgi), _first(scene, fix))
    return trimmed(join(*parts))


def _standing(scene: Scene, kgi: Kgi) -> Expr:
    """Say how the KGI stands."""
    label = _label(scene, kgi)
    actual, annual = kgi.said_actual, kgi.said_annual

    def said(key: str, **parts: Expr) -> Expr:
        return phrase(scene, f"message.{key}", kgi=label, **parts)

    aim = when(is_number(kgi.annual), phrase(scene, "message.aim", annual=annual), const(""))
    gap = when(
        is_number(kgi.gap),
        phrase(scene, "message.gap", gap=kgi.said_gap),
        const(""),
    )
    share = shown_by(kgi.attainment, "0.0%")
    judged = when(
        is_number(kgi.attainment), said("judged", share=share), said("by_line", actual=actual)
    )
    cases = (
        ("no_target", said("no_target")),
        ("reference", said("reference")),
        ("not_due", join(said("not_due"), aim, scene.say_page("stop"))),
        ("no_data", said("no_data")),
        ("achieved", said("achieved", actual=actual, aim=aim)),
        ("missed", said("missed", actual=actual, gap=gap)),
    )
    found = judged
    for code, sentence in reversed(cases):
        found = when(_stands(kgi, code), sentence, found)
    none = Expr(f"N({kgi.severity.text})=0", number(kgi.severity) == 0)
    return when(none, const(scene.say_page("message.no_kgi")), found)


def _label(scene: Scene, kgi: Kgi) -> Expr:
    """Name the KGI, and say how many others there are."""
    count = scene.source.count(("kpis_scope_id", const("KGI")), ("kpis_is_main", const(1)))
    others = Expr(f"{count.text}-1", number(count) - 1)
    more = when(
        Expr(f"{count.text}>1", number(count) > 1),
        phrase(scene, "message.others", count=others),
        const(""),
    )
    return join("KGI ", shortened(kgi.name, _LETTERS), more)


def _stands(kgi: Kgi, code: str) -> Expr:
    return Expr(f"{kgi.severity.text}={RANK[code]}", kgi.severity.value == RANK[code])


def _landing(scene: Scene, kgi: Kgi) -> Expr:
    """Say where the year ends at this pace; nothing where that is not known or over."""
    ranks = tuple(RANK[code] for code in ("on_track", "at_risk", "behind"))
    tests = ",".join(f"{kgi.severity.text}={rank}" for rank in ranks)
    told = Expr(
        f"AND(OR({tests}),ISNUMBER({kgi.forecast.text}),{kgi.over.text}=0)",
        kgi.severity.value in ranks and kgi.forecast.value != "" and kgi.over.value == 0,
    )
    forecast = kgi.said_forecast
    whole = phrase(scene, "message.landing_gap", forecast=forecast, gap=kgi.said_gap)
    alone = phrase(scene, "message.landing", forecast=forecast)
    return when(told, when(is_number(kgi.gap), whole, alone), const(""))


def _first(scene: Scene, fix: Fix) -> Expr:
    """Say what to fix first and why, once the year is over what cost it most, or that nothing is
    to be fixed, or that it cannot be known.
    """
    source = scene.source
    tactic = join(
        source.text_at("tactics_id", fix.tactic),
        " ",
        shortened(source.text_at("tactics_name", fix.tactic), _LETTERS),
    )
    closed = source.name("closed_months")
    year_over = Expr(f"{closed.text}>={MONTHS}", number(closed) >= MONTHS)
    why = _why(scene, fix)
    named = when(
        year_over,
        phrase(scene, "message.fix_over", tactic=tactic, why=why),
        phrase(scene, "message.fix", tactic=tactic, why=why),
    )
    there = Expr(f"{fix.at.text}>0", number(fix.at) > 0)
    return when(there, named, nothing_wrong(scene))


def _why(scene: Scene, fix: Fix) -> Expr:
    """Say what makes it the first: its cost, what it lacks, its status, else its trend."""
    source = scene.source
    share = source.number_at("kpis_attainment", fix.at)
    severity = source.number_at("kpis_sev", fix.at)
    red = tuple(RANK[code] for code in ("at_risk", "behind", "missed"))
    tests = ",".join(f"{severity.text}={rank}" for rank in red)
    is_red = Expr(f"OR({tests})", severity.value in red)
    lacks = Expr(
        f"IF(ISNUMBER({share.text}),ROUND(1-{share.text},9)>0,FALSE)",
        share.value != "" and round(1 - number(share), 9) > 0,
    )
    by_status = when(
        lacks,
        phrase(scene, "message.why_share", share=shown_by(share, "0.0%")),
        phrase(scene, "message.why_status", status=source.text_at("kpis_status", fix.at)),
    )
    trend = phrase(scene, "message.why_trend", trend=source.text_at("kpis_trend", fix.at))
    cost = phrase(scene, "message.why_cost", cost=fix.said_cost)
    costs = Expr(f"{fix.cost.text}>0", number(fix.cost) > 0)
    return when(costs, cost, when(is_red, by_status, trend))


def nothing_wrong(scene: Scene) -> Expr:
    """Say that nothing is to be fixed as far as is known; nothing where no KPI was due yet."""
    known = [_count(scene, code) for code in _KNOWN]
    missing = _count(scene, "no_data")
    judged = Expr("+".join(one.text for one in known), sum(number(one) for one in known))
    enough = Expr(
        f"AND({judged.text}>0,{judged.text}>={missing.text})",
        number(judged) > 0 and number(judged) >= number(missing),
    )
    unknown = when(
        Expr(f"{missing.text}>0", number(missing) > 0),
        phrase(scene, "message.fix_unknown", missing=missing),
        const(""),
    )
    return when(enough, const(scene.say_page("message.fix_none")), unknown)


def _count(scene: Scene, code: str) -> Expr:
    return scene.source.count(("kpis_counted", const(1)), ("kpis_sev", const(RANK[code])))


def trimmed(value: Expr) -> Expr:
    """Drop the spaces around a text, and doubled ones within (TRIM)."""
    return Expr(f"TRIM({value.text})", re.sub(" +", " ", str(value.value)).strip(" "))


_HOLE = re.compile("\x00([a-z]+)\x00")


def phrase(scene: Scene, key: str, **parts: Expr) -> Expr:
    """Word a text of the pages with formulas in its places."""
    worded = text(scene.language, f"page.{key}", **{name: f"\x00{name}\x00" for name in parts})
    pieces = _HOLE.split(worded)
    made: list[Expr | str] = [
        parts[piece] if at % 2 else piece for at, piece in enumerate(pieces) if at % 2 or piece
    ]
    return join(*made, *([""] if len(made) == 1 else []))
