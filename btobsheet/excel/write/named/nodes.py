"""Looks of the nodes and lines of KPIツリー."""

from __future__ import annotations

from collections.abc import Mapping

from btobsheet.excel.write.named.props import Props
from btobsheet.layout.look import (
    BAR,
    INK,
    LATE,
    LINE,
    MUTED,
    ON_PATH,
    PALE,
    SMALL,
    TEXT,
    TONES,
)

_CONNECTOR = "#5B6B86"

LOOKS: Mapping[str, Props] = {
    "level": {
        "font_size": SMALL,
        "font_color": MUTED,
        "bottom": 1,
        "bottom_color": LINE,
        "valign": "vcenter",
    },
    "node_name": {
        "bold": True,
        "font_size": TEXT,
        "font_color": INK,
        "text_wrap": True,
        "valign": "vcenter",
    },
    "node_text": {"font_size": SMALL, "font_color": INK, "valign": "vcenter"},
    "node_bar": {
        "bold": True,
        "font_size": SMALL,
        "font_color": INK,
        "num_format": "0%",
        "align": "left",
        "valign": "vcenter",
    },
    "node_mark": {"bold": True, "font_size": SMALL, "align": "center", "valign": "vcenter"},
}
CONDITIONAL: Mapping[str, Props] = {
    "line_across": {"bottom": 1, "bottom_color": _CONNECTOR},
    "line_corner": {
        "bottom": 1,
        "bottom_color": _CONNECTOR,
        "left": 1,
        "left_color": _CONNECTOR,
    },
    "line_down": {"left": 1, "left_color": _CONNECTOR},
    "edge": {"bg_color": BAR},
    "edge_warn": {"bg_color": TONES["warn"].fill},
    "edge_bad": {"bg_color": TONES["bad"].fill},
    "node": {"bg_color": PALE},
    "node_on_path": {"bg_color": ON_PATH},
    "node_worsens": {"bg_color": PALE, "font_color": LATE, "bold": True},
}
