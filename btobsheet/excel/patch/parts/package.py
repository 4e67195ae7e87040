"""The parts of a workbook's package under edit: those untouched keep their compressed bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from itertools import count
from posixpath import dirname, join, normpath, relpath

from btobsheet.excel.patch.parts.xml import Xml
from btobsheet.excel.patch.parts.zipped import ZipWriter, raw_entry
from btobsheet.excel.raw.preflight import Package, RefusalError, kind_of, part_key, sniff
from btobsheet.quickclass import dataclass

_TYPES = "[Content_Types].xml"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


class NotPatchableError(Exception):
    """The file is a workbook, but of a kind that cannot be edited in place (.ods, .xlsb)."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation of a part: its id, kind (the end of its type), whole type and target part."""

    id: str
    kind: str
    type: str
    target: str


class Parts:
    """A package's parts by name (without case), with those changed, added and removed so far."""

    def __init__(self, data: bytes) -> None:
        """Open an .xlsx or .xlsm package.

        Raises :class:`RefusalError` or :class:`NotPatchableError`.
        """
        sniff(data)
        self._package = Package(data)
        if kind_of(self._package) != "xlsx":
            raise NotPatchableError
        self._data = data
        with zipfile.ZipFile(BytesIO(data)) as package:
            self._entries = package.infolist()
        if sum(entry.compress_size for entry in self._entries) > len(data):
            raise RefusalError("E011")  # entries that overlap
        self._names = {part_key(entry.filename): entry.filename for entry in self._entries}
        self._changed: dict[str, bytes] = {}
        self._read: dict[str, bytes] = {}
        self._added: list[str] = []
        self._removed: set[str] = set()

    def __contains__(self, name: str) -> bool:
        """Tell whether there is such a part now."""
        key = part_key(name)
        return key not in self._removed and (key in self._changed or key in self._names)

    def read(self, name: str) -> bytes:
        """Give a part as it is now; raises :class:`RefusalError`."""
        key = part_key(name)
        if key in self._changed:
            return self._changed[key]
        if key not in self._read:  # reading twice would be charged twice
            self._read[key] = self._package.read(name)
        return self._read[key]

    def head(self, name: str) -> bytes:
        """Give the beginning of a part, 12 KiB at least where there are as many."""
        key = part_key(name)
        return self._changed.get(key) or self._read.get(key) or next(self._package.chunks(name))

    def write(self, name: str, data: bytes) -> None:
        """Set a part's bytes; a new part is added at the end."""
        key = part_key(name)
        if key not in self._names and key not in self._changed:
            self._added.append(name)
        self._removed.discard(key)
        self._changed[key] = data

    def remove(self, name: str) -> None:
        """Take a part out, and its content type."""
        self._removed.add(part_key(name))
        if _TYPES in self:  # a package without types opens in few programs, but it is read
            types = self.xml(_TYPES)
            for item in types.children():
                if item.name == "Override" and part_key(
                    item.attributes.get("PartName", "")
                ) == part_key(name):
                    types.replace(item.start, item.end, b"")
            self.save(types)

    def xml(self, name: str) -> Xml:
        """Open a part for editing."""
        return Xml(name, self.read(name), ours=part_key(name) in self._changed)

    def save(self, xml: Xml) -> None:
        """Put an edited part back, where anything was changed."""
        if xml.is_changed:
            self.write(xml.part, xml.result())

    def free_name(self, pattern: str) -> str:
        """Give the first name of the form ``xl/worksheets/sheet{}.xml`` that no part ever bore."""
        names = map(pattern.format, count(1))
        return next(
            name
            for name in names
            if part_key(name) not in self._names and part_key(name) not in self._changed
        )

    def add(self, name: str, data: bytes, content_type: str) -> None:
        """Add a part with its content type."""
        self.write(name, data)
        if _TYPES in self:
            types = self.xml(_TYPES)
            types.append(
                types.root,
                types.opening(
                    "Override", {"PartName": f"/{name}", "ContentType": content_type}, empty=True
                ),
            )
            self.save(types)

    def add_default_type(self, extension: str, content_type: str) -> None:
        """Declare the content type of all parts with an extension, unless there is one."""
        if _TYPES not in self:
            return
        types = self.xml(_TYPES)
        defaults = [item for item in types.children() if item.name == "Default"]
        if not any(item.attributes.get("Extension", "").lower() == extension for item in defaults):
            types.insert(
                types.root.inner,
                types.opening(
                    "Default", {"Extension": extension, "ContentType": content_type}, empty=True
                ),
            )
            self.save(types)

    def relations(self, part: str) -> tuple[Relation, ...]:
        """Give a part's relations inside the package (``""``: the package's own), in order."""
        name = relations_part(part)
        if name not in self:
            return ()
        found = []
        for item in self.xml(name).children():
            about = item.attributes
            if about.get("TargetMode", "") != "External" and "Id" in about:
                target = normpath(
                    join("/", dirname(part), about.get("Target", "").replace("\\", "/"))
                ).lstrip("/")
                found.append(
                    Relation(
                        about["Id"],
                        about.get("Type", "").rpartition("/")[2],
                        about.get("Type", ""),
                        target,
                    )
                )
        return tuple(found)

    def relate(self, part: str, type: str, target: str) -> str:
        """Add a relation from a part to another; give its id."""
        name = relations_part(part)
        if name not in self:
            self.write(
                name,
                b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="'
                + _RELATIONS.encode()
                + b'"/>',
            )
            self.add_default_type("rels", _RELATIONS_TYPE)  # some programs declare each part alone
        xml = self.xml(name)
        used = {item.attributes.get("Id", "") for item in xml.children()}
        number = 1
        while f"rId{number}" in used:
            number += 1
        about = {
            "Id": f"rId{number}",
            "Type": type,
            "Target": relpath(f"/{target}", f"/{dirname(part)}"),
        }
        xml.append(xml.root, xml.opening("Relationship", about, empty=True))
        self.save(xml)
        return f"rId{number}"

    def unrelate(self, part: str, id: str) -> None:
        """Take a relation out."""
        xml = self.xml(relations_part(part))
        for item in xml.children():
            if item.attributes.get("Id") == id:
                xml.replace(item.start, item.end, b"")
        self.save(xml)

    def result(self) -> bytes:
        """Give the package: names and order as they were, added parts at the end."""
        if not self._changed and not self._removed:
            return self._data
        writer = ZipWriter()
        for entry in self._entries:
            key = part_key(entry.filename)
            if key in self._removed:
                continue
            if key in self._changed:
                writer.add(entry.orig_filename, self._changed[key], entry.date_time)
            else:
                writer.copy(entry, raw_entry(self._data, entry))
        for name in self._added:
            if part_key(name) not in self._removed:
                writer.add(name, self._changed[part_key(name)], _FIRST_DAY)
        return writer.result()


def relations_part(part: str) -> str:
    """Give the name of the part that holds a part's relations."""
    folder, _, file = part.rpartition("/")
    return f"{folder}/_rels/{file}.rels".lstrip("/")


def edition(parts: Parts) -> Mapping[str, str]:
    """Give the namespaces of the package's edition of Open XML: ``main``, its ``relations``."""
    strict = any(
        relation.type.startswith("http://purl.oclc.org/") for relation in parts.relations("")
    )
    if strict:
        return {
            "main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
            "relations": "http://purl.oclc.org/ooxml/officeDocument/relationships",
        }
    return {
        "main": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "relations": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    }
