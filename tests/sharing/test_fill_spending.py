"""Filling what was spent from an accounting export into ⑥: by tactic, by item, or by both."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from books import bare_book, generated
from filling import PLAN, codes, filled
from plans import DAY, added, changed

from btobsheet import api
from btobsheet.excel.raw.grid import read_grid
from btobsheet.plan.records import NO_MONTHS, Cost
from btobsheet.problems import UsageError
from btobsheet.reports.problems import message
from btobsheet.sharing.fill import Filled
from btobsheet.sharing.fill_report import compose_fill, fill_json

SPENDING = added(
    replace(PLAN, actions=(), reviews=(), people=(), holidays=()),
    Cost(id="C02", tactic="T02", item="会場費", plan=(50_000,) * 12),
)
"""T01 has one row (広告費, April and May typed), T02 one (会場費), T03 none."""
BOOK = bare_book(SPENDING)
SEVERAL = bare_book(added(SPENDING, Cost(id="C03", tactic="T02", item="講師謝金")))

TWO = {("C01", "2026-06"): 210_000, ("C02", "2026-06"): 30_000, ("C02", "2026-07"): 45_500}

FORMS = {
    "long, ids": "戦術,年月,金額\nT01,2026-06,210000\nT02,2026-06,30000\nT02,2026-07,45500\n",
    "long, names": (
        "施策,計上月,実費\n導入事例の記事,6月,\"¥210,000\"\nT02 オンライン相談会,6月,30千円\n"
        "オンライン相談会,7月,\"45,500円\"\n"
    ),
    "long, items": (
        "勘定科目,年月,金額\n広告費,2026-06,210000\n会場費,2026-06,30000\n会場費,2026-07,45500\n"
    ),
    "long, both": (
        "戦術,費目,年月,金額\nT01,広告費,2026-06,210000\nT02,会場費,2026-06,30000\n"
        "T02,会場費,2026-07,45500\n"
    ),
    "long, days of a journal": (
        "日付,施策,勘定科目,摘要,借方金額,伝票番号\n2026/6/2,T01,広告費,検索広告,200000,18\n"
        "2026/6/30,T01,広告費,検索広告,10000,19\n2026/6/11,T02,会場費,架空会館,30000,20\n"
        "2026/7/9,T02,会場費,架空会館,45500,21\n"
    ),
    "wide, tactics": "戦術,2026-06,2026-07\nT01,210000,\nT02,30000,45500\n合計,240000,45500\n",
    "wide, both": "戦術,費目,6月,7月\nT01,広告費,210000,\nT02,会場費,30000,45500\n",
    "wide, plans beside": (
        "戦術,6月予算,6月実費,7月予算,7月実費\nT01,100000,210000,100000,\nT02,50000,30000,50000,45500\n"
    ),
    "wide, English": "Tactic,Jun 2026,Jul 2026\nT01,210000,\nT02,30000,45500\n",
    "headings of its own": "コード,年月,税抜\nT01,2026-06,210000\nT02,2026-06,30000\nT02,2026-07,45500\n",
    "a column a tactic": "年月,T01,オンライン相談会,税率\n2026-06,210000,30000,\n2026-07,,45500,\n",
}  # fmt: skip


def spent(made: Filled) -> dict[tuple[str, str], float]:
    """Give what the workbook says was spent since June, by row and month."""
    return {
        (cost.id, str(month)): value
        for cost in made.plan.costs
        for month, value in zip(made.plan.months, cost.actual, strict=True)
        if value is not None and month >= made.plan.months[2]
    }


def typed(made: Filled) -> list[tuple[object, ...]]:
    """Give the rows of ⑥ as they stand in the workbook: id, tactic, item, June."""
    sheet = openpyxl.load_workbook(BytesIO(made.data))["⑥予算・実費"]
    keys = {cell.value: cell.column for cell in sheet[1]}
    wanted = [keys[f"costs.{name}"] for name in ("id", "tactic", "item", "actual.2026-06")]
    rows = [tuple(sheet.cell(row, column).value for column in wanted) for row in range(1, 20)]
    return [row for row in rows if str(row[0] or "").startswith("C0")]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_the_same_spending_fills_the_same(form: str) -> None:
    made = filled(FORMS[form], book=BOOK)
    assert spent(made) == TWO
    assert {cell.state for cell in made.cells} == {"new"}
    assert not made.incomplete


def test_a_tactic_without_rows_gets_one_and_it_is_told() -> None:
    data = "戦術,費目,年月,金額\nT03,旅費,6月,12000\nT02,講師謝金,6月,50000\nT03,旅費,7月,8000\n"
    made = filled(data, book=BOOK)
    assert spent(made) == {
        ("C03", "2026-06"): 12_000,
        ("C03", "2026-07"): 8_000,
        ("C04", "2026-06"): 50_000,
    }
    assert typed(made)[2:] == [
        ("C03", "T03 訪問での提案", "旅費", 12_000),
        ("C04", "T02 オンライン相談会", "講師謝金", 50_000),
    ]
    told = [item for item in made.problems if item.code == "N789"]
    assert [item.details["label"] for item in told] == [
        "C03 T03 訪問での提案 旅費",
        "C04 T02 オンライン相談会 講師謝金",
    ]
    assert all(item.place and item.place.cell for item in told)


def test_a_tactic_alone_gets_a_row_without_item() -> None:
    made = filled("戦術,6月\nT03,12000\n", book=BOOK)
    assert typed(made)[2:] == [("C03", "T03 訪問での提案", None, 12_000)]


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        ("戦術,6月\nT02,30000\n", "E786", "C02 T02 オンライン相談会 会場費 / C03"),
        ("費目,6月\n会場代,30000\n", "E785", "C02 会場費"),
        ("戦術,費目,6月\nT02,会場費用,30000\n", "E785", "C02 会場費"),
        ("戦術,費目,6月\n展示即売会,会場費,30000\n", "E787", "展示即売会"),
        ("戦術,費目,6月\nT09,会場費,30000\n", "E787", "T09"),
        ("戦術,費目,6月\nT02,会場費,三万\n", "E737", "三万"),
        ("戦術,費目,6月\nT02,会場費,30%\n", "E776", "円"),
        ("戦術,費目,年月,金額\nT02,会場費,13月,1\n", "E738", "13月"),
        ("戦術,費目,4月\nT01,広告費,1\n", "E744", "240,000円"),
    ],
)
def test_what_is_not_sure_is_refused_and_told(data: str, code: str, said: str) -> None:
    made = filled(data, book=SEVERAL)
    assert (codes(made), made.changed) == ([code], False)
    (item,) = made.problems
    assert said in message(item, "ja") + str(item.details)


@pytest.mark.parametrize("name", ["導入事例の記事", "T01"])
def test_a_list_of_contacts_that_names_tactics_is_no_spending(name: str) -> None:
    """Nobody's name is a yen: without figures nothing of it is money."""
    data = "氏名,会社,戦術,登録日\n" + "".join(
        f"架空{at},甲社,{name},2026/6/{at}\n" for at in range(1, 5)
    )
    with pytest.raises(UsageError) as told:
        filled(data, book=BOOK)
    assert told.value.problem.code == "E733"


