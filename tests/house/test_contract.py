"""The contract with every other program, written out by hand: tabs, keys, headers, ids, rows,
properties, commands, JSON.

Nothing here is derived from the code, so that the contract can't drift unseen. A change here is a
change for everybody who has a workbook: raise the layout version (btobsheet/layout/book.py) or keep
the old name readable.
"""

from __future__ import annotations

import ast
import datetime as dt
import inspect
from functools import cache
from importlib import import_module
from io import BytesIO
from typing import Any

import click
import openpyxl
import pytest
from books import opened, sample_book

import btobsheet
from btobsheet import api
from btobsheet.cli.group import COMMANDS, group
from btobsheet.plan.calendar import Month
from btobsheet.problems import UnreadableError, UsageError
from btobsheet.reports.portfolio.data import portfolio_json

TABS = {
    "ja": [
        *(
            "はじめに",
            "方針・設定",
            "戦略俯瞰図",
            "①作戦",
            "②戦術・KPI",
            "③KPI目標・実績",
            "④年間アクションプラン",
            "⑤振り返り",
            "⑥予算・実費",
        ),
        *("目標逆算", "KPIツリー", "ダッシュボード", "_lists", "_history", "_btobsheet"),
    ],
    "en": [
        *(
            "Guide",
            "Policy & settings",
            "Strategy overview",
            "1 Operations",
            "2 Tactics & KPIs",
            "3 KPI targets & actuals",
            "4 Action plan",
            "5 Reviews",
            "6 Budget & spending",
        ),
        *("Goal backwards", "KPI tree", "Dashboard", "_lists", "_history", "_btobsheet"),
    ],
}
TAB_OF = {
    "settings": 1,
    "people": 1,
    "holidays": 1,
    "operations": 3,
    "tactics": 4,
    "kpis": 5,
    "actions": 6,
    "reviews": 7,
    "costs": 8,
}
KEY_ROW, HEADER_ROW = 1, 7

