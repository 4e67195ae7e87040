"""The formula law's comparison: formula cells by place, and the figures by key, against what
another program computed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from btobsheet.excel.raw.grid import Grid, read_grid
from btobsheet.excel.raw.sheetxml import ELSEWHERE
from btobsheet.layout.address import a1
from btobsheet.layout.spec import HEADER_ROW, KEY_ROW
from btobsheet.wording.words import SHOWN

TOLERANCE = 1e-9
NOTHING = "n"
"""What the values' hidden columns show for a month in which there was nothing to count."""
Rows = dict[str, dict[str, dict[str, Any]]]
KPI_FIGURES = (
    *(
        "actual_to_date",
        "expected_to_date",
        "attainment",
        "last_change",
        "forecast",
        "months_evaluated",
        "missing_months",
        "unit_cost",
    ),
    *("status", "trend", "within_chance"),
)
FIGURES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("kpis", KPI_FIGURES),
    ("actions", ("planned", "working_days", "state")),
    ("tactics", ("status", "progress", "planned", "overdue", "score")),
    ("operations", ("status", "progress", "planned", "overdue", "tactic_count", "digital_share")),
)
GROUPS = {
    ("kpis", "status"): "kpi_status",
    ("tactics", "status"): "kpi_status",
    ("operations", "status"): "kpi_status",
}
GROUPS |= {("kpis", "within_chance"): "within_chance"}
GROUPS |= {("kpis", "trend"): "trend", ("actions", "state"): "action_state"}


def same(ours: object, theirs: object) -> bool:
    """Tell whether two cell values are the same: numbers within the tolerance, empty text as
    nothing.
    """
    ours, theirs = (None if value == "" else value for value in (ours, theirs))
    if isinstance(ours, int | float) and isinstance(theirs, int | float):
        return abs(ours - theirs) <= TOLERANCE * max(1.0, abs(ours), abs(theirs))
    return ours == theirs


def formulas(grid: Grid) -> dict[tuple[str, int, int], object]:
    """Give the value of every formula cell, by sheet, row and column."""
    return {
        (sheet.name, row, column): cell.value
        for sheet in grid.sheets
        for row, cells in sheet.rows.items()
        for column, cell in cells.items()
        if cell.formula
    }


def differences(
    written: Path | bytes | Grid,
    recalculated: Path | Grid,
    leave: frozenset[str] = frozenset(),
    alike: Callable[[object, object], bool] = same,
) -> list[str]:
    """Name every formula cell whose recalculated value is not the one we wrote.

    ``leave`` out the columns with these keys; ``alike`` tells whether two values are the same.
    """
    ours, theirs = (
        item if isinstance(item, Grid) else read_grid(item) for item in (written, recalculated)
    )
    cells = {sheet.name: sheet.rows for sheet in theirs.sheets}
    texts = formula_texts(ours)
    left = {
        (s.name, column)
        for s in ours.sheets
        for column, cell in s.rows.get(KEY_ROW, {}).items()
        if cell.value in leave
    }
    found = []
    for (sheet, row, column), value in formulas(ours).items():
        if (sheet, column) in left:
            continue
        cell = cells[sheet].get(row, {}).get(column)
        if not alike(value, cell.value if cell else None):
            found.append(
                f"{sheet}!{a1(row, column)}: wrote {value!r}, recalculated "
                f"{cell.value if cell else None!r}: {texts[sheet, row, column][:160]}"
            )
    return found


def formula_texts(grid: Grid) -> dict[tuple[str, int, int], str]:
    """Give every formula's text by tab, row and column.

    A shared one's that of the cell above it, with which it is shared.
    """
    found: dict[tuple[str, int, int], str] = {}
    for sheet in grid.sheets:
        for row, cells in sorted(sheet.rows.items()):
            for column, cell in cells.items():
                shared = cell.formula == ELSEWHERE and (sheet.name, row - 1, column) in found
                found[sheet.name, row, column] = (
                    found[sheet.name, row - 1, column] if shared else cell.formula
                )
    return found


def keyed_rows(grid: Grid) -> Rows:
    """Give every cell of the input tables by table, record id and field, found through the keys of
    row 1 alone; "" for a row without id.
    """
    found: Rows = {}
    for sheet in grid.sheets:
        keys = {
            number: str(cell.value).partition(".")
            for number, cell in sheet.rows.get(KEY_ROW, {}).items()
            if "." in str(cell.value)
        }
        for table in {table for table, _, _ in keys.values()}:
            fields = {number: field for number, (of, _, field) in keys.items() if of == table}
            id_column = next(number for number, field in fields.items() if field == "id")
            rows = (
                cells
                for row, cells in sorted(sheet.rows.items())
                if row > HEADER_ROW and cells.keys() & fields.keys()
            )
            found[table] = {
                str(cells[id_column].value if id_column in cells else ""): {
                    field: cells[number].value
                    for number, field in fields.items()
                    if number in cells
                }
                for cells in rows
            }
    return found


def _off(month: Mapping[str, Any], closed: int, number: int) -> float | None:
    """Give how far a closed month is off its target."""
    rate = month["attainment"]
    return None if rate is None or number > closed else rate - 1


def figure_differences(status: Mapping[str, Any], rows: Rows) -> Iterator[str]:
    """Name every figure of the status (as JSON has it) that is not what the cell with its key
    shows.
    """
    names = {item["id"]: item["name"] for item in status["kpis"]}
    for table, fields in FIGURES:
        for item in status[table]:
            cells = rows[table][item["id"]]
            wanted = {
                field: _shown(table, field, item[field], status["plan"]["language"])
                for field in fields
            }
            if table == "kpis":
                for number, month in enumerate(item["monthly"], start=1):
                    wanted |= {
                        f"t.{month['month']}": month["target"],
                        f"v.{month['month']}": month["actual"],
                        f"d.{month['month']}": _off(month, status["plan"]["closed_months"], number),
                    }
            if table in ("tactics", "operations"):
                wanted["driver"] = names.get(item["driver"])
            for field, value in wanted.items():
                cell = cells.get(field)
                if not same(value, None if cell == NOTHING else cell):
                    yield (
                        f"{table} {item['id']} {field}: btobsheet {value!r}, cell "
                        f"{cells.get(field)!r}"
                    )


def _shown(table: str, field: str, value: object, language: str) -> object:
    group = GROUPS.get((table, field))
    value = {True: "yes", False: None}.get(value, value) if isinstance(value, bool) else value
    return (
        next((word.label(language) for word in SHOWN[group] if word.code == value), None)
        if group
        else value
    )