def test_overwriting_says_what_becomes_less() -> None:
    made = filled("戦術,4月,5月\nT01,200000,300000\n", book=BOOK, overwrite=True)
    assert [cell.state for cell in made.cells] == ["changed", "changed"]
    (lower,) = (item for item in made.problems if item.code == "W783")
    assert lower.details["changes"] == "2026-04 240,000円 → 200,000円"


def test_what_a_map_says() -> None:
    data = (
        "計上日,プロジェクト,科目コード,金額,区分\n2026/6/3,展示会費,広告宣伝費,200,実績\n"
        "2026/6/4,展示会費,雑費,999,実績\n2026/6/5,社内,広告宣伝費,999,実績\n"
        "2026/6/9,展示会費,広告宣伝費,10,実績\n2026/6/9,展示会費,広告宣伝費,77,見積\n"
    )
    how = (
        '[columns]\ndate = "計上日"\ntactic = "プロジェクト"\nitem = "科目コード"\nvalue = "金額"\n'
        '[tactic]\n"展示会費" = "T01"\n"社内" = ""\n[item]\n"広告宣伝費" = "広告費"\n"雑費" = ""\n'
        '[where]\n"区分" = "実績"\n[factor]\n"T01" = 1000\n'
    )
    made = filled(data, how, book=BOOK)
    assert spent(made) == {("C01", "2026-06"): 210_000}
    assert made.problems == ()


