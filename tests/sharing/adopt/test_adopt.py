"""Plans made by hand are taken over: thirteen forms of them, each cell taken or named, both languages."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from sharing.adopt.shapes import BLUE, GREEN, SHAPES, YELLOW, paint, rows, saved, sheet

import btobsheet
from btobsheet.cli.group import group
from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Action, Cost, Kpi, Record
from btobsheet.problems import UsageError
from btobsheet.sharing.adopt import adopting
from btobsheet.sharing.adopt.adopting import ProposedMap, adopt_by, propose_map_of
from btobsheet.sharing.adopt.map import AdoptMap, read_adopt_map
from btobsheet.sharing.adopt.old import Old, read_old
from btobsheet.sharing.adopt.taking.take import TakenOver
from btobsheet.wording import LANGUAGES

START = Month(2026, 4)
LEVELS = ("operations", "tactics", "kpis", "actions", "costs", "people")

# what each form holds, as one line a record: written by hand from the shapes
EXPECTED = {
    "wbs_levels": """
        O01 リード獲得
        T01 展示会 < O01 | T02 ウェビナー < O01
        A001 出展の申し込み < T01 佐藤 2026-04-01/2026-04-20
        A002 ブースの手配 < T01 鈴木 2026-04-21/2026-05-31
        A003 台本を作る < T02 佐藤 2026-05-11/2026-06-10
        A004 案内を送る < T02 高橋 2026-06-11/2026-06-20
        P01 佐藤 | P02 鈴木 | P03 高橋""",
    "day_gantt": """
        A001 会場を押さえる 佐藤 2026-06-01/2026-06-02 done
        A002 招待状を送る 鈴木 2026-06-08/2026-06-12 in_progress
        A003 パネルを刷る 高橋 2026-06-15/2026-06-17 not_started
        A004 設営 佐藤 2026-06-15/2026-06-15
        A005 撤去 佐藤 2026-06-22/2026-06-22
        P01 佐藤 | P02 鈴木 | P03 高橋""",
    "english_tracker": """
        A001 Write the white paper Ann 2026-04-06/2026-04-24 done 100%
        A002 Launch the newsletter Ben 2026-05-11/2026-05-29 in_progress 40%
        A003 Trade fair Ann 2026-09-01/2026-09-03 not_started 0%
        P01 Ann | P02 Ben""",
    "week_marks": """
        T01 展示会 | T02 メルマガ
        A001 ブースを作る < T01 佐藤 2026-04-06/2026-04-24 2026-04-27★
        A002 名刺を入力する < T01 鈴木 2026-05-04/2026-05-08
        A003 毎月配信する < T02 高橋 2026-04-06/2026-06-05 2026-04-06● 2026-05-04● 2026-06-01●
        A004 効果を見る < T02 高橋 2026-06-08/2026-06-12 2026-06-01配信会議
        P01 佐藤 | P02 鈴木 | P03 高橋""",
    "kpi_across": """
        T01 展示会 | T02 ウェビナー | T03 Web
        K01 名刺獲得数 < T01 枚 target 12: 10 … 21 actual 3: 10 … 12
        K02 参加者数 < T02 人 target 12: 20 … 31 actual 3: 20 … 22
        K03 CVR < T03 % target 12: 0.3 … 0.41 actual 3: 0.3 … 0.32""",
    "kpi_pairs": """
        K01 資料請求数 件 target 12: 100 … 111 actual 2: 90 … 90
        K02 商談数 件 target 12: 20 … 20 actual 2: 18 … 18""",
    "kpi_down": """
        K01 セッション数 actual 5: 1000 … 1004
        K02 リード数 target 12: 50 … 50 actual 5: 48 … 48""",
    "budget": """
        T01 展示会 | T02 Web
        C01 会場費 < T01 plan 2: 500000 … 300000 actual 1: 480000 … 480000
        C02 広告費 < T02 plan 12: 120000 … 120000 actual 2: 118000 … 121000""",
    "tactics_list": """
        O01 新規獲得 | O02 維持
        T01 展示会出展 < O01 佐藤 high 3000000 | T02 ウェビナー < O01 鈴木 medium 500000
        T03 導入事例 < O02 高橋 low 600000
        K01 名刺獲得数 < T01 =800 | K02 参加者数 < T02 =300 | K03 掲載数 < T03 =6
        P01 佐藤 | P02 鈴木 | P03 高橋""",
    "sections_numbered": """
        T01 展示会 | T02 ウェビナー
        A001 申し込み < T01 佐藤 2026-04-01/2026-04-10 100%
        A002 設営 < T01 鈴木 2026-06-01/2026-06-30 30%
        A003 台本 < T02 佐藤・高橋 2026-07-01/2026-07-31 1%
        P01 佐藤 | P02 鈴木""",
    "several_tabs": """
        T01 メルマガ | T02 セミナー
        K01 配信数 target 12: 1000 … 1000
        K02 開封率 % target 12: 0.25 … 0.25
        A001 原稿を書く < T01 山田 2026-04-01/2026-04-15 done
        A002 配信する < T01 山田 2026-04-01/2026-04-30 done
        A003 会場を探す < T02 田中 2026-05-01/2026-06-10 in_progress
        A004 集客する < T02 田中 2026-07-01/2026-07-10
        P01 山田 | P02 田中""",
    "months_only": """
        T01 Trade fair | T02 Newsletter | T03 Webinar
        A001 Trade fair < T01 Ann 2026-04-01/2026-06-30
        A002 Newsletter < T02 Ben 2026-04-01/2027-03-31
        A003 Webinar < T03 Ann 2026-07-01/2026-08-31
        P01 Ann | P02 Ben""",
    "stacked": """
        K01 リード数 件 =600 | K02 商談数 件 =90
        A001 出稿を決める 佐藤 2026-04-01/2026-04-30 in_progress
        A002 効果を見る 佐藤 2026-05-01/2026-05-31
        P01 佐藤""",
}
ASKED = {
    "day_gantt": ["レビュー待ち"],
    "several_tabs": ["×"],
    "months_only": ["start"],
    "stacked": ["A"],
}
"""What each form leaves to people: words, columns, the first month."""
TOLD = {
    "kpi_across": ["W817"],
    "several_tabs": ["W817"],
    "week_marks": ["W813"],
    "sections_numbered": ["W815"],
}


def said(record: Record) -> str:
    """Give a record as one line."""
    parts = [record.id, str(getattr(record, record.naming))]
    for name in ("operation", "tactic", "scope"):
        if value := getattr(record, name, ""):
            parts.append(f"< {value}")
    parts += [
        value for name in ("owner", "unit", "priority") if (value := getattr(record, name, ""))
    ]
    if isinstance(record, Action):
        parts += [f"{record.start}/{record.end}"] if record.start else []
        parts += [record.status] if record.status else []
        parts += [f"{record.percent:.0%}"] if record.percent is not None else []
        parts += [f"{key}{mark}" for key, mark in record.calendar]
    if isinstance(record, Kpi | Cost):
        for name in ("target", "plan", "actual"):
            values = [value for value in getattr(record, name, ()) if value is not None]
            parts += (
                [f"{name} {len(values)}: {values[0]:.10g} … {values[-1]:.10g}"] if values else []
            )
    for name in ("budget", "annual_target"):
        if (value := getattr(record, name, None)) is not None:
            parts.append(f"{'' if name == 'budget' else '='}{value:.10g}")
    return " ".join(parts)


def told(plan: Plan) -> list[str]:
    return [said(record) for table in LEVELS for record in getattr(plan, table)]


def lines(text: str) -> list[str]:
    return [one.strip() for line in text.strip().split("\n") for one in line.split(" | ")]


@cache
def old_plan(shape: str) -> bytes:
    """Give the workbook of a form; the same bytes each time."""
    return SHAPES[shape]()


@cache
def proposed(shape: str, language: str = "ja") -> ProposedMap:
    return propose_map_of(old_plan(shape), language)


@cache
def taken(shape: str) -> TakenOver:
    """Take over as proposed."""
    how = read_adopt_map(proposed(shape).text)
    return adopt_by(old_plan(shape), replace(how, start=how.start or START))[0]


seen_once = cache(read_old)


@pytest.fixture(autouse=True, scope="module")
def once() -> Iterator[None]:
    """Look at each workbook once: a process of its own does it, and these tests ask what is made of
    what it saw.
    """
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(adopting, "read_old", seen_once)
        yield


def cells_of(shape: str) -> Old:
    return seen_once(old_plan(shape))


@pytest.mark.parametrize("shape", SHAPES)
def test_what_people_made_is_taken_over(shape: str) -> None:
    made = taken(shape)
    assert told(made.plan) == lines(EXPECTED[shape])


@pytest.mark.parametrize("shape", SHAPES)
def test_every_cell_is_taken_or_named(shape: str) -> None:
    made = taken(shape)
    filled = {(tab.name, *at) for tab in cells_of(shape).tabs for at in tab.cells()}
    was_taken = {one.at for one in made.taken}
    left = {one.at for one in made.left if one.why != "note"}
    assert (was_taken | left | made.headings) >= filled
    assert not left & was_taken
    assert not left & made.headings


@pytest.mark.parametrize("shape", SHAPES)
def test_each_value_stands_where_its_origin_says(shape: str) -> None:
    """Law: a value of the new plan is that of the cell it is said to be from."""
    made = taken(shape)
    tabs = {tab.name: tab for tab in cells_of(shape).tabs}
    records = {record.id: record for _, record in made.plan.records()}
    checked = Counter[str]()
    for one in made.taken:
        raw = tabs[one.at[0]].own(*one.at[1:])
        value = getattr(records.get(one.id), one.field, None)
        if (
            isinstance(value, str)
            and isinstance(raw, str)
            and one.field in ("task", "owner", "item")
        ):
            assert value == raw.strip()
            checked[one.field] += 1
    assert checked or shape.startswith(("kpi", "tactics"))


@pytest.mark.parametrize("shape", SHAPES)
def test_the_proposed_map_reads_back_as_it_was_meant(shape: str) -> None:
    for language in LANGUAGES:
        made = proposed(shape, language)
        assert read_adopt_map(made.text) == made.proposal.how


@pytest.mark.parametrize("shape", SHAPES)
def test_what_nobody_can_tell_is_asked(shape: str) -> None:
    data = tomllib.loads(proposed(shape).text)
    asked = [key for key in ("start",) if data[key] == "?"]
    for table in data["table"]:
        for group_ in ("columns", "words", "colours", "marks", "lines"):
            asked += [key for key, value in table.get(group_, {}).items() if value == "?"]
    assert asked == ASKED.get(shape, [])


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_doubtful_is_told(shape: str) -> None:
    assert [item.code for item in taken(shape).problems] == TOLD.get(shape, [])


@pytest.mark.slow
@pytest.mark.parametrize(
    "shape",
    [pytest.param(one, marks=[] if one == "wbs_levels" else pytest.mark.slow) for one in SHAPES],
)
def test_the_new_workbook_reads_back_as_the_plan(shape: str, tmp_path: Path) -> None:
    old, how = tmp_path / "old.xlsx", tmp_path / "map.toml"
    old.write_bytes(old_plan(shape))
    before = old.read_bytes()
    text = btobsheet.propose_map(old).text
    how.write_text(text.replace('start = "?"', 'start = "2026-04"'), encoding="utf-8")
    made = btobsheet.adopt(old, how)
    reading = btobsheet.read(made.data, thorough=True)
    assert reading.plan == made.plan
    assert [item.code for item in reading.problems if item.code[0] == "E"] == []
    assert old.read_bytes() == before
    tab = openpyxl.load_workbook(BytesIO(made.data))["引き継ぎ元"]
    listed = {str(row[0].value) for row in tab.iter_rows(min_row=4)}
    assert len(listed) >= len({one.at for one in made.taken} | {one.at for one in made.left})


# --- answers in the map


def test_answers_of_the_map_are_used() -> None:
    data = old_plan("day_gantt")
    text = proposed("day_gantt").text.replace('"レビュー待ち" = "?"', '"レビュー待ち" = "進行中"')
    made, _ = adopt_by(data, read_adopt_map(text))
    assert made.plan.actions[3].status == "in_progress"
    assert "open" not in {one.why for one in made.left}


def test_a_column_answered_is_taken() -> None:
    data = old_plan("stacked")
    text = proposed("stacked").text
    made, _ = adopt_by(data, read_adopt_map(text.replace('"A" = "?"', '"A" = "tactic"')))
    assert [one.name for one in made.plan.tactics] == ["広告"]
    assert {one.tactic for one in made.plan.actions} == {"T01"}


MAP = """
start = "2026-04"
[[table]]
sheet = "S"
kind = "actions"
header = "1"
rows = "2:9"
[table.columns]
"A" = "task"
{more}
"""


def by_map(lines_: list[list[Any]], more: str, at: str = "2:9") -> TakenOver:
    book, tab = sheet("S")
    rows(tab, 1, [["やること"], *lines_])
    how = MAP.format(more=more).replace("2:9", at)
    return adopt_by(saved(book), read_adopt_map(how))[0]


PERIODS = {
    "4/1〜4/15": "2026-04-01/2026-04-15",
    "4/1~15": "2026-04-01/2026-04-15",
    "4月": "2026-04-01/2026-04-30",
    "4月〜6月": "2026-04-01/2026-06-30",
    "4～6月": "2026-04-01/2026-06-30",
    "2026年5月1日から6月10日": "2026-05-01/2026-06-10",
    "2026/4/1-2026/4/30": "2026-04-01/2026-04-30",
    "7月上旬": "2026-07-01/2026-07-10",
    "Apr 6 - Apr 24": "2026-04-06/2026-04-24",
    "第1四半期": "2026-04-01/2026-06-30",
    "1月 → 3月": "2027-01-01/2027-03-31",
}


def test_a_period_in_words_is_two_days() -> None:
    plan = by_map([["書く", text] for text in PERIODS], '"B" = "period"', "2:12").plan
    assert [f"{one.start}/{one.end}" for one in plan.actions] == list(PERIODS.values())


def test_a_period_nobody_understands_is_left() -> None:
    made = by_map([["書く", "未定"]], '"B" = "period"')
    assert [(one.text, one.why) for one in made.left] == [("未定", "unread")]


def test_days_are_counted_as_the_map_says() -> None:
    line = ["書く", "2026/4/3", 3]  # a Friday
    for unit, end in (("days", "2026-04-05"), ("workdays", "2026-04-07")):
        (action,) = by_map([line], f'"B" = "start"\n"C" = "{unit}"').plan.actions
        assert str(action.end) == end
    assert by_map([line], '"B" = "start"\n"C" = "?"').plan.actions[0].end is None


def test_a_bar_that_says_other_days_than_the_columns_is_told() -> None:
    book, tab = sheet("S")
    rows(tab, 1, [["やること", "開始", "終了"], ["書く", "2026/4/6", "2026/4/30", None, "●"]])
    how = MAP.format(
        more='"B" = "start"\n"C" = "end"\n"D:O" = "month.2026-04"\n[table.marks]\n"●" = "bar"'
    )
    made, _ = adopt_by(saved(book), read_adopt_map(how))
    (action,) = made.plan.actions
    assert f"{action.start}/{action.end}" == "2026-04-06/2026-04-30"
    assert [(item.code, item.place and item.place.cell) for item in made.problems] == [
        ("W812", "E2")
    ]
    assert [mark for _, mark in action.calendar] == ["●"]


def test_a_coloured_cell_is_read_or_named() -> None:
    book, tab = sheet("S")
    rows(
        tab,
        1,
        [["やること", "開始", "終了"], ["書く", "2026/4/6", "2026/4/30"], ["見る"], ["読む"]],
    )
    for area, colour in (("D2:E2", BLUE), ("E3:F3", BLUE), ("G3:G3", GREEN), ("H4", YELLOW)):
        paint(tab, area, colour)
    colours = '"4472C4" = "bar"\n"70AD47" = ""\n"FFD966" = "?"'
    how = MAP.format(
        more=f'"B" = "start"\n"C" = "end"\n"D:O" = "month.2026-04"\n[table.colours]\n{colours}'
    )
    made, _ = adopt_by(saved(book), read_adopt_map(how))
    assert [str(one.end) for one in made.plan.actions] == ["2026-04-30", "2026-06-30", "None"]
    assert [(one.at[1:], one.text, one.why) for one in made.left] == [
        ((2, 4), "色 4472C4", "dates"),
        ((2, 5), "色 4472C4", "dates"),
        ((3, 7), "色 70AD47", "column"),
        ((4, 8), "色 FFD966", "open"),
    ]


@pytest.mark.parametrize(
    ("heads", "fields"),
    [
        (("開始日", "完了日"), ("start", "?")),
        (("開始日", "終了日", "完了日"), ("start", "end", "done_on")),
        (("開始日", "実績完了日"), ("start", "done_on")),
        (("Start date", "Actual finish"), ("start", "done_on")),
        (("期間", "完了日"), ("period", "done_on")),
    ],
)
def test_a_day_of_completion_beside_a_start_alone_is_asked_about(
    heads: tuple[str, ...], fields: tuple[str, ...]
) -> None:
    book, tab = sheet("S")
    row = ("2026/4/1", "2026/4/20", "2026/4/21")[: len(heads)]
    rows(tab, 1, [["タスク", "担当者", *heads], ["書く", "佐藤", *row], ["読む", "佐藤", *row]])
    (table,) = propose_map_of(saved(book), "ja").proposal.how.tables
    assert tuple(table.columns.values())[2:] == fields


BAD_MAPS = {
    "[[table": "E750",
    "colour = 1": "E751",
    'start = "April"': "E752",
    'start = "2026-04"\n[[table]]\nsheet = "S"\nkind = "gantt"\nheader = "1"\nrows = "2"': "E752",
    MAP.format(more='"B" = "boss"'): "E751",
    MAP.format(more='"B" = "target.2026-04"'): "E751",
    MAP.format(more='"B:A" = ""'): "E752",
    MAP.format(more='"A:C" = ""'): "E752",
    MAP.format(more='"B2" = ""'): "E752",
    MAP.replace('"2:9"', '"9:2"').format(more=""): "E752",
    MAP.format(more="[table.colours]\n4472C4 = 'blue'"): "E752",
}


@pytest.mark.parametrize("text", BAD_MAPS)
def test_a_map_that_is_not_right_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as error:
        read_adopt_map(text, "map.toml")
    assert error.value.problem.code == BAD_MAPS[text]
    assert error.value.file == "map.toml"


def test_a_map_without_a_month_a_tab_or_anything_to_take_is_refused() -> None:
    data = old_plan("wbs_levels")
    how = proposed("wbs_levels").proposal.how
    (table,) = how.tables
    for wrong, code in (
        (replace(how, start=None), "E805"),
        (replace(how, tables=(replace(table, sheet="none"),)), "E732"),
        (AdoptMap(start=START), "E806"),
    ):
        with pytest.raises(UsageError) as error:
            adopt_by(data, wrong)
        assert error.value.problem.code == code


# --- the command


def run(*arguments: object) -> Any:
    return CliRunner().invoke(group, ["adopt", *map(str, arguments)])


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "old.xlsx"
    path.write_bytes(old_plan("day_gantt"))
    return path


@pytest.mark.few(1)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_proposes_then_makes_the_workbook(old: Path, language: str) -> None:
    how, out = old.with_name("map.toml"), old.with_name("new.xlsx")
    proposed = run(old, "-o", how, "--lang", language)
    assert proposed.exit_code == 0
    assert "レビュー待ち" in proposed.stdout  # asked
    assert "2026/6/8" in proposed.stdout  # a row in words
    made = run(old, "--map", how, "-o", out)
    assert made.exit_code == 1  # a question is open
    assert "C9" in made.stdout
    how.write_text(
        how.read_text(encoding="utf-8").replace(
            '"レビュー待ち" = "?"', '"レビュー待ち" = "In progress"'
        ),
        encoding="utf-8",
    )
    assert run(old, "--map", how, "-o", out).exit_code == 2  # it is there already
    assert run(old, "--map", how, "-o", out, "--force").exit_code == 0
    assert btobsheet.read(out).plan.language == language


def test_without_an_output_nothing_is_written(old: Path) -> None:
    assert run(old).exit_code == 0
    assert [one.name for one in old.parent.iterdir()] == ["old.xlsx"]


def test_an_output_of_another_kind_is_refused(old: Path) -> None:
    assert run(old, "-o", old.with_name("map.xlsx")).exit_code == 2
    assert run(old, "-o", old).exit_code == 2
