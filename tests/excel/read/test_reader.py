from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping, Sequence

import pytest
from books import generated
from plans import small_plan
from sheets import IDENTITY, workbook

from btobsheet.excel.read.reader import ReadResult, read_workbook
from btobsheet.plan.calendar import Month
from btobsheet.problems import Place, UnreadableError
from btobsheet.reports.problems import hint, message
from btobsheet.wording import LANGUAGES

MISSING = ("E101", "E102")
TACTICS = """
| tactics.id | tactics.name |
| No.        | 戦術         |
| T01        | 展示会       |
"""
KPIS = """
| kpis.id | kpis.scope | kpis.name | kpis.unit | kpis.status | kpis.actual.2026-04 | kpis.actual.2026-05 |
| No.     | 対象       | KPI       | 単位      | 判定        | 4月 実績            | 5月 実績            |
| K01     | T01 展示会 | 名刺      | 枚        | =1 -> 順調  | 120                 | '１２０枚           |
| K02     |            |           |           | =1 ->       |                     |                     |
"""
ACTIONS = """
| actions.id | actions.tactic | actions.task | actions.start | actions.state  | actions.calendar.2026-04-06 | actions.calendar.2026-04-13 |
| No.        | 戦術           | TODO         | 開始          | 進み具合       | 4/6                         | 4/13                        |
| A001       | T01            | 準備         | 46118         | =1 -> 未着手   | ●                           |                             |
| A002       |                | 本番         |               | 手で入れた     |                             |                             |
| A003       |                |              |               | =1 ->          |                             |                             |
"""


def read(
    sheets: Mapping[str, str],
    *,
    stored: Mapping[str, str] | None = None,
    custom: Mapping[str, str] | None = None,
    merges: Mapping[str, Sequence[str]] | None = None,
    date1904: bool = False,
    computed: bool = False,
    verify: bool = False,
) -> ReadResult:
    data = workbook(sheets, stored=stored, custom=custom, merges=merges, date1904=date1904)
    result = read_workbook(data, "計画.xlsx", computed=computed, verify=verify)
    for item in result.problems:
        assert all(message(item, language) and hint(item, language) for language in LANGUAGES), item
    return result


def codes(result: ReadResult) -> list[tuple[str, str]]:
    """Give code and address of every problem but those of columns that these small workbooks leave
    out.
    """
    return [
        (item.code, item.place.cell if item.place else "")
        for item in result.problems
        if item.code not in MISSING
    ]


def test_a_small_workbook() -> None:
    result = read({"KPI": KPIS, "戦術": TACTICS, "行動": ACTIONS})
    (kpi,), (tactic,) = result.plan.kpis, result.plan.tactics
    assert (kpi.id, kpi.scope, kpi.name, kpi.actual[:3]) == ("K01", "T01", "名刺", (120, 120, None))
    assert (tactic.id, tactic.name) == ("T01", "展示会")
    assert [(item.id, item.tactic, item.start, item.calendar) for item in result.plan.actions] == [
        ("A001", "T01", dt.date(2026, 4, 6), (("2026-04-06", "●"),)),
        ("A002", "", None, ()),
    ]
    assert codes(result) == [("N206", "G3")]
    assert (result.plan.identity.plan_id, result.plan.identity.revision, result.file) == (
        "p-1",
        1,
        "計画.xlsx",
    )


def test_a_record_knows_its_cells() -> None:
    kpi = read({"KPI": KPIS}).plan.kpis[0]
    assert kpi.place("actual.2026-05") == Place("KPI", "G3")
    assert kpi.place("status") == Place("KPI", "E3")
    assert kpi.place() == Place("KPI", "A3")


def test_every_missing_column_is_one_problem() -> None:
    result = read({"戦術": TACTICS, "KPI": KPIS})
    headers = [
        str(item.details["header"])
        for item in result.problems
        if item.code == "E101" and item.place == Place("戦術")
    ]
    assert "担当" in headers
    assert len(headers) == len(set(headers))
    months = [
        str(item.details["header"])
        for item in result.problems
        if item.code == "E101" and "2026-06" in str(item.details["header"])
    ]
    assert [header.split()[0] for header in months] == ["実績", "目標"]
    assert not any("2026-05" in header for header in months if header.startswith("実績"))


