"""How the cells of an input table look: by the kind of their column, and by the unit of a KPI."""

from __future__ import annotations

from typing import Any

from xlsxwriter.format import Format

from btobsheet.excel.write.named.props import Props
from btobsheet.excel.write.styles import Styles
from btobsheet.layout.geometry import Slot, TableGeometry
from btobsheet.layout.kinds import (
    Kind,
    KpiValue,
    Label,
    Money,
    PersonName,
    Reference,
    Setting,
    Text,
    TextList,
)
from btobsheet.layout.look import COMPUTED_HEAD, INPUT, LINE, LINK, NAVY, PALE, TEXT
from btobsheet.layout.rows.written import Cells
from btobsheet.layout.sheets.settings import BANNER, GROUPS, SettingSpec
from btobsheet.plan.records import is_percent_unit
from btobsheet.wording.forms import number_format

PERCENT = "0.0%"
BANNER_POINTS = 14
"""How large the settings are written that stand on top."""
_CENTRED = (
    *("status", "tactic_status", "state", "trend", "kpi_link", "tactic_link", "counts"),
    *("score", "overdue", "tactic_count", "working_days", "months_evaluated", "missing_months"),
)


def is_percent(cells: Cells) -> bool:
    """Tell whether the values of a KPI's row are percents."""
    return is_percent_unit(str(cells.get("unit") or ""))


def wraps(kind: Kind) -> bool:
    """Tell whether a kind's text goes on in further lines of its cell."""
    return getattr(kind, "wrap", False) or isinstance(
        kind, Reference | TextList | Setting | PersonName | Label
    )


class InputLooks:
    """The looks of an input column's cells; a KPI's value follows its row's unit."""

    def __init__(self, slot: Slot, styles: Styles) -> None:
        """Take the column."""
        self._kind, self._is_id, self._styles = slot.column.kind, slot.column.name == "id", styles
        self._plain = self.of(self._kind)
        self._percent = (
            self.of(self._kind, PERCENT) if isinstance(self._kind, KpiValue) else self._plain
        )

    def __call__(self, cells: Cells) -> Format:
        """Give the look of the cell in a row."""
        return (
            self._percent if self._percent is not self._plain and is_percent(cells) else self._plain
        )

    def of(self, kind: Kind, number_format: str = "", **more: Any) -> Format:
        """Give the look of one kind; ``number_format`` where it is not the kind's own."""
        number_format = number_format or kind.number_format
        fixed = self._is_id or isinstance(kind, Label)
        props: dict[str, Any] = {
            "border": 1,
            "border_color": LINE,
            "valign": "vcenter",
            "align": kind.align,
            "locked": fixed,
            "bg_color": "#FFFFFF" if fixed else INPUT,
        }
        if isinstance(kind, Text):
            props["text_wrap"] = kind.wrap or wraps(self._kind)
        elif wraps(kind):
            props["text_wrap"] = True
        elif number_format != "General":
            props["num_format"] = number_format
        return self._styles.get(**props, **more)


def setting_look(spec: SettingSpec, *, typed: bool) -> Props:
    """Give what a setting's row looks like besides: large on top, where it is ``typed``; a line
    where a group begins.
    """
    if spec.field in BANNER:
        return {"font_size": BANNER_POINTS if typed else TEXT, "bold": True}
    return {"top": 2, "top_color": NAVY} if spec.field in GROUPS else {}


def formula_look(slot: Slot, number_format: str, styles: Styles) -> Format:
    """Give the look of a computed cell."""
    if slot.column.hidden:
        return styles.named("helper")
    props: dict[str, Any] = {
        "text_wrap": slot.column.name in ("driver", "tactic_kpi"),
        "bg_color": PALE,
        "border": 1,
        "border_color": LINE,
        "valign": "vcenter",
    }
    props["align"] = "center" if slot.column.name in _CENTRED else slot.column.kind.align
    if slot.column.name in ("kpi_link", "tactic_link"):
        props |= {"font_color": LINK, "underline": 1}
    if isinstance(slot.column.kind, Money):
        number_format += f";-{number_format};"  # nothing is shown of a sum of nothing
    if number_format != "General":
        props["num_format"] = number_format
    return styles.get(**props)


def date_look(slot: Slot, geometry: TableGeometry, styles: Styles) -> Format:
    """Show a month's name once over its calendar columns; elsewhere the date stays, unseen."""
    if slot.column.repeat == "calendar" and slot.day and geometry.unit != "month":
        step = 7 if geometry.unit == "week" else 1
        if slot.day.day > step and slot.step != 1:
            return styles.named("band", num_format=";;;")
        pattern = number_format(geometry.language, "month")
        return styles.named("band", num_format=pattern, align="left")
    return styles.named("band", num_format="yyyy/m", align="center")


def header_look(slot: Slot, styles: Styles) -> Format:
    """Give the look of a column's header: what is typed, what is computed, the narrow calendar."""
    if slot.column.repeat == "calendar":
        return styles.named("head", font_size=7, rotation=90, bold=False)
    fill = NAVY if slot.column.is_input else COMPUTED_HEAD
    return styles.named("head", bg_color=fill, font_size=9)
