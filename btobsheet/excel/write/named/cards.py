"""Looks of the cards of 戦略俯瞰図."""

from __future__ import annotations

from collections.abc import Mapping

from btobsheet.excel.write.named.props import Props
from btobsheet.layout.look import INK, LINE, MUTED, NAVY, PALE, WHITE

LOOKS: Mapping[str, Props] = {
    "card_head": {
        "indent": 1,
        "bold": True,
        "font_size": 11,
        "valign": "vcenter",
        "font_color": NAVY,
        "shrink": True,
    },
    "card_status": {"bold": True, "align": "center", "valign": "vcenter"},
    "card_text": {
        "indent": 1,
        "text_wrap": True,
        "valign": "top",
        "font_color": INK,
        "font_size": 9,
    },
    "card_line": {"indent": 1, "valign": "vcenter", "font_size": 9, "shrink": True},
    "card_owner": {"valign": "vcenter", "font_size": 9, "font_color": MUTED, "shrink": True},
    "card_small": {"valign": "vcenter", "font_size": 9, "align": "center"},
    "card_kpi": {"indent": 1, "valign": "vcenter", "bold": True, "font_size": 9, "shrink": True},
    "card_right": {
        "valign": "vcenter",
        "font_size": 9,
        "align": "left",
        "indent": 1,
        "shrink": True,
    },
    "card_percent": {"valign": "vcenter", "bold": True, "align": "center", "num_format": "0%"},
    "card_arrow": {"font_color": "#8EA9DB", "align": "center", "valign": "vcenter"},
    "card_bar": {"valign": "vcenter", "align": "left", "bold": True, "font_size": 9},
}
CONDITIONAL: Mapping[str, Props] = {
    "card": {"bg_color": PALE},
    "card_rule": {"bg_color": PALE, "top": 1, "top_color": LINE},
    "card_head": {"bg_color": NAVY, "font_color": WHITE},
}
