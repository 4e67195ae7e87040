"""Laws 1, 3 and 4 of the product: the workbook read again is the plan, whatever is moved in it, and
a copy is no change.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from books import bare_book, generated
from effort import examples
from hypothesis import example, given
from office import convert, needs_libreoffice
from openpyxl.workbook import Workbook
from plans import DAY, small_plan
from strategies import plans

from btobsheet import api
from btobsheet.excel.read.reader import read_workbook
from btobsheet.excel.write.workbook import write_workbook
from btobsheet.layout.rows.named import columns_named
from btobsheet.layout.spec import FIRST_ROW, HEADER_ROW, KEY_ROW
from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Person
from btobsheet.problems import Problem
from btobsheet.status.assess import assess
from btobsheet.templates.find import names as template_names
from btobsheet.text.read import load_text
from btobsheet.text.write import dump

BookOf = Callable[[Plan], bytes]
whole_book: BookOf = partial(generated, as_of=DAY)
ABOUT_THE_PLAN = {"N320", "N321", "N322", "W207", "W208", "W209", "W210"}


def about_the_workbook(problems: Iterable[Problem]) -> list[Problem]:
    """Leave out what is told of any plan that says so: a person spelled otherwise than in the
    table of people, among others.
    """
    return [
        item
        for item in problems
        if item.code not in ABOUT_THE_PLAN and not (item.code == "N304" and names_a_person(item))
    ]


def names_a_person(item: Problem) -> bool:
    table, _, field = item.details["field"].partition(".")
    return field in columns_named(table)


def written(plan: Plan, day: dt.date) -> bytes:
    return write_workbook(assess(plan, day), plan_id="p-1")


def check_round_trip(plan: Plan) -> None:
    result = read_workbook(
        written(plan, plan.settings.as_of or plan.start.first), computed=True, verify=True
    )
    assert result.plan == plan
    assert about_the_workbook(result.problems) == []
    assert result.plan.identity.plan_id == "p-1"
    assert load_text(dump(plan)).plan == plan
    assert api.diff(plan, result.plan) == ()


def spelled_otherwise() -> Plan:
    """Give a plan that names a person by other letters of the same look (composed, decomposed)."""
    plan = small_plan()
    return replace(
        plan,
        people=(Person(id="P01", name="é"),),
        kpis=tuple(replace(kpi, reporter="e\u0301") for kpi in plan.kpis),
    )


@examples(2, 10)
@given(plans())
@example(spelled_otherwise())
def test_round_trip(plan: Plan) -> None:
    check_round_trip(plan)


@pytest.mark.slow
@examples(25, 100)
@given(plans())
def test_round_trip_of_many(plan: Plan) -> None:
    check_round_trip(plan)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "language"),
    [(name, language) for name in ["sample", *template_names()] for language in ["ja", "en"]],
)
def test_round_trip_of_templates_and_sample(name: str, language: Any) -> None:
    start, calendar = Month(2026, 7), "month" if language == "ja" else None
    plan = (api.load_sample if name == "sample" else partial(api.load_template, name))(
        language=language, start=start, calendar=calendar
    ).plan
    assert plan.operations or name == "blank"
    check_round_trip(plan)


def edited(edit: Callable[[Workbook], None], book_of: BookOf) -> bytes:
    """Give the small plan's workbook after a change by another program."""
    book = openpyxl.load_workbook(BytesIO(book_of(small_plan())))
    edit(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def nothing(book: Workbook) -> None:
    """Only save it again."""


def rename_and_reorder_tabs(book: Workbook) -> None:
    for number, sheet in enumerate(book.worksheets):
        if not sheet.title.startswith("_"):
            sheet.title = f"別名{number}"
    book._sheets.reverse()


def insert_columns(book: Workbook) -> None:
    for name, column in (
        ("②戦術・KPI", 3),
        ("③KPI目標・実績", 1),
        ("④年間アクションプラン", 6),
        ("方針・設定", 6),
    ):
        book[name].insert_cols(column)
        book[name].cell(HEADER_ROW, column, "自由な列")
        book[name].cell(FIRST_ROW, column, "覚え書き")


def insert_rows(book: Workbook) -> None:
    for name in ("①作戦", "③KPI目標・実績"):
        book[name].insert_rows(HEADER_ROW - 1)
        book[name].insert_rows(KEY_ROW)
        book[name].cell(1, 1, "社外秘")
    book["②戦術・KPI"].insert_rows(FIRST_ROW + 1, 3)


def rename_headers(book: Workbook) -> None:
    for name in ("①作戦", "②戦術・KPI", "③KPI目標・実績", "④年間アクションプラン", "⑤振り返り"):
        for cell in book[name][HEADER_ROW][1:]:
            cell.value = f"呼び名{cell.column}"


def sort_rows(book: Workbook) -> None:
    for name in ("②戦術・KPI", "③KPI目標・実績", "④年間アクションプラン"):
        sheet = book[name]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(FIRST_ROW, sheet.max_row)]
        for row, values in enumerate(reversed(rows), start=FIRST_ROW):
            for column, value in enumerate(values, start=1):
                sheet.cell(row, column).value = value


