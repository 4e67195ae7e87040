"""The maps that come along, each on a file as its program writes it (with contents of our own)."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from books import bare_book
from filling import PLAN, actuals, codes, filled, spent

from btobsheet.exports.named import NAMED
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Cost, Kpi
from btobsheet.problems import UsageError

NAMES = (
    *("新規リード数", "MQL数", "SQL数", "商談化数", "受注件数", "受注金額"),
    *("セッション数", "自然検索セッション数", "CV数", "検索クリック数", "検索表示回数"),
)


def _kpi(number: int, name: str) -> Kpi:
    unit = "円" if name == "受注金額" else "件"
    return Kpi(
        id=f"K{number}", scope="KGI", name=name, unit=unit, aggregation="sum", direction="up"
    )


def _plan(*names: str) -> Plan:
    kpis = tuple(_kpi(number, name) for number, name in enumerate(names, start=31))
    costs = (
        Cost(id="C01", tactic="T01", item="広告宣伝費"),
        Cost(id="C02", tactic="T02", item="会議費"),
    )
    bare = replace(PLAN, calendar="month", actions=(), reviews=(), people=(), holidays=())
    return replace(bare, kpis=kpis, costs=costs)


FULL = _plan(*NAMES)
BOOK = bare_book(FULL)
ID = {kpi.name: kpi.id for kpi in FULL.kpis}

HUBSPOT_CONTACTS = """Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lifecycle Stage,Lead Status,Create Date,Original Source,Became a Marketing Qualified Lead Date,Became a Sales Qualified Lead Date
101,Hana,Mori,a@example.com,,Sato,Lead,New,2026-09-03 10:12,Organic Search,,
102,Ken,Ito,b@example.com,,Sato,Marketing Qualified Lead,New,2026-09-12 09:00,Offline Sources,2026-09-20 11:00,
103,Yu,Abe,c@example.com,,Kato,Sales Qualified Lead,Open,2026-08-30 18:40,Direct Traffic,2026-09-02 08:00,2026-09-09 15:00
"""
HUBSPOT_DEALS = """レコードID,取引名,取引ステージ,クローズ日,取引担当者,金額,パイプライン,作成日
9001,A社 新規,受注,2026-09-18 12:00,佐藤,1200000,セールスパイプライン,2026-06-02 10:00
9002,B社 新規,失注,2026-09-20 12:00,佐藤,800000,セールスパイプライン,2026-07-01 10:00
9003,C社 更新,受注,2026-09-25 12:00,加藤,300000,セールスパイプライン,2026-09-01 10:00
9004,D社 新規,見積提出,2026-10-30 12:00,加藤,500000,セールスパイプライン,2026-09-02 10:00
"""
SALESFORCE_LEADS = """"リード 所有者","名","姓","会社名","リードソース","リード状況","作成日","取引の開始日"
"佐藤 花","一郎","森","架空商事","Web","未対応","2026/09/03",""
"佐藤 花","二郎","伊藤","見本工業","展示会","取引の開始","2026/08/12","2026/09/20"
"加藤 健","三郎","阿部","例示産業","展示会","未対応","2026/09/30",""
"""
SALESFORCE_OPPORTUNITIES = """"Opportunity Owner","Account Name","Opportunity Name","Stage","Fiscal Period","Amount","Probability (%)","Age","Close Date","Created Date","Next Step","Lead Source","Type"
"Hana Sato","Kaku Shoji","Kaku - new","Closed Won","Q2-2026","1,200,000","100","12","9/18/2026","6/2/2026","","Web","New Business"
"Hana Sato","Mihon KK","Mihon - new","Closed Lost","Q2-2026","800,000","0","12","9/20/2026","7/15/2026","","Web","New Business"
"Ken Kato","Reiji KK","Reiji - add","Closed Won","Q2-2026","300,000","100","3","9/25/2026","9/1/2026","","Fair","Existing"
"""
GA4 = """# ----------------------------------------
# トラフィック獲得: セッションのメインのチャネル グループ（デフォルト チャネル グループ）
# アカウント: 見本
# プロパティ: example.jp
# ----------------------------------------
#
# すべてのユーザー
# 開始日: 20260901
# 終了日: 20260930
セッションのメインのチャネル グループ（デフォルト チャネル グループ）,セッション,エンゲージのあったセッション数,エンゲージメント率,セッションあたりの平均エンゲージメント時間,セッションあたりのイベント数,イベント数,キーイベント,セッション キーイベント率,合計収益
,1414,900,0.6365,41.2,5.7,8000,30,0.0212,0
Organic Search,1200,800,0.6667,43.1,5.8,7000,25,0.0208,0
Direct,200,95,0.475,30.5,4.8,960,5,0.025,0
(not set),14,5,0.3571,12,2.9,40,0,0,0
"""
SEARCH_CONSOLE = """日付,クリック数,表示回数,CTR,掲載順位
2026-09-01,10,300,3.33%,8.1
2026-09-02,12,280,4.29%,7.9
2026-08-31,9,310,2.9%,8.4
"""
FREEE = """収支区分,管理番号,発生日,決済期日,取引先コード,取引先,勘定科目,税区分,金額,税計算区分,税額,備考,品目,部門,メモタグ（複数指定可、カンマ区切り）,セグメント1,セグメント2,セグメント3,決済日,決済口座,決済金額
支出,,2026-09-10,2026-10-31,,架空印刷,広告宣伝費,課対仕入10%,110000,内税,10000,チラシ,,マーケ,,,,,,,
,,,,,,支払手数料,課対仕入10%,550,内税,50,,,,,,,,,,
,,,,,,広告宣伝費,課対仕入10%,22000,内税,2000,送料,,,,,,,,,
支出,,2026-09-12,,,見本会館,会議費,課対仕入10%,33000,内税,3000,,,,,,,,,,
収入,,2026-09-12,,,架空商事,売上高,課税売上10%,900000,内税,81818,,,,,,,,,,
"""
MONEYFORWARD = """取引No,取引日,借方勘定科目,借方補助科目,借方部門,借方取引先,借方税区分,借方インボイス,借方金額(円),借方税額,貸方勘定科目,貸方補助科目,貸方部門,貸方取引先,貸方税区分,貸方インボイス,貸方金額(円),貸方税額,摘要,仕訳メモ,タグ,MF仕訳タイプ,決算整理仕訳
1,2026/09/10,広告宣伝費,,,,課税仕入 10%,,110000,10000,普通預金,,,,対象外,,110660,,チラシ,,,,
1,,支払手数料,,,,課税仕入 10%,,660,60,,,,,,,,,,,,,
2,2026/09/12,会議費,,,,課税仕入 10%,,33000,3000,未払金,,,,対象外,,33000,,会場,,,,
3,2026/09/30,普通預金,,,,対象外,,900000,,売掛金,,,,対象外,,900000,,入金,,,,
"""
SEPTEMBER = "2026-09"
CASES: dict[str, tuple[str, dict[tuple[str, str], float]]] = {
    "hubspot-contacts": (
        HUBSPOT_CONTACTS,
        {
            ("新規リード数", "2026-08"): 1,
            ("新規リード数", SEPTEMBER): 2,
            ("MQL数", SEPTEMBER): 2,
            ("SQL数", SEPTEMBER): 1,
        },
    ),
    "hubspot-deals": (
        HUBSPOT_DEALS,
        {
            ("商談化数", "2026-06"): 1,
            ("商談化数", "2026-07"): 1,
            ("商談化数", SEPTEMBER): 2,
            ("受注件数", SEPTEMBER): 2,
            ("受注金額", SEPTEMBER): 1_500_000,
        },
    ),
    "salesforce-leads": (
        SALESFORCE_LEADS,
        {
            ("新規リード数", "2026-08"): 1,
            ("新規リード数", SEPTEMBER): 2,
            ("商談化数", SEPTEMBER): 1,
        },
    ),
    "salesforce-opportunities": (
        SALESFORCE_OPPORTUNITIES,
        {
            ("商談化数", "2026-06"): 1,
            ("商談化数", "2026-07"): 1,
            ("商談化数", SEPTEMBER): 1,
            ("受注件数", SEPTEMBER): 2,
            ("受注金額", SEPTEMBER): 1_500_000,
        },
    ),
    "ga4-traffic": (
        GA4,
        {
            ("セッション数", SEPTEMBER): 1414,
            ("自然検索セッション数", SEPTEMBER): 1200,
            ("CV数", SEPTEMBER): 30,
        },
    ),
    "search-console": (
        SEARCH_CONSOLE,
        {
            ("検索クリック数", "2026-08"): 9,
            ("検索クリック数", SEPTEMBER): 22,
            ("検索表示回数", "2026-08"): 310,
            ("検索表示回数", SEPTEMBER): 580,
        },
    ),
    "freee-deals": (FREEE, {("C01", SEPTEMBER): 132_000, ("C02", SEPTEMBER): 33_000}),
    "moneyforward-journal": (
        MONEYFORWARD,
        {("C01", SEPTEMBER): 110_000, ("C02", SEPTEMBER): 33_000},
    ),
}


def _found(data: bytes) -> dict[tuple[str, str], float]:
    """Give the actuals of KPIs by name, and what was spent by the row's id."""
    names = {kpi.id: kpi.name for kpi in FULL.kpis}
    kpis = {(names[one], month): value for (one, month), value in actuals(data, FULL).items()}
    return {**kpis, **spent(data, FULL)}


