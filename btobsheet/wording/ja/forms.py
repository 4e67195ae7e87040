"""How this language writes months, days, lists, money and number formats."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "month_names": "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
    "day": "{month}/{day}",
    "long_day": "{year}/{month}/{day}",
    "list_separator": "、",
    "colon": "：",
    "currency": "円",
    "unit_gap": "",
    # behind an amount of yen, or the sign before it
    "yen": "円",
    # 万 and 億, else millions
    "money": "myriads",
    # characters that a line of the overview's card holds
    "card_letters": "22",
    # characters that a line of the list on the guide holds
    "line_letters": "35",
    # ambiguous characters (○ ★ →) take two columns of a terminal
    "ambiguous_width": "2",
    "locale": "ja-JP",
    "other_locale": "en-US",
    # the font of workbooks, and its size in points where a text is of no other
    "font": "Meiryo UI",
    "font_size": "10",
    # number formats of Excel and PowerPoint
    "format.date": "yyyy/m/d",
    "format.day": "m/d",
    "format.month": 'm"月"',
    "format.thousands": '#,##0,"千"',
    # months of a row with ten million and more, with ten thousand million and more
    "format.large": '[>=10000]#,##0,"千";#,##0',
    "format.huge": '[>=1000000]#,##0,,"百万";#,##0',
    "format.money": '#,##0,"千円"',
}