def reverse_columns(book: Workbook) -> None:
    for name in ("③KPI目標・実績", "④年間アクションプラン"):
        sheet = book[name]
        for row in sheet.iter_rows():
            for cell, value in zip(row, [cell.value for cell in row][::-1], strict=True):
                cell.value = value


def lose_the_hidden_sheet(book: Workbook) -> None:
    del book["_btobsheet"]


def lose_the_properties(book: Workbook) -> None:
    for name in list(book.custom_doc_props.names):
        del book.custom_doc_props[name]


def lose_all_keys(book: Workbook) -> None:
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            for cell in sheet[KEY_ROW]:
                cell.value = None


EDITS = (
    nothing,
    rename_and_reorder_tabs,
    insert_columns,
    insert_rows,
    rename_headers,
    sort_rows,
    reverse_columns,
    lose_the_hidden_sheet,
    lose_the_properties,
)
WITHOUT_KEYS = (
    (lose_all_keys,),
    (lose_all_keys, rename_and_reorder_tabs),
    (lose_all_keys, lose_the_hidden_sheet, lose_the_properties),
)


def check_tolerance(edit: Callable[[Workbook], None], book_of: BookOf) -> None:
    result = read_workbook(edited(edit, book_of))
    assert result.plan == small_plan()
    assert about_the_workbook(result.problems) == []


def check_without_keys(edits: tuple[Callable[[Workbook], None], ...], book_of: BookOf) -> None:
    def all_of_them(book: Workbook) -> None:
        for edit in edits:
            edit(book)

    result = read_workbook(edited(all_of_them, book_of))
    assert result.plan == small_plan()
    assert {item.code for item in result.problems} - ABOUT_THE_PLAN <= {"N105", "W405"}


@pytest.mark.parametrize("edit", EDITS)
def test_tolerance(edit: Callable[[Workbook], None]) -> None:
    check_tolerance(edit, bare_book)


@pytest.mark.parametrize("edits", WITHOUT_KEYS)
def test_without_keys_the_headers_are_enough(edits: tuple[Callable[[Workbook], None], ...]) -> None:
    check_without_keys(edits, bare_book)


@pytest.mark.slow
@pytest.mark.parametrize("edit", EDITS)
def test_tolerance_of_whole_workbooks(edit: Callable[[Workbook], None]) -> None:
    check_tolerance(edit, whole_book)


@pytest.mark.slow
@pytest.mark.parametrize("edits", WITHOUT_KEYS)
def test_without_keys_the_headers_of_whole_workbooks_are_enough(
    edits: tuple[Callable[[Workbook], None], ...],
) -> None:
    check_without_keys(edits, whole_book)


@needs_libreoffice
def test_a_copy_saved_by_libreoffice_is_no_change(tmp_path: Path) -> None:
    """As .xlsx, as .ods, and as .xlsx again after .ods.

    The sample with all its odd texts, and a day's calendar in English.
    """
    sample = api.sample_plan("ja")
    english = api.load_template("funnel", language="en", start=Month(2026, 10), calendar="day").plan
    originals = {"sample": sample, "english": english}
    files = []
    for name, plan in originals.items():
        files.append(tmp_path / f"{name}.xlsx")
        files[-1].write_bytes(written(plan, DAY))
    again, sheets = convert(files, tmp_path / "again"), convert(files, tmp_path / "ods", "ods")
    back = convert(sheets, tmp_path / "back")
    for path in (*files, *again, *sheets, *back):
        plan = originals[path.stem]
        reading = api.read(path)
        assert reading.plan == plan, path
        assert api.diff(plan, reading.plan) == ()
        assert reading.plan.identity.plan_id == "p-1", path
        assert {item.code for item in reading.problems} <= ABOUT_THE_PLAN, path
    reports = {
        api.report(api.read(path.read_bytes(), "plan.xlsx"), as_of=DAY)
        for path in (files[0], again[0], back[0])
    }
    assert len(reports) == 1


@pytest.mark.slow
@needs_libreoffice
def test_tolerance_in_libreoffice(tmp_path: Path) -> None:
    """What other programs did to the tabs, re-saved by LibreOffice with every formula recalculated."""
    files = []
    for edit in EDITS:
        files.append(tmp_path / f"{edit.__name__}.xlsx")
        files[-1].write_bytes(edited(edit, whole_book))
    for path in convert(files, tmp_path / "again"):
        assert api.read(path).plan == small_plan(), path
