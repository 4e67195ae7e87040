"""Filling from what programs really write: totals in their words, signs of two code tables, cells
without a value, cut-off files; nothing of it is taken for something else, or dropped in silence.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from books import bare_book
from click.testing import CliRunner
from filling import BARE, PLAN, actuals, codes, filled
from plans import changed

from btobsheet.cli.group import group
from btobsheet.excel.raw.formats import FRACTION, POINTS, scale_of
from btobsheet.exports.stamps import may_be_another_month
from btobsheet.problems import UnreadableError, UsageError
from btobsheet.wording import LANGUAGES, text

ONE = {("K02", "2026-09"): 52}


@pytest.mark.parametrize(
    "word",
    [
        "集計", "総合計", "合計:", "Total Result", "Grand Totals (2 records)", "Total (12)", "小計（2件）", "(空白)",
        "(blank)", "資料請求数 集計", "資料請求数 Total", "Total général", "TOTAL GE\u0301NE\u0301RAL", "Gesamtergebnis", "总计",
    ],
)  # fmt: skip
def test_a_row_of_totals_is_left_out_whatever_its_word(word: str) -> None:
    made = filled(f"KPI,2026-09\n資料請求数,52\n{word},52\n")
    assert (codes(made), actuals(made.data)) == (["N747"], ONE)


@pytest.mark.parametrize("word", ["合計訪問数", "集計対象の商談", "Total visits"])
def test_a_name_that_begins_like_a_total_is_a_name(word: str) -> None:
    assert codes(filled(f"KPI,2026-09\n資料請求数,52\n{word},52\n")) == ["E758"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("問い合わせ\u301c商談", "問い合わせ\uff5e商談"), ("単価\u2212値引", "単価\uff0d値引"), ("A\u2014B", "A\u2015B"),
        ("並行\u2016線", "並行\u2225線"), ("A\u2010B", "A-B"), ("A\u2212B", "A-B"),
    ],
)  # fmt: skip
def test_signs_that_two_code_tables_write_differently_are_one(one: str, other: str) -> None:
    for name, said in ((one, other), (other, one)):
        book = bare_book(changed(PLAN, "K02", name=name))
        assert actuals(filled(f"KPI,2026-09\n{said},52\n", book=book).data) == ONE


def test_marks_nobody_sees_are_borne() -> None:
    made = filled("KPI,2026-09\n\u202a資料請求数\u202c,\u202d52\u202c\n")
    assert (codes(made), actuals(made.data)) == ([], ONE)


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;", "sep=;;;"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_the_line_that_tells_excel_the_delimiter_is_no_row(first: str, encoding: str) -> None:
    made = filled(f"{first}\nKPI;2026-09\nK02;52\nK99;1\n".encode(encoding))
    assert actuals(made.data) == ONE
    (problem,) = made.problems
    assert (problem.code, problem.details["rows"]) == ("E758", "3")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_found_out(encoding: str) -> None:
    assert actuals(filled("指標,2026年9月\n資料請求数,52\n".encode(encoding)).data) == ONE


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_of_long_japanese_texts_is_found_out(encoding: str) -> None:
    note = "来月の展示会に向けた案内を送付した。" * 99
    data = f"指標,メモ,2026年9月\n資料請求数,{note},52\n".encode(encoding)
    assert actuals(filled(data).data) == ONE


@pytest.mark.parametrize("encoding", ["iso2022_jp", "iso2022_jp_ext"])
@pytest.mark.parametrize("mapping", ["", 'encoding = "iso2022_jp_ext"'])
def test_jis_is_found_out(encoding: str, mapping: str) -> None:
    note = "ﾒﾓ" if encoding == "iso2022_jp_ext" else "メモ"
    data = f"指標,{note},2026年9月\n資料請求数,予定どおり,52\n".encode(encoding)
    assert actuals(filled(data, mapping).data) == ONE


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"KPI,2026-09\nK02,12\0\n", 2), (b"KPI,2026-09\nK02,1\x002\n", 2), (b"KPI\0,2026-09\nK02,12\n", 1),
        ("指標,2026-09\n\n資料請求数\0,12\n".encode("cp932"), 3), ("KPI,2026-09\nK02\0,12\n".encode("utf-16"), 2),
    ],
)  # fmt: skip
def test_a_stray_nul_is_told_with_its_line(data: bytes, line: int) -> None:
    for odd in (b"", b" "):  # whether its bytes make pairs or not
        with pytest.raises(UnreadableError) as error:
            filled(data + (odd if b"\xff" not in data else b""))
        problem = error.value.problem
        assert (problem.code, problem.place and problem.place.line) == ("E027", line)


@pytest.mark.parametrize(
    ("data", "mapping", "said"),
    [
        (b"KPI,2026-09\n\x1b$B;X\x7f\x7f\x1b(B,5\n", "", "iso2022_jp / iso2022_jp_ext"),
        ("指標,2026年9月\n資料請求数,52\n".encode("euc-jp"), "", "utf-8 / cp932"),
        ("指標,2026年9月\n".encode("cp932"), 'encoding = "euc-jp"', "euc-jp"),
        ("\ufeff指標".encode("utf-16-le") + b"\x00\xd8", "", "utf-16"),
    ],
)
def test_an_encoding_that_does_not_fit_is_named(data: bytes, mapping: str, said: str) -> None:
    with pytest.raises(UnreadableError) as error:
        filled(data, mapping)
    assert (error.value.problem.code, error.value.problem.value) == ("E731", said)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<html><body><table><tr><th>KPI</th></tr></table></body></html>", "E008"),
        (b"\n <TABLE><tr><th>KPI</th></tr></TABLE>", "E008"),
        ("<html>".encode("utf-16"), "E008"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n", "E008"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
         b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>', "E018"),
        (b'<?xml version="1.0"?>\n<!-- c -->\n<?mso-application progid="Excel.Sheet"?>\n<Workbook/>', "E018"),
        (b"<style>td{}</style><table>", "E008"),
        (b"<!-- x -->\n<table>", "E008"),
        ("\ufeff <head><meta></head>".encode("utf-16-le"), "E008"),
        (b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"></feed>', "E008"),
        (b"%PDF-1.7\n", "E017"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_told_for_what_it_is(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as error:
        filled(data)
    assert error.value.problem.code == code


def test_a_cell_may_hold_html() -> None:
    assert actuals(filled("<KPI>,2026-09\nK02,52\n").data) == ONE
    assert actuals(filled("KPI,メモ,2026-09\nK02,<html> LP,52\n").data) == ONE


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ('KPI,2026-09\n"資料請求数,52\n商談数,11\n', 2),
        ('KPI,2026-09\nK02,52\n"K03,11', 3),
        ('KPI,2026-09\nK02,"52\nK03,11\n"K06",700\n', 2),
        ('KPI,2026-09\nK02,52\nK03,"11\n\nK06,"",3\n', 3),
        ('KPI,2026-09\nK02,52\nK03,"' + "x,1\n" * (1 << 18), 3),
    ],
)
def test_a_quote_that_is_not_closed_swallows_no_row(text: str, row: int) -> None:
    with pytest.raises(UnreadableError) as error:
        filled(text)
    problem = error.value.problem
    assert (problem.code, problem.place and problem.place.line) == ("E782", row)


@pytest.mark.parametrize(
    "text",
    [
        'KPI,メモ,2026-09\nK02,"二行の\nメモ",52\n',
        'KPI,メモ,2026-09\nK02,24" の画面,52\n',
        'KPI,メモ,2026-09\nK02,"彼は"はい"と言った",52\n',
        'KPI,メモ,2026-09\nK02,"""引用"" と\r\n改行",52\r\n',
        'KPI,2026-09\n="K02",="52"\n',
    ],
)
def test_quotes_that_do_no_harm_are_borne(text: str) -> None:
    assert actuals(filled(text).data) == ONE


