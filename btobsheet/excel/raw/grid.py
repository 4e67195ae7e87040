"""Read a workbook file into a :class:`Grid`: every cell's address, value and formula in one pass.

The one boundary of reading: whatever is wrong with a file, :func:`read_grid` raises
:class:`~btobsheet.problems.UnreadableError` and nothing else. Macros are never run, links to
other files never followed, the size a sheet declares never believed. Spaces at the ends of a text
are kept, with or without ``xml:space``. Only the parts that hold cells are read, so a broken
style, drawing or rule does not matter.
"""

from __future__ import annotations

import os
from posixpath import dirname, join, normpath

from btobsheet.excel.raw.cells import HIDDEN, VERY_HIDDEN, VISIBLE, Cell, CellError, Grid, SheetGrid
from btobsheet.excel.raw.preflight import Package, RefusalError, kind_of, sniff
from btobsheet.excel.raw.richvalues import no_errors
from btobsheet.excel.raw.sheetxml import (
    Rows,
    Shown,
    Unread,
    Wanted,
    read_sheet,
    read_strings,
)
from btobsheet.excel.raw.thinning import without_names
from btobsheet.excel.raw.values import converters
from btobsheet.excel.raw.xmlparts import Attributes, elements, in_main, local_name, unescape
from btobsheet.problems import Problem, UnreadableError
from btobsheet.system.bounded import MAX_FILE, InputError, read_bytes

__all__ = ["Cell", "CellError", "Grid", "SheetGrid", "read_grid"]

Source = str | os.PathLike[str] | bytes
# tabs of other kinds; old code modules have no part at all
_NO_CELLS = ("chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet")
_STATES = {"hidden": HIDDEN, "veryhidden": VERY_HIDDEN}


def read_grid(
    source: Source,
    name: str = "",
    wanted: Wanted | None = None,
    unread: Unread | None = None,
    shown: Shown | None = None,
) -> Grid:
    """Read a workbook (.xlsx, .xlsm, .ods, .xlsb) from a path or from its bytes.

    ``wanted`` gets the first row of a sheet that holds anything, and the sheet's name; where it
    says no, the rest of that sheet is left unread. ``unread`` gets the same row and gives the
    numbers of the columns whose cells may be left out, which saves much time; it cannot be relied
    on that they are. ``shown`` gets the row and the sheet's name and gives the columns (None: all)
    of which formulas may be left out that show something; where they stood says the sheet. None of
    them must raise. Of .ods and .xlsb only values are known. Raises :class:`UnreadableError` (E001
    to E018).
    """
    name = name or ("" if isinstance(source, bytes) else os.fspath(source))
    try:
        data = source if isinstance(source, bytes) else load(source)
        if os.path.basename(name).startswith("~$"):  # noqa: PTH119 - pathlib costs 24 ms
            raise RefusalError("E010")
        sniff(data)
        package = Package(data)
        kind = kind_of(package)
        if kind == "xlsx":
            return _read_package(package, name, wanted, unread, shown)
        # files of other programs alone need it
        from btobsheet.excel.raw.foreign import read_foreign  # lazy door

        return read_foreign(data, name)
    except RefusalError as refusal:
        raise UnreadableError(Problem(refusal.code, details=refusal.details), file=name) from None


def load(source: str | os.PathLike[str]) -> bytes:
    """Give a file's bytes, bounded; raises :class:`RefusalError` (E001, E002, E003, E016)."""
    try:
        return read_bytes(source, MAX_FILE)
    except InputError as error:
        raise RefusalError("E003" if error.code == "E023" else error.code) from None


def loaded(source: Source, name: str = "") -> bytes:
    """Give a workbook's bytes: those given, or a file's.

    Raises UnreadableError as :func:`load` refuses, which names the file by ``name`` or its path.
    """
    if isinstance(source, bytes):
        return source
    try:
        return load(source)
    except RefusalError as refusal:
        told = Problem(refusal.code, details=refusal.details)
        raise UnreadableError(told, file=name or os.fspath(source)) from None


