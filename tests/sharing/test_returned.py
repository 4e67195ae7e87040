"""Workbooks as people send them back: each edit by another program, and exactly what is told of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from books import bare_book, generated
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from plans import small_plan

from btobsheet import api
from btobsheet.api import copies
from btobsheet.excel.raw.grid import read_grid
from btobsheet.excel.read import by_headers, by_keys, keys, reader
from btobsheet.layout.book import BOOK, LAYOUT_VERSION
from btobsheet.layout.spec import FIRST_ROW, HEADER_ROW, KEY_ROW
from btobsheet.plan.model import Plan
from btobsheet.problems import Problem
from btobsheet.reports.problems import hint, message
from btobsheet.sharing import which as provenance
from btobsheet.wording import LANGUAGES
from btobsheet.wording.columns import Words, table_words

pytestmark = pytest.mark.slow  # many real workbooks

TACTICS, KPIS, ACTIONS, SETTINGS = (
    "②戦術・KPI",
    "③KPI目標・実績",
    "④年間アクションプラン",
    "方針・設定",
)
PLAN = small_plan()


def original() -> bytes:
    return generated(PLAN)


def column(sheet: Worksheet, key: str) -> int:
    return next(cell.column for cell in sheet[KEY_ROW] if cell.value == key)


def row_of(sheet: Worksheet, record_id: str) -> int:
    return next(
        row for row in range(FIRST_ROW, sheet.max_row + 1) if sheet.cell(row, 1).value == record_id
    )


def returned(*edits: Callable[[Workbook], None]) -> bytes:
    book = openpyxl.load_workbook(BytesIO(original()))
    for edit in edits:
        edit(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def told(*edits: Callable[[Workbook], None]) -> tuple[Plan, list[Problem]]:
    """Give the plan and what is told, but for what an untouched file tells and formulas whose
    values openpyxl drops.
    """
    reading = api.read(returned(*edits), "計画.xlsx", thorough=True)
    for item in reading.problems:
        assert all(message(item, language) and hint(item, language) for language in LANGUAGES), item
    usual = {item.code for item in api.read(original(), thorough=True).problems}
    return reading.plan, [item for item in reading.problems if item.code not in usual]


def codes(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(item.code, item.place.cell if item.place else "") for item in problems]


def put(name: str, row: int, **cells: object) -> Callable[[Workbook], None]:
    def edit(book: Workbook) -> None:
        sheet = book[name]
        prefix = str(sheet.cell(KEY_ROW, 1).value).partition(".")[0]
        for field, value in cells.items():
            sheet.cell(row, column(sheet, f"{prefix}.{field}")).value = value

    return edit


def delete_row(name: str, record_id: str) -> Callable[[Workbook], None]:
    return lambda book: book[name].delete_rows(row_of(book[name], record_id))


def without(table: str, *ids: str) -> Plan:
    return replace(
        PLAN, **{table: tuple(record for record in getattr(PLAN, table) if record.id not in ids)}
    )


def test_a_deleted_row_is_a_candidate_for_deletion() -> None:
    plan, problems = told(delete_row(ACTIONS, "A004"))
    assert plan == without("actions", "A004")
    assert [(item.code, item.details["label"]) for item in problems] == [
        ("W411", "A004 記事を公開する")
    ]


def test_an_emptied_row_is_one_too() -> None:
    def empty(book: Workbook) -> None:
        sheet = book[ACTIONS]
        row = row_of(sheet, "A004")
        for cell in sheet[row][1:]:
            cell.value = None

    assert [(item.code, item.details["id"]) for item in told(empty)[1]] == [("W411", "A004")]


def test_rows_sorted_without_their_ids_are_told_with_the_pairs() -> None:
    def sort(book: Workbook) -> None:
        sheet = book[ACTIONS]
        rows = [
            [sheet.cell(row, number).value for number in range(2, sheet.max_column + 1)]
            for row in range(FIRST_ROW, FIRST_ROW + 5)
        ]
        for row, values in zip(range(FIRST_ROW, FIRST_ROW + 5), rows[::-1], strict=True):
            for number, value in enumerate(values, start=2):
                sheet.cell(row, number).value = value

    plan, problems = told(sort)
    assert {record.id for record in plan.actions} == {record.id for record in PLAN.actions}
    (found,) = [item for item in problems if item.code == "E409"]
    assert (found.details["count"], found.details["pairs"]) == (
        4,
        "A001 ← A005, A002 ← A004, A004 ← A002, A005 ← A001",
    )
    assert not any(item.code in ("W411", "W412") for item in problems)


def test_a_whole_table_sorted_with_its_ids_is_nothing_to_tell() -> None:
    def sort(book: Workbook) -> None:
        sheet = book[ACTIONS]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(FIRST_ROW, FIRST_ROW + 9)]
        for row, values in enumerate(reversed(rows), start=FIRST_ROW):
            for number, value in enumerate(values, start=1):
                sheet.cell(row, number).value = value

    assert told(sort) == (PLAN, [])


def test_two_rows_edited_a_lot_are_not_taken_for_sorted() -> None:
    edits = [
        put(ACTIONS, FIRST_ROW + at, task=f"書き直した仕事{at}", owner="丁田四子")
        for at in range(4)
    ]
    assert [code for code, _ in codes(told(*edits)[1])] == []


def test_the_content_of_one_row_moved_to_a_spare_one() -> None:
    def move(book: Workbook) -> None:
        sheet = book[ACTIONS]
        row = row_of(sheet, "A004")
        spare = row_of(sheet, "A020")
        for number in range(2, sheet.max_column + 1):
            sheet.cell(spare, number).value, sheet.cell(row, number).value = (
                sheet.cell(row, number).value,
                None,
            )

    assert [(item.code, item.details["id"], item.details["now"]) for item in told(move)[1]] == [
        ("W412", "A004", "A020 記事を公開する")
    ]


def test_a_lost_id_is_known_again_by_the_rows_content() -> None:
    plan, problems = told(put(ACTIONS, FIRST_ROW + 3, id=None))
    assert plan == PLAN
    assert [(item.code, item.details["id"], item.details["label"]) for item in problems] == [
        ("N314", "A004", "記事を公開する")
    ]


def test_a_row_inserted_without_id_and_one_copied_with_its_id() -> None:
    def copy(book: Workbook) -> None:
        sheet = book[ACTIONS]
        sheet.insert_rows(FIRST_ROW + 3, 2)
        for number in range(1, sheet.max_column + 1):
            sheet.cell(FIRST_ROW + 3, number).value = sheet.cell(FIRST_ROW + 5, number).value

    plan, problems = told(copy, put(ACTIONS, FIRST_ROW + 4, task="足した仕事"))
    assert [record for record in plan.actions if record.id <= "A010"] == list(PLAN.actions)
    new = [record for record in plan.actions if record.id > "A010"]
    assert [record.task for record in new] == ["足した仕事", "記事を公開する"] or [
        record.task for record in new
    ] == ["記事を公開する", "足した仕事"]
    assert sorted(code for code, _ in codes(problems)) == ["N311", "W310"]


def test_an_id_that_was_dragged_down_stays_with_its_own_row() -> None:
    def drag(book: Workbook) -> None:
        sheet = book[TACTICS]
        sheet.insert_rows(FIRST_ROW + 1)
        sheet.cell(FIRST_ROW + 1, 1).value = "T02"
        sheet.cell(FIRST_ROW + 1, column(sheet, "tactics.name")).value = "足した戦術"

    plan, problems = told(drag)
    assert [record for record in plan.tactics if record.name != "足した戦術"] == list(PLAN.tactics)
    assert [(code, cell) for code, cell in codes(problems) if code == "W310"] == [
        ("W310", f"A{FIRST_ROW + 1}")
    ]


def test_what_is_typed_right_below_the_table_is_a_row() -> None:
    def below(book: Workbook) -> None:
        sheet = book[ACTIONS]
        last = max(row for row in range(FIRST_ROW, sheet.max_row + 1) if sheet.cell(row, 1).value)
        sheet.cell(last + 1, column(sheet, "actions.task")).value = "下に足した仕事"

    plan, problems = told(below)
    assert plan.actions[-1].task == "下に足した仕事"
    assert [code for code, _ in codes(problems)] == ["N311"]


@pytest.mark.parametrize(
    ("text", "beside", "code", "away"),
    [
        ("来週の会議で決める", None, "N112", 20),
        ("名前", "住所", "W110", 20),
        ("※ 単位は千円", None, "N112", 1),
        ("合計", 30, "N111", 1),
        ("合　計", 30, "N111", 2),
        ("Total", 30, "N111", 9),
    ],
)
def test_notes_lists_and_totals_below_a_table_are_told_and_are_no_rows(
    text: str, beside: object, code: str, away: int
) -> None:
    def below(book: Workbook) -> None:
        sheet = book[ACTIONS]
        last = max(row for row in range(FIRST_ROW, sheet.max_row + 1) if sheet.cell(row, 1).value)
        sheet.cell(last + away, column(sheet, "actions.task")).value = text
        sheet.cell(last + away, column(sheet, "actions.effort")).value = beside

    plan, problems = told(below)
    assert plan == PLAN
    assert [item.code for item in problems] == [code]
    assert text in problems[0].value


def test_notes_and_a_second_table_beside_are_left_alone() -> None:
    def beside(book: Workbook) -> None:
        sheet = book[TACTICS]
        last = sheet.max_column
        for row, values in enumerate(
            (("No.", "戦術", "担当"), ("T01", "別の表", "甲"), ("T02", "別の表", "乙")),
            start=HEADER_ROW,
        ):
            for number, value in enumerate(values, start=last + 3):
                sheet.cell(row, number).value = value

    assert told(beside) == (PLAN, [])


def test_thousands_of_formatted_empty_rows() -> None:
    def format_rows(book: Workbook) -> None:
        for row in range(300, 4300):
            book[ACTIONS].cell(row, 3).number_format = "0.0"

    assert told(format_rows) == (PLAN, [])


def test_hidden_tabs_columns_rows_and_a_filter_change_nothing() -> None:
    def hide(book: Workbook) -> None:
        book[KPIS].sheet_state = "hidden"
        book[ACTIONS].column_dimensions["C"].hidden = True
        for row in range(FIRST_ROW, FIRST_ROW + 4):
            book[ACTIONS].row_dimensions[row].hidden = True
        book[TACTICS].auto_filter.ref = f"A{HEADER_ROW}:H{FIRST_ROW + 5}"

    assert told(hide) == (PLAN, [])


def test_a_copied_tab_is_told_once() -> None:
    def copy(book: Workbook) -> None:
        book.copy_worksheet(book[ACTIONS]).title = f"{ACTIONS} (2)"

    plan, problems = told(copy)
    assert plan == PLAN
    assert [item.code for item in problems] == ["W103"]


@pytest.mark.parametrize(
    ("tab", "table"),
    [(KPIS, "kpis"), (ACTIONS, "actions"), (TACTICS, "tactics"), ("①作戦", "operations")],
)
def test_a_deleted_tab_is_one_problem_and_no_flood(tab: str, table: str) -> None:
    def delete(book: Workbook) -> None:
        del book[tab]

    plan, problems = told(delete)
    assert getattr(plan, table) == ()
    assert [(item.code, item.details.get("sheet")) for item in problems] == [("E102", tab)]
    lint = {item.code for item in api.check(returned(delete))[1]} - {
        item.code for item in api.check(original())[1]
    }
    assert lint - {"E102"} <= {"W550", "W566"}


def test_a_deleted_column_is_one_problem() -> None:
    def delete(book: Workbook) -> None:
        book[ACTIONS].delete_cols(column(book[ACTIONS], "actions.owner"))

    _, problems = told(delete)
    assert [(item.code, item.details["header"]) for item in problems] == [("E101", "担当")]
    checked = [item.code for item in api.check(returned(delete))[1]]
    assert "W524" not in checked


def test_the_number_column_deleted_is_one_problem_and_rows_are_known_by_their_content() -> None:
    def delete(book: Workbook) -> None:
        book[TACTICS].delete_cols(1)

    plan, problems = told(delete)
    assert plan == PLAN
    assert [(item.code, item.details["header"]) for item in problems] == [("E101", "No.")]


def lose_keys(book: Workbook) -> None:
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            sheet.delete_rows(KEY_ROW)


def test_the_key_row_deleted() -> None:
    plan, problems = told(lose_keys)
    assert plan == PLAN
    assert {item.code for item in problems} == {"N105"}


@pytest.mark.parametrize(
    ("old", "new"), [("担当", "担当者さん"), ("終了", "終了予定日"), ("ステータス", "ステイタス")]
)
def test_a_header_near_to_ours_is_asked_about_and_never_guessed(old: str, new: str) -> None:
    def reword(book: Workbook) -> None:
        for cell in book[ACTIONS][HEADER_ROW - 1]:
            cell.value = new if cell.value == old else cell.value

    plan, problems = told(lose_keys, reword)
    (found,) = [item for item in problems if item.code not in ("N105", "N322")]
    assert (found.code, found.details["header"], found.details["close"]) == ("E103", old, new)
    assert {
        getattr(record, {"担当": "owner", "終了": "end", "ステータス": "status"}[old])
        for record in plan.actions
    } <= {"", None}


def test_a_formula_typed_over_is_told_with_the_right_value() -> None:
    data = returned(
        put(TACTICS, FIRST_ROW, progress=0.99), put(ACTIONS, FIRST_ROW, state="順調です")
    )
    _, problems = api.check(data)
    found = {str(item.details["computed"]): item for item in problems if item.code == "W403"}
    figures = api.assess(PLAN)
    progress = next(item for item in figures.tactics if item.tactic.id == "T01").roll.progress
    assert found["progress"].value == "0.99"
    assert found["progress"].details["right"] == f"{round((progress or 0) * 100, 1):g}%"
    assert (found["state"].value, found["state"].details["right"]) == ("順調です", "完了")


def test_a_formula_in_an_input_cell_that_was_never_computed_is_unknown() -> None:
    plan, problems = told(put(TACTICS, FIRST_ROW, budget="=1000*3"))
    assert plan.tactics[0].budget is None
    assert [(item.code, item.details["label"]) for item in problems] == [
        ("E402", "T01 導入事例の記事")
    ]


def test_one_cause_is_told_once() -> None:
    _, problems = api.check(
        returned(
            put(
                ACTIONS,
                FIRST_ROW + 3,
                status="進行中",
                percent="140%",
                start="未定",
                end="未定",
                tactic="ないもの",
            )
        )
    )
    cells = [
        item.place.cell
        for item in problems
        if item.place and item.place.cell.endswith(str(FIRST_ROW + 3))
    ]
    assert len(cells) == len(set(cells))


def test_implausible_values_are_told_and_used() -> None:
    plan, problems = told(
        put(
            KPIS,
            FIRST_ROW + 1,
            **{"target.2026-04": -3, "actual.2026-05": 99_000, "annual_target": 600},
        ),
        put(TACTICS, FIRST_ROW, spent=2e12),
    )
    assert sorted((item.code, str(item.details["field"])) for item in problems) == [
        ("W208", "kpis.target.2026-04"),
        ("W209", "tactics.spent"),
        ("W210", "kpis.actual.2026-05"),
    ]
    assert plan.kpis[1].target[0] == -3


@pytest.fixture
def renamed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Declare the layout as a later version would: an action's 担当 is called 実行者 and has the
    key ``doer``.
    """
    owner = replace(BOOK.table("actions").column("owner"), name="doer", renamed_from=("owner",))
    words = {
        "ja": Words("実行者", "する人。", also=("担当",)),
        "en": Words("Doer", "Who.", also=("Owner",)),
    }
    for language, said in words.items():
        monkeypatch.setitem(table_words(language, "actions"), "doer", said)  # type: ignore[arg-type]
    table = replace(
        BOOK.table("actions"),
        columns=tuple(
            owner if item.name == "owner" else item for item in BOOK.table("actions").columns
        ),
    )
    sheets = tuple(
        replace(sheet, tables=(table,)) if sheet.key == "actions" else sheet
        for sheet in BOOK.sheets
    )
    for module in (keys, by_headers, by_keys, reader):
        monkeypatch.setattr(module, "BOOK", replace(BOOK, sheets=sheets))
    caches = (keys._declared, keys.key_meaning, keys._headers_of)
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()


