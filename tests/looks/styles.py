"""The styles of a written workbook: fonts, fills, number formats, what conditional formats change."""

from __future__ import annotations

import xml.etree.ElementTree as ET
import zipfile
from dataclasses import dataclass

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
NUMBER_DIGITS = {("Verdana", 10.0): 8.0, ("Meiryo UI", 10.0): 6.0, ("Calibri", 11.0): 7.0}
"""By the Normal style's font: the pixels of its widest digit on a screen of 96 dpi. Excel counts the
width of columns in it; of other fonts 7 is taken.
"""
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy/m/d", 49: "@",
}  # fmt: skip


@dataclass(frozen=True)
class Font:
    """A font; the size in points."""

    name: str
    size: float
    bold: bool
    colour: str


@dataclass(frozen=True)
class Style:
    """How a cell looks; ``fill`` is none where the paper shows."""

    font: Font
    fill: str | None
    number: str
    horizontal: str
    wrap: bool
    shrink: bool
    turned: int
    indent: int
    locked: bool


@dataclass(frozen=True)
class Difference:
    """What a conditional format changes; none = as it was."""

    colour: str | None
    fill: str | None
    number: str | None


@dataclass(frozen=True)
class Styles:
    """All styles by their numbers."""

    normal: Font
    cells: tuple[Style, ...]
    differences: tuple[Difference, ...]


def read_styles(parts: zipfile.ZipFile) -> Styles:
    """Read the styles of a workbook's parts."""
    root = ET.fromstring(parts.read("xl/styles.xml"))
    theme = _theme(parts)
    fonts = [_font(one, theme) for one in root.iterfind(f"{MAIN}fonts/{MAIN}font")]
    fills = [_fill(one, theme, "fgColor") for one in root.iterfind(f"{MAIN}fills/{MAIN}fill")]
    numbers = BUILT_IN | {
        int(one.get("numFmtId", "0")): one.get("formatCode", "")
        for one in root.iterfind(f"{MAIN}numFmts/{MAIN}numFmt")
    }
    normal = root.find(f"{MAIN}cellStyleXfs/{MAIN}xf")
    return Styles(
        fonts[int(normal.get("fontId", "0")) if normal is not None else 0],
        tuple(
            _style(one, fonts, fills, numbers) for one in root.iterfind(f"{MAIN}cellXfs/{MAIN}xf")
        ),
        tuple(_difference(one, theme) for one in root.iterfind(f"{MAIN}dxfs/{MAIN}dxf")),
    )


def _style(
    one: ET.Element, fonts: list[Font], fills: list[str | None], numbers: dict[int, str]
) -> Style:
    aligned, kept = one.find(f"{MAIN}alignment"), one.find(f"{MAIN}protection")
    words = aligned.attrib if aligned is not None else {}
    return Style(
        fonts[int(one.get("fontId", "0"))],
        fills[int(one.get("fillId", "0"))],
        numbers.get(int(one.get("numFmtId", "0")), "General"),
        words.get("horizontal", "general"),
        words.get("wrapText") == "1",
        words.get("shrinkToFit") == "1",
        int(words.get("textRotation", "0")),
        int(words.get("indent", "0")),
        kept is None or kept.get("locked") != "0",
    )


def _theme(parts: zipfile.ZipFile) -> list[str]:
    """Give the theme's colours by number: Excel counts light before dark."""
    if "xl/theme/theme1.xml" not in parts.namelist():
        return ["FFFFFF", "000000"]
    found = ET.fromstring(parts.read("xl/theme/theme1.xml")).find(f".//{DRAWN}clrScheme")
    colours = [
        one[0].get("lastClr") or one[0].get("val") or "000000"
        for one in (found if found is not None else ())
    ]
    return [colours[1], colours[0], colours[3], colours[2], *colours[4:]]


def _colour(one: ET.Element | None, theme: list[str], otherwise: str | None) -> str | None:
    if one is None:
        return otherwise
    if one.get("rgb"):
        return (one.get("rgb") or "")[-6:].upper()
    if one.get("theme"):
        return _tinted(theme[int(one.get("theme", "0"))], float(one.get("tint", "0")))
    return otherwise


def _tinted(colour: str, tint: float) -> str:
    """Make a colour lighter (``tint`` > 0) or darker, roughly as Excel does."""
    parts = [int(colour[at : at + 2], 16) for at in (0, 2, 4)]
    moved = [part * (1 + tint) if tint < 0 else part + (255 - part) * tint for part in parts]
    return "".join(f"{round(part):02X}" for part in moved)


def _font(one: ET.Element, theme: list[str]) -> Font:
    name, size = one.find(f"{MAIN}name"), one.find(f"{MAIN}sz")
    return Font(
        name.get("val", "") if name is not None else "Calibri",
        float(size.get("val", "11")) if size is not None else 11,
        (bold := one.find(f"{MAIN}b")) is not None and bold.get("val") != "0",
        _colour(one.find(f"{MAIN}color"), theme, "000000") or "000000",
    )


def _fill(one: ET.Element, theme: list[str], solid: str) -> str | None:
    pattern = one.find(f"{MAIN}patternFill")
    if pattern is None or pattern.get("patternType", "solid") in ("none", "gray125"):
        return None
    back = pattern.find(f"{MAIN}{solid}")
    return _colour(back, theme, None)


def _difference(one: ET.Element, theme: list[str]) -> Difference:
    fill, number = one.find(f"{MAIN}fill"), one.find(f"{MAIN}numFmt")
    return Difference(
        _colour(one.find(f"{MAIN}font/{MAIN}color"), theme, None),
        _fill(fill, theme, "bgColor") if fill is not None else None,
        number.get("formatCode", "") if number is not None else None,
    )
