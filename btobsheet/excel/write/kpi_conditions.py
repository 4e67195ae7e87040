"""What changes in the table of KPIs with its values: what is missing, what is due, what is below
its target, percents.

A month's rules are in the order of what matters most, since some programs show the first alone that
holds: what is below target is therefore told with each ground it may stand on.
"""

from __future__ import annotations

from xlsxwriter.format import Format

from btobsheet.excel.write.canvases import sparkline
from btobsheet.excel.write.kpi_months import BROKEN, LARGE
from btobsheet.excel.write.looks import PERCENT
from btobsheet.excel.write.named.props import Props
from btobsheet.excel.write.paint import Area, area_of, header_of, in_column, in_row, paint
from btobsheet.excel.write.sheet import FastSheet
from btobsheet.excel.write.styles import Styles
from btobsheet.layout.address import letters, quoted
from btobsheet.layout.geometry import NUMBER_ROW, TableGeometry
from btobsheet.layout.kinds import KpiValue
from btobsheet.layout.look import AT_RISK, CLOSED, INPUT_DUE, LATE, PALE, TODAY, paint_of
from btobsheet.layout.spec import FIRST_ROW
from btobsheet.wording.forms import number_format

_BLOCKS = ("target", "actual")
_LATE_INK, _RISK_INK = {"font_color": LATE, "bold": True}, {"font_color": AT_RISK}