@pytest.mark.parametrize(
    ("text", "told", "expected"),
    [
        ("KPI,2026-09\nK02,52\nK03,1,234\n", ["E700"], ONE),
        ("KPI,2026-09\nK02,52\nK03,,5\n", ["E700"], ONE),
        ("KPI,2026-09\nK02,52\n架空 3, 社名,5,メモ\n", ["E700"], ONE),
        ("月,K02,K06\n2026-09,52,\n2026-08,1,234,567\n", ["E700"], ONE),
        ("KPI,年月,値\nK02,2026-09,52\nK03,2026-09,1,234\nK03,2026-09,7\n", ["E700", "E728"], ONE),
        ("KPI,日付,値\nK02,2026/9/1,52\nK02 株式会社,架空, 2026/9/2,9\n", ["E700"], ONE),
        ("KPI,2026-08,,2026-09,\n,目標,実績,目標,実績\nK02,40,,50,52\n", [], ONE),
        ("KPI,2026-09\nK02,52,,\n", [], ONE),
        ("KPI,2026-09\nK02,52, ,\u3000\n", [], ONE),
        ('KPI,2026-09\nK02,52\nK03,"1,234"\n', [], {**ONE, ("K03", "2026-09"): 1234}),
        ("KPI,2026-09\nK02,52\n合計,52,1,234\n", ["N747"], ONE),
    ],
)  # fmt: skip
def test_a_row_longer_than_its_headings_is_not_taken(
    text: str, told: list[str], expected: dict[tuple[str, str], float]
) -> None:
    made = filled(text)
    assert (codes(made), actuals(made.data)) == (told, expected)
    assert made.incomplete == ("E700" in told)


