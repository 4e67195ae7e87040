"""A new tab as a worksheet part of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from btobsheet.excel.patch import cells as patchcells
from btobsheet.excel.patch.cells import is_blank
from btobsheet.excel.patch.parts.escape import quoted, text_xml
from btobsheet.excel.patch.parts.xml import Xml
from btobsheet.excel.patch.styles import Styles
from btobsheet.excel.patch.wanted import Tab, TabCell
from btobsheet.layout.address import a1, fixed_range, letters
from btobsheet.layout.look import (
    BIG,
    INPUT_DUE,
    LINE,
    LINK,
    MUTED,
    NAVY,
    SMALL,
    TODAY,
    WHITE,
    paint_of,
)

_LONGEST_LIST = 255
_TONES = ("error", "warning", "notice")
_A3, _A4, _WIDEST = 8, 9, 165
"""Papers, and how many letters across are still read on the smaller one."""
_PRINT = (
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="{paper}" fitToHeight="0" orientation="landscape"/>'
    "<headerFooter><oddFooter>&amp;C&amp;{size} &amp;A&amp;R&amp;{size} &amp;P / &amp;"
    "N</oddFooter></headerFooter>"
)
_LIST = (
    '<dataValidation type="list" allowBlank="1" showInputMessage="1" showErrorMessage="1" '
    "sqref={}><formula1>{}</formula1></dataValidation>"
)
_Alignment = Mapping[str, str | int]
_TOP: _Alignment = {"vertical": "top"}
_WRAPPED: _Alignment = {"vertical": "top", "wrapText": 1}
_CENTRE: _Alignment = {"horizontal": "center", "vertical": "top"}
_MIDDLE: _Alignment = {"horizontal": "center", "vertical": "center", "wrapText": 1}
_RIGHT: _Alignment = {"horizontal": "right", "vertical": "top"}
_SPREAD: _Alignment = {"vertical": "center"}
_FRAMED = {
    "heading": _MIDDLE,
    "link": _WRAPPED,
    "input": _WRAPPED,
    "tick": _CENTRE,
    "date": _CENTRE,
    **dict.fromkeys(_TONES, _CENTRE),
    **dict.fromkeys(("number", "amount", "percent", "exact_percent"), _RIGHT),
    "wrap": _WRAPPED,
}
"""The looks that have a frame, and how their texts are aligned."""
_OPEN = ("input", "tick")
_FORMATS = {"date": 14, "amount": 3, "percent": 9, "exact_percent": 10}
"""The formats of numbers that every program knows by these numbers."""


def tab_xml(tab: Tab, styles: Styles, main: str, date1904: bool) -> bytes:
    """Give the worksheet part of a tab; ``main`` is the namespace of the package's edition."""
    xml = Xml(
        "",
        (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet '
            f"xmlns={quoted(main)}/>"
        ).encode(),
    )
    looks = Looks(styles)
    words, hidden = _word_lists(tab)
    cells: dict[tuple[int, int], bytes] = {}
    for row, line in enumerate(tab.rows, start=1):
        for column, cell in enumerate(line, start=1):
            cells[row, column] = _cell(xml, (row, column), cell, looks, date1904)
    for at, word in hidden.items():
        cells[at] = _plain(xml, at, word)
    first_hidden = min((column for _, column in hidden), default=0)
    pieces = (
        _head(tab),
        _columns(tab, first_hidden, max((column for _, column in hidden), default=0)),
        _rows(tab, cells),
        _validations(tab, words),
        _links(tab),
        _printed(tab),
    )
    xml.append(xml.root, b"".join(pieces))
    return xml.result()


class Looks:
    """The cell formats of our tabs, each made when it is first used."""

    def __init__(self, styles: Styles) -> None:
        """Take the workbook's styles."""
        self._styles = styles
        self._made: dict[str, int] = {}

    def get(self, name: str) -> int:
        """Give the number of a look, one of those that a tab's cells name as their style."""
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    def _make(self, name: str) -> int:
        styles = self._styles
        if name == "title":
            return self._xf(_SPREAD, font=styles.add_font("b", size=BIG, colour=_rgb(NAVY)))
        if name == "note":
            return self._xf(_TOP, font=styles.add_font(colour=_rgb(MUTED)))
        if name not in _FRAMED:
            return self._xf(_TOP)
        font = fill = 0
        if name == "heading":
            font, fill = styles.add_font("b", colour=_rgb(WHITE)), styles.add_fill(_rgb(NAVY))
        elif name == "link":
            font = styles.add_font("u", colour=_rgb(LINK))
        elif name in _OPEN:
            fill = styles.add_fill(_rgb(INPUT_DUE))
        elif name in _TONES:
            paint = paint_of(name)
            font = styles.add_font("b", colour=_rgb(paint.ink))
            fill = styles.add_fill(_rgb(paint.fill))
        return self._xf(
            _FRAMED[name],
            font=font,
            fill=fill,
            border=styles.add_border(_rgb(LINE)),
            format=_FORMATS.get(name, 0),
            open=name in _OPEN,
        )

    def _xf(
        self,
        alignment: _Alignment,
        *,
        font: int = 0,
        fill: int = 0,
        border: int = 0,
        format: int = 0,
        open: bool = False,
    ) -> int:
        about: dict[str, str | int] = {
            "numFmtId": format,
            "fontId": font,
            "fillId": fill,
            "borderId": border,
        }
        applied = {
            "applyNumberFormat": format,
            "applyFont": font,
            "applyFill": fill,
            "applyBorder": border,
            "applyAlignment": 1,
        }
        return self._styles.add_xf(
            about | {key: 1 for key, value in applied.items() if value}, alignment, unlocked=open
        )