# key (without the table's name) | Japanese header | English header, as typed or as computed, in the
# workbook's order
COLUMNS = {
    "settings": """
        id | No. | No.
        name | 設定 | Setting
        value | 値 | Value""",
    "people": """
        id | No. | No.
        name | 氏名 | Name
        aliases | 別の書き方 | Other spellings
        department | 部門 | Department
        role | 役割 | Role
        email | メール | E-mail
        days_per_month | 使える日数/月 | Days per month
        agreed_on | 共有確認日 | Agreed on
        left_on | 離任日 | Left on
        successor | 後任 | Taken over by""",
    "holidays": """
        id | No. | No.
        date | 休日 | Holiday
        name | 名称 | Name""",
    "operations": """
        id | No. | No.
        name | 作戦 | Operation
        description | やること | What it does
        mission | 使命 | Mission
        stage | 担う段階 | Stages covered
        department | 部門 | Department
        owner | 責任者 | Owner
        status | 判定 | Status
        progress | 進捗 | Progress
        overdue | 期限超過 | Overdue
        note | メモ | Note
        planned | 計画進捗 | Planned
        tactic_count | 戦術数 | Tactics
        digital_share | デジタル比率 | Digital share""",
    "tactics": """
        id | No. | No.
        operation | 作戦 | Operation
        name | 戦術 | Tactic
        channel | 手段 | Channel
        owner | 担当 | Owner
        intent | なぜこのKPIか | Why this KPI
        status | 判定 | Status
        progress | 進捗 | Progress
        overdue | 期限超過 | Overdue
        department | 部門 | Department
        backup | 副担当 | Backup
        accepted_on | 担当了解日 | Accepted on
        priority | 優先度 | Priority
        budget | 予算 | Budget
        hours_planned | 予定工数(時間) | Hours planned
        spent | 使用額 | Spent
        hours_spent | 実績工数(時間) | Hours spent
        note | メモ | Note
        decision | 採否 | Decision
        stopped_on | 終了日 | Ended on
        segment | 製品・事業 | Product or business
        buying_stage | 購買段階 | Buying stage
        fit_efficiency | 効率 | Efficient
        fit_measurable | 数値化 | Measurable
        fit_independent | 属人化しない | Independent of persons
        fit_impact | 期待効果 | Impact
        score | 適合点 | Score
        reason | 選定理由 | Reason for the choice
        planned | 計画進捗 | Planned""",
    "kpis": """
        id | No. | No.
        scope | 対象(KGI・作戦・戦術) | Of (KGI, operation, tactic)
        name | KPI | KPI
        status | 判定 | Status
        attainment | 達成率 | Attainment
        so_far | 実績 / 目標 | Actual / target
        course | 月別の差 | By month
        actual.2026-04 | 4月 実績 | Apr actual
        actual.2026-05 | 5月 実績 | May actual
        actual.2026-06 | 6月 実績 | Jun actual
        actual.2026-07 | 7月 実績 | Jul actual
        actual.2026-08 | 8月 実績 | Aug actual
        actual.2026-09 | 9月 実績 | Sep actual
        actual.2026-10 | 10月 実績 | Oct actual
        actual.2026-11 | 11月 実績 | Nov actual
        actual.2026-12 | 12月 実績 | Dec actual
        actual.2027-01 | 1月 実績 | Jan actual
        actual.2027-02 | 2月 実績 | Feb actual
        actual.2027-03 | 3月 実績 | Mar actual
        outlook | 担当見込 | Owner's outlook
        note | メモ | Note
        annual_target | 年間目標 | Annual target
        from | 開始月 | First month
        to | 終了月 | Last month
        last_year | 前年実績 | Last year
        baseline | 現状値 | Baseline
        warn_line | 注意ライン | Warning line
        alarm_line | 警戒ライン | Alarm line
        target.2026-04 | 4月 目標 | Apr target
        target.2026-05 | 5月 目標 | May target
        target.2026-06 | 6月 目標 | Jun target
        target.2026-07 | 7月 目標 | Jul target
        target.2026-08 | 8月 目標 | Aug target
        target.2026-09 | 9月 目標 | Sep target
        target.2026-10 | 10月 目標 | Oct target
        target.2026-11 | 11月 目標 | Nov target
        target.2026-12 | 12月 目標 | Dec target
        target.2027-01 | 1月 目標 | Jan target
        target.2027-02 | 2月 目標 | Feb target
        target.2027-03 | 3月 目標 | Mar target
        definition | 数え方(定義) | Definition (how it is counted)
        unit | 単位 | Unit
        main | 主KPI | Main
        aggregation | 集計 | Aggregation
        direction | 向き | Direction
        numerator | 分子のKPI | Numerator KPI
        denominator | 分母のKPI | Denominator KPI
        source | データの出所 | Source
        reporter | 入力担当 | Reporter
        parent | 親KPI | Parent KPI
        parent_rate | 親への換算率 | Units of parent per unit
        lag | リードタイム(か月) | Lead time (months)
        opening | 期首の手持ち | In hand at the start
        actual_to_date | 実績(締め月まで) | Actual to date
        expected_to_date | 目標(締め月まで) | Expected to date
        forecast | 着地見込 | Forecast
        trend | 傾向 | Trend
        last_change | 前月差 | Last change
        within_chance | 揺れ | Chance
        months_evaluated | 判定した月(何か月目) | Judged up to month
        missing_months | 未入力の月数 | Months missing
        unit_cost | 単価 | Unit cost
        need | 必要 | Need
        coverage | 充足率 | Coverage""",
    "actions": """
        id | No. | No.
        tactic | 戦術 | Tactic
        task | やること(TODO) | To do
        owner | 担当 | Owner
        start | 開始 | Start
        end | 終了 | End
        status | ステータス | Status
        percent | 進捗率 | % done
        state | 進み具合 | State
        planned | 計画進捗 | Planned
        working_days | 営業日数 | Working days
        effort | 工数(人日) | Effort (days)
        phase | PDCA | PDCA
        times_planned | 計画回数 | Times planned
        times_done | 実施回数 | Times done
        done_on | 完了日 | Done on
        note | メモ | Note""",
    "reviews": """
        id | No. | No.
        month | 対象月 | Month
        tactic | 戦術 | Tactic
        kpi | KPI | KPI
        result | 結果 | Result
        cause | 原因 | Cause
        next_action | 次の一手 | Next move
        decision | 決めてほしいこと | Decision wanted
        owner | 担当 | Owner
        due | 期限 | Due
        state | 状態 | State""",
    "costs": """
        id | No. | No.
        tactic | 戦術 | Tactic
        item | 費目 | Item
        plan_sum | 年間予算 | Year's budget
        due | ここまでの予算 | Budget to date
        actual_sum | 実費の計 | Total spent
        plan.2026-04 | 4月 予算 | Apr Budget
        plan.2026-05 | 5月 予算 | May Budget
        plan.2026-06 | 6月 予算 | Jun Budget
        plan.2026-07 | 7月 予算 | Jul Budget
        plan.2026-08 | 8月 予算 | Aug Budget
        plan.2026-09 | 9月 予算 | Sep Budget
        plan.2026-10 | 10月 予算 | Oct Budget
        plan.2026-11 | 11月 予算 | Nov Budget
        plan.2026-12 | 12月 予算 | Dec Budget
        plan.2027-01 | 1月 予算 | Jan Budget
        plan.2027-02 | 2月 予算 | Feb Budget
        plan.2027-03 | 3月 予算 | Mar Budget
        actual.2026-04 | 4月 実費 | Apr Spent
        actual.2026-05 | 5月 実費 | May Spent
        actual.2026-06 | 6月 実費 | Jun Spent
        actual.2026-07 | 7月 実費 | Jul Spent
        actual.2026-08 | 8月 実費 | Aug Spent
        actual.2026-09 | 9月 実費 | Sep Spent
        actual.2026-10 | 10月 実費 | Oct Spent
        actual.2026-11 | 11月 実費 | Nov Spent
        actual.2026-12 | 12月 実費 | Dec Spent
        actual.2027-01 | 1月 実費 | Jan Spent
        actual.2027-02 | 2月 実費 | Feb Spent
        actual.2027-03 | 3月 実費 | Mar Spent
        note | メモ | Note""",
}
# computed for people, by key; all else above is typed
COMPUTED = {
    "operations": {"status", "progress", "planned", "overdue", "tactic_count", "digital_share"},
    "tactics": {"status", "progress", "planned", "overdue", "score"},
    "kpis": {
        *(
            "actual_to_date",
            "expected_to_date",
            "attainment",
            "so_far",
            "status",
            "trend",
            "last_change",
            "forecast",
        ),
        *("months_evaluated", "missing_months", "unit_cost", "within_chance", "need", "coverage"),
    },
    "actions": {"planned", "state", "working_days"},
}
# first id, last id of an untouched blank workbook: so many rows stand ready
ROWS = {
    "operations": ("O01", "O12", 12),
    "tactics": ("T01", "T32", 32),
    "kpis": ("K01", "K44", 44),
    "actions": ("A001", "A140", 140),
    "reviews": ("R01", "R36", 36),
    "costs": ("C01", "C25", 25),
    "people": ("P01", "P20", 20),
    "holidays": ("H01", "H48", 48),
}
SETTINGS = {
    "policy": None,
    "title": None,
    "company": None,
    "as_of": None,
    "stages": None,
    "buying_stages": None,
    "threshold.on_track": 0.95,
    "threshold.at_risk": 0.80,
    "tolerance.trend": 0.05,
    "tolerance.progress": 0.10,
    "stale_months": 2,
    "due_soon_days": 14,
    "currency": None,
}
PROPERTIES = {
    "btobsheet_plan_id": "p-1",
    "btobsheet_revision": "3",
    "btobsheet_layout_version": "2",
    "btobsheet_template": "blank",
    "btobsheet_language": "ja",
    "btobsheet_start": "2026-04",
    "btobsheet_calendar": "week",
}
COMMAND_OPTIONS = {
    "new": "--template --start --lang --calendar --title --ask --answers --sample --no-examples"
    " --protect --force",
    "adopt": "--map -o --output --force --lang",
    "check": "--strict --format --mark --force --lang --as-of",
    "status": "--as-of --since --format -o --output --force --fail-on --reminders --open --full --db --lang",
    "explain": "--as-of --lang --format",
    "goal": "--kgi --rates --set --format --as-of -o --output --force --lang",
    "which": "--format --lang",
    "diff": "--format -o --output --force --lang",
    "split": "--by -o --output --due --force --as-of --lang",
    "returned": "--due --format --as-of --lang",
    "merge": "--prefer --resolve --format --as-of -o --output --force --lang",
    "collect": "-o --output --due --format --force --as-of --lang",
    "approve": "--note --by --on --as-of -o --output --force --lang",
    "close": "--month --reopen --as-of -o --output --force --lang",
    "track": "--db --as-of --lang",
    "handover": "--on --format --as-of -o --output --force --lang",
    "roll": "--drop --carry-open --as-of -o --output --force --lang",
    "fill": "--map --draft-map --keep-map --month --overwrite --dry-run --format --as-of"
    " -o --output --force --lang",
    "export": "--format --owner --as-of -o --output --force --lang",
    "upgrade": "--as-of -o --output --force --lang",
    "templates": "--lang",
    "desk": "--port --no-browser --install-shortcut --force --lang",
    "demo": "--lang --force",
}
PUBLIC_NAMES = [
    *(
        "Assessment",
        "BtobsheetError",
        "Change",
        "Plan",
        "Problem",
        "Reading",
        "UnreadableError",
        "UsageError",
    ),
    *(
        "adopt",
        "approve",
        "assess",
        "check",
        "close",
        "collect",
        "diff",
        "explain",
        "fill",
        "frames",
        "generate",
        "goal",
        "handover",
        "load_template",
        "mark",
        "merge",
        "propose_map",
        "read",
        "report",
        "report_file",
    ),
    *("resolve", "returned", "roll", "sample_plan", "split", "status_json"),
    *("track", "tracked", "upgrade", "which"),
]
DAY = dt.date(2026, 10, 5)
Rows = list[tuple[Any, ...]]