def test_a_missing_sheet_is_one_problem() -> None:
    assert [
        item.details["sheet"]
        for item in read({"KPI": KPIS, "戦術": TACTICS, "行動": ACTIONS}).problems
        if item.code == "E102"
    ] == [
        "方針・設定",
        "①作戦",
        "⑤振り返り",
    ]


def test_months_of_another_year_are_told_and_not_read() -> None:
    result = read({"KPI": KPIS.replace("2026-04", "2025-04")})
    assert [item.details["months"] for item in result.problems if item.code == "W108"] == [
        "実績 2025-04"
    ]
    assert result.plan.kpis[0].actual[:2] == (None, 120)


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        ("=B1*2 -> 40", 40, "N401"),
        ("=B1 ->", None, "E402"),
        ("=TRUE() -> 40", 40, ""),
        ("#N/A", None, "E204"),
        ("=B1 -> 40枚", 40, "N401"),
    ],
)
def test_a_formula_in_an_input_cell(cell: str, value: float | None, code: str) -> None:
    result = read({"KPI": KPIS.replace("| 120 ", f"| {cell} ")})
    assert result.plan.kpis[0].actual[0] == value
    assert [found for found, place in codes(result) if place == "F3" and found != "N206"] == (
        [code] if code else []
    )


def test_a_formula_that_was_typed_over_is_told_when_asked() -> None:
    assert ("W403", "E4") not in codes(read({"行動": ACTIONS}))
    result = read({"行動": ACTIONS}, computed=True)
    assert [
        (item.place, item.value, item.details["header"])
        for item in result.problems
        if item.code == "W403"
    ] == [(Place("行動", "E4"), "手で入れた", "進み具合")]


def test_merged_cells_give_their_value_to_the_rows_in_use() -> None:
    result = read({"行動": ACTIONS, "戦術": TACTICS}, merges={"行動": ["B3:B5", "F3:G3", "C4:D4"]})
    assert [(item.id, item.tactic) for item in result.plan.actions] == [
        ("A001", "T01"),
        ("A002", "T01"),
    ]
    assert result.plan.actions[0].calendar == (("2026-04-06", "●"), ("2026-04-13", "●"))
    assert codes(result) == [("N106", "B3"), ("N106", "F3"), ("N109", "C4")]


def test_rows_after_a_gap_headers_in_between_and_totals() -> None:
    rows = "| T02 | Web広告 |\n" + "| | |\n" * 30 + "| No. | 戦術 |\n| T03 | 相談会 |\n| 合計 | 3 |"
    assert [item.id for item in read({"戦術": TACTICS + rows}).plan.tactics] == [
        "T01",
        "T02",
        "T03",
    ]


def test_the_1904_epoch() -> None:
    assert read({"行動": ACTIONS.replace("46118", str(46118 - 1462))}, date1904=True).plan.actions[
        0
    ].start == dt.date(2026, 4, 6)


def test_a_line_above_the_keys_is_borne() -> None:
    assert [
        item.id for item in read({"戦術": "| 2026年度の計画 | |\n" + TACTICS.strip()}).plan.tactics
    ] == ["T01"]


@pytest.mark.parametrize(
    ("stored", "custom", "language", "codes_told"),
    [
        (None, {}, "ja", []),
        (
            {},
            {f"btobsheet_{key}": value for key, value in (IDENTITY | {"language": "en"}).items()},
            "en",
            [],
        ),
        ({}, {}, "ja", ["W405"]),
        ({"start": "いつか", "layout_version": "?"}, {}, "ja", ["W405"]),
    ],
)
def test_identity_stands_in_three_places(
    stored: Mapping[str, str] | None,
    custom: Mapping[str, str],
    language: str,
    codes_told: list[str],
) -> None:
    result = read({"KPI": KPIS, "戦術": TACTICS}, stored=stored, custom=custom)
    assert (result.plan.start, result.plan.language) == (Month(2026, 4), language)
    assert [code for code, _ in codes(result) if code != "N206"] == codes_told