def _read_package(
    package: Package,
    name: str,
    wanted: Wanted | None,
    unread: Unread | None,
    shown: Shown | None,
) -> Grid:
    workbook = workbook_part(package)
    links = relations(package, workbook)
    found, date1904 = tabs(package, workbook)
    strings_part = next((target for kind, target in links.values() if kind == "sharedStrings"), "")
    strings = (
        read_strings(strings_part, package.chunks(strings_part)) if strings_part in package else []
    )
    pictures = no_errors(package, links)
    convert = converters(strings, date1904, strings_part or workbook, pictures)
    sheets: list[SheetGrid] = []
    for sheet, relation in found:
        kind, part = links.get(relation, ("", ""))
        if not relation or kind in _NO_CELLS:
            continue
        if part not in package:
            raise RefusalError("E012", part=sheet.name)
        if kind == "worksheet":
            read_sheet(
                sheet,
                part,
                package.chunks(part),
                convert,
                Rows(sheet, package.allowance, wanted, unread, shown),
            )
            sheets.append(sheet)
    if not sheets:
        raise RefusalError("E013")
    return Grid(tuple(sheets), date1904, _custom_properties(package), name)


def workbook_part(package: Package) -> str:
    """Give the name of the workbook's part; raises :class:`RefusalError` E003 without one."""
    workbook = _target(package, "", "officeDocument") or "xl/workbook.xml"
    if workbook not in package:
        raise RefusalError("E003")
    return workbook


def tabs(package: Package, part: str) -> tuple[list[tuple[SheetGrid, str]], bool]:
    """Give the sheets in the order of their tabs, each with its relation's id, and the epoch."""
    found: list[tuple[SheetGrid, str]] = []
    date1904 = False
    xml = without_names(package.read(part))
    for tag, attributes, _ in elements(part, xml, package.allowance):
        if not in_main(tag):
            continue
        if local_name(tag) == "workbookPr":
            date1904 = attributes.get("date1904", "0").lower() in ("1", "true", "on")
        elif local_name(tag) == "sheet":
            state = _STATES.get(attributes.get("state", "").lower(), VISIBLE)
            found.append(
                (SheetGrid(unescape(attributes.get("name", "")), state), _relation_id(attributes))
            )
    return found, date1904


def _relation_id(attributes: Attributes) -> str:
    return next(
        (value for key, value in attributes.items() if key.endswith("/relationships id")), ""
    )


def relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Give a part's relations inside the package: id -> (kind, name of the target part)."""
    folder, _, file = part.rpartition("/")
    name = f"{folder}/_rels/{file}.rels".lstrip("/")
    found: dict[str, tuple[str, str]] = {}
    if name not in package:
        return found
    for _, attributes, _ in elements(name, package.read(name), package.allowance):
        if "Id" in attributes and attributes.get("TargetMode", "") != "External":
            target = attributes.get("Target", "").replace("\\", "/")
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes["Id"]] = (kind, normpath(join("/", dirname(part), target)).lstrip("/"))
    return found


def _target(package: Package, part: str, kind: str) -> str:
    """Give the first target of one kind, e.g. the workbook part of a package; empty for none."""
    return next(
        (target for found, target in relations(package, part).values() if found == kind), ""
    )


def _custom_properties(package: Package) -> dict[str, str]:
    """Give the document's custom properties as text; none where the part is missing or broken."""
    part = _target(package, "", "custom-properties") or "docProps/custom.xml"
    if part not in package:
        return {}
    found: dict[str, str] = {}
    text = ""
    try:
        for tag, attributes, own in elements(part, package.read(part), package.allowance):
            if local_name(tag) == "property":
                found[attributes.get("name", "")] = unescape(text)
            else:
                text = own
    except RefusalError as refusal:
        if refusal.code != "E012":
            raise
    return found