@cache
def made(**how: Any) -> bytes:
    """Make an untouched blank workbook of April 2026."""
    plan = api.load_template("blank", start=Month(2026, 4), today=DAY, **how).plan
    return btobsheet.generate(plan, as_of=DAY, plan_id="p-1", revision=3)


def tabs(data: bytes) -> dict[str, Rows]:
    book = openpyxl.load_workbook(BytesIO(data), read_only=True)
    return {
        sheet.title: [tuple(row) for row in sheet.iter_rows(values_only=True)] for sheet in book
    }


@pytest.fixture(scope="module", params=["ja", "en"])
def book(request: pytest.FixtureRequest) -> tuple[str, dict[str, Rows]]:
    return request.param, tabs(made() if request.param == "ja" else made(language="en"))


def expected(table: str) -> list[list[str]]:
    return [
        [part.strip() for part in line.split("|")] for line in COLUMNS[table].strip().splitlines()
    ]


def column(rows: Rows, key: str) -> int:
    return rows[KEY_ROW - 1].index(key)


def ids(rows: Rows, table: str) -> list[str]:
    at = column(rows, f"{table}.id")
    found = [row[at] for row in rows[HEADER_ROW:]]
    return [one for one in found if one is not None]


@pytest.mark.few(1)
def test_the_tabs_have_these_names_in_this_order(book: tuple[str, dict[str, Rows]]) -> None:
    language, sheets = book
    assert list(sheets) == TABS[language]


