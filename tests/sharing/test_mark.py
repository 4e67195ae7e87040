"""The marked copy: the colleague's own workbook with a list of what to mend in front, and ``check
--mark``.
"""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from books import open_sample_book, sample_book
from office import convert, needs_libreoffice
from packages import cells_of, parts_of

from btobsheet import api
from btobsheet.api import copies
from btobsheet.excel.patch.edits import Edits, Target, Value, patch
from btobsheet.excel.raw.grid import read_grid
from btobsheet.problems import Place, Problem
from btobsheet.reports.problems import hint, message
from btobsheet.sharing.mark import highlighted, mark_edits
from btobsheet.wording import text

pytestmark = pytest.mark.slow  # many real workbooks

DAY = dt.date(2026, 10, 5)
TABS = {"ja": "要修正", "en": "To fix"}


def where(data: bytes, table: str, record_id: str, field: str) -> Target:
    """Find the cell of a record's field by the keys of the first row."""
    for sheet in read_grid(data).sheets:
        keys = {str(cell.value): column for column, cell in sheet.rows.get(1, {}).items()}
        for row, cells in sheet.rows.items():
            if (
                f"{table}.{field}" in keys
                and row > 7
                and cells.get(keys[f"{table}.id"])
                and cells[keys[f"{table}.id"]].value == record_id
            ):
                return sheet.name, row, keys[f"{table}.{field}"]
    raise LookupError(record_id)


TYPED: dict[tuple[str, str, str], Value] = {
    ("kpis", "K01", "actual.2026-09"): "約50件",
    ("actions", "A003", "start"): "26/4/1",
    ("actions", "A006", "owner"): "架空の人",
    ("kpis", "K03", "status"): "順調",
    ("kpis", "K02", "actual.2026-08"): "１２０件",
    ("actions", "A008", "tactic"): "T99",
}


@pytest.fixture(scope="module", params=["ja", "en"])
def language(request: pytest.FixtureRequest) -> Any:
    return request.param


@pytest.fixture(scope="module")
def filled(language: Any) -> bytes:
    """Give the sample with a colleague's mistakes typed into it."""
    sample = open_sample_book(language)
    return patch(
        sample,
        Edits(
            values={where(sample, *key): value for key, value in TYPED.items()}, recalculate=False
        ),
    )


@pytest.fixture(scope="module")
def marked(filled: bytes) -> bytes:
    return copies.mark(filled, as_of=DAY)


def listed(data: bytes, tab: str) -> list[dict[str, Any]]:
    """Give the tab's rows by their headings, with each place's link."""
    sheet = openpyxl.load_workbook(BytesIO(data))[tab]
    heads = [cell.value for cell in sheet[4]]
    rows = []
    for cells in sheet.iter_rows(min_row=5):
        row = dict(zip(heads, (cell.value for cell in cells), strict=True))
        link = next((cell.hyperlink for cell in cells if cell.hyperlink), None)
        rows.append({**row, "link": link.location if link else None})
    return rows


def head(key: str, language: str) -> str:
    return text(language, f"mark.{key}")


def test_every_problem_is_listed_with_what_to_do(
    filled: bytes, marked: bytes, language: Any
) -> None:
    _, problems = api.check(filled, as_of=DAY)
    rows = listed(marked, TABS[language])
    assert len(rows) == len(problems)
    assert [row[head("number", language)] for row in rows] == list(range(1, len(problems) + 1))
    assert sorted(row[head("code", language)] for row in rows) == sorted(
        item.code for item in problems
    )
    for item in problems:
        row = next(
            row
            for row in rows
            if row[head("code", language)] == item.code
            and str(row[head("value", language)] or "") == item.value
        )
        assert (row[head("hint", language)] or "") == hint(item, language)
        assert (row[head("message", language)] or "") in message(item, language)


def test_errors_come_first_and_each_place_is_a_link_to_its_cell(
    filled: bytes, marked: bytes, language: Any
) -> None:
    rows = listed(marked, TABS[language])
    words = [
        text(language, f"report.severity_{severity}") for severity in ("error", "warning", "notice")
    ]
    order = [words.index(row[head("severity", language)]) for row in rows]
    assert order == sorted(order)
    assert set(order) == {0, 1, 2}
    sheet, row, column = where(filled, "kpis", "K01", "actual.2026-09")
    cell = f"{openpyxl.utils.get_column_letter(column)}{row}"
    first = next(item for item in rows if item[head("value", language)] == "約50件")
    assert first["link"] == f"'{sheet}'!{cell}"
    assert first[head("where", language)] == f"{sheet}!{cell}"
    assert str(first[head("row", language)]).startswith("K01 ")


