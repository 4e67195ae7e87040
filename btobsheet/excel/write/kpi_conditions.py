"""What changes in the table of KPIs with its values: percents, this month, months below target."""

from __future__ import annotations

from btobsheet.excel.write.paint import area_of, header_of, in_column, in_row, paint
from btobsheet.excel.write.sheet import FastSheet
from btobsheet.excel.write.styles import Styles
from btobsheet.layout.address import letters
from btobsheet.layout.geometry import DATE_ROW, NUMBER_ROW, TableGeometry
from btobsheet.layout.kinds import KpiValue
from btobsheet.layout.look import AT_RISK, CLOSED, LATE, TODAY
from btobsheet.layout.spec import FIRST_ROW


def add_kpi_conditions(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Add the conditional formats that only KPIs have."""
    _value_formats(page, geometry, styles)
    _this_month(page, geometry, styles)
    _attained(page, geometry, styles)


def _value_formats(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Show a KPI's values as percent where its unit says so, and one decimal of small numbers that
    have any.
    """
    unit = in_row(geometry, "unit")
    percent = f'OR({unit}="%",{unit}="％")'
    for column in geometry.table.columns:
        if isinstance(column.kind, KpiValue) and not column.hidden:
            area = area_of(geometry, geometry.first_of[column.name], geometry.last_of[column.name])
            cell = f"{letters(geometry.first_of[column.name])}{FIRST_ROW}"
            paint(page, area, percent, styles.get(num_format="0.0%"), only=True)
            broken = (
                f"AND(ISNUMBER({cell}),ABS(N({cell}))<1000,ROUND(N({cell}),1)<>ROUND(N({cell}),0))"
            )
            paint(page, area, broken, styles.get(num_format="#,##0.0"))


def _this_month(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Mark the month that is open now in the headers of targets and actuals."""
    for block in ("target", "actual"):
        first, last = geometry.first_of[block], geometry.last_of[block]
        month, day = f"{letters(first)}${DATE_ROW}", f"MAX({in_column(geometry, 'today')})"
        look = styles.get(bg_color=TODAY, font_color="#FFFFFF")
        paint(page, header_of(first, last), f"AND({day}>={month},{day}<=EOMONTH({month},0))", look)


def add_closed(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Mark targets and actuals of months that were closed as presented."""
    for block in ("target", "actual"):
        first, last = geometry.first_of[block], geometry.last_of[block]
        month = f"{letters(first)}${NUMBER_ROW}"
        since, through = (in_row(geometry, name) for name in ("frozen_from", "frozen_to"))
        look = styles.get(bg_color=CLOSED)
        test = f"AND({month}>={since},{month}<={through})"
        paint(page, area_of(geometry, first, last), test, look)


def _attained(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Colour each closed month's actual by its attainment, by the plan's own thresholds."""
    first, last = geometry.first_of["actual"], geometry.last_of["actual"]
    cell, off = f"{letters(first)}{FIRST_ROW}", _same_month(geometry, "d", letters(first))
    fine, fair = (in_row(geometry, name) for name in ("fine", "fair"))
    area = area_of(geometry, first, last)
    for limit, look in (
        (fair, styles.get(font_color=LATE, bold=True)),
        (fine, styles.get(font_color=AT_RISK)),
    ):
        test = f"AND(ISNUMBER({cell}),IFERROR(ROUND({off}+1-{limit},9)<0,FALSE))"
        paint(page, area, test, look)


def _same_month(geometry: TableGeometry, block: str, column: str) -> str:
    """Give a block's cell of the month that stands above a column: found by its number, since
    people insert columns.
    """
    first, last = (f"${letters(at[block])}" for at in (geometry.first_of, geometry.last_of))
    numbers = f"{first}${NUMBER_ROW}:{last}${NUMBER_ROW}"
    row = f"{first}{FIRST_ROW}:{last}{FIRST_ROW}"
    return f"INDEX({row},1,MATCH({column}${NUMBER_ROW},{numbers},0))"