@pytest.mark.parametrize(
    ("steps", "unit"),
    [
        (("2026-04-06", "2026-04-13"), "week"),
        (("2026-04-06", "2026-04-07"), "day"),
        (("2026-04", "2026-05"), "month"),
    ],
)
def test_the_calendars_unit_follows_from_its_keys(steps: tuple[str, str], unit: str) -> None:
    table = ACTIONS.replace("2026-04-06", steps[0]).replace("2026-04-13", steps[1])
    assert read({"行動": table}, stored={}).plan.calendar == unit


def test_english_headers_tell_the_language() -> None:
    table = TACTICS.replace("| 戦術 ", "| Tactic ")
    assert (
        read(
            {
                "x": table,
                "y": "| kpis.id | kpis.unit | kpis.actual.2026-04 |\n| No. | Unit | Apr actual |",
            },
            stored={},
        ).plan.language
        == "en"
    )


def test_without_keys_the_plan_is_read_by_its_headers() -> None:
    table = (
        "| No. | 戦術 | やること(TODO) | 担当 | 開始 | 終了 | ステータス | 進捗率 | 4/6 |\n| "
        "A001 | | 準備 | 甲野一郎 | 46118 | 46130 | 完了 | 1 | ● |"
    )
    result = read({"行動": table}, stored={})
    assert (result.plan.start, result.plan.actions[0].task, result.plan.actions[0].calendar) == (
        Month(2026, 4),
        "準備",
        (("2026-04-06", "●"),),
    )
    assert codes(result) == [("W406", ""), ("W405", ""), ("N105", "A1")]


@pytest.mark.parametrize(
    ("sheets", "stored", "code"),
    [
        ({"売上": "| 日付 | 金額 |"}, {}, "E020"),
        ({"売上": "| 日付 | 金額 |"}, None, "E020"),
        ({"KPI": KPIS}, IDENTITY | {"layout_version": "99"}, "E021"),
        ({"戦術": TACTICS}, {}, "E022"),
    ],
)
def test_what_is_no_plan_is_refused(
    sheets: Mapping[str, str], stored: Mapping[str, str] | None, code: str
) -> None:
    with pytest.raises(UnreadableError) as raised:
        read(sheets, stored=stored)
    assert (raised.value.problem.code, raised.value.file) == (code, "計画.xlsx")


def test_another_workbook_is_named_by_its_sheets() -> None:
    with pytest.raises(UnreadableError) as raised:
        read(dict.fromkeys("甲乙丙丁戊己", "| a |"), stored={})
    assert raised.value.problem.details["sheets"] == "甲, 乙, 丙, 丁, 戊 …"


def test_a_changed_base_snapshot_is_told_when_asked() -> None:
    stored = IDENTITY | {"base.1": "{}", "base_sha256": "0"}
    assert "W404" not in dict(codes(read({"戦術": TACTICS}, stored=stored)))
    assert "W404" in dict(codes(read({"戦術": TACTICS}, stored=stored, verify=True)))


def test_errors_in_computed_cells_are_told_once_a_table() -> None:
    """Of a table the first such cell, how many there are, and the cure."""
    part = "xl/worksheets/sheet6.xml"  # ③KPI目標・実績
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(generated(small_plan()))) as package:
        sheet = re.sub(
            r'(<c r="[EF]8")([^>]*?)(?: t="\w+")?>(<f[^>]*/?>(?:[^<]*</f>)?)<v>[^<]*</v></c>',
            r'\1\2 t="e">\3<v>#REF!</v></c>',
            package.read(part).decode(),
        )
        with zipfile.ZipFile(out, "w") as made:
            for name in package.namelist():
                made.writestr(name, sheet if name == part else package.read(name))
    (told,) = (
        item
        for item in read_workbook(out.getvalue(), computed=True).problems
        if item.code == "W415"
    )
    assert (told.value, told.details["count"], told.details["table"]) == ("#REF!", 2, "kpis")
