"""The dashboard's page of money: month by month, by product or business, and of stopped tactics;
and where KPIs land against last year.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from btobsheet.layout.macros import ANY_NUMBER
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import (
    Expr,
    const,
    formatted,
    join,
    number,
    positive,
    ratio,
    when,
)

SEGMENTS, STOPPED, LAST_YEARS = 6, 4, 6
MONTHS = 12
_COUNTED = ("costs_counted", const(1))

Column = tuple[str, Callable[[Expr], Expr], str, int]


def put_money_months(scene: Scene, canvas: Canvas, row: int) -> int:
    """Write what each month was to cost and cost, cumulated too; give the row after it.

    Cumulated spending ends with the last closed month: the one that is open is half spent.
    """
    source = scene.source
    heading = join(scene.say("dashboard.money_months"), " (", source.name("currency_word"), ")")
    canvas.head(row, heading, 9, 22)
    heads = ("month", "budget", "spent", "budget_so_far", "spent_so_far")
    for column, head in enumerate(heads, start=2):
        canvas.put(row + 1, column, scene.say(f"dashboard.head.{head}"), "head")
    found: dict[str, list[Expr]] = {"plan": [], "actual": []}
    for k in range(1, MONTHS + 1):
        at = row + 1 + k
        canvas.put(at, 2, source.text_at("month_label", const(k + 1)), "cell_center")
        for offset, (block, cells) in enumerate(found.items(), start=3):
            cells.append(canvas.put(at, offset, _amount(scene, f"costs_{block}_{k}"), "money"))
        canvas.put(at, 5, _so_far(found["plan"]), "money")
        over = Expr(f"closed_months>={k}", number(source.name("closed_months")) >= k)
        canvas.put(at, 6, when(over, _so_far(found["actual"]), const("")), "money")
    rows = source.count(("costs_used", const(1)))
    note = when(positive(rows), const(""), const(scene.say("dashboard.money_none")))
    canvas.put(row + 2 + MONTHS, 2, note, "hint")
    return row + 4 + MONTHS


def segment_line(scene: Scene) -> tuple[Column, ...]:
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

    return (
        ("segment", lambda at: source.text_at("tactics_segment_key", at), "cell_strong", 2),
        ("tactics", lambda at: _where(at, source.count(*of(at))), "number", 1),
        ("budget", total("budget_n"), "money", 1),
        ("spent", total("spent_n"), "money", 1),
        ("progress", progress, "percent", 1),
    )


def stopped_line(scene: Scene) -> tuple[Column, ...]:
    """Give the columns of a stopped tactic: until when, what it cost, why."""
    source = scene.source
    return (
        ("stopped_on", lambda at: _day(scene, at), "cell_center", 1),
        ("tactic", lambda at: source.text_at("tactics_label", at), "cell_strong", 2),
        ("spent", lambda at: source.number_at("tactics_spent_n", at), "money", 1),
        ("reason", lambda at: source.text_at("tactics_reason", at), "cell", 4),
    )


def last_year_line(scene: Scene) -> tuple[Column, ...]:
    """Give the columns of a KPI beside last year: where it lands, and how that compares."""
    source = scene.source
    return (
        ("kpi", lambda at: source.text_at("kpis_label", at), "cell_strong", 2),
        ("last_year", lambda at: scene.kpi_amount("last_n", at), "cell_right", 1),
        ("forecast", lambda at: scene.kpi_amount("forecast", at), "cell_right", 1),
        ("on_year", lambda at: source.number_at("kpis_on_year", at), "percent", 1),
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
