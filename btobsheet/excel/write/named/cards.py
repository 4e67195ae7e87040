"""Looks of 戦略俯瞰図: heads of operations, cards of tactics, and what stands below them."""

from __future__ import annotations

from collections.abc import Mapping

from btobsheet.excel.write.named.props import Props
from btobsheet.layout.look import (
    BAR,
    BIG,
    HEAD,
    INK,
    LATE,
    LINE,
    LINK,
    MUTED,
    NAVY,
    PALE,
    SMALL,
    TEXT,
    TONES,
    WHITE,
)

_DASHED, _HAIR = 3, 7
_MIDDLE = {"valign": "vcenter"}

LOOKS: Mapping[str, Props] = {
    "page_notes": {
        "font_size": SMALL,
        "font_color": MUTED,
        "align": "right",
        "valign": "vcenter",
        "text_wrap": True,
    },
    "operation": {
        **_MIDDLE,
        "bold": True,
        "font_size": TEXT,
        "font_color": LINK,
        "text_wrap": True,
        "indent": 1,
    },
    "operation_line": {**_MIDDLE, "font_size": SMALL, "font_color": INK},
    "operation_bar": {**_MIDDLE, "num_format": ";;;"},
    "arrow": {**_MIDDLE, "font_size": SMALL, "font_color": MUTED, "align": "center"},
    "card_edge": {"num_format": ";;;"},
    "card_name": {
        **_MIDDLE,
        "bold": True,
        "font_size": TEXT,
        "font_color": INK,
        "text_wrap": True,
    },
    "card_kpi": {**_MIDDLE, "font_size": SMALL, "font_color": INK},
    "card_pair": {**_MIDDLE, "font_size": SMALL, "font_color": MUTED},
    "card_share": {
        **_MIDDLE,
        "bold": True,
        "font_size": HEAD,
        "font_color": INK,
        "align": "right",
        "num_format": "0%",
    },
    "card_mark": {**_MIDDLE, "bold": True, "font_size": SMALL, "align": "center"},
    "card_owner": {**_MIDDLE, "font_size": SMALL, "font_color": INK},
    "card_late": {
        **_MIDDLE,
        "bold": True,
        "font_size": SMALL,
        "font_color": LATE,
        "align": "right",
    },
    "card_more": {**_MIDDLE, "font_size": SMALL, "font_color": MUTED},
    "tile_share": {
        **_MIDDLE,
        "bold": True,
        "font_size": BIG,
        "font_color": NAVY,
        "align": "left",
        "num_format": "0.0%",
    },
    "legend": {
        **_MIDDLE,
        "font_size": SMALL,
        "font_color": MUTED,
        "top": 1,
        "top_color": LINE,
    },
    "line": {**_MIDDLE, "font_size": TEXT},
    "line_strong": {
        **_MIDDLE,
        "font_size": TEXT,
        "bold": True,
    },
    "line_small": {**_MIDDLE, "font_size": SMALL},
    "line_share": {
        **_MIDDLE,
        "font_size": TEXT,
        "bold": True,
        "align": "right",
        "num_format": "0%",
    },
    "line_mark": {
        **_MIDDLE,
        "font_size": SMALL,
        "bold": True,
        "align": "center",
    },
    "fix_note": {"font_size": SMALL, "font_color": INK, "text_wrap": True, "valign": "top"},
}
CONDITIONAL: Mapping[str, Props] = {
    "card": {"bg_color": PALE},
    "operation": {"bg_color": NAVY, "font_color": WHITE},
    "edge_bad": {"bg_color": TONES["bad"].fill},
    "edge_warn": {"bg_color": TONES["warn"].fill},
    "edge_missing": {"bg_color": TONES["missing"].ink},
    "edge_other": {"bg_color": BAR},
    "late": {"font_color": LATE},
    "line": {"bottom": _HAIR, "bottom_color": LINE},
    "ghost": {"border": _DASHED, "border_color": BAR},
    "ghost_left": {"left": _DASHED, "left_color": BAR},
    "ghost_top": {"top": _DASHED, "top_color": BAR},
}
