"""The head of 戦略俯瞰図: policy, message, and eight tiles: KGI, landing, KPIs, actions, money."""

from __future__ import annotations

from btobsheet.layout.sheets.kpi_formulas import RANK
from btobsheet.layout.tabs.amounts import put_currency, short
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.kgi import Kgi
from btobsheet.layout.tabs.message import Fix, message, phrase
from btobsheet.layout.tabs.overview_grid import (
    FACTS,
    FIRST,
    HELPER_TOP,
    LAST,
    MESSAGE,
    SIDE,
    TILES,
    TITLE,
    WIDTHS,
    Slot,
)
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import (
    Expr,
    const,
    filled,
    formatted,
    is_number,
    join,
    number,
    ratio,
    shortened,
    when,
)

_NOTE = 3 * len(WIDTHS)
"""The columns of company and day, at the right of the policy."""
_MONEY = 27
"""The helpers' row of the money."""
Tile = tuple[Expr, Expr, str, Expr]
"""A tile's label, its figure and that one's style, and what stands below."""


def put_head(scene: Scene, canvas: Canvas, kgi: Kgi, fix: Fix) -> None:
    """Write policy, message and tiles."""
    row = HELPER_TOP + _MONEY + 4
    policy = canvas.put(row, FACTS, setting(scene, "policy"), "helper")
    letters = scene.letters("policy")
    invited = when(
        filled(policy), shortened(policy, letters), const(scene.say("guide.invite.policy"))
    )
    canvas.put(TITLE, FIRST, invited, "page_policy", across=LAST - FIRST + 1 - _NOTE)
    named = canvas.put(row + 1, FACTS, _plan(scene), "helper")
    most = scene.letters("title")
    notes = join(shortened(named, most), Expr("CHAR(10)", "\n"), scene.day_line())
    canvas.put(TITLE, LAST - _NOTE + 1, notes, "page_notes", across=_NOTE - 1)
    canvas.put(MESSAGE, FIRST, message(scene, kgi, fix), "message", across=LAST - FIRST)
    tiles = (*_of_kgi(scene, kgi), *_of_plan(scene), _money(scene, canvas))
    for number_of, (label, figure, style, note) in enumerate(tiles, start=1):
        column = Slot(number_of).column
        for row, content, look in (
            (TILES, label, "tile_label"),
            (TILES + 1, figure, style),
            (TILES + 2, note, "tile_note"),
        ):
            canvas.put(row, column, content, look, across=3)
    late = Slot(6).column
    there = f"={canvas.put(HELPER_TOP + _MONEY + 3, FACTS, _overdue(scene), 'helper').text}>0"
    canvas.framed.append((there, (TILES + 1, late, TILES + 1, late + SIDE), "late"))


def setting(scene: Scene, name: str) -> Expr:
    """Look up a setting's text."""
    source = scene.source
    return source.text_at("settings_value", source.find("settings_id", const(name)))


def _plan(scene: Scene) -> Expr:
    """Join the company's name, where there is one, and the plan's title."""
    company = setting(scene, "company")
    gap = when(filled(company), const("　"), const(""))
    return join(company, gap, setting(scene, "title"))


def _say(scene: Scene, key: str, **parts: Expr) -> Expr:
    return phrase(scene, f"overview.{key}", **parts)


def _of_kgi(scene: Scene, kgi: Kgi) -> tuple[Tile, ...]:
    """Give the tiles of actual, attainment and landing."""
    letters = scene.letters("card_kpi")
    actual, target = kgi.said_actual, kgi.said_expected
    annual, forecast = kgi.said_annual, kgi.said_forecast

    def noted(key: str, value: Expr) -> Expr:
        return when(filled(value), _say(scene, key, value=value), const(""))

    name = join("KGI ", shortened(kgi.name, letters))
    return (
        (name, _or_none(actual), "tile_value", noted("tile.target", target)),
        (
            _say(scene, "tile.attainment"),
            when(is_number(kgi.attainment), kgi.attainment, const("－")),
            "tile_share",
            scene.source.text_at("kpis_status", kgi.at),
        ),
        (
            _say(scene, "tile.forecast"),
            _or_none(forecast),
            "tile_value",
            noted("tile.annual", annual),
        ),
    )


def _or_none(value: Expr) -> Expr:
    return when(filled(value), value, const("－"))


def _of_plan(scene: Scene) -> tuple[Tile, ...]:
    """Give the tiles of KPIs, actions and the digital share."""
    source, counted = scene.source, ("actions_counted", const(1))
    fine, red, judged = (
        _kpis(scene, codes)
        for codes in (
            ("on_track", "achieved"),
            ("at_risk", "behind", "missed"),
            tuple(code for code in RANK if code != "reference"),
        )
    )
    weight, done, planned = (
        source.total(f"actions_{name}", counted)
        for name in ("weight", "weight_done", "weight_planned")
    )
    share, due = (formatted(ratio(part, weight), "0%") for part in (done, planned))
    actions = source.count(counted)
    tactic = ("tactics_counted", const(1))
    digital, both, real = (
        source.count(tactic, ("tactics_digital", const(value))) for value in (1, 0.5, 0)
    )
    known = source.count(tactic, ("tactics_digital", ">=0"))
    rate = formatted(ratio(source.total("tactics_digital", tactic), known), "0%")
    return (
        (
            _say(scene, "tile.fine"),
            join(fine, " / ", judged),
            "tile_value",
            _say(scene, "tile.red", count=red),
        ),
        (
            _say(scene, "tile.progress"),
            _or_none(share),
            "tile_value",
            when(filled(due), _say(scene, "tile.due", share=due), const("")),
        ),
        (
            _say(scene, "tile.overdue"),
            _say(scene, "tile.count", count=_overdue(scene)),
            "tile_value",
            _say(scene, "tile.actions", count=actions),
        ),
        (
            _say(scene, "tile.digital"),
            _or_none(rate),
            "tile_value",
            _say(scene, "tile.channels", digital=digital, both=both, real=real),
        ),
    )


def _overdue(scene: Scene) -> Expr:
    return scene.source.count(("actions_counted", const(1)), ("actions_state_no", const(5)))


def _kpis(scene: Scene, codes: tuple[str, ...]) -> Expr:
    """Count the KPIs of some statuses."""
    found = [
        scene.source.count(("kpis_counted", const(1)), ("kpis_sev", const(RANK[code])))
        for code in codes
    ]
    return Expr(f"({'+'.join(one.text for one in found)})", sum(map(number, found)))


def _money(scene: Scene, canvas: Canvas) -> Tile:
    """Give the tile of the money spent."""
    row, counted = HELPER_TOP + _MONEY, ("tactics_counted", const(1))
    measure = put_currency(scene, canvas, row, FACTS)
    spent, budget = (
        canvas.put(row + down, FACTS, scene.source.total(f"tactics_{name}_n", counted), "helper")
        for down, name in enumerate(("spent", "budget"), start=1)
    )
    told = _say(scene, "tile.budget", value=short(scene, budget, measure))
    return (_say(scene, "tile.spent"), short(scene, spent, measure), "tile_value", told)
