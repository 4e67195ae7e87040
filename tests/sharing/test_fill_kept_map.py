"""A map kept in the workbook's hidden tab: next month's export needs none, other data none of it."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from books import bare_book
from click.testing import CliRunner
from filling import BARE, PLAN, actuals, codes, filled
from plans import DAY, changed
from test_fill_named import BOOK, FULL, HUBSPOT_CONTACTS

from btobsheet import api
from btobsheet.cli.group import group
from btobsheet.excel.patch.edits import Edits, patch
from btobsheet.life.roll import roll_book
from btobsheet.life.upgrade import taken_on
from btobsheet.plan.model import Plan
from btobsheet.problems import UsageError
from btobsheet.sharing.fill_maps import KeptMap, kept_maps
from btobsheet.sharing.merge.merging import merge_books
from btobsheet.sharing.opened import open_book

CRM = """登録日,更新日,ステージ
2026-09-03,2026-10-01,MQL
2026-09-07,2026-10-02,リード
"""
NEXT = """登録日,更新日,ステージ
2026-10-03,2026-11-01,MQL
2026-10-07,2026-11-02,MQL
"""
MAP = '[[take]]\nkpi = "K02"\ndate = "登録日"\ncount = true\nwhere = { "ステージ" = "MQL" }\n'
FIRST = filled(CRM, MAP, keep=True)
NOW = dt.datetime(2026, 10, 5, 9)


def judged(plan: Plan) -> api.Assessment:
    return api.assess(plan, DAY)


def test_next_month_needs_no_map() -> None:
    made = filled(NEXT, book=FIRST.data)
    assert actuals(made.data) == {("K02", "2026-09"): 1, ("K02", "2026-10"): 2}
    assert "N797" in codes(made)


def test_a_map_that_comes_along_is_kept_by_its_name() -> None:
    book = filled(HUBSPOT_CONTACTS, book=BOOK, named="hubspot-contacts", keep=True).data
    assert [(one.map.name, one.map.text) for one in maps(book)] == [("hubspot-contacts", "")]
    later = HUBSPOT_CONTACTS.replace("2026-09-", "2026-10-")
    made = filled(later, book=book)
    wanted = actuals(filled(later, book=BOOK, named="hubspot-contacts").data, FULL)
    found = actuals(made.data, FULL)
    assert {key: found[key] for key in wanted} == wanted


def maps(data: bytes) -> list[KeptMap]:
    return kept_maps(open_book(data).result.grid)[0]


@pytest.mark.parametrize(
    "heads", ["登録日,更新日,ステージ,点", "登録日,更新日", "作成日,更新日,ステージ"]
)
def test_data_with_other_headings_is_not_read_by_it(heads: str) -> None:
    text = NEXT.replace("登録日,更新日,ステージ", heads)
    with pytest.raises(UsageError) as error:
        filled(text, book=FIRST.data)
    assert error.value.problem.code == "E734"


def test_data_that_needs_no_map_is_read_without_and_that_is_told() -> None:
    made = filled("KPI,2026-10\nK03,5\n", book=FIRST.data)
    assert actuals(made.data) == {("K02", "2026-09"): 1, ("K03", "2026-10"): 5}
    assert "N724" in codes(made)


def test_months_in_the_headings_may_be_others() -> None:
    given = '[kpi]\n"問い合わせ" = "K02"\n'
    book = filled("指標,2026年8月,2026年9月\n問い合わせ,3,4\n", given, keep=True).data
    made = filled("指標,2026年9月,2026年10月\n問い合わせ,4,6\n", book=book)
    assert actuals(made.data)["K02", "2026-10"] == 6


def test_a_map_that_is_given_goes_before_the_kept_one() -> None:
    other = MAP.replace("K02", "K03")
    made = filled(NEXT, other, book=FIRST.data)
    assert actuals(made.data)["K03", "2026-10"] == 2
    assert ("K02", "2026-10") not in actuals(made.data)


def test_keeping_again_takes_the_place_of_the_map_for_the_same_headings() -> None:
    other = MAP.replace("K02", "K03")
    book = filled("a,b\n2026-09-01,1\n", '[[take]]\nkpi = "K02"\ndate = "a"\nvalue = "b"\n',
                  book=filled(NEXT, other, book=FIRST.data, keep=True).data, keep=True).data  # fmt: skip
    assert len(maps(book)) == 2
    assert actuals(filled(CRM, book=book).data)["K03", "2026-09"] == 1


def test_keeping_alone_changes_the_hidden_tab_and_nothing_else() -> None:
    filled_in = filled(CRM, MAP).data
    kept = filled(CRM, MAP, book=filled_in, keep=True)
    assert kept.changed
    assert not [cell for cell in kept.cells if cell.state != "same"]
    before, after = (openpyxl.load_workbook(BytesIO(one)) for one in (filled_in, kept.data))
    differing = {
        sheet.title
        for sheet in before
        if [[cell.value for cell in row] for row in sheet]
        != [[cell.value for cell in row] for row in after[sheet.title]]
    }
    assert differing == {"_btobsheet"}


@pytest.mark.slow
def test_a_merge_a_roll_and_an_upgrade_leave_it() -> None:
    book = FIRST.data
    merged = merge_books(BARE, [BARE], judged, NOW, names=("a", "b"))
    assert not maps(merged.data)
    merged = merge_books(book, [BARE], judged, NOW, names=("a", "b"))
    assert maps(merged.data) == maps(book)
    rolled = roll_book(book, judged, lambda plan: bare_book(plan, plan_id="p-2"))
    assert maps(rolled.data) == maps(book)
    assert maps(taken_on(open_book(book, verify=True, outputs=()), judged).data) == maps(book)


@pytest.mark.parametrize(
    "text", ["{", "[1]", '[{"name": "x"}]', '{"a": 1}', "[[[[", '[{"name":1,"text":2,"heads":3}]']
)
def test_a_broken_one_is_told_and_not_used(text: str) -> None:
    sheet = openpyxl.load_workbook(BytesIO(FIRST.data))["_btobsheet"]
    (row,) = (cell.row for cell in sheet["A"] if cell.value == "maps.1")
    broken = patch(FIRST.data, Edits(values={("_btobsheet", row, 2): text}))
    made = filled("KPI,2026-10\nK03,5\n", book=broken)
    assert "W798" in codes(made)


def test_a_kept_map_of_a_kpi_that_is_gone_is_an_error_that_names_it() -> None:
    book = bare_book(changed(PLAN, "K02", name="別の名"))
    kept = filled(CRM, MAP.replace('"K02"', '"別の名"'), book=book, keep=True).data
    where = open_book(kept).result.tables["kpis"]
    column = where.number("name")
    row = next(
        row
        for row, cells in where.sheet.rows.items()
        if cells.get(column) and cells[column].value == "別の名"
    )
    renamed = patch(kept, Edits(values={(where.sheet.name, row, column): "もう一つの名"}))
    with pytest.raises(UsageError) as error:
        filled(NEXT, book=renamed)
    assert (error.value.problem.code, error.value.problem.value) == ("E755", "別の名")


def test_without_the_hidden_tab_nothing_can_be_kept() -> None:
    book = openpyxl.load_workbook(BytesIO(BARE))
    del book["_btobsheet"]
    stream = BytesIO()
    book.save(stream)
    made = filled(CRM, MAP, book=stream.getvalue(), keep=True)
    assert "W725" in codes(made)
    assert actuals(made.data) == {("K02", "2026-09"): 1}


def test_the_command_keeps_and_uses_it(tmp_path: Path) -> None:
    for name, text in {"a.csv": CRM, "b.csv": NEXT, "map.toml": MAP}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "p.xlsx").write_bytes(BARE)

    def run(*arguments: str) -> str:
        files = [str(tmp_path / one) if "." in one else one for one in arguments]
        made = CliRunner().invoke(group, ["fill", *files])
        assert made.exit_code == 0, made.output
        return made.output

    run("p.xlsx", "a.csv", "--map", "map.toml", "--keep-map", "-o", "q.xlsx")
    assert "N797" in run("q.xlsx", "b.csv", "--month", "2026-10", "-o", "r.xlsx")
    assert actuals((tmp_path / "r.xlsx").read_bytes())["K02", "2026-10"] == 2
    assert str(tmp_path) not in str(maps((tmp_path / "q.xlsx").read_bytes()))