def test_one_export_a_tactic_and_kpis_beside_it() -> None:
    data = "年月,勘定科目,金額,件数\n2026-06,会場費,30000,4\n2026-06,講師謝金,50000,\n"
    how = (
        '[columns]\nmonth = "年月"\nitem = "勘定科目"\n[[take]]\ntactic = "T02"\nvalue = "金額"\n'
        '[[take]]\nkpi = "K02"\nvalue = "件数"\n'
    )
    made = filled(data, how, book=BOOK)
    assert spent(made) == {("C02", "2026-06"): 30_000, ("C03", "2026-06"): 50_000}
    assert {cell.series.id: cell.after for cell in made.cells if cell.kpi} == {"K02": 4}


@pytest.mark.parametrize("meant", ["T99", "まぼろし"])
def test_a_map_that_names_no_row_is_refused(meant: str) -> None:
    with pytest.raises(UsageError) as error:
        filled("戦術,6月\nあれ,1\n", f'[tactic]\n"あれ" = "{meant}"\n', book=BOOK)
    assert error.value.problem.code == "E755"


def test_a_kpi_named_beside_a_tactic_stays_a_kpi() -> None:
    made = filled("戦術,KPI,6月\nT01,資料請求数,41\n", book=BOOK)
    assert [(cell.series.id, cell.after) for cell in made.cells] == [("K02", 41)]


def test_a_workbook_without_the_tab_says_so() -> None:
    workbook = openpyxl.load_workbook(BytesIO(BOOK))
    del workbook["⑥予算・実費"]
    out = BytesIO()
    workbook.save(out)
    made = filled("戦術,6月\nT01,210000\n", book=out.getvalue())
    assert (codes(made), made.changed) == (["E788"], False)


def test_spending_typed_on_the_tactic_gives_way_and_that_is_told() -> None:
    plan = replace(changed(SPENDING, "C01", actual=NO_MONTHS))
    made = filled("戦術,6月\nT01,210000\n", book=bare_book(plan))
    (item,) = (item for item in made.problems if item.code == "W790")
    assert (item.details["before"], item.details["after"]) == ("500,000円", "210,000円")


@pytest.mark.slow
def test_every_computed_cell_is_that_of_the_filled_plan() -> None:
    """Also of a row that is new: T03's, whose tactic then has spent something."""
    made = filled("戦術,6月\nT01,210000\nT03,12000\n", book=generated(SPENDING, as_of=DAY))
    anew = read_grid(generated(made.plan, as_of=DAY))
    found = read_grid(made.data)
    hidden = {sheet.name for sheet in found.sheets if sheet.name.startswith("_btob")}
    for ours, theirs in zip(found.sheets, anew.sheets, strict=True):
        cells = {
            (row, column): cell.value
            for row, line in theirs.rows.items()
            for column, cell in line.items()
            if cell.formula and theirs.name not in hidden
        }
        assert {(row, column): ours.rows[row][column].value for row, column in cells} == cells, (
            ours.name
        )


def test_the_report_and_the_data_name_the_row() -> None:
    made = filled("戦術,6月\nT01,210000\n", book=BOOK)
    table = next(block for block in compose_fill(made, "", "ja").blocks if hasattr(block, "rows"))
    assert [cell.text for cell in table.rows[0]][:4] == [
        "C01 T01 導入事例の記事 広告費",
        "6月",
        "空欄",
        "210,000円",
    ]
    (cell,) = fill_json(made, "ja")["cells"]  # type: ignore[misc]
    assert {key: cell[key] for key in ("table", "id", "kpi", "month", "after")} == {  # type: ignore[index]
        "table": "costs",
        "id": "C01",
        "kpi": None,
        "month": "2026-06",
        "after": 210_000,
    }


@pytest.mark.parametrize(("dry_run", "code"), [(False, "N789"), (True, "N791")])
def test_a_new_row_is_told_as_made_only_where_it_is(dry_run: bool, code: str) -> None:
    made = filled("戦術,費目,6月\nT03,会場費,12000\n", book=BOOK)
    for language in ("ja", "en"):
        said = api.render(compose_fill(made, "", language, dry_run=dry_run), "text")
        assert {one for one in ("N789", "N791") if one in said} == {code}
        told = str(fill_json(made, language, dry_run=dry_run)["problems"])
        assert {one for one in ("N789", "N791") if one in told} == {code}