@pytest.mark.parametrize("table", COLUMNS)
def test_a_table_has_these_keys_and_headers_in_this_order(
    book: tuple[str, dict[str, Rows]], table: str
) -> None:
    language, sheets = book
    rows = sheets[TABS[language][TAB_OF[table]]]
    pairs = zip(rows[KEY_ROW - 1], rows[HEADER_ROW - 1], strict=True)
    found = [
        (key.partition(".")[2], header)
        for key, header in pairs
        if key and key.startswith(f"{table}.")
    ]
    wanted = [(key, ja if language == "ja" else en) for key, ja, en in expected(table)]
    names = {key for key, _ in wanted}
    assert [one for one in found if one[0] in names] == wanted


def test_what_else_is_in_a_table_is_a_helper(book: tuple[str, dict[str, Rows]]) -> None:
    """Columns beyond the contract are computed helpers (no input), the calendar, or the marks of
    example values.
    """
    language, sheets = book
    for table in COLUMNS:
        rows = sheets[TABS[language][TAB_OF[table]]]
        known = {f"{table}.{key}" for key, _, _ in expected(table)} | {f"{table}.examples"}
        extra = [
            key
            for key in rows[KEY_ROW - 1]
            if key
            and key.startswith(f"{table}.")
            and key not in known
            and not key.startswith("actions.calendar.")
        ]
        typed = [
            key for key in extra if not str(rows[HEADER_ROW][column(rows, key)]).startswith("=")
        ]
        assert typed == [], f"{table}: columns without a formula that the contract doesn't name"