def test_what_is_mended_can_be_ticked_off_and_numbers_are_numbers(
    marked: bytes, language: Any
) -> None:
    tab = openpyxl.load_workbook(BytesIO(marked))[TABS[language]]
    heads = {cell.value: cell.column_letter for cell in tab[4]}
    (rule,) = tab.data_validations.dataValidation
    done = heads[head("done", language)]
    assert (str(rule.sqref), rule.formula1) == (
        f"{done}5:{done}{tab.max_row}",
        f'"{head("tick", language)}"',
    )
    assert tab.freeze_panes == "A5"
    values = [cell.value for cell in tab[heads[head("value", language)]][4:]]
    assert not [one for one in values if isinstance(one, str) and one.isdecimal()]


def test_the_row_named_is_that_of_the_column_where_tables_stand_side_by_side() -> None:
    plan = api.read(sample_book()).plan
    person = plan.people[0]
    assert person.origin is not None
    place = person.origin.place("name")
    edits = mark_edits(plan, (Problem("W405", place),), DAY, "ja")
    assert edits.tabs[0].rows[4][3].value == f"{person.id} {person.name}"


def test_errors_and_warnings_are_highlighted_and_notices_are_not(filled: bytes) -> None:
    _, problems = api.check(filled, as_of=DAY)
    cells = highlighted(problems)
    assert where(filled, "kpis", "K01", "actual.2026-09") in cells
    assert where(filled, "kpis", "K02", "actual.2026-08") not in cells
    places = {
        (item.place.sheet, item.place.cell)
        for item in problems
        if item.place and item.place.cell and item.severity != "notice"
    }
    assert len(cells) == len(places)


def test_all_else_is_as_it_was(filled: bytes, marked: bytes, language: Any) -> None:
    before, after = cells_of(read_grid(filled)), cells_of(read_grid(marked))
    assert {at: cell for at, cell in after.items() if at[0] != TABS[language]} == before
    old, new = parts_of(filled), parts_of(marked)
    untouched = [name for name in old if old[name] == new[name]]
    assert all(
        name in untouched
        for name in old
        if "chart" in name or "drawing" in name or "table" in name or "docProps" in name
    )


def test_a_marked_copy_reads_as_the_same_plan_with_the_same_problems(
    filled: bytes, marked: bytes
) -> None:
    (before, problems), (after, again) = api.check(filled, as_of=DAY), api.check(marked, as_of=DAY)
    assert after.plan == before.plan
    assert after.plan.identity == before.plan.identity
    assert again == problems


def test_marking_again_replaces_the_tab_and_the_highlights(marked: bytes, language: Any) -> None:
    assert parts_of(copies.mark(marked, as_of=DAY)) == parts_of(marked)
    cured = {where(marked, *key): None for key in TYPED}
    mended = copies.mark(patch(marked, Edits(values=cured)), as_of=DAY)
    _, left = api.check(mended, as_of=DAY)
    assert [sheet.name for sheet in read_grid(mended).sheets].count(TABS[language]) == 1
    assert len(listed(mended, TABS[language])) == len(left)
    book = openpyxl.load_workbook(BytesIO(mended))
    areas = [
        (sheet.title, area)
        for sheet in book
        for area in sheet.conditional_formatting
        for rule in area.rules
        if rule.formula == ['N("btobsheet")=0']
    ]
    cells = {
        (title, *at) for title, area in areas for block in area.sqref.ranges for at in block.cells
    }
    assert cells == highlighted(left)


def test_marking_in_the_other_language_leaves_no_tab_behind(marked: bytes, language: Any) -> None:
    other = "en" if language == "ja" else "ja"
    made = read_grid(copies.mark(marked, as_of=DAY, language=other))
    assert [sheet.name for sheet in made.sheets if sheet.name in TABS.values()] == [TABS[other]]


def test_nothing_to_mend_is_said_in_one_sentence(language: Any) -> None:
    plan = api.sample_plan(language)
    edits = mark_edits(plan, (), DAY, language)
    assert edits.tabs[0].rows[0][0].value == text(language, "mark.none")
    assert (edits.highlights, edits.clear_highlights) == (frozenset(), True)


@pytest.mark.parametrize(
    ("place", "link"),
    [
        (None, ""),
        (Place(""), ""),
        (Place("方針・設定"), "'方針・設定'!A1"),
        (Place("表's", line=7), "'表''s'!A7"),
        (Place("表", "F12"), "'表'!F12"),
    ],
)
def test_a_problem_stands_anywhere(place: Place | None, link: str) -> None:
    edits = mark_edits(api.sample_plan("ja"), (Problem("W405", place),), DAY, "ja")
    assert edits.tabs[0].rows[4][2].link == link


@needs_libreoffice
def test_libreoffice_opens_a_marked_copy_and_one_it_saved_is_marked_again(
    tmp_path: Path, marked: bytes, language: Any
) -> None:
    (tmp_path / "marked.xlsx").write_bytes(marked)
    (saved,) = convert([tmp_path / "marked.xlsx"], tmp_path / "out")
    again = copies.mark(saved, as_of=DAY)
    assert [sheet.name for sheet in read_grid(again).sheets].count(TABS[language]) == 1
    assert api.read(again).plan == api.read(marked).plan
    assert len(listed(again, TABS[language])) == len(api.check(saved, as_of=DAY)[1])
