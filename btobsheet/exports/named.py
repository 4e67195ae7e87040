"""The maps that come along: how usual exports of CRM, web analytics and accounting are written.

A map names headings as the programs write them, in either language, and the names a plan's KPI may
bear; :mod:`btobsheet.exports.bind` makes of it the map of one plan and one file.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from btobsheet.quickclass import dataclass

Headings = tuple[str, ...]
"""One heading as it may be written; the first that the data has is meant."""


@dataclass(frozen=True, slots=True)
class NamedTake:
    """What one figure of an export is.

    ``kpis`` are the names that the plan's KPI may bear; none: amounts spent, by ``item``. Without
    ``value`` each row counts. ``where`` is a column and the words of it that count.
    """

    kpis: tuple[str, ...] = ()
    date: Headings = ()
    value: Headings = ()
    item: Headings = ()
    where: tuple[Headings, tuple[str, ...]] = ((), ())


@dataclass(frozen=True, slots=True)
class NamedMap:
    """One export: ``marks`` are headings that tell it, ``sheets`` the tabs it may stand in.

    ``filled`` and ``down`` are as a MAP.toml says them.
    """

    name: str
    marks: tuple[Headings, ...]
    takes: tuple[NamedTake, ...]
    sheets: tuple[str, ...] = ()
    filled: Headings = ()
    down: tuple[Headings, ...] = ()


_LEADS: Final = ("新規リード数", "リード獲得数", "リード数", "New leads", "Leads")
_MQLS: Final = ("MQL数", "MQL", "MQLs")
_SQLS: Final = ("SQL数", "SQL", "SQLs")
_MEETINGS: Final = ("商談化数", "新規商談数", "商談数", "Meetings arranged", "New opportunities")
_ORDERS: Final = ("受注件数", "受注数", "Orders won", "Deals won")
_WON_MONEY: Final = ("受注金額", "受注額", "Order value", "Won amount")
_WON: Final = ("Closed Won", "受注", "成約", "成立", "契約締結", "Won")
_VISITS: Final = (
    *("セッション数", "サイト訪問数", "訪問数", "Webサイト訪問数"),
    *("Sessions", "Site visits", "Website sessions"),
)
_ORGANIC_VISITS: Final = ("自然検索セッション数", "自然検索訪問数", "Organic search sessions")
_CONVERSIONS: Final = ("CV数", "コンバージョン数", "キーイベント数", "Conversions", "Key events")
_CHANNEL: Final = (
    "セッションのメインのチャネル グループ(デフォルト チャネル グループ)",
    "セッションのデフォルト チャネル グループ",
    "Session primary channel group (Default Channel Group)",
    "Session default channel group",
)
_CREATED: Final = ("作成日", "作成日時", "Create Date", "Created Date")
_CLOSED: Final = ("クローズ日", "完了予定日", "Close Date")
_AMOUNT: Final = ("金額", "Amount")
_SESSIONS: Final = ("セッション", "Sessions")

_MAPS: Final = (
    NamedMap(
        "hubspot-contacts",
        (("Record ID", "レコードID"), ("Lifecycle Stage", "ライフサイクルステージ"), _CREATED),
        (
            NamedTake(_LEADS, _CREATED),
            NamedTake(
                _MQLS,
                (
                    "Became a Marketing Qualified Lead Date",
                    "マーケティングクオリファイドリード(MQL)になった日付",
                    "マーケティングクオリファイドリードになった日付",
                ),
            ),
            NamedTake(
                _SQLS,
                (
                    "Became a Sales Qualified Lead Date",
                    "セールスクオリファイドリード(SQL)になった日付",
                    "セールスクオリファイドリードになった日付",
                ),
            ),
        ),
    ),
    NamedMap(
        "hubspot-deals",
        (("Record ID", "レコードID"), ("Deal Name", "取引名"), ("Deal Stage", "取引ステージ")),
        (
            NamedTake(_MEETINGS, _CREATED),
            NamedTake(_ORDERS, _CLOSED, where=(("Deal Stage", "取引ステージ"), _WON)),
            NamedTake(_WON_MONEY, _CLOSED, _AMOUNT, where=(("Deal Stage", "取引ステージ"), _WON)),
        ),
    ),
    NamedMap(
        "salesforce-leads",
        (("Lead Source", "リードソース"), ("Lead Status", "リード状況")),
        (
            NamedTake(_LEADS, _CREATED),
            NamedTake(_MEETINGS, ("取引の開始日", "Converted Date")),
        ),
    ),
    NamedMap(
        "salesforce-opportunities",
        (("Opportunity Name", "商談名"), ("Stage", "フェーズ"), ("Close Date", "完了予定日")),
        (
            NamedTake(_MEETINGS, _CREATED),
            NamedTake(_ORDERS, _CLOSED, where=(("Stage", "フェーズ"), _WON)),
            NamedTake(_WON_MONEY, _CLOSED, _AMOUNT, where=(("Stage", "フェーズ"), _WON)),
        ),
    ),
    NamedMap(
        "ga4-traffic",
        (_CHANNEL, _SESSIONS),
        (
            NamedTake(_VISITS, value=_SESSIONS),
            NamedTake(_ORGANIC_VISITS, value=_SESSIONS, where=(_CHANNEL, ("Organic Search",))),
            NamedTake(_CONVERSIONS, value=("キーイベント", "Key events")),
        ),
        filled=_CHANNEL,
    ),
    NamedMap(
        "search-console",
        (("日付", "Date"), ("クリック数", "Clicks"), ("表示回数", "Impressions")),
        (
            NamedTake(
                ("検索クリック数", "自然検索クリック数", "Search clicks", "Organic clicks"),
                ("日付", "Date"),
                ("クリック数", "Clicks"),
            ),
            NamedTake(
                ("検索表示回数", "自然検索表示回数", "Search impressions", "Organic impressions"),
                ("日付", "Date"),
                ("表示回数", "Impressions"),
            ),
        ),
        sheets=("グラフ", "日付", "Chart", "Dates"),
    ),
    NamedMap(
        "freee-deals",
        (("収支区分",), ("発生日",), ("勘定科目",), ("金額",)),
        (
            NamedTake(
                date=("発生日",),
                value=("金額",),
                item=("勘定科目",),
                where=(("収支区分",), ("支出",)),
            ),
        ),
        down=(("収支区分",), ("発生日",)),
    ),
    NamedMap(
        "moneyforward-journal",
        (("取引No",), ("取引日",), ("借方勘定科目",), ("借方金額(円)", "借方金額")),
        (NamedTake(date=("取引日",), value=("借方金額(円)", "借方金額"), item=("借方勘定科目",)),),
        down=(("取引日",),),
    ),
)
NAMED: Final[Mapping[str, NamedMap]] = {one.name: one for one in _MAPS}
"""All of them, by name."""
