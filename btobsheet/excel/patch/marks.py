"""Highlight cells by a conditional format of our own, so that their formats stay and the highlight
can be taken away exactly.

The rule is known again by its formula, which Excel and LibreOffice keep as it is. It stands before
all other rules of the sheet, so no other one hides it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from btobsheet.excel.patch.grid import Area, At, range_text
from btobsheet.excel.patch.parts.escape import formula_xml
from btobsheet.excel.patch.parts.xml import Element, Xml, retagged
from btobsheet.excel.patch.styles import Styles

_RULE = 'N("btobsheet")=0'  # always true
_LOOK = (
    '<fill><patternFill patternType="solid"><fgColor rgb="FFFFFF00"/><bgColor '
    'rgb="FFFFFF00"/></patternFill></fill>'
    '<border><left style="thin"><color rgb="FFC00000"/></left><right style="thin"><color '
    'rgb="FFC00000"/></right>'
    '<top style="thin"><color rgb="FFC00000"/></top><bottom style="thin"><color '
    'rgb="FFC00000"/></bottom></border>'
)
_RANGES = 200  # a rule
_LATER = (
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
)
_LAST = (
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
)
_VERY_LAST = (
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
    ":AlternateContent",
    "mc:AlternateContent",
)
_AFTER = frozenset((*_LATER, *_LAST, *_VERY_LAST))


def is_highlighted(data: bytes) -> bool:
    """Tell whether a worksheet part may hold a highlight of ours."""
    return b"btobsheet" in data


def highlight(xml: Xml, cells: Iterable[At], styles: Styles, clear: bool) -> None:
    """Highlight cells of a worksheet; ``clear`` takes earlier highlights away first.

    Asks ``styles`` only where there are cells.
    """
    data = next(xml.find("sheetData"))
    there = list(xml.find("conditionalFormatting", start=data.end))
    old = [element for element in there if _holds_own(xml, element)] if clear else []
    for element in old:
        _take_away(xml, element)
    areas = list(map(range_text, joined(cells)))
    if not areas:
        return
    look = styles.add_conditional(_LOOK)
    gone = {element.start for element in old}
    _make_room(xml, [element for element in there if element.start not in gone])
    rule = _own_rule(xml, look)
    at = next(
        (item.start for item in xml.children(start=data.end) if item.name in _AFTER), xml.root.close
    )
    for start in range(0, len(areas), _RANGES):
        ranges = {"sqref": " ".join(areas[start : start + _RANGES])}
        opening = xml.opening("conditionalFormatting", ranges)
        xml.insert(at, opening + rule + xml.closing("conditionalFormatting"))


def _own_rule(xml: Xml, look: int) -> bytes:
    about: dict[str, str | int] = {"type": "expression", "dxfId": look}
    about |= {"priority": 1, "stopIfTrue": 1}
    formula = xml.opening("formula", {}) + formula_xml(_RULE).encode() + xml.closing("formula")
    return xml.opening("cfRule", about) + formula + xml.closing("cfRule")


def _take_away(xml: Xml, element: Element) -> None:
    """Take our rules out of a conditional format, and it too where it holds no other."""
    rules = [rule for rule in xml.find("cfRule", element) if not _is_own(xml, rule)]
    kept = element.tag + b"".join(map(xml.whole, rules)) + xml.closing("conditionalFormatting")
    xml.replace(element.start, element.end, kept if rules else b"")


def joined(cells: Iterable[At]) -> list[Area]:
    """Join cells that stand below each other into areas."""
    areas: list[Area] = []
    for row, column in sorted(cells, key=lambda at: (at[1], at[0])):
        if areas and areas[-1][1] == column and areas[-1][2] in (row - 1, row):
            areas[-1] = (areas[-1][0], column, row, column)
        else:
            areas.append((row, column, row, column))
    return areas


def _holds_own(xml: Xml, element: Element) -> bool:
    return any(_is_own(xml, rule) for rule in xml.find("cfRule", element))


def _is_own(xml: Xml, rule: Element) -> bool:
    formula = xml.child("formula", rule)
    return formula is not None and re.sub(r"\s", "", xml.text(formula)).upper() == _RULE.upper()


def _make_room(xml: Xml, others: Iterable[Element]) -> None:
    """Move the other rules one down where one of them is first.

    Also those of newer kinds, which count with them.
    """
    rules = [rule for element in others for rule in xml.find("cfRule", element)]
    for prefix in dict.fromkeys(re.findall(rb"<(\w+:)cfRule\b", xml.data)):
        if prefix != xml.prefix:
            rules += xml.find_as(prefix + b"cfRule")
    ranked = [
        (rule, int(text))
        for rule in rules
        if (text := rule.attributes.get("priority", "")).lstrip("-").isdigit()
    ]
    if min((priority for _, priority in ranked), default=2) > 1:
        return
    for rule, priority in ranked:
        xml.replace(rule.start, rule.inner, retagged(rule.tag, {"priority": str(priority + 1)}))
