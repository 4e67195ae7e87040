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
    "year_before": "年間",
    "unit_gap": "",
    # behind an amount of yen, or the sign before it
    "yen": "円",
    # 万 and 億, else millions
    "money": "myriads",
    # characters that a line of the list on the guide holds
    "line_letters": "35",
    "times_letters": "10",
    # before a difference below 0
    "minus": "△",
    # letters of a name in a line, in two lines of a list, of its widest cell, and of a person
    "dash_letters": "15",
    "list_letters": "24",
    "note_letters": "34",
    "owner_letters": "7",
    # letters of a name in two lines of a tile
    "goal_step": "　",
    "goal_letters": "18",
    "tile_letters": "18",
    # characters that fit: two lines of a card, its KPI and its owner; other lines of the overview
    "card_letters": "20",
    "card_kpi_letters": "12",
    "card_unit_letters": "5",
    "card_owner_letters": "8",
    "policy_letters": "62",
    "title_letters": "38",
    "way_letters": "11",
    "wanted_letters": "25",
    "wanted_owner_letters": "5",
    "approval_letters": "105",
    # ambiguous characters (○ ★ →) take two columns of a terminal
    "ambiguous_width": "2",
    "locale": "ja-JP",
    "other_locale": "en-US",
    # the font of workbooks, and its size in points where a text is of no other
    "font": "Meiryo UI",
    "font_size": "10",
    "line_height": "1.38",
    # number formats of Excel and PowerPoint
    "format.date": "yyyy/m/d",
    "format.day": "m/d",
    "format.month": 'm"月"',
    "format.thousands": '#,##0,"千"',
    # months of a row with a million and more, with ten thousand million and more
    "format.large": '[>=10000]#,##0,"千";#,##0',
    "format.huge": '[>=1000000]#,##0,,"百万";#,##0',
    "format.money": '#,##0,"千円"',
}
