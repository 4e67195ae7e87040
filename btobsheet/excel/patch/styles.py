"""Cell formats added to a workbook's own: clones of its formats with one thing changed, and the
looks of our tabs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from btobsheet.excel.patch.parts.package import Parts, edition
from btobsheet.excel.patch.parts.xml import Element, Xml, retagged

_BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_SHORT_DATE = "14"  # the reader's own short date
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_EMPTY = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="{main}">'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill '
    'patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    "</cellXfs></styleSheet>"
)
_ORDER = (
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
)


class Styles:
    """The styles part while formats are added to it; nothing is read or made before need."""

    def __init__(self, parts: Parts, workbook: str) -> None:
        """Take the package and its workbook part."""
        self._parts = parts
        self._workbook = workbook
        self._xml: Xml | None = None
        self._lists: dict[str, list[bytes]] = {}
        self._counts: dict[str, int] = {}
        self._there: dict[str, list[Element]] = {}

    def as_date(self, style: int) -> int:
        """Give a format that shows a date: the given one, else its clone with the short date."""
        xf = self._xf(style)
        if self._shows_date(xf.attributes.get("numFmtId", "0") if xf else "0"):
            return style
        base = self._open().whole(xf) if xf else self._plain_xf()
        tag = base.partition(b">")[0] + b">"
        return self._add(
            "cellXfs",
            retagged(tag, {"numFmtId": _SHORT_DATE, "applyNumberFormat": "1"}) + base[len(tag) :],
        )

    def add_xf(
        self,
        attributes: Mapping[str, str | int],
        alignment: Mapping[str, str | int],
        unlocked: bool = False,
    ) -> int:
        """Add a cell format; the same one twice is one."""
        xml = self._open()
        protection = xml.opening("protection", {"locked": 0}, empty=True) if unlocked else b""
        more = {**self._named_style(), **({"applyProtection": 1} if unlocked else {})}
        inside = xml.opening("alignment", alignment, empty=True) + protection
        return self._add(
            "cellXfs", xml.opening("xf", {**attributes, **more}) + inside + xml.closing("xf")
        )

    def add_font(self, *marks: str, size: float = 0, colour: str = "") -> int:
        """Add a font of the workbook's own family: ``marks`` such as ``b`` and ``u``."""
        xml = self._open()
        first = next(iter(self._items("fonts")), None)
        inside = {item.name: item for item in xml.children(first)} if first else {}
        own = inside["sz"].attributes.get("val", "") if "sz" in inside else ""
        size = size or (float(own) if re.fullmatch(r"[0-9]{1,3}(\.[0-9]+)?", own) else 11)
        family = [
            xml.whole(inside[name]) for name in ("name", "family", "charset") if name in inside
        ]
        pieces = [xml.opening(mark, {}, empty=True) for mark in marks if mark == "b"]
        pieces += [xml.opening(mark, {}, empty=True) for mark in marks if mark == "u"]
        pieces.append(xml.opening("sz", {"val": f"{size:g}"}, empty=True))
        pieces.append(
            xml.opening("color", {"rgb": f"FF{colour}"} if colour else {"theme": 1}, empty=True)
        )
        return self._add(
            "fonts", xml.opening("font", {}) + b"".join(pieces + family) + xml.closing("font")
        )

    def add_fill(self, colour: str) -> int:
        """Add a solid fill, ``RRGGBB``."""
        xml = self._open()
        colours = xml.opening("fgColor", {"rgb": f"FF{colour}"}, empty=True) + xml.opening(
            "bgColor", {"indexed": 64}, empty=True
        )
        pattern = (
            xml.opening("patternFill", {"patternType": "solid"})
            + colours
            + xml.closing("patternFill")
        )
        return self._add("fills", xml.opening("fill", {}) + pattern + xml.closing("fill"))

    def add_border(self, colour: str) -> int:
        """Add a thin border all around."""
        xml = self._open()
        line = xml.opening("color", {"rgb": f"FF{colour}"}, empty=True)
        sides = b"".join(
            xml.opening(side, {"style": "thin"}) + line + xml.closing(side)
            for side in ("left", "right", "top", "bottom")
        )
        return self._add(
            "borders",
            xml.opening("border", {})
            + sides
            + xml.opening("diagonal", {}, empty=True)
            + xml.closing("border"),
        )

    def add_conditional(self, inner: str) -> int:
        """Add a conditional format's format (``dxf``) from what it holds, without a prefix."""
        xml = self._open()
        own = re.sub(r"<(/?)(?=[a-zA-Z])", lambda found: f"<{found[1]}{xml.prefix.decode()}", inner)
        return self._add("dxfs", xml.opening("dxf", {}) + own.encode() + xml.closing("dxf"))

    def save(self) -> None:
        """Put what was added into the package."""
        xml = self._xml
        if xml is None or not self._lists:
            return
        there = {item.name: item for item in xml.children()}
        for name in sorted(self._lists, key=_ORDER.index):
            new = b"".join(self._lists[name])
            count = str(self._counts[name])
            if name in there:
                element = there[name]
                tag = retagged(element.tag, {"count": count})
                if element.is_empty:
                    xml.replace(
                        element.start, element.end, tag[:-2] + b">" + new + xml.closing(name)
                    )
                else:
                    xml.replace(element.start, element.inner, tag)
                    xml.insert(element.close, new)
            else:
                later = _ORDER[_ORDER.index(name) + 1 :]
                at = min(
                    (there[item].start for item in later if item in there), default=xml.root.close
                )
                xml.insert(at, xml.opening(name, {"count": count}) + new + xml.closing(name))
        self._parts.save(xml)

    def _open(self) -> Xml:
        if self._xml is None:
            part = next(
                (
                    relation.target
                    for relation in self._parts.relations(self._workbook)
                    if relation.kind == "styles"
                ),
                "",
            )
            if not part or part not in self._parts:
                part = self._made()
            self._xml = self._parts.xml(part)
        return self._xml

    def _made(self) -> str:
        part, names = "xl/styles.xml", edition(self._parts)  # the name that all programs expect
        part = self._parts.free_name("xl/styles{}.xml") if part in self._parts else part
        self._parts.add(part, _EMPTY.format(main=names["main"]).encode(), _CONTENT_TYPE)
        self._parts.relate(self._workbook, f"{names['relations']}/styles", part)
        return part

    def _items(self, name: str) -> list[Element]:
        if name not in self._there:
            xml = self._open()
            parent = xml.child(name)
            self._there[name] = list(xml.children(parent)) if parent else []
        return self._there[name]

    def _xf(self, style: int) -> Element | None:
        found = self._items("cellXfs")
        return found[style] if 0 <= style < len(found) else None

    def _plain_xf(self) -> bytes:
        plain = {"numFmtId": 0, "fontId": 0, "fillId": 0, "borderId": 0, **self._named_style()}
        return self._open().opening("xf", plain, empty=True)

    def _named_style(self) -> dict[str, str | int]:
        """Refer to the first named style; some programs write none."""
        return {"xfId": 0} if self._items("cellStyleXfs") else {}

    def _shows_date(self, format_id: str) -> bool:
        if format_id.isdigit() and int(format_id) in _BUILT_IN_DATES:
            return True
        codes = {
            item.attributes.get("numFmtId", ""): item.attributes.get("formatCode", "")
            for item in self._items("numFmts")
        }
        code = re.sub(
            r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', "", codes.get(format_id, "")
        ).lower()
        return re.search("[ydhmsge]", re.sub(r"general|e[+-]", "", code)) is not None

    def _add(self, name: str, new: bytes) -> int:
        """Add an item to one of the lists.

        Give its number, that of an equal one where there is one.
        """
        xml, there = self._open(), self._items(name)
        added = self._lists.get(name, [])
        if new in added:
            return len(there) + added.index(new)
        same = next((number for number, item in enumerate(there) if xml.whole(item) == new), None)
        if same is not None:
            return same
        self._lists[name] = [*added, new]
        self._counts[name] = len(there) + len(added) + 1
        return self._counts[name] - 1