def book_of(
    *tabs: tuple[str, list[list[object]]], formats: Mapping[str, str] | None = None
) -> bytes:
    made = openpyxl.Workbook()
    for name, rows in tabs:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for cell, code in (formats or {}).items():
            sheet[cell].number_format = code
    del made["Sheet"]
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def test_a_note_beside_the_table_of_a_workbook_does_no_harm() -> None:
    made = filled(book_of(("d", [["KPI", "2026-09"], ["K02", 52, None, "確認済み", 7]])))
    assert (codes(made), actuals(made.data)) == ([], ONE)


COVER = ("表紙", [["2026年9月の実績"]])
DATA = ("データ", [["KPI", "2026-09"], ["K02", 52]])


def test_a_cover_sheet_is_named_with_the_tabs_behind_it() -> None:
    data = book_of(COVER, DATA)
    with pytest.raises(UsageError) as error:
        filled(data)
    problem = error.value.problem
    assert (problem.code, problem.value, problem.details["others"]) == ("E778", "表紙", "データ")
    assert actuals(filled(data, 'sheet = "データ"').data) == ONE
    with pytest.raises(UsageError) as error:
        filled(book_of(COVER))
    assert error.value.problem.code == "E733"
    assert error.value.problem.place and error.value.problem.place.sheet == "表紙"


@pytest.mark.parametrize(
    ("others", "mapping", "said"),
    [
        ([("10月", [["KPI", "2026-10"], ["K02", 7]])], "", "10月"),
        ([COVER, ("10月", [["KPI", "2026-10"], ["K02", 7]]), ("b", [["月", "K02"], ["2026-10", 7]])], "", "10月, b"),
        ([COVER], "", ""),
        ([("名簿", [["氏名", "部門"], ["見本花子", "営業"]])], "", ""),
        ([("見出しだけ", [["KPI", "2026-10"]])], "", ""),
        ([("10月", [["KPI", "2026-10"], ["K02", 7]])], 'sheet = "データ"', ""),
    ],
)  # fmt: skip
def test_other_tabs_of_data_are_told(
    others: list[tuple[str, list[list[object]]]], mapping: str, said: str
) -> None:
    made = filled(book_of(DATA, *others), mapping)
    assert actuals(made.data) == ONE
    assert [one.details["sheets"] for one in made.problems if one.code == "N028"] == (
        [said] if said else []
    )


@pytest.mark.parametrize(
    ("code", "scale"),
    [
        ("0%", FRACTION), ("0.0%", FRACTION), ("0.00%;[Red]-0.00%", FRACTION), ('"約"0%', FRACTION), ('0"%"', POINTS),
        (r"0\%", POINTS), ("General", 0), ("#,##0", 0), ('0"件"', 0), ("[%]0", 0), ("", 0), ("_%0", 0),
    ],
)  # fmt: skip
def test_a_format_tells_a_percentage(code: str, scale: int) -> None:
    assert scale_of(code) == scale


@pytest.mark.parametrize(
    ("kpi", "value", "code", "told", "expected"),
    [
        ("K02", 0.5, "0%", ["E776"], None),
        ("K02", 50, '0"%"', ["E776"], None),
        ("K07", 0.5, "0%", [], 0.5),
        ("K07", 1.25, "0.0%", [], 1.25),
        ("K07", 12, '0"%"', [], 0.12),
        ("K07", 1e-7, "0.00%", [], 1e-7),
        ("K02", 52, "#,##0", [], 52),
    ],
)
def test_a_cell_shown_as_a_percentage_is_one(
    kpi: str, value: float, code: str, told: list[str], expected: float | None
) -> None:
    data = book_of(("d", [["KPI", "2026-09"], [kpi, value]]), formats={"B2": code})
    made = filled(data)
    assert codes(made) == told
    assert actuals(made.data).get((kpi, "2026-09")) == expected


