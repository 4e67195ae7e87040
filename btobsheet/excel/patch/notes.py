"""Add notes (comments) to cells: the comments part, and the old drawing (VML) that shows them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from btobsheet.excel.patch import cells as patchcells
from btobsheet.excel.patch.grid import At
from btobsheet.excel.patch.parts.escape import quoted, text_xml
from btobsheet.excel.patch.parts.package import Parts, edition
from btobsheet.excel.patch.parts.xml import Element, Xml
from btobsheet.layout.address import a1

_AUTHOR = "btobsheet"
NO_AUTHORS: Mapping[At, str] = MappingProxyType({})
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_AFTER_DRAWING = frozenset(
    (
        "legacyDrawingHF",
        "drawingHF",
        "picture",
        "oleObjects",
        "controls",
        "webPublishItems",
        "tableParts",
        "extLst",
    )
)
_VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel">'
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'
)
_BOX = (
    '<v:shapetype xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" id="_x0000_t202" coordsize="21600,'
    '21600"'
    ' o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path '
    'gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
    ' id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;'
    "margin-left:60pt;margin-top:2pt;width:180pt;height:{height}pt;z-index:{order};"
    'visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{left},15,{top},2,{right},15,{bottom},4</x:Anchor><x:AutoFill>"
    "False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData>"
    "</v:shape>"
)


def add_notes(
    parts: Parts, sheet: str, notes: Mapping[At, str], authors: Mapping[At, str] = NO_AUTHORS
) -> None:
    """Add notes to cells of a worksheet part; where a cell has one, the text is put below it.

    ``authors`` are who wrote them, where that is not us.
    """
    part = next(
        (
            item.target
            for item in parts.relations(sheet)
            if item.kind == "comments" and item.target in parts
        ),
        "",
    )
    if not part:
        part = _new_comments(parts, sheet)
    xml = parts.xml(part)
    listed = xml.child("commentList")
    there = (
        {item.attributes.get("ref", ""): item for item in xml.children(listed)} if listed else {}
    )
    new = {at: text for at, text in notes.items() if a1(*at) not in there}
    for at, text in notes.items():
        if at not in new:
            _append(xml, there[a1(*at)], text)
    if new and listed is not None:
        names = {at: authors.get(at, _AUTHOR) for at in new}
        numbers = _authors(xml, sorted(set(names.values())))
        xml.append(
            listed,
            b"".join(
                _comment(xml, at, text, numbers[names[at]]) for at, text in sorted(new.items())
            ),
        )
    parts.save(xml)
    if new:
        _draw(parts, sheet, new)


def _new_comments(parts: Parts, sheet: str) -> str:
    names = edition(parts)
    part = parts.free_name("xl/comments{}.xml")
    made = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments '
        f"xmlns={quoted(names['main'])}><authors/><commentList/></comments>"
    )
    parts.add(part, made.encode(), _COMMENTS_TYPE)
    parts.relate(sheet, f"{names['relations']}/comments", part)
    return part


def _authors(xml: Xml, wanted: Sequence[str]) -> dict[str, int]:
    """Give the numbers of authors, added where they are missing."""
    parent = xml.child("authors")
    names = [xml.text(item) for item in xml.children(parent)] if parent else []
    missing = [name for name in wanted if name not in names]
    if parent is not None and missing:
        made = (
            xml.opening("author", {}) + text_xml(name).encode() + xml.closing("author")
            for name in missing
        )
        xml.append(parent, b"".join(made))
    return {name: (names + missing).index(name) for name in wanted}


def _comment(xml: Xml, at: At, text: str, author: int) -> bytes:
    opening = xml.opening("comment", {"ref": a1(*at), "authorId": author}) + xml.opening("text", {})
    return opening + _run(xml, text) + xml.closing("text") + xml.closing("comment")


def _append(xml: Xml, comment: Element, text: str) -> None:
    """Put a text below a note's own; one that stands there already is not put there again."""
    parent = xml.child("text", comment)
    if parent is None:
        return
    own = "".join(xml.text(item) for item in xml.find("t", parent))
    if stands_in(text, own):
        return
    runs = [item for item in xml.children(parent) if item.name in ("t", "r")]
    at = runs[-1].end if runs else parent.inner
    xml.insert(at, _run(xml, f"\n{text}"))


def stands_in(note: str, there: str) -> bool:
    """Tell whether a note stands in a cell's already: as whole lines, not as a part of one."""
    return f"\n{note.strip()}\n" in f"\n{there.strip()}\n"


def _run(xml: Xml, text: str) -> bytes:
    return (
        xml.opening("r", {})
        + patchcells.text_element(xml, patchcells.checked(text))
        + xml.closing("r")
    )


def _draw(parts: Parts, sheet: str, notes: Mapping[At, str]) -> None:
    """Add the boxes in which Excel shows the notes."""
    part = _drawing(parts, sheet)
    vml = parts.read(part)
    numbers = [int(number) for number in re.findall(rb"_x0000_s([0-9]{1,9})", vml)]
    number = max(numbers, default=1024)
    made = "" if b"_x0000_t202" in vml else _BOX
    for order, ((row, column), text) in enumerate(sorted(notes.items()), start=1):
        lines = min(max(4, 2 + sum(1 + len(line) // 14 for line in text.split("\n"))), 30)
        about = {
            "left": column,
            "top": max(row - 2, 0),
            "right": column + 3,
            "bottom": max(row - 2, 0) + lines,
            "row": row - 1,
            "column": column - 1,
        }
        made += _SHAPE.format(number=number + order, order=order, height=lines * 15, **about)
    end = vml.rfind(b"</")
    parts.write(part, vml[:end] + made.encode() + vml[end:])


def _drawing(parts: Parts, sheet: str) -> str:
    """Give the part of a sheet's old drawing, which is made and declared where it is missing."""
    xml = parts.xml(sheet)
    data = next(xml.find("sheetData"))
    there = next(xml.find("legacyDrawing", start=data.end), None)
    relation = (
        next((value for key, value in there.attributes.items() if key.endswith(":id")), "")
        if there
        else ""
    )
    part = next((item.target for item in parts.relations(sheet) if item.id == relation), "")
    if part and part in parts:
        return part
    part = parts.free_name("xl/drawings/vmlDrawing{}.vml")
    parts.write(part, _VML.encode())
    parts.add_default_type("vml", _VML_TYPE)
    space = edition(parts)["relations"]
    relation = parts.relate(sheet, f"{space}/vmlDrawing", part)
    made = xml.opening("legacyDrawing", {"xmlns:r": space, "r:id": relation}, empty=True)
    if there is not None:
        xml.replace(there.start, there.end, made)
    else:
        xml.insert(
            next(
                (
                    item.start
                    for item in xml.children(start=data.end)
                    if item.name in _AFTER_DRAWING
                ),
                xml.root.close,
            ),
            made,
        )
    parts.save(xml)
    return part
