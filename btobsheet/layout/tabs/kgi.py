"""The KGI that a plan is judged by, in helper cells that message, tiles and chart share."""

from __future__ import annotations

from btobsheet.layout.tabs.amounts import Measure, difference, put_measure, short
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import Expr, const, filled, number, when
from btobsheet.quickclass import dataclass

ROWS = 11
"""So many helper cells stand below each other, two wide."""


@dataclass(frozen=True)
class Kgi:
    """The KGI's row in ③ (0 for none) and its figures, each a cell; ``severity`` is its status'
    rank, ``over`` 1 where all its months are closed, ``said_…`` a figure with its unit.
    """

    at: Expr
    name: Expr
    measure: Measure
    severity: Expr
    actual: Expr
    expected: Expr
    annual: Expr
    forecast: Expr
    attainment: Expr
    gap: Expr
    over: Expr
    said_actual: Expr
    said_expected: Expr
    said_annual: Expr
    said_forecast: Expr
    said_gap: Expr


def put_kgi(scene: Scene, canvas: Canvas, row: int, column: int) -> Kgi:
    """Write the main KGI's figures downward from a cell: of several the one that stands worst."""
    source = scene.source
    worst = source.number_at("worst_row", source.find("worst_scope", const("KGI")))
    first = source.find("kpis_scope_id", const("KGI"))
    found = when(Expr(f"N({worst.text})>0", number(worst) > 0), worst, first)
    at = canvas.put(row, column, found, "helper")
    name = source.text_at("kpis_name", at)
    named = when(filled(name), name, source.text_at("kpis_id", at))

    def figure(down: int, field: str) -> Expr:
        return canvas.put(row + down, column, source.number_at(f"kpis_{field}", at), "helper")

    forecast, annual = figure(6, "forecast"), figure(5, "annual")
    known = all(isinstance(one.value, int | float) for one in (forecast, annual))
    gap = Expr(
        f"IF(AND(ISNUMBER({forecast.text}),ISNUMBER({annual.text})),"
        f'{forecast.text}-{annual.text},"")',
        number(forecast) - number(annual) if known else "",
    )
    span, closed = (source.number_at(f"kpis_{field}", at) for field in ("span", "over"))
    over = Expr(
        f"IF(N({span.text})>0,IF({closed.text}={span.text},1,0),0)",
        int(number(span) > 0 and closed.value == span.value),
    )
    measure = put_measure(scene, canvas, at, row + 1, column)
    actual, expected = figure(3, "actual_to_date"), figure(4, "expected_to_date")
    off = canvas.put(row + 8, column, gap, "helper")

    def said(down: int, content: Expr) -> Expr:
        return canvas.put(row + down, column + 1, content, "helper")

    return Kgi(
        at=at,
        name=canvas.put(row, column + 1, named, "helper"),
        measure=measure,
        severity=figure(2, "sev"),
        actual=actual,
        expected=expected,
        annual=annual,
        forecast=forecast,
        attainment=figure(7, "attainment"),
        gap=off,
        over=canvas.put(row + 9, column, over, "helper"),
        said_actual=said(3, short(scene, actual, measure)),
        said_expected=said(4, short(scene, expected, measure)),
        said_annual=said(5, short(scene, annual, measure)),
        said_forecast=said(6, short(scene, forecast, measure)),
        said_gap=said(8, difference(scene, off, measure)),
    )
