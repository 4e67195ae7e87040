"""Small pieces of SVG: escaped texts that fit their room, lines, boxes, and the frame of a picture
with its title and description.

Sizes are in units of the picture's own width. Colours are classes, which the page defines for light
and dark: ``f-<tone>`` fills with a tone, ``b-<tone>`` with its background, ``t-<tone>`` colours a
text.
"""

from __future__ import annotations

from html import escape
from unicodedata import east_asian_width

from btobsheet.layout.look import Tone
from btobsheet.reports.document import Cell, marked, one_line

WIDTH = 1180.0
# a Latin letter's width in ems of the fonts used, rather more than less
LATIN = 0.55
CHIP_HEIGHT = 20.0
CHIP_SIZE = 12.0


def number(value: float) -> str:
    """Write a coordinate with at most one decimal."""
    shown = f"{value:.1f}"
    return shown[:-2] if shown.endswith(".0") else shown


def tag(name: str, content: str = "", /, **attributes: str | float) -> str:
    """Write an element.

    ``content`` is markup, attributes are escaped (``_`` stands for ``-``, ``cls`` for class).
    """
    made = "".join(
        f' {_attribute(key)}="{number(value) if isinstance(value, int | float) else escape(value)}"'
        for key, value in attributes.items()
        if value != ""
    )
    return f"<{name}{made}>{content}</{name}>" if content else f"<{name}{made}/>"


def _attribute(key: str) -> str:
    return "class" if key == "cls" else key if key == "viewBox" else key.replace("_", "-")


def ems(text: str) -> float:
    """Estimate how many ems wide a text is."""
    return sum(1.0 if east_asian_width(char) in "WFA" else LATIN for char in text)


def fitted(text: str, width: float, size: float) -> str:
    """Cut a text to the room it has, with … where something is left out."""
    line = one_line(text)
    if ems(line) * size <= width:
        return line
    room = width / size - 1
    for index, char in enumerate(line):
        room -= 1.0 if east_asian_width(char) in "WFA" else LATIN
        if room < 0:
            return line[:index].rstrip() + "…"
    return line


def label(
    x: float,
    y: float,
    text: str,
    cls: str = "",
    anchor: str = "",
    width: float = 0,
    size: float = CHIP_SIZE,
) -> str:
    """Write a text at its baseline; with a width it is cut to fit.

    ``anchor`` is middle, end or nothing.
    """
    shown = fitted(text, width, size) if width else one_line(text)
    return (
        tag(
            "text",
            escape(shown),
            x=x,
            y=y,
            cls=f"{cls} z{number(size)}".strip().replace(".", "-"),
            text_anchor=anchor,
        )
        if shown
        else ""
    )


def said(text: str) -> str:
    """Name a part of a picture; browsers show it where the pointer rests."""
    return tag("title", escape(one_line(text)))


def line(x1: float, y1: float, x2: float, y2: float, cls: str) -> str:
    """Draw a straight line."""
    return tag("path", cls=cls, d=f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}")


def box(x: float, y: float, width: float, height: float, cls: str, round: float = 0) -> str:
    """Draw a box; nothing where it has no width."""
    return (
        tag("rect", x=x, y=y, width=width, height=height, rx=round or "", cls=cls)
        if width > 0
        else ""
    )


def chip(x: float, y: float, cell: Cell, width: float) -> str:
    """Write a status in its colours: shape and word on a box, at most ``width`` wide."""
    if not cell.text:
        return ""
    text = fitted(marked(cell.text, cell.tone), width - CHIP_SIZE, CHIP_SIZE)
    tone: Tone = cell.tone or "quiet"
    return box(x, y, chip_width(cell, width), CHIP_HEIGHT, f"k-{tone}", 3) + label(
        x + 6, y + 14.5, text, f"i-{tone}"
    )


def chip_width(cell: Cell, width: float) -> float:
    """Give how wide a chip is that has so much room."""
    return min(
        width,
        ems(fitted(marked(cell.text, cell.tone), width - CHIP_SIZE, CHIP_SIZE)) * CHIP_SIZE
        + CHIP_SIZE,
    )


def picture(
    name: str, title: str, summary: str, body: str, height: float, width: float = WIDTH
) -> str:
    """Frame a picture: ``name`` makes its ids; title and summary are told to who cannot see it."""
    heads = tag("title", escape(one_line(title)), id=f"{name}t") + tag(
        "desc", escape(one_line(summary)), id=f"{name}d"
    )
    ids = f"{name}t {name}d"
    return tag(
        "svg",
        heads + body,
        viewBox=f"0 0 {number(width)} {number(height)}",
        role="img",
        aria_labelledby=ids,
    )