def _rgb(colour: str) -> str:
    return colour.removeprefix("#")


def _printed(tab: Tab) -> bytes:
    paper = _A3 if sum(tab.widths) > _WIDEST else _A4
    return _PRINT.format(paper=paper, size=SMALL).encode()


def _head(tab: Tab) -> bytes:
    wide, rows = max((len(line) for line in tab.rows), default=1), max(len(tab.rows), 1)
    selected = ' tabSelected="1"' if tab.first and not tab.hidden else ""
    frozen = tab.frozen_rows
    below = a1(frozen + 1, 1)
    pane = f'<pane ySplit="{frozen}" topLeftCell="{below}" activePane="bottomLeft" state="frozen"/>'
    pane += f'<selection pane="bottomLeft" activeCell="{below}" sqref="{below}"/>'
    return (
        f'<sheetPr><tabColor rgb="FF{_rgb(TODAY)}"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{a1(rows, max(wide, 1))}"/>'
        f'<sheetViews><sheetView showGridLines="0"{selected} workbookViewId="0">'
        f"{pane if frozen else ''}</sheetView></sheetViews>"
        '<sheetFormatPr defaultRowHeight="15"/>'
    ).encode()


def _columns(tab: Tab, first_hidden: int, last_hidden: int) -> bytes:
    columns = [
        f'<col min="{number}" max="{number}" width="{width:g}" customWidth="1"/>'
        for number, width in enumerate(tab.widths, start=1)
    ]
    if first_hidden:
        columns.append(
            f'<col min="{first_hidden}" max="{last_hidden}" width="9" hidden="1" customWidth="1"/>'
        )
    return f"<cols>{''.join(columns)}</cols>".encode() if columns else b""


def _rows(tab: Tab, cells: Mapping[tuple[int, int], bytes]) -> bytes:
    rows: dict[int, list[bytes]] = {row: [] for row in range(1, len(tab.rows) + 1)}
    for at in sorted(cells):
        rows.setdefault(at[0], []).append(cells[at])
    pieces = []
    for row in sorted(rows):
        height = f' ht="{tab.heights[row]:g}" customHeight="1"' if row in tab.heights else ""
        pieces.append(f'<row r="{row}"{height}>'.encode() + b"".join(rows[row]) + b"</row>")
    return b"<sheetData>" + b"".join(pieces) + b"</sheetData>"


def _cell(xml: Xml, at: tuple[int, int], cell: TabCell, looks: Looks, date1904: bool) -> bytes:
    style = looks.get(
        "date" if isinstance(cell.value, dt.date) and cell.style in ("text", "wrap") else cell.style
    )
    value = _cut(cell.value) if isinstance(cell.value, str) else cell.value
    head = f'<c r="{a1(*at)}" s="{style}"'
    if is_blank(value):
        return f"{head}/>".encode()
    kind, inside = patchcells.constant(xml, value, date1904)
    return f"{head}{f' t={quoted(kind)}' if kind else ''}>".encode() + inside + b"</c>"


def _plain(xml: Xml, at: tuple[int, int], text: str) -> bytes:
    return (
        f'<c r="{a1(*at)}" t="inlineStr"><is>'.encode()
        + patchcells.text_element(xml, _cut(text))
        + b"</is></c>"
    )


def _cut(text: str) -> str:
    """Cut a text to what a cell holds: on a tab of ours it is told, not kept."""
    return text if len(text) <= patchcells.MAX_TEXT // 2 else text[: patchcells.MAX_TEXT // 2] + "…"


def _word_lists(tab: Tab) -> tuple[list[str], dict[tuple[int, int], str]]:
    """Give each drop-down's formula.

    Words that do not fit into one stand in hidden columns to the right.
    """
    formulas: list[str] = []
    hidden: dict[tuple[int, int], str] = {}
    column = max((len(line) for line in tab.rows), default=0) + 2
    for _, words in tab.choices:
        joined = ",".join(words)
        if len(joined) <= _LONGEST_LIST and not any(
            "," in word or '"' in word or word != word.strip() for word in words
        ):
            formulas.append(f'"{joined}"')
        else:
            hidden |= {(row, column): word for row, word in enumerate(words, start=1)}
            formulas.append(fixed_range(1, column, len(words), column))
            column += 1
    return formulas, hidden


def _validations(tab: Tab, formulas: list[str]) -> bytes:
    made = [
        _LIST.format(quoted(area), text_xml(formula))
        for (area, _), formula in zip(tab.choices, formulas, strict=True)
    ]
    return (
        f'<dataValidations count="{len(made)}">{"".join(made)}</dataValidations>'.encode()
        if made
        else b""
    )


def _links(tab: Tab) -> bytes:
    made = [
        f'<hyperlink ref="{letters(column)}{row}" location={quoted(cell.link)}/>'
        for row, line in enumerate(tab.rows, start=1)
        for column, cell in enumerate(line, start=1)
        if cell.link
    ]
    return f"<hyperlinks>{''.join(made)}</hyperlinks>".encode() if made else b""
