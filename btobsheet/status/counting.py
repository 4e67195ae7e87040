"""Which KPIs count things (件, 社), so that chance moves them by about their square root.

Rules: figures.md, "Counted KPIs" and "within_chance".
"""

from __future__ import annotations

from math import sqrt
from typing import Final

from btobsheet.plan.lookup import Lookup
from btobsheet.plan.records import Kpi
from btobsheet.plan.spelling import compared, trimmed
from btobsheet.status.figures import Figure
from btobsheet.status.rules import figure, less, positive
from btobsheet.status.values import ratio_parts, used_aggregation

_MEASURES: Final = """
    円 千円 万円 十万円 百万円 千万円 億円 ¥ ￥ JPY yen $ € £ USD EUR GBP CNY ドル ユーロ 元 ポンド
    千ドル 百万ドル dollars euros 時間 分 秒 日 週 週間 か月 ヶ月 カ月 ヵ月 月 年 人日 人月
    h hour hours min minutes sec seconds day days week weeks month months year years
    person-days % ％
"""
MEASURES: Final = tuple(_MEASURES.split())
"""Units of money, of time and of shares: such a KPI measures and does not count."""
_KNOWN: Final = frozenset(map(compared, MEASURES))
CHANCE: Final = -1.64
"""Nineteen of twenty counts on target lie above it, in square roots of what was expected."""


def is_count(kpi: Kpi, lookup: Lookup) -> bool:
    """Tell whether a KPI counts: a sum whose unit is no measure."""
    if used_aggregation(kpi, lookup) != "sum":
        return False
    unit, currency = (compared(trimmed(text)) for text in (kpi.unit, lookup.currency))
    return unit not in _KNOWN and (not currency or unit != currency)


def is_counted(kpi: Kpi, lookup: Lookup) -> bool:
    """Tell whether a KPI is a count or the ratio of two counts."""
    parts = ratio_parts(kpi, lookup)
    if parts is None:
        return is_count(kpi, lookup)
    return all(is_count(part, lookup) for part in parts)


def deviation(actual: Figure, expected: Figure, direction: str) -> Figure:
    """Give c: how far a count is from what was expected, in its square roots; below 0 is worse."""
    if actual is None or expected is None or not positive(expected):
        return None
    found = (actual - expected) / sqrt(expected)
    return figure(-found if direction == "down" else found)


def within_chance(found: Figure) -> bool | None:
    """Tell whether a count's shortfall is one that chance makes often enough; None without c."""
    return None if found is None else less(CHANCE, found)