def add_kpi_months(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Add what the months of KPIs say: it goes before the marks of examples, so that an example of
    a closed month shows both.
    """
    _missing(page, geometry, styles)
    ratio = f"{in_row(geometry, 'agg')}=4"
    grounds: tuple[tuple[str, Props], ...] = (
        (_frozen(geometry), {"bg_color": CLOSED}),
        (f"NOT({ratio}),{_due(geometry)}", {"bg_color": INPUT_DUE}),
    )
    for test, ground in (*grounds, ("TRUE", {})):
        _attained(page, geometry, styles, test, ground)
    area = _area(geometry, "actual")
    for test, ground in (*grounds, (ratio, {"bg_color": PALE})):
        paint(page, area, f"AND({test})", styles.get(**ground))
    paint(page, _area(geometry, "target"), f"AND({_frozen(geometry, 'target')})", _closed(styles))


def add_kpi_conditions(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Add the other conditional formats that only KPIs have."""
    _value_formats(page, geometry, styles)
    _this_month(page, geometry, styles)
    _courses(page, geometry)
    at = geometry.first_of["name"]
    main = f"{in_row(geometry, 'is_main')}=1"
    paint(page, area_of(geometry, at, at), main, styles.get(bold=True))


def _area(geometry: TableGeometry, block: str) -> Area:
    return area_of(geometry, geometry.first_of[block], geometry.last_of[block])


def _cell(geometry: TableGeometry, block: str = "actual") -> str:
    return f"{letters(geometry.first_of[block])}{FIRST_ROW}"


def _number(geometry: TableGeometry, block: str = "actual") -> str:
    """Give the number of the month that a rule is asked for."""
    return f"{letters(geometry.first_of[block])}${NUMBER_ROW}"


def _closed(styles: Styles) -> Format:
    return styles.get(bg_color=CLOSED)


def _value_formats(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Show a KPI's values as percent where its unit says so, one decimal of small numbers that have
    any, and the months of a row with long ones in thousands.
    """
    percent = is_percent_row(geometry)
    for column in geometry.table.columns:
        if isinstance(column.kind, KpiValue) and not column.hidden:
            first, last = geometry.first_of[column.name], geometry.last_of[column.name]
            area, cell = area_of(geometry, first, last), _cell(geometry, column.name)
            paint(page, area, percent, styles.get(num_format=PERCENT), only=True)
            paint(page, area, is_broken(cell), styles.get(num_format=BROKEN))
            for name, least in LARGE.items() if column.repeat else ():
                largest = f"MAX(${letters(first)}{FIRST_ROW}:${letters(last)}{FIRST_ROW})"
                look = styles.get(num_format=number_format(geometry.language, name))
                paint(page, area, f"{largest}>={least:.0f}", look, only=True)


def is_percent_row(geometry: TableGeometry) -> str:
    """Give the test for a KPI that is counted in percent."""
    unit = in_row(geometry, "unit")
    return f'OR({unit}="%",{unit}="％")'


def is_broken(cell: str) -> str:
    """Give the test for a small number that has decimals."""
    return f"AND(ISNUMBER({cell}),ABS(N({cell}))<1000,ROUND(N({cell}),1)<>ROUND(N({cell}),0))"


def _this_month(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Mark the month to be typed now, the last closed one, in the headers."""
    look = styles.get(bg_color=TODAY, font_color="#FFFFFF")
    for block in _BLOCKS:
        header = header_of(geometry.first_of[block], geometry.last_of[block])
        now = f"MAX(0,{in_column(geometry, 'closed')})"
        paint(page, header, f"{_number(geometry, block)}={now}", look)


def _courses(page: FastSheet, geometry: TableGeometry) -> None:
    """Draw how far the closed months are off their targets: each row's cell looks at its own row,
    so that rows can be sorted.
    """
    at, tab = letters(geometry.first_of["course"]), quoted(geometry.title)
    first, last = (letters(of["d"]) for of in (geometry.first_of, geometry.last_of))
    rows = range(FIRST_ROW, geometry.last_row + 1)
    drawn = sparkline("") | {
        "location": [f"{at}{row}" for row in rows],
        "range": [f"{tab}!{first}{row}:{last}{row}" for row in rows],
    }
    page.add_sparkline(FIRST_ROW - 1, geometry.first_of["course"] - 1, drawn)


def _frozen(geometry: TableGeometry, block: str = "actual") -> str:
    """Give the tests for a month that was closed as presented."""
    month = _number(geometry, block)
    since, through = (in_row(geometry, name) for name in ("frozen_from", "frozen_to"))
    return f"{month}>={since},{month}<={through}"


def _in_effect(geometry: TableGeometry) -> str:
    """Give the tests for a month in which the KPI is counted."""
    month = _number(geometry)
    return f"{month}>={in_row(geometry, 'from_n')},{month}<={in_row(geometry, 'to_n')}"


def _due(geometry: TableGeometry) -> str:
    """Give the tests for the month to be typed now."""
    return f"{_number(geometry)}={in_row(geometry, 'closed')},{_in_effect(geometry)}"


def _missing(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Show where a closed month misses its value; the cell stays empty."""
    tests = (
        f'{in_row(geometry, "gap")}<>"",{_cell(geometry)}="",'
        f"{_number(geometry)}<=N({in_row(geometry, 'closed')}),{_in_effect(geometry)}"
    )
    look = styles.get(bg_color=paint_of("no_data").fill)
    paint(page, _area(geometry, "actual"), f"AND({tests})", look, only=True)


def _attained(
    page: FastSheet, geometry: TableGeometry, styles: Styles, ground_test: str, ground: Props
) -> None:
    """Colour each closed month's actual by its attainment, by the plan's own thresholds."""
    cell, off = _cell(geometry), same_month(geometry, "d", letters(geometry.first_of["actual"]))
    fine, fair = (in_row(geometry, name) for name in ("fine", "fair"))
    for limit, ink in ((fair, _LATE_INK), (fine, _RISK_INK)):
        below = f"IFERROR(ROUND({off}+1-{limit},9)<0,FALSE)"
        test = f"AND(ISNUMBER({cell}),{ground_test},{below})"
        paint(page, _area(geometry, "actual"), test, styles.get(**ink, **ground))


def same_month(geometry: TableGeometry, block: str, column: str) -> str:
    """Give a block's cell of the month that stands above a column: found by its number, since
    people insert columns.
    """
    first, last = (f"${letters(at[block])}" for at in (geometry.first_of, geometry.last_of))
    numbers = f"{first}${NUMBER_ROW}:{last}${NUMBER_ROW}"
    row = f"{first}{FIRST_ROW}:{last}{FIRST_ROW}"
    return f"INDEX({row},1,MATCH({column}${NUMBER_ROW},{numbers},0))"
