"""Looks: fonts, fills and borders by name, made once a workbook.

Colours keep apart in grey print too.
"""

from __future__ import annotations

from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from btobsheet.excel.write.named import CONDITIONAL, NAMED
from btobsheet.layout.look import paint_of
from btobsheet.wording import text


def options_of(language: str) -> dict[str, Any]:
    """Give the options of a workbook in a language: a font that its readers' machines have, and the
    usual column's pixels with it.

    Excel counts widths in digits of that font, so from these pixels XlsxWriter knows how wide one
    is: else all columns come out narrower, or wider, than they are meant.
    """
    name, size, column = (
        text(language, f"forms.{key}") for key in ("font", "font_size", "font_column")
    )
    return {
        "default_format_properties": {
            "font_name": name,
            "font_size": int(size),
            "font_scheme": False,
        },
        "default_column_width": int(column),
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
            return self.get(**{**NAMED[name], **more})
        if name not in self._named:
            look, _, form = name.partition("|")
            self._named[name] = self.get(**NAMED[look], **({"num_format": form} if form else {}))
        return self._named[name]

    def conditional(self, name: str) -> Format:
        """Give a named look for a conditional format."""
        return self.get(**CONDITIONAL[name])

    def tone(self, code: str) -> Format:
        """Give the mark and the colours of a status or state for a conditional format: the cell's
        value stays the word alone.
        """
        mark, fill, ink = paint_of(code)
        return self.get(bg_color=fill, font_color=ink, num_format=f'"{mark} "@')
