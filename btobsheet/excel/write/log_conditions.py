"""What changes in ⑤ and ⑥ with their values: overdue moves, decisions wanted, months to fill in."""

from __future__ import annotations

from btobsheet.excel.write.paint import area_of, header_of, in_column, in_row, paint
from btobsheet.excel.write.sheet import FastSheet
from btobsheet.excel.write.styles import Styles
from btobsheet.layout.address import letters
from btobsheet.layout.geometry import DATE_ROW, TableGeometry
from btobsheet.layout.look import (
    INPUT_DUE,
    LATE,
    MESSAGE,
    MESSAGE_INK,
    MUTED,
    TODAY,
    WHITE,
    paint_of,
)
from btobsheet.layout.spec import FIRST_ROW


def add_review_conditions(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Mark open reviews past their due day, and what they want decided; mute those done with."""
    due, day, is_open = (in_row(geometry, name) for name in ("due", "today", "open"))
    mark, fill, ink = paint_of("overdue")
    late = styles.get(bg_color=fill, font_color=ink, bold=True, num_format=f'"{mark} "m/d')
    test = f"AND({is_open}=1,ISNUMBER({due}),INT(N({due}))<{day})"
    at = geometry.first_of["due"]
    paint(page, area_of(geometry, at, at), test, late, only=True)
    at = geometry.first_of["decision"]
    wanted = styles.get(bg_color=MESSAGE, font_color=MESSAGE_INK, bold=True)
    paint(page, area_of(geometry, at, at), f"N({in_row(geometry, 'wanted')})>0", wanted, only=True)
    done = f"AND({in_row(geometry, 'used')}=1,{is_open}=0)"
    first, last = geometry.first_of["month"], geometry.first_of["state"]
    paint(page, area_of(geometry, first, last), done, styles.get(font_color=MUTED))


def add_cost_conditions(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Mark the month that is open now, what is still to be filled in of those over, and a row that
    cost more than planned for the year.
    """
    day = f"MAX({in_column(geometry, 'today')})"
    for block in ("plan", "actual"):
        first, last = geometry.first_of[block], geometry.last_of[block]
        month = f"{letters(first)}${DATE_ROW}"
        look = styles.get(bg_color=TODAY, font_color=WHITE)
        paint(page, header_of(first, last), f"AND({day}>={month},{day}<=EOMONTH({month},0))", look)
    first, last = geometry.first_of["actual"], geometry.last_of["actual"]
    cell, month = f"{letters(first)}{FIRST_ROW}", f"{letters(first)}${DATE_ROW}"
    budget = f"{letters(geometry.first_of['plan'])}{FIRST_ROW}"
    missing = f'AND(N({budget})>0,{cell}="",EOMONTH({month},0)<{in_row(geometry, "today")})'
    paint(page, area_of(geometry, first, last), missing, styles.get(bg_color=INPUT_DUE))
    planned, spent = (in_row(geometry, name) for name in ("plan_sum", "actual_sum"))
    over = f"AND({planned}>0,{spent}>{planned})"
    at = geometry.first_of["actual_sum"]
    paint(page, area_of(geometry, at, at), over, styles.get(font_color=LATE, bold=True))
