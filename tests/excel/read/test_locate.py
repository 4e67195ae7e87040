from __future__ import annotations

import pytest
from sheets import workbook

from btobsheet.excel.raw.grid import read_grid
from btobsheet.excel.read.by_headers import by_headers
from btobsheet.excel.read.by_keys import by_keys
from btobsheet.excel.read.keys import is_planning_sheet, key_meaning
from btobsheet.excel.read.located import Located
from btobsheet.layout.book import BOOK
from btobsheet.plan.calendar import Month
from btobsheet.problems import Place, Problem

APRIL = Month(2026, 4)
TACTICS = """
| tactics.id | tactics.name |
| No.        | 戦術         |
| T01        | 展示会       |
"""


def keyed(sheets: dict[str, str], **more: list[str]) -> tuple[dict[str, Located], list[Problem]]:
    return by_keys(read_grid(workbook(sheets, hidden=more.get("hidden", ()))), "ja")


def headed(
    sheets: dict[str, str], start: Month | None = APRIL
) -> tuple[dict[str, Located], list[Problem]]:
    return by_headers(read_grid(workbook(sheets)), BOOK.tables, start, ())


def told(problems: list[Problem]) -> list[tuple[str, Place | None]]:
    return [(item.code, item.place) for item in problems]


@pytest.mark.parametrize(
    ("key", "field"),
    [
        ("kpis.name", "name"),
        (" kpis.name ", "name"),
        ("kpis.attainment", "attainment"),
        ("kpis.actual.2026-09", "actual.2026-09"),
        ("actions.calendar.2026-04-06", "calendar.2026-04-06"),
        ("actions.calendar.2026-04", "calendar.2026-04"),
        ("settings.value", "value"),
        ("kpis.actual", None),
        ("kpis.actual.2026-13", None),
        ("kpis.actual.2026-04-06", None),
        ("kpis.name.2026-04", None),
        ("kpis.nothing", None),
        ("others.name", None),
        ("www.example.com", None),
    ],
)
def test_machine_keys(key: str, field: str | None) -> None:
    meaning = key_meaning(key)
    assert (meaning.field if meaning else None) == field


def test_columns_are_found_wherever_they_went() -> None:
    found, problems = keyed(
        {
            "どこか": """
            | メモ | tactics.name |  | tactics.status | tactics.id |
            | 自由 | 名前を変えた | 足した列 | 判定   | No.        |
            |      | 展示会       | x  | 順調           | T01        |
            """
        }
    )
    tactics = found["tactics"]
    assert (tactics.sheet.name, tactics.header_row) == ("どこか", 2)
    assert dict(tactics.columns) == {2: "name", 5: "id"}
    assert dict(tactics.computed) == {4: "status"}
    assert problems == []


def test_tables_stand_side_by_side() -> None:
    found, _ = keyed(
        {
            "設定": """
            | settings.id | settings.value |  | people.id | people.name |  | holidays.id | holidays.date |
            | x           |                |  | y         |             |  |             |               |
            | No.         | 値             |  | No.       | 氏名        |  | No.         | 休日          |
            """
        }
    )
    assert {
        name: (dict(located.columns), located.header_row) for name, located in found.items()
    } == {
        "settings": ({1: "id", 2: "value"}, 3),
        "people": ({4: "id", 5: "name"}, 3),
        "holidays": ({7: "id", 8: "date"}, 3),
    }


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("| tactics.id | tactics.name |\n| | |\n| 覚え | |\n| No. | 戦術 |\n| T01 | 展示会 |", 4),
        (
            (
                "| 上に足した行 | |\n| tactics.id | tactics.name |\n| ＮＯ． | 戦術 |\n| T01 "
                "| 展示会 |"
            ),
            3,
        ),
        (
            (
                "| tactics.id | tactics.name | tactics.owner |\n| | | |\n| 番号 | 戦術 | "
                "担当 |\n| T01 | 展示会 | |"
            ),
            3,
        ),
    ],
)
def test_the_header_row_is_found_by_its_number_column_or_its_headers(table: str, row: int) -> None:
    assert keyed({"戦術": table})[0]["tactics"].header_row == row


def test_of_a_copied_sheet_the_original_is_read() -> None:
    for order in (("②戦術 (2)", "②戦術"), ("②戦術", "②戦術 (2)")):
        found, problems = keyed(dict.fromkeys(order, TACTICS))
        assert found["tactics"].sheet.name == "②戦術"
        assert told(problems) == [("W103", Place("②戦術 (2)"))]


def test_a_visible_sheet_is_preferred_to_a_hidden_one() -> None:
    found, problems = keyed({"控え": TACTICS, "今の": TACTICS}, hidden=["控え"])
    assert found["tactics"].sheet.name == "今の"
    assert told(problems) == [("W103", Place("控え"))]


