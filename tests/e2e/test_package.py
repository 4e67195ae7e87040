"""The .xlsx itself: valid by the published schemas, and free of what makes Excel offer a repair."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from books import generated, opened, sample_book
from checkout import SHARED
from lxml import etree
from openpyxl.worksheet.cell_range import CellRange
from understood import understood

from btobsheet import api
from btobsheet.excel.raw.grid import read_grid
from btobsheet.plan.calendar import Month

SCHEMAS = SHARED / "schemas"
KINDS = (
    ("xl/worksheets/sheet", "sml"),
    ("xl/workbook.xml", "sml"),
    ("xl/styles.xml", "sml"),
    ("xl/sharedStrings.xml", "sml"),
    ("xl/tables/table", "sml"),
    ("xl/charts/chart", "dml-chart"),
    ("xl/drawings/drawing", "dml-spreadsheetDrawing"),
    ("docProps/custom.xml", "shared-documentPropertiesCustom"),
    ("docProps/app.xml", "shared-documentPropertiesExtended"),
)
BOOKS = (
    "ja-week",
    "en-day",
    "sample-ja",
    *(pytest.param(name, marks=pytest.mark.slow) for name in ("en-month", "sample-en")),
)


@cache
def written(name: str) -> bytes:
    first, _, second = name.partition("-")
    languages: Any = {"ja": "ja", "en": "en"}
    units: Any = {"week": "week", "day": "day", "month": "month"}
    if first == "sample":
        return sample_book(languages[second])
    return generated(
        api.load_template(
            language=languages[first], calendar=units[second], start=Month(2026, 10)
        ).plan
    )


@cache
def schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(SCHEMAS / f"{name}.xsd")))


@pytest.mark.slow
@pytest.mark.skipif(
    not SCHEMAS.is_dir(), reason="the ECMA-376 schemas are not beside this checkout"
)
@pytest.mark.parametrize("name", BOOKS)
def test_every_part_is_valid(name: str) -> None:
    checked = set()
    with ZipFile(BytesIO(written(name))) as package:
        for part in package.namelist():
            kind = next(
                (kind for start, kind in KINDS if part.startswith(start) and part.endswith(".xml")),
                None,
            )
            if kind:
                assert schema(kind).validate(understood(package.read(part))), (
                    f"{part}: {schema(kind).error_log}"
                )
                checked.add(kind)
    assert checked == {kind for _, kind in KINDS}


@pytest.fixture(scope="module", params=BOOKS)
def book(request: pytest.FixtureRequest) -> tuple[bytes, Any]:
    """Give a workbook to look at, loaded once for all tests of it."""
    data = written(request.param)
    return data, opened(data, "_btobsheet")


@pytest.mark.slow
def test_nothing_overlaps(book: tuple[bytes, Any]) -> None:
    """Two validations on a cell, or tables and merges over each other, make Excel repair the file."""
    counted = 0
    for sheet in book[1].worksheets:
        validated = [
            area for item in sheet.data_validations.dataValidation for area in item.sqref.ranges
        ]
        blocks = [CellRange(table.ref) for table in sheet.tables.values()] + list(
            sheet.merged_cells.ranges
        )
        assert list(overlaps(validated)) == [], sheet.title
        assert list(overlaps(blocks)) == [], sheet.title
        counted += len(validated) + len(blocks)
    assert counted > 60


def overlaps(areas: list[CellRange]) -> Iterator[tuple[str, str]]:
    return (
        (one.coord, other.coord)
        for one, other in itertools.combinations(areas, 2)
        if not one.isdisjoint(other)
    )


@pytest.mark.few(1)
def test_no_name_is_used_twice_and_every_table_header_is_its_cell(
    book: tuple[bytes, Any],
) -> None:
    data, loaded = book
    grid = {sheet.name: sheet.rows for sheet in read_grid(data).sheets}
    tables = [(sheet, table) for sheet in loaded.worksheets for table in sheet.tables.values()]
    names = [
        *(item.casefold() for item in loaded.defined_names),
        *(table.name.casefold() for _, table in tables),
    ]
    assert len(names) == len(set(names)) > 100
    for sheet, table in tables:
        area = CellRange(table.ref)
        cells = [
            grid[sheet.title][area.min_row][column].value
            for column in range(area.min_col, area.max_col + 1)
        ]
        assert cells == [column.name for column in table.tableColumns]
        assert len({str(cell).casefold() for cell in cells}) == len(cells)


@pytest.mark.parametrize("name", BOOKS)
def test_limits_of_excel(name: str) -> None:
    with ZipFile(BytesIO(written(name))) as package:
        for part in package.namelist():
            if part.startswith("xl/worksheets/sheet"):
                rules = etree.fromstring(package.read(part)).iter("{*}dataValidation")
                for rule in rules:
                    assert (
                        len(rule.get("promptTitle", "")) <= 32
                        and len(rule.get("errorTitle", "")) <= 32
                    )
                    assert len(rule.get("prompt", "")) <= 255 and len(rule.get("error", "")) <= 255
            assert not re.search(
                rb'\b(?:t|val)="(?:inf|nan|NaN)"|<v>(?:inf|nan|-inf)</v>', package.read(part)
            ), part
