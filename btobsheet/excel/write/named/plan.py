"""Looks of the calendar of ④年間アクションプラン."""

from __future__ import annotations

from collections.abc import Mapping

from btobsheet.excel.write.named.props import Props
from btobsheet.layout.look import INK, LINE, NAVY, PALE, SMALL, WEEK

_THIN, _HAIR = 1, 7
_MONTH = {"left": _THIN, "left_color": LINE}

LOOKS: Mapping[str, Props] = {
    "calendar": {
        "bottom": _HAIR,
        "bottom_color": LINE,
        "font_size": SMALL,
        "valign": "vcenter",
        "locked": False,
    },
    "calendar_month": {"bold": True, "font_color": NAVY, "valign": "vcenter", **_MONTH},
    # its digits are the narrowest that every Excel has: two of them stand in a week's 14 pixels
    "calendar_head": {
        "font_name": "Calibri",
        "font_size": WEEK,
        "font_color": INK,
        "bg_color": PALE,
        "bottom": _THIN,
        "bottom_color": NAVY,
        "align": "center",
        "valign": "top",
    },
    "calendar_word": {"valign": "vcenter"},
}
MONTH_START = _MONTH
"""What a column has that a month begins with."""
