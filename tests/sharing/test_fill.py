"""Filling actuals from exports: every form and encoding such programs write, what is refused, and
that nothing else changes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from books import bare_book
from click.testing import CliRunner
from effort import examples
from filling import BARE, PLAN, SHEET, actuals, codes, filled, whole
from hypothesis import given
from hypothesis import strategies as st
from office import convert, needs_libreoffice
from plans import DAY, changed, set_up

from btobsheet import api
from btobsheet.cli.group import group
from btobsheet.layout.spec import FIRST_ROW, KEY_ROW
from btobsheet.problems import UnreadableError, UsageError
from btobsheet.reports.problems import hint, message
from btobsheet.sharing.fill_report import compose_fill, fill_json
from btobsheet.wording import LANGUAGES

TWO = {
    ("K02", "2026-08"): 40,
    ("K02", "2026-09"): 52,
    ("K03", "2026-08"): 8,
    ("K03", "2026-09"): 11,
}

FORMS = {
    "wide": "KPI,2026-08,2026-09\n資料請求数,40,52\n商談数,8,11\n",
    "wide, ids": "No.,2026/8,2026/9\nK02,40,52\nk3,8,11\n",
    "wide, ids with names": "KPI,8月,9月\nK02 資料請求数,40,52\nK03 商談数,8,11\n",
    "wide, months in words": "指標,2026年8月,2026年9月\n資料請求数,40件,５２\n商談数,8,11件\n",
    "wide, English months": "Metric,Aug 2026,Sep 2026\n資料請求数,40,52\n商談数,8,11\n",
    "wide, Excel's English months": "Metric,Aug-26,Sep-26\n資料請求数,40,52\n商談数,8,11\n",
    "wide, era": "指標,R8.8,R8.9\n資料請求数,40,52\n商談数,8,11\n",
    "wide, targets beside": ("指標,8月 目標,8月 実績,9月目標,9月実績,8月達成率\n資料請求数,50,40,50,52,"
            "80%\n商談数,10,8,10,11,80%\n"),
    "wide, rows of targets": ("指標,区分,8月,9月\n資料請求数,目標,50,50\n資料請求数,実績,40,52\n商談数,目標,10,"
            "10\n商談数,実績,8,11\n"),
    "wide, titles and totals": ("月次報告,,\n作成: 2026/10/2,,\n\n指標,8月,9月\n資料請求数,40,52\n商談数,8,11\n合計,"
            "48,63\n"),
    "wide, days": "指標,2026/8/1,2026/8/2,2026/9/1\n資料請求数,30,10,52\n商談数,8,,11\n",
    "wide, two rows of headings": "指標,8月,,9月,\n,目標,実績,目標,実績\n資料請求数,50,40,50,52\n商談数,10,8,10,11\n",
    "wide, the years over it": "2026年度 実績,,\n指標,8月,9月\n資料請求数,40,52\n商談数,8,11\n",
    "measures": "年月,資料請求数,商談数\n2026-08,40,8\n2026-09,52,11\n",
    "measures, month numbers": "月,K02,K03\n8,40,8\n9,52,11\n",
    "measures, year and month": "年,月,資料請求数,商談数\n2026,8,40,8\n2026,9,52,11\n2025,9,99,99\n",
    "measures, 実績 beside the name": "月,資料請求数 目標,資料請求数 実績,商談数(件)\n8月,50,40,8\n9月,50,52,11\n",
    "measures, days": ("# 架空の解析\n# 20260801-20260930\n\n日付,資料請求数,商談数\n20260801,15,"
            "8\n20260831,25,0\n20260902,52,11\n"),
    "measures, no heading over the days": ",資料請求数,商談数\n2026/8/1,40,8\n2026/9/3,52,11\n",
    "long": ("KPI,年月,実績\n資料請求数,2026-08,40\n資料請求数,2026-09,52\n商談数,2026-08,"
            "8\n商談数,2026-09,11\n"),
    "long, days": "指標,日付,件数\n資料請求数,2026/8/3,30\n資料請求数,2026/8/4 10:30,10\n資料請求数,"
            "2026年9月1日,52\n"
    "商談数,2026-08-03T01:02:03Z,8\n商談数,2026/9/30,11\n",
    "long, days of America": "Metric,Date,Value\n資料請求数,8/3/2026,30\n資料請求数,8/24/2026 9:00 AM,10\n"
    "資料請求数,9/1/2026,52\n商談数,8/31/2026,8\n商談数,9/2/2026,11\n",
    "long, unnamed value": "KPI,月,人数など\nK02,8月,40\nK02,9月,52\nK03,8月,8\nK03,9月,11\n",
    "tabs": "KPI\t2026-08\t2026-09\n資料請求数\t40\t52\n商談数\t8\t11\n",
    "semicolons, quotes": 'KPI;2026-08;2026-09\n"資料請求数";"40";52\n商談数;8;"11"\n',
    "commas in numbers": 'KPI,2026-08,2026-09\n資料請求数," 40 ","52"\n商談数,8,11\n',
    "carriage returns": "KPI,2026-08,2026-09\r資料請求数,40,52\r商談数,8,11\r",
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_the_same_figures_fills_the_same(form: str) -> None:
    made = filled(FORMS[form])
    assert actuals(made.data) == TWO
    assert not made.incomplete, codes(made)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["wide", "wide, rows of targets", "measures, days", "long, days"])
def test_a_whole_workbook_is_filled_as_a_bare_one(form: str) -> None:
    made, bare = filled(FORMS[form], book=whole()), filled(FORMS[form])
    assert actuals(made.data) == TWO
    assert (made.cells, codes(made)) == (bare.cells, codes(bare))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_every_encoding_and_delimiter(encoding: str, delimiter: str) -> None:
    assert actuals(filled(FORMS["wide"].replace(",", delimiter).encode(encoding)).data) == TWO


def workbook(rows: Sequence[Sequence[object]], *, hidden: bool = True) -> bytes:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    if hidden:
        book.add_worksheet("下書き").hide()
    sheet = book.add_worksheet("集計")
    sheet.activate()
    sheet.set_first_sheet()
    month = book.add_format({"num_format": "yyyy年m月"})
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, dt.date):
                sheet.write_datetime(
                    number, column, dt.datetime(value.year, value.month, value.day), month
                )
            else:
                sheet.write(number, column, value)
    book.close()
    return out.getvalue()


@pytest.mark.parametrize(
    "rows",
    [
        [["月次"], [], ["KPI", dt.date(2026, 8, 1), dt.date(2026, 9, 1)], ["資料請求数", 40, 52], ["商談数", 8, 11]],
        [["KPI", "日付", "件数"], ["K02", dt.date(2026, 8, 5), 40], ["K02", dt.date(2026, 9, 5), 52],
         ["K03", dt.date(2026, 8, 9), 8], ["K03", dt.date(2026, 9, 9), 11]],
        [["計上日", "資料請求数", "商談数"], [dt.date(2026, 8, 5), 40, 8], [dt.date(2026, 9, 5), 52, 11]],
    ],
)  # fmt: skip
def test_a_workbook_with_real_days(rows: Sequence[Sequence[object]]) -> None:
    assert actuals(filled(workbook(rows)).data) == TWO
    assert actuals(filled(workbook(rows), 'sheet = "集計"').data) == TWO
    with pytest.raises(UsageError) as error:
        filled(workbook(rows), 'sheet = "集計2"')
    assert error.value.problem.code == "E732"


LEADS = (
    "会社名,作成日,MQL日,ステージ,金額\n架空A,2026/8/3 9:00,2026/9/1,MQL,100\n架空B,"
    "2026/8/4,,リード,\n架空C,2026/9/1,2026/9/8,商談,3000\n"
    "架空D,2026/9/2,2026/9/9,MQL,200\n"
)


@pytest.mark.parametrize(
    ("mapping", "expected"),
    [
        ('[[take]]\nkpi = "K02"\ndate = "作成日"\ncount = true\n', {("K02", "2026-08"): 2, ("K02", "2026-09"): 2}),
        (('[[take]]\nkpi = "資料請求数"\ndate = "MQL日"\ncount = true\nwhere = { '
                '"ステージ" = "MQL" }\n'), {("K02", "2026-09"): 2}),
        (('count = true\n[columns]\ndate = "MQL日"\n[where]\n"ステージ" = ["MQL", '
                '"商談"]\n[[take]]\nkpi = "K03"\n'), {("K03", "2026-09"): 3}),
        (('[[take]]\nkpi = "K02"\ndate = "作成日"\ncount = true\n[[take]]\nkpi = '
                '"K08"\ndate = "作成日"\nvalue = "金額"\nfactor = 0.001\n'),
         {("K02", "2026-08"): 2, ("K02", "2026-09"): 2, ("K08", "2026-08"): 0.1, ("K08", "2026-09"): 3.2}),
    ],
)  # fmt: skip
def test_records_are_counted_and_added_up_as_the_map_says(
    mapping: str, expected: Mapping[tuple[str, str], float]
) -> None:
    made = filled(LEADS, mapping)
    assert actuals(made.data) == expected
    assert not made.incomplete


def test_a_list_with_a_kpi_in_each_row_and_no_value_is_counted() -> None:
    text = "KPI,日付,会社\nK02,2026/8/3,架空A\nK02,2026/8/9,架空B\n商談数,2026/9/1,架空C\n"
    assert actuals(filled(text).data) == {("K02", "2026-08"): 2, ("K03", "2026-09"): 1}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "日付,メルマガ読者数\n2026/9/1,700\n2026/9/30,720\n2026/9/15,710\n",
            {("K06", "2026-09"): 720},
        ),
        ("日付,開封率\n2026/9/1,20%\n2026/9/2,30%\n", {("K07", "2026-09"): 0.25}),
        ("月,開封率\n9月,0.25\n", {("K07", "2026-09"): 0.25}),
        ("月,開封率\n9月,25\n", {("K07", "2026-09"): 0.25}),
        ("月,広告費\n9月,120千円\n", {("K08", "2026-09"): 120}),
        ("月,広告費\n9月,1.2百万円\n", {("K08", "2026-09"): 1200}),
        ('月,新規受注額\n9月,"¥1,200,000"\n', {("K01", "2026-09"): 1_200_000}),
    ],
)
def test_days_go_by_the_aggregation_and_values_by_the_unit(
    text: str, expected: Mapping[tuple[str, str], float]
) -> None:
    assert actuals(filled(text).data) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("KPI,2026-09\n資料請求数,52\n資料請求,3\n", "E735"),
        ("KPI,2026-09\n資料請求数,52\nまったく別,3\n", "E758"),
        ("KPI,2026-09\n資料請求数,52\nK02 商談数,3\n", "E736"),
        ("KPI,2026-09\n資料請求数,52\n商談数,約3\n", "E737"),
        ("KPI,年月,値\n資料請求数,2026-09,52\n資料請求数,26/8,3\n", "E738"),
        ("KPI,日付,値\n資料請求数,2026/9/1,52\n資料請求数,7/8/2026,3\n", "E738"),
        ("KPI,2026-09\n資料請求数,52\n商談化率,20%\n", "E740"),
        ("月,資料請求数,開封率\n8月,,0.5\n9月,52,12\n", "E741"),
        ("月,資料請求数,メルマガ読者数\n9月,52,700\n9月,,720\n", "E739"),
        ("KPI,年月,値\n資料請求数,2026-09,52\n商談数,2026-09,1e5\n", "E737"),
    ],
)
def test_what_is_not_clear_is_told_and_all_else_is_filled(text: str, code: str) -> None:
    made = filled(text)
    assert [item.code for item in made.problems if item.severity == "error"] == [code]
    assert actuals(made.data) == {("K02", "2026-09"): 52}
    assert made.incomplete


@pytest.mark.parametrize(
    "text", ["KPI,月,約数\nK02,9月,約50\n", "KPI,日付,実績\nK02,2026/9/1,約50\n"]
)
def test_values_nobody_can_read_are_never_counted_as_rows(text: str) -> None:
    try:
        made = filled(text)
    except UsageError as error:
        assert error.problem.code in ("E733", "E734")
    else:
        assert (codes(made), actuals(made.data)) == (["E737"], {})


def test_records_are_not_counted_for_a_mean_or_a_latest_value() -> None:
    assert codes(filled(LEADS, '[[take]]\nkpi = "K06"\ndate = "作成日"\ncount = true\n')) == [
        "E742"
    ]


@pytest.mark.parametrize(
    ("text", "mapping", "code"),
    [
        ("これは,表では\nありません,ね\n", "", "E733"),
        (
            "会社,作成日,更新日\n架空A,2026/8/1,2026/8/2\n",
            '[[take]]\nkpi = "K02"\ncount = true',
            "E734",
        ),
        ("KPI,月,今年,去年\nK02,9月,52,40\n", "", "E734"),
        ("会社,作成日,点数\n架空A,2026/8/1,80\n", '[[take]]\nkpi = "K02"\ndate = "作成日"', "E734"),
        (FORMS["wide"], '[columns]\nkpi = "項目"', "E753"),
        (FORMS["wide"], '[kpi]\n"資料請求数" = "K99"', "E755"),
        (FORMS["wide"], "header = ", "E750"),
        (FORMS["wide"], 'colums = "a"', "E751"),
        (FORMS["wide"], "[columns]\nkpi = 3", "E752"),
        (FORMS["wide"], 'day_order = "ymd"', "E752"),
    ],
)
def test_data_that_does_not_say_what_it_is_is_refused(text: str, mapping: str, code: str) -> None:
    with pytest.raises(UsageError) as error:
        filled(text, mapping)
    assert error.value.problem.code == code
    assert all(
        message(error.value.problem, language) and hint(error.value.problem, language)
        for language in LANGUAGES
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "E730"),
        (b"ab\0c,d\ne,f", "E027"),
        (b"\1\2\0\3,\n\0", "E730"),
        (b"KPI,9\xff\x81\xff", "E731"),
    ],
)
def test_what_is_no_table_is_unreadable(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as error:
        filled(data)
    assert error.value.problem.code == code


def test_a_merged_name_over_target_and_actual() -> None:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("2026")
    for row, cells in enumerate(
        (
            ["指標", "", "8月", "9月"],
            ["", "目標", 50, 50],
            ["", "実績", 40, 52],
            ["", "目標", 10, 10],
            ["", "実績", 8, 11],
        )
    ):
        for column, cell in enumerate(cells):
            if cell != "":
                sheet.write(row, column, cell)
    sheet.merge_range("A2:A3", "資料請求数")
    sheet.merge_range("A4:A5", "商談数")
    book.close()
    made = filled(out.getvalue())
    assert (actuals(made.data), codes(made)) == (TWO, ["N757"])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2025年度 実績,,\n指標,8月,9月\n資料請求数,40,52\n", ["W766"]),
        ("FY2025,\n月,資料請求数\n8月,40\n", ["W766"]),
        ("2025年度から2026年度へ,\n月,資料請求数\n8月,40\n", []),
        ("2025年度 実績,,\n指標,2026年8月,2026年9月\n資料請求数,40,52\n", []),
        ("2025年度の書式,\n日付,資料請求数\n2026/8/3,40\n", []),
    ],
)
def test_a_title_of_another_year_is_told_over_months_without_one(
    text: str, told: list[str]
) -> None:
    assert codes(filled(text)) == told


def test_the_map_names_kpis_leaves_some_out_and_scales() -> None:
    text = "Month,Sessions,Bounce,Cost\nSep 2026,52,9,120000\n"
    made = filled(
        text, '[kpi]\nSessions = "K02"\nBounce = ""\nCost = "広告費"\n[factor]\nK08 = 0.001\n'
    )
    assert actuals(made.data) == {("K02", "2026-09"): 52, ("K08", "2026-09"): 120}
    assert codes(made) == []


@pytest.mark.parametrize(
    ("text", "mapping", "expected"),
    [
        ("KPI,2026-09\nK02,5\nK03,4\n", '[where]\nKPI = ["K02"]', {"K02": 5}),
        ("KPI,2026-09\nK02,5\nK03,4\n", 'filled = ["KPI"]', {"K02": 5, "K03": 4}),
        ("KPI,2026-09\nK02,5\nK03,\n", 'filled = ["2026-09"]', {"K02": 5}),
        ("KPI,2026-09\nK02,5\nK03,4\n", '[where]\n"2026-09" = ["4"]', {"K03": 4}),
        ("KPI,種別,2026-09\nK02,A,5\nK03,B,4\n", '[where]\n"種別" = ["A"]', {"K02": 5}),
        ("KPI,名称,2026-09\nK02,商談数,5\n", 'filled = ["名称"]', {"K02": 5}),
        ("KPI,年月,値\nK02,2026-09,5\nK02,2026-08,4\n", '[where]\n"年月" = ["2026-09"]', {"K02": 5}),
        ("KPI,年月,値\nK02,2026-09,5\nK03,,4\n", 'filled = ["年月"]', {"K02": 5}),
        ("KPI,日付,件数\nK02,2026/9/1,5\nK03,2026/9/1,\n", 'filled = ["件数"]', {"K02": 5}),
        ("KPI,日付,値\nK02,2026/9/1,5\nK03,2026/9/1,4\n", '[where]\nKPI = ["K02"]\n"日付" = ["2026/9/1"]', {"K02": 5}),
        ("月,資料請求数,商談数\n2026-09,5,4\n合計,5,\n", 'filled = ["商談数"]', {"K02": 5, "K03": 4}),
        ("月,資料請求数\n2026-09,5\n2026-08,4\n", '[where]\n"月" = ["2026-09"]', {"K02": 5}),
        ("KPI,日付,点数\nK02,2026/9/1,80\nK02,2026/9/2,70\n", '[where]\n"点数" = ["80"]', {"K02": 1}),
    ],
)  # fmt: skip
def test_a_column_that_rows_are_left_out_by_may_be_any(
    text: str, mapping: str, expected: dict[str, float]
) -> None:
    made = filled(text, mapping)
    assert actuals(made.data) == {(kpi, "2026-09"): value for kpi, value in expected.items()}


def test_unused_columns_months_outside_and_open_months_are_told() -> None:
    made = filled("年月,資料請求数,直帰\n2026-03,1,2\n2026-09,52,9\n2026-10,5,9\n")
    assert codes(made) == ["N745", "N746", "N748"]
    assert actuals(made.data) == {("K02", "2026-09"): 52, ("K02", "2026-10"): 5}


def test_a_month_cut_off_in_daily_data_is_told() -> None:
    days = "".join(f"{dt.date(2026, 8, 10) + dt.timedelta(days=at)},1\n" for at in range(40))
    told = [item for item in filled("日付,資料請求数\n" + days).problems if item.code == "W749"]
    assert [
        (item.details["month"], item.details["first"], item.details["last"]) for item in told
    ] == [
        ("2026-08", "2026-08-10", "2026-08-31"),
        ("2026-09", "2026-09-01", "2026-09-18"),
    ]


def test_typed_actuals_stay_unless_they_are_to_be_overwritten() -> None:
    typed = bare_book(changed(PLAN, "K02", actual=(None,) * 4 + (41, 52) + (None,) * 6))
    made = filled(FORMS["wide"], book=typed)
    assert {(cell.series.id, str(cell.month), cell.state) for cell in made.cells} == {
        ("K02", "2026-08", "kept"), ("K02", "2026-09", "same"), ("K03", "2026-08", "new"), ("K03", "2026-09", "new"),
    }  # fmt: skip
    assert actuals(made.data) == {**TWO, ("K02", "2026-08"): 41}
    assert codes(made) == ["E744"]
    over = filled(FORMS["wide"], book=typed, overwrite=True)
    assert actuals(over.data) == TWO
    assert not over.incomplete


def test_unreadable_texts_and_formulas_are_typed_too() -> None:
    book = openpyxl.load_workbook(BytesIO(BARE))
    sheet = book[SHEET]
    at = {cell.value: cell.column for cell in sheet[KEY_ROW]}
    rows = {sheet.cell(row, 1).value: row for row in range(FIRST_ROW, FIRST_ROW + 12)}
    sheet.cell(rows["K02"], at["kpis.actual.2026-08"]).value = "約40"
    sheet.cell(rows["K03"], at["kpis.actual.2026-09"]).value = "=5+6"
    out = BytesIO()
    book.save(out)
    made = filled(FORMS["wide"], book=out.getvalue())
    assert {(cell.series.id, str(cell.month)) for cell in made.cells if cell.state == "kept"} == {
        ("K02", "2026-08"),
        ("K03", "2026-09"),
    }
    assert actuals(filled(FORMS["wide"], book=out.getvalue(), overwrite=True).data) == TWO


@pytest.mark.parametrize(
    "make",
    [lambda: BARE, pytest.param(whole, marks=pytest.mark.slow)],
    ids=["bare", "whole"],
)
def test_a_deleted_column_is_told(make: Callable[[], bytes]) -> None:
    book = openpyxl.load_workbook(BytesIO(make()))
    sheet = book[SHEET]
    sheet.delete_cols(
        next(cell.column for cell in sheet[KEY_ROW] if cell.value == "kpis.actual.2026-09")
    )
    out = BytesIO()
    book.save(out)
    made = filled(FORMS["wide"], book=out.getvalue())
    assert codes(made) == ["E743", "E743"]
    assert actuals(made.data) == {key: value for key, value in TWO.items() if key[1] != "2026-09"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_and_the_data_tell_every_cell(language: str) -> None:
    made = filled("KPI,2026-08,2026-09\n資料請求数,40,52\n資料請求,3,3\n")
    said = api.render(compose_fill(made, "out.xlsx", language, dry_run=True), "text")
    assert "資料請求数" in said
    assert "--dry-run" in said
    assert "E735" in said
    data = fill_json(made, language)
    assert [
        (cell["kpi"], cell["month"], cell["before"], cell["after"], cell["state"], cell["rows"])
        for cell in data["cells"]
    ] == [  # type: ignore[attr-defined]  # JSON
        ("K02", "2026-08", None, 40, "new", [2]),
        ("K02", "2026-09", None, 52, "new", [2]),
    ]


values = st.one_of(st.integers(0, 10**9), st.integers(0, 10**9).map(lambda value: value / 100))


@pytest.mark.slow
@examples(3, 20)
@given(
    st.dictionaries(
        st.tuples(
            st.sampled_from(("K01", "K02", "K03", "K05", "K06")),
            st.sampled_from(tuple(map(str, PLAN.months))),
        ),
        values,
        min_size=1,
    )
)
def test_filled_values_are_read_back_nothing_else_changes_and_twice_is_once(
    figures: dict[tuple[str, str], float],
) -> None:
    text = "KPI,年月,実績\n" + "".join(
        f"{kpi},{month},{value}\n" for (kpi, month), value in figures.items()
    )
    made, before = filled(text, book=whole()), api.read(whole()).plan
    assert actuals(made.data) == figures
    changes = api.diff(before, api.read(made.data).plan)
    assert {(change.table, change.id, change.key) for change in changes} == {
        ("kpis", *key) for key in figures
    }
    assert api.read(made.data).plan.identity == before.identity
    assert filled(text, book=made.data).data == made.data


@needs_libreoffice
def test_the_new_values_of_formulas_are_those_libreoffice_computes(tmp_path: Path) -> None:
    source = tmp_path / "filled.xlsx"
    book = api.generate(set_up(PLAN, as_of=DAY), plan_id="p-1")
    source.write_bytes(
        filled(
            FORMS["wide"]
            + (
                "新規受注額,9000000,11000000\n提案書の提出数,8,7\nメルマガ読者数,600,"
                "650\n開封率,20%,30%\n"
            ),
            book=book,
        ).data
    )
    computed = openpyxl.load_workbook(convert([source], tmp_path / "out")[0], data_only=True)
    ours = openpyxl.load_workbook(source, data_only=True)
    formulas = openpyxl.load_workbook(source)
    compared = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    there, here = (
                        computed[sheet.title][cell.coordinate].value,
                        ours[sheet.title][cell.coordinate].value,
                    )
                    assert _alike(there, here), (sheet.title, cell.coordinate, there, here)
                    compared += here not in (None, "", 0)
    assert compared > 300


def _alike(one: object, other: object) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= 1e-9 * max(1, abs(other))
    return (one or "") == (other or "") or str(one) == str(other)


def test_the_command(tmp_path: Path) -> None:
    book, data, out = tmp_path / "計画.xlsx", tmp_path / "data.csv", tmp_path / "out.xlsx"
    book.write_bytes(BARE)
    data.write_text(FORMS["wide"], encoding="cp932")
    run = CliRunner().invoke
    assert run(group, ["fill", str(book), str(data)]).exit_code == 2
    assert run(group, ["fill", str(book), str(data), "--dry-run"]).exit_code == 0
    assert not out.exists()
    assert run(group, ["fill", str(book), str(data), "-o", str(out)]).exit_code == 0
    assert book.read_bytes() == BARE
    assert actuals(out.read_bytes()) == TWO
    assert run(group, ["fill", str(book), str(data), "-o", str(out)]).exit_code == 2
    assert run(group, ["fill", str(book), str(data), "-o", str(book), "--force"]).exit_code == 2
    assert (
        run(
            group, ["fill", str(book), str(tmp_path / "none.csv"), "-o", str(out), "--force"]
        ).exit_code
        == 3
    )
    data.write_text(FORMS["wide"] + "知らない指標,1,2\n", encoding="utf-8")
    assert (
        run(
            group, ["fill", str(book), str(data), "-o", str(out), "--force", "--format", "json"]
        ).exit_code
        == 1
    )


@pytest.mark.parametrize(
    ("text", "mapping", "columns"),
    [
        ("KPI,9月,9月\n資料請求数,50,60\n商談数,1,2\n", "", "B, C"),
        ("KPI,9月,2026年9月\n資料請求数,50,60\n", "", "B, C"),
        ("月,資料請求数,商談数,資料請求数\n8月,1,2,3\n9月,1,2,3\n", "", "B, D"),
        (
            "指標,年月,件数,件数\nK02,2026-09,5,6\n",
            '[columns]\nkpi = "指標"\nmonth = "年月"\nvalue = "件数"\n',
            "C, D",
        ),
    ],
)
def test_a_heading_that_stands_over_two_columns_is_refused(
    text: str, mapping: str, columns: str
) -> None:
    with pytest.raises(UsageError) as error:
        filled(text, mapping)
    assert (error.value.problem.code, error.value.problem.details["columns"]) == ("E771", columns)
    assert all(columns in message(error.value.problem, language) for language in LANGUAGES)


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("KPI,月,値\nK02,9月,20\nK02,9月,30\nK03,9月,1\n", 50, [("W772", "2, 3")]),
        ("KPI,支店,月,値\nK02,東,9月,20\nK02,西,9月,20\n", 40, [("W772", "2, 3")]),
        ("KPI,月,値\nK02,9月,20\nK02,9月,20\n", 40, [("W772", "2, 3"), ("W774", "2, 3")]),
        ("KPI,9月\nK02,20\nK02,30\n", 50, [("W772", "2, 3")]),
        ("KPI,月,値\nK07,9月,20%\nK07,9月,40%\n", 0.3, [("W773", "2, 3")]),
        ("KPI,日付,値\nK02,2026/9/1,20\nK02,2026/9/1,20\nK02,2026/9/2,5\n", 45, []),
    ],
)
def test_several_rows_of_one_month_are_told_and_those_of_days_are_not(
    text: str, value: float, expected: list[tuple[str, str]]
) -> None:
    made = filled(text)
    assert actuals(made.data)["K07" if "K07" in text else "K02", "2026-09"] == value
    assert (
        sorted(
            (item.code, item.details["rows"])
            for item in made.problems
            if item.severity == "warning"
        )
        == expected
    )


@pytest.mark.parametrize(
    ("unit", "value", "code"),
    [
        ("日", "¥1200", "E775"), ("日", "￥1200", "E775"), ("件", "1200円", "E775"), ("件", "80%", "E776"), ("千円", "80%", "E776"), ("%", "¥80", "E775"),
        ("円", "¥1200", ""), ("千円", "¥1200", ""), ("百万", "¥1200", ""), ("", "¥1200", ""), ("", "80%", ""), ("%", "80%", ""), ("件", "80件", ""),
    ],
)  # fmt: skip
def test_money_and_percentages_of_a_kpi_that_counts_something_else_are_refused(
    unit: str, value: str, code: str
) -> None:
    plan = replace(
        PLAN, kpis=tuple(replace(kpi, unit=unit) if kpi.id == "K02" else kpi for kpi in PLAN.kpis)
    )
    made = filled(
        f"KPI,月,値\nK02,9月,{value}\nK03,9月,5\n",
        book=bare_book(plan),
    )
    assert [item.code for item in made.problems if item.severity == "error"] == [code] * bool(code)
    assert (("K02", "2026-09") in actuals(made.data, plan)) == (not code)
    assert actuals(made.data, plan)["K03", "2026-09"] == 5


@pytest.mark.slow
def test_a_planning_workbook_is_no_data(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as error:
        filled(whole())
    assert error.value.problem.code == "E777"
    book = tmp_path / "計画.xlsx"
    book.write_bytes(whole())
    said = CliRunner().invoke(group, ["fill", str(book), str(book), "--dry-run"])
    assert (said.exit_code, said.output.count("E777")) == (2, 1)


@pytest.mark.parametrize(
    "command",
    [["fill", "{}", "data.csv", "-o"], ["merge", "{}", "{}", "-o"], ["check", "{}", "--mark"]],
)
@pytest.mark.parametrize("out", ["out.xlsx", "out.ods"])
def test_a_workbook_that_can_only_be_read_is_told_at_once(
    command: list[str], out: str, tmp_path: Path
) -> None:
    master = tmp_path / "計画.ods"
    master.write_bytes(b"")
    (tmp_path / "data.csv").write_text(FORMS["wide"], encoding="utf-8")
    said = CliRunner().invoke(
        group, [*(word.format(master) for word in command), str(tmp_path / out)]
    )
    assert (said.exit_code, "E050" in said.output, "E055" in said.output) == (2, True, False), (
        said.output
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("KPI,2026-09\n", ["W792"]),
        ("KPI,2026年9月,2026年10月\n\n", ["W792"]),
        ("KPI,2026-09\nK02,52\n", []),
        ("KPI,2026-09\nK02,\n", []),
    ],
)
def test_a_heading_without_rows_is_told(text: str, told: list[str]) -> None:
    assert [item.code for item in filled(text).problems if item.code == "W792"] == told


@pytest.mark.parametrize("wrong", ["x", "=1+", "30%"])
def test_a_month_of_which_a_value_cannot_be_read_is_not_written(wrong: str) -> None:
    """What is left would be less than the month had; other months are."""
    rows = f"2026/6/1,K01,10\n2026/6/8,K01,{wrong}\n2026/6/9,K01,5\n2026/7/1,K01,7\n"
    made = filled("日付,KPI,値\n" + rows)
    assert [(str(cell.month), cell.after) for cell in made.cells] == [("2026-07", 7)]
    assert "E728" in codes(made) and made.incomplete


def test_blank_cells_spoil_no_month() -> None:
    made = filled("日付,KPI,値\n2026/6/1,K01,10\n2026/6/8,K01,\n2026/6/9,K01,-\n")
    assert [cell.after for cell in made.cells] == [10]