def test_the_two_votes_disagree() -> None:
    _, problems = keyed({"戦術": TACTICS.replace("| 戦術 ", "| メモ ")})
    assert told(problems) == [("W104", Place("戦術", "B1"))]
    assert dict(problems[0].details) == {
        "key_header": "戦術",
        "header": "メモ",
        "header_cell": "B2",
    }


@pytest.mark.parametrize(
    ("key", "header"),
    [
        ("kpis.target.2026-05", "4月 目標"),
        ("kpis.target.2026-04", "4月 実績"),
        ("kpis.actual.2026-04", "May actual"),
    ],
)
def test_months_have_two_votes_too(key: str, header: str) -> None:
    _, problems = keyed({"KPI": f"| kpis.id | {key} |\n| No. | {header} |"})
    assert told(problems) == [("W104", Place("KPI", "B1"))]


@pytest.mark.parametrize("header", ["Tactic", "戦　術", "こちらの呼び方", ""])
def test_a_header_of_ones_own_is_no_vote(header: str) -> None:
    assert keyed({"戦術": TACTICS.replace("| 戦術 ", f"| {header} ")})[1] == []


def test_a_column_that_was_copied_with_its_key_is_read_once() -> None:
    found, problems = keyed(
        {"戦術": "| tactics.id | tactics.name | tactics.name |\n| No. | 戦術 | 戦術 |"}
    )
    assert dict(found["tactics"].columns) == {1: "id", 2: "name"}
    assert told(problems) == [("W107", Place("戦術", "C1"))]


def test_a_column_whose_key_was_lost_is_found_by_its_header() -> None:
    found, problems = keyed(
        {"戦術": "| tactics.id | tactics.name | | tactics.note |\n| No. | 戦術 | 担当者 | メモ |"}
    )
    assert found["tactics"].columns[3] == "owner"
    assert problems == []


HEADERS = {
    "ja": "| No. | 対象月 | 戦術 | KPI | 結果 | 原因 | 次の一手 | 期限 |",
    "en": "| No. | Month | Tactic | KPI | Result | Cause | Next move | Due |",
}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_without_keys_headers_tell_the_table(language: str) -> None:
    found, problems = headed(
        {"x": f"| 題 | |\n| | |\n{HEADERS[language]}\n| R01 | | | | 良い | | | |"}
    )
    assert list(found) == ["reviews"]
    assert list(found["reviews"].columns.values()) == [
        "id",
        "month",
        "tactic",
        "kpi",
        "result",
        "cause",
        "next_action",
        "due",
    ]
    assert told(problems) == [("N105", Place("x", "A3"))]


@pytest.mark.parametrize(
    "table",
    [
        HEADERS["ja"],
        HEADERS["ja"] + "\n| X01 | | | | | | | |",
        "| No. | 名前 | 住所 |\n| R01 | | |",
        HEADERS["ja"].replace("No.", "番号") + "\n| R01 |",
    ],
)
def test_a_list_that_is_not_ours_is_left_alone(table: str) -> None:
    assert headed({"x": table}) == ({}, [])


def test_an_output_tab_is_never_taken_for_a_table() -> None:
    assert headed({"ダッシュボード": HEADERS["ja"] + "\n| R01 |"}) == ({}, [])


ACTIONS = (
    "| No. | 戦術 | やること(TODO) | 担当 | 開始 | 終了 | ステータス | 進捗率 | 4/6 | 1/4 |"
    "\n| A001 | | 準備 | | | | | | ● | |"
)
KPIS = (
    "| No. | 対象(KGI・作戦・戦術) | KPI | 単位 | 集計 | 向き | 年間目標 | 判定 | 達成率 | "
    "傾向 | 現状値 | 主KPI | 4月 目標 | 1月 実績 |\n| K01 | | 受注 |"
)


def test_months_and_days_without_keys_get_the_plans_year() -> None:
    found, _ = headed({"a": ACTIONS, "k": KPIS})
    assert [field for field in found["actions"].columns.values() if "." in field] == [
        "calendar.2026-04-06",
        "calendar.2027-01-04",
    ]
    assert [field for field in found["kpis"].columns.values() if "." in field] == [
        "target.2026-04",
        "actual.2027-01",
    ]


def test_months_without_keys_get_the_year_of_the_date_above() -> None:
    dates = "|" + " |" * 12 + " 46113 | 46388 |\n|" + " |" * 12 + " 1 | 10 |\n"
    found, _ = headed({"k": dates + KPIS}, None)
    assert [field for field in found["kpis"].columns.values() if "." in field] == [
        "target.2026-04",
        "actual.2027-01",
    ]


def test_only_sheets_of_a_plan_are_read_whole() -> None:
    grid = read_grid(
        workbook({"戦術": TACTICS, "別": "| a | b |\n| www.example.com | |"}),
        wanted=is_planning_sheet,
    )
    assert {sheet.name: sheet.complete for sheet in grid.sheets} == {
        "戦術": True,
        "別": False,
        "_btobsheet": True,
    }