@pytest.mark.parametrize(
    ("value", "code", "said"),
    [
        (46300, "yyyy/m/d", "2026-10-05"), (46300.75, "yyyy/m/d h:mm", "2026-10-05 18:00"), (46300, "m月d日", "2026-10-05"),
        (5, "d", "1900-01-05"), (61, "yyyy-mm-dd", "1900-03-01"), (5 / 24, "[h]:mm", "5:00"), (1.25, "[h]:mm", "30:00"),
        (5.5 / 24, "h:mm", "5:30"), (5.5 / 24, "h:mm AM/PM", "5:30"), (0.125, "[mm]:ss", "3:00"), (-0.5, "h:mm", "-12:00"),
        (1e9, "yyyy/m/d", "1000000000"),
    ],
)  # fmt: skip
def test_a_cell_shown_as_a_day_or_a_time_is_no_figure(value: float, code: str, said: str) -> None:
    rows: list[list[object]] = [["KPI", "2026-09"], ["K03", value], ["K02", 52]]
    made = filled(book_of(("d", rows), formats={"B2": code}))
    assert [(one.code, one.value) for one in made.problems] == [("E737", said)]
    assert actuals(made.data) == ONE


def test_a_day_and_its_figure_are_told_apart_by_their_formats() -> None:
    rows: list[list[object]] = [["KPI", "日付", "値"], ["K02", 46266, 52], ["K03", 46266, 46266]]
    made = filled(book_of(("d", rows), formats={"B2": "m/d", "B3": "m/d", "C3": "m/d"}))
    assert (codes(made), actuals(made.data)) == (["E737"], ONE)


@pytest.mark.parametrize(
    "rows",
    [
        [["KPI", "2026-09"], ["K02", 52], ["K03", "=SUM(C2:C5)"]],
        [["KPI", "日付", "値"], ["K02", "2026/9/1", 52], ["K03", "2026/9/1", "=1+1"]],
        [["月", "K02", "K03"], ["2026-09", 52, "=B2/2"]],
    ],
)
def test_a_formula_nobody_computed_is_told(rows: list[list[object]]) -> None:
    made = filled(book_of(("d", rows)))
    assert (codes(made), actuals(made.data), made.incomplete) == (["E779"], ONE, True)


def test_records_whose_values_nobody_computed_are_never_counted() -> None:
    rows: list[list[object]] = [["KPI", "日付", "件"], ["K02", "2026/9/1", "=1+1"]]
    assert (codes(made := filled(book_of(("d", rows)))), actuals(made.data)) == (["E779"], {})


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        ('encoding = "undefined"', "E752"), ('encoding = "punycode"', "E752"), ('encoding = "a\\u0000b"', "E752"),
        ('encoding = "hex"', "E752"), ('encoding = "rot13"', "E752"), ('encoding = "nonsense"', "E752"), ("[factor]\nK03 = inf", "E752"),
        ("[factor]\nK03 = nan", "E752"), ("[factor]\nK03 = 1e308", "E752"), ("[factor]\nK03 = true", "E752"),
        ("[factor]\nK03 = 1" + "0" * 400, "E752"), ("header = 1" + "0" * 5000, "E750"), ("a=" + "[" * 5000 + "]" * 5000, "E750"),
        ('delimiter = "ab"', "E752"), ('delimiter = "\\n"', "E752"), ("delimiter = '\"'", "E752"), ('time_zone = "Tokyo"', "E752"),
    ],
)  # fmt: skip
def test_a_map_that_cannot_be_meant_is_told(mapping: str, code: str) -> None:
    with pytest.raises(UsageError) as error:
        filled("KPI,2026-09\nK03,5\n", mapping)
    assert error.value.problem.code == code


def test_a_value_no_plan_can_hold_is_told() -> None:
    data = book_of(("d", [["KPI", "2026-09"], ["K02", 52], ["K03", 1.7e308], ["K03", 1.7e308]]))
    made = filled(data)
    assert (codes(made), actuals(made.data)) == (["E780"], ONE)


STAMPS = "id,Create Date\n1,2026-08-31T15:30:00Z\n2,2026-09-30T20:00:00Z\n3,2026-09-10T20:00:00Z\n"
COUNT = '[[take]]\nkpi = "K02"\ndate = "Create Date"\ncount = true\n'


