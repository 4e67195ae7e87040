"""A workbook in which warnings are errors, and its parts packed once."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable
from typing import Any, Final

from xlsxwriter import packager
from xlsxwriter.packager import Packager
from xlsxwriter.table import Table
from xlsxwriter.workbook import Workbook

from btobsheet.excel.patch.parts.zipped import ZipWriter

_LEVEL, _MEMORY = 9, 4
"""The highest level: 7 would take half its time and 14 kB more of a default workbook. A sheet's
rows hold cells of many kinds side by side, so codes that begin anew after 1,024 symbols (zlib's
own: 16,384) save 3.5 % more, for 20 ms.
"""
Parts = list[tuple[str, bytes]]
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_THEME = "xl/theme/theme1.xml"
_OTHER_SCRIPTS: Final = re.compile(rb'<a:font script="(?!Jpan)[^>]*/>')
"""The theme's fonts of scripts in which nobody writes a plan here; each program has its own."""


class FilterTable(Table):  # type: ignore[misc]  # XlsxWriter ships no types
    """A table that may hide the filter buttons of some columns (``hidden_buttons``, counted from
    0): they cover narrow headers.
    """

    def _write_auto_filter(self) -> None:
        hidden = self.properties.get("hidden_buttons")
        if not self.properties.get("autofilter") or not hidden:
            super()._write_auto_filter()
            return
        self._xml_start_tag("autoFilter", [("ref", self.properties["autofilter"])])
        for column in hidden:
            self._xml_empty_tag("filterColumn", [("colId", column), ("hiddenButton", 1)])
        self._xml_end_tag("autoFilter")


# XlsxWriter has no way to say which class writes a table; ours does the same unless it is told more
packager.Table = FilterTable


class _Parts(Packager):  # type: ignore[misc]  # XlsxWriter ships no types
    """Keeps the parts to itself, so that the library packs none of them: it has one level only."""

    def __init__(self) -> None:
        super().__init__()
        self.named_ranges: list[str] = []
        self.made: Parts = []

    def _write_app_file(self) -> None:
        """Leave out the defined names, which nobody looks up there: 2 kB."""
        names, self.named_ranges = self.named_ranges, []
        super()._write_app_file()
        self.named_ranges = names

    def _create_package(self) -> list[Any]:
        for stream, name, is_binary in super()._create_package():
            content = stream.getvalue()
            part = content if is_binary else content.encode("utf-8")
            self.made.append((name, _OTHER_SCRIPTS.sub(b"", part) if name == _THEME else part))
        return []


class _Workbook(Workbook):  # type: ignore[misc]  # XlsxWriter ships no types
    """A workbook whose parts are ``parts.made`` once it is closed."""

    def __init__(self, options: dict[str, Any]) -> None:
        super().__init__(io.BytesIO(), {"in_memory": True, **options})
        self.parts = _Parts()

    def _get_packager(self) -> _Parts:
        return self.parts


def build_workbook(
    fill: Callable[[Workbook], None],
    check: Callable[[Parts], None] | None = None,
    /,
    **options: Any,
) -> bytes:
    """Give a workbook's bytes; any warning of the library is an error.

    ``check`` sees the parts, by name, before they are packed.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        workbook = _Workbook(
            {
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                **options,
            }
        )
        fill(workbook)
        workbook.close()
    if check:
        check(workbook.parts.made)
    return _packed(workbook.parts.made)


def _packed(parts: Parts) -> bytes:
    made = ZipWriter()
    for name, content in parts:
        made.add(name, content, _EARLIEST, _LEVEL, _MEMORY)
    return made.result()
