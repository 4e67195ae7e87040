"""The input tables' first look: what is in sight, what is folded away, how long numbers are cut."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from books import generated, opened
from plans import DAY, small_plan

from btobsheet import api
from btobsheet.excel.write.folds import level_of
from btobsheet.excel.write.kpi_months import example_format, plain_format
from btobsheet.layout.book import BOOK
from btobsheet.layout.twin.saying import said_cells
from btobsheet.plan.model import Plan

PAPER = 1540
"""Pixels across an A3 page between narrow margins."""
TITLES = {"operations": "①作戦", "tactics": "②戦術・KPI", "kpis": "③KPI目標・実績"}


def in_sight(table: str) -> list[tuple[str, int]]:
    """Give the columns that are always in sight with their widths, months as often as they are."""
    return [
        (column.name, column.width)
        for column in BOOK.table(table).columns
        if not column.hidden and not level_of(table, column)
        for _ in range(12 if column.repeat else 1)
    ]


@pytest.mark.parametrize("table", TITLES)
def test_what_is_in_sight_fits_a_page_at_full_size(table: str) -> None:
    assert sum(width for _, width in in_sight(table)) <= PAPER


def test_all_twelve_actuals_stand_beside_the_status() -> None:
    names = [name for name, _ in in_sight("kpis")]
    assert names == [
        *("id", "scope", "name", "status", "attainment", "so_far", "course"),
        *["actual"] * 12,
    ]
    assert {width for name, width in in_sight("kpis") if name == "actual"} == {62}


def test_who_and_why_stand_beside_how_it_goes() -> None:
    seen = in_sight("tactics")
    assert [name for name, _ in seen] == [
        *("id", "operation", "name", "channel", "owner", "intent", "status", "driver"),
        *("attainment", "attain_within", "attain_above", "progress", "overdue"),
    ]
    assert sum(width for _, width in seen) <= 1270


@pytest.mark.parametrize("table", TITLES)
def test_the_rest_is_folded_away_and_opens_group_by_group(table: str) -> None:
    sheet = opened(generated(small_plan(), as_of=DAY), "_btobsheet")[TITLES[table]]
    outlined = [one for one in sheet.column_dimensions.values() if one.outlineLevel]
    levels = {one.outlineLevel for one in outlined}
    assert levels == set(range(1, max(levels) + 1))
    assert all(one.hidden for one in outlined)
    assert sheet.sheet_properties.outlinePr.summaryRight is False
    assert sum(one.collapsed for one in sheet.column_dimensions.values()) == len(levels)


@pytest.mark.slow
def test_a_protected_tab_where_no_group_opens_has_none_folded() -> None:
    data = api.generate(small_plan(), as_of=DAY, protect=True)
    sheet = opened(data, "_btobsheet")[TITLES["kpis"]]
    outlined = [one for one in sheet.column_dimensions.values() if one.outlineLevel]
    assert outlined and not any(one.hidden for one in outlined)


def test_each_row_has_the_sparkline_of_its_own_months() -> None:
    """So rows can be sorted: a sparkline stays in its cell."""
    with ZipFile(BytesIO(generated(small_plan(), as_of=DAY))) as package:
        part = next(
            text
            for name in package.namelist()
            if name.startswith("xl/worksheets/sheet")
            and "sparkline" in (text := package.read(name).decode())
            and "③" in text.partition("<xm:f>")[2][:9]
        )
    drawn = re.findall(r"<xm:f>[^<]*![A-Z]+(\d+):[A-Z]+(\d+)</xm:f><xm:sqref>[A-Z]+(\d+)<", part)
    assert len(drawn) == BOOK.table("kpis").rows
    assert all(len(set(rows)) == 1 for rows in drawn)


def kpi_said(plan: Plan, unit: str, *values: float | None) -> object:
    """Say a KPI's actual and target."""
    item = api.assess(plan, DAY).kpis[0]
    actual, expected = values
    figures = replace(
        item,
        kpi=replace(item.kpi, unit=unit),
        actual_to_date=actual,
        expected_to_date=expected,
        annual=120.0,
    )
    return said_cells(figures, plan.language)["so_far"]


@pytest.mark.parametrize(
    ("unit", "actual", "expected", "ja", "en"),
    [
        ("円", 38_360_000, 42_000_000, "3,836万円 / 4,200万円", "¥38.36M / ¥42.00M"),
        ("円", 110_000_000, 99_994_999, "1.10億円 / 9,999万円", "¥110.0M / ¥100.0M"),
        ("件", 1071, 1200, "1,071件 / 1,200件", "1,071 / 1,200 件"),
        ("件", 12_345, None, "12,345件", "12.3K 件"),
        ("%", 0.589, 0.6, "58.9% / 60.0%", "58.9% / 60.0%"),
        ("時間", 4.25, 4.9, "4.3時間 / 4.9時間", "4.3 / 4.9 時間"),
        ("", -3.0, 0, "-3 / 0", "-3 / 0"),
        ("件", None, 5, "年間 120件", "year 120 件"),
        ("円", None, None, "年間 120円", "year ¥120"),
    ],
)
def test_what_was_reached_is_said_shortly(
    unit: str, actual: float | None, expected: float | None, ja: str, en: str
) -> None:
    plan = small_plan()
    assert kpi_said(plan, unit, actual, expected) == ja
    assert kpi_said(replace(plan, language="en"), unit, actual, expected) == en


def test_without_an_actual_and_a_target_nothing_is_said() -> None:
    item = api.assess(small_plan(), DAY).kpis[0]
    nothing = replace(item, actual_to_date=None, expected_to_date=None, annual=None)
    assert said_cells(nothing, "ja")["so_far"] == ""


@pytest.mark.slow
def test_long_numbers_are_cut_by_format_and_stay_numbers() -> None:
    assert plain_format("ja") == '[>=1000000]#,##0,"千";#,##0'
    assert example_format("ja", '"例 "#,##0') == (
        '[>=1000000]#,##0,"千";[>=100000]#,##0;"例 "#,##0'
    )
    plan = small_plan()
    first = plan.kpis[0]
    large = replace(first, unit="円", actual=(10_200_000, 400, *first.actual[2:]))
    data = generated(replace(plan, kpis=(large, *plan.kpis[1:])), as_of=DAY)
    (row,) = opened(data, TITLES["kpis"])[TITLES["kpis"]].iter_rows(min_row=8, max_row=8)
    cells = {cell.value: cell.number_format for cell in row if cell.value in (10_200_000, 400)}
    assert cells == dict.fromkeys((10_200_000, 400), '[>=10000]#,##0,"千";#,##0')
