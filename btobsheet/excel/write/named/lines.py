"""Looks of the lines of lists and tables on pages for reading."""

from __future__ import annotations

from collections.abc import Mapping

from btobsheet.excel.write.named.props import Props
from btobsheet.layout.look import INK, LATE, LINE, MUTED, SMALL, TEXT, TONES, WHITE

_LINE: Props = {
    "font_size": TEXT,
    "font_color": INK,
    "valign": "vcenter",
}
_RIGHT: Props = {**_LINE, "align": "right"}

_HEAD: Props = {**_LINE, "font_size": SMALL}

LOOKS: Mapping[str, Props] = {
    "column_head": _HEAD,
    "column_head_right": {**_HEAD, "align": "right"},
    "list": _LINE,
    "list_strong": {**_LINE, "bold": True},
    "list_name": {"bold": True, "font_size": TEXT, "font_color": INK, "valign": "vcenter"},
    "list_under": {**_LINE, "font_size": SMALL, "font_color": MUTED},
    "list_wrap": {**_LINE, "font_size": SMALL, "text_wrap": True},
    "list_center": {**_LINE, "font_size": SMALL, "align": "center"},
    "list_mark": {**_LINE, "bold": True, "align": "center"},
    "list_right": {**_RIGHT, "font_size": SMALL},
    "list_right_strong": {**_RIGHT, "font_size": SMALL, "bold": True},
    "list_share": {**_RIGHT, "bold": True, "num_format": "0%"},
    "list_points": {**_RIGHT, "font_size": SMALL, "num_format": '+0"pt";-0"pt";0"pt"'},
    "list_count": {**_RIGHT, "num_format": "#,##0"},
    "list_money": {**_RIGHT, "num_format": "#,##0"},
    "list_bar": {**_LINE, "num_format": ";;;"},
}
CONDITIONAL: Mapping[str, Props] = {
    "list_begin": {"top": 1, "top_color": LINE},
    "list_end": {"bottom": 1, "bottom_color": LINE},
    "below": {"font_color": LATE, "bold": True},
    "points_below": {"font_color": LATE, "bold": True, "top": 1, "top_color": LINE},
    "bullet_none": {"right": 1, "right_color": WHITE},
    "unwritten": {"font_color": TONES["missing"].ink, "top": 1, "top_color": LINE},
}
