"""A copy that lost a tab: that is named, and what refers to the rows of that tab is unchanged."""

from __future__ import annotations

import warnings
from functools import cache
from io import BytesIO

import openpyxl
import pytest
from books import bare_book
from plans import DAY, small_plan

from btobsheet.api import copies
from btobsheet.excel.patch.edits import Edits, Value, patch
from btobsheet.excel.read.reader import read_workbook
from btobsheet.sharing.merge.written import Outcome


@cache
def master() -> bytes:
    return bare_book(small_plan())


def without(data: bytes, *tables: str, base: bool = True) -> bytes:
    """Delete the tabs of tables, as a person does."""
    found = read_workbook(data).tables
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        book = openpyxl.load_workbook(BytesIO(data))
    for name in {found[table].sheet.name for table in tables}:
        del book[name]
    if not base:
        del book["_btobsheet"]
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def merged(copy: bytes) -> Outcome:
    return copies.merge(master(), [copy], as_of=DAY, names=["m.xlsx", "c.xlsx"])


@pytest.mark.parametrize("table", ["kpis", "tactics", "operations", "actions", "reviews"])
def test_a_lost_tab_is_named_and_nothing_else_is_changed(table: str) -> None:
    outcome = merged(without(master(), table))
    assert (outcome.merged.changes, outcome.merged.conflicts, outcome.merged.gone) == ((), (), ())
    assert outcome.unsaid == ()
    sheet = read_workbook(master()).tables[table].sheet.name
    assert [(item.code, item.details.get("sheet")) for item in outcome.problems] == [
        ("W717", sheet)
    ]
    assert sheet in copies.merge_report(outcome, language="ja")
    assert outcome.data == master()


def test_a_lost_tab_and_a_lost_snapshot() -> None:
    outcome = merged(without(master(), "kpis", base=False))
    assert (outcome.merged.changes, outcome.merged.conflicts) == ((), ())
    assert [item.code for item in outcome.problems] == ["W710", "W717"]


def test_what_was_changed_beside_the_lost_tab_arrives() -> None:
    tables = read_workbook(master()).tables
    reviews, actions = tables["reviews"], tables["actions"]
    values: dict[tuple[str, int, int], Value] = {
        (actions.sheet.name, actions.header_row + 1, actions.number("task")): "別の仕事",
        (reviews.sheet.name, reviews.header_row + 1, reviews.number("kpi")): "K03",
    }
    outcome = merged(without(patch(master(), Edits(values=values)), "kpis"))
    assert [
        (one.table, one.field, one.after and one.after.value) for one in outcome.merged.changes
    ] == [
        ("actions", "task", "別の仕事"),
        ("reviews", "kpi", "K03"),
    ]