def test_every_map_that_comes_along_is_tried() -> None:
    assert CASES.keys() == NAMED.keys()


@pytest.mark.parametrize("name", CASES)
def test_an_export_as_its_program_writes_it_is_read(name: str) -> None:
    text, wanted = CASES[name]
    made = filled(text, book=BOOK, named=name)
    assert _found(made.data) == wanted
    assert not [item for item in made.problems if item.severity == "error"]


@pytest.mark.parametrize("name", CASES)
def test_its_encoding_and_a_heading_more_do_no_harm(name: str) -> None:
    text, wanted = CASES[name]
    lines = [f"{line},x" for line in text.splitlines() if not line.startswith("#")]
    period = "# 開始日: 20260901\n# 終了日: 20260930\n"
    data = (period + "\r\n".join(lines)).encode("cp932", "replace")
    assert _found(filled(data, book=BOOK, named=name).data) == wanted


@pytest.mark.parametrize("name", CASES)
def test_only_the_month_asked_for_is_filled(name: str) -> None:
    text, wanted = CASES[name]
    september = {key: value for key, value in wanted.items() if key[1] == SEPTEMBER}
    assert _found(filled(text, book=BOOK, named=name, month=SEPTEMBER).data) == september


@pytest.mark.parametrize("name", CASES)
def test_an_export_of_another_program_is_refused_by_its_heading(name: str) -> None:
    with pytest.raises(UsageError) as error:
        filled("会社名,件数\nA,1\n", book=BOOK, named=name)
    assert (error.value.problem.code, error.value.problem.details["heads"]) == (
        "E753",
        "会社名, 件数",
    )


