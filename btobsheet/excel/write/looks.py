"""How the cells of an input table look: by the kind of their column, and by the unit of a KPI."""

from __future__ import annotations

from typing import Any

from xlsxwriter.format import Format

from btobsheet.excel.write.measured import pixels
from btobsheet.excel.write.named.props import Props
from btobsheet.excel.write.named.tables import COLUMNS
from btobsheet.excel.write.styles import Styles
from btobsheet.layout.geometry import Slot
from btobsheet.layout.kinds import (
    Date,
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
from btobsheet.layout.look import COMPUTED_HEAD, INPUT, LINE, LINK, NAVY, PALE, SMALL, TEXT
from btobsheet.layout.rows.written import Cells
from btobsheet.layout.sheets.settings import BANNER, GROUPS, SettingSpec
from btobsheet.plan.records import is_percent_unit
from btobsheet.wording.forms import number_format

PERCENT = "0.0%"
BANNER_POINTS = 14
"""How large the settings are written that stand on top."""
_TWO_LINES = 2 * 0.95 * TEXT / SMALL
"""How long a text is at 10 pt, by its column's width, that fills two lines at 9 pt."""
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


def shown_format(kind: Kind, language: str) -> str:
    """Give the number format of a kind's cells: of a short day without its year."""
    if isinstance(kind, Date) and kind.short:
        return number_format(language, "day")
    return kind.number_format


def size_of(slot: Slot) -> dict[str, int]:
    """Give the size of type of a column where it is not the workbook's: actions stand close."""
    return {"font_size": SMALL} if slot.column.table == "actions" else {}


class InputLooks:
    """The looks of an input column's cells; a KPI's value follows its row's unit."""

    def __init__(self, slot: Slot, styles: Styles, language: str) -> None:
        """Take the column."""
        self._language, self._size = language, size_of(slot)
        self._kind, self._is_id, self._styles = slot.column.kind, slot.column.name == "id", styles
        self._more = COLUMNS.get(f"{slot.column.table}.{slot.column.name}", {})
        self._plain = self.of(self._kind)
        self._field = slot.field
        # rows of actions are as high as two lines: of a longer text the first two are to be read
        self._room = _TWO_LINES * slot.column.width if self._size and wraps(self._kind) else 0.0
        self._top = self.of(self._kind, valign="top") if self._room else self._plain
        self._percent = (
            self.of(self._kind, PERCENT) if isinstance(self._kind, KpiValue) else self._plain
        )

    def __call__(self, cells: Cells) -> Format:
        """Give the look of the cell in a row."""
        if self._room and pixels(str(cells.get(self._field) or "")) > self._room:
            return self._top
        return (
            self._percent if self._percent is not self._plain and is_percent(cells) else self._plain
        )

    def of(self, kind: Kind, number_format: str = "", **more: Any) -> Format:
        """Give the look of one kind; ``number_format`` where it is not the kind's own."""
        number_format = number_format or shown_format(kind, self._language)
        fixed = self._is_id or isinstance(kind, Label)
        props: dict[str, Any] = {
            "border": 1,
            "border_color": LINE,
            "valign": "vcenter",
            "align": kind.align,
            "locked": fixed,
            "bg_color": "#FFFFFF" if fixed else INPUT,
            **self._size,
        }
        if isinstance(kind, Text):
            props["text_wrap"] = kind.wrap or wraps(self._kind)
        elif wraps(kind):
            props["text_wrap"] = True
        elif number_format != "General":
            props["num_format"] = number_format
        return self._styles.get(**{**props, **self._more, **more})


def setting_look(spec: SettingSpec, *, typed: bool) -> Props:
    """Give what a setting's row looks like besides: large on top, where it is ``typed``; a line
    where a group begins.
    """
    if spec.field in BANNER:
        return {"font_size": BANNER_POINTS if typed else TEXT, "bold": True}
    return {"top": 2, "top_color": NAVY} if spec.field in GROUPS else {}


def formula_look(slot: Slot, number_format: str, styles: Styles) -> Format | None:
    """Give the look of a computed cell; a helper nobody sees has none."""
    if slot.column.hidden:
        return None
    props: dict[str, Any] = {
        "text_wrap": slot.column.name in ("driver", "tactic_kpi"),
        "bg_color": PALE,
        "border": 1,
        "border_color": LINE,
        "valign": "vcenter",
        **size_of(slot),
    }
    props["align"] = "center" if slot.column.name in _CENTRED else slot.column.kind.align
    if slot.column.name in ("kpi_link", "tactic_link"):
        props |= {"font_color": LINK, "underline": 1}
    if isinstance(slot.column.kind, Money):
        number_format += f";-{number_format};"  # nothing is shown of a sum of nothing
    if number_format != "General":
        props["num_format"] = number_format
    return styles.get(**{**props, **COLUMNS.get(f"{slot.column.table}.{slot.column.name}", {})})


def date_look(slot: Slot, styles: Styles) -> Format:
    """Show the month that a column is of; over a calendar the date stays unseen."""
    if slot.column.repeat == "calendar":
        return styles.named("unseen")
    return styles.named("band", num_format="yyyy/m", align="center")


def header_look(slot: Slot, styles: Styles) -> Format:
    """Give the look of a column's header: what is typed, what is computed."""
    fill = NAVY if slot.column.is_input else COMPUTED_HEAD
    # above the filter button, which covers what stands lower in a narrow column
    at_top = {"valign": "top"} if slot.column.table == "actions" else {}
    return styles.named("head", bg_color=fill, font_size=9, **at_top)
