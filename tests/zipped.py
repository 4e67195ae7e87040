"""Make small workbook packages part by part, so that a test can break one of them."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def zipped(
    parts: dict[str, str | bytes] | list[tuple[str, str | bytes]],
    method: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """Zip parts; a list may name one part twice."""
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", method) as package:
        warnings.simplefilter("ignore")
        for name, data in parts.items() if isinstance(parts, dict) else parts:
            package.writestr(name, data)
    return stream.getvalue()


def relations(*links: tuple[str, str, str]) -> str:
    """Give a relationships part from (id, kind, target)."""
    items = "".join(
        f'<Relationship Id="{i}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for i, kind, target in links
    )
    return f'<Relationships xmlns="{PACKAGE}">{items}</Relationships>'


def sheet(data: str, after: str = "", space: str = MAIN) -> str:
    """Give a worksheet part from the XML of its rows."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{space}"><sheetData>'
        f"{data}</sheetData>{after}</worksheet>"
    )


def parts(
    data: str = "", after: str = "", strings: str = "", properties: str = "", space: str = MAIN
) -> dict[str, str | bytes]:
    """Give the parts of a workbook of one sheet, ``Plan``."""
    book = (
        f'<workbook xmlns="{space}" xmlns:r="{OFFICE}">{properties}<sheets><sheet '
        f'name="Plan" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    return {
        "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": relations(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "sharedStrings", "sharedStrings.xml"),
        ),
        "xl/sharedStrings.xml": f'<sst xmlns="{space}">{strings}</sst>',
        "xl/worksheets/sheet1.xml": sheet(data, after, space),
    }


def book(data: str = "", **more: str) -> bytes:
    """Give a workbook of one sheet as bytes."""
    return zipped(parts(data, **more))


def rezipped(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """Give a package with its parts changed: ``change`` gets each one's name and bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for item in old.infolist():
            new.writestr(item, change(item.filename, old.read(item)), zipfile.ZIP_DEFLATED)
    return stream.getvalue()
