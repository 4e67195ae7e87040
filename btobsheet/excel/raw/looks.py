"""How a workbook's tabs are dressed: colours, widths, what is hidden or filtered, pictures.

What nobody types, but people set: it is looked at where a workbook is written anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from btobsheet.excel.raw.grid import relations, tabs, workbook_part
from btobsheet.excel.raw.preflight import Package, RefusalError, kind_of
from btobsheet.excel.raw.values import place, row_number
from btobsheet.excel.raw.xmlparts import Attributes, elements, local_name, open_parser
from btobsheet.quickclass import dataclass

_PAINTED = ("rgb", "theme", "indexed", "tint")
_WIDEST = 16_384
_FILTERS = frozenset(("filters", "customFilters", "dynamicFilter", "colorFilter", "iconFilter"))
"""What a filter is made of; a column whose button is hidden is none."""
_DIGIT, _DIGITS = 7, {"Verdana": 8}
"""How wide a digit of the usual font is: most have 7 pixels, that of our workbooks 8."""
Elements = Sequence[tuple[str, Attributes, str]]
"""A part's elements in the order of their ends: name, attributes, text."""
_TRUE = ("1", "true", "on")


@dataclass(slots=True)
class Looks:
    """How one tab is dressed; rows and columns count from 1.

    ``colours`` says of every cell how it is painted (fill and letters; empty for plain), ``widths``
    are columns' own widths in digits of the workbook's usual font, ``digit`` the pixels of one,
    ``folded`` the columns that an outline may hide.
    """

    colours: dict[tuple[int, int], str] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    hidden_columns: set[int] = field(default_factory=set)
    folded: set[int] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    filtered: bool = False
    protected: bool = False
    pictures: int = 0
    digit: int = _DIGIT


def looks_in(data: bytes) -> dict[str, Looks]:
    """Give how the tabs of an .xlsx file are dressed, by name; nothing where it cannot be read."""
    try:
        package = Package(data)
        if kind_of(package) != "xlsx":
            return {}
        workbook = workbook_part(package)
        links = relations(package, workbook)
        styles = next((target for kind, target in links.values() if kind == "styles"), "")
        made = (
            elements(styles, package.read(styles), package.allowance) if styles in package else []
        )
        painted, digit = _styles(made), _digit(made)
        found = {}
        for sheet, relation in tabs(package, workbook)[0]:
            kind, part = links.get(relation, ("", ""))
            if kind == "worksheet" and part in package:
                found[sheet.name] = _of_tab(package, part, painted, digit)
    except RefusalError:
        return {}
    return found


def _styles(made: Elements) -> list[str]:
    """Give how the styles of cells paint, by their number."""
    fills, fonts, found = list[str](), list[str](), list[str]()
    colour = solid = ""
    for tag, attributes, _ in made:
        name = local_name(tag)
        if name in ("fgColor", "color"):
            colour = " ".join(f"{key}:{attributes[key]}" for key in _PAINTED if key in attributes)
        elif name == "patternFill":
            solid = colour if attributes.get("patternType") not in (None, "none") else ""
            colour = ""
        elif name == "fill":
            fills.append(solid)
            solid = ""
        elif name == "font":
            fonts.append(colour)
            colour = ""
        elif name == "border":
            colour = ""
        elif name == "cellStyleXfs":
            found.clear()
        elif name == "xf":
            found.append(_painted(attributes, fills, fonts))
        elif name == "cellXfs":
            break
    return found


def _painted(attributes: Attributes, fills: list[str], fonts: list[str]) -> str:
    fill, font = (_whole(attributes.get(key, "")) for key in ("fillId", "fontId"))
    parts = (
        fills[fill] if 0 <= fill < len(fills) else "",
        fonts[font] if 0 <= font < len(fonts) else "",
    )
    return "/".join(parts) if any(parts) else ""


def _digit(made: Elements) -> int:
    """Give the pixels of a digit of the font that comes first: the usual one."""
    for tag, attributes, _ in made:
        if local_name(tag) in ("name", "font"):
            if name := attributes.get("val", ""):
                return _DIGITS.get(name, _DIGIT)
            if local_name(tag) == "font":
                break
    return _DIGIT


def _of_tab(package: Package, part: str, painted: list[str], digit: int) -> Looks:
    looks = Looks(digit=digit)
    row = column = 0

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal row, column
        if tag == "c":
            row, column = place(attributes.get("r"), row, column, part)
            style = _whole(attributes.get("s", "0"))
            looks.colours[row, column] = painted[style] if 0 <= style < len(painted) else ""
        elif tag == "row":
            row, column = row_number(attributes.get("r"), row, part), 0
            if _is_set(attributes, "hidden"):
                looks.hidden_rows.add(row)
        elif tag == "col":
            _column(looks, attributes)
        elif tag in _FILTERS:
            looks.filtered = True
        elif tag == "sheetProtection":
            looks.protected = _is_set(attributes, "sheet")

    parser, chunks = open_parser(part, package.chunks(part))
    parser.handle(start, None)
    parser.feed(chunks)
    for kind, target in relations(package, part).values():
        if kind == "table" and target in package:
            table = elements(target, package.read(target), package.allowance)
            looks.filtered |= any(local_name(tag) in _FILTERS for tag, _, _ in table)
        elif kind == "drawing" and target in package:
            looks.pictures += _pictures(package, target)
    return looks


def _column(looks: Looks, attributes: Attributes) -> None:
    first, last = (_whole(attributes.get(key, "")) for key in ("min", "max"))
    for column in range(first, min(last, _WIDEST) + 1) if first > 0 else ():
        if _is_set(attributes, "hidden"):
            looks.hidden_columns.add(column)
        if _whole(attributes.get("outlineLevel", "0")):
            looks.folded.add(column)
        looks.widths[column] = _number(attributes.get("width", ""))


def _pictures(package: Package, part: str) -> int:
    """Count the pictures and shapes of a drawing; its charts are none."""
    names = (local_name(tag) for tag, _, _ in elements(part, package.read(part), package.allowance))
    return sum(name in ("pic", "sp", "cxnSp") for name in names)


def _is_set(attributes: Attributes, name: str) -> bool:
    return attributes.get(name, "").lower() in _TRUE


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
