"""Looks: fonts, fills and borders by name, made once a workbook.

Colours keep apart in grey print too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

Props = dict[str, Any]

NAVY = "#1F3864"
INPUT = "#FFF9E5"
COMPUTED = "#F2F2F2"
LINE = "#D0D0D0"
PLAN_BAR, DONE_BAR, LATE_BAR = "#BDD7EE", "#1F4E79", "#E36C0A"
MILESTONE = "#7030A0"
TODAY = "#C00000"
CLOSED = "#E7E6E6"

# status or state code -> (fill, font): enough contrast each, and told apart by the word as well
TONES: tuple[tuple[str, tuple[str, str]], ...] = (
    ("achieved", ("#C6EFCE", "#006100")),
    ("done", ("#C6EFCE", "#006100")),
    ("improving", ("#C6EFCE", "#006100")),
    ("on_track", ("#DDEBF7", "#1F4E78")),
    ("at_risk", ("#FFEB9C", "#7F6000")),
    ("late_start", ("#FFEB9C", "#7F6000")),
    ("no_data", ("#FCE4D6", "#843C0C")),
    ("behind", ("#FFC7CE", "#9C0006")),
    ("missed", ("#FFC7CE", "#9C0006")),
    ("overdue", ("#FFC7CE", "#9C0006")),
    ("worsening", ("#FFC7CE", "#9C0006")),
    ("not_due", ("#EDEDED", "#595959")),
    ("not_started", ("#EDEDED", "#595959")),
    ("cancelled", ("#EDEDED", "#595959")),
    ("on_hold", ("#EDEDED", "#595959")),
    ("undated", ("#FCE4D6", "#843C0C")),
    ("no_target", ("#EDEDED", "#595959")),
    ("reference", ("#F7F7F7", "#595959")),
)

_BASE: Mapping[str, Props] = {
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
    "hint": {"font_color": "#595959", "valign": "vcenter"},
    "hint_wrap": {"font_color": "#595959", "text_wrap": True, "valign": "vcenter"},
    "link": {"font_color": "#0563C1", "underline": 1, "valign": "vcenter"},
    "head": {
        "bold": True,
        "font_color": "#FFFFFF",
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
        "bg_color": "#D9E2F3",
        "align": "left",
        "valign": "vcenter",
        "font_size": 9,
    },
    "label": {"font_color": "#595959", "valign": "vcenter"},
    "strong": {"bold": True, "valign": "vcenter"},
    "policy": {
        "bold": True,
        "font_size": 13,
        "font_color": NAVY,
        "text_wrap": True,
        "valign": "vcenter",
    },
    "big": {
        "bold": True,
        "font_size": 12,
        "shrink": True,
        "align": "center",
        "valign": "vcenter",
        "border": 1,
        "border_color": LINE,
    },
    "big_percent": {
        "bold": True,
        "font_size": 12,
        "align": "center",
        "valign": "vcenter",
        "num_format": "0.0%",
        "border": 1,
        "border_color": LINE,
    },
    "cell": {"border": 1, "border_color": LINE, "valign": "vcenter", "text_wrap": True},
    "cell_line": {"border": 1, "border_color": LINE, "valign": "vcenter", "shrink": True},
    "cell_center": {
        "border": 1,
        "border_color": LINE,
        "valign": "vcenter",
        "align": "center",
        "text_wrap": True,
    },
    "cell_right": {"border": 1, "border_color": LINE, "valign": "vcenter", "align": "right"},
    "cell_strong": {
        "border": 1,
        "border_color": LINE,
        "valign": "vcenter",
        "bold": True,
        "text_wrap": True,
    },
    "rate": {
        "border": 1,
        "border_color": LINE,
        "valign": "vcenter",
        "align": "right",
        "num_format": "[>=1000]#,##0;General",
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
    "small": {"font_size": 8, "font_color": "#595959"},
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
    "calendar": {
        "border": 7,
        "border_color": LINE,
        "align": "center",
        "valign": "vcenter",
        "font_size": 8,
        "locked": False,
    },
    "plain": {"valign": "vcenter", "text_wrap": True},
    "plain_strong": {"valign": "vcenter", "text_wrap": True, "bold": True},
    "plain_center": {"valign": "vcenter", "align": "center"},
    "plain_right": {"valign": "vcenter", "align": "right"},
    "plain_percent": {"valign": "vcenter", "align": "right", "num_format": "0%"},
    "center": {"align": "center", "valign": "vcenter"},
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
        "font_color": "#404040",
        "font_size": 9,
    },
    "card_line": {"indent": 1, "valign": "vcenter", "font_size": 9, "shrink": True},
    "card_owner": {"valign": "vcenter", "font_size": 9, "font_color": "#595959", "shrink": True},
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
    "computed": {"bg_color": COMPUTED, "border": 1, "border_color": LINE, "align": "center"},
    "example": {
        "bg_color": INPUT,
        "border": 1,
        "border_color": LINE,
        "align": "center",
        "italic": True,
        "font_color": "#7F6000",
    },
    "helper": {"font_size": 8, "font_color": "#808080"},
}


_CONDITIONAL: Mapping[str, Props] = {
    "card": {"bg_color": "#F3F6FB"},
    "card_rule": {"bg_color": "#F3F6FB", "top": 1, "top_color": LINE},
    "card_head": {"bg_color": NAVY, "font_color": "#FFFFFF"},
}


class Styles:
    """Formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._named: dict[str, Format] = {}

    def get(self, **props: Any) -> Format:
        """Give the format with exactly these properties."""
        key = tuple(sorted(props.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(props)
        return self._made[key]

    def named(self, name: str, **more: Any) -> Format:
        """Give a named look, with additions; a number format may follow the name after a bar."""
        if more:
            return self.get(**{**_BASE[name], **more})
        if name not in self._named:
            look, _, form = name.partition("|")
            self._named[name] = self.get(**_BASE[look], **({"num_format": form} if form else {}))
        return self._named[name]

    def conditional(self, name: str) -> Format:
        """Give a named look for a conditional format."""
        return self.get(**_CONDITIONAL[name])

    def tone(self, code: str) -> Format:
        """Give the colours of a status or state for a conditional format."""
        fill, font = dict(TONES)[code]
        return self.get(bg_color=fill, font_color=font)
