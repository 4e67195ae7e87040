"""Which cells of a tab are shown as percentages: their number format says so, not their value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from btobsheet.excel.raw.grid import relations, tabs, workbook_part
from btobsheet.excel.raw.preflight import Package, RefusalError, kind_of
from btobsheet.excel.raw.values import place, row_number
from btobsheet.excel.raw.xmlparts import (
    Attributes,
    elements,
    in_main,
    local_name,
    open_parser,
    unescape,
)

POINTS, FRACTION = 1, 100
"""By what a cell's value is multiplied where a format shows it before a percent sign."""
_BUILT_IN: Final = {9: FRACTION, 10: FRACTION}
_ASIDE: Final = re.compile(r'"(?P<text>[^"]*)"|\\(?P<sign>.)|[_*].|\[[^\]]*\]')

Percents = Mapping[tuple[int, int], int]


def percents(data: bytes, sheet: str) -> Percents:
    """Give the cells of a tab that are shown as percentages, by row and column: FRACTION where 0.5
    is shown as 50%, POINTS where the sign is only written behind the number.

    Nothing for a workbook whose formats are not known (.ods, .xlsb, a broken style).
    """
    try:
        package = Package(data)
        if kind_of(package) != "xlsx":
            return {}
        workbook = workbook_part(package)
        links = relations(package, workbook)
        styles = next((target for kind, target in links.values() if kind == "styles"), "")
        shown = _styles(package, styles) if styles in package else {}
        if not shown:
            return {}
        part = next(
            links[relation][1]
            for tab, relation in tabs(package, workbook)[0]
            if tab.name == sheet and relation in links
        )
        return _cells(package, part, shown)
    except (RefusalError, StopIteration):
        return {}


def scale_of(code: str) -> int:
    """Give by what a number format multiplies before its percent sign; 0 without one."""
    if "%" in _ASIDE.sub("", code):
        return FRACTION
    written = "".join((one["text"] or "") + (one["sign"] or "") for one in _ASIDE.finditer(code))
    return POINTS if "%" in written else 0


def _styles(package: Package, part: str) -> dict[str, int]:
    """Give the styles of cells that show percentages, by their number."""
    codes, found = dict(_BUILT_IN), list[int]()
    for tag, attributes, _ in elements(part, package.read(part), package.allowance):
        name = local_name(tag) if in_main(tag) else ""
        if name == "numFmt":
            scale = scale_of(unescape(attributes.get("formatCode", "")))
            codes[_number(attributes.get("numFmtId", ""))] = scale
        elif name == "cellStyleXfs":
            found.clear()
        elif name == "xf":
            found.append(codes.get(_number(attributes.get("numFmtId", "")), 0))
        elif name == "cellXfs":
            break
    return {str(at): scale for at, scale in enumerate(found) if scale}


def _cells(package: Package, part: str, shown: Mapping[str, int]) -> Percents:
    found: dict[tuple[int, int], int] = {}
    row = column = 0

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal row, column
        if tag == "row":
            row, column = row_number(attributes.get("r"), row, part), 0
        elif tag == "c":
            row, column = place(attributes.get("r"), row, column, part)
            scale = shown.get(attributes.get("s", ""))
            if scale:
                found[row, column] = scale

    parser, chunks = open_parser(part, package.chunks(part))
    parser.handle(start, None)
    parser.feed(chunks)
    return found


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1
