"""What ``returned``, ``merge`` and ``diff`` count of one copy differs, and each says what it is."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from books import bare_book
from editing import typed
from plans import DAY, small_plan

from btobsheet import api
from btobsheet.api import copies
from btobsheet.api.reports import diff_report
from btobsheet.excel.patch.edits import Edits, Target, Value, patch
from btobsheet.excel.read.reader import read_workbook
from btobsheet.sharing.merge.log import LOG_TAB
from btobsheet.sharing.merge.written import Outcome
from btobsheet.sharing.returned_report import compose_returned

ROW: dict[str, Value] = {"tactic": "T01 導入事例の記事", "task": "取材", "owner": "甲野一郎"}


@cache
def master() -> bytes:
    return bare_book(small_plan())


@cache
def copy() -> bytes:
    """Give a copy with one changed cell and one new row of three cells."""
    data = typed(master(), {("kpis", "K02", "actual.2026-10"): 40})
    made = read_workbook(data)
    located, below = made.tables["actions"], made.rows["actions"][-1].origin.row + 1
    row: dict[Target, Value] = {
        (located.sheet.name, below, located.number(field)): value
        for field, value in {"id": "A011", **ROW}.items()
    }
    return patch(data, Edits(values=row))


def merged(*made: bytes) -> Outcome:
    return copies.merge(master(), made, as_of=DAY, names=["m.xlsx", "c.xlsx"])


@pytest.mark.parametrize(
    ("language", "headline", "note"),
    [
        (
            "ja",
            "1個のコピーから4個のセルを取り込みました(うち3個は、新しい1行のセルです)。",
            "新しい行のセルも1つずつ数えます",
        ),
        (
            "en",
            "Took over 4 cells from 1 copies; 3 of them make 1 new rows.",
            "every cell of a new",
        ),
    ],
)
def test_a_merge_says_which_of_its_cells_are_of_new_rows(
    language: str, headline: str, note: str
) -> None:
    told = copies.merge_report(merged(copy()), language=language)
    assert headline in told
    assert note in told.replace("\n", "")


def test_what_came_back_and_a_difference_count_a_row_once(tmp_path: Path) -> None:
    book, folder = tmp_path / "m.xlsx", tmp_path / "back"
    folder.mkdir()
    book.write_bytes(master())
    (folder / "c.xlsx").write_bytes(copy())
    made = copies.returned(book, folder, as_of=DAY)
    assert [one.changed for one in made.answers] == [2]
    assert "1行で1と数えます" in api.render(compose_returned(made, "ja"), "text")
    told = diff_report(master(), copy(), "text", names=("m.xlsx", "c.xlsx"))
    assert (
        "変更は2件です(2つのブックの違いです。足した行と消した行は、1行で1件と数えます)。" in told
    )


def test_a_list_that_is_cut_says_where_the_rest_is() -> None:
    tasks = {("actions", f"A{number:03d}", "note"): "済み" for number in range(1, 11)}
    more = {("kpis", f"K0{number}", "note"): "済み" for number in (1, 2)}
    told = copies.merge_report(merged(typed(master(), {**tasks, **more})))
    assert f"ほか2件(すべては、できたブックの隠しシート「{LOG_TAB}」か --format json" in told