def test_a_plan_without_such_kpis_is_told_how_to_go_on() -> None:
    with pytest.raises(UsageError) as error:
        filled(HUBSPOT_CONTACTS, named="hubspot-contacts")
    assert error.value.problem.code == "E795"
    assert error.value.problem.details["names"] == "新規リード数, MQL数, SQL数"


def test_what_has_no_kpi_is_told_and_the_rest_is_filled() -> None:
    plan = _plan("MQL数")
    made = filled(HUBSPOT_CONTACTS, book=bare_book(plan), named="hubspot-contacts")
    assert actuals(made.data, plan) == {("K31", SEPTEMBER): 2}
    told = {item.code: item.details for item in made.problems}
    assert told["N765"]["names"] == "新規リード数, SQL数"


def test_two_kpis_of_the_name_are_a_question() -> None:
    plan = _plan("MQL数", "MQL", "SQL数")
    made = filled(HUBSPOT_CONTACTS, book=bare_book(plan), named="hubspot-contacts")
    assert actuals(made.data, plan) == {("K33", SEPTEMBER): 1}
    (problem,) = (item for item in made.problems if item.code == "W769")
    assert problem.details["close"] == "K31 MQL数 / K32 MQL"


def test_a_column_that_was_not_exported_is_told() -> None:
    text = HUBSPOT_CONTACTS.replace(",Became a Sales Qualified Lead Date", ",Other")
    made = filled(text, book=BOOK, named="hubspot-contacts")
    (problem,) = (item for item in made.problems if item.code == "W754")
    assert problem.value.startswith("Became a Sales Qualified Lead Date")
    assert problem.details["label"] == f"{ID['SQL数']} SQL数"


