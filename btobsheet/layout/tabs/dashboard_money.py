"""The dashboard's page of money: month by month, by product or business, and of stopped tactics;
and where KPIs land against last year.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from btobsheet.layout.macros import ANY_NUMBER
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.dashboard_grid import (
    HELPERS,
    LAST,
    PEOPLE,
    SEGMENTS,
    STOPPED,
    Field,
    at,
    counted,
    hinted,
    put_fields,
    put_head,
    put_section,
)
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import (
    Expr,
    const,
    formatted,
    join,
    number,
    positive,
    ratio,
    shortened,
    when,
)
from btobsheet.status.effect import MONTHS

_LINES, _STOPPED = STOPPED - SEGMENTS - 3, LAST - STOPPED - 1
_COUNTED = ("costs_counted", const(1))


def put_money(scene: Scene, canvas: Canvas) -> None:
    """Write the second page's money, below and beside the people; where there is nothing to show
    its heading says where to type it.
    """
    _months(scene, canvas)
    _table(scene, canvas, SEGMENTS, "segments", (1, 11), _LINES, _segment_fields(scene))
    _table(scene, canvas, SEGMENTS, "last_years", (14, 24), _LINES, _last_year_fields(scene))
    _table(scene, canvas, STOPPED, "stopped", (1, 24), _STOPPED, _stopped_fields(scene))


_ORDERS = {
    "segments": "tactics_segment_ord",
    "stopped": "tactics_stop_ord",
    "last_years": "kpis_on_year_ord",
}


def _table(
    scene: Scene,
    canvas: Canvas,
    row: int,
    name: str,
    columns: tuple[int, int],
    lines: int,
    fields: tuple[Field, ...],
) -> None:
    """Write one table, its pointers in a helper column of its own."""
    source, order = scene.source, _ORDERS[name]
    total = source.numbers(order)
    typed = source.numbers("kpis_last_n") if name == "last_years" else None
    heading = hinted(scene, name, counted(scene, name, total, lines), total, typed)
    put_section(canvas, row, heading, *columns)
    helper = HELPERS + list(_ORDERS).index(name) + 1
    pointers = [
        canvas.put(row + 1 + k, helper, source.kth(order, const(k)), "helper")
        for k in range(1, lines + 1)
    ]
    put_fields(scene, canvas, row + 1, pointers, fields)


def _months(scene: Scene, canvas: Canvas) -> None:
    """Write what each month was to cost and cost, cumulated too.

    Cumulated spending ends with the last closed month: the one that is open is half spent.
    """
    source = scene.source
    heading = join(scene.say_page("dash.money_months"), " (", source.name("currency_word"), ")")
    rows = source.count(("costs_used", const(1)))
    put_section(canvas, PEOPLE, hinted(scene, "money", heading, rows), 14, 24)
    heads = ("month", "budget", "spent", "budget_so_far", "spent_so_far")
    places = ((14, 2), (16, 2), (18, 2), (20, 2), (22, 3))
    for (column, across), head in zip(places, heads, strict=True):
        style = "list" if head == "month" else "list_money"
        put_head(scene, canvas, PEOPLE + 1, Field(head, column, across, lambda one: one, style))
    found: dict[str, list[Expr]] = {"plan": [], "actual": []}
    for k in range(1, MONTHS + 1):
        row = PEOPLE + 1 + k
        label = source.text_at("month_label", const(k + 1))
        canvas.put(row, at(14), label, "list")
        for column, (block, cells) in zip((16, 18), found.items(), strict=True):
            amount = _amount(scene, f"costs_{block}_{k}")
            cells.append(canvas.put(row, at(column), amount, "list_money", across=2))
        canvas.put(row, at(20), _so_far(found["plan"]), "list_money", across=2)
        over = Expr(f"closed_months>={k}", number(source.name("closed_months")) >= k)
        spent = when(over, _so_far(found["actual"]), const(""))
        canvas.put(row, at(22), spent, "list_money", across=3)
    _without_months(scene, canvas, found["plan"], found["actual"])


def _without_months(
    scene: Scene, canvas: Canvas, plan: Sequence[Expr], actual: Sequence[Expr]
) -> None:
    """Write below the months the money that only ② tells, so that both add up to the tiles."""
    row, amounts = PEOPLE + 2 + MONTHS, list[Expr]()
    for column, (name, cells) in zip((16, 18), (("budget", plan), ("spent", actual)), strict=True):
        whole = scene.source.total(f"tactics_{name}_n", ("tactics_counted", const(1)))
        months = sum(number(cell) for cell in cells)
        area = f"{cells[0].text}:{cells[-1].text}"
        left = Expr(f"ROUND({whole.text}-SUM({area}),2)", round(number(whole) - months, 2))
        shown = when(positive(left), left, const(""))
        amounts.append(canvas.put(row, at(column), shown, "list_money", across=2))
    known = Expr(
        f"COUNT({amounts[0].text},{amounts[1].text})", sum(one.value != "" for one in amounts)
    )
    said = const(scene.say_page("dash.money_rest"))
    canvas.put(row, at(14), when(positive(known), said, const("")), "list")


def _segment_fields(scene: Scene) -> tuple[Field, ...]:
    """Give the columns of a product or business: its counted tactics, progress and money."""
    source = scene.source

    def of(at: Expr) -> tuple[tuple[str, Expr], ...]:
        key = source.text_at("tactics_segment_key", at)
        return (("tactics_counted", const(1)), ("tactics_segment_key", key))

    def total(column: str) -> Callable[[Expr], Expr]:
        return lambda at: _where(at, source.total(f"tactics_{column}", *of(at)))

    def progress(at: Expr) -> Expr:
        done, weight = (source.total(f"tactics_sum_{name}", *of(at)) for name in ("done", "weight"))
        return _where(at, ratio(done, weight))

    def name(at: Expr) -> Expr:
        return shortened(source.text_at("tactics_segment_key", at), scene.letters("owner") * 3 // 2)

    return (
        Field("segment", 1, 4, name, "list_strong"),
        Field("tactics", 5, 1, lambda at: _where(at, source.count(*of(at))), "list_count"),
        Field("budget", 6, 2, total("budget_n"), "list_money"),
        Field("spent", 8, 2, total("spent_n"), "list_money"),
        Field("progress", 10, 2, progress, "list_share"),
    )


def _stopped_fields(scene: Scene) -> tuple[Field, ...]:
    """Give the columns of a stopped tactic: until when, what it cost, why."""
    source = scene.source
    letters = scene.letters("note")

    def reason(at: Expr) -> Expr:
        return shortened(source.text_at("tactics_reason", at), letters)

    def named(at: Expr) -> Expr:
        return shortened(source.text_at("tactics_label", at), scene.letters("list"))

    return (
        Field("stopped_on", 1, 2, lambda at: _day(scene, at), "list_center"),
        Field("tactic", 3, 7, named, "list_strong"),
        Field("spent", 10, 2, lambda at: source.number_at("tactics_spent_n", at), "list_money"),
        Field("reason", 12, 13, reason, "list_under"),
    )


def _last_year_fields(scene: Scene) -> tuple[Field, ...]:
    """Give the columns of a KPI beside last year: where it lands, and how that compares."""
    source = scene.source
    letters = scene.letters("dash")

    def named(at: Expr) -> Expr:
        return shortened(source.text_at("kpis_label", at), letters)

    return (
        Field("kpi", 14, 5, named, "list_strong"),
        Field("last_year", 19, 2, lambda at: scene.kpi_amount("last_n", at), "list_right"),
        Field("forecast", 21, 2, lambda at: scene.kpi_amount("forecast", at), "list_right"),
        Field("on_year", 23, 2, lambda at: source.number_at("kpis_on_year", at), "list_share"),
    )


def _day(scene: Scene, at: Expr) -> Expr:
    return formatted(scene.source.number_at("tactics_stopped_on", at), "yyyy/m/d")


def _amount(scene: Scene, column: str) -> Expr:
    """Add a month's amounts of the tactics that count; an empty text where none is typed."""
    numbers = (_COUNTED, (column, ANY_NUMBER.strip('"')))  # an error value is none
    total = scene.source.total(column, *numbers)
    return when(positive(scene.source.count(*numbers)), total, const(""))


def _so_far(cells: Sequence[Expr]) -> Expr:
    """Add the cells up to here; an empty text where none holds a number."""
    area = f"{cells[0].text}:{cells[-1].text}"
    known = [number(cell) for cell in cells if cell.value != ""]
    return Expr(f'IF(COUNT({area})=0,"",SUM({area}))', sum(known) if known else "")


def _where(at: Expr, value: Expr) -> Expr:
    """Show a value in a line that stands for something."""
    return when(positive(at), value, const(""))
