"""Headings of exported tables, as CRM, web analytics and people write them, by what they hold."""

from __future__ import annotations

import re
from typing import Final

from btobsheet.layout.typed.text import match_key


def _keys(*words: str) -> frozenset[str]:
    return frozenset(map(match_key, words))


KPI: Final = _keys(
    "KPI",
    "KPI名",
    "KPI No.",
    "KPI ID",
    "指標",
    "指標名",
    "項目",
    "項目名",
    "名称",
    "metric",
    "metrics",
    "metric name",
    "measure",
    "indicator",
    "item",
)
MONTH: Final = _keys(
    *(
        "月",
        "年月",
        "対象月",
        "計上月",
        "集計月",
        "実績月",
        "月度",
        "期間",
        "month",
        "year month",
        "yearmonth",
        "month of year",
        "period",
        "reporting month",
    ),
)
YEAR: Final = _keys("年", "西暦", "year")
DATE: Final = _keys(
    "日付", "日", "年月日", "計上日", "実績日", "集計日", "date", "day", "日時", "date time"
)
VALUE: Final = _keys(
    "値",
    "実績",
    "実績値",
    "数値",
    "件数",
    "数",
    "数量",
    "金額",
    "value",
    "actual",
    "actuals",
    "count",
    "amount",
    "total",
    "result",
)
SPENT: Final = _keys(
    "実費",
    "使用額",
    "支出",
    "支出額",
    "費用",
    "発生額",
    "計上額",
    "借方",
    "借方金額",
    "税込金額",
    "spent",
    "spending",
    "cost",
    "expense",
    "debit",
)
"""What stands over amounts spent."""
TACTIC: Final = _keys(
    "戦術", "戦術名", "戦術No.", "戦術ID", "施策", "施策名", "tactic", "tactic name", "tactic id"
)
ITEM: Final = _keys(
    "費目",
    "費目名",
    "費用項目",
    "経費項目",
    "勘定科目",
    "勘定科目名",
    "科目",
    "科目名",
    "cost item",
    "expense item",
    "expense category",
    "account",
    "account name",
)
ACTUALS: Final = _keys(
    "実績", "実績値", "実数", "実費", "使用額", "actual", "actuals", "result", "results", "spent"
)
ACTUAL: Final = re.compile(
    r"[\s・_\-:/]*\(?(?:実績値?|実数|実費|使用額|actuals?|results?|spent)\)?$|^(?:実績値?|実費|actuals?)[\s・_\-:/]+",
    re.IGNORECASE,
)
"""What a month's heading may say beside the month."""
NO_ACTUAL: Final = re.compile(
    r"目標|計画|予算|予測|見込|前年|達成|差異|target|plan\b|budget|forecast|prior|previous",
    re.IGNORECASE,
)
"""What tells that a column holds no actuals."""
MONEY: Final = re.compile(r"[¥\\$€£円]")
"""What tells that a value is an amount of money."""
MONEY_UNIT: Final = re.compile(
    r"[¥\\$€£円元]|^[千万百億]*$|ドル|ユーロ|ポンド|ウォン|jpy|usd|eur|gbp|cny|krw|yen|dollar|yuan",
    re.IGNORECASE,
)
"""A unit that amounts of money may have; one that says nothing may."""
PERCENT_UNIT: Final = re.compile(r"%|パーセント|percent|per cent|^$", re.IGNORECASE)
"""A unit that percentages may have; one that says nothing may."""
YEARS: Final = re.compile(
    r"(?:FY\s?)?(?P<year>20[0-9]{2})\s?(?:年度?|FY)|FY\s?(?P<fiscal>20[0-9]{2})", re.IGNORECASE
)
"""A year in a title over months that have none."""
