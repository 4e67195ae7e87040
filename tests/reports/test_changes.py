"""Changes in words people use, in both languages, and as JSON."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import fields, replace

import pytest
from plans import added, changed, set_up, small_plan, without

from btobsheet.layout.book import BOOK, declared
from btobsheet.layout.kinds import Choice
from btobsheet.plan.calendar import Month
from btobsheet.plan.diff import PLAN_SETTINGS, Change, diff
from btobsheet.plan.model import Plan, Settings
from btobsheet.plan.records import TABLES, Action, Review
from btobsheet.problems import Origin
from btobsheet.reports.copies.change_in import ChangeIn
from btobsheet.reports.copies.changes import (
    change_json,
    group_changes,
    group_title,
    word_change,
)
from btobsheet.wording import LANGUAGES
from btobsheet.wording.columns import field_names
from btobsheet.wording.words import CHOICES as WORDS

END = dt.date(2026, 6, 30)


def at(**fields: object) -> Plan:
    """Give the small plan with other values in action A008 (訪問して提案する)."""
    return changed(small_plan(), "A008", **fields)


def kpi(**fields: object) -> Plan:
    """Give the small plan with other values in KPI K02 (資料請求数)."""
    return changed(small_plan(), "K02", **fields)


def ramp(september: float) -> tuple[float, ...]:
    return (40,) * 5 + (september,) + (40,) * 6


WORDED: tuple[tuple[Plan, Plan, str, str], ...] = (
    (
        at(end=END),
        at(end=dt.date(2026, 7, 31)),
        "A008 訪問して提案する: 終了 6/30 → 7/31(1か月遅らせた)",
        "A008 訪問して提案する: End 30 Jun → 31 Jul (1 month later)",
    ),
    (
        at(end=END),
        at(end=dt.date(2026, 4, 30)),
        "A008 訪問して提案する: 終了 6/30 → 4/30(2か月早めた)",
        "A008 訪問して提案する: End 30 Jun → 30 Apr (2 months earlier)",
    ),
    (
        at(start=END),
        at(start=dt.date(2026, 7, 1)),
        "A008 訪問して提案する: 開始 6/30 → 7/1(1日遅らせた)",
        "A008 訪問して提案する: Start 30 Jun → 1 Jul (1 day later)",
    ),
    (
        at(end=END),
        at(end=dt.date(2027, 4, 1)),
        "A008 訪問して提案する: 終了 2026/6/30 → 2027/4/1(275日遅らせた)",
        "A008 訪問して提案する: End 30 Jun 2026 → 1 Apr 2027 (275 days later)",
    ),
    (
        at(end=None),
        at(end=END),
        "A008 訪問して提案する: 終了 空欄 → 6/30",
        "A008 訪問して提案する: End blank → 30 Jun",
    ),
    (
        at(done_on=END),
        at(done_on=dt.date(2026, 7, 1)),
        "A008 訪問して提案する: 完了日 6/30 → 7/1",
        "A008 訪問して提案する: Done on 30 Jun → 1 Jul",
    ),
    (
        at(owner="甲野"),
        at(owner="乙川"),
        "A008 訪問して提案する: 担当 甲野 → 乙川",
        "A008 訪問して提案する: Owner 甲野 → 乙川",
    ),
    (
        at(status=""),
        at(status="done"),
        "A008 訪問して提案する: ステータス 空欄 → 完了",
        "A008 訪問して提案する: Status blank → Done",
    ),
    (
        at(percent=0.2),
        at(percent=0.55),
        "A008 訪問して提案する: 進捗率 20% → 55%",
        "A008 訪問して提案する: % done 20% → 55%",
    ),
    (
        at(),
        at(tactic="T02"),
        "A008 訪問して提案する: 戦術 T03 訪問での提案 → T02 オンライン相談会",
        "A008 訪問して提案する: Tactic T03 訪問での提案 → T02 オンライン相談会",
    ),
    (
        at(),
        at(calendar=(("2026-04-06", "★"),)),
        "A008 訪問して提案する: 4/6の印 空欄 → ★",
        "A008 訪問して提案する: Mark at 6 Apr blank → ★",
    ),
    (
        at(),
        at(calendar=(("2026-05", "★"),)),
        "A008 訪問して提案する: 5月の印 空欄 → ★",
        "A008 訪問して提案する: Mark at May blank → ★",
    ),
    (
        kpi(target=ramp(40)),
        kpi(target=ramp(30)),
        "K02 資料請求数: 9月目標 40 → 30(10下げた)",
        "K02 資料請求数: Sep target 40 → 30 (down by 10)",
    ),
    (
        kpi(actual=ramp(40)),
        kpi(actual=ramp(30)),
        "K02 資料請求数: 9月実績 40 → 30",
        "K02 資料請求数: Sep actual 40 → 30",
    ),
    (
        kpi(main="yes"),
        kpi(main=""),
        "K02 資料請求数: 主KPI ○ → 空欄",
        "K02 資料請求数: Main KPI ○ → blank",
    ),
    (
        kpi(),
        kpi(scope="KGI"),
        "K02 資料請求数: 対象 T01 導入事例の記事 → KGI",
        "K02 資料請求数: Belongs to T01 導入事例の記事 → KGI",
    ),
    (
        kpi(),
        kpi(parent=""),
        "K02 資料請求数: 親KPI K03 商談数 → 空欄",
        "K02 資料請求数: Parent KPI K03 商談数 → blank",
    ),
    (
        kpi(parent_rate=0.125),
        kpi(parent_rate=1_500_000),
        "K02 資料請求数: 親への換算率 0.125 → 1,500,000",
        "K02 資料請求数: Rate to the parent 0.125 → 1,500,000",
    ),
    (
        kpi(unit="%", annual_target=0.3),
        kpi(unit="%", annual_target=0.325),
        "K02 資料請求数: 年間目標 30% → 32.5%(2.5ポイント上げた)",
        "K02 資料請求数: Annual target 30% → 32.5% (up by 2.5 points)",
    ),
    (
        small_plan(),
        set_up(small_plan(), at_risk=0.7),
        "「注意」の下限: 80% → 70%(10ポイント下げた)",
        "At risk from: 80% → 70% (down by 10 points)",
    ),
    (
        small_plan(),
        set_up(small_plan(), stages=("集客", "受注")),
        "段階: 集客、商談 → 集客、受注",
        "Stages: 集客, 商談 → 集客, 受注",
    ),
    (
        small_plan(),
        replace(small_plan(), calendar="month"),
        "カレンダーの刻み: 週 → 月",
        "Calendar unit: Week → Month",
    ),
    (
        small_plan(),
        replace(small_plan(), language="en"),
        "言語: 日本語 → 英語",
        "Language: Japanese → English",
    ),
    (
        kpi(main="yes"),
        kpi(main="reference"),
        "K02 資料請求数: 主KPI ○ → 参考",
        "K02 資料請求数: Main KPI ○ → Reference",
    ),
    (
        kpi(),
        kpi(from_=Month(2026, 5)),
        f"K02 資料請求数: {field_names('ja')['kpis.from']} 空欄 → 2026年5月",
        f"K02 資料請求数: {field_names('en')['kpis.from']} blank → May 2026",
    ),
    (
        small_plan(),
        changed(small_plan(), "C01", actual=(240_000, 250_000, *(None,) * 10)),
        "C01 広告費: 5月実績 260,000 → 250,000",
        "C01 広告費: May actual 260,000 → 250,000",
    ),
    (
        small_plan(),
        set_up(small_plan(), currency="USD"),
        "通貨: 空欄 → USD",
        "Currency: blank → USD",
    ),
    (
        small_plan(),
        changed(small_plan(), "T01", decision="ended"),
        "T01 導入事例の記事: 採否 採用 → 終了",
        "T01 導入事例の記事: Decision Adopted → Ended",
    ),
    (small_plan(), without(small_plan(), "C01"), "C01 広告費を削除", "C01 広告費 removed"),
    (small_plan(), without(small_plan(), "H01"), "H01 海の日を削除", "H01 海の日 removed"),
    (
        small_plan(),
        added(small_plan(), Action(id="A011", task="礼状を送る")),
        "A011 礼状を送るを追加",
        "A011 礼状を送る added",
    ),
    (small_plan(), added(small_plan(), Review(id="R02")), "R02を追加", "R02 added"),
)


@pytest.mark.parametrize(("old", "new", "ja", "en"), WORDED)
def test_a_change_in_words(old: Plan, new: Plan, ja: str, en: str) -> None:
    (change,) = diff(old, new)
    assert word_change(change, old, new, "ja") == ja
    assert word_change(change, old, new, "en") == en


def test_a_month_s_budget_is_told_by_its_month() -> None:
    """Of twelve planned amounts only the one that changed."""
    old = small_plan()
    costs = tuple(replace(row, plan=(90_000, *row.plan[1:])) for row in old.costs)
    (change,) = diff(old, replace(old, costs=costs))
    assert (change.field, change.key, change.before, change.after) == (
        "plan",
        "2026-04",
        100_000,
        90_000,
    )


def test_nothing_to_count_is_told_as_the_cell_it_was_typed_into() -> None:
    """－ stands in the actual of its month."""
    (change,) = diff(kpi(), kpi(actual=(52,) * 6 + (None,) * 6, nothing=("2026-10",)))
    assert (change.field, change.key, change.before) == ("actual", "2026-10", None)


def test_a_first_month_moved_is_told_with_its_year() -> None:
    old, new = Plan(start=Month(2026, 4)), Plan(start=Month(2027, 4))
    (change,) = diff(old, new)
    assert word_change(change, old, new, "ja") == "開始月: 2026年4月 → 2027年4月"
    assert word_change(change, old, new, "en") == "First month: Apr 2026 → Apr 2027"


def test_a_long_text_of_many_lines_stays_one_readable_line() -> None:
    (change,) = diff(at(), at(note="長い\n話" * 40))
    said = word_change(change, at(), at(), "ja")
    assert "\n" not in said
    assert len(said) < 80


def test_json_holds_plain_values_and_codes() -> None:
    origin = Origin("アクション", 12, {"id": "A", "end": "F"})
    (change,) = diff(at(end=None), at(end=END, origin=origin))
    assert change_json(change) == {
        "kind": "changed",
        "table": "actions",
        "id": "A008",
        "name": "訪問して提案する",
        "field": "end",
        "key": None,
        "before": None,
        "after": "2026-06-30",
        "sheet": "アクション",
        "cell": "F12",
    }


@pytest.mark.parametrize(
    ("old", "new", "values"),
    [
        (at(status=""), at(status="done"), (None, "done")),
        (kpi(main="yes"), kpi(main="reference"), ("yes", "reference")),
        (kpi(main="yes"), kpi(main=""), ("yes", None)),
        (kpi(from_=Month(2026, 5)), kpi(), ("2026-05", None)),
        (kpi(target=ramp(40)), kpi(target=ramp(0)), (40, 0)),
        (small_plan(), set_up(small_plan(), stages=("集客",)), (["集客", "商談"], ["集客"])),
        (Plan(start=Month(2026, 4)), Plan(start=Month(2027, 4)), ("2026-04", "2027-04")),
    ],
)
def test_json_values(old: Plan, new: Plan, values: tuple[object, object]) -> None:
    (change,) = diff(old, new)
    said = change_json(change)
    assert (said["before"], said["after"]) == values
    assert json.loads(json.dumps(said)) == said


def test_changes_are_grouped_in_the_order_of_the_method() -> None:
    old = small_plan()
    new = set_up(
        changed(changed(without(old, "A001", "H01"), "A002", owner=""), "T01", note="見直し"),
        policy="会って話す",
    )
    groups = group_changes(diff(old, added(new, Action(id="A011"))))
    assert [table for table, _ in groups] == ["settings", "tactics", "actions", "holidays"]
    assert [(item.kind, item.id) for item in dict(groups)["actions"]] == [
        ("added", "A011"),
        ("removed", "A001"),
        ("changed", "A002"),
    ]


def model_paths() -> set[str]:
    """Name every field by its column; ``nothing`` is what stands in cells of ``actual``."""
    kinds = {"settings": Settings} | {
        table: type(getattr(small_plan(), table)[0]) for table in TABLES
    }
    found = {
        f"{table}.{item.name.rstrip('_')}"
        for table, kind in kinds.items()
        for item in fields(kind)
        if item.name not in ("examples", "origin", "nothing")
    }
    return found | {f"settings.{name}" for name in PLAN_SETTINGS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_of_the_model_has_a_name(language: str) -> None:
    named = field_names(language)
    assert model_paths() - set(named) == set()
    assert all(named.values())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", ["settings", *TABLES])
def test_every_table_has_a_heading(table: str, language: str) -> None:
    assert group_title(table, language)


def test_the_layout_declares_every_field_of_the_model() -> None:
    own = {f"settings.{name}" for name in PLAN_SETTINGS}
    missing = {path for path in model_paths() - own if declared(*path.split(".")) is None}
    assert missing == set()


def test_people_decide_these_values() -> None:
    planned = {path for path in model_paths() if getattr(declared(*path.split(".")), "planned", 0)}
    assert planned == {
        *("tactics.budget", "tactics.hours_planned"),
        *("kpis.annual_target", "kpis.target", "kpis.warn_line", "kpis.alarm_line"),
        *("kpis.from", "kpis.to", "kpis.lag", "actions.times_planned", "costs.plan"),
        *("kpis.outlook", "actions.effort", "actions.start", "actions.end", "reviews.due"),
        *("people.days_per_month", "settings.on_track", "settings.at_risk", "settings.trend"),
        "settings.progress",
    }


def test_no_code_of_a_choice_is_shown() -> None:
    """Every choice column words its values: a code of its own would leak into what people read."""
    for table in BOOK.tables:
        for column in table.inputs:
            if isinstance(column.kind, Choice):
                word = WORDS[column.kind.group][-1]
                one = Change("changed", table.name, "X", field=column.name, after=word.code)
                assert ChangeIn(one, small_plan(), "ja", {}).shown(word.code) == word.label("ja")
