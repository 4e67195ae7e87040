"""Looks of はじめに: the boxes of the steps, the list of what to do, the legend."""

from __future__ import annotations

from collections.abc import Mapping

from btobsheet.excel.write.named.props import Props
from btobsheet.layout.look import (
    BIG,
    CLOSED,
    EXPLAINED,
    HEAD,
    INK,
    INPUT,
    INPUT_DUE,
    LATE,
    LINE,
    LINK,
    MESSAGE_INK,
    MUTED,
    NAVY,
    PALE,
    SMALL,
    TEXT,
    paint_of,
)

_MEDIUM = 2
_SWATCH: Props = {
    "border": 1,
    "border_color": LINE,
    "align": "center",
    "valign": "vcenter",
    "font_size": SMALL,
}


def _tone(code: str) -> Props:
    """Give the look of a status: a mark before the word, its fill and ink."""
    mark, fill, ink = paint_of(code)
    return {"bg_color": fill, "font_color": ink, "num_format": f'"{mark} "@'}


LOOKS: Mapping[str, Props] = {
    "guide_note": {
        "font_size": SMALL,
        "font_color": MUTED,
        "text_wrap": True,
        "valign": "vcenter",
    },
    "step_name": {
        "bold": True,
        "font_size": HEAD,
        "font_color": NAVY,
        "underline": 1,
        "bg_color": PALE,
        "top": _MEDIUM,
        "top_color": NAVY,
        "indent": 1,
        "valign": "vcenter",
    },
    "step_how": {
        "font_size": SMALL,
        "font_color": MUTED,
        "bg_color": PALE,
        "align": "left",
        "indent": 1,
        "text_wrap": True,
        "valign": "top",
    },
    "step_counts": {
        "bold": True,
        "font_size": TEXT,
        "font_color": INK,
        "bg_color": PALE,
        "indent": 1,
        "valign": "vcenter",
    },
    "step_bar": {"num_format": ";;;", "bg_color": PALE},
    "step_gap": {
        "font_color": LINK,
        "underline": 1,
        "bg_color": PALE,
        "indent": 1,
        "valign": "vcenter",
    },
    "step_arrow": {"font_size": BIG, "font_color": MUTED, "align": "center", "valign": "vcenter"},
    "tile_count": {
        "bold": True,
        "font_size": BIG,
        "font_color": NAVY,
        "align": "left",
        "valign": "vcenter",
        "num_format": "#,##0",
    },
    "guide_about": {
        "bold": True,
        "font_size": SMALL,
        "font_color": NAVY,
        "text_wrap": True,
        "valign": "vcenter",
    },
    "routine_name": {"bold": True, "font_color": NAVY, "valign": "vcenter"},
    "routine": {"valign": "vcenter"},
    "legend_due": {**_SWATCH, "bg_color": INPUT_DUE},
    "legend_input": {**_SWATCH, "bg_color": INPUT},
    "legend_computed": {**_SWATCH, "bg_color": PALE},
    "legend_closed": {**_SWATCH, "bg_color": CLOSED},
    "legend_example": {
        **_SWATCH,
        "bg_color": INPUT,
        "italic": True,
        "font_color": MESSAGE_INK,
    },
    **{f"legend_{code}": {**_SWATCH, **_tone(code)} for code in EXPLAINED},
}
CONDITIONAL: Mapping[str, Props] = {
    "todo_missing": _tone("no_data"),
    "todo_rule": {"bottom": 1, "bottom_color": LINE},
    "tile_late": {"font_color": LATE},
}