@pytest.mark.parametrize("edits", [(), (lose_keys,)], ids=["by key", "by header"])
@pytest.mark.usefixtures("renamed")
def test_a_workbook_of_before_a_column_was_renamed_still_reads(
    edits: tuple[Callable[[Workbook], None], ...],
) -> None:
    grid = read_grid(returned(*edits))
    found = (
        by_headers.by_headers(grid, [keys.BOOK.table("actions")], PLAN.start, ())
        if edits
        else by_keys.by_keys(grid, "ja")
    )[0]["actions"]
    assert "doer" in found.columns.values()
    assert "owner" not in found.columns.values()


def test_an_older_layout_is_read_and_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "old.xlsx"
    path.write_bytes(original())
    for module in (reader, provenance):
        monkeypatch.setattr(module, "LAYOUT_VERSION", LAYOUT_VERSION + 1)
    found = copies.which([path], language="ja")
    assert found.copies[0].plan == PLAN
    assert f"形式{LAYOUT_VERSION}、いまの形式は{LAYOUT_VERSION + 1}" in repr(found.document())


@pytest.mark.parametrize(
    ("field", "raw", "value", "code"),
    [
        ("status", "完了\u00a0\n", "done", ""),
        ("status", True, None, "E221"),
        ("percent", 0.8, 0.8, ""),
        ("percent", 80, 0.8, "N201"),
        ("percent", "８０％", 0.8, "N206"),
        ("percent", -30, None, "E203"),
        ("percent", True, None, "E205"),
        ("effort", "３人日", 3, "N206"),
        ("effort", "#N/A", None, "E204"),
        ("effort", -2, None, "E202"),
        ("start", dt.datetime(2026, 7, 1, 13, 30), dt.date(2026, 7, 1), ""),
        ("start", "R8.7.1（水）", dt.date(2026, 7, 1), "N206"),
        ("start", "46204", dt.date(2026, 7, 1), "N206"),
        ("end", "第１四半期", dt.date(2026, 6, 30), "N204"),
        ("end", "６月末まで", dt.date(2026, 6, 30), "N206"),
        ("end", "7/1/26", None, "E213"),
        ("task", "改行の\nある仕事　", "改行の\nある仕事", ""),
        ("task", CellRichText("太い", TextBlock(InlineFont(b=True), "仕事")), "太い仕事", ""),
        ("tactic", "展示会への出展", "T04", ""),
        ("tactic", "T4", "T04", "N304"),
        ("tactic", "展示会の出展", None, "E301"),
    ],
)
def test_typed_values_in_a_real_file(field: str, raw: object, value: object, code: str) -> None:
    plan, problems = told(put(ACTIONS, FIRST_ROW + 3, **{field: raw}))
    action = next(item for item in plan.actions if item.id == "A004")
    blank = {"status": "", "tactic": ""}.get(field)
    assert getattr(action, field) == (blank if value is None else value)
    assert [
        item.code for item in problems if item.place and item.place.cell == action.place(field).cell
    ] == ([code] if code else [])


def test_an_answer_in_the_old_form_of_excel_is_no_silence(tmp_path: Path) -> None:
    (tmp_path / "master.xlsx").write_bytes(bare_book(small_plan()))
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "回答.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    made = copies.returned(tmp_path / "master.xlsx", folder)
    assert [error.problem.code for error in made.failures] == ["E003"]