@pytest.mark.parametrize(
    ("zone", "told", "expected"),
    [
        ("", ["W781"], {"2026-08": 1, "2026-09": 2}),
        ('time_zone = "+09:00"\n', [], {"2026-09": 2, "2026-10": 1}),
        ('time_zone = "Z"\n', [], {"2026-08": 1, "2026-09": 2}),
        ('time_zone = "-08:00"\n', [], {"2026-08": 1, "2026-09": 2}),
    ],
)
def test_times_in_utc_at_a_months_edge(
    zone: str, told: list[str], expected: dict[str, float]
) -> None:
    made = filled(STAMPS, zone + COUNT)
    assert [one.code for one in made.problems if one.severity != "notice"] == told
    assert {month: value for (_, month), value in actuals(made.data).items()} == expected


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ("2026-09-30T15:30:00Z", True), ("2026-09-30 15:30 UTC", True), ("2026-09-30t23:59:59.999+00:00", True),
        ("2026-10-31T23:00:00-0500", True), ("2026-10-31T23:00:00-05:00", True), ("2026-11-01T01:00+0900", False),
        ("2026-10-15T23:00:00-0500", False), ("2026-10-31T23:00:00+0530", True), ("0001-01-01T00:00:00-0500", False),
        ("2026-10-01T05:00:00Z", True), ("2026-09-15T15:30:00Z", False), ("2026-10-01T00:30:00+09:00", False),
        ("2026-09-30", False), ("2026-09-30T15:30:00", False), ("2026-13-30T15:30:00Z", False), ("9999-12-31T23:00:00Z", False),
    ],
)  # fmt: skip
def test_which_stamps_may_be_another_month(stamp: str, expected: bool) -> None:
    assert may_be_another_month(stamp) == expected


def test_a_time_of_another_clock_is_told_as_utc_is() -> None:
    data = "KPI,Create Date,n\nK02,2026-09-30T23:00:00-0500,52\n"
    made = filled(data)
    assert ([one.code for one in made.problems if one.severity == "warning"]) == ["W781"]
    assert actuals(made.data) == ONE
    assert "W781" not in codes(filled(data, 'time_zone = "-05:00"'))


@pytest.mark.parametrize("sign", "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d")
def test_a_month_and_a_day_may_be_written_with_any_hyphen(sign: str) -> None:
    assert actuals(filled(f"KPI,2026{sign}09\nK02,52\n").data) == ONE
    assert actuals(filled(f"KPI,日付,値\nK02,2026{sign}09{sign}13,52\n").data) == ONE
    assert actuals(filled(f"KPI,日付,値\nK02,09{sign}13{sign}2026,52\n").data) == ONE


@pytest.mark.parametrize(
    "data",
    [
        "KPI,2026-09,2027-09\nK02,52,-\nK03,-,-\nK06,－,\n",
        "KPI,年月,値\nK02,2026-09,52\nK03,2026-09,―\nK06,2026-09,-\nK06,2030-09,-\n",
    ],
)
def test_a_dash_is_no_figure_and_is_told(data: str) -> None:
    made = filled(data)
    (told,) = (one for one in made.problems if one.code == "N029")
    assert (told.details["rows"], actuals(made.data), made.incomplete) == ("3, 4", ONE, False)


def test_overwriting_says_what_becomes_smaller() -> None:
    typed = bare_book(changed(PLAN, "K02", actual=(None,) * 4 + (41, 60) + (None,) * 6))
    made = filled("KPI,2026-08,2026-09\nK02,45,52\n", book=typed, overwrite=True)
    (lower,) = (one for one in made.problems if one.severity == "warning")
    assert (lower.code, lower.details["changes"]) == ("W783", "2026-09 60件 → 52件")
    assert not made.incomplete


WON = (
    "会社,受注日,段階,金額\n架空A,2026/9/1,受注,100000\n架空B,2026/9/2,受注,\n架空C,2026/9/3,受注,-\n"
    "架空D,2026/9/4,提案,\n架空E,2025/9/4,受注,\n社外秘,,,\n"
)


def test_a_won_deal_without_its_amount_is_told() -> None:
    made = filled(
        WON,
        '[[take]]\nkpi = "K08"\ndate = "受注日"\nvalue = "金額"\nfactor = 0.001\nwhere = { "段階" = "受注" }\n',
    )
    assert actuals(made.data) == {("K08", "2026-09"): 100}
    assert [
        (one.code, one.details["rows"]) for one in made.problems if one.severity != "notice"
    ] == [("W784", "3, 4")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("format", ["text", "json"])
def test_where_nothing_is_to_be_filled_in_no_file_is_made(
    language: str, format: str, tmp_path: Path
) -> None:
    book, data, out = (tmp_path / name for name in ("計画.xlsx", "data.csv", "out.xlsx"))
    book.write_bytes(BARE)
    data.write_text("KPI,2026-09\nK02,\n", encoding="utf-8")
    said = CliRunner().invoke(
        group,
        ["fill", str(book), str(data), "-o", str(out), "--lang", language, "--format", format],
    )
    assert (said.exit_code, out.exists()) == (0, False)
    assert text(language, "cli.fill.not_written", file=out) in said.stderr
    if format == "json":
        assert json.loads(said.stdout)["cells"] == []