@pytest.mark.parametrize("table", COMPUTED)
def test_computed_columns_hold_formulas_and_inputs_do_not(
    book: tuple[str, dict[str, Rows]], table: str
) -> None:
    language, sheets = book
    rows = sheets[TABS[language][TAB_OF[table]]]
    for row in (rows[HEADER_ROW], rows[HEADER_ROW + ROWS[table][2] - 1]):
        computed = {
            key
            for key, _, _ in expected(table)
            if str(row[column(rows, f"{table}.{key}")]).startswith("=")
        }
        assert computed == COMPUTED[table]


@pytest.mark.parametrize("table", ROWS)
def test_spare_rows_stand_ready_with_their_ids(
    book: tuple[str, dict[str, Rows]], table: str
) -> None:
    language, sheets = book
    first, last, count = ROWS[table]
    found = ids(sheets[TABS[language][TAB_OF[table]]], table)
    assert (found[0], found[-1], len(found)) == (first, last, count)


def test_the_first_kpi_row_is_the_kgi(book: tuple[str, dict[str, Rows]]) -> None:
    language, sheets = book
    rows = sheets[TABS[language][TAB_OF["kpis"]]]
    assert rows[HEADER_ROW][column(rows, "kpis.scope")] == "KGI"


def test_the_settings_and_their_defaults(book: tuple[str, dict[str, Rows]]) -> None:
    language, sheets = book
    rows = sheets[TABS[language][TAB_OF["settings"]]]
    name, value = column(rows, "settings.id"), column(rows, "settings.value")
    found = {row[name]: row[value] for row in rows[HEADER_ROW:] if row[name]}
    assert list(found) == list(SETTINGS)
    assert {key: found[key] for key, default in SETTINGS.items() if default is not None} == {
        key: one for key, one in SETTINGS.items() if one is not None
    }
    assert found["as_of"] is None


@pytest.mark.few(1)
@pytest.mark.parametrize(
    ("how", "first", "second", "last", "count"),
    [
        ({}, "2026-03-30", "2026-04-06", "2027-03-29", 53),
        ({"calendar": "day"}, "2026-04-01", "2026-04-02", "2027-03-31", 365),
        ({"calendar": "month"}, "2026-04", "2026-05", "2027-03", 12),
    ],
    ids=["weeks unless asked otherwise", "days", "months"],
)
def test_the_calendar_keys(
    how: dict[str, str], first: str, second: str, last: str, count: int
) -> None:
    book = openpyxl.load_workbook(BytesIO(made(**how)), read_only=True)
    (row,) = book["④年間アクションプラン"].iter_rows(
        min_row=KEY_ROW, max_row=KEY_ROW, values_only=True
    )
    keys = [
        key.removeprefix("actions.calendar.")
        for key in row
        if key and key.startswith("actions.calendar.")
    ]
    assert (keys[0], keys[1], keys[-1], len(keys)) == (first, second, last, count)


def test_the_key_row_is_hidden_and_tables_are_excel_tables() -> None:
    book = opened(made(), "_btobsheet")
    for table, at in TAB_OF.items():
        sheet = book[TABS["ja"][at]]
        assert sheet.row_dimensions[KEY_ROW].hidden
        assert table in sheet.tables
    shown = [sheet.title for sheet in book if sheet.sheet_state == "visible"]
    assert shown == TABS["ja"][:12]


def test_the_custom_properties_and_the_hidden_tab() -> None:
    book = opened(made(), "_btobsheet")
    assert {one.name: one.value for one in book.custom_doc_props.props} == PROPERTIES
    hidden = dict(book["_btobsheet"].iter_rows(min_col=1, max_col=2, values_only=True))
    assert {
        f"btobsheet_{key}": hidden[key]
        for key in (
            "plan_id",
            "revision",
            "layout_version",
            "template",
            "language",
            "start",
            "calendar",
        )
    } == PROPERTIES
    assert len(hidden["base_sha256"]) == 64
    assert hidden["base.1"].startswith("{")


def test_the_commands_and_their_options() -> None:
    context = click.Context(group)
    found = {}
    for name in COMMANDS:
        command = group.get_command(context, name)
        assert command is not None
        found[name] = sorted(
            option for one in command.params if isinstance(one, click.Option) for option in one.opts
        )
    assert found == {name: sorted(options.split()) for name, options in COMMAND_OPTIONS.items()}
    assert list(found) == list(COMMAND_OPTIONS)


def test_the_exit_codes_of_the_errors() -> None:
    assert (UsageError.exit_code, UnreadableError.exit_code) == (2, 3)


