"""Looks that several tabs share."""

from __future__ import annotations

from collections.abc import Mapping

from btobsheet.excel.write.named.props import Props
from btobsheet.layout.look import BAND, INPUT, LINE, LINK, MESSAGE_INK, MUTED, NAVY, PALE, WHITE

LOOKS: Mapping[str, Props] = {
    "": {},
    "title": {"bold": True, "font_size": 16, "font_color": NAVY},
    "heading": {
        "bold": True,
        "font_size": 12,
        "font_color": NAVY,
        "bottom": 2,
        "bottom_color": NAVY,
        "valign": "vcenter",
    },
    "hint": {"font_color": MUTED, "valign": "vcenter"},
    "link": {"font_color": LINK, "underline": 1, "valign": "vcenter"},
    "head": {
        "bold": True,
        "font_color": WHITE,
        "bg_color": NAVY,
        "text_wrap": True,
        "align": "center",
        "valign": "vcenter",
        "border": 1,
        "border_color": LINE,
    },
    "band": {
        "bold": True,
        "font_color": NAVY,
        "bg_color": BAND,
        "align": "left",
        "valign": "vcenter",
        "font_size": 9,
    },
    "label": {"font_color": MUTED, "valign": "vcenter"},
    "policy": {
        "bold": True,
        "font_size": 13,
        "font_color": NAVY,
        "text_wrap": True,
        "valign": "vcenter",
    },
    "cell": {"border": 1, "border_color": LINE, "valign": "vcenter", "text_wrap": True},
    "cell_center": {
        "border": 1,
        "border_color": LINE,
        "valign": "vcenter",
        "align": "center",
        "text_wrap": True,
    },
    "cell_strong": {
        "border": 1,
        "border_color": LINE,
        "valign": "vcenter",
        "bold": True,
        "text_wrap": True,
    },
    "percent": {
        "border": 1,
        "border_color": LINE,
        "valign": "vcenter",
        "num_format": "0%",
        "align": "right",
    },
    "number": {
        "border": 1,
        "border_color": LINE,
        "valign": "vcenter",
        "num_format": "#,##0",
        "align": "right",
    },
    "money": {
        "border": 1,
        "border_color": LINE,
        "valign": "vcenter",
        "num_format": "#,##0",
        "align": "right",
    },
    "date": {
        "border": 1,
        "border_color": LINE,
        "valign": "vcenter",
        "num_format": "yyyy/m/d",
        "align": "center",
    },
    "month": {
        "border": 1,
        "border_color": LINE,
        "valign": "vcenter",
        "num_format": "yyyy/m",
        "align": "center",
    },
    "small": {"font_size": 8, "font_color": MUTED},
    "unseen": {"num_format": ";;;"},
    "wrap": {"text_wrap": True, "valign": "top"},
    "pick": {
        "bold": True,
        "bg_color": INPUT,
        "border": 2,
        "border_color": NAVY,
        "align": "center",
        "valign": "vcenter",
        "locked": False,
    },
    "plain": {"valign": "vcenter", "text_wrap": True},
    "plain_center": {"valign": "vcenter", "align": "center"},
    "center": {"align": "center", "valign": "vcenter"},
    "computed": {"bg_color": PALE, "border": 1, "border_color": LINE, "align": "center"},
    "example": {
        "bg_color": INPUT,
        "border": 1,
        "border_color": LINE,
        "align": "center",
        "italic": True,
        "font_color": MESSAGE_INK,
    },
    "helper": {"font_size": 8, "font_color": MUTED},
}
CONDITIONAL: Mapping[str, Props] = {"taken": {"bg_color": BAND}}
"""Looks of cells while something holds."""
