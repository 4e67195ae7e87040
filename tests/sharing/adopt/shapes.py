"""Plans as people make them by hand: the structures of templates that are in use, contents our own.

Each function gives a workbook's bytes; nothing of anybody's file is in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

BLUE, GREEN, GREY, YELLOW, BAND = "4472C4", "70AD47", "D9D9D9", "FFD966", "BDD7EE"
MONTHS = [*range(4, 13), *range(1, 4)]


def saved(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def sheet(name: str, book: Workbook | None = None) -> tuple[Workbook, Worksheet]:
    book = book or Workbook()
    if (
        book.worksheets == [book.active]
        and book.active["A1"].value is None
        and book.active.max_row == 1
    ):  # type: ignore[index,union-attr]
        tab: Any = book.active
        tab.title = name
        return book, tab
    return book, book.create_sheet(name)


def rows(tab: Worksheet, first: int, lines: Iterable[Sequence[Any]], column: int = 1) -> None:
    for at, line in enumerate(lines):
        for step, value in enumerate(line):
            if value is not None:
                tab.cell(first + at, column + step, value)


def paint(tab: Worksheet, area: str, colour: str) -> None:
    for line in tab[area] if ":" in area else ((tab[area],),):
        for cell in line:
            cell.fill = PatternFill("solid", fgColor=colour)


def wbs_levels() -> bytes:
    """大項目・中項目・小項目, merged downwards; thirds of months over two rows; coloured bars."""
    book, tab = sheet("WBS")
    tab["A1"] = "2026年度 マーケティング計画"
    rows(tab, 4, [["No.", "大項目", "中項目", "小項目", "担当者", "備考"]])
    for at, month in enumerate(MONTHS):
        first = 7 + 3 * at
        tab.cell(3, first, f"{month}月")
        tab.merge_cells(start_row=3, start_column=first, end_row=3, end_column=first + 2)
        rows(tab, 4, [["上旬", "中旬", "下旬"]], first)
    rows(
        tab,
        5,
        [
            [1, "リード獲得", "展示会", "出展の申し込み", "佐藤"],
            [2, None, None, "ブースの手配", "鈴木", "前年と同じ業者"],
            [3, None, "ウェビナー", "台本を作る", "佐藤"],
            [4, None, None, "案内を送る", "高橋"],
        ],
    )
    for area in ("B5:B8", "C5:C6", "C7:C8"):
        tab.merge_cells(area)
    for area in ("G5:H5", "I6:L6", "K7:M7", "N8:N8"):
        paint(tab, area, BLUE)
    return saved(book)


def day_gantt() -> bytes:
    """Days under months, weekends grey, planned bars and actual bars told by a legend."""
    book, tab = sheet("スケジュール")
    tab["A1"] = "展示会準備 2026年度"
    tab["D1"], tab["F1"] = "予定", "実績"
    paint(tab, "C1", BLUE)
    paint(tab, "E1", GREEN)
    rows(tab, 5, [["タスク", "担当", "状況"]])
    day = dt.date(2026, 6, 1)
    for at in range(30):
        one = day + dt.timedelta(days=at)
        column = 4 + at
        if at == 0:
            tab.cell(4, column, "2026年6月")
        tab.cell(5, column, one.day)
        if one.weekday() >= 5:
            for row in range(5, 11):
                tab.cell(row, column).fill = PatternFill("solid", fgColor=GREY)
    rows(
        tab,
        6,
        [
            ["会場を押さえる", "佐藤", "済"],
            ["招待状を送る", "鈴木", "進行中"],
            ["パネルを刷る", "高橋", "未着手"],
            ["設営", "佐藤", "レビュー待ち"],
            ["撤去", "佐藤", ""],
        ],
    )
    paint(tab, "D6:E6", BLUE)
    paint(tab, "F6:G6", GREEN)
    paint(tab, "K7:O7", BLUE)
    paint(tab, "R8:T8", BLUE)
    paint(tab, "R9:R9", BLUE)
    paint(tab, "Y10:Y10", BLUE)
    return saved(book)


def english_tracker() -> bytes:
    """An English tracker: real dates, percent, a column of notes, totals below."""
    book, tab = sheet("Marketing plan FY2026")
    tab["B2"] = "Marketing action plan FY2026"
    rows(
        tab,
        5,
        [
            [
                "Task",
                "Assigned To",
                "Start Date",
                "Due Date",
                "Status",
                "% Complete",
                "Budget ($)",
                "Notes",
            ]
        ],
        2,
    )
    rows(
        tab,
        6,
        [
            [
                "Write the white paper",
                "Ann",
                dt.date(2026, 4, 6),
                dt.date(2026, 4, 24),
                "Done",
                1.0,
                None,
                "printed too",
            ],
            [
                "Launch the newsletter",
                "Ben",
                dt.date(2026, 5, 11),
                dt.date(2026, 5, 29),
                "In progress",
                0.4,
                None,
                None,
            ],
            [
                "Trade fair",
                "Ann",
                dt.date(2026, 9, 1),
                dt.date(2026, 9, 3),
                "Not started",
                0,
                None,
                None,
            ],
            ["Total", None, None, None, None, None, 0, None],
        ],
        2,
    )
    tab["B6"].comment = Comment("ask Carl", "Ann")
    return saved(book)


def week_marks() -> bytes:
    """● in weeks, named by their Mondays; one sign for bars, stars and words as marks."""
    book, tab = sheet("年間計画")
    rows(tab, 2, [["施策", "実施内容", "担当"]])
    monday = dt.date(2026, 4, 6)
    for at in range(12):
        cell = tab.cell(2, 4 + at, monday + dt.timedelta(days=7 * at))
        cell.number_format = "m/d"
    rows(
        tab,
        3,
        [
            ["展示会", "ブースを作る", "佐藤", "●", "●", "●", "★"],
            ["展示会", "名刺を入力する", "鈴木", None, None, None, None, "●"],
            ["メルマガ", "毎月配信する", "高橋", "●", None, None, None, "●", None, None, None, "●"],
            ["メルマガ", "効果を見る", "高橋", *[None] * 8, "配信会議", "●"],
        ],
    )
    return saved(book)


def kpi_across() -> bytes:
    """KPIs with lines of target, actual and attainment, names merged over three rows."""
    book, tab = sheet("KPI管理")
    tab["A1"] = "2026年度 KPI目標・実績"
    rows(tab, 3, [["施策", "KPI", "単位", "区分", *(f"{month}月" for month in MONTHS), "合計"]])
    for at, (tactic, name, unit) in enumerate(
        (("展示会", "名刺獲得数", "枚"), ("ウェビナー", "参加者数", "人"), ("Web", "CVR", "%"))
    ):
        first = 4 + 3 * at
        target = [10 * (at + 1) + one for one in range(12)]
        if unit == "%":
            target = [round(one / 100, 2) for one in target]
        rows(tab, first, [[tactic, name, unit, "目標", *target, sum(target)]])
        rows(tab, first + 1, [[None, None, None, "実績", *target[:3]]])
        rows(tab, first + 2, [[None, None, None, "達成率", "=E5/E4"]])
        for column in "ABC":
            tab.merge_cells(f"{column}{first}:{column}{first + 2}")
    return saved(book)


def kpi_pairs() -> bytes:
    """Target and actual side by side under each month, two rows of headings."""
    book, tab = sheet("数値")
    tab["A1"] = "KPIの目標と実績(2026年度)"
    tab["A3"] = "指標"
    tab.merge_cells("A3:A4")
    for at, month in enumerate(MONTHS):
        first = 2 + 2 * at
        tab.cell(3, first, f"{month}月")
        tab.merge_cells(start_row=3, start_column=first, end_row=3, end_column=first + 1)
        rows(tab, 4, [["目標", "実績"]], first)
    rows(
        tab,
        5,
        [
            [
                "資料請求数(件)",
                *[
                    value
                    for month in range(12)
                    for value in (100 + month, 90 if month < 2 else None)
                ],
            ]
        ],
    )
    rows(
        tab,
        6,
        [
            [
                "商談数(件)",
                *[value for month in range(12) for value in (20, 18 if month < 2 else None)],
            ]
        ],
    )
    return saved(book)


def kpi_down() -> bytes:
    """Months in rows, KPIs in columns."""
    book, tab = sheet("KPI実績")
    rows(tab, 1, [["年月", "セッション数", "リード数 目標", "リード数 実績", "備考"]])
    for at, month in enumerate(MONTHS):
        year = 2026 if month > 3 else 2027
        rows(
            tab,
            2 + at,
            [[f"{year}年{month}月", 1000 + at if at < 5 else None, 50, 48 if at < 5 else None]],
        )
    tab["E3"] = "広告を止めた"
    rows(tab, 14, [["合計", 5010, 600, 240]])
    return saved(book)


def budget() -> bytes:
    """Costs of items by month in thousands of yen, planned and spent in lines."""
    book, tab = sheet("予算")
    tab["A1"] = "2026年度 マーケティング予算"
    tab["N1"] = "単位：千円"
    rows(tab, 3, [["施策", "費目", "予実", *(f"{month}月" for month in MONTHS)]])
    rows(
        tab,
        4,
        [
            ["展示会", "会場費", "予算", 500, None, 300],
            [None, None, "実績", 480],
            ["Web", "広告費", "予算", *[120] * 12],
            [None, None, "実績", 118, 121],
            ["合計", None, None, 1218, 121, 300],
        ],
    )
    return saved(book)


def tactics_list() -> bytes:
    """A list of tactics with KPI, target, owner and budget; the headings in row 6."""
    book, tab = sheet("施策一覧")
    tab["A2"] = "2026年度 施策一覧"
    tab["A3"] = "※ 予算は税抜き"
    rows(
        tab,
        6,
        [
            [
                "No",
                "戦略",
                "施策名",
                "目的",
                "ターゲット",
                "KPI",
                "目標値",
                "担当部署",
                "責任者",
                "予算(円)",
                "優先度",
            ]
        ],
    )
    rows(
        tab,
        7,
        [
            [
                1,
                "新規獲得",
                "展示会出展",
                "名刺を集める",
                "製造業",
                "名刺獲得数",
                800,
                "営業部",
                "佐藤",
                3000000,
                "高",
            ],
            [
                2,
                None,
                "ウェビナー",
                "検討を深める",
                "既存リード",
                "参加者数",
                300,
                "マーケ部",
                "鈴木",
                500000,
                "中",
            ],
            [
                3,
                "維持",
                "導入事例",
                "信頼を得る",
                None,
                "掲載数",
                6,
                "マーケ部",
                "高橋",
                "60万",
                "低",
            ],
        ],
    )
    return saved(book)


def sections_numbered() -> bytes:
    """Groups as lines of their own, numbered 1, 1.1, with dates of their parts summed up."""
    book, tab = sheet("アクションプラン")
    rows(tab, 1, [["WBS", "作業内容", "担当者", "予定", None, "実績", None, "進捗率"]])
    rows(tab, 2, [[None, None, None, "開始", "終了", "開始", "終了"]])
    tab.merge_cells("D1:E1")
    tab.merge_cells("F1:G1")
    day = dt.date
    rows(
        tab,
        3,
        [
            ["1", "展示会", None, day(2026, 4, 1), day(2026, 6, 30)],
            [
                "1.1",
                "申し込み",
                "佐藤",
                day(2026, 4, 1),
                day(2026, 4, 10),
                day(2026, 4, 2),
                day(2026, 4, 9),
                100,
            ],
            ["1.2", "設営", "鈴木", day(2026, 6, 1), day(2026, 6, 30), None, None, 30],
            ["2", "ウェビナー", None, day(2026, 7, 1), day(2026, 8, 31)],
            ["2.1", "台本", "佐藤・高橋", day(2026, 7, 1), day(2026, 7, 31), None, None, 1],
        ],
    )
    return saved(book)


def several_tabs() -> bytes:
    """Several tabs: actions with a period in words, KPIs, people, holidays, and a cover."""
    book, cover = sheet("表紙")
    cover["B3"] = "2026年度 販促計画"
    _, plan = sheet("行動計画", book)
    rows(plan, 2, [["施策", "やること", "誰が", "実施時期", "状態"]])
    rows(
        plan,
        3,
        [
            ["メルマガ", "原稿を書く", "山田", "4/1〜4/15", "完了"],
            ["メルマガ", "配信する", "山田", "4月", "完了"],
            ["セミナー", "会場を探す", "田中", "2026年5月1日～6月10日", "着手"],
            ["セミナー", "集客する", "田中", "7月上旬", "×"],
        ],
    )
    _, figures = sheet("KPI目標", book)
    rows(
        figures,
        1,
        [
            [
                "KPI",
                *(f"2026年{month}月" for month in range(4, 13)),
                *(f"2027年{month}月" for month in range(1, 4)),
            ]
        ],
    )
    rows(figures, 2, [["配信数", *[1000] * 12], ["開封率", *["25%"] * 12]])
    _, people = sheet("体制", book)
    rows(people, 1, [["氏名", "部署", "役割", "メールアドレス"]])
    rows(
        people,
        2,
        [
            ["山田", "企画部", "リーダー", "yamada@example.com"],
            ["田中", "営業部", None, "tanaka@example.com"],
        ],
    )
    _, days = sheet("休業日", book)
    rows(
        days,
        1,
        [
            ["日付", "休日名"],
            [dt.date(2026, 8, 13), "夏季休業"],
            [dt.date(2026, 8, 14), "夏季休業"],
        ],
    )
    return saved(book)


def months_only() -> bytes:
    """A yearly plan: tactics down, months across, bars in colours, the year nowhere."""
    book, tab = sheet("Plan")
    rows(
        tab,
        3,
        [
            [
                "Campaign",
                "Owner",
                "Apr",
                "May",
                "Jun",
                "Jul",
                "Aug",
                "Sep",
                "Oct",
                "Nov",
                "Dec",
                "Jan",
                "Feb",
                "Mar",
            ]
        ],
    )
    rows(tab, 4, [["Trade fair", "Ann"], ["Newsletter", "Ben"], ["Webinar", "Ann"]])
    paint(tab, "C4:E4", BLUE)
    paint(tab, "C5:N5", YELLOW)
    paint(tab, "F6:G6", BLUE)
    return saved(book)


def stacked() -> bytes:
    """Two tables on one tab: KPIs above, actions below, blank rows between."""
    book, tab = sheet("2026年度計画")
    tab["A1"] = "KPI"
    rows(tab, 2, [["KPI名", "現状", "年間目標", "単位", "データソース"]])
    rows(tab, 3, [["リード数", 400, 600, "件", "MA"], ["商談数", 60, 90, "件", "SFA"]])
    tab["A7"] = "アクション"
    rows(tab, 8, [["カテゴリ", "タスク名", "担当", "着手日", "期限", "ステータス"]])
    rows(
        tab,
        9,
        [
            ["広告", "出稿を決める", "佐藤", "2026/4/1", "2026/4/30", "対応中"],
            ["広告", "効果を見る", "佐藤", "2026/5/1", "2026/5/31", None],
        ],
    )
    tab["A14"] = "※ 毎週見直す"
    return saved(book)


SHAPES: dict[str, Callable[[], bytes]] = {
    one.__name__: one
    for one in (
        wbs_levels,
        day_gantt,
        english_tracker,
        week_marks,
        kpi_across,
        kpi_pairs,
        kpi_down,
        budget,
        tactics_list,
        sections_numbered,
        several_tabs,
        months_only,
        stacked,
    )
}