def test_the_public_names() -> None:
    assert btobsheet.__all__ == PUBLIC_NAMES
    assert all(hasattr(btobsheet, name) for name in PUBLIC_NAMES)


def test_the_public_functions_stay_functions_when_modules_of_their_names_are_imported() -> None:
    for module in ("btobsheet.reports.data", "btobsheet.tables.frames", "btobsheet.api.plans"):
        import_module(module)
    assert [name for name in PUBLIC_NAMES if not callable(getattr(btobsheet, name))] == []


def test_type_checkers_are_told_of_every_public_name() -> None:
    for module, homes in ((btobsheet, btobsheet._HOMES), (api, api.HOMES)):
        tree = ast.parse(inspect.getsource(module))
        told = {
            alias.name: node.module
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        assert {name: told.get(name) for name in homes} == homes, (
            f"{module.__file__}: the imports for type checkers differ from its homes"
        )
        assert sorted(homes) == sorted(module.__all__)


JSON_KEYS = {
    "": (
        "schema plan summary operations tactics kpis actions costs restated stopped people reviews "
        "lint problems changes tracked"
    ),
    "plan": (
        "id title policy start as_of closed_months language template revision file currency "
        "closed_through approvals unapproved"
    ),
    "summary": (
        "progress planned digital_share budget spent kpi_counts action_counts overdue "
        "due_soon bottleneck"
    ),
    "operations": (
        "id name mission tactic_count digital_share kpi_counts status driver progress "
        "planned overdue"
    ),
    "tactics": (
        "id operation name channel decision counted department owner intent status driver "
        "progress planned overdue score budget spent"
    ),
    "kpis": """id scope name unit main aggregation direction annual_target months_evaluated missing_months actual_to_date expected_to_date attainment
        status trend last_change worsening_streak trend_z within_chance first_target approved_target attainment_first last_year from to
        lag need coverage forecast outlook run_rate required_pace delay_months unit_cost parent parent_rate monthly place""",
    "actions": "id tactic task owner start end status percent planned working_days state "
    "times_planned times_done first_end slip place",
    "costs": "id tactic item monthly",
    "people": "name department kpis actions overdue due_soon missing",
    "reviews": "id month tactic kpi result cause next_action decision owner due state place",
    "lint": "code severity sheet cell value message hint",
}
KPI_STATUSES = [
    "missed",
    "behind",
    "no_data",
    "at_risk",
    "on_track",
    "achieved",
    "not_due",
    "no_target",
]
ACTION_STATES = [
    "cancelled",
    "on_hold",
    "done",
    "undated",
    "overdue",
    "late_start",
    "behind",
    "not_started",
    "on_track",
]


@pytest.fixture(scope="module")
def status() -> dict[str, Any]:
    return btobsheet.status_json(btobsheet.read(sample_book(), "plan.xlsx"))


@pytest.mark.few(4)
@pytest.mark.parametrize("part", JSON_KEYS)
def test_the_keys_of_the_status_as_json(status: dict[str, Any], part: str) -> None:
    found = status[part] if part else status
    one = found[0] if isinstance(found, list) else found
    assert set(one) == set(JSON_KEYS[part].split())


def test_the_values_of_the_status_as_json(status: dict[str, Any]) -> None:
    assert status["schema"] == "btobsheet.status/2"
    assert (status["plan"]["start"], status["plan"]["as_of"], status["plan"]["closed_months"]) == (
        "2026-04",
        "2026-10-05",
        6,
    )
    assert list(status["summary"]["kpi_counts"]) == KPI_STATUSES
    assert list(status["summary"]["action_counts"]) == ACTION_STATES
    assert set(status["summary"]["bottleneck"]) == {"tactic", "kpi", "cost", "unit", "why"}
    assert set(status["kpis"][0]["place"]) == {"sheet", "cell"}
    assert [set(one) for one in status["kpis"][0]["monthly"]] == [
        {"month", "target", "actual", "attainment"}
    ] * 12


def test_the_keys_of_a_portfolio_as_json() -> None:
    reading = btobsheet.read(made(), "plan.xlsx")
    found = portfolio_json(
        [api.status_json(reading, as_of=DAY)], [{"file": "x.xlsx", "message": "?"}]
    )
    assert (set(found), found["schema"]) == (
        {"schema", "plans", "failures", "totals"},
        "btobsheet.portfolio/1",
    )
    assert found["failures"] == [{"file": "x.xlsx", "message": "?"}]
