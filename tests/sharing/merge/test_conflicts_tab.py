"""The tab of conflicts: what it is called, where it stands, and that it is known again."""

from __future__ import annotations

import datetime as dt
from functools import cache
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from books import bare_book
from plans import DAY, small_plan

from btobsheet import api
from btobsheet.api import copies
from btobsheet.excel.patch.edits import Edits, Tab, Value, patch
from btobsheet.excel.raw.grid import read_grid
from btobsheet.excel.read.reader import read_workbook
from btobsheet.plan.model import Plan
from btobsheet.sharing.merge.answers import tab_names
from btobsheet.sharing.merge.written import Outcome

NAME, FORMER = "食い違い", "競合"


@cache
def master() -> bytes:
    return bare_book(small_plan())


@cache
def edited(task: str) -> bytes:
    located = read_workbook(master()).tables["actions"]
    row = next(one.origin.row for one in small_read().actions if one.id == "A001" and one.origin)
    values: dict[tuple[str, int, int], Value] = {
        (located.sheet.name, row, located.number("task")): task
    }
    return patch(master(), Edits(values=values))


def small_read() -> Plan:
    return api.read(master()).plan


@cache
def merged(source: bytes) -> Outcome:
    names = ["m.xlsx", "a.xlsx", "b.xlsx"]
    return copies.merge(source, [edited("甲の案"), edited("乙の案")], as_of=DAY, names=names)


def tabs(data: bytes) -> list[str]:
    return [sheet.name for sheet in read_grid(data).sheets]


def answered(data: bytes, tab: str, choice: str = "a.xlsx") -> bytes:
    """Choose for the first conflict; of two copies each has a column of its own."""
    return patch(data, Edits(values={(tab, 5, 9): choice}))


def task(data: bytes) -> str:
    return next(one.task for one in api.read(data).plan.actions if one.id == "A001")


def renamed(data: bytes, name: str) -> bytes:
    """Give the tab of conflicts another name, as a person does or an earlier version did."""
    book = openpyxl.load_workbook(BytesIO(data))
    book[NAME].title = name
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_no_word_for_competitors_stands_in_the_names() -> None:
    assert tab_names() == (NAME, FORMER, "Conflicts")


@pytest.mark.parametrize("own", [NAME, FORMER])
def test_a_persons_own_tab_of_that_name_stays_and_ours_is_named_as_it_is(own: str) -> None:
    theirs = patch(master(), Edits(tabs=(Tab(name="仮", rows=()),)))
    book = openpyxl.load_workbook(BytesIO(theirs))
    book["仮"].title = own
    book[own]["A1"] = "競合他社の一覧"
    for sheet in book.worksheets:
        sheet.defined_names.pop("_btobsheet_tab", None)
    out = BytesIO()
    book.save(out)
    outcome = merged(out.getvalue())
    ours = f"{NAME} (2)" if own == NAME else NAME
    assert outcome.tab == ours
    assert f"「{ours}」のシート" in copies.merge_report(outcome, language="ja")
    done = copies.resolve(answered(outcome.data, ours), as_of=DAY)
    assert (task(done.data), done.merged.conflicts) == ("甲の案", ())
    assert {own, ours} <= set(tabs(done.data))
    kept = next(sheet for sheet in read_grid(done.data).sheets if sheet.name == own)
    assert kept.rows[1][1].value == "競合他社の一覧"
    wrong = copies.resolve(answered(outcome.data, ours, "だれか"), as_of=DAY)
    assert [item.details["tab"] for item in wrong.problems] == [ours]


@pytest.mark.parametrize("name", [NAME, FORMER, "決めること"])
def test_a_tab_of_another_name_is_resolved_and_replaced(name: str) -> None:
    waiting = renamed(merged(master()).data, name)
    done = copies.resolve(answered(waiting, name, "b.xlsx"), as_of=DAY)
    assert task(done.data) == "乙の案"
    assert [one for one in tabs(done.data) if one in (NAME, FORMER, name)] == [NAME]


def test_the_tab_does_not_stay_in_front_when_all_is_decided() -> None:
    waiting = merged(master()).data
    assert tabs(waiting)[0] == NAME
    half = copies.resolve(waiting, as_of=DAY).data
    assert tabs(half)[0] == NAME
    done = copies.resolve(answered(waiting, NAME), as_of=DAY).data
    assert [one for one in tabs(done) if one in (*tabs(master()), NAME)][-1] == NAME
    book = openpyxl.load_workbook(BytesIO(done))
    assert book.active.title == tabs(master())[0]
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_view.tabSelected] in (
        [],
        [book.active.title],
    )


def lines(data: bytes) -> tuple[dict[str, Any], Any]:
    """Give the first conflict's cells by their headings, and the tab."""
    tab = openpyxl.load_workbook(BytesIO(data))[NAME]
    return {str(head.value): cell for head, cell in zip(tab[4], tab[5], strict=True)}, tab


def proposed(field: str, *values: Value) -> Outcome:
    """Merge copies in each of which another value stands in a KPI's or an action's cell."""
    table, one = ("kpis", "K02") if field.startswith("actual") else ("actions", "A001")
    located = read_workbook(master()).tables[table]
    rows = {record.id: record.origin.row for _, record in small_read().records() if record.origin}
    at = (located.sheet.name, rows[one], located.number(field))
    made = [patch(master(), Edits(values={at: value})) for value in values]
    return copies.merge(master(), made, as_of=DAY, names=["m.xlsx", *"abcde"[: len(made)]])


def test_numbers_and_days_stand_side_by_side_as_what_they_are() -> None:
    cells, tab = lines(proposed("actual.2026-09", 77, 88.5).data)
    assert [cells[head].value for head in ("マスターの値", "a", "b")] == [52, 77, 88.5]
    assert cells["a"].number_format == "#,##0"
    assert tab.freeze_panes == "A5"
    days = dt.date(2026, 12, 4), dt.date(2026, 12, 11)
    cells, _ = lines(proposed("end", *days).data)
    assert [cells[head].value.date() for head in "ab"] == list(days)
    assert cells["配布時の値"].is_date


def test_many_copies_stand_in_one_cell_each_with_its_name() -> None:
    """So did all before: a file made then is still resolved, by its headings."""
    outcome = proposed("actual.2026-09", 77, 88, 99, 111)
    cells, _ = lines(outcome.data)
    assert cells["コピーの値"].value == "a: 77\nb: 88\nc: 99\nd: 111"
    done = copies.resolve(patch(outcome.data, Edits(values={(NAME, 5, 8): "c"})), as_of=DAY)
    kpi = next(one for one in api.read(done.data).plan.kpis if one.id == "K02")
    assert kpi.actual[5] == 99


@pytest.mark.parametrize(("copies_", "paper"), [(1, "9"), (2, "9"), (3, "8"), (4, "9")])
def test_what_would_print_too_small_prints_on_larger_paper(copies_: int, paper: str) -> None:
    _, tab = (
        lines(proposed("actual.2026-09", *range(70, 70 + copies_)).data)
        if copies_ > 1
        else (
            {},
            openpyxl.load_workbook(BytesIO(copies.mark(master(), as_of=DAY)))["要修正"],
        )
    )
    assert str(tab.page_setup.paperSize) == paper
