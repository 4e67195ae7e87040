"""Looks: fonts, fills and borders by name, made once a workbook.

Colours keep apart in grey print too.
"""

from __future__ import annotations

from typing import Any, Final

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from btobsheet.excel.write.named import CONDITIONAL, NAMED
from btobsheet.layout.look import paint_of
from btobsheet.wording import text

OPTIONS: Final[dict[str, Any]] = {
    "default_format_properties": {"font_name": "Verdana", "font_size": 10, "font_scheme": False},
    "default_column_width": 72,
}
"""The options of a workbook. A file gives widths in digits of the Normal style's font: this one
every Windows and Mac has (a digit takes 8 pixels, the usual column 72), and elsewhere one as wide
stands in, so that columns are as wide as they are meant wherever the file is opened. It is no
cell's own font.
"""


def font_of(language: str) -> dict[str, Any]:
    """Give the font of the cells in a language: one that its readers' machines have."""
    name, size = (text(language, f"forms.{key}") for key in ("font", "font_size"))
    return {"font_name": name, "font_size": int(size)}


_FRAMING = ("border", "top", "bottom", "left", "right", "bg_color")


class Styles:
    """Formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook, language: str) -> None:
        self._workbook = workbook
        self._font = font_of(language)
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._named: dict[str, Format] = {}

    def get(self, **props: Any) -> Format:
        """Give the format with exactly these properties."""
        key = tuple(sorted(props.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format({**self._font, **props})
        return self._made[key]

    def named(self, name: str, **more: Any) -> Format:
        """Give a named look, with additions; a number format may follow the name after a bar."""
        if more:
            return self.get(**{**NAMED[name], **more})
        if name not in self._named:
            look, _, form = name.partition("|")
            self._named[name] = self.get(**NAMED[look], **({"num_format": form} if form else {}))
        return self._named[name]

    def frames(self, name: str) -> bool:
        """Tell whether a named look shows in every cell of a merged area, not only in its first."""
        return not NAMED[name.partition("|")[0]].keys().isdisjoint(_FRAMING)

    def conditional(self, name: str) -> Format:
        """Give a named look for a conditional format."""
        return self.get(**CONDITIONAL[name])

    def tone(self, code: str) -> Format:
        """Give the mark and the colours of a status or state for a conditional format: the cell's
        value stays the word alone.
        """
        mark, fill, ink = paint_of(code)
        return self.get(bg_color=fill, font_color=ink, num_format=f'"{mark} "@')
