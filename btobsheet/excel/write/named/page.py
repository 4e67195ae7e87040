"""Looks that a page for reading is made of: title, message, tiles, sections, bullets."""

from __future__ import annotations

from collections.abc import Mapping

from btobsheet.excel.write.named.props import Props
from btobsheet.layout.look import (
    BIG,
    HEAD,
    MESSAGE,
    MESSAGE_EDGE,
    MESSAGE_INK,
    MUTED,
    NAVY,
    SMALL,
    TITLE,
)

_MEDIUM, _THICK = 2, 5

LOOKS: Mapping[str, Props] = {
    "page_title": {"bold": True, "font_size": TITLE, "font_color": NAVY, "valign": "vcenter"},
    "page_policy": {
        "bold": True,
        "font_size": TITLE,
        "font_color": NAVY,
        "valign": "vcenter",
        "text_wrap": True,
    },
    "page_note": {"font_size": SMALL, "font_color": MUTED, "align": "right", "valign": "vcenter"},
    "message": {
        "bold": True,
        "font_size": HEAD,
        "font_color": MESSAGE_INK,
        "bg_color": MESSAGE,
        "left": _THICK,
        "left_color": MESSAGE_EDGE,
        "indent": 1,
        "text_wrap": True,
        "valign": "vcenter",
    },
    "tile_label": {
        "font_size": SMALL,
        "font_color": MUTED,
        "top": _MEDIUM,
        "top_color": NAVY,
        "valign": "vcenter",
    },
    "tile_value": {"bold": True, "font_size": BIG, "font_color": NAVY, "valign": "vcenter"},
    "tile_note": {"font_size": SMALL, "font_color": MUTED, "valign": "vcenter"},
    "section": {
        "bold": True,
        "font_size": HEAD,
        "font_color": NAVY,
        "bottom": _MEDIUM,
        "bottom_color": NAVY,
        "valign": "vcenter",
    },
    "bullet_within": {"right": _MEDIUM, "right_color": NAVY, "num_format": ";;;"},
    "bullet_above": {"num_format": ";;;"},
}
