"""A day typed into a cell for a number is told: the format of the cell gives it away."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import openpyxl
import pytest
from books import bare_book
from plans import DAY, changed, small_plan

from btobsheet import api
from btobsheet.api import copies
from btobsheet.excel.raw.formats import is_day
from btobsheet.excel.raw.grid import read_grid
from btobsheet.excel.read.reader import read_workbook
from btobsheet.layout.address import letters
from btobsheet.problems import Problem
from btobsheet.reports.problems import message


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("yyyy/m/d", True),
        ("yyyy/m/d h:mm", True),
        ('m"月"d"日"', True),
        ("[$-411]ggge年m月d日;@", True),
        ("[$-ja-JP]e.m.d", True),
        ("mmm-yy", True),
        ("mmmm", True),
        ("h:mm", False),
        ("[h]:mm", False),
        ("mm:ss", False),
        ("General", False),
        ('General"day"', False),
        ("#,##0", False),
        ('#,##0"day"', False),
        ("0.00E+00", False),
        ("#,##0;[Red]-#,##0", False),
        ("#,##0;[Red]-#,##0;", False),
        ("0%", False),
        ("@", False),
    ],
)
def test_a_format_of_days(code: str, day: bool) -> None:
    assert is_day(code) is day


def shown(table: str, record_id: str, field: str, value: object, code: str) -> bytes:
    """Give the small plan's workbook with a value in one cell, shown in a format."""
    data = bare_book(changed(small_plan(), "K02", unit="件"))
    made = read_workbook(data)
    row = next(one.origin.row for one in made.rows[table] if one.cells.get("id") == record_id)
    located = made.tables[table]
    book = openpyxl.load_workbook(BytesIO(data))
    cell = book[located.sheet.name].cell(row, located.number(field))
    cell.value = value
    cell.number_format = code
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def told(data: bytes) -> list[Problem]:
    return [item for item in api.check(data, as_of=DAY)[1] if item.code[1:3] in ("20", "21")]


THIRD = dt.datetime(2026, 10, 3)

CASES: tuple[tuple[str, str, str, object, str, str], ...] = (
    ("kpis", "K02", "actual.2026-09", THIRD, "yyyy/m/d", "46,298件"),
    ("kpis", "K02", "annual_target", 46298, "mmm-yy", "46,298件"),
    ("tactics", "T01", "budget", THIRD, "yyyy/m/d", "46,298"),
    ("costs", "C01", "actual.2026-09", 46298.5, "m/d", "46,298.5"),
    ("people", "P01", "days_per_month", 12, "d", "12"),
)


@pytest.mark.parametrize(("table", "record_id", "field", "value", "code", "read"), CASES)
def test_a_day_in_a_cell_for_a_number_is_told_with_the_number_read(
    table: str, record_id: str, field: str, value: object, code: str, read: str
) -> None:
    data = shown(table, record_id, field, value, code)
    (problem,) = told(data)
    day = "1900/1/11" if value == 12 else "2026/10/3"
    assert (problem.code, problem.value, problem.details["read"]) == ("W219", day, read)
    located = read_workbook(data).tables[table]
    assert problem.place is not None
    assert problem.place.sheet == located.sheet.name
    assert problem.place.cell.startswith(letters(located.number(field)))
    assert all(word in message(problem, "ja") for word in (record_id, day, read))


@pytest.mark.parametrize(
    ("table", "record_id", "field", "value", "code"),
    [
        ("kpis", "K02", "actual.2026-09", 52, "#,##0"),
        ("kpis", "K02", "actual.2026-09", 52, "[h]:mm"),
        ("kpis", "K02", "actual.2026-10", None, "yyyy/m/d"),
        ("kpis", "K02", "note", THIRD, "yyyy/m/d"),
        ("actions", "A004", "start", THIRD, "yyyy/m/d"),
        ("tactics", "T01", "accepted_on", THIRD, "yyyy/m/d"),
    ],
)
def test_other_cells_are_left_alone(
    table: str, record_id: str, field: str, value: object, code: str
) -> None:
    assert told(shown(table, record_id, field, value, code)) == []


def test_the_cell_is_marked() -> None:
    data = shown("kpis", "K02", "actual.2026-09", THIRD, "yyyy/m/d")
    marked = read_grid(copies.mark(data, as_of=DAY)).sheets[0]
    said = [str(cell.value) for cells in marked.rows.values() for cell in cells.values()]
    assert "W219" in said
    assert "2026/10/3" in said