def test_stages_by_other_words_are_told_and_nothing_is_counted() -> None:
    text = HUBSPOT_DEALS.replace("受注", "契約済み")
    made = filled(text, book=BOOK, named="hubspot-deals")
    assert {name for name, _ in _found(made.data)} == {"商談化数"}
    told = [item for item in made.problems if item.code == "W767"]
    assert [item.details["found"] for item in told] == ["契約済み, 失注, 見積提出"] * 2


def test_accounts_that_the_plan_does_not_know_are_told_once() -> None:
    made = filled(FREEE, book=BOOK, named="freee-deals")
    (problem,) = (item for item in made.problems if item.code == "N723")
    assert problem.details["items"] == "支払手数料, 売上高"


def test_the_tab_of_a_workbook_is_found_by_its_name() -> None:
    book = openpyxl.Workbook()
    book.active.title = "クエリ"
    book.active.append(["上位のクエリ", "クリック数", "表示回数", "CTR", "掲載順位"])
    sheet = book.create_sheet("グラフ")
    for line in SEARCH_CONSOLE.splitlines():
        sheet.append([int(cell) if cell.isdigit() else cell for cell in line.split(",")])
    stream = BytesIO()
    book.save(stream)
    made = filled(stream.getvalue(), book=BOOK, named="search-console")
    assert _found(made.data) == CASES["search-console"][1]


@pytest.mark.parametrize(
    ("first", "last", "month", "code"),
    [
        ("20260801", "20260930", "", "E707"),
        ("20260801", "20260930", SEPTEMBER, "E707"),
        ("20260801", "20260831", SEPTEMBER, "E708"),
    ],
)
def test_a_period_that_is_not_the_month_is_refused(
    first: str, last: str, month: str, code: str
) -> None:
    text = GA4.replace("20260901", first).replace("20260930", last)
    with pytest.raises(UsageError) as error:
        filled(text, book=BOOK, named="ga4-traffic", month=month)
    assert error.value.problem.code == code


@pytest.mark.parametrize(
    ("last", "month", "wanted"),
    [
        ("20260930", "", ["N799"]),
        ("20260930", SEPTEMBER, []),
        ("20260915", "", ["N799", "W749"]),
    ],
)
def test_a_period_at_the_head_is_told(last: str, month: str, wanted: list[str]) -> None:
    text = GA4.replace("# 終了日: 20260930", f"# 終了日: {last}")
    made = filled(text, book=BOOK, named="ga4-traffic", month=month)
    assert [code for code in codes(made) if code in ("N799", "W749")] == wanted
    assert _found(made.data) == CASES["ga4-traffic"][1]


def test_a_month_that_the_data_does_not_have_is_told() -> None:
    made = filled(SEARCH_CONSOLE, book=BOOK, named="search-console", month="2026-05")
    assert not made.changed
    assert "W709" in codes(made)


def test_data_without_months_is_that_of_the_month_asked_for() -> None:
    made = filled("KPI,値\nMQL数,12\n", book=BOOK, month=SEPTEMBER)
    assert _found(made.data) == {("MQL数", SEPTEMBER): 12}
    with pytest.raises(UsageError):
        filled("KPI,値\nMQL数,12\n", book=BOOK)


def test_a_column_of_dates_that_nobody_can_read_is_not_passed_over_for_the_month() -> None:
    made = filled("日付,MQL数\n9月ごろ,12\n", book=BOOK, month=SEPTEMBER)
    assert (_found(made.data), "E738" in codes(made)) == ({}, True)
