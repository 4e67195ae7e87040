"""Set custom document properties of a package."""

from __future__ import annotations

from collections.abc import Mapping

from btobsheet.excel.patch.parts.escape import quoted, text_xml
from btobsheet.excel.patch.parts.package import Parts, edition
from btobsheet.excel.patch.parts.xml import Xml

_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_SPACES = (
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
        "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
    ),
    (
        "http://purl.oclc.org/ooxml/officeDocument/customProperties",
        "http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes",
    ),
)


def set_properties(parts: Parts, values: Mapping[str, str]) -> None:
    """Set properties as text, each in place of one of its name.

    The part is made where it is missing.
    """
    part = next(
        (
            item.target
            for item in parts.relations("")
            if item.kind in ("custom-properties", "customProperties")
        ),
        "",
    )
    if not part or part not in parts:
        part = _made(parts)
    xml = parts.xml(part)
    there = {item.attributes.get("name", ""): item for item in xml.children()}
    number = max(
        (
            int(item.attributes.get("pid", "1"))
            for item in there.values()
            if item.attributes.get("pid", "").isdigit()
        ),
        default=1,
    )
    for name, value in values.items():
        if name in there:
            xml.replace(there[name].inner, there[name].close, _value(xml, value))
        else:
            number += 1
            opening = xml.opening("property", {"fmtid": _FORMAT, "pid": number, "name": name})
            xml.append(xml.root, opening + _value(xml, value) + xml.closing("property"))
    parts.save(xml)


def _value(xml: Xml, value: str) -> bytes:
    """Give a text value.

    Its namespace is declared where it stands, so no prefix of the part matters.
    """
    space = _SPACES["purl.oclc.org" in " ".join(xml.root.attributes.values())][1]
    return f"<vt:lpwstr xmlns:vt={quoted(space)}>{text_xml(value)}</vt:lpwstr>".encode()


def _made(parts: Parts) -> str:
    names = edition(parts)
    strict = "purl.oclc.org" in names["main"]
    part = (
        parts.free_name("docProps/custom{}.xml")
        if "docProps/custom.xml" in parts
        else "docProps/custom.xml"
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    parts.add(
        part,
        (
            f"{head}<Properties xmlns={quoted(_SPACES[strict][0])} "
            f"xmlns:vt={quoted(_SPACES[strict][1])}/>"
        ).encode(),
        _TYPE,
    )
    parts.relate(
        "", f"{names['relations']}/{'customProperties' if strict else 'custom-properties'}", part
    )
    return part
