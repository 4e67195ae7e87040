"""How this language writes months, days, lists, money and number formats."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "month_names": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "day": "{day} {name}",
    "long_day": "{day} {name} {year}",
    "list_separator": ", ",
    "colon": ": ",
    "currency": "yen",
    "year_before": "year",
    "unit_gap": " ",
    # behind an amount of yen, or the sign before it
    "yen": "¥",
    # 万 and 億, else millions
    "money": "millions",
    # characters that a line of the list on the guide holds
    "line_letters": "70",
    "times_letters": "17",
    # before a difference below 0
    "minus": "-",
    # letters of a name in a line, in two lines of a list, of its widest cell, and of a person
    "dash_letters": "30",
    "list_letters": "52",
    "note_letters": "70",
    "owner_letters": "15",
    # letters of a name in two lines of a tile
    "goal_step": "\u2002",
    "goal_letters": "34",
    "tile_letters": "32",
    # characters that fit: two lines of a card, its KPI and its owner; other lines of the overview
    "card_letters": "38",
    "card_kpi_letters": "25",
    "card_unit_letters": "9",
    "card_owner_letters": "15",
    "policy_letters": "124",
    "title_letters": "80",
    "way_letters": "22",
    "wanted_letters": "56",
    "wanted_owner_letters": "11",
    "approval_letters": "130",
    # ambiguous characters (○ ★ →) take one column of a terminal
    "ambiguous_width": "1",
    "locale": "en-US",
    "other_locale": "ja-JP",
    # the font of workbooks, and its size in points where a text is of no other
    "font": "Calibri",
    "font_size": "11",
    "line_height": "1.25",
    # number formats of Excel and PowerPoint
    "format.date": "d mmm yyyy",
    "format.day": "d mmm",
    "format.month": "mmm",
    "format.thousands": '#,##0.0,,"M"',
    # months of a row with a million and more, with ten thousand million and more
    "format.large": '[>=100000]#,##0.00,,"M";#,##0',
    "format.huge": '[>=1000000]#,##0,,"M";#,##0',
    "format.money": '"¥"0.00,,"M"',
}
