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
    "unit_gap": " ",
    # behind an amount of yen, or the sign before it
    "yen": "¥",
    # 万 and 億, else millions
    "money": "millions",
    # characters that a line of the overview's card holds
    "card_letters": "36",
    # characters that a line of the list on the guide holds
    "line_letters": "70",
    # ambiguous characters (○ ★ →) take one column of a terminal
    "ambiguous_width": "1",
    "locale": "en-US",
    "other_locale": "ja-JP",
    # the font of workbooks, and its size in points where a text is of no other
    "font": "Calibri",
    "font_size": "11",
    # number formats of Excel and PowerPoint
    "format.date": "d mmm yyyy",
    "format.day": "d mmm",
    "format.month": "mmm",
    "format.thousands": '#,##0.0,,"M"',
    # months of a row with ten million and more, with ten thousand million and more
    "format.large": '[>=100000]#,##0.00,,"M";#,##0',
    "format.huge": '[>=1000000]#,##0,,"M";#,##0',
    "format.money": '"¥"0.00,,"M"',
}
