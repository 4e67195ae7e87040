"""Which cells of a tab are shown as percentages, days, times or in thousands: their number format
says so, not their value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Set
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
DAY, TIME = -1, -2
"""A cell that is shown as a day, with a time or without; one that is shown as a time alone."""
_PERCENTS: Final = {9: FRACTION, 10: FRACTION}
_DATES: Final = dict.fromkeys((*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)), 1)
"""The built-in formats of days, those of Japanese Excel too; 18 to 21 and 32 to 35 are times."""
_TIMES: Final = (*range(18, 22), *range(32, 36), *range(45, 48))
_SHOWN: Final = {**_PERCENTS, **dict.fromkeys(_DATES, DAY), **dict.fromkeys(_TIMES, TIME)}
_ELAPSED: Final = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_EXPONENT: Final = re.compile("e[+-]")
_SCALING: Final = re.compile(r"[0#?](?P<commas>,+)(?![0#?,])")
_ASIDE: Final = re.compile(r'"(?P<text>[^"]*)"|\\(?P<sign>.)|[_*].|\[[^\]]*\]')

Marked = Mapping[tuple[int, int], int]
Judge = Callable[[str], int]
"""What a format's code says of its cells; 0 for nothing."""


def percents(data: bytes, sheet: str) -> Marked:
    """Give the cells of a tab that are shown as percentages, by row and column: FRACTION where 0.5
    is shown as 50%, POINTS where the sign is only written behind the number.

    Nothing for a workbook whose formats are not known (.ods, .xlsb, a broken style).
    """
    return _marked(data, sheet, _PERCENTS, scale_of)


def days(data: bytes, sheet: str) -> Set[tuple[int, int]]:
    """Give the cells of a tab that are shown as days, by row and column; nothing as for
    :func:`percents`.
    """
    return _marked(data, sheet, _DATES, is_day).keys()


def thousands(data: bytes, sheet: str) -> Marked:
    """Give the cells of a tab that are shown in thousands (1), millions (2) and so on, by row and
    column; nothing as for :func:`percents`.
    """
    return _marked(data, sheet, {}, thousands_of)


def shown(data: bytes, sheet: str) -> Marked:
    """Give the cells of a tab that are shown as something else than their number, by row and
    column: FRACTION, POINTS, DAY or TIME; nothing as for :func:`percents`.
    """
    return _marked(data, sheet, _SHOWN, shown_as)


def _marked(data: bytes, sheet: str, known: Mapping[int, int], judge: Judge) -> Marked:
    try:
        package = Package(data)
        if kind_of(package) != "xlsx":
            return {}
        workbook = workbook_part(package)
        links = relations(package, workbook)
        styles = next((target for kind, target in links.values() if kind == "styles"), "")
        said = _styles(package, styles, known, judge) if styles in package else {}
        if not said:
            return {}
        part = next(
            links[relation][1]
            for tab, relation in tabs(package, workbook)[0]
            if tab.name == sheet and relation in links
        )
        return _cells(package, part, said)
    except (RefusalError, StopIteration):
        return {}


def scale_of(code: str) -> int:
    """Give by what a number format multiplies before its percent sign; 0 without one."""
    if "%" in _ASIDE.sub("", code):
        return FRACTION
    written = "".join((one["text"] or "") + (one["sign"] or "") for one in _ASIDE.finditer(code))
    return POINTS if "%" in written else 0


def thousands_of(code: str) -> int:
    """Tell how often a number format divides by 1,000: by commas behind the last digit."""
    found = _SCALING.search(_ASIDE.sub("", code).partition(";")[0])
    return len(found["commas"]) if found else 0


def is_day(code: str) -> bool:
    """Tell whether a number format shows a day: years, days or an era, or months and no time."""
    found = _letters(code)
    return bool(found & set("ydeg")) or ("m" in found and not found & set("hs"))


def shown_as(code: str) -> int:
    """Tell what a number format shows: FRACTION, POINTS, DAY or TIME; 0 for a number."""
    time = TIME if _letters(code) & set("hs") else 0
    return scale_of(code) or (DAY if is_day(code) else time)


def _letters(code: str) -> set[str]:
    """Give the letters that stand for parts of days and times in a format of positive numbers."""
    plain = (
        _ASIDE.sub("", _ELAPSED.sub("h", code))
        .casefold()
        .replace("general", "")
        .replace("標準", "")
    )
    return set(_EXPONENT.sub("", plain).partition(";")[0])


def _styles(package: Package, part: str, known: Mapping[int, int], judge: Judge) -> dict[str, int]:
    """Give what the styles of cells say by a judge of formats, by their number."""
    codes, found = dict(known), list[int]()
    for tag, attributes, _ in elements(part, package.read(part), package.allowance):
        name = local_name(tag) if in_main(tag) else ""
        if name == "numFmt":
            said = judge(unescape(attributes.get("formatCode", "")))
            codes[_number(attributes.get("numFmtId", ""))] = said
        elif name == "cellStyleXfs":
            found.clear()
        elif name == "xf":
            found.append(codes.get(_number(attributes.get("numFmtId", "")), 0))
        elif name == "cellXfs":
            break
    return {str(at): said for at, said in enumerate(found) if said}


def _cells(package: Package, part: str, shown: Mapping[str, int]) -> Marked:
    found: dict[tuple[int, int], int] = {}
    row = column = 0

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal row, column
        if tag == "row":
            row, column = row_number(attributes.get("r"), row, part), 0
        elif tag == "c":
            row, column = place(attributes.get("r"), row, column, part)
            said = shown.get(attributes.get("s", ""))
            if said:
                found[row, column] = said

    parser, chunks = open_parser(part, package.chunks(part))
    parser.handle(start, None)
    parser.feed(chunks)
    return found


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1
