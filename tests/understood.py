"""A part of a file as a conforming reader sees it."""

from __future__ import annotations

from typing import Any

from lxml import etree

COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def understood(xml: bytes) -> etree._Element:
    """Leave out what a part itself declares ignorable, as a conforming reader does."""
    root = etree.fromstring(xml)
    spaces = {
        root.nsmap[prefix]
        for prefix in (root.get(f"{COMPATIBILITY}Ignorable") or "").split()
        if prefix in root.nsmap
    }
    root.attrib.pop(f"{COMPATIBILITY}Ignorable", None)
    for space in spaces:
        marked: Any = root.xpath("//*[@*[namespace-uri()=$space]]", space=space)
        for node in marked:
            for name in [name for name in node.attrib if name.startswith(f"{{{space}}}")]:
                del node.attrib[name]
        foreign: Any = root.xpath("//*[namespace-uri()=$space]", space=space)
        for node in foreign:
            node.getparent().remove(node)
    return etree.fromstring(etree.tostring(root))
